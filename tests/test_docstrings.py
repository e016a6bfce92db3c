"""A public function that raises an error names it in its docstring."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import framing

ROOT = Path(framing.__file__).parent


def _public(node: ast.AST) -> Iterator[ast.FunctionDef]:
    """Functions and methods that no leading underscore hides."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef) and not child.name.startswith("_"):
            if isinstance(child, ast.FunctionDef):
                yield child
            else:
                yield from _public(child)


def _raised(node: ast.AST) -> Iterator[str]:
    """Names of the errors that a function raises itself, not those of functions within it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(child, ast.Raise) and child.exc is not None:
            error = child.exc.func if isinstance(child.exc, ast.Call) else child.exc
            name = ast.unparse(error).rpartition(".")[2]
            if name[0].isupper():
                yield name
        yield from _raised(child)


def test_errors_that_are_raised_are_told() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name} raises {name}"
        for path in sorted(ROOT.rglob("*.py"))
        for function in _public(ast.parse(path.read_text("utf-8")))
        for name in _raised(function)
        if name not in (ast.get_docstring(function) or "")
    ]
    assert not silent, "\n".join(silent)
