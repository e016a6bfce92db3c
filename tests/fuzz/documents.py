"""Small documents of every format, sound and hostile, to be read as they are or damaged."""

from __future__ import annotations

import io
import random
import sqlite3
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

STORY = (
    "Envoys of the two states met on Monday and said that the talks may resume before the end of "
    "the month."
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(members: Mapping[str, str | bytes], *, packed: bool = True) -> bytes:
    file = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", kind) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, kind)
    return file.getvalue()


def docx(body: str, *, prolog: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    types = (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.'
        'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        '"application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        f'<Relationships xmlns="{_LINKS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    document = f'{prolog}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return zipped(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": links,
            "word/document.xml": document,
            **(more or {}),
        }
    )


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(text: str, prolog: str = "") -> bytes:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = (
        f"{prolog}<office:document-content {names}><office:body><office:text><text:p>{text}"
        "</text:p></office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def epub(text: str, prolog: str = "") -> bytes:
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/>'
        "</rootfiles></container>"
    )
    book = (
        f'{prolog}<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" '
        'href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/>'
        "</spine></package>"
    )
    page = f"{prolog}<html><body><h1>Talks</h1><p>{text}</p></body></html>"
    return zipped({"META-INF/container.xml": container, "book.opf": book, "a.xhtml": page})


def pdf(text: str, more: str = "") -> bytes:
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {more} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font "
        "<< /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode()
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return data + f"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def rtf(text: str) -> bytes:
    return ("{\\rtf1\\ansi{\\fonttbl\\f0 Times;}\\f0 " + text + "\\par}").encode()


def mail(text: str, kind: str = "text/plain") -> bytes:
    return (
        "From: Desk <desk@example.org>\r\nSubject: Talks may resume\r\nDate: Wed, 05 Apr 2017 "
        f"09:10:11 GMT\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: {kind}\r\nContent-Location: https://example.org/a\r\n\r\n{text}"
        "\r\n--b--\r\n"
    ).encode()


def database(rows: int = 3) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        with closing(sqlite3.connect(path)) as base, base:
            base.execute("CREATE TABLE articles (id TEXT, title TEXT, text TEXT)")
            base.executemany(
                "INSERT INTO articles VALUES (?, ?, ?)", [(str(k), "T", STORY) for k in range(rows)]
            )
        return path.read_bytes()


def xml(text: str, prolog: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{prolog}<articles><article><title>Talks</title><text>{text}</text>'
        "</article></articles>"
    ).encode()


def feed(text: str, prolog: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{prolog}<rss version="2.0" xmlns:content="http://purl.org/'
        'rss/1.0/modules/content/"><channel><title>Example</title><item>'
        f"<title>Talks</title><description>{text}</description><content:encoded>{text}"
        "</content:encoded></item></channel></rss>"
    ).encode()


SOUND: dict[str, bytes] = {
    ".docx": docx(paragraph("Talks may resume") + paragraph(STORY) * 3),
    ".odt": odt(STORY),
    ".epub": epub(f"{STORY} " * 6),
    ".pdf": pdf(f"{STORY} " * 3),
    ".rtf": rtf(STORY),
    ".eml": mail(STORY),
    ".mhtml": mail(f"<html><body><p>{STORY}</p></body></html>", "text/html"),
    ".xml": xml(STORY),
    ".rss": feed(f"{STORY} " * 6),
    ".sqlite": database(),
    ".md": f"# Talks may resume\n\n{STORY}\n".encode(),
}
"""A small document of each format, by ending."""


def damaged(number: int, seed: int = 0) -> tuple[str, bytes]:
    """The same damage for the same number: an ending, and bytes changed, cut or mixed."""
    chance = random.Random(f"{seed} documents {number}")
    ending = chance.choice(sorted(SOUND))
    data = bytearray(SOUND[ending])
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        place = chance.randrange(len(data) + 1)
        how = chance.randrange(6)
        if how == 0:
            del data[place:]
        elif how == 1:
            del data[place : place + chance.randrange(40)]
        elif how == 2:
            data[place:place] = chance.randbytes(chance.randrange(1, 30))
        elif how == 3:
            other = SOUND[chance.choice(sorted(SOUND))]
            data[place : place + 60] = other[chance.randrange(len(other)) :][:60]
        elif data:
            data[min(place, len(data) - 1)] ^= 1 << chance.randrange(8)
        if not data:
            break
    return ending, bytes(data)


def hostile(canary: Path, address: str) -> dict[str, bytes]:
    """Documents that ask for a file, an address, or more memory than there is."""
    entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{canary.as_uri()}">]>'
    web = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{address}">]>'
    outside = f'<!DOCTYPE a SYSTEM "{address}">'
    nested = "".join(
        f'<!ENTITY l{k} "{f"&l{k - 1};" * 10}">' if k else '<!ENTITY l0 "lol ">' for k in range(10)
    )
    laughs = f"<!DOCTYPE a [{nested}]>"
    link = (
        f'<Relationships xmlns="{_LINKS}"><Relationship Id="r9" TargetMode="External" Type="'
        f'{_OFFICE}/attachedTemplate" Target="{address}"/></Relationships>'
    )
    more: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": link,
        "word/vbaProject.bin": b"Sub AutoOpen()",
    }
    found = {
        "a template from outside and a macro.docm": docx(paragraph(STORY), more=more),
        "a bomb.docx": docx(paragraph("x" * (200 << 20))),
        "a bomb.odt": odt("x" * (200 << 20)),
        "a bomb.epub": epub("x" * (200 << 20)),
        "a link and a script.pdf": pdf(STORY, f"/OpenAction << /S /URI /URI ({address}) >>"),
        "an object.rtf": rtf(STORY + "{\\object\\objautlink{\\*\\objdata 0105}}"),
        "a picture from outside.mhtml": mail(f'<img src="{address}"><p>{STORY}', "text/html"),
        "a picture from outside.md": f"![x]({address})\n\n{STORY}\n".encode(),
        "deep.xml": b"<a>" * 200_000 + STORY.encode() + b"</a>" * 200_000,
        "deep.rtf": b"{\\rtf1 " + b"{" * 200_000 + STORY.encode() + b"}" * 200_000 + b"}",
        "deep.docx": docx("<w:p>" * 100_000 + "</w:p>" * 100_000),
    }
    for name, prolog in (("file", entity), ("web", web), ("outside", outside), ("laughs", laughs)):
        what = "&l9;" if name == "laughs" else "&x;"
        found[f"entity {name}.xml"] = xml(f"{STORY} {what}", prolog)
        found[f"entity {name}.rss"] = feed(f"{STORY} {what}", prolog)
        found[f"entity {name}.docx"] = docx(paragraph(f"{STORY} {what}"), prolog=prolog)
        found[f"entity {name}.odt"] = odt(f"{STORY} {what}", prolog)
        found[f"entity {name}.epub"] = epub(f"{STORY} {what}", prolog)
    return found
