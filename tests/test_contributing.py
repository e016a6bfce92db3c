"""The examples of CONTRIBUTING.md work as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from framing import Article, Options, read_article
from framing.measures import columns
from framing.measures.columns import list_features
from framing.tables.rows import column_names, feature_row

PAGE = (Path(__file__).parent.parent / "CONTRIBUTING.md").read_text("utf-8")
HEDGE, ACTOR, FEATURE = (
    block for _, block in re.findall(r"^```(toml|python)\n(.*?)^```", PAGE, re.M | re.S)
)
# Other words than the page's, which somebody who follows it has in our lists by then.
HEDGE = HEDGE.replace("grapevine", "kettle")
ACTOR = ACTOR.replace("danube_commission", "kettle_board").replace(
    "Danube Commission", "Kettle Board"
)
FEATURE = FEATURE.replace("_strong_count", "_kettle_count")
HEADER = HEDGE.split("[[term]]")[0]
STORY = "Offer made\n\nThe offer of the Kettle Board is, as the kettle has it, a fair one.\n"


def test_the_hedge_of_the_page_is_found(tmp_path: Path) -> None:
    (tmp_path / "hedges.toml").write_text(HEDGE, "utf-8")
    found = read_article(STORY, Options(lexicons=tmp_path)).hedges
    assert "as the kettle has it" in [STORY[hedge.start : hedge.stop] for hedge in found]
    assert not read_article(STORY).hedges


def test_the_actor_of_the_page_is_found_and_gets_columns(tmp_path: Path) -> None:
    (tmp_path / "actors.toml").write_text(HEADER + ACTOR, "utf-8")
    options = Options(actors=("kettle_board",), lexicons=tmp_path)
    reading = read_article(Article("a", STORY), options)
    assert "kettle_board" in {mention.actor for mention in reading.mentions}
    row = feature_row(reading, list_features(options))
    assert row["actor_kettle_board_mention_share"] > 0


def test_the_feature_of_the_page_becomes_a_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "_REGISTER", columns._Register())
    names: dict[str, object] = {}
    exec("from framing.measures.columns import *\nfrom framing.types import *", names)
    exec(FEATURE, names)
    assert "hedge_outlet_kettle_count" in column_names(Options())
    row = feature_row(read_article(STORY), list_features(Options()))
    assert row["hedge_outlet_kettle_count"] == 0


def test_the_page_names_rooms_that_are_there() -> None:
    root = Path(__file__).parent.parent
    for name in re.findall(r"^\| `(\S+?)`", PAGE, re.M):
        assert name.startswith("make") or (root / name.rstrip("/")).exists(), name
