"""Fits the news offsets of the hedge model: python -m research.train.hedges_calibration CORPORA

For each kind of cue the offset is chosen so that the mean probability over the labelled cues of
`tests/gold/hedge_sheet.csv` equals the share labelled uncertain. Small kinds are drawn to zero.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp
from pathlib import Path

import numpy as np

from framing.layers.batch import Batch
from framing.layers.hedges.cues import find_cues
from framing.layers.hedges.model import (
    kind_of,
    load_model,
    save_model,
    score_sentences,
    subject_rows,
)
from research.evaluate.sheets import GOLD

_LIMIT = 3.0
_LOOSE = -3.0  # a candidate outside its firm place is a hedge in an encyclopaedia, not in news


@dataclass(frozen=True, slots=True)
class Scored:
    """A labelled cue: its kind, the log odds of its sentence, whether it is uncertain."""

    kind: str
    score: float
    uncertain: bool


def score_cues(batch: Batch, labels: dict[tuple[str, int], str]) -> list[Scored]:
    """The labelled cues of a batch with the score of their sentence."""
    subjects = subject_rows(batch)
    found = []
    for sentence, score in score_sentences(batch, find_cues(batch)):
        article = batch.articles[int(batch.article_of[sentence.first])].article_id
        for cue in sentence.cues:
            label = labels.get((article, int(batch.tokens.start[cue.first])))
            if label and (cue.listed or cue.candidate):
                found.append(Scored(kind_of(batch, cue, subjects), score, label == "uncertain"))
    return found


def fit_offset(cues: Sequence[Scored]) -> float:
    """Offset at which the mean probability equals the (smoothed) share of uncertain cues."""
    wanted = (sum(cue.uncertain for cue in cues) + 0.5) / (len(cues) + 1)
    grid = np.arange(-_LIMIT, _LIMIT + 0.01, 0.01)
    means = [np.mean([1 / (1 + exp(-cue.score - step)) for cue in cues]) for step in grid]
    best = float(grid[int(np.argmin(np.abs(np.array(means) - wanted)))])
    return round(best * len(cues) / (len(cues) + 2), 2)


def main() -> None:
    from research.cost.news import news_batches

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    with (GOLD / "hedge_sheet.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    labels = {(row["article_id"], int(row["start"])): row["label"] for row in rows}
    ids = {row["article_id"] for row in rows}
    kinds: dict[str, list[Scored]] = defaultdict(list)
    for batch in news_batches(parser.parse_args().corpora, ids):
        for cue in score_cues(batch, labels):
            kinds[cue.kind].append(cue)
    offsets = {kind: fit_offset(cues) for kind, cues in sorted(kinds.items())}
    offsets |= {
        f"{category}, loose candidate": _LOOSE for category in ("weasel_source", "approximator")
    }
    offsets["approximator, firm candidate"] = _LOOSE
    for kind, offset in offsets.items():
        print(f"{kind:32} {len(kinds[kind]):4} cues  {offset:+.2f}")
    save_model(replace(load_model(), offsets=offsets))


if __name__ == "__main__":
    main()
