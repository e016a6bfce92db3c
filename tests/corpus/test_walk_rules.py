"""Which files of a folder are read, which are passed over, and with which word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from framing.corpus.day_order import order_days
from framing.corpus.endings import ending_of
from framing.corpus.identity import Ids
from framing.corpus.language import foreign_language
from framing.corpus.load import load_articles
from framing.corpus.options import LoadOptions
from framing.corpus.pick import Picker
from framing.corpus.raw import Raw
from framing.corpus.sources import Source, count_bytes, is_about, sources, state_of, walk
from framing.corpus.streams import open_bytes
from framing.corpus.survey import Survey
from framing.errors import Skipped, UsageError
from framing.types import Article

from .loading import load, write

WORDS = "One word after the other stands here and is no news at all. " * 5


def told(path: Path) -> list[tuple[str, str]]:
    return [(one.reason, one.kind) for one in walk(path) if isinstance(one, Skipped)]


def test_files_of_a_folder_have_their_place_their_format_and_their_size(tmp_path: Path) -> None:
    for name, data in {"b.txt": b"Two.", "in/a.csv.gz": b"x" * 9, "in/deep/c.html": b"<p>"}.items():
        write(tmp_path / name, data)
    assert sources(tmp_path) == [
        Source(f"{tmp_path}/b.txt", "plain", 4, "b.txt"),
        Source(f"{tmp_path}/in/a.csv.gz", "delimited", 9, "in/a.csv.gz"),
        Source(f"{tmp_path}/in/deep/c.html", "html", 3, "in/deep/c.html"),
    ]
    assert count_bytes(tmp_path) == 16
    assert told(tmp_path) == []
    assert sources([tmp_path / "b.txt", tmp_path / "in"])[0].inside == f"{tmp_path}/b.txt"


def test_files_that_are_no_articles_are_counted_by_what_they_are(tmp_path: Path) -> None:
    for name in ("a.txt", ".b.txt", ".git/c.txt"):
        write(tmp_path / name, "One.")
    for name in ("x.png", "y.png", "README.md", "in/Makefile", "z.qqq"):
        write(tmp_path / name, "few words")
    assert [source.inside for source in sources(tmp_path)] == ["a.txt"]
    reason = "passed over files that are no articles: 2 .png, 1 .qqq, 1 Makefile, 1 README.md"
    assert told(tmp_path) == [(reason, "noted")]


@pytest.mark.parametrize(("count", "is_text"), [(50, True), (49, False)])
def test_a_file_of_an_unknown_ending_with_fifty_words_may_hold_text(
    tmp_path: Path, count: int, is_text: bool
) -> None:
    write(tmp_path / "a.txt", "One.")
    write(tmp_path / "b.qqq", "word " * count + "12 " * 99)
    ((reason, kind),) = told(tmp_path)
    assert ("may hold text: 1 .qqq" in reason) is is_text
    assert kind == ("skipped" if is_text else "noted")
    write(tmp_path / "b.qqq", b"word " * count + b"\x01" * 99)
    assert told(tmp_path)[0][1] == "noted"
    write(tmp_path / "b.qqq", " " * 4096 + "word " * count)
    assert told(tmp_path)[0][1] == "noted"


def test_a_folder_without_articles_is_a_wrong_call_that_says_what_is_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="found: no files"):
        list(walk(tmp_path))
    write(tmp_path / "x.png", "p")
    write(tmp_path / "y.qqq", WORDS)
    with pytest.raises(UsageError, match=r"found: 1 \.png, 1 \.qqq"):
        list(walk(tmp_path))
    with pytest.raises(UsageError, match="nothing matches"):
        list(walk(tmp_path / "*.txt"))
    with pytest.raises(UsageError, match="no such file"):
        list(walk(tmp_path / "nowhere"))


def test_a_pattern_names_files_and_folders_only_where_it_meets_no_file(tmp_path: Path) -> None:
    write(tmp_path / "a/x.txt", "One.")
    write(tmp_path / "b/y.qqq", "Two.")
    assert [Path(s.path).name for s in sources(tmp_path / "*" / "*")] == ["x.txt", "y.qqq"]
    assert [s.format for s in sources(tmp_path / "*" / "*")] == ["plain", "unknown"]
    assert [s.inside for s in sources(tmp_path / "[a]")] == ["x.txt"]


def test_files_about_a_corpus_and_endings() -> None:
    assert is_about("README")
    assert is_about("License.en.txt")
    assert not is_about("readmes.txt")
    assert not is_about("my readme.txt")
    assert ending_of("a.b.CSV.GZ") == ".csv"
    assert ending_of("a.gz") == ""
    assert ending_of("A.TXT") == ".txt"


def test_the_state_of_a_file_changes_with_it(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "One.")
    before = state_of(str(path))
    assert before == state_of(str(path))
    os.utime(path, ns=(1, 1))
    assert state_of(str(path)) != before
    assert state_of(str(tmp_path / "nowhere")) is None
    assert state_of("s3://a/b") is None


def test_bytes_may_be_taken_without_counting(tmp_path: Path) -> None:
    with open_bytes(write(tmp_path / "a.txt", "One.")) as stream:
        assert stream.seekable()
        assert (stream.read(2), stream.tell(), stream.seek(0), stream.read()) == (
            b"On",
            2,
            0,
            b"One.",
        )


@pytest.mark.parametrize("limit", [0, 1, 2, 3])
def test_a_limit_counts_articles_that_come_out(tmp_path: Path, limit: int) -> None:
    write(tmp_path / "a.csv", "text\nOne.\nno\nTwo.\n")
    articles, _ = load(tmp_path, limit=limit, match=r"\.")
    assert [a.text for a in articles] == ["One.", "Two."][:limit]


def test_a_file_without_a_column_is_told_beside_one_with(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "x,y\n1,2\n")
    write(tmp_path / "b.csv", "text,outlet\nOne.,A\n")
    (article,), (said,) = load(tmp_path, outlet="Example Times")
    assert (article.text, article.outlet) == ("One.", "Example Times")
    assert (said.path, said.kind) == (f"{tmp_path}/a.csv", "skipped")
    with pytest.raises(UsageError, match="no column for the text"):
        load(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"match": "harbour"}, {"a"}),
        ({"match": "^Talks$"}, {"a"}),
        ({"since": "2021-03-04"}, {"a", "b"}),
        ({"since": "2021-03-05"}, {"b"}),
        ({"until": "2021-03-04"}, {"a"}),
        ({"since": "2021-03-04", "until": "2021-03-04"}, {"a"}),
        ({}, {"a", "b", "c", "d"}),
    ],
)
def test_what_a_run_wants(options: dict[str, str], wanted: set[str]) -> None:
    picker = Picker(LoadOptions(**options))  # type: ignore[arg-type]
    articles = [
        Article("a", "The harbour.", title="Talks", published="2021-03-04"),
        Article("b", "The town.", published="2021-03-05"),
        Article("c", "The town.", published="soon", path="in#3"),
        Article("d", "The town.", path="in#4"),
    ]
    said = {a.article_id: picker.wants(a) for a in articles}
    assert {name for name, one in said.items() if one is True} == wanted
    if "since" in options or "until" in options:
        odd, none = said["c"], said["d"]
        assert isinstance(odd, Skipped)
        assert isinstance(none, Skipped)
        assert (odd.path, odd.kind) == ("in#3", "left out")
        assert "'soon'" in odd.reason
        assert none.reason.startswith("no date")


GERMAN = "Die Gesandten trafen sich am Montag in der Stadt und wollen weiter verhandeln. "


@pytest.mark.parametrize(("letters", "left_out"), [(199, False), (200, True)])
def test_a_language_is_told_from_two_hundred_letters_on(letters: int, left_out: bool) -> None:
    text = (GERMAN * 9)[:letters].strip().ljust(letters, "n")
    assert foreign_language(text, ("en",)) == ("de" if left_out else None)
    assert foreign_language(f" {text}\n", ("de",)) is None
    assert foreign_language(text, ()) is None
    found = Picker(LoadOptions()).wants(Article("a", text, path="in"))
    if left_out:
        assert isinstance(found, Skipped)
        assert (found.path, found.kind) == ("in", "left out")
        assert found.reason == "language is de, asked for en"


def test_english_words_at_either_end_or_in_the_middle_make_a_text_english() -> None:
    english = "The envoys met and said that they were glad of the talks with those from the town. "
    assert foreign_language(english * 9, ("en",)) is None
    assert foreign_language(GERMAN * 40 + english * 20, ("en",)) is None
    assert foreign_language(english * 20 + GERMAN * 40, ("en",)) is None
    assert foreign_language(GERMAN * 40, ("en",)) == "de"
    assert foreign_language(english * 9, ("de",)) == "en"


FRENCH = "Les envoyés se sont réunis lundi dans la ville et veulent continuer à négocier. "


def test_the_middle_of_a_text_is_looked_at_as_widely_as_its_ends() -> None:
    around = GERMAN * 25 + FRENCH * 7 + GERMAN * 5 + FRENCH * 7 + GERMAN * 25
    for text in (around, FRENCH * 19 + GERMAN * 60, GERMAN * 60 + FRENCH * 19):
        assert foreign_language(text, ("fr",)) is None
    assert foreign_language(GERMAN * 60, ("fr",)) == "de"


def test_the_survey_counts_what_came_out(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "Text,Outlet,Date\nOne.,A,2021-03-04\nTwo.,,soon\n")
    write(tmp_path / "b.txt", "Three.")
    options = LoadOptions(columns={"text": "Text"})
    survey = Survey(options)
    said: list[Skipped] = []
    list(load_articles(tmp_path, options, on_skip=said.append, survey=survey))
    assert survey.line() == (
        "3 articles; text=Text, outlet=Outlet, date=Date, no column for the title; "
        "2 guessed; 2 without outlet, 2 without date"
    )
    assert Survey(options).line() == "0 articles; 0 without outlet, 0 without date"
    named = LoadOptions(outlet="Example")
    survey = Survey(named)
    list(load_articles(tmp_path / "a.csv", named, on_skip=said.append, survey=survey))
    assert "outlet is 'Example'" in survey.line()
    assert "0 without outlet" in survey.line()


def test_days_wait_for_one_that_decides_and_reports_keep_their_place() -> None:
    other = Skipped("in#2", "row left out")
    rows: list[Raw | Skipped] = [
        Raw("in", {"text": "x", "published": "4/5/2017"}, 1),
        other,
        Raw("in", {"text": "x", "published": "25/4/2017"}, 3),
    ]
    found = list(order_days(iter(rows), "in", False))
    assert found[1] == other
    assert [one.day_first for one in found if isinstance(one, Raw)] == [True, True]
    twice: list[Raw | Skipped] = [rows[0], rows[0]]
    (said, *_) = order_days(iter(twice), "in", False)
    assert isinstance(said, Skipped)
    assert (said.path, said.kind) == ("in", "noted")


def test_an_id_that_was_given_is_told_with_the_new_one(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "id,text\n7,One.\n7,Two.\n7,Three.\n")
    articles, said = load(tmp_path)
    assert [a.article_id for a in articles] == ["7", "7#2", "7#3"]
    assert [one.path for one in said] == [f"{tmp_path}/a.csv#2", f"{tmp_path}/a.csv#3"]
    assert "'7#3'" in said[1].reason
    ids = Ids()
    assert [ids.unique(name) for name in ("a", "a#2", "a", "a")] == ["a", "a#2", "a#3", "a#4"]
