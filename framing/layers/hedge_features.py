"""What the sentence classifier of hedges looks at: cues, words around them, their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from framing.language import PENN_TAGS
from framing.layers.batch import Batch
from framing.layers.hedge_cues import Cue

Features = dict[str, float]

_MASKED = frozenset({"NNP", "NNPS", "CD", "FW", "SYM", "LS", "ADD"})
_KEPT_BEFORE = frozenset({"DT", "IN", "TO", "CC", ",", "VBP", "VBZ", "VBD", "MD"})
_LONG = 60


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as the classifier sees it: words, lemmas and tags of its rows."""

    first: int
    words: Sequence[str]
    lemmas: Sequence[str]
    tags: Sequence[str]
    cues: list[Cue] = field(default_factory=list)


def sentences_with(batch: Batch, cues: Sequence[Cue]) -> Iterator[Sentence]:
    """Sentences that hold at least one of the cues (given in order), each with its cues."""
    tokens, strings = batch.tokens, batch.tokens.vocabulary.strings
    numbers = tokens.sentence[[cue.first for cue in cues]] if cues else np.empty(0, np.int32)
    edges = np.flatnonzero(np.diff(numbers, prepend=-1, append=-1))
    for a, b in pairwise(edges.tolist()):
        number = numbers[a]
        first = int(np.searchsorted(tokens.sentence, number, "left"))
        stop = int(np.searchsorted(tokens.sentence, number, "right"))
        yield Sentence(
            first=first,
            words=[strings[k].lower() for k in tokens.type_id[first:stop].tolist()],
            lemmas=[strings[k].lower() for k in tokens.lemma_id[first:stop].tolist()],
            tags=[PENN_TAGS[k] for k in tokens.tag[first:stop].tolist()],
            cues=list(cues[a:b]),
        )


def describe(sentence: Sentence, subjects: frozenset[int] | set[int]) -> Features:
    """Named features of a sentence; `subjects` are the rows that open the subject of a verb."""
    found: Features = {}
    _describe_words(sentence, found)
    _describe_form(sentence, found)
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
    return {name: value for name, value in found.items() if value}


def _describe_words(sentence: Sentence, found: Features) -> None:
    """Words, lemmas and pairs; names and numbers only by their tag, so that no topic is learned."""
    named = [tag in _MASKED for tag in sentence.tags]
    words = [
        f"<{tag}>" if mask else word
        for word, tag, mask in zip(sentence.words, sentence.tags, named, strict=True)
    ]
    lemmas = [
        f"<{tag}>" if mask else lemma
        for lemma, tag, mask in zip(sentence.lemmas, sentence.tags, named, strict=True)
    ]
    found |= dict.fromkeys((f"word:{word}" for word in words), 1.0)
    found |= dict.fromkeys((f"lemma:{lemma}" for lemma in lemmas), 1.0)
    found |= dict.fromkeys((f"pair:{a} {b}" for a, b in pairwise(words)), 1.0)
    following = zip(lemmas, sentence.tags[1:], strict=False)
    found |= dict.fromkeys((f"next:{a} {tag}" for a, tag in following), 1.0)
    found |= dict.fromkeys((f"tag:{tag}" for tag in sentence.tags), 1.0)
    found[f"opening:{words[0]}"] = 1.0


def _describe_form(sentence: Sentence, found: Features) -> None:
    size = len(sentence.tags)
    found["length"] = length = min(size, _LONG) / 30
    found["length squared"] = length**2
    found["names"] = 5 * sum(tag.startswith("NNP") for tag in sentence.tags) / size
    found["numbers"] = 5 * sentence.tags.count("CD") / size
    found["brackets"] = float("-LRB-" in sentence.tags)
    found["quotation"] = float("``" in sentence.tags or "''" in sentence.tags)


def _describe_place(sentence: Sentence, cue: Cue, subject: bool, found: Features) -> None:
    """Neighbours and part in the clause of a word that hedges only in some places."""
    tags, words = sentence.tags, sentence.words
    before, after = cue.first - sentence.first - 1, cue.last - sentence.first + 1
    tag_after = tags[after] if after < len(tags) else "END"
    tag_before = tags[before] if before >= 0 else "START"
    shown = words[before] if tag_before in _KEPT_BEFORE else tag_before
    for name in (f"{cue.group} ", ""):
        found[f"{name}before:{tag_after}"] = 1.0
        found[f"{name}after:{shown}"] = 1.0
        if subject:
            found[f"{name}subject"] = 1.0
    found[f"{cue.group} as {tags[before + 1]}"] = 1.0
    if after < len(tags) and tag_after not in _MASKED:
        found[f"before:{sentence.lemmas[after]}"] = 1.0
    found["candidates"] = found.get("candidates", 0.0) + 1.0


def dot(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Sum of weight times value over the features that have a weight."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())
