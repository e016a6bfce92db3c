"""How far each measure can be trusted: its tier and its score against what people marked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from framing.measures.columns import Feature
from framing.measures.tiers import find_tier
from framing.render.sections import Cell, Line, Table, heading

_FAMILIES = {
    "quote": "attributions",
    "hedge": "hedged sentences",
    "wording": "words in news",
    "relation": "statements on two states",
    "actor": "names of actors",
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
    """One row a measure: tier if it has one, and the scores of the detector behind it."""
    heads = [
        *(
            ("Measure", False, ""),
            ("Tier", False, "A to C, by precision and recall on text unseen in development."),
        ),
        *(("Found by", False, ""), ("Score", False, "Against what people marked.")),
        ("Measured on", False, ""),
    ]
    table = Table(heads)
    for feature in features:
        detector = _FAMILIES.get(feature.spec.family, "")
        scores = [one for one in held_out_scores() if one["detector"] == detector]
        told = "; ".join(map(_score, scores[:3]))
        corpora = ", ".join(dict.fromkeys(one["corpus"] for one in scores[:3]))
        tier, figures = find_tier(feature.spec.name)
        row = [Cell(heading(feature)), Cell(tier or "not rated"), Cell(detector or "counting")]
        row += [Cell(figures or told or "counted, not guessed"), Cell("" if figures else corpora)]
        table.lines.append(Line(row))
    return table


def _score(one: dict[str, Any]) -> str:
    between = f"{one['low']:.2f} to {one['high']:.2f}"
    return f"{one['measure']}{_part(one)} {one['value']:.2f} ({between})"


def _part(score: dict[str, Any]) -> str:
    return "" if score["part"] == "all" else f" ({score['part']})"
