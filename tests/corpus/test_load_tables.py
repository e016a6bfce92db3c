from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.errors import UsageError

from .loading import load, write

WORDS = ["the", "talks,", "“no”", "it's", "42", "week;", '"quoted', 'words"', "ended.\n\nA"]
HEAD = "id,text,outlet,date\n"


def row(number: int, text: str = "Plain words, and more.") -> str:
    return f'{number},"{text}",Daily,2017-04-{number:02d}\n'


def test_usual_column_names_are_found_whatever_their_case(tmp_path: Path) -> None:
    write(
        tmp_path / "a.csv",
        "Unit_ID,Article_Title,ARTICLE CONTENT,Source,Date,URL,Author\n"
        '7,A title,"The text.",TASS,4/5/2017,https://x.example/1,"Ann Lee; Bo Ray"\n',
    )
    (article,), said = load(tmp_path)
    assert said == []
    assert (article.article_id, article.title, article.text) == ("7", "A title", "The text.")
    assert (article.outlet, article.published) == ("TASS", "2017-04-05")
    assert (article.url, article.authors) == ("https://x.example/1", ("Ann Lee", "Bo Ray"))


def test_columns_can_be_named(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "sentence,text,who\nThe words.,not this,Daily\n")
    (article,), _ = load(tmp_path, columns={"text": "sentence", "outlet": "who"})
    assert (article.text, article.outlet) == ("The words.", "Daily")


def test_a_column_name_that_is_no_field_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'texts'.*expected one of text, outlet"):
        load(tmp_path, columns={"texts": "a"})


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", "id,words\n1,x\n"), ("a.jsonl", '{"id": 1, "words": "x"}\n')],
)
def test_a_table_without_text_column_names_its_columns_and_the_remedy(
    tmp_path: Path, name: str, content: str
) -> None:
    write(tmp_path / name, content)
    with pytest.raises(UsageError, match=r"columns found: id, words; .*--column text=NAME"):
        load(tmp_path)
    write(tmp_path / "b.txt", "Good.")
    articles, (skipped,) = load(tmp_path)
    assert [a.text for a in articles] == ["Good."]
    assert "columns found: id, words" in skipped.reason


def test_an_asked_for_column_that_is_missing_is_named(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "id,text\n1,x\n")
    with pytest.raises(UsageError, match="no column 'agency' for the outlet"):
        load(tmp_path, columns={"outlet": "agency"})


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found_from_the_header(tmp_path: Path, delimiter: str) -> None:
    rows = [["id", "text", "outlet"], ["1", "Some words", "Daily"]]
    write(tmp_path / "a.csv", "".join(delimiter.join(r) + "\n" for r in rows))
    (article,), _ = load(tmp_path)
    assert (article.text, article.outlet) == ("Some words", "Daily")


def test_fields_keep_their_line_ends_and_doubled_marks_are_one(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", 'id,text\r\n1,"One.\r\n\r\nHe said ""two"".\n"\r\n2,x\r\n')
    articles, said = load(tmp_path)
    assert [a.text for a in articles] == ['One.\r\n\r\nHe said "two".\n', "x"]
    assert said == []


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ('2,"He said "no" to it, twice",Daily,2017-04-02\n', "line 3"),
        ("2,three,fields\n", "3 fields where the header has 4"),
        ("2,a,b,2017-04-02,extra\n", "5 fields where the header has 4"),
        ('2,"Never closed,Daily,2017-04-02\n', "line 3"),
        ('2,"Closed" wrongly",Daily,2017-04-02\n', "line 3"),
        ('"2,text,Daily,2017-04-02\n', "line 3"),
        ('2,"one\ntwo\nthree",extra,Daily,2017-04-02\n', "lines 3 to 5"),
    ],
)
def test_a_broken_row_costs_itself_only(tmp_path: Path, broken: str, problem: str) -> None:
    sound = [row(1), *(row(n) for n in range(3, 9))]
    write(tmp_path / "a.csv", HEAD + sound[0] + broken + "".join(sound[1:]))
    articles, (skipped,) = load(tmp_path)
    assert [a.article_id for a in articles] == ["1", "3", "4", "5", "6", "7", "8"]
    assert all(a.text == "Plain words, and more." for a in articles)
    assert skipped.path.endswith("a.csv#2")
    assert problem in skipped.reason
    assert [a.path.split("#")[1] for a in articles] == ["1", "3", "4", "5", "6", "7", "8"]


def test_a_stray_mark_does_not_swallow_unquoted_rows_up_to_the_end(tmp_path: Path) -> None:
    rows = "".join(f"{n},plain words {n},Daily,2017-04-01\n" for n in range(3, 500))
    write(tmp_path / "a.csv", HEAD + row(1) + '2,"stray words,Daily,2017-04-02\n' + rows)
    articles, (skipped,) = load(tmp_path)
    assert len(articles) == 498
    assert "line 3" in skipped.reason


def test_two_stray_marks_do_not_hide_the_rows_between_them(tmp_path: Path) -> None:
    between = "".join(f"{n},plain words {n},Daily,2017-04-01\n" for n in range(3, 9))
    write(
        tmp_path / "a.csv",
        HEAD
        + row(1)
        + '2,"stray words,Daily,2017-04-02\n'
        + between
        + '9,more stray",Daily,2017-04-09\n'
        + row(10),
    )
    articles, said = load(tmp_path)
    assert [a.article_id for a in articles] == ["1", "3", "4", "5", "6", "7", "8", "9", "10"]
    assert [s.path.split("#")[1] for s in said] == ["2"]


