"""Breaks runs in every way we know and compares the final bytes with an undisturbed run.

    python research/faults.py CORPORA [--kills 20] [--articles 400]
        [--parts kills disk dask]

kills: `kill -9` of the whole command at random moments, continued with the same command each time.
disk: the output lies on a small file system that fills up (needs the right to mount; Linux).
dask: workers of a local cluster are killed under a run.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from research.cost.processes import command_of
from research.cost.side_by_side import write_corpus
from research.cost.throughput import NEWS, read

PARTS = ("kills", "disk", "dask")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = list(itertools.islice(read(args.corpora / "data" / NEWS[1]), args.articles))
        corpus = write_corpus(articles, folder / "corpus.jsonl")
        whole = folder / "whole.csv"
        finish(command_of("features", corpus, whole))
        if "kills" in args.parts:
            kill_often(corpus, folder, whole.read_bytes(), args.kills)
        if "disk" in args.parts:
            fill_disk(corpus, folder, whole.read_bytes())
        if "dask" in args.parts:
            kill_workers(corpus, folder, whole.read_bytes())


def finish(words: list[str]) -> tuple[int, str]:
    """Status and messages of a run that is left alone; ends the benchmark if it failed."""
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(words)}: {done.returncode}: {done.stderr[-2000:]}")
    return done.returncode, done.stderr


def kill_often(corpus: Path, folder: Path, whole: bytes, kills: int) -> None:
    """Kills a run again and again, at moments spread over its length, until it gets through."""
    chance = random.Random(20261121)
    output = folder / "killed.csv"
    words = command_of("features", corpus, output)
    began = time.perf_counter()
    finish(words)
    length, equal, killed, continued = time.perf_counter() - began, 0, 0, 0
    while killed < kills:
        output.unlink(missing_ok=True)
        for _ in range(3):  # up to three kills of one run, then it may end
            run = subprocess.Popen(words, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.05, length))
            if run.poll() is None:
                run.send_signal(signal.SIGKILL)
                killed += 1
            run.wait()
        _, said = finish(words)
        continued += "continues after" in said
        equal += output.read_bytes() == whole
        if output.read_bytes() != whole:
            raise SystemExit("kills: final bytes differ")
    print(f"kills: {killed} kills over {equal} runs, {continued} last ones continued; bytes equal")


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A file system of the given size."""
    place = folder / "disk"
    place.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
    subprocess.run(mount, check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill_disk(corpus: Path, folder: Path, whole: bytes) -> None:
    """The disk is full at different moments; room is made; the same command ends the run."""
    for share in (0.2, 0.5, 0.9):
        with small_disk(folder, max(64, int(len(whole) * 3 / 1024))) as disk:
            ballast = disk / "ballast"
            ballast.write_bytes(b"x" * int(len(whole) * 3 - len(whole) * share))
            words = command_of("features", corpus, disk / "f.csv")
            stopped = subprocess.run(words, capture_output=True, text=True)
            assert stopped.returncode == 3, (stopped.returncode, stopped.stderr[-500:])
            assert not (disk / "f.csv").exists()
            ballast.unlink()
            _, said = finish(words)
            assert (disk / "f.csv").read_bytes() == whole, "disk: final bytes differ"
            how = "continued" if "continues after" in said else "began anew"
            print(f"disk: full after {share:.0%} of the rows; {how}; bytes equal")


def kill_workers(corpus: Path, folder: Path, whole: bytes) -> None:
    """Kills a worker of a local cluster every few seconds."""
    chance, killed = random.Random(20261121), 0
    output = folder / "dask.csv"
    words = command_of("features", corpus, output, "--engine", "dask", "--jobs", "2")
    begun = output.with_name(f".{output.name}.partial") / "manifest.json"
    with (folder / "said").open("w") as said, subprocess.Popen(words, stderr=said) as run:
        while run.poll() is None:
            time.sleep(chance.uniform(1, 4))
            if begun.exists() and killed < 4 and (workers := _workers(run.pid)):
                chance.choice(workers).kill()
                killed += 1
    assert run.returncode in (0, 1), run.returncode
    assert output.exists(), (folder / "said").read_text()[-2000:]
    assert output.read_bytes() == whole, "dask: final bytes differ"
    print(f"dask: {killed} workers killed under one run; bytes equal")


def _workers(parent: int) -> list[psutil.Process]:
    """Processes below the command that were spawned to compute."""
    try:
        below = psutil.Process(parent).children(recursive=True)
        return [one for one in below if "spawn_main" in " ".join(one.cmdline())]
    except psutil.Error:
        return []


if __name__ == "__main__":
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    main()
