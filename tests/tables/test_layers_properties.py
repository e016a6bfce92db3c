"""Tidy tables and evidence: rows have their article, spans their words, cells their type."""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.outputs import PARQUET_MARK, RECORD, is_our_folder
from framing.measures.columns import list_features
from framing.reading import read_article
from framing.tables import folder as folders
from framing.tables.evidence import (
    COLUMNS,
    TEXT,
    evidence_rows,
    in_context,
    speaker_at,
    speaker_name,
    zone_at,
)
from framing.tables.folder import TablesFolder
from framing.tables.layers import LAYERS, column_type, schema_of, tidy_rows
from framing.tables.record import read_record
from framing.tables.rows import annotation, layer_rows
from framing.tables.worded import with_words
from framing.types import Article, Options, Reading

STORY = (
    "Talks may resume\n\n"
    "By Jane Smith\n\n"
    "“We are ready for talks,” the minister said on Monday. “They may resume soon.”\n\n"
    "Officials said that Russia had attacked no town, and the mayor told reporters: “He said "
    "‘never’ to me.” The United States accused Russia of brutal air strikes that killed ten.\n\n"
    "The ferry may sail again, according to the harbour office. It is allegedly repaired.\n\n"
    "Read more: Other stories\n"
)
PLAIN = Article("a", STORY, outlet="Example Site", published="2017-04-05")
HEADED = Article("b", STORY[STORY.index("“We") :], outlet="X", title="Kremlin: talks may resume")
READINGS = [read_article(PLAIN), read_article(HEADED)]
RECORD_OF_RUN = {"framing": "0", "corpus": ["x"], "corpus_fingerprint": "y"}
WORDS = len(STORY.split())


def _all_evidence(reading: Reading) -> Iterator[dict[str, Any]]:
    for feature in list_features(Options(columns="all")):
        yield from evidence_rows(reading, feature)


def test_evidence_is_the_spans_of_the_measure_in_the_order_of_the_text() -> None:
    reading = READINGS[0]
    for feature in list_features(Options(columns="all")):
        measured = feature.measure(reading)
        rows = evidence_rows(reading, feature)
        assert [(row["start"], row["stop"]) for row in rows] == sorted(measured.spans)
        weights = measured.weights or (1.0,) * len(rows)
        assert sum(row["weight"] for row in rows) == pytest.approx(sum(weights))
        assert evidence_rows(reading, feature, 1) == rows[:1]
        for row in rows:
            assert set(row) == set(COLUMNS)
            assert set(TEXT) < set(COLUMNS)
            assert row["match"] == " ".join(STORY[row["start"] : row["stop"]].split())
            assert (row["article_id"], row["outlet"]) == ("a", "Example Site")
            assert (row["published"], row["page"]) == ("2017-04-05", None)


def test_evidence_says_what_a_span_counted_as_and_whose_words_it_is() -> None:
    reading = READINGS[0]
    rows = list(_all_evidence(reading))
    inside = [row for row in rows if speaker_at(reading, (row["start"], row["stop"]))]
    assert inside
    for row in inside:
        quote = speaker_at(reading, (row["start"], row["stop"]))
        assert quote is not None
        if row["voice"] == "source":
            assert row["speaker"] is not None
    own = [row for row in rows if row["voice"] == "outlet"]
    assert own
    hedges = {(h.start, h.stop): h for h in reading.hedges}
    for row in rows:
        hedge = hedges.get((row["start"], row["stop"]))
        if row["column"].startswith("hedge_") and hedge:
            assert row["counted_as"] == hedge.category
            assert row["confidence"] == hedge.probability
            assert row["status"] == ("negated" if hedge.negated else None)
    frames = [row for row in rows if row["column"].startswith("frame_") and row["counted_as"]]
    assert all(f"_{row['counted_as']}_" in row["column"] for row in frames)


