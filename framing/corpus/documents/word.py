"""Word (.docx) and OpenDocument text (.odt): paragraphs, no macro, no picture, no link."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from framing.corpus.documents import read_all, read_paragraphs
from framing.corpus.documents.package import Package, local_name
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.errors import Skipped

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """Paragraphs of the body, tables included; headers, footnotes and comments are not in it."""
    package = Package(read_all(stream, options), options.max_bytes)
    lines = []
    for paragraph in package.tree("word/document.xml").iter(f"{_WORD}p"):
        lines += _text(paragraph).split("\n")
    yield from read_paragraphs(lines, path, _about(package, "docProps/core.xml"))


def _text(paragraph: Any) -> str:
    """Words of a paragraph; of a text box inside it only once, of deleted text nothing."""
    words = []
    for element in paragraph.iter():
        if element.tag == f"{_WORD}t" and _belongs(element, paragraph):
            words.append(element.text or "")
        elif element.tag in (f"{_WORD}br", f"{_WORD}cr"):
            words.append("\n")
        elif element.tag == f"{_WORD}tab":
            words.append("\t")
        elif element.tag == f"{_WORD}noBreakHyphen":
            words.append("-")
    return "".join(words)


def _belongs(element: Any, paragraph: Any) -> bool:
    for above in element.iterancestors():
        if above is paragraph:
            return True
        if above.tag in (f"{_WORD}p", _ALTERNATIVE):
            return False
    return True


def read_odt(stream: io.BufferedReader, path: str, options: LoadOptions) -> Iterator[Raw | Skipped]:
    """Paragraphs and headings of the body; notes and tracked deletions are not in it."""
    package = Package(read_all(stream, options), options.max_bytes)
    lines: list[str] = []
    _walk(package.tree("content.xml"), lines)
    yield from read_paragraphs(lines, path, _about(package, "meta.xml"))


def _walk(element: Any, lines: list[str]) -> None:
    for child in element:
        name = local_name(child)
        if name in ("p", "h") and child.tag.startswith("{urn:oasis"):
            lines += "".join(_odt_text(child)).split("\n")
        elif name not in ("tracked-changes", "annotation"):
            _walk(child, lines)


def _odt_text(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child)
        if name == "s":
            yield " "
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name not in ("note", "annotation", "frame"):
            yield from _odt_text(child)
        yield child.tail or ""


def _about(package: Package, part: str) -> dict[str, object]:
    """Title that the document has of itself; its dates are those of the file, not of the news."""
    if part not in package.names:
        return {}
    for element in package.tree(part).iter():
        if local_name(element) == "title" and (element.text or "").strip():
            return {"title": element.text.strip()}
    return {}
