"""Stretches of text without white space, each cut into tokens once and remembered."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from framing.language.splitting import SplitRules, type_of
from framing.types import IntArray
from framing.vocabulary import Vocabulary


class IntBuffer:
    """Whole numbers that grow at the end without a copy a time."""

    def __init__(self) -> None:
        self._items: IntArray = np.empty(4096, np.int32)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def extend(self, items: list[int]) -> None:
        """Add at the end."""
        size = self._size + len(items)
        if size > len(self._items):
            self._items = np.resize(self._items, 2 * size)
        self._items[self._size : size] = items
        self._size = size

    @property
    def array(self) -> IntArray:
        """All items, as a view."""
        return self._items[: self._size]


class ChunkTable(dict[str, int]):
    """Number of each chunk; asking for a new one cuts it into tokens.

    `count` and `first` have a row a chunk: how many tokens, and where they begin in `type_id`,
    `start` and `stop` (offsets inside the chunk).
    """

    def __init__(self, vocabulary: Vocabulary, rules: SplitRules) -> None:
        super().__init__()
        self.count, self.first = IntBuffer(), IntBuffer()
        self.type_id, self.start, self.stop = IntBuffer(), IntBuffer(), IntBuffer()
        self.characters = 0
        self._vocabulary, self._rules = vocabulary, rules
        self._waiting: list[tuple[int, int, int]] = []
        self._sizes: list[int] = []

    def __missing__(self, chunk: str) -> int:
        number = self[chunk] = len(self)
        size = len(chunk)
        self.characters += size
        if chunk.isalpha() and chunk.lower() not in self._rules.contractions:
            token = chunk if chunk.isascii() else type_of(chunk)
            self._waiting.append((self._vocabulary.id_of(token), 0, size))
            self._sizes.append(1)
            return number
        known = len(self._waiting)
        for start, stop in self._rules.split(chunk):
            token = type_of(chunk[start:stop])
            if token:
                self._waiting.append((self._vocabulary.id_of(token), start, stop))
        self._sizes.append(len(self._waiting) - known)
        return number

    def numbers(self, chunks: list[str]) -> IntArray:
        """Number of each chunk, new ones cut."""
        found = np.fromiter(map(self.__getitem__, chunks), np.int32, len(chunks))
        if self._sizes:
            self._settle()
        return found

    def _settle(self) -> None:
        sizes = np.array(self._sizes)
        self.first.extend((len(self.type_id) + np.cumsum(sizes) - sizes).tolist())
        self.count.extend(self._sizes)
        columns: Iterable[tuple[int, ...]] = zip(*self._waiting, strict=True)
        buffers = (self.type_id, self.start, self.stop)
        for buffer, items in zip(buffers, columns, strict=False):
            buffer.extend(list(items))
        self._waiting, self._sizes = [], []
