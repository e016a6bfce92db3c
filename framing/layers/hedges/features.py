"""What the sentence classifier of hedges looks at: cues, words around them, their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from framing.language import PENN_TAGS
from framing.layers.batch import Batch
from framing.layers.hedges.cues import Cue
from framing.types import BoolArray, IntArray, Tokens
from framing.vocabulary import Column

Features = dict[str, float]

MASKED = frozenset({"NNP", "NNPS", "CD", "FW", "SYM", "LS", "ADD"})
_KEPT_BEFORE = frozenset({"DT", "IN", "TO", "CC", ",", "VBP", "VBZ", "VBD", "MD"})
LONG = 60


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as the classifier sees it: rows `first` to before `stop`, and its cues."""

    batch: Batch
    number: int
    first: int
    stop: int
    cues: Sequence[Cue]

    def word(self, row: int) -> str:
        """The token in lower case."""
        return self.batch.word(row).lower()

    def lemma(self, row: int) -> str:
        """The lemma in lower case."""
        return self.batch.lemma(row).lower()


def sentences_with(batch: Batch, cues: Sequence[Cue]) -> list[Sentence]:
    """Sentences that hold at least one of the cues (given in order), each with its cues."""
    sentence = batch.tokens.sentence
    numbers = sentence[[cue.first for cue in cues]] if cues else np.empty(0, np.int32)
    edges = np.flatnonzero(np.diff(numbers, prepend=-1, append=-1))
    named = numbers[edges[:-1]]
    first = np.searchsorted(sentence, named, "left").tolist()
    stop = np.searchsorted(sentence, named, "right").tolist()
    return [
        Sentence(batch, number, first[k], stop[k], cues[a:b])
        for k, (number, (a, b)) in enumerate(
            zip(named.tolist(), pairwise(edges.tolist()), strict=True)
        )
    ]


def describe(sentence: Sentence, subjects: frozenset[int] | set[int]) -> Features:
    """Named features of a sentence; `subjects` are the rows that open the subject of a verb."""
    found: Features = {}
    _describe_words(sentence, found)
    _describe_form(sentence, found)
    found |= describe_cues(sentence, subjects)
    return {name: value for name, value in found.items() if value}


def describe_cues(sentence: Sentence, subjects: frozenset[int] | set[int]) -> Features:
    """What the cues and their places tell; the words are weighed by `hedge_words`."""
    found: Features = {}
    groups = set()
    strongest = 0.0
    listed = [cue for cue in sentence.cues if cue.listed]
    for cue in listed:
        found[f"category:{cue.category}"] = found[f"term:{cue.text}"] = 1.0
        strongest = max(strongest, cue.strength)
        if cue.uncertain:
            found["listed as uncertain"] = 1.0
    for cue in sentence.cues:
        if not cue.listed:
            groups.add(cue.group)
            if cue.candidate:
                _describe_place(sentence, cue, cue.first in subjects, found)
    found |= {f"group:{group}": 1.0 for group in groups}
    found["groups"] = len(groups) / 5
    found["cues"] = float(len(listed))
    found["strength"] = strongest
    return found


def _describe_words(sentence: Sentence, found: Features) -> None:
    """Words, lemmas and pairs; names and numbers only by their tag, so that no topic is learned."""
    rows = range(sentence.first, sentence.stop)
    tags = [sentence.batch.tag(row) for row in rows]
    words = [
        f"<{tag}>" if tag in MASKED else sentence.word(row)
        for row, tag in zip(rows, tags, strict=True)
    ]
    lemmas = [
        f"<{tag}>" if tag in MASKED else sentence.lemma(row)
        for row, tag in zip(rows, tags, strict=True)
    ]
    found |= dict.fromkeys((f"word:{word}" for word in words), 1.0)
    found |= dict.fromkeys((f"lemma:{lemma}" for lemma in lemmas), 1.0)
    found |= dict.fromkeys((f"pair:{a} {b}" for a, b in pairwise(words)), 1.0)
    following = zip(lemmas, tags[1:], strict=False)
    found |= dict.fromkeys((f"next:{a} {tag}" for a, tag in following), 1.0)
    found |= dict.fromkeys((f"tag:{tag}" for tag in tags), 1.0)
    found[f"opening:{words[0]}"] = 1.0


def _describe_form(sentence: Sentence, found: Features) -> None:
    tags = [sentence.batch.tag(row) for row in range(sentence.first, sentence.stop)]
    size = len(tags)
    found["length"] = length = min(size, LONG) / 30
    found["length squared"] = length**2
    found["names"] = 5 * sum(tag.startswith("NNP") for tag in tags) / size
    found["numbers"] = 5 * tags.count("CD") / size
    found["brackets"] = float("-LRB-" in tags)
    found["quotation"] = float("``" in tags or "''" in tags)


def _describe_place(sentence: Sentence, cue: Cue, subject: bool, found: Features) -> None:
    """Neighbours and part in the clause of a word that hedges only in some places."""
    tag = sentence.batch.tag
    before, after = cue.first - 1, cue.last + 1
    tag_after = tag(after) if after < sentence.stop else "END"
    tag_before = tag(before) if before >= sentence.first else "START"
    shown = sentence.word(before) if tag_before in _KEPT_BEFORE else tag_before
    for name in (f"{cue.group} ", ""):
        found[f"{name}before:{tag_after}"] = 1.0
        found[f"{name}after:{shown}"] = 1.0
        if subject:
            found[f"{name}subject"] = 1.0
    found[f"{cue.group} as {tag(cue.first)}"] = 1.0
    if after < sentence.stop and tag_after not in MASKED:
        found[f"before:{sentence.lemma(after)}"] = 1.0
    found["candidates"] = found.get("candidates", 0.0) + 1.0


def dot(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Sum of weight times value over the features that have a weight."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


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
