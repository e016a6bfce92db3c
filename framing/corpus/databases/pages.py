"""Exports of databases that come as web pages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from framing.corpus.blocks import html_lines, html_paragraphs, parse_markup
from framing.corpus.databases.export import Export, Record
from framing.corpus.databases.factiva import DATABASE as FACTIVA
from framing.corpus.databases.factiva import (
    describe,
    head_of,
    is_accession,
    plain_record,
    record_of_codes,
)
from framing.corpus.databases.find import read_lines
from framing.corpus.databases.labels import find_written_day, words_for
from framing.corpus.databases.nexis import authors_of, join, outlet_name

# What only an export holds; the page is then parsed once more to look.
_MARKS = re.compile(
    r"DocPublicationName|articleParagraph|class=\"article \w\wArticle|DOC_ID_\d|ProQuest"
    r"|\b\d+\s+\w{2,3}\s+[\d.,]+\s+DO[CK]\w+|\bD[Oo][CKck]\w+\s+\d+\s+\w{2,3}\s+\d+\s*<"
    r"|End of Document"
)
_RULE = "_" * 30
_EUROPRESSE_TITLES = ("titreArticleVisu", "TitreArticleVisu", "rdp__articletitle", "titreArticle")
# "Valley Courier (site web)": the same paper as printed.
_SITE = re.compile(
    r"\s*[(\[](?:r[ée]f\. )?(?:site web|web ?site|sitio web|web|blogue?s?)(?: ref\w*)?[)\]]",
    re.I,
)
_ISSUE = re.compile(r",?\s*\b(?:no|nº|n°|nr|num|núm)\b\.?\s*\d.*", re.IGNORECASE | re.DOTALL)


def read_export_page(html: str) -> Export | None:
    """The export that a page is, `None` if it is a page like others."""
    if not _MARKS.search(html):
        return None
    tree = parse_markup(html)
    if tree is None:
        return None
    if tree.xpath("//*[contains(@class, 'DocPublicationName')]"):
        return Export("Europresse", tuple(map(_europresse, _europresse_articles(tree))))
    if articles := tree.xpath("//div[starts-with(@class, 'article ')]"):
        records = tuple(_factiva(article) for article in articles)
        return Export(FACTIVA, records) if any(records) else None
    found = read_lines(_lines(tree))
    counts = tree.xpath("//meta[@documents]/@documents")  # of the old LexisNexis
    if found is not None and counts and counts[0].isdigit():
        return replace(found, promised=int(counts[0]))
    return found


def _lines(tree: Any) -> list[str]:
    """Lines of the page; ProQuest sets its articles apart by anchors, which become a rule."""
    for anchor in tree.xpath("//a[starts-with(@name, 'DocID')] | //hr"):
        anchor.tag = "p"
        anchor.text = _RULE
    return html_lines(tree)


def _factiva(article: Any) -> Record | None:
    if article.xpath(".//td[contains(@class, 'index')]"):
        return record_of_codes(_rows(article))
    return _plain(article)


def _rows(article: Any) -> dict[str, list[str]]:
    """Paragraphs under each code: a row of a table holds both."""
    fields: dict[str, list[str]] = {}
    for row in article.iter("tr"):
        cells = row.findall("td")
        if len(cells) == 2:
            code = " ".join(cells[0].text_content().split())
            fields.setdefault(code, []).extend(html_paragraphs(cells[1]))
    return fields


def _plain(article: Any) -> Record | None:
    """The layout without codes: the classes of its parts say what is text."""
    body: list[str] = []
    above: list[str] = []
    below: list[str] = []
    counted = False
    for part in article:
        if not isinstance(part.tag, str):
            continue
        lines = html_paragraphs(part)
        if "articleParagraph" in (part.get("class") or ""):
            body += lines
        elif not body:
            for line in lines:
                counted = counted or _is_count(line)
                (below if counted else above).append(line)
        elif any(map(is_accession, lines)):
            break
    if not (body or above):
        return None
    title, authors = head_of(above)
    headlines = article.xpath(".//*[contains(@class, 'Headline')]")
    if headlines:
        title = " ".join(headlines[0].text_content().split()) or title
    published, outlet, _ = describe(below[1:])
    return plain_record(title, authors, (published, outlet), body)


def _is_count(line: str) -> bool:
    parts = line.split()
    return (
        len(parts) >= 2
        and parts[-1].casefold() in words_for("factiva_words", "words")
        and parts[0][:1].isdigit()
    )


def _europresse_articles(tree: Any) -> list[Any]:
    """Elements that hold an article each; older exports set them in boxes without a name."""
    found: list[Any] = []
    for name in tree.xpath("//*[contains(@class, 'DocPublicationName')]"):
        above = [name, *name.iterancestors()]
        own = [e for e in above if e.tag == "article"] or [
            e for e in above if e.xpath(".//*[contains(@class, 'DocText')]")
        ]
        if own and own[0] not in found:
            found.append(own[0])
    return found


def _europresse(article: Any) -> Record:
    outlet = _ISSUE.sub("", _first(article, "DocPublicationName")).strip(" ,;")
    outlet = outlet_name(_SITE.sub("", outlet)) if outlet else ""
    heads = article.xpath(".//header") or [article]
    title = next((t for name in _EUROPRESSE_TITLES if (t := _first(article, name))), "")
    texts = list(article.iter("section")) or article.xpath(".//*[contains(@class, 'DocText')]")
    body = [line for text in texts for line in html_paragraphs(text)]
    return {
        "outlet": outlet or None,
        "published": find_written_day(_first(article, "DocHeader"))
        or find_written_day(heads[0].text_content()),
        "title": title or None,
        "authors": _europresse_authors(article),
        "text": join(title, body),
    }


def _first(article: Any, name: str) -> str:
    for element in article.xpath(f".//*[contains(@class, '{name}')]"):
        lines = html_paragraphs(element)
        if lines:
            return lines[0] if name == "DocPublicationName" else " ".join(lines)
    return ""


def _europresse_authors(article: Any) -> tuple[str, ...]:
    """The line below the title, or the one that the export calls so."""
    for element in article.xpath(".//*[contains(@class, 'sm-margin-bottomNews')]"):
        return authors_of(" ".join(html_paragraphs(element)))
    for element in article.xpath(".//*[contains(@class, 'titreArticle')]/following-sibling::*[1]"):
        if element.tag in ("div", "p") and len(said := html_paragraphs(element)) == 1:
            return authors_of(said[0])
    return ()
