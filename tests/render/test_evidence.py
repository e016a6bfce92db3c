"""Evidence: the rows behind a number are its spans, with what they counted as."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import framing
import framing.measures.all
from framing import charts
from framing.cli.main import main
from framing.errors import UsageError
from framing.render.evidence import perhaps_of
from framing.run.collect import every_feature
from framing.tables.evidence import evidence_rows

STORY = (
    "Talks may resume\n\nThe United States condemned Russia on Monday, officials said. "
    "“We may talk,” Sergei Lavrov said in Moscow.\n\nRussia could reportedly answer this week."
)
HOSTILE = (
    "A headline <script>document.title='run'</script> that is long enough\n\n"
    "“It may <img src=x onerror=alert(1)> end,” officials said on Monday. It may \u202eturn."
)


@pytest.mark.parametrize("text", [STORY, HOSTILE])
def test_every_row_is_a_span_of_its_measurement(text: str) -> None:
    reading = framing.read_article(text)
    for feature in every_feature(framing.Options()):
        rows = evidence_rows(reading, feature)
        spans = sorted(feature.measure(reading).spans)
        assert [(row["start"], row["stop"]) for row in rows] == [tuple(span) for span in spans]


def test_a_row_has_the_words_beside_the_match() -> None:
    rows = framing.evidence("hedge_outlet_per_1k_words", [STORY])
    assert rows["match"].tolist() == ["may", "could", "reportedly"]
    assert rows["left"].tolist() == ["Talks", "Russia", "Russia could"]
    assert rows["right"].iloc[0] == "resume"
    assert rows["voice"].eq("outlet").all()


def test_a_row_says_in_whose_voice_it_stands() -> None:
    rows = framing.evidence("hedge_source_per_1k_words", [STORY])
    assert rows[["match", "voice", "speaker", "side"]].to_numpy().tolist() == [
        ["may", "source", "Sergei Lavrov", "RUS"]
    ]


def test_a_statement_tells_sides_class_and_status() -> None:
    row = framing.evidence("relation_statements_count", [STORY]).iloc[0]
    assert row["counted_as"] == "USA → RUS, verbal conflict"
    assert row["status"] == "realised"


def test_a_row_of_a_comparison_or_a_chart_is_asked_as_a_column_is() -> None:
    articles = [framing.Article(f"a{k}", STORY, outlet=o) for k, o in enumerate(["Herald", "Post"])]
    asked = pd.Series({"feature": "hedge_outlet_per_1k_words", "group": "Post"})
    assert set(framing.evidence(asked, articles)["outlet"]) == {"Post"}
    chart = charts.draw_forest(
        pd.DataFrame(
            [("hedge_outlet_per_1k_words", "Post", 10, 9, 11, 30)],
            columns=["feature", "group", "estimate", "low", "high", "n"],
        ),
        "hedge_outlet_per_1k_words",
    )
    assert len(framing.evidence(chart, articles, outlet="Post")) == 3


def test_the_surest_stay_in_the_order_of_the_corpus() -> None:
    every = framing.evidence("quote_attributions_count", [STORY, STORY])
    best = framing.evidence("quote_attributions_count", [STORY, STORY], top=3)
    assert len(best) == 3
    assert best["confidence"].min() >= every["confidence"].nsmallest(2).max() - 1e-9
    assert best["article_id"].is_monotonic_increasing


def test_an_unknown_column_names_its_neighbours() -> None:
    with pytest.raises(UsageError, match="hedge_outlet_per_1k_words"):
        framing.evidence("hedge_outlets_per_1k_words", [STORY])


def test_context_never_leaves_the_zone() -> None:
    rows = framing.evidence("hedge_outlet_per_1k_words", [STORY])
    assert "Talks" not in rows["left"].iloc[1]


def test_the_command_writes_rows_pages_and_links(demo_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "kwic.html"
    column = "relation_deeds_balance_index"
    assert main(["evidence", column, str(demo_folder), "-o", str(target)]) == 0
    page = target.read_text("utf-8")
    for href in {part.split('"')[0] for part in page.split('href="kwic_pages/')[1:]}:
        name, place = href.split("#")
        assert f'id="{place}"' in (tmp_path / "kwic_pages" / name).read_text("utf-8")


def test_evidence_of_a_result_reads_its_corpus(demo_folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "features.csv"
    assert main(["features", str(demo_folder), "-o", str(table), "--jobs", "1"]) == 0
    out = tmp_path / "kwic.csv"
    column = "quote_anonymous_share"
    assert main(["evidence", column, str(table), "--outlet", "Sputnik", "-o", str(out)]) == 0
    rows = pd.read_csv(out)
    assert set(rows["outlet"]) == {"Sputnik"}
    assert len(rows) == framing.evidence(column, demo_folder, outlet="Sputnik").shape[0]


def test_tables_have_dates_numbers_and_the_record(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.csv"
    rows = {"title": ["Talks"] * 2, "text": [STORY] * 2, "outlet": ["Herald"] * 2}
    pd.DataFrame(rows | {"date": ["2017-04-05", "spring"]}).to_csv(corpus, index=False)
    assert main(["tables", str(corpus), "-o", str(tmp_path / "run")]) == 0
    for layer in ("articles", "quotes", "hedges", "mentions", "relations", "wordings", "frames"):
        path = tmp_path / "run" / f"{layer}.parquet"
        schema = pq.read_schema(path)
        assert str(schema.field("published").type) == "date32[day]"
        assert {b"framing", b"framing.run"} <= set(schema.metadata)
        assert pq.read_metadata(path).num_rows > 0
    relations = pd.read_parquet(tmp_path / "run" / "relations.parquet")
    assert relations["start"].dtype == "int64"
    assert relations["mutual"].dtype == bool
    assert relations["published"].isna().sum() == len(relations) / 2


def test_tables_feed_the_charts_by_name(tmp_path: Path, demo_folder: Path) -> None:
    run = tmp_path / "run"
    assert main(["tables", str(demo_folder), "--reuse", "-o", str(run)]) == 0
    for name in ("speakers", "certainty", "naming", "relation", "zones", "timeline", "copying"):
        out = tmp_path / f"{name}.svg"
        assert main(["chart", name, str(run), "--least", "1", "-o", str(out)]) == 0
        assert "<svg" in out.read_text("utf-8")


def test_annotations_can_hold_the_words(demo_folder: Path, tmp_path: Path) -> None:
    import json

    out = tmp_path / "a.jsonl"
    assert main(["annotate", str(demo_folder), "--text", "-o", str(out)]) == 0
    texts = {a.article_id: a.text for a in framing.load_articles(demo_folder)}
    for line in out.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = texts[row["article_id"]]
        for hedge in row["hedges"]:
            assert hedge["text"] == text[hedge["start"] : hedge["stop"]]
        for one in row["measurements"].values():
            assert one["words"] == [text[a:b] for a, b in one["spans"]]


def test_articles_that_the_input_gives_to_another_outlet_are_not_read() -> None:
    given = {"a": "Post", "b": "Herald", "c": None, "d": "Fox News (Online)"}
    articles = [framing.Article(name, STORY, outlet=outlet) for name, outlet in given.items()]
    others: list[int] = []
    for outlet, kept in (("Post", "ac"), ("Fox News", "cd"), (None, "abcd")):
        found = perhaps_of(articles, outlet, None, others.append)
        assert "".join(one.article_id for one in found) == kept
    assert len(others) == 4


@pytest.mark.parametrize("outlet", ["Post", "CNN"])
def test_evidence_of_one_outlet_is_that_of_all_with_its_rows_kept(outlet: str) -> None:
    given = [("Post", None), ("CNN", None), ("Some Columnist", "https://edition.cnn.com/x")]
    articles = [
        framing.Article(f"a{k}", STORY, outlet=name, url=url)
        for k, (name, url) in enumerate([*given, (None, "https://edition.cnn.com/y")])
    ]
    every = framing.evidence("hedge_outlet_per_1k_words", articles)
    own = framing.evidence("hedge_outlet_per_1k_words", articles, outlet=outlet)
    assert len(own)
    expected = every[every["outlet"] == outlet].reset_index(drop=True)
    pd.testing.assert_frame_equal(own, expected)
