"""Attributions in whole articles that a reader marked before anything was found in them.

    python -m research.evaluate.quotes_whole CORPORA [--second] [--show] [--write [--replace]]
        [--accurate]

`research/gold/quotes_whole.csv` holds, by offsets in title or text, every attribution of 29
articles (28 of AllSides outlets, one of FA-KES), `quotes_whole_second.csv` (--second) of 25 more of
AllSides, drawn when the first had been looked into: what is said, by whom, and the side of the
speaker ("-" where neither the US nor Russia). They are labels of a language model, by the rules of
PolNeAR, sayings inside others left out. `sure` is n for plain attitudes, plans and acts of speech
without a clause ("praised veterans"), on which readers differ; recall is told with and without
them. A content is found where it shares half of its words with one found (Jaccard), and right where
the source shares a word too. Sides are judged where an attribution is right and has a source.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from framing.types import Options, Quote, Reading, Spans
from research.evaluate.measured import MEASURED, keep_fresh, keep_run
from research.evaluate.quotes_scoring import Grid, match_contents
from research.evaluate.speakers import read_wanted, share_line
from research.gold.load import GoldQuote

SHEET = Path(__file__).parents[1] / "gold" / "quotes_whole.csv"
SECOND = SHEET.with_name("quotes_whole_second.csv")
Row = dict[str, str]


def read_marked(rows: Sequence[Row], shift: int) -> list[tuple[GoldQuote, Row]]:
    """Attributions of an article with a row of each; `shift` is added to places in the text."""
    marked = []
    for number, group in groupby(rows, key=lambda row: row["attribution"]):
        if not number:
            continue
        own = list(group)
        spans: dict[str, list[tuple[int, int]]] = {"content": [], "source": []}
        for row in own:
            by = shift if row["field"] == "text" else 0
            spans[row["role"]].append((int(row["start"]) + by, int(row["stop"]) + by))
        marked.append((GoldQuote(tuple(spans["content"]), (), tuple(spans["source"])), own[0]))
    return marked


def judge(
    reading: Reading, shift: int, rows: Sequence[Row], show: bool
) -> tuple[Counter[str], list[bool]]:
    """Counts of one article, and of each side whether it is right."""
    text, grid = reading.article.text, Grid(reading.article.text)
    marked = read_marked(rows, shift)
    found = [quote for quote in reading.quotes if quote.content]
    pairs = match_contents(
        [grid.tokens(one.content) for one, _ in marked], [grid.tokens(q.content) for q in found]
    )
    right = [(k, n) for k, n in pairs if _same(grid, marked[k][0].source, found[n].source)]
    sure = {k for k, (_, row) in enumerate(marked) if row["sure"] == "y"}
    sides = [
        (found[n].side if found[n].side in ("USA", "RUS") else "-") == marked[k][1]["side"]
        for k, n in right
        if marked[k][0].source
    ]
    if show:
        _show(text, marked, found, right)
    counts = Counter(
        articles=1, found=len(found), there=len(marked), sure=len(sure), content=len(pairs),
        right=len(right), right_sure=sum(k in sure for k, _ in right),
    )  # fmt: skip
    return counts, sides


def _same(grid: Grid, one: Spans, other: Spans) -> bool:
    here, there = grid.tokens(one), grid.tokens(other)
    return bool(here & there) or not (here or there)


def _show(
    text: str,
    marked: Sequence[tuple[GoldQuote, Row]],
    found: Sequence[Quote],
    right: Sequence[tuple[int, int]],
) -> None:
    def words(spans: Spans) -> str:
        return " … ".join(" ".join(text[a:z].split()) for a, z in spans)

    for k, (one, row) in enumerate(marked):
        if k not in {a for a, _ in right}:
            print(f"  = {row['sure']} {words(one.source)} | {words(one.content)}")
    for n, quote in enumerate(found):
        if n not in {b for _, b in right}:
            print(f"  > {words(quote.source)} <{words(quote.cue)}> {words(quote.content)}")
    for k, n in right:
        side = found[n].side or "-"
        if side != marked[k][1]["side"]:
            print(f"  side {side}, right is {marked[k][1]['side']}: {words(found[n].source)}")


def _shares(total: Counter[str], key: str) -> str:
    return f"P {total[key] / total['found']:.3f} R {total[key] / total['there']:.3f}"


def main() -> None:
    """Prints precision, recall and the share of sides that are right."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--show", action="store_true", help="print what differs")
    parser.add_argument("--write", action="store_true", help="keep the figures for the docs")
    parser.add_argument("--accurate", action="store_true", help="with the small encoder")
    parser.add_argument("--second", action="store_true", help="the second sheet")
    parser.add_argument("--replace", action="store_true", help="in the place of what is kept")
    options = parser.parse_args()
    with (SECOND if options.second else SHEET).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    total: Counter[str] = Counter()
    sides: list[bool] = []
    for corpus, article, reading in read_wanted(
        options.corpora, rows, Options(accurate=options.accurate)
    ):
        own = [r for r in rows if (r["corpus"], r["article_id"]) == (corpus, article.article_id)]
        if options.show:
            print(corpus, article.article_id)
        counts, judged = judge(reading, reading.article.headed, own, options.show)
        total += counts
        sides += judged
    there = f"{total['there']} there ({total['sure']} sure)"
    print(f"{total['articles']} articles, {there}, {total['found']} found")
    print(f"content: {_shares(total, 'content')}")
    print(f"with source: {_shares(total, 'right')}")
    recall = total["right_sure"] / total["sure"]
    print(f"sure ones alone: R {recall:.3f}; {total['right'] - total['right_sure']} others found")
    print(share_line("side of the speaker", sides))
    if options.write:
        words = [name for name in ("second", "accurate") if getattr(options, name)]
        flags = "".join(f" --{name}" for name in words)
        name = "_".join(["quotes_whole", *words])
        command = f"python -m research.evaluate.quotes_whole CORPORA{flags} --write"
        kept = {"command": command, **total, "sides": len(sides), "sides_right": sum(sides)}
        if options.second:
            keep_fresh(MEASURED, name, rows, kept, replace=options.replace)
        else:
            keep_run(MEASURED, name, {"kind": "development", **kept})


if __name__ == "__main__":
    main()
