"""`kill -9` at random moments: the same bytes in the end, or the old output untouched till then."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

from framing.run.checkpoint import partial_folder
from research.cost.faults.runs import (
    RESUMING,
    BrokenPromiseError,
    check,
    clear,
    content,
    environment,
    leftovers,
    whole_output,
    words_of,
)
from tests.cli.every_command import CALLS, FOLDERS, KEY, NEVER_OVER, call
from tests.run.dying import DYING

_OLDER = b"an older output"
_CHECKPOINTS = 9  # of 10 at least that a run of 50 articles has, in batches of five


def kill_often(
    folder: Path, command: str, kills: int, chance: random.Random
) -> tuple[int, int, int, int]:
    """A command is killed again and again; what was there stays whole, the end is the same.

    Returns kills, runs that ended, how many of them continued, and how many gave the same bytes.
    """
    whole = whole_output(folder, command)
    began = time.perf_counter()
    _run(command, folder)
    length = time.perf_counter() - began
    killed = rounds = continued = 0
    while killed < kills:
        killed_now, went_on = _kill_one(folder, command, whole, length, chance)
        killed += killed_now
        rounds += 1
        continued += went_on
    return killed, rounds, continued, rounds


def _kill_one(
    folder: Path, command: str, whole: bytes, length: float, chance: random.Random
) -> tuple[int, bool]:
    output, killed = folder / CALLS[command][1], 0
    clear(output)
    older = _OLDER if command not in (*FOLDERS, *NEVER_OVER) else b""
    if older:
        output.write_bytes(older)
    for _ in range(3):  # up to three kills of one run, then it may end
        with _start(command, folder, subprocess.DEVNULL) as process:
            _wait(process, command, output, length, chance)
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                killed += 1
        if content(output) not in (older, whole):
            raise BrokenPromiseError(f"{command}: a killed run left half an output")
        if command in NEVER_OVER and (output.exists() or (folder / KEY).exists()):
            clear(output)  # the coder's: the next run rightly refuses
    said = _run(command, folder)
    if content(output) != whole:
        raise BrokenPromiseError(f"{command}: after kills the bytes differ")
    if left := leftovers(folder):
        raise BrokenPromiseError(f"{command}: left {left}")
    clear(output)
    return killed, b"continues after" in said


def _start(command: str, folder: Path, said: int) -> subprocess.Popen[bytes]:
    """A run with checkpoints after every few articles, where the command has them."""
    dying = [sys.executable, "-c", DYING, *call(command)]
    words = dying if command in RESUMING else words_of(*call(command))
    return subprocess.Popen(words, cwd=folder, stderr=said, env=environment(BATCH="5"))


def _run(command: str, folder: Path) -> bytes:
    """A run that is left alone; returns what it said."""
    with _start(command, folder, subprocess.PIPE) as process:
        said = process.communicate()[1]
    check(process.returncode, said, call(command), (0,))
    return said


def _wait(
    process: subprocess.Popen[bytes],
    command: str,
    output: Path,
    length: float,
    chance: random.Random,
) -> None:
    """Wait until a random moment; two of three times amid the work, behind a random checkpoint."""
    if command not in RESUMING or chance.random() < 1 / 3:
        time.sleep(chance.uniform(0.05, length))
        return
    journal, wanted = partial_folder(str(output)) / "journal", chance.randint(1, _CHECKPOINTS)
    while process.poll() is None:
        if journal.is_file() and journal.read_bytes().count(b"\n") >= wanted:
            break
        time.sleep(0.002)
    time.sleep(chance.uniform(0, 0.1))


def kill_workers(folder: Path, whole: bytes, chance: random.Random) -> tuple[int, int]:
    """Workers of a local Dask cluster are killed under a run; how many, and 1 if nothing broke."""
    output = folder / "dask.csv"
    words = ["features", "in.csv", "-o", output.name, "--engine", "dask", "--jobs", "2"]
    killed = 0
    with (
        (folder / "said").open("wb") as said,
        subprocess.Popen(words_of(*words), cwd=folder, stderr=said, env=environment()) as process,
    ):
        while process.poll() is None:
            time.sleep(chance.uniform(0.5, 2))
            workers = _workers(process.pid)
            # Only amid the work: a cluster whose workers die as they start refuses, with a word.
            if killed < 4 and len(workers) > 1 and partial_folder(str(output)).is_dir():
                chance.choice(workers).kill()
                killed += 1
    check(process.returncode, (folder / "said").read_bytes(), words, (0,))
    if content(output) != whole:
        raise BrokenPromiseError("dask: the bytes differ")
    clear(output)
    clear(folder / "said")
    return killed, 1


def _workers(parent: int) -> list[psutil.Process]:
    """Processes below the command that were spawned to compute."""
    try:
        below = psutil.Process(parent).children(recursive=True)
        return [one for one in below if "spawn_main" in " ".join(one.cmdline())]
    except psutil.Error:
        return []
