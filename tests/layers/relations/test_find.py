"""Claims about statements on two states in running text."""

from __future__ import annotations

import pytest

from framing.layers.relations.find import classify
from framing.measures.columns import list_features
from framing.reading import read_article
from framing.tables.rows import feature_row
from framing.types import Article, Options, Relation, Shared


def relations(text: str, dyad: tuple[str, str] | None = ("USA", "RUS")) -> tuple[Relation, ...]:
    return read_article(text, Options(dyad=dyad)).relations


def only(text: str) -> Relation:
    found = relations(text)
    assert len(found) == 1, found
    return found[0]


def test_active_verb_goes_from_subject_to_object() -> None:
    found = only("Russia expelled 60 American diplomats on Friday.")
    assert (found.source, found.target, found.quad) == ("RUS", "USA", "material_conflict")


def test_passive_with_by_turns_the_direction() -> None:
    found = only("The sanctions were imposed on Russia by the United States.")
    assert (found.source, found.target) == ("USA", "RUS")


def test_joined_subjects_are_mutual() -> None:
    found = only("Russia and the United States agreed to a truce.")
    assert found.mutual
    assert found.status == "agreed"


@pytest.mark.parametrize(
    "told",
    [
        "Both leaders agreed to a ceasefire.",
        "The two countries agreed to a ceasefire.",
        "The two powers accused each other of lying.",
    ],
)
def test_joint_subject_makes_one_mutual_statement(told: str) -> None:
    opening = "Russia and the United States held talks in Geneva. "
    found = [one for one in relations(opening + told) if one.start >= len(opening)]
    assert [one.mutual for one in found] == [True]


def test_appeal_follows_cameo_in_class_and_plover_in_root() -> None:
    found = only("Washington urged Moscow to work with the opposition.")
    assert (found.quad, found.root, found.status) == ("verbal_coop", "REQUEST", "urged")


def test_hope_is_no_deed() -> None:
    found = only("Kerry hopes Russia will cooperate with the United States.")
    assert (found.quad, found.status) == ("verbal_coop", "desired")


def test_zones_that_prevent_attacks_are_cooperation() -> None:
    text = "Russia and the U.S. established de-confliction zones to prevent their forces attacking."
    assert {relation.quad for relation in relations(text)} == {"material_coop"}


def test_lifting_sanctions_is_cooperation() -> None:
    assert only("Washington lifted sanctions on Moscow.").quad == "material_coop"


def test_threat_to_end_talks_is_verbal() -> None:
    found = only("The US has threatened to walk away from talks with Russia.")
    assert (found.quad, found.root, found.status) == ("verbal_conflict", "THREATEN", "realised")


def test_accusation_and_its_content_are_two() -> None:
    found = relations("The United States accused Russia of hacking the Democratic party.")
    assert [(r.source, r.status) for r in found] == [("USA", "realised"), ("RUS", "alleged")]


def test_denial_negates_what_is_denied() -> None:
    found = relations("The Kremlin denied interfering in the U.S. election.")
    assert {r.status for r in found} == {"realised", "negated"}


def test_meddling_in_a_noun_phrase_counts() -> None:
    found = only("Mueller examines Russian interference in the U.S. election.")
    assert (found.source, found.quad, found.voice) == ("RUS", "material_conflict", "outlet")


@pytest.mark.parametrize(
    "text",
    [
        "The Russia investigation angered Trump.",
        "Russian and American jets bombed Syria.",
        "Russia bombed rebels in Syria while US officials watched.",
        "The United States imposed sanctions on Iran, a partner of Russia.",
    ],
)
def test_third_parties_and_bare_inquiries_are_no_relation(text: str) -> None:
    assert relations(text) == ()


def test_quotation_marks_make_it_the_source_s() -> None:
    spoken = relations('"The United States condemned Russia," the Kremlin said.')
    assert [relation.voice for relation in spoken] == ["source"]


def test_both_leaders_stand_for_the_two_sides() -> None:
    text = "Obama and Putin spoke over the phone. Both leaders expressed a desire to work together."
    assert [relation.status for relation in relations(text)] == ["realised", "desired"]


def test_year_of_the_act_is_kept() -> None:
    assert only("Russia and the United States reached an agreement in 2013.").time == "2013"


def test_trigger_lies_in_the_statement() -> None:
    for relation in relations("Russia condemned U.S. sanctions against Moscow on Monday."):
        assert relation.trigger is not None
        assert relation.start <= relation.trigger[0] < relation.trigger[1] <= relation.stop


def test_all_pairs_of_states() -> None:
    found = relations("Turkey condemned Israel. Japan thanked France.", None)
    assert [(r.source, r.target) for r in found] == [("TUR", "ISR"), ("JPN", "FRA")]


@pytest.mark.parametrize(
    ("text", "source", "target", "quad"),
    [
        ("Britain has imposed sanctions on Belarus.", "Britain", "Belarus", "material_conflict"),
        ("Britain has lifted its embargo on Belarus.", "Britain", "Belarus", "material_coop"),
        ("Chile refused to lift its ban on Peru.", "Chile", "Peru", "verbal_conflict"),
        ("Chile praised the government of Peru.", "Chile", "Peru", "verbal_coop"),
    ],
)
def test_marked_pair_is_judged(text: str, source: str, target: str, quad: str) -> None:
    spans = [(text.index(name), text.index(name) + len(name)) for name in (source, target)]
    judged = classify(text, *spans)
    assert judged.quad == quad
    assert sum(judged.scores.values()) == pytest.approx(1)


def test_joined_pair_is_mutual() -> None:
    assert classify("Chile and Peru signed a treaty.", (0, 5), (10, 14)).mutual
    assert not classify("Chile thanked Peru.", (0, 5), (14, 18)).mutual


@pytest.mark.parametrize(
    ("first", "other", "copied"), [(-1, "b", True), (1, "b", False), (0, "z", False)]
)
def test_statement_in_a_shared_passage_belongs_to_who_said_it_first(
    first: int, other: str, copied: bool
) -> None:
    text = "Russia expelled 60 American diplomats on Friday."
    shared = (Shared(0, len(text), other, first),)
    reading = read_article(Article("a", text, shared=shared), Options(dyad=("USA", "RUS")))
    assert [relation.copied for relation in reading.relations] == [copied]


def test_old_sanctions_are_background_and_not_news() -> None:
    text = "The United States imposed sanctions on Russia in 2013."
    options = Options(dyad=("USA", "RUS"), columns="all")
    reading = read_article(Article("a", text, published="2015-03-01"), options)
    assert [relation.time for relation in reading.relations] == ["2013"]
    row = feature_row(reading, list_features(reading.options))
    assert row["relation_background_share"] == 1
    assert row["relation_news_balance_index"] != row["relation_news_balance_index"]  # not a number


def test_what_both_countries_do_is_mutual() -> None:
    told = "Russia and the United States held talks. Both countries expelled diplomats."
    assert [one.mutual for one in relations(told)] == [True, True]


def test_what_both_countries_should_do_is_urged() -> None:
    told = "Russia and the United States held talks. Both countries should cooperate."
    assert [(one.mutual, one.status) for one in relations(told)][1:] == [(True, "urged")]
