"""What is shown behind a feature is what the table holds, for every feature and on its own day."""

from __future__ import annotations

import numpy as np
import pytest

from framing.classify.evidence import find_evidence
from framing.classify.model import best_temperature
from framing.classify.transformer import FramingFeatures
from framing.types import Article
from tests.classify.corpus import make_articles

STORY = (
    "Talks may resume\n\n"
    "Moscow expelled two American diplomats on Monday, officials said. In 2014, Washington imposed "
    "sanctions on Russia. “We may meet again,” President Barack Obama said; the minister agreed.\n"
)


@pytest.mark.parametrize("mask", [True, False])
@pytest.mark.parametrize("day", ["2014-03-20", "2017-04-05", None])
def test_every_feature_is_shown_with_the_value_of_the_table(mask: bool, day: str | None) -> None:
    features = FramingFeatures(mask=mask, every_column=False).fit(make_articles(4))
    article = Article("one", STORY, published=day)
    row = np.asarray(features.transform([article]), float)[0]
    names = [str(name) for name in features.get_feature_names_out()]
    shown = [find_evidence(features, article, name).value for name in names]
    assert len(names) > 100
    assert np.array_equal(row, np.array(shown), equal_nan=True)


def test_the_day_of_an_article_tells_what_is_background() -> None:
    features = FramingFeatures(every_column=False).fit(make_articles(4))
    shares = [
        find_evidence(features, Article("one", STORY, published=day), "relation_background_share")
        for day in ("2014-03-20", "2017-04-05")
    ]
    assert shares[0].value < shares[1].value


@pytest.mark.parametrize("scale", [0.5, 3.0])
def test_a_temperature_undoes_the_scale_of_what_is_told(scale: float) -> None:
    random = np.random.default_rng(3)
    right = random.integers(0, 3, 400)
    told = random.normal(size=(400, 3)) + 1.5 * np.eye(3)[right]
    one, other = best_temperature(told, right), best_temperature(told * scale, right)
    assert other == pytest.approx(one * scale, rel=0.05)
    assert np.isfinite(one)
