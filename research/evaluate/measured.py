"""Stored runs: what a program measured on one day, for the pages that tell of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

MEASURED = Path(__file__).with_name("measured.json")
"""Figures of detectors, comparison and validation."""
COSTS = Path(__file__).parents[1] / "cost" / "throughput.json"
"""Figures of time and memory."""


def read_run(path: Path, name: str) -> dict[str, Any]:
    """What a run left in one of the files."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))[name]
    return found


def keep_run(path: Path, name: str, found: Mapping[str, Any]) -> None:
    """Writes what a run measured into one of the files, with the day; what it did not stays."""
    every = json.loads(path.read_text("utf-8"))
    every[name] = every.get(name, {}) | {"date": date.today().isoformat(), **found}
    path.write_text(json.dumps(every, indent=2, ensure_ascii=False) + "\n", "utf-8")
