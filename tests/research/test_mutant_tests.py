"""A fault counts as noticed only if a test fails because of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = """
import os

FAULT = os.environ["MUTANT_UNDER_TEST"]

def test_one():
    assert FAULT != "a.x_f__mutmut_1"
"""


def test_what_a_test_notices_is_killed_and_what_none_does_survives(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TESTS)
    # As in our own settings: a warning of pytest's own start ends it.
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    stats = {
        "tests_by_mangled_function_name": {"a.x_f": ["test_it.py::test_one"]},
        "duration_by_test": {"test_it.py::test_one": 0.1},
    }
    (tmp_path / "mutmut-stats.json").write_text(json.dumps(stats))
    done = subprocess.run(
        [sys.executable, "-m", "research.cost.mutant_tests", "a.x_f__mutmut_1", "a.x_f__mutmut_2"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    found = json.loads(done.stdout)
    assert found == {"a.x_f__mutmut_1": "killed", "a.x_f__mutmut_2": "survived"}
