"""Where sentences end, and what stands between quotation marks."""

from __future__ import annotations

import pytest

from framing.language import read_tokens


def sentences(text: str) -> list[str]:
    tokens = read_tokens([text])
    found: dict[int, tuple[int, int]] = {}
    for number, start, stop in zip(tokens.sentence, tokens.start, tokens.stop, strict=True):
        found[int(number)] = (found.get(int(number), (int(start), 0))[0], int(stop))
    return [text[a:b] for a, b in found.values()]


def quoted(text: str) -> list[str]:
    tokens = read_tokens([text])
    rows = zip(tokens.start, tokens.stop, tokens.in_quote, strict=True)
    return [text[a:b] for a, b, inside in rows if inside]


@pytest.mark.parametrize(
    "expected",
    [
        ["Talks failed.", "Both sides left."],
        ["Gov. Jane Roe met Mr. Smith at 5 p.m. on Jan. 3 in St. Louis.", "He left."],
        ["The U.S. and U.N. envoys met.", "They agreed."],
        ["He lives in the U.S.", "They do not."],
        ["“Why now?” he asked.", "Nobody knew."],
        ["“It is over.”", "He left (for good).", "She stayed."],
        ["It grew by 3.5 percent.", "“No more!”"],
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_headline_without_a_full_stop_is_a_sentence() -> None:
    assert sentences("Talks Fail\nBoth sides left.") == ["Talks Fail", "Both sides left."]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said “no deal” today.", "“ no deal ”"),
        ('He said "no deal" today.', '" no deal "'),
        ("He said ''no deal'' today.", "'' no deal ''"),
        ("He said ``no deal'' today.", "`` no deal ''"),
        ("He said «no deal» today.", "« no deal »"),
        ("He said „no deal“ today.", "„ no deal “"),
        ("He said ‘no deal’ today.", "‘ no deal ’"),
        ("He said 'no deal' today.", "' no deal '"),
        ("The workers’ pay and Smith’s.", ""),
        ("The workers' pay in the '90s.", ""),
    ],
)
def test_marks_of_all_styles_enclose_a_quotation(text: str, inside: str) -> None:
    assert quoted(text) == inside.split()


def test_quotation_without_an_end_runs_to_its_paragraph_and_goes_on_in_the_next() -> None:
    text = "“One two.\n“Three four,” he said.\nFive."
    assert quoted(text) == ["“", "One", "two", ".", "“", "Three", "four", ",", "”"]


def test_stray_mark_never_swallows_the_article() -> None:
    text = 'A stray " mark. ' + "More words follow here. " * 400
    assert len(quoted(text)) <= 200


def test_long_paragraph_that_opens_with_a_mark_is_quoted_to_its_end() -> None:
    text = "“" + "More words follow here. " * 60 + "\n“And these.”"
    assert len(quoted(text)) == len(read_tokens([text]))


def test_article_ends_every_quotation() -> None:
    tokens = read_tokens(["He said “no", "Nothing here."])
    assert not tokens.article(1).in_quote.any()
