"""One sentence as the relation coder sees it: who stands where, and each verb's subject."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from framing.language.clauses import ClauseLists
from framing.language.words import TIME
from framing.layers.batch import Batch
from framing.lists.frames import (
    Codes,
    Frame,
    find_frames,
    frame_words,
    guard_words,
    linkers,
)
from framing.lists.word_lists import WordLists
from framing.types import ZONE_KINDS, IntArray


def is_framed(batch: Batch, row: int, frame: str) -> bool:
    """Whether a word, or the one after a possessive mark or hyphen, is of a frame."""
    return frame in guards_at(batch, row)


def guards_at(batch: Batch, row: int) -> frozenset[str]:
    """Frames of the kind "guard" of a word, and of the one after a possessive mark or hyphen."""
    if row >= batch.size:
        return frozenset()
    words = guard_words(batch.lists)
    found = words.get(batch.lemma(row).lower(), frozenset())
    if batch.tag(row) in ("POS", "HYPH") and row + 1 < batch.size:
        found |= words.get(batch.lemma(row + 1).lower(), frozenset())
    return found


def lemma_bits(batch: Batch, bits: Callable[[WordLists], Mapping[str, int]]) -> IntArray:
    """For each lemma what `bits` of the word lists says of it, 0 for most."""
    lists = batch.lists
    known = bits(lists)

    def compute(strings: Sequence[str]) -> IntArray:
        return np.array([known.get(string.lower(), 0) for string in strings], np.int32)

    return batch.tokens.vocabulary.column((bits, lists), compute)


_HEADLINE = ZONE_KINDS.index("headline")


def is_headline(sentence: Sentence) -> bool:
    """Whether the sentence is the headline: "to" plans there, and present tense is past."""
    return int(sentence.batch.tokens.zone[sentence.low]) == _HEADLINE


NAMES = ("NNP", "NNPS")
PREPOSITIONS = ("IN", "TO")
NAME, SIDE = "<name>", "<side>"
"""What stands for a name that is masked: anyone's, and that of a side of the pair."""
_RELATIVE = frozenset(["WP", "WDT"])
_STOPPERS = frozenset([",", ":", "WP", "WDT", "``", "''"])


class Place(NamedTuple):
    """A mention of a side: its rows, and whether it speaks for the state."""

    first: int
    last: int
    side: str
    form: str


class Trigger(NamedTuple):
    """A word that states a relation, with its rows."""

    first: int
    last: int
    quad: str
    root: str
    status: str
    mutual: bool
    strength: float
    text: str


