"""A measured sample of three fictional outlets, made once."""

from __future__ import annotations

import pytest

from framing.classify.sample import Sample, SampleOptions, corpus_sample
from framing.classify.transformer import FramingFeatures
from framing.types import Article
from tests.classify.corpus import make_articles


def make_sample(articles: list[Article]) -> Sample:
    return corpus_sample(articles, FramingFeatures(), SampleOptions(min_articles=1))


@pytest.fixture(scope="session")
def sample() -> Sample:
    return make_sample(make_articles(24))
