"""No measured number of README, docs, model cards and notebooks is typed by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from framing.language import LANGUAGE_VERSION
from research.evaluate.docs_numbers import PROGRAMS, ROOT, blocks_of, numbers_of, with_numbers
from research.evaluate.experiments import BLOCK, read_experiments
from research.evaluate.measured import COSTS, KINDS, MEASURED, digest, keep_fresh, keep_run
from research.train.frames_card import card_page

NUMBERS = numbers_of()
WRITTEN_WHOLE = {"docs/codebook.md", "framing/models/frames/README.md"}
"""Pages that a program writes from the first line to the last."""
LIMITS = {
    "docs/compare.md": {".05", ".01"},
    "docs/frames.md": {".5"},
    "docs/relations.md": {".45", "0.7"},
    "framing/models/language/README.md": {".08"},
    "notebooks/02_who_speaks.ipynb": {".05"},
    "notebooks/07_frames.ipynb": {".5", ".05"},
}
"""Numbers that look like a score and are a limit or an option."""
_SCORE = re.compile(r"(?<![\w.)\]/*+-])0?\.\d{1,3}(?![\w*/]|\.\d)")
_CODE = re.compile(r"^```.*?^```|`[^`]*`", re.DOTALL | re.MULTILINE)


def _pages() -> list[Path]:
    models = ROOT / "framing" / "models"
    folders = (ROOT / "docs").glob("*.md"), models.glob("*/*.md"), (ROOT / "seeds").rglob("*.md")
    return [ROOT / "README.md", *(path for paths in folders for path in sorted(paths))]


@pytest.mark.parametrize("page", NUMBERS)
def test_the_page_says_what_was_measured(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    assert sorted(blocks_of(text)) == sorted(NUMBERS[page])
    assert with_numbers(NUMBERS[page], text) == text


@pytest.mark.parametrize(
    ("page", "name"), [(page, name) for page, own in NUMBERS.items() for name in own]
)
def test_a_number_that_drifted_is_written_anew(page: str, name: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    found = next(one for one in BLOCK.finditer(text) if one[2] == name)
    digit = re.search(r"[0-9]", found[3]) or re.search(r"\w", found[3])  # a few count in words
    assert digit, f"{name} is empty"
    at = found.start(3) + digit.start()
    drifted = f"{text[:at]}{'8' if digit[0] == '7' else '7'}{text[at + 1 :]}"
    assert drifted != text
    assert with_numbers(NUMBERS[page], drifted) == text


def test_no_page_has_a_block_that_nothing_writes() -> None:
    found = {str(path.relative_to(ROOT)) for path in _pages() if blocks_of(path.read_text("utf-8"))}
    assert found == set(NUMBERS)


def scores_typed(text: str) -> set[str]:
    """What looks like a score outside blocks and code."""
    return set(_SCORE.findall(_CODE.sub("", BLOCK.sub("", text))))


@pytest.mark.parametrize("path", _pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_score_outside_a_block_is_a_limit(path: Path) -> None:
    page = str(path.relative_to(ROOT))
    if page not in WRITTEN_WHOLE:
        assert scores_typed(path.read_text("utf-8")) <= LIMITS.get(page, set())


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda p: p.name)
def test_a_notebook_says_scores_in_what_its_cells_print(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    words = "\n".join("".join(one["source"]) for one in cells if one["cell_type"] == "markdown")
    assert scores_typed(words) <= LIMITS.get(f"notebooks/{path.name}", set())


def test_a_typed_score_is_seen() -> None:
    assert scores_typed("F1 is .67 (.60 to 0.71), `--confidence .45`, 0.2.0 and q ≤ .05.") == {
        ".67",
        ".60",
        "0.71",
        ".05",
    }


def test_the_card_of_frames_is_what_its_figures_say() -> None:
    folder = ROOT / "framing" / "models" / "frames"
    card = json.loads((folder / "card.json").read_text("utf-8"))
    assert (folder / "README.md").read_text("utf-8") == card_page(card)


def test_the_card_of_the_language_core_names_its_version() -> None:
    card = (ROOT / "framing" / "models" / "language" / "README.md").read_text("utf-8")
    assert card.startswith(f"# Model card: language core {LANGUAGE_VERSION}\n")


def test_articles_and_outlets_are_those_of_the_table() -> None:
    import pandas as pd

    table = pd.read_parquet(ROOT / "seeds/tables/fakes_features.parquet", columns=["outlet"])
    told = f"{len(table)} articles on the Syrian war by {table['outlet'].nunique()} outlets"
    notebook = (ROOT / "notebooks/02_who_speaks.ipynb").read_text("utf-8")
    for text in ((ROOT / "README.md").read_text("utf-8"), notebook):
        assert told in " ".join(text.split())


def test_what_is_kept_says_when_and_how_it_was_measured() -> None:
    kept = [one for own in read_experiments().values() for one in own.values()]
    runs = [one for path in (MEASURED, COSTS) for one in json.loads(path.read_text()).values()]
    for one in kept:
        assert one["kind"] in KINDS
    for one in [*kept, *runs]:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", one.get("date") or one["train"]["date"])
        assert one.get("command") or one["train"]["command"]


def test_a_fresh_score_is_not_replaced_by_a_later_run(tmp_path: Path) -> None:
    path = tmp_path / "measured.json"
    path.write_text("{}")
    labels = [{"sheet": "9", "person": "a"}, {"sheet": "9", "person": "b"}]
    keep_fresh(path, "speakers", labels, {"person": 0.8})
    before = path.read_text()
    for later in (keep_run, lambda *run: keep_fresh(*run[:2], labels, run[2])):
        with pytest.raises(SystemExit, match="fresh score of"):
            later(path, "speakers", {"person": 0.9})
        assert path.read_text() == before
    keep_fresh(path, "speakers", labels[:1], {"person": 0.7}, replace=True)
    kept = json.loads(path.read_text())["speakers"]
    assert (kept["kind"], kept["person"]) == ("fresh", 0.7)
    assert kept["labels"] == digest(labels[:1]) != digest(labels) == digest(labels[::-1])
    keep_run(path, "speed", {"seconds": 1})
    keep_run(path, "speed", {"seconds": 2})
    assert json.loads(path.read_text())["speed"]["seconds"] == 2


def test_programs_and_experiments_do_not_write_the_same_block() -> None:
    experiments = read_experiments()
    assert not [
        (page, name)
        for page, own in PROGRAMS.items()
        for name in own
        if name in experiments.get(page, {})
    ]
