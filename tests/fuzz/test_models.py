"""Models load without running code: arrays without objects, and nothing that unpickles."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import framing
from framing.learn.encoder import load_network
from framing.learn.encoder_files import FOLDER

ROOT = Path(framing.__file__).parent
_RUN_CODE = {"pickle", "dill", "cloudpickle", "marshal", "shelve"}
FILES = sorted(ROOT.rglob("*.py"))


def _nodes(kind: type[ast.AST]) -> Iterator[tuple[Path, ast.AST]]:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, kind):
                yield path, node


def test_arrays_are_loaded_without_objects() -> None:
    calls = [
        (path, node)
        for path, node in _nodes(ast.Call)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("np.load", "numpy.load")
    ]
    assert calls
    for path, node in calls:
        assert isinstance(node, ast.Call)
        given = {word.arg: ast.unparse(word.value) for word in node.keywords}
        assert given.get("allow_pickle") == "False", f"{path}:{node.lineno}"


def test_nothing_in_the_package_unpickles_or_evaluates() -> None:
    for path, node in _nodes(ast.Import):
        assert isinstance(node, ast.Import)
        assert not {alias.name.split(".")[0] for alias in node.names} & _RUN_CODE, path
    for path, node in _nodes(ast.ImportFrom):
        assert isinstance(node, ast.ImportFrom)
        assert (node.module or "").split(".")[0] not in _RUN_CODE, path
        assert node.module != "joblib" or "load" not in [alias.name for alias in node.names], path
    for path, node in _nodes(ast.Call):
        assert isinstance(node, ast.Call)
        called = ast.unparse(node.func)
        assert called not in ("eval", "exec", "joblib.load"), f"{path}:{node.lineno}"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "models").rglob("*")), ids=lambda path: str(path.name)
)
def test_a_model_is_arrays_or_text(path: Path) -> None:
    if path.is_file() and path.suffix != ".onnx":
        assert path.suffix in (".npz", ".npy", ".json", ".toml", ".md", ".txt", ".gz"), path


@pytest.mark.parametrize(
    "path", sorted((ROOT / "models").rglob("*.onnx")), ids=lambda path: str(path.name)
)
def test_a_network_is_the_encoders_and_runs_operators_of_the_runtime_alone(path: Path) -> None:
    assert path.parent == FOLDER
    # The runtime knows no operator of a stranger: a network that asks for one does not load.
    assert load_network(path).session.get_inputs()[0].name == "vectors"
    assert b"external_data" not in path.read_bytes()