@settings(deadline=None)
@given(st.integers(0, len(STORY)), st.integers(0, 40), st.integers(1, 120))
def test_the_context_is_whole_words_of_the_same_zone(start: int, length: int, around: int) -> None:
    reading = READINGS[0]
    stop = min(len(STORY), start + length)
    left, match, right = in_context(reading, (start, stop), around)
    zone = zone_at(reading, start)
    low, high = (zone.start, max(zone.stop, stop)) if zone else (0, len(STORY))
    before, after = STORY[low:start], STORY[stop:high]
    assert match == " ".join(STORY[start:stop].split())
    flat_before, flat_after = (" ".join(part.split()) for part in (before, after))
    shown_before, shown_after = left.removeprefix("…").split(), right.removesuffix("…").split()
    assert left.startswith("…") is (len(before) > around)
    assert right.endswith("…") is (len(after) > around)
    assert max(len(" ".join(shown)) for shown in (shown_before, shown_after)) <= around
    assert flat_before.endswith(" ".join(shown_before))
    assert flat_after.startswith(" ".join(shown_after))
    # Cut at a word where there is one to cut at.
    if " " in before[-around:] and len(before) > around:
        assert flat_before.split()[len(flat_before.split()) - len(shown_before) :] == shown_before
    if " " in after[:around] and len(after) > around:
        assert flat_after.split()[: len(shown_after)] == shown_after


def test_a_zone_holds_its_first_character_and_not_the_one_behind_its_last() -> None:
    reading = READINGS[0]
    for zone in reading.zones:
        assert zone_at(reading, zone.start) == zone
        assert zone_at(reading, zone.stop - 1) == zone
        assert zone_at(reading, zone.stop) != zone
    assert zone_at(reading, len(STORY)) is None


def test_the_speaker_of_a_place_is_the_innermost() -> None:
    reading = READINGS[0]
    never = STORY.index("never")
    inner = speaker_at(reading, (never, never + 5))
    assert inner is not None
    lengths = [
        stop - start
        for quote in reading.quotes
        for start, stop in quote.content
        if start <= never and never + 5 <= stop
    ]
    assert min(stop - start for start, stop in inner.content) == min(lengths)
    assert speaker_at(reading, (0, len(STORY))) is None
    for quote in reading.quotes:
        named = quote.speaker or ("unnamed" if quote.anonymous else "not resolved")
        assert speaker_name(quote) == named


@pytest.mark.parametrize("reading", READINGS, ids=["in the text", "with a title"])
def test_rows_of_a_layer_are_its_things_with_spans_as_text(reading: Reading) -> None:
    article = reading.article
    for layer in LAYERS:
        rows, things = tidy_rows(reading, layer), list(layer_rows(reading, layer))
        assert len(rows) == len(things)
        for row, thing in zip(rows, things, strict=True):
            assert row["article_id"] == article.article_id
            assert row["outlet"] == reading.provenance.publisher
            assert row["published"] == article.published
            for name, value in thing.items():
                if name.endswith("_in"):
                    assert name not in row
                elif isinstance(value, list | tuple):
                    spans = value if isinstance(value, list) else [value]
                    assert _told(row[name], article) == [_words(article, s, thing) for s in spans]
                else:
                    assert row[name] == value


def _told(cell: str, article: Article) -> list[str]:
    """The words of each span of a cell, in the text or title as given."""
    own = {"": article.text[article.headed :], "title": article.title or ""}
    parts = [part.rpartition(" ") for part in cell.split(";") if part]
    return [own[where][slice(*map(int, span.split(":")))] for where, _, span in parts]


def _words(article: Article, span: tuple[int, int], thing: Mapping[str, Any]) -> str:
    """The words of a span of a row; parts of a quote may lie in either column."""
    own = {"text": article.text[article.headed :], "title": article.title or ""}
    return own[thing["field"]][slice(*span)]


@pytest.mark.parametrize("layer", LAYERS)
def test_places_of_a_layer_lie_in_the_columns_as_given(layer: str) -> None:
    given = {"title": HEADED.title, "text": HEADED.text}
    rows = layer_rows(READINGS[1], layer)
    for row in rows:
        own = given[row["field"]]
        assert own is not None
        if "start" in row:
            assert own[row["start"] : row["stop"]] == row["text"]
        elif f"{row['field']}_in" not in row and "content_in" not in row:
            assert " … ".join(own[a:b] for a, b in row["content"]) == row["content_text"]


