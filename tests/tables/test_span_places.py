"""Each span of a row names title or text, whichever holds its words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.pages.title import put_title_on_top
from framing.tables.places import in_own_text
from framing.types import Article

TITLE, TEXT = "Envoys agree to go on", "The two met on Monday, an envoy said."
OWN = Article("a", TEXT, title=TITLE)
WHOLE, _ = put_title_on_top(OWN, [])
NAMES = ("scope", "verb", "trigger", "agent", "patient", "clause")
LISTS = ("content", "cue", "source", "spans")

SPAN = st.one_of(
    st.tuples(st.integers(0, 9), st.integers(10, len(TITLE))),
    st.tuples(
        st.integers(WHOLE.headed, WHOLE.headed + 9),
        st.integers(WHOLE.headed + 10, WHOLE.headed + len(TEXT)),
    ),
)


def _held(place: str) -> str:
    return TITLE if place == "title" else TEXT


@given(
    st.dictionaries(st.sampled_from(NAMES), SPAN, max_size=3),
    st.dictionaries(st.sampled_from(LISTS), st.lists(SPAN, min_size=1, max_size=3), max_size=3),
    st.one_of(st.none(), SPAN),
)
def test_each_span_is_found_where_its_mark_says(
    single: dict[str, tuple[int, int]],
    several: dict[str, list[tuple[int, int]]],
    own: tuple[int, int] | None,
) -> None:
    row = {"kind": "x", **single, **several} | ({"start": own[0], "stop": own[1]} if own else {})
    found = in_own_text(WHOLE, row)
    spans = {name: [span] for name, span in single.items()} | several
    if own:
        spans["start"] = [own]
    places = {
        name: ["title" if stop <= len(TITLE) else "text" for _, stop in whole]
        for name, whole in spans.items()
    }
    for name, whole in spans.items():
        moved = [(found["start"], found["stop"])] if name == "start" else found[name]
        moved = [moved] if name in single else moved
        for (start, stop), (left, right), place in zip(whole, moved, places[name], strict=True):
            assert _held(place)[left:right] == WHOLE.text[start:stop]
    all_places = {place for one in places.values() for place in one}
    marks = {key: value for key, value in found.items() if key == "in" or key.endswith("_in")}
    if all_places == {"title"}:
        assert marks == {"in": "title"}
    else:
        assert marks == {f"{name}_in": one for name, one in places.items() if "title" in one}
    assert found["kind"] == "x"


def test_without_a_title_on_top_and_without_words_nothing_moves() -> None:
    row = {"start": 3, "stop": 7, "source": [(0, 2)], "agent": None}
    assert in_own_text(OWN, row) == row
    none = {"start": 0, "stop": 0, "source": "RUS", "agent": None, "cue": []}
    assert in_own_text(WHOLE, none) == none
    assert in_own_text(replace(OWN, title=None), row) == row


@pytest.mark.parametrize("place", ["title", "text"])
def test_a_row_of_one_place_is_marked_once(place: str) -> None:
    at = 0 if place == "title" else WHOLE.headed
    found = in_own_text(WHOLE, {"start": at, "stop": at + 3, "agent": (at, at + 3)})
    assert (found["start"], found["stop"], found["agent"]) == (0, 3, (0, 3))
    assert found.get("in") == ("title" if place == "title" else None)
    assert not [key for key in found if key.endswith("_in")]
