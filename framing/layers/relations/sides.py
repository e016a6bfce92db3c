"""Where the sides stand in a sentence: names that speak for them, "both leaders", "we"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from framing.layers.batch import Batch
from framing.layers.entities.find import find_entities
from framing.layers.relations.sentence import Place, Sentence, guards_at, is_framed, lemma_bits
from framing.lists.frames import find_frames, frame_words
from framing.lists.word_lists import WordLists, per_lists
from framing.types import Mention

_ACT, _VOTE = 1, 2
_TELLS = frozenset(["ACCUSE", "REJECT"])


def meddled_sentences(batch: Batch, number: int, named: Mapping[int, set[str]]) -> Iterator[int]:
    """Sentences of an article that name one side of the dyad, meddling and a vote, nobody else.

    `named` holds the sides that each sentence names; elsewhere the article names the other side.
    """
    dyad = batch.options.dyad
    if dyad is None or not set(dyad) <= set().union(*named.values()):
        return
    low, high = (int(edge) for edge in batch.tokens.bounds[number : number + 2])
    kinds = lemma_bits(batch, _meddling_beginnings)[batch.tokens.lemma_id[low:high]]
    sentence = batch.tokens.sentence[low:high]
    acts, votes = (set(sentence[(kinds & bit) > 0].tolist()) for bit in (_ACT, _VOTE))
    for key in sorted(acts & votes & named.keys()):
        if len(named[key]) == 1 and named[key] < set(dyad):
            yield key


@per_lists
def _meddling_beginnings(lists: WordLists) -> Mapping[str, int]:
    """Words that a phrase of meddling begins with, and those of a vote."""
    found: dict[str, int] = {}
    for words, codes in frame_words(lists)[0].items():
        for frame, bit in (("interference", _ACT), ("election", _VOTE)):
            if ("guard", frame) in codes:
                found[words[0]] = found.get(words[0], 0) | bit
    return found


_PAIR, _BEGINS, _GOES_ON, _SELF = 1, 2, 4, 8
_POSSESSIVE = ("'s", "\u2019s")


def spoken_sides(batch: Batch, number: int) -> Mapping[int, str]:
    """For each quote of an article whose speaker has a side, that side."""
    quotes = batch.quotes[number] if number < len(batch.quotes) else ()
    return {index: quote.side for index, quote in enumerate(quotes) if quote.side}


def implied_places(
    batch: Batch, number: int, named: Mapping[int, set[str]]
) -> dict[int, list[Place]]:
    """Places by sentence that pronouns and joint phrases make, for a dyad that is set.

    `named` holds the sides that each sentence names. Whom "both sides" or "each other" means, the
    resolver of mentions says.
    """
    dyad = batch.options.dyad
    if dyad is None or not any(set(dyad) & sides for sides in named.values()):
        return {}
    low, high = (int(edge) for edge in batch.tokens.bounds[number : number + 2])
    speakers = {k: side for k, side in spoken_sides(batch, number).items() if side in dyad}
    found: dict[int, list[Place]] = {}
    if not speakers and not set(dyad) <= set().union(*named.values()):
        return found
    kinds = lemma_bits(batch, _beginnings)[batch.tokens.lemma_id[low : high + 1]]
    phrase = kinds & _PAIR > 0
    phrase[:-1] |= (kinds[:-1] & _BEGINS > 0) & (kinds[1:] & _GOES_ON > 0)
    spoken = kinds & _SELF > 0
    rows = low + np.flatnonzero((phrase | spoken if speakers else phrase)[: high - low])
    columns = (rows, phrase[rows - low], batch.tokens.sentence[rows], batch.quote_of[rows])
    discourse = find_entities(batch)[number].discourse
    for row, joins, key, quote in zip(*(column.tolist() for column in columns), strict=True):
        both = joins and discourse.two_meant(row - low) == set(dyad)
        speaking = speakers.get(quote)
        if both or speaking:
            places = list(_places(batch, row, dyad if both else None, speaking))
            if places:
                found.setdefault(key, []).extend(places)
    return found


@per_lists
def _beginnings(lists: WordLists) -> Mapping[str, int]:
    """Words by their part in joint phrases and pronouns of the speaker."""
    found: dict[str, int] = {}
    for words, codes in frame_words(lists)[0].items():
        if ("guard", "self") in codes:
            found[words[0]] = found.get(words[0], 0) | _SELF
        if ("guard", "pair") in codes:
            parts = (_PAIR,) if len(words) == 1 else (_BEGINS, _GOES_ON)
            for word, part in zip(words, parts, strict=False):
                found[word] = found.get(word, 0) | part
    return found


def _places(
    batch: Batch, row: int, dyad: tuple[str, str] | None, speaking: str | None
) -> Iterator[Place]:
    """Places of the phrase at a row: of both sides (of `dyad`), or the speaker's."""
    stop = min(row + 3, len(batch.tokens))
    frames = find_frames([batch.lemma(at) for at in range(row, stop)], batch.lists)
    codes = frames[0].codes if frames and frames[0].first == 0 else ()
    if dyad and ("guard", "pair") in codes:
        for side in dyad:
            yield Place(row, row + frames[0].last, side, "joint")
    elif speaking and ("guard", "self") in codes and batch.word(row) != "US":
        yield Place(row, row, speaking, "pronoun")


