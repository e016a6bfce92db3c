"""Finds words of a figure that lie over one another or leave the sheet."""

from __future__ import annotations

from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

_DPI = 200
_SLACK = 1.5  # pixels: anti-aliasing


def text_boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    """Visible level words with their place in pixels; slanted words have boxes larger than they."""
    figure.set_dpi(_DPI)
    canvas = FigureCanvasAgg(figure)
    figure.draw_without_rendering()  # places the labels of ticks
    found, never_drawn = [], _beyond(figure)
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        if id(text) in never_drawn:
            continue
        if text.get_visible() and text.get_text().strip() and text.get_rotation() % 90 == 0:
            found.append((text.get_text(), text.get_window_extent(canvas.get_renderer())))
    return found


def _beyond(figure: Figure) -> set[int]:
    """Labels of ticks outside the limits of their axis, which exist but are not drawn."""
    found = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
                if not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                    found |= {id(tick.label1), id(tick.label2)}
    return found


def overlapping(boxes: list[tuple[str, Bbox]]) -> list[tuple[str, str]]:
    """Pairs of words that cover one another."""
    return [
        (one, two)
        for (one, a), (two, b) in combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > _SLACK and min(a.y1, b.y1) - max(a.y0, b.y0) > _SLACK
    ]


def outside(boxes: list[tuple[str, Bbox]], figure: Figure) -> list[str]:
    """Words that leave the sheet."""
    wide, tall = _DPI * figure.get_size_inches()
    return [
        words
        for words, box in boxes
        if box.x0 < -_SLACK or box.y0 < -_SLACK or box.x1 > wide + _SLACK or box.y1 > tall + _SLACK
    ]
