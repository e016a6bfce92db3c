from __future__ import annotations

from framing.lists.word_lists import word_lists
from framing.reuse.words import VARIANT_BITS, StoryWords, WordSplitter
from framing.types import Article, Zone


def split(text: str, *zones: tuple[str, int, int]) -> StoryWords:
    marked = [Zone(kind, start, stop, "test") for kind, start, stop in zones]  # type: ignore[arg-type]
    return WordSplitter(word_lists()).split(
        Article("x", text), marked or [Zone("body", 0, len(text), "test")]
    )


def words(text: str, found: StoryWords) -> list[str]:
    return [text[a:b] for a, b in zip(found.start, found.stop, strict=True)]


def test_names_of_several_words_are_one_row() -> None:
    text = "The Russian Federation's envoy met the U.S. team."
    found = split(text)
    assert words(text, found) == [
        "The",
        "Russian Federation's",
        "envoy",
        "met",
        "the",
        "U.S.",
        "team",
    ]
    assert found.size.tolist() == [1, 2, 1, 1, 1, 1, 1]


def test_spellings_of_a_name_match_but_can_be_told_apart() -> None:
    one, two = split("Russian Federation").key[0], split("Russia").key[0]
    assert one != two
    assert one >> VARIANT_BITS == two >> VARIANT_BITS


def test_the_pronoun_us_is_not_the_country() -> None:
    assert split("us").key[0] != split("US").key[0]


def test_case_possessives_and_apostrophes_do_not_matter() -> None:
    assert split("The mayor’s Dogs").key.tolist() == split("the mayor's dogs").key.tolist()


def test_words_between_marks_are_quoted() -> None:
    assert (
        split("He said “go home now” and left").quoted.tolist()
        == [False] * 2 + [True] * 3 + [False] * 2
    )


def test_furniture_divides_blocks_and_is_no_word() -> None:
    text = "one two BOX three"
    found = split(text, ("lead", 0, 7), ("furniture", 8, 11), ("body", 12, 17))
    assert words(text, found) == ["one", "two", "three"]
    assert found.new_block.tolist() == [True, False, True]
