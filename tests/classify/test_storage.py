"""Model files carry their versions, come back the same, and a stranger's pickle stays shut."""

from __future__ import annotations

import json
import pickle
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from skops import io

from framing.classify.model import OutletClassifier
from framing.classify.sample import Sample
from framing.classify.storage import Model, load_model, save_model
from framing.classify.transformer import FramingFeatures
from framing.classify.versions import current_versions
from framing.errors import UsageError
from tests.classify.corpus import make_articles


def _saved(sample: Sample, path: Path, **params: Any) -> Model:
    made = OutletClassifier(**params).fit(sample.table, sample.outlets, sample.groups)
    model = Model(made, current_versions(), {"framing": {"macro_f1": 0.5}})
    save_model(model, path)
    return model


@pytest.mark.parametrize("kind", ["linear", "boosted"])
def test_a_model_comes_back_as_it_was(sample: Sample, tmp_path: Path, kind: str) -> None:
    model = _saved(sample, tmp_path / "m", kind=kind, min_confidence=0.4)
    back = load_model(tmp_path / "m")
    same = back.classifier.predict_proba(sample.table)
    assert np.array_equal(same, model.classifier.predict_proba(sample.table))
    assert back.classifier.min_confidence == 0.4
    assert back.versions == current_versions()
    assert back.scores == model.scores
    assert back.stale() == []


def test_a_model_of_texts_masks_after_loading_as_before(tmp_path: Path) -> None:
    articles = make_articles(6)
    features = FramingFeatures().fit(articles)
    made = OutletClassifier(features=features).fit(
        articles, [a.outlet for a in articles], range(len(articles))
    )
    save_model(Model(made, current_versions()), tmp_path / "m")
    back = load_model(tmp_path / "m").classifier
    text = "Officials told the Calm Gazette that the talks may fail, she said."
    assert "Gazette" not in back.features_.masker_.mask(text).text
    assert np.array_equal(back.predict_proba([text]), made.predict_proba([text]))


def test_other_versions_are_named(sample: Sample, tmp_path: Path) -> None:
    model = _saved(sample, tmp_path / "m")
    old = Model(model.classifier, {**model.versions, "list hedges": "hedges 0.1"})
    save_model(old, tmp_path / "old")
    (said,) = load_model(tmp_path / "old").stale()
    assert said.startswith("list hedges: trained with hedges 0.1, now hedges")


class Stranger:
    """Anything that is not scikit-learn's."""


def test_a_file_of_other_types_or_kinds_is_refused(sample: Sample, tmp_path: Path) -> None:
    io.dump({"format": "x", "pipeline": Stranger()}, tmp_path / "stranger")
    with pytest.raises(UsageError, match=r"refused.*Stranger"):
        load_model(tmp_path / "stranger")
    (tmp_path / "pickle").write_bytes(pickle.dumps({"format": "framing"}))
    with pytest.raises(UsageError, match="is no model"):
        load_model(tmp_path / "pickle")
    io.dump({"format": "another"}, tmp_path / "other")
    with pytest.raises(UsageError, match="is no framing outlet classifier"):
        load_model(tmp_path / "other")
    with zipfile.ZipFile(tmp_path / "zip", "w") as file:
        file.writestr("schema.json", json.dumps({"a": 1}))
    with pytest.raises(UsageError, match="is no model"):
        load_model(tmp_path / "zip")
    with pytest.raises(UsageError, match="no such model"):
        load_model(tmp_path / "none")
    with pytest.raises(UsageError, match="make it first"):
        _saved(sample, tmp_path / "no" / "m")
    assert not list(tmp_path.glob("*.part"))


def test_what_is_measured_comes_back_as_it_was(tmp_path: Path) -> None:
    articles = make_articles(6)
    features = FramingFeatures(
        dyad=("CHN", "USA"), actors=("CHN", "putin"), every_column=False
    ).fit(articles)
    made = OutletClassifier(features=features).fit(
        articles, [a.outlet for a in articles], range(len(articles))
    )
    save_model(Model(made, current_versions()), tmp_path / "m")
    back = load_model(tmp_path / "m").classifier
    assert back.features_.get_params() == features.get_params()
    assert back.features_.columns_ == features.columns_
    assert back.features_.masker_.options == features.masker_.options
    assert back.temperature_ == made.temperature_
    story = "China condemned the United States on Monday. Putin may visit Beijing, officials said."
    row, same = features.transform([story]), back.features_.transform([story])
    assert np.array_equal(np.asarray(row, float), np.asarray(same, float), equal_nan=True)


@pytest.mark.parametrize("mask", [True, False])
def test_a_model_without_a_mask_comes_back_without_one(tmp_path: Path, mask: bool) -> None:
    articles = make_articles(6)
    features = FramingFeatures(mask=mask).fit(articles)
    made = OutletClassifier(features=features).fit(
        articles, [a.outlet for a in articles], range(len(articles))
    )
    save_model(Model(made, current_versions()), tmp_path / "m")
    back = load_model(tmp_path / "m").classifier.features_
    assert back.mask is mask
    assert (back.masker_ is not None) is mask
