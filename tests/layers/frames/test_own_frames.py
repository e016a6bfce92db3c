"""Own frames: words with context, and a frame learned from labelled sentences."""

from __future__ import annotations

import csv
import random
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from framing.cli.main import main
from framing.errors import FramingError, UsageError
from framing.layers.frames.own import learn_frame, load_learned, load_listed, read_sentences
from framing.lists.word_lists import word_lists
from framing.reading import read_article

LIST = """
[[term]]
frame = "humanitarian"
text = "aid convoy"
must = ["civilians", "town"]

[[term]]
frame = "humanitarian"
text = "starve"
must_not = ["artists"]

[[term]]
frame = "scandal"
text = "affair"
negated = true
"""
HELP = [
    f"The {who} brought {what} to the {where}."
    for who in ("volunteers", "nurses", "neighbours", "drivers")
    for what in ("food", "blankets", "medicine")
    for where in ("village", "camp")
]
TRADE = [
    f"The {who} sold {what} to the {where}."
    for who in ("bank", "dealer", "trader", "firm")
    for what in ("bonds", "shares", "wheat")
    for where in ("fund", "market")
]


def _listed(folder: Path, text: str = LIST) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, "utf-8")
    return path


def _sentences(folder: Path) -> Path:
    path = folder / "sentences.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["sentence", "label"])
        writer.writerows([*((s, 1) for s in HELP), *((s, 0) for s in TRADE)])
    return path


@pytest.mark.parametrize(
    ("sentence", "carried"),
    [
        ("The aid convoy reached the town.", True),
        ("The aid convoy stood at the border.", False),
        ("Families starve in the valley.", True),
        ("Artists starve in the valley.", False),
        ("Nobody will not starve here, they said.", False),
    ],
)
def test_context_decides(tmp_path: Path, sentence: str, carried: bool) -> None:
    listed = load_listed(_listed(tmp_path), word_lists())
    found = listed.carried(read_article(sentence))["humanitarian"]
    assert bool(found) is carried
    assert all(sentence[start:stop] == sentence for (start, stop), _ in found)


def test_a_negated_term_counts_only_if_asked(tmp_path: Path) -> None:
    listed = load_listed(_listed(tmp_path), word_lists())
    assert listed.carried(read_article("It was not an affair."))["scandal"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no"),
        ("[[term]]\ntext = 'x'", "lacks frame"),
        ("[[term]]\nframe = 'f'\ntext = 'x'\nmist = ['y']", "mist"),
        ("[[term]]\nframe = 'f'\ntext = 'x'\nmust = 3", "list of words"),
        ("[[term", "not a readable TOML"),
    ],
)
def test_a_broken_list_says_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FramingError, match=said):
        load_listed(_listed(tmp_path, text), word_lists())


def test_a_frame_is_learned_and_finds_unseen_sentences(tmp_path: Path) -> None:
    texts, labels, left_out = read_sentences(_sentences(tmp_path))
    assert left_out == 0
    learned = learn_frame("help", texts, labels)
    assert learned.figures["f1"] > 0.9
    path = tmp_path / "help.npz"
    path.write_bytes(learned.packed())
    again = load_learned(path)
    assert again.carried(read_article("The doctors brought water to the village."))["help"]
    assert not again.carried(read_article("The broker sold oil to the market."))["help"]


def test_nothing_is_written_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "help.npz"
    path.write_text("mine")
    words = ["frames", "train", str(_sentences(tmp_path)), "--name", "help", "-o", str(path)]
    assert main(words) == 2
    assert path.read_text() == "mine"


def _packed(path: Path, **arrays: Any) -> Path:
    np.savez_compressed(path, **arrays)
    return path


def test_a_file_that_is_no_frame_is_refused_with_a_word(tmp_path: Path) -> None:
    texts, labels, _ = read_sentences(_sentences(tmp_path))
    learned = learn_frame("help", texts, labels)
    path = tmp_path / "help.npz"
    whole = learned.packed()
    about = np.frombuffer(b'{"name": "help", "figures": {}}', np.uint8)
    gram, dense = learned.gram_weights, learned.dense_weights
    parts = {"about": about, "gram_weights": gram, "dense_weights": dense, "intercept": 0.0}
    refused = [
        path,  # not there yet
        *({name: parts[name] for name in parts if name != left_out} for left_out in parts),
        {**parts, "about": np.frombuffer(b"[" * 100_000, np.uint8)},
        {**parts, "about": np.frombuffer(b"[]", np.uint8)},
        {**parts, "gram_weights": gram[:-1]},
        {**parts, "dense_weights": dense[:-1]},
        {**parts, "dense_weights": dense[:, None]},
        {**parts, "intercept": np.float32("nan")},
        {**parts, "intercept": np.zeros(3)},
        {**parts, "more": np.zeros(300 << 20, np.uint8)},  # 0.3 MB packed
        *(whole[:length] for length in (0, 1, 100, len(whole) // 2, len(whole) - 1)),
        b"no archive at all",
    ]
    for one in refused:
        if isinstance(one, dict):
            _packed(path, **one)
        elif isinstance(one, bytes):
            path.write_bytes(one)
        with pytest.raises(UsageError, match=re.escape(str(path))):
            load_learned(path)
    chance = random.Random(0)
    for _ in range(200):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        with suppress(UsageError):
            load_learned(path)
    path.write_bytes(whole)
    assert load_learned(path).name == "help"


def test_sentences_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "sentences.csv"
    path.write_bytes(b"sentence,label\r\n\xff\xfe,1\r\n")
    with pytest.raises(UsageError, match="UTF-8"):
        read_sentences(path)


def test_too_few_labels_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text("sentence,label\nOne.,1\nTwo.,0\n", "utf-8")
    with pytest.raises(UsageError, match="at least 10 of each"):
        read_sentences(path)


def test_the_commands_train_and_apply(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], demo_folder: Path
) -> None:
    model, out = tmp_path / "help.npz", tmp_path / "own.csv"
    command = ["frames", "train", str(_sentences(tmp_path)), "--name", "help", "-o", str(model)]
    assert main(command) == 0
    assert "help: five-fold F1" in capsys.readouterr().out
    frames = ["--frame", str(model), "--frame", str(_listed(tmp_path))]
    assert main(["frames", "apply", str(demo_folder), *frames, "-o", str(out)]) == 0
    with out.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 5 * 3
    assert {row["frame"] for row in rows} == {"help", "humanitarian", "scandal"}
