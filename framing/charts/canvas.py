"""The sheet that a chart is laid out on: its options, title, key, foot, and how it is saved.

Nothing here touches the global state of matplotlib: styles are set while a chart is drawn or saved.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any, Literal, ParamSpec, TypeVar

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from framing.charts.names import tier_words
from framing.charts.style import BASE, EDGE, FOOT, GREY, INK, LINE, RULES, SMALL, TITLE, WIDTHS
from framing.charts.text import text_width, wrap_text
from framing.corpus.outputs import AUTHOR
from framing.errors import UsageError
from framing.tables.target import open_aside

ENDINGS = (".png", ".svg", ".pdf")
_SCREEN_DPI = 144  # of a PNG: sharp on screens of double density

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class ChartOptions:
    """What all charts share: `width` of a journal's column or of its page, words around it.

    `source` names the data under the chart, after a `note` of your own. `order` sets the order of
    rows, from top to bottom; rows it does not name are left out. What rests on fewer than `least`
    cases is not drawn: the chart says how many there are instead. `columns` are those of the
    codebook that are drawn, where a chart cannot know: their reliability tiers stand under it.
    `tiers` of one's own hand codes (by glob of columns, `framing.measures.tiers.read_tiers`) take
    the place of ours.
    """

    width: Literal["column", "full"] = "full"
    title: str = ""
    source: str = ""
    note: str = ""
    order: tuple[str, ...] = ()
    confidence: float = 0.95
    least: int = 10
    columns: tuple[str, ...] = ()
    tiers: Mapping[str, Mapping[str, str]] | None = None

    @property
    def inches(self) -> float:
        """Width of the chart. Raises `UsageError` for an unknown width."""
        if self.width not in WIDTHS:
            raise UsageError(f"width {self.width!r}: expected one of {', '.join(WIDTHS)}")
        return WIDTHS[self.width]

    @property
    def percent(self) -> str:
        """The confidence as words use it."""
        return f"{100 * self.confidence:g} %"


class Chart(Figure):
    """A matplotlib Figure that draws itself in a notebook and keeps text as text when saved.

    `head` and `body` are heights in inches: the words on top, and the room under them. `measures`
    are the columns of the codebook whose evidence stands behind the chart, where it has such.
    """

    head: float = 0.0
    body: float = 0.0
    measures: tuple[str, ...] = ()

    def savefig(self, fname: Any, *args: Any, **named: Any) -> None:
        """As `Figure.savefig`, in the style of the charts."""
        with rc_context(RULES):
            super().savefig(fname, *args, **named)

    def _repr_png_(self) -> tuple[bytes, dict[str, float]]:
        out = io.BytesIO()
        self.savefig(out, format="png", dpi=_SCREEN_DPI, metadata={"Software": None})
        return out.getvalue(), {"width": 96 * self.get_size_inches()[0]}

    def place(self, left: float, top: float, width: float, height: float) -> Axes:
        """Axes in inches from the left edge of the chart and the top of its body."""
        wide, tall = self.get_size_inches()
        bottom = tall - self.head - top - height
        return self.add_axes((left / wide, bottom / tall, width / wide, height / tall))

    def write(self, left: float, top: float, words: str, **style: Any) -> None:
        """Text at inches from the left edge and the top of the body."""
        wide, tall = self.get_size_inches()
        chosen: dict[str, Any] = {
            "va": "top",
            "ha": "left",
            "fontsize": SMALL,
            "color": INK,
        } | style
        self.text(left / wide, (tall - self.head - top) / tall, words, **chosen)


def options_for(options: ChartOptions | None, *columns: str) -> ChartOptions:
    """The options of a chart that draws these columns of the codebook."""
    return replace(options or ChartOptions(), columns=columns)


def styled(draw: Callable[P, R]) -> Callable[P, R]:
    """The function, run in the style of the charts."""

    @wraps(draw)
    def drawn(*args: P.args, **named: P.kwargs) -> R:
        with rc_context(RULES):
            return draw(*args, **named)

    return drawn


def new_chart(
    options: ChartOptions,
    body: float,
    *,
    foot: str = "",
    key: Sequence[tuple[str, str, str]] = (),
) -> Chart:
    """An empty chart: title and key on top, `body` inches, and `foot`, tiers and source below.

    A key entry is sign ("●", "○", "■" …), colour and words.
    """
    wide = options.inches
    room = wide - 2 * EDGE
    title = wrap_text(options.title, room, TITLE, bold=True)
    source = f"Source: {options.source}." if options.source else ""
    told = (foot, options.note, tier_words(options.columns, options.tiers), source)
    words = wrap_text(" ".join(filter(None, told)), room, FOOT)
    rows = _key_rows(key, room)
    head = len(title) * TITLE * LINE + len(rows) * SMALL * LINE * 1.15 + EDGE
    tail = len(words) * FOOT * LINE * 1.03 + EDGE + 0.03
    chart = Chart(figsize=(wide, head + body + tail), facecolor="white")
    FigureCanvasAgg(chart)
    chart.head, chart.body, chart.measures = head, body, options.columns
    chart.write(EDGE, EDGE / 2 - head, "\n".join(title), fontsize=TITLE, fontweight="bold")
    top = len(title) * TITLE * LINE + EDGE / 2 - head
    for row in rows:
        _write_key(chart, row, top)
        top += SMALL * LINE * 1.15
    chart.write(EDGE, body, "\n".join(words), fontsize=FOOT, color=GREY, linespacing=1.2)
    return chart


def _key_rows(key: Sequence[tuple[str, str, str]], room: float) -> list[list[tuple[str, str, str]]]:
    rows: list[list[tuple[str, str, str]]] = []
    used = room
    for entry in key:
        width = _entry_width(entry)
        if used + width > room:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += width
    return rows


def _entry_width(entry: tuple[str, str, str]) -> float:
    return text_width(f"{entry[0]} {entry[2]}", SMALL) + 0.16


def _write_key(chart: Chart, row: Sequence[tuple[str, str, str]], top: float) -> None:
    left = EDGE
    for sign, colour, words in row:
        chart.write(left, top, sign, color=colour)
        chart.write(left + text_width(f"{sign} ", SMALL), top, words)
        left += _entry_width((sign, colour, words))


def empty_chart(options: ChartOptions, words: str) -> Chart:
    """A chart that says that there is nothing to draw, and why."""
    lines = wrap_text(words, options.inches - 0.8, BASE)
    chart = new_chart(options, max(0.9, 0.5 + len(lines) * BASE * LINE))
    said = {"ha": "center", "va": "center", "fontsize": BASE, "color": GREY, "style": "italic"}
    chart.write(options.inches / 2, chart.body / 2, "\n".join(lines), **said)
    return chart


def svg_bytes(figure: Figure) -> bytes:
    """A chart as SVG with text as text, the same bytes for the same chart."""
    out = io.BytesIO()
    with rc_context(RULES):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def save_figure(figure: Figure, path: str | Path) -> None:
    """Write a chart as .png, .svg or .pdf; text stays text in the last two.

    Raises `UsageError` for another ending or a folder that is not there.
    """
    target = Path(path)
    if target.suffix not in ENDINGS:
        raise UsageError(f"{target}: expected a name ending in {', '.join(ENDINGS)}")
    if not target.parent.is_dir():
        raise UsageError(f"{target}: no folder {target.parent}; make it first")
    undated: dict[str, Any] = {"Software": None} if target.suffix == ".png" else {"Date": None}
    if target.suffix == ".pdf":
        undated = {"CreationDate": None, "Author": AUTHOR}
    with rc_context(RULES), open_aside(target) as file:
        figure.savefig(file, format=target.suffix[1:], metadata=undated)
