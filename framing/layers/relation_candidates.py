"""Words of a sentence that may state a relation, and what is seen of each.

Verbs and nouns near two sides; the detector (`relation_detector`) judges them. The names of the
sides are masked, so that no state is taken for the one that meddles.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from framing.layers.relation_frames import Codes
from framing.layers.relation_link import Link, Ruling, clause_verb
from framing.layers.relation_rows import all_elsewhere, content_rows
from framing.layers.relation_sentence import Place, Sentence, Trigger
from framing.layers.relation_verbs import direct_places

_NEAR = (1, 2, 4, 8, 16)
_NAMES = ("NNP", "NNPS")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may state a relation, with the rule's link at it, if any."""

    row: int
    link: Link | None
    trigger: Trigger | None
    features: tuple[str, ...]


@dataclass(eq=False)
class _View:
    """What the candidates of one sentence share; `own` are the rows of places of the pair."""

    sentence: Sentence
    pair: tuple[str, str]
    places: tuple[Place, ...]
    links: dict[int, Link]
    triggers: dict[int, Trigger]
    shared: tuple[str, ...]
    _standing: dict[Place, list[str]] = field(default_factory=dict, init=False)

    @cached_property
    def frames(self) -> dict[int, Codes]:
        """Codes by row."""
        return {frame.first + self.sentence.low: frame.codes for frame in self.sentence.frames}

    @cached_property
    def own(self) -> frozenset[int]:
        """Rows that name the pair."""
        return frozenset(_rows_of(self.places))

    @cached_property
    def masked(self) -> list[str]:
        """Lemmas from the start of the sentence, names of the pair and others masked."""
        sentence = self.sentence
        rows = range(sentence.low, sentence.high)
        return [
            "<side>"
            if row in self.own
            else "<name>"
            if tag in _NAMES
            else sentence.batch.lemma(row)
            for row, tag in zip(rows, sentence.tags, strict=True)
        ]

    @cached_property
    def by_side(self) -> tuple[list[Place], ...]:
        """Places of each side of the pair."""
        return tuple([p for p in self.places if p.side == side] for side in self.pair)

    @cached_property
    def others(self) -> list[Place]:
        """Places of third parties."""
        return [place for place in self.sentence.places if place.side not in self.pair]

    def standing(self, place: Place | None) -> list[str]:
        """A mention, and the word that it stands with."""
        if place is None:
            return []
        if place not in self._standing:
            self._standing[place] = _name_features(self, place)
        return self._standing[place]


def candidates(sentence: Sentence, ruling: Ruling) -> Iterator[Candidate]:
    """Words that the rules tie to both sides, and other nouns, verbs and adjectives.

    None where the only acts named are done to a third party.
    """
    view = _view(sentence, ruling.links, ruling.pair)
    if not view.links and all_elsewhere(sentence, ruling.pair):
        return
    known = view.frames.keys() | view.triggers.keys()
    for row in sorted({*view.links, *content_rows(sentence, ruling.pair, known)}):
        found = tuple(dict.fromkeys(_features(view, row)))
        yield Candidate(row, view.links.get(row), view.triggers.get(row), found)


def _rows_of(places: Iterable[Place]) -> Iterator[int]:
    return (row for place in places for row in range(place.first, place.last + 1))


def _view(sentence: Sentence, links: Sequence[Link], pair: tuple[str, str]) -> _View:
    places = tuple(place for place in sentence.places if place.side in pair)
    return _View(
        sentence,
        pair,
        places,
        {one.trigger.first: one for one in links},
        {trigger.first: trigger for trigger in sentence.triggers},
        tuple(_shared(sentence, links, places)),
    )


def _name_features(view: _View, place: Place) -> list[str]:
    batch, stop = view.sentence.batch, view.sentence.chunk_rows(place.last)[1]
    found = [f"m:{batch.lemma(place.last).lower()}", f"m:form:{place.form}"]
    if stop - 1 > place.last:
        found.append("m:head:" + batch.lemma(stop - 1).lower())
    elif place.last + 1 < view.sentence.high:
        found.append("m:next:" + view.masked[place.last + 1 - view.sentence.low])
    return found


def _shared(sentence: Sentence, links: Sequence[Link], places: Sequence[Place]) -> Iterator[str]:
    yield f"s:links:{min(len(links), 3)}"
    yield f"s:sides:{len({p.side for p in places})}"
    yield f"s:others:{min(len({p.side for p in sentence.places}) - 2, 2)}"
    for guard in sentence.guards:
        yield "s:g:" + guard


def _features(view: _View, row: int) -> list[str]:
    found = _word_features(view, row)
    found += _rule_features(view, row)
    nearest = _nearest(view, row)
    found += _place_features(view, row, nearest)
    for place in nearest:
        found += view.standing(place)
    found += _clause_features(view, row)
    found += view.shared
    return found


def _word_features(view: _View, row: int) -> list[str]:
    sentence, batch, at = view.sentence, view.sentence.batch, row - view.sentence.low
    masked = view.masked
    found = [
        "l:" + sentence.lemmas[at],
        "t:" + sentence.tags[at],
        "n-1:" + (masked[at - 1] if at else ""),
        "n1:" + (masked[at + 1] if at + 1 < len(masked) else ""),
        f"quoted:{bool(batch.tokens.in_quote[row])}",
    ]
    if row in view.frames:
        found += [f"f:{kind}:{name}" for kind, name in view.frames[row]]
    return found


