"""Words of a sentence that may state a relation, and what is seen of each.

Verbs and nouns near two sides; the detector (`relation_detector`) judges them. The names of the
sides are masked, so that no state is taken for the one that meddles.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from framing.language import PENN_TAGS
from framing.layers.relations.links import direct_places
from framing.layers.relations.sentence import NAME as MASK
from framing.layers.relations.sentence import (
    NAMES,
    PREPOSITIONS,
    SIDE,
    Place,
    Sentence,
    Trigger,
    is_headline,
)
from framing.layers.relations.syntax import Link, Ruling, clause_verb
from framing.lists.frames import guard_words

_CONTENT_TAGS = frozenset(
    tag for tag in PENN_TAGS if tag[:2] in ("NN", "VB", "JJ") and tag not in NAMES
)


def content_rows(sentence: Sentence, pair: tuple[str, str]) -> list[int]:
    """Rows of nouns, verbs and adjectives that a list knows or that stand with a side.

    In headlines also of listed words that their capital makes look like names: "US, Iran Agree".
    """
    low, batch, codes = sentence.low, sentence.batch, sentence.codes
    named = {row for place in sentence.places for row in range(place.first, place.last + 1)}
    known = {trigger.first for trigger in sentence.triggers}
    guards = guard_words(batch.lists)
    prose = batch.in_prose[low : sentence.high].tolist()  # a caption states nothing
    kinds = _CONTENT_TAGS.union(NAMES) if is_headline(sentence) else _CONTENT_TAGS
    return [
        low + at
        for at, tag in enumerate(sentence.tags)
        if tag in kinds and prose[at] and low + at not in named
        if low + at in known
        or "light" not in guards.get(sentence.lemmas[at], ())
        or _between_both(sentence, low + at, pair)
        if at in codes
        or low + at in known
        or (tag not in NAMES and _with_side(sentence, low + at, pair))
    ]


def _with_side(sentence: Sentence, row: int, pair: tuple[str, str]) -> bool:
    """Whether a side is the verb's subject or object, or in or right behind the noun's phrase."""
    group = sentence.lists.group_of[row]
    if group >= 0:
        if row != sentence.head(group):
            return False
        return _names(sentence.subjects(group), pair) or _names(
            direct_places(sentence, group), pair
        )
    if _names(sentence.beside(row), pair):
        return True
    stop = sentence.chunk_rows(row)[1]
    linked = stop + 1 < sentence.high and sentence.tags[stop - sentence.low] in PREPOSITIONS
    return linked and _names(sentence.beside(stop + 1), pair)


def _between_both(sentence: Sentence, row: int, pair: tuple[str, str]) -> bool:
    """Whether one side does it and the other is its object: "Oslo told two Russian envoys …"."""
    group = sentence.lists.group_of[row]
    if group < 0 or row != sentence.head(group):
        return False
    acting = {place.side for place in sentence.subjects(group)}
    reached = {place.side for place in direct_places(sentence, group)}
    return acting != reached and {*acting, *reached} >= set(pair)


def _names(places: Sequence[Place], pair: tuple[str, str]) -> bool:
    return any(place.side in pair for place in places)


def all_elsewhere(sentence: Sentence, pair: tuple[str, str]) -> bool:
    """Whether acts are named, and each is done to a third party: "sanctions on Iran"."""
    acts = [one for one in sentence.triggers if one.strength >= 1]
    return bool(acts) and all(_elsewhere(sentence, one, pair) for one in acts)


def _elsewhere(sentence: Sentence, act: Trigger, pair: tuple[str, str]) -> bool:
    _, stop = sentence.chunk_rows(act.last)
    after = sentence.batch.word(stop).lower() if stop < sentence.high else ""
    if act.quad.endswith("coop") and after == "on":
        return False  # "cooperate on Syria"
    group = sentence.lists.group_of[act.first]
    aims: list[tuple[Place, ...]] = [direct_places(sentence, group)] if group >= 0 else []
    if stop + 1 < sentence.high and after in sentence.linkers("aim"):
        aims.append(sentence.within(*sentence.chunk_rows(stop + 1)))
    sides = {place.side for places in aims for place in places}
    return bool(sides) and sides.isdisjoint(pair)


_NEAR = (1, 2, 4, 8, 16)  # edges of the steps of a distance in tokens
Nearest = tuple[Place | None, Place | None]


class Candidate(NamedTuple):
    """A word that may state a relation, with the rule's link at it, if any.

    `own` are features of the word, `shared` those that others of its sentence have too.
    """

    row: int
    link: Link | None
    trigger: Trigger | None
    own: tuple[str, ...]
    shared: tuple[str, ...]

    @property
    def features(self) -> tuple[str, ...]:
        """Names of all features, each once."""
        return self.own + self.shared


@dataclass(eq=False)
class _View:
    """What the candidates of one sentence share; `places` are those of the pair."""

    sentence: Sentence
    pair: tuple[str, str]
    places: tuple[Place, ...]
    links: dict[int, Link]
    triggers: dict[int, Trigger]
    common: tuple[str, ...]
    _shared: dict[Nearest, tuple[str, ...]] = field(default_factory=dict, init=False)
    _governed: dict[int, list[str]] = field(default_factory=dict, init=False)

    @cached_property
    def masked(self) -> list[str]:
        """Lemmas from the start of the sentence, names of the pair and others masked."""
        sentence = self.sentence
        lemma, rows = sentence.batch.lemma, range(sentence.low, sentence.high)
        found = [
            MASK if tag in NAMES else lemma(row)
            for row, tag in zip(rows, sentence.tags, strict=True)
        ]
        for place in self.places:
            for row in range(place.first, place.last + 1):
                found[row - sentence.low] = SIDE
        return found

    @cached_property
    def by_side(self) -> tuple[Sequence[Place], Sequence[Place]]:
        """Places of each side of the pair."""
        return self.sentence.of_side(self.pair[0]), self.sentence.of_side(self.pair[1])

    @cached_property
    def others(self) -> list[Place]:
        """Places of third parties."""
        return [place for place in self.sentence.places if place.side not in self.pair]

    def shared(self, nearest: Nearest) -> tuple[str, ...]:
        """Features of the mentions nearest to a word, and of the sentence."""
        found = self._shared.get(nearest)
        if found is None:
            names = [n for place in nearest if place for n in _name_features(self, place)]
            found = self._shared[nearest] = tuple(dict.fromkeys((*names, *self.common)))
        return found

    def governed(self, group: int) -> list[str]:
        """Features of the verb that governs a noun."""
        if group not in self._governed:
            self._governed[group] = _governing_features(self, group)
        return self._governed[group]


def candidates(sentence: Sentence, ruling: Ruling) -> Iterator[Candidate]:
    """Words that the rules tie to both sides, and other nouns, verbs and adjectives.

    None where the only acts named are done to a third party.
    """
    view = _view(sentence, ruling.links, ruling.pair)
    if not view.links and all_elsewhere(sentence, ruling.pair):
        return
    for row in sorted({*view.links, *content_rows(sentence, ruling.pair)}):
        nearest = (_closest(view.by_side[0], row), _closest(view.by_side[1], row))
        own = tuple(dict.fromkeys(_own_features(view, row, nearest)))
        shared = view.shared(nearest)
        yield Candidate(row, view.links.get(row), view.triggers.get(row), own, shared)


def _view(sentence: Sentence, links: Sequence[Link], pair: tuple[str, str]) -> _View:
    places = tuple([place for place in sentence.places if place.side in pair])
    return _View(
        sentence,
        pair,
        places,
        {one.trigger.first: one for one in links},
        {trigger.first: trigger for trigger in sentence.triggers},
        tuple(_sentence_features(sentence, links, places)),
    )


def _name_features(view: _View, place: Place) -> list[str]:
    """A mention, and the word that it stands with."""
    lemmas, low = view.sentence.lemmas, view.sentence.low
    last = view.sentence.chunk_rows(place.last)[1] - 1
    found = ["m:" + lemmas[place.last - low], "m:form:" + place.form]
    if last > place.last:
        found.append("m:head:" + lemmas[last - low])
    elif place.last + 1 < view.sentence.high:
        found.append("m:next:" + view.masked[place.last + 1 - low])
    return found


def _sentence_features(
    sentence: Sentence, links: Sequence[Link], places: Sequence[Place]
) -> Iterator[str]:
    yield f"s:links:{min(len(links), 3)}"
    if is_headline(sentence):
        yield "s:headline"
    yield f"s:sides:{len({p.side for p in places})}"
    yield f"s:others:{min(len({p.side for p in sentence.places}) - 2, 2)}"
    for guard in sentence.guards:
        yield "s:g:" + guard


def _own_features(view: _View, row: int, nearest: Nearest) -> list[str]:
    found = _word_features(view, row)
    found += _rule_features(view, row)
    found += _place_features(view, row, nearest)
    found += _clause_features(view, row)
    return found


def _word_features(view: _View, row: int) -> list[str]:
    sentence, at = view.sentence, row - view.sentence.low
    masked = view.masked
    found = [
        "l:" + sentence.lemmas[at],
        "t:" + sentence.tags[at],
        "n-1:" + (masked[at - 1] if at else ""),
        "n1:" + (masked[at + 1] if at + 1 < len(masked) else ""),
        f"quoted:{sentence.quoted[at]}",
    ]
    if at in sentence.codes:
        found += [f"f:{kind}:{name}" for kind, name in sentence.codes[at]]
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


def _place_features(view: _View, row: int, nearest: Nearest) -> list[str]:
    one, other = nearest
    gaps = (_gap(one, row) if one else 0, _gap(other, row) if other else 0)
    found = [*_gap_features(*gaps)]
    if view.others:
        gap = min([_gap(place, row) for place in view.others], key=abs)
        far = max(gaps, key=_order)
        found.append(f"o:{_sign(gap)}{_bucket(gap)}:{abs(gap) < abs(far)}")
    return found


@lru_cache(maxsize=4096)
def _gap_features(one: int, other: int) -> tuple[str, str, str]:
    """Where the nearer and the farther side stand."""
    near, far = sorted((one, other), key=_order)
    at, beyond, bucket = _sign(near), _sign(far), _bucket(far)
    return f"d:{at}{_bucket(near)}", f"e:{beyond}{bucket}", f"de:{at}{beyond}:{bucket}"


def _order(gap: int) -> tuple[bool, int]:
    return gap == 0, abs(gap)


def _closest(places: Sequence[Place], row: int) -> Place | None:
    """The mention nearest to a word."""
    if len(places) < 2:
        return places[0] if places else None
    return min(places, key=lambda place: abs(_gap(place, row)))


def _gap(place: Place, row: int) -> int:
    """Tokens from the word to the place, negative before it."""
    return place.first - row if place.first > row else place.last - row


def _sign(gap: int) -> str:
    return "-" if gap < 0 else "+" if gap else "0"


def _bucket(gap: int) -> int:
    return bisect_left(_NEAR, abs(gap))


def _clause_features(view: _View, row: int) -> list[str]:
    sentence = view.sentence
    low, tags, group = sentence.low, sentence.tags, sentence.lists.group_of[row]
    first, stop = sentence.chunk_rows(row)
    if group >= 0:
        found = _verb_features(view, row, group)
    else:
        found = _noun_features(view, row, first, stop)
    if stop < sentence.high and tags[stop - low] in PREPOSITIONS:
        named = sentence.beside(stop + 1) if stop + 1 < sentence.high else ()
        within = _held(view, named)
        found += (f"a:{sentence.words[stop - low]}:{within}", f"a:{within}")
    if first > low and tags[first - 1 - low] in PREPOSITIONS:
        found.append("b:" + sentence.words[first - 1 - low])
    return found


def _verb_features(view: _View, row: int, group: int) -> list[str]:
    sentence = view.sentence
    passive = sentence.lists.passive[group]
    subjects, direct = sentence.subjects(group), direct_places(sentence, group)
    held = f"{_held(view, subjects)}{_held(view, direct)}"
    found = [f"v:passive:{passive}", f"v:sides:{passive}:{held}"]
    found += _joined(view, row, f"V{held}")
    found += _heads(view, group)
    return [*found, *_arc_features(view, row, subjects)]


def _joined(view: _View, row: int, sides: str) -> Iterator[str]:
    """What the word is, together with how many sides stand with it: holds for any two states."""
    at = row - view.sentence.low
    yield f"ls:{view.sentence.lemmas[at]}:{sides}"
    for _, name in view.sentence.codes.get(at, ()):
        yield f"fs:{name}:{sides}"
    trigger = view.triggers.get(row)
    if trigger is not None:
        yield f"ts:{trigger.quad}:{sides}"


def _heads(view: _View, group: int) -> Iterator[str]:
    """Head nouns of a verb's subject and object, names masked: "rebels", "<side>"."""
    lists, low = view.sentence.lists, view.sentence.low
    for kind, chunk in (("sh:", lists.subject[group]), ("oh:", lists.direct[group])):
        if chunk >= 0 and low <= lists.chunk_head[chunk] < view.sentence.high:
            yield kind + view.masked[lists.chunk_head[chunk] - low].lower()


