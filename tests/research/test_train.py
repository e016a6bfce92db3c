"""One command trains every model: each training program is one of its steps."""

from __future__ import annotations

from pathlib import Path

import framing
import research.train
from research.train.__main__ import STEPS

FOLDER = Path(research.train.__file__).parent
TEACHING = {
    *("relations_teacher", "relations_teacher_scores", "relations_unlabelled"),
    *("quotes_teacher", "quotes_teacher_scores", "quotes_silver"),
    *("encoder_files", "quotes_accurate", "relations_stack"),
}
"""Steps of the program that trains the encoders, and what was tried with them."""


def test_every_training_program_is_a_step() -> None:
    programs = {p.stem for p in FOLDER.glob("*.py") if "def main(" in p.read_text("utf-8")}
    steps = {words.split()[0].removeprefix("research.train.") for words in STEPS.values()}
    assert programs - {"__main__"} - TEACHING == steps - {"language"}
    assert (FOLDER / "language" / "__main__.py").is_file()


def test_every_folder_of_models_is_written_by_a_step() -> None:
    models = Path(framing.__file__).parent / "models"
    assert {path.name for path in models.iterdir() if path.is_dir()} <= {*STEPS}
