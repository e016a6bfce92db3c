"""Made-up corpora of units whose truth is known, with a detector that errs by outlet."""

from __future__ import annotations

import numpy as np

from framing.validate.coded import Coded
from framing.validate.draw import draw
from framing.validate.frame import ArticleUnits
from framing.validate.questions import Question
from framing.validate.units import Unit

YES_NO = Question("claims", "sentence", "Is there a claim?", "", (("no", ""), ("yes", "")))
ERRORS = {"Harbour Post": (0.3, 0.9, 0.05), "Valley Courier": (0.3, 0.5, 0.02)}
"""Outlet -> true share, recall, false alarms."""


def make_articles(seed: int = 0, stories: int = 50) -> tuple[list[ArticleUnits], dict[str, str]]:
    """Articles of two outlets and the true answer of each unit, by article id and place."""
    rng = np.random.default_rng(seed)
    articles, truths = [], {}
    for outlet, (share, recall, false) in ERRORS.items():
        for story in range(stories):
            rate = rng.beta(share * 10, (1 - share) * 10)
            name = f"{outlet} {story}"
            units = []
            for k in range(int(rng.integers(10, 30))):
                truth = rng.random() < rate
                found = rng.random() < (recall if truth else false)
                units.append(Unit(10 * k, 10 * k + 9, "yes" if found else "no", None))
                truths[f"{name}:{10 * k}"] = "yes" if truth else "no"
            text = "x" * 400
            articles.append(ArticleUnits(name, outlet, f"s{story}", 300, text, tuple(units)))
    return articles, truths


def make_coded(n: int = 400, seed: int = 0) -> Coded:
    """A drawn sample, coded without error."""
    articles, truths = make_articles(seed)
    sample = draw(articles, YES_NO, n, seed=seed)
    answers = {unit.unit_id: truths[f"{unit.article_id}:{unit.start}"] for unit in sample.drawn}
    return Coded(sample, answers)
