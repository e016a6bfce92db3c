"""Scores the shipped frames on fresh passages: python -m research.evaluate.frames_fresh CORPORA

`frames_fresh.csv` holds 300 passages of reserved articles, labelled before any model scored them.
Beside the model stand flagging everything and TF-IDF trained on the same passages as it. `--write`
puts the figures into the model's card, from which tiers and core columns follow.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.layers.frames.model import FrameModel, load_model
from framing.layers.frames.names import CARD_FILE, FRAMES
from research.evaluate.frames import show, tfidf_calls
from research.gold.frames import Gold, load_own
from research.gold.frames_fresh_sample import FRESH
from research.train.frames import f1, part_of, passage_scores
from research.train.frames_card import TIERS_SAID, figures, rate, save_card

DRAWS, SEED = 2000, 11

Figures = dict[str, Any]


def score_fresh(model: FrameModel, fresh: Gold) -> dict[str, Figures]:
    """Figures of each frame, its F1 with a 95 % interval over passages drawn anew."""
    called = (passage_scores(model, fresh.texts) > 0).astype(int)
    found = {}
    for column, frame in enumerate(FRAMES):
        labels, calls = fresh.labels[:, column], called[:, column]
        found[frame] = figures(labels, calls) | {"f1_interval": interval(labels, calls)}
    return found


def interval(labels: NDArray[Any], called: NDArray[Any]) -> list[float]:
    """Where 95 of 100 values of F1 lie when the passages are drawn anew."""
    chance = np.random.default_rng(SEED)
    rows = chance.integers(0, len(labels), (DRAWS, len(labels)))
    values = [f1(labels[drawn], called[drawn]) for drawn in rows]
    return [round(float(value), 2) for value in np.quantile(values, (0.025, 0.975))]


def tfidf_fresh(own: Gold, fresh: Gold) -> list[float]:
    """F1 of TF-IDF trained on the passages that the model was trained on."""
    seen = part_of(own, "train")
    both = Gold(
        [*seen.texts, *fresh.texts],
        np.concatenate([seen.labels, fresh.labels]),
        np.concatenate([seen.groups, fresh.groups]),
        FRAMES,
        np.concatenate([seen.part, fresh.part]),
    )
    first = np.arange(len(seen.texts))
    called = tfidf_calls(both, first, np.arange(len(first), len(both.texts)))
    return [f1(fresh.labels[:, k], called[:, k]) for k in range(len(FRAMES))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true", help="put the figures into the card")
    options = parser.parse_args()
    fresh = load_own(options.corpora, FRESH)
    found = score_fresh(load_model(), fresh)
    baseline = tfidf_fresh(load_own(options.corpora), fresh)
    for frame, value in zip(FRAMES, baseline, strict=True):
        found[frame]["tfidf_f1"] = round(value, 2)
        low, high = found[frame]["f1_interval"]
        print(
            f"{frame:<16} F1 {found[frame]['f1']:.2f} [{low:.2f}, {high:.2f}]  flag all "
            f"{found[frame]['flag_all_f1']:.2f}  TF-IDF {value:.2f}  n {found[frame]['n']}"
        )
    for name in ("f1", "flag_all_f1", "tfidf_f1"):
        show(name, FRAMES, [found[frame][name] for frame in FRAMES])
    if options.write:
        card = json.loads(CARD_FILE.read_text("utf-8"))
        for frame in FRAMES:
            card["frames"][frame]["fresh_passages"] = found[frame]
            card["frames"][frame] |= rate(card["frames"][frame])
        save_card(card | {"tiers": TIERS_SAID})


if __name__ == "__main__":
    main()