def _noun_features(view: _View, row: int, first: int, stop: int) -> list[str]:
    sentence = view.sentence
    owners = sentence.within(first, row) if first < row else ()
    after = stop + 1 if stop + 1 < sentence.high else row
    linked = sentence.tags[after - 1 - sentence.low] in PREPOSITIONS
    own, behind = _held(view, owners), _held(view, sentence.beside(after)) if linked else 0
    found = [f"c:own:{own}", f"c:head:{stop == row + 1}", *_joined(view, row, f"N{own}{behind}")]
    held = clause_verb(sentence, row)
    if held >= 0:
        found += view.governed(held)
        head = sentence.lemmas[sentence.head(held) - sentence.low]
        found.append(f"cl:{head}|{sentence.lemmas[row - sentence.low]}")
        found += _arc_features(view, row, (*sentence.subjects(held), *owners))
    return found


def _governing_features(view: _View, group: int) -> list[str]:
    sentence = view.sentence
    at = sentence.head(group) - sentence.low
    found = ["c:verb:" + sentence.lemmas[at]]
    found += [f"c:verb:{kind}:{name}" for kind, name in sentence.codes.get(at, ())]
    found.append(f"c:subject:{_held(view, sentence.subjects(group))}")
    found += ["c:" + name for name in _heads(view, group)]
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
