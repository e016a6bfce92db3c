"""A sample with its hand codes, cut into the strata that an estimate needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from framing.validate.draw import FOUND, NOT_FOUND, Drawn, Sample
from framing.validate.estimate import (
    NOTHING,
    Estimate,
    Quantity,
    Strata,
    design_effect,
    estimate,
    undiluted,
)

Cell = tuple[float, float]
CellOf = Callable[[str, str], Cell]
"""From the coder's answer and the detector's: what a unit adds above and below the line."""
_SPLIT = 10  # codes on each side of a class that the detector told; with fewer it is not split off


@dataclass(frozen=True, slots=True)
class Coded:
    """A sample and a coder's answers by unit id; units without an answer count as not drawn."""

    sample: Sample
    answers: Mapping[str, str]
    _units: dict[str, list[tuple[Drawn, str]]] = field(default_factory=dict, repr=False)

    def units(self, group: str) -> list[tuple[Drawn, str]]:
        """Coded units of a group, each with its answer."""
        if not self._units:
            for unit in self.sample.drawn:
                if unit.unit_id in self.answers:
                    rows = self._units.setdefault(unit.group, [])
                    rows.append((unit, self.answers[unit.unit_id]))
        return self._units.get(group, [])

    def sizes(self, group: str) -> dict[str, tuple[int, int]]:
        """Stratum -> units that there are, units that were coded."""
        nothing = self.sample.question.nothing
        there = {FOUND: 0, NOT_FOUND: 0}
        for _, own, _, _, counts in self.sample.articles:
            if own == group:
                for answer, count in counts.items():
                    there[NOT_FOUND if answer == nothing else FOUND] += count
        coded = {FOUND: 0, NOT_FOUND: 0}
        for unit, _ in self.units(group):
            coded[unit.stratum] += 1
        return {name: (there[name], coded[name]) for name in there}

    def estimate(
        self,
        groups: Sequence[str],
        cell: CellOf,
        *,
        split: frozenset[str] = frozenset(),
        confidence: float = 0.95,
    ) -> Estimate:
        """The ratio of what `cell` adds above to what it adds below, over the units of the groups.

        Found units are split by whether the detector's answer is in `split`, where both parts have
        codes enough: their numbers are known exactly.
        """
        units = [one for group in groups for one in self.units(group)]
        if not units:
            return NOTHING
        keys, preds = self._strata(groups, split)
        strata, found = self._cut(groups, units, keys)
        truths = self.sample.question.keys
        cells = sorted({cell(t, p) for own in preds for p in own for t in truths})
        index = {one: k for k, one in enumerate(cells)}
        allowed = [{index[cell(t, p)] for p in own for t in truths} for own in preds]
        possible = np.array([[k in own for k in range(len(cells))] for own in allowed])
        a, b = (np.where(possible, [one[side] for one in cells], np.nan) for side in (0, 1))
        code = np.array([index[cell(truth, unit.found)] for unit, truth in units])
        strata = Strata(strata.sizes, strata.stories, strata.stratum, strata.story, code)
        wanted = split or frozenset(truths[1:])
        told = np.array([(t in wanted, unit.found in wanted) for unit, t in units], float)
        weight = (strata.sizes / np.maximum(strata.coded, 1.0))[strata.stratum]
        deff = design_effect(found, strata.stories.sum(axis=1))
        deff = undiluted(deff, weight, told[:, 0], told[:, 1])
        return estimate(strata, Quantity(a, b), deff, confidence)

    def _strata(
        self, groups: Sequence[str], split: frozenset[str]
    ) -> tuple[dict[tuple[str, str], int], list[list[str]]]:
        """Number of the stratum of each (group, detector's answer), and the answers in each."""
        question = self.sample.question
        keys: dict[tuple[str, str], int] = {}
        preds: list[list[str]] = []
        others = [key for key in question.keys if key != question.nothing]
        for group in groups:
            told = [unit.found in split for unit, _ in self.units(group) if unit.stratum == FOUND]
            parts = [others]
            if min(sum(told), len(told) - sum(told)) >= _SPLIT:
                parts = [[k for k in others if k in split], [k for k in others if k not in split]]
            for own in ([question.nothing], *parts):
                for key in own:
                    keys[group, key] = len(preds)
                preds.append(list(own))
        return keys, preds

    def _cut(
        self,
        groups: Sequence[str],
        units: Sequence[tuple[Drawn, str]],
        keys: Mapping[tuple[str, str], int],
    ) -> tuple[Strata, np.ndarray]:
        """The strata without codes, and the units found by story."""
        question, chosen = self.sample.question, set(groups)
        articles = [one for one in self.sample.articles if one[1] in chosen and one[4]]
        names = {story: k for k, story in enumerate(dict.fromkeys(one[2] for one in articles))}
        stories = np.zeros((len(names), max(keys.values()) + 1))
        found = np.zeros(len(names))
        for _, group, story, _, counts in articles:
            for answer, count in counts.items():
                stories[names[story], keys[group, answer]] += count
                found[names[story]] += count * (answer != question.nothing)
        strata = Strata(
            sizes=stories.sum(axis=0),
            stories=stories,
            stratum=np.array([keys[unit.group, unit.found] for unit, _ in units]),
            story=np.array([names[unit.story] for unit, _ in units]),
            code=np.zeros(len(units), np.int64),
        )
        return strata, found


def share_of(wanted: frozenset[str], among: frozenset[str]) -> CellOf:
    """Units coded as one of `wanted`, as a share of those coded as one of `among`."""
    return lambda truth, found: (float(truth in wanted), float(truth in among))


def precision_of(wanted: frozenset[str]) -> CellOf:
    """Of units where the detector said one of `wanted`, those where the coder did."""
    return lambda truth, found: (float(found in wanted and truth in wanted), float(found in wanted))


def recall_of(wanted: frozenset[str]) -> CellOf:
    """Of units where the coder said one of `wanted`, those where the detector did."""
    return lambda truth, found: (float(found in wanted and truth in wanted), float(truth in wanted))


def miss_of(wanted: frozenset[str]) -> CellOf:
    """Of units where the coder said one of `wanted`, those where the detector did not."""
    return lambda truth, found: (
        float(found not in wanted and truth in wanted),
        float(truth in wanted),
    )


def f1_of(wanted: frozenset[str]) -> CellOf:
    """Twice the units where both said one of `wanted` over all units where either did."""
    return lambda truth, found: (
        float(found in wanted and truth in wanted),
        ((found in wanted) + (truth in wanted)) / 2,
    )


def right_of(wanted: frozenset[str]) -> CellOf:
    """Units where both said the same, of those where both found something."""
    return lambda truth, found: (
        float(truth == found and truth in wanted),
        float(truth in wanted and found in wanted),
    )
