"""`relation_`: the counts behind the shares and indices, and headline against body.

Deeds (realised) and hopes (desired, offered, urged, scheduled, possible) are never summed.
"""

from __future__ import annotations

from collections.abc import Callable

from framing.measures.counting import balance, inside, share, spans_of, zone_spans
from framing.registry import FeatureSpec, feature
from framing.types import Measurement, Reading, Relation

_HOPES = frozenset({"desired", "offered", "urged", "scheduled", "possible"})
_COOPERATION = frozenset({"verbal_coop", "material_coop"})

Keep = Callable[[Relation], bool]


def _own(reading: Reading) -> list[Relation]:
    return [relation for relation in reading.relations if not relation.copied]


def _body(reading: Reading) -> frozenset[tuple[int, int]]:
    heads = set(inside(spans_of(_own(reading)), zone_spans(reading, "headline")))
    return frozenset(set(spans_of(_own(reading))) - heads)


@feature(
    FeatureSpec(
        "relation_headline_gap_index",
        definition="Balance of cooperation and conflict in the headline minus that in lead and "
        "body; empty where either has no such statement.",
        higher_means="the headline tells more cooperation than the story",
        bounds=(-2, 2),
        source="quad classes after CAMEO (Gerner et al. 2002)",
    )
)
def headline_gap(reading: Reading) -> Measurement:
    """Each statement weighs its sign over the statements of its part, minus for the body."""
    below = _body(reading)
    signed = [r for r in _own(reading) if r.quad != "neutral"]
    parts = [[r for r in signed if ((r.start, r.stop) in below) == side] for side in (False, True)]
    if not all(parts):
        return Measurement((), (), 0)
    weights = [
        sign * (1.0 if r.quad in _COOPERATION else -1.0) / len(part)
        for sign, part in zip((1, -1), parts, strict=True)
        for r in part
    ]
    return Measurement(spans_of([*parts[0], *parts[1]]), tuple(weights))


@feature(
    FeatureSpec(
        "relation_headline_count",
        definition="Statements in the headline; the evidence behind the headline features.",
        higher_means="the headline tells the relationship",
        zone="headline",
    )
)
def headline_statements(reading: Reading) -> Measurement:
    """Headline statements."""
    below = _body(reading)
    return Measurement(spans_of(r for r in _own(reading) if (r.start, r.stop) not in below))


def _register_counts() -> None:
    kinds: dict[str, tuple[str, Keep]] = {
        "deeds": ("realised", lambda r: r.status == "realised"),
        "hopes": ("desired, offered, urged, scheduled or possible", lambda r: r.status in _HOPES),
        "outlet": ("in the outlet's own voice", lambda r: r.voice == "outlet"),
        "directed": ("of one side on the other", lambda r: not r.mutual),
        "appeals": (
            "that appeal to the other side (verbal cooperation in CAMEO, conflict in PLOVER)",
            lambda r: r.root == "REQUEST" and r.quad == "verbal_coop",
        ),
        "dated": ("that the text dates to a year", lambda r: r.time is not None),
    }
    for name, (meaning, keep) in kinds.items():

        def measured(reading: Reading, keep: Keep = keep) -> Measurement:
            return Measurement(spans_of(r for r in _own(reading) if keep(r)))

        spec = FeatureSpec(
            f"relation_{name}_count",
            definition=f"Statements {meaning}; the evidence behind the features of this name.",
            higher_means=f"more statements {meaning}",
        )
        feature(spec)(measured)


_register_counts()


def _is_background(reading: Reading, relation: Relation) -> bool:
    """Whether the text dates it to a year before that of publication; never without a date."""
    published = (reading.article.published or "")[:4]
    return relation.time is not None and published.isdigit() and relation.time < published


@feature(
    FeatureSpec(
        "relation_background_share",
        definition="Statements that the text dates to a year before that of publication, as a "
        "share of all; 0 where the article has no date.",
        higher_means="the relationship is told as history",
        bounds=(0, 1),
    )
)
def background(reading: Reading) -> Measurement:
    """Dated statements of earlier years."""
    old = spans_of(r for r in _own(reading) if _is_background(reading, r))
    return share(old, len(_own(reading)))


@feature(
    FeatureSpec(
        "relation_news_balance_index",
        definition="(cooperation - conflict) / (cooperation + conflict) over realised statements "
        "that the text does not date to an earlier year.",
        higher_means="what is new is told as cooperation",
        bounds=(-1, 1),
        source="quad classes after CAMEO (Gerner et al. 2002)",
    )
)
def news_balance(reading: Reading) -> Measurement:
    """Realised statements less background, cooperation against conflict."""
    done = [r for r in _own(reading) if r.status == "realised" and r.quad != "neutral"]
    news = [r for r in done if not _is_background(reading, r)]
    return balance(
        spans_of(r for r in news if r.quad in _COOPERATION),
        spans_of(r for r in news if r.quad not in _COOPERATION),
    )
