"""Words of a sentence weigh the same as in training, where their features have names."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.layers.hedges.cues import find_cues
from framing.layers.hedges.features import dot, named_words, sentences_with
from framing.layers.hedges.model import load_model
from research.train.hedges import batch_of

WORDS = ("may", "some", "experts", "The", "it", "Russia", "42", ",", "(", "“", "say", "seems", "of")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20), min_size=1, max_size=4))
def test_arrays_and_names_give_the_same_score(sentences: list[list[str]]) -> None:
    batch = batch_of([" ".join(words) for words in sentences])
    model = load_model()
    found = sentences_with(batch, find_cues(batch))
    numbers = np.array([sentence.number for sentence in found], np.int32)
    by_arrays = model.words.score(batch.tokens, numbers)
    by_name = [dot(named, model.weights) for named in named_words(batch.tokens, numbers)]
    assert by_arrays.tolist() == pytest.approx(by_name)
