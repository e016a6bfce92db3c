"""Roles are looked for where a column tells them, and nowhere else in a table of features."""

from __future__ import annotations

import pytest

from framing.reading import read_article
from framing.run.work import FeaturesJob
from framing.types import Article, Options

TEXT = (
    "Raid in the north\n\nRussia bombed the town and killed ten villagers. The United States sent "
    "doctors and rescued forty people. Russian jets destroyed the camp."
)
ARTICLE = Article("a", TEXT)


def test_a_core_table_does_not_look_for_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _ = FeaturesJob(Options())([ARTICLE])
    monkeypatch.setattr("framing.reading.find_roles", _fail)
    assert FeaturesJob(Options())([ARTICLE])[0] == whole


def test_a_table_with_a_role_does() -> None:
    options = Options(columns="frame_rus_*_share")
    job = FeaturesJob(options)
    (line,), _ = job([ARTICLE])
    row = dict(zip(job.columns(), line.strip().split(","), strict=True))
    roles = [one.role for one in read_article(ARTICLE).roles if "RUS" in (one.actor, one.side)]
    assert roles
    share = roles.count("villain") / len(roles)
    assert float(row["frame_rus_villain_share"]) == pytest.approx(share, abs=1e-5)


def test_readings_hold_no_roles_where_nobody_asks() -> None:
    assert read_article(ARTICLE, Options(roles=False)).roles == ()


def _fail(*_: object) -> None:
    raise AssertionError("looked for roles")
