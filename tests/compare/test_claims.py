"""What the parts of a comparison claim, over many small made-up samples."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.compare.frame_tables import by_actor, by_relation
from framing.compare.options import CompareOptions
from framing.compare.outlets import compare_outlets
from framing.compare.permutation import find_exchange
from framing.compare.terms import TermCounter
from framing.compare.tidy import count_differing
from framing.compare.validated import compare_validated
from framing.errors import UsageError
from framing.validate import Coded, corrected_counts
from tests.validate.made import make_coded

CELLS = st.sampled_from([0.0, 1.0, 2.0, math.nan])


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12))
def test_rows_that_differ_are_counted_column_by_column(rows: list[tuple[float, ...]]) -> None:
    found = count_differing(np.array(rows, float).reshape(-1, 3))
    for column, differing in enumerate(found.tolist()):
        counts = Counter(row[column] for row in rows if not math.isnan(row[column]))
        ends = (counts[min(counts)], counts[max(counts)]) if counts else (0,)
        assert differing == counts.total() - max(ends)


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=12))
def test_labellings_are_as_many_as_can_be_listed(cells: list[tuple[int, bool]]) -> None:
    # At most one cell of a story is the first side's.
    cells = sorted(cells)
    story = np.array([one for one, _ in cells])
    first = np.zeros(len(cells), bool)
    for number in set(story.tolist()):
        marked = [k for k, (one, mark) in enumerate(cells) if one == number and mark]
        first[marked[:1]] = True
    exchange = find_exchange(story, first)
    # Every way to give the same number of stories of each size to the first side, a cell of each.
    listed, stories = 1, Counter(story.tolist())
    for size in set(stories.values()):
        alike = [number for number, cells_of in stories.items() if cells_of == size]
        told = sum(bool(first[story == number].any()) for number in alike)
        listed *= len(list(combinations(alike, told))) * size**told
    assert exchange.log_labellings() == pytest.approx(math.log(listed))
    assert exchange.possible is (listed > 1)


WORDS = st.dictionaries(st.sampled_from("abc"), st.integers(1, 4), max_size=3)
ADDED = st.lists(st.tuples(st.sampled_from("XYZ"), WORDS, st.sampled_from(["s", "t", None])))


@given(ADDED, st.lists(st.sampled_from("XYZ"), unique=True, max_size=2))
def test_counts_of_some_groups_are_those_of_their_articles(
    articles: list[tuple[str, dict[str, int], str | None]], wanted: list[str]
) -> None:
    counter = TermCounter()
    for group, counts, story in articles:
        counter.add(group, counts, story)
    found = counter.finish()
    assert found.story.dtype.kind == "i"
    chosen = [name for name in wanted if name in found.groups]
    part = found.of_groups(chosen)
    kept = [k for k, (group, _, _) in enumerate(articles) if group in chosen]
    assert part.groups == tuple(chosen)
    assert [part.groups[k] for k in part.group.tolist()] == [articles[k][0] for k in kept]
    assert part.story.tolist() == found.story[kept].tolist()
    dense = part.counts.toarray()
    for row, k in enumerate(kept):
        held = {term: int(n) for term, n in zip(part.terms, dense[row], strict=True) if n}
        assert held == articles[k][1]


def _annotation(**more: Any) -> dict[str, Any]:
    return {
        "outlet": "Paper",
        "sentences": [
            {"start": 0, "stop": 20, "in": "title"},
            {"start": 0, "stop": 30},
            {"start": 31, "stop": 60},
        ],
        "frames": [
            {"start": 0, "frame": "security", "in": "title"},
            {"start": 31, "frame": "economic"},
        ],
        "mentions": [],
        "relations": [],
        **more,
    }


def test_a_headline_has_its_own_frames_and_is_no_sentence_of_the_text() -> None:
    mentions = [
        {"start": 3, "side": "RUS", "actor": "putin", "in": "title"},
        {"start": 5, "side": None, "actor": "nato"},
        {"start": 29, "side": "RUS", "actor": "RUS"},
        {"start": 30, "side": "RUS", "actor": "RUS"},  # between two sentences
        {"start": 59, "side": "RUS", "actor": "RUS"},
        {"start": 40, "side": "RUS", "actor": "lavrov"},  # of the same sentence: counts once
        {"start": 60, "side": "RUS", "actor": "RUS"},  # behind the last
    ]
    rows = {(r["frame"], r["actor"]): r for r in by_actor([_annotation(mentions=mentions)])}
    assert set(rows) == {("security", "RUS"), ("economic", "RUS")}
    for row in rows.values():
        assert (row["sentences"], row["of_sentences"], row["articles"]) == (1, 3, 1)
        assert row["share"] == pytest.approx(1 / 3)
    assert by_actor([_annotation(mentions=mentions, outlet=None)]) == []


def test_statements_are_counted_by_outlet_pair_and_kind() -> None:
    act = {"source": "USA", "target": "RUS", "quad": "material_conflict"}
    relations = [{**act, "start": 31}, {**act, "start": 35}, {**act, "start": 2}]
    (row,) = by_relation([_annotation(relations=relations)])
    assert (row["outlet"], row["frame"], row["source"], row["target"]) == (
        *("Paper", "economic", "USA", "RUS"),
    )
    assert (row["statements"], row["of_statements"], row["articles"]) == (2, 3, 1)
    assert row["share"] == pytest.approx(2 / 3)


@pytest.fixture(scope="module")
def validated() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The feature table of the articles that a coded sample was drawn from, and what comes out."""
    coded = make_coded()
    articles = coded.sample.articles
    table = pd.DataFrame(
        {
            "article_id": [name for name, *_ in articles],
            "outlet": [group for _, group, *_ in articles],
            "story_id": [story for _, _, story, *_ in articles],
        }
    )
    return table, compare_validated(table, coded, options=CompareOptions(resamples=200))


