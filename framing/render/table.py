"""The main features of a few articles as a table for people who look before they read."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Sequence
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from framing.tables.write import TEXT_COLUMNS
from framing.types import Options

if TYPE_CHECKING:
    from framing.run.work import LinesJob

_COLUMNS = (
    ("article", "article_id"),
    ("outlet", "outlet"),
    ("agency", "agency"),
    ("words", "n_words"),
    ("quoted", "quote_words_share"),
    ("speakers", "quote_speakers_count"),
    ("anonymous", "quote_anonymous_share"),
    ("hedges/1k", "hedge_outlet_per_1k_words"),
    ("loaded/1k", "wording_loaded_per_1k_words"),
    ("statements", "relation_statements_count"),
    ("deeds", "relation_deeds_balance_index"),
    ("hopes", "relation_hopes_balance_index"),
)
_WIDEST = 24  # characters of a cell on a screen
_MOST_SHOWN = 20  # rows that fit on a screen

_LEGEND = (
    "quoted, anonymous: shares; hedges, loaded: per 1,000 words in the outlet's own voice; "
    "statements: on {dyad}; deeds, hopes: -1 conflict to 1 cooperation; "
    ". nothing to measure, ? not said"
)


def print_table(lines: IO[str], work: LinesJob) -> None:
    """Print the first rows of a feature table as a short one."""
    rows = map(json.loads, lines) if work.form == "jsonl" else map(_typed, csv.DictReader(lines))
    print(short_table(list(islice(rows, _MOST_SHOWN)), work.options))


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """Cells of our own CSV: nothing, text, a number, or a count."""
    return {name: _value(cell, name) for name, cell in row.items()}


def _value(cell: str, name: str) -> Any:
    if not cell:
        return None
    if name in TEXT_COLUMNS or name == "n_words" or name.endswith("_count"):
        return cell
    return float(cell)


def short_table(rows: Sequence[dict[str, Any]], options: Options) -> str:
    """A text table with a legend below it."""
    cells = [[title for title, _ in _COLUMNS]]
    cells += [[_cell(row[name], name) for _, name in _COLUMNS] for row in rows]
    widths = [max(len(line[k]) for line in cells) for k in range(len(_COLUMNS))]
    lines = ["  ".join(_aligned(line, widths)) for line in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    dyad = "all pairs" if options.dyad is None else "–".join(options.dyad)
    return "\n".join([*lines, "", _LEGEND.format(dyad=dyad)])


def _aligned(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [
        cell.ljust(width) if k < 3 else cell.rjust(width)
        for k, (cell, width) in enumerate(zip(line, widths, strict=True))
    ]


def _cell(value: Any, name: str) -> str:
    if value is None:
        return "?" if name == "outlet" else "."
    if isinstance(value, float):
        return "." if math.isnan(value) else f"{value:.2f}"
    text = "".join(mark if mark.isprintable() else " " for mark in str(value))
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
