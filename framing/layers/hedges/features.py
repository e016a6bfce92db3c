"""What the sentence classifier of hedges looks at: cues, words around them, their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

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
LONG = 60  # tokens: length tells nothing more beyond. Chosen, not measured


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


def describe_cues(sentence: Sentence, subjects: frozenset[int] | set[int]) -> Features:
    """Features of the cues and their places; `SentenceWords` has those of the words."""
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
Entries = tuple[str, IntArray, NDArray[Any]]
"""A kind of feature; for each time that one stands in a sentence, the sentence, and its key."""

_OF_WORDS = ("word", "lemma", "opening")
_NAMES = np.array([tag.startswith("NNP") for tag in PENN_TAGS])
_MARKS = {"brackets": ("-LRB-",), "quotation": ("``", "''")}


class SentenceWords:
    """Features of the words of sentences, as keys over numbered words.

    Kinds are `word`, `lemma`, `tag`, `pair` of words, `next` (a lemma and the tag behind it) and
    `opening`. Names and numbers count only by their tag, so that no topic is learned.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Words in lower case that a feature may name; all others are left out."""
        self._words = list(dict.fromkeys((*words, *(f"<{tag}>" for tag in sorted(MASKED)))))
        self._numbers = {word: number for number, word in enumerate(self._words)}
        masks = [self._numbers[f"<{tag}>"] if tag in MASKED else -1 for tag in PENN_TAGS]
        self._masks = np.array(masks, np.int32)

    def name(self, kind: str, key: int) -> str:
        """The name of a feature, `word:may` or `pair:may be`."""
        if kind == "tag":
            return f"tag:{PENN_TAGS[key]}"
        if kind == "next":
            lemma, tag = divmod(key, len(PENN_TAGS))
            return f"next:{self._words[lemma]} {PENN_TAGS[tag]}"
        if kind == "pair":
            return f"pair:{self._words[key >> 32]} {self._words[key & 0xFFFFFFFF]}"
        return f"{kind}:{self._words[key]}"

    def key(self, name: str) -> tuple[str, int]:
        """Kind and key of a name; raises `KeyError` for a word that has no number."""
        kind, _, text = name.partition(":")
        if kind == "tag":
            return kind, PENN_TAGS.index(text)
        if kind in ("next", "pair"):
            one, _, two = text.partition(" ")
            if kind == "next":
                return kind, self._numbers[one] * len(PENN_TAGS) + PENN_TAGS.index(two)
            return kind, (self._numbers[one] << 32) + self._numbers[two]
        return kind, self._numbers[text]

    def entries(self, tokens: Tokens, sentences: IntArray) -> Iterator[Entries]:
        """What stands in the sentences (numbers as in `tokens.sentence`, rising), kind by kind.

        Sentences are numbered from 0 in the given order; -1 is the key of an unknown word.
        """
        of, rows = rows_of(tokens, sentences)
        tags = tokens.tag[rows]
        words = self._known(tokens, tokens.type_id[rows], tags)
        lemmas = self._known(tokens, tokens.lemma_id[rows], tags)
        together = of[1:] == of[:-1]
        both = together & (words[1:] >= 0) & (words[:-1] >= 0)
        after = together & (lemmas[:-1] >= 0)
        opens = np.append(True, ~together)[: len(of)]
        yield "word", of, words
        yield "lemma", of, lemmas
        yield "tag", of, tags
        yield "pair", of[1:][both], (words[:-1][both].astype(np.int64) << 32) + words[1:][both]
        nexts = lemmas[:-1][after].astype(np.int64) * len(PENN_TAGS) + tags[1:][after]
        yield "next", of[1:][after], nexts
        yield "opening", of[opens], words[opens]

    def _known(self, tokens: Tokens, ids: IntArray, tags: NDArray[np.uint8]) -> IntArray:
        """Numbers of words or lemmas, -1 for those without one; names by their tag."""

        def compute(strings: Sequence[str]) -> Column:
            return np.array([self._numbers.get(s.lower(), -1) for s in strings], np.int32)

        known = tokens.vocabulary.column(("hedge words", self), compute)[ids]
        masks = self._masks[tags]
        masked: IntArray = np.where(masks < 0, known, masks)
        return masked


def rows_of(tokens: Tokens, sentences: IntArray) -> tuple[IntArray, NDArray[np.int64]]:
    """For each row of the sentences the place of its sentence among them, and the row."""
    place = np.full(int(tokens.sentence[-1]) + 2 if len(tokens) else 1, -1, np.int32)
    place[sentences] = np.arange(len(sentences), dtype=np.int32)
    of_row = place[tokens.sentence]
    rows = np.flatnonzero(of_row >= 0)
    return of_row[rows], rows


def form_values(tokens: Tokens, sentences: IntArray) -> dict[str, Floats]:
    """Features of the form of sentences by name, a number a sentence."""
    of, rows = rows_of(tokens, sentences)
    tags, count = tokens.tag[rows], len(sentences)
    size = np.bincount(of, minlength=count)

    def share(chosen: BoolArray) -> Floats:
        return np.bincount(of[chosen], minlength=count) / np.maximum(size, 1)

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
    return found


def named_words(tokens: Tokens, sentences: IntArray) -> list[Features]:
    """Features of the words and the form of sentences by name, for training."""
    strings = tokens.vocabulary.strings
    words = SentenceWords(string.lower() for string in strings)
    found: list[Features] = [{} for _ in sentences]
    for kind, of, keys in words.entries(tokens, sentences):
        for number, key in zip(of.tolist(), keys.tolist(), strict=True):
            found[number][words.name(kind, key)] = 1.0
    for name, values in form_values(tokens, sentences).items():
        for number in np.flatnonzero(values).tolist():
            found[number][name] = float(values[number])
    return found


class WordWeights:
    """The weights of words, lemmas, pairs, tags and form, as tables over keys."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        kinds = {kind: _named(weights, kind) for kind in (*_OF_WORDS, "tag", "pair", "next")}
        words = [word for kind in _OF_WORDS for word in kinds[kind]]
        words += [word for text in kinds["pair"] for word in text.split(" ")]
        words += [text.partition(" ")[0] for text in kinds["next"]]
        self._words = SentenceWords(words)
        self._tables = {
            kind: _Table({self._words.key(f"{kind}:{t}")[1]: w for t, w in named.items()})
            for kind, named in kinds.items()
        }
        self._form = weights

    def score(self, tokens: Tokens, sentences: IntArray) -> Floats:
        """Sum of weights for each of the sentences (numbers as in `tokens.sentence`, rising)."""
        total = np.zeros(len(sentences))
        for kind, of, keys in self._words.entries(tokens, sentences):
            table = self._tables[kind]
            _add_once(total, of, table.places(keys), table.weights)
        form = np.zeros(len(sentences))
        for name, value in form_values(tokens, sentences).items():
            form += self._form.get(name, 0.0) * value
        return total + form


def _named(weights: Mapping[str, float], kind: str) -> dict[str, float]:
    prefix = f"{kind}:"
    return {n.removeprefix(prefix): w for n, w in weights.items() if n.startswith(prefix)}


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
