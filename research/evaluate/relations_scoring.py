"""Scores of found statements against labelled ones: detection, then what is right on those found.

A statement found is matched to a labelled one of its sentence: by the word that states it where
they meet, else by direction and class, else in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from framing.types import Reading, Relation


@dataclass(frozen=True)
class Statement:
    """A labelled or found statement, comparable with another."""

    start: int
    stop: int
    source: str
    target: str
    mutual: bool
    quad: str
    status: str
    voice: str
    interference: bool = False

    @property
    def direction(self) -> object:
        """Who acts on whom, or that both do."""
        return "mutual" if self.mutual else (self.source, self.target)


def labelled(row: dict[str, str]) -> Statement:
    return Statement(
        int(row["trigger_start"]),
        int(row["trigger_stop"]),
        row["source"],
        row["target"],
        row["mutual"] == "1",
        row["quad"],
        row["status"],
        row["voice"],
        row.get("interference") == "1",
    )


def found(relation: Relation) -> Statement:
    start, stop = relation.trigger or (relation.start, relation.stop)
    r = relation
    return Statement(start, stop, r.source, r.target, r.mutual, r.quad, r.status, r.voice)


Pairs = list[tuple[Statement, Statement]]


def match(gold: Sequence[Statement], got: Sequence[Statement]) -> Pairs:
    """Pairs of labelled and found statements of one sentence, each used once."""

    def closeness(one: Statement, other: Statement) -> int:
        meets = one.start < other.stop and other.start < one.stop
        return 4 * meets + (one.direction == other.direction) + (one.quad == other.quad)

    scored = [(-closeness(a, b), i, j) for i, a in enumerate(gold) for j, b in enumerate(got)]
    pairs: Pairs = []
    left, right = set(range(len(gold))), set(range(len(got)))
    for _, i, j in sorted(scored):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((gold[i], got[j]))
    return pairs


def report(name: str, counts: Counter[str], pairs: Pairs) -> None:
    """Detection by statement, then what is right on the statements found."""
    p, g, m = counts["found"], counts["gold"], len(pairs)
    f1 = 2 * m / (p + g) if p + g else float("nan")
    print(f"{name}: {g} labelled, {p} found, {m} matched; detection F1 {f1:.3f}")
    for what in ("quad", "direction", "status", "voice"):
        right = sum(getattr(a, what) == getattr(b, what) for a, b in pairs)
        print(f"  {what:10} {right / max(m, 1):.3f}")


class Sheet:
    """Counts over sentences: by statement, and by sentence with or without any."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.counts: Counter[str] = Counter()
        self.pairs: Pairs = []

    def add(self, gold: Sequence[Statement], got: Sequence[Statement]) -> None:
        """One sentence."""
        self.counts["found"] += len(got)
        self.counts["gold"] += len(gold)
        self.counts["both"] += bool(gold) and bool(got)
        self.counts["either"] += bool(gold) + bool(got)
        self.pairs += match(gold, got)

    def report(self) -> None:
        """Prints both readings of detection."""
        report(self.name, self.counts, self.pairs)
        by_sentence = 2 * self.counts["both"] / max(self.counts["either"], 1)
        print(f"  by sentence (any statement or none): F1 {by_sentence:.3f}")


def inside(reading: Reading, start: int, stop: int) -> list[Statement]:
    statements = [found(relation) for relation in reading.relations]
    return [one for one in statements if start <= one.start < stop]


def show(text: str, gold: Sequence[Statement], got: Sequence[Statement]) -> None:
    print("*", " ".join(text.split()))
    for sign, statements in (("=", gold), (">", got)):
        for s in statements:
            print(f"   {sign} {s.direction} {s.quad} {s.status} {s.voice} [{s.start}]")
