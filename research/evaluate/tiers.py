"""Writes the tiers of the codebook from the measured figures of the detectors.

    python -m research.evaluate.tiers

Reads `seeds/tables/scores_detectors.csv` (made by `make tables` on text that nothing was fitted to)
and writes `framing/measures/tiers.json`: for columns by glob, first match first, the tier and the
figures behind it. Run it after `make tables`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from framing.measures.tiers import B_LEAST, tier_of

ROOT = Path(__file__).parents[2]
SCORES = ROOT / "seeds" / "tables" / "scores_detectors.csv"
TARGET = ROOT / "framing" / "measures" / "tiers.json"

# Columns, detector, part of it, and a share that must be right as well ("" for none).
BEHIND = (
    ("quote_direct_*", "attributions", "direct", ""),
    ("quote_mixed_*", "attributions", "mixed", ""),
    ("quote_indirect_*", "attributions", "indirect", ""),
    ("quote_*", "attributions", "all", ""),
    ("hedge_*uncertain*", "hedged sentences", "all", ""),
    ("hedge_*", "words in news", "hedge", ""),
    ("actor_*salience*", "salient actors", "all", ""),
    ("actor_*", "names of actors", "all", ""),
    ("relation_*", "statements on two states", "all", "class right where found"),
    ("wording_loaded_*", "words in news", "loaded", ""),
    ("wording_naming_*", "words in news", "naming", ""),
    ("wording_agentless_*", "words in news", "agentless passive", ""),
    ("text_words_*", "tokens", "all", ""),
    ("text_sentences_*", "tokens", "all", ""),
)


def main() -> None:
    """Write the file."""
    TARGET.write_text(json.dumps(tiers(pd.read_csv(SCORES)), indent=1) + "\n", "utf-8")


def tiers(scores: pd.DataFrame) -> dict[str, list[dict[str, str]]]:
    """Tier and figures by glob of columns."""
    return {"columns": [_row(scores, *one) for one in BEHIND]}


def _row(scores: pd.DataFrame, columns: str, detector: str, part: str, too: str) -> dict[str, str]:
    own = scores[(scores["detector"] == detector) & (scores["part"] == part)]
    got = own.set_index("measure")["value"]
    f1 = next((float(got[name]) for name in got.index if str(name).startswith("F1")), None)
    precision, recall = (got.get(name) for name in ("precision", "recall"))
    told = [
        f"{name} {value:.2f}"
        for name, value in (("precision", precision), ("recall", recall), ("F1", f1))
        if value is not None and not (name == "F1" and None not in (precision, recall))
    ]
    if precision is not None and recall is None and f1 is not None:
        recall = f1 * precision / (2 * precision - f1)
    if precision is None and f1 is not None:
        precision = recall = f1
    assert precision is not None, f"{detector}, {part}: neither precision nor F1 was measured"
    right = 1.0
    if too:
        right = float(got[too])
        told.append(f"{too} {right:.2f}")
    if recall is None:
        told.append("recall unknown")  # precision alone never makes tier A
        recall = B_LEAST
    first = own.iloc[0]
    return {
        "columns": columns,
        "tier": tier_of(float(precision) * right, float(recall) * right),
        "figures": f"{', '.join(told)}; {first['corpus']}, {first['n']} {first['unit']}",
    }


if __name__ == "__main__":
    main()
