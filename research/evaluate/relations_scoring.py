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


class ByClass:
    """Detection with precision and recall, then by class, on sentences."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: Counter[str] = Counter()
        self.gold: Counter[str] = Counter()
        self.pairs: Pairs = []
        self.sentences = 0
        self.false_alarms = 0
        self.empty = 0

    def add(self, gold: Sequence[Statement], got: Sequence[Statement]) -> None:
        """One sentence."""
        self.found.update(one.quad for one in got)
        self.gold.update(one.quad for one in gold)
        self.pairs += match(gold, got)
        self.sentences += 1
        self.empty += not gold
        self.false_alarms += bool(got) and not gold

    @property
    def detection(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of statements."""
        found, gold, both = self.found.total(), self.gold.total(), len(self.pairs)
        return both / max(found, 1), both / max(gold, 1), 2 * both / max(found + gold, 1)

    def of_class(self, quad: str) -> tuple[float, float]:
        """Share of the found that are real and of the class; share of the labelled found so."""
        right = sum(a.quad == b.quad == quad for a, b in self.pairs)
        return right / max(self.found[quad], 1), right / max(self.gold[quad], 1)

    def share(self, what: str) -> float:
        """Share of the matched statements of which something is right."""
        right = sum(getattr(a, what) == getattr(b, what) for a, b in self.pairs)
        return float(right / max(len(self.pairs), 1))

    def report(self) -> None:
        """Prints everything."""
        p, r, f = self.detection
        print(
            f"{self.name}: {self.sentences} sentences, {self.gold.total()} labelled, "
            f"{self.found.total()} found; P {p:.3f} R {r:.3f} F1 {f:.3f}; false alarms in "
            f"{self.false_alarms} of {self.empty} sentences without any"
        )
        for quad in sorted(self.gold):
            p, r = self.of_class(quad)
            print(f"  {quad:17} P {p:.3f} ({self.found[quad]}) R {r:.3f} ({self.gold[quad]})")
        shares = (f"{w} {self.share(w):.3f}" for w in ("quad", "direction", "status", "voice"))
        print("  of the matched:", ", ".join(shares))
