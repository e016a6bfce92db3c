"""What the tokenizer promises of any text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.language import folded_ids, read_tokens
from framing.language.tokens import forget
from framing.types import Tokens

# letters, digits, marks and spaces that news and scrapers produce, and those that break tokenizers
ALPHABET = "abTU.SʼI ’'\"“”‘«»,;:?!-–…$%&@#/()12\n\t\u00a0\u200b\u0301é😀🇺\u202bש"
TEXTS = st.text(alphabet=st.one_of(st.sampled_from(ALPHABET), st.characters()), max_size=80)


def words(text: str) -> list[str]:
    tokens = read_tokens([text])
    return [text[a:b] for a, b in zip(tokens.start, tokens.stop, strict=True)]


def columns(tokens: Tokens) -> list[list[object]]:
    """Everything a reader can see, with strings in the place of numbers."""
    strings = tokens.vocabulary.strings
    named = [[strings[i] for i in column] for column in (tokens.type_id, tokens.lemma_id)]
    rest = (tokens.start, tokens.stop, tokens.tag, tokens.sentence, tokens.paragraph)
    return [*named, *(column.tolist() for column in (*rest, tokens.in_quote, tokens.bounds))]


@given(TEXTS)
def test_tokens_lie_in_the_text_in_order_and_hold_no_white_space(text: str) -> None:
    tokens = read_tokens([text])
    assert (tokens.start < tokens.stop).all()
    assert (tokens.stop[:-1] <= tokens.start[1:]).all()
    assert not any(character.isspace() for word in words(text) for character in word)
    assert len(tokens) == 0 or tokens.stop[-1] <= len(text)


@given(TEXTS)
def test_every_visible_letter_lies_in_a_token(text: str) -> None:
    tokens = read_tokens([text])
    covered = np.zeros(len(text), np.bool_)
    for start, stop in zip(tokens.start, tokens.stop, strict=True):
        covered[start:stop] = True
    assert all(covered[i] for i, character in enumerate(text) if character.isalnum())


@given(st.lists(TEXTS, max_size=4))
def test_a_batch_reads_as_its_articles_do_one_by_one(texts: list[str]) -> None:
    batch = read_tokens(texts)
    for index, text in enumerate(texts):
        assert columns(batch.article(index))[:-1] == columns(read_tokens([text]))[:-1]


@given(TEXTS, TEXTS)
def test_result_never_depends_on_what_was_read_before(text: str, other: str) -> None:
    forget()
    fresh = columns(read_tokens([text]))
    forget()
    read_tokens([other])
    assert columns(read_tokens([text])) == fresh


@given(TEXTS, st.lists(st.integers(0, 80), max_size=4))
def test_nothing_crosses_a_break(text: str, cuts: list[int]) -> None:
    tokens = read_tokens([text], [sorted(cuts)])
    for cut in cuts:
        assert not ((tokens.start < cut) & (tokens.stop > cut)).any()
        before, after = tokens.stop <= cut, tokens.start >= cut
        if 0 < cut < len(text) and before.any() and after.any():
            assert tokens.paragraph[before].max() < tokens.paragraph[after].min()
            assert tokens.sentence[before].max() < tokens.sentence[after].min()


def test_break_ends_token_sentence_and_paragraph() -> None:
    tokens = read_tokens(["WASHINGTONThe talks failed."], [[10]])
    assert tokens.stop[0] == 10
    assert list(tokens.sentence[:2]) == [0, 1]
    assert list(tokens.paragraph[:2]) == [0, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don’t go, he can't.", "Do|n’t|go|,|he|ca|n't|."),
        ("We cannot; they're", "We|can|not|;|they|'re"),
        ("the U.S.-Russia talks in the U.S.", "the|U.S.|-|Russia|talks|in|the|U.S."),
        ("Mr. Smith of Acme Inc. paid $5.2bn", "Mr.|Smith|of|Acme|Inc.|paid|$|5.2|bn"),
        ("on 11/28/2000 at 7:30pm", "on|11/28/2000|at|7:30|pm"),
        ("a long-term, non-nuclear plan", "a|long|-|term|,|non-nuclear|plan"),
        ("''We won''... he wrote", "''|We|won|''|...|he|wrote"),
        ("see https://a.org/b?c=d, or a@b.org.", "see|https://a.org/b?c=d|,|or|a@b.org|."),
        ("he left.The talks", "he|left|.|The|talks"),
        ("the ’90s and O’Brien’s", "the|’90s|and|O’Brien|’s"),
    ],
)
def test_text_is_cut_as_the_treebanks_cut_it(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


def test_invisible_characters_are_no_part_of_the_type() -> None:
    tokens = read_tokens(["Mos\u200bcow e\u0301lan"])
    assert [tokens.vocabulary.strings[i] for i in tokens.type_id] == ["Moscow", "élan"]


def test_folded_types_are_lower_case_with_straight_apostrophes() -> None:
    tokens = read_tokens(["DON’T"])
    folded = folded_ids(tokens.vocabulary)[tokens.type_id]
    assert [tokens.vocabulary.strings[i] for i in folded] == ["do", "n't"]


def test_lines_of_hard_wrapped_text_make_one_paragraph() -> None:
    line = "the talks went on for a very long while without any outcome yes"
    wrapped = "\n".join([line] * 5) + "\nand ended."
    assert set(read_tokens([wrapped]).paragraph.tolist()) == {0}
    assert len(set(read_tokens(["Headline\nFirst line.\nSecond line."]).paragraph)) == 3


def test_memory_is_renewed_when_full_and_results_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    first = read_tokens(["The talks failed."])
    monkeypatch.setattr("framing.language.tokens.MOST_TYPES", 3)
    second = read_tokens(["The talks failed."])
    assert second.vocabulary is not first.vocabulary
    assert columns(first) == columns(second)


def test_text_without_a_space_is_cut_into_pieces_of_bounded_length() -> None:
    tokens = read_tokens(["x" * 5_000 + "-" * 5_000])
    assert len(tokens) > 40
    assert (tokens.stop - tokens.start).max() <= 200
