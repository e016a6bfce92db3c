"""Scores a teacher beside the fast model on articles that neither has seen, and both together.

    python -m research.train.relations_teacher_scores WEIGHTS CORPORA CACHE TEACHER FOLD

TEACHER is a file of `research.train.relations_teacher`, trained without FOLD. The fast model is
trained on the other folds too. Statements are weighed by a confidence that is fitted on the one
half of the articles of FOLD and scored on the other.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, precision_recall_curve

from framing.layers.relations.direction import readings
from framing.layers.relations.model import Detector
from research.evaluate.relations_scoring import Statement, match
from research.train.relations import Material, read_material, train
from research.train.relations_confidence import QUADS, REPORTED, Judged, fit_mix, judge
from research.train.relations_examples import Example
from research.train.relations_teacher import HEADS, STATUSES, VOICES, Taught, Teacher, teach

AGREES = 0.3
"""The least probability with which a teacher as a gate agrees; chosen by an earlier try."""
NAMES = {"quad": QUADS, "status": STATUSES, "voice": VOICES}
Array = Any


def logit(chance: Any) -> Any:
    held = np.clip(np.asarray(chance, float), 1e-4, 1 - 1e-4)
    return np.log(held / (1 - held))


def split(told: Array) -> dict[str, Array]:
    """Log chances of a word's outcomes, by kind."""
    parts = np.split(np.log(np.maximum(told, 1e-6)), np.cumsum(HEADS)[:-1], axis=-1)
    return dict(zip(("quad", "status", "voice", "way"), parts, strict=True))


def word_of(example: Example, statement: Statement) -> int:
    """Number of the word that makes a found statement."""
    spans = [word.span for word in example.words]
    return spans.index((statement.start, statement.stop))


def log_shares(margins: Sequence[float]) -> Array:
    held = np.asarray(margins, float)
    return held - held.max() - np.log(np.exp(held - held.max()).sum())


def fast_told(model: Detector, example: Example, number: int) -> dict[str, Array]:
    """The fast model's log chances of a word's outcomes, in the teacher's order."""
    word = example.words[number]
    found = {"way": log_shares(model.way(word.stances))}
    for head, names, margins in zip(
        ("quad", "voice", "status"), model.labels, model.outcome(word.outcome), strict=True
    ):
        held = dict(zip(names, log_shares(margins), strict=True))
        found[head] = np.array([held.get(name, -9.0) for name in NAMES[head]])
    return found


def best_f1(right: Array, scores: Array) -> float:
    precision, recall, _ = precision_recall_curve(right, scores)
    return float(np.max(2 * precision * recall / np.maximum(precision + recall, 1e-9)))


def report_ranks(name: str, right: Array, fast: Array, slow: Array) -> None:
    for who, scores in (("fast", fast), ("teacher", slow), ("sum", fast + slow)):
        ap, f1 = average_precision_score(right, scores), best_f1(right, scores)
        print(f"{name:10} {who:8} average precision {ap:.3f}, best F1 {f1:.3f}")


@dataclass(eq=False)
class Scored:
    """Unseen sentences with what both models say of them.

    `missed` counts the labelled statements of sentences where the layer does not know both sides.
    """

    examples: list[Example]
    model: Detector
    taught: list[Taught]
    missed: int

    def report_sentences(self) -> None:
        """How well sentences with a statement are ranked."""
        right = np.array([len(one.gold) > 0 for one in self.examples])
        fast = np.array([self.model.number(one.counts)[0] for one in self.examples])
        slow = logit([one.sentence[0] for one in self.taught])
        print(f"{len(right)} sentences, {int(right.sum())} with a statement")
        report_ranks("sentence", right, fast, slow)

    def report_words(self) -> None:
        """How well words that state something are ranked."""
        right, fast, slow = [], [], []
        for one, taught in zip(self.examples, self.taught, strict=True):
            for k, number in enumerate(one.right):
                if number > -2:
                    right.append(number >= 0)
                    fast.append(self.model.word(one.words[k].features))
                    slow.append(logit(taught.words[k]))
        report_ranks("word", np.array(right), np.array(fast), np.array(slow))

    def report_told(self) -> None:
        """Class, status, voice and direction at the words that are labelled."""
        hits: dict[tuple[str, str], list[bool]] = {}
        for one, taught in zip(self.examples, self.taught, strict=True):
            slow = split(taught.told)
            for k, number in enumerate(one.right):
                if number < 0:
                    continue
                row, fast = one.rows[number], fast_told(self.model, one, k)
                answers = {head: names.index(row[head]) for head, names in NAMES.items()}
                answers["way"] = one.way(number)
                for head, answer in answers.items():
                    both = fast[head], slow[head][k], fast[head] + slow[head][k]
                    for who, chances in zip(("fast", "teacher", "sum"), both, strict=True):
                        hits.setdefault((head, who), []).append(int(np.argmax(chances)) == answer)
        for (head, who), held in hits.items():
            print(f"{head:10} {who:8} {np.mean(held):.3f} of {len(held)} words")

    @cached_property
    def judged(self) -> list[list[Judged]]:
        """What the fast model lets in."""
        held = [(one, self.model, 0) for one in self.examples]
        model = replace(self.model, mix=fit_mix(held))
        return [judge(one, model) for one in self.examples]

    def both(self, number: int, one: Judged) -> Judged:
        """A statement told by both models together, with the teacher's evidence."""
        example, taught = self.examples[number], self.taught[number]
        k = word_of(example, one.statement)
        slow, fast = split(taught.told), fast_told(self.model, example, k)
        told = {head: int(np.argmax(fast[head] + slow[head][k])) for head in fast}
        source, target, mutual = readings(example.pair)[told["way"]]
        statement = replace(
            one.statement,
            source=source,
            target=target,
            mutual=mutual,
            quad=QUADS[told["quad"]],
            status=STATUSES[told["status"]],
            voice=VOICES[told["voice"]],
        )
        held = logit(taught.sentence[0]), logit(taught.words[k]), slow["quad"][k][told["quad"]]
        return Judged(statement, (*one.seen, *map(float, held)))

    def agreed(self, number: int, one: Judged) -> bool:
        """Whether the teacher lets a statement pass."""
        example, taught = self.examples[number], self.taught[number]
        k = word_of(example, one.statement)
        return bool(taught.sentence[0] > AGREES and taught.words[k] > AGREES)

    def report(self) -> None:
        """All scores."""
        self.report_sentences()
        self.report_words()
        self.report_told()
        self.report_statements()

    def report_statements(self) -> None:
        """The statements of the fast model, those a teacher lets pass, and those of both."""
        report_statements("fast", self.examples, self.judged, self.missed)
        gated = [[one for one in some if self.agreed(k, one)] for k, some in enumerate(self.judged)]
        report_statements("gate", self.examples, gated, self.missed)
        both = [[self.both(k, one) for one in some] for k, some in enumerate(self.judged)]
        report_statements("sum", self.examples, both, self.missed)


