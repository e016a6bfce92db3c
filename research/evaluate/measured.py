"""Stored runs: what a program measured on one day, for the pages that tell of it.

A figure on a sheet that is new to model and reader is `fresh`: it counts once. `keep_fresh` writes
it with the day and a digest of the sheet's labels, and no later run takes its place unasked, since
by then the sheet has been looked into and the later figure is one of development.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

MEASURED = Path(__file__).with_name("measured.json")
"""Figures of detectors, comparison and validation."""
COSTS = Path(__file__).parents[1] / "cost" / "throughput.json"
"""Figures of time and memory."""
KINDS = ("development", "fresh", "cost")
Labels = Sequence[Mapping[str, str]]


def read_run(path: Path, name: str) -> dict[str, Any]:
    """What a run left in one of the files."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))[name]
    return found


def keep_run(path: Path, name: str, found: Mapping[str, Any]) -> None:
    """Writes what a run measured into one of the files, with the day; what it did not stays.

    A `SystemExit` says that a fresh figure stands under the name.
    """
    every = json.loads(path.read_text("utf-8"))
    _refuse_fresh(every, name)
    every[name] = every.get(name, {}) | {"date": date.today().isoformat(), **found}
    _write(path, every)


def keep_fresh(
    path: Path, name: str, labels: Labels, found: Mapping[str, Any], *, replace: bool = False
) -> None:
    """Writes the first score of a sheet; with `replace` in the place of another fresh one."""
    every = json.loads(path.read_text("utf-8"))
    if not replace:
        _refuse_fresh(every, name)
    today = date.today().isoformat()
    every[name] = {"kind": "fresh", "date": today, "labels": digest(labels), **found}
    _write(path, every)


def digest(labels: Labels) -> str:
    """What tells the labels of a sheet from other labels, whatever the order of its rows."""
    rows = sorted(json.dumps(row, sort_keys=True) for row in labels)
    return sha256("\n".join(rows).encode()).hexdigest()[:16]


def _refuse_fresh(every: Mapping[str, Any], name: str) -> None:
    one = every.get(name, {})
    if one.get("kind") == "fresh":
        raise SystemExit(
            f"{name!r} holds the fresh score of {one['date']}: keep this run under another name"
        )


def _write(path: Path, every: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(every, indent=2, ensure_ascii=False) + "\n", "utf-8")
