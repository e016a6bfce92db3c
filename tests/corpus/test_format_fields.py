"""Every field that each format has, and what stands in for one that is missing."""

from __future__ import annotations

import io
from typing import Any

import pytest

from framing.corpus.documents.package import parse_xml
from framing.corpus.feeds import read_feed
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.corpus.xml_file import read_xml
from framing.errors import FramingError, Skipped

from .exports import BODIES, TITLES

BODY, TITLE, OUTLET = list(BODIES[0]), TITLES[0], "Harbour Gazette"
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)
TEXT = "\n\n".join([TITLE, *BODY])


def xml(content: str) -> list[Raw | Skipped]:
    stream = io.BufferedReader(io.BytesIO(content.encode()))
    return list(read_xml(stream, "in.xml", LoadOptions()))


def values(content: str) -> dict[str, Any]:
    (found,) = xml(content)
    assert isinstance(found, Raw)
    return dict(found.values)


def feed(entry: str, channel: str = "") -> list[Raw | Skipped]:
    head = '<rss xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:m="http://x/media">'
    return list(
        read_feed(parse_xml(f"{head}<channel>{channel}{entry}</channel></rss>".encode()), "f")
    )


def entry(content: str = "", channel: str = "", full: str = PARAGRAPHS) -> dict[str, Any]:
    item = f"<item><title>{TITLE}</title>{content}<c:encoded><![CDATA[{full}]]></c:encoded></item>"
    (found,) = feed(item, channel)
    assert isinstance(found, Raw)
    return dict(found.values)


@pytest.mark.parametrize("name", ["pubDate", "published", "date", "issued", "updated"])
def test_days_of_a_feed(name: str) -> None:
    assert entry(f"<{name}>4 March 2021</{name}>")["published"] == "4 March 2021"
    later = f"<updated>5 March 2021</updated><{name}>4 March 2021</{name}>"
    if name != "updated":
        assert entry(later)["published"] == "4 March 2021"
    assert entry(f"<{name}> </{name}>")["published"] is None


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("<creator>Ann Lee</creator><creator>Ivan  Holt</creator>", ["Ann Lee", "Ivan Holt"]),
        ("<author>desk@example.org (Ann Lee)</author>", ["Ann Lee"]),
        ("<author>desk@example.org</author>", []),
        ("<author><name>Ann Lee</name><uri>u</uri></author>", ["Ann Lee"]),
        ("<author/>", []),
        ("", []),
    ],
)
def test_authors_of_a_feed(written: str, names: list[str]) -> None:
    assert entry(written)["authors"] == names


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("<link>https://e.org/a </link><guid>7</guid>", "https://e.org/a"),
        ("<link href='https://e.org/a'/>", "https://e.org/a"),
        ("<link rel='self' href='https://e.org/b'/><link rel='alternate' href='u'/>", "u"),
        (
            "<link rel='self' href='https://e.org/b'/><guid>https://e.org/g</guid>",
            "https://e.org/g",
        ),
        ("", None),
    ],
)
def test_addresses_of_a_feed(written: str, url: str | None) -> None:
    assert entry(written)["url"] == url


@pytest.mark.parametrize(
    ("written", "channel", "outlet"),
    [
        ("<source>The Lantern</source>", "<title>X</title>", "The Lantern"),
        ("", "<title>World | The Guardian</title><link>https://e.org</link>", "The Guardian"),
        ("", "<title>Any</title><link>https://www.theguardian.com/x</link>", "The Guardian"),
        (
            "",
            "<title>World: Harbour Gazette</title><link>https://harbourgazette.com</link>",
            OUTLET,
        ),
        (
            "",
            "<title>Hill Gazette - World</title><link>https://harbour.com</link>",
            "Hill Gazette - World",
        ),
        ("", "<link>https://www.harbourgazette.com/rss</link>", "harbourgazette.com"),
        ("", "<title>The Lamp » Town</title><link>https://lamp.org</link>", "The Lamp"),
        ("", "", None),
    ],
)
def test_the_outlet_of_a_feed(written: str, channel: str, outlet: str | None) -> None:
    assert entry(written, channel)["outlet"] == outlet


def test_the_text_of_a_feed_is_its_title_and_paragraphs() -> None:
    assert entry()["text"] == TEXT
    assert entry()["title"] == TITLE
    atom = "<entry><title>T</title><content><div><p>One.</p><p>Two.</p></div></content></entry>"
    (found,) = feed(atom)
    assert isinstance(found, Raw)
    assert found.values["text"] == "T\n\nOne.\n\nTwo."
    media = "<item><title>T</title><m:content xmlns:m='http://x/media'>No.</m:content></item>"
    assert all(isinstance(one, Skipped) for one in feed(media))


