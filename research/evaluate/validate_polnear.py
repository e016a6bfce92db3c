"""The whole loop on PolNeAR dev, with its annotation in the place of a coder.

    python -m research.evaluate.validate_polnear CORPORA [--n 1400] [--runs 20] [--write]

Sentences and words are drawn by publisher, "coded" from the gold attributions, scored and
corrected, with as many seeds as asked. Printed, for each publisher: the gold share over all units,
the raw share of the detector, the corrected share with its interval, and over the seeds how often
that interval covers the gold share. PolNeAR dev is a development corpus of the quotation layer.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.reading import read_articles
from framing.types import Article, Reading, Span
from framing.validate.coded import Coded
from framing.validate.correct import correct
from framing.validate.draw import draw
from framing.validate.frame import ArticleUnits
from framing.validate.questions import question_of
from framing.validate.sheet import write_key
from framing.validate.units import Unit, units_of
from research.evaluate.measured import MEASURED, keep_run
from research.gold.load import GoldArticle, GoldQuote, load_polnear

LAYERS = {
    "sources: unnamed, share of those found": "anonymous sources",
    "quotes: indirect, share of those found": "indirect speech",
    "quoted_words: yes, share of words": "quoted words",
}


def overlap(span: Span, spans: Sequence[Span]) -> int:
    """Characters of a span inside others."""
    return sum(max(0, min(span[1], stop) - max(span[0], start)) for start, stop in spans)


def gold_answer(layer: str, unit: Unit, reading: Reading, quotes: Sequence[GoldQuote]) -> str:
    """What a coder who follows the gold would say of a unit."""
    span = unit.start, unit.stop
    best = max(quotes, key=lambda quote: overlap(span, quote.content), default=None)
    inside = best is not None and overlap(span, best.content) > 0
    if layer == "quoted_words":
        tokens = reading.tokens
        row = int(np.searchsorted(tokens.start, unit.start))
        return "yes" if inside and bool(tokens.in_quote[row]) else "no"
    if best is None or not inside:
        return "none"
    if layer == "quotes":
        return kind_of(best, reading)
    return "unnamed" if is_unnamed(best, reading) else "named"


def kind_of(quote: GoldQuote, reading: Reading) -> str:
    """Direct, mixed or indirect, by how many words of the content stand between marks."""
    tokens = reading.tokens
    rows = [
        row
        for row in range(len(tokens.start))
        if reading.is_word[row]
        and any(s <= tokens.start[row] and tokens.stop[row] <= e for s, e in quote.content)
    ]
    marked = sum(bool(tokens.in_quote[row]) for row in rows)
    if not marked:
        return "indirect"
    return "direct" if marked == len(rows) else "mixed"


def is_unnamed(quote: GoldQuote, reading: Reading) -> bool:
    """A source that the article does not tell: no name in it, nothing that points to one.

    "Critics", "a friend", "administration officials"; not "the president", "his lawyer", "which".
    """
    words = " ".join(reading.article.text[s:e] for s, e in quote.source).split()
    if not words or words[0].lower() in _POINTING:
        return False
    return not [word for k, word in enumerate(words) if word[:1].isupper() and (k or not words[1:])]


_POINTING = frozenset(
    (
        *("he", "she", "they", "it", "we", "i", "you", "who", "which", "that", "this", "the"),
        *("me", "his", "her", "their", "its", "my", "our", "your", "said", "each", "one"),
    )
)


def frame_of(
    gold: Sequence[GoldArticle], readings: Sequence[Reading], layer: str
) -> tuple[list[ArticleUnits], dict[tuple[str, int], str]]:
    """Units of all articles with stories of one article, and the gold answer of each unit."""
    articles, truths = [], {}
    for one, reading in zip(gold, readings, strict=True):
        units = tuple(units_of(layer, reading))
        name, text = one.article.article_id, one.article.text
        outlet = one.publisher
        articles.append(ArticleUnits(name, outlet, name, int(reading.is_word.sum()), text, units))
        for unit in units:
            truths[name, unit.start] = gold_answer(layer, unit, reading, one.quotes)
    return articles, truths


def loop(
    articles: Sequence[ArticleUnits],
    truths: dict[tuple[str, int], str],
    layer: str,
    n: int,
    seeds: range,
) -> Iterator[pd.DataFrame]:
    """Estimates of each seed, with the gold share beside them."""
    question = question_of(layer)
    for seed in seeds:
        sample = draw(articles, question, n, seed=seed)
        answers = {u.unit_id: truths[u.article_id, u.start] for u in sample.drawn}
        rows = correct(Coded(sample, answers))
        rows = rows[(rows["against"] == "") & rows["feature"].isin(LAYERS)]
        yield rows.assign(seed=seed, gold=[_gold(articles, truths, row) for row in _named(rows)])


def _named(rows: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(rows["feature"], rows["group"], strict=True))


def _gold(
    articles: Sequence[ArticleUnits],
    truths: dict[tuple[str, int], str],
    row: tuple[str, str],
) -> float:
    feature, group = row
    key = feature.split(": ")[1].split(",")[0]
    own = [
        truths[one.article_id, unit.start]
        for one in articles
        if one.group == group
        for unit in one.units
    ]
    among = [truth for truth in own if truth != "none"] if "found" in feature else own
    return float(np.mean([truth == key for truth in among])) if among else float("nan")


def save(folder: Path, gold: Sequence[GoldArticle], readings: Sequence[Reading], n: int) -> None:
    """Codes and key of one draw, without a word of text: what the notebook works on."""
    articles, truths = frame_of(gold, readings, "quotes")
    sample = draw(articles, question_of("quotes"), n)
    write_key(folder / "polnear_quotes.key.json", sample)
    codes = [(u.unit_id, truths[u.article_id, u.start]) for u in sample.drawn]
    pd.DataFrame(codes, columns=["unit_id", "answer"]).to_csv(
        folder / "polnear_quotes.csv", index=False
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--n", type=int, default=1400, help="codes a layer, over all publishers")
    parser.add_argument("--runs", type=int, default=20, help="seeds (default: 20)")
    parser.add_argument("--save", type=Path, help="write sheet and key of the quotes here and stop")
    parser.add_argument("--write", action="store_true", help="keep the figures for the docs")
    args = parser.parse_args()
    gold = list(load_polnear(args.corpora / "data" / "polnear", "dev"))
    bare = [Article(one.article.article_id, one.article.text) for one in gold]
    readings = list(read_articles(bare))
    if args.save:
        save(args.save, gold, readings, args.n)
        return
    parts: dict[str, dict[str, Any]] = {}
    outlets = 0
    for layer in ("sources", "quotes", "quoted_words"):
        articles, truths = frame_of(gold, readings, layer)
        rows = pd.concat(list(loop(articles, truths, layer, args.n, range(args.runs))))
        for feature, part in rows.groupby("feature"):
            parts[LAYERS[str(feature)]] = judged(str(feature), part)
            outlets = part["group"].nunique()
    if args.write:
        command = f"python -m research.evaluate.validate_polnear CORPORA --runs {args.runs} --write"
        run = {"command": command, "n": args.n, "seeds": args.runs, "outlets": outlets}
        keep_run(MEASURED, "validate_polnear", {**run, "parts": parts})


def judged(feature: str, part: pd.DataFrame) -> dict[str, Any]:
    """Prints the first seed and what all say; for the docs the same, and from what to what
    outlets go: raw share of the gold, precision and miss rate."""
    first = part[part["seed"] == 0].set_index("group")
    columns = ["gold", "raw", "corrected", "low", "high", "codes_found", "precision"]
    print(f"\n{LAYERS[feature]} ({feature}), seed 0")
    print(first[[*columns, "miss_rate"]].astype(float).round(3).to_string())
    given = part[part["corrected"].notna()]
    covered = ((given["low"] <= given["gold"]) & (given["gold"] <= given["high"])).mean()
    print(f"covered over {part['seed'].nunique()} seeds: {covered:.3f} of {len(given)}")
    error = [(part[name] - part["gold"]).abs().mean() for name in ("raw", "corrected")]
    print("mean absolute error: raw {:.3f}, corrected {:.3f}".format(*error))
    means = part.groupby("group")[["raw", "gold", "precision", "miss_rate"]].mean()
    ratio = means["raw"] / means["gold"]
    return {
        **{"raw_error": error[0], "error": error[1], "covered": covered, "rows": len(given)},
        "raw_of_gold": [ratio.min(), ratio.max()],
        **{name: [means[name].min(), means[name].max()] for name in ("precision", "miss_rate")},
    }


if __name__ == "__main__":
    main()
