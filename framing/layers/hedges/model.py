"""Decides which hedges leave their sentence open, by a linear model over the whole sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from math import exp
from pathlib import Path

import numpy as np

from framing.layers.batch import Batch
from framing.layers.hedges.cues import Cue
from framing.layers.hedges.features import (
    Features,
    Sentence,
    WordWeights,
    describe_cues,
    dot,
    sentences_with,
)
from framing.learn.files import pack_strings, read_arrays, unpack_strings, write_arrays

_COUNTED = frozenset({"NNS", "JJ", "NNPS", "NNP"})
_SAYS = frozenset({"VBP", "VBD", "VB", "MD"})
MODEL_FILE = Path(__file__).parents[2] / "models" / "hedges" / "sentences.npz"


@dataclass(frozen=True, eq=False)
class HedgeModel:
    """Weights by feature name; `offsets` move the log odds of a kind of cue to news.

    `cutoff` is the probability from which a sentence counts as uncertain. Offsets hold in an
    article; a lone sentence is judged as in the training data (see `reach`).
    """

    weights: Mapping[str, float]
    intercept: float
    cutoff: float
    offsets: Mapping[str, float]

    def score(self, features: Features) -> float:
        """Log odds that a sentence is uncertain, by the labels it was trained on."""
        return self.intercept + dot(features, self.weights)

    @cached_property
    def words(self) -> WordWeights:
        """The part of the weights that sees every token."""
        return WordWeights(self.weights)

    def evidence(self, sentence: Sentence, cue: Cue) -> float:
        """What the cue's own words and category add to the score of its sentence."""
        rows = range(cue.first, cue.last + 1)
        names = {f"word:{sentence.word(row)}" for row in rows}
        names |= {f"lemma:{sentence.lemma(row)}" for row in rows}
        names |= {f"category:{cue.category}", f"term:{cue.text}", f"group:{cue.group}"}
        return sum(self.weights.get(name, 0.0) for name in names)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of one cue; `probability` is that of its sentence being uncertain."""

    cue: Cue
    probability: float
    uncertain: bool


def reach(sentences: int) -> float:
    """How far the calibration to news holds in a text of so many sentences, 0 to 1.

    The shorter the text, the less is known of the prose it comes from: none for one sentence,
    almost all for an article.
    """
    return (sentences - 1) / (sentences + 2) if sentences > 0 else 0.0


@cache
def load_model(path: Path = MODEL_FILE) -> HedgeModel:
    """The shipped weights, read at the first call."""
    arrays = read_arrays(path)
    weights, offsets = (
        dict(zip(unpack_strings(arrays[names]), arrays[values].tolist(), strict=True))
        for names, values in (("names", "weights"), ("offset_names", "offsets"))
    )
    return HedgeModel(weights, float(arrays["intercept"]), float(arrays["cutoff"]), offsets)


def save_model(model: HedgeModel, path: Path = MODEL_FILE) -> None:
    """Writes a model."""
    arrays = {
        "names": pack_strings(model.weights),
        "weights": np.array(list(model.weights.values())),
        "intercept": np.array(model.intercept),
        "cutoff": np.array(model.cutoff),
        "offset_names": pack_strings(model.offsets),
        "offsets": np.array(list(model.offsets.values())),
    }
    write_arrays(path, arrays)


def score_sentences(batch: Batch, cues: Sequence[Cue]) -> Iterator[tuple[Sentence, float]]:
    """Sentences with a hedge or a word that may be one, each with its log odds."""
    model = load_model()
    subjects = subject_rows(batch)
    sentences = sentences_with(batch, cues)
    numbers = np.array([sentence.number for sentence in sentences], np.int32)
    words = model.words.score(batch.tokens, numbers).tolist()
    for sentence, score in zip(sentences, words, strict=True):
        yield sentence, score + model.score(describe_cues(sentence, subjects))


def subject_rows(batch: Batch) -> set[int]:
    """Rows that open the subject of a verb."""
    clauses = batch.clauses
    subject = clauses.arguments.subject
    return set(clauses.chunks.first[subject[subject >= 0]].tolist())


def decide(batch: Batch, cues: Sequence[Cue]) -> Iterator[Decision]:
    """All listed hedges, and of the candidates those that the model finds decisive."""
    model = load_model()
    subjects = subject_rows(batch)
    reaches = _reaches(batch)
    for sentence, score in score_sentences(batch, cues):
        able = [cue for cue in sentence.cues if cue.candidate or (cue.listed and cue.uncertain)]
        evidence = {cue: model.evidence(sentence, cue) for cue in able}
        most = max(evidence.values(), default=0.0)
        known = reaches[int(batch.article_of[sentence.first])]
        for cue in sentence.cues:
            if not (cue.listed or cue.candidate):
                continue
            offset = model.offsets.get(kind_of(batch, cue, subjects), 0.0)
            probability = _logistic(score + known * offset)
            decisive = cue in evidence and (evidence[cue] > 0 or evidence[cue] == most)
            # In news a listed cue that the calibration trusts needs no evidence beside it.
            decisive |= cue in evidence and known * offset > 0
            uncertain = decisive and probability >= model.cutoff
            if cue.listed or uncertain:
                yield Decision(cue, probability, uncertain)


def _reaches(batch: Batch) -> list[float]:
    edges = batch.tokens.bounds.tolist()
    sentence = batch.tokens.sentence
    return [
        reach(int(sentence[stop - 1] - sentence[start]) + 1 if stop > start else 0)
        for start, stop in pairwise(edges)
    ]


def kind_of(batch: Batch, cue: Cue, subjects: set[int]) -> str:
    """Key of the calibration: the category, and for candidates whether they are firm.

    A vague quantity or an unnamed group is firm where it opens the subject of a verb: "some
    analysts say", not "in some places".
    """
    if cue.listed:
        return cue.category
    after = min(cue.last + 1, len(batch.tokens) - 1)
    plural = batch.tag(cue.last) == "NNS"
    quantity = batch.tag(after) in _COUNTED or batch.word(after).lower() == "of"
    finite = batch.tag(after) in _SAYS
    firm = cue.first in subjects and batch.tag(cue.first) != "RBS"  # "the most powerful"
    firm &= (plural and finite) or (not plural and (quantity or finite))
    return f"{cue.category}, {'firm' if firm else 'loose'} candidate"


def _logistic(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds)) if log_odds > -700 else 0.0
