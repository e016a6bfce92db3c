r"""How fast whole runs are, where the time goes, and whether that holds as corpora grow.

    python -m research.cost.throughput CORPORA [--parts command layers ...] [--articles 840]
        [--write]

CORPORA is the folder that holds data/. Cost is processor time (user and system, all processes of
the command), as a multiple of the floor `re.findall(r"\w+|[^\w\s]", text)` over the same texts,
measured before and after in the same run. Speeds of several processes are seconds on the clock and
mean something on a quiet machine only; the load is printed. `--write` keeps what `command`,
`layers`, `cold`, `growth` and `memory` measured for docs/scale.md, if the machine was quiet.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import argparse
import gzip
import itertools
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from framing.corpus.load import load_articles
from framing.types import Article
from research.cost.floor import best, run_floor
from research.cost.processes import run_command, watch
from research.cost.side_by_side import line, print_dask, print_jobs, write_corpus
from research.evaluate.language import spacy_pipeline
from research.evaluate.measured import COSTS, keep_run

_RUN = "python -m research.cost.throughput CORPORA --parts"
PARTS = ("command", "layers", "baselines", "jobs", "dask", "cold", "growth", "memory")
NEWS = ("polnear/train/text", "allsides/us_russia.jsonl.gz", "allsides/general_5000.jsonl.gz")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument(
        "--articles",
        type=int,
        default=840,
        help="articles of the timed runs; more than 840 are taken from the next corpora",
    )
    parser.add_argument("--few", type=int, default=2_000, help="articles of the smaller long run")
    parser.add_argument("--many", type=int, default=20_000, help="articles of the larger one")
    parser.add_argument("--write", action="store_true", help="keep the figures for the docs")
    args = parser.parse_args()
    data = args.corpora / "data"
    news = itertools.chain.from_iterable(read(data / name) for name in NEWS)
    articles = list(itertools.islice(news, args.articles))
    print(f"{len(articles)} articles; load of the machine {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        corpus = write_corpus(articles, Path(folder) / "corpus.jsonl")
        for part in args.parts:
            print(f"\n{part}")
            measured = (
                print_memory(data, Path(folder), args.few, args.many)
                if part == "memory"
                else PRINTERS[part](articles, corpus)
            )
            if measured and args.write:
                keep_run(COSTS, part, {"kind": "cost", **measured})


def read(path: Path) -> Iterator[Article]:
    return load_articles(path, on_skip=lambda skipped: None)


def floor_of(articles: Sequence[Article]) -> float:
    return best(lambda: run_floor(one.text for one in articles), 5)


def print_command(articles: Sequence[Article], corpus: Path) -> dict[str, Any]:
    """The whole command in one process at work, start included."""
    floor = floor_of(articles)
    measured: dict[str, Any] = {"command": f"{_RUN} command --write"}
    for command, name in (("features", "f.csv"), ("annotate", "a.jsonl")):
        runs = [run_command(command, corpus, name, "--jobs", "1") for _ in range(2)]
        took = min(run.processor for run in runs)
        line(
            f"framing {command} --jobs 1",
            f"{took / floor:.1f} floors",
            f"{len(articles) / took:.0f} articles a second of processor time, {took:.1f} s",
        )
        speed = round(len(articles) / took)
        measured[command] = {"floors": round(took / floor), "articles_a_second": speed}
    again = floor_of(articles)
    line("floor", f"{floor:.3f} s", f"{again:.3f} s after; cost at this floor {took / again:.1f}")
    return measured


def print_layers(articles: Sequence[Article], corpus: Path) -> dict[str, Any]:
    """Processor time by layer, in this process, warm."""
    from research.cost.layers import profile

    floor = floor_of(articles)
    spent = profile(corpus)
    total = sum(spent.values())
    for name, seconds in spent.items():
        line(name, f"{seconds / floor:.1f} floors", f"{seconds / total:.1%}")
    line(
        "together", f"{total / floor:.1f} floors", f"{len(articles) / total:.0f} articles a second"
    )
    return {
        "command": f"{_RUN} layers --write",
        "articles": len(articles),
        "floor_seconds": round(floor, 3),
        "floors": {name: round(seconds / floor, 1) for name, seconds in spent.items()},
        "articles_a_second": round(len(articles) / total),
    }


def print_baselines(articles: Sequence[Article], corpus: Path) -> None:
    """What others' architectures take on the same texts."""
    from framing.run.work import FeaturesJob
    from framing.types import Options
    from research.cost.plain_lexicons import count_plainly, plain_lists

    few = articles[:40]
    texts = [one.text for one in few]
    part = 5  # of the texts are counted plainly
    share = sum(map(len, texts[::part])) / sum(map(len, texts))
    work, nlp, lists = FeaturesJob(Options()), spacy_pipeline(), plain_lists()
    work(list(articles[:200]))
    # In turn: the machine's speed may change in between.
    rounds = [
        (
            floor_of(few),
            best(lambda: [work(list(few[k : k + 20])) for k in (0, 20)]),
            best(lambda: list(nlp.pipe(texts))),
            best(lambda: [count_plainly(text, lists) for text in texts[::part]]) / share,
        )
        for _ in range(4)
    ]
    floor, ours, parsed, counted = (min(column) for column in zip(*rounds, strict=True))
    line("framing, all layers and features, warm", f"{ours / floor:.1f} floors", rate(few, ours))
    line(
        "spaCy tagger + parser, as en_core_web_sm",
        f"{parsed / floor:.0f} floors",
        rate(few, parsed),
    )
    line(
        "lexicon counts in plain Python, as in NELA",
        f"{counted / floor:.0f} floors",
        f"{rate(few, counted)}; ours is {counted / ours:.0f} times as fast",
    )


