"""Coding sheets and their keys: written for coders, read back with every fault named."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from framing.corpus.outputs import SHEET_AUTHOR
from framing.errors import UsageError
from framing.tables.target import open_aside
from framing.tables.write import open_table
from framing.validate.draw import Drawn, Sample
from framing.validate.page import page_of
from framing.validate.questions import Question

SHEETS = (".csv", ".xlsx", ".html")
COLUMNS = ("unit_id", "text", "question", "answers", "rule", "answer", "note")
_OPEN, _CLOSE = "⟦", "⟧"
_KEY = ".key.json"
# Characters of the columns.
_WIDTHS = {"unit_id": 14, "text": 90, "question": 30, "answers": 40, "rule": 40, "answer": 18}


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by unit id, units left blank, and what was wrong, each with its line and cell."""

    answers: dict[str, str]
    blank: int
    problems: tuple[str, ...]


def key_path(sheet: str | Path) -> Path:
    """Where the key of a sheet lies: beside it, `NAME.key.json`."""
    place = Path(sheet)
    return place.with_name(place.name.split(".")[0] + _KEY)


def check_sheet_target(target: str | Path) -> None:
    """Refuse a name that is no sheet, or a file that holds somebody's work.

    Raises `UsageError` for either, or a folder that is not there.
    """
    place = Path(target)
    if place.suffix not in SHEETS:
        raise UsageError(f"{target}: expected a sheet, a name ending in {', '.join(SHEETS)}")
    if place.exists():
        raise UsageError(
            f"{target}: exists and may hold codes; nothing is overwritten. Choose another name; "
            "answers of an earlier sheet come along with --coded SHEET"
        )
    if not place.parent.is_dir():
        raise UsageError(f"{target}: there is no folder {place.parent}; make it first")


def write_sheet(
    target: str | Path, sample: Sample, units: Sequence[Drawn], answers: dict[str, str]
) -> None:
    """A sheet of some units of a sample, in this order, with the answers known already."""
    place = Path(target)
    rows = [_row(sample, unit, answers.get(unit.unit_id, "")) for unit in units]
    if place.suffix == ".html":
        with open_aside(place) as file:
            file.write(page_of(sample, units, answers, place.stem).encode())
    elif place.suffix == ".xlsx":
        _write_workbook(place, sample.question, rows)
    else:
        with open_table(str(place), COLUMNS, COLUMNS) as table:
            for row in rows:
                table.write(row)


def _row(sample: Sample, unit: Drawn, answer: str) -> dict[str, str]:
    question = sample.question
    return {
        "unit_id": unit.unit_id,
        "text": f"{unit.before}{_OPEN}{unit.text}{_CLOSE}{unit.after}".strip(),
        "question": asked(sample),
        "answers": "; ".join(
            f"{key} ({means})" if means else key for key, means in question.answers
        ),
        "rule": question.rule,
        "answer": answer,
        "note": "",
    }


def asked(sample: Sample) -> str:
    """The question, with the two sides that it is about."""
    if sample.sides is None:
        return sample.question.question
    return (
        f"{sample.question.question} Sides: {sample.sides[0]} (first), {sample.sides[1]} (second)."
    )


def _write_workbook(place: Path, question: Question, rows: list[dict[str, str]]) -> None:
    try:
        from openpyxl import Workbook
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
        from openpyxl.styles import Alignment, Font
        from openpyxl.worksheet.datavalidation import DataValidation
    except ImportError as error:
        raise UsageError(
            f"{place}: an Excel sheet needs openpyxl; run `pip install 'framing[formats]'`, or "
            "write .csv or .html"
        ) from error
    book = Workbook()
    book.properties.creator = SHEET_AUTHOR
    page = book.active
    page.title = "codes"
    page.append(list(COLUMNS))
    for row in rows:
        page.append([ILLEGAL_CHARACTERS_RE.sub(" ", row[name]) for name in COLUMNS])
    for number, name in enumerate(COLUMNS, start=1):
        letter = page.cell(1, number).column_letter
        page.column_dimensions[letter].width = _WIDTHS.get(name, 30)
        page.cell(1, number).font = Font(bold=True)
    for line in page.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.data_type = "s"  # a text that begins with = is no formula
    listed = ",".join(question.keys)
    if len(listed) < 250 and "," not in "".join(question.keys):
        column = page.cell(1, COLUMNS.index("answer") + 1).column_letter
        choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
        choice.add(f"{column}2:{column}{len(rows) + 1}")
        page.add_data_validation(choice)
    page.freeze_panes = "B2"
    with open_aside(place) as file:
        book.save(file)


def write_key(target: str | Path, sample: Sample) -> None:
    """The key: what the detector said, the strata, chances. Coders must not see it."""
    key = {
        "format": 1,
        "question": asdict(sample.question),
        "seed": sample.seed,
        "sides": sample.sides,
        "units": [
            {name: value for name, value in asdict(unit).items() if name not in _TEXTS}
            for unit in sample.drawn
        ],
        "articles": sample.articles,
    }
    with open_aside(target) as file:
        file.write(json.dumps(key, ensure_ascii=False, indent=None).encode("utf-8"))


