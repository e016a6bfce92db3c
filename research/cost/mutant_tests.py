"""Runs the tests that reach a fault with the fault switched on, one process a fault.

    cd COPY/mutants && python -m research.cost.mutant_tests FAULT …

Prints a JSON object: what became of each fault. What the tests import stays in memory from one
fault to the next; mutmut's own run would first run all tests twice more. The fastest test of each
fault is first run without one, in the same way: what fails then, fails by itself.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

_STATS = Path("mutmut-stats.json")
_IMPORTED = ("pandas", "scipy.stats", "sklearn.pipeline", "pytest", "framing.reading")
_NO_FAULT = "framing.x_none__mutmut_1"
"""A name that no function has: every function is as it was written."""
_PATIENCE = (60.0, 4.0)
"""Seconds, and times what the tests take without a fault, until a fault counts as a hang."""


def main() -> int:
    stats = json.loads(_STATS.read_text("utf-8"))
    lasting = stats["duration_by_test"]
    for name in _IMPORTED:
        importlib.import_module(name)
    found, reaching = {}, {fault: _fastest_first(fault, stats) for fault in sys.argv[1:]}
    fastest = sorted({tests[0] for tests in reaching.values() if tests})
    seconds = sum(lasting.get(one, 0.0) for one in fastest)
    if fastest and _try(_NO_FAULT, fastest, seconds) != "survived":
        sys.exit("the tests fail by themselves, as they are run here")
    for fault, tests in reaching.items():
        seconds = sum(lasting.get(one, 0.0) for one in tests)
        found[fault] = _try(fault, tests, seconds) if tests else "no tests"
    print(json.dumps(found))
    return 0


def _fastest_first(fault: str, stats: dict[str, Any]) -> list[str]:
    """The tests that reach a fault."""
    function, lasting = fault.rsplit("__mutmut_", 1)[0], stats["duration_by_test"]
    tests: list[str] = stats["tests_by_mangled_function_name"].get(function, [])
    return sorted(tests, key=lambda one: lasting.get(one, 0.0))


def _try(fault: str, tests: list[str], seconds: float) -> str:
    """Whether the tests, the fastest first, notice a fault."""
    process = os.fork()
    if not process:
        os.setsid()
        os._exit(_run(fault, tests))
    until = time.monotonic() + _PATIENCE[0] + _PATIENCE[1] * seconds
    while time.monotonic() < until:
        done, status = os.waitpid(process, os.WNOHANG)
        if done:
            return "survived" if status == 0 else "killed"
        time.sleep(0.05)
    os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return "timeout"


def _run(fault: str, tests: list[str]) -> int:
    import pytest

    os.environ["MUTANT_UNDER_TEST"] = fault
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    words = ["-x", "-q", "--rootdir=.", "-p", "no:cacheprovider", "-m", "not corpora", *tests]
    return int(pytest.main(words))


if __name__ == "__main__":
    sys.exit(main())
