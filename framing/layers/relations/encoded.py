"""What a small encoder says of a sentence and of its words, beside the fast model's findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from framing.layers.relations.findings import HEADS, SENTENCE, WORD, Findings
from framing.layers.relations.lines import Line, Shown, line_of
from framing.learn.encoder import load_network, load_words
from framing.learn.encoder_files import FOLDER
from framing.types import Span

MODEL_FILE = FOLDER / "statements.onnx"
SCALE = 3.0  # by which log odds are divided before they are read
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Taught:
    """What an encoder says of a sentence.

    `sentence` holds the probabilities of any statement, of two, and of each class; `words` for
    each word that of stating one, and `told` those of class, status, voice and direction there, in
    a row.
    """

    sentence: Floats
    words: Floats
    told: Floats


def read_line(shown: Shown, spans: Sequence[Span], found: Findings) -> Taught:
    """The mean over both ways to mask the sides; `spans` are the words' places in the text."""
    told = [
        taught_by(*margins, len(spans), swap)
        for swap, margins in enumerate(_margins(shown, spans, found))
    ]
    return mean_of(told)


def mean_of(told: Sequence[Taught]) -> Taught:
    """The mean of what is said of one sentence."""
    return Taught(*(np.mean(part, axis=0) for part in zip(*map(astuple, told), strict=True)))


def taught_by(sentence: Floats, told: Floats, words: int, swap: bool | int) -> Taught:
    """Margins as chances, of so many words; of exchanged sides the direction is turned back."""
    told = told[:words]
    cuts = np.cumsum(HEADS)[:-1]
    shares = np.concatenate([_shares(one) for one in np.split(told[:, 1:], cuts, axis=1)], axis=1)
    if swap:
        shares[:, [-3, -2]] = shares[:, [-2, -3]]
    return Taught(_chance(sentence), _chance(told[:, 0]), shares)


def _chance(margins: Floats) -> Floats:
    chances: Floats = 1.0 / (1.0 + np.exp(-margins.astype(np.float64)))
    return chances


def _shares(margins: Floats) -> Floats:
    held = np.exp(margins.astype(np.float64) - margins.max(axis=1, keepdims=True))
    shares: Floats = held / held.sum(axis=1, keepdims=True)
    return shares


def _margins(shown: Shown, spans: Sequence[Span], found: Findings) -> list[tuple[Floats, Floats]]:
    """Margins of sentence and words, with the sides as they are and exchanged."""
    table = load_words()
    lines = [line_of(shown, spans, table, bool(swap)) for swap in (0, 1)]
    ids = np.array([line.ids for line in lines])
    given = {
        "vectors": table.vectors(ids),
        "types": np.array([_types(line) for line in lines]),
        "sides": np.stack([_marks(line) for line in lines]),
        "words": np.stack([_of_words(line) for line in lines]),
        "found": np.stack([found.sentence] * 2).astype(np.float32) / np.float32(SCALE),
        "found_words": np.stack([found.words, found.turned.words]).astype(np.float32)
        / np.float32(SCALE),
    }
    assert given["found"].shape[1] == SENTENCE
    assert given["found_words"].shape[2] == WORD
    sentence, told = load_network(MODEL_FILE)(given)
    return list(zip(sentence, told, strict=True))


def _types(line: Line) -> NDArray[np.int64]:
    """0 in the sentence, 1 in its context."""
    return (np.arange(len(line.ids)) >= line.context).astype(np.int64)


def _marks(line: Line) -> NDArray[np.float32]:
    """Weights of the marks of either side."""
    places = [[k for k, one in enumerate(line.sides) if one == side] for side in (0, 1)]
    return _weights(places, len(line.ids))


def _of_words(line: Line) -> NDArray[np.float32]:
    return _weights(line.words, len(line.ids))


def _weights(places: Sequence[Sequence[int]], width: int) -> NDArray[np.float32]:
    """A row for each list of places: they share one."""
    found = np.zeros((len(places), width), np.float32)
    for row, held in enumerate(places):
        if held:
            found[row, held] = 1 / len(held)
    return found
