"""Every chart can be drawn by its name, from the tables that the commands write."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from framing.charts.by_name import _DRAW, ChartCall, draw_by_name
from framing.cli.chart import NAMES
from framing.cli.main import main
from tests.charts import samples
from tests.charts.drawings import DRAWINGS
from tests.charts.overlaps import outside, overlapping, text_boxes

CALLS: Mapping[str, tuple[str, ...]] = {
    "cases": ("few",),
    "certainty": ("run",),
    "confusion": ("confusion.csv",),
    "copying": ("run",),
    "forest": ("compared.csv", "--feature", "hedge_outlet_per_1k_words"),
    "frames": ("run",),
    "heatmap": ("compared.csv", "--features", "hedge_*"),
    "log_odds": ("words.csv", "--group", "Arden Herald"),
    "matched": ("run", "--feature", "quote_words_share", "--pair", "Arden Herald,Belmont Post"),
    "naming": ("run",),
    "relation": ("run",),
    "reliability": ("reliability.csv",),
    "roles": ("run", "--actor", "RUS"),
    "salience": ("run",),
    "scores": ("scores.csv",),
    "speakers": ("run",),
    "strip": ("corpus.csv",),
    "timeline": ("run",),
    "zones": ("run",),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the charts are drawn from."""
    folder = tmp_path_factory.mktemp("charts")
    _write_corpus(folder / "corpus.csv")
    corpus, run = str(folder / "corpus.csv"), f"{folder}/run/"
    assert main(["tables", corpus, "--reuse", "-o", run]) == 0
    assert main(["tables", corpus, "--limit", "3", "-o", f"{folder}/few/"]) == 0
    _stories(folder / "run" / "articles.parquet")
    samples.comparison(3).to_csv(folder / "compared.csv", index=False)
    samples.log_odds(20).to_csv(folder / "words.csv", index=False)
    samples.confusion(3).to_csv(folder / "confusion.csv")
    samples.reliability().to_csv(folder / "reliability.csv", index=False)
    samples.scores().to_csv(folder / "scores.csv", index=False)
    return folder


def _write_corpus(path: Path) -> None:
    text = (
        "MOSCOW (Reuters) - The United States imposed sanctions on Russia on Monday, officials "
        'say. "Russia will answer," a Kremlin official said. Washington may reportedly hope that '
        "Moscow will agree to talks. The Syrian regime clearly bombed the rebels, he said. "
    )
    rows = [
        {
            "id": f"a{number}",
            "outlet": ("Arden Herald", "Belmont Post")[number % 2],
            "date": f"2017-{1 + number // 4:02d}-0{1 + number % 4}",
            "title": f"Russia and the United States, part {number // 2}",
            "text": text + f"Number {number} of the series of talks went on in Geneva. " * 3,
        }
        for number in range(40)
    ]
    pd.DataFrame(rows).to_csv(path, index=False)


def _stories(path: Path) -> None:
    """Two outlets tell each story, so that stories can be matched."""
    table = pd.read_parquet(path)
    stories = [f"s{number // 2}" for number in range(len(table))]
    table.assign(story_id=stories).to_parquet(path)


def test_every_chart_has_a_name_and_a_picture() -> None:
    assert set(NAMES) == set(_DRAW) == set(CALLS) == set(DRAWINGS)


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_chart_by_its_name(name: str, place: Path) -> None:
    table, *words = CALLS[name]
    target = place / f"{name}.png"
    assert main(["chart", name, str(place / table), *words, "-o", str(target)]) == 0
    assert target.stat().st_size > 5_000


def test_more_articles_than_rows_are_no_cases(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = place / "many.png"
    assert main(["chart", "cases", str(place / "run"), "-o", str(target)]) == 2
    assert "40 articles" in capsys.readouterr().err
    assert not target.exists()


def test_marks_of_one_case_do_not_reach_into_the_next() -> None:
    from framing.charts import ChartOptions, draw_cases

    chart = draw_cases(samples.cases(3), ChartOptions(width="column"), rows=samples.outlets(3))
    axes = chart.figure.axes[0]
    lines = sorted(line.get_ydata()[0] for line in axes.lines)
    marks = sorted(float(dots.get_offsets()[0][1]) for dots in axes.collections)
    radius = 0.05  # inches of a mark of 34 square points
    assert all(abs(mark - line) > radius for mark in marks for line in lines)
    assert overlapping(text_boxes(chart.figure)) == []
    assert outside(text_boxes(chart.figure), chart.figure) == []


def test_outlets_of_few_articles_are_left_out_and_counted(place: Path) -> None:
    articles = pd.read_parquet(place / "run" / "articles.parquet")
    folder = place / "small"
    folder.mkdir()
    for layer in ("quotes", "relations"):
        (folder / f"{layer}.parquet").write_bytes((place / "run" / f"{layer}.parquet").read_bytes())
    small = articles["article_id"].isin(articles["article_id"].head(9))
    articles["outlet"] = articles["outlet"].mask(small, "Corvo Wire")
    articles.to_parquet(folder / "articles.parquet")
    for name in ("speakers", "relation"):
        words = " ".join(
            text for text, _ in text_boxes(draw_by_name(name, str(folder), ChartCall()))
        ).replace("\n", " ")
        assert "Left out: 1 with fewer than 10 articles." in words
        assert "Corvo Wire" not in words
