"""Trains all models from nothing: python -m research.train CORPORA WORK [--from NAME | --only NAME]

In the order in which one needs the other: the language core, then names, and so on. Every step is
seeded or has no random start, writes its model into `framing/models`, and tells its own held-out
figures, which are kept in WORK/NAME.txt beside what the slow steps put aside. Some two hours on
one core; three more for the small encoders, which are left out where torch is not installed (see
`research.train.encoder`). Then `make tables` measures the models anew; `python -m
research.evaluate.pinned` tells whether outputs moved.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

STEPS: dict[str, str] = {
    "language": "research.train.language {corpora}/data",
    "vectors": "research.train.word_vectors {corpora} {work}/vectors.npz",
    "mentions": "research.train.mentions {corpora} --scratch {work}/mentions",
    "salience": "research.train.salience {corpora}",
    "quotes": "research.train.quotes {corpora} {work}/quotes",
    "hedges": "research.train.hedges {corpora}",
    "hedges_calibration": "research.train.hedges_calibration {corpora}",
    "pairs": "research.train.pairs {corpora} --write",
    "relations": "research.train.relations {corpora} --cache {work}/relations --write",
    "frames": "research.train.frames {corpora} {work}/vectors.npz",
    "roles": "research.train.frames_roles {corpora}",
    "encoder": "research.train.encoder {corpora} {work}/encoder",
}
"""What trains each model, in order."""
NEEDS_TORCH = "encoder"


def run_step(name: str, corpora: Path, work: Path) -> None:
    """Trains one model; raises `CalledProcessError` if that fails."""
    words = [word.format(corpora=corpora, work=work) for word in STEPS[name].split()]
    started = time.monotonic()
    with (work / f"{name}.txt").open("w", encoding="utf-8") as log:
        subprocess.run([sys.executable, "-m", *words], check=True, stdout=log)
    print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="research.train", description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("work", type=Path, help="folder for what the slow steps put aside")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--from", dest="first", choices=STEPS, help="leave out the steps before")
    which.add_argument("--only", choices=STEPS, action="append")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    names = list(STEPS)
    for name in options.only or names[names.index(options.first or names[0]) :]:
        if name == NEEDS_TORCH and not options.only and find_spec("torch") is None:
            print(f"{name}: left out, as torch is not installed")
            continue
        run_step(name, options.corpora, options.work)


if __name__ == "__main__":
    main()
