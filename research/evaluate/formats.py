"""What comes in of each export format: articles, outlet, date, title, paragraphs.

    python -m research.evaluate.formats EXPORTS CASES [-v] [--write]

EXPORTS holds real exports of databases as other projects publish them, CASES one invented article
(or two, or three) in many formats. A line a file: how many of its articles came in, and of those
the share whose outlet, date, title and paragraphs are right. A file ends up in one of four rows of
the sum: `right`; `refused` with a reason (right where the file holds no full text); `partly`, where
a field is empty that the file tells; `wrong`, where a field is wrong or articles are missing and
nothing was said. `--write` keeps the sum in `measured.json`, from which `docs/inputs.md` has it.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.corpus.load import load_articles
from framing.corpus.options import LoadOptions
from framing.errors import Skipped, UsageError
from framing.types import Article
from research.evaluate.measured import MEASURED, keep_run

_HERALD, _DAY = "Example Herald", "2023-05-12"
_TITLE = "Moscow and Washington agree to resume arms talks"
# How the five paragraphs of the invented article begin and end.
_PARAGRAPHS = (
    ("MOSCOW (Reuters)", "tension over Ukraine."),
    ("We hope that our American", "told reporters."),
    ("U.S. envoy Mary Cole", "he said."),
    ("The United States imposed", "sanctions illegal."),
    ("The two sides last met", "have not returned."),
)
_FIRST = (_HERALD, _DAY, _TITLE)
_NO_OUTLET = (None, None, _TITLE)
_TABLE = [_FIRST, ("Daily Sample", "2023-05-13", "Second story")]
_LEXIS = [_FIRST, ("Daily Sample", _DAY, "Second story on arms talks")]
_FEED = [_FIRST, (_HERALD, None, "Second story on arms talks")]

Facts = tuple[str | None, str | None, str | None]
# What each file tells; a file not named tells `_FIRST`; an empty list: it holds no full text.
EXPECTED: dict[str, Sequence[Facts]] = {
    "04_win1251_meta": [("Вестник Пример", _DAY, _TITLE)],
    "05_koi8r_meta": [("Вестник Пример", _DAY, _TITLE)],
    "06_win1251_nometa": [("Вестник Пример", _DAY, _TITLE)],
    "10_readermode": [("exampleherald", None, _TITLE)],
    "12_nexisuni": [
        _FIRST,
        ("Daily Sample", "2023-05-13", "Second story on arms talks"),
        ("Agence Specimen", "2023-05-14", "Third story on arms talks"),
    ],
    "13_lexisnexis_old": _LEXIS,
    "14_lexis": _LEXIS,
    "15_factiva": _LEXIS,
    "16_proquest": _LEXIS,
    "17_newsplease": [("exampleherald", _DAY, _TITLE)],
    "20_crawl": [("exampleherald", "2023-05-13", _TITLE)],
    "21_crawl": [("exampleherald", "2023-05-13", _TITLE)],
    "22_mediacloud": [],
    "23_gdelt_events": [],
    "24_newsapi": [],
    "25_feed": _FEED,
    "26_feed": _FEED,
    "31_article": [_NO_OUTLET],
    "33_book": [_NO_OUTLET],
    "34_article": [_NO_OUTLET],
    "35_article": [_NO_OUTLET],
    "36_article": [],  # a page with nothing but the headline
    "37_table": [],  # a workbook whose sheet is broken
    "39_text": [_NO_OUTLET],
    "40_text": [_NO_OUTLET],
    "41_bundle": [_NO_OUTLET, _FIRST],
    "42_bundle": [_NO_OUTLET, _FIRST],
    "43_guardianapi": [("Guardian", _DAY, _TITLE)],
    "44_nytapi": [],
    "45_nela": [("exampleherald", _DAY, _TITLE)],
    "46_nela": [("exampleherald", _DAY, _TITLE)],
    "53_mail": [("exampleherald", _DAY, _TITLE)],
    "49_excel_semicolon_cp1252": _TABLE,
    "50_excel_utf16": _TABLE,
    "51_excel_bom": _TABLE,
    "52_tabbed": _TABLE,
    "56_gkg": [],
    "57_wayback": [("exampleherald", None, _TITLE)],
    "58_singlefile": [("exampleherald", None, _TITLE)],
    "59_viewsource": [("exampleherald", None, None)],
    # Real exports: what each says of its articles, the first ones.
    "europresse": [
        ("Newspaper", "2006-03-14", "Title"),
        ("Newspaper", "2006-03-14", "Title"),
        ("Newspaper", "2006-03-13", "A heading"),
        ("Newspaper", None, "Title"),
    ],
    "factiva": [
        ("Test newspaper", "2011-12-29", "Test 1"),
        ("Ouest France", "2011-12-29", "Test 2"),
    ],
    "factiva_amcat": [
        ("Die Südostschweiz", "2013-11-19", "Laut Rechtsprofessoren liegt die SVP falsch"),
        ("Die Südostschweiz", "2013-11-20", "Daumen hoch für Törmänen"),
        *[("Die Südostschweiz", None, None)] * 7,
    ],
    "factiva.xml": [
        ("My Newspaper", "2012-01-09", "TEST - first test article"),
        ("My Newspaper", "2012-01-06", "TEST - second article de test"),
        ("My Newspaper", None, None),
    ],
    "lexisnexis": [
        ("Some Newspaper", "1991-12-19", "Heading One"),
        ("Some Newspaper", "1993-01-28", "First part"),
    ],
    "lexisnexis_old_mock": [
        ("Guardian.com", "2010-01-11", "Lorem ipsum dolor sit amet"),
        ("Guardian", "2010-01-11", "Lorem ipsum dolor sit amet"),
        *[(None, None, None)] * 8,
    ],
    "nexis_uni_es_100": [
        ("El Pais", "2010-03-22", "Noruega invierte 18.000 millones en la Bolsa española"),
        *[("El Pais", None, None)] * 99,
    ],
    "nexis_uni_mock": [
        ("The Guardian", "2019-07-01", "Lorem ipsum dolor sit amet"),
        *[("The Guardian", None, None)] * 9,
    ],
    "proquest": [("Los Angeles Times", "2010-05-08", "City National expands again")],
}


@dataclass
class Score:
    """What came in of one file."""

    name: str
    articles: str
    fields: dict[str, str]
    verdict: str
    said: str


def score(path: Path, invented: bool) -> Score:
    """Read one file and hold it against what it tells."""
    expected = _expected(path)
    said: list[Skipped] = []
    try:
        found = list(load_articles(path, LoadOptions(languages=()), on_skip=said.append))
    except UsageError as error:
        said.append(Skipped(str(path), str(error)))
        found = []
    faults = [one for one in said if one.faulty]
    fields = {}
    for k, name in enumerate(("outlet", "date", "title")):
        fields[name] = _compare(found, expected, k)
    fields["paragraphs"] = _paragraphs(found) if invented and expected else "-"
    verdict = _verdict(len(found), len(expected), fields, bool(faults))
    reasons = "; ".join(one.reason for one in faults[:1])
    return Score(path.name, f"{len(found)}/{len(expected)}", fields, verdict, reasons)


def _expected(path: Path) -> Sequence[Facts]:
    stem = path.name.split(".")[0]
    return EXPECTED.get(path.name, EXPECTED.get(stem, [_FIRST]))


def _compare(found: Sequence[Article], expected: Sequence[Facts], field: int) -> str:
    values = [(a.outlet, a.published, a.title or a.text.strip().split("\n")[0]) for a in found]
    told = [(v[field], e[field]) for v, e in zip(values, expected, strict=False) if e[field]]
    if not told:
        return "-"
    right = sum(_same(value, wanted) for value, wanted in told)
    if right == len(told):
        return "right"
    return "empty" if all(not v or _same(v, w) for v, w in told) else "wrong"


def _same(value: str | None, wanted: str | None) -> bool:
    return bool(value and wanted and _folded(wanted) in _folded(value))


def _folded(value: str) -> str:
    """Letters and figures alone: a host says exampleherald, the page Example Herald."""
    return re.sub(r"[\W_]", "", value.casefold())


def _paragraphs(found: Sequence[Article]) -> str:
    if not found:
        return "-"
    right = 0
    for article in found:
        lines = [" ".join(line.split()) for line in article.text.split("\n")]
        for start, stop in _PARAGRAPHS:
            right += any(start in line[:30] and line.endswith(stop) for line in lines)
    return "right" if right == 5 * len(found) else f"{right}/{5 * len(found)}"


def _verdict(found: int, expected: int, fields: dict[str, str], faults: bool) -> str:
    if not found:
        return "refused" if faults else "wrong"
    if found != expected or any(value not in ("right", "-", "empty") for value in fields.values()):
        return "told" if faults else "wrong"
    return "partly" if "empty" in fields.values() else "right"


def main() -> None:
    """Print the table of both folders and its sum."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exports", type=Path)
    parser.add_argument("cases", type=Path)
    parser.add_argument("-v", action="store_true", help="print what was said of each file")
    parser.add_argument("--write", action="store_true", help="keep the sum for the docs")
    args = parser.parse_args()
    verdicts: Counter[str] = Counter()
    files: Counter[str] = Counter()
    head = ("articles", "outlet", "date", "title", "paragraphs")
    print(f"{'format':<36}" + "".join(f"{name:>11}" for name in head) + "  verdict")
    for folder, invented in ((args.exports, False), (args.cases, True)):
        for path in sorted(folder.iterdir()):
            found = score(path, invented)
            verdicts[found.verdict] += 1
            files["invented" if invented else "real"] += 1
            cells = [found.articles, *found.fields.values()]
            print(f"{found.name:<36}" + "".join(f"{c:>11}" for c in cells) + f"  {found.verdict}")
            if args.v and found.said:
                print(f"    {found.said[:150]}")
    print(", ".join(f"{count} {name}" for name, count in sorted(verdicts.items())))
    if args.write:
        command = "python -m research.evaluate.formats EXPORTS CASES --write"
        keep_run(MEASURED, "formats", {"command": command, **files, "verdicts": dict(verdicts)})


if __name__ == "__main__":
    main()
