"""How right the detector is on the user's own corpus, by class and outlet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from framing.measures.tiers import tier_of
from framing.validate.agreement import Agreement, agreement
from framing.validate.coded import (
    CellOf,
    Coded,
    f1_of,
    miss_of,
    precision_of,
    recall_of,
    right_of,
)
from framing.validate.draw import FOUND, MIN_CODES, NOT_FOUND
from framing.validate.estimate import Estimate
from framing.validate.questions import OWN_UNIT, Question

COLUMNS = ("layer", "class", "group", "measure", "value", "low", "high", "n", "note")
TEXT = ("layer", "class", "group", "measure", "note")
ANY, ALL = "any", "all"
# Of confidence: steps of the table that holds it against the codes.
_CUTS = (0.0, 0.5, 0.7, 0.8, 0.9, 1.0 + 1e-9)


@dataclass(frozen=True, slots=True)
class Score:
    """`rows` tidy (see `COLUMNS`), `confusion` in estimated units of the corpus, `calibration` of
    the detector's confidence, `agreement` of two coders, `differs` (a p for each measure of whether
    it is the same in all groups), the tier, and the sentence for a paper."""

    rows: pd.DataFrame
    confusion: pd.DataFrame
    calibration: pd.DataFrame
    agreement: Agreement | None
    differs: Mapping[str, float]
    tier: str
    sentence: str


def score(
    coded: Coded, second: Mapping[str, str] | None = None, *, confidence: float = 0.95
) -> Score:
    """Precision, recall, F1 and class accuracy with intervals; all weighted by 1 / probability.

    Intervals are Wilson's at the effective number of units: sampling weights and stories are in.
    `second` are a second coder's answers by unit id.
    """
    rows = pd.DataFrame(list(_rows(coded, confidence)), columns=list(COLUMNS))
    alike = agreement(coded.answers, second) if second else None
    by_group = {name: part for name, part in _by_group(coded, confidence).items() if len(part) > 1}
    differs = {name: _chance(list(part.values())) for name, part in by_group.items()}
    tier = _tier(rows)
    sentence = " ".join(
        [_main_sentence(coded, rows), *_of_two_coders(alike), *_of_groups(by_group, differs)]
    )
    return Score(
        rows=rows,
        confusion=confusion(coded),
        calibration=calibration(coded),
        agreement=alike,
        differs=differs,
        tier=tier,
        sentence=sentence,
    )


def _rows(coded: Coded, confidence: float) -> Iterator[dict[str, object]]:
    question = coded.sample.question
    found = [key for key in question.keys if key != question.nothing]
    groups = coded.sample.groups
    spans = [(ALL, groups), *([(one, [one]) for one in groups] if len(groups) > 1 else [])]
    for name, members in spans:
        sizes = [coded.sizes(group) for group in members]
        n = {key: sum(size[key][1] for size in sizes) for key in (FOUND, NOT_FOUND)}
        note = "" if all(not _thin(size) for size in sizes) else f"fewer than {MIN_CODES} codes"
        classes = [(ANY, frozenset(found)), *[(key, frozenset({key})) for key in found]]
        for label, wanted in classes if len(found) > 1 else classes[1:]:
            measures: dict[str, tuple[CellOf, int]] = {
                "precision": (precision_of(wanted), n[FOUND]),
                "recall": (recall_of(wanted), n[FOUND] + n[NOT_FOUND]),
                "f1": (f1_of(wanted), n[FOUND] + n[NOT_FOUND]),
            }
            if label == ANY:
                measures["class_accuracy"] = (right_of(wanted), n[FOUND])
            for measure, (cell, codes) in measures.items():
                got = coded.estimate(members, cell, split=wanted, confidence=confidence)
                yield {
                    **{"layer": question.layer, "class": label, "group": name},
                    **{"measure": measure, "value": got.value, "low": got.low, "high": got.high},
                    **{"n": codes, "note": note if not np.isnan(got.value) else "no such unit"},
                }


def _thin(sizes: Mapping[str, tuple[int, int]]) -> bool:
    return any(coded < min(MIN_CODES, units) for units, coded in sizes.values())


def confusion(coded: Coded) -> pd.DataFrame:
    """Units of the corpus by the coder's answer (rows) and the detector's (columns), estimated."""
    keys = list(coded.sample.question.keys)
    place = {key: k for k, key in enumerate(keys)}
    table = np.zeros((len(keys), len(keys)))
    for group in coded.sample.groups:
        sizes = coded.sizes(group)
        for unit, answer in coded.units(group):
            units, drawn = sizes[unit.stratum]
            if unit.found in place:
                table[place[answer], place[unit.found]] += units / drawn
    return pd.DataFrame(table, index=pd.Index(keys, name="coder"), columns=keys)


def calibration(coded: Coded) -> pd.DataFrame:
    """Of found units with a confidence: by its size, how sure the detector was and how right."""
    told = [
        (unit.confidence, float(answer == unit.found), 1 / unit.probability)
        for group in coded.sample.groups
        for unit, answer in coded.units(group)
        if unit.stratum == FOUND and unit.confidence is not None
    ]
    columns = ["from", "to", "n", "confidence", "right"]
    if not told:
        return pd.DataFrame(columns=columns)
    sure, right, weight = np.array(told, float).T
    rows = []
    for low, high in pairwise(_CUTS):
        here = (sure >= low) & (sure < high)
        if here.any():
            means = [float(np.average(part[here], weights=weight[here])) for part in (sure, right)]
            rows.append([low, min(high, 1.0), int(here.sum()), *means])
    return pd.DataFrame(rows, columns=columns)


def _by_group(coded: Coded, confidence: float) -> dict[str, dict[str, Estimate]]:
    """Precision and miss rate of each group where they can be estimated."""
    question = coded.sample.question
    wanted = frozenset(question.keys) - {question.nothing}
    found: dict[str, dict[str, Estimate]] = {}
    for name, cell in (("precision", precision_of(wanted)), ("miss rate", miss_of(wanted))):
        got = {
            group: coded.estimate([group], cell, split=wanted, confidence=confidence)
            for group in coded.sample.groups
        }
        found[name] = {
            group: one for group, one in got.items() if not np.isnan(one.value) and one.error > 0
        }
    return found


def _chance(known: Sequence[Estimate]) -> float:
    """p of a chi-square test (Wald) that all are the same."""
    from scipy.stats import chi2

    weight = np.array([1 / one.error**2 for one in known])
    value = np.array([one.value for one in known])
    middle = (weight * value).sum() / weight.sum()
    return float(chi2.sf((weight * (value - middle) ** 2).sum(), len(known) - 1))


def _tier(rows: pd.DataFrame) -> str:
    own = rows[rows["group"] == ALL]
    first = own["class"].iloc[0]
    got = own[own["class"] == first].set_index("measure")["value"]
    return tier_of(float(got["precision"]), float(got["recall"]))


def _main_sentence(coded: Coded, rows: pd.DataFrame) -> str:
    """What one may write in a paper."""
    question, groups = coded.sample.question, coded.sample.groups
    sizes = [coded.sizes(group) for group in groups]
    n = {key: sum(size[key][1] for size in sizes) for key in (FOUND, NOT_FOUND)}
    units = {key: sum(size[key][0] for size in sizes) for key in (FOUND, NOT_FOUND)}
    own = rows[rows["group"] == ALL]
    got = own[own["class"] == own["class"].iloc[0]].set_index("measure")
    kind = question.unit
    plural = kind.replace(kind.split()[0], kind.split()[0] + "s", 1)
    within = f" within each of {len(groups)} outlets" if len(groups) > 1 else ""
    found, not_found = f"{units[FOUND]:,}", f"{units[NOT_FOUND]:,}"
    return (
        f"We hand-coded {n[FOUND] + n[NOT_FOUND]} {plural}, drawn at random{within} from "
        f"{found} where {_finding(question)} (n = {n[FOUND]}) and {not_found} where it "
        f"{'is' if question.unit == OWN_UNIT else 'did not'} (n = {n[NOT_FOUND]}), blind to its "
        f"answer: {_told(got, 'precision')}, {_told(got, 'recall')}, {_told(got, 'f1')} (weighted "
        "by inverse inclusion probability; 95 % intervals account for stories)."
    )


def _finding(question: Question) -> str:
    if question.unit == OWN_UNIT:
        return f'the label {question.layer} is not "{question.nothing}"'
    return f"framing's layer of {question.layer.replace('_', ' ')} found something"


def _of_two_coders(alike: Agreement | None) -> Iterator[str]:
    if alike is not None and alike.units:
        yield (
            f"Two coders agreed on {alike.share:.0%} of {alike.units} units (Krippendorff's "
            f"α = {_short(alike.alpha)}, Cohen's κ = {_short(alike.kappa)})."
        )


def _of_groups(
    by_group: Mapping[str, Mapping[str, Estimate]], differs: Mapping[str, float]
) -> Iterator[str]:
    """Whether error differs between outlets, and from what to what."""
    for name, p in differs.items():
        verb = "differs" if p <= 0.05 else "does not differ detectably"
        ordered = sorted(by_group[name].items(), key=lambda pair: pair[1].value)
        (low, least), (high, most) = ordered[0], ordered[-1]
        yield (
            f"Its {name} {verb} between outlets (χ², p = {_p(p)}), from {_short(least.value)} "
            f"({low}) to {_short(most.value)} ({high})."
        )


def _told(got: pd.DataFrame, measure: str) -> str:
    name = "F1" if measure == "f1" else measure
    value, low, high = (_short(float(got[end][measure])) for end in ("value", "low", "high"))
    return f"{name} {value} [{low}, {high}]"


def _short(value: float) -> str:
    """As papers write it: .83, 1.00.

    >>> _short(0.834), _short(1.0)
    ('.83', '1.00')
    """
    return f"{value:.2f}".removeprefix("0") if not np.isnan(value) else "–"


def _p(p: float) -> str:
    return "< .001" if p < 0.001 else f"{p:.3f}".removeprefix("0")
