"""Tiers of one's own take the place of ours, in both forms of the codebook."""

from __future__ import annotations

from framing.tables.codebook import codebook_markdown, codebook_rows
from framing.types import Options

OWN = {"hedge_epistemic_modal_*": {"tier": "my own tier", "figures": "F1 .5 on 9 of mine"}}


def test_columns_of_a_tier_of_ones_own_have_it_and_no_others() -> None:
    rows = codebook_rows(Options(), OWN)
    held = {row["column"] for row in rows if row["tier"] == "my own tier"}
    assert held
    assert all(name.startswith("hedge_epistemic_modal_") for name in held)
    assert {row["measured"] for row in rows if row["column"] in held} == {"F1 .5 on 9 of mine"}
    shown = [
        line for line in codebook_markdown(Options(), OWN).split("\n") if "my own tier" in line
    ]
    assert {line.split("`")[1] for line in shown} == held
    assert "my own tier" not in codebook_markdown(Options())
