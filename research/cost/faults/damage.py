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
from research.cost.faults.runs import (
    BrokenPromiseError,
    clear,
    content,
    environment,
    run,
    whole_output,
)
from tests.cli.every_command import CALLS, call, write_corpus
from tests.run.dying import DYING

DAMAGED = ("features", "annotate", "quotes")
"""Commands that leave a checkpoint, each in the form of its rows."""
_KINDS = {"flip": 12, "cut": 5, "garbage": 4, "swap": 2, "gone": 1}
"""Kinds of damage, each with how often it is drawn."""
_EACH = 3  # articles an outlet: a run of a fraction of a second, in five batches of two


def damage_checkpoints(
    folder: Path, command: str, flips: int, chance: random.Random
) -> tuple[int, ...]:
    """Bits flipped, ends cut off, garbage written: the same bytes in the end, or a refusal.

    Returns the number of damages of each kind, then how many ended as they should and refused.
    """
    small = folder / "small"
    small.mkdir(exist_ok=True)
    write_corpus(small / "in.csv", _EACH)
    whole, kept = whole_output(small, command), _unfinished(small, command)
    counts = dict.fromkeys(_KINDS, 0)
    refused = 0
    for _ in range(flips):
        kind = chance.choices([*_KINDS], [*_KINDS.values()])[0]
        counts[kind] += 1
        refused += _continue_damaged(small, command, (whole, kept), kind, chance)
    shutil.rmtree(small)
    return *counts.values(), flips - refused, refused


def _unfinished(folder: Path, command: str) -> Path:
    """A copy of what a killed run of a command leaves."""
    output = folder / CALLS[command][1]
    clear(output)
    done = subprocess.run(
        [sys.executable, "-c", DYING, *call(command), "--jobs", "1"],
        cwd=folder,
        env=environment(KILL_AT="3", BATCH="2"),
        capture_output=True,
    )
    left = folder / f".{output.name}.partial"
    if done.returncode != -signal.SIGKILL or not left.is_dir():
        raise BrokenPromiseError(f"{command}: was not killed amid its work: {done.stderr[-500:]!r}")
    return left.rename(folder / f"{command}.kept")


def _continue_damaged(
    folder: Path, command: str, parts: tuple[bytes, Path], kind: str, chance: random.Random
) -> bool:
    """Damage a copy of what is kept and let the run end; whether it refused to continue."""
    whole, kept = parts
    output = folder / CALLS[command][1]
    clear(output)
    left = folder / f".{output.name}.partial"
    shutil.rmtree(left, ignore_errors=True)
    shutil.copytree(kept, left)
    what = _damage(left, kind, chance)
    words = [*call(command), "--jobs", "1"]
    with chdir(folder), redirect_stderr(io.StringIO()) as said:
        status = main(words)
        refused = status == 2 and not output.exists() and "--restart" in said.getvalue()
        if refused:
            status = main([*words, "--restart"])
    if status != 0 or content(output) != whole:
        raise BrokenPromiseError(f"{command}: wrong output after {what} (status {status})")
    return refused


def _damage(left: Path, kind: str, chance: random.Random) -> str:
    name = chance.choice(("journal", "rows", "manifest.json"))
    data = bytearray((left / name).read_bytes())
    place = chance.randrange(len(data))
    if kind == "flip":
        data[place] ^= 1 << chance.randrange(8)
    elif kind == "cut":
        del data[place:]
    elif kind == "garbage":
        data[place : place + 30] = chance.randbytes(30)
    elif kind == "swap":
        data[place : place + 2] = reversed(data[place : place + 2])
    if kind == "gone":
        (left / name).unlink()
    else:
        (left / name).write_bytes(data)
    return f"{kind} of {name} at {place}"


def read_large(folder: Path, rows: int) -> tuple[int, int, int]:
    """A table of many rows, one of them bad: all others come out, and it is named.

    Returns the rows, those that came out, and seconds.
    """
    with (folder / "large.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["id", "text"])
        for number in range(rows):
            text = f"Talks on day {number}."
            table.writerow([number, text] if number != rows // 2 else [number, "", "too", "many"])
    began = time.perf_counter()
    words = ["frames", "apply", "large.csv", "--frame", "in.frame.toml", "-o", "large.out.csv"]
    said = run(words, folder, expected=(1,)).stderr.decode()
    with (folder / "large.out.csv").open("rb") as file:
        lines = sum(1 for _ in file) - 1
    if lines != rows - 1 or f"#{rows // 2 + 1}" not in said:
        raise BrokenPromiseError(f"{lines:,} rows of {rows:,} came out: {said[-500:]}")
    for name in ("large.csv", "large.out.csv"):
        clear(folder / name)
    return rows, lines, round(time.perf_counter() - began)


def read_long_list(folder: Path, terms: int) -> tuple[int, int, int]:
    """A user's list of very many terms is used: the terms, the status, and seconds."""
    lists = folder / "lists"
    lists.mkdir()
    head = 'name = "x"\nversion = "1"\nsource = "s"\nlicence = "MIT"\nlimits = "l"\n'
    with (lists / "hedges.toml").open("w", encoding="utf-8") as file:
        file.write(head)
        for number in range(terms):
            file.write(f'[[term]]\ntext = "wordy {number}"\ncategory = "deontic"\n')
    began = time.perf_counter()
    words = ["features", "in.csv", "--limit", "3", "-o", "long.csv", "--lexicons", "lists"]
    done = run([*words, "--jobs", "1"], folder)
    shutil.rmtree(lists)
    clear(folder / "long.csv")
    return terms, done.returncode, round(time.perf_counter() - began)
