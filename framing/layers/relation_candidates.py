"""Words of a sentence that may state a relation, and what is seen of each.

Verbs and nouns near two sides; the detector (`relation_detector`) judges them. The names of the
sides are masked, so that no state is taken for the one that meddles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from framing.layers.relation_frames import Codes
from framing.layers.relation_link import Link, Ruling, clause_verb
from framing.layers.relation_sentence import Place, Sentence, Trigger
from framing.layers.relation_verbs import direct_places

_NEAR = (1, 2, 4, 8, 16)
_FAR = len(_NEAR)
_EVENT_TAGS = frozenset(["NN", "VB", "JJ"])
_AIMS = frozenset(["on", "against", "between", "with", "toward", "towards"])
_NAMES = ("NNP", "NNPS")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may state a relation, with the rule's link at it, if any."""

    row: int
    link: Link | None
    trigger: Trigger | None
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _View:
    """What the candidates of one sentence share."""

    sentence: Sentence
    pair: tuple[str, str]
    places: tuple[Place, ...]
    links: dict[int, Link]
    triggers: dict[int, Trigger]
    frames: dict[int, Codes]
    inside: frozenset[int]
    shared: tuple[str, ...]


def candidates(sentence: Sentence, ruling: Ruling) -> Iterator[Candidate]:
    """Words that the rules tie to both sides, and words of the lists that they do not rule out."""
    view = _view(sentence, ruling.links, ruling.pair)
    for row in _rows(view, ruling.ruled_out):
        found = tuple(dict.fromkeys(_features(view, row)))
        yield Candidate(row, view.links.get(row), view.triggers.get(row), found)


def _rows(view: _View, ruled_out: frozenset[int]) -> list[int]:
    """Rows of words that the rules tie or that a list knows; the rest seldom state anything."""
    acts = (row for row, codes in view.frames.items() if any(kind == "act" for kind, _ in codes))
    known = {*view.triggers, *acts} - view.inside - ruled_out
    tag = view.sentence.batch.tag
    events = (row for row in known if tag(row)[:2] in _EVENT_TAGS)
    return sorted({*view.links, *(row for row in events if not _aimed_elsewhere(view, row))})


def _aimed_elsewhere(view: _View, row: int) -> bool:
    """Whether the word names a third party as its aim: "sanctions on Iran, a partner of …"."""
    sentence, known = view.sentence, view.triggers.get(row)
    _, stop = sentence.chunk_rows(known.last if known else row)
    if stop + 1 >= sentence.high or sentence.batch.word(stop).lower() not in _AIMS:
        return False
    named = sentence.within(*sentence.chunk_rows(stop + 1))
    return bool(named) and not any(place.side in view.pair for place in named)


def _view(sentence: Sentence, links: Sequence[Link], pair: tuple[str, str]) -> _View:
    places = tuple(place for place in sentence.places if place.side in pair)
    frames = {frame.first + sentence.low: frame.codes for frame in sentence.frames}
    inside = {row for p in sentence.places for row in range(p.first, p.last + 1)}
    return _View(
        sentence,
        pair,
        places,
        {one.trigger.first: one for one in links},
        {trigger.first: trigger for trigger in sentence.triggers},
        frames,
        frozenset(inside),
        tuple(_shared(sentence, links, places)),
    )


def _shared(sentence: Sentence, links: Sequence[Link], places: Sequence[Place]) -> Iterator[str]:
    yield f"s:links:{min(len(links), 3)}"
    yield f"s:sides:{len({p.side for p in places})}"
    yield f"s:others:{min(len({p.side for p in sentence.places}) - 2, 2)}"
    for guard in sentence.guards:
        yield "s:g:" + guard


def _features(view: _View, row: int) -> Iterator[str]:
    yield from _word_features(view, row)
    yield from _rule_features(view, row)
    yield from _place_features(view, row)
    yield from _name_features(view, row)
    yield from _clause_features(view, row)
    yield from view.shared


def _word_features(view: _View, row: int) -> Iterator[str]:
    sentence, batch = view.sentence, view.sentence.batch
    lemma = batch.lemma(row).lower()
    yield "l:" + lemma
    yield "t:" + batch.tag(row)
    for step in (-1, 1):
        at = row + step
        inside = sentence.low <= at < sentence.high
        yield f"n{step}:" + (_masked(view, at) if inside else "")
    for kind, name in view.frames.get(row, ()):
        yield f"f:{kind}:{name}"
    yield f"quoted:{bool(batch.tokens.in_quote[row])}"


def _masked(view: _View, row: int) -> str:
    if any(p.first <= row <= p.last for p in view.places):
        return "<side>"
    return "<name>" if view.sentence.batch.tag(row) in _NAMES else view.sentence.batch.lemma(row)


