"""The words of a sentence weigh the same whether they are looked up in arrays or by name."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.layers.hedges.cues import find_cues
from framing.layers.hedges.features import describe, describe_cues, dot, sentences_with
from framing.layers.hedges.model import load_model, subject_rows
from research.train.hedges import batch_of

WORDS = ("may", "some", "experts", "The", "it", "Russia", "42", ",", "(", "“", "say", "seems", "of")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20), min_size=1, max_size=4))
def test_arrays_and_names_give_the_same_score(sentences: list[list[str]]) -> None:
    batch = batch_of([" ".join(words) for words in sentences])
    model = load_model()
    subjects = subject_rows(batch)
    found = sentences_with(batch, find_cues(batch))
    numbers = np.array([sentence.number for sentence in found], np.int32)
    by_arrays = model.words.score(batch.tokens, numbers)
    for sentence, words in zip(found, by_arrays.tolist(), strict=True):
        named = dot(describe(sentence, subjects), model.weights)
        cues = dot(describe_cues(sentence, subjects), model.weights)
        assert words + cues == pytest.approx(named)