def with_own(sentence: Sentence) -> Sentence:
    """The sentence with "its" as the state that accuses, denies or tells of what was done to it."""
    main = sentence.starts[0][1] if sentence.starts else -1
    if main < 0 or "its" not in sentence.words:
        return sentence
    head = sentence.head(main)
    told = is_framed(sentence.batch, head, "report") or any(
        one.first == head and one.root in _TELLS for one in sentence.triggers
    )
    sides = {place.side for place in sentence.subjects(main)}
    if not told or len(sides) != 1:
        return sentence
    rows = [
        row for row in range(head, sentence.high) if sentence.words[row - sentence.low] == "its"
    ]
    own = [Place(row, row, next(iter(sides)), "own") for row in rows]
    return replace(sentence, places=tuple(sorted((*sentence.places, *own))))


def whole_names(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions that have a side."""
    return (mention for mention in mentions if mention.side is not None)


def names_within(batch: Batch, number: int, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """A country at the head of a longer unknown name: "Russia's Putin", "Russia Tuesday"."""
    text = batch.articles[number].text
    states = _state_names(batch.lists)
    for mention in mentions:
        if mention.side is not None:
            continue
        word, _, rest = text[mention.start : mention.stop].partition(" ")
        day = rest.endswith("day") and " " not in rest
        if not day and word[-2:] not in _POSSESSIVE:
            continue
        name = word.removesuffix("'s").removesuffix("\u2019s")
        if name in states and (name != word or day):
            stop = mention.start + len(name)
            yield replace(mention, stop=stop, actor=states[name], side=states[name], form="name")


@per_lists
def _state_names(lists: WordLists) -> Mapping[str, str]:
    """Single names of states, by the name."""
    found: dict[str, str] = {}
    for file in ("actors", "countries"):
        for row in lists.rows(file, "actor"):
            if row.get("type", "state") == "state":
                names = [n if isinstance(n, str) else n["text"] for n in row.get("names", [])]
                found.update({name: str(row["id"]) for name in names if " " not in name})
    return found


def official_places(
    batch: Batch, mentions: Sequence[Mention], rows: Sequence[tuple[int, int]]
) -> list[Place]:
    """Mentions that stand for their state: not "the Trump campaign", "former officials"."""
    found = []
    for mention, (first, last) in zip(mentions, rows, strict=True):
        if mention.side is None or _private(batch, mention, last) or _bygone(batch, first):
            continue
        found.append(Place(first, last, mention.side, mention.form))
    return found


def _private(batch: Batch, mention: Mention, last: int) -> bool:
    """ "Trump's campaign", "Russian lawyer"; not "Russia's campaign to influence"."""
    following = last + 1
    if following >= batch.size:
        return False
    tag = batch.tag(following)
    if tag[0] in "VM":
        return False  # "Tillerson issued", no issue of his
    owns, guards = tag == "POS", guards_at(batch, following)
    if "unofficial" in guards:
        return not (owns and mention.actor == mention.side)
    if not owns and "bare" in guards:
        return True
    return tag == "HYPH" and "hyphened" in guards


def _bygone(batch: Batch, first: int) -> bool:
    chunk_of = batch.clauses.lists.chunk_of
    chunk = chunk_of[first]
    before = range(max(0, first - 3), first) if chunk >= 0 else ()
    return any(chunk_of[row] == chunk and is_framed(batch, row, "bygone") for row in before)
