"""Measures counted again by plain code from what the layers found, on pages of many kinds."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest

import framing.measures.all  # noqa: F401  (registers every feature)
from framing.corpus.load import load_articles
from framing.measures.columns import list_features
from framing.reading import read_articles
from framing.types import (
    Article,
    Hedge,
    Mention,
    Options,
    Quote,
    Reading,
    Relation,
    Voice,
    Wording,
)

DEMO = Path(__file__).parents[2] / "seeds" / "articles"
HEAD = "Washington may hope for talks with Moscow"
STORIES = (
    f"{HEAD}\n\n“We are ready for talks with Russia,” Mr. John Smith, the American envoy, said on "
    "Monday. “They may resume soon.” Some say that the deal could possibly fail.\n\nRussia has "
    "attacked no one, the Kremlin claimed on Monday. The United States reportedly bombed 40 "
    "targets! Was it brutal? Ten people were killed. Residents accused Washington of a shameful "
    "betrayal.\n",
    f"{HEAD}\n\nThe ministry said in a statement that the United States and Russia had agreed on "
    "joint patrols. Moscow threatened Washington with sanctions, it was alleged. The State "
    "Department declined to comment.\n\nPhoto: A street in Moscow\n",
    "A plain page\n\nIt rained in the hills. Nobody came. The “so-called” festival was closed.\n",
    "Only a headline\n",
    "",
)
NAMED = ("neutral", "doubt", "endorse", "conflict", "directive", "refusal")


@cache
def readings() -> tuple[Reading, ...]:
    pages = [Article(f"s{k}", text, outlet="Example Site") for k, text in enumerate(STORIES)]
    return tuple(read_articles([*load_articles(DEMO), *pages]))


@cache
def features() -> dict[str, Callable[[Reading], float]]:
    return {
        one.spec.name: (lambda reading, one=one: one.measure(reading).value)
        for one in list_features(Options())
    }


def share(part: float, whole: float, scale: float = 1.0) -> float:
    return scale * part / whole if whole else math.nan


def balance(more: float, less: float) -> float:
    return share(more - less, more + less)


def concentration(names: Iterable[object]) -> float:
    counts = Counter(names)
    total = sum(counts.values())
    return sum((n / total) ** 2 for n in counts.values()) if total else math.nan


class Recount:
    """The plain numbers behind the measures of one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.article.text
        tokens = reading.tokens
        self.places = list(zip(tokens.start.tolist(), tokens.stop.tolist(), strict=True))
        self.is_word = reading.is_word.tolist()
        self.quote_of = reading.quote_of.tolist()
        self.words = sum(self.is_word)
        self.quoted = sum(w and q >= 0 for w, q in zip(self.is_word, self.quote_of, strict=True))
        self.own = self.words - self.quoted
        self.mentions = [m for m in reading.mentions if m.in_story]

    def words_of(self, keep: Callable[[Quote], bool], zone: str | None = None) -> int:
        return sum(
            w and q >= 0 and keep(self.reading.quotes[q]) and (zone is None or self.zone(a) == zone)
            for w, q, (a, _) in zip(self.is_word, self.quote_of, self.places, strict=True)
        )

    def zone(self, place: int) -> str | None:
        return next((z.kind for z in self.reading.zones if z.start <= place < z.stop), None)

    def quotes(self, keep: Callable[[Quote], object]) -> int:
        return sum(bool(keep(quote)) for quote in self.reading.quotes)

    def hedges(self, keep: Callable[[Hedge], object]) -> int:
        return sum(bool(keep(hedge)) for hedge in self.reading.hedges)

    def relations(self, keep: Callable[[Relation], object]) -> int:
        return sum(bool(keep(one)) for one in self.reading.relations)

    def wordings(self, keep: Callable[[Wording], object]) -> int:
        return sum(bool(keep(one)) for one in self.reading.wordings)

    def of_side(self, side: str) -> list[Mention]:
        return [one for one in self.mentions if one.side == side]


def quote_columns(r: Recount) -> dict[str, float]:
    n = len(r.reading.quotes)
    found: dict[str, float] = {
        "quote_attributions_count": n,
        "quote_attributions_per_1k_words": share(n, r.words, 1000),
        "quote_words_share": share(r.quoted, r.words),
        "quote_anonymous_share": share(r.quotes(lambda q: q.anonymous), n),
        "quote_speakers_count": len({q.speaker for q in r.reading.quotes if q.speaker}),
        "quote_headline_count": r.quotes(lambda q: r.zone(q.content[0][0]) == "headline"),
        "quote_no_source_share": share(r.quotes(lambda q: not q.source), n),
    }
    for kind in ("direct", "mixed", "indirect"):
        words = r.words_of(lambda q, kind=kind: q.kind == kind)  # type: ignore[misc]
        found[f"quote_{kind}_words_share"] = share(words, r.words)
    for stance in NAMED:
        of_stance = r.quotes(lambda q, stance=stance: q.stance == stance)
        found[f"quote_{stance}_share"] = share(of_stance, n)
    for kind in ("person", "group", "organisation", "document", "media"):
        of_kind = r.quotes(lambda q, kind=kind: q.speaker_kind == kind)
        found[f"quote_{kind}_share"] = share(of_kind, n)
    for side in ("USA", "RUS"):
        name = side.lower()
        words = r.words_of(lambda q, side=side: q.side == side)  # type: ignore[misc]
        found[f"quote_{name}_words_share"] = share(words, r.quoted)
        doubts = r.quotes(lambda q, side=side: q.side == side and q.stance == "doubt")
        said = r.quotes(lambda q, side=side: q.side == side)
        found[f"quote_{name}_doubt_share"] = share(doubts, said)
        headline = r.words_of(lambda q: True, "headline")
        theirs = r.words_of(lambda q, side=side: q.side == side, "headline")  # type: ignore[misc]
        found[f"quote_{name}_headline_words_share"] = share(theirs, headline)
    return found