def test_columns_have_the_types_of_what_they_hold() -> None:
    assert LAYERS[:2] == ("quotes", "hedges")
    for reading in READINGS:
        for layer in LAYERS:
            for row in tidy_rows(reading, layer):
                for name, value in row.items():
                    kind = column_type(layer, name)
                    if value is None or kind == "date":
                        continue
                    assert isinstance(kind, type)
                    assert isinstance(value, (float, int) if kind is float else kind), (layer, name)
    assert column_type("hedges", "start") is int
    assert column_type("hedges", "probability") is float
    assert column_type("hedges", "negated") is bool
    assert column_type("hedges", "category") is str
    assert column_type("articles", "title") is str
    assert column_type("quotes", "published") == "date"
    schema = schema_of("articles", ["outlet", "n_words", "published"], ["outlet"])
    assert [field.type for field in schema] == [pa.string(), pa.float64(), pa.date32()]
    assert schema_of("hedges", ["negated", "start"]).types == [pa.bool_(), pa.int64()]


@pytest.mark.parametrize("reading", READINGS, ids=["in the text", "with a title"])
def test_every_span_of_an_annotation_gets_its_words(reading: Reading) -> None:
    plain = json.loads(json.dumps(annotation(reading, list_features(Options()))))
    article = reading.article
    found = with_words(plain, article)
    text = article.text
    assert found["measurements"].keys() == plain["measurements"].keys()
    for name, one in found["measurements"].items():
        assert one["words"] == [text[a:b] for a, b in plain["measurements"][name]["spans"]]
    layers = {layer: items for layer, items in found.items() if isinstance(items, list)}
    things = [
        (item, before)
        for layer, items in layers.items()
        for item, before in zip(items, plain[layer], strict=True)
        if isinstance(item, dict)
    ]
    assert len(things) > 5
    for item, before in things:
        assert before.items() <= item.items()
        _check_words(item, (article.title or "") if item.get("in") == "title" else text)


def _check_words(item: dict[str, Any], source: str) -> None:
    if "start" in item:
        assert item["text"] == source[item["start"] : item["stop"]]
    for name in ("content", "cue", "source"):
        listed = isinstance(item.get(name), list)
        words = [source[a:b] for a, b in item[name]] if listed else None
        assert item.get(f"{name}_text") == words
    for name in ("scope", "verb", "trigger", "agent", "patient"):
        span = item.get(name)
        assert item.get(f"{name}_text") == (source[span[0] : span[1]] if span else None)


def _hedge_row(k: int) -> dict[str, Any]:
    return {
        "article_id": f"={k}",
        "outlet": None,
        "published": "2017-04-05" if k else "spring",
        "start": k,
        "probability": float("nan") if k == 1 else k / 3,
        "negated": k == 2,
    }


@pytest.mark.parametrize("form", ["parquet", "csv"])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_folder_of_tables_holds_every_row_in_order(
    form: str, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_ROWS", 2)  # row groups of two, so that several are written
    target = tmp_path / "tables"
    with TablesFolder(target, form, RECORD_OF_RUN) as tables:
        for k in range(count):
            tables.add({"hedges": [_hedge_row(k)]})
        tables.add_reuse([{"article_id_a": "x", "similarity": 0.5}])
        assert not target.exists()
    assert is_our_folder(str(target))
    names = {path.name for path in target.iterdir()} - {RECORD, "tables.run.json"}
    assert names == {f"{layer}.{form}" for layer in (*LAYERS, "reuse")}
    assert read_record(target)["corpus_fingerprint"] == "y"
    if form == "csv":
        with (target / "hedges.csv").open(newline="", encoding="utf-8") as file:
            held = list(csv.DictReader(file))
        assert [one["article_id"] for one in held] == [f"'={k}" for k in range(count)]
        return
    table = pq.read_table(target / "hedges.parquet")
    assert PARQUET_MARK in table.schema.metadata
    held = table.to_pylist()
    assert [one["article_id"] for one in held] == [f"={k}" for k in range(count)]
    if count == 3:
        days = [None, datetime.date(2017, 4, 5), datetime.date(2017, 4, 5)]
        assert [one["published"] for one in held] == days
        assert [one["probability"] for one in held] == [0.0, None, 2 / 3]
        assert [one["negated"] for one in held] == [False, False, True]
    (passage,) = pq.read_table(target / "reuse.parquet").to_pylist()
    assert (passage["article_id_a"], passage["similarity"], passage["words"]) == ("x", 0.5, None)


def test_a_folder_that_is_left_by_an_error_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with TablesFolder(tmp_path / "tables", "csv", RECORD_OF_RUN) as tables:
            tables.add({"hedges": [{"article_id": "a"}]})
            raise ValueError("amid the rows")

    with pytest.raises(ValueError, match="amid"):
        fail()
    assert not list(tmp_path.iterdir())
