"""XML files: Factiva, ProQuest TDM, feeds, trafilatura, TEI, NITF, and lists of articles."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from framing.corpus.blocks import html_paragraphs, markup_paragraphs
from framing.corpus.databases.export import Export, Record, hand_over
from framing.corpus.databases.nexis import authors_of, join
from framing.corpus.documents import read_all
from framing.corpus.documents.package import local_name, parse_xml
from framing.corpus.feeds import read_feed
from framing.corpus.fields import Columns, MissingColumnError
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.errors import FramingError, Skipped

_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>)?\s*(?:<!--[^>]{0,2000}-->\s*){0,9}<(?:!doctype html|html)\b",
    re.IGNORECASE,
)


def read_xml(stream: io.BufferedReader, path: str, options: LoadOptions) -> Iterator[Raw | Skipped]:
    """Articles of an XML file, by the name of its root or what recurs in it."""
    data = read_all(stream, options)
    if _is_page(data):
        from framing.corpus.html import read_page

        yield from read_page(data, path, options)
        return
    root = parse_xml(data)
    names = {local_name(element) for element in root.iter()}
    if "main" not in names:
        names.discard("doc")  # a list of documents, none of trafilatura's
    name = local_name(root)
    if name in ("rss", "feed", "RDF"):
        yield from read_feed(root, path)
    elif reader := next((read for key, read in _READERS.items() if key in names), None):
        yield from hand_over(reader(root), path)
    else:
        yield from _rows(root, path, options)


def _is_page(data: bytes) -> bool:
    return _PAGE.match(data[:4000].removeprefix(b"\xef\xbb\xbf")) is not None


def _said(element: Any, *names: str) -> str | None:
    """Words of the first element below with one of the names, in the order of the names."""
    for name in names:
        for found in element.iter("{*}" + name):
            words = " ".join("".join(found.itertext()).split())
            if words:
                return words
    return None


def _factiva(root: Any) -> Export:
    """`ppsarticle` of Factiva's own XML, counted against the `count` of the result set."""
    records = tuple(_factiva_article(article) for article in root.iter("{*}article"))
    counts = [element.get("count") for element in root.iter("{*}ppsarticleResultSet")]
    promised = sum(int(count) for count in counts if count and count.isdigit())
    return Export("Factiva", records, promised or None)


def _factiva_article(article: Any) -> Record:
    title = " ".join(_paragraphs(article, "headline")) or None
    body = [*_paragraphs(article, "leadParagraph"), *_paragraphs(article, "tailParagraphs")]
    return {
        "title": title,
        "outlet": _said(article, "sourceName"),
        "published": _said(article, "publicationDate", "publicationDateTime"),
        "authors": authors_of(_said(article, "byline", "author") or ""),
        "text": join(title, body),
    }


def _paragraphs(element: Any, name: str) -> list[str]:
    return [
        words
        for part in element.iter("{*}" + name)
        for paragraph in part.iter("{*}paragraph")
        if (words := _words(paragraph))
    ]


def _proquest(root: Any) -> Export:
    """`RECORD` of ProQuest TDM Studio."""
    return Export("ProQuest TDM", tuple(_proquest_record(r) for r in root.iter("{*}RECORD")))


def _proquest_record(record: Any) -> Record:
    raw = next((e for n in ("Text", "HiddenText") for e in record.iter("{*}" + n)), None)
    words = "" if raw is None else "".join(raw.itertext())
    body = markup_paragraphs(words)
    outlets = [_said(e, "Title") for e in record.iter("{*}PubFrosting", "{*}DFS")]
    heads = list(record.iter("{*}TitleAtt"))
    title = _said(heads[0], "Title") if heads else None
    authors = [
        _said(e, "NormalizedDisplayForm", "OriginalForm") for e in record.iter("{*}Contributor")
    ]
    return {
        "title": title,
        "outlet": next((o for o in outlets if o), None) or _said(record, "PubTitle"),
        "published": _said(record, "NumericDate", "AlphaDate"),
        "authors": [name for name in authors if name],
        "text": join(title, body),
    }


