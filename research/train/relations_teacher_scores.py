"""Scores a teacher beside the fast model on articles that neither has seen, and both together.

    python -m research.train.relations_teacher_scores WEIGHTS CORPORA CACHE FOLD TEACHER ...

TEACHER is a file of `research.train.relations_teacher`, trained without FOLD; of several the mean
is taken. The fast model is trained on the other folds too. What weighs the two together, and the
confidence, are fitted on the one half of the articles of FOLD and scored on the other.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.metrics import average_precision_score, precision_recall_curve

from framing.layers.relations.encoded import mean_of
from framing.layers.relations.model import Detector
from framing.layers.relations.stack import KINDS, logit
from research.evaluate.relations_scoring import Statement, match
from research.train.relations import Material, read_material, train
from research.train.relations_confidence import (
    REPORTED,
    Judged,
    fit_certainty,
    fit_mix,
    judge,
    rows_of,
)
from research.train.relations_encoder import Teacher
from research.train.relations_examples import Example
from research.train.relations_findings import findings_of
from research.train.relations_stack import (
    Told,
    answer,
    crossed,
    fit_shares,
    fit_stack,
    fit_words,
    stated,
)
from research.train.relations_teacher import teach

AGREES = 0.3
"""The least probability with which a teacher as a gate agrees; chosen by an earlier try."""
CUTS = (0.25, 0.35, REPORTED, 0.55)
DRAWS = 2000
Array = Any


def best_f1(right: Array, scores: Array) -> float:
    precision, recall, _ = precision_recall_curve(right, scores)
    return float(np.max(2 * precision * recall / np.maximum(precision + recall, 1e-9)))


def report_ranks(name: str, right: Array, scores: dict[str, Array]) -> None:
    for who, held in scores.items():
        ap, f1 = average_precision_score(right, held), best_f1(right, held)
        print(f"{name:10} {who:8} average precision {ap:.3f}, best F1 {f1:.3f}")


@dataclass(frozen=True, eq=False)
class System:
    """What one way to find statements reports, sentence by sentence, with its confidence."""

    name: str
    found: list[list[tuple[Statement, float]]]

    def reported(self, number: int, least: float) -> list[Statement]:
        """Of a sentence, what is likely enough."""
        return [statement for statement, chance in self.found[number] if chance >= least]


@dataclass(eq=False)
class Scored:
    """Unseen sentences with what both models say of them.

    `missed` holds the labelled sentences where the layer does not know both sides.
    """

    held: list[Told]
    model: Detector
    missed: list[Example]

    def report_sentences(self) -> None:
        """How well sentences with a statement are ranked."""
        right = np.array([len(one.example.gold) > 0 for one in self.held])
        fast = np.array([one.found.sentence[0] for one in self.held])
        slow = np.array([logit(one.taught.sentence[0]) for one in self.held])
        print(f"{len(right)} sentences, {int(right.sum())} with a statement")
        report_ranks("sentence", right, {"fast": fast, "teacher": slow, "sum": fast + slow})

    def report_words(self) -> None:
        """How well words that state something are ranked."""
        use = np.concatenate([one.example.right for one in self.held])
        fast = np.concatenate([one.found.words[:, 0] for one in self.held])
        slow = np.concatenate([logit(one.taught.words) for one in self.held])
        fitted = crossed(self.held, fit_words)
        both = np.concatenate(
            [
                one.of_words() @ fitted[one.half][:-1] + fitted[one.half][-1]
                for one in self.held
                if one.words
            ]
        )
        scores = {"fast": fast, "teacher": slow, "sum": fast + slow, "stacked": both}
        known = use > -2
        report_ranks("word", use[known] >= 0, {who: held[known] for who, held in scores.items()})

    def report_told(self) -> None:
        """Class, status, voice and direction at the words that are labelled."""
        believed = crossed(self.held, fit_shares)
        print(f"the teacher's share in outcomes, for each half: {believed}")
        for kind in KINDS:
            hits: dict[str, list[bool]] = {}
            for one in self.held:
                shares = {
                    "fast": 0.0,
                    "teacher": 1.0,
                    "sum": 0.5,
                    "stacked": believed[one.half][kind],
                }
                for k in stated(one.example):
                    right = answer(one.example, kind, one.example.right[k])
                    for who, share in shares.items():
                        hits.setdefault(who, []).append(
                            int(one.told(kind, share)[k].argmax()) == right
                        )
            told = ", ".join(f"{who} {np.mean(held):.3f}" for who, held in hits.items())
            print(f"{kind:8} {told} of {len(hits['fast'])} words")

    def weigh(self, judged: Sequence[list[Judged]]) -> list[list[tuple[Statement, float]]]:
        """Confidence of the fast model's statements, fitted on the half that does not hold them."""
        of = {id(one): some for one, some in zip(self.held, judged, strict=True)}
        fitted = crossed(
            self.held,
            lambda part: fit_certainty(
                [row for one in part for row in rows_of(one.example, of[id(one)])]
            ),
        )
        return [
            [(got.statement, fitted[one.half].of(got.statement.quad, got.seen)) for got in some]
            for one, some in zip(self.held, judged, strict=True)
        ]

    @cached_property
    def systems(self) -> list[System]:
        """The layer's way, the same with the encoder as a gate, and both models stacked."""
        examples = [one.example for one in self.held]
        model = replace(self.model, mix=fit_mix([(one, self.model, 0) for one in examples]))
        judged = [judge(one, model) for one in examples]
        gated = [
            [one for one in some if agrees(told, one.statement)]
            for told, some in zip(self.held, judged, strict=True)
        ]
        stacks = crossed(self.held, fit_stack)
        stacked = [
            [(got.statement, got.seen[0]) for got in one.judged(stacks[one.half])]
            for one in self.held
        ]
        return [
            System("fast", self.weigh(judged)),
            System("gate", self.weigh(gated)),
            System("both, stacked", stacked),
        ]

    def report(self) -> None:
        """All scores."""
        self.report_sentences()
        self.report_words()
        self.report_told()
        for system in self.systems:
            for least in CUTS:
                self.report_system(system, least)
        for system in self.systems[1:]:
            for least in (CUTS[0], REPORTED):
                self.report_gain(system, least)
        for system in self.systems:
            self.report_kinds(system)

    def report_system(self, system: System, least: float) -> None:
        """Statements found, and what is right of them."""
        pairs, hits, found, wanted = [], 0, 0, sum(len(one.gold) for one in self.missed)
        for k, one in enumerate(self.held):
            got = system.reported(k, least)
            pairs += match(one.example.gold, got)
            found, wanted = found + len(got), wanted + len(one.example.gold)
        hits = len(pairs)
        line = f"{system.name:14} from {least:.2f}: P {hits / max(1, found):.3f} "
        line += f"R {hits / wanted:.3f} F1 {2 * hits / (found + wanted):.3f}; of the matched"
        for what in ("quad", "direction", "status", "voice"):
            line += (
                f" {what} {sum(getattr(a, what) == getattr(b, what) for a, b in pairs) / hits:.3f}"
            )
        every = sum(
            replace(a, start=0, stop=0, interference=False) == replace(b, start=0, stop=0)
            for a, b in pairs
        )
        print(f"{line}; all of it right F1 {2 * every / (found + wanted):.3f}")

    def by_article(self, system: System, least: float) -> dict[str, Array]:
        """Hits, and found and labelled together, of each article."""
        counts: dict[str, Array] = {}
        for example in self.missed:
            key = example.rows[0]["article_id"]
            counts[key] = counts.get(key, 0) + np.array([0, len(example.gold)])
        for k, one in enumerate(self.held):
            got, gold = system.reported(k, least), one.example.gold
            key = one.example.rows[0]["article_id"]
            counts[key] = counts.get(key, 0) + np.array(
                [len(match(gold, got)), len(got) + len(gold)]
            )
        return counts

    def report_gain(self, system: System, least: float) -> None:
        """By how much F1 is above the fast model's, with the middle 95 % of draws of articles."""
        ours, base = (self.by_article(one, least) for one in (system, self.systems[0]))
        table = np.array([[*ours[key], *base[key]] for key in sorted(ours)])
        chance = np.random.default_rng(1)
        drawn = chance.integers(0, len(table), (DRAWS, len(table)))
        sums = np.vstack([table.sum(0), table[drawn].sum(1)])
        gains = 2 * sums[:, 0] / sums[:, 1] - 2 * sums[:, 2] / sums[:, 3]
        low, high = np.percentile(gains[1:], [2.5, 97.5])
        print(f"{system.name:14} from {least:.2f}: F1 {gains[0]:+.3f} ({low:+.3f} to {high:+.3f})")

    def report_kinds(self, system: System) -> None:
        """Labelled statements beside another, and in sentences that the fast model holds empty."""
        fast = self.systems[0]
        for least in (CUTS[0], REPORTED):
            several = [k for k, one in enumerate(self.held) if len(one.example.gold) > 1]
            empty = [k for k in range(len(self.held)) if not fast.reported(k, least)]
            for name, part in (("two or more labelled", several), ("empty for the fast", empty)):
                gold = [self.held[k].example.gold for k in part]
                got = [system.reported(k, least) for k in part]
                hits = sum(len(match(a, b)) for a, b in zip(gold, got, strict=True))
                found = f"{hits} of {total(gold)} found, {total(got) - hits} false"
                print(f"{system.name:14} from {least:.2f}, {name}, {len(part)} sentences: {found}")


