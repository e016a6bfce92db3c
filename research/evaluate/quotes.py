"""Quality and cost of quote attribution: python -m research.evaluate.quotes CORPORA [--accurate]"""

from __future__ import annotations

import argparse
import csv
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from framing.layers.batch import Batch, body_batch
from framing.layers.quotes.find import find_attributions, find_quotes
from framing.layers.quotes.model import MODEL_FILE
from framing.layers.quotes.speakers import resolve_speakers
from framing.lists.word_lists import word_lists
from framing.types import Quote, Tokens
from research.evaluate.measured import MEASURED, keep_run
from research.evaluate.quotes_ablation import find_with
from research.evaluate.quotes_rules import quotes_by_rule
from research.evaluate.quotes_scoring import Counts, bootstrap, f1, score_article
from research.gold.load import GoldArticle, load_polnear

BATCH = 20
SHEET = Path(__file__).parents[2] / "tests" / "gold" / "speakers_dev.csv"
LINES = (
    "end_to_end",
    "match",
    "source_given_match",
    "exact content",
    "exact cue",
    "exact source",
)
Finder = Callable[[Sequence[str], Tokens], list[tuple[Quote, ...]]]


def batches(articles: Sequence[GoldArticle]) -> Iterator[tuple[Sequence[GoldArticle], Batch]]:
    """Articles by twenty; PolNeAR holds prose only, so all is body."""
    for start in range(0, len(articles), BATCH):
        part = articles[start : start + BATCH]
        days = [gold.article.published for gold in part]
        yield part, body_batch([gold.article.text for gold in part], days)


def score(articles: Sequence[GoldArticle], find: Finder) -> list[Counts]:
    """Counts of each article."""
    counts = []
    for part, batch in batches(articles):
        found = find([gold.article.text for gold in part], batch.tokens)
        for gold, quotes in zip(part, found, strict=True):
            counts.append(score_article(gold.article.text, gold.quotes, quotes))
    return counts


def print_scores(title: str, counts: Sequence[Counts], draws: int = 1000) -> None:
    print(f"\n{title}")
    for line in LINES:
        low, high = bootstrap(counts, partial(f1, key=line), draws)
        print(f"  {line:20} {f1(counts, line):.3f}  [{low:.3f}, {high:.3f}]")


def keep_scores(counts: Sequence[Counts], part: str, accurate: bool) -> None:
    """Keeps the scores with their intervals; those of dev are of development."""
    flag = " --accurate" if accurate else ""
    found = {
        line: [f1(counts, line), *bootstrap(counts, partial(f1, key=line), 1000)] for line in LINES
    }
    about = {"kind": "development", "articles": len(counts)}
    command = f"python -m research.evaluate.quotes CORPORA --part {part}{flag} --write"
    name = f"polnear_{part}{'_accurate' * accurate}"
    keep_run(MEASURED, name, {**about, "command": command, "f1": found})


def print_parts(articles: Sequence[GoldArticle], counts: Sequence[Counts]) -> None:
    for kind in ("direct", "mixed", "indirect"):
        recall, precision = (f1(counts, f"{what} {kind}") for what in ("recall", "precision"))
        print(f"  {kind:20} end to end: recall {recall:.3f}, precision {precision:.3f}")
    for publisher in sorted({gold.publisher for gold in articles}):
        own = [
            one for gold, one in zip(articles, counts, strict=True) if gold.publisher == publisher
        ]
        low, high = bootstrap(own, lambda some: f1(some, "end_to_end"))
        print(f"  {publisher:20} end to end {f1(own, 'end_to_end'):.3f}  [{low:.3f}, {high:.3f}]")


def print_cost(articles: Sequence[GoldArticle], accurate: bool) -> None:
    """Times over the regex floor, warm, the best of five, single thread."""
    texts = [gold.article.text for gold in articles]

    def floor() -> None:
        for text in texts:
            re.findall(r"\w+|[^\w\s]", text)

    def ours() -> None:
        for _, batch in batches(articles):
            batch.options = replace(batch.options, accurate=accurate)
            find_quotes(batch)

    def best(run: Callable[[], None]) -> float:
        times = []
        for _ in range(5):
            begin = time.process_time()
            run()
            times.append(time.process_time() - begin)
        return min(times)

    base, cost = best(floor), best(ours)
    print(
        f"\ncost: {cost / base:.1f} times the regex floor, "
        f"{1e3 * cost / len(texts):.2f} ms an article"
    )
    print(f"model: {MODEL_FILE.stat().st_size / 1e6:.2f} MB")


def print_speakers(articles: Sequence[GoldArticle]) -> None:
    """Accuracy on the sheet of dev: speakers of gold sources, so that only resolution counts."""
    found = {}
    for part, batch in batches(articles):
        gold = [
            tuple(Quote(q.content, q.cue, q.source, "direct") for q in one.quotes) for one in part
        ]
        for one, quotes in zip(part, resolve_speakers(batch, gold), strict=True):
            for quote in quotes:
                if quote.source:
                    key = (one.article.article_id + ".txt", quote.source[0][0], quote.content[0][0])
                    found[key] = _label(quote.speaker)
    with SHEET.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    pairs = [
        (
            row["label"],
            found.get((row["article"], int(row["source_start"]), int(row["content_start"])), ""),
        )
        for row in rows
    ]
    named = [pair for pair in pairs if pair[0] != "other"]
    right = sum(label == guess for label, guess in pairs) / len(pairs)
    print(f"\ncanonical speaker: {right:.3f} of {len(pairs)}", end="")
    hits = sum(label == guess for label, guess in named) / len(named)
    print(f"; of the {len(named)} by Trump or Clinton {hits:.3f}")


def _label(speaker: str | None) -> str:
    names = {"Donald Trump": "Trump", "Hillary Clinton": "Clinton"}
    return names.get(speaker or "", "other")


def print_ablation(articles: Sequence[GoldArticle]) -> None:
    variants: dict[str, dict[str, Any]] = {
        "one pass, arrows": {"passes": 1, "learned": False},
        "two passes, arrows": {"passes": 2, "learned": False},
        "one pass, learned links": {"passes": 1, "learned": True},
        "two passes, learned links": {"passes": 2, "learned": True, "sift": False},
        "the whole": {},
    }
    for name, choice in variants.items():
        counts = score(articles, partial(find_with, **choice))
        print_scores(f"ablation: {name}", counts, draws=200)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--ablation", action="store_true", help="also what each part gives")
    parser.add_argument("--accurate", action="store_true", help="with the small encoder")
    parser.add_argument("--write", action="store_true", help="keep the scores for the docs")
    options = parser.parse_args()
    articles = list(load_polnear(options.corpora / "data" / "polnear", options.part))
    print_scores(f"rule baseline, {options.part}", score(articles, quotes_by_rule))
    find = partial(find_attributions, lists=word_lists(), accurate=options.accurate)
    counts = score(articles, find)
    print_scores(f"model, {options.part}", counts)
    if options.write:
        keep_scores(counts, options.part, options.accurate)
    print_parts(articles, counts)
    print_cost(articles, options.accurate)
    if options.part == "dev":
        print_speakers(articles)
    if options.ablation:
        print_ablation(articles)


if __name__ == "__main__":
    main()
