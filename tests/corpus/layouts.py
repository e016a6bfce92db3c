"""Layouts in which the same databases print the two invented articles: older, newer, bare."""

from __future__ import annotations

import textwrap

from .exports import BODIES, OUTLETS, TITLES

RULE = "_" * 60


def nexis_uni(
    days: tuple[str, str] = ("March 4, 2021 Thursday 10:30 AM GMT", "November 20, 2021 Saturday"),
    outlets: tuple[str, str] = ("The Harbour Gazette (London)", "Valley Courier (Port Ada)"),
    above: tuple[str, ...] = (),
    body: str = "Body",
    below: tuple[str, ...] = ("Classification", "Language: ENGLISH", "Load-Date: March 5, 2021"),
) -> list[str]:
    """Nexis Uni without a cover page, with an edition, a post in the byline, a highlight."""
    lines: list[str] = []
    for title, outlet, day, paragraphs in zip(TITLES, outlets, days, BODIES, strict=True):
        lines += [*above, title, outlet, day, "First Edition", ""]
        lines += ["Copyright 2021 Harbour Press Ltd. All Rights Reserved", ""]
        lines += ["Section: NEWS; Pg. 12", "Length: 70 words", "Byline: Jo Marsh, Political Editor"]
        lines += ["Highlight: The boats are back", "Dateline: PORT ADA, March 4", body, "", ""]
        lines += [line for paragraph in paragraphs for line in (paragraph, "")]
        lines += ["Graphic", "", "PHOTO: The ferry at her berth", "", *below, "End of Document", ""]
    return lines


def academic(counter: str = "{} of {} DOCUMENTS", *, spaced: bool = False) -> list[str]:
    """LexisNexis Academic: the owner above the outlet, HEADLINE and BODY labelled, indented."""
    lines = [""]
    for k, paragraphs in enumerate(BODIES):
        day = ("March 4, 2021 Thursday", "November 20, 2021, Saturday")[k]
        lines += [counter.format(k + 1, 2).center(70), "", ""]
        lines += ["Copyright 2021 Harbour Press Company".center(70), OUTLETS[k].center(70), ""]
        lines += [day.center(70), "Late Edition - Final".center(70), ""]
        lines += ["SECTION: Section A; Column 6; Pg. 1", "", "LENGTH: 70 words", ""]
        lines += [f"HEADLINE: {TITLES[k]}", "", "BYLINE:  By Jo Marsh", ""]
        lines += ["DATELINE: PORT ADA, March 4", "", "BODY:"]
        for paragraph in paragraphs:
            lines += textwrap.wrap(paragraph, 70, initial_indent="   ")
            lines += [""] if k or spaced else []
        lines += ["", "GRAPHIC: Photo: The ferry. (Photo by Ann Lee)", "", "LOAD-DATE: x", ""]
    return lines


def factiva(codes: str, beside: str = "\t") -> list[str]:
    """Factiva with some of its codes, in their order; pages and the search are printed around."""
    lines = ["Page 1 of 4 \u00a9 2021 Factiva, Inc. All rights reserved.", ""]
    for k, (first, *rest) in enumerate(BODIES):
        said = {"SE": "World", "HD": TITLES[k], "BY": "By Jo Marsh", "CR": "Reuters"}
        said |= {"WC": "1,070 words", "PD": ("4 March 2021", "20 November 2021")[k], "ET": "15:32"}
        said |= {"SN": OUTLETS[k], "SC": "HARB", "LA": "English", "CY": "(c) 2021 Harbour Press"}
        said |= {"LP": first, "NS": "gcat : News", "PUB": "Harbour Press, Inc."}
        said |= {"AN": f"Document HARB00002021030{k}eh3400{k}aa"}
        for code in codes.split():
            values = rest if code == "TD" else [said[code]]
            lines += [f"{code}{beside}{values[0]}", ""]
            lines += [line for value in values[1:] for line in (value, "")]
    return [
        *lines,
        "Search Summary",
        "Text\tferry",
        "\u00a9 2021 Factiva, Inc. All rights reserved.",
    ]


def factiva_bare(words: str, document: str, language: str, days: tuple[str, str]) -> list[str]:
    """Factiva without codes and without a section, in a language of its interface."""
    lines = ["Page 1 of 4 \u00a9 2021 Factiva, Inc. All rights reserved.", ""]
    for k, paragraphs in enumerate(BODIES):
        lines += [TITLES[k], "", "By Jo Marsh", f"1,070 {words}", days[k], OUTLETS[k], "HARB"]
        lines += [language, "(c) 2021 Harbour Press", ""]
        lines += [line for paragraph in paragraphs for line in (paragraph, "")]
        lines += ["Harbour Press, Inc.", "", f"{document} HARB00002021030{k}eh3400{k}aa", ""]
    return lines


