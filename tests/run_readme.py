"""Runs the commands that the README shows, in order, in an empty copy of what they need.

Every line of a ```sh block that begins with `framing` is run; it must end with status 0.
Every ```python block is run as one script.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
_BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```", re.M | re.S)


def commands(readme: str) -> list[list[str]]:
    """Argument lists of the README's commands, in order."""
    found: list[list[str]] = []
    for kind, body in _BLOCK.findall(readme):
        if kind == "python":
            found.append([sys.executable, "-W", "error", "-c", body])
            continue
        found += [["sh", "-c", line] for line in body.splitlines() if line.startswith("framing ")]
    return found


def main() -> int:
    todo = commands((ROOT / "README.md").read_text("utf-8"))
    if not todo:
        print("README.md: shows no command")
        return 1
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "seeds", Path(folder, "seeds"))
        for words in todo:
            done = subprocess.run(
                words, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True
            )
            shown = words[-1].splitlines()[0]
            print(f"README: {shown} -> {done.returncode}")
            if done.returncode:
                print(done.stdout, done.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