def total(some: Iterable[Sequence[Statement]]) -> int:
    return sum(map(len, some))


def agrees(one: Told, statement: Statement) -> bool:
    """Whether the teacher lets a statement pass."""
    k = [word.span for word in one.example.words].index((statement.start, statement.stop))
    return bool(one.taught.sentence[0] > AGREES and one.taught.words[k] > AGREES)


def unseen(material: Material, fold: int) -> list[Example]:
    """The sentences of a fold that count for scores."""
    held = material.scored & (material.fold == fold)
    return [material.examples[k] for k in np.flatnonzero(held)]


def read_unseen(
    weights: Path, corpora: Path, cache: Path, fold: int, teachers: Sequence[Path]
) -> Scored:
    """The sentences of a fold with what a fast model and teachers say that have not seen it."""
    material = read_material(corpora, cache)
    model = train(material, material.fold != fold)
    examples = unseen(material, fold)
    read = [(one, findings_of(model, one)) for one in examples if one.seen]
    several = []
    for path in teachers:
        teacher = Teacher(weights)
        teacher.load_state_dict(torch.load(path))
        several.append(teach(teacher.eval(), read))
    held = [
        Told(found, mean_of(some), example)
        for (example, found), *some in zip(read, *several, strict=True)
    ]
    return Scored(held, model, [one for one in examples if not one.seen])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("weights", "corpora", "cache"):
        parser.add_argument(name, type=Path)
    parser.add_argument("fold", type=int)
    parser.add_argument("teachers", type=Path, nargs="+")
    options = parser.parse_args()
    read_unseen(
        options.weights, options.corpora, options.cache, options.fold, options.teachers
    ).report()


if __name__ == "__main__":
    main()