def hedge_columns(r: Recount) -> dict[str, float]:
    def voiced(voice: Voice) -> int:
        return r.hedges(lambda h: h.voice == voice)

    uncertain = r.hedges(lambda h: h.voice == "outlet" and h.uncertain)
    strengths = [h.strength for h in r.reading.hedges if h.voice == "outlet"]
    boosters = r.wordings(
        lambda w: w.kind == "booster" and w.choice == "booster" and w.voice == "outlet"
    )
    found = {
        "hedge_outlet_per_1k_words": share(voiced("outlet"), r.own, 1000),
        "hedge_source_per_1k_words": share(voiced("source"), r.quoted, 1000),
        "hedge_headline_count": r.hedges(lambda h: r.zone(h.start) == "headline"),
        "hedge_outlet_uncertain_share": share(uncertain, voiced("outlet")),
        "hedge_source_uncertain_share": share(
            r.hedges(lambda h: h.voice == "source" and h.uncertain), voiced("source")
        ),
        "hedge_negated_share": share(r.hedges(lambda h: h.negated), len(r.reading.hedges)),
        "hedge_strength_index": share(math.fsum(strengths), len(strengths)),
        "hedge_booster_balance_index": balance(voiced("outlet"), boosters),
    }
    for category in ("epistemic_modal", "weasel_source", "approximator", "reportative", "deontic"):
        of_category = r.hedges(
            lambda h, category=category: h.voice == "outlet" and h.category == category
        )
        found[f"hedge_{category}_per_1k_words"] = share(of_category, r.own, 1000)
    return found


def actor_columns(r: Recount) -> dict[str, float]:
    sides = [one.side or one.actor for one in r.mentions]
    found = {
        "actor_mentions_per_1k_words": share(len(r.mentions), r.words, 1000),
        "actor_sides_count": len(set(sides)),
        "actor_concentration_index": concentration(sides),
        "actor_salient_count": sum(one >= 0.5 for one in r.reading.salience.values()),
    }
    for side in ("USA", "RUS"):
        name, theirs = side.lower(), r.of_side(side)
        agents = sum(one.role == "agent" for one in theirs)
        patients = sum(one.role == "patient" for one in theirs)
        found |= {
            f"actor_{name}_mention_share": share(len(theirs), len(r.mentions)),
            f"actor_{name}_mentions_per_1k_words": share(len(theirs), r.words, 1000),
            f"actor_{name}_headline_count": sum(one.zone == "headline" for one in theirs),
            f"actor_{name}_agent_share": share(agents, agents + patients),
        }
        if theirs:
            found[f"actor_{name}_first_position_index"] = 1 - theirs[0].start / len(r.text)
    return found


COOPERATION, CONFLICT = ("verbal_coop", "material_coop"), ("verbal_conflict", "material_conflict")
HOPES = ("desired", "offered", "urged", "scheduled", "possible")


def relation_columns(r: Recount) -> dict[str, float]:
    def weighed(keep: Callable[[Relation], object]) -> float:
        more = r.relations(lambda one: one.quad in COOPERATION and keep(one))
        return balance(more, r.relations(lambda one: one.quad in CONFLICT and keep(one)))

    n = len(r.reading.relations)
    verbal = r.relations(lambda one: one.quad.startswith("verbal"))
    material = r.relations(lambda one: one.quad.startswith("material"))
    one_sided = r.relations(lambda one: not one.mutual)
    outlets = r.relations(lambda one: one.voice == "outlet" and one.quad in CONFLICT)
    found = {
        "relation_statements_count": n,
        "relation_statements_per_1k_words": share(n, r.words, 1000),
        "relation_mutual_share": share(r.relations(lambda one: one.mutual), n),
        "relation_verbal_share": share(verbal, verbal + material),
        "relation_source_voice_share": share(r.relations(lambda one: one.voice == "source"), n),
        "relation_outlet_conflict_per_1k_words": share(outlets, r.own, 1000),
        "relation_headline_count": r.relations(lambda one: r.zone(one.start) == "headline"),
        "relation_headline_balance_index": weighed(lambda one: r.zone(one.start) == "headline"),
        "relation_deeds_balance_index": weighed(lambda one: one.status == "realised"),
        "relation_hopes_balance_index": weighed(lambda one: one.status in HOPES),
        "relation_outlet_balance_index": weighed(
            lambda one: one.status == "realised" and one.voice == "outlet"
        ),
        "relation_deeds_count": r.relations(lambda one: one.status == "realised"),
        "relation_hopes_count": r.relations(lambda one: one.status in HOPES),
    }
    for quad in (*COOPERATION, *CONFLICT, "neutral"):
        found[f"relation_{quad}_count"] = r.relations(lambda one, quad=quad: one.quad == quad)
    for status in ("realised", "agreed", "negated", "alleged", *HOPES):
        of_status = r.relations(lambda one, status=status: one.status == status)
        found[f"relation_{status}_share"] = share(of_status, n)
    for side in ("USA", "RUS"):
        begun = r.relations(lambda one, side=side: not one.mutual and one.source == side)
        found[f"relation_{side.lower()}_initiator_share"] = share(begun, one_sided)
    return found


