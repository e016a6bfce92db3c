"""Fits the tables that choose subjects, on raw text with our own tokens, tags and phrases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.language.chunks import chunk_at, find_chunks
from framing.language.subjects import FORMS, TABLE_SIZES, Candidates, find_candidates, forms_of
from framing.language.tokens import read_tokens
from framing.language.verbs import find_verb_groups
from research.train.language.treebank import RawDocument, Sentence

EPOCHS, BATCH, RATE, HIDDEN, SCALE = 12, 512, 0.2, 0.35, 64
Ints = NDArray[Any]
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")


def train_subjects(documents: Iterable[RawDocument], seed: int) -> dict[str, NDArray[np.int16]]:
    """The arrays of `subjects.npz`."""
    chunk, keys, form, gold = (
        np.concatenate(c) for c in zip(*map(_examples, documents), strict=True)
    )
    tables = [np.zeros(size) for size in TABLE_SIZES]
    none = np.zeros(FORMS)
    squares = [np.full(len(t), 1e-2) for t in [*tables, none]]
    rng = np.random.default_rng(seed)
    steps = EPOCHS * -(-len(gold) // BATCH)
    done = 0
    for _ in range(EPOCHS):
        order = rng.permutation(len(gold))
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
            rate = RATE * (1 - done / steps) + 0.002
            _step(
                (tables, none, squares),
                (chunk[rows], keys[rows], form[rows], gold[rows]),
                rate,
                rng,
            )
            done += 1
    arrays = {f"table{i}": _whole(table) for i, table in enumerate(tables)}
    return arrays | {"none": _whole(none)}


def _whole(weights: NDArray[np.float64]) -> NDArray[np.int16]:
    return np.round(weights * SCALE).astype(np.int16)


def _step(model: Any, batch: tuple[Ints, Ints, Ints, Ints], rate: float, rng: Any) -> None:
    tables, none, squares = model
    chunk, keys, form, gold = batch
    mask = (rng.random((len(tables), *chunk.shape)) >= HIDDEN) / (1 - HIDDEN)
    scores = sum(t[keys[:, i]] * mask[i] for i, t in enumerate(tables))
    scores = np.where(chunk >= 0, scores, -50.0)
    total = np.concatenate([none[form][:, None], scores], axis=1)
    total = np.exp(total - total.max(1, keepdims=True))
    total /= total.sum(1, keepdims=True)
    total[np.arange(len(gold)), gold] -= 1
    error = np.where(chunk >= 0, total[:, 1:], 0)
    for i, table in enumerate(tables):
        gradient = np.bincount(keys[:, i].ravel(), (error * mask[i]).ravel(), len(table))
        squares[i] += gradient**2
        table -= rate * gradient / np.sqrt(squares[i])
    gradient = np.bincount(form, total[:, 0], len(none))
    squares[-1] += gradient**2
    none -= rate * gradient / np.sqrt(squares[-1])


def _examples(document: RawDocument) -> tuple[Ints, Ints, Ints, Ints]:
    """Candidates, keys and verb form of each group, and which candidate is right (0 for none)."""
    tokens = read_tokens([document.text])
    groups, chunks = find_verb_groups(tokens), find_chunks(tokens)
    found: Candidates = find_candidates(tokens, groups, chunks)
    subject_of = gold_subjects(document)
    row_of = {start: row for row, start in enumerate(tokens.start.tolist())}
    wanted = []
    for head in tokens.start[groups.head[found.group]].tolist():
        subject = subject_of.get(head)
        wanted.append(-1 if subject is None else row_of.get(subject, -1))
    right = chunk_at(chunks, np.array(wanted, np.int32))[:, None]
    hit = (found.chunk == right) & (right >= 0)
    gold = np.where(hit.any(1), hit.argmax(1) + 1, 0)
    return found.chunk, np.stack(found.keys, axis=1), forms_of(tokens, groups, found), gold


def gold_subjects(document: RawDocument) -> dict[int, int]:
    """Where the subject of each verb begins, by where the verb begins; joined verbs share one."""
    found = {}
    for first, sentence in zip(document.first_words, document.sentences, strict=True):
        for verb in range(len(sentence.words)):
            subject = _subject(sentence, verb)
            if subject is not None:
                found[document.words[first + verb][0]] = document.words[first + subject][0]
    return found


def _subject(sentence: Sentence, verb: int) -> int | None:
    at = verb
    for _ in range(6):
        for child, (head, relation) in enumerate(
            zip(sentence.head, sentence.relation, strict=True)
        ):
            if head == at + 1 and relation in _SUBJECTS:
                return child
        relation = sentence.relation[at].split(":")[0]
        if relation == "acl" and sentence.tags[at] == "VBN":
            return sentence.head[at] - 1
        if relation not in ("conj", "cop", "aux") or not sentence.head[at]:
            return None
        at = sentence.head[at] - 1
    return None