def test_prose_with_commas_inside_a_broken_row_is_not_taken_for_rows(tmp_path: Path) -> None:
    text = 'First, of all, he said, no.\n"Yes, or, no, maybe" she, said, too, twice.\nEnd.'
    write(
        tmp_path / "a.csv",
        HEAD + row(1) + f'2,"{text}",Daily,2017-04-02\n' + row(3) + row(4) + row(5),
    )
    articles, said = load(tmp_path)
    assert [a.article_id for a in articles] == ["1", "3", "4", "5"]
    assert len(said) == 1


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.floats(0, 1), seed=st.integers(0, 999), every=st.booleans())
def test_one_stray_mark_anywhere_costs_one_row_at_most(
    tmp_path: Path, place: float, seed: int, every: bool
) -> None:
    chance = Random(seed)
    rows = [
        [
            str(1000 + n),
            " ".join(chance.choices(WORDS, k=40)) + ".",
            chance.choice(["Daily", "A, B"]),
        ]
        for n in range(12)
    ]
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL)
    writer.writerows([["id", "text", "outlet"], *rows])
    table = file.getvalue()
    start = table.index("\n") + 1
    at = start + int(place * (len(table) - start))
    write(tmp_path / "a.csv", table[:at] + '"' + table[at:])
    articles, _ = load(tmp_path, languages=())
    read = {(article.article_id, article.text) for article in articles}
    assert len({(number, text) for number, text, _ in rows} - read) <= 1


def test_quotation_marks_in_tsv_may_be_mere_letters(tmp_path: Path) -> None:
    write(
        tmp_path / "a.tsv",
        "id\ttext\toutlet\n"
        '1\t"Yes," he said.\tDaily\n2\t"Quoted ""here"""\tDaily\n3\tPlain\tDaily\n',
    )
    articles, said = load(tmp_path)
    assert [a.text for a in articles] == ['"Yes," he said.', 'Quoted "here"', "Plain"]
    assert said == []


def test_a_header_without_rows_is_reported(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "id,text\n")
    articles, (skipped,) = load(tmp_path)
    assert articles == []
    assert "no rows" in skipped.reason


@pytest.mark.parametrize("empty", ["", "  ", "NaN", "null"])
def test_a_row_without_text_is_reported_with_its_line(tmp_path: Path, empty: str) -> None:
    write(tmp_path / "a.csv", f"id,text\n1,one\n2,{empty}\n3,three\n")
    articles, (skipped,) = load(tmp_path)
    assert [a.article_id for a in articles] == ["1", "3"]
    assert skipped.path.endswith("a.csv#2")
    assert "line 3: no text" in skipped.reason


def test_a_duplicate_id_keeps_its_text_under_a_new_id(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "id,text\n7,one\n7,two\n7#2,three\n7,four\n")
    articles, said = load(tmp_path)
    assert [a.text for a in articles] == ["one", "two", "three", "four"]
    assert [a.article_id for a in articles] == ["7", "7#2", "7#2#2", "7#3"]
    assert [s.kind for s in said] == ["repaired"] * 3
    assert all(s.faulty for s in said)


@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl"])
def test_a_packed_table_that_breaks_off_gives_the_rows_before(tmp_path: Path, ending: str) -> None:
    joint = "\t" if ending == "tsv" else ","
    lines = [f"id{joint}text\n"] + [f"{n}{joint}words {n * 7919} here\n" for n in range(20_000)]
    if ending == "jsonl":
        lines = [
            json.dumps({"id": n, "text": f"words {n * 7919} here"}) + "\n" for n in range(20_000)
        ]
    packed = gzip.compress("".join(lines).encode())
    write(tmp_path / f"a.{ending}.gz", packed[: len(packed) // 2])
    articles, said = load(tmp_path)
    assert len(articles) > 1000
    assert articles[-1].text.startswith("words ")
    assert "damaged" in said[-1].reason


def test_limit_outlet_period_and_pattern_choose_articles(tmp_path: Path) -> None:
    write(
        tmp_path / "a.csv",
        "id,text,date,outlet\n1,Russia,2017-01-01,A\n2,Kremlin,2017-06-01,A\n3,Paris,2017-06-02,A\n"
        "4,Russia,,A\n5,Russia,2018-01-01,A\n6,Russia,,A\n",
    )
    articles, said = load(tmp_path, match="Russia|Kremlin", since="2017-01-01", until="2017-12-31")
    assert [a.article_id for a in articles] == ["1", "2"]
    assert [(s.path.split("#")[1], s.kind) for s in said] == [("4", "left out"), ("6", "left out")]
    articles, _ = load(tmp_path, limit=2, outlet="Mine")
    assert [(a.article_id, a.outlet) for a in articles] == [("1", "Mine"), ("2", "Mine")]


@pytest.mark.parametrize(
    "options", [{"since": "May"}, {"until": "2017-13-01"}, {"match": "("}, {"limit": -1}]
)
def test_options_that_make_no_sense_are_usage_errors(options: dict[str, object]) -> None:
    with pytest.raises(UsageError, match=next(iter(options))):
        load(".", **options)