def wording_columns(r: Recount) -> dict[str, float]:
    loaded = r.wordings(lambda w: w.kind == "loaded" and w.voice == "outlet")
    praise = r.wordings(lambda w: w.kind == "loaded" and w.voice == "outlet" and w.polarity > 0)
    blame = r.wordings(lambda w: w.kind == "loaded" and w.voice == "outlet" and w.polarity < 0)
    boosters = r.wordings(
        lambda w: w.kind == "booster" and w.choice == "booster" and w.voice == "outlet"
    )
    return {
        "wording_naming_count": r.wordings(lambda w: w.kind == "naming"),
        "wording_loaded_per_1k_words": share(loaded, r.own, 1000),
        "wording_source_loaded_per_1k_words": share(
            r.wordings(lambda w: w.kind == "loaded" and w.voice == "source"), r.quoted, 1000
        ),
        "wording_loaded_balance_index": balance(praise, blame),
        "wording_booster_per_1k_words": share(boosters, r.own, 1000),
        "wording_loaded_negated_share": share(
            r.wordings(lambda w: w.kind == "loaded" and w.voice == "outlet" and w.negated), loaded
        ),
    }


def text_columns(r: Recount) -> dict[str, float]:
    zones = r.reading.zones
    prose = [z for z in zones if z.kind in ("headline", "lead", "body")]
    words = [r.text[a:b] for (a, b), word in zip(r.places, r.is_word, strict=True) if word]
    page = sum(z.stop - z.start for z in zones)
    beside = sum(z.stop - z.start for z in zones if z.kind in ("furniture", "caption"))
    headline = sum(
        word and r.zone(a) == "headline" for (a, _), word in zip(r.places, r.is_word, strict=True)
    )
    sentences = {
        sentence
        for sentence, (a, _) in zip(r.reading.tokens.sentence.tolist(), r.places, strict=True)
        if any(z.start <= a < z.stop for z in prose)
    }
    return {
        "text_words_count": r.words,
        "text_furniture_share": share(beside, page),
        "text_numbers_per_1k_words": share(sum(w[0].isdigit() for w in words), r.words, 1000),
        "text_sentences_count": len(sentences),
        "text_words_per_sentence_index": share(r.words, len(sentences)),
        "text_headline_words_count": headline
        if any(z.kind == "headline" for z in zones)
        else math.nan,
    }


FAMILIES = (
    quote_columns,
    hedge_columns,
    actor_columns,
    relation_columns,
    wording_columns,
    text_columns,
)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_measures_are_what_plain_code_counts(
    family: Callable[[Recount], dict[str, float]],
) -> None:
    wrong = []
    for reading in readings():
        headed = any(zone.kind == "headline" for zone in reading.zones)
        for name, counted in family(Recount(reading)).items():
            # Where there is no headline, nothing in it is not nought.
            nothing = name.endswith("_headline_count") and not headed
            expected = math.nan if nothing else counted
            value = features()[name](reading)
            same = value == pytest.approx(expected, rel=1e-9) or (
                value != value and expected != expected
            )
            if not same:
                wrong.append((name, reading.article.article_id, value, expected))
    assert not wrong, "\n".join(map(str, wrong))


def test_the_pages_hold_something_to_count() -> None:
    found = readings()
    for layer in ("quotes", "hedges", "mentions", "relations", "wordings"):
        assert sum(len(getattr(one, layer)) for one in found) > 5, layer
    stances = {one.stance for reading in found for one in reading.quotes}
    assert {"neutral", "conflict", "refusal"} <= stances
    assert {one.voice for reading in found for one in reading.hedges} == {"outlet", "source"}


def test_a_page_without_words_measures_nothing_or_nought() -> None:
    (empty,) = [one for one in readings() if one.article.article_id == "s4"]
    for name, measure in features().items():
        value = measure(empty)
        assert value == 0 or math.isnan(value), name
        if name.endswith("_per_1k_words"):
            assert math.isnan(value), name
