"""The tests of what changed since the last commit or, with nothing changed, since main.

The tests of `framing/ROOM/…` stand in `tests/ROOM/…`; beside them run the doctests of the changed
files and the tests of the whole tree that are quick.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
ALWAYS = ("tests/test_imports.py", "tests/lists")


def changed() -> list[str]:
    """Files that differ from the last commit, those git does not know yet among them."""
    found = _git("diff", "--name-only", "HEAD") + _git("ls-files", "-o", "--exclude-standard")
    return found or _git("diff", "--name-only", "HEAD~1")


def _git(*words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def tests_of(path: str) -> set[str]:
    """Tests that look at a file: its own doctests, and the folder that mirrors its room."""
    file = Path(path)
    if path.startswith("tests/") and file.name.startswith("test_"):
        return {path}
    if path == "CONTRIBUTING.md":
        return {"tests/test_contributing.py"}
    if not path.startswith("framing/") or file.suffix != ".py":
        return set()
    mirror = Path("tests", *file.parent.parts[1:])
    return {path} | ({str(mirror)} if mirror != Path("tests") else set())


def main() -> int:
    wanted = set().union(ALWAYS, *map(tests_of, changed()))
    there = sorted(path for path in wanted if (ROOT / path).exists())
    print("tests of what changed:", *there)
    words = ["-m", "pytest", "-q", "-n", "auto", "--dist", "load", *there]
    return subprocess.call([sys.executable, *words], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