def test_corrected_rates_are_sums_over_the_articles(
    validated: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    _, rows = validated
    counts = corrected_counts(make_coded(), ["yes"])
    rates = rows[rows["feature"] == "claims: yes, per 1,000 words"]
    own = {row["group"]: row for row in rates[rates["against"] == ""].to_dict("records")}
    for outlet, part in counts.groupby("group"):
        for name in ("raw", "corrected"):
            rate = 1000 * part[name].sum() / part["words"].sum()
            assert own[str(outlet)][name] == pytest.approx(rate, rel=1e-6)
        assert own[str(outlet)]["low"] < own[str(outlet)]["corrected"] < own[str(outlet)]["high"]
    (pair,) = rates[rates["against"] != ""].to_dict("records")
    first, second = pair["group"], pair["against"]
    assert pair["difference"] == pytest.approx(own[first]["corrected"] - own[second]["corrected"])
    assert pair["raw_difference"] == pytest.approx(own[first]["raw"] - own[second]["raw"])
    assert pair["difference_low"] < pair["difference"] < pair["difference_high"]
    assert 0 < pair["p"] <= pair["q"] <= 1


def test_an_outlet_with_few_codes_takes_no_rates_from_the_others(
    validated: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    table, rows = validated
    coded = make_coded()
    sample = coded.sample
    # A third outlet of the same articles, with ten codes.
    first = sample.groups[0]
    articles = [(f"{one[0]}!", "Thin", *one[2:]) for one in sample.articles if one[1] == first]
    units = [unit for unit in sample.drawn if unit.group == first][:10]
    drawn = [
        replace(u, unit_id=f"{u.unit_id}!", article_id=f"{u.article_id}!", group="Thin")
        for u in units
    ]
    third = Coded(
        replace(sample, articles=(*sample.articles, *articles), drawn=(*sample.drawn, *drawn)),
        coded.answers | {f"{unit.unit_id}!": coded.answers[unit.unit_id] for unit in units},
    )
    found = compare_validated(table, third, options=CompareOptions(resamples=200))
    rate = "claims: yes, per 1,000 words"
    assert found.loc[found["feature"] == rate, "group"].tolist() == (
        rows.loc[rows["feature"] == rate, "group"].tolist()
    )
    own = found[(found["group"] == "Thin") & (found["against"] == "")]
    assert own["corrected"].isna().all()
    assert own["note"].str.contains("30 needed in each").all()


def test_codes_of_other_articles_or_groups_are_refused(
    validated: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    table, _ = validated
    coded = make_coded()
    with pytest.raises(UsageError, match="drawn from other articles"):
        compare_validated(table.assign(article_id="x"), coded)
    with pytest.raises(UsageError, match="no column article_id"):
        compare_validated(table.drop(columns="article_id"), coded)
    with pytest.raises(UsageError, match="drawn by Harbour Post"):
        compare_validated(table.assign(section="news"), coded, by="section")


def test_stories_of_the_table_take_the_place_of_those_drawn(
    validated: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    table, rows = validated
    one_story = table.assign(tale=[f"t{k % 5}" for k in range(len(table))])
    options = CompareOptions(resamples=200, story="tale")
    found = compare_validated(one_story, make_coded(), options=options)
    assert found["raw"].tolist() == pytest.approx(rows["raw"].tolist(), nan_ok=True)
    assert found["low"].tolist() != pytest.approx(rows["low"].tolist(), nan_ok=True)


@settings(deadline=None, max_examples=4)
@given(st.integers(0, 1000))
def test_what_else_is_compared_leaves_a_row_as_it_is(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = pd.DataFrame(
        {
            "article_id": [str(k) for k in range(60)],
            "outlet": np.repeat(["A", "B", "C"], 20),
            "n_words": rng.integers(100, 900, 60),
            "one_share": rng.random(60).round(3),
            "two_share": rng.random(60).round(3),
        }
    )
    both = ("one_share", "two_share")
    some: dict[str, Any] = {"resamples": 100, "min_articles": 5}
    few = compare_outlets(table, options=CompareOptions(features=both[:1], **some))
    many = compare_outlets(table, options=CompareOptions(features=both, pairwise=True, **some))
    keys = ["feature", "group", "against"]
    shown = ["estimate", "low", "high", "difference", "difference_low", "difference_high"]
    joined = few.merge(many, on=keys, suffixes=("", "_more"))
    assert len(joined) == len(few)
    for column in shown:  # single precision, in other blocks
        more = joined[f"{column}_more"].tolist()
        assert joined[column].tolist() == pytest.approx(more, rel=1e-5, nan_ok=True)
