"""The register of features refuses what would make a column that nobody can read."""

from __future__ import annotations

from pathlib import Path

import pytest

import framing.measures.all  # noqa: F401
from framing.errors import FramingError, UsageError
from framing.measures.columns import FAMILIES, FeatureSpec, actor_feature, feature, list_features
from framing.tables.codebook import codebook_markdown, codebook_rows
from framing.tables.rows import column_names
from framing.types import Measurement, Options

ALL = Options(columns="all")


def test_there_are_at_least_sixty_columns_in_six_families() -> None:
    specs = [one.spec for one in list_features(ALL)]
    assert len(specs) >= 60
    assert {spec.family for spec in specs} >= set(FAMILIES) - {"reuse"}


def test_columns_keep_the_order_of_families_and_are_unique() -> None:
    names = column_names(Options())
    assert len(set(names)) == len(names)
    order = [FAMILIES.index(name.split("_")[0]) for name in names[6:]]
    assert order == sorted(order)


def test_every_column_is_in_the_codebook_with_unit_and_definition() -> None:
    rows = {row["column"]: row for row in codebook_rows(ALL)}
    assert list(rows) == list(column_names(ALL))
    for name in column_names(ALL)[6:]:
        assert rows[name]["unit"]
        assert len(rows[name]["definition"]) > 15, name
        assert rows[name]["higher_means"], name
        assert f"`{name}`" in codebook_markdown(Options())


def test_the_codebook_of_the_docs_is_the_present_one() -> None:
    page = Path(__file__).parents[2] / "docs" / "codebook.md"
    assert page.read_text("utf-8") == codebook_markdown(Options()), "run framing codebook -o"


def test_actors_asked_for_get_columns() -> None:
    names = column_names(Options(actors=("TUR",)))
    assert "actor_tur_mention_share" in names
    assert "actor_usa_mention_share" not in names


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("text_words_count", "registered twice"),
        ("mood_words_count", "family is one of"),
        ("text_words", "name ends in"),
    ],
)
def test_a_bad_column_is_refused_with_the_remedy(name: str, remedy: str) -> None:
    with pytest.raises(FramingError, match=remedy):
        feature(FeatureSpec(name, definition="x", higher_means="y"))(lambda r: Measurement(()))


def test_a_feature_by_actor_needs_the_actor_in_its_name() -> None:
    with pytest.raises(FramingError, match="in its name"):
        actor_feature(FeatureSpec("actor_x_count", definition="x", higher_means="y"))


def test_nothing_to_measure_is_not_zero() -> None:
    assert Measurement((), None, 0.0).value != Measurement((), None, 0.0).value
    assert Measurement((), None, 5.0).value == 0
    assert Measurement(((0, 1),), None, None).value == 1
    assert Measurement(((0, 1), (2, 3)), (1.0, -1.0), 2.0).value == 0


def test_the_default_table_holds_core_columns_and_patterns_choose() -> None:
    core, whole = column_names(Options()), column_names(ALL)
    assert 120 <= len(core) <= 200
    assert set(core) < set(whole)
    assert "text_grammar_names_per_1k_words" not in core
    chosen = column_names(Options(columns="hedge_*,quote_anonymous_share"))[6:]
    assert {name.split("_")[0] for name in chosen} == {"hedge", "quote"}
    assert [name for name in chosen if name.startswith("quote_")] == ["quote_anonymous_share"]
    with pytest.raises(UsageError, match="fits no column"):
        column_names(Options(columns="hedges_*"))
