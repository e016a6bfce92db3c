"""Three outlets on the same 74 events, and loaded words against annotators' biased spans.

    python -m research.evaluate.basil FOLDER_OF_BASIL [--all] [--write]

First: matched comparison of Fox News, HuffPost and the New York Times, paired by event, for
sourcing, hedging and loaded words; with --all every measure. Then: of the spans that annotators
marked as lexical bias outside quotations, how many hold a word of the loaded-word layer (recall),
how many of its words in the outlet's own voice lie in such a span (precision), beside as many
words drawn at random from the outlet's own voice.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

import framing
from framing.compare import CompareOptions, compare_matched
from framing.reading import read_articles
from framing.types import Reading, Span
from research.evaluate.measured import MEASURED, keep_run
from research.gold.load import BiasArticle, load_basil

SHOWN = (
    "quote_attributions_per_1k_words",
    "quote_words_share",
    "quote_direct_words_share",
    "quote_anonymous_share",
    "quote_doubt_share",
    "quote_speakers_count",
    "hedge_outlet_per_1k_words",
    "hedge_outlet_uncertain_sentences_share",
    "wording_loaded_per_1k_words",
    "wording_loaded_sentences_share",
    "wording_loaded_balance_index",
)
IN_DOCS = (
    *("quote_direct_words_share", "quote_anonymous_share"),
    *("hedge_outlet_per_1k_words", "wording_loaded_per_1k_words"),
)
_DRAWS = 200


@dataclass(frozen=True)
class Hits:
    """Spans that hold a word, words that lie in a span, and how many of each there are."""

    spans: int
    words: int
    all_spans: int
    all_words: int

    def __str__(self) -> str:
        recall, precision = self.spans / self.all_spans, self.words / max(1, self.all_words)
        return (
            f"finds {self.spans} of {self.all_spans} ({recall:.1%}), "
            f"{self.words} of {self.all_words:,} words in one ({precision:.1%})"
        )


def overlaps(words: Sequence[Span], spans: Sequence[Span]) -> tuple[set[int], set[int]]:
    """Numbers of the words that touch a span, and of the spans that a word touches."""
    pairs = [
        (i, j)
        for i, (start, stop) in enumerate(words)
        for j, (first, last) in enumerate(spans)
        if start < last and first < stop
    ]
    return {i for i, _ in pairs}, {j for _, j in pairs}


def score(words: Sequence[Sequence[Span]], spans: Sequence[Sequence[Span]]) -> Hits:
    """Over all articles."""
    found = [overlaps(one, two) for one, two in zip(words, spans, strict=True)]
    return Hits(
        sum(len(two) for _, two in found),
        sum(len(one) for one, _ in found),
        sum(map(len, spans)),
        sum(map(len, words)),
    )


def loaded_words(reading: Reading, name: str = "loaded") -> list[Span]:
    chosen = (w for w in reading.wordings if w.kind == name and w.voice == "outlet")
    return [(w.start, w.stop) for w in chosen]


def own_words(reading: Reading) -> list[Span]:
    """Words of the story outside attributed content."""
    rows = np.flatnonzero(reading.is_word & (reading.quote_of < 0))
    starts, stops = reading.tokens.start[rows].tolist(), reading.tokens.stop[rows].tolist()
    return list(zip(starts, stops, strict=True))


def report_loaded(gold: list[BiasArticle], readings: list[Reading]) -> dict[str, Any]:
    """Prints how loaded words and annotators' spans meet; the same for the docs."""
    figures = {}
    for name, kinds in (("lexical bias", ("lex",)), ("any bias", ("lex", "inf"))):
        spans = [
            [(s.start, s.stop) for s in one.spans if s.kind in kinds and not s.quoted]
            for one in gold
        ]
        words = [loaded_words(reading) for reading in readings]
        print(f"\n{name} outside quotations")
        hits = score(words, spans)
        print(f"  loaded words:   {hits}")
        rng = np.random.default_rng(0)
        drawn = [_random_score(readings, sum(map(len, words)), spans, rng) for _ in range(_DRAWS)]
        figures[name] = asdict(hits)
        for what in ("spans", "words"):
            ends = np.quantile([getattr(one, what) for one in drawn], [0.025, 0.5, 0.975]).tolist()
            low, middle, high = ends
            print(
                f"  as many random words, {what}: {middle:.0f} (95 % of draws {low:.0f}-{high:.0f})"
            )
            figures[name][f"random_{what}"] = ends
    return figures


def _random_score(
    readings: list[Reading], count: int, spans: list[list[Span]], rng: np.random.Generator
) -> Hits:
    """As many words as there are loaded ones, anywhere in the outlets' own voice."""
    everywhere = [(k, word) for k, reading in enumerate(readings) for word in own_words(reading)]
    words: list[list[Span]] = [[] for _ in readings]
    for number in rng.choice(len(everywhere), count, replace=False):
        k, word = everywhere[number]
        words[k].append(word)
    return score(words, spans)


def report_matched(gold: list[BiasArticle], *, everything: bool) -> dict[str, Any]:
    """Prints the comparison; the measures that the docs show, for them."""
    result = framing.analyze([one.article for one in gold])
    table = result.features.assign(story_id=[one.event for one in gold])
    rows = compare_matched(table, options=CompareOptions())
    chosen = rows if everything else rows[rows["feature"].isin(SHOWN)]
    print(f"{rows['p'].notna().sum()} tests, {(rows['q'] <= 0.05).sum()} with q <= .05")
    print(f"{'feature':42}{'pair':34}   n  {'means':>15}   difference [95 %]            p      q")
    for row in chosen.itertuples():
        print(
            f"{row.feature:42}{f'{row.group} - {row.against}':34}{row.n:4}  "
            f"{row.estimate:7.3g} {row.against_estimate:7.3g}   {row.difference:+7.3g} "
            f"[{row.difference_low:+.3g}, {row.difference_high:+.3g}]".ljust(120)
            + f" {row.p:.4f} {row.q:.3f} {row.note}"
        )
    return {
        "events": len({one.event for one in gold}),
        "tests": int(rows["p"].notna().sum()),
        "small": int((rows["q"] <= 0.05).sum()),
        "rows": [_shown(row) for name in IN_DOCS for row in _rows_of(rows, name)],
    }


def _rows_of(rows: pd.DataFrame, feature: str) -> list[dict[str, Any]]:
    return [dict(row) for _, row in rows[rows["feature"] == feature].iterrows()]


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{"feature": row["feature"], "pair": [row["group"], row["against"]]},
        "means": [row["estimate"], row["against_estimate"]],
        "difference": [row["difference"], row["difference_low"], row["difference_high"]],
        **{"p": row["p"], "q": row["q"]},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--all", action="store_true", help="every measure, not the leading ones")
    parser.add_argument("--write", action="store_true", help="keep the figures for the docs")
    args = parser.parse_args()
    gold = list(load_basil(args.folder))
    with pd.option_context("display.width", 200):
        matched = report_matched(gold, everything=args.all)
    spans = report_loaded(gold, list(read_articles([one.article for one in gold])))
    if args.write:
        command = {"command": "python -m research.evaluate.basil FOLDER --write"}
        keep_run(MEASURED, "basil", {**command, **matched, "spans": spans})


if __name__ == "__main__":
    main()
