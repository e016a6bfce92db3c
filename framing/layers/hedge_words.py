"""Scores the words of many sentences at once: the part of the hedge model that sees every token.

The names of the features are those of `hedge_features`; what they weigh is looked up in arrays, so
that a sentence costs no dictionary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from framing.language import PENN_TAGS
from framing.layers.hedge_features import LONG, MASKED
from framing.types import BoolArray, IntArray, Tokens
from framing.vocabulary import Column

Floats = NDArray[np.float64]
_OF_WORDS = ("word", "lemma", "opening")
_NAMES = np.array([tag.startswith("NNP") for tag in PENN_TAGS])
_MARKS = {"brackets": ("-LRB-",), "quotation": ("``", "''")}


class WordWeights:
    """The weights of words, lemmas, pairs, tags and form, as tables over numbered words."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._numbers: dict[str, int] = {}
        for kind in _OF_WORDS:
            for text, _ in _named(weights, kind):
                self._number(text)
        pairs = {self._key(*text.split(" ")): w for text, w in _named(weights, "pair")}
        nexts = {self._follow(*text.split(" ")): w for text, w in _named(weights, "next")}
        self._pairs, self._nexts = _Table(pairs), _Table(nexts)
        self._masks = np.array(
            [self._numbers.get(f"<{tag}>", -1) if tag in MASKED else -2 for tag in PENN_TAGS],
            np.int32,
        )
        self._tables = {
            kind: np.array([weights.get(f"{kind}:{text}", 0.0) for text in (*self._numbers, "")])
            for kind in _OF_WORDS
        }
        self._tags = np.array([weights.get(f"tag:{tag}", 0.0) for tag in PENN_TAGS])
        self._form = weights

    def _number(self, word: str) -> int:
        return self._numbers.setdefault(word, len(self._numbers))

    def _key(self, one: str, two: str) -> int:
        return (self._number(one) << 32) + self._number(two)

    def _follow(self, lemma: str, tag: str) -> int:
        return self._number(lemma) * len(PENN_TAGS) + PENN_TAGS.index(tag)

    def _words(self, tokens: Tokens, ids: IntArray, tags: NDArray[np.uint8]) -> IntArray:
        """Numbers of words or lemmas, -1 for those without a weight; names by their tag."""

        def compute(strings: Sequence[str]) -> Column:
            return np.array([self._numbers.get(s.lower(), -1) for s in strings], np.int32)

        known = tokens.vocabulary.column(("hedge words", self), compute)[ids]
        masked: IntArray = np.where(self._masks[tags] == -2, known, self._masks[tags])
        return masked

    def score(self, tokens: Tokens, sentences: IntArray) -> Floats:
        """Sum of weights for each of the sentences (numbers as in `tokens.sentence`, rising)."""
        place = np.full(int(tokens.sentence[-1]) + 2 if len(tokens) else 1, -1, np.int32)
        place[sentences] = np.arange(len(sentences), dtype=np.int32)
        of_row = place[tokens.sentence]
        rows = np.flatnonzero(of_row >= 0)
        of, tags = of_row[rows], tokens.tag[rows]
        words = self._words(tokens, tokens.type_id[rows], tags)
        lemmas = self._words(tokens, tokens.lemma_id[rows], tags)
        together = of[1:] == of[:-1]
        both = together & (words[1:] >= 0) & (words[:-1] >= 0)
        pairs = (words[:-1][both].astype(np.int64) << 32) + words[1:][both]
        after = together & (lemmas[:-1] >= 0)
        nexts = lemmas[:-1][after].astype(np.int64) * len(PENN_TAGS) + tags[1:][after]
        opens = np.append(True, ~together)[: len(of)]
        total = np.zeros(len(sentences))
        _add_once(total, of, words, self._tables["word"])
        _add_once(total, of, lemmas, self._tables["lemma"])
        _add_once(total, of, tags, self._tags)
        _add_once(total, of[1:][both], self._pairs.places(pairs), self._pairs.weights)
        _add_once(total, of[1:][after], self._nexts.places(nexts), self._nexts.weights)
        _add_once(total, of[opens], words[opens], self._tables["opening"])
        return total + self._form_score(of, tags, len(sentences))

    def _form_score(self, of: IntArray, tags: NDArray[np.uint8], count: int) -> Floats:
        def share(chosen: BoolArray) -> Floats:
            return np.bincount(of[chosen], minlength=count) / np.maximum(size, 1)

        size = np.bincount(of, minlength=count)
        length = np.minimum(size, LONG) / 30
        found = {
            "length": length,
            "length squared": length**2,
            "names": 5 * share(_NAMES[tags]),
            "numbers": 5 * share(tags == PENN_TAGS.index("CD")),
        }
        for name, marks in _MARKS.items():
            there = share(np.isin(tags, [PENN_TAGS.index(m) for m in marks])) > 0
            found[name] = there.astype(np.float64)
        total = np.zeros(count)
        for name, value in found.items():
            total += self._form.get(name, 0.0) * value
        return total


def _named(weights: Mapping[str, float], kind: str) -> list[tuple[str, float]]:
    prefix = f"{kind}:"
    return [(n.removeprefix(prefix), w) for n, w in weights.items() if n.startswith(prefix)]


class _Table:
    """Weights by number, found by binary search."""

    def __init__(self, weights: Mapping[int, float]) -> None:
        self._keys = np.array(sorted(weights), np.int64)
        self.weights = np.array([*(weights[key] for key in self._keys.tolist()), 0.0])

    def places(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """Places in `weights`, -1 (a weight of 0) for numbers that are not there."""
        if not len(self._keys):
            return np.full(len(keys), -1)
        found = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[found] == keys, found, -1)


def _add_once(total: Floats, of: IntArray, numbers: NDArray[np.integer], table: Floats) -> None:
    """Adds what a sentence's different features weigh: a word that comes twice counts once."""
    weighed = np.flatnonzero(table[numbers] != 0.0)
    keys = np.unique(of[weighed].astype(np.int64) * len(table) + numbers[weighed])
    np.add.at(total, keys // len(table), table[keys % len(table)])
