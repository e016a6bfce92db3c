"""How far each measure can be trusted: its tier and its score against what people marked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from framing.charts.names import short_name
from framing.measures.columns import Feature
from framing.measures.tiers import find_tier
from framing.render.sections import Cell, Line, Table

_FAMILIES = {
    "quote": "attributions",
    "hedge": "hedged sentences",
    "wording": "words in news",
    "relation": "statements on two states",
    "actor": "names of actors",
    "frame": "the models of frames",
}
"""Detectors behind the families, as the table of scores names them."""


@cache
def held_out_scores() -> list[dict[str, Any]]:
    """Scores of the detectors: `detector, corpus, measure, part, value, low, high, n, unit`.

    They are written by `python -m research.evaluate.trust` from what was measured.
    """
    from framing.render.html import asset

    found: list[dict[str, Any]] = json.loads(asset("scores.json"))
    return found


def trust_table(features: Sequence[Feature]) -> Table:
    """One row for all measures of one family and tier: the scores of what finds them."""
    heads = [
        *(("Measures", False, ""), ("Found by", False, "")),
        ("Tier", False, "A to C, by precision and recall on text unseen in development."),
        ("Score", False, "Against what people marked."),
    ]
    table, alike = Table(heads), dict[tuple[str, str, str], list[str]]()
    for feature in features:
        found_by = _FAMILIES.get(feature.spec.family, "counting")
        tier, figures = find_tier(feature.spec.name)
        unscored = "not measured" if feature.spec.family in _FAMILIES else "counted, not guessed"
        told = figures or _scores(found_by) or unscored
        names = alike.setdefault((found_by, tier or "not rated", told), [])
        names.append(short_name(feature.spec.name))
    for (found_by, tier, told), names in alike.items():
        family = names[0].partition(":")[0]
        words = ", ".join(name.removeprefix(f"{family}: ") for name in names)
        table.lines.append(Line([Cell(f"{family}: {words}"), *map(Cell, (found_by, tier, told))]))
    return table


def _scores(detector: str) -> str:
    """The first scores of a detector, and what they were measured on; empty if it has none."""
    scores = [one for one in held_out_scores() if one["detector"] == detector][:3]
    corpora = ", ".join(dict.fromkeys(one["corpus"] for one in scores))
    return f"{'; '.join(map(_score, scores))}; {corpora}" if scores else ""


def _score(one: dict[str, Any]) -> str:
    between = f"{one['low']:.2f} to {one['high']:.2f}"
    return f"{one['measure']}{_part(one)} {one['value']:.2f} ({between})"


def _part(score: dict[str, Any]) -> str:
    return "" if score["part"] == "all" else f" ({score['part']})"
