"""The model of frames: a linear score a sentence, and an article's probability from its sentences.

Climate news was coded by others, with other definitions of the policy frames (card.json). A third
score, how much a text reads like climate news, blends what the two kinds of labels say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from framing.layers.frames.names import FRAMES, MODEL_FOLDER
from framing.learn.files import read_arrays
from framing.learn.passages import Described, Floats, PassageFeatures, read_features
from framing.learn.ridge import LinearModel

MODEL_FILE = MODEL_FOLDER / "sentences.npz"
SHARED = ("economic", "security", "health", "justice", "political", "scientific")
CLIMATE_FRAMES = (*SHARED, "environment", "culture")
"""Frames that the coder of climate news labelled too."""
TOP = 3
"""The article is judged by its mean sentence, its strongest three, its strongest quarter."""
STEEPNESS = 8.0
"""How sharply a text counts as climate news; of 4, 8 and 12 the best mean F1 of both kinds."""
CLIMATE_ARTICLE = -0.4
"""Mean score from which an article is climate news: 98 of 100 of the narrative corpus lie above."""
PASSAGE, ARTICLE = 2, 6
"""Up to two sentences a text is judged as a passage, from six on as an article, between as both."""


@dataclass(frozen=True, eq=False)
class FrameModel:
    """`linear` scores frames by our labels, by those of climate news, and climate news itself.

    `blend` has a row a frame: weights of own score, climate score, reach of climate news, and of
    the two products, then a constant and the score of climate news at which its reach is a half; 0
    is the cut-off. `pooling` has a row a frame: weights of pooled sentence scores (`pool`) and a
    constant.
    """

    features: PassageFeatures
    linear: LinearModel
    blend: Floats
    pooling: Floats

    def score(self, described: Described) -> Floats:
        """Log odds of each frame (columns) in each passage (rows); above 0 is present.

        A last column says how much the passage reads like climate news, 0 being in between.
        """
        scores = self.linear.score(described)
        return np.column_stack([blend_scores(scores, self.blend), scores[:, -1]])

    def score_article(self, sentences: Floats, whole: Floats) -> Floats:
        """Probability of each frame in an article.

        `sentences` are the scores of its sentences, `whole` of its text as one passage, which only
        a short text needs.
        """
        count = len(sentences)
        share = min(max((count - PASSAGE) / (ARTICLE - PASSAGE), 0.0), 1.0)
        total = np.zeros(len(FRAMES), np.float32)
        if share < 1:
            total += (1 - share) * whole[: len(FRAMES)]
        if share > 0:
            total += share * (self.pooling @ pool(sentences))
        return logistic(total)


def blend_scores(scores: Floats, blend: Floats) -> Floats:
    """Own scores and those of climate news as one log odds a frame."""
    own = scores[:, : len(FRAMES)]
    climate = np.zeros_like(own)
    climate[:, [FRAMES.index(frame) for frame in CLIMATE_FRAMES]] = scores[:, len(FRAMES) : -1]
    reach = logistic(STEEPNESS * (scores[:, -1:] - blend[:, -1]))
    parts = (own, climate, reach, reach * own, reach * climate)
    total: Floats = sum((part * blend[:, k] for k, part in enumerate(parts)), blend[:, -2])
    return total


def pool(sentences: Floats) -> Floats:
    """Mean, mean of the strongest three and of the strongest quarter, frame by frame.

    Then the reach of climate news, and 1.
    """
    ordered = -np.sort(-sentences[:, : len(FRAMES)], axis=0)
    quarter = max(1, len(ordered) // 4)
    means = (ordered.mean(axis=0), ordered[:TOP].mean(axis=0), ordered[:quarter].mean(axis=0))
    reach = logistic(STEEPNESS * 1.5 * (sentences[:, -1].mean(keepdims=True) - CLIMATE_ARTICLE))
    return np.concatenate([*means, reach, [1.0]]).astype(np.float32)


def logistic(log_odds: Floats) -> Floats:
    """Probability of log odds."""
    probability = 1 / (1 + np.exp(-np.clip(log_odds, -30, 30)))
    return probability.astype(np.float32, copy=False)


@cache
def load_model(path: Path = MODEL_FILE) -> FrameModel:
    """The model that the package ships, read once a process."""
    arrays = read_arrays(path)
    floats = {
        name: arrays[name].astype(np.float32)
        for name in ("gram_weights", "dense_weights", "intercept", "blend", "pooling")
    }
    gram_scale = arrays["gram_scale"].astype(np.float32)
    linear = LinearModel(
        floats["gram_weights"] * gram_scale, floats["dense_weights"], floats["intercept"]
    )
    return FrameModel(read_features(arrays), linear, floats["blend"], floats["pooling"])
