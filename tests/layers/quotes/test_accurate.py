"""Attributions by the small encoder: each piece is marked once, whatever stands in the batch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.language import read_tokens
from framing.layers.batch import body_batch
from framing.layers.quotes.accurate import allowed_steps, mark
from framing.layers.quotes.find import find_quotes
from framing.layers.quotes.labels import LABELS
from framing.layers.quotes.windows import LONGEST, blocks, cut_words
from framing.learn.encoder import load_words
from framing.reading import read_article
from framing.types import Article, Options, Quote
from tests.layers.quotes.test_properties import texts

ACCURATE = Options(accurate=True)
STORY = (
    "Talks stall\n\nThe harbour board will not pay for the crane, its chairwoman Ada Lind said on "
    "Monday.\n\n“We have no money left,” she told reporters, adding that the town must decide."
)


def quotes_of(articles: list[str]) -> list[tuple[Quote, ...]]:
    batch = body_batch(articles)
    batch.options = replace(batch.options, accurate=True)
    return find_quotes(batch)


def test_windows_cover_each_piece_once_and_end_with_sentences() -> None:
    text = "The board met. " * 120
    held = cut_words(read_tokens([text, "Short.", "", text]), load_words())
    ranges = list(blocks(held, LONGEST))
    assert [k for low, stop in ranges for k in range(low, stop)] == list(range(len(held.ids)))
    assert max(stop - low for low, stop in ranges) <= LONGEST
    assert all(
        stop == len(held.ids) or held.sentence[stop - 1] != held.sentence[stop]
        for _, stop in ranges
    )


def test_a_sentence_longer_than_a_window_is_cut() -> None:
    held = cut_words(read_tokens(["word " * 700]), load_words())
    assert [stop - low for low, stop in blocks(held, 100)] == [100] * 7


def test_pieces_know_capitals_marks_and_paragraphs() -> None:
    tokens = read_tokens(['The EU said: "yes".\n\nno'])
    held = cut_words(tokens, load_words())
    words = [tokens.vocabulary.strings[k] for k in tokens.type_id.tolist()]
    of = dict(zip(words, held.features[held.first].tolist(), strict=True))
    assert of["The"] == [2, 0, 1]
    assert of["EU"] == [3, 0, 0]
    assert of["said"] == [1, 0, 0]
    assert of["yes"] == [1, 1, 0]
    assert of["no"] == [1, 0, 1]
    assert of["."][0] == 0


def test_the_inside_of_a_span_follows_its_beginning() -> None:
    steps = allowed_steps()
    for left, one in enumerate(LABELS):
        for right, other in enumerate(LABELS):
            fits = other[0] != "I" or one[1:] == other[1:]
            assert (steps[left, right] == 0) == fits


def test_chances_of_a_token_add_up() -> None:
    found = mark(read_tokens([STORY]))
    assert np.exp(found).sum(axis=1) == pytest.approx(1, abs=1e-5)


def test_who_said_what_is_found() -> None:
    found = read_article(Article("a", STORY), ACCURATE).quotes
    said = {STORY[one.content[0][0] : one.content[0][1]]: one for one in found}
    board = said["The harbour board will not pay for the crane"]
    assert (board.speaker, board.kind) == ("Ada Lind", "indirect")
    (money,) = (one for words, one in said.items() if "no money left" in words)
    assert money.kind == "direct"
    assert STORY[money.cue[0][0] : money.cue[0][1]] == "told"


def test_boilerplate_says_nothing() -> None:
    text = f"{STORY}\n\nSubscribe to our newsletter\n\nCopyright 2019. All rights reserved."
    found = read_article(Article("a", text), ACCURATE)
    outside = [zone for zone in found.zones if zone.kind == "furniture"]
    assert outside
    assert not [
        one
        for one in found.quotes
        for start, _ in one.content
        if any(zone.start <= start < zone.stop for zone in outside)
    ]


@settings(max_examples=25, deadline=None)
@given(st.lists(texts, min_size=1, max_size=3))
def test_what_stands_beside_an_article_in_its_batch_moves_nothing(several: list[str]) -> None:
    assert quotes_of(several) == [quotes_of([text])[0] for text in several]
