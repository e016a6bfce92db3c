"""Words on charts: how wide they are, how they are broken, which labels fit beside one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

_FAMILY = "DejaVu Sans"
_TWO_LINES = 0.34  # inches of a column whose leaning label may have two lines
_SLACK = 1.02  # letters fall on whole pixels


@dataclass(frozen=True, slots=True)
class Slanted:
    """Labels of columns, their angle and size, the room they take above and to the right."""

    words: list[str]
    angle: float
    size: float
    above: float
    beyond: float

    @property
    def style(self) -> dict[str, Any]:
        """What `set_xticks` takes."""
        side = "center" if self.angle == 90 else "left"
        low = {"va": "bottom"} if self.angle == 90 else {"rotation_mode": "anchor"}
        return {"rotation": self.angle, "ha": side, "fontsize": self.size, **low}


@lru_cache(maxsize=20_000)
def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """Width in inches of one line at a size in points."""
    if not words:
        return 0.0
    font = FontProperties(family=_FAMILY, size=size, weight="bold" if bold else "normal")
    width, _, _ = TextToPath().get_text_width_height_descent(words, font, ismath=False)
    return _SLACK * float(width) / 72


def wrap_text(words: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Lines no wider than `room` inches; a word that is wider by itself is cut with "…"."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(shorten(word, room, size, bold=bold))
    return lines


def shorten(words: str, room: float, size: float, *, bold: bool = False) -> str:
    """The words, or as many letters as fit with "…" after them."""
    if text_width(words, size, bold=bold) <= room:
        return words
    kept = words
    while kept and text_width(kept + "…", size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def name_lines(name: str, room: float, size: float) -> str:
    """A name on one or two lines of `room` inches."""
    lines = wrap_text(name, room, size)
    if len(lines) > 2:
        lines = [lines[0], shorten(" ".join(lines[1:]), room, size)]
    return "\n".join(lines)


def names_width(names: Sequence[str], size: float) -> float:
    """Width in inches of the widest line of all names."""
    lines = [line for name in names for line in name.split("\n")]
    return max((text_width(line, size) for line in lines), default=0.0)


def slanted_labels(names: Sequence[str], cell: float, room: float, size: float) -> Slanted:
    """Labels over the columns of a matrix: leaning, or upright and small over narrow cells."""
    if cell >= 0.2:
        cut = name_lines if cell >= _TWO_LINES else shorten
        lines = [cut(name, room, size) for name in names]
        return Slanted(
            lines,
            50,
            size,
            0.78 * names_width(lines, size) + 0.2,
            names_width(lines[-1:], size) * 0.7,
        )
    small = min(size, max(3.5, cell * 72 * 0.85))
    lines = [shorten(name, room, small) for name in names]
    return Slanted(lines, 90, small, names_width(lines, small) + 0.08, 0.0)


def count_label(number: float) -> str:
    """A count as English prints it: 1,234.

    >>> count_label(1234)
    '1,234'
    """
    return f"{number:,.0f}"
