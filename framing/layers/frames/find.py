"""Finds the frames of articles: a probability a sentence and frame, and an article and frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.layers.batch import Batch
from framing.layers.frames.model import ARTICLE, FrameModel, load_model, logistic
from framing.layers.frames.names import FRAMES
from framing.learn.passages import Floats
from framing.types import ZONE_KINDS, BoolArray, FrameScores, Voice

PRESENT = 0.5  # probabilities are calibrated so that half is the cut-off
_VOICES: tuple[Voice, Voice] = ("outlet", "source")


def find_frames(batch: Batch, is_word: BoolArray) -> list[FrameScores]:
    """Frames of each article; `is_word` marks the rows that are words of the story."""
    model = load_model()
    tokens = batch.tokens
    rows, passage = story_sentences(batch, is_word)
    scores = model.score(model.features.describe(tokens, rows, passage))
    opens = np.flatnonzero(np.diff(passage, prepend=-1))
    words = is_word[rows]
    held = np.add.reduceat(words, opens) if len(opens) else opens
    quoted = np.add.reduceat(words & (batch.quote_of[rows] >= 0), opens) if len(opens) else opens
    stops = np.append(opens[1:], len(rows))
    starts = tokens.start[rows[opens]].tolist()
    ends = tokens.stop[rows[stops - 1]].tolist() if len(opens) else []
    zones = tokens.zone[rows[opens]].tolist()
    voices = (2 * quoted > held).tolist()
    article_of = batch.article_of[rows[opens]]
    edges = np.searchsorted(article_of, np.arange(len(batch.articles) + 1)).tolist()
    whole = _whole_texts(batch, model, rows, passage, edges)
    found = []
    for k in range(len(batch.articles)):
        some = slice(edges[k], edges[k + 1])
        found.append(
            FrameScores(
                spans=tuple(zip(starts[some], ends[some], strict=True)),
                sentences=np.round(logistic(scores[some, : len(FRAMES)]), 5),
                voices=tuple(_VOICES[voice] for voice in voices[some]),
                zones=tuple(ZONE_KINDS[zone] for zone in zones[some]),
                article=_article(model, scores[some], whole[k]),
                names=FRAMES,
                cut=PRESENT,
            )
        )
    return found


def story_sentences(batch: Batch, is_word: BoolArray) -> tuple[NDArray[Any], NDArray[Any]]:
    """Rows of the sentences of headline, lead and body that hold a word, and which is whose."""
    rows = np.flatnonzero(batch.in_prose)
    sentence = batch.tokens.sentence[rows]
    holds = np.zeros(int(sentence[-1]) + 1 if len(sentence) else 0, bool)
    holds[sentence[is_word[rows]]] = True
    rows, sentence = rows[holds[sentence]], sentence[holds[sentence]]
    passage = np.cumsum(np.diff(sentence, prepend=sentence[:1]) > 0)
    return rows, passage


def _whole_texts(
    batch: Batch,
    model: FrameModel,
    rows: NDArray[Any],
    passage: NDArray[Any],
    edges: Sequence[int],
) -> list[Floats]:
    """Scores of short texts as one passage each; zeros for others, which need none."""
    count = len(batch.articles)
    found = [np.zeros(len(FRAMES) + 1, np.float32) for _ in range(count)]
    short = [k for k in range(count) if 0 < edges[k + 1] - edges[k] < ARTICLE]
    if not short:
        return found
    number = np.full(count, -1)
    number[short] = np.arange(len(short))
    of_row = number[batch.article_of[rows]]
    kept = of_row >= 0
    scores = model.score(model.features.describe(batch.tokens, rows[kept], of_row[kept]))
    for k, row in zip(short, scores, strict=True):
        found[k] = row
    return found


def _article(model: FrameModel, sentences: Floats, whole: Floats) -> Floats:
    if not len(sentences):
        return np.full(len(FRAMES), np.nan, np.float32)
    return np.round(model.score_article(sentences, whole), 5)
