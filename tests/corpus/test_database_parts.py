"""Exports of databases: each field where the layout has it, and what its numbers promise."""

from __future__ import annotations

import pytest

from framing.corpus.databases.export import Export, hand_over
from framing.corpus.databases.factiva import describe, head_of, is_accession, read_factiva
from framing.corpus.databases.lexis import read_lexis
from framing.corpus.databases.library import read_library
from framing.corpus.databases.nexis import authors_of, read_nexis
from framing.corpus.databases.pages import read_export_page
from framing.corpus.databases.proquest import read_proquest
from framing.corpus.documents.markdown import describe_byline, split_header
from framing.corpus.documents.printed import describe_head, mend_pages
from framing.corpus.raw import Raw
from framing.errors import Skipped

BODY = ["The envoys met on Monday in the town.", "They agreed to go on for another week."]
TITLE, DAY = "Talks go on", "2021-03-04"


def only(export: Export | None) -> dict[str, object]:
    assert export is not None
    (record,) = export.records
    assert record is not None
    return dict(record)


def nexis(*, title: str = TITLE, above: str = "", labels: str = "", below: str = "") -> list[str]:
    lines = [
        *above.split("|"), title, "Harbour Gazette", "March 4, 2021 Thursday", "",
        "Copyright 2021 Harbour Press", "", *labels.split("|"), "", "Body", "",
        BODY[0], "", BODY[1], "", *below.split("|"), "End of Document",
    ]  # fmt: skip
    return lines


def test_nexis_has_title_outlet_day_and_text() -> None:
    found = only(read_nexis(nexis()))
    assert (found["title"], found["outlet"], found["published"]) == (TITLE, "Harbour Gazette", DAY)
    assert found["text"] == "\n\n".join([TITLE, *BODY])


@pytest.mark.parametrize(
    ("labels", "field", "value"),
    [
        ("Byline: By Ann Lee and Ivan Holt", "authors", ("Ann Lee", "Ivan Holt")),
        ("Section: NEWS; Pg. 3|Length: 475 words|Byline: Ann Lee", "authors", ("Ann Lee",)),
        ("Section: NEWS", "authors", None),
        ("Length: 475 words", "text", "\n\n".join([TITLE, *BODY])),
    ],
)
def test_labels_of_nexis(labels: str, field: str, value: object) -> None:
    assert only(read_nexis(nexis(labels=labels))).get(field) == value


def test_what_stands_below_a_text_of_nexis_is_no_text() -> None:
    for below in ("Load-Date: March 5, 2021", "Load-Date: March 5, 2021||More words."):
        assert only(read_nexis(nexis(below=below)))["text"] == "\n\n".join([TITLE, *BODY])
    paged = nexis(below="Page 2 of 3|Talks go on|They parted.")
    assert str(only(read_nexis(paged))["text"]).endswith("They parted.")
    assert str(only(read_nexis(paged))["text"]).count(TITLE) == 1


def test_without_a_headline_nexis_has_none() -> None:
    found = only(read_nexis(nexis(title="No Headline In Original")))
    assert found["title"] is None
    assert found["text"] == "\n\n".join(BODY)


def test_several_articles_of_nexis_and_the_one_that_is_missing() -> None:
    cover = ["Documents (3)", "1. Talks go on", "2. Talks end", "3. Talks fail", ""]
    two = [*cover, *nexis(), *nexis(title="Talks end")]
    export = read_nexis(two)
    assert export is not None
    assert [record["title"] for record in export.records if record] == [TITLE, "Talks end"]
    assert (export.promised, export.missing) == (3, ("Talks fail",))
    whole = read_nexis([*two, *nexis(title="Talks fail"), "", "Some words behind the end"])
    assert whole is not None
    assert (len(whole.records), whole.missing) == (3, ())
    assert read_nexis(BODY) is None


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("BY ANN LEE", ("ANN LEE",)),
        ("Von Ann Lee und Ivan Holt", ("Ann Lee", "Ivan Holt")),
        ("di Mario Rossi", ("Mario Rossi",)),
        ("Di Maio", ("Di Maio",)),
        ("Ann Lee; Ivan Holt, Jo Roe | Tom Ray & Max Fry", 5),
        ("Ann Lee (now) in Moscow", ("Ann Lee",)),
        ("By", ("By",)),
        ("", ()),
    ],
)
def test_names_of_a_byline(byline: str, names: tuple[str, ...] | int) -> None:
    found = authors_of(byline)
    assert (len(found) if isinstance(names, int) else found) == names


