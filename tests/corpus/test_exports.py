"""Exports of databases come in article by article, in every language of their interfaces."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from framing.errors import Skipped
from framing.types import Article

from . import exports
from .exports import BODIES, DAYS, LANGUAGES, OUTLETS, TITLES, as_docx, as_html, as_pdf, as_rtf
from .loading import load, write, zipped

_AS: dict[str, Callable[[list[str]], str | bytes]] = {
    "txt": "\n".join,
    "html": as_html,
    "rtf": as_rtf,
    "docx": as_docx,
}

FRENCH_DAYS = ("jeudi 4 mars 2021", "samedi 20 novembre 2021")


def assert_both(articles: list[Article], said: list[Skipped]) -> None:
    assert [one for one in said if one.faulty] == []
    assert [a.title for a in articles] == list(TITLES)
    assert [a.outlet for a in articles] == list(OUTLETS)
    assert [a.published for a in articles] == list(DAYS)
    assert [a.authors for a in articles] == [("Jo Marsh",), ("Jo Marsh",)]
    for article, title, body in zip(articles, TITLES, BODIES, strict=True):
        assert article.text == "\n\n".join([title, *body])


@pytest.mark.parametrize("code", LANGUAGES)
def test_nexis_uni_in_every_language_and_kind_of_file(tmp_path: Path, code: str) -> None:
    lines = exports.nexis_uni(code)
    for name, data in (
        ("a.txt", "\n".join(lines).encode()),
        ("a.docx", as_docx(lines)),
        ("a.rtf", as_rtf(lines)),
        ("a.zip", zipped({"part/one.docx": as_docx(lines)})),
    ):
        articles, said = load(write(tmp_path / name, data))
        assert_both(articles, said)


LEXIS_OLD = [(exports.lexis_old, code, ("txt", "html")) for code in LANGUAGES]
FACTIVA = [(exports.factiva_plain, code, ("txt", "rtf")) for code in ("en", "de", "fr")]
PROQUEST = [(exports.proquest, code, ("txt", "docx")) for code in LANGUAGES]


@pytest.mark.parametrize(("made", "code", "forms"), [*LEXIS_OLD, *FACTIVA, *PROQUEST])
def test_an_export_reads_the_same_in_each_form_and_language(
    tmp_path: Path, made: Callable[[str], list[str]], code: str, forms: tuple[str, ...]
) -> None:
    for form in forms:
        assert_both(*load(write(tmp_path / f"a.{form}", _AS[form](made(code)))))


def test_factiva_with_its_codes(tmp_path: Path) -> None:
    for form in ("txt", "rtf", "docx"):
        assert_both(*load(write(tmp_path / f"a.{form}", _AS[form](exports.factiva_codes()))))


def test_a_printed_export_keeps_articles_and_paragraphs(tmp_path: Path) -> None:
    import textwrap

    pages = []
    for k, body in enumerate(BODIES):
        page = ["Page 1 of 1", TITLES[k], TITLES[k], OUTLETS[k], LANGUAGES["en"].days[k]]
        page += ["Copyright 2021 Harbour Press All Rights Reserved", "Length: 70 words"]
        page += ["Byline: Jo Marsh", "Body"]
        page += [line for paragraph in body for line in textwrap.wrap(paragraph, 60)]
        pages.append([*page, "Load-Date: March 5, 2021", "End of Document"])
    assert_both(*load(write(tmp_path / "a.pdf", as_pdf(pages))))


def test_the_list_of_documents_beside_single_files_is_no_article(tmp_path: Path) -> None:
    lines = exports.nexis_uni()
    cover = lines[: lines.index(TITLES[0])]
    members = {"one.docx": as_docx(lines[len(cover) :]), "doclist.docx": as_docx(cover)}
    assert_both(*load(write(tmp_path / "a.zip", zipped(members))))


def test_running_heads_inside_a_text_of_nexis_are_left_out(tmp_path: Path) -> None:
    lines = exports.nexis_uni()
    at = lines.index(BODIES[0][1])
    lines[at:at] = ["Page 2 of 2", TITLES[0], ""]
    assert_both(*load(write(tmp_path / "a.txt", "\n".join(lines))))


def test_each_article_that_the_cover_lists_and_the_file_lacks_is_named(tmp_path: Path) -> None:
    articles, said = load(write(tmp_path / "a.docx", as_docx(exports.nexis_uni(promised=4))))
    assert len(articles) == 2
    missing = [one.reason for one in said if one.faulty]
    assert len(missing) == 2
    assert "Story number 3" in missing[0]
    assert "Story number 4" in missing[1]


def test_a_number_that_the_counters_skip_is_named(tmp_path: Path) -> None:
    lines = exports.lexis_old("en", numbers=(1, 3), of=3)
    articles, said = load(write(tmp_path / "a.txt", "\n".join(lines)))
    assert len(articles) == 2
    (missing,) = [one for one in said if one.faulty]
    assert "document 2 of 3" in missing.reason


def test_the_last_documents_of_a_list_are_named_and_a_first_part_is_noted(tmp_path: Path) -> None:
    lines = exports.lexis_old("en", numbers=(1, 2), of=3)
    _, (fault,) = load(write(tmp_path / "a.txt", "\n".join(lines)))
    assert fault.faulty
    assert "document 3 of 3" in fault.reason
    lines = exports.lexis_old("en", numbers=(1, 2), of=983)
    _, (note,) = load(write(tmp_path / "a.txt", "\n".join(lines)))
    assert not note.faulty
    assert "documents 3 to 983" in note.reason


def test_a_later_part_of_a_long_list_lacks_nothing(tmp_path: Path) -> None:
    lines = exports.lexis_old("en", numbers=(2001, 2002), of=2146)
    assert_both(*load(write(tmp_path / "a.txt", "\n".join(lines))))


def test_an_entry_without_text_is_reported_by_its_title(tmp_path: Path) -> None:
    lines = exports.proquest()
    cut = [line for line in lines if line not in BODIES[1]]
    cut = [f"Full text: {'not available'}" if BODIES[1][0] in line else line for line in cut]
    articles, said = load(write(tmp_path / "a.txt", "\n".join(cut)))
    assert [a.title for a in articles] == [TITLES[0]]
    (fault,) = [one for one in said if one.faulty]
    assert TITLES[1] in fault.reason


def test_the_number_of_a_factiva_result_set_is_checked(tmp_path: Path) -> None:
    article = (
        "<ppsarticle><article><headline><paragraph>Ferry sails</paragraph></headline>"
        "<leadParagraph><paragraph>It sailed on Monday.</paragraph></leadParagraph>"
        "<publicationDate><date>2021-03-04</date></publicationDate>"
        "<sourceName>The Harbour Gazette</sourceName></article></ppsarticle>"
    )
    xml = f'<r xmlns="urn:f"><ppsarticleResultSet count="3">{article * 2}</ppsarticleResultSet></r>'
    articles, said = load(write(tmp_path / "a.xml", xml))
    assert [(a.outlet, a.published, a.title) for a in articles] == [
        ("The Harbour Gazette", "2021-03-04", "Ferry sails")
    ] * 2
    assert "says 3 articles, the file holds 2" in said[-1].reason
    assert said[-1].faulty


def test_europresse_in_its_newer_layout(tmp_path: Path) -> None:
    made = "".join(
        f'<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">'
        f"{outlet}, no. 4301</span></div><div><span class='DocHeader'>Local, {day}, p. 12"
        f"</span></div><div class='titreArticle'><p class='rdp__articletitle'>{title}</p>"
        f"<p class='rdp__subtitle'>Sous-titre</p></div><p class='sm-margin-bottomNews'>Jo Marsh</p>"
        f"</header><section><div class='DocText clearfix'><div class='docOcurrContainer'>"
        f"{''.join(f'<p>{paragraph}</p>' for paragraph in body)}</div></div></section>"
        "<footer><small>© 2021 Owner</small></footer></article>"
        for outlet, day, title, body in zip(OUTLETS, FRENCH_DAYS, TITLES, BODIES, strict=True)
    )
    page = f"<html><head><title></title></head><body>{made}</body></html>"
    assert_both(*load(write(tmp_path / "a.html", page)))


def test_a_text_that_only_speaks_of_documents_stays_one_article(tmp_path: Path) -> None:
    text = "The court saw 3 of 10 documents.\n\nFull text: nobody has read it.\n\nEnd of the story."
    (article,), said = load(write(tmp_path / "a.txt", text))
    assert article.text == text
    assert said == []


@pytest.mark.corpora
def test_real_exports_come_in_whole(corpora: Path) -> None:
    from research.evaluate.formats import score

    scores = [score(path, False) for path in sorted((corpora / "data" / "exports").iterdir())]
    scores += [score(path, True) for path in sorted((corpora / "cases" / "formats").iterdir())]
    assert [one.name for one in scores if one.verdict not in ("right", "refused")] == []
    assert sum(one.verdict == "right" for one in scores) >= 62


def test_links_in_rtf_are_their_words(tmp_path: Path) -> None:
    link = '{\\field{\\*\\fldinst{HYPERLINK "https://example.org/a?b=1"}}{\\fldrslt{\\ul %s}}}'
    lines = exports.nexis_uni()
    data = as_rtf(lines)
    for title in TITLES:
        data = data.replace(f"\n{title}\\par".encode(), f"\n{link % title}\\par".encode())
    assert b"HYPERLINK" in data
    assert_both(*load(write(tmp_path / "a.rtf", data)))


def test_europresse_in_its_older_boxes(tmp_path: Path) -> None:
    made = "".join(
        f"<table><tr><td><span class='DocPublicationName'>{outlet}</span></td></tr><tr><td>"
        f"<span class='DocHeader'>Local, {day}, p. 3</span><span class='TitreArticleVisu'>{title}"
        f"</span><div class='DocText'>{''.join(f'<p>{p}</p>' for p in body)}</div></td></tr>"
        "</table>"
        for outlet, day, title, body in zip(OUTLETS, FRENCH_DAYS, TITLES, BODIES, strict=True)
    )
    articles, _ = load(write(tmp_path / "a.html", f"<html><body>{made}</body></html>"))
    assert [(a.outlet, a.published, a.title) for a in articles] == list(
        zip(OUTLETS, DAYS, TITLES, strict=True)
    )
    assert articles[1].text == "\n\n".join([TITLES[1], *BODIES[1]])


def test_the_number_that_a_page_of_the_old_lexisnexis_gives_is_checked(tmp_path: Path) -> None:
    page = as_html(exports.lexis_old()).replace(b"<TITLE>", b'<META DOCUMENTS="146"><TITLE>')
    articles, said = load(write(tmp_path / "a.html", page))
    assert len(articles) == 2
    assert "says 146 articles, the file holds 2" in said[-1].reason
