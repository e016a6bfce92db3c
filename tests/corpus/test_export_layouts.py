"""Other layouts of the databases, other line ends and encodings, what cannot be taken apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.corpus.databases.nexis import authors_of, outlet_name

from . import exports, layouts
from .exports import BODIES, DAYS, OUTLETS, TITLES, as_docx, as_html, as_rtf
from .loading import load, write, zipped
from .test_exports import assert_both

NEXIS = {
    "as it is": layouts.nexis_uni(),
    "corrected": layouts.nexis_uni(above=("Correction Appended", "")),
    "without a classification": layouts.nexis_uni(below=("Load-Date: March 5, 2021",)),
    "without anything below": layouts.nexis_uni(below=()),
    "full text": layouts.nexis_uni(body="FULL TEXT"),
    "days first": layouts.nexis_uni(days=("Thursday 4 March 2021", "20 November 2021 5:12 PM")),
}
CODES = (
    "SE HD BY CR WC PD ET SN SC LA CY LP TD NS PUB AN",
    "HD BY WC PD SN LA LP TD AN",
    "HD BY PD SN LP TD AN",
)
PROQUEST = {
    "rules": layouts.proquest(),
    "counters": layouts.proquest(rules=False),
    "neither": layouts.proquest(rules=False, counters=False),
    "values below their labels": layouts.proquest(beside=False),
}


@pytest.mark.parametrize("lines", NEXIS.values(), ids=NEXIS)
def test_nexis_uni(tmp_path: Path, lines: list[str]) -> None:
    assert_both(*load(write(tmp_path / "a.docx", as_docx(lines))))
    assert_both(*load(write(tmp_path / "a.txt", "\n".join(lines))))


@pytest.mark.parametrize(
    "counter", ["{} of {} DOCUMENTS", "Document {} of {}", "DOCUMENT {} OF {}"]
)
def test_the_academic_layout_of_lexisnexis(tmp_path: Path, counter: str) -> None:
    lines = layouts.academic(counter)
    assert_both(*load(write(tmp_path / "a.txt", "\n".join(lines))))
    assert_both(*load(write(tmp_path / "a.doc", "\n".join(lines))))
    assert_both(*load(write(tmp_path / "a.html", as_html(layouts.academic(counter, spaced=True)))))


@pytest.mark.parametrize("beside", ["\t", "   ", "\n"])
@pytest.mark.parametrize("codes", CODES)
def test_factiva_with_more_and_fewer_codes(tmp_path: Path, codes: str, beside: str) -> None:
    lines = "\n".join(layouts.factiva(codes, beside)).split("\n")
    assert_both(*load(write(tmp_path / "a.txt", "\n".join(lines))))
    assert_both(*load(write(tmp_path / "a.rtf", as_rtf(lines))))


@pytest.mark.parametrize(
    ("words", "document", "language", "days"),
    [
        ("words", "Document", "English", ("4 March 2021", "20 November 2021")),
        ("W\u00f6rter", "Dokument", "Englisch", ("4. M\u00e4rz 2021", "20. November 2021")),
        ("parole", "Documento", "Inglese", ("4 marzo 2021", "20 novembre 2021")),
        ("palabras", "Documento", "Ingl\u00e9s", ("4 marzo 2021", "20 noviembre 2021")),
        (
            "\u0441\u043b\u043e\u0432",
            "Document",
            "English",
            (
                "4 \u043c\u0430\u0440\u0442\u0430 2021",
                "20 \u043d\u043e\u044f\u0431\u0440\u044f 2021",
            ),
        ),
    ],
)
def test_factiva_without_codes_or_section(
    tmp_path: Path, words: str, document: str, language: str, days: tuple[str, str]
) -> None:
    lines = layouts.factiva_bare(words, document, language, days)
    assert_both(*load(write(tmp_path / "a.txt", "\n".join(lines))))
    assert_both(*load(write(tmp_path / "a.docx", as_docx(lines))))


@pytest.mark.parametrize("lines", PROQUEST.values(), ids=PROQUEST)
def test_the_newer_layout_of_proquest(tmp_path: Path, lines: list[str]) -> None:
    assert_both(*load(write(tmp_path / "a.txt", "\n".join(lines))))
    assert_both(*load(write(tmp_path / "a.rtf", as_rtf(lines))))
    assert_both(*load(write(tmp_path / "a.docx", as_docx(lines))))


@pytest.mark.parametrize(
    "lines",
    [
        layouts.newsbank(),
        layouts.newsbank_labels(),
        layouts.gale(),
        layouts.gale(labelled=False),
    ],
)
def test_newsbank_and_gale(tmp_path: Path, lines: list[str]) -> None:
    assert_both(*load(write(tmp_path / "a.txt", "\n".join(lines))))


@pytest.mark.parametrize(
    "lines",
    [
        exports.nexis_uni(),
        layouts.academic(),
        layouts.factiva(CODES[0]),
        layouts.proquest(),
        layouts.gale(),
    ],
)
def test_line_ends_marks_and_encodings_of_windows(tmp_path: Path, lines: list[str]) -> None:
    text = "\r\n".join(lines)
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        articles, said = load(write(tmp_path / "a.txt", text.encode(encoding)))
        assert_both(articles, said)


def test_an_issue_without_a_day_keeps_its_outlet(tmp_path: Path) -> None:
    lines = layouts.nexis_uni(days=("March 4, 2021 Thursday", "Spring 2021"))
    lines = [line for line in lines if line != "First Edition"]
    articles, said = load(write(tmp_path / "a.txt", "\n".join(lines)))
    assert said == []
    assert [(a.outlet, a.published, a.title) for a in articles] == [
        (OUTLETS[0], DAYS[0], TITLES[0]),
        (OUTLETS[1], "Spring 2021", TITLES[1]),
    ]


def test_several_articles_in_a_layout_that_is_not_read_are_refused_by_name(tmp_path: Path) -> None:
    lines = layouts.ebsco()
    articles, (fault,) = load(write(tmp_path / "a.txt", "\n".join(lines)))
    assert articles == []
    assert fault.faulty
    assert "several articles of EBSCO" in fault.reason
    unread = ["End of Document", *BODIES[0], "End of Document", *BODIES[1], "End of Document"]
    articles, (fault,) = load(write(tmp_path / "b.docx", as_docx(unread)))
    assert articles == []
    assert "several articles of Nexis Uni" in fault.reason


def test_a_text_of_labels_in_prose_stays_one_article(tmp_path: Path) -> None:
    text = "\n\n".join(["Title: none was given", *BODIES[0], "Date: unknown, said Ms Brook."])
    (article,), said = load(write(tmp_path / "a.txt", text))
    assert (article.text, said) == (text, [])


@pytest.mark.parametrize(
    ("printed", "outlet"),
    [
        ("The Example Herald (London)", "The Example Herald"),
        ("The Guardian(London)", "The Guardian"),
        ("Financial Times (London,England)", "Financial Times"),
        ("The Times (London)", "The Times (London)"),
        ("The Times of India (TOI)", "The Times of India"),
        ("The Sun (England)", "The Sun"),
        ("The Sun (Malaysia)", "The Sun (Malaysia)"),
        ("Daily News (New York)", "Daily News (New York)"),
        ("Daily News (Sri Lanka)", "Daily News (Sri Lanka)"),
        ("The Guardian (Charlottetown)", "The Guardian (Charlottetown)"),
        ("The Herald (Harare)", "The Herald (Zimbabwe)"),
    ],
)
def test_a_place_is_part_of_an_outlets_name_only_where_it_tells_papers_apart(
    printed: str, outlet: str
) -> None:
    assert outlet_name(printed) == outlet


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By JANE DOE; Diplomatic Correspondent", ("JANE DOE",)),
        ("Jane Doe in Moscow and John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe, Special to The Herald", ("Jane Doe",)),
        ("Our Foreign Staff", ("Our Foreign Staff",)),
        ("Von Maria M\u00fcller, Korrespondentin", ("Maria M\u00fcller",)),
    ],
)
def test_posts_and_places_are_no_authors(byline: str, names: tuple[str, ...]) -> None:
    assert authors_of(byline) == names


def test_a_download_inside_a_download_is_read(tmp_path: Path) -> None:
    inner = zipped({"one.docx": as_docx(layouts.nexis_uni())})
    assert_both(*load(write(tmp_path / "a.zip", zipped({"Files (1).ZIP": inner}))))


def test_europresse_of_the_web_edition_is_the_same_paper(tmp_path: Path) -> None:
    made = "".join(
        f"<article><header><span class='DocPublicationName'>{outlet}</span>"
        f"<span class='DocHeader'>{day}</span><p class='titreArticleVisu'>{title}</p>"
        f"<p class='sm-margin-bottomNews'>Jo Marsh</p></header><section><div class='DocText'>"
        f"{''.join(f'<p>{paragraph}</p>' for paragraph in body)}</div></section></article>"
        for outlet, day, title, body in zip(
            (f"{OUTLETS[0]} (site web)", f"{OUTLETS[1]} (web site)"),
            ("jeudi 4 mars 2021 08:30", "Local, 2021-11-20, p. 3"),
            TITLES,
            BODIES,
            strict=True,
        )
    )
    page = f"<html><head><title></title></head><body>{made}</body></html>"
    assert_both(*load(write(tmp_path / "a.html", page)))
