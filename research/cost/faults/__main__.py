"""Attacks every promise of docs/security.md, command by command; ends with 1 if one did not hold.

    python -m research.cost.faults [--parts kills disks …] [--kills 50] [--flips 1000]
        [--articles 120] [--rows 100000] [--terms 1000000] [--seed 0]
        [--commands features 'validate draw' …] [--folder DIR] [--no-table]

The corpus is made here, so none is needed; `--folder` keeps it for the next call. `disks` and
`readonly` mount small file systems (Linux, as root), `places` makes locales (`localedef`). What was
found goes into research/cost/faults.md, row by row, so that the parts can be run one by one.
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
from research.cost.faults.runs import BrokenPromiseError, begin, whole_output
from research.cost.faults.systems import (
    fill_disks,
    go_elsewhere,
    refuse_writing,
    run_in_pairs,
)
from research.cost.faults.told import Part, table, tell
from tests.cli.every_command import CALLS

PARTS = {
    "kills": Part(
        "`kill -9` at random moments, up to three times a run; then the run is let end.",
        ("command", "kills", "runs that ended", "continued", "same bytes"),
    ),
    "dask": Part(
        "Workers of a local Dask cluster are killed under a run.",
        ("command", "workers killed", "same bytes"),
    ),
    "disks": Part(
        "A disk that is full, or has room for half the output; then room is made.",
        ("command", "full disks", "status 3, nothing left", "then the same bytes"),
    ),
    "readonly": Part(
        "A disk that cannot be written, and a standard output that is full.",
        ("command", "read-only disk: status 3", "full stdout: status 3"),
    ),
    "pairs": Part(
        "Two runs at once at one output: this command and each that stands below it, or itself.",
        ("command", "pairs", "one after the other", "one refused", "output of one, whole"),
    ),
    "places": Part(
        "Other environments: C without UTF-8 mode, Turkish, Latin-1, two time zones.",
        ("command", "places", "same bytes"),
    ),
    "damage": Part(
        "What a killed run left is damaged; then the run goes on.",
        ("command", "bit flips", "cut off", "garbage", "bytes swapped", "files gone", "same bytes",
         "refused, then the same bytes with --restart"),
    ),
    "rows": Part(
        "A CSV of very many rows, one of them bad.",
        ("command", "rows", "came out", "seconds"),
    ),
    "terms": Part(
        "A word list of the user's with very many terms.",
        ("command", "terms", "status", "seconds"),
    ),
}  # fmt: skip
_ONCE = {"dask": "features", "rows": "frames apply", "terms": "features"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--kills", type=int, default=50, help="over all commands")
    parser.add_argument("--flips", type=int, default=1000, help="damages over all commands")
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--terms", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--commands", nargs="+", choices=CALLS, default=list(CALLS))
    parser.add_argument("--folder", type=Path, help="keeps the corpus here")
    parser.add_argument("--no-table", action="store_true", help="only print")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = args.folder or Path(name) / "work"
        if not folder.exists():
            begin(folder, args.articles)
        return max([attack(folder, part, args) for part in args.parts])


def attack(folder: Path, part: str, args: argparse.Namespace) -> int:
    """Run a part over its commands and tell what was found; 1 if a promise did not hold."""
    chance, status = random.Random(args.seed), 0
    units = _units(part, args.commands)
    try_one = _attacks(folder, args, chance, len(units))[part]
    rows: dict[str, Sequence[str]] = {}
    for unit in units:
        began = time.perf_counter()
        try:
            rows[unit] = [f"{value:,}" for value in try_one(unit)]
        except BrokenPromiseError as error:
            status = 1
            rows[unit] = ["broken", *[""] * (len(PARTS[part].columns) - 2)]
            print(f"BROKEN: {part}: {error}", flush=True)
        seconds = time.perf_counter() - began
        print(f"{part:<9}{seconds:5.0f} s  {unit}: {' '.join(rows[unit])}", flush=True)
        if not args.no_table:
            tell(PARTS, part, {unit: rows[unit]})
    print(table(PARTS[part], rows), flush=True)
    return status


def _attacks(
    folder: Path, args: argparse.Namespace, chance: random.Random, units: int
) -> dict[str, Callable[[str], tuple[int, ...]]]:
    kills, flips = -(-args.kills // units), -(-args.flips // units)
    return {
        "kills": lambda one: kill_often(folder, one, kills, chance),
        "dask": lambda one: kill_workers(folder, whole_output(folder, one), chance),
        "disks": lambda one: fill_disks(folder, one),
        "readonly": lambda one: refuse_writing(folder, one),
        "pairs": lambda one: run_in_pairs(folder, one, args.commands),
        "places": lambda one: go_elsewhere(folder, one, args.commands),
        "damage": lambda one: damage_checkpoints(folder, one, flips, chance),
        "rows": lambda one: read_large(folder, args.rows),
        "terms": lambda one: read_long_list(folder, args.terms),
    }


def _units(part: str, chosen: Sequence[str]) -> Sequence[str]:
    """The commands that a part attacks."""
    if part in _ONCE:
        return (_ONCE[part],)
    return [command for command in chosen if part != "damage" or command in DAMAGED]


if __name__ == "__main__":
    sys.exit(main())