@dataclass(eq=False)
class Sentence:
    """Rows `low` to `high` of a batch; `places` are mentions that count as their side."""

    batch: Batch
    low: int
    high: int
    places: tuple[Place, ...]
    triggers: Sequence[Trigger] = field(default_factory=tuple)
    named: frozenset[str] = frozenset()
    _acting: dict[int, tuple[Place, ...]] = field(default_factory=dict, init=False)
    reached: dict[int, tuple[Place, ...]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.lists: ClauseLists = self.batch.clauses.lists

    @cached_property
    def groups(self) -> range:
        """Verb groups of the sentence."""
        firsts = self.lists.group_first
        return range(bisect_left(firsts, self.low), bisect_left(firsts, self.high))

    @cached_property
    def starts(self) -> tuple[tuple[int, int], ...]:
        """First row and group of each clause that has a subject of its own, in order."""
        lists = self.lists
        subject = lists.subject
        held = [g for g in self.groups if subject[g] >= 0]
        return tuple(sorted((min(lists.chunk_first[subject[g]], self.head(g)), g) for g in held))

    # Lists of one sentence, for what looks at many of its words; rows count from its start.

    @cached_property
    def lemmas(self) -> list[str]:
        """Lemmas in lower case."""
        return self.batch.lemmas(self.low, self.high)

    @cached_property
    def words(self) -> list[str]:
        """Words in lower case."""
        return self.batch.words(self.low, self.high)

    @cached_property
    def tags(self) -> list[str]:
        """Penn tags."""
        return self.batch.tags(self.low, self.high)

    @cached_property
    def quoted(self) -> list[bool]:
        """Whether each word stands between quotation marks."""
        found: list[bool] = self.batch.tokens.in_quote[self.low : self.high].tolist()
        return found

    @cached_property
    def word_names(self) -> list[str]:
        """Names of the features that say which lemmas a sentence holds."""
        return self.batch.lemma_names("w:", self.low, self.high)

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """Framed words of the sentence; rows count from its start."""
        return tuple(find_frames(self.lemmas, self.batch.lists))

    @cached_property
    def guards(self) -> frozenset[str]:
        """Frames of the kind "guard" whose words stand in the sentence."""
        return frozenset(n for frame in self.frames for kind, n in frame.codes if kind == "guard")

    @cached_property
    def codes(self) -> dict[int, Codes]:
        """Codes of the framed words by row from its start."""
        return {frame.first: frame.codes for frame in self.frames}

    def names(self, frame: str) -> bool:
        """Whether a word of a frame stands in the sentence."""
        return frame in self.guards

    def head(self, group: int) -> int:
        """Row of the main verb."""
        return self.lists.group_head[group]

    def clause_end(self, row: int) -> int:
        """Row after the clause that goes on at a row: the next subject, or the sentence's end."""
        after = bisect_right(self._start_rows, row)
        return self._start_rows[after] if after < len(self.starts) else self.high

    def clause_start(self, row: int) -> int:
        """First row of the clause that a row stands in, the sentence's before the first."""
        after = bisect_right(self._start_rows, row)
        return self._start_rows[after - 1] if after else self.low

    @cached_property
    def _start_rows(self) -> list[int]:
        return [start for start, _ in self.starts]

    def speaker(self, row: int) -> str | None:
        """Side of who says the words at a row, if someone with a side does."""
        quote = int(self.batch.quote_of[row])
        if quote < 0:
            return None
        return self.batch.quotes[int(self.batch.article_of[row])][quote].side

    def of_side(self, side: str) -> Sequence[Place]:
        """Places of a side."""
        return self._by_side.get(side, ())

    @cached_property
    def _by_side(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for place in self.places:
            found.setdefault(place.side, []).append(place)
        return found

    def within(self, first: int, stop: int) -> tuple[Place, ...]:
        """Places whose last row lies in a stretch."""
        return tuple([place for place in self.places if first <= place.last < stop])

    def beside(self, row: int) -> tuple[Place, ...]:
        """Places that end in the noun phrase at a row, or at the row if there is none."""
        chunk = self.lists.chunk_of[row]
        return self._by_chunk.get(chunk if chunk >= 0 else -1 - row, ())

    @cached_property
    def _by_chunk(self) -> dict[int, tuple[Place, ...]]:
        """Places by noun phrase, those in none by -1 less their row."""
        found: dict[int, list[Place]] = {}
        chunk_of = self.lists.chunk_of
        for place in self.places:
            chunk = chunk_of[place.last]
            found.setdefault(chunk if chunk >= 0 else -1 - place.last, []).append(place)
        return {chunk: tuple(places) for chunk, places in found.items()}

    def chunk_rows(self, row: int) -> tuple[int, int]:
        """First row and row after the noun phrase at a row; the row alone if there is none."""
        chunk = self.lists.chunk_of[row]
        if chunk < 0:
            return row, row + 1
        lists = self.lists
        return lists.chunk_first[chunk], lists.chunk_last[chunk] + 1

    def linkers(self, name: str) -> frozenset[str]:
        """Linking words of a kind: "aim", "toward", "joiner" …"""
        return linkers(self.batch.lists, name)

    def subjects(self, group: int, depth: int = 0) -> tuple[Place, ...]:
        """Places in the subject of a group, or of the group that it hangs on."""
        if depth:
            return self._subjects(group, depth)
        if group not in self._acting:
            self._acting[group] = self._subjects(group, 0)
        return self._acting[group]

    def _subjects(self, group: int, depth: int) -> tuple[Place, ...]:
        if group not in self.groups or depth > 4:
            return ()
        chunk = self.lists.subject[group]
        if chunk < 0:
            return self._inherited(group, depth)
        first = self.lists.chunk_first[self._series(chunk)]
        head = self.lists.chunk_head[chunk]
        tag = self.batch.tag(head)
        if tag in _RELATIVE:
            return self._antecedent(first)
        if self._is_time(head) or (tag == "PRP" and not self.within(first, head + 1)):
            earlier = [g for start, g in self.starts if start < first]
            return self.subjects(earlier[-1], depth + 1) if earlier else ()
        stop = self.lists.group_first[group]
        return self._official(self._joined(first), self._phrase_end(first, stop))

    def _joined(self, first: int) -> int:
        """First row of a subject with the side that is joined to it: "Russian and US guards"."""
        before = self.words[first - 1 - self.low] if first > self.low else ""
        if before in ("and", "&") or (before == "," and is_headline(self)):
            for place in self.places:
                if place.last == first - 2 and place.form == "demonym":
                    return place.first
        return first

    def _series(self, chunk: int) -> int:
        """First of joined phrases: the subject finder gives the last after "said"."""
        lists = self.lists
        first = lists.joined[chunk]
        row = lists.chunk_first[first] - 1
        if not lists.governed[first] or self.batch.word(row).lower() in self.linkers(
            "subordinator"
        ):
            return first
        return chunk

    def _is_time(self, row: int) -> bool:
        return self.batch.word_class(row) == TIME

    def _official(self, first: int, stop: int) -> tuple[Place, ...]:
        """Places of a phrase, none if it names a campaign or the like: "Trump and his team"."""
        joined = [
            row
            for row in range(first, stop)
            if self.batch.tag(row) == "PRP$" and is_framed(self.batch, row + 1, "unofficial")
        ]
        return () if joined else self.within(first, stop)

    def _phrase_end(self, first: int, stop: int) -> int:
        """Where a subject ends: at a comma that does not go on a series, or at the verb."""
        for row in range(first, stop):
            if self.batch.tag(row) in _STOPPERS:
                joined = [
                    r for r in range(row + 1, min(stop, row + 9)) if self.batch.tag(r) == "CC"
                ]
                if self.batch.tag(row) != "," or not joined:
                    return row
        return max(stop, first + 1)

    def _antecedent(self, row: int) -> tuple[Place, ...]:
        before = self.within(max(self.low, row - 6), row)
        return before[-1:]

    def _inherited(self, group: int, depth: int) -> tuple[Place, ...]:
        """An infinitive after "urged Russia" has Russia for its subject, else the verb's own."""
        if group - 1 not in self.groups:
            row = self.lists.group_first[group]
            bare = self.batch.tag(row) in ("VB", "VBP", "VBD", "VBZ")
            return self.within(self.low, row) if bare else ()  # headlines: "US, Russia discuss"
        before, first = self.head(group - 1), self.lists.group_first[group]
        gap = self.within(before + 1, first)
        if gap and self.batch.word(first).lower() == "to" and gap[-1].last >= first - 3:
            direct = self.lists.direct[group - 1]
            if direct >= 0 and self._orders(before):
                return gap
        if gap and self.batch.tag(first) == "VBG" and self.batch.tag(first - 1) == "IN":
            return gap  # "accused Russia of hacking"
        if self.lists.passive[group] and first - before > 1:
            return self._antecedent(first)
        return self.subjects(group - 1, depth + 1)

    def _orders(self, row: int) -> bool:
        """Whether the verb makes its object do the next: "urged Russia to", not "called X to"."""
        codes = frame_words(self.batch.lists)[0].get((self.batch.lemma(row).lower(),), ())
        return ("turn", "demand") in codes or ("act", "YIELD") in codes

    def passive(self, group: int) -> bool:
        """Passive, also where the tagger took "brokered by" for a past tense."""
        if self.lists.passive[group]:
            return True
        bare = self.lists.direct[group] < 0
        return bare and self._by(group) and self.batch.tag(self.head(group)) in ("VBD", "VBN")

    def _by(self, group: int) -> bool:
        after = self.head(group) + 1
        return after < self.high and self.batch.word(after).lower() == "by"

    def agents(self, group: int) -> tuple[Place, ...]:
        """Places in the by-phrase of a passive."""
        row = self.lists.agent[group]
        if row < 0 and self._by(group):
            row = self.head(group) + 2
        if row < 0:
            return ()
        group_of = self.lists.group_of
        stop = min(row + 9, self.high)
        verbs = [at for at in range(row, stop) if group_of[at] >= 0]
        return self.within(row, self._phrase_end(row, verbs[0] if verbs else stop))
