"""The whole check, in one command: format, lint, types, tests, docs, notebooks, README commands.

Ends with one line that counts the parts.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PARTS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    # A process for each core; the tests of a file stay together, with what they share.
    "tests": ["-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile"],
    "docs": ["-m", "mkdocs", "build", "--quiet", "--site-dir", "site"],
    "notebooks": ["-m", "tests.run_notebooks"],
    "readme": ["-m", "tests.run_readme"],
}


def main() -> int:
    failed = []
    for name, words in PARTS.items():
        started = time.perf_counter()
        print(f"== {name}", flush=True)
        status = subprocess.run([sys.executable, *words], cwd=ROOT).returncode
        print(f"== {name}: status {status} in {time.perf_counter() - started:.0f} s", flush=True)
        if status:
            failed.append(name)
    for name in failed:
        print(f"failed: {name}")
    print(f"checks: {len(PARTS) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