@pytest.mark.parametrize(("letters", "is_whole"), [(800, True), (799, False)])
def test_a_summary_of_eight_hundred_letters_is_a_text(letters: int, is_whole: bool) -> None:
    for name in ("description", "summary"):
        found = feed(f"<item><title>T</title><{name}>{'a' * letters}</{name}></item>")
        assert [isinstance(one, Raw) for one in found] == [is_whole]
        if not is_whole:
            assert "1 entries" in str(found[0])


def test_rows_of_a_feed_are_counted_with_those_that_are_left_out() -> None:
    full = f"<item><c:encoded><![CDATA[{PARAGRAPHS}]]></c:encoded></item>"
    short = "<item><title>T</title><description>Short.</description></item>"
    found = feed(full + short + full + short)
    assert [one.row for one in found if isinstance(one, Raw)] == [1, 3]
    (said,) = [one for one in found if isinstance(one, Skipped)]
    assert said.path == "f"
    assert said.reason.startswith("2 entries")
    assert [one.row for one in feed(full) if isinstance(one, Raw)] == [None]
    (said,) = [one for one in feed("") if isinstance(one, Skipped)]
    assert said.reason == "a feed without entries; left out"


DOC = f"<doc title='{TITLE}' {{}}><main>{PARAGRAPHS}</main></doc>"


@pytest.mark.parametrize(
    ("written", "field", "value"),
    [
        ("sitename='A' hostname='b.org'", "outlet", "A"),
        ("hostname='b.org'", "outlet", "b.org"),
        ("date='2021-03-04'", "published", "2021-03-04"),
        ("author='Ann Lee; Ivan Holt;'", "authors", ["Ann Lee", "Ivan Holt"]),
        ("source='u' url='v'", "url", "u"),
        ("url='v'", "url", "v"),
        ("", "outlet", None),
        ("", "authors", []),
        ("", "title", TITLE),
        ("", "text", TEXT),
    ],
)
def test_trafilatura(written: str, field: str, value: object) -> None:
    assert values(DOC.format(written))[field] == value


def test_trafilaturas_names_of_blocks_end_lines() -> None:
    inner = "<head>H</head><p>One<lb/>two.</p><list><item>A</item><item>B</item></list><ab>C</ab>"
    assert values(f"<doc title='T'><main>{inner}</main></doc>")["text"] == (
        "T\n\nH\n\nOne\n\ntwo.\n\nA\n\nB\n\nC"
    )


TEI = (
    "<TEI><teiHeader><title>{title}</title>{header}</teiHeader>"
    "<text><body>{body}</body></text></TEI>"
)


@pytest.mark.parametrize(
    ("header", "field", "value"),
    [
        (
            "<author>Ann  Lee</author><author/><author>Ivan Holt</author>",
            "authors",
            ["Ann Lee", "Ivan Holt"],
        ),
        ("<publicationStmt><publisher>A</publisher></publicationStmt>", "outlet", "A"),
        ("<respStmt><publisher>B</publisher></respStmt>", "outlet", "B"),
        (
            "<publicationStmt><date>2022</date></publicationStmt>"
            "<sourceDesc><date when='2021-03-04'>x</date></sourceDesc>",
            "published",
            "2021-03-04",
        ),
        ("<profileDesc><date>4 March 2021</date></profileDesc>", "published", "4 March 2021"),
        ("<publicationStmt><date when='2022-01-01'/></publicationStmt>", "published", "2022-01-01"),
        ("<ref target='v'/><ptr target='u'/>", "url", "u"),
        ("<ref target='v'/>", "url", "v"),
        ("", "url", None),
        ("", "published", None),
        ("", "title", TITLE),
        ("", "text", TEXT),
    ],
)
def test_tei(header: str, field: str, value: object) -> None:
    assert values(TEI.format(title=TITLE, header=header, body=PARAGRAPHS))[field] == value


NITF = (
    "<nitf>{head}<body.head><hedline><hl1>{title}</hl1></hedline>{top}</body.head>"
    "<body.content>{body}</body.content></nitf>"
)


@pytest.mark.parametrize(
    ("head", "top", "field", "value"),
    [
        (
            "<date.issue norm='20210304'/><pubdata name='A' date.publication='x'/>",
            "",
            "published",
            "20210304",
        ),
        ("<pubdata name='A' date.publication='20210305'/>", "", "published", "20210305"),
        ("<pubdata name='A'/>", "", "outlet", "A"),
        ("<doc.copyright>B</doc.copyright>", "", "outlet", "B"),
        ("", "<byline>By Ann Lee and Ivan Holt</byline>", "authors", ("Ann Lee", "Ivan Holt")),
        ("", "", "title", TITLE),
        ("", "", "text", TEXT),
        ("", "", "published", None),
    ],
)
def test_nitf(head: str, top: str, field: str, value: object) -> None:
    made = NITF.format(head=head, title=TITLE, top=top, body=f"<p>LEAD: x</p>{PARAGRAPHS}")
    assert values(made)[field] == value


