"""Names of features as axes say them: words, unit, and what a higher number means."""

from __future__ import annotations

from framing.measures.columns import FeatureSpec, find_spec


def spec_of(feature: str) -> FeatureSpec | None:
    """What a column means, for every actor; `None` if it is not one of ours."""
    import framing.measures.all  # noqa: F401  (registers every feature; only labels need it)

    return find_spec(feature)


def short_name(feature: str) -> str:
    """A column's name as words: no ending that says the unit, actors in capitals.

    >>> short_name("quote_usa_headline_words_share")
    'quote: USA headline words'
    """
    for ending in ("_per_1k_words", "_share", "_count", "_index"):
        feature = feature.removesuffix(ending)
    family, *rest = feature.split("_")
    words = [part.upper() if part in ("usa", "rus", "syr", "ukr", "tur") else part for part in rest]
    return f"{family}: {' '.join(words)}" if words else family


def axis_label(feature: str) -> str:
    """Unit of a column and what more of it means."""
    spec = spec_of(feature)
    if spec is None:
        return short_name(feature)
    return f"{spec.unit} (higher: {spec.higher_means})"


def describe_feature(feature: str) -> str:
    """The definition of a column, or its name if it is not one of ours."""
    spec = spec_of(feature)
    return spec.definition if spec else short_name(feature)
