"""Executes every notebook from top to bottom; a warning or an error in a cell fails.

Run with `python -m tests.run_notebooks`; `--write` keeps the fresh outputs in the files.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "notebooks"
_CELL_SECONDS = 300


def run(path: Path, *, write: bool) -> None:
    book = nbformat.read(path, as_version=4)
    started = time.perf_counter()
    NotebookClient(book, timeout=_CELL_SECONDS, resources={"metadata": {"path": FOLDER}}).execute()
    if write:
        for cell in book.cells:
            cell.metadata.pop("execution", None)
        nbformat.write(book, path)
    print(f"notebook {path.name}: ran in {time.perf_counter() - started:.1f} s")


def main(arguments: list[str]) -> int:
    os.environ["PYTHONWARNINGS"] = "error::UserWarning,error::FutureWarning"
    books = sorted(FOLDER.glob("*.ipynb"))
    if not books:
        print(f"{FOLDER}: no notebook found")
        return 1
    for path in books:
        run(path, write="--write" in arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
