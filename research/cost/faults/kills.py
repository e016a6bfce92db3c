"""`kill -9` at random moments: the same bytes in the end, or the old output untouched till then."""

from __future__ import annotations

import random
import signal
import subprocess
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
    run,
    words_of,
)
from tests.cli.every_command import CALLS, FOLDERS, KEY, NEVER_OVER, call

_OLDER = b"an older output"


def kill_often(folder: Path, wholes: dict[str, bytes], kills: int, chance: random.Random) -> str:
    """Each command is killed again and again; what was there stays whole, the end is the same."""
    killed = continued = rounds = 0
    commands = [*wholes]
    resuming = [command for command in RESUMING if command in wholes]
    while killed < kills:
        command = commands[rounds % len(commands)]
        rounds += 1
        # Half of all kills go to the commands that continue: their promise is the harder one.
        if resuming and chance.random() < 0.5:
            command = chance.choice(resuming)
        killed_now, went_on = _kill_one(folder, command, wholes[command], chance)
        killed += killed_now
        continued += went_on
    return f"{killed} kills in {rounds} rounds over {len(commands)} commands, {continued} continued"


def _kill_one(folder: Path, command: str, whole: bytes, chance: random.Random) -> tuple[int, bool]:
    output = folder / CALLS[command][1]
    words, killed = call(command), 0
    clear(output)
    began = time.perf_counter()
    run(words, folder)
    length = time.perf_counter() - began
    clear(output)
    older = _OLDER if command not in (*FOLDERS, *NEVER_OVER) else b""
    if older:
        output.write_bytes(older)
    for _ in range(3):  # up to three kills of one run, then it may end
        with subprocess.Popen(
            words_of(*words), cwd=folder, stderr=subprocess.DEVNULL, env=environment()
        ) as process:
            time.sleep(chance.uniform(0.05, length))
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                killed += 1
        if content(output) not in (older, whole):
            raise BrokenPromiseError(f"{command}: a killed run left half an output")
        if command in NEVER_OVER and (output.exists() or (folder / KEY).exists()):
            clear(output)  # the coder's: the next run rightly refuses
    said = run(words, folder).stderr
    if content(output) != whole:
        raise BrokenPromiseError(f"{command}: after kills the bytes differ")
    if left := leftovers(folder):
        raise BrokenPromiseError(f"{command}: left {left}")
    clear(output)
    return killed, b"continues after" in said


def kill_workers(folder: Path, whole: bytes, chance: random.Random) -> str:
    """Workers of a local Dask cluster are killed under a run."""
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
    return f"{killed} workers killed under one run"


def _workers(parent: int) -> list[psutil.Process]:
    """Processes below the command that were spawned to compute."""
    try:
        below = psutil.Process(parent).children(recursive=True)
        return [one for one in below if "spawn_main" in " ".join(one.cmdline())]
    except psutil.Error:
        return []
