"""Scores of quotations against gold: matched contents, sources given a match, exact spans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from framing.types import Spans

_TOKEN = re.compile(r"\w+|[^\w\s]")
_MARKS = re.compile(r"[“\"][^“”\"\n]*[”\"]?|''(?:(?!'')[^\n])*(?:'')?|‘‘(?:(?!’’)[^\n])*(?:’’)?")
ROLES = ("content", "cue", "source")


class Attribution(Protocol):
    """What is scored: gold and found attributions look alike."""

    @property
    def content(self) -> Spans:
        """What was said."""

    @property
    def cue(self) -> Spans:
        """The word that says so."""

    @property
    def source(self) -> Spans:
        """Who said it."""


@dataclass
class Counts:
    """Of one article: what was found, what was there, what fits; one key a role or kind."""

    found: dict[str, int] = field(default_factory=dict)
    gold: dict[str, int] = field(default_factory=dict)
    hit: dict[str, int] = field(default_factory=dict)

    def add(self, key: str, found: int, gold: int, hit: int) -> None:
        """Adds to the three numbers of a key."""
        for table, number in ((self.found, found), (self.gold, gold), (self.hit, hit)):
            table[key] = table.get(key, 0) + number


class Grid:
    """Tokens `\\w+|[^\\w\\s]` of a text, to turn character spans into token numbers."""

    def __init__(self, text: str) -> None:
        pairs = [match.span() for match in _TOKEN.finditer(text)]
        self.text = text
        self.starts = np.array([start for start, _ in pairs], np.int64)
        self.stops = np.array([stop for _, stop in pairs], np.int64)
        self.quoted = np.zeros(len(pairs), bool)
        for match in _MARKS.finditer(text):
            self.quoted[slice(*self._rows(*match.span()))] = True

    def _rows(self, start: int, stop: int) -> tuple[int, int]:
        first = int(np.searchsorted(self.stops, start, side="right"))
        return first, max(first, int(np.searchsorted(self.starts, stop, side="left")))

    def tokens(self, spans: Spans) -> frozenset[int]:
        """Numbers of all tokens the spans touch."""
        return frozenset(row for span in spans for row in range(*self._rows(*span)))

    def fragments(self, spans: Spans) -> set[tuple[int, int]]:
        """Unbroken runs of tokens."""
        runs: list[tuple[int, int]] = []
        for row in sorted(self.tokens(spans)):
            if runs and runs[-1][1] == row:
                runs[-1] = (runs[-1][0], row + 1)
            else:
                runs.append((row, row + 1))
        return set(runs)

    def kind(self, spans: Spans) -> str:
        """direct, mixed or indirect by the words of the content between quotation marks."""
        words = [row for row in self.tokens(spans) if self.text[self.starts[row]].isalnum()]
        share = sum(bool(self.quoted[row]) for row in words) / max(1, len(words))
        return "direct" if share >= 0.9 else "mixed" if share > 0 else "indirect"


def match_contents(
    gold: Sequence[frozenset[int]], found: Sequence[frozenset[int]]
) -> list[tuple[int, int]]:
    """Greedy one-to-one pairs of contents, best Jaccard first, none under .5."""
    pairs = []
    for left, one in enumerate(gold):
        for right, other in enumerate(found):
            shared = len(one & other)
            if shared and (jaccard := shared / len(one | other)) >= 0.5:
                pairs.append((-jaccard, left, right))
    taken: set[tuple[str, int]] = set()
    kept = []
    for _, left, right in sorted(pairs):
        if ("gold", left) not in taken and ("found", right) not in taken:
            taken |= {("gold", left), ("found", right)}
            kept.append((left, right))
    return kept


def score_article(text: str, gold: Sequence[Attribution], found: Sequence[Attribution]) -> Counts:
    """Counts under match, end_to_end, exact_ROLE and, for each kind, kind_end_to_end."""
    grid, counts = Grid(text), Counts()
    pairs = match_contents(
        [grid.tokens(q.content) for q in gold], [grid.tokens(q.content) for q in found]
    )
    right = [pair for pair in pairs if _same_source(grid, gold[pair[0]], found[pair[1]])]
    counts.add("match", len(found), len(gold), len(pairs))
    counts.add("end_to_end", len(found), len(gold), len(right))
    counts.add("source_given_match", len(pairs), len(pairs), len(right))
    gold_kinds, found_kinds = ([grid.kind(q.content) for q in each] for each in (gold, found))
    for kind in ("direct", "mixed", "indirect"):
        hits = sum(gold_kinds[left] == kind for left, _ in right)
        counts.add(f"recall {kind}", gold_kinds.count(kind), gold_kinds.count(kind), hits)
        hits = sum(found_kinds[row] == kind for _, row in right)
        counts.add(f"precision {kind}", found_kinds.count(kind), found_kinds.count(kind), hits)
    for role in ROLES:
        there, here = (_fragments(grid, each, role) for each in (gold, found))
        counts.add(f"exact {role}", len(here), len(there), len(here & there))
    return counts


def _same_source(grid: Grid, gold: Attribution, found: Attribution) -> bool:
    there, here = grid.tokens(gold.source), grid.tokens(found.source)
    return bool(there & here) or not (there or here)


def _fragments(grid: Grid, quotes: Sequence[Attribution], role: str) -> set[tuple[int, int]]:
    return set().union(*(grid.fragments(getattr(quote, role)) for quote in quotes))


def f1(counts: Iterable[Counts], key: str) -> float:
    """F1 over articles: twice the hits over found plus gold."""
    hit = total = 0
    for one in counts:
        hit += one.hit.get(key, 0)
        total += one.found.get(key, 0) + one.gold.get(key, 0)
    return 2 * hit / total if total else float("nan")


def bootstrap(
    counts: Sequence[Counts], measure: Callable[[Sequence[Counts]], float], draws: int = 1000
) -> tuple[float, float]:
    """95 % interval of a measure over articles drawn with replacement; seeded."""
    generator = np.random.default_rng(20161108)
    values = [
        measure([counts[row] for row in generator.integers(0, len(counts), len(counts))])
        for _ in range(draws)
    ]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
