"""How every chart looks: colours, marks, type and sizes.

Colours are those of Okabe and Ito (2008), which people with any colour vision tell apart.
"""

from __future__ import annotations

from typing import Any

BLUE, RED, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
ORANGE, SKY, INK, GREY, PALE = "#E69F00", "#56B4E9", "#1A1A1A", "#6B6B6B", "#DADADA"
CYCLE = (BLUE, RED, GREEN, PURPLE, ORANGE, SKY, INK)
SIDES = (BLUE, RED)
"""The first and the second side of a dyad, in all charts."""
ABOVE, BELOW = "#5E3C99", "#B35806"
"""More and less than another, the ends of the diverging scale of the heatmap."""
VOICES = {"outlet": INK, "source": ORANGE}
MARKS = ("o", "s", "D", "^", "v", "P", "X")
SIGNS = dict(zip(MARKS, "●■◆▲▼✚✖", strict=True))
BASE, SMALL, FOOT, TITLE = 8.0, 7.0, 6.5, 9.0  # points
LINE = 1.32 / 72  # inches of a line for each point of type
EDGE = 0.06  # inches left free around a chart
WIDTHS = {"column": 3.4, "full": 7.0}  # inches of a column and of a page of a journal

RULES: Any = {
    "font.family": "DejaVu Sans",  # ships with matplotlib: the same picture on every machine
    "font.size": BASE,
    "axes.labelsize": SMALL,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": BASE,
    "axes.titlelocation": "left",
    "axes.unicode_minus": True,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "lines.linewidth": 1.2,
    "hatch.linewidth": 0.5,
    "hatch.color": "#B0B0B0",
    "text.hinting": "none",  # letters as wide on a screen as they were measured
    "svg.fonttype": "none",
    "svg.hashsalt": "framing",  # the same file for the same chart
    "pdf.fonttype": 42,
    "figure.dpi": 100,
    "savefig.dpi": 200,
    "savefig.facecolor": "white",
}


def look(key: str, number: int) -> tuple[str, str]:
    """Colour and mark of a series: voices keep theirs in all charts, others go by their place.

    >>> look("source", 0) == look("source", 1)
    True
    """
    if key in VOICES:
        return VOICES[key], MARKS[list(VOICES).index(key)]
    free = [colour for colour in CYCLE if colour not in VOICES.values()]
    return free[number % len(free)], MARKS[number % len(MARKS)]
