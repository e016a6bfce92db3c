"""The sampler of sentences on two states, and the check of what readers wrote about them."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from research.gold.corpora import CORPORA, SourceText, is_reserved, read_corpus
from research.gold.relations_pairs_labels import read_labels, write_gold
from research.gold.relations_pairs_sample import article_candidates, draw, states_in

SENTENCE = "Oslo accused Stockholm of jamming\nits radio, and Stockholm denied it."
PLACE = {"corpus": "general", "article_id": "x", "field": "text", "start": "100", "stop": "170"}
INDEX = {n: {**PLACE, "number": str(n), "a": "NOR", "b": "SWE"} for n in (1, 2, 3)}
TEXTS = dict.fromkeys(INDEX, SENTENCE)


def checked(folder: Path, text: str) -> tuple[dict[int, list[tuple[object, ...]]], list[str]]:
    path = folder / "done_001.txt"
    path.write_text(text, "utf-8")
    labels, errors = read_labels([path], INDEX, TEXTS)
    return {number: [tuple(one) for one in held] for number, held in labels.items()}, errors


def test_labels_become_offsets_into_the_article(tmp_path: Path) -> None:
    labels, errors = checked(
        tmp_path,
        "1\tNOR\tSWE\t0\tverbal_conflict\trealised\toutlet\taccused\n"
        "1\tSWE\tNOR\t0\tmaterial_conflict\talleged\tsource\tjamming its radio\n"
        "2\tSWE\tNOR\t1\tverbal_cooperation\trealised\toutlet\tradio\n"
        "3\t-\n",
    )
    first, second = labels[1]
    assert not errors
    assert first == (105, 112, "NOR", "SWE", 0, "verbal_conflict", "realised", "outlet")
    assert SENTENCE[second[0] - 100 : second[1] - 100] == "jamming\nits radio"  # type: ignore[operator]
    assert labels[2][0][2:6] == ("NOR", "SWE", 1, "verbal_coop")
    assert labels[3] == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("1\tNOR\tFIN\t0\tneutral\trealised\toutlet\taccused", "expected NOR and SWE"),
        ("1\tNOR\tSWE\t2\tneutral\trealised\toutlet\taccused", "none of 0, 1"),
        ("1\tNOR\tSWE\t0\twar\trealised\toutlet\taccused", "none of material_conflict"),
        ("1\tNOR\tSWE\t0\tneutral\tdone\toutlet\taccused", "none of agreed"),
        ("1\tNOR\tSWE\t0\tneutral\trealised\tpaper\taccused", "none of outlet, source"),
        ("1\tNOR\tSWE\t0\tneutral\trealised\toutlet\tblamed", "does not stand in the sentence"),
        ("1\tNOR\tSWE\t0\tneutral\trealised\toutlet\t", "does not stand in the sentence"),
        ("1\tNOR\tSWE\t0\tneutral\trealised", "expected 8"),
        ("1\t-\n1\t-", "nothing twice"),
        ("9\t-", "number of the index"),
        ("one\t-", "number of the index"),
    ],
)
def test_a_line_in_error_is_named_and_its_sentence_left_out(
    tmp_path: Path, line: str, says: str
) -> None:
    labels, errors = checked(tmp_path, f"{line}\n2\t-\n3\t-\n")
    assert 1 not in labels
    assert labels[2] == []
    assert says in errors[0]
    assert errors[0].startswith("done_001.txt:")


def test_sentences_without_a_line_are_reported(tmp_path: Path) -> None:
    _, errors = checked(tmp_path, "2\t-\n")
    assert errors == ["done_001.txt: 2 sentences have no line: 1, 3"]


def test_what_is_stored_holds_no_text(tmp_path: Path) -> None:
    text = "1\tNOR\tSWE\t0\tverbal_conflict\trealised\toutlet\taccused\n2\t-\n3\t-\n"
    path = tmp_path / "done_001.txt"
    path.write_text(text)
    write_gold(tmp_path / "gold.csv", INDEX, read_labels([path], INDEX, TEXTS)[0])
    with (tmp_path / "gold.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["sentence"], row["trigger_start"], row["quad"]) for row in rows] == [
        ("1", "105", "verbal_conflict"),
        ("2", "", ""),
        ("3", "", ""),
    ]
    assert "accused" not in (tmp_path / "gold.csv").read_text()


def test_states_are_recognised_by_name_people_capital_and_seat() -> None:
    assert states_in("Ankara and the White House") == ["USA", "TUR"]
    assert states_in("a Washington Post reader of South Korean descent") == ["KOR"]
    assert states_in("us and them") == []


def test_a_sentence_that_only_refers_to_both_states_is_drawn_with_the_one_before() -> None:
    before = "The envoys of Norway and of Sweden arrived in the small harbour town at noon."
    text = f"{before} Then both countries agreed to reopen the old ferry line before the summer."
    found = list(article_candidates(SourceText("general", "x", "", text), random.Random(1)))
    assert [(one.kind, one.a, one.b) for one in found] == [
        ("text", "NOR", "SWE"),
        ("pronoun", "NOR", "SWE"),
    ]
    assert found[1].previous == before
    assert text[found[1].start :].startswith("Then both")


def test_a_fifth_of_the_articles_is_reserved_for_good() -> None:
    share = sum(is_reserved("general", str(number)) for number in range(5000)) / 5000
    assert 0.18 < share < 0.22
    assert [number for number in range(20) if is_reserved("fa_kes", str(number))] == [12, 19]


@pytest.mark.corpora
def test_ids_of_articles_are_unique_in_each_corpus(corpora: Path) -> None:
    for corpus in CORPORA:
        ids = [article.article_id for article in read_corpus(corpora, corpus)]
        assert ids
        assert len(ids) == len(set(ids)), corpus


@pytest.mark.corpora
def test_nothing_reserved_is_drawn_and_no_text_twice(corpora: Path) -> None:
    chosen = draw(corpora)
    assert len({one.sentence for one in chosen}) == len(chosen) > 7000
    assert not any(is_reserved(one.corpus, one.article_id) for one in chosen)
