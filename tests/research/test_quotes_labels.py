"""What readers marked as attributions, checked and brought back to the article."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.types import Article
from research.gold.quotes_labels import Marked, MarkError, parse, read_answers, rows_of
from research.gold.quotes_passages import Piece, read_pieces, show, write_pieces

ARTICLE = Article("a", "By Roe\n\nHe  said\nit rains. She left.", title="Mayor: Rain")
PIECES = (Piece("title", 0, 11), Piece("text", 8, 26), Piece("text", 27, 36))


def test_a_passage_stands_on_one_line_and_leads_back_to_the_article() -> None:
    shown = show(ARTICLE, PIECES)
    assert shown.text == "Mayor: Rain ¶ He said it rains. She left."
    assert read_pieces(write_pieces(PIECES)) == PIECES
    key = {"Q1": dict.fromkeys(["passage", "corpus", "article_id", "kind", "pieces", "digest"], "")}
    at = shown.text.index("it rains")
    rows = rows_of({"Q1": [Marked(1, "content", at, at + 8)]}, key, {"Q1": shown})
    ((_, role, field, start, stop),) = [row[-5:] for row in rows]
    assert (role, field) == ("content", "text")
    assert ARTICLE.text[int(str(start)) : int(str(stop))] == "it rains"


def test_marks_may_nest_and_stand_in_pieces() -> None:
    passage = "“Yes,” he said. “They told me so.”"
    spans = parse("{T1 “Yes,”} {S1 he} {C1 said}. {T1 “{S2 They} {C2 told} me {T2 so}.”}", passage)
    found = [(one.attribution, one.role, passage[one.start : one.stop]) for one in spans]
    assert [words for _, role, words in found if role == "content"] == [
        "“Yes,”",
        "“They told me so.”",
        "so",
    ]
    assert (2, "source", "They") in found
    assert parse("-", passage) == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{S1 He} {C1 said} {T1 it rain}.", "not the passage at character 15"),
        ("{S1 He} {C1 said} {T1 it rains.", "not closed"),
        ("{S1 He} {C1 said} it rains.", "has no content"),
        ("{S1 He }{C1 said} {T1 it rains}.", "with a space"),
        ("{S1 He} {T1 {C1 said} it rains}.", "overlap"),
        ("{X1 He} {C1 said} {T1 it rains}.", "no mark"),
    ],
)
def test_a_line_in_error_is_named_and_the_others_are_read(
    tmp_path: Path, line: str, says: str
) -> None:
    shown = show(Article("a", "He said it rains."), (Piece("text", 0, 17),))
    with pytest.raises(MarkError, match=says):
        parse(line, shown.text)
    path = tmp_path / "done1.txt"
    path.write_text(f"Q1\t{line}\nQ2\t-\nQ2\t-\nQ3\t-\n", "utf-8")
    labels, errors = read_answers([path], {"Q1": shown, "Q2": shown})
    assert labels == {"Q2": []}
    assert [error.partition(" ")[0] for error in errors] == [
        "done1.txt:1:",
        "done1.txt:3:",
        "done1.txt:4:",
    ]
