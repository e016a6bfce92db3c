"""Charts of frames and roles by outlet carry intervals, n and the tier of what they show."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from framing import charts
from framing.layers.frames.names import tier


def _features() -> pd.DataFrame:
    random = np.random.default_rng(0)
    outlets = np.repeat(["Left", "Right"], 30)
    conflict = np.where(outlets == "Left", random.random(60), random.random(60) / 2)
    return pd.DataFrame(
        {
            "article_id": [f"a{k}" for k in range(60)],
            "outlet": outlets,
            "story_id": [f"s{k % 30}" for k in range(60)],
            "frame_conflict_probability": conflict,
            "frame_usa_hero_share": random.random(60),
            "frame_usa_villain_share": random.random(60),
            "frame_usa_victim_share": np.nan,
        }
    )


def _words(chart: charts.Chart) -> str:
    return " ".join(text.get_text() for text in chart.figure.texts) + " ".join(
        axes.get_title() for axes in chart.figure.axes
    )


def test_the_table_counts_articles_with_the_frame() -> None:
    table = charts.tabulate_frames(_features(), ["conflict"])
    right = table[table["row"] == "Right"].iloc[0]
    assert right["estimate"] == 0
    assert right["n"] == 30
    left = table[table["row"] == "Left"].iloc[0]
    assert left["low"] < left["estimate"] < left["high"]


def test_an_article_without_a_story_does_not_count() -> None:
    features = _features()
    features.loc[:9, "frame_conflict_probability"] = np.nan
    table = charts.tabulate_frames(features, ["conflict"])
    assert table[table["row"] == "Left"].iloc[0]["n"] == 20


def test_the_chart_shows_the_tier() -> None:
    chart = charts.draw_frames(charts.tabulate_frames(_features(), ["conflict"]))
    assert f"conflict ({tier('conflict')})" in _words(chart)


def test_roles_that_nobody_has_say_so() -> None:
    chart = charts.draw_roles(charts.tabulate_roles(_features(), "USA"))
    assert chart is not None


@pytest.mark.parametrize("count", [1, 2, 4])
def test_up_to_four_frames_stand_side_by_side(count: int) -> None:
    features = _features()
    names = ["conflict", "economic", "morality", "security"][:count]
    for name in names:
        features[f"frame_{name}_probability"] = features["frame_conflict_probability"]
    assert charts.draw_frames(charts.tabulate_frames(features, names)) is not None
