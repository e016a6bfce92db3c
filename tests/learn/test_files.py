"""Models come back from their files as they were written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.learn.files import pack_strings, read_arrays, unpack_strings, write_arrays
from framing.learn.linear import (
    NamedLinear,
    choose_features,
    feature_matrix,
    pack_linear,
    pack_weights,
    read_linear,
    read_weights,
)

LINES = st.lists(
    st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"])), min_size=1
)


@given(LINES)
def test_strings_come_back(strings: list[str]) -> None:
    assert unpack_strings(pack_strings(strings)) == strings


def test_a_line_break_in_a_string_is_refused() -> None:
    with pytest.raises(ValueError, match="line break"):
        pack_strings(["one", "two\nthree"])


def test_the_same_arrays_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.npz", "other.npz"):
        write_arrays(tmp_path / "new" / name, {"a": np.arange(5), "names": pack_strings("xyz")})
    one, other = ((tmp_path / "new" / name).read_bytes() for name in ("one.npz", "other.npz"))
    assert one == other


def test_a_linear_model_comes_back(tmp_path: Path) -> None:
    weights = np.array([[0.5, -1.0], [2.0, 0.25]], np.float32)
    model = NamedLinear({"a": 0, "b": 1}, weights, np.array([0.125, 3.0]))
    named = {"may": 0.5, "could": -2.0}
    path = tmp_path / "model.npz"
    write_arrays(path, pack_linear("names", model, "kind") | pack_weights("words", named, "word"))
    arrays = read_arrays(path)
    back = read_linear(arrays, "names", "kind")
    assert back.columns == model.columns
    assert back.margins(["b", "unknown"]).tolist() == model.margins(["b"]).tolist() == [2.125, 3.25]
    assert read_weights(arrays, "words", "word") == named


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sets(st.sampled_from("abcdef")), min_size=1, max_size=6), st.booleans())
def test_training_and_running_number_features_alike(rows: list[set[str]], rare: bool) -> None:
    columns = choose_features(rows, least=1)
    chance = np.random.default_rng(len(columns))
    weights = chance.normal(size=(len(columns), 3)).astype(np.float32)
    rarity = chance.uniform(1, 4, len(columns)) if rare else None
    model = NamedLinear(columns, weights, np.zeros(3), rarity)
    matrix = feature_matrix(rows, columns).toarray()
    if rarity is not None:
        matrix = matrix * rarity
        length = np.sqrt((matrix**2).sum(axis=1, keepdims=True))
        matrix = matrix / np.where(length > 0, length, 1)
    for row, expected in zip(rows, matrix @ weights, strict=True):
        assert model.margins(sorted(row)) == pytest.approx(expected, abs=1e-5)


def test_rare_features_have_no_column() -> None:
    rows = [{"a", "b"}, {"a"}, {"a", "c"}]
    assert choose_features(rows, least=2) == {"a": 0}
    valued = feature_matrix([{"a": 2.5, "x": 9.0}, {}], {"a": 0})
    assert valued.toarray().tolist() == [[2.5], [0.0]]
