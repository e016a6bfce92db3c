"""Tiers come from measured figures, and one's own codes take their place."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from framing.errors import UsageError
from framing.measures.tiers import find_tier, read_tiers
from framing.tables.codebook import codebook_markdown, codebook_rows
from framing.types import Options
from research.evaluate.tiers import SCORES, TARGET, tiers


def test_shipped_tiers_are_those_of_the_measured_figures() -> None:
    written = json.loads(TARGET.read_text("utf-8"))
    assert written == tiers(pd.read_csv(SCORES)), "run python -m research.evaluate.tiers"


def test_a_column_has_the_tier_of_its_detector() -> None:
    assert find_tier("quote_direct_words_share")[0] == "A"
    tier, figures = find_tier("quote_indirect_share")
    assert tier == "C"
    assert "recall 0.54; PolNeAR dev" in figures
    assert "fresh passages" in find_tier("frame_conflict_probability")[1]
    assert find_tier("reuse_copied_words_share") == ("", "")


def test_ones_own_tier_takes_the_place_of_ours(tmp_path: Path) -> None:
    own = {"columns": [{"columns": "quote_*", "tier": "A", "figures": "my 300 codes"}]}
    (tmp_path / "own.json").write_text(json.dumps(own))
    mine = read_tiers(tmp_path / "own.json")
    rows = {row["column"]: row for row in codebook_rows(Options(), mine)}
    assert rows["quote_anonymous_share"]["tier"] == "A"
    assert rows["quote_anonymous_share"]["measured"] == "my 300 codes"
    assert codebook_markdown(Options(), mine) != codebook_markdown(Options())
    (tmp_path / "bad.json").write_text("[]")
    with pytest.raises(UsageError, match="no file of tiers"):
        read_tiers(tmp_path / "bad.json")
    with pytest.raises(UsageError, match="no such file"):
        read_tiers(tmp_path / "none.json")
