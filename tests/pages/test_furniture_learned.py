"""Lines and edges that recur at an outlet are furniture, with their count; stories are not."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from framing.lists.word_lists import word_lists
from framing.pages import learned_furniture
from framing.pages.learned_furniture import LearnedFurniture, fold_line, learn_furniture
from framing.pages.zones import find_zones
from framing.types import Article

WORDS = [
    "river",
    "valley",
    "market",
    "bridge",
    "school",
    "harbour",
    "forest",
    "garden",
    "station",
    "tower",
]


def paragraph(number: int, place: int) -> str:
    first, second = WORDS[number % 10], WORDS[(number // 10 + place) % 10]
    return f"On day {number} the {first} by the {second} was opened again, officials said {place}."


def page(number: int, *lines: str, outlet: str = "Example Times") -> Article:
    story = [paragraph(number, place) for place in range(3)]
    text = "\n".join(
        [
            f"Headline with letters {chr(97 + number % 26)}{chr(97 + number // 26 % 26)}",
            *story,
            *lines,
        ]
    )
    return Article(str(number), text, outlet=outlet)


def marked(article: Article, learned: LearnedFurniture) -> dict[str, str]:
    zones = find_zones(article, word_lists(), learned=learned)
    found = (z for z in zones if z.kind == "furniture")
    return {article.text[z.start : z.stop]: z.rule for z in found}


def test_a_line_that_recurs_is_furniture_with_its_count_as_evidence() -> None:
    line = "Your town, your paper, your morning coffee"
    articles = [page(k, line if k < 12 else "") for k in range(30)]
    learned = learn_furniture(articles, word_lists())
    assert marked(articles[0], learned)[line] == "recurs in 12 articles of this outlet"


def test_digits_dates_and_spacing_do_not_hide_a_recurring_line() -> None:
    articles = [
        page(k, f"Edition  {k} of {k % 28 + 1} October 2016 – Late print") for k in range(30)
    ]
    learned = learn_furniture(articles, word_lists())
    assert len(marked(articles[3], learned)) == 1
    assert fold_line("Mon 3 Oct 2016,  No. 12") == fold_line("mon 14 Oct 2015, no. 7")


def test_the_furniture_of_one_outlet_is_not_that_of_another() -> None:
    line = "Letters to the desk are welcome, as they always were"
    ours = [page(k, line) for k in range(25)]
    theirs = [page(k, outlet="Example Post") for k in range(25)]
    learned = learn_furniture([*ours, *theirs], word_lists())
    assert learned.line(ours[0], line, word_lists()) == 25
    assert learned.line(theirs[0], line, word_lists()) == 0


def test_too_few_articles_teach_nothing() -> None:
    articles = [page(k, "Your town, your paper") for k in range(19)]
    assert learn_furniture(articles, word_lists()) == LearnedFurniture()


def test_a_background_sentence_that_now_and_then_recurs_stays_story() -> None:
    background = "More than 400,000 people have been killed since the war began in March 2011."
    articles = [page(k, background if k % 6 == 0 else "", paragraph(k, 7)) for k in range(60)]
    learned = learn_furniture(articles, word_lists())
    zones = find_zones(articles[0], word_lists(), learned=learned)
    story = [articles[0].text[z.start : z.stop] for z in zones if z.kind == "body"]
    assert background in story


def test_a_recurring_sentence_about_the_site_is_furniture_sooner() -> None:
    appeal = "Our readers know that the newsletter of the desk reaches them before breakfast."
    articles = [page(k, appeal if k % 10 == 0 else "", paragraph(k, 7)) for k in range(60)]
    learned = learn_furniture(articles, word_lists())
    assert appeal in marked(articles[0], learned)


def test_copies_of_one_article_count_once() -> None:
    article = page(1, "A line of its own without an end")
    learned = learn_furniture([article] * 10 + [page(k) for k in range(2, 40)], word_lists())
    assert learned.line(article, "A line of its own without an end", word_lists()) == 0


def test_the_title_is_never_learned_away() -> None:
    articles = [page(k) for k in range(25)]
    same = [
        Article(str(k), "Letters of the week\n" + a.text, outlet="E", title="Letters of the week")
        for k, a in enumerate(articles)
    ]
    zones = find_zones(same[0], word_lists(), learned=learn_furniture(same, word_lists()))
    assert same[0].text[zones[0].start : zones[0].stop] == "Letters of the week"
    assert zones[0].kind == "headline"


def test_the_recurring_end_of_one_line_texts_is_furniture() -> None:
    tail = "Write to the desk of this paper in the old town hall"
    articles = [
        Article(str(k), " ".join(paragraph(k, p) for p in range(3)) + f" {tail}", outlet="E")
        for k in range(25)
    ]
    assert marked(articles[0], learn_furniture(articles, word_lists()))[tail].startswith(
        "recurs in 25 "
    )


def test_the_recurring_beginning_of_one_line_texts_is_furniture() -> None:
    articles = [
        Article(
            str(k),
            f"Desk file {k} Town print " + " ".join(paragraph(k, p) for p in range(3)),
            outlet="E",
        )
        for k in range(25)
    ]
    found = marked(articles[0], learn_furniture(articles, word_lists()))
    assert [words for words in found if words.startswith("Desk file 0 Town print")]
    zones = find_zones(articles[0], word_lists(), learned=learn_furniture(articles, word_lists()))
    assert "day 0 the river" in articles[0].text[zones[1].start : zones[1].stop]


def test_what_was_learned_survives_pickling_and_is_the_same_every_time() -> None:
    articles = [page(k, "Your town, your paper, your morning") for k in range(30)]
    learned = learn_furniture(iter(articles), word_lists())
    assert pickle.loads(pickle.dumps(learned)) == learned
    assert pickle.dumps(learn_furniture(iter(articles), word_lists())) == pickle.dumps(learned)


def test_a_full_table_forgets_what_is_rare_and_keeps_what_recurs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(learned_furniture, "_TABLE", 200)
    largest = 0
    real = learned_furniture._Table.add

    def add(table: learned_furniture._Table, outlet: str, text: str) -> None:
        nonlocal largest
        real(table, outlet, text)
        largest = max(largest, sum(map(len, table.counts.values())))

    monkeypatch.setattr(learned_furniture._Table, "add", add)
    line = "Your town, your paper, your morning coffee"

    def stream() -> Iterator[Article]:
        for k in range(1_000):
            yield page(k, f"Words {WORDS[k % 10]}{'x' * (k % 97)} {WORDS[k // 100]} alone", line)

    learned = learn_furniture(stream(), word_lists())
    assert largest <= 200
    assert learned.line(page(1), line, word_lists()) > 900


@pytest.mark.corpora
def test_the_real_furniture_of_fa_kes_is_learned(corpora: Path) -> None:
    import csv

    with (corpora / "data/fa-kes/FA-KES-Dataset.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    articles = [Article(r["unit_id"], r["article_content"], outlet=r["source"]) for r in rows]
    learned = learn_furniture(articles, word_lists())
    read_also = [a for a in articles if a.outlet == "alaraby" and a.text.endswith(" Read Also")]
    assert len(read_also) > 30
    known = [a for a in read_also if learned.foot(a, a.text, word_lists())]
    assert len(known) >= 0.85 * len(read_also)  # some stories have lost their full stop
