"""What a block of measured numbers is made of: a stored run, lines of words, tables, scores."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

MEASURED = Path(__file__).with_name("measured.json")
"""What a run on one day gave, written by the program that ran."""


def read_run(path: Path, name: str) -> dict[str, Any]:
    """What a run left in one of the files of measured numbers."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))[name]
    return found


def fill(words: str, width: int) -> str:
    """Words in lines that are no wider, as the pages are written.

    >>> fill("one two three", 8)
    'one two\\nthree\\n'
    """
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines) + "\n"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: bool = False) -> str:
    """A table in Markdown; with `right`, numbers stand under one another."""
    rules = ["---", *("--:" if right else "---" for _ in heads[1:])]
    lines = [f"| {' | '.join(heads)} |", f"|{'|'.join(rules)}|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def three(value: float) -> str:
    """A score with three digits.

    >>> three(0.0269)
    '.027'
    """
    return f"{value:.3f}".removeprefix("0")