def _trafilatura(root: Any) -> Export:
    docs = list(root.iter("{*}doc"))
    records = []
    for doc in docs:
        mains = [e for name in ("main", "text") for e in doc.iter("{*}" + name)]
        body = html_paragraphs(_renamed(mains[0] if mains else doc))
        title = doc.get("title")
        records.append(
            {
                "title": title,
                "outlet": doc.get("sitename") or doc.get("hostname"),
                "published": doc.get("date"),
                "authors": [a.strip() for a in (doc.get("author") or "").split(";") if a.strip()],
                "url": doc.get("source") or doc.get("url"),
                "text": join(title, body),
            }
        )
    return Export("trafilatura", tuple(records))


def _renamed(element: Any) -> Any:
    """The tree with TEI's names of blocks as HTML's, so that they end lines."""
    for part in element.iter("{*}*"):
        name = local_name(part)
        part.tag = {"head": "h2", "ab": "p", "item": "li", "list": "ul", "lb": "br"}.get(name, name)
    return element


def _tei(root: Any) -> Export:
    records = []
    for text in root.iter("{*}TEI", "{*}TEI.2"):
        headers = list(text.iter("{*}teiHeader"))
        header = headers[0] if headers else text
        bodies = list(text.iter("{*}body"))
        title = _said(header, "title")
        statement = next(iter(header.iter("{*}publicationStmt")), header)
        url = next((e for n in ("ptr", "ref") for e in header.iter("{*}" + n)), None)
        body = html_paragraphs(_renamed(bodies[0])) if bodies else []
        records.append(
            {
                "title": title,
                "outlet": _said(statement, "publisher"),
                "published": _tei_day(header),
                "authors": [a for e in header.iter("{*}author") if (a := _words(e))][:9],
                "url": None if url is None else url.get("target"),
                "text": join(title, body),
            }
        )
    return Export("TEI", tuple(records))


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _tei_day(header: Any) -> str | None:
    """The day of the text: of the source where it has one, not that of the file."""
    for part in ("sourceDesc", "profileDesc", "publicationStmt"):
        for element in header.iter("{*}" + part):
            for day in element.iter("{*}date"):
                if value := day.get("when") or _words(day):
                    return str(value)
    return None


def _nitf(root: Any) -> Export:
    """NITF, as agencies and the New York Times Annotated Corpus write it."""
    records = []
    for article in root.iter("{*}nitf"):
        title = _said(article, "hl1", "title")
        body = [
            words
            for content in article.iter("{*}body.content")
            for block in _full_text(content)
            for paragraph in block.iter("{*}p")
            if (words := _words(paragraph)) and not words.startswith("LEAD:")
        ]
        issue = next(iter(article.iter("{*}date.issue")), None)
        publication = next(iter(article.iter("{*}pubdata")), None)
        day = None if issue is None else issue.get("norm")
        outlet = None if publication is None else publication.get("name")
        if publication is not None:
            day = day or publication.get("date.publication")
        records.append(
            {
                "title": title,
                "outlet": outlet or _said(article, "doc.copyright"),
                "published": day,
                "authors": authors_of(_said(article, "byline") or ""),
                "text": join(title, body),
            }
        )
    return Export("NITF", tuple(records))


def _full_text(content: Any) -> list[Any]:
    """Blocks of the full text; where none is called so, the whole content."""
    blocks = [b for b in content.iter("{*}block") if b.get("class") == "full_text"]
    return blocks or [content]


_READERS: dict[str, Callable[[Any], Export]] = {
    "ppsarticle": _factiva,
    "RECORD": _proquest,
    "TEI": _tei,
    "TEI.2": _tei,
    "nitf": _nitf,
    "doc": _trafilatura,
}


def _rows(root: Any, path: str, options: LoadOptions) -> Iterator[Raw | Skipped]:
    """Elements of one name whose children have the names of columns, one row each."""
    counts = Counter(element.tag for element in root.iter("*") if len(element))
    for tag, _ in counts.most_common(20):
        elements = list(root.iter(tag))
        try:
            columns = Columns(
                [local_name(child) for child in elements[0]], options.columns, options.lexicons
            )
        except MissingColumnError:
            continue
        for row, element in enumerate(elements, start=1):
            said = {local_name(child): "\n\n".join(_lines(child)) for child in element}
            values = columns.pick(said)
            yield Raw(path, values, row if len(elements) > 1 else None, columns=columns)
        return
    raise FramingError(
        f"XML of a kind that is not read (its root is <{local_name(root)}>); "
        "turn it into a table with a column for the text"
    )


def _lines(element: Any) -> list[str]:
    if len(element):
        return html_paragraphs(element)
    return [line.strip() for line in "".join(element.itertext()).split("\n") if line.strip()]
