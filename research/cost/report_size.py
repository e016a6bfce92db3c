r"""What a report costs: bytes, seconds and memory, by the size of the corpus.

    python -m research.cost.report_size CORPORA [--articles 1000 20000]

CORPORA is the folder that holds data/. The five bundled articles, BASIL, and AllSides articles in
the sizes asked for (repeated with other ids where there are fewer). The table goes into
`research/cost/report_size.md`: no figure there is typed by hand. Seconds are of one process at
work; the load of the machine stands beside them.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import tempfile
import time
from pathlib import Path

from framing.corpus.load import load_articles
from framing.render.report import ONE_PAGE
from research.cost.processes import processor_seconds, watch

ROOT = Path(__file__).parents[2]
TARGET = Path(__file__).with_suffix(".md")
_NEWS = ("allsides/us_russia.jsonl.gz", "allsides/general_5000.jsonl.gz")
_HEAD = """# What reports cost

Written by `python -m research.cost.report_size CORPORA`. Memory is the peak of all processes of
the command. Seconds are of the processor (all processes) and on the clock, with `--jobs 1`; a load
above the number of cores (2) means that others shared them, which slows both.

| corpus | articles | page | evidence beside it | processor | clock | memory | load |
|---|--:|--:|--:|--:|--:|--:|--:|
"""
Row = tuple[str, int, int, int, float, float, float, float]


def main() -> None:
    """Measure the reports and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--articles", nargs="*", type=int, default=[1_000, 20_000])
    args = parser.parse_args()
    data = args.corpora / "data"
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        basil = place / "basil.jsonl"
        corpora: list[tuple[str, Path, int]] = [
            ("the five bundled articles", ROOT / "seeds" / "articles", 5),
            ("BASIL", basil, write_basil(data, basil)),
        ]
        for count in args.articles:
            corpus = place / f"{count}.jsonl"
            write_news(data, corpus, count)
            corpora.append(("AllSides", corpus, count))
        for name, corpus, count in corpora:
            rows.append(measure(name, corpus, count, place))
            TARGET.write_text(table_of(rows), "utf-8")  # what there is, should the next be stopped
    print(TARGET.read_text("utf-8"))


def measure(name: str, corpus: Path, articles: int, folder: Path) -> Row:
    """One report; a folder where the articles are more than a page holds."""
    large = articles > ONE_PAGE
    output = folder / (f"report-{articles}" if large else f"report-{articles}.html")
    before, began = os.times(), time.perf_counter()
    seen = watch("report", corpus, output, "--jobs", "1", keep=True)
    seconds, spent = time.perf_counter() - began, processor_seconds(before, os.times())
    page = output / "index.html" if large else output
    beside = sum(file.stat().st_size for file in output.glob("evidence/*")) if large else 0
    load = os.getloadavg()[0]
    return name, articles, page.stat().st_size, beside, spent, seconds, seen.peak, load


def table_of(rows: list[Row]) -> str:
    """The table in Markdown.

    >>> table_of([("BASIL", 222, 1_500_000, 0, 25.1, 30.4, 800.0, 1.0)]).splitlines()[-1]
    '| BASIL | 222 | 1.5 MB | in the page | 25 s | 30 s | 800 MB | 1.0 |'
    """
    lines = [
        f"| {name} | {articles:,} | {page / 1e6:.1f} MB | "
        f"{f'{beside / 1e6:.1f} MB' if beside else 'in the page'} | {spent:,.0f} s | "
        f"{seconds:,.0f} s | {memory:,.0f} MB | {load:.1f} |\n"
        for name, articles, page, beside, spent, seconds, memory, load in rows
    ]
    return _HEAD + "".join(lines)


def write_basil(data: Path, target: Path) -> int:
    """BASIL's articles as JSON lines; returns how many."""
    count = 0
    with target.open("w", encoding="utf-8") as out:
        for path in sorted((data / "basil" / "articles").rglob("*.json")):
            one = json.loads(path.read_text("utf-8"))
            text = "\n\n".join(" ".join(sentences) for sentences in one["body-paragraphs"])
            row = {"id": path.stem, "outlet": one["source"], "title": one["title"]}
            row |= {"date": one["date"], "text": text}
            out.write(json.dumps(row) + "\n")
            count += 1
    return count


def write_news(data: Path, target: Path, count: int) -> None:
    """AllSides articles as JSON lines, again and again with other ids until there are enough."""
    news = [one for name in _NEWS for one in load_articles(data / name)]
    with target.open("w", encoding="utf-8") as out:
        for number, one in enumerate(itertools.islice(itertools.cycle(news), count)):
            row = {
                "id": f"{one.article_id}-{number}",
                **{"outlet": one.outlet, "date": one.published, "title": one.title},
                "text": one.text,
            }
            out.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
