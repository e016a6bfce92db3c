"""A sentence encoder that reads a sentence of two states: what goes in, and what comes out.

The sides are masked by names of two other states and may be exchanged, so that no state is
learned. The headline and the end of what stands before follow as context. What the fast model
finds in the sentence and at each word is read with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import AutoModel

from research.train.relations_confidence import QUADS
from research.train.relations_examples import Example, Shown
from research.train.relations_findings import HEADS, SENTENCE, WORD, Findings

SIDES = ("norway", "chile")
"""What stands for the sides: names of states, which the encoder knows, that news rarely binds."""
LONGEST = 110  # tokens of a sentence; the longest of 6,526 has 102
HEADLINE, BEFORE = 16, 24
"""Tokens of context: more of it would cost more time than there was; not measured."""
SHORTEST = 3  # letters of a name that is masked in the context
Spans = list[tuple[int, int]]
SCALE = 3.0  # by which log odds are divided before they are read


@dataclass
class Line:
    """A sentence as tokens; `context` is the number of the first token that stands outside it.

    `sides` has 0 or 1 where a mark stands for a side, -1 elsewhere; `words` the tokens of each of
    the example's words.
    """

    ids: list[int]
    context: int
    sides: list[int]
    words: list[list[int]]
    found: Findings
    example: Example


def pieces(shown: Shown, swap: bool) -> Iterator[tuple[str, int, int]]:
    """The sentence in parts: text, where it begins, and -1; or a mark, -1, and its side."""
    at = 0
    for start, stop, side in shown.places:
        if start < at:
            continue
        yield shown.text[at:start], at, -1
        yield SIDES[side ^ swap], -1, side ^ swap
        at = stop
    yield shown.text[at:], at, -1


def masked(text: str, shown: Shown, swap: bool) -> str:
    """A part of the context with marks for the names by which the sentence calls the sides."""
    names = {shown.text[a:z]: SIDES[side ^ swap] for a, z, side in shown.places}
    known = [name for name in sorted(names, key=len, reverse=True) if len(name) >= SHORTEST]
    if not known:
        return text
    pattern = r"\b(?:" + "|".join(map(re.escape, known)) + r")\b"
    return re.sub(pattern, lambda found: names[found[0]], text)


def line_of(example: Example, found: Findings, tokenizer: Any, swap: bool = False) -> Line:
    """The sentence with the sides masked, then its headline and the end of what stands before."""
    ids, sides = [tokenizer.cls_token_id], [-1]
    spans: Spans = [(-1, -1)]
    for text, start, side in pieces(example.shown, swap):
        if side >= 0:
            ids.append(tokenizer.convert_tokens_to_ids(text))
            spans.append((-1, -1))
            sides.append(side)
            continue
        coded = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
        ids += coded.input_ids
        spans += [(start + a, start + z) for a, z in coded.offset_mapping]
        sides += [-1] * len(coded.input_ids)
    ids, spans, sides = ids[:LONGEST], spans[:LONGEST], sides[:LONGEST]
    low = example.shown.start
    words = [_held(spans, word.span[0] - low, word.span[1] - low) for word in example.words]
    behind = [tokenizer.sep_token_id, *context_of(example.shown, tokenizer, swap)]
    sides += [-1] * len(behind)
    return Line(ids + behind, len(ids) + 1, sides, words, turned(found) if swap else found, example)


def turned(found: Findings) -> Findings:
    """What was found, with the sides exchanged."""
    words = found.words.copy()
    words[:, [-3, -2]] = words[:, [-2, -3]]
    return Findings(found.sentence, words)


def _held(spans: Spans, start: int, stop: int) -> list[int]:
    return [k for k, (a, z) in enumerate(spans) if a < stop and start < z and z > 0]


def context_of(shown: Shown, tokenizer: Any, swap: bool) -> list[int]:
    """Tokens of the headline, unless it is the sentence itself, and of what stands before."""
    ids: list[int] = []
    title = "" if shown.title.strip() == shown.text.strip() else shown.title
    for text, part in ((title, slice(HEADLINE)), (shown.before, slice(-BEFORE, None))):
        if text.strip():
            coded = tokenizer(masked(text, shown, swap), add_special_tokens=False)
            ids += [*coded.input_ids[part], tokenizer.sep_token_id]
    return ids


@dataclass(frozen=True)
class Padded:
    """Lines as tensors: tokens, whether they are some and of the context, weights of marks and of
    words, and what the fast model found in sentences and at words.
    """

    ids: Any
    mask: Any
    types: Any
    sides: Any
    words: Any
    found: Any
    found_words: Any


def padded(lines: Sequence[Line]) -> Padded:
    """Lines of a batch, filled up to the longest."""
    count, width = len(lines), max(len(line.ids) for line in lines)
    most = max(1, *(len(line.words) for line in lines))
    held = Padded(
        torch.zeros(count, width, dtype=torch.long),
        torch.zeros(count, width, dtype=torch.long),
        torch.zeros(count, width, dtype=torch.long),
        torch.zeros(count, 2, width),
        torch.zeros(count, most, width),
        torch.zeros(count, SENTENCE),
        torch.zeros(count, most, WORD),
    )
    for row, line in enumerate(lines):
        size = len(line.ids)
        held.ids[row, :size] = torch.tensor(line.ids)
        held.mask[row, :size] = 1
        held.types[row, line.context : size] = 1
        held.found[row] = torch.from_numpy(line.found.sentence / SCALE)
        held.found_words[row, : len(line.words)] = torch.from_numpy(line.found.words / SCALE)
        marks = [[k for k, one in enumerate(line.sides) if one == side] for side in (0, 1)]
        for weights, places in ((held.sides, marks), (held.words, line.words)):
            for number, tokens in enumerate(places):
                if tokens:
                    weights[row, number, tokens] = 1 / len(tokens)
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

    def forward(self, lines: Padded) -> tuple[Any, Any]:
        """Margins of each sentence, and of each word: that it states something, its outcomes."""
        hidden = self.encoder(
            input_ids=lines.ids, attention_mask=lines.mask, token_type_ids=lines.types
        ).last_hidden_state
        hidden = self.drop(hidden)
        first, words = hidden[:, 0], torch.bmm(lines.words, hidden)
        both = torch.bmm(lines.sides, hidden).flatten(1)
        beside = torch.cat([first, both, lines.found], -1)
        beside = beside[:, None].expand(-1, words.shape[1], -1)
        inner = self.inner(torch.cat([words, beside, lines.found_words], -1))
        inner = self.drop(nn.functional.gelu(inner))
        return (
            self.sentence(torch.cat([first, lines.found], -1)),
            self.told(torch.cat([inner, lines.found_words], -1)),
        )
