"""The shipped models of the language core: found beside the package, loaded at first use."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from framing.language.lemmas import Lemmatizer
from framing.language.sentences import SentenceRules
from framing.language.splitting import SplitRules
from framing.language.tagging import Tagger
from framing.learn.files import read_arrays

MODEL_FOLDER = Path(__file__).parent.parent / "models" / "language"


@dataclass(frozen=True, slots=True)
class Models:
    """Everything that was learned, read-only."""

    split: SplitRules
    sentences: SentenceRules
    tagger: Tagger
    lemmatizer: Lemmatizer


@cache
def load_models(folder: Path = MODEL_FOLDER) -> Models:
    """Models of a folder, read once a process."""
    rules: dict[str, Any] = json.loads((folder / "rules.json").read_text("utf-8"))
    lemmas: dict[str, Any] = json.loads((folder / "lemmas.json").read_text("utf-8"))
    return Models(
        split=SplitRules(
            abbreviations=frozenset(rules["abbreviations"]),
            prefixes=frozenset(rules["prefixes"]),
            contractions=rules["contractions"],
            clipped=frozenset(rules["clipped"]),
        ),
        sentences=SentenceRules(frozenset(rules["starters"]), frozenset(rules["titles"])),
        tagger=Tagger(read_arrays(folder / "tagger.npz")),
        lemmatizer=Lemmatizer(lemmas["exceptions"], lemmas["endings"]),
    )
