"""Labels beside points, none over another: the most telling first, the rest left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from framing.charts.style import FOOT, GREY, INK, LINE
from framing.charts.text import text_width

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """Words for a point in data units."""

    x: float
    y: float
    words: str
    colour: str = INK


def place_labels(
    axes: Axes,
    labels: Sequence[Label],
    inches: tuple[float, float],
    *,
    others: Sequence[tuple[float, float]] = (),
    size: float = FOOT,
) -> int:
    """Writes labels in the order given where they have room, with a thin line if moved far.

    `inches` is the size of the axes, whose limits must be set; `others` are more points that no
    label may cover. Returns how many were written.
    """
    (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
    wide, tall = inches
    every = [*((label.x, label.y) for label in labels), *others]
    points = [((x - x0) / (x1 - x0) * wide, (y - y0) / (y1 - y0) * tall) for x, y in every]
    taken: list[Box] = [(x - 0.03, y - 0.03, x + 0.03, y + 0.03) for x, y in points]
    written = 0
    for number, (label, (x, y)) in enumerate(zip(labels, points, strict=False)):
        width, height = text_width(label.words, size), size * LINE * 0.86
        box = _free(x, y, (width, height), taken[:number] + taken[number + 1 :], inches)
        if box is None:
            continue
        taken.append(box)
        written += 1
        middle, base = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        at = (x0 + middle / wide * (x1 - x0), y0 + base / tall * (y1 - y0))
        axes.text(*at, label.words, ha="center", va="center", fontsize=size, color=label.colour)
        if max(abs(middle - x) - width / 2, abs(base - y) - height / 2) > 0.09:
            _lead(axes, label, box, inches)
    return written


def _free(
    x: float, y: float, size: tuple[float, float], taken: Sequence[Box], room: tuple[float, float]
) -> Box | None:
    wide, tall = size
    for far in (0.05, 0.12, 0.2, 0.3, 0.42):
        for left, low in (
            (x + far, y - tall / 2),
            (x - far - wide, y - tall / 2),
            (x - wide / 2, y + far),
            (x - wide / 2, y - far - tall),
            (x + far, y + far),
            (x + far, y - far - tall),
            (x - far - wide, y + far),
            (x - far - wide, y - far - tall),
        ):
            box = (left, low, left + wide, low + tall)
            inside = left >= 0 and low >= 0 and box[2] <= room[0] and box[3] <= room[1]
            if inside and not any(_meet(box, other) for other in taken):
                return box
    return None


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _lead(axes: Axes, label: Label, box: Box, inches: tuple[float, float]) -> None:
    (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
    px = (label.x - x0) / (x1 - x0) * inches[0]
    py = (label.y - y0) / (y1 - y0) * inches[1]
    qx, qy = min(max(px, box[0]), box[2]), min(max(py, box[1]), box[3])
    axes.plot(
        [label.x, x0 + qx / inches[0] * (x1 - x0)],
        [label.y, y0 + qy / inches[1] * (y1 - y0)],
        color=GREY,
        linewidth=0.4,
        zorder=1,
    )
