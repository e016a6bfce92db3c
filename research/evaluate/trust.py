"""Scores that the report tells of each measure: python -m research.evaluate.trust

Takes the detectors' scores from `seeds/tables/scores_detectors.csv` (written by
`research.evaluate.tables`) into the package, so that no number in a report is typed by hand.
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

import framing

SCORES = Path(__file__).parent.parent.parent / "seeds" / "tables" / "scores_detectors.csv"
TARGET = Path(framing.__file__).parent / "render" / "assets" / "scores.json"


def score_lines() -> str:
    """The scores as JSON, one a line; scores by outlet are left out."""
    table = pd.read_csv(SCORES)
    table = table[~table["measure"].str.contains("by outlet")]
    rows = [json.dumps(row, ensure_ascii=False) for row in table.to_dict("records")]
    return "[\n" + ",\n".join(rows) + "\n]\n"


if __name__ == "__main__":
    TARGET.write_text(score_lines(), "utf-8")
