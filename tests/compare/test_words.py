"""Words that outlets prefer: the published formula, its bootstrap, and the command."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures
from scipy.optimize import brentq
from scipy.stats import false_discovery_control
from scipy.stats import t as student

from framing.cli.main import main
from framing.compare import (
    LogOddsOptions,
    count_terms,
    find_collocations,
    weighted_log_odds,
)
from framing.compare.log_odds import COLUMNS
from framing.compare.terms import TermCounter, TermCounts
from framing.errors import UsageError
from framing.reading import read_articles
from framing.types import Article

TABLE = pd.DataFrame(
    {"A": [30, 5, 400], "B": [5, 30, 500], "C": [3, 2, 900]}, index=["rebels", "militants", "the"]
)


def test_log_odds_follow_the_published_formula() -> None:
    rows = weighted_log_odds(TABLE, options=LogOddsOptions(prior=100)).set_index(["group", "term"])
    words = TABLE.to_numpy().sum()
    prior = 100 * 38 / words
    own, rest = 435, words - 435
    left = math.log((30 + prior) / (own + 100 - 30 - prior))
    right = math.log((8 + prior) / (rest + 100 - 8 - prior))
    z = (left - right) / math.sqrt(1 / (30 + prior) + 1 / (8 + prior))
    row = rows.loc[("A", "rebels")]
    assert row["log_odds"] == pytest.approx(left - right)
    assert row["z"] == pytest.approx(z)
    assert (row["count"], row["count_rest"]) == (30, 8)
    assert row["rate_per_1k"] == pytest.approx(1000 * 30 / 435)


def test_a_stronger_prior_shrinks_the_difference() -> None:
    sizes = [
        weighted_log_odds(TABLE, options=LogOddsOptions(prior=prior))["log_odds"].abs().max()
        for prior in (1.0, 100.0, 10_000.0)
    ]
    assert sizes == sorted(sizes, reverse=True)


def _counts(per_article: dict[str, list[dict[str, int]]]) -> TermCounter:
    counter = TermCounter()
    for group, articles in per_article.items():
        for counts in articles:
            counter.add(group, counts)
    return counter


def test_a_word_in_one_burst_is_less_certain_than_one_spread_over_articles() -> None:
    quiet = [{"filler": 50, "spread": 1} for _ in range(30)]
    loud = [{"filler": 50, "spread": 2} for _ in range(30)]
    loud[0] |= {"burst": 30}
    loud[1] |= {"burst": 1}
    loud[2] |= {"burst": 1}
    counts = _counts({"A": loud, "B": quiet}).finish()
    rows = weighted_log_odds(counts).set_index(["group", "term"])
    burst, spread = rows.loc[("A", "burst")], rows.loc[("A", "spread")]
    assert burst["z"] > spread["z"] > 2
    assert burst["q"] > 2 * spread["q"]
    assert burst["low"] < 0.1 < spread["low"]
    assert (burst["n_articles"], spread["n_articles"]) == (3, 30)


def test_equal_outlets_have_no_preferred_words() -> None:
    rng = np.random.default_rng(0)
    words = [f"w{k}" for k in range(60)]
    shares = rng.dirichlet(np.ones(60))
    articles = {
        group: [
            {w: int(n) for w, n in zip(words, rng.multinomial(200, shares), strict=True) if n}
            for _ in range(40)
        ]
        for group in "ABC"
    }
    rows = weighted_log_odds(_counts(articles).finish())
    assert (rows["q"] <= 0.05).sum() <= 3
    held = (rows["low"] <= 0) & (rows["high"] >= 0)
    assert held.mean() >= 0.93


def test_articles_on_one_story_count_as_one_witness() -> None:
    rng = np.random.default_rng(3)
    alone, together = TermCounter(), TermCounter()
    for story in range(20):
        topic = rng.dirichlet(np.full(40, 0.3))
        for article in range(6):
            group = "A" if (story + (article == 0)) % 2 else "B"
            counts = dict(zip(map(str, range(40)), rng.multinomial(200, topic), strict=True))
            counts = {word: int(n) for word, n in counts.items() if n}
            alone.add(group, counts)
            together.add(group, counts, story)
    missed = []
    for counter in (alone, together):
        rows = weighted_log_odds(counter.finish())
        missed.append(((rows["low"] > 0) | (rows["high"] < 0)).mean())
    assert missed[0] > 0.2
    assert missed[1] < 0.15


def test_fewer_than_five_stories_give_no_interval() -> None:
    counter = TermCounter()
    for k in range(12):
        counter.add("AB"[k % 2], {"fire": 1 + k % 3, "water": 2}, k % 4)
    rows = weighted_log_odds(counter.finish())
    assert rows[["low", "high", "q"]].isna().all(axis=None)
    assert rows["z"].notna().all()


def _bursts() -> TermCounts:
    counter = TermCounter()
    for k in range(24):
        words = {"fire": 1 + k % 3, "water": 2 + (k % 2) * 3, "smoke": 3, "ash": 3, "oil": 1}
        counter.add("BA"[k % 2], words | ({"rain": 9} if k == 5 else {}), k // 2)
    return counter.finish()


def test_q_is_over_all_rows_and_rows_stand_by_group_then_strength_then_term() -> None:
    rows = weighted_log_odds(_bursts(), options=LogOddsOptions(min_articles=1))
    assert list(rows.columns) == list(COLUMNS)
    assert rows.index.tolist() == list(range(len(rows)))
    order = [(row.group, -row.z, row.term) for row in rows.itertuples()]
    assert order == sorted(order)
    assert rows["group"].unique().tolist() == ["A", "B"]
    ties = rows[rows["term"].isin(["ash", "smoke"])]
    assert ties["term"].tolist() == ["ash", "smoke"] * 2  # said alike: in the alphabet's order
    # A two-sided p of each row, from intervals of two widths: their ratio tells the degrees of t.
    wide = weighted_log_odds(_bursts(), options=LogOddsOptions(min_articles=1, confidence=0.5))
    for one, other in zip(rows.itertuples(), wide.itertuples(), strict=True):
        assert one.low + one.high == pytest.approx(2 * one.log_odds)
        ratio = (one.high - one.low) / (other.high - other.low)

        def off(degrees: float, ratio: float = ratio) -> float:
            return float(student(degrees).ppf(0.975) / student(degrees).ppf(0.75)) - ratio

        t = student(brentq(off, 0.5, 1e7))
        error = (one.high - one.low) / 2 / t.ppf(0.975)
        rows.loc[one.Index, "p"] = 2 * t.sf(abs(one.log_odds) / error)
    expected = false_discovery_control(rows["p"].to_numpy())
    assert rows["q"].tolist() == pytest.approx(expected.tolist(), rel=1e-4)


def test_a_wider_confidence_widens_the_interval_alone() -> None:
    narrow, wide = (
        weighted_log_odds(_bursts(), options=LogOddsOptions(confidence=c)) for c in (0.5, 0.99)
    )
    same = ["term", "group", "count", "count_rest", "log_odds", "z", "q", "n_articles"]
    pd.testing.assert_frame_equal(narrow[same], wide[same])
    assert (narrow["high"] - narrow["low"] < wide["high"] - wide["low"]).all()


def test_word_options_out_of_range_are_refused() -> None:
    assert LogOddsOptions(prior=1e-9).prior == 1e-9
    with pytest.raises(UsageError, match="prior"):
        LogOddsOptions(prior=0)


def test_small_outlets_as_one_leave_the_others_as_they_are() -> None:
    chance, counter = np.random.default_rng(3), TermCounter()
    for number in range(60):
        words = {f"w{k}": int(n) for k, n in enumerate(chance.integers(0, 6, 30)) if n}
        counter.add("abcdefgh"[number % 8 if number < 16 else number % 2], words)
    every = counter.finish()
    apart, merged = (
        weighted_log_odds(counts).set_index(["group", "term"]).drop(columns="q")
        for counts in (every, every.with_others(["a", "b"], "others"))
    )
    assert set(merged.index.unique("group")) == {"a", "b", "others"}
    for group in ("a", "b"):
        pd.testing.assert_frame_equal(merged.loc[group], apart.loc[group])
    assert every.with_others(list("abcdefgh"), "others") is every


def test_words_are_the_outlets_own_and_bigrams_stay_inside_a_sentence() -> None:
    text = (
        "Talks stall\n\nRebels left the town. Peace came, slowly.\n\n"
        "“Nobody wanted fire,” said Viktor Malenov.\n"
    )
    readings = list(read_articles([Article("a", text, outlet="Harbour Post")]))
    words = count_terms(readings)
    assert "rebels" in words.terms
    assert "fire" not in words.terms
    bigrams = count_terms(readings, "bigrams")
    assert "rebels left" in bigrams.terms
    assert not {"town peace", "came slowly", "town. peace"} & set(bigrams.terms)
    assert count_terms(readings, "speakers").terms == ("Viktor Malenov",)


def test_collocations_are_those_of_nltk() -> None:
    tokens = ("red line drawn red line held the red carpet the line " * 10).split()
    pairs = [" ".join(pair) for pair in pairwise(tokens)]
    words = _counts({"A": [{w: tokens.count(w) for w in tokens}]}).finish()
    bigrams = _counts({"A": [{p: pairs.count(p) for p in pairs}]}).finish()
    rows = find_collocations(words, bigrams, min_count=1).set_index("term")
    finder = BigramCollocationFinder.from_words(tokens)
    for name in ("likelihood_ratio", "pmi", "student_t", "dice"):
        expected = dict(finder.score_ngrams(getattr(BigramAssocMeasures, name)))
        assert rows.loc["red line", name] == pytest.approx(expected[("red", "line")])
    assert rows.loc["red line", "count"] == 20


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    rows = [
        {
            "id": f"{outlet}{k}",
            "outlet": outlet,
            "text": f"Talks on day {k}\n\nThe {word} entered the old town on Monday. "
            f"The {word} left the old town again, said Anna Belkina.\n",
        }
        for outlet, word in (("Harbour Post", "rebels"), ("Valley Courier", "terrorists"))
        for k in range(6)
    ]
    pd.DataFrame(rows).to_csv("c.csv", index=False)
    return tmp_path


def test_the_command_names_each_outlets_word_first(corpus: Path) -> None:
    assert main(["words", "c.csv", "-o", "w.csv", "--jobs", "1"]) == 0
    rows = pd.read_csv("w.csv")
    first = rows.groupby("group").first()["term"]
    assert first.to_dict() == {"Harbour Post": "rebels", "Valley Courier": "terrorists"}
    main(["words", "c.csv", "-o", "again.csv", "--jobs", "1"])
    assert (corpus / "again.csv").read_bytes() == (corpus / "w.csv").read_bytes()


def test_stories_of_the_command_come_from_the_groups_of_reuse(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = [f"{outlet}{k}" for outlet in ("Harbour Post", "Valley Courier") for k in range(6)]
    pd.DataFrame({"article_id": ids, "story_id": [k % 6 for k in range(12)]}).to_csv("g.csv")
    assert main(["words", "c.csv", "--groups", "g.csv", "-o", "w.csv", "--jobs", "1"]) == 0
    pd.DataFrame({"article_id": ["x"], "story_id": ["y"]}).to_csv("h.csv")
    assert main(["words", "c.csv", "--groups", "h.csv", "-o", "v.csv", "--jobs", "1"]) == 2
    assert "has none of the articles" in capsys.readouterr().err
    pd.DataFrame({"article_id": ["x"]}).to_csv("i.csv")
    assert main(["words", "c.csv", "--groups", "i.csv", "-o", "v.csv", "--jobs", "1"]) == 2
    assert "has no column story_id" in capsys.readouterr().err


@pytest.mark.parametrize("terms", ["bigrams", "speakers", "collocations"])
def test_every_kind_of_term_is_written(corpus: Path, terms: str) -> None:
    call = ["words", "c.csv", "-o", "t.parquet", "--jobs", "1", "--top", "2", "--terms", terms]
    assert main(call) == 0
    rows = pd.read_parquet("t.parquet")
    assert set(rows["group"]) == {"Harbour Post", "Valley Courier"}
    assert rows.groupby("group").size().max() <= 4


def test_one_outlet_alone_is_a_clear_error(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["words", "c.csv", "-o", "w.csv", "--outlet", "Same", "--jobs", "1"]) == 2
    assert "only 'Same'" in capsys.readouterr().err


def test_rare_terms_only_are_a_clear_error() -> None:
    counts = _counts({"A": [{"x": 1}], "B": [{"y": 1}]}).finish()
    with pytest.raises(UsageError, match="no term is frequent enough"):
        weighted_log_odds(counts)
