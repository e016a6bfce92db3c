"""Throws a million damaged inputs at the parts; prints per part how many, and every failure.

    python -m research.cost.fuzz [--scale 1.0] [--parts tokens …] [--seed 0]
    python -m research.cost.fuzz --atheris tokens -- -runs=20000

The first makes cases out of pieces of news, tables and markup, the same ones for the same seed.
The second is guided by coverage (needs the extra `bench`). What counts as a failure is written in
tests/fuzz/parts.py.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback

CASES = {
    "cells": 300_000,
    "json": 170_000,
    "dates": 150_000,
    "encodings": 100_000,
    "zones": 50_000,
    "tokens": 40_000,
    "outputs": 60_000,
    "records": 60_000,
    "models": 20_000,
    "documents": 12_000,
    "readers": 30_000,
    "checkpoints": 4_000,
    "lists": 3_000,
    "layers": 2_500,
    "pages": 500,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0, help="times as many cases")
    parser.add_argument("--parts", nargs="+", choices=CASES, default=list(CASES))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--atheris", choices=CASES, help="fuzz one part, guided by coverage")
    args, rest = parser.parse_known_args()
    if args.atheris:
        guided(args.atheris, [word for word in rest if word != "--"])
        return
    total = failed = 0
    for part in args.parts:
        count = round(CASES[part] * args.scale)
        failures, seconds = throw(part, count, args.seed)
        total, failed = total + count, failed + failures
        print(f"{part:<12}{count:>9,} cases {failures:>3} failures {seconds:>7.1f} s", flush=True)
    print(f"{'together':<12}{total:>9,} cases {failed:>3} failures")
    sys.exit(1 if failed else 0)


def throw(part: str, count: int, seed: int) -> tuple[int, float]:
    """Failures of a part, each printed with the number that makes its case again."""
    from tests.fuzz.cases import make_case
    from tests.fuzz.parts import PARTS

    check, failures, began = PARTS[part], 0, time.process_time()
    for number in range(count):
        data = make_case(part, number, seed)
        try:
            check(data)
        except Exception:
            failures += 1
            if failures <= 5:
                print(f"{part} {number}: {data!r}\n{traceback.format_exc(limit=-4)}")
    return failures, time.process_time() - began


def guided(part: str, words: list[str]) -> None:
    """Coverage-guided fuzzing of a part; ends with the first failure."""
    import atheris

    with atheris.instrument_imports(include=["framing"]):
        from tests.fuzz.parts import PARTS

    atheris.Setup([sys.argv[0], *words], PARTS[part])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