def lexis(number: int, total: int, labels: str = "") -> list[str]:
    return [
        f"{number} of {total} DOCUMENTS", "", "Harbour Gazette", "", "March 4, 2021 Thursday", "",
        TITLE, "", *labels.split("|"), "", "LENGTH: 475 words", "", BODY[0], "", BODY[1], "",
        "LOAD-DATE: March 5, 2021", "", "Copyright 2021 Harbour Press", "",
    ]  # fmt: skip


def test_lexis_has_title_outlet_day_and_text() -> None:
    found = only(read_lexis(lexis(1, 1, "BYLINE: By Ann Lee")))
    assert (found["title"], found["outlet"], found["published"]) == (TITLE, "Harbour Gazette", DAY)
    assert found["authors"] == ("Ann Lee",)
    assert found["text"] == "\n\n".join([TITLE, *BODY])
    named = only(read_lexis(lexis(1, 1, "HEADLINE: Another; with a deck")))
    assert named["title"] == "Another; with a deck"


@pytest.mark.parametrize(
    ("numbers", "total", "missing", "rest"),
    [
        ([1, 2, 3], 3, [], None),
        ([1, 3], 3, [2], None),
        ([1, 2], 3, [3], None),  # one of three: the last was lost
        ([1, 2], 4, [], "documents 3 to 4"),  # half as many again: a first part
        ([3, 4], 4, [], None),  # a later part
        ([3, 5], 9, [4], "documents 6 to 9"),
    ],
)
def test_numbers_of_lexis_say_what_is_missing(
    numbers: list[int], total: int, missing: list[int], rest: str | None
) -> None:
    export = read_lexis([line for number in numbers for line in lexis(number, total)])
    assert export is not None
    assert len(export.records) == len(numbers)
    assert export.missing == tuple(f"document {number} of {total}" for number in missing)
    assert [remark.startswith(str(rest)) for remark in export.remarks] == [True] * bool(rest)


def factiva(*fields: str) -> list[str]:
    return [
        *fields,
        "LP",
        BODY[0],
        "",
        "TD",
        BODY[1],
        "",
        "AN",
        "Document HARBGZ0020210304eh340001k",
        "",
    ]


@pytest.mark.parametrize(
    ("fields", "field", "value"),
    [
        (["HD  Talks go on"], "title", TITLE),
        (["HD  Talks go on", "BY  By Ann Lee"], "authors", ("Ann Lee",)),
        (["HD  Talks go on", "PD  4 March 2021"], "published", DAY),
        (["HD  Talks go on", "SN  Harbour Gazette"], "outlet", "Harbour Gazette"),
        (["HD  Talks go on"], "outlet", None),
        (["SE  News", "HD  Talks go on"], "text", "\n\n".join([TITLE, *BODY])),
    ],
)
def test_codes_of_factiva(fields: list[str], field: str, value: object) -> None:
    assert only(read_factiva(factiva(*fields)))[field] == value


def test_the_number_of_an_article_ends_it() -> None:
    two = [*factiva("HD  Talks go on"), "More words", *factiva("HD  Talks end")]
    export = read_factiva(two)
    assert export is not None
    assert [record["title"] for record in export.records if record] == [TITLE, "Talks end"]
    assert all("More words" not in str(record and record["text"]) for record in export.records)
    assert is_accession("Document HARBGZ0020210304eh340001k")
    assert not is_accession("Letter HARBGZ0020210304eh340001k")
    assert not is_accession("Document 12")


def test_factiva_without_codes_goes_by_the_number_of_words() -> None:
    lines = [
        "News", "Talks go on for another week in the town", "By Ann Lee", "475 words",
        "4 March 2021", "Harbour Gazette", "HARBGZ", "English", "Copyright 2021 Harbour Press", "",
        BODY[0], "", BODY[1], "", "Harbour Press", "", "Document HARBGZ0020210304eh340001k",
    ]  # fmt: skip
    found = only(read_factiva(lines))
    assert found["title"] == "Talks go on for another week in the town"
    assert (found["outlet"], found["published"]) == ("Harbour Gazette", DAY)
    assert found["authors"] == ("Ann Lee",)
    assert str(found["text"]).split("\n\n")[1:] == BODY
    assert read_factiva(BODY) is None


@pytest.mark.parametrize(
    ("above", "title", "authors"),
    [
        (["Talks go on"], TITLE, ()),
        (["News", "Talks go on", "By Ann Lee"], TITLE, ("Ann Lee",)),
        (["One two three four", "Talks go on"], TITLE, ()),
        (["One two three four five", "and six"], "One two three four five and six", ()),
        (["By Ann Lee"], "By Ann Lee", ()),
        ([], None, ()),
    ],
)
def test_lines_above_the_number_of_words(
    above: list[str], title: str | None, authors: tuple[str, ...]
) -> None:
    assert head_of(above) == (title, authors)


