"""Small differences between what tools write: wrappers, separators, lists, attachments, hyphens."""

from __future__ import annotations

import json
import sqlite3
from email.message import EmailMessage
from pathlib import Path

import pytest

from framing.corpus.blocks import join_lines, words_of_lines
from framing.corpus.dates import find_day

from .exports import BODIES, OUTLETS, TITLES, as_docx, nexis_uni
from .loading import load, write

TEXT = "\n\n".join(BODIES[0])
ROW = (TITLES[0], OUTLETS[0], "2021-03-04", BODIES[0][0] + " " + BODIES[0][2])


def test_an_answer_that_wraps_one_article(tmp_path: Path) -> None:
    fields = {"body": "".join(f"<p>{p}</p>" for p in BODIES[0]), "byline": "Jo Marsh in Bonn"}
    content = {"id": "x", "webTitle": TITLES[0], "webUrl": "https://example.org/x"}
    found = {"response": {"status": "ok", "content": {**content, "fields": fields}}}
    (article,), _ = load(write(tmp_path / "a.json", json.dumps(found)))
    assert (article.title, article.authors, article.text) == (TITLES[0], ("Jo Marsh",), TEXT)


def test_a_feed_in_json_and_a_source_that_is_an_address(tmp_path: Path) -> None:
    item = {"url": "https://example.org/x", "title": TITLES[0], "content_text": TEXT}
    (article,), _ = load(write(tmp_path / "a.json", json.dumps({"version": "1", "items": [item]})))
    assert (article.title, article.text) == (TITLES[0], TEXT)
    row = {"source": "https://example.org/y", "source-hostname": OUTLETS[0], "text": TEXT}
    (article,), _ = load(write(tmp_path / "b.json", json.dumps(row)))
    assert (article.url, article.outlet) == ("https://example.org/y", OUTLETS[0])


@pytest.mark.parametrize(
    ("name", "delimiter", "above"),
    [("a.txt", "|", ""), ("a.csv", ";", "sep=;\r\n"), ("a.csv", ",", '"sep=,"\n')],
)
def test_tables_with_bars_and_with_a_line_for_excel(
    tmp_path: Path, name: str, delimiter: str, above: str
) -> None:
    names = delimiter.join(("Title", "Publication(s)", "Published date", "Body"))
    row = delimiter.join(f'"{value}"' for value in ROW)
    (article,), said = load(write(tmp_path / name, f"{above}{names}\n{row}\n"))
    assert said == []
    assert (article.title, article.outlet, article.published, article.text) == ROW


def test_the_headline_of_the_older_nela(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.db") as base:
        base.execute("CREATE TABLE articles (date, source, name, content)")
        base.execute("INSERT INTO articles VALUES (?, ?, ?, ?)", (ROW[2], ROW[1], ROW[0], ROW[3]))
    base.close()
    (article,), _ = load(tmp_path / "a.db")
    assert (article.title, article.outlet) == (TITLES[0], OUTLETS[0])


def test_documents_attached_to_a_message_are_named(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Library <news@example.org>", "Your delivery"
    message.set_content("Your documents are attached.")
    message.add_attachment(
        as_docx(nexis_uni()), maintype="application", subtype="x", filename="Files.DOCX"
    )
    _, (fault,) = load(write(tmp_path / "a.eml", message.as_bytes()))
    assert fault.faulty
    assert "Files.DOCX" in fault.reason


def test_a_header_with_a_list_of_authors(tmp_path: Path) -> None:
    header = f'---\ntitle: "{TITLES[0]}"\nauthor:\n  - "[[Jo Marsh]]"\n  - Ann Lee\n---\n\n'
    for name in ("a.md", "a.txt"):
        (article,), _ = load(write(tmp_path / name, header + TEXT))
        assert article.authors == ("Jo Marsh", "Ann Lee")


@pytest.mark.parametrize(
    ("written", "day"),
    [("04.05.2021", "2021-05-04"), ("4/5/21", "2021-04-05"), ("4/5/99", "1999-04-05")],
)
def test_days_with_points_and_short_years(written: str, day: str) -> None:
    assert find_day(written) == day


def test_days_in_other_languages_in_a_table(tmp_path: Path) -> None:
    table = f'Titel;Datum;Text\n"{ROW[0]}";"4. März 2021";"{ROW[3]}"\n'
    (article,), _ = load(write(tmp_path / "a.csv", table))
    assert article.published == "2021-03-04"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("a well-", "known gover-", "nor"), "a well-known governor"),
        (("the full-", "time and ful-", "ly old-", "est of self-", "ish"), None),
        (("a state-of-the-", "art boat"), "a state-of-the-art boat"),
        (("a 12-", "year-old US-", "Russian pact"), "a 12-year-old US-Russian pact"),
        (("pre-", "and post-war"), "pre- and post-war"),
    ],
)
def test_hyphens_at_line_ends(lines: tuple[str, ...], joined: str | None) -> None:
    assert join_lines(lines) == (joined or "the full-time and fully oldest of selfish")


def test_the_document_decides_on_a_hyphen() -> None:
    seen = words_of_lines(["The anti-missile system", "and cooperation, a co-"])
    assert join_lines(["an anti-", "missile co-", "operation"], seen) == (
        "an anti-missile cooperation"
    )
