"""Tables for people: Markdown, LaTeX, HTML, Word and spreadsheets, by the ending of the name."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.corpus.outputs import AUTHOR, GENERATOR, MADE_BY
from framing.errors import UsageError
from framing.tables.latex import latex_table
from framing.tables.record import record_bytes, record_place
from framing.tables.target import open_aside
from framing.tables.write import TABLE_ENDINGS, ParquetWriter, open_table

if TYPE_CHECKING:
    import pandas as pd

PAPER_ENDINGS = (".md", ".tex", ".html", ".xlsx", ".docx")
View = Callable[["pd.DataFrame"], "pd.DataFrame"]
ENDINGS = (*TABLE_ENDINGS, *PAPER_ENDINGS)
_STYLE = (
    "<style>body{font:15px/1.45 system-ui,sans-serif;margin:1.5rem}"
    "table{border-collapse:collapse}caption{text-align:left;padding:.4em 0;font-weight:600}"
    "th,td{padding:.2em .7em;text-align:left;border-bottom:1px solid #8886}"
    "thead th{border-bottom:1px solid}td{max-width:36em;overflow-wrap:break-word}</style>"
)


def publish(
    target: str,
    table: pd.DataFrame,
    *,
    text: Collection[str],
    caption: str = "",
    view: View | None = None,
    record: Mapping[str, Any] | None = None,
) -> None:
    """Writes a table in the form that the name's ending says; `-` is CSV on stdout.

    Forms to read (.md, .tex, .html, .docx) hold `view` of the table, forms to work with all of it.
    `text` names the columns of text. `record` goes into Parquet, HTML, LaTeX, Markdown, Word and
    workbooks, and beside CSV and JSON lines as NAME.run.json.
    """
    if target.endswith(PAPER_ENDINGS):
        shown = view(table) if view and not target.endswith(".xlsx") else table
        write_whole(target, _WRITERS[Path(target).suffix](shown, caption, record or {}, text))
        return
    columns = [str(name) for name in table.columns]
    rows = table.to_dict("records")
    if target.endswith(".parquet"):
        with open_aside(target) as file:
            writer = ParquetWriter(file, columns, text, record)
            for row in rows:
                writer.write({str(name): value for name, value in row.items()})
            writer.close()
        return
    with open_table(target, columns, text) as lines:
        for row in rows:
            lines.write({str(name): value for name, value in row.items()})
    if record and target != "-":
        write_record(target, record)


def write_whole(target: str | Path, data: bytes) -> None:
    """A file that appears whole or not at all."""
    with open_aside(target) as file:
        file.write(data)


def write_record(target: str, record: Mapping[str, Any]) -> None:
    """The record of a run beside its output."""
    write_whole(record_place(target), record_bytes(dict(record)))


def cell_text(value: Any) -> str:
    """A cell as people read it: three significant digits, thousands apart, nothing for nothing.

    >>> cell_text(0.123456), cell_text(-1234.0), cell_text(float("nan")), cell_text("a b")
    ('0.123', '−1,234', '', 'a b')
    >>> cell_text(-0.0000641), cell_text(0.00001), cell_text(999.7)
    ('−0.0001', '0.0000', '1,000')
    """
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        whole = float(value).is_integer() and abs(value) < 1e15
        return f"{int(value):,}".replace("-", "−") if whole else _signed(value, 3)
    return " ".join(_clean(str(value)).split())


def _clean(text: str) -> str:
    """Without characters that turn the direction of text around or that no file can hold."""
    return "".join(
        mark for mark in text if not ("\u202a" <= mark <= "\u202e" or "\u2066" <= mark <= "\u2069")
    ).translate(_CONTROLS)


_CONTROLS = {code: "\ufffd" for code in range(32) if code not in (9, 10, 13)}


def _cells(table: pd.DataFrame) -> list[list[str]]:
    return [[cell_text(value) for value in row] for row in table.itertuples(index=False, name=None)]


def _numeric(table: pd.DataFrame) -> list[bool]:
    return [dtype.kind in "if" for dtype in table.dtypes]


def _markdown(
    table: pd.DataFrame, caption: str, record: Mapping[str, Any], _text: Collection[str]
) -> bytes:
    from tabulate import tabulate

    cells = [
        [cell.replace("|", "\\|").replace("<", "&lt;") for cell in row] for row in _cells(table)
    ]
    sides = ["right" if number else "left" for number in _numeric(table)]
    heads = [str(name) for name in table.columns]
    body = tabulate(cells, heads, "pipe", colalign=sides if cells else None, disable_numparse=True)
    lines = [f"<!-- {MADE_BY} -->\n", f"{caption}\n" if caption else "", body, "", _comment(record)]
    return "\n".join(lines).encode() + b"\n"


def _comment(record: Mapping[str, Any]) -> str:
    """The record where a page shows nothing of it."""
    if not record:
        return ""
    return f"<!-- {json.dumps(record, ensure_ascii=True).replace('--', '- -')} -->"


def _latex(
    table: pd.DataFrame, caption: str, record: Mapping[str, Any], _text: Collection[str]
) -> bytes:
    heads = [cell_text(str(name)) for name in table.columns]
    words = latex_table(heads, _cells(table), _numeric(table), cell_text(caption))
    head = f"% {MADE_BY}\n"
    if record:
        head += f"% {json.dumps(record, ensure_ascii=True)}\n"
    return (head + words).encode("utf-8", "replace")


def _html(
    table: pd.DataFrame, caption: str, record: Mapping[str, Any], _text: Collection[str]
) -> bytes:
    import pandas as pd

    shown = pd.DataFrame(_cells(table), columns=[escape(str(name)) for name in table.columns])
    style = shown.style.hide(axis="index").format(escape="html")
    right = shown.columns[_numeric(table)]
    style = style.set_properties(subset=right, **{"text-align": "right"}) if len(right) else style
    if caption:
        style = style.set_caption(escape(caption))
    page = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"{GENERATOR}"
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'unsafe-inline'\"><title>{escape(caption or 'Table')}</title>{_STYLE}</head>"
        f"<body>{style.to_html(table_uuid='framing')}{_comment(record)}</body></html>\n"
    )
    return page.encode("utf-8", "replace")


def _workbook(
    table: pd.DataFrame, caption: str, record: Mapping[str, Any], text: Collection[str]
) -> bytes:
    need("openpyxl", ".xlsx")
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook()
    book.properties.creator = book.properties.lastModifiedBy = AUTHOR
    sheet = book.active
    sheet.title = "table"
    sheet.append([str(name) for name in table.columns])
    for number, row in enumerate(table.itertuples(index=False, name=None), 2):
        for place, value in enumerate(row, 1):
            if value is None or value != value:
                continue
            cell = sheet.cell(number, place)
            if isinstance(value, str):
                # A cell of text stays text: no spreadsheet runs what an article says.
                cell.value, cell.data_type = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value), "s"
            else:
                cell.value = value.item() if hasattr(value, "item") else value
    sheet.freeze_panes = "A2"
    notes = book.create_sheet("run")
    for name, value in {"caption": caption, **record}.items():
        notes.append([name, ILLEGAL_CHARACTERS_RE.sub("\ufffd", _note(value))])
        notes.cell(notes.max_row, 2).data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _note(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


_UPRIGHT_COLUMNS = 6
"""Columns that have an inch each on an upright page of Word's usual size."""


