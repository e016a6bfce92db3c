"""The measured tables keep the columns of frames apart from the other features."""

from __future__ import annotations

import pandas as pd

from research.evaluate.tables import CORPORA, split_frames


def test_frames_stand_in_a_table_of_their_own() -> None:
    table = pd.DataFrame(
        {"article_id": ["a", "b"], "frame_conflict_probability": [0.5, 0.25], "n_words": [9, 12]}
    )
    features, frames = split_frames(table)
    assert list(features) == ["article_id", "n_words"]
    assert list(frames) == ["article_id", "frame_conflict_probability"]
    assert frames["frame_conflict_probability"].tolist() == [0.5, 0.25]
    assert frames["frame_conflict_probability"].dtype == "float32"


def test_the_corpora_of_the_notebook_on_frames_have_one() -> None:
    assert {name for name, corpus in CORPORA.items() if corpus.frames} == {"fakes", "allsides"}
