"""Exports as databases print them, in several languages, of two invented articles."""

from __future__ import annotations

import io
import textwrap
from dataclasses import dataclass

from .loading import zipped

OUTLETS = ("The Harbour Gazette", "Valley Courier")
TITLES = ("Ferry service to the islands returns", "Council delays vote on bridge")
DAYS = ("2021-03-04", "2021-11-20")
BODIES = (
    (
        "The ferry to the three northern islands will sail again from Monday, the harbour office "
        "said, after two winters in which residents had to fly or stay at home.",
        '"We have waited long enough," said Ada Brook, who runs a bakery on the largest island and '
        "sells most of her bread on the mainland.",
        "Tickets cost as much as before. Officials hope that visitors may come back in spring.",
    ),
    (
        "The council put off its vote on the new bridge for the third time on Friday and asked the "
        "engineers for another report on the ground under its eastern pier.",
        "Councillor Tom Reed called the delay a disgrace. The mayor did not answer his questions.",
        "A vote is now planned for January, according to the agenda that the council published.",
    ),
)


@dataclass(frozen=True)
class Language:
    """Labels of an interface."""

    days: tuple[str, str]
    counter: str
    end: str
    byline: str
    section: str
    length: str
    words: str
    load: str
    language: str
    author: str
    info: str
    text: str
    title: str
    publication: str
    date: str
    subject: str


LANGUAGES = {
    "en": Language(
        *(("March 4, 2021 Thursday", "November 20, 2021 Saturday"), "{} of {} DOCUMENTS"),
        *("End of Document", "Byline", "Section", "Length", "words", "Load-Date", "Language"),
        *("Author", "Publication info", "Full text", "Title", "Publication title"),
        *("Publication date", "Subject"),
    ),
    "de": Language(
        *(("4. März 2021 Donnerstag", "20. November 2021 Samstag"), "Dokument {} von {}"),
        *("Ende des Dokuments", "Autor", "Rubrik", "Länge", "Wörter", "Update", "Sprache"),
        *("Autor", "Publikationsinfo", "Volltext", "Titel", "Titel der Publikation"),
        *("Datum der Veröffentlichung", "Thema"),
    ),
    "fr": Language(
        *(("4 mars 2021 jeudi", "20 novembre 2021 samedi"), "Document {} de {}"),
        *("Fin du document", "Auteur", "Rubrique", "Longueur", "mots", "Date-chargement"),
        *("Langue", "Auteur", "Info de publication", "Texte intégral", "Titre"),
        *("Titre de la publication", "Date de publication", "Sujet"),
    ),
    "es": Language(
        *(("jueves 4 de marzo de 2021", "sábado 20 de noviembre de 2021"), "Documento {} de {}"),
        *("Fin del documento", "Autor", "Sección", "Longitud", "palabras", "Fecha-carga"),
        *("Idioma", "Autor", "Información de publicación", "Texto completo", "Título"),
        *("Título de publicación", "Fecha de publicación", "Materia"),
    ),
    "nl": Language(
        *(("4 maart 2021 donderdag", "20 november 2021 zaterdag"), "{} van {} DOCUMENTEN"),
        *("Einde van document", "Auteur", "Rubriek", "Lengte", "woorden", "Laaddatum", "Taal"),
        *("Auteur", "Publication info", "Full text", "Title", "Publication title"),
        *("Publication date", "Subject"),
    ),
}


def nexis_uni(code: str = "en", promised: int | None = None) -> list[str]:
    """Lines of Nexis Uni, with the cover page that lists the documents."""
    words = LANGUAGES[code]
    lines = ["Date and Time: Friday, 5. March 2021 09:31:00", "Job Number: 12"]
    lines.append(f"Documents ({promised or 2})")
    listed = [*TITLES, *[f"Story number {k}" for k in range(3, (promised or 2) + 1)]]
    for k, title in enumerate(listed, start=1):
        lines += [f"{k}. {title}", "Client/Matter: -None-", "Search Terms: ferry", ""]
    for k, body in enumerate(BODIES):
        lines += ["", TITLES[k], OUTLETS[k], words.days[k], "", "Copyright 2021 Harbour Press"]
        lines += ["All Rights Reserved", f"{words.section}: LOCAL; Pg. 3"]
        lines += [f"{words.length}: 70 {words.words}", f"{words.byline}: Jo Marsh", "Body", "", ""]
        lines += [line for paragraph in body for line in (paragraph, "")]
        lines += ["Classification", "", f"{words.language}: ENGLISH", f"{words.load}: x", ""]
        lines += [words.end]
    return lines


def lexis_old(code: str = "en", numbers: tuple[int, int] = (1, 2), of: int = 2) -> list[str]:
    """Lines of the old LexisNexis, broken at 78 characters, labels in capitals."""
    words = LANGUAGES[code]
    lines = ["", "Download Request: All Items", ""]
    for k, body in enumerate(BODIES):
        lines += [words.counter.format(numbers[k], of).center(78), "", ""]
        lines += [OUTLETS[k].center(78), "", words.days[k].center(78).rstrip()]
        lines += ["Final Edition".center(78), "", TITLES[k], ""]
        lines += [f"{words.byline.upper()}: Jo Marsh", "", f"{words.section.upper()}: LOCAL; Pg. 3"]
        lines += ["", f"{words.length.upper()}: 70 {words.words}", ""]
        for paragraph in body:
            lines += [*textwrap.wrap(paragraph, 78), ""]
        lines += [f"{words.load.upper()}: x", "", f"{words.language.upper()}: ENGLISH", ""]
        lines += ["Copyright 2021 Harbour Press".center(78), "All Rights Reserved".center(78), ""]
    return lines