def _word(
    table: pd.DataFrame, caption: str, record: Mapping[str, Any], _text: Collection[str]
) -> bytes:
    need("docx", ".docx")
    from docx import Document
    from docx.enum.section import WD_ORIENT

    document = Document()
    document.core_properties.author = document.core_properties.last_modified_by = AUTHOR
    if caption:
        document.add_paragraph(_clean(caption), style="Caption")
    if len(table.columns) > _UPRIGHT_COLUMNS:
        page = document.sections[0]
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = page.page_height, page.page_width
    lines, sides = [[str(name) for name in table.columns], *_cells(table)], _numeric(table)
    if lines[0]:
        grid = document.add_table(rows=len(lines), cols=len(lines[0]), style="Light List")
        _fill_grid(grid, lines, sides)
    if record:
        document.add_paragraph(_note(record.get("command", "")))
        document.core_properties.comments = json.dumps(record, ensure_ascii=True)[:250]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _fill_grid(grid: Any, lines: Sequence[Sequence[str]], sides: Sequence[bool]) -> None:
    """Words into the cells of a Word table, numbers to the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for row, words in zip(grid.rows, lines, strict=True):
        for cell, word, number in zip(row.cells, words, sides, strict=True):
            cell.text = word
            if number:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def need(module: str, ending: str) -> None:
    """Raises `UsageError` if what writes an ending is not installed."""
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise UsageError(
            f"{ending} needs pip install 'framing[papers]'; or take .csv, .md or .html"
        )


def check_papers(target: str) -> None:
    """Raises `UsageError` before any work if the form of the target cannot be written here."""
    if target.endswith(".xlsx"):
        need("openpyxl", ".xlsx")
    if target.endswith(".docx"):
        need("docx", ".docx")


_Writer = Callable[["pd.DataFrame", str, Mapping[str, Any], Collection[str]], bytes]
_WRITERS: Mapping[str, _Writer] = {
    ".md": _markdown,
    ".tex": _latex,
    ".html": _html,
    ".xlsx": _workbook,
    ".docx": _word,
}


def interval(table: pd.DataFrame, names: Sequence[str], *, digits: int = 3) -> list[str]:
    """Estimates with their intervals as papers print them; `names` are estimate, low, high.

    >>> import pandas as pd
    >>> interval(pd.DataFrame({"e": [0.1234], "l": [0.1], "h": [-0.2]}), ["e", "l", "h"])
    ['0.123 [0.1, −0.2]']
    >>> interval(pd.DataFrame({"e": [-6.4e-5], "l": [-0.02], "h": [0.04]}), ["e", "l", "h"])
    ['−0.0001 [−0.02, 0.04]']
    """
    found = []
    for value, low, high in table[list(names)].itertuples(index=False, name=None):
        if value != value:
            found.append("")
        elif low != low or high != high:
            found.append(_signed(value, digits))
        else:
            ends = ", ".join(_signed(end, digits) for end in (low, high))
            found.append(f"{_signed(value, digits)} [{ends}]")
    return found


def _signed(value: float, digits: int) -> str:
    return _digits(value, digits).replace("-", "−")


def _digits(value: float, digits: int) -> str:
    """Significant digits, and every one of a large number; never a power of ten.

    What is too small for that has four places.
    """
    if 0 < abs(value) < 0.0001:
        return f"{value:.4f}" if abs(value) >= 0.00005 else "0.0000"
    if abs(value) >= 10**digits - 0.5:  # is not shown with fewer digits than it has
        return f"{value:,.0f}"
    return f"{value:.{digits}g}"
