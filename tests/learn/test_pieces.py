"""Words are cut into known pieces from the left, and every piece says where it stands."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from framing.learn.encoder import load_words
from framing.learn.pieces import Cutter

KNOWN = ("[UNK]", "tariff", "##s", "tar", "##iff", "zurich", "a", ".", "<", "条")
CUT = Cutter({piece: number for number, piece in enumerate(KNOWN)})


def cut(text: str) -> list[tuple[str, str]]:
    """Pieces with the words of the text that they stand for."""
    return [(KNOWN[number], text[start:stop]) for number, start, stop in CUT(text)]


def test_the_longest_piece_from_the_left_is_taken() -> None:
    assert cut("tariffs") == [("tariff", "tariff"), ("##s", "s")]


def test_capitals_and_accents_are_not_seen_and_offsets_stay() -> None:
    assert cut("a  Zürich") == [("a", "a"), ("zurich", "Zürich")]
    assert cut("Zu\u0308rich") == [("zurich", "Zu\u0308rich")]


def test_a_word_whose_rest_fits_no_piece_is_unknown_as_a_whole() -> None:
    assert cut("tariffq a") == [("[UNK]", "tariffq"), ("a", "a")]


def test_marks_and_ideographs_stand_alone() -> None:
    assert cut("a.tariff<条a") == [
        ("a", "a"),
        (".", "."),
        ("tariff", "tariff"),
        ("<", "<"),
        ("条", "条"),
        ("a", "a"),
    ]


def test_what_is_not_printed_is_passed_over() -> None:
    assert cut("tar\u00adiff\ufffd\x00") == [("tariff", "tar\u00adiff")]


def test_a_word_of_more_than_a_hundred_letters_is_unknown() -> None:
    assert [piece for piece, _ in cut("tariff" + "s" * 94)] == ["tariff"] + ["##s"] * 94
    assert cut("tariff" + "s" * 95) == [("[UNK]", "tariff" + "s" * 95)]


def test_nothing_is_cut_from_nothing() -> None:
    assert cut("") == cut(" \n\t") == []


@given(st.text(max_size=60))
def test_pieces_stand_in_order_and_never_overlap(text: str) -> None:
    found = load_words().cut(text)[1]
    assert all(0 <= start < stop <= len(text) for start, stop in found)
    assert all(one[1] <= other[0] or one == other for one, other in pairwise(found))