def factiva_codes() -> list[str]:
    """Lines of Factiva with its codes, each on a line of its own."""
    lines: list[str] = []
    for k, body in enumerate(BODIES):
        fields = {"SE": "Local", "HD": TITLES[k], "BY": "By Jo Marsh", "WC": "70 words"}
        fields |= {"PD": ("4 March 2021", "20 November 2021")[k], "ET": "15:32", "SN": OUTLETS[k]}
        fields |= {"SC": "HARB", "PG": "3", "LA": "English", "CY": "(c) 2021 Harbour Press"}
        for name, value in fields.items():
            lines += [name, value, ""]
        lines += ["LP", body[0], "", "TD"]
        for paragraph in body[1:]:
            lines += [paragraph, ""]
        lines += [
            "NS",
            "gcat : Political/General News",
            "",
            "AN",
            f"Document HARB0000202103{k}4e000",
            "",
        ]
    return [*lines, "Search Summary", "Text", "ferry"]


def factiva_plain(code: str = "en") -> list[str]:
    """Lines of Factiva without codes."""
    words = LANGUAGES[code].words
    document = "Dokument" if code == "de" else "Document"
    lines: list[str] = []
    for k, body in enumerate(BODIES):
        lines += ["Local News", TITLES[k], "By Jo Marsh", f"1,070 {words}"]
        lines += [("4 March 2021", "20 November 2021")[k], "15:32", OUTLETS[k], "HARB", "3"]
        lines += ["English", "© 2021 Harbour Press. All rights reserved.", ""]
        lines += [line for paragraph in body for line in (paragraph, "")]
        lines += ["Harbour Press Group", f"{document} HARB0000202103{k}4eabcd0001", ""]
    return lines


def proquest(code: str = "en") -> list[str]:
    """Lines of ProQuest, with its contents and its citations around the articles."""
    words = LANGUAGES[code]
    rule = "_" * 60
    lines = [rule, "Report Information from ProQuest", "", "Table of contents", "1. Something"]
    for k, body in enumerate(BODIES):
        lines += ["", rule, "", TITLES[k], "", f"{words.author}: Marsh, Jo", ""]
        lines += [
            f"{words.info}: {OUTLETS[k]} ; Port Ada [Port Ada]",
            "",
            "ProQuest document link",
            "",
        ]
        lines += [f"{words.text}: {body[0]}", "", body[1], "", body[2], ""]
        lines += [f"{words.subject}: Ferries; Islands", "", f"{words.title}: {TITLES[k]}", ""]
        lines += [f"{words.publication}: {OUTLETS[k]}; Port Ada", ""]
        lines += [f"{words.date}: {words.days[k].split(' Thurs')[0].split(' Satur')[0]}", ""]
    return [*lines, rule, "", "Citation style: APA 6th", "Contact us at: http://example.org"]


def as_docx(lines: list[str]) -> bytes:
    """A Word document of these paragraphs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    inner = "".join(f"<w:p><w:r><w:t>{_escaped(line)}</w:t></w:r></w:p>" for line in lines)
    document = f'<w:document xmlns:w="{space}"><w:body>{inner}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def as_rtf(lines: list[str]) -> bytes:
    """An RTF document of these paragraphs."""
    written = "\\par\n".join(
        "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in line) for line in lines
    )
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\f0 " + written + "}").encode(
        "ascii"
    )


def as_html(lines: list[str]) -> bytes:
    """A page as the old LexisNexis made it: a box for each block of lines, breaks inside."""
    blocks = "\n".join(lines).split("\n\n")
    boxes = "".join(
        f"<DIV CLASS='c5'><P CLASS='c6'><SPAN>{'<BR>'.join(map(_escaped, b.split(chr(10))))}"
        "</SPAN></P></DIV>"
        for b in blocks
    )
    return f"<HTML><HEAD><TITLE></TITLE></HEAD><BODY>{boxes}</BODY></HTML>".encode()


def as_pdf(pages: list[list[str]]) -> bytes:
    """A PDF with these lines on its pages, written by hand: text in Latin letters alone."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    kids = []
    for lines in pages:
        drawn = "".join(f"({_bracketed(line)}) Tj T* " for line in lines)
        content = f"BT /F1 10 Tf 12 TL 50 780 Td {drawn}ET"
        kids.append(len(objects) + 1)
        font = "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
        box = "/MediaBox[0 0 612 792]"
        objects.append(
            f"<</Type/Page/Parent 2 0 R{box}/Resources{font}/Contents {len(objects) + 2} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{k} 0 R' for k in kids)}]>>"
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, inner in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj{inner}endobj\n".encode("latin-1"))
    start = out.tell()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    out.write(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;")


def _bracketed(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
