"""Attacks every promise of docs/security.md and prints what held; ends with 1 if one did not.

    python -m research.cost.faults [--parts kills disks …] [--kills 50] [--flips 1000]
        [--articles 120] [--rows 100000] [--terms 1000000] [--seed 0]
        [--commands features 'validate draw' …] [--folder DIR]

The corpus is made here, so none is needed; `--folder` keeps it for the next call. `disks` and
`readonly` mount small file systems (Linux, as root).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from research.cost.faults.damage import (
    DAMAGED,
    damage_checkpoints,
    read_large,
    read_long_list,
)
from research.cost.faults.kills import kill_often, kill_workers
from research.cost.faults.runs import BrokenPromiseError, begin, whole_outputs
from research.cost.faults.systems import fill_disks, go_elsewhere, refuse_writing, run_in_pairs
from tests.cli.every_command import CALLS

PARTS = ("kills", "dask", "disks", "readonly", "pairs", "places", "damage", "rows", "terms")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--terms", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--commands", nargs="+", choices=CALLS, default=list(CALLS))
    parser.add_argument("--folder", type=Path, help="keeps the corpus here")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        return attack(args.folder or Path(name) / "work", args)


def attack(folder: Path, args: argparse.Namespace) -> int:
    """Run the parts that were asked for; returns the exit status."""
    chance, broken = random.Random(args.seed), 0
    if not folder.exists():
        begin(folder, args.articles)
    wholes = whole_outputs(folder, _commands(args.parts, args.commands))
    attacks: dict[str, Callable[[], str]] = {
        "kills": lambda: kill_often(folder, wholes, args.kills, chance),
        "dask": lambda: kill_workers(folder, wholes["features"], chance),
        "disks": lambda: fill_disks(folder, wholes),
        "readonly": lambda: refuse_writing(folder, wholes),
        "pairs": lambda: run_in_pairs(folder, wholes),
        "places": lambda: go_elsewhere(folder, wholes),
        "damage": lambda: damage_checkpoints(folder, wholes, args.flips, chance),
        "rows": lambda: read_large(folder, args.rows),
        "terms": lambda: read_long_list(folder, args.terms),
    }
    for part in args.parts:
        began = time.perf_counter()
        try:
            said = attacks[part]()
        except BrokenPromiseError as error:
            said = f"BROKEN: {error}"
            broken += 1
        print(f"{part:<10}{time.perf_counter() - began:7.0f} s  {said}", flush=True)
    return 1 if broken else 0


def _commands(parts: Sequence[str], chosen: Sequence[str]) -> set[str]:
    """The commands whose whole outputs these parts compare with."""
    needed = {"rows": (), "terms": (), "dask": ("features",), "damage": DAMAGED}
    return {command for part in parts for command in needed.get(part, chosen)}


if __name__ == "__main__":
    sys.exit(main())
