"""What the charts say: nothing, one story, gaps, wrong calls."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

import framing
from framing import charts
from framing.charts import ChartOptions
from framing.errors import UsageError
from tests.charts import samples
from tests.charts.drawings import DRAWINGS, draw


def _words(figure: Figure) -> str:
    return "\n".join(t.get_text() for t in figure.findobj(Text) if isinstance(t, Text))


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_chart_carries_title_source_and_n(name: str) -> None:
    words = _words(draw(name)).replace("\n", " ")
    assert f"Chart: {name}" in words
    assert "Source: made-up outlets." in words
    assert "n" in words.split() or "n =" in words or "n:" in words or "number" in words


def test_charts_leave_the_global_style_alone() -> None:
    from matplotlib import rcParams

    before = dict(rcParams)
    draw("forest")
    assert dict(rcParams) == before


def test_no_evidence_is_said_and_not_drawn_as_zero() -> None:
    table = samples.dots(3, ["deeds", "hopes", "initiator"], ["outlet", "source"], 0, 1)
    table[["estimate", "low", "high"]] = np.nan
    figure = charts.draw_relation(table)
    assert "No evidence" in _words(figure)
    assert figure.axes == []


@pytest.mark.parametrize(
    "figure",
    [
        lambda: charts.draw_speakers(samples.speakers(3).iloc[:0]),
        lambda: charts.draw_copying(samples.copying(3).iloc[:0]),
        lambda: charts.draw_log_odds(samples.log_odds(), "Nobody"),
        lambda: charts.draw_strip(samples.strip().iloc[:0]),
        lambda: charts.draw_heatmap(samples.comparison(3).assign(std_difference=np.nan)),
        lambda: charts.draw_reliability(samples.reliability().iloc[:0]),
        lambda: charts.draw_matched(
            samples.matched(3).iloc[:0], left="one", right="two", label="share"
        ),
    ],
)
def test_an_empty_table_gives_a_chart_that_says_so(figure: object) -> None:
    drawn = figure()  # type: ignore[operator]
    assert drawn.axes == []
    assert "No" in _words(drawn)


def test_a_row_without_evidence_in_one_panel_says_so() -> None:
    assert _words(draw("zones")).count("no evidence") == 1


def test_a_group_that_is_not_judged_says_why() -> None:
    table = samples.comparison(4)
    table.loc[table["n"] == 1, ["estimate", "n", "note"]] = (np.nan, 12, "12 articles, 15 needed")
    assert "12 articles, 15 needed" in _words(charts.draw_forest(table, "quote_anonymous_share"))


def test_one_story_is_an_open_point_without_interval() -> None:
    table = samples.dots(5, ["one"], [""], 0, 1)
    table = table[(table["n"] > 9) & table["low"].isna() & table["estimate"].notna()]
    table = table.rename(columns={"row": "group", "panel": "feature"})
    axes = charts.draw_forest(table, "one").axes[0]
    lines = [c for c in axes.collections if isinstance(c, LineCollection)]
    assert [len(line.get_segments()) for line in lines] == [0]
    points = [c for c in axes.collections if not isinstance(c, LineCollection)]
    assert points[0].get_facecolor().tolist() == [[1.0, 1.0, 1.0, 1.0]]


def test_long_names_are_broken_or_cut_with_a_mark() -> None:
    words = _words(draw("forest"))
    assert "The Provincial\n" in words
    assert "…" in words


def test_asked_order_is_kept_and_leaves_rows_out() -> None:
    table = samples.comparison(5)
    names = sorted(set(table["group"]))[:3]
    figure = charts.draw_forest(table, "quote_words_share", ChartOptions(order=tuple(names)))
    shown = [t.get_text().replace("\n", " ") for t in figure.axes[0].get_yticklabels()]
    assert [s[:5] for s in shown] == [n[:5] for n in names]


def test_missing_columns_are_named() -> None:
    with pytest.raises(UsageError, match="estimate"):
        charts.draw_forest(pd.DataFrame({"feature": [], "group": []}), "quote_words_share")


def test_a_wrong_width_or_ending_names_the_right_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="column, full"):
        charts.draw_strip(samples.strip(), ChartOptions(width="wide"))  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"\.svg"):
        charts.save_figure(draw("strip"), tmp_path / "strip.gif")


def test_events_outside_the_time_drawn_are_left_out_and_wrong_days_refused() -> None:
    table = charts.tabulate_timeline(samples.statements(), "sign")
    figure = charts.draw_timeline(table, label="b", events={"1999-01-01": "long ago"})
    assert "long ago" not in _words(figure)
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        charts.draw_timeline(table, label="b", events={"last spring": "thaw"})


def test_a_chart_draws_itself_in_a_notebook() -> None:
    data, size = draw("scores")._repr_png_()  # type: ignore[attr-defined]
    assert data.startswith(b"\x89PNG")
    assert size["width"] == pytest.approx(96 * 3.4)


def test_a_strip_has_the_marks_of_a_reading(demo_folder: Path) -> None:
    article = next(iter(framing.load_articles(demo_folder)))
    reading = framing.read_article(article)
    table = charts.tabulate_strip(reading)
    assert (table["lane"] == "hedges").sum() == len(reading.hedges)
    said = table[table["lane"] == "said by sources"]
    assert len(said) == sum(len(quote.content) for quote in reading.quotes)
    assert table["stop"].max() <= len(article.text)
