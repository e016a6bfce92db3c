"""One sentence as the relation coder sees it: who stands where, and each verb's subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from framing.language.words import TIME, word_classes
from framing.layers.arguments import ClauseLists
from framing.layers.batch import Batch
from framing.layers.relation_frames import Frame, find_frames, frame_words, linkers
from framing.types import Mention

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

    @cached_property
    def lists(self) -> ClauseLists:
        """Verb groups and noun phrases of the batch."""
        return self.batch.clauses.lists

    @cached_property
    def groups(self) -> range:
        """Verb groups of the sentence."""
        first, last = self.batch.clauses.groups.first.searchsorted((self.low, self.high))
        return range(int(first), int(last))

    @cached_property
    def starts(self) -> tuple[tuple[int, int], ...]:
        """First row and group of each clause that has a subject of its own, in order."""
        lists = self.lists
        subject = lists.subject
        found = [
            (min(lists.chunk_first[subject[g]], self.head(g)), g)
            for g in self.groups
            if subject[g] >= 0
        ]
        return tuple(sorted(found))

    @cached_property
    def lemmas(self) -> list[str]:
        """Lemmas in lower case; rows count from the start of the sentence."""
        lemma = self.batch.lemma
        return [lemma(row).lower() for row in range(self.low, self.high)]

    @cached_property
    def tags(self) -> list[str]:
        """Penn tags; rows count from the start of the sentence."""
        tag = self.batch.tag
        return [tag(row) for row in range(self.low, self.high)]

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """Framed words of the sentence; rows count from its start."""
        return tuple(find_frames(self.lemmas, self.batch.options.lexicons))

    @cached_property
    def guards(self) -> frozenset[str]:
        """Frames of the kind "guard" whose words stand in the sentence."""
        return frozenset(n for frame in self.frames for kind, n in frame.codes if kind == "guard")

    def names(self, frame: str) -> bool:
        """Whether a word of a frame stands in the sentence."""
        return frame in self.guards

    def head(self, group: int) -> int:
        """Row of the main verb."""
        return self.lists.group_head[group]

    def clause_end(self, row: int) -> int:
        """Row after the clause that goes on at a row: the next subject, or the sentence's end."""
        for start, _ in self.starts:
            if start > row:
                return start
        return self.high

    def clause_group(self, row: int) -> int:
        """Group with the subject of the clause that a row stands in, -1 before the first."""
        own = [group for start, group in self.starts if start <= row]
        return own[-1] if own else -1

    def speaker(self, row: int) -> str | None:
        """Side of who says the words at a row, if someone with a side does."""
        quote = int(self.batch.quote_of[row])
        if quote < 0:
            return None
        return self.batch.quotes[int(self.batch.article_of[row])][quote].side

    def within(self, first: int, stop: int) -> tuple[Place, ...]:
        """Places whose last row lies in a stretch."""
        return tuple([place for place in self.places if first <= place.last < stop])

    def chunk_rows(self, row: int) -> tuple[int, int]:
        """First row and row after the noun phrase at a row; the row alone if there is none."""
        chunk = self.lists.chunk_of[row]
        if chunk < 0:
            return row, row + 1
        lists = self.lists
        return lists.chunk_first[chunk], lists.chunk_last[chunk] + 1

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
        return self._official(first, self._phrase_end(first, stop))

    def _series(self, chunk: int) -> int:
        """First of joined phrases: the subject finder gives the last after "said"."""
        lists = self.lists
        first = lists.joined[chunk]
        row = lists.chunk_first[first] - 1
        if not lists.governed[first] or self.batch.word(row).lower() in linkers("subordinator"):
            return first
        return chunk

    def _is_time(self, row: int) -> bool:
        tokens = self.batch.tokens
        return bool(word_classes(tokens.vocabulary)[tokens.type_id[row]] == TIME)

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
        codes = frame_words(self.batch.options.lexicons)[0].get(
            (self.batch.lemma(row).lower(),), ()
        )
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
    if following < len(batch.tokens) and batch.tag(following).startswith(("V", "M")):
        return False  # "Tillerson issued", no issue of his
    owns = following < len(batch.tokens) and batch.tag(following) == "POS"
    if is_framed(batch, following, "unofficial"):
        return not (owns and mention.actor == mention.side)
    if not owns and is_framed(batch, following, "bare"):
        return True
    hyphen = following < len(batch.tokens) and batch.tag(following) == "HYPH"
    return hyphen and is_framed(batch, following, "hyphened")


def _bygone(batch: Batch, first: int) -> bool:
    chunk_of = batch.clauses.lists.chunk_of
    return chunk_of[first] >= 0 and any(
        chunk_of[row] == chunk_of[first] and is_framed(batch, row, "bygone")
        for row in range(max(0, first - 3), first)
    )


def is_framed(batch: Batch, row: int, frame: str) -> bool:
    """Whether a word, or the one after a possessive mark or hyphen, is of a frame."""
    words = frame_words(batch.options.lexicons)[0]
    for at in (row, row + 1):
        if at >= len(batch.tokens):
            return False
        codes = words.get((batch.lemma(at).lower(),), ())
        if ("guard", frame) in codes:
            return True
        if batch.tag(at) not in ("POS", "HYPH"):
            return False
    return False
