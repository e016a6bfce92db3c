"""The calls that notebooks make: articles in, pandas tables out."""

from __future__ import annotations

from pathlib import Path

import pytest

import framing
from framing.errors import Skipped, UsageError
from framing.types import Article
from tests.pages.test_furniture_learned import page, paragraph


def test_a_path_gives_tables_that_belong_together(demo_folder: Path) -> None:
    result = framing.analyze(demo_folder)
    assert len(result.features) == 5
    for table in (result.quotes, result.hedges, result.mentions, result.wordings):
        assert set(table["article_id"]) <= set(result.features["article_id"])
        assert len(table)
    counts = result.quotes.groupby("article_id").size()
    by_id = result.features.set_index("article_id")["quote_attributions_count"]
    assert counts.to_dict() == {key: count for key, count in by_id.items() if count}


def test_texts_are_articles_too() -> None:
    result = framing.analyze(["Officials said the talks may resume.", "Nothing here."])
    assert list(result.features["article_id"]) == ["text 1", "text 2"]


def test_no_article_gives_empty_tables_with_columns() -> None:
    result = framing.analyze([])
    assert len(result.features) == 0
    assert "hedge_headline_count" in result.features


def test_lines_that_recur_at_an_outlet_are_learned_first() -> None:
    line = "Your town may be on our map"
    pages = [page(k, line if k < 22 else "", paragraph(k, 4)) for k in range(30)]
    assert framing.analyze(pages[:1]).hedges["text"].tolist() == ["may be"]
    assert len(framing.analyze(pages).hedges) == 0


def test_a_path_without_articles_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        framing.analyze(tmp_path)


def test_a_poison_article_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from framing import reading

    real = reading.find_zones

    def failing(article: Article, *rest: object, **named: object) -> object:
        if article.article_id == "bad":
            raise RecursionError("too deep")
        return real(article, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "find_zones", failing)
    skipped: list[Skipped] = []
    articles = [Article(name, "Moscow said no.", path=f"{name}.txt") for name in ("a", "bad", "c")]
    found = list(framing.read_articles(articles, on_skip=skipped.append))
    assert [one.article.article_id for one in found] == ["a", "c"]
    assert skipped[0].path == "bad.txt"
    with pytest.raises(RecursionError):
        list(framing.read_articles(articles))


def test_the_demo_pages_are_catalogued_as_they_read(demo_folder: Path) -> None:
    import csv

    with (demo_folder.parent / "catalogue.csv").open(newline="", encoding="utf-8") as file:
        catalogue = {row["id"]: row for row in csv.DictReader(file)}
    readings = list(framing.read_articles(framing.load_articles(demo_folder)))
    assert len(catalogue) == len(readings) == 5
    for reading in readings:
        row = next(
            r for key, r in catalogue.items() if reading.article.article_id.startswith(key[:3])
        )
        publisher = reading.provenance.publisher or "unknown"
        assert publisher == (row["outlet"] or "unknown")
        assert (reading.provenance.agency or "") == row["agency"]
