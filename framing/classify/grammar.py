"""The second view of a classifier: how often runs of symbols stand in an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.pipeline import Pipeline
from sklearn.svm import LinearSVC

from framing.classify.sequences import count_sequences, name_of

_LEAST = 3  # articles that share a run before it counts
Numbers = NDArray[np.float64]


class GrammarView:
    """Guesses outlets from runs of one to three symbols, weighed by rarity.

    A linear support vector machine on tf-idf (sublinear): of linear and radial ones, discriminants
    after a truncated SVD, ridge and logistic regressions this was among the best on two corpora,
    and its cost parameter hardly mattered between 0.5 and 4.
    """

    def __init__(self, chosen: NDArray[np.intp], steps: Pipeline, spread: Numbers) -> None:
        self.chosen = chosen
        """Columns of `count_sequences` that are looked at."""
        self.steps = steps
        self.spread = spread
        """Standard deviation of each weighed column in training."""

    @classmethod
    def fit(cls, lines: Sequence[str], labels: NDArray[Any], seed: int = 0) -> GrammarView | None:
        """A view trained on lines of symbols; `None` if articles share no run."""
        counts = count_sequences(lines)
        articles = np.bincount(counts.indices, minlength=counts.shape[1])
        chosen = np.flatnonzero(articles >= _LEAST)
        if not len(chosen):
            return None
        machine = LinearSVC(class_weight="balanced", random_state=seed, max_iter=5000)
        steps = Pipeline([("weigh", TfidfTransformer(sublinear_tf=True)), ("classify", machine)])
        steps.fit(counts[:, chosen], labels)
        weighed = csr_array(steps[:-1].transform(counts[:, chosen]))
        mean = np.asarray(weighed.mean(axis=0)).ravel()
        square = np.asarray(weighed.power(2).mean(axis=0)).ravel()
        return cls(chosen, steps, np.sqrt(np.maximum(0, square - mean**2)))

    def decide(self, lines: Sequence[str]) -> Numbers:
        """How far each article lies on each outlet's side (outlets as trained), mean 0 a row."""
        sides = self.steps.decision_function(count_sequences(lines)[:, self.chosen])
        if sides.ndim == 1:  # two outlets share one line
            sides = np.column_stack([-sides, sides])
        level: Numbers = sides - sides.mean(axis=1, keepdims=True)
        return level

    def strongest(self, outlets: Sequence[str], most: int = 30) -> pd.DataFrame:
        """outlet, feature, coefficient: the runs that tell each outlet best, for one standard step.

        A coefficient is in the view's own units.
        """
        weights = self.steps["classify"].coef_
        if len(weights) == 1:
            weights = np.vstack([-weights, weights])
        push = weights * self.spread
        rows = [
            {"outlet": outlet, "feature": name_of(int(self.chosen[k])), "coefficient": push[row, k]}
            for row, outlet in enumerate(outlets)
            for k in np.argsort(-np.abs(push[row]), kind="stable")[:most]
        ]
        return pd.DataFrame(rows, columns=["outlet", "feature", "coefficient"])
