"""Outlet estimates and differences corrected for the detector's measured error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from framing.validate.coded import Coded, miss_of, precision_of, share_of
from framing.validate.draw import FOUND, MIN_CODES, NOT_FOUND
from framing.validate.estimate import (
    NOTHING,
    Estimate,
    codes_to_halve,
    difference,
    wilson,
)
from framing.validate.questions import OWN_UNIT

COLUMNS = (
    *("feature", "group", "against", "raw", "corrected", "low", "high"),
    *("hand", "hand_low", "hand_high", "precision", "precision_low", "precision_high"),
    *("miss_rate", "miss_low", "miss_high", "codes_found", "codes_not_found", "effective_n"),
    *("raw_difference", "difference", "difference_low", "difference_high", "p", "q", "note"),
)
TEXT = ("feature", "group", "against", "note")


@dataclass(frozen=True, slots=True)
class Target:
    """A share to estimate: units with one of `wanted` among those with one of `among`."""

    name: str
    wanted: frozenset[str]
    among: frozenset[str]


def targets(coded: Coded) -> list[Target]:
    """What a sheet can estimate: each answer and any, of all units; each of what was found."""
    question = coded.sample.question
    every = frozenset(question.keys)
    found = [key for key in question.keys if key != question.nothing]
    some = frozenset(found)
    unit = question.unit.split()[0] + "s"
    layer = question.layer
    own = question.unit == OWN_UNIT
    shown = question.keys if own else found  # labels of one's own: the commonest is one as well
    rows = [Target(f"{layer}: {key}, share of {unit}", frozenset({key}), every) for key in shown]
    if len(found) > 1 and not own:
        rows.append(Target(f"{layer}: any, share of {unit}", some, every))
        rows += [
            Target(f"{layer}: {key}, share of those found", frozenset({key}), some) for key in found
        ]
    return rows


@dataclass(frozen=True, slots=True)
class _Row:
    """One target in one group."""

    raw: float
    found: Estimate
    hand: tuple[float, float]
    precision: Estimate
    miss: Estimate
    sizes: dict[str, tuple[int, int]]

    def cells(self) -> dict[str, object]:
        (_, first), (_, other) = self.sizes[FOUND], self.sizes[NOT_FOUND]
        known = self.found
        return {
            **{"raw": self.raw, "corrected": known.value, "low": known.low, "high": known.high},
            **{"hand": known.value, "hand_low": self.hand[0], "hand_high": self.hand[1]},
            "precision": self.precision.value,
            "precision_low": self.precision.low,
            "precision_high": self.precision.high,
            "miss_rate": self.miss.value,
            "miss_low": self.miss.low,
            "miss_high": self.miss.high,
            "codes_found": first,
            "codes_not_found": other,
            "effective_n": known.effective,
        }


def correct(coded: Coded, *, confidence: float = 0.95) -> pd.DataFrame:
    """Raw and corrected shares of each group, then differences of each pair of groups.

    Rows with `against` hold a difference. `hand` are the codes alone: the same share, with the
    interval that as many codes drawn without a detector would give. A group with fewer than 30
    codes in a stratum is not judged; `note` says how many are needed, else how many more would
    halve the interval. `q` is over all differences (Benjamini and Hochberg 1995).
    """
    rows: list[dict[str, object]] = []
    for target in targets(coded):
        found = {group: _row(coded, target, group, confidence) for group in coded.sample.groups}
        for group, row in found.items():
            note = _note(row)
            rows.append({"feature": target.name, "group": group, **row.cells(), "note": note})
        rows += _differences(target, found, confidence)
    table = pd.DataFrame(rows).reindex(columns=list(COLUMNS))
    for name in TEXT:
        table[name] = table[name].astype(object).where(table[name].notna(), "")
    return _with_q(table)


def _row(coded: Coded, target: Target, group: str, confidence: float) -> _Row:
    wanted, among, sizes = target.wanted, target.among, coded.sizes(group)
    raw = _raw(coded, target, group)
    one = [group]
    precision = coded.estimate(one, precision_of(wanted), split=wanted, confidence=confidence)
    miss = coded.estimate(one, miss_of(wanted), split=wanted, confidence=confidence)
    found = NOTHING
    if not lacking(sizes):
        found = coded.estimate(one, share_of(wanted, among), split=wanted, confidence=confidence)
    hand = (float("nan"), float("nan"))
    if not np.isnan(found.value):
        counted = sum(n for _, n in sizes.values())
        weight = coded.estimate(one, share_of(among, frozenset(coded.sample.question.keys)))
        n = max(1.0, counted * weight.value)
        middle = max(found.value * (1 - found.value), 1 / (n + 2) ** 2)
        hand = wilson(found.value, max(1.0, middle / (middle / n + found.stories)), confidence)
    return _Row(raw, found, hand, precision, miss, sizes)


def _raw(coded: Coded, target: Target, group: str) -> float:
    counts: Counter[str] = Counter()
    for _, own, _, _, units in coded.sample.articles:
        if own == group:
            counts.update(units)
    above = sum(n for answer, n in counts.items() if answer in target.wanted & target.among)
    below = sum(n for answer, n in counts.items() if answer in target.among)
    return above / below if below else float("nan")


def lacking(sizes: dict[str, tuple[int, int]]) -> list[str]:
    """Strata with too few codes to judge a group, in words."""
    return [
        f"{coded} codes where the detector has {name} something"
        if name == FOUND
        else f"{coded} codes where it has not"
        for name, (units, coded) in sizes.items()
        if coded < min(MIN_CODES, units)
    ]


def _note(row: _Row) -> str:
    lack = lacking(row.sizes)
    if lack:
        return f"{' and '.join(lack)}: {MIN_CODES} needed in each"
    if np.isnan(row.found.value):
        return "no unit of this kind among the codes"
    coded = sum(n for _, n in row.sizes.values())
    more = codes_to_halve(row.found, coded)
    if more is None:
        return "more codes would not halve the interval: stories are few"
    return f"{more} more codes would halve the interval"


def _differences(
    target: Target, found: dict[str, _Row], confidence: float
) -> Iterator[dict[str, object]]:
    for first, other in combinations(found, 2):
        one, two = found[first], found[other]
        known = not (np.isnan(one.found.value) or np.isnan(two.found.value))
        gap = difference(one.found, two.found, confidence) if known else (float("nan"),) * 4
        names = ("difference", "difference_low", "difference_high", "p")
        yield {
            "feature": target.name,
            "group": first,
            "against": other,
            "raw_difference": one.raw - two.raw,
            **dict(zip(names, gap, strict=True)),
            "note": "" if known else "not judged: see the groups' rows",
        }


def _with_q(table: pd.DataFrame) -> pd.DataFrame:
    from scipy.stats import false_discovery_control

    tested = table["p"].notna()
    table["q"] = np.nan
    if tested.any():
        table.loc[tested, "q"] = false_discovery_control(table.loc[tested, "p"].astype(float))
    return table


def corrected_counts(coded: Coded, wanted: Sequence[str]) -> pd.DataFrame:
    """Units with one of `wanted` by article: what the detector counts, and that corrected.

    The correction adds (code - detection) / probability of the units drawn from the article: single
    articles become noisy (even negative), but sums over many are right on average, whatever the
    detector's errors. Columns `article_id, group, story, words, raw, corrected`.
    """
    chosen = set(wanted)
    rows = [
        (name, group, story, words, float(sum(n for key, n in counts.items() if key in chosen)))
        for name, group, story, words, counts in coded.sample.articles
    ]
    table = pd.DataFrame(rows, columns=["article_id", "group", "story", "words", "raw"])
    add: Counter[str] = Counter()
    for group in coded.sample.groups:
        sizes = coded.sizes(group)
        for unit, answer in coded.units(group):
            units, drawn = sizes[unit.stratum]
            gap = (answer in chosen) - (unit.found in chosen)
            add[unit.article_id] += gap * units / drawn  # type: ignore[assignment]
    return table.assign(corrected=table["raw"] + table["article_id"].map(add).fillna(0.0))
