"""A planted tell does not move the score: it is masked, or its copies stay on one side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from framing.classify.probes import guess
from framing.classify.report import EvaluateOptions, evaluate
from framing.classify.sample import Sample
from framing.classify.splits import grouped_folds
from framing.types import Article
from tests.classify.conftest import make_sample
from tests.classify.corpus import make_articles

QUICK = EvaluateOptions(details=False, folds=3)


def _scores(sample: Sample) -> pd.DataFrame:
    return evaluate(sample, QUICK).scores.set_index("name")


def _alike(each: int = 12) -> list[Article]:
    """Articles of three outlets that frame alike: every outlet speaks all voices at random."""
    return make_articles(each, purity=0.0)


def test_a_planted_outlet_name_is_masked_and_the_score_does_not_move() -> None:
    plain = _alike()
    told = [
        replace(a, text=a.text.replace(". ", f". ({a.outlet}) ", 2))
        if a.outlet == "Calm Gazette"
        else a
        for a in plain
    ]
    before = make_sample(plain)
    after = replace(make_sample(told), groups=before.groups)
    assert any("(Calm Gazette)" in text for text in after.raw or [])
    assert after.masked == before.masked
    pd.testing.assert_frame_equal(before.table, after.table)
    one, two = _scores(before), _scores(after)
    for name in ("framing", "words_masked", "function_words", "edges"):
        assert one.loc[name, "macro_f1"] == two.loc[name, "macro_f1"]
    assert two.loc["words_raw", "macro_f1"] > one.loc["words_raw", "macro_f1"] + 0.15


def test_wire_copy_in_two_outlets_stays_on_one_side() -> None:
    articles = _alike()
    wire = (
        "A ferry with forty passengers ran aground near the northern harbour late on Tuesday, the "
        "coast guard said, and a tug pulled it free after nine hours while divers looked for "
        "damage below the waterline; nobody was hurt and the ferry sails again on Friday."
    )
    copies = [
        Article(
            f"{outlet} wire {k}", f"{wire} Berth {k} stays shut.", outlet, published="2019-03-05"
        )
        for k in range(4)
        for outlet in ("Calm Gazette", "Ardent Courier")
    ]
    sample = make_sample([*articles, *copies])
    assert len(set(sample.groups[len(articles) :].tolist())) == 1
    for train, test in grouped_folds(sample.outlets, sample.groups, folds=4):
        sides = {bool((rows >= len(articles)).any()) for rows in (train, test)}
        assert sides == {True, False}


def test_copies_within_an_outlet_lift_a_random_split_and_not_the_grouped_one() -> None:
    rng = np.random.default_rng(3)
    words = [f"w{k}" for k in range(400)]
    stories = [" ".join(rng.choice(words, 40)) for _ in range(40)]
    outlets = [f"outlet {k % 2}" for k in range(40) for _ in range(3)]
    texts = [story for story in stories for _ in range(3)]
    groups = [k for k in range(40) for _ in range(3)]
    grouped = grouped_folds(outlets, groups, folds=4)
    random = grouped_folds(outlets, range(120), folds=4)
    right = []
    for splits in (grouped, random):
        found, rows = guess("words", texts, outlets, splits)
        right.append(np.mean(found == np.array(outlets, object)[rows]))
    assert right[0] < 0.7
    assert right[1] > 0.9
