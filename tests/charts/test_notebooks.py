"""The notebooks are short, import what they use, and were kept with their outputs."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

from tests.run_notebooks import FOLDER, faults

BOOKS = sorted(FOLDER.glob("*.ipynb"))
_KNOWN = {"pandas", "framing"}


def _code(path: Path) -> list[ast.Module]:
    book = nbformat.read(path, as_version=4)
    return [ast.parse(cell.source) for cell in book.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_short_and_kept_with_outputs(path: Path) -> None:
    assert faults(path) == []


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_a_notebook_defines_no_long_function_and_imports_from_framing(path: Path) -> None:
    for tree in _code(path):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno + 1 <= 5
            if isinstance(node, ast.Import):
                assert {alias.name.split(".")[0] for alias in node.names} <= _KNOWN
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] in _KNOWN


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_a_notebook_ends_with_what_it_does_not_show(path: Path) -> None:
    book = nbformat.read(path, as_version=4)
    heads = [line for line in book.cells[-1].source.splitlines() if line.startswith("## What")]
    assert [head for head in heads if head.endswith("not") or "not show" in head]


def test_all_notebooks_together_are_small() -> None:
    assert len(BOOKS) >= 5
    assert sum(path.stat().st_size for path in BOOKS) < 12_000_000