def _rule_features(view: _View, row: int) -> Iterator[str]:
    link, trigger = view.links.get(row), view.triggers.get(row)
    if link is not None:
        yield "link"
        yield "link:" + link.trigger.root
        yield f"link:{link.key[0]}:{link.trigger.quad}"
        yield f"link:mutual:{link.mutual}:{link.trigger.strength < 1}"
    elif view.links:
        yield "nolink"
    if trigger is not None:
        yield "tr:" + trigger.root
        yield f"tr:{trigger.quad}:{trigger.strength < 1}"
        yield f"tr:{trigger.quad}:{link is not None}"
    else:
        yield "notrigger"


def _place_features(view: _View, row: int) -> Iterator[str]:
    found = []
    for side in view.pair:
        gaps = [_gap(place, row) for place in view.places if place.side == side]
        found.append(min(gaps, key=abs) if gaps else 0)
    near, far = sorted(found, key=lambda gap: (gap == 0, abs(gap)))
    yield f"d:{_sign(near)}{_bucket(near)}"
    yield f"e:{_sign(far)}{_bucket(far)}"
    yield f"de:{_sign(near)}{_sign(far)}:{_bucket(far)}"
    others = [_gap(p, row) for p in view.sentence.places if p.side not in view.pair]
    if others:
        gap = min(others, key=abs)
        yield f"o:{_sign(gap)}{_bucket(gap)}:{abs(gap) < abs(far)}"


def _name_features(view: _View, row: int) -> Iterator[str]:
    """The nearest mention of each side, and the word that it stands with."""
    batch = view.sentence.batch
    for side in view.pair:
        own = [place for place in view.places if place.side == side]
        if own:
            place = min(own, key=lambda one: abs(_gap(one, row)))
            yield f"m:{batch.lemma(place.last).lower()}"
            yield f"m:form:{place.form}"
            stop = view.sentence.chunk_rows(place.last)[1]
            if stop - 1 > place.last:
                yield "m:head:" + batch.lemma(stop - 1).lower()
            elif place.last + 1 < view.sentence.high:
                yield "m:next:" + _masked(view, place.last + 1)


def _gap(place: Place, row: int) -> int:
    """Tokens from the word to the place, negative before it."""
    return place.first - row if place.first > row else place.last - row


def _sign(gap: int) -> str:
    return "-" if gap < 0 else "+" if gap else "0"


def _bucket(gap: int) -> int:
    return next((k for k, edge in enumerate(_NEAR) if abs(gap) <= edge), _FAR)


def _clause_features(view: _View, row: int) -> Iterator[str]:
    sentence, batch = view.sentence, view.sentence.batch
    group = int(batch.clauses.group_of[row])
    first, stop = sentence.chunk_rows(row)
    if group >= 0:
        passive = bool(batch.clauses.groups.passive[group])
        yield f"v:passive:{passive}"
        subjects, direct = sentence.subjects(group), direct_places(sentence, group)
        yield f"v:sides:{passive}:{_held(view, subjects)}{_held(view, direct)}"
        yield from _arc_features(view, row, subjects)
    else:
        owners = sentence.within(first, row)
        yield f"c:own:{_held(view, owners)}"
        yield f"c:head:{stop == row + 1}"
        held = clause_verb(sentence, Trigger(row, row, "", "", "", False, 1.0, ""))
        if held >= 0:
            lemma = batch.lemma(sentence.head(held)).lower()
            yield "c:verb:" + lemma
            for kind, name in view.frames.get(sentence.head(held), ()):
                yield f"c:verb:{kind}:{name}"
            subjects = sentence.subjects(held)
            yield f"c:subject:{_held(view, subjects)}"
            yield from _arc_features(view, row, (*subjects, *owners))
    if stop < sentence.high and batch.tag(stop) in ("IN", "TO"):
        after, end = sentence.chunk_rows(stop + 1) if stop + 1 < sentence.high else (stop, stop)
        within = _held(view, sentence.within(after, end))
        yield f"a:{batch.word(stop).lower()}:{within}"
        yield f"a:{within}"
    if first > sentence.low and batch.tag(first - 1) in ("IN", "TO"):
        yield "b:" + batch.word(first - 1).lower()


def _arc_features(view: _View, row: int, acting: Sequence[Place]) -> Iterator[str]:
    """Whether the other side stands in the rest of the clause, and after which word."""
    sentence = view.sentence
    own = {place.side for place in acting if place.side in view.pair}
    if len(own) != 1:
        yield f"arc:{len(own)}"
        return
    reached = [
        place
        for place in sentence.within(row + 1, sentence.clause_end(row))
        if place.side in view.pair and place.side not in own
    ]
    if not reached:
        yield "arc:open"
        return
    first = reached[0]
    start = min(sentence.chunk_rows(first.last)[0], first.first)
    yield f"arc:{_bucket(first.first - row)}"
    word = sentence.batch.word(start - 1).lower() if start - 1 > row else ""
    yield "arc:word:" + word
    kind = "N" if sentence.batch.tag(row)[0] == "N" else "V"
    yield f"arc:{kind}:{sentence.chunk_rows(first.last)[1] == first.last + 1}"


def _held(view: _View, places: Sequence[Place]) -> int:
    """How many of the two sides are among places."""
    return len({place.side for place in places if place.side in view.pair})
