"""`relation_`: what the story says that two sides do to each other.

Deeds (realised) and hopes (desired, offered, urged, scheduled, possible) are never summed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import partial

from framing.measures.columns import actor_features, features, features_by
from framing.measures.counting import (
    balance,
    count_words,
    inside,
    rate,
    share,
    spans_of,
    zone_spans,
)
from framing.types import Measurement, Reading, Relation

_HOPES = frozenset({"desired", "offered", "urged", "scheduled", "possible"})
_COOPERATION = frozenset({"verbal_coop", "material_coop"})
_CONFLICT = frozenset({"verbal_conflict", "material_conflict"})
_SOURCE = "quad classes after CAMEO (Gerner et al. 2002)"

Keep = Callable[[Relation], bool]


def _own(reading: Reading) -> list[Relation]:
    """Statements of the article itself; a passage marked as copied is counted where it is new."""
    return [relation for relation in reading.relations if not relation.copied]


def _balance(reading: Reading, keep: Keep) -> Measurement:
    kept = [relation for relation in _own(reading) if keep(relation)]
    return balance(
        spans_of(r for r in kept if r.quad in _COOPERATION),
        spans_of(r for r in kept if r.quad in _CONFLICT),
    )


features(
    {
        "relation_statements_count": (
            (
                "Statements that bind the two sides of the dyad; the evidence behind all "
                "relation features."
            ),
            "the story tells more of the relationship",
            lambda reading: Measurement(spans_of(_own(reading))),
        ),
        "relation_statements_per_1k_words": (
            "Statements that bind the two sides of the dyad per 1,000 words.",
            "the relationship is more of the story",
            lambda reading: rate(spans_of(_own(reading)), count_words(reading)),
        ),
    }
)


_QUADS = {
    "verbal_coop": "verbal cooperation (talks, agreement, praise)",
    "material_coop": "material cooperation (joint operations, aid)",
    "verbal_conflict": "verbal conflict (criticism, threats)",
    "material_conflict": "material conflict (sanctions, expulsions, force)",
    "neutral": "neither cooperation nor conflict",
}


def _count_where(reading: Reading, keep: Keep) -> Measurement:
    return Measurement(spans_of(r for r in _own(reading) if keep(r)))


def _share_where(reading: Reading, keep: Keep) -> Measurement:
    return share(spans_of(r for r in _own(reading) if keep(r)), len(_own(reading)))


def _of_quad(reading: Reading, quad: str) -> Measurement:
    return _count_where(reading, lambda r: r.quad == quad)


features_by(
    _QUADS,
    ("relation_{key}_count", "Statements of {meaning}, of any status.", "more {meaning}"),
    _of_quad,
    {"source": _SOURCE},
)
features(
    {
        "relation_deeds_balance_index": (
            "(cooperation - conflict) / (cooperation + conflict) over realised statements.",
            "what happened is told as cooperation",
            lambda reading: _balance(reading, lambda r: r.status == "realised"),
            {"bounds": (-1, 1), "source": _SOURCE},
        ),
        "relation_hopes_balance_index": (
            (
                "(cooperation - conflict) / (cooperation + conflict) over statements desired, "
                "offered, urged, scheduled or possible."
            ),
            "what is hoped or feared is cooperation",
            lambda reading: _balance(reading, lambda r: r.status in _HOPES),
            {"bounds": (-1, 1), "source": _SOURCE},
        ),
        "relation_outlet_balance_index": (
            (
                "(cooperation - conflict) / (cooperation + conflict) over realised statements "
                "in the outlet's own voice."
            ),
            "the outlet itself tells cooperation",
            lambda reading: _balance(
                reading, lambda r: r.status == "realised" and r.voice == "outlet"
            ),
            {"voice": "outlet", "bounds": (-1, 1), "source": _SOURCE},
        ),
    }
)


_STATUSES = {
    "realised": "done or in force",
    "agreed": "settled but not yet done",
    "offered": "put forward by one side",
    "desired": "hoped or wished",
    "urged": "demanded of the other side",
    "scheduled": "planned with a time",
    "possible": "possible only",
    "negated": "said not to be",
    "alleged": "alleged",
}


def _of_status(reading: Reading, status: str) -> Measurement:
    return _share_where(reading, lambda r: r.status == status)


features_by(
    _STATUSES,
    (
        "relation_{key}_share",
        "Statements that are {meaning}, as a share of all statements.",
        "more is {meaning}",
    ),
    _of_status,
)


def verbal(reading: Reading) -> Measurement:
    """Verbal statements over verbal and material ones."""
    classed = [r for r in _own(reading) if r.quad != "neutral"]
    return share(spans_of(r for r in classed if r.quad.startswith("verbal")), len(classed))


def own_conflict(reading: Reading) -> Measurement:
    """Conflict statements of the outlet."""
    chosen = (r for r in _own(reading) if r.voice == "outlet" and r.quad in _CONFLICT)
    return rate(spans_of(chosen), count_words(reading, voice="outlet"))


def headline_balance(reading: Reading) -> Measurement:
    """Headline statements, cooperation against conflict."""
    places = zone_spans(reading, "headline")
    heads = set(inside(spans_of(_own(reading)), places))
    return _balance(reading, lambda r: (r.start, r.stop) in heads)


def hedged(reading: Reading) -> Measurement:
    """Statements with an uncertain hedge inside."""
    doubts = sorted((hedge.start, hedge.stop) for hedge in reading.hedges if hedge.uncertain)

    def holds(r: Relation) -> bool:
        within = doubts[bisect_left(doubts, (r.start, 0)) : bisect_left(doubts, (r.stop, 0))]
        return any(stop <= r.stop for _, stop in within)

    return _share_where(reading, holds)


def weight(reading: Reading) -> Measurement:
    """Weights of realised statements over their number."""
    done = [r for r in _own(reading) if r.status == "realised"]
    return Measurement(spans_of(done), tuple(r.score for r in done), len(done))


features(
    {
        "relation_mutual_share": (
            "Statements in which neither side acts on the other alone, as a share of all.",
            "the two act together rather than one on the other",
            lambda reading: _share_where(reading, lambda r: r.mutual),
        ),
        "relation_verbal_share": (
            "Verbal statements as a share of verbal and material ones.",
            "words rather than deeds",
            verbal,
            {"source": _SOURCE},
        ),
        "relation_source_voice_share": (
            "Statements in a source's voice, as a share of all statements.",
            "the relationship is told through sources",
            lambda reading: _share_where(reading, lambda r: r.voice == "source"),
            {"voice": "source"},
        ),
        "relation_outlet_conflict_per_1k_words": (
            "Statements of conflict in the outlet's own voice per 1,000 words of it.",
            "the outlet itself tells more conflict",
            own_conflict,
            {"voice": "outlet", "source": _SOURCE},
        ),
        "relation_headline_balance_index": (
            "(cooperation - conflict) / (cooperation + conflict) over headline statements.",
            "the headline tells cooperation",
            headline_balance,
            {"zone": "headline", "bounds": (-1, 1), "source": _SOURCE},
        ),
        "relation_hedged_share": (
            ("Statements that hold a hedge between their first and last word, as a share of all."),
            "the relationship is told with less commitment",
            hedged,
        ),
        "relation_weight_index": (
            (
                "Mean weight of realised statements on a scale of -10 to 10 "
                "(lexicons/relation_roots.toml)."
            ),
            "deeds told are more cooperative",
            weight,
            {
                "bounds": (-10, 10),
                "source": "scale after Goldstein (1992); one weight a root, by this project",
            },
        ),
    }
)


def initiator(reading: Reading, actor: str) -> Measurement:
    """Directed statements with this source."""
    directed = [r for r in _own(reading) if not r.mutual]
    return share(spans_of(r for r in directed if r.source == actor), len(directed))


actor_features(
    {
        "relation_{actor}_initiator_share": (
            (
                "Statements in which {actor} acts on the other side, as a share of the "
                "statements that are not mutual."
            ),
            "{actor} moves first",
            initiator,
        ),
    }
)


def _body(reading: Reading) -> frozenset[tuple[int, int]]:
    heads = set(inside(spans_of(_own(reading)), zone_spans(reading, "headline")))
    return frozenset(set(spans_of(_own(reading))) - heads)


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


def headline_statements(reading: Reading) -> Measurement:
    """Headline statements."""
    below = _body(reading)
    return Measurement(spans_of(r for r in _own(reading) if (r.start, r.stop) not in below))


features(
    {
        "relation_headline_gap_index": (
            (
                "Balance of cooperation and conflict in the headline minus that in lead and "
                "body; empty where either has no such statement."
            ),
            "the headline tells more cooperation than the story",
            headline_gap,
            {"bounds": (-2, 2), "source": "quad classes after CAMEO (Gerner et al. 2002)"},
        ),
        "relation_headline_count": (
            "Statements in the headline; the evidence behind the headline features.",
            "the headline tells the relationship",
            headline_statements,
            {"zone": "headline"},
        ),
    }
)


_COUNTS: dict[str, tuple[str, Keep]] = {
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
features(
    {
        f"relation_{name}_count": (
            f"Statements {meaning}; the evidence behind the features of this name.",
            f"more statements {meaning}",
            partial(_count_where, keep=keep),
        )
        for name, (meaning, keep) in _COUNTS.items()
    }
)


def _is_background(reading: Reading, relation: Relation) -> bool:
    """Whether the text dates it to a year before that of publication; never without a date."""
    published = (reading.article.published or "")[:4]
    return relation.time is not None and published.isdigit() and relation.time < published


def background(reading: Reading) -> Measurement:
    """Dated statements of earlier years."""
    old = spans_of(r for r in _own(reading) if _is_background(reading, r))
    return share(old, len(_own(reading)))


def news_balance(reading: Reading) -> Measurement:
    """Realised statements less background, cooperation against conflict."""
    done = [r for r in _own(reading) if r.status == "realised" and r.quad != "neutral"]
    news = [r for r in done if not _is_background(reading, r)]
    return balance(
        spans_of(r for r in news if r.quad in _COOPERATION),
        spans_of(r for r in news if r.quad not in _COOPERATION),
    )


features(
    {
        "relation_background_share": (
            (
                "Statements that the text dates to a year before that of publication, as a "
                "share of all; 0 where the article has no date."
            ),
            "the relationship is told as history",
            background,
        ),
        "relation_news_balance_index": (
            (
                "(cooperation - conflict) / (cooperation + conflict) over realised statements "
                "that the text does not date to an earlier year."
            ),
            "what is new is told as cooperation",
            news_balance,
            {"bounds": (-1, 1), "source": "quad classes after CAMEO (Gerner et al. 2002)"},
        ),
    }
)
