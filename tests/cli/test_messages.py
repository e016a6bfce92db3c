"""What a command says: one line of what was found, no flood, a word on what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.cli.main import main

STORY = "The minister spoke on Monday. Officials said that talks with Russia may resume."


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "corpus.csv"
    rows = "".join(f'"{STORY}",Example,2021-03-0{k}\n' for k in (1, 2))
    place.write_text("Full Text,Publication,Load-Date\n" + rows + ",Example,\n" * 8)
    return place


@pytest.mark.parametrize("learning", [[], ["--no-learn-furniture"]])
def test_a_run_says_what_was_found(
    table: Path, learning: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["features", str(table), "-o", "f.csv", "--jobs", "1", *learning])
    said = capsys.readouterr().err
    line = (
        "framing: 2 articles; text=Full Text, outlet=Publication, date=Load-Date, no column for "
        "the title; 3 guessed; 0 without outlet, 0 without date\n"
    )
    assert said.startswith(line)  # before anything else is told
    assert said.count(line) == 1


def test_reports_of_one_kind_are_told_five_times_then_counted(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["features", str(table), "-o", "f.csv", "--jobs", "1"]) == 1
    said = capsys.readouterr().err
    assert said.count("no text; left out") == 6
    assert "3 more like these" in said
    assert "8 skipped" in said


def test_a_misspelt_option_gets_a_suggestion_and_no_page_of_usage(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["features", str(table), "-o", "f.csv", "--langauge", "de"])
    said = capsys.readouterr().err
    assert stopped.value.code == 2
    assert "did you mean --language?" in said
    assert said.count("\n") == 1


def test_a_misspelt_command_gets_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["featurs", "x"]) == 2
    assert "did you mean features?" in capsys.readouterr().err


def test_features_given_as_corpus_and_the_reverse_name_the_right_command(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["features", str(table), "-o", "f.csv", "--jobs", "1"])
    capsys.readouterr()
    assert main(["annotate", "f.csv", "-o", "a.jsonl", "--jobs", "1"]) == 2
    assert "framing compare" in capsys.readouterr().err
    assert main(["compare", str(table), "-o", "c.csv"]) == 2
    assert "framing features" in capsys.readouterr().err


def test_the_field_of_the_day_is_called_date(table: Path) -> None:
    given = ["--column", "date=Load-Date", "--column", "text=Full Text"]
    assert main(["features", str(table), "-o", "f.csv", "--jobs", "1", *given]) == 1
