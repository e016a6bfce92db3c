"""What is kept between two calls: a model's memory, its bounds, a cache, the versions of all."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.exceptions import NotFittedError

from framing.classify import cache as caching
from framing.classify.archive import MOST_DEPTH, check_archive
from framing.classify.cache import Row, RowCache
from framing.classify.masking import MaskOptions, learn_masker
from framing.classify.model import OutletClassifier
from framing.classify.sequences import COLUMN
from framing.classify.storage import Model, check_place, load_model, save_model
from framing.classify.transformer import FramingFeatures, as_articles
from framing.classify.versions import current_versions
from framing.errors import SkippedWarning, UsageError
from framing.language.models import MODEL_FOLDER
from framing.lists.load import lexicon_folder, list_version
from framing.run.batches import Limits
from framing.types import Article, Options
from tests.classify.numbers import OUTLETS, make_numbers
from tests.classify.test_archive import array, packed
from tests.pages.test_furniture_learned import page, paragraph

SAMPLE = make_numbers()
HEAD = 'name = "mine"\nversion = "7"\nsource = "me"\nlicence = "MIT"\nlimits = "one row"\n'


def _saved(model: OutletClassifier, path: Path, **versions: str) -> Model:
    save_model(Model(model, {**current_versions(), **versions}), path)
    return load_model(path)


def test_a_model_remembers_its_settings_columns_and_outlets(tmp_path: Path) -> None:
    made = OutletClassifier(min_confidence=0.25, folds=3, seed=9)
    made.fit(SAMPLE.table, SAMPLE.outlets, SAMPLE.groups)
    back = _saved(made, tmp_path / "m")
    assert back.scores == {}
    assert back.stale() == []
    given = {name: value for name, value in made.get_params().items() if name != "features"}
    assert {name: back.classifier.get_params()[name] for name in given} == given
    assert back.classifier.columns_ == made.columns_
    assert back.classifier.classes_.tolist() == list(OUTLETS)
    assert back.classifier.temperature_ == made.temperature_ != 1
    assert back.classifier.weight_ == made.weight_ != 0
    assert not hasattr(back.classifier, "features_")
    for name in ("chosen", "spread"):
        kept, before = (getattr(one.grammar_, name) for one in (back.classifier, made))
        assert np.array_equal(kept, before)
    table = SAMPLE.table
    assert np.array_equal(back.classifier.predict_proba(table), made.predict_proba(table))
    assert back.classifier.predict(table).tolist() == made.predict(table).tolist()
    bare = OutletClassifier(folds=0).fit(table.drop(columns=COLUMN), SAMPLE.outlets)
    assert _saved(bare, tmp_path / "bare").classifier.grammar_ is None


def _recurring() -> list[Article]:
    line = "Your town may be on our map"
    return [
        Article(
            f"a{k}",
            page(k, line if k < 22 else "", paragraph(k, 4)).text,
            outlet=OUTLETS[k % 2],
            authors=("Anna Lindt",),
        )
        for k in range(44)
    ]


@pytest.mark.parametrize("dyad", [("CHN", "USA"), None])
def test_a_model_of_texts_remembers_what_it_masks_and_what_it_measures(
    tmp_path: Path, dyad: tuple[str, str] | None
) -> None:
    row = '[[outlet]]\nname = "Danube Herald"\nhosts = []\ncountry = "AUT"\n'
    (tmp_path / "lists").mkdir()
    text = f"{HEAD}{row}state_owned = false\nagency = false\n"
    (tmp_path / "lists" / "outlets.toml").write_text(text)
    articles = _recurring()
    features = FramingFeatures(dyad=dyad, actors=("putin",), lexicons=tmp_path / "lists")
    made = OutletClassifier(features=features, folds=0)
    made.fit(articles, [a.outlet for a in articles], range(44))
    saved = _saved(made, tmp_path / "m", **current_versions(tmp_path / "lists"))
    back = saved.classifier
    assert saved.stale() == []
    assert back.features_.dyad == dyad
    assert back.features_.actors == ("putin",)
    assert Path(back.features_.lexicons) == tmp_path / "lists"
    assert (back.features_.mask, back.features_.every_column) == (True, False)
    assert back.features_._options() == made.features_._options()
    told = Article("b", f"{articles[0].text}\nAnna Lindt told the Danube Herald so, he said.")
    masked = back.features_.masker_.mask(told).text
    assert masked == made.features_.masker_.mask(told).text
    for gone in ("Lindt", "Danube", "on our map"):
        assert gone not in masked
    assert np.array_equal(back.predict_proba([told]), made.predict_proba([told]))
    ours, own = (list_version("outlets", folder) for folder in (None, tmp_path / "lists"))
    assert ours != own
    stale = _saved(made, tmp_path / "m").stale()  # as if trained with our lists alone
    assert stale == [f"list outlets: trained with {ours}, now {own}"]


def test_what_a_version_depends_on_is_named_and_what_is_gone_is_missing(tmp_path: Path) -> None:
    made = OutletClassifier(folds=0).fit(SAMPLE.table, SAMPLE.outlets)
    stale = _saved(made, tmp_path / "m", framing="0.0", ghost="1").stale()
    now = current_versions()
    said = [
        f"framing: trained with 0.0, now {now['framing']}",
        "ghost: trained with 1, now missing",
    ]
    assert sorted(stale) == sorted(said)
    names = {path.stem for path in lexicon_folder().glob("*.toml")}
    rest = {"framing", "language", "masking", "sequences", "features", "models"}
    assert set(now) == rest | {f"list {name}" for name in names}
    for name in names:
        assert now[f"list {name}"] == list_version(name, None)
    files = [p for p in MODEL_FOLDER.parent.rglob("*") if p.suffix in (".npz", ".json")]
    whole = b"".join(path.read_bytes() for path in sorted(files))
    assert now["models"] == hashlib.blake2b(whole, digest_size=6).hexdigest()


def test_where_no_model_can_go_is_said_before_any_work(tmp_path: Path) -> None:
    assert check_place(str(tmp_path / "m")) == tmp_path / "m"
    with pytest.raises(UsageError, match=f"-o {tmp_path}: is a folder; give a file name"):
        check_place(tmp_path)
    with pytest.raises(UsageError, match=f"no folder {tmp_path}/no; make it first"):
        check_place(tmp_path / "no" / "m")


def test_bounds_of_a_model_file_hold_from_both_sides(tmp_path: Path) -> None:
    def nested(levels: int, kind: str) -> Any:
        inner: Any = 1
        for _ in range(levels - 1):
            inner = [inner] if kind == "list" else {"a": inner}
        return inner

    for kind in ("list", "dict"):
        check_archive(packed(tmp_path / "m", {}, nested(MOST_DEPTH, kind)))
        with pytest.raises(ValueError, match="nested more than 60 levels deep"):
            check_archive(packed(tmp_path / "m", {}, nested(MOST_DEPTH + 1, kind)))
    one_mb = array(np.zeros((1 << 17) - 16))  # with its header
    assert len(one_mb) == 1 << 20
    named = [{"file": "a.npy", "more": [{"file": "missing.npy"}, {"file": 3}]}]
    check_archive(packed(tmp_path / "m", {"a.npy": one_mb}, named * 250))
    with pytest.raises(ValueError, match="more than 256 MB"):
        check_archive(packed(tmp_path / "m", {"a.npy": one_mb}, named * 257))


ROW: Row = (np.arange(3.0), "NN VBD")


def test_a_row_is_kept_by_its_text_and_state_and_the_latest_holds(tmp_path: Path) -> None:
    cache = RowCache(tmp_path / "deep" / "er", "a")
    assert cache.read(["x"], 3) == {}
    assert not (tmp_path / "deep").exists()  # to look makes nothing
    cache.write({"x": ROW, "ü\ud800": ROW})
    cache.write({"x": (np.ones(3), "DT")})
    found = cache.read(["no", "ü\ud800", "x"], 3)
    assert sorted(found) == [1, 2]
    assert (found[2][0].tolist(), found[2][1]) == ([1, 1, 1], "DT")
    assert (found[1][0].tolist(), found[1][1]) == ([0, 1, 2], "NN VBD")
    assert cache.read(["x"], 4) == {}  # of fewer columns than are asked for
    keys = {cache.key(text) for text in ("x", "y", "")}
    assert len(keys | {RowCache(tmp_path, "b").key("x")}) == 4
    assert {len(key) for key in keys} == {16}


def test_a_cache_that_another_writes_is_waited_for_and_else_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = RowCache(tmp_path, "a")
    cache.write({"x": ROW})
    other = sqlite3.connect(tmp_path / "features.sqlite", check_same_thread=False)
    with closing(other):
        other.execute("BEGIN EXCLUSIVE")
        waiting = threading.Timer(0.3, other.rollback)
        waiting.start()
        assert sorted(cache.read(["x"], 3)) == [0]
        waiting.join()
        other.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr(caching, "_PATIENCE", 0.01)
        with pytest.warns(SkippedWarning, match=r"not used \(database is locked\)") as said:
            assert cache.read(["x"], 3) == {}
        with pytest.warns(SkippedWarning, match="is locked") as more:
            cache.write({"y": ROW})
    # A warning names the line that asked, not one of ours.
    assert {one.filename for one in (*said, *more)} == {__file__}
    assert not (tmp_path / "features.sqlite.damaged").exists()


def test_damage_and_refusals_of_a_cache_are_told_where_it_is_asked(tmp_path: Path) -> None:
    (tmp_path / "features.sqlite").write_bytes(b"no database, but longer than its header" * 9)
    with pytest.warns(
        SkippedWarning, match=r"is damaged \(.*\); it is now features.sqlite.damaged"
    ) as one:
        assert RowCache(tmp_path, "a").read(["x"], 3) == {}
    (tmp_path / "file").write_text("x")
    with pytest.warns(SkippedWarning, match=r"not used \(.*[Ff]ile exists\)") as two:
        RowCache(tmp_path / "file", "a").write({"x": ROW})
    assert {said.filename for said in (*one, *two)} == {__file__}


TEXTS = ["Officials said the talks may resume.", "We must act now!", ""]


def test_work_is_told_of_as_it_is_done_and_what_was_kept_first(tmp_path: Path) -> None:
    features = FramingFeatures(cache=tmp_path, mask=False).fit(TEXTS)
    done: list[int] = []
    first = features.measure(features.masked(TEXTS[:2]), done.append)
    assert done == [0, 2]
    done.clear()
    second = features.measure(features.masked(TEXTS), done.append)
    assert done == [2, 1]
    assert np.array_equal(second.iloc[:2, :-1], first.iloc[:, :-1], equal_nan=True)
    assert second[COLUMN].tolist()[:2] == first[COLUMN].tolist()
    assert second.columns.tolist() == [*features.get_feature_names_out(), COLUMN]
    dated = [Article("a", TEXTS[0], published="2020-01-01")]
    assert features.measure(dated, done.append).shape == (1, len(first.columns))
    assert done[2:] == [0, 1]  # the day is a part of what is kept


def test_an_article_that_costs_too_much_has_empty_cells_and_is_named(tmp_path: Path) -> None:
    features = FramingFeatures(mask=False, cache=tmp_path).fit(TEXTS)
    features.limits = Limits(seconds=60.0, megabytes=4_000)
    given = [Article("a", TEXTS[0], path="in.csv#1"), Article("b", "x " * 3, path="")]
    fine = features.measure(given)
    assert np.isfinite(fine.iloc[0, :-1].to_numpy(float)).any()
    features.limits = Limits(seconds=1e-4)
    features.cache = tmp_path / "other"
    with pytest.warns(SkippedWarning) as said:
        lost = features.measure(given)
    assert lost.iloc[:, :-1].isna().all(axis=None)
    assert lost[COLUMN].tolist() == ["", ""]
    assert [str(one.message).split(": ")[0] for one in said] == ["in.csv#1", "b"]
    assert {one.filename for one in said} == {__file__}
    features.limits = None  # what was lost is not remembered
    again = features.measure(given)
    assert np.array_equal(again.iloc[:, :-1], fine.iloc[:, :-1], equal_nan=True)


def test_an_unfitted_measurer_says_so() -> None:
    for ask in (
        lambda one: one.transform(TEXTS),
        lambda one: one.masked(TEXTS),
        lambda one: one.measure([]),
        lambda one: one.get_feature_names_out(),
    ):
        with pytest.raises(NotFittedError):
            ask(FramingFeatures())


def test_columns_are_those_a_classifier_may_see_or_all() -> None:
    from framing.classify.columns import framing_columns
    from framing.measures.columns import list_features

    every = [one.spec.name for one in list_features(Options(("CHN", "USA"), columns="all"))]
    all_of_them = FramingFeatures(dyad=("CHN", "USA"), every_column=True).fit(TEXTS)
    assert all_of_them.get_feature_names_out().tolist() == every
    some = FramingFeatures(dyad=("CHN", "USA")).fit(TEXTS)
    assert some.get_feature_names_out().tolist() == framing_columns(every)
    assert FramingFeatures(mask=False).fit(TEXTS).masker_ is None
    given = [Article("a", TEXTS[0], outlet="X")]
    assert FramingFeatures(mask=False).fit(TEXTS).masked(given) == given


def test_wide_tables_name_six_columns_and_texts_are_numbered() -> None:
    import pandas as pd

    def table(width: int) -> pd.DataFrame:
        return pd.DataFrame({f"c{k}": ["x"] for k in range(width)})

    with pytest.raises(UsageError, match=r"of 6 columns \(c0, c1, c2, c3, c4, c5\): expected one"):
        as_articles(table(6))
    with pytest.raises(UsageError, match=r"of 7 columns \(c0, c1, c2, c3, c4, c5, …\)"):
        as_articles(table(7))
    with pytest.raises(UsageError, match=r"of 0 columns \(\)"):
        as_articles(table(0))
    found = as_articles(["x", Article("own", "y"), np.str_("z")])
    assert [one.article_id for one in found] == ["text 0", "own", "text 2"]
    assert type(found[2].text) is str
    with pytest.raises(UsageError, match="row 0: expected a text or an article, not ndarray"):
        as_articles(np.array([["a", "b"]], object))


def test_a_mask_of_nothing_learned_is_stored_as_none_was(tmp_path: Path) -> None:
    features = FramingFeatures().fit(TEXTS)
    masker = learn_masker(as_articles(TEXTS), MaskOptions())
    assert features.masker_ is not None
    assert features.masker_.options == masker.options
    assert json.loads(json.dumps(masker.options.outlets)) == []
