from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.language import read_tokens
from framing.layers.batch import body_batch
from framing.layers.page import make_pages
from framing.layers.quotes.acts import without_acts
from framing.layers.quotes.find import find_attributions, find_quotes
from framing.layers.quotes.model import QuoteSpans
from framing.lists.word_lists import word_lists
from framing.types import ZONE_KINDS, Quote, Tokens

PIECES = [
    "The minister said ",
    "that the talks had failed",
    "“We are ready,”",
    '"We are ready',
    "''It is over''",
    "He added: ",
    "according to a statement",
    ", ",
    ". ",
    "\n",
    "”",
    " — ",
    "Dmitry Peskov ",
    "declined to comment",
    "recalled its envoy",
    "dismissed his deputy",
    ": ",
    " - ",
    ", says envoy",
    "\u00a0",
    "who ",
    "— Jane Roe (@roe) May 3, 2020",
    "that while it rains, ",
    "He wrote:\n",
    "…",
    "𝄞é\u0301",
]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)


def body_tokens(articles: Sequence[str]) -> Tokens:
    tokens = read_tokens(articles)
    body = np.full(len(tokens), ZONE_KINDS.index("body"), np.int8)
    return replace(tokens, zone=body)


def quotes_of(articles: Sequence[str]) -> list[tuple[Quote, ...]]:
    return find_quotes(body_batch(articles))


@settings(max_examples=60, deadline=None)
@given(texts)
def test_spans_of_any_text_lie_in_it_and_in_order(text: str) -> None:
    for quote in quotes_of([text])[0]:
        assert quote.content
        for spans in (quote.content, quote.cue, quote.source):
            assert all(0 <= start < stop <= len(text) for start, stop in spans)
            assert all(a[1] <= b[0] for a, b in pairwise(spans))
        assert 0.0 <= quote.confidence <= 1.0


@settings(max_examples=30, deadline=None)
@given(texts, texts)
def test_neighbours_in_a_batch_change_nothing(one: str, other: str) -> None:
    tokens = body_tokens([one, other])
    together = find_attributions([one, other], tokens, word_lists())
    alone = [
        find_attributions([text], tokens.article(k), word_lists())[0]
        for k, text in enumerate((one, other))
    ]
    assert together == alone


def test_long_paragraph_goes_through_and_keeps_its_attributions() -> None:
    sentence = "The minister said that the talks had failed. "
    quotes = quotes_of([sentence * 400])[0]
    assert len(quotes) > 300


def test_an_act_on_a_person_may_end_the_text() -> None:
    (page,) = make_pages(body_tokens(["Rome recalled its envoy"]), word_lists())
    assert without_acts(page, [QuoteSpans(((2, 4),), (1, 2), (0, 1), 0.9)]) == []
