"""A small sentence encoder on the processor: words as pieces, and networks that read their vectors.

It needs onnxruntime, the extra `encoder`, which is imported at first use. A network gets one text
at a time: its numbers are cut to whole ones by their range, so that what stands
beside a text in a batch would move them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.learn.encoder_files import WORDS
from framing.learn.files import number_strings, read_arrays
from framing.learn.pieces import UNKNOWN, Cutter

_BEGIN, _END = "[CLS]", "[SEP]"

Floats = NDArray[np.float32]
Pieces = tuple[list[int], list[tuple[int, int]]]
"""Numbers of the pieces of a text, and where each stands in it."""


@dataclass(frozen=True, eq=False)
class WordTable:
    """Pieces of words as numbers and as vectors; `steps` is what a whole number of a row is worth.

    Capitals are not seen: words are lowered and lose their accents.
    """

    cutter: Cutter
    table: NDArray[np.int8]
    steps: Floats

    def cut(self, text: str) -> Pieces:
        """The pieces of a text, without the marks that begin and end it."""
        found = list(self.cutter(text))
        return [number for number, _, _ in found], [(start, stop) for _, start, stop in found]

    def cut_word(self, word: str) -> list[int]:
        """The pieces of one word; what has none is unknown."""
        return self.cut(word)[0] or [self.number(UNKNOWN)]

    def number(self, piece: str) -> int:
        """The number of a piece that the table has."""
        return self.cutter.numbers[piece]

    @property
    def begin(self) -> int:
        """The mark before a text."""
        return self.number(_BEGIN)

    @property
    def end(self) -> int:
        """The mark behind a text."""
        return self.number(_END)

    def vectors(self, ids: Sequence[int] | NDArray[np.int64]) -> Floats:
        """A row a piece."""
        rows = np.asarray(ids)
        found: Floats = self.table[rows] * self.steps[rows][..., None]
        return found


@cache
def load_words(path: Path = WORDS) -> WordTable:
    """The table, read once a process."""
    arrays = read_arrays(path)
    return WordTable(Cutter(number_strings(arrays["pieces"])), arrays["table"], arrays["steps"])


@dataclass(frozen=True, eq=False)
class Network:
    """A trained network of a file."""

    session: Any

    def __call__(self, given: Mapping[str, NDArray[Any]]) -> list[Floats]:
        """What comes out, in the file's order."""
        found: list[Floats] = self.session.run(None, dict(given))
        return found


@cache
def load_network(path: Path) -> Network:
    """A network, read once a process; it keeps to one thread, as each process of a run does."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return Network(onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"]))
