"""Attributions on the real pages and corpora; FRAMING_CORPORA names their folder."""

import csv
import gzip
import json
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path

import pytest

from framing.layers.batch import body_batch
from framing.layers.quotes.find import find_quotes
from framing.reading import read_articles
from framing.types import Article, Quote, Reading

pytestmark = pytest.mark.corpora


def read_seed(corpora: Path, number: int) -> Reading:
    path = sorted((corpora / "seeds").glob("*.txt"))[number]
    article = Article(path.stem, path.read_text(encoding="utf-8"))
    return next(iter(read_articles([article])))


def said(reading: Reading, speaker: str) -> list[Quote]:
    return [quote for quote in reading.quotes if quote.speaker == speaker]


def texts_of(corpora: Path) -> Iterator[str]:
    data = corpora / "data"
    for part in ("train", "dev"):
        for path in sorted((data / "polnear" / part / "text").glob("*.txt")):
            yield path.read_bytes().decode("utf-8")
    for path in sorted((data / "allsides").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]
    with (data / "fa-kes" / "FA-KES-Dataset.csv").open(encoding="utf-8", errors="replace") as file:
        for row in csv.DictReader(file):
            yield row["article_content"]


def check_spans(text: str, quotes: Sequence[Quote]) -> None:
    for quote in quotes:
        assert quote.content
        for spans in (quote.content, quote.cue, quote.source):
            assert list(spans) == sorted(spans)
            assert all(0 <= start < stop <= len(text) for start, stop in spans)
            assert all(a[1] <= b[0] for a, b in pairwise(spans))
        assert 0.0 <= quote.confidence <= 1.0


def test_countryman_speaks_on_the_first_page(corpora: Path) -> None:
    reading = read_seed(corpora, 0)
    quotes = said(reading, "Thomas Countryman")
    assert {quote.kind for quote in quotes} >= {"direct"}
    assert {quote.side for quote in quotes} == {"USA"}


def test_unnamed_state_department_official_speaks_on_the_second_page(corpora: Path) -> None:
    quotes = [quote for quote in read_seed(corpora, 1).quotes if quote.anonymous]
    assert quotes
    assert any(quote.kind == "direct" for quote in quotes)


def test_he_added_is_tillerson_on_the_third_page(corpora: Path) -> None:
    reading = read_seed(corpora, 2)
    added = [
        quote
        for quote in said(reading, "Rex Tillerson")
        if any("added" in reading.article.text[a:b] for a, b in quote.cue)
    ]
    assert len(added) == 2


def test_statement_of_the_russian_ministry_speaks_on_the_fourth_page(corpora: Path) -> None:
    quotes = [quote for quote in read_seed(corpora, 3).quotes if quote.side == "RUS"]
    assert any(quote.speaker_kind == "document" for quote in quotes)


def test_peskov_declines_to_comment_on_the_fifth_page(corpora: Path) -> None:
    quotes = said(read_seed(corpora, 4), "Dmitry Peskov")
    assert [quote.stance for quote in quotes] == ["refusal"]


@pytest.mark.parametrize("number", range(5))
def test_no_attribution_stands_in_furniture(corpora: Path, number: int) -> None:
    reading = read_seed(corpora, number)
    prose = [(z.start, z.stop) for z in reading.zones if z.kind in ("headline", "lead", "body")]
    for quote in reading.quotes:
        for start, stop in quote.content + quote.cue + quote.source:
            assert any(first <= start and stop <= last for first, last in prose)


def test_every_article_goes_through_with_spans_in_order(corpora: Path) -> None:
    texts = texts_of(corpora)
    count = 0
    while batch := list(islice(texts, 20)):
        for text, quotes in zip(batch, find_quotes(body_batch(batch)), strict=True):
            check_spans(text, quotes)
            count += 1
    assert count >= 924 + 7861