def rate(articles: Sequence[Article], seconds: float) -> str:
    return f"{len(articles) / seconds:.1f} articles a second"


def print_cold(articles: Sequence[Article], corpus: Path) -> dict[str, Any]:
    """From the command to its first row, and to its manual."""
    seeds = Path(__file__).parents[2] / "seeds" / "articles"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled
    os.environ["PYTHONPYCACHEPREFIX"] = str(corpus.parent / "bytecode")
    runs = [run_command("features", seeds, "f.csv") for _ in range(6)][1:]
    best = min(run.clock for run in runs)
    note = (
        f"processor time {min(run.processor for run in runs):.2f} s; load {os.getloadavg()[0]:.1f}"
    )
    line("framing features seeds/articles", f"{best:.2f} s", f"(< 2 s) {note}")
    took = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "framing", "--help"], check=True, capture_output=True)
        took.append(time.perf_counter() - began)
    line("framing --help", f"{min(took):.2f} s", "(< 0.3 s)")
    kept = {"features": round(best, 1), "help": round(min(took), 2)}
    return {"command": f"{_RUN} cold --write", **kept}


def print_growth(articles: Sequence[Article], corpus: Path) -> dict[str, Any]:
    """One article of 10 KB to 10 MB: processor time, and the exponent of its growth.

    The exponent is that of costs in floors taken right before and after, since the speed of a
    machine that others use changes in between.
    """
    sizes = (10_000, 100_000, 1_000_000, 10_000_000)
    seconds, floors = zip(*_time_long(articles, sizes), strict=True)
    exponent = math.log(floors[-1] / floors[0]) / math.log(sizes[-1] / sizes[0])
    line("exponent over all", f"{exponent:.2f}", "(<= 1.1)")
    steps = [math.log10(later / one) for one, later in itertools.pairwise(seconds)]
    line("from step to step, in seconds", " ".join(f"{one:.2f}" for one in steps))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line("peak memory of this process", f"{peak:.0f} MB")
    return {
        "command": f"{_RUN} growth --write",
        "seconds": [round(one, 2) for one in seconds],
        "exponent": round(exponent, 2),
        "steps": [round(one, 2) for one in steps],
        "megabytes": round(peak),
    }


def _time_long(articles: Sequence[Article], sizes: Sequence[int]) -> Iterator[tuple[float, float]]:
    """Seconds and floors that one article takes, cut to each size."""
    import gc

    from framing.run.work import FeaturesJob
    from framing.types import Options

    work = FeaturesJob(Options())
    work(list(articles[:200]))
    work.preload_models()
    gc.disable()  # as in a worker process
    whole = "\n\n".join(one.text for one in itertools.islice(itertools.cycle(articles), 4_000))
    for size in sizes:
        article = Article("long", whole[:size])
        before = floor_of(articles[:100])
        took = best(partial(work, [article]), 3 if size < 1_000_000 else 1)
        yield took, took / (before + floor_of(articles[:100]))
        gc.collect()
        line(f"{size:,} characters", f"{took:.2f} s")


def print_memory(data: Path, folder: Path, few: int, many: int) -> dict[str, Any]:
    """Two long runs, the shared articles repeated with other ids."""
    peaks: list[float] = []
    tenths: list[float] = []
    for count in (few, many):
        corpus = folder / f"{count}.jsonl.gz"
        write_repeated(data, corpus, count)
        began = time.perf_counter()
        seen = watch("features", corpus, folder / f"{count}/", "--jobs", "2")
        clock = time.perf_counter() - began
        peaks.append(seen.peak)
        tenths = seen.tenths(count)
        line(f"{count:,} articles: peak of all processes", f"{seen.peak:.0f} MB")
        line(
            "  articles a second, on the clock and of processor time",
            f"{count / clock:.1f} / {count / sum(tenths):.1f}",
            f"load {os.getloadavg()[0]:.1f}",
        )
        line(
            "  first and last tenth, processor time each",
            f"{tenths[0]:.1f} / {tenths[-1]:.1f} s",
            f"last over first {tenths[-1] / tenths[0]:.3f} (within 10 %)",
        )
        line("  all tenths", " ".join(f"{one:.1f}" for one in tenths))
    line("peak of the larger over the smaller", f"{peaks[1] / peaks[0]:.2f}", "(<= 1.3)")
    return {
        "command": f"{_RUN} memory --few {few} --many {many} --write",
        "articles": [few, many],
        "megabytes": [round(one) for one in peaks],
        "tenths": [round(one) for one in tenths],
    }


def write_repeated(data: Path, path: Path, count: int) -> None:
    """The shared articles in one fixed mixed order, again and again, so that tenths are alike."""
    import random

    shared = [one for name in NEWS for one in read(data / name)]
    random.Random(20261121).shuffle(shared)
    shared = shared[: min(len(shared), max(100, count // 10))]
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        for number, one in enumerate(itertools.islice(itertools.cycle(shared), count)):
            row = {"id": f"{one.article_id}-{number}", "text": one.text, "outlet": one.outlet}
            file.write(json.dumps(row) + "\n")


PRINTERS: dict[str, Callable[[Sequence[Article], Path], dict[str, Any] | None]] = {
    "command": print_command,
    "layers": print_layers,
    "baselines": print_baselines,
    "jobs": print_jobs,
    "dask": print_dask,
    "cold": print_cold,
    "growth": print_growth,
}

if __name__ == "__main__":
    main()
