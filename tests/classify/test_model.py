"""The classifier learns framing, says when it is unsure, and its numbers lead back to the text."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import framing
from framing.classify.columns import framing_columns, reason_left_out
from framing.classify.evidence import coefficient_table, find_evidence, top_features
from framing.classify.importance import fitted_folds
from framing.classify.model import ABSTAINED, OutletClassifier, best_temperature
from framing.classify.sample import Sample, table_sample
from framing.classify.sequences import COLUMN
from framing.classify.splits import grouped_folds
from framing.errors import UsageError
from framing.measures.columns import list_features
from framing.types import Article, Options


@pytest.mark.parametrize("kind", ["linear", "boosted"])
def test_outlets_that_frame_differently_are_told_apart(sample: Sample, kind: str) -> None:
    train, test = np.arange(len(sample)) < 48, np.arange(len(sample)) >= 48
    model = framing.OutletClassifier(kind=kind)
    model.fit(sample.table[train], np.array(sample.outlets)[train], sample.groups[train])
    found = model.predict(sample.table[test])
    assert np.mean(found == np.array(sample.outlets)[test]) > 0.7
    chances = model.predict_proba(sample.table[test])
    assert np.allclose(chances.sum(axis=1), 1)


def test_without_groups_the_stories_of_the_table_keep_the_temperature_honest(
    sample: Sample,
) -> None:
    bare = OutletClassifier().fit(sample.table, sample.outlets)
    assert bare.temperature_ == 1.0
    table = sample.table.assign(story_id=sample.groups)
    own = OutletClassifier().fit(table, sample.outlets)
    told = OutletClassifier().fit(sample.table, sample.outlets, sample.groups)
    assert own.temperature_ == told.temperature_


def test_wrong_calls_are_refused(sample: Sample) -> None:
    with pytest.raises(UsageError, match="59 groups"):
        OutletClassifier().fit(sample.table, sample.outlets, sample.groups[:59])
    with pytest.raises(UsageError, match="one outlet"):
        OutletClassifier().fit(sample.table, ["A"] * len(sample), sample.groups)
    with pytest.raises(UsageError, match="'linear' or 'boosted'"):
        OutletClassifier(kind="deep").fit(sample.table, sample.outlets, sample.groups)  # type: ignore[arg-type]


def test_below_the_set_confidence_it_abstains(sample: Sample) -> None:
    numbers = sample.table.drop(columns=COLUMN)
    model = OutletClassifier(folds=0).fit(numbers, sample.outlets, sample.groups)
    rows = pd.concat([numbers, (numbers + numbers.shift(1)).iloc[1:] / 2])
    best = model.predict_proba(rows).max(axis=1)
    middle = float((best.min() + best.max()) / 2)
    model.set_params(min_confidence=middle)
    said = model.predict(rows)
    assert np.array_equal(said == ABSTAINED, best < middle)
    assert 0 < (said == ABSTAINED).sum() < len(rows)


def test_a_folds_temperature_is_learned_without_its_own_articles(sample: Sample) -> None:
    splits = grouped_folds(sample.outlets, sample.groups, folds=3)
    fitted = fitted_folds(OutletClassifier(), sample, splits)
    own = fitted[0][1]
    assert own.temperature_ != 1
    rows = np.concatenate([test for test, _ in fitted[1:]])
    evidence = np.concatenate([one.evidence(sample.table.iloc[test]) for test, one in fitted[1:]])
    right = np.searchsorted(own.classes_, np.array(sample.outlets, object)[rows])
    assert own.temperature_ == best_temperature(evidence, right)


def test_missing_features_are_refused_and_order_does_not_matter(sample: Sample) -> None:
    model = OutletClassifier().fit(sample.table, sample.outlets, sample.groups)
    turned = sample.table[sample.table.columns[::-1]]
    assert np.array_equal(model.predict_proba(turned), model.predict_proba(sample.table))
    with pytest.raises(UsageError, match="not in the table"):
        model.predict(sample.table.drop(columns=model.columns_[0]))
    with pytest.raises(UsageError, match="give a table"):
        model.predict(["Officials said so."])


def test_texts_go_in_directly() -> None:
    from tests.classify.corpus import make_articles

    articles = make_articles(6)
    model = OutletClassifier().fit(articles, [a.outlet for a in articles], range(len(articles)))
    assert model.predict([articles[0].text]).shape == (1,)


def test_layout_and_length_are_never_features() -> None:
    names = [one.spec.name for one in list_features(Options())]
    left = framing_columns([*names, "agency", "outlet", "title", "n_words", "story_id"])
    for name in left:
        assert not name.startswith("reuse_")
        assert "headline" not in name
    out = {"text_furniture_share", "text_paragraphs_count", "text_words_count", "agency", "outlet"}
    assert not out & set(left)
    assert reason_left_out("agency") == "is no feature"


def test_coefficients_and_pushes_name_features_and_lead_to_spans() -> None:
    from tests.classify.corpus import make_articles

    articles = make_articles(10)
    features = framing.FramingFeatures().fit(articles)
    table = pd.DataFrame(features.transform(articles), columns=features.get_feature_names_out())
    model = OutletClassifier().fit(table, [a.outlet for a in articles], range(len(articles)))
    coefficients = coefficient_table(model)
    assert set(coefficients["outlet"]) == set(model.classes_)
    known = set(model.columns_) | {f"{name} (missing)" for name in model.columns_}
    assert set(coefficients["feature"]) <= known
    for reasons in top_features(model, table, 5):
        pushes = [push for _, _, push in reasons]
        assert pushes == sorted(pushes, reverse=True)
        assert all(name in model.columns_ for name, _, _ in reasons)


def test_a_features_evidence_stands_in_the_unchanged_text() -> None:
    text = (
        "By Otto Bergfeld\n\nOfficials said – as the “Calm Gazette” (Calm Gazette) wrote – that "
        "the talks may resume in the spring if the sides agree.\n\nIt could perhaps end well."
    )
    article = Article("a", text, outlet="Calm Gazette", authors=("Otto Bergfeld",))
    features = framing.FramingFeatures().fit([article])
    found = find_evidence(features, article, "hedge_epistemic_modal_per_1k_words")
    assert "could" in [text[a:b] for a, b in found.spans]
    source = find_evidence(features, article, "hedge_source_epistemic_modal_per_1k_words")
    words = {text[a:b] for a, b in (*found.spans, *source.spans)}
    assert words == {"may", "could"}
    row = features.transform([article])[0]
    names = features.get_feature_names_out().tolist()
    assert row[names.index(found.feature)] == found.value
    with pytest.raises(UsageError, match="codebook"):
        find_evidence(features, article, "hedge_nothing")


def test_a_table_without_groups_or_outlets_is_refused(sample: Sample) -> None:
    table = sample.table.assign(outlet=sample.outlets, article_id=[str(k) for k in range(72)])
    with pytest.raises(UsageError, match="framing reuse --groups"):
        table_sample(table)
    with pytest.raises(UsageError, match="no column outlet"):
        table_sample(table.drop(columns="outlet"))
    groups = table[["article_id"]].assign(story_id=table["article_id"], copy_id="1")
    assert len(set(table_sample(table, groups).groups.tolist())) == 1
    with pytest.raises(UsageError, match="in no group"):
        table_sample(table, groups.iloc[1:])
    with pytest.raises(UsageError, match="25 articles or more"):
        table_sample(table, groups, 25)
