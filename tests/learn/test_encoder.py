"""The encoders' files are whole, and a missing package is told before anything is read."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from framing.learn.encoder import load_words
from framing.learn.encoder_files import DIGESTS, FOLDER

NEWS = "Lead.\n\nOfficials said on Monday that talks may resume.\n"
WITHOUT = """
import sys
sys.modules["onnxruntime"] = None
from framing.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def test_the_digests_are_those_of_the_files() -> None:
    files = [path for path in FOLDER.iterdir() if path.suffix in (".npz", ".onnx")]
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    assert json.loads(DIGESTS.read_text("utf-8")) == found


def test_words_have_pieces_and_vectors() -> None:
    words = load_words()
    ids, places = words.cut("Sanctions on Zürich's banks")
    assert places[0] == (0, 9)
    assert places[-1] == (22, 27)
    assert words.vectors(ids).shape == (len(ids), 384)
    assert words.cut_word("\u200b") == [words.number("[UNK]")]
    assert not np.array_equal(words.vectors([words.begin]), words.vectors([words.end]))


def test_related_words_lie_closer_than_others() -> None:
    words = load_words()
    war, fight, cake = (words.vectors(words.cut_word(one))[0] for one in ("war", "battle", "cake"))
    assert war @ fight > war @ cake


def test_a_call_without_the_package_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(NEWS, "utf-8")
    output = tmp_path / "out.csv"
    call = ["features", str(tmp_path / "one.txt"), "-o", str(output), "--accurate"]
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT, *call], capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "pip install 'framing[encoder]'" in run.stderr
    assert not output.exists()


def test_a_call_that_asks_for_no_encoder_does_not_need_it(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(NEWS, "utf-8")
    output = tmp_path / "out.csv"
    call = ["features", str(tmp_path / "one.txt"), "-o", str(output), "--jobs", "1"]
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT, *call], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert output.read_text("utf-8").count("\n") == 2


def test_the_help_of_a_command_loads_no_arrays() -> None:
    code = (
        "import sys\n"
        "from framing.cli.main import main\n"
        "try:\n    main(['features', '--help'])\n"
        "except SystemExit:\n    pass\n"
        "sys.exit('numpy' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
