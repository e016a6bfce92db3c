"""Frames and roles by outlet: means with intervals and n, one panel a frame or role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from framing.charts.canvas import Chart, ChartOptions, styled
from framing.charts.dots import OPEN, Dots, Panel, Series, draw_dots
from framing.charts.style import BLUE
from framing.charts.tables import tabulate_means
from framing.layers.frames.names import FRAMES, load_card, tier

ROLES = ("hero", "villain", "victim")
_MOST_PANELS = 4  # two by two in a column; more would be too small to read


def tabulate_frames(
    features: pd.DataFrame, frames: Sequence[str] = FRAMES, *, by: str = "outlet"
) -> pd.DataFrame:
    """Share of articles in which each frame is present, by group: `row, panel, …, n` (articles).

    Present is a probability of .5 or more. An article counts once; intervals are over stories.
    """
    table = features.copy()
    for frame in frames:
        known = table[f"frame_{frame}_probability"]
        table[f"frame_{frame}_present_share"] = (known >= 0.5).where(known.notna()).astype(float)
    columns = {f"frame_{frame}_present_share": frame for frame in frames}
    return _as_panels(tabulate_means(table, columns, by=by))


def tabulate_roles(features: pd.DataFrame, actor: str, *, by: str = "outlet") -> pd.DataFrame:
    """Mean shares of an actor's roles by group, over articles that give it any role."""
    columns = {f"frame_{actor.lower()}_{role}_share": role for role in ROLES}
    return _as_panels(tabulate_means(features, columns, by=by))


def role_shares(roles: pd.DataFrame, articles: pd.DataFrame, actor: str) -> pd.DataFrame:
    """The articles with shares of an actor's roles, counted from the rows of the layer of roles.

    An article that gives the actor no role has no shares, as in the columns of the codebook.
    """
    own = roles[(roles["actor"] == actor) | (roles["side"] == actor)]
    counts = pd.crosstab(own["article_id"], own["role"]).reindex(columns=list(ROLES), fill_value=0)
    shares = counts.div(counts.sum(axis=1), axis=0)
    shares.columns = pd.Index([f"frame_{actor.lower()}_{role}_share" for role in ROLES])
    kept = articles.drop(columns=list(shares.columns), errors="ignore")
    return kept.join(shares, on="article_id")


def _as_panels(table: pd.DataFrame) -> pd.DataFrame:
    """One panel for what stood as a series."""
    return table.assign(panel=table["series"], series="mean")


@styled
def draw_frames(table: pd.DataFrame, options: ChartOptions | None = None) -> Chart:
    """Share of articles with each frame, outlet by outlet; up to four frames side by side.

    `table` is that of `tabulate_frames`. The tier of each frame stands above its panel.
    """
    frames = list(dict.fromkeys(table["panel"]))[:_MOST_PANELS]
    panels = [
        Panel(
            frame, f"{frame.replace('_', ' ')} ({tier(frame)})", "share of articles", None, (0, 1)
        )
        for frame in frames
    ]
    return _draw(table, panels, options, "A, B, C: reliability tier, see the codebook.")


@styled
def draw_roles(table: pd.DataFrame, options: ChartOptions | None = None) -> Chart:
    """Shares of hero, villain and victim among the mentions of an actor that have a role.

    `table` is that of `tabulate_roles`. The tier of roles stands under the chart.
    """
    panels = [Panel(role, role, "share of roles", None, (0, 1)) for role in ROLES]
    return _draw(table, panels, options, f"Roles are of tier {load_card()['roles']['tier']}.")


def _draw(
    table: pd.DataFrame, panels: Sequence[Panel], options: ChartOptions | None, note: str
) -> Chart:
    chosen = options or ChartOptions()
    shown: Any = table[table["panel"].isin([panel.key for panel in panels])]
    foot = f"Lines: {chosen.percent} intervals over stories; {OPEN}. n: articles. {note}"
    series = (Series("mean", "", BLUE),)
    return draw_dots(shown, Dots(tuple(panels), series, "n", foot), chosen, "frames")