_TEXTS = ("before", "text", "after")


def read_key(path: str | Path) -> Sample:
    """A sample without its texts; raises `UsageError` for a file that is no key."""
    place = Path(path)
    if not place.is_file():
        raise UsageError(
            f"{place}: no such file; the key that `framing validate draw` wrote beside the sheet "
            "says what the detector found: give it with --key"
        )
    try:
        key = json.loads(place.read_text("utf-8"))
        asked_of = key["question"]
        question = Question(
            **{
                **asked_of,
                "answers": tuple((one[0], one[1]) for one in asked_of["answers"]),
                "columns": tuple(asked_of["columns"]),
            }
        )
        units = tuple(Drawn(**unit, before="", text="", after="") for unit in key["units"])
        articles = tuple(
            (str(a), str(g), str(s), int(w), {str(k): int(n) for k, n in c.items()})
            for a, g, s, w, c in key["articles"]
        )
        sides = tuple(key["sides"]) if key["sides"] else None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{place}: is not a key of `framing validate draw` ({error})") from error
    return Sample(question, int(key["seed"]), sides, units, articles)


def find_key(sheet: str | Path, given: str | None = None) -> Path:
    """The key of a sheet: the one given, the one beside it, or the only one in its folder.

    Raises `UsageError` if there is none of these.
    """
    if given:
        return Path(given)
    beside = key_path(sheet)
    if beside.is_file():
        return beside
    keys = sorted(Path(sheet).parent.glob(f"*{_KEY}"))
    if len(keys) == 1:
        return keys[0]
    raise UsageError(
        f"{sheet}: there is no key {beside.name} beside it"
        + (f" but {len(keys)} others" if keys else "")
        + "; give the key that `framing validate draw` wrote with --key"
    )


def read_answers(path: str | Path, sample: Sample) -> Answers:
    """Answers of a sheet, from CSV (as spreadsheets save it) or Excel.

    A row that says nothing usable is left out and told with its line and cell. Raises `UsageError`
    for a file that is missing, unreadable or no sheet.
    """
    place = Path(path)
    if not place.is_file():
        raise UsageError(f"{place}: no such file")
    if place.suffix == ".html":
        raise UsageError(f"{place}: is the page; score the CSV that its button Save CSV wrote")
    lines = list(_workbook(place) if place.suffix == ".xlsx" else _csv(place))
    header = [str(cell).strip().lower() for cell in lines[0][1]] if lines else []
    for name in ("unit_id", "answer"):
        if name not in header:
            raise UsageError(
                f"{place}: line 1 names no column {name}; expected the header of the sheet: "
                f"{', '.join(COLUMNS)}"
            )
    return _gather(lines[1:], (header.index("unit_id"), header.index("answer")), sample)


def _gather(
    lines: Iterable[tuple[int, list[str]]], places: tuple[int, int], sample: Sample
) -> Answers:
    known = {unit.unit_id for unit in sample.drawn}
    meant = {key.casefold(): key for key in sample.question.keys}
    meant |= {str(k): key for k, key in enumerate(sample.question.keys, 1) if str(k) not in meant}
    answers: dict[str, str] = {}
    problems: list[str] = []
    blank = 0
    for number, cells in lines:
        unit, said = (cells[k].strip().lstrip("'") if k < len(cells) else "" for k in places)
        if not unit and not said:
            continue
        answer = meant.get(said.casefold())
        if unit not in known:
            problems.append(f"line {number}, unit_id: {unit!r} is not in the key; row left out")
        elif not said:
            blank += 1
        elif answer is None:
            expected = ", ".join(sample.question.keys)
            problems.append(f"line {number}, answer: {said!r} is none of {expected}; row left out")
        elif answers.get(unit, answer) != answer:
            problems.append(
                f"line {number}, answer: {answer!r}, but an earlier line says {answers[unit]!r} of "
                "the same unit; the earlier one holds"
            )
        else:
            answers[unit] = answer
    return Answers(answers, blank, tuple(problems))


def _csv(place: Path) -> Iterator[tuple[int, list[str]]]:
    data = place.read_bytes()
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UsageError(f"{place}: is no text; save the sheet as CSV (UTF-8)")
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    before = 0
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise UsageError(f"{place}: line {before + 1}: {error}; save the sheet anew") from error


def _workbook(place: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        raise UsageError(f"{place}: reading it needs `pip install 'framing[formats]'`") from error
    try:
        book: Any = load_workbook(place, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError) as error:
        raise UsageError(f"{place}: is not a readable Excel sheet ({error})") from error
    with closing(book):
        for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            yield number, ["" if cell is None else str(cell) for cell in row]
