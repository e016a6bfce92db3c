"""Punctuation of a house: a probe reads it on the page and finds next to nothing after masking."""

from __future__ import annotations

import random

import numpy as np

from framing.classify.masking import Masker
from framing.classify.probes import guess
from framing.classify.splits import grouped_folds

SAID = ("We will wait", "It is over", "Nobody knows", "The road is long")
PLAIN = ("The river rose again.", "A school was opened.", "Prices fell in spring.")


def _page(rng: random.Random, british: bool) -> str:
    lines = []
    for _ in range(12):
        words, name = rng.choice(SAID), rng.choice(("Smith", "Hill", "Jones"))
        if british:
            lines.append(f"‘{words}’, said Mr {name}.")
        else:
            lines.append(f"“{words},” said Mr. {name}.")
        lines.append(rng.choice(PLAIN))
    return ("  " if british else " ").join(lines)


def test_the_marks_of_a_house_tell_it_on_the_page_and_not_after_masking() -> None:
    rng = random.Random(1)
    labels = ["British" if k % 2 else "American" for k in range(60)]
    pages = [_page(rng, label == "British") for label in labels]
    folds = grouped_folds(labels, range(60), folds=3)
    truth = np.array(labels, object)
    found, rows = guess("punctuation", pages, labels, folds)
    assert np.mean(found == truth[rows]) == 1.0
    masked = [Masker().mask(page).text for page in pages]
    found, rows = guess("punctuation", masked, labels, folds)
    assert np.mean(found == truth[rows]) < 0.7
