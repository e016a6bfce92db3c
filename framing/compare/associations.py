"""Collocations of each outlet: neighbouring words that stand together more than chance would."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from framing.compare.terms import TermCounts

MEASURES = ("likelihood_ratio", "pmi", "student_t", "dice")
COLUMNS = ("term", "group", "count", "count_first", "count_second", *MEASURES, "n_articles")
TEXT = ("term", "group")


def find_collocations(
    words: TermCounts, bigrams: TermCounts, *, min_count: int = 5
) -> pd.DataFrame:
    """Association measures of nltk for each group's bigrams in at least `min_count` places.

    Log-likelihood ratio (Dunning 1993), pointwise mutual information (Church and Hanks 1990),
    Student's t and Dice's coefficient (Smadja, McKeown and Hatzivassiloglou 1996). `words` and
    `bigrams` are counts of the same articles. Sorted by group, then by likelihood ratio.
    """
    frames = [frame for frame in _frames(words, bigrams, min_count) if len(frame)]
    if not frames:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = pd.concat(frames, ignore_index=True)
    keys = ["group", "likelihood_ratio", "term"]
    return rows.sort_values(keys, ascending=[True, False, True]).reset_index(drop=True)


def _frames(words: TermCounts, bigrams: TermCounts, min_count: int) -> Iterator[pd.DataFrame]:
    from nltk.collocations import BigramCollocationFinder
    from nltk.metrics import BigramAssocMeasures
    from nltk.probability import FreqDist

    for number, group in enumerate(bigrams.groups):
        singles, _ = _counts(words, number)
        pairs, articles = _counts(bigrams, number)
        by_pair = {tuple(pair.split(" ")): count for pair, count in pairs.items()}
        finder = BigramCollocationFinder(FreqDist(singles), FreqDist(by_pair))
        finder.apply_freq_filter(min_count)
        scores = {
            name: dict(finder.score_ngrams(getattr(BigramAssocMeasures, name))) for name in MEASURES
        }
        rows = [
            {
                "term": " ".join(pair),
                "group": group,
                "count": by_pair[pair],
                "count_first": singles[pair[0]],
                "count_second": singles[pair[1]],
                **{name: scores[name][pair] for name in MEASURES},
                "n_articles": articles[" ".join(pair)],
            }
            for pair in scores["pmi"]
        ]
        yield pd.DataFrame(rows, columns=list(COLUMNS))


def _counts(counts: TermCounts, group: int) -> tuple[dict[str, int], dict[str, int]]:
    """How often, and in how many articles, a group uses each of its terms."""
    part: Any = counts.counts[np.flatnonzero(counts.group == group)]
    total, articles = np.asarray(part.sum(axis=0)), np.asarray((part > 0).sum(axis=0))
    used = np.flatnonzero(total)
    return (
        {counts.terms[k]: int(total[k]) for k in used},
        {counts.terms[k]: int(articles[k]) for k in used},
    )
