r"""What a report costs: bytes, seconds and memory, by the size of the corpus.

    python -m research.cost.report_size CORPORA [--articles 1000 20000] [--into FOLDER]

CORPORA is the folder that holds data/. The five bundled articles, BASIL, and news in the sizes
asked for: AllSides, then PolNeAR, FA-KES, BASIL, SEESAW and the articles on Ukraine; where more are
asked for than there are, the first come again with other ids, and the table says how many differ.
It goes into `research/cost/report_size.md`: no figure there is typed by hand. Seconds are of one
process at work; the load of the machine stands beside them. `--into` keeps corpora and reports.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from framing.corpus.load import load_articles
from framing.render.report import ONE_PAGE
from framing.types import Article
from research.cost.processes import processor_seconds, watch
from research.gold.load import load_allsides, load_fakes, load_polnear

ROOT = Path(__file__).parents[2]
TARGET = Path(__file__).with_suffix(".md")
_HEAD = """# What reports cost

Written by `python -m research.cost.report_size CORPORA`. Memory is the peak of all processes of
the command. Seconds are of the processor (all processes) and on the clock, with `--jobs 1`; a load
above the number of cores (2) means that others shared them, which slows both.

| corpus | articles | different | page | evidence beside it | processor | clock | memory | load |
|---|--:|--:|--:|--:|--:|--:|--:|--:|
"""
Row = tuple[str, int, int, int, int, float, float, float, float]


def main() -> None:
    """Measure the reports and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--articles", nargs="*", type=int, default=[1_000, 20_000])
    parser.add_argument("--into", type=Path)
    args = parser.parse_args()
    data = args.corpora / "data"
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        place = args.into or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        count = write_news(basil_of(data), basil := place / "basil.jsonl")
        corpora: list[tuple[str, Path, int, int]] = [
            ("the five bundled articles", ROOT / "seeds" / "articles", 5, 5),
            ("BASIL", basil, count, count),
        ]
        for count in args.articles:
            news = list(itertools.islice(news_of(data), count))
            again = itertools.islice(itertools.cycle(news), count)
            write_news(again, corpus := place / f"{count}.jsonl")
            name = "AllSides" if all(one.corpus == "AllSides" for one in news) else "all news"
            corpora.append((name, corpus, count, len(news)))
        for name, corpus, count, different in corpora:
            rows.append(measure(name, corpus, count, different, place))
            # what there is, should the next be stopped
            TARGET.write_text(with_rows(TARGET.read_text("utf-8"), rows), "utf-8")
    print(TARGET.read_text("utf-8"))


def measure(name: str, corpus: Path, articles: int, different: int, folder: Path) -> Row:
    """One report; a folder where the articles are more than a page holds."""
    large = articles > ONE_PAGE
    output = folder / (f"report-{articles}" if large else f"report-{articles}.html")
    before, began = os.times(), time.perf_counter()
    seen = watch("report", corpus, output, "--jobs", "1", keep=True)
    seconds, spent = time.perf_counter() - began, processor_seconds(before, os.times())
    page = output / "index.html" if large else output
    beside = sum(file.stat().st_size for file in output.glob("evidence/*")) if large else 0
    load = os.getloadavg()[0]
    size = page.stat().st_size
    return name, articles, different, size, beside, spent, seconds, seen.peak, load


def table_of(rows: list[Row]) -> str:
    """The table in Markdown.

    >>> table_of([("BASIL", 222, 222, 1_500_000, 0, 25.1, 30.4, 800.0, 1.0)]).splitlines()[-1]
    '| BASIL | 222 | 222 | 1.5 MB | in the page | 25 s | 30 s | 800 MB | 1.0 |'
    """
    lines = [
        f"| {name} | {articles:,} | {different:,} | {page / 1e6:.1f} MB | "
        f"{f'{beside / 1e6:.1f} MB' if beside else 'in the page'} | {spent:,.0f} s | "
        f"{seconds:,.0f} s | {memory:,.0f} MB | {load:.1f} |\n"
        for name, articles, different, page, beside, spent, seconds, memory, load in rows
    ]
    return _HEAD + "".join(lines)


def with_rows(page: str, rows: list[Row]) -> str:
    """The table with some corpora measured anew; what another run measured of others stays.

    >>> costs = 0, 25.1, 30.4, 800.0, 1.0
    >>> old = table_of([("BASIL", 222, 222, 9, *costs), ("all news", 9, 9, 9, *costs)])
    >>> new = with_rows(old, [("BASIL", 222, 222, 1_500_000, *costs)])
    >>> [line.split(" | ")[3] for line in new.splitlines()[-2:]]
    ['1.5 MB', '0.0 MB']
    """
    measured = table_of(rows).removeprefix(_HEAD).splitlines(keepends=True)
    told = {tuple(line.split(" | ")[:2]): line for line in measured}
    lines = page.rpartition("--:|\n")[2].splitlines(keepends=True)
    kept = {tuple(line.split(" | ")[:2]): line for line in lines}
    return _HEAD + "".join((kept | told).values())


class News(NamedTuple):
    """An article with its corpus, as a row of JSON lines has it."""

    corpus: str
    outlet: str
    date: str
    title: str
    text: str


def news_of(data: Path) -> Iterator[News]:
    """All articles of the corpora, the larger first."""
    for part in ("us_russia", "general_5000"):
        yield from _of("AllSides", load_allsides(data / "allsides", part))
    for part in ("train", "dev"):
        yield from _of("PolNeAR", (one.article for one in load_polnear(data / "polnear", part)))
    yield from _of("FA-KES", load_fakes(data / "fa-kes"))
    yield from basil_of(data)
    for path in sorted((data / "seesaw" / "articles").glob("*.json")):
        one = json.loads(path.read_text("utf-8"))
        text = "\n\n".join(part["text"] for part in one["text"] if part["text"])
        yield News("SEESAW", "", "", one["title"], text)
    yield from _of("Ukraine", load_articles(data / "ukraine" / "articles.jsonl"))


def _of(corpus: str, articles: Iterable[Article]) -> Iterator[News]:
    for one in articles:
        yield News(corpus, one.outlet or "", one.published or "", one.title or "", one.text)


def basil_of(data: Path) -> Iterator[News]:
    """The articles of BASIL."""
    for path in sorted((data / "basil" / "articles").rglob("*.json")):
        one = json.loads(path.read_text("utf-8"))
        text = "\n\n".join(" ".join(sentences) for sentences in one["body-paragraphs"])
        yield News("BASIL", one["source"], one["date"], one["title"], text)


def write_news(news: Iterable[News], target: Path) -> int:
    """Articles as JSON lines, each under an id of its own; returns how many."""
    count = 0
    with target.open("w", encoding="utf-8") as out:
        for one in news:
            row = {"id": f"{one.corpus} {count}"} | one._asdict()
            out.write(json.dumps(row) + "\n")
            count += 1
    return count


if __name__ == "__main__":
    main()
