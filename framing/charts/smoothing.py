"""Shares and means over time: a kernel-smoothed line with a band, and each period by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from framing.charts.dots import need_columns
from framing.charts.names import possible_range
from framing.charts.ratios import clip_interval, ratio_with_interval

COLUMNS = ["series", "date", "kind", "estimate", "low", "high", "n"]
_OPEN = (-np.inf, np.inf)
_REACH = 3.0  # bandwidths beyond which nothing counts


@dataclass(frozen=True, slots=True)
class Smoothing:
    """`days` is the standard deviation of the Gaussian kernel (Nadaraya 1964, Watson 1964).

    `period` is a pandas offset for the points, `bounds` what the measure cannot leave (known by
    itself for a column of ours and for a balance `sign`), `least` the stories within
    three bandwidths that a place on the line needs.
    """

    days: float = 90.0
    period: str = "QS"
    bounds: tuple[float, float] | None = None
    least: int = 8
    steps: int = 120


def tabulate_timeline(
    rows: pd.DataFrame,
    value: str,
    *,
    weight: str | None = None,
    series: str | None = None,
    smoothing: Smoothing | None = None,
) -> pd.DataFrame:
    """Weighted means of `value` over time: `series, date, kind, estimate, low, high, n`.

    `rows` has `published` (a day) and `story`, as `join_articles` makes it; rows without a day are
    left out. Bands are linearised over stories, with the kernel's weights.
    """
    need_columns(rows, ("published", "story", value), "a timeline")
    chosen = smoothing or Smoothing()
    if chosen.bounds is None:
        chosen = replace(chosen, bounds=(-1.0, 1.0) if value == "sign" else possible_range(value))
    names = [value, "story", *([weight] if weight else []), *([series] if series else [])]
    dated = rows[names].assign(day=pd.to_datetime(rows["published"], errors="coerce"))
    dated = dated.dropna(subset=["day", value])
    found: list[tuple[object, ...]] = []
    for name, own in dated.groupby(series) if series else [("", dated)]:
        mass = own[weight].to_numpy(float) if weight else np.ones(len(own))
        found += _points(str(name), own, value, mass, chosen)
        found += _line(str(name), own, value, mass, chosen)
    return pd.DataFrame(found, columns=COLUMNS)


def _points(
    name: str, own: pd.DataFrame, value: str, mass: np.ndarray, chosen: Smoothing
) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    if own.empty:
        return found
    for _, part in own.assign(_mass=mass).groupby(pd.Grouper(key="day", freq=chosen.period)):
        if len(part):
            middle = pd.Timestamp(part["day"].mean()).normalize()
            above = part[value] * part["_mass"]
            one = ratio_with_interval(above, part["_mass"], part["story"])
            found.append(
                (
                    name,
                    middle,
                    "point",
                    *clip_interval(one, *(chosen.bounds or _OPEN))[:3],
                    len(part),
                )
            )
    return found


def _line(
    name: str, own: pd.DataFrame, value: str, mass: np.ndarray, chosen: Smoothing
) -> list[tuple[object, ...]]:
    if own.empty:
        return []
    days = own["day"].to_numpy("datetime64[D]").astype(float)
    numbers, stories = own[value].to_numpy(float), own["story"].to_numpy()
    found: list[tuple[object, ...]] = []
    for day in np.linspace(days.min(), days.max(), chosen.steps):
        far = (days - day) / chosen.days
        near = np.abs(far) <= _REACH
        kernel = np.exp(-0.5 * far[near] ** 2) * mass[near]
        if len(set(stories[near])) < chosen.least:
            continue
        above, own_stories = numbers[near] * kernel, list(stories[near])
        one = ratio_with_interval(above, kernel, own_stories, linear=True)
        at = pd.Timestamp("1970-01-01") + pd.Timedelta(days=int(day))
        found.append(
            (name, at, "line", *clip_interval(one, *(chosen.bounds or _OPEN))[:3], int(near.sum()))
        )
    return found
