"""Pinned scores: `python -m research.train.language.floors DATA FILE [--lower]`.

A floor rises with the scores and goes down only when `--lower` says so. The file names the gold
set by its hash: on another gold set floors mean nothing and must be pinned anew with `--lower`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import math
import tomllib
from collections.abc import Mapping
from pathlib import Path

from framing.errors import UsageError
from research.train.language import evaluate

_GOLD = ("ewt-dev", "gum-dev")


def gold_hash(data: Path) -> str:
    """SHA-256 of the uncompressed development treebanks."""
    digest = hashlib.sha256()
    for name in _GOLD:
        digest.update(gzip.decompress((data / "treebank" / f"{name}.conllu.gz").read_bytes()))
    return digest.hexdigest()


def measure(data: Path) -> dict[str, float]:
    """All pinned scores, by name."""
    scores: dict[str, float] = {}
    for name in _GOLD:
        short = name[:3]
        documents = evaluate.read_documents(data, name)
        tags, lemmas = evaluate.score_tags([s for d in documents for s in d.sentences])
        role, _ = evaluate.score_roles(documents)
        scores |= {
            f"{short}_tags": tags.f1,
            f"{short}_lemmas": lemmas.f1,
            f"{short}_tokens": evaluate.score_tokens(documents).f1,
            f"{short}_sentences": evaluate.score_sentences(
                documents, evaluate.our_sentence_ends
            ).f1,
            f"{short}_passives": evaluate.score_passives(documents).f1,
            f"{short}_roles": role.f1,
        }
    for genre in ("news", "speech"):
        chosen = evaluate.of_genre(documents, genre)
        score = evaluate.score_sentences(chosen, evaluate.our_sentence_ends)
        scores[f"gum_{genre}_sentences"] = score.f1
    return scores


def raise_floors(
    old: Mapping[str, float], measured: Mapping[str, float], *, lower: bool = False
) -> dict[str, float]:
    """New floors, rounded down to a thousandth; refuses to lower one unless told to."""
    new = {name: math.floor(value * 1000) / 1000 for name, value in measured.items()}
    worse = [name for name, floor in old.items() if new.get(name, 0.0) < floor]
    if worse and not lower:
        raise UsageError(
            f"scores fell below their floors: {', '.join(worse)}. "
            "Find out why; if it must be, pin them with --lower and say so in the change log."
        )
    return new


def read_floors(path: Path) -> tuple[str, dict[str, float]]:
    """Hash of the gold set and the floors, empty if the file is not there yet."""
    if not path.exists():
        return "", {}
    content = tomllib.loads(path.read_text("utf-8"))
    return content["gold_sha256"], content["floors"]


def main() -> None:
    """Measure, and write the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--lower", action="store_true", help="let floors go down")
    options = parser.parse_args()
    known, old = read_floors(options.file)
    gold = gold_hash(options.data)
    if known not in ("", gold) and not options.lower:
        raise UsageError("the gold set has changed: pin the floors anew with --lower")
    floors = raise_floors(old, measure(options.data), lower=options.lower)
    lines = [f"{name} = {value:.3f}" for name, value in sorted(floors.items())]
    head = "# Written by `python -m research.train.language.floors`; see there.\n"
    body = f'gold_sha256 = "{gold}"\n\n[floors]\n' + "\n".join(lines) + "\n"
    options.file.write_text(head + body, "utf-8")


if __name__ == "__main__":
    main()
