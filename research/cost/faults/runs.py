"""What all attacks share: a small corpus, and commands called as their users call them."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from framing.cli.main import main
from framing.validate.sheet import key_path
from tests.cli.every_command import CALLS, call, prepare

RESUMING = ("features", "annotate", "quotes")
"""Commands that continue where a run was killed; the others begin anew."""
REPOSITORY = Path(__file__).parents[3]


class BrokenPromiseError(Exception):
    """A promise that did not hold."""


def words_of(*words: str) -> list[str]:
    """A command line, run by the Python that runs us."""
    return [sys.executable, "-m", "framing", *words]


def environment(**more: str) -> Mapping[str, str]:
    """The environment of a run: this copy of framing, one thread a process."""
    here = {"PYTHONPATH": str(REPOSITORY), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return {**os.environ, **here, **more}


def run(
    words: Sequence[str],
    folder: Path,
    *,
    expected: Sequence[int] = (0,),
    place: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """A run that is left alone; raises `BrokenPromiseError` for another status or a traceback."""
    done = subprocess.run(
        words_of(*words), cwd=folder, capture_output=True, env=environment(**(place or {}))
    )
    check(done.returncode, done.stderr, words, expected)
    return done


def run_here(words: Sequence[str], folder: Path, *, expected: Sequence[int] = (0,)) -> bytes:
    """As `run`, in this process, which has its models already; returns what was said."""
    said = io.StringIO()
    sys.argv[1:] = words  # the record in an output tells the command
    with chdir(folder), redirect_stderr(said), redirect_stdout(io.StringIO()):
        status = main(words)
    check(status, said.getvalue().encode(), words, expected)
    return said.getvalue().encode()


def check(status: int, said: bytes, words: Sequence[str], expected: Sequence[int]) -> None:
    """Raises `BrokenPromiseError` for a status that was not expected, or a traceback."""
    if status not in expected or b"Traceback" in said:
        told = said.decode("utf-8", "replace")[-1500:]
        raise BrokenPromiseError(f"{' '.join(words)}: status {status}, expected {expected}: {told}")


def begin(folder: Path, articles: int) -> None:
    """A corpus of so many articles in a folder, and what the commands make of it."""
    folder.mkdir()
    with chdir(folder):
        prepare(folder, main, articles // 3)


def whole_output(folder: Path, command: str, name: str | None = None) -> bytes:
    """What a command writes if it is left alone, to its usual name or another."""
    name = name or CALLS[command][1]
    clear(folder / name)
    run_here(call(command, name), folder)
    whole = content(folder / name)
    clear(folder / name)
    return whole


def content(place: Path) -> bytes:
    """The bytes of a file, or of all files of a folder with their names; none where nothing is."""
    if zipfile.is_zipfile(place):
        # Models name their members by places in memory and carry the time: the numbers must agree.
        with zipfile.ZipFile(place) as archive:
            names = [name for name in archive.namelist() if name.endswith(".npy")]
            return b"\0".join(sorted(map(archive.read, names)))
    if not place.is_dir():
        return place.read_bytes() if place.exists() else b""
    parts = (path.name.encode() + b"\0" + path.read_bytes() for path in sorted(place.iterdir()))
    return b"\0\0".join(parts)


def clear(place: Path) -> None:
    """Take an output away, and what lies beside it: its record, pages, the key of a sheet."""
    for path in (place, place.with_name(f"{place.stem}_pages")):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for path in (place.with_name(f"{place.name}.run.json"), key_path(place)):
        path.unlink(missing_ok=True)


def leftovers(folder: Path) -> list[str]:
    """Hidden files that a run should have taken away."""
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))
