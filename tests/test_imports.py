"""Draws the imports of the package: no arrow runs up, none is circular, libraries have homes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent / "framing"

# From bottom to top: a module imports only from its own room or from rooms above it in this list.
ROOMS = (
    *("version", "errors", "vocabulary", "tokens", "types", "models"),
    *("learn", "language", "lists", "corpus", "pages"),
    *("layers.batch", "layers.page", "layers.intervals"),
    *("layers.entities", "layers.hedges", "layers.quotes", "layers.relations"),
    *("layers.wording", "layers.salience", "layers.frames", "layers"),
    *("reuse", "reading", "measures", "tables", "run"),
    *("validate", "compare", "classify", "charts", "render", "cli", "__main__"),
)
MOST_ROOMS, MOST_LINES, MOST_LINES_OF_A_FUNCTION = 23, 450, 40
HOMES = {
    "nltk": ("language", "compare", "corpus", "validate"),
    "matplotlib": ("charts",),
    "sklearn": ("classify",),  # training a model may use it, in research; running one never does
}
# Only a name's first use fetches what is behind it: `import framing` stays cheap.
DOOR = "framing"


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {_name(path): path.read_text("utf-8") for path in sorted(ROOT.rglob("*.py"))}
TREES = {name: ast.parse(text) for name, text in MODULES.items()}


def _is_typing_block(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def _imports(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if _is_typing_block(child):
            continue
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom) and child.module:
            yield child.module
            yield from (f"{child.module}.{alias.name}" for alias in child.names)
        else:
            yield from _imports(child)


def _targets(module: str) -> set[str]:
    """Modules that a module imports, at once or in a function."""
    return {name for name in _imports(TREES[module]) if name in MODULES and name != module}


def _room(module: str) -> str:
    inside = module.removeprefix("framing.")
    fitting = [room for room in ROOMS if inside == room or inside.startswith(f"{room}.")]
    assert fitting, f"{module} stands in no room: add it to ROOMS"
    return max(fitting, key=len)


def test_no_arrow_runs_up() -> None:
    wrong = [
        f"{module} imports {target}, which stands above it"
        for module in MODULES
        if module != DOOR
        for target in _targets(module) - {DOOR}
        if ROOMS.index(_room(target)) > ROOMS.index(_room(module))
    ]
    assert not wrong, "\n".join(wrong)


def test_there_is_no_cycle() -> None:
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, f"cycle: {' -> '.join((*path, module))}"
        if module not in done:
            for target in sorted(_targets(module) - {DOOR}):
                visit(target, (*path, module))
            done.add(module)

    for module in MODULES:
        if module != DOOR:
            visit(module, ())
    assert done == set(MODULES) - {DOOR}


def test_the_house_has_few_rooms() -> None:
    files = {path.stem for path in ROOT.glob("*.py")} - {"__init__", "__main__"}
    rooms = files | {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert len(rooms) <= MOST_ROOMS, sorted(rooms)


def test_measures_do_not_import_one_another() -> None:
    shared = {"framing.measures", "framing.measures.counting", "framing.measures.columns"}
    shared |= {"framing.measures.core"}
    wrong = {
        (module, target)
        for module in MODULES
        if module.startswith("framing.measures.") and module != "framing.measures.all"
        for target in _targets(module) - shared
        if target.startswith("framing.measures")
    }
    assert not wrong


def test_a_library_has_one_home() -> None:
    wrong = {
        f"{module} imports {library}"
        for library, homes in HOMES.items()
        for module, tree in TREES.items()
        if any(name.split(".")[0] == library for name in _imports(tree))
        and not module.removeprefix("framing.").startswith(homes)
    }
    assert not wrong


def test_files_and_functions_stay_small() -> None:
    wrong = [name for name, text in MODULES.items() if text.count("\n") > MOST_LINES]
    wrong += [
        f"{module}.{node.name}"
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    ]
    assert not wrong, "\n".join(wrong)
