"""Estimates against closed forms, and against truth where the detector errs."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from framing.validate import correct, corrected_counts, score
from framing.validate.coded import Coded, miss_of, precision_of, share_of
from framing.validate.estimate import (
    Quantity,
    Strata,
    codes_to_halve,
    design_effect,
    difference,
    estimate,
    wilson,
)
from tests.validate.made import ERRORS, make_articles, make_coded

YES, EVERY = frozenset({"yes"}), frozenset({"no", "yes"})
SHARE = Quantity(np.array([[0.0, 1.0], [0.0, 1.0]]), np.ones((2, 2)))


def _strata(sizes: tuple[int, int], hits: tuple[int, int], coded: tuple[int, int]) -> Strata:
    """Stories of one unit each, codes spread over them."""
    stories = np.zeros((sum(sizes), 2))
    stories[: sizes[0], 0] = stories[sizes[0] :, 1] = 1
    stratum = np.repeat([0, 1], coded)
    code = np.concatenate([np.arange(n) < x for x, n in zip(hits, coded, strict=True)])
    story = np.concatenate([np.arange(coded[0]), sizes[0] + np.arange(coded[1])])
    return Strata(stories.sum(axis=0), stories, stratum, story, code.astype(int))


def test_the_estimate_is_the_weighted_mean_of_the_strata() -> None:
    found = estimate(_strata((9000, 1000), (6, 45), (120, 60)), SHARE)
    assert found.value == pytest.approx(0.9 * 6 / 120 + 0.1 * 45 / 60)
    smooth = [(6 + 1) / 122, (45 + 1) / 62]
    codes = sum(
        w**2 * p * (1 - p) / n * (1 - n / size)
        for w, p, n, size in zip((0.9, 0.1), smooth, (120, 60), (9000, 1000), strict=True)
    )
    assert found.codes == pytest.approx(codes)
    centre = 0.9 * smooth[0] + 0.1 * smooth[1]
    assert found.stories == pytest.approx(centre * (1 - centre) / 10_000)
    assert found.error**2 >= codes + found.stories - 1e-12
    assert (found.low, found.high) == pytest.approx(wilson(found.value, found.effective))


def test_all_units_coded_leave_the_chance_of_the_stories_alone() -> None:
    found = estimate(_strata((80, 40), (8, 30), (80, 40)), SHARE)
    assert found.value == pytest.approx(38 / 120)
    assert found.codes == 0
    assert found.effective == pytest.approx(120, rel=0.05)


def test_no_miss_among_the_codes_still_leaves_doubt() -> None:
    found = estimate(_strata((9000, 1000), (0, 50), (100, 50)), SHARE)
    assert found.value == pytest.approx(0.1)
    assert found.high > 0.105


def test_wilson_is_that_of_scipy() -> None:
    theirs = binomtest(7, 50).proportion_ci(method="wilson")
    assert wilson(7 / 50, 50) == pytest.approx((theirs.low, theirs.high))


def test_stories_that_resemble_themselves_widen_the_interval() -> None:
    assert design_effect(np.array([1.0, 0, 1, 0]), np.ones(4)) == pytest.approx(1.0)
    assert design_effect(np.array([20.0, 0, 20, 0]), np.full(4, 20.0)) == pytest.approx(20.0)
    assert design_effect(np.zeros(3), np.ones(3)) == 1.0


def test_a_difference_is_between_its_ends_and_p_agrees_with_them() -> None:
    one = estimate(_strata((900, 300), (5, 50), (100, 60)), SHARE)
    two = estimate(_strata((900, 300), (12, 30), (100, 60)), SHARE)
    gap, low, high, p = difference(one, two)
    assert low < gap < high
    assert (p <= 0.05) == (low > 0 or high < 0)
    assert difference(one, one)[3] == pytest.approx(1.0)


def test_codes_to_halve_an_interval_are_as_many_as_it_takes() -> None:
    few = estimate(_strata((90_000, 10_000), (6, 45), (120, 60)), SHARE)
    more = codes_to_halve(few, 180)
    assert more is not None
    k = (180 + more) / 180
    many = _strata((90_000, 10_000), (round(6 * k), round(45 * k)), (round(120 * k), round(60 * k)))
    width = estimate(many, SHARE)
    assert width.high - width.low == pytest.approx((few.high - few.low) / 2, rel=0.06)
    all_coded = estimate(_strata((80, 40), (8, 30), (80, 40)), SHARE)
    assert codes_to_halve(all_coded, 120) is None


def test_a_detector_that_errs_differently_is_corrected() -> None:
    rows = correct(make_coded(800, seed=5))
    own = rows[(rows["feature"] == "claims: yes, share of sentences") & (rows["against"] == "")]
    own = own.set_index("group")
    articles, truths = make_articles(5)
    for outlet in ERRORS:
        names = [one.article_id for one in articles if one.group == outlet]
        true = np.mean([truths[key] == "yes" for key in truths if key.split(":")[0] in names])
        assert own.loc[outlet, "low"] < true < own.loc[outlet, "high"]
        assert abs(own.loc[outlet, "corrected"] - true) < 0.05
    good = own.loc["Harbour Post"]
    assert good["high"] - good["low"] < good["hand_high"] - good["hand_low"]
    assert abs(own.loc["Valley Courier", "raw"] - 0.3) > 0.1
    gap = rows[rows["against"] != ""].iloc[0]
    assert gap["raw_difference"] > 0.1
    assert gap["difference_low"] < 0 < gap["difference_high"]
    assert "halve the interval" in own.iloc[0]["note"]


def test_precision_and_misses_are_those_of_the_detector() -> None:
    coded = make_coded(1600, seed=2)
    articles, truths = make_articles(2)
    for outlet in ERRORS:
        pairs = [
            (truths[f"{one.article_id}:{unit.start}"], unit.found)
            for one in articles
            if one.group == outlet
            for unit in one.units
        ]
        right = np.mean([truth == "yes" for truth, found in pairs if found == "yes"])
        missed = np.mean([found == "no" for truth, found in pairs if truth == "yes"])
        got = coded.estimate([outlet], precision_of(YES), split=YES)
        miss = coded.estimate([outlet], miss_of(YES), split=YES)
        assert got.low < right < got.high
        assert miss.low < missed < miss.high


def test_few_codes_are_refused_and_the_number_needed_is_told() -> None:
    rows = correct(make_coded(60))
    own = rows[rows["against"] == ""]
    assert own["corrected"].isna().all()
    assert own["note"].str.contains("30 needed in each").all()
    assert own["raw"].notna().all()


def test_counts_by_article_add_up_to_the_corrected_share() -> None:
    coded = make_coded(800)
    counts = corrected_counts(coded, ["yes"]).groupby("group")[["raw", "corrected"]].sum()
    for outlet in ERRORS:
        units = sum(size for size, _ in coded.sizes(outlet).values())
        share = coded.estimate([outlet], share_of(YES, EVERY)).value
        assert counts.loc[outlet, "corrected"] / units == pytest.approx(share)


def test_a_score_tells_classes_outlets_agreement_and_the_sentence() -> None:
    coded = make_coded(400)
    second = dict(list(coded.answers.items())[:80])
    flipped = list(second)[:8]
    second |= {unit: "no" if second[unit] == "yes" else "yes" for unit in flipped}
    found = score(coded, second)
    assert set(found.rows["measure"]) == {"precision", "recall", "f1"}
    assert set(found.rows["group"]) == {"all", *ERRORS}
    assert found.agreement is not None
    assert found.agreement.units == 80
    assert found.agreement.share == pytest.approx(0.9)
    assert found.agreement.low < found.agreement.alpha < found.agreement.high
    assert found.differs["miss rate"] < 0.05
    assert "Krippendorff" in found.sentence
    assert "Its miss rate differs between outlets" in found.sentence
    rates = {group: coded.estimate([group], miss_of(YES)).value for group in ERRORS}
    least, most = (choose(rates, key=rates.__getitem__) for choose in (min, max))
    ends = [f"{rates[group]:.2f}".removeprefix("0") for group in (least, most)]
    assert f"from {ends[0]} ({least}) to {ends[1]} ({most})." in found.sentence
    total = found.confusion.to_numpy().sum()
    assert total == pytest.approx(
        sum(n for g in coded.sample.groups for n, _ in coded.sizes(g).values())
    )


def test_a_code_left_out_is_as_if_it_had_not_been_drawn() -> None:
    coded = make_coded(400)
    some = dict(list(coded.answers.items())[:300])
    found = correct(Coded(coded.sample, some))
    codes = found[found["against"] == ""][["codes_found", "codes_not_found"]].sum().sum()
    assert codes == 300
