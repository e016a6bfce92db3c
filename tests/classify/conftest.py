"""A measured sample of three fictional outlets, made once."""

from __future__ import annotations

import pandas as pd
import pytest

from framing.classify.sample import Sample, story_groups
from framing.classify.transformer import FramingFeatures
from framing.types import Article
from tests.classify.corpus import make_articles


def make_sample(articles: list[Article]) -> Sample:
    features = FramingFeatures().fit(articles)
    rows = features.transform(articles)
    return Sample(
        table=pd.DataFrame(rows, columns=features.get_feature_names_out()),
        outlets=[str(article.outlet) for article in articles],
        groups=story_groups(articles),
        published=[article.published for article in articles],
        raw=[article.text for article in articles],
        masked=[features.masker_.mask(article).text for article in articles],
    )


@pytest.fixture(scope="session")
def sample() -> Sample:
    return make_sample(make_articles(24))
