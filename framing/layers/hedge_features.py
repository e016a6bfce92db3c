"""What the sentence classifier of hedges looks at: cues, words around them, their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from framing.layers.batch import Batch
from framing.layers.hedge_cues import Cue

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
