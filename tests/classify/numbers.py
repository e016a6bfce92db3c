"""A sample of made-up numbers, symbols and texts: as large as a claim needs, and quick."""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.classify.sample import Sample
from framing.classify.sequences import COLUMN

OUTLETS = ("Ardent Courier", "Calm Gazette", "Doubtful Mirror")
_TAGS = ("DT", "JJ", "NN", "VBD", "IN", "RB")
_WORDS = ("river", "school", "treaty", "harbour", "the", "of", "perhaps", "never", "we", "and")


def make_numbers(rows: int = 60, seed: int = 0, outlets: tuple[str, ...] = OUTLETS) -> Sample:
    """Outlets in turn that differ a little in all there is to see; two articles a story."""
    random = np.random.default_rng(seed)
    label = np.arange(rows) % len(outlets)
    hedges = random.normal(size=rows) + 1.2 * label
    gaps = np.where(random.random(rows) < 0.1 + 0.2 * label, np.nan, random.normal(size=rows))
    quotes = random.normal(size=rows) - 0.6 * label
    lines = [_drawn(random, _TAGS, k, "<s> ") for k in label.tolist()]
    texts = [_drawn(random, _WORDS, k, "") + ("!" if k else ".") for k in label.tolist()]
    table = pd.DataFrame(
        {
            "article_id": [f"a{k}" for k in range(rows)],
            "hedge_a_count": hedges,
            "hedge_b_share": gaps,
            "quote_c_count": quotes,
            "wording_d_index": random.normal(size=rows),
            COLUMN: lines,
        }
    )
    return Sample(
        table=table,
        outlets=[outlets[k] for k in label.tolist()],
        groups=np.arange(rows) // (2 * len(outlets)) * len(outlets) + label,
        published=[f"2020-{1 + k // 28:02}-{1 + k % 28:02}" for k in range(rows)],
        raw=[f"{outlets[k]} {text}" for k, text in zip(label.tolist(), texts, strict=True)],
        masked=texts,
        unmasked=table.assign(hedge_a_count=hedges + 3 * label),
    )


def _drawn(random: np.random.Generator, words: tuple[str, ...], label: int, begin: str) -> str:
    """Twelve words at random, those at the label's place more often."""
    weights = np.ones(len(words))
    weights[label :: len(OUTLETS)] += 1
    return begin + " ".join(random.choice(words, 12, p=weights / weights.sum()).tolist())
