"""Lines, tables and rows that a run makes of an article are those of its reading."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import framing
from framing.measures.columns import list_features
from framing.reading import read_article
from framing.run.collect import PassJob, TablesJob
from framing.run.frames import empty_features, measure_frame
from framing.run.own_frames import OWN_COLUMNS, OwnFramesJob
from framing.run.work import (
    AnnotationsJob,
    FeaturesJob,
    LinesJob,
    QuotesJob,
    WordedAnnotationsJob,
)
from framing.tables.layers import LAYERS, tidy_rows
from framing.tables.rows import QUOTE_COLUMNS, annotation, column_names, quote_rows
from framing.tables.worded import with_words
from framing.types import Article, Options, Reading
from tests.pages.test_furniture_learned import page, paragraph
from tests.run.stories import WIRE, stories


def test_lines_of_a_job_are_its_rows_as_they_are_written() -> None:
    articles, options = stories(2), Options()
    readings = [read_article(one, options) for one in articles]
    csv_job, json_job = (FeaturesJob(options, form=form) for form in ("csv", "jsonl"))  # type: ignore[arg-type]
    assert csv_job.header() == ",".join(column_names(options)) + "\r\n"
    assert (json_job.header(), AnnotationsJob(options).header()) == ("", "")
    lines, skipped = json_job(articles)
    assert skipped == []
    assert [json.loads(line)["article_id"] for line in lines] == ["0", "1"]
    assert list(json.loads(lines[0])) == list(column_names(options))
    features = list_features(options)
    for job, make in (
        (AnnotationsJob(options), lambda reading: annotation(reading, features)),
        (
            WordedAnnotationsJob(options),
            lambda reading: with_words(annotation(reading, features), reading.article),
        ),
    ):
        found, _ = job(articles)
        assert [json.loads(line) for line in found] == [
            json.loads(json.dumps(make(reading))) for reading in readings
        ]
    quotes = QuotesJob(options, form="jsonl")
    assert quotes.columns() == QUOTE_COLUMNS
    found, _ = quotes([*articles, Article("none", "No one spoke.")])
    assert [len(text.splitlines()) for text in found] == [len(quote_rows(r)) for r in readings] + [
        0
    ]
    assert found[2] == ""
    assert QuotesJob(options).header() == ",".join(QUOTE_COLUMNS) + "\r\n"


def test_a_job_tells_what_it_cannot_read_and_reads_with_what_was_learned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from framing import reading
    from framing.lists.word_lists import word_lists
    from framing.pages.learned_furniture import learn_furniture

    line = "Your town may be on our map"
    pages = [page(k, line if k < 22 else "", paragraph(k, 4)) for k in range(30)]
    learned = learn_furniture(pages, word_lists())
    told = [job(pages[:1])[0][0] for job in (
        AnnotationsJob(Options()), AnnotationsJob(Options(), learned))]  # fmt: skip
    assert [len(json.loads(one)["hedges"]) for one in told] == [1, 0]
    rows = [
        one.__call__(pages[:1])[0][0]
        for one in (TablesJob(Options()), TablesJob(Options(), learned))
    ]
    assert [len(one["hedges"]) for one in rows] == [1, 0]
    real = reading.find_zones

    def failing(article: Article, *rest: Any, **named: Any) -> Any:
        if article.article_id == "1":
            raise RecursionError("too deep")
        return real(article, *rest, **named)

    monkeypatch.setattr(reading, "find_zones", failing)
    for job in (FeaturesJob(Options()), TablesJob(Options())):
        found, skipped = job(stories(3))
        assert len(found) == 2
        assert [one.path for one in skipped] == ["in.csv#1"]
    for abstract in (LinesJob(Options()), PassJob(Options())):
        with pytest.raises(NotImplementedError):
            list(abstract(stories(1))[0])


def test_tables_of_an_article_are_its_layers_and_its_row() -> None:
    (article,) = stories(1)
    reading = read_article(article)
    ((found,), _) = TablesJob(Options())([article])
    assert list(found) == ["articles", *LAYERS]
    for layer in LAYERS:
        assert found[layer] == tidy_rows(reading, layer)
    assert len(found["articles"]) == 1


class _Marked:
    """An own frame that stands where the word `talks` does."""

    def carried(self, reading: Reading) -> dict[str, list[tuple[tuple[int, int], float]]]:
        text = reading.article.text
        at = text.find("talks")
        found = [((at, at + 5), 0.5), ((0, 3), 1.0)] if at >= 0 else []
        return {"peace": found, "none": []}


def test_rows_of_own_frames_count_sentences_and_name_spans() -> None:
    job = OwnFramesJob(Options(), frames=(_Marked(),))  # type: ignore[arg-type]
    (article,) = stories(1)
    ((rows,), _) = job([article])
    at = article.text.index("talks")
    scores = read_article(article).frame_scores
    assert scores is not None
    assert [row["frame"] for row in rows] == ["peace", "none"]
    assert tuple(rows[0]) == OWN_COLUMNS
    assert rows[0]["article_id"] == "0"
    assert (rows[0]["sentences"], rows[0]["score"]) == (2, 0.75)
    assert rows[0]["sentences_share"] == 2 / len(scores.spans)
    assert rows[0]["spans"] == f"{at}-{at + 5} 0-3"
    assert (rows[1]["sentences"], rows[1]["score"], rows[1]["spans"]) == (0, 0.0, "")
    ((empty,), _) = job([Article("e", "")])
    assert all(row["sentences_share"] != row["sentences_share"] for row in empty)


def test_a_table_of_texts_uses_its_other_columns_where_they_hold_text() -> None:
    import pandas as pd

    text = "Talks may resume, said the mayor.\n\nThe other side agreed."
    frame = pd.DataFrame(
        {"text": [text, text, 5.0], "published": ["2014-03-20", None, None], "url": [None, 3, None],
         "title": ["Moscow may sign", None, None], "outlet": [None, "X", "Y"]}
    )  # fmt: skip
    found = measure_frame(frame)
    assert found["published"].tolist()[0] == "2014-03-20"
    assert found["published"].isna().tolist() == [False, True, True]
    assert found["outlet"].tolist()[1] == "X"
    assert found["n_words"].tolist()[:2] == [3 + 10, 10]
    assert found.iloc[2, 1:].isna().all()
    whole = framing.analyze([Article("0", text, title="Moscow may sign", published="2014-03-20")])
    numbers = [name for name in found if found[name].dtype == "float64"]
    assert (
        found.loc[0, numbers]
        .astype(float)
        .equals(whole.features.loc[0, numbers].astype(float).rename(0))
    )
    narrow = Options(columns="hedge_*")
    assert list(measure_frame(frame, narrow).columns) == list(column_names(narrow))
    assert list(empty_features(narrow).columns) == list(column_names(narrow))
    assert len(empty_features()) == 0


def test_all_layers_and_reuse_of_an_analysis_are_of_itsstories(tmp_path: Path) -> None:
    texts = [f"{WIRE} Berth {k} stays shut." for k in range(2)]
    options = Options(columns="all")
    plain, reused = (framing.analyze(texts, options, reuse=reuse) for reuse in (False, True))
    shares = [name for name in plain.features if name.startswith("reuse_")]
    assert shares
    assert plain.features[shares].isna().all(axis=None)
    assert reused.features[shares].notna().any(axis=None)
    (tmp_path / "a.txt").write_text("Talks may resume.")
    (tmp_path / "b.png").write_bytes(b"\x89PNG")
    found = framing.analyze(str(tmp_path))
    assert len(found.features) == 1
    assert len(found.skipped) == 1
    narrow = framing.analyze(tmp_path, Options(columns="hedge_*")).features
    assert list(narrow) == list(column_names(Options(columns="hedge_*")))


def test_an_analysis_reads_with_the_lists_it_is_given(tmp_path: Path) -> None:
    head = 'name = "mine"\nversion = "1"\nsource = "me"\nlicence = "MIT"\nlimits = "one"\n'
    term = '[[term]]\ntext = "methinks"\ncategory = "epistemic_modal"\n'
    (tmp_path / "hedges.toml").write_text(head + term)
    text = ["The talks methinks went on in the capital."]
    assert len(framing.analyze(text).hedges) == 0
    found = framing.analyze(text, Options(lexicons=tmp_path)).hedges
    assert found["text"].tolist() == ["methinks"]
