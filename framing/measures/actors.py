"""`actor_`: which actors stand in the story, how early, how often, in which role."""

from __future__ import annotations

from framing.measures.columns import actor_features, features
from framing.measures.counting import (
    concentration,
    count_words,
    entropy,
    inside,
    rate,
    remembered,
    share,
    spans_of,
    story_mentions,
    zone_spans,
)
from framing.types import Measurement, Mention, Reading


@remembered(4)
def _of_side(reading: Reading, actor: str) -> list[Mention]:
    """Mentions of the actor itself and of all who stand on its side."""
    return [m for m in story_mentions(reading) if m.side == actor or m.actor == actor]


def _owner(mention: Mention) -> str:
    return mention.side or mention.actor


def sides(reading: Reading) -> Measurement:
    """First mention of each side."""
    first: dict[str, Mention] = {}
    for mention in story_mentions(reading):
        first.setdefault(_owner(mention), mention)
    return Measurement(spans_of(first.values()))


def side_concentration(reading: Reading) -> Measurement:
    """Each mention weighed by its side's share."""
    return concentration(
        spans_of(story_mentions(reading)), [_owner(m) for m in story_mentions(reading)]
    )


def actor_concentration(reading: Reading) -> Measurement:
    """Each mention weighed by its actor's share."""
    return concentration(
        spans_of(story_mentions(reading)), [m.actor for m in story_mentions(reading)]
    )


def salient_actors(reading: Reading) -> Measurement:
    """First mention of each such actor."""
    first: dict[str, Mention] = {}
    for mention in story_mentions(reading):
        # Salience is a probability: as likely as not that a summary names the actor.
        if reading.salience.get(mention.actor, 0.0) >= 0.5:
            first.setdefault(mention.actor, mention)
    return Measurement(spans_of(first.values()))


def pointed(reading: Reading) -> Measurement:
    """Mentions whose form is a pronoun or a role."""
    chosen = [m for m in story_mentions(reading) if m.form in {"pronoun", "role"}]
    return share(spans_of(chosen), len(story_mentions(reading)))


def side_entropy(reading: Reading) -> Measurement:
    """Each mention weighed by the surprise of its side."""
    return entropy(spans_of(story_mentions(reading)), [_owner(m) for m in story_mentions(reading)])


def metonyms(reading: Reading) -> Measurement:
    """Mentions whose form is a metonym."""
    chosen = [m for m in story_mentions(reading) if m.form == "metonym"]
    return share(spans_of(chosen), len(story_mentions(reading)))


features(
    {
        "actor_mentions_per_1k_words": (
            (
                "Mentions of persons, organisations, places and states, named or pointed at, "
                "per 1,000 words."
            ),
            "a story of actors rather than of things",
            lambda reading: rate(spans_of(story_mentions(reading)), count_words(reading)),
        ),
        "actor_sides_count": (
            "Distinct sides (or actors without a side) that are mentioned.",
            "more parties",
            sides,
        ),
        "actor_concentration_index": (
            "Herfindahl–Hirschman index of the sides' shares of mentions.",
            "fewer sides fill the story",
            side_concentration,
            {"bounds": (0, 1), "source": "Hirschman 1964"},
        ),
        "actor_names_concentration_index": (
            "Herfindahl–Hirschman index of the single actors' shares of mentions.",
            "fewer actors fill the story, whatever their side",
            actor_concentration,
            {"bounds": (0, 1), "source": "Hirschman 1964"},
        ),
        "actor_salient_count": (
            (
                "Actors whose salience is at least one half: a reader's summary names them "
                "sooner than not."
            ),
            "more actors carry the story",
            salient_actors,
        ),
        "actor_pointed_share": (
            ("Mentions by a pronoun or role noun (he, both leaders), as a share of all mentions."),
            "actors are pointed at rather than named",
            pointed,
        ),
        "actor_entropy_index": (
            "Shannon entropy of the sides' shares of mentions, in bits.",
            "mentions are spread over more sides",
            side_entropy,
            {"source": "Shannon 1948"},
        ),
        "actor_metonym_share": (
            (
                "Mentions by a capital or seat of power (Washington, the Kremlin), as a share "
                "of all mentions."
            ),
            "states act under the names of their capitals",
            metonyms,
        ),
    }
)


def mention_share(reading: Reading, actor: str) -> Measurement:
    """Mentions of that side."""
    return share(spans_of(_of_side(reading, actor)), len(story_mentions(reading)))


def headline_mentions(reading: Reading, actor: str) -> Measurement:
    """Mentions in a headline zone."""
    return Measurement(inside(spans_of(_of_side(reading, actor)), zone_spans(reading, "headline")))


def lead_mentions(reading: Reading, actor: str) -> Measurement:
    """Mentions in the lead."""
    return Measurement(inside(spans_of(_of_side(reading, actor)), zone_spans(reading, "lead")))


def first_position(reading: Reading, actor: str) -> Measurement:
    """The first mention, weighed by how early it stands."""
    mentions = _of_side(reading, actor)[:1]
    length = max(len(reading.article.text), 1)
    weights = tuple(1 - mention.start / length for mention in mentions)
    return Measurement(spans_of(mentions), weights, float(len(mentions)))


def agent_share(reading: Reading, actor: str) -> Measurement:
    """Mentions as agent."""
    placed = [m for m in _of_side(reading, actor) if m.role != "other"]
    return share(spans_of(m for m in placed if m.role == "agent"), len(placed))


def salience(reading: Reading, actor: str) -> Measurement:
    """First mention of each actor of the side; the highest score counts."""
    scored = [(reading.salience.get(m.actor, 0.0), m) for m in _of_side(reading, actor)]
    if not scored:
        return Measurement((), (), 0.0)
    score, mention = max(scored, key=lambda pair: (pair[0], -pair[1].start))
    return Measurement(spans_of([mention]), (score,), 1.0)


actor_features(
    {
        "actor_{actor}_mention_share": (
            "Mentions of the side of {actor}, as a share of all mentions.",
            "more of the story is about {actor}",
            mention_share,
        ),
        "actor_{actor}_mentions_per_1k_words": (
            "Mentions of the side of {actor} per 1,000 words.",
            "{actor} is named more often",
            lambda reading, actor: rate(spans_of(_of_side(reading, actor)), count_words(reading)),
        ),
        "actor_{actor}_headline_count": (
            "Mentions of the side of {actor} in the headline.",
            "{actor} makes the headline",
            headline_mentions,
            {"zone": "headline"},
        ),
        "actor_{actor}_lead_count": (
            "Mentions of the side of {actor} in the lead.",
            "{actor} stands in the opening",
            lead_mentions,
            {"zone": "lead"},
        ),
        "actor_{actor}_first_position_index": (
            (
                "1 - position of the first mention of the side of {actor}, in characters from "
                "the start of the text, divided by its length; NaN if never named."
            ),
            "{actor} is named earlier",
            first_position,
            {"bounds": (0, 1)},
        ),
        "actor_{actor}_agent_share": (
            (
                "Mentions of the side of {actor} as agent, as a share of its mentions as agent "
                "or patient."
            ),
            "{actor} acts rather than is acted upon",
            agent_share,
        ),
        "actor_{actor}_salience_index": (
            (
                "Salience of the most salient actor on the side of {actor}: the chance that a "
                "reader's summary of the story names it (layer `salience`)."
            ),
            "the story is more about {actor}",
            salience,
            {"bounds": (0, 1)},
        ),
    }
)