@pytest.mark.parametrize(
    ("meta", "found"),
    [
        (["4 March 2021", "Harbour Gazette", "HARBGZ", BODY[0]], (DAY, "Harbour Gazette", 2)),
        (["4 March 2021", "10:30", "Harbour Gazette", BODY[0]], (DAY, "Harbour Gazette", 2)),
        (["4 March 2021", "Harbour Gazette", "English", "(c) 2021"], (DAY, "Harbour Gazette", 3)),
        (["Words", "more"], (None, None, 1)),
        ([], (None, None, -1)),
    ],
)
def test_lines_below_the_number_of_words(meta: list[str], found: tuple[object, ...]) -> None:
    assert describe(meta) == found


def proquest(*fields: str) -> list[str]:
    return [TITLE, "", *fields, "", f"Full text: {BODY[0]}", "", BODY[1], ""]


@pytest.mark.parametrize(
    ("fields", "field", "value"),
    [
        (["Publication title: Harbour Gazette; Port Ada"], "outlet", "Harbour Gazette"),
        (
            ["Publication title: A", "Author: Lee, Ann; Ivan Holt"],
            "authors",
            ["Ann Lee", "Ivan Holt"],
        ),
        (["Publication title: A", "Publication date: Mar 4, 2021"], "published", DAY),
        (["Publication title: A", "Title: Another"], "title", "Another"),
        (["Publication title: A"], "title", TITLE),
        (["Publication title: A"], "text", "\n\n".join([TITLE, *BODY])),
        (
            ["Publication info: Harbour Gazette ; Port Ada [Port Ada]04 Mar 2021: A2."],
            "published",
            DAY,
        ),
        (["Publication info: Harbour Gazette, 04 Mar 2021: A2."], "outlet", "Harbour Gazette"),
    ],
)
def test_fields_of_proquest(fields: list[str], field: str, value: object) -> None:
    assert only(read_proquest(proquest(*fields)))[field] == value


def test_articles_of_proquest_are_parted_by_rules_and_counted() -> None:
    one = ["Document 1 of 2", "", *proquest("Publication title: A")]
    two = ["Document 2 of 2", "", *proquest("Publication title: B")]
    for rule in ([], ["_" * 60]):
        export = read_proquest([*one, *rule, *two])
        assert export is not None
        assert [record["outlet"] for record in export.records if record] == ["A", "B"]
        assert export.promised == 2
    assert read_proquest(BODY) is None


def test_labels_above_a_text() -> None:
    lines = [
        "Title: Talks go on", "Source: Harbour Gazette", "Date: March 4, 2021",
        "Author: Lee, Ann", "", BODY[0], "", BODY[1],
    ]  # fmt: skip
    found = only(read_library(lines))
    assert (found["title"], found["outlet"], found["published"]) == (TITLE, "Harbour Gazette", DAY)
    assert found["authors"] == ("Ann Lee",)
    assert found["text"] == "\n\n".join([TITLE, *BODY])
    twice = read_library([*lines, "", *lines])
    assert twice is not None
    assert len(twice.records) == 2
    for missing in range(3):
        assert read_library(lines[:missing] + lines[missing + 1 :]) is None


def _handed(export: Export) -> tuple[list[Raw], list[Skipped]]:
    found = list(hand_over(export, "in"))
    return (
        [one for one in found if isinstance(one, Raw)],
        [one for one in found if isinstance(one, Skipped)],
    )


def test_what_an_export_promises_and_lacks_is_told() -> None:
    full, empty = {"title": TITLE, "text": "Words."}, {"title": "Talks end", "text": ""}
    raws, said = _handed(Export("X", (full, empty, full)))
    assert [raw.row for raw in raws] == [1, 3]
    assert [one.path for one in said] == ["in#2"]
    assert "Talks end" in said[0].reason
    raws, said = _handed(Export("X", (full,), 3, ("Talks end",), ("a remark",)))
    assert len(raws) == 1
    reasons = " ".join(one.reason for one in said)
    assert "Talks end" in reasons
    assert "a remark" in reasons
    _, said = _handed(Export("X", (full,), 3))
    assert "3" in said[0].reason
    assert _handed(Export("X", (full,), 1))[1] == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Harbour Gazette    May 12, 2023    Page A3", ("Harbour Gazette", "2023-05-12")),
        ("12 May 2023 | Harbour Gazette", ("Harbour Gazette", "2023-05-12")),
        ("Harbour Gazette", None),
        ("12 May 2023", None),
        ("No    12 May 2023", None),
    ],
)
def test_a_running_head_names_outlet_and_day(line: str, said: tuple[str, str] | None) -> None:
    found = describe_head(line)
    assert (found["outlet"], found["published"]) == said if said else found == {}


