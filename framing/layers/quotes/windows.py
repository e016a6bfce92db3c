"""Articles as an encoder reads them: pieces of words, in windows of whole sentences."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.learn.encoder import WordTable
from framing.types import BoolArray, Tokens

LONGEST = 192
"""Pieces of a window, as trained. Each is read for itself: with 16 to 64 pieces around it, read but
not marked, fewer attributions are right (PolNeAR dev, unsifted: F1 .737 to .747, else .752)."""
FEATURES = {"case": 4, "quote": 2, "paragraph": 2}
"""Small columns beside the words, whose table knows no capitals: a token's capitals, whether it
stands between quotation marks, whether it opens a paragraph."""
Numbers = NDArray[np.int64]
Range = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Text:
    """Articles as pieces of words: one row a piece.

    `token` is the row of the piece's token among all tokens, `first` whether it begins it;
    `sentence` holds a number that grows with each sentence of each article, `bounds` where each
    article begins.
    """

    ids: Numbers
    token: Numbers
    first: BoolArray
    sentence: Numbers
    bounds: Numbers
    features: Numbers


def _case(word: str) -> int:
    if not word[:1].isalpha():
        return 0
    return 1 if word.islower() else 3 if word.isupper() and len(word) > 1 else 2


def _cases(strings: Sequence[str]) -> NDArray[np.int8]:
    return np.array([_case(string) for string in strings], np.int8)


def cut_words(tokens: Tokens, words: WordTable) -> Text:
    """Tokens of a batch as pieces of words."""

    def cut(strings: Sequence[str]) -> NDArray[np.object_]:
        held = np.empty(len(strings), np.object_)
        held[:] = [tuple(words.cut_word(string)) for string in strings]
        return held

    vocabulary = tokens.vocabulary
    pieces = vocabulary.column(("pieces", words), cut)[tokens.type_id].tolist()
    case = vocabulary.column("encoder.case", _cases)[tokens.type_id]
    lengths = np.array([len(one) for one in pieces], np.int64)
    token = np.repeat(np.arange(len(pieces)), lengths)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    first = np.zeros(len(token), np.bool_)
    first[starts[:-1]] = True
    article = np.repeat(np.arange(len(tokens.bounds) - 1), np.diff(tokens.bounds))
    new_article = np.diff(article, prepend=-1) != 0
    opens = (np.diff(tokens.paragraph, prepend=-1) != 0) | new_article
    sentence = np.cumsum((np.diff(tokens.sentence, prepend=-1) != 0) | new_article)
    features = np.stack([case, tokens.in_quote, opens], 1).astype(np.int64)
    ids = np.array([one for some in pieces for one in some], np.int64)
    return Text(ids, token, first, sentence[token], starts[tokens.bounds], features[token])


def blocks(text: Text, size: int, chance: random.Random | None = None) -> Iterator[Range]:
    """Ranges of whole sentences, at most `size` pieces each; with `chance` they begin anywhere."""
    ends = np.flatnonzero(np.diff(text.sentence, append=-1)) + 1
    for low, high in zip(text.bounds[:-1].tolist(), text.bounds[1:].tolist(), strict=True):
        room = chance.randint(size // 4, size) if chance else size
        while low < high:
            fits = ends[(ends > low) & (ends <= min(low + room, high))]
            stop = int(fits[-1]) if len(fits) else min(low + size, high)
            yield low, stop
            low, room = stop, size
