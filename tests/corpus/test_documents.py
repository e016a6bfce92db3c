"""Documents, mail, feeds and copies of pages: one article each, with what the file says of it."""

from __future__ import annotations

import io
import json
import plistlib
import sqlite3
import textwrap
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

from framing.lists.word_lists import word_lists
from framing.pages.zones import find_zones

from .exports import BODIES, OUTLETS, TITLES, as_docx, as_pdf, as_rtf
from .loading import load, write, zipped

BODY, TITLE, OUTLET = BODIES[0], TITLES[0], OUTLETS[0]
TEXT = "\n\n".join(BODY)
PAGE = (
    f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
    f"{''.join(f'<p>{paragraph}</p>' for paragraph in BODY)}</article></body></html>"
)


def test_word_documents_give_their_paragraphs_and_their_title(tmp_path: Path) -> None:
    (article,), said = load(write(tmp_path / "a.docx", as_docx([TITLE, "", *BODY])))
    assert article.text == f"{TITLE}\n\n{TEXT}"
    assert (article.outlet, article.published, said) == (None, None, [])


def test_deleted_and_doubled_text_of_a_word_document_is_not_read(tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    inner = (
        "<w:p><w:r><w:t>The boat sailed.</w:t></w:r><w:del><w:r><w:delText>It sank."
        "</w:delText></w:r></w:del></w:p>"
    )
    xml = f'<w:document xmlns:w="{space}"><w:body>{inner}</w:body></w:document>'
    data = zipped({"[Content_Types].xml": b"<T/>", "word/document.xml": xml.encode()})
    (article,), _ = load(write(tmp_path / "a.docx", data))
    assert article.text == "The boat sailed."


def test_opendocument_text(tmp_path: Path) -> None:
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    inner = f"<t:h>{TITLE}</t:h>" + "".join(f"<t:p>{p}</t:p>" for p in BODY)
    xml = (
        f'<o:document-content xmlns:o="{office}" xmlns:t="{text}"><o:body><o:text>'
        "<t:tracked-changes><t:p>Old words.</t:p></t:tracked-changes>"
        f"{inner}</o:text></o:body></o:document-content>"
    )
    mime = b"application/vnd.oasis.opendocument.text"
    data = zipped({"mimetype": mime, "content.xml": xml.encode()})
    (article,), _ = load(write(tmp_path / "a.odt", data))
    assert article.text == f"{TITLE}\n\n{TEXT}"


def test_rtf_under_the_ending_of_word_or_text_is_rtf(tmp_path: Path) -> None:
    for name in ("a.rtf", "b.doc", "c.txt"):
        (article,), said = load(write(tmp_path / name, as_rtf([TITLE, *BODY])))
        assert article.text == f"{TITLE}\n\n{TEXT}"
        assert said == []


def test_pdf_lines_are_joined_hyphens_mended_and_running_heads_stand_apart(tmp_path: Path) -> None:
    first = textwrap.wrap(f"{BODY[0]} {BODY[0]}", 50)
    cut = first[3].rfind(" ")
    first[3:4] = [first[3][:cut] + " harb-", "our" + first[3][cut:]]
    lines = [*first, *textwrap.wrap(BODY[2], 50), *textwrap.wrap(BODY[1].replace('"', ""), 50)]
    middle = len(first) - 2  # a paragraph goes on over the leaf
    head = f"{OUTLET}     March 4, 2021     Page A{{}}"
    pages = [[head.format(1), *lines[:middle]], [head.format(2), *lines[middle:], "2"]]
    (article,), said = load(write(tmp_path / "a.pdf", as_pdf(pages)))
    paragraphs = article.text.split("\n\n")
    assert (article.outlet, article.published) == (OUTLET, "2021-03-04")
    assert any("harbour" in p and p.count("stay at home.") == 2 for p in paragraphs)
    assert BODY[2] in paragraphs
    assert sum(OUTLET in p for p in paragraphs) == 2
    assert [one.kind for one in said] == ["noted"]
    furniture = [
        z for z in find_zones(article, word_lists()) if z.rule == "running head of a printed page"
    ]
    assert [article.text[z.start : z.stop].split()[0] for z in furniture] == ["The", "The"]


def test_a_pdf_of_pictures_is_refused_with_the_next_step(tmp_path: Path) -> None:
    articles, (said,) = load(write(tmp_path / "a.pdf", as_pdf([["3"]])))
    assert articles == []
    assert "OCR" in said.reason


def test_text_with_form_feeds_is_read_as_printed_pages(tmp_path: Path) -> None:
    head = f"{OUTLET}          March 4, 2021          Page {{}}"
    pages = ["\n".join([head.format(k), "", *textwrap.wrap(BODY[k], 40), ""]) for k in (0, 2)]
    (article,), _ = load(write(tmp_path / "a.txt", "\f".join(pages)))
    assert (article.outlet, article.published) == (OUTLET, "2021-03-04")
    assert BODY[0] in article.text.split("\n\n")


def test_epub_chapters_are_articles_in_the_order_of_reading(tmp_path: Path) -> None:
    book = (
        '<package xmlns="urn:x" xmlns:dc="urn:y"><metadata><dc:publisher>The Harbour Gazette'
        "</dc:publisher><dc:date>2021-03-04</dc:date></metadata><manifest>"
        '<item id="b" href="z.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
        '</manifest><spine><itemref idref="b"/><itemref idref="a"/></spine></package>'
    )
    parts = {"mimetype": b"application/epub+zip", "O/book.opf": book.encode()}
    parts |= {"O/z.xhtml": PAGE.encode(), "O/a.xhtml": PAGE.replace(TITLE, TITLES[1]).encode()}
    articles, _ = load(write(tmp_path / "a.epub", zipped(parts)))
    assert [a.title for a in articles] == [TITLES[0], TITLES[1]]
    assert {(a.outlet, a.published) for a in articles} == {(OUTLET, "2021-03-04")}


def test_workbooks_are_tables_sheet_by_sheet(tmp_path: Path) -> None:
    from datetime import datetime

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Download of March 2021"])
    sheet.append(["Publication", "Load-Date", "Hlead", "Full Story"])
    sheet.append([OUTLET, datetime(2021, 3, 4), TITLE, TEXT])
    book.create_sheet("notes").append(["who", "when"])
    buffer = io.BytesIO()
    book.save(buffer)
    (article,), said = load(write(tmp_path / "a.xlsx", buffer.getvalue()))
    assert (article.outlet, article.published, article.title) == (OUTLET, "2021-03-04", TITLE)
    assert article.text == TEXT
    assert [one.kind for one in said] == ["noted"]


def test_sqlite_tables_with_a_text_are_read_and_views_are_not_run(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / "a.db")
    base.execute(
        "CREATE TABLE newsdata (id text, date text, source text, title text, content text)"
    )
    base.execute("INSERT INTO newsdata VALUES ('7', '2021-03-04', 'gazette', ?, ?)", (TITLE, TEXT))
    base.execute("CREATE TABLE other (a text)")
    base.execute("CREATE VIEW doubled AS SELECT content AS text FROM newsdata")
    base.commit()
    base.close()
    (article,), said = load(tmp_path / "a.db")
    assert (article.article_id, article.outlet, article.text) == ("7", "gazette", TEXT)
    assert said == []


def test_mail_and_saved_pages(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Gazette <news@harbourgazette.example.com>", TITLE
    mail["Date"] = "Thu, 04 Mar 2021 09:00:00 +0000"
    mail.set_content(TEXT)
    (article,), _ = load(write(tmp_path / "a.eml", mail.as_bytes()))
    assert (article.title, article.published) == (TITLE, "2021-03-04")
    assert article.outlet == "Gazette"
    assert [p.replace("\n", " ") for p in article.text.strip().split("\n\n")] == list(BODY)
    broken = b"From: ore the enD of the month.</p>\r\n\r\n" + TEXT.encode()
    (article,), _ = load(write(tmp_path / "b.eml", broken))
    assert article.outlet is None
    assert article.text.strip() == TEXT.strip()

    saved = EmailMessage()
    saved["Snapshot-Content-Location"] = "https://www.harbourgazette.com/a"
    saved.set_content(PAGE, subtype="html")
    saved.make_related()
    (article,), _ = load(write(tmp_path / "a.mhtml", saved.as_bytes()))
    assert (article.title, article.url) == (TITLE, "https://www.harbourgazette.com/a")
    assert article.text.endswith(TEXT)


def test_a_web_archive_of_safari(tmp_path: Path) -> None:
    main = {"WebResourceData": PAGE.encode(), "WebResourceURL": "https://www.harbourgazette.com/a"}
    data = plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)
    (article,), _ = load(write(tmp_path / "a.webarchive", data))
    assert (article.title, article.url) == (TITLE, "https://www.harbourgazette.com/a")


def test_markdown_loses_its_marks_and_keeps_its_words(tmp_path: Path) -> None:
    text = (
        f"---\nsitename: {OUTLET}\ndate: 2021-03-04\n---\n# {TITLE}\n\n*By Jo Marsh*\n\n"
        f"**{BODY[0]}**\n\n> {BODY[1]}\n\n[{BODY[2]}](https://example.org)\n"
    )
    (article,), _ = load(write(tmp_path / "a.md", text))
    assert (article.title, article.outlet, article.published) == (TITLE, OUTLET, "2021-03-04")
    assert article.text.split("\n\n") == [TITLE, "By Jo Marsh", *BODY]


def test_feeds_with_full_content_are_read_and_summaries_are_refused(tmp_path: Path) -> None:
    full = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    feed = (
        '<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Local - The Harbour Gazette'
        "</title><link>https://www.harbourgazette.com</link>"
        f"<item><title>{TITLE}</title><pubDate>Thu, 04 Mar 2021 09:00:00 GMT</pubDate>"
        f"<dc:creator>Jo Marsh</dc:creator><c:encoded><![CDATA[{full}]]></c:encoded></item>"
        "<item><title>Other</title><description>Short.</description></item></channel></rss>"
    )
    (article,), (said,) = load(write(tmp_path / "a.rss", feed))
    assert (article.title, article.outlet, article.published) == (TITLE, OUTLET, "2021-03-04")
    assert article.authors == ("Jo Marsh",)
    assert article.text == f"{TITLE}\n\n{TEXT}"
    assert said.faulty
    assert "summary only" in said.reason


@pytest.mark.parametrize("ending", ["xml", "tei"])
def test_trafilatura_and_tei(tmp_path: Path, ending: str) -> None:
    inner = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    xml = (
        f'<doc sitename="{OUTLET}" title="{TITLE}" author="Jo Marsh" date="2021-03-04">'
        f"<main>{inner}</main></doc>"
    )
    if ending == "tei":
        xml = (
            '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
            f"<title>{TITLE}</title><author>Jo Marsh</author></titleStmt><publicationStmt>"
            f"<publisher>{OUTLET}</publisher></publicationStmt><sourceDesc>"
            '<date when="2021-03-04"/></sourceDesc></fileDesc></teiHeader><text><body>'
            f"{inner}</body></text></TEI>"
        )
    (article,), said = load(write(tmp_path / f"a.{ending}", xml))
    assert (article.title, article.outlet, article.published) == (TITLE, OUTLET, "2021-03-04")
    assert (article.authors, article.text) == (("Jo Marsh",), f"{TITLE}\n\n{TEXT}")
    assert said == []


def test_copies_in_archives_have_the_outlet_of_the_original(tmp_path: Path) -> None:
    copy = "https://web.archive.org/web/20210305000000/https://www.harbourgazette.com/a"
    wayback = PAGE.replace("<title>", f'<link rel="canonical" href="{copy}"><title>')
    single = PAGE.replace(
        "<html>",
        "<html><!--\n Page saved with SingleFile \n url: https://www.harbourgazette.com/a -->",
    )
    for page in (wayback, single):
        (article,), _ = load(write(tmp_path / "a.html", page))
        assert (article.outlet, article.url) == (
            "harbourgazette.com",
            "https://www.harbourgazette.com/a",
        )


@pytest.mark.parametrize(
    ("made", "outlet"),
    [
        ({"maintext": TEXT, "text": None, "source_domain": "gazette.com"}, "gazette.com"),
        ({"plain_text": TEXT, "sitename": OUTLET, "publisher": "gazette.com"}, OUTLET),
        (
            {"text": TEXT, "source": "https://gazette.com/a", "hostname": "gazette.com"},
            "gazette.com",
        ),
        ({"response": {"results": [{"webTitle": "x", "fields": {"bodyText": TEXT}}]}}, None),
        (
            [
                {
                    "body": {"sections": [{"paragraphs": list(BODY)}]},
                    "html": {"source_info": {"publisher": OUTLET}},
                }
            ],
            OUTLET,
        ),
        ({"hits": {"hits": [{"_source": {"content": TEXT, "media_name": OUTLET}}]}}, OUTLET),
        ({"text": {"0": TEXT}, "source": {"0": OUTLET}}, OUTLET),
        ({"data": [{"content": f"<p>{'</p><p>'.join(BODY)}</p>", "publication": OUTLET}]}, OUTLET),
    ],
)
def test_json_of_many_makers(tmp_path: Path, made: object, outlet: str | None) -> None:
    (article,), _ = load(write(tmp_path / "a.json", json.dumps(made)))
    assert (article.text, article.outlet) == (TEXT, outlet)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        (
            "a.json",
            {"articles": [{"title": "x", "content": "It sailed … [+812 chars]"}]},
            "breaks off",
        ),
        (
            "a.json",
            {"response": {"docs": [{"web_url": "u", "abstract": "a", "snippet": "s"}]}},
            "Times",
        ),
        ("a.csv", "id,media_name,media_url,title,url\n1,g,h,t,u\n", "Media Cloud"),
    ],
)
def test_what_has_no_full_text_is_refused_by_name(
    tmp_path: Path, name: str, content: object, why: str
) -> None:
    from framing.errors import UsageError

    text = content if isinstance(content, str) else json.dumps(content)
    try:
        articles, said = load(write(tmp_path / name, text))
    except UsageError as error:
        articles, said = [], [str(error)]  # type: ignore[list-item]
    assert articles == []
    assert "no full text" in str(said[0])
    assert why in str(said[0])