def _rule_features(view: _View, row: int) -> list[str]:
    link, trigger = view.links.get(row), view.triggers.get(row)
    found = ["nolink"] if link is None and view.links else []
    if link is not None:
        found += [
            "link",
            "link:" + link.trigger.root,
            f"link:{link.key[0]}:{link.trigger.quad}",
            f"link:mutual:{link.mutual}:{link.trigger.strength < 1}",
        ]
    if trigger is None:
        return [*found, "notrigger"]
    weak, linked = trigger.strength < 1, link is not None
    return [
        *found,
        "tr:" + trigger.root,
        f"tr:{trigger.quad}:{weak}",
        f"tr:{trigger.quad}:{linked}",
    ]


def _place_features(view: _View, row: int, nearest: Sequence[Place | None]) -> list[str]:
    gaps = [_gap(place, row) if place else 0 for place in nearest]
    near, far = gaps if _order(gaps[0]) <= _order(gaps[1]) else gaps[::-1]
    at, beyond, bucket = _sign(near), _sign(far), _bucket(far)
    found = [f"d:{at}{_bucket(near)}", f"e:{beyond}{bucket}", f"de:{at}{beyond}:{bucket}"]
    if view.others:
        gap = min([_gap(place, row) for place in view.others], key=abs)
        found.append(f"o:{_sign(gap)}{_bucket(gap)}:{abs(gap) < abs(far)}")
    return found


def _order(gap: int) -> tuple[bool, int]:
    return gap == 0, abs(gap)


def _nearest(view: _View, row: int) -> list[Place | None]:
    """The mention of each side nearest to a word."""
    found: list[Place | None] = []
    for own in view.by_side:
        best, least = None, 0
        for place in own:
            gap = abs(_gap(place, row))
            if best is None or gap < least:
                best, least = place, gap
        found.append(best)
    return found


def _gap(place: Place, row: int) -> int:
    """Tokens from the word to the place, negative before it."""
    return place.first - row if place.first > row else place.last - row


def _sign(gap: int) -> str:
    return "-" if gap < 0 else "+" if gap else "0"


def _bucket(gap: int) -> int:
    return bisect_left(_NEAR, abs(gap))


def _clause_features(view: _View, row: int) -> list[str]:
    batch, group = view.sentence.batch, view.sentence.lists.group_of[row]
    first, stop = view.sentence.chunk_rows(row)
    if group >= 0:
        found = _verb_features(view, row, group)
    else:
        found = _noun_features(view, row, first, stop)
    if stop < view.sentence.high and batch.tag(stop) in ("IN", "TO"):
        after, end = (stop, stop)
        if stop + 1 < view.sentence.high:
            after, end = view.sentence.chunk_rows(stop + 1)
        within = _held(view, view.sentence.within(after, end))
        found += (f"a:{batch.word(stop).lower()}:{within}", f"a:{within}")
    if first > view.sentence.low and batch.tag(first - 1) in ("IN", "TO"):
        found.append("b:" + batch.word(first - 1).lower())
    return found


def _verb_features(view: _View, row: int, group: int) -> list[str]:
    sentence = view.sentence
    passive = sentence.lists.passive[group]
    subjects, direct = sentence.subjects(group), direct_places(sentence, group)
    sides = f"v:sides:{passive}:{_held(view, subjects)}{_held(view, direct)}"
    return [f"v:passive:{passive}", sides, *_arc_features(view, row, subjects)]


def _noun_features(view: _View, row: int, first: int, stop: int) -> list[str]:
    sentence = view.sentence
    owners = sentence.within(first, row)
    found = [f"c:own:{_held(view, owners)}", f"c:head:{stop == row + 1}"]
    held = clause_verb(sentence, row)
    if held >= 0:
        head = sentence.head(held)
        found.append("c:verb:" + sentence.batch.lemma(head).lower())
        found += [f"c:verb:{kind}:{name}" for kind, name in view.frames.get(head, ())]
        subjects = sentence.subjects(held)
        found.append(f"c:subject:{_held(view, subjects)}")
        found += _arc_features(view, row, (*subjects, *owners))
    return found


def _arc_features(view: _View, row: int, acting: Sequence[Place]) -> list[str]:
    """Whether the other side stands in the rest of the clause, and after which word."""
    sentence = view.sentence
    own = {place.side for place in acting if place.side in view.pair}
    if len(own) != 1:
        return [f"arc:{len(own)}"]
    end = sentence.clause_end(row)
    reached = [p for p in view.places if row < p.last < end and p.side not in own]
    if not reached:
        return ["arc:open"]
    begin, stop = sentence.chunk_rows(reached[0].last)
    start = min(begin, reached[0].first)
    word = sentence.batch.word(start - 1).lower() if start - 1 > row else ""
    kind = "N" if sentence.batch.tag(row)[0] == "N" else "V"
    alone = stop == reached[0].last + 1
    return [f"arc:{_bucket(reached[0].first - row)}", "arc:word:" + word, f"arc:{kind}:{alone}"]


def _held(view: _View, places: Sequence[Place]) -> int:
    """How many of the two sides are among places."""
    return len({place.side for place in places if place.side in view.pair}) if places else 0
