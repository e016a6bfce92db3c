"""The encoder that reads a sentence of two states, as it is trained: what comes out of a line.

What goes in is what the package reads (`framing.layers.relations.lines` and `findings`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import AutoModel

from framing.layers.relations.encoded import SCALE
from framing.layers.relations.findings import HEADS, QUADS, SENTENCE, WORD, Findings
from framing.layers.relations.lines import Line, line_of
from framing.learn.encoder import load_words
from research.train.relations_examples import Example


@dataclass
class Lesson:
    """A labelled sentence as pieces, with what a model found in it that has not seen it."""

    line: Line
    found: Findings
    example: Example


def lesson_of(example: Example, found: Findings, swap: bool = False) -> Lesson:
    """The sentence with its sides masked, exchanged if `swap`."""
    low = example.shown.start
    spans = [(word.span[0] - low, word.span[1] - low) for word in example.words]
    line = line_of(example.shown, spans, load_words(), swap)
    return Lesson(line, found.turned if swap else found, example)


@dataclass(frozen=True)
class Padded:
    """Lessons as tensors: pieces, whether they are some and of the context, weights of marks and
    of words, and what the fast model found in sentences and at words.
    """

    ids: Any
    mask: Any
    types: Any
    sides: Any
    words: Any
    found: Any
    found_words: Any


def padded(lessons: Sequence[Lesson]) -> Padded:
    """Lessons of a batch, filled up to the longest."""
    count, width = len(lessons), max(len(one.line.ids) for one in lessons)
    most = max(1, *(len(one.line.words) for one in lessons))
    held = Padded(
        torch.zeros(count, width, dtype=torch.long),
        torch.zeros(count, width, dtype=torch.long),
        torch.zeros(count, width, dtype=torch.long),
        torch.zeros(count, 2, width),
        torch.zeros(count, most, width),
        torch.zeros(count, SENTENCE),
        torch.zeros(count, most, WORD),
    )
    for row, one in enumerate(lessons):
        line, size = one.line, len(one.line.ids)
        held.ids[row, :size] = torch.tensor(line.ids)
        held.mask[row, :size] = 1
        held.types[row, line.context : size] = 1
        held.found[row] = torch.from_numpy(one.found.sentence / SCALE)
        held.found_words[row, : len(line.words)] = torch.from_numpy(one.found.words / SCALE)
        marks = [[k for k, side in enumerate(line.sides) if side == own] for own in (0, 1)]
        for weights, places in ((held.sides, marks), (held.words, line.words)):
            for number, pieces in enumerate(places):
                if pieces:
                    weights[row, number, pieces] = 1 / len(pieces)
    return held


class Teacher(nn.Module):  # type: ignore[misc]
    """What a sentence holds, which of its words state something, and what each of them states."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        # No dropout in attention: drawing it took time, and the other one is left.
        self.encoder = AutoModel.from_pretrained(weights, attention_probs_dropout_prob=0.0)
        width = self.encoder.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.sentence = nn.Linear(width + SENTENCE, 2 + len(QUADS))
        self.inner = nn.Linear(4 * width + SENTENCE + WORD, width)
        self.told = nn.Linear(width + WORD, 1 + sum(HEADS))

    def forward(self, given: Padded) -> tuple[Any, Any]:
        """Margins of each sentence, and of each word: that it states something, its outcomes."""
        words = self.encoder.embeddings.word_embeddings(given.ids)
        return self.judge(words, given)

    def judge(self, vectors: Any, given: Padded) -> tuple[Any, Any]:
        """The same for the vectors of the pieces; without a mask no line is filled up."""
        hidden = self.encoder(
            inputs_embeds=vectors, attention_mask=given.mask, token_type_ids=given.types
        ).last_hidden_state
        hidden = self.drop(hidden)
        first, words = hidden[:, 0], torch.bmm(given.words, hidden)
        both = torch.bmm(given.sides, hidden).flatten(1)
        beside = torch.cat([first, both, given.found], -1)
        beside = beside[:, None].expand(-1, words.shape[1], -1)
        inner = self.inner(torch.cat([words, beside, given.found_words], -1))
        inner = self.drop(nn.functional.gelu(inner))
        return (
            self.sentence(torch.cat([first, given.found], -1)),
            self.told(torch.cat([inner, given.found_words], -1)),
        )
