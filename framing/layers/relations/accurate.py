"""Statements of a sentence by the fast model and a small encoder together."""

from __future__ import annotations

from collections.abc import Iterator

from framing.layers.relations.candidates import Candidate, candidates
from framing.layers.relations.detect import Statement, clause_of, joint, stated_by
from framing.layers.relations.direction import Memory, readings, stances
from framing.layers.relations.encoded import read_line
from framing.layers.relations.features import (
    Ruled,
    classify_by_rule,
    count_features,
    outcome_features,
)
from framing.layers.relations.findings import Seen, findings_of
from framing.layers.relations.lines import show
from framing.layers.relations.model import load_detector
from framing.layers.relations.sentence import Sentence, is_headline
from framing.layers.relations.stack import Both, Word, load_stack
from framing.layers.relations.syntax import Ruling

HOPELESS = -2.0
"""Log odds of a sentence, by the fast model, below which the encoder is not asked: on two folds a
fifth of the sentences, and 2 of the 1,104 statements that were reported."""


def detect_accurately(sentence: Sentence, ruling: Ruling, memory: Memory) -> Iterator[Statement]:
    """The statements of a sentence on a pair of sides, in its order."""
    counts = count_features(sentence, ruling)
    if load_detector().number(counts)[0] < HOPELESS:
        return
    found = list(candidates(sentence, ruling))
    if not found:
        return
    stack, pair = load_stack(), ruling.pair
    ruled = [classify_by_rule(sentence, one, pair) for one in found]
    both = _read(sentence, pair, counts, list(zip(found, ruled, strict=True)), memory)
    words = [
        Word(
            one.row,
            clause_of(sentence, one.row),
            one.link is not None,
            joint(sentence, one, pair),
        )
        for one in found
    ]
    chosen = stack.choose(both, words, is_headline(sentence))
    for choice in sorted(chosen, key=lambda choice: words[choice.word].row):
        k, confidence = choice.word, stack.confidence(choice)
        least = sentence.batch.options.confidence
        if confidence >= (stack.least[choice.quad] if least is None else least):
            outcome = choice.quad, choice.status, choice.voice
            way = readings(pair)[choice.way]
            yield stated_by(sentence, found[k], ruled[k], outcome, way, confidence)


def _read(
    sentence: Sentence,
    pair: tuple[str, str],
    counts: list[str],
    found: list[tuple[Candidate, Ruled]],
    memory: Memory,
) -> Both:
    """What both say of a sentence and of its words."""
    batch = sentence.batch
    words = [
        Seen(
            one.features,
            one.link is not None,
            outcome_features(sentence, one, rule),
            stances(sentence, one, rule, pair, memory),
        )
        for one, rule in found
    ]
    findings = findings_of(load_detector(), counts, words)
    article = batch.articles[int(batch.article_of[sentence.low])]
    shown = show(article, batch.span(sentence.low, sentence.high - 1), pair, [sentence])
    spans = [batch.span(one.row, one.row) for one, _ in found]
    spans = [(start - shown.start, stop - shown.start) for start, stop in spans]
    return Both(findings, read_line(shown, spans, findings))
