"""A title in a column of its own is the headline, for every command that reads articles."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from framing.cli.main import main
from framing.corpus.load import load_articles
from framing.reading import read_article
from framing.run.analyze import analyze
from framing.types import Article
from tests.classify.corpus import make_articles

TITLE = "Russia may leave the treaty, Lavrov says"
BODY = (
    "The minister spoke to reporters in Moscow on Monday after talks on arms that lasted for more "
    "than two hours and ended without a date for others.\n\n"
    "The United States criticised the plan, and officials said that talks could go on.\n"
)
COUNTS = (
    "text_headline_words_count",
    "quote_headline_count",
    "hedge_headline_count",
    "actor_rus_headline_count",
    "actor_usa_headline_count",
    "relation_headline_count",
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """One story three times: title in its column, title above the text, no title at all."""
    place = tmp_path / "corpus.csv"
    with place.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["id", "publication", "headline", "full text"])
        table.writerow(["column", "Example A", TITLE, BODY])
        table.writerow(["page", "Example B", "", f"{TITLE}\n\n{BODY}"])
        table.writerow(["bare", "Example C", "", BODY])
    return place


def _rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["article_id"]: row for row in csv.DictReader(file)}


def test_features_are_those_of_a_headline_on_the_page(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "features.csv"
    assert main(["features", str(corpus), "-o", str(output), "--jobs", "1"]) == 0
    rows = _rows(output)
    assert rows["column"]["actor_rus_headline_count"] == "2"
    assert rows["column"]["text_headline_words_count"] == "7"
    for name in COUNTS:
        assert rows["column"][name] == rows["page"][name] != "", name
        assert rows["bare"][name] == "", name
    assert rows["column"]["n_words"] == rows["page"]["n_words"]
    assert rows["column"]["title"] == rows["page"]["title"] == TITLE


def test_annotations_point_into_the_title_and_say_so(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "spans.jsonl"
    assert main(["annotate", str(corpus), "-o", str(output), "--jobs", "1"]) == 0
    objects = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    found = {one["article_id"]: one for one in objects}
    articles = {article.article_id: article for article in load_articles(corpus)}
    for name, article in articles.items():
        words = []
        for mention in found[name]["mentions"]:
            place = article.title if mention.get("in") == "title" else article.text
            assert place is not None
            words.append(place[mention["start"] : mention["stop"]])
        assert {"Russia", "Moscow", "United States"} - set(words) <= (
            {"Russia"} if name == "bare" else set()
        )
        headline = [zone for zone in found[name]["zones"] if zone["kind"] == "headline"]
        assert [zone.get("in") for zone in headline] == {
            "column": ["title"],
            "page": [None],
            "bare": [],
        }[name]
    measured = found["column"]["measurements"]["text_headline_words_count"]
    assert (measured["in"], measured["spans"]) == ("title", [[0, len(TITLE)]])
    (quote,) = [quote for quote in found["column"]["quotes"] if quote.get("in") == "title"]
    assert [TITLE[a:b] for a, b in quote["cue"]] == ["says"]
    assert "in" not in found["page"]["measurements"]["text_headline_words_count"]


def test_quotes_of_the_headline_are_rows_with_their_place(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "quotes.csv"
    assert main(["quotes", str(corpus), "-o", str(output), "--jobs", "1"]) == 0
    with output.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["cue"] == "says"]
    assert [row["article_id"] for row in rows] == ["column", "page"]
    assert rows[0]["content"] == rows[1]["content"]
    where, _, span = rows[0]["content_spans"].partition(" ")
    start, stop = map(int, span.split(":"))
    assert (where, TITLE[start:stop]) == ("title", rows[0]["content"])


def test_evidence_and_tidy_tables_point_into_the_columns_as_given(
    corpus: Path, tmp_path: Path
) -> None:
    articles = {one.article_id: one for one in load_articles(corpus)}
    words, run = tmp_path / "words.csv", tmp_path / "run"
    assert main(["evidence", "text_headline_words_count", str(corpus), "-o", str(words)]) == 0
    assert main(["tables", str(corpus), "--form", "csv", "-o", str(run)]) == 0
    rows = _lines(run / "mentions.csv")
    rows += [row | {"text": row["match"]} for row in _lines(words)]
    assert {row["field"] for row in rows} == {"title", "text"}
    for row in rows:
        own = getattr(articles[row["article_id"]], row["field"])
        assert " ".join(own[int(row["start"]) : int(row["stop"])].split()) == row["text"]


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_statement_in_a_title_column_points_into_it(tmp_path: Path) -> None:
    title = "Russia imposes sanctions on the United States"
    place = tmp_path / "corpus.jsonl"
    place.write_text(json.dumps({"title": title, "text": BODY, "source": "Example"}) + "\n")
    output = tmp_path / "spans.jsonl"
    assert main(["annotate", str(place), "-o", str(output), "--jobs", "1"]) == 0
    found = json.loads(output.read_text("utf-8"))
    (relation,) = [one for one in found["relations"] if one.get("in") == "title"]
    assert (relation["source"], relation["target"]) == ("RUS", "USA")
    assert title[relation["start"] : relation["stop"]] in title
    start, stop = relation["trigger"]
    assert title[start:stop] in ("imposes", "sanctions", "imposes sanctions")
    assert found["measurements"]["relation_headline_count"]["in"] == "title"


def test_explain_and_analyze_read_the_title_too(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    main(["explain", str(corpus), "-o", str(page)])
    pages = "".join(p.read_text("utf-8") for p in sorted(tmp_path.rglob("*.html")))
    assert "headline: title column" in pages
    table = analyze(str(corpus)).features.set_index("article_id")
    for name in COUNTS:
        assert table.loc["column", name] == table.loc["page", name]
        assert table.loc["bare", name] != table.loc["bare", name]


def test_a_title_that_the_text_holds_is_not_read_twice() -> None:
    for text in (f"{TITLE}\n\n{BODY}", f"{TITLE.upper()}\n\n{BODY}"):
        reading = read_article(Article("a", text, title=TITLE))
        assert reading.article.text == text
        assert [zone.kind for zone in reading.zones].count("headline") == 1


def test_offsets_into_the_text_are_those_of_the_text_as_given() -> None:
    reading = read_article(Article("a", BODY, title=TITLE))
    for mention in reading.mentions:
        where, start, stop = reading.article.locate(mention.start, mention.stop)
        place = TITLE if where == "title" else BODY
        assert place[start:stop] == reading.article.text[mention.start : mention.stop]


def test_a_section_name_above_the_text_is_no_headline_where_the_title_is_known() -> None:
    reading = read_article(Article("a", f"World and nation\n\n{BODY}", title=TITLE))
    headlines = [z for z in reading.zones if z.kind == "headline"]
    assert [reading.article.text[z.start : z.stop] for z in headlines] == [TITLE]


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One corpus of three outlets twice: titles in their column, and above the texts alone."""
    titles = (TITLE, "Washington could ease sanctions on Moscow, officials say")
    folders = {}
    for name in ("column", "page"):
        folders[name] = folder = tmp_path_factory.mktemp(name)
        with (folder / "in.csv").open("w", newline="", encoding="utf-8") as file:
            table = csv.writer(file)
            table.writerow(["id", "outlet", "date", "title", "text"])
            for number, one in enumerate(make_articles(6)):
                title, row = titles[number % 2], [one.article_id, one.outlet, one.published]
                above = [title, one.text] if name == "column" else ["", f"{title}\n\n{one.text}"]
                table.writerow([*row, *above])
    return folders


