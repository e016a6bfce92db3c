"""Each chart looks as it did when somebody last looked at it, and nothing lies over anything.

`python -m tests.charts.baselines` draws the baselines anew; look at them before committing.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.testing.compare import compare_images

from framing.charts import save_figure
from tests.charts.baselines import FOLDER, write_small
from tests.charts.drawings import cases, draw
from tests.charts.overlaps import outside, overlapping, text_boxes

TOLERANCE = 4.0  # root mean square of 255: below it only anti-aliasing differs


CASES = cases()


@pytest.mark.parametrize("name", CASES)
def test_chart_looks_like_its_baseline(name: str, tmp_path: Path) -> None:
    drawn = tmp_path / f"{name}.png"
    write_small(draw(*CASES[name]), drawn)
    message = compare_images(str(FOLDER / f"{name}.png"), str(drawn), TOLERANCE)
    assert message is None, message


def test_points_elsewhere_are_not_taken_for_the_baseline(tmp_path: Path) -> None:
    shifted = draw("certainty")
    shifted.axes[0].set_xlim(-40, 40)
    moved = tmp_path / "certainty.png"
    write_small(shifted, moved)
    assert compare_images(str(FOLDER / "certainty_3.png"), str(moved), TOLERANCE) is not None


@pytest.mark.parametrize("name", CASES)
def test_no_words_lie_over_others_or_leave_the_sheet(name: str) -> None:
    figure = draw(*CASES[name])
    boxes = text_boxes(figure)
    assert len(boxes) > 5
    assert overlapping(boxes) == []
    assert outside(boxes, figure) == []


def test_baselines_are_small_and_none_is_left_over() -> None:
    files = {path.stem: path for path in FOLDER.glob("*.png")}
    assert set(files) == set(CASES)
    assert all(path.stat().st_size < 200_000 for path in files.values())


def test_vector_files_keep_text_as_text(tmp_path: Path) -> None:
    figure = draw("forest")
    save_figure(figure, tmp_path / "chart.svg")
    save_figure(figure, tmp_path / "chart.pdf")
    assert "Arden Herald" in (tmp_path / "chart.svg").read_text("utf-8")
    assert b"/FontFile2" in (tmp_path / "chart.pdf").read_bytes()  # TrueType, not outlines


def test_the_same_chart_is_the_same_file(tmp_path: Path) -> None:
    for ending in (".svg", ".png"):
        for name in ("one", "two"):
            save_figure(draw("scores"), tmp_path / (name + ending))
        one, two = (tmp_path / (name + ending) for name in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()