def half_of(example: Example) -> int:
    key = "half " + example.rows[0]["article_id"]
    return hashlib.sha1(key.encode(), usedforsecurity=False).digest()[0] % 2


def weigh(examples: Sequence[Example], judged: Sequence[Sequence[Judged]]) -> list[list[float]]:
    """Confidence of each statement, fitted on the half of the articles that does not hold it."""
    halves = [half_of(one) for one in examples]
    fitted: dict[int, LogisticRegression] = {}
    for half in (0, 1):
        rows = [
            (one, gold is not None and gold.quad == one.statement.quad)
            for example, some, own in zip(examples, judged, halves, strict=True)
            if own == half
            for one, gold in _matched(example, some)
        ]
        table = np.array([_seen(one) for one, _ in rows])
        fitted[1 - half] = LogisticRegression(max_iter=1000).fit(table, [hit for _, hit in rows])
    return [
        [float(fitted[own].predict_proba([_seen(one)])[0, 1]) for one in some]
        for some, own in zip(judged, halves, strict=True)
    ]


def _seen(one: Judged) -> list[float]:
    return [*one.seen, *(one.statement.quad == name for name in QUADS)]


def _matched(example: Example, some: Sequence[Judged]) -> list[tuple[Judged, Statement | None]]:
    pairs = match(example.gold, [one.statement for one in some])
    gold_of = {id(got): gold for gold, got in pairs}
    return [(one, gold_of.get(id(one.statement))) for one in some]


def report_statements(
    name: str, examples: Sequence[Example], judged: Sequence[Sequence[Judged]], missed: int
) -> None:
    """Scores at several confidences, and what is right of the matched at the usual one."""
    weighed = weigh(examples, judged)
    for least in (0.25, 0.3, 0.35, 0.4, REPORTED, 0.5, 0.55):
        pairs, found, wanted = [], 0, missed
        for example, some, chances in zip(examples, judged, weighed, strict=True):
            got = [o.statement for o, c in zip(some, chances, strict=True) if c >= least]
            pairs += match(example.gold, got)
            found, wanted = found + len(got), wanted + len(example.gold)
        hits, matched = len(pairs), max(1, len(pairs))
        line = f"{name:8} from {least:.2f}: P {hits / max(1, found):.3f} R {hits / wanted:.3f}"
        line += f" F1 {2 * hits / (found + wanted):.3f}; of the matched"
        for what in ("quad", "direction", "status", "voice"):
            right = sum(getattr(a, what) == getattr(b, what) for a, b in pairs)
            line += f" {what} {right / matched:.3f}"
        print(line)


def unseen(material: Material, fold: int) -> tuple[list[Example], int]:
    """The sentences of a fold that count for scores, and the statements of those not read."""
    held = material.scored & (material.fold == fold)
    examples = [material.examples[k] for k in np.flatnonzero(held)]
    missed = sum(len(one.gold) for one in examples if not one.seen)
    return [one for one in examples if one.seen], missed


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("weights", "corpora", "cache", "teacher"):
        parser.add_argument(name, type=Path)
    parser.add_argument("fold", type=int)
    options = parser.parse_args()
    material = read_material(options.corpora, options.cache)
    model = train(material, material.fold != options.fold)
    examples, missed = unseen(material, options.fold)
    teacher = Teacher(options.weights)
    teacher.load_state_dict(torch.load(options.teacher))
    teacher.eval()
    scored = Scored(examples, model, teach(teacher, options.weights, examples), missed)
    scored.report()


if __name__ == "__main__":
    main()
