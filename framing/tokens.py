"""Tokens of articles as columns of numbers; `framing.types` gives them on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from framing.vocabulary import Vocabulary

IntArray: TypeAlias = NDArray[np.int32]
BoolArray: TypeAlias = NDArray[np.bool_]


class RunTable:
    """A table of runs of tokens, a column an array: as long as `first`, the rows they begin at."""

    __slots__ = ()
    first: NDArray[np.int32] | NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Token columns of one article or of a batch of articles; row i is the i-th token.

    `start`/`stop` are offsets into the article's own text, also in a batch. `type_id` and
    `lemma_id` index `vocabulary.strings`; `tag` indexes `framing.language.PENN_TAGS`; `sentence`
    and `paragraph` number from 0 and never decrease (over a whole batch); `zone` indexes
    `ZONE_KINDS`; `in_quote` is true between quotation marks (the marks included).
    `bounds[k]:bounds[k + 1]` are the rows of the k-th article.
    """

    vocabulary: Vocabulary
    bounds: IntArray
    start: IntArray
    stop: IntArray
    type_id: IntArray
    lemma_id: IntArray
    tag: NDArray[np.uint8]
    sentence: IntArray
    paragraph: IntArray
    zone: NDArray[np.int8]
    in_quote: BoolArray

    def __len__(self) -> int:
        return len(self.start)

    def article(self, index: int) -> Tokens:
        """Rows of one article of the batch, as views; sentences and paragraphs count from 0."""
        rows = slice(int(self.bounds[index]), int(self.bounds[index + 1]))
        sentence, paragraph = self.sentence[rows], self.paragraph[rows]
        return Tokens(
            vocabulary=self.vocabulary,
            bounds=np.array([0, len(sentence)], np.int32),
            start=self.start[rows],
            stop=self.stop[rows],
            type_id=self.type_id[rows],
            lemma_id=self.lemma_id[rows],
            tag=self.tag[rows],
            sentence=sentence - (sentence[0] if len(sentence) else 0),
            paragraph=paragraph - (paragraph[0] if len(paragraph) else 0),
            zone=self.zone[rows],
            in_quote=self.in_quote[rows],
        )
