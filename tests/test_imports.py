"""Draws the imports of the package and fails on an arrow that runs back, a cycle, a second home."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "framing"

# From top to bottom: a module imports only from its own line (but see MEASURES) or lines above.
LINES = (
    ("framing",),
    ("framing.display", "framing.errors", "framing.vocabulary"),
    ("framing.token_rows", "framing.types"),
    ("framing.registry", "framing.lexicons"),
    ("framing.window", "framing.matching"),
    ("framing.corpus",),
    ("framing.datasets",),
    ("framing.language",),
    ("framing.models",),
    ("framing.layers",),
    ("framing.reading",),
    ("framing.measures",),
    ("framing.table",),
    ("framing.codebook", "framing.output", "framing.feature_table"),
    ("framing.run", "framing.analysis"),
    ("framing.compare",),
    ("framing.classify",),
    ("framing.charts",),
    ("framing.scale",),
    ("framing.cli", "framing.__main__"),
)
HOMES = {
    "nltk": ("framing.language", "framing.compare", "framing.corpus"),
    "matplotlib": ("framing.charts",),
    # Training a model may use it; running one never does.
    "sklearn": ("framing.classify", "framing.language.train"),
}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def _is_typing_block(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def _imports(tree: ast.AST, *, at_import: bool) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if _is_typing_block(node):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif not (at_import and isinstance(node, ast.FunctionDef)):
            yield from _imports(node, at_import=at_import)


MODULES = {_name(path): ast.parse(path.read_text("utf-8")) for path in sorted(ROOT.rglob("*.py"))}


def _line(module: str) -> int:
    found = [
        (len(name), number)
        for number, names in enumerate(LINES)
        for name in names
        if module == name or module.startswith(name + ".")
    ]
    return max(found)[1]


def _targets(module: str, *, at_import: bool) -> set[str]:
    names = set(_imports(MODULES[module], at_import=at_import))
    return {name for name in names if name in MODULES and name != module}


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_a_line_of_its_own_in_the_plan(module: str) -> None:
    assert module == "framing" or _line(module) > 0, f"{module}: add it to LINES"


@pytest.mark.parametrize("module", MODULES)
def test_no_arrow_runs_back(module: str) -> None:
    lazily = module in ("framing", "framing.types")  # names fetched on use, a page drawn on demand
    for target in _targets(module, at_import=lazily):
        assert _line(target) <= _line(module), f"{module} imports {target}, which stands below it"


def test_there_is_no_cycle() -> None:
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, f"cycle: {' -> '.join((*path, module))}"
        if module not in done:
            for target in sorted(_targets(module, at_import=True)):
                visit(target, (*path, module))
            done.add(module)

    for module in MODULES:
        visit(module, ())
    assert done == set(MODULES)


def test_layers_never_import_measures_and_measures_never_one_another() -> None:
    shared = {"framing.measures", "framing.measures.counting", "framing.measures.rows"}
    for module in MODULES:
        targets = _targets(module, at_import=False)
        if module.startswith("framing.layers"):
            assert not [t for t in targets if t.startswith("framing.measures")], module
        if module.startswith("framing.measures.") and module != "framing.measures.all":
            assert not [
                t for t in targets if t.startswith("framing.measures") and t not in shared
            ], module


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library: str) -> None:
    for module, tree in MODULES.items():
        if any(name.split(".")[0] == library for name in _imports(tree, at_import=False)):
            assert module.startswith(HOMES[library]), f"{module} imports {library}"


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=_name)
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("module", MODULES)
def test_functions_stay_small(module: str) -> None:
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 45, f"{module}.{node.name} has {length} lines"
