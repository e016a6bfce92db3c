"""Labels of attributions by a small encoder, which is slower and surer than the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.layers.quotes.chain import Labelled, decode
from framing.layers.quotes.grid import Grid
from framing.layers.quotes.labels import LABELS, N_LABELS
from framing.layers.quotes.windows import FEATURES, LONGEST, Range, Text, blocks, cut_words
from framing.learn.encoder import load_network, load_words
from framing.learn.encoder_files import FOLDER
from framing.types import BoolArray, Tokens

MODEL_FILE = FOLDER / "quotes.onnx"
UNIT = 2.0
"""What a lead is measured in, so that its fifteen steps reach from even to one in ten thousand."""
BIAS = 0.7
"""Taken from the score of no label, so that more spans are found than are right, for the sifter to
choose from. On held-out train, end to end after sifting: 0 .758, .7 .762, 1.4 .760."""
_NEVER = -1e4
Floats = NDArray[np.float32]


def label(tokens: Tokens, grid: Grid, outside: BoolArray) -> Labelled:
    """Labels of a grid and their log chances; the tokens `outside` have none."""
    chances = mark(tokens)
    chances[outside, 1:] = _NEVER
    return labelled_by(chances, grid)


def labelled_by(chances: Floats, grid: Grid, bias: float = BIAS) -> Labelled:
    """The best labels of tokens with these log chances, a row each; `bias` counts against none."""
    scores = np.zeros((len(grid.columns["tag"]), N_LABELS), np.float32)
    scores[grid.place] = chances
    scores[grid.place, 0] -= bias
    labels = decode(scores, grid.starts, grid.lengths, allowed_steps())
    return Labelled(grid, labels, scores, UNIT)


def allowed_steps() -> Floats:
    """Transitions: a label of a span's inside follows its beginning or another inside."""
    steps = np.zeros((N_LABELS, N_LABELS), np.float32)
    for left, one in enumerate(LABELS):
        for right, other in enumerate(LABELS):
            if other[0] == "I" and one[1:] != other[1:]:
                steps[left, right] = _NEVER
    return steps


def mark(tokens: Tokens, network: Path = MODEL_FILE) -> Floats:
    """Log chances of the labels, one row a token; each is read in its window."""
    text = cut_words(tokens, load_words())
    found = np.zeros((len(tokens), N_LABELS), np.float32)
    for low, stop in blocks(text, LONGEST):
        first = text.first[low:stop]
        found[text.token[low:stop][first]] = _shares(text, (low, stop), network)[first]
    return found


def _shares(text: Text, window: Range, network: Path) -> Floats:
    """Log chances of the pieces of a window."""
    low, stop = window
    words = load_words()
    ids = np.concatenate([[words.begin], text.ids[low:stop], [words.end]])
    features = np.zeros((len(ids), len(FEATURES)), np.int64)
    features[1:-1] = text.features[low:stop]
    given: dict[str, NDArray[Any]] = {
        "vectors": words.vectors(ids)[None],
        "features": features[None],
    }
    (margins,) = load_network(network)(given)
    inner = margins[0, 1:-1]
    top = inner.max(axis=1, keepdims=True)
    shares: Floats = inner - top - np.log(np.exp(inner - top).sum(axis=1, keepdims=True))
    return shares