ALIKE = {
    "features": ("features", "in.csv", "-o", "out.csv"),
    "words": ("words", "in.csv", "--min-count", "2", "-o", "out.csv"),
    "speakers": ("words", "in.csv", "--terms", "speakers", "-o", "out.csv"),
    "quotes": ("quotes", "in.csv", "-o", "out.csv"),
    "evidence": ("evidence", "hedge_headline_count", "in.csv", "-o", "out.csv"),
    "reuse": ("reuse", "in.csv", "--all", "--text", "-o", "out.csv"),
    "predict": ("predict", "in.csv", "--model", "in.model", "-o", "out.csv"),
}
# What may differ: places, which are of the title or of the text; in reuse the length of the text,
# of which a title on the page is part; salience, whose model weighs that a title was given apart.
MAY_DIFFER = {
    "features": r".*salien.*",
    "quotes": r".*spans?",
    "evidence": r"start|stop|field|in|before|after|left|right",
    "reuse": r"(?:start|stop|share)_[ab]",
}


@pytest.mark.parametrize("command", ALIKE)
def test_a_title_counts_alike_wherever_it_stands(
    twice: dict[str, Path], command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = []
    for folder in twice.values():
        monkeypatch.chdir(folder)
        if command == "predict":
            learned = ["train", "in.csv", "--min-articles", "5", "--folds", "2", "-o", "in.model"]
            assert main([*learned, "--jobs", "1"]) == 0
        assert main([*ALIKE[command], "--jobs", "1"]) == 0
        with Path("out.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        Path("out.csv").unlink()
        places = re.compile(MAY_DIFFER.get(command, "(?!)"))
        tables.append([{k: v for k, v in row.items() if not places.fullmatch(k)} for row in rows])
    assert tables[0]
    assert tables[0] == tables[1]
