"""Damage to what an unfinished run left, and inputs of unusual size."""

from __future__ import annotations

import csv
import io
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import chdir, redirect_stderr
from pathlib import Path

from framing.cli.main import main
from research.cost.faults.runs import BrokenPromiseError, clear, content, environment, run
from tests.cli.every_command import CALLS, call
from tests.run.dying import DYING

DAMAGED = ("features", "annotate", "quotes")
"""Commands that leave a checkpoint, each in the form of its rows."""


def unfinished(folder: Path, command: str) -> Path:
    """A copy of what a killed run of a command leaves."""
    output = folder / CALLS[command][1]
    clear(output)
    words = [*call(command), "--jobs", "1"]
    done = subprocess.run(
        [sys.executable, "-c", DYING, *words],
        cwd=folder,
        env=environment(KILL_AT="3"),
        capture_output=True,
    )
    left = folder / f".{output.name}.partial"
    if done.returncode != -signal.SIGKILL or not left.is_dir():
        raise BrokenPromiseError(f"{command}: was not killed amid its work: {done.stderr[-500:]!r}")
    kept = folder / f"{command}.kept"
    shutil.rmtree(kept, ignore_errors=True)
    left.rename(kept)
    return kept


def damage_checkpoints(
    folder: Path, wholes: dict[str, bytes], flips: int, chance: random.Random
) -> str:
    """Bits flipped, ends cut off, garbage written: the same bytes in the end, or a refusal."""
    refused = continued = 0
    kept = {command: unfinished(folder, command) for command in DAMAGED}
    for number in range(flips):
        command = DAMAGED[number % len(DAMAGED)]
        output = folder / CALLS[command][1]
        clear(output)
        left = folder / f".{output.name}.partial"
        shutil.copytree(kept[command], left)
        what = _damage(left, chance)
        with chdir(folder), redirect_stderr(io.StringIO()):
            status = main([*call(command), "--jobs", "1"])
            again = status == 2 and not output.exists()
            if again:
                status = main([*call(command), "--jobs", "1", "--restart"])
        if again:
            refused += 1
        else:
            continued += 1
        if status != 0 or content(output) != wholes[command]:
            raise BrokenPromiseError(f"{command}: wrong output after {what} (status {status})")
    for place in kept.values():
        shutil.rmtree(place)
    return f"{flips} damaged checkpoints: {continued} same bytes, {refused} refusals"


def _damage(left: Path, chance: random.Random) -> str:
    name = chance.choice(("journal", "rows", "manifest.json"))
    data = bytearray((left / name).read_bytes())
    place = chance.randrange(len(data))
    how = chance.choice(("flip", "flip", "flip", "flip", "cut", "garbage", "swap", "gone"))
    if how == "flip":
        data[place] ^= 1 << chance.randrange(8)
    elif how == "cut":
        del data[place:]
    elif how == "garbage":
        data[place : place + 30] = chance.randbytes(30)
    elif how == "swap":
        data[place : place + 2] = reversed(data[place : place + 2])
    if how == "gone":
        (left / name).unlink()
    else:
        (left / name).write_bytes(data)
    return f"{how} of {name} at {place}"


def read_large(folder: Path, rows: int) -> str:
    """A table of many rows, one of them bad: all others come out, and it is named."""
    with (folder / "large.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["id", "text"])
        for number in range(rows):
            text = f"Officials said on day {number} that the talks may resume."
            table.writerow([number, text] if number != rows // 2 else [number, "", "too", "many"])
    began = time.perf_counter()
    words = ["features", "large.csv", "-o", "large.out.csv", "--no-learn-furniture"]
    said = run(words, folder, expected=(1,)).stderr.decode()
    with (folder / "large.out.csv").open("rb") as file:
        lines = sum(1 for _ in file) - 1
    if lines != rows - 1 or f"#{rows // 2 + 1}" not in said:
        raise BrokenPromiseError(f"{lines:,} rows of {rows:,} came out: {said[-500:]}")
    for name in ("large.csv", "large.out.csv"):
        clear(folder / name)
    return f"{rows:,} rows, one bad, {time.perf_counter() - began:.0f} s"


def read_long_list(folder: Path, terms: int) -> str:
    """A user's list of very many terms is used, or refused with a word; never a traceback."""
    lists = folder / "lists"
    lists.mkdir()
    head = 'name = "x"\nversion = "1"\nsource = "s"\nlicence = "MIT"\nlimits = "l"\n'
    with (lists / "hedges.toml").open("w", encoding="utf-8") as file:
        file.write(head)
        for number in range(terms):
            file.write(f'[[term]]\ntext = "wordy {number}"\ncategory = "deontic"\n')
    began = time.perf_counter()
    words = ["features", "in.csv", "--limit", "3", "-o", "long.csv", "--lexicons", "lists"]
    run([*words, "--jobs", "1"], folder)
    shutil.rmtree(lists)
    clear(folder / "long.csv")
    return f"a list of {terms:,} terms, {time.perf_counter() - began:.0f} s"
