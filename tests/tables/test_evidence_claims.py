"""What is told of a span: its words, whose they are, what they counted as, where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from framing.measures.columns import list_features
from framing.pages.title import put_title_on_top
from framing.reading import read_article
from framing.tables.evidence import (
    COLUMNS,
    as_given,
    evidence_rows,
    in_context,
    relation_words,
    speaker_name,
)
from framing.tables.rows import (
    annotation,
    base_row,
    headline_of,
    layer_rows,
    quote_rows,
    rounded,
)
from framing.tables.worded import with_words
from framing.types import Article, Options, Quote, Reading

STORY = (
    "Talks may resume\n\n"
    "“We may not be ready,” the envoy said on Monday.\n\n"
    "Officials said that Russia had attacked the United States, and an aide who asked not to be "
    "named told reporters: “He said ‘perhaps never’ to me.” It is allegedly a brutal war, and many "
    "more people than in the year before it died.\n"
)
PLAIN = read_article(Article("a", STORY, outlet="Example Site", published="2017-04-05", path="p#1"))
BODY = STORY[STORY.index("“We") :]
HEADED = read_article(Article("b", BODY, title="Kremlin: talks may resume"))
EVERY = {one.spec.name: one for one in list_features(Options(columns="all"))}


def _evidence(reading: Reading, column: str) -> list[dict[str, Any]]:
    return evidence_rows(reading, EVERY[column])


def test_a_hedge_is_shown_with_its_voice_speaker_and_zone() -> None:
    rows = [
        row
        for name in EVERY
        if name.startswith("hedge_")
        for row in evidence_rows(PLAIN, EVERY[name])
        if row["match"].startswith("may")
    ]
    first = next(row for row in rows if row["start"] == STORY.index("may"))
    assert (first["voice"], first["speaker"], first["zone"]) == ("outlet", None, "headline")
    second = next(row for row in rows if row["start"] == STORY.index("may not"))
    (quote,) = [
        one for one in PLAIN.quotes if one.content[0][0] <= second["start"] < one.content[0][1]
    ]
    assert second["voice"] == "source"
    assert second["speaker"] == speaker_name(quote) != "unnamed"
    assert second["side"] == quote.side
    for row in rows:
        assert set(row) == set(COLUMNS)
        assert row["counted_as"] == "epistemic_modal"
        assert row["confidence"] == next(
            one.probability for one in PLAIN.hedges if one.start == row["start"]
        )


def test_an_attribution_is_shown_with_its_kind_stance_and_whether_unnamed() -> None:
    rows = [
        row
        for name in EVERY
        if name.startswith("quote_")
        for row in evidence_rows(PLAIN, EVERY[name])
    ]
    kinds = {f"{quote.kind}, {quote.stance}" for quote in PLAIN.quotes}
    told = {row["counted_as"] for row in rows}
    assert {one.removesuffix(", unnamed") for one in told} <= kinds
    unnamed = [quote for quote in PLAIN.quotes if quote.anonymous]
    assert unnamed
    for row in rows:
        near = [
            q
            for q in PLAIN.quotes
            if (row["start"], row["stop"]) in (*q.content, *q.cue, *q.source)
        ]
        if len(near) == 1:
            assert row["counted_as"].endswith(", unnamed") is near[0].anonymous
            assert row["confidence"] == near[0].confidence
            assert row["speaker"] == speaker_name(near[0])
            assert row["voice"] == "source"


def test_a_statement_is_told_by_its_sides_and_its_class() -> None:
    (relation,) = [one for one in PLAIN.relations if one.source == "RUS"]
    words = relation_words(relation)
    assert words == "RUS → USA, material conflict"
    told = SimpleNamespace(source="A", target="B", mutual=True, quad="verbal_coop")
    assert relation_words(told) == "A ↔ B, verbal cooperation"
    rows = [
        row
        for name in EVERY
        if name.startswith("relation_")
        for row in evidence_rows(PLAIN, EVERY[name])
        if row["counted_as"] == words
    ]
    assert rows
    for row in rows:
        assert row["status"] == relation.status
        assert row["confidence"] == relation.confidence


def test_wordings_mentions_and_frames_are_told_by_what_they_are() -> None:
    seen: dict[str, set[str]] = {"actor": set(), "wording": set(), "frame": set()}
    for name, feature in EVERY.items():
        family = name.split("_")[0]
        if family in seen:
            rows = evidence_rows(PLAIN, feature)
            seen[family] |= {row["counted_as"] for row in rows if row["counted_as"]}
    assert {one for one in seen["actor"] if ", " in one} <= {
        f"{one.actor}, {one.role}, {one.form}" for one in PLAIN.mentions
    }
    assert seen["frame"] <= {one.frame for one in PLAIN.frames}
    wordings = {
        f"{one.kind}: {one.choice}".replace("_", " ")
        + (f" of {one.referent.replace('_', ' ')}" if one.referent else "")
        for one in PLAIN.wordings
    }
    assert seen["wording"] & wordings
    assert all(seen.values())


def test_a_speaker_is_named_or_said_to_be_unnamed_or_unresolved() -> None:
    quote = PLAIN.quotes[0]
    assert speaker_name(replace(quote, speaker="Jane Smith", anonymous=True)) == "Jane Smith"
    assert speaker_name(replace(quote, speaker=None, anonymous=True)) == "unnamed"
    assert speaker_name(replace(quote, speaker=None, anonymous=False)) == "not resolved"


def test_the_context_of_a_place_is_ninety_signs_to_each_side_cut_at_words() -> None:
    word = STORY.index("reporters")
    left, match, right = in_context(PLAIN, (word, word + 9))
    assert match == "reporters"
    assert left.startswith("… ")
    assert right.endswith(" …")
    assert 80 < len(left) <= 92
    assert STORY[word - 90 : word].rstrip().endswith(left.removeprefix("… "))
    start = STORY.index("Officials")
    assert in_context(PLAIN, (start, start + 9))[0] == ""  # none from beyond the zone
    assert in_context(PLAIN, (start, start + 9), 6)[2] == "said …"
    at_end = STORY.index("died.")
    assert in_context(PLAIN, (at_end, at_end + 5))[2] == ""


def test_a_row_is_given_in_the_users_own_columns() -> None:
    name = next(n for n in EVERY if n.startswith("hedge_") and _evidence(HEADED, n))
    article = HEADED.article
    for row in _evidence(HEADED, name):
        given = as_given(row, article)
        held = {"title": article.title, "text": BODY}[given["field"]]
        assert held is not None
        assert " ".join(held[given["start"] : given["stop"]].split()) == row["match"]
        assert given.keys() == row.keys()
    fields = {
        as_given(row, article)["field"]
        for feature in EVERY.values()
        for row in evidence_rows(HEADED, feature)
    }
    assert fields == {"title", "text"}


def test_an_annotation_has_every_layer_with_its_fields() -> None:
    features = list_features(Options())
    found = annotation(PLAIN, features)
    assert (found["article_id"], found["path"], found["outlet"]) == ("a", "p#1", "Example Site")
    for layer in ("hedges", "mentions", "relations", "wordings", "frames", "roles", "zones"):
        items: Sequence[Any] = getattr(PLAIN, layer)
        assert len(found[layer]) == len(items) > 0, layer
        for row, item in zip(found[layer], items, strict=True):
            assert row == {name: getattr(item, name) for name in row}
            assert {"start", "stop"} <= set(row)
    assert found["salience"] == dict(PLAIN.salience)
    assert found["problems"] == list(PLAIN.problems)
    assert found["dominant_frame"] in (None, *found["frame_probabilities"])
    scores = PLAIN.frame_scores
    assert scores is not None
    assert list(found["frame_probabilities"].values()) == [
        rounded(float(p)) for p in scores.article
    ]
    assert [(one["start"], one["stop"]) for one in found["sentences"]] == list(scores.spans)
    for quote, row in zip(PLAIN.quotes, found["quotes"], strict=True):
        assert row["confidence"] == rounded(quote.confidence)
        for name in ("content", "cue", "source"):
            assert row[name] == [list(span) for span in getattr(quote, name)]
        for name in ("kind", "speaker", "actor", "side", "anonymous", "stance", "nested"):
            assert row[name] == getattr(quote, name)
    for feature in features:
        measured, row = feature.measure(PLAIN), found["measurements"][feature.spec.name]
        value = rounded(measured.value)
        assert row["value"] == (None if value != value else value)
        assert row["spans"] == [list(span) for span in measured.spans]
        assert row["weights"] == (None if measured.weights is None else list(measured.weights))
        assert (row["denominator"], row["scale"]) == (measured.denominator, measured.scale)
    nothing = annotation(read_article(Article("e", "")), features)
    assert (nothing["sentences"], nothing["frame_probabilities"], nothing["left_out"]) == (
        [],
        {},
        {},
    )


def test_words_stand_beside_every_place_and_are_of_the_column_it_names() -> None:
    article = Article("a", "Envoys met again.", title="Talks go on")
    item: dict[str, Any] = {
        "start": 0,
        "stop": 5,
        "in": "title",
        "scope": (6, 8),
        "verb": None,
        "source": [[0, 5], [9, 11]],
        "cue": [],
    }
    said = {
        "layer": [item, {"start": 7, "stop": 10, "source": "RUS"}, 7],
        "name": "x",
        "measurements": {"m": {"spans": [[0, 6], [7, 10]], "value": 2}},
    }
    found = with_words(said, article)
    first, second, third = found["layer"]
    assert (first["text"], first["scope_text"]) == ("Talks", "go")
    assert first["source_text"] == ["Talks", "on"]
    assert first["cue_text"] == []
    assert "verb_text" not in first
    assert second == {"start": 7, "stop": 10, "source": "RUS", "text": "met"}
    assert (third, found["name"]) == (7, "x")
    assert found["measurements"]["m"] == {
        "spans": [[0, 6], [7, 10]],
        "value": 2,
        "words": ["Envoys", "met"],
    }
    untitled = with_words({"l": [{"start": 0, "stop": 3, "in": "title"}], "measurements": {}},
                          replace(article, title=None))  # fmt: skip
    assert untitled["l"][0]["text"] == ""


def test_rows_of_attributions_name_the_column_of_each_span() -> None:
    for row, quote in zip(quote_rows(HEADED), HEADED.quotes, strict=True):
        for name in ("content", "cue", "source"):
            spans = getattr(quote, name)
            cells = row[f"{name}_spans"].split(";") if spans else []
            located = [HEADED.article.locate(*span) for span in spans]
            assert cells == [
                f"{'' if where == 'text' else 'title '}{start}:{stop}"
                for where, start, stop in located
            ]
        assert row["path"] == HEADED.article.path
        assert row["confidence"] == rounded(quote.confidence)


def test_rows_of_a_layer_name_their_zone_and_their_field() -> None:
    for layer in ("quotes", "hedges", "frames", "roles", "mentions"):
        rows = layer_rows(HEADED, layer)
        items = getattr(HEADED, layer)
        assert len(rows) == len(items)
        for row, item in zip(rows, items, strict=True):
            place = item.content[0][0] if isinstance(item, Quote) else item.start
            (zone,) = [one.kind for one in HEADED.zones if one.start <= place < one.stop]
            assert (row["zone"], row["article_id"]) == (zone, "b")
            assert row["field"] in ("title", "text")
            assert "in" not in row
    empty = read_article(Article("a", ""))
    assert layer_rows(empty, "quotes") == []
    assert headline_of(empty) is None
    assert (base_row(empty)["title"], base_row(empty)["n_words"]) == (None, 0)
    whole, _ = put_title_on_top(Article("a", "Text here."), [])
    assert whole.headed == 0
