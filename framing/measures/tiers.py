"""Tiers: how far a column may be trusted, from figures measured on text unseen in development."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import numpy as np

from framing.errors import UsageError
from framing.layers.frames.names import FRAMES, load_card, tier

A_LEAST, B_LEAST = 0.85, 0.70
"""Least of precision and recall for tiers A and B. At .85 both, raw differences between outlets
keep their sign where errors differ by a tenth; below .70 they may not."""


def tier_of(precision: float, recall: float) -> str:
    """A, B or C, by the lesser of the two; C where one is unknown.

    >>> tier_of(0.93, 0.88), tier_of(0.90, 0.72), tier_of(0.95, 0.40)
    ('A', 'B', 'C')
    """
    least = min(precision, recall)
    if np.isnan(least) or least < B_LEAST:
        return "C"
    return "A" if least >= A_LEAST else "B"


@cache
def _shipped() -> tuple[Mapping[str, str], ...]:
    path = Path(__file__).parent / "tiers.json"
    rows: list[dict[str, str]] = json.loads(path.read_text("utf-8"))["columns"]
    return tuple(rows)


def find_tier(column: str, own: Mapping[str, Mapping[str, str]] | None = None) -> tuple[str, str]:
    """Tier of a column and the figures behind it; `own` are tiers from one's own codes, by glob.

    ("", "") for a column that nobody measured.
    """
    for glob, row in (own or {}).items():
        if fnmatchcase(column, glob):
            return row["tier"], row["figures"]
    if column.startswith("frame_"):
        return _of_frame(column)
    for row in _shipped():
        if fnmatchcase(column, row["columns"]):
            return row["tier"], row["figures"]
    return "", ""


def _of_frame(column: str) -> tuple[str, str]:
    """A frame's tier is that of its model's card, by F1 against the agreement of coders."""
    frame = next((name for name in FRAMES if column.startswith(f"frame_{name}_")), None)
    if frame is None:
        return "", ""
    card = load_card()["frames"][frame]
    sheets = {
        kind: card[f"{kind}_passages"] for kind in ("test", "fresh") if f"{kind}_passages" in card
    }
    scores = " and ".join(f"{got['f1']:.2f} on {kind}" for kind, got in sheets.items())
    labels = " and ".join(str(got["n"]) for got in sheets.values())
    agreed = card["agreement_of_two_readings"]["f1"]
    figures = f"F1 {scores} passages with {labels} labels; of two readings {agreed:.2f}"
    return tier(frame), figures


def read_tiers(path: str | Path) -> dict[str, dict[str, str]]:
    """Tiers that `framing validate score --tiers FILE` wrote, by glob of columns.

    Raises `UsageError` if the file is not there or holds no tiers.
    """
    place = Path(path)
    try:
        rows = json.loads(place.read_text("utf-8"))["columns"]
        return {row["columns"]: {"tier": row["tier"], "figures": row["figures"]} for row in rows}
    except FileNotFoundError as error:
        raise UsageError(f"{place}: no such file") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{place}: is no file of tiers; make it with --tiers") from error
