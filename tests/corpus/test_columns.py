"""Columns are known by their names; what is missing gives way, and is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from framing.corpus.fields import Columns, MissingColumnError, fold
from framing.corpus.load import load_articles
from framing.corpus.options import LoadOptions
from framing.corpus.survey import Survey
from framing.errors import UsageError

from .loading import load, write


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("outlet", ["Publication", "Source", "media_name", "Newspaper", "source_domain"]),
        ("published", ["Load-Date", "publish_date", "publishedAt", "date_publish", "pub_date"]),
        ("authors", ["Byline", "author", "By line"]),
        ("title", ["Headline", "Hlead", "webTitle", "Article Title"]),
        ("text", ["Full Text", "maintext", "plain_text", "Full Story", "articleBody"]),
        ("id", ["stories_id", "unit_id", "article_id"]),
    ],
)
def test_names_of_many_makers_are_known(field: str, names: list[str]) -> None:
    for name in names:
        columns = Columns([name] if field == "text" else ["body", name], {})
        assert columns.of[field] == (name,)


def test_a_name_is_the_same_in_camel_case_with_blanks_and_hyphens() -> None:
    assert {fold(name) for name in ("publishedAt", "Published at", "published-at")} == {
        "published_at"
    }


def test_a_users_own_names_come_first(tmp_path: Path) -> None:
    mine = write(
        tmp_path / "lists" / "columns.toml",
        'name = "mine"\nversion = "1"\nsource = "me"\nlicence = "MIT"\nlimits = "few"\n'
        '[[field]]\nid = "text"\nnames = ["Wording"]\n',
    )
    write(tmp_path / "a.csv", "Wording,text,source\nMine.,Theirs.,Gazette\n")
    (article,), _ = load(tmp_path / "a.csv", lexicons=mine.parent)
    assert (article.text, article.outlet) == ("Mine.", "Gazette")


@pytest.mark.parametrize("delimiter", ["\t", ";", ","])
def test_a_table_under_the_ending_of_text_is_a_table(tmp_path: Path, delimiter: str) -> None:
    rows = [["Date", "Publication", "Full Text"], ["2021-03-04", "Gazette", "It sailed."]]
    write(tmp_path / "a.txt", "\n".join(map(delimiter.join, rows)))
    (article,), _ = load(tmp_path)
    assert (article.outlet, article.text) == ("Gazette", "It sailed.")


def test_a_first_line_with_commas_is_no_header(tmp_path: Path) -> None:
    text = "Text, title and date of the treaty are disputed, the minister said.\n\nTalks go on.\n"
    (article,), _ = load(write(tmp_path / "a.txt", text))
    assert article.text == text


def test_an_empty_cell_gives_way_to_a_filled_one_row_by_row() -> None:
    columns = Columns(["text", "maintext", "date", "pub_date"], {})
    first = columns.pick({"text": None, "maintext": "A.", "date": "soon", "pub_date": "2021-03-04"})
    assert (first["text"], first["published"]) == ("A.", "2021-03-04")
    second = columns.pick({"text": "B.", "maintext": "C.", "date": "2020-01-01", "pub_date": ""})
    assert (second["text"], second["published"]) == ("B.", "2020-01-01")


def test_a_column_of_addresses_is_no_outlet() -> None:
    columns = Columns(["text", "source", "domain"], {})
    row = {"text": "A.", "source": "https://gazette.com/a", "domain": "gazette.com"}
    assert columns.pick(row)["outlet"] == "gazette.com"
    assert columns.pick({**row, "domain": None})["outlet"] is None


def test_what_the_user_names_is_taken_as_it_is(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "text,source,when\nA.,https://gazette.com/a,4 March 2021\n")
    (article,), _ = load(tmp_path, columns={"outlet": "source", "date": "when"})
    assert (article.outlet, article.published) == ("https://gazette.com/a", "2021-03-04")
    with pytest.raises(UsageError, match="expected one of text, outlet, title, date"):
        LoadOptions(columns={"tilte": "x"})


def test_a_row_without_outlet_has_that_of_its_address(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "text,url\nA.,https://www.gazette.com/a\n")
    (article,), _ = load(tmp_path)
    assert article.outlet == "gazette.com"


def test_one_date_of_a_table_decides_how_all_are_read(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "text,date\nA.,04/05/2021\nB.,13/05/2021\nC.,05/06/2021\n")
    articles, said = load(tmp_path)
    assert [a.published for a in articles] == ["2021-05-04", "2021-05-13", "2021-06-05"]
    assert said == []
    write(tmp_path / "a.csv", "text,date\nA.,04/05/2021\nB.,04/13/2021\n")
    assert [a.published for a in load(tmp_path)[0]] == ["2021-04-05", "2021-04-13"]


def test_dates_that_no_row_decides_are_read_month_first_and_told(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "text,date\nA.,04/05/2021\nB.,05/06/2021\n")
    articles, (said,) = load(tmp_path)
    assert [a.published for a in articles] == ["2021-04-05", "2021-05-06"]
    assert "--day-first" in said.reason
    assert [a.published for a in load(tmp_path, day_first=True)[0]] == ["2021-05-04", "2021-06-05"]


def test_text_in_markup_is_read_as_its_paragraphs(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", json.dumps({"text": "<p>One &amp; two.</p><p>Three.</p>"}) + "\n")
    (article,), (said,) = load(tmp_path)
    assert article.text == "One & two.\n\nThree."
    assert said.kind == "noted"


def test_a_table_of_features_is_recognised(tmp_path: Path) -> None:
    names = ["article_id", "outlet", "agency", "published", "title", "n_words", "hedge_x_count"]
    with pytest.raises(MissingColumnError, match="framing compare"):
        Columns(names, {})


def test_the_survey_says_columns_guesses_and_gaps(tmp_path: Path) -> None:
    write(
        tmp_path / "a.csv",
        "Publication,Load-Date,Hlead,Full Story\nGazette,2021-03-04,T,A.\nGazette,,T,B.\n",
    )
    options = LoadOptions(columns={"text": "Full Story"})
    survey = Survey(options)
    list(load_articles(tmp_path / "a.csv", options, survey=survey))
    assert survey.line() == (
        "2 articles; text=Full Story, outlet=Publication, date=Load-Date, title=Hlead; 3 guessed; "
        "0 without outlet, 1 without date"
    )


def test_the_survey_says_which_column_was_not_found(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "text\nA.\n")
    survey = Survey(LoadOptions())
    list(load_articles(tmp_path / "a.csv", survey=survey))
    assert "no column for the outlet, no column for the date, no column for the title" in (
        survey.line()
    )
