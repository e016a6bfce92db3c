"""The frames, and what their model says of itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

MODEL_FOLDER = Path(__file__).parents[2] / "models" / "frames"
CARD_FILE = MODEL_FOLDER / "card.json"

GENERIC = ("conflict", "economic", "human_interest", "morality", "resolution", "responsibility")
"""Generic frames after Semetko and Valkenburg (2000)."""
POLICY = ("security", "health", "justice", "political", "scientific", "environment", "culture")
"""Policy frames after Boydstun et al. (2014)."""
FRAMES = (*GENERIC, *POLICY)


@cache
def load_card() -> Mapping[str, Any]:
    """The card that the training program wrote: per frame its tier and held-out figures."""
    card: Mapping[str, Any] = json.loads(CARD_FILE.read_text("utf-8"))
    return card


def tier(frame: str) -> str:
    """Reliability of a frame: A, B or C, by its held-out F1 against the agreement of coders."""
    return str(load_card()["frames"][frame]["tier"])


def is_core(frame: str) -> bool:
    """Whether the frame beats calling every passage framed by .10 of F1 off climate news."""
    return bool(load_card()["frames"][frame]["core"])
