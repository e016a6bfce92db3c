"""What a classifier answers row by row: its guess or none, why, and from which words."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.utils import get_tags

from framing.classify.evidence import coefficient_table, find_evidence, top_features
from framing.classify.masking import Masker, MaskOptions
from framing.classify.model import ABSTAINED, OutletClassifier
from framing.classify.sample import Sample
from framing.classify.sequences import COLUMN
from framing.classify.transformer import FramingFeatures
from framing.types import Article


def _fitted(sample: Sample, outlets: set[str] | None = None) -> tuple[OutletClassifier, Sample]:
    wanted = outlets or set(sample.outlets)
    rows = np.array([outlet in wanted for outlet in sample.outlets])
    table = sample.table[rows].drop(columns=COLUMN)
    labels = np.array(sample.outlets)[rows]
    return OutletClassifier(folds=0).fit(table, labels, sample.groups[rows]), table


def test_a_row_has_its_likeliest_outlet_or_none_and_each_alone(sample: Sample) -> None:
    model, table = _fitted(sample)
    chances = model.predict_proba(table)
    best = model.classes_[chances.argmax(axis=1)]
    assert (model.predict(table) == best).all()
    highest = chances.max(axis=1)
    bound = float((highest.min() + highest.max()) / 2)
    said = model.set_params(min_confidence=bound).predict(table)
    sure = highest >= bound
    assert (said[sure] == best[sure]).all()
    assert set(said[~sure]) == {ABSTAINED}


def test_as_many_outlets_as_rows_are_asked_for(sample: Sample) -> None:
    table = sample.table.drop(columns=COLUMN)
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        OutletClassifier(folds=0).fit(table, sample.outlets[:-1])


def test_it_takes_texts_and_empty_cells() -> None:
    tags = get_tags(OutletClassifier()).input_tags
    assert (tags.string, tags.allow_nan) == (True, True)


@pytest.mark.parametrize("count", [2, 3])
def test_reasons_push_towards_the_guess_and_the_strongest_comes_first(
    sample: Sample, count: int
) -> None:
    model, table = _fitted(sample, set(sorted(set(sample.outlets))[:count]))
    rows = coefficient_table(model)
    assert rows.index.tolist() == list(range(len(rows)))
    given = rows.set_index(["outlet", "feature"])["coefficient"]
    means = given.groupby("feature").mean()
    steps = model.pipeline_[:-1].transform(table[model.columns_].to_numpy(float))
    for row, (guess, reasons) in enumerate(
        zip(model.predict(table), top_features(model, table, 4), strict=True)
    ):
        assert 0 < len(reasons) <= 4
        pushes = [push for _, _, push in reasons]
        assert pushes == sorted(pushes, reverse=True)
        assert min(pushes) > 0
        for name, value, push in reasons:
            at = model.columns_.index(name)
            assert value == table[name].iloc[row]
            assert push == pytest.approx((given[guess, name] - means[name]) * steps[row, at])


def test_a_masked_article_holds_its_words_and_its_day_alone() -> None:
    masker = Masker(MaskOptions())
    text = "He told CNN on Monday that the talks between both sides will go on until spring."
    words = masker.mask(text).text
    assert "CNN" not in words
    assert masker.mask_article(text).text == words
    article = Article("a", text, outlet="CNN", url="https://cnn.com/a", published="2021-03-04")
    found = masker.mask_article(article)
    assert (found.article_id, found.published) == ("a", "2021-03-04")
    assert found.text == masker.mask(article).text
    assert (found.outlet, found.url) == (None, None)


def test_evidence_is_the_words_of_the_text_masked_or_not() -> None:
    text = "The talks may go on until spring. The envoys met in May on the harbour."
    article = Article("a", text)
    for masked in (True, False):
        features = FramingFeatures(mask=masked).fit([article])
        found = find_evidence(features, article, "hedge_epistemic_modal_per_1k_words")
        assert [text[start:stop] for start, stop in found.spans] == ["may"]
        assert found.value > 0