def test_paragraphs_go_on_over_a_leaf_and_running_heads_stand_apart() -> None:
    head = "Harbour Gazette    May 12, 2023    Page "
    pages = [
        [head + "1", "", "The envoys met on Monday in the old town hall and", "spoke of"],
        [head + "2", "", "trade. They parted.", "", "Nothing was signed by them."],
    ]
    found = mend_pages(pages)
    text = "The envoys met on Monday in the old town hall and spoke of trade. They parted."
    assert found.paragraphs[0] == text
    assert found.paragraphs[-1] == "Nothing was signed by them."
    assert len(found.heads) == 2
    assert all(head in found.paragraphs for head in found.heads)
    assert found.about == {"outlet": "Harbour Gazette", "published": "2023-05-12"}
    assert mend_pages([["Only one page.", "7"]]).heads == ["7"]
    assert mend_pages([["The envoys met", "in the well-"], ["known town"]]).paragraphs == [
        "The envoys met in the well-known town"
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("By Ann Lee, Harbour Gazette, 12 May 2023", ("Ann Lee", "Harbour Gazette")),
        ("By Ann Lee, 12 May 2023", ("Ann Lee", None)),
        ("By Ann Lee, Harbour Gazette", None),
        ("Ann Lee, Harbour Gazette, 12 May 2023", None),
    ],
)
def test_a_byline_with_a_day(line: str, said: tuple[str, str | None] | None) -> None:
    found = describe_byline(line)
    if said is None:
        assert found == {}
    else:
        assert found["published"] == "2023-05-12"
        assert (found["authors"], found.get("outlet")) == ((said[0],), said[1])


def test_a_header_of_fields_ends_where_its_lines_say() -> None:
    text = "---\ntitle: 'A b'\nauthor:\n- Ann Lee\n- \"Ivan Holt\"\ndate: 2021-03-04\n---\nWords.\n"
    fields, rest = split_header(text)
    assert fields == {"title": "A b", "authors": "Ann Lee; Ivan Holt", "published": "2021-03-04"}
    assert rest == "Words.\n"
    for other in (
        "---\nWords.\n---\nMore.",
        "Words.\n---\ntitle: A\n---\n",
        "---\ntitle: A\nWords.",
    ):
        assert split_header(other) == ({}, other)
    assert split_header(text.replace("---\nWords", "...\nWords"))[1] == "Words.\n"
    assert split_header(text.replace("\n", "\r\n"))[0] == fields


def test_a_second_headline_begins_an_article_where_the_number_is_lost() -> None:
    one = ["HD", "Talks go on", "PD", "4 March 2021", "TD", *BODY]
    export = read_factiva([*one, *one])
    assert export is not None
    assert [record and record["title"] for record in export.records] == [TITLE, TITLE]


def test_a_heading_above_a_text_of_nexis_stands_alone() -> None:
    lines = [("Body:" if line == "Body" else line) for line in nexis()]
    assert only(read_nexis(lines))["text"] == "\n\n".join([TITLE, *BODY])
    said = nexis(below="Body: a word of its own.")
    assert str(only(read_nexis(said))["text"]).endswith("Body: a word of its own.")


def test_europresse_names_the_author_below_the_title() -> None:
    def page(below: str) -> str:
        text = "".join(f"<p>{line}</p>" for line in BODY)
        return (
            "<html><body><article><header><span class='DocPublicationName'>Harbour Gazette, no. 7"
            "</span><span class='DocHeader'>Local, 4 mars 2021, p. 3</span>"
            f"<div class='titreArticle'><p>{TITLE}</p></div>{below}</header>"
            f"<section>{text}</section></article></body></html>"
        )

    for below, authors in (
        ("<p>Ann Lee; Ivan Holt</p>", ("Ann Lee", "Ivan Holt")),
        ("<p>Ann<br>Lee</p>", ()),
        ("<span>Ann Lee</span>", ()),
        ("<p class='sm-margin-bottomNews'>Jo Roe</p>", ("Jo Roe",)),
        ("", ()),
    ):
        found = only(read_export_page(page(below)))
        assert found["authors"] == authors
        assert (found["outlet"], found["published"]) == ("Harbour Gazette", DAY)
        assert found["title"] == TITLE