def test_of_a_nitf_with_several_blocks_the_full_text_is_read() -> None:
    lead = f"<block class='lead_paragraph'><p>{BODY[0]}</p></block>"
    body = f"{lead}<block class='full_text'>{PARAGRAPHS}</block>"
    assert values(NITF.format(head="", title=TITLE, top="", body=body))["text"] == TEXT


RECORD = "<RECORD>{fields}<Text>{text}</Text></RECORD>"


@pytest.mark.parametrize(
    ("fields", "field", "value"),
    [
        ("<DFS><PubFrosting><Title>A</Title></PubFrosting></DFS>", "outlet", "A"),
        ("<PubTitle>B</PubTitle>", "outlet", "B"),
        (
            "<AlphaDate>Mar 5, 2021</AlphaDate><NumericDate>2021-03-04</NumericDate>",
            "published",
            "2021-03-04",
        ),
        ("<AlphaDate>Mar 5, 2021</AlphaDate>", "published", "Mar 5, 2021"),
        (f"<TitleAtt><Title>{TITLE}</Title></TitleAtt>", "title", TITLE),
        (
            "<Contributor><OriginalForm>x</OriginalForm><NormalizedDisplayForm>Ann Lee"
            "</NormalizedDisplayForm></Contributor><Contributor/>"
            "<Contributor><OriginalForm>Ivan Holt</OriginalForm></Contributor>",
            "authors",
            ["Ann Lee", "Ivan Holt"],
        ),
        ("", "text", "\n\n".join(BODY)),
        ("", "title", None),
    ],
)
def test_proquest_of_the_studio(fields: str, field: str, value: object) -> None:
    text = PARAGRAPHS.replace("<", "&lt;")
    assert values(RECORD.format(fields=fields, text=text))[field] == value
    hidden = RECORD.format(fields=fields, text=text).replace("Text>", "HiddenText>")
    assert values(hidden)[field] == value


FACTIVA = (
    "<ppsarticleResultSet{count}><ppsarticle><article><headline><paragraph>{title}</paragraph>"
    "</headline>{fields}<tailParagraphs>{tail}</tailParagraphs></article></ppsarticle></ppsarticleResultSet>"
)


def _factiva(fields: str = "", count: str = "") -> str:
    lead = f"<leadParagraph><paragraph>{BODY[0]}</paragraph></leadParagraph>"
    tail = "".join(f"<paragraph>{line}</paragraph>" for line in BODY[1:]) + "<paragraph/>"
    return FACTIVA.format(count=count, title=TITLE, fields=lead + fields, tail=tail)


@pytest.mark.parametrize(
    ("fields", "field", "value"),
    [
        ("<sourceName>A  b</sourceName>", "outlet", "A b"),
        (
            "<publicationDateTime>y</publicationDateTime><publicationDate>x</publicationDate>",
            "published",
            "x",
        ),
        ("<publicationDateTime>y</publicationDateTime>", "published", "y"),
        ("<author>Ivan Holt</author><byline>By Ann Lee</byline>", "authors", ("Ann Lee",)),
        ("<author>Ivan Holt</author>", "authors", ("Ivan Holt",)),
        ("", "authors", ()),
        ("", "title", TITLE),
        ("", "text", TEXT),
    ],
)
def test_factivas_own_xml(fields: str, field: str, value: object) -> None:
    assert values(_factiva(fields))[field] == value
    assert values(_factiva(fields, " count='1'"))[field] == value
    (_, said) = xml(_factiva(fields, " count='3'"))
    assert isinstance(said, Skipped)
    assert "3" in said.reason


def test_rows_of_any_xml_are_the_elements_that_have_the_names_of_columns() -> None:
    row = f"<a><headline>{TITLE}</headline><fulltext>{PARAGRAPHS}</fulltext><x/></a>"
    found = xml(f"<all><about><b>1</b></about>{row}{row}</all>")
    assert [one.row for one in found if isinstance(one, Raw)] == [1, 2]
    assert values(f"<all>{row}</all>")["text"] == "\n\n".join(BODY)
    assert values(f"<all>{row}</all>")["title"] == TITLE
    assert [one.row for one in xml(f"<all>{row}</all>") if isinstance(one, Raw)] == [None]
    assert values("<all><a><text> One.\n Two. </text></a></all>")["text"] == "One.\n\nTwo."
    with pytest.raises(FramingError, match="root is <all>"):
        xml("<all><b><c>1</c></b></all>")


@pytest.mark.parametrize(
    "start",
    [
        "<html>",
        "<!DOCTYPE html><html>",
        "<?xml version='1.0'?>\n<html>",
        "<!-- x --><html>",
        "\ufeff<HTML>",
    ],
)
def test_a_page_under_the_ending_of_xml_is_a_page(start: str) -> None:
    page = f"{start}<head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{PARAGRAPHS}"
    assert values(f"{page}</article></body></html>")["text"] == TEXT
