"""Time in which the whole machine stood still counts against nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

SCRIPT = """
from framing.run.batches import Limits
from framing.run.pool import Pool
from framing.types import Article
from tests.run.poison import nap

if __name__ == "__main__":
    with Pool(1, Limits(seconds=4)) as pool:
        for batch in pool.run(nap, iter([[Article("a", "one")]])):
            print(batch)
"""


def test_an_article_outlives_a_machine_that_slept(tmp_path: Path) -> None:
    script, mark = tmp_path / "run.py", tmp_path / "mark"
    script.write_text(SCRIPT)
    environment = {**os.environ, "MARK": str(mark), "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=environment,
    ) as run:
        while not mark.exists() and run.poll() is None:
            time.sleep(0.05)
        os.killpg(run.pid, signal.SIGSTOP)
        time.sleep(7)
        os.killpg(run.pid, signal.SIGCONT)
        said, _ = run.communicate()
    assert said == "([3], [])\n"
    assert mark.read_text() == "x"
