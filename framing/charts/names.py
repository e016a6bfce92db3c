"""What charts call things: columns, actors, referents and kinds in words, never as ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import framing.measures.all  # noqa: F401  (registers every feature)
from framing.lists.actors import known_actors
from framing.lists.load import load_rows
from framing.lists.word_lists import word_lists
from framing.measures.columns import find_spec, is_plain
from framing.measures.tiers import find_tier

_KINDS = {
    "verbal_coop": "cooperation in words",
    "material_coop": "cooperation in deeds",
    "verbal_conflict": "conflict in words",
    "material_conflict": "conflict in deeds",
    "outlet": "the outlet's own voice",
    "source": "a source's voice",
}


def actor_parts(feature: str) -> list[str]:
    """Ids of actors that are parts of a column's name; none where no column of its kind names one.

    >>> actor_parts("quote_usa_headline_words_share"), actor_parts("text_words_per_sentence_index")
    (['USA'], [])
    """
    if is_plain(feature):
        return []
    return [
        part.upper()
        for part in feature.split("_")[1:]
        if part.upper() in known_actors(word_lists())
    ]


def short_name(feature: str) -> str:
    """A column's name as words: no ending that says the unit, actors by their names.

    >>> short_name("quote_usa_headline_words_share")
    'quote: United States headline words'
    """
    actors = set(actor_parts(feature))
    for ending in _UNITS:
        feature = feature.removesuffix(ending)
    family, *rest = feature.split("_")
    words = [known_actors(word_lists())[p.upper()].name if p.upper() in actors else p for p in rest]
    return f"{family}: {' '.join(words)}" if words else family


_UNITS = {
    "_per_1k_words": "per 1,000 words",
    "_share": "share",
    "_count": "count",
    "_index": "index",
    "_probability": "probability",
}


def short_names(features: Sequence[str]) -> list[str]:
    """Short names of columns; those that would be alike also say the unit.

    >>> short_names(["quote_attributions_count", "quote_attributions_per_1k_words"])
    ['quote: attributions (count)', 'quote: attributions (per 1,000 words)']
    """
    names = [short_name(feature) for feature in features]
    return [
        f"{name} ({next((u for end, u in _UNITS.items() if feature.endswith(end)), feature)})"
        if names.count(name) > 1
        else name
        for name, feature in zip(names, features, strict=True)
    ]


def axis_label(feature: str) -> str:
    """Unit of a column and what more of it means."""
    spec = find_spec(feature)
    if spec is None:
        return short_name(feature)
    return f"{spec.unit} (higher: {spec.higher_means})"


def describe_feature(feature: str) -> str:
    """The definition of a column, or its name if it is not one of ours."""
    spec = find_spec(feature)
    return spec.definition if spec else short_name(feature)


def tier_words(columns: Sequence[str], own: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """How far to trust the columns of a chart, for the words under it; empty if none was measured.

    `own` are tiers from one's own hand codes, which take the place of ours.

    >>> tier_words(["quote_direct_words_share", "quote_words_share", "hedge_outlet_per_1k_words"])
    'Reliability tiers of the columns: A quote; B quote, hedge.'
    """
    found = {column: find_tier(column, own) for column in columns}
    known = {column: told for column, told in found.items() if told[0]}
    if len(set(known.values())) == 1:
        tier, figures = next(iter(known.values()))
        return f"Reliability tier {tier} ({figures})."
    families: dict[str, list[str]] = {}
    for column, (tier, _) in known.items():
        families.setdefault(tier, []).append(column.partition("_")[0])
    told = "; ".join(
        f"{tier} {', '.join(dict.fromkeys(families[tier]))}" for tier in sorted(families)
    )
    return f"Reliability tiers of the columns: {told}." if told else ""


def possible_range(feature: str) -> tuple[float, float]:
    """The least and the greatest value that a column can have.

    >>> possible_range("quote_words_share")
    (0.0, 1.0)
    """
    spec = find_spec(feature)
    low, high = spec.bounds if spec else (None, None)
    return (
        float("-inf") if low is None else float(low),
        float("inf") if high is None else float(high),
    )


def in_words(key: str) -> str:
    """An id of an actor, a referent or a kind as a reader says it.

    >>> in_words("RUS"), in_words("syrian_state"), in_words("airstrike_event")
    ('Russia', 'Syrian state', 'air strikes')
    """
    if key in known_actors(word_lists()):
        return known_actors(word_lists())[key].name
    known = _KINDS | _referents()
    if key in known:
        return known[key]
    return " ".join(_spellings().get(part, part) for part in key.split("_"))


@cache
def _referents() -> dict[str, str]:
    """Referents whose ids are not the words one would print."""
    return {row["id"]: row["name"] for row in load_rows("naming", "referent")}


@cache
def _spellings() -> dict[str, str]:
    """Parts of ids that are written with a capital: names of states, places and peoples."""
    found: dict[str, str] = {}
    for row in (*load_rows("actors", "actor"), *load_rows("countries", "actor")):
        if row.get("type") not in ("state", "place"):
            continue
        for term in (row["name"], *row.get("names", ()), *row.get("demonyms", ())):
            text = str(term["text"] if isinstance(term, dict) else term)
            if text[:1].isupper() and text.isalpha():
                found.setdefault(text.lower(), text)
    return {word: text for word, text in found.items() if len(word) > 3 or text.isupper()}