def proquest(*, rules: bool = True, counters: bool = True, beside: bool = True) -> list[str]:
    """ProQuest with headings in capitals; labels with their value beside or below them."""
    lines = ["Report Information from ProQuest", "16 July 2021 10:03", "", "TABLE OF CONTENTS", ""]
    lines += [f"{k}. {title}....... {k}" for k, title in enumerate(TITLES, start=1)]
    for k, paragraphs in enumerate(BODIES):
        lines += [*([RULE] if rules else []), ""]
        lines += [f"Document {k + 1} of 2", ""] if counters else []
        info = f"{OUTLETS[k]} ; Port Ada [Port Ada]. 04 Mar 2021: A.12."
        lines += [TITLES[k], "", *_label("Author", "Marsh, Jo", beside), ""]
        lines += [*_label("Publication info", info, beside), "", "ProQuest document link", ""]
        lines += ["ABSTRACT", "", "The boats are back.", "", "FULL TEXT", ""]
        lines += [line for paragraph in paragraphs for line in (paragraph, "")]
        lines += ["DETAILS", ""]
        for name, value in (
            ("Subject", "Ferries; Islands"),
            ("Title", TITLES[k]),
            ("Publication title", f"{OUTLETS[k]}; Port Ada"),
            ("Publication date", ("Mar 4, 2021", "Nov 20, 2021")[k]),
            ("Database", "U.S. Newsstream"),
        ):
            lines += [*_label(name, value, beside), ""]
        lines += ["LINKS", "", "Check for full text", ""]
    return [*lines, *([RULE] if rules else []), "", "Database copyright \u00a9 2021 ProQuest LLC."]


def _label(name: str, value: str, beside: bool) -> list[str]:
    return [f"{name}: {value}"] if beside else [f"{name}:", value]


def newsbank() -> list[str]:
    """NewsBank: title, outlet and day in a line, labels, the number of the record below."""
    lines: list[str] = []
    for k, paragraphs in enumerate(BODIES):
        day = ("March 4, 2021", "November 20, 2021")[k]
        lines += [TITLES[k], f"{OUTLETS[k]} (Port Ada, WA) - {day}"]
        lines += ["Author/Byline: Jo Marsh, Staff Writer", "Edition: Final", "Section: News"]
        lines += ["Page: A1", "Readability: 9-12 grade level (Lexile: 1210)", ""]
        lines += [line for paragraph in paragraphs for line in (paragraph, "")]
        lines += ["Caption: The ferry", "Index terms: ferries", "Record: 12D3A"]
        lines += ["Copyright: Copyright (c) 2021 Harbour Press", "", ""]
    return lines


def newsbank_labels() -> list[str]:
    """NewsBank as it once was: every part of the head has its label."""
    lines: list[str] = []
    for k, paragraphs in enumerate(BODIES):
        lines += [f"Paper: {OUTLETS[k]}", f"Title: {TITLES[k]}", f"Date: {_DAYS[k]}"]
        lines += ["Author: Jo Marsh", "Section: News", "Page: A1", ""]
        lines += [line for paragraph in paragraphs for line in (paragraph, "")]
        lines += ["Copyright 2021 Harbour Press", "", ""]
    return lines


_DAYS = ("March 4, 2021", "November 20, 2021")


def gale(*, labelled: bool = True) -> list[str]:
    """Gale with every part labelled, or with a bare title and the text below the labels."""
    lines: list[str] = []
    for k, paragraphs in enumerate(BODIES):
        day = ("4 Mar. 2021", "20 Nov. 2021")[k]
        if labelled:
            lines += [f"Title: {TITLES[k]}", "Author: Jo Marsh"]
            lines += [f"Source: {OUTLETS[k]} [Port Ada, Scotland]. ({day}): News: p12."]
            lines += ["Document Type: Article", "Copyright: COPYRIGHT 2021 Harbour Press Ltd."]
            lines += ["http://www.example.org", "Full Text: "]
        else:
            lines += [TITLES[k], "Author: Jo Marsh", f"Date: {_DAYS[k]}", f"From: {OUTLETS[k]}"]
            lines += ["Publisher: Harbour Press Ltd.", "Document Type: Article", "Length: 9 words"]
            lines += [""]
        lines += [line for paragraph in paragraphs for line in (paragraph, "")]
        lines += ["Marsh, Jo", "", "Source Citation (MLA 9th Edition)"]
        lines += [f'Marsh, Jo. "{TITLES[k]}." {OUTLETS[k]}, {day}, p. 12. Gale OneFile.', ""]
        lines += [f"Gale Document Number: GALE|A6500{k}", ""]
    return lines


def ebsco() -> list[str]:
    """EBSCO, which is not read."""
    lines: list[str] = []
    for k, paragraphs in enumerate(BODIES):
        lines += [f"Record: {k + 1}", f"Title: {TITLES[k]}", f"Source: {OUTLETS[k]}; 03/04/2021"]
        lines += ["Document Type: Article", f"Accession Number: 14900{k}", ""]
        lines += [line for paragraph in paragraphs for line in (paragraph, "")]
    return lines
