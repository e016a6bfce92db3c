"""What a chart must not do: draw from too little, swap colours, count wrongly, name by ids."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from framing import charts
from framing.charts import ChartOptions
from framing.charts.names import in_words, possible_range, short_name
from framing.charts.style import VOICES
from tests.charts import samples
from tests.charts.drawings import draw


def _words(figure: Figure) -> str:
    return "\n".join(t.get_text() for t in figure.findobj(Text) if isinstance(t, Text))


def _points(axes: object) -> np.ndarray:
    found = [c for c in axes.collections if isinstance(c, PathCollection)]  # type: ignore[attr-defined]
    return np.concatenate([np.asarray(c.get_offsets()) for c in found])


def _rows(*numbers: tuple[str, float, int]) -> pd.DataFrame:
    """Groups of one feature with estimate and n."""
    table = pd.DataFrame(numbers, columns=["group", "estimate", "n"])
    return table.assign(feature="quote_anonymous_share", low=table["estimate"], high=0.9)


def test_nothing_is_drawn_below_the_least_n_and_the_chart_says_how_many_there_are() -> None:
    table = _rows(("Large", 0.4, 50), ("Small", 0.8, 3))
    figure = charts.draw_forest(table, "quote_anonymous_share")
    assert [t.get_text() for t in figure.axes[0].get_yticklabels()] == ["Large"]
    words = _words(figure).replace("\n", " ")
    assert "Left out: 1 with fewer than 10 articles." in words
    assert "Nothing is drawn where n is below 10." in words


def test_a_small_group_that_is_named_stands_there_without_a_point() -> None:
    table = _rows(("Large", 0.4, 50), ("Small", 0.8, 3))
    both = ChartOptions(order=("Small", "Large"))
    figure = charts.draw_forest(table, "quote_anonymous_share", both)
    assert len(_points(figure.axes[0])) == 1
    assert "n = 3: too few" in _words(figure)


def test_what_is_least_can_be_asked() -> None:
    table = _rows(("Large", 0.4, 50), ("Small", 0.8, 3))
    figure = charts.draw_forest(table, "quote_anonymous_share", ChartOptions(least=3))
    assert len(_points(figure.axes[0])) == 2


def test_a_panel_is_not_sorted_by_three_cases() -> None:
    rows = _rows(("Small", 0.9, 3), ("Low", 0.2, 50), ("High", 0.6, 50))
    table = rows.rename(columns={"group": "row"}).assign(panel="security", series="mean")
    figure = charts.draw_frames(table.assign(low=0.1))
    shown = [t.get_text() for t in figure.axes[0].get_yticklabels()]
    assert shown == ["High", "Low", "Small"]


@pytest.mark.parametrize("first", ["outlet", "source"])
def test_voices_keep_their_colours_whichever_stands_first(first: str) -> None:
    rows = samples.statements(400).sort_values("voice", ascending=first == "outlet")
    table = charts.tabulate_timeline(rows, "sign", series="voice")
    table = table.sort_values("series", ascending=first == "outlet")
    drawn = charts.draw_timeline(table, label="balance")
    colours = {
        to_hex(line.get_color()) for line in drawn.axes[0].lines if len(line.get_xdata()) > 9
    }
    assert colours == {to_hex(colour) for colour in VOICES.values()}
    line = next(
        line for line in drawn.axes[0].lines if to_hex(line.get_color()) == VOICES["source"].lower()
    )
    own = table[(table["series"] == "source") & (table["kind"] == "line")].sort_values("date")
    assert np.allclose(line.get_ydata(), own["estimate"])


def test_salience_tells_the_n_of_each_point() -> None:
    table = pd.DataFrame(
        [("Herald", "USA", 0.5, 0.4, 0.6, 85), ("Herald", "SYR", 0.5, 0.4, 0.6, 11)],
        columns=["row", "series", "estimate", "low", "high", "n"],
    )
    words = _words(charts.draw_salience(table)).split("\n")
    assert "85" in words
    assert "11" in words


def test_intervals_end_where_the_measure_ends() -> None:
    features = pd.DataFrame(
        {
            "article_id": [str(number) for number in range(75)],
            "outlet": "Herald",
            "actor_rus_salience_index": [0.0] * 70 + [0.01] * 4 + [1.0],
        }
    )
    table = charts.tabulate_means(features, {"actor_rus_salience_index": "Russia"})
    assert table["low"].iloc[0] == 0.0
    assert possible_range("relation_deeds_balance_index") == (-1.0, 1.0)


def test_a_forest_has_a_title_and_a_line_at_zero() -> None:
    figure = charts.draw_forest(samples.comparison(5), "quote_anonymous_share")
    assert "Attributions to unnamed persons" in _words(figure).replace("\n", " ")
    for axes in figure.axes:
        low, high = axes.get_xlim()
        assert low <= 0 <= high
        assert any(set(line.get_xdata()) == {0} for line in axes.lines)


def test_a_heatmap_writes_numbers_only_where_they_have_room() -> None:
    assert "0.2" in _words(draw("heatmap", "full", 3, 6))
    narrow = _words(draw("heatmap", "column", 3, 38))
    assert "−0." not in narrow
    assert "point: q < 0.05" in narrow.replace("\n", " ")


def test_a_heatmap_tells_the_articles_of_each_row() -> None:
    table = samples.comparison(4)
    ends = table[table["group"] == "Arden Herald"]["n"].agg(["min", "max"])
    assert f"{ends['min']}–{ends['max']}" in _words(charts.draw_heatmap(table))


def test_a_heatmap_leaves_out_and_counts_who_cannot_be_judged() -> None:
    words = _words(draw("heatmap", "full", 30, 6)).replace("\n", " ")
    assert "Left out: 2 with too few articles in every column." in words
    assert "Elsin Wire" not in words
    table = samples.comparison(30)
    asked = charts.draw_heatmap(table, ChartOptions(order=("Arden Herald", "Elsin Wire")))
    assert "Elsin Wire" in _words(asked)


def test_a_matrix_of_statuses_is_square() -> None:
    counts = pd.DataFrame({"done": [20, 3], "hoped": [2, 11]}, index=["done", "denied"])
    axes = charts.draw_confusion(counts).axes[0]
    rows = [t.get_text() for t in axes.get_yticklabels()]
    assert rows == [t.get_text() for t in axes.get_xticklabels()] == ["done", "denied", "hoped"]


def test_ids_are_told_in_words() -> None:
    assert in_words("syrian_state") == "Syrian state"
    assert in_words("islamic_state") == "Islamic State"
    assert in_words("us_health_law_2010") == "US health law 2010"
    assert short_name("actor_tur_agent_share") == "actor: Turkey agent"
    assert short_name("actor_fra_agent_share") == "actor: France agent"
    assert "Syrian state" in _words(draw("naming"))


def test_panels_of_one_measure_have_one_scale() -> None:
    table = samples.dots(5, ["outlet", "source"], ["hedges", "boosters"], 0, 30)
    table.loc[table["panel"] == "source", ["estimate", "low", "high"]] *= 3
    one, two = charts.draw_certainty(table).axes
    assert one.get_xlim() == two.get_xlim()


_FEATURES = pd.DataFrame(
    {
        "article_id": list("abcdef"),
        "outlet": ["Herald", "Post", "Gazette", "Reuters", "Herald", "Post"],
        "agency": [None, None, "Reuters", None, None, None],
    }
)


def _pair(one: str, two: str, first: str = "a", spread: int = 2) -> dict[str, object]:
    return {
        "article_id_a": one,
        "article_id_b": two,
        "first": first,
        "words": 40,
        "spread": spread,
    }


def test_what_agency_copy_may_explain_is_not_told_as_copied() -> None:
    pairs = [
        _pair("a", "b"),  # nothing explains this one
        _pair("a", "c"),  # one credits an agency
        _pair("d", "b"),  # one is an agency
        _pair("e", "f", spread=4),  # four articles hold it
        _pair("a", "f", first="unknown"),
    ]
    table = charts.tabulate_copying(pd.DataFrame(pairs), _FEATURES)
    assert table[["copier", "origin", "pairs"]].values.tolist() == [["Post", "Herald", 1]]
    assert table.attrs == {"wire": 3, "same_day": 1}
    words = _words(charts.draw_copying(table)).replace("\n", " ")
    assert "copied from" not in words
    assert "3 pairs that agency copy may explain" in words


def test_counted_rows_count_as_many_as_they_stand_for() -> None:
    quotes = pd.DataFrame(
        {
            "article_id": ["a", "b"],
            "side": ["USA", "RUS"],
            "zone": "lead",
            "words": [10, 20],
            "count": [7, 9],
        }
    )
    table = charts.tabulate_voice_by_zone(quotes, _FEATURES)
    assert table.loc[table["row"] == "Herald", "n"].tolist() == [7, 7]


def test_articles_without_words_in_a_voice_are_not_its_n() -> None:
    features = _FEATURES.assign(n_words=100, quote_words_share=[0.5, 0, 0, 0, 0, 0])
    hedges = pd.DataFrame({"article_id": ["a"], "voice": ["source"]})
    wordings = pd.DataFrame({"article_id": [], "voice": [], "kind": [], "choice": []})
    table = charts.tabulate_certainty(hedges, wordings, features)
    n = table[table["series"] == "hedges"].set_index(["row", "panel"])["n"]
    assert n["Herald", "source"] == 1
    assert n["Herald", "outlet"] == 2


def test_one_wide_interval_does_not_press_the_others_flat() -> None:
    rows = [("A", 10.0, 8.0, 12.0), ("B", 12.0, 9.0, 15.0), ("C", 11.0, 0.0, 13_000.0)]
    table = pd.DataFrame(rows, columns=["row", "estimate", "low", "high"])
    table = table.assign(panel="outlet", series="hedges", n=20)
    chart = charts.draw_certainty(table)
    assert chart.axes[0].get_xlim()[1] < 30
    words = " ".join(" ".join(text.get_text().split()) for text in chart.texts)
    assert "Lines that reach the edge of a panel go on." in words
    assert "Reliability tier" in words
    assert chart.measures[0] == "hedge_outlet_per_1k_words"
