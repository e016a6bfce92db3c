"""The wheel holds all that a run needs: lists, models, types; it works far from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    words = [
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
    ]
    subprocess.run([sys.executable, *words, str(ROOT)], check=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_ships_lists_models_and_types(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "framing/py.typed" in names
    for path in (ROOT / "lexicons").glob("*.toml"):
        assert f"framing/lexicon_files/{path.name}" in names
    for path in (ROOT / "framing" / "models").rglob("*.*"):
        if "__pycache__" not in path.parts:
            assert path.relative_to(ROOT).as_posix() in names


def test_the_wheel_runs_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    (tmp_path / "a.txt").write_text("Talks may resume\n\nMoscow may talk to Washington, he said.")
    done = subprocess.run(
        [sys.executable, "-m", "framing", "features", "a.txt", "-o", "-"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 2
    found = subprocess.run(
        [sys.executable, "-c", "import framing.lists.load as l; print(l.lexicon_folder())"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
    )
    assert str(tmp_path) in found.stdout
