"""Where the sides stand in a sentence beyond their names: "both leaders", "we" in a quotation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np

from framing.layers.batch import Batch
from framing.layers.relation_frames import find_frames, frame_words
from framing.layers.relation_sentence import Place
from framing.lexicons import load_rows
from framing.types import IntArray, Mention

_MEMORY = 4  # sentences back in which the two sides must have been named together


def spoken_sides(batch: Batch, number: int) -> Mapping[int, str]:
    """For each quote of an article whose speaker has a side, that side."""
    quotes = batch.quotes[number] if number < len(batch.quotes) else ()
    return {index: quote.side for index, quote in enumerate(quotes) if quote.side}


def implied_places(
    batch: Batch, number: int, named: Mapping[int, set[str]]
) -> dict[int, list[Place]]:
    """Places by sentence that pronouns and joint phrases make, for a dyad that is set.

    `named` holds the sides that each sentence names.
    """
    dyad = batch.options.dyad
    if dyad is None or not any(set(dyad) & sides for sides in named.values()):
        return {}
    low, high = (int(edge) for edge in batch.tokens.bounds[number : number + 2])
    speakers = {k: side for k, side in spoken_sides(batch, number).items() if side in dyad}
    joint = {key for key, sides in named.items() if set(dyad) <= sides}
    found: dict[int, list[Place]] = {}
    if not joint and not speakers:
        return found
    rows = low + np.flatnonzero(_marks(batch)[batch.tokens.lemma_id[low:high]])
    columns = (rows, batch.tokens.sentence[rows], batch.quote_of[rows])
    marked = zip(*(column.tolist() for column in columns), strict=True)
    for key, group in groupby(marked, key=itemgetter(1)):
        recent = any(k in joint for k in range(key - _MEMORY, key + 1))
        said = [(row, speakers.get(quote)) for row, _, quote in group]
        places = list(_places(batch, said, dyad, recent))
        if places:
            found[key] = places
    return found


@lru_cache(maxsize=8)
def _beginnings(folder: Path | None) -> frozenset[str]:
    wanted = {("guard", "pair"), ("guard", "self")}
    words = frame_words(folder)[0]
    return frozenset(key[0] for key, codes in words.items() if wanted & set(codes))


def _marks(batch: Batch) -> IntArray:
    """For each lemma whether a joint phrase or a pronoun of the speaker begins with it."""
    begins = _beginnings(batch.options.lexicons)

    def compute(strings: Sequence[str]) -> IntArray:
        return np.array([string.lower() in begins for string in strings], np.int32)

    return batch.tokens.vocabulary.column("relation.implied", compute)


def _places(
    batch: Batch,
    said: Sequence[tuple[int, str | None]],
    dyad: tuple[str, str],
    recent: bool,
) -> Iterator[Place]:
    for row, speaking in said:
        if not recent and speaking is None:
            continue
        stop = min(row + 3, len(batch.tokens))
        frames = find_frames([batch.lemma(at) for at in range(row, stop)], batch.options.lexicons)
        codes = frames[0].codes if frames and frames[0].first == 0 else ()
        if ("guard", "pair") in codes and recent:
            for side in dyad:
                yield Place(row, row + frames[0].last, side, "joint")
        elif ("guard", "self") in codes and batch.word(row) != "US" and speaking:
            yield Place(row, row, speaking, "pronoun")


def whole_names(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions that have a side."""
    return (mention for mention in mentions if mention.side is not None)


def names_within(batch: Batch, number: int, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """A country at the head of a longer unknown name: "Russia's Putin", "Russia Tuesday"."""
    text = batch.articles[number].text
    states = _state_names(batch.options.lexicons)
    for mention in mentions:
        if mention.side is not None:
            continue
        word, _, rest = text[mention.start : mention.stop].partition(" ")
        name = word.removesuffix("'s").removesuffix("\u2019s")
        day = rest.endswith("day") and " " not in rest
        if name in states and (name != word or day):
            stop = mention.start + len(name)
            yield replace(mention, stop=stop, actor=states[name], side=states[name], form="name")


@lru_cache(maxsize=8)
def _state_names(folder: Path | None) -> Mapping[str, str]:
    """Single names of states, by the name."""
    found: dict[str, str] = {}
    for file in ("actors", "countries"):
        for row in load_rows(file, "actor", folder):
            if row.get("type", "state") == "state":
                names = [n if isinstance(n, str) else n["text"] for n in row.get("names", [])]
                found.update({name: str(row["id"]) for name in names if " " not in name})
    return found
