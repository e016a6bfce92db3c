"""Executes every notebook from top to bottom; a warning or an error in a cell fails.

Run with `python -m tests.run_notebooks [NAME ...]`; `--write` keeps the fresh outputs in the files.
Names are beginnings of file names; all notebooks run without one.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "notebooks"
_CELL_SECONDS = 600
_MEGABYTES, _CELLS = 12, 25


def run(path: Path, *, write: bool) -> float:
    """Runs one notebook; returns the seconds it took."""
    book = nbformat.read(path, as_version=4)
    started = time.perf_counter()
    NotebookClient(book, timeout=_CELL_SECONDS, resources={"metadata": {"path": FOLDER}}).execute()
    if write:
        for cell in book.cells:
            cell.metadata.pop("execution", None)
        nbformat.write(book, path)
    took = time.perf_counter() - started
    print(f"notebook {path.name}: ran in {took:.1f} s", flush=True)
    return took


def faults(path: Path) -> list[str]:
    """What breaks the rules of a notebook: size, functions of its own, no outputs kept."""
    book = nbformat.read(path, as_version=4)
    codes = [cell for cell in book.cells if cell.cell_type == "code"]
    found = []
    if len(book.cells) >= _CELLS:
        found.append(f"{len(book.cells)} cells, fewer than {_CELLS} wanted")
    if not all(cell.outputs or _is_quiet(cell.source) for cell in codes):
        found.append("a cell has no output: run with --write")
    if any(output.output_type == "error" for cell in codes for output in cell.outputs):
        found.append("an error is kept as output")
    return [f"{path.name}: {fault}" for fault in found]


def _is_quiet(source: str) -> bool:
    """Whether the last line of a cell only sets names."""
    last = source.rstrip().splitlines()[-1]
    return " = " in last or last in ("}", ")")


def main(arguments: list[str]) -> int:
    os.environ["PYTHONWARNINGS"] = "error::UserWarning,error::FutureWarning"
    names = tuple(word for word in arguments if not word.startswith("-"))
    books = [p for p in sorted(FOLDER.glob("*.ipynb")) if not names or p.name.startswith(names)]
    if not books:
        print(f"{FOLDER}: no notebook found")
        return 1
    took = sum(run(path, write="--write" in arguments) for path in books)
    size = sum(path.stat().st_size for path in books) / 1e6
    print(f"notebooks: {len(books)} ran in {took:.0f} s, {size:.1f} MB")
    wrong = [fault for path in books for fault in faults(path)]
    if size >= _MEGABYTES:
        wrong.append(f"{size:.1f} MB of notebooks, less than {_MEGABYTES} wanted")
    for fault in wrong:
        print(fault)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
