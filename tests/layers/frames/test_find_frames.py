"""Frames are found sentence by sentence, each traced to its words."""

from __future__ import annotations

import json

import numpy as np
import pytest

from framing.layers.frames.model import MODEL_FILE, load_model
from framing.layers.frames.names import FRAMES, load_card
from framing.measures.columns import list_features
from framing.measures.frames import dominant_frame
from framing.reading import read_article, read_articles
from framing.tables.rows import annotation, feature_row
from framing.types import Article, Options

CLEAR = {
    "conflict": "The minister accused the opposition of lying and the two sides clashed again.",
    "economic": "Shares fell by three percent as the company cut jobs and its profit shrank.",
    "human_interest": "A mother wept as she held the shoes of her little daughter, who had died.",
    "morality": "It is our moral duty before God, and to look away would be a sin and a shame.",
    "security": "Troops and tanks moved to the border after the missile attack on the base.",
    "health": "Doctors at the hospital said that patients with the virus need more vaccine.",
    "justice": "The judge sentenced the former mayor to prison after the jury found him guilty.",
    "political": "The senator leads the polls ahead of the primary election in Iowa.",
    "scientific": "Researchers at the university published a study of the data from the telescope.",
    "environment": "Rising emissions warm the climate and threaten species and forests.",
    "culture": "The actor won an award for his role in the film, and the singer toured in May.",
}


@pytest.mark.parametrize("frame", sorted(CLEAR))
def test_a_clear_sentence_carries_its_frame(frame: str) -> None:
    found = {one.frame for one in read_article(CLEAR[frame]).frames}
    assert frame in found


def test_a_plain_sentence_carries_none() -> None:
    assert read_article("She sat down at the table near the window and waited.").frames == ()


def test_other_names_do_not_change_the_frame() -> None:
    sentence = "{} and {} failed to agree and blamed each other for the attack on the convoy."
    pairs = [("Russia", "Ukraine"), ("India", "Pakistan"), ("Peru", "Chile")]
    found = [{f.frame for f in read_article(sentence.format(*pair)).frames} for pair in pairs]
    assert all({"conflict", "security"} <= frames for frames in found)


def test_every_frame_points_at_its_sentence() -> None:
    text = " ".join(CLEAR.values())
    sentences = set(CLEAR.values())
    reading = read_article(text)
    assert reading.frames
    assert {text[f.start : f.stop] for f in reading.frames} <= sentences


def test_a_probability_is_the_sum_of_its_sentences() -> None:
    reading = read_article(" ".join(CLEAR.values()))
    row = annotation(reading, list_features(Options(columns="all")))
    for frame in FRAMES:
        found = row["measurements"][f"frame_{frame}_probability"]
        assert found["spans"]
        total = sum(found["weights"])
        assert total == pytest.approx(row["frame_probabilities"][frame], abs=1e-4)
    json.dumps(row)


def test_what_a_source_says_is_told_from_the_outlets_voice() -> None:
    text = (
        "The two leaders met in the hotel on Monday. "
        '"The rebels bombed our hospital and children died," the doctor said.'
    )
    row = feature_row(read_article(text), list_features(Options(columns="all")))
    assert row["frame_source_human_interest_sentences_share"] == 1
    assert row["frame_outlet_human_interest_sentences_share"] == 0


def test_a_headline_is_measured_apart() -> None:
    text = "Rivals clash over budget\n\nLONDON - The river was calm and the boats lay in the sun."
    row = feature_row(read_article(text), list_features(Options(columns="all")))
    assert row["frame_headline_conflict_probability"] >= 0.5
    assert row["frame_lead_conflict_probability"] < 0.5


@pytest.mark.parametrize("text", ["", " ", "\n", "…", "42", "# # #"])
def test_a_page_without_a_story_has_empty_cells(text: str) -> None:
    row = feature_row(read_article(text), list_features(Options(columns="all")))
    if row["n_words"] == 0:
        assert np.isnan(row["frame_conflict_probability"])
        assert np.isnan(row["frame_conflict_sentences_share"])


def test_no_frame_is_dominant_where_none_is_present() -> None:
    assert dominant_frame(read_article("The boat left at noon and came back at six.")) is None
    assert dominant_frame(read_article(CLEAR["economic"])) == "economic"


def test_neighbours_in_a_batch_change_nothing() -> None:
    texts = [*CLEAR.values(), "", " ".join(CLEAR.values())]
    together = list(read_articles([Article(str(k), text) for k, text in enumerate(texts)]))
    for text, reading in zip(texts, together, strict=True):
        alone = read_article(text)
        assert [(f.start, f.frame) for f in alone.frames] == [
            (f.start, f.frame) for f in reading.frames
        ]
        assert alone.frame_scores is not None
        assert reading.frame_scores is not None
        np.testing.assert_allclose(
            alone.frame_scores.article, reading.frame_scores.article, atol=1e-5
        )


def test_the_model_is_small_and_its_card_names_every_frame() -> None:
    assert MODEL_FILE.stat().st_size < 3_000_000
    card = load_card()
    assert tuple(card["frames"]) == FRAMES
    assert {of["tier"] for of in card["frames"].values()} <= {"A", "B", "C"}
    assert load_model().blend.shape[0] == len(FRAMES)


def test_core_frames_beat_calling_everything_framed() -> None:
    for frame, of in load_card()["frames"].items():
        test = of["test_passages"]
        if of["core"]:
            assert test["f1"] >= test["flag_all_f1"] + 0.10, frame
