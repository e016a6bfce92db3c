"""`frame_`: what the story is made to be about, in whose voice, and who is told in which role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from framing.layers.frames.find import PRESENT
from framing.layers.frames.names import FRAMES, GENERIC, is_core, tier
from framing.measures.columns import FeatureSpec, actor_feature, feature, features
from framing.measures.counting import remembered, share
from framing.types import ActorRole, FrameScores, Measurement, Reading, Span, Spans, Voice, ZoneKind

_MEANINGS = {
    "conflict": "disagreement, reproach or fight between sides",
    "economic": "gain, loss, cost or work",
    "human_interest": "people's fates and feelings",
    "morality": "right and wrong, duty, faith",
    "resolution": "a remedy proposed, agreed or carried out",
    "responsibility": "who caused a problem or has to mend it",
    "security": "war, arms, terror, spying, safety",
    "health": "illness, injury, care",
    "justice": "fairness, rights, law and courts",
    "political": "elections, parties, parliaments, politicians as such",
    "scientific": "research, evidence, technology",
    "environment": "nature, climate, pollution",
    "culture": "arts, sport, media, religion, identity",
}
_STRONGEST = 4  # the strongest quarter of the sentences is the evidence of an article's frame
_VOICES: tuple[Voice, ...] = ("outlet", "source")
_PARTS: tuple[ZoneKind, ...] = ("headline", "lead")


def _source(frame: str) -> str:
    book = "Semetko and Valkenburg 2000" if frame in GENERIC else "Boydstun et al. 2014"
    standing = f"tier {tier(frame)}" if is_core(frame) else f"tier {tier(frame)}, experimental"
    return f"{book}; {standing}"


@dataclass(frozen=True, slots=True)
class _Told:
    """What the columns of an article read: by frame number, and by voice."""

    evidence: tuple[tuple[Spans, tuple[float, ...]], ...]
    carrying: Mapping[tuple[int, str], Spans]
    sentences: Mapping[str, int]


@remembered()
def _told(reading: Reading) -> _Told | None:
    scores = reading.frame_scores
    if scores is None or not len(scores.spans):
        return None
    carrying: dict[tuple[int, str], list[Span]] = {}
    columns, rows = np.nonzero(scores.sentences.T >= PRESENT)
    for column, row in zip(columns.tolist(), rows.tolist(), strict=True):
        for voice in ("any", scores.voices[row]):
            carrying.setdefault((column, voice), []).append(scores.spans[row])
    sentences: dict[str, int] = {voice: scores.voices.count(voice) for voice in _VOICES}
    return _Told(
        evidence=_evidence(scores),
        carrying={key: tuple(spans) for key, spans in carrying.items()},
        sentences={"any": len(scores.spans), **sentences},
    )


@remembered()
def _strongest_sentences(reading: Reading) -> Mapping[tuple[int, str], tuple[Span, float]]:
    """By frame number and part of the page; apart, because no core column asks for it."""
    scores = reading.frame_scores
    if scores is None:
        return {}
    strongest: dict[tuple[int, str], tuple[Span, float]] = {}
    for part in _PARTS:
        at = [k for k, zone in enumerate(scores.zones) if zone == part]
        if at:
            best = scores.sentences[at].argmax(axis=0).tolist()
            most = scores.sentences[at].max(axis=0).tolist()
            for column, (place, value) in enumerate(zip(best, most, strict=True)):
                strongest[column, part] = (scores.spans[at[place]], value)
    return strongest


def _evidence(scores: FrameScores) -> tuple[tuple[Spans, tuple[float, ...]], ...]:
    """Each frame's strongest sentences; the article's probability is shared out among them."""
    count = max(min(3, len(scores.spans)), len(scores.spans) // _STRONGEST)
    order = np.argsort(-scores.sentences, axis=0, kind="stable")[:count]
    order.sort(axis=0)
    weights = np.take_along_axis(scores.sentences, order, axis=0).astype(np.float64) + 1e-9
    shares = (weights * (scores.article / weights.sum(axis=0))).T.tolist()
    return tuple(
        (tuple(scores.spans[row] for row in rows), tuple(of))
        for rows, of in zip(order.T.tolist(), shares, strict=True)
    )


def _probability(reading: Reading, column: int) -> Measurement:
    told = _told(reading)
    return Measurement(*told.evidence[column]) if told else Measurement((), (), 0.0)


def _carrying(reading: Reading, column: int, voice: str) -> Measurement:
    """Sentences of a voice that carry the frame, as a share of the sentences of that voice."""
    told = _told(reading)
    if told is None:
        return Measurement((), (), 0.0)
    return share(told.carrying.get((column, voice), ()), told.sentences[voice])


def _strongest(reading: Reading, column: int, part: ZoneKind) -> Measurement:
    """The strongest sentence of a part of the page; nothing where the page has no such part."""
    found = _strongest_sentences(reading).get((column, part))
    return Measurement((found[0],), (found[1],)) if found else Measurement((), (), 0.0)


def _register_frame(column: int, frame: str) -> None:
    called, meaning, source = frame.replace("_", " "), _MEANINGS[frame], _source(frame)
    features(
        {
            f"frame_{frame}_probability": (
                f"Probability that the article carries the frame {called} ({meaning}); from .5 on "
                "it is present. The evidence is its strongest sentences.",
                "the frame is more likely to be found in the article",
                partial(_probability, column=column),
                {"bounds": (0, 1), "source": source},
            ),
            f"frame_{frame}_sentences_share": (
                f"Sentences that carry the frame {called} ({meaning}), as a share of all "
                "sentences.",
                "more of the story is told in the frame",
                partial(_carrying, column=column, voice="any"),
                {"source": source},
            ),
        }
    )


_WHOSE = {"outlet": "in the outlet's own voice", "source": "that tell what sources say"}


def _register_parts(column: int, frame: str) -> None:
    called, source = frame.replace("_", " "), _source(frame)
    features(
        {
            f"frame_{voice}_{frame}_sentences_share": (
                f"Sentences {whose} that carry the frame {called}, as a share of the sentences of "
                "that voice.",
                f"more of what is told {whose.removeprefix('that ')} is in the frame",
                partial(_carrying, column=column, voice=voice),
                {"voice": voice, "source": source},
            )
            for voice, whose in _WHOSE.items()
        }
    )
    features(
        {
            f"frame_{part}_{frame}_probability": (
                f"Probability of the frame {called} in the sentence of the {part} that carries it "
                "most.",
                f"the {part} carries the frame",
                partial(_strongest, column=column, part=part),
                {"zone": part, "bounds": (0, 1), "source": source},
            )
            for part in _PARTS
        }
    )


for _column, _frame in enumerate(FRAMES):
    _register_frame(_column, _frame)
for _column, _frame in enumerate(FRAMES):
    _register_parts(_column, _frame)


def dominant_frame(reading: Reading) -> str | None:
    """The likeliest frame of those present in the article; none where none is."""
    scores = reading.frame_scores
    if scores is None or not len(scores.spans):
        return None
    best = int(np.argmax(scores.article))
    return FRAMES[best] if scores.article[best] >= PRESENT else None


_CODES = ", ".join(f"{number} {frame}" for number, frame in enumerate(FRAMES, start=1))


@feature(
    FeatureSpec(
        "frame_dominant_index",
        definition=f"The likeliest frame of the article as a number: 0 none is present, {_CODES}.",
        higher_means="nothing: it is a code",
        bounds=(0, len(FRAMES)),
    )
)
def dominant(reading: Reading) -> Measurement:
    """The code is the weight of the frame's strongest sentences together."""
    frame = dominant_frame(reading)
    if frame is None:
        return Measurement((), ())
    column = FRAMES.index(frame)
    spans, weights, _, _ = _probability(reading, column)
    total = sum(weights or ())
    return Measurement(spans, tuple((column + 1) * weight / total for weight in weights or ()))


ROLES = ("hero", "villain", "victim")


@remembered(8)
def _roles_of(reading: Reading, actor: str) -> list[ActorRole]:
    return [role for role in reading.roles if actor in (role.actor, role.side)]


def has_roles(columns: Iterable[str]) -> bool:
    """Whether a column tells the roles of an actor; no core one does.

    >>> has_roles(["frame_conflict_probability"]), has_roles(["frame_rus_villain_share"])
    (False, True)
    """
    ends = tuple(f"_{role}_share" for role in ROLES)
    return any(name.startswith("frame_") and name.endswith(ends) for name in columns)


def _register_roles() -> None:
    told = {"hero": "helper", "villain": "doer of harm", "victim": "sufferer"}
    for role in ROLES:

        def measured(reading: Reading, actor: str, role: str = role) -> Measurement:
            found = _roles_of(reading, actor)
            return share(((r.start, r.stop) for r in found if r.role == role), len(found))

        spec = FeatureSpec(
            f"frame_{{actor}}_{role}_share",
            definition=f"Mentions of {{actor}} whose clause tells it as {told[role]} ({role}), as "
            "a share of its mentions in any of the three roles.",
            higher_means=f"{{actor}} is told as {told[role]}",
            bounds=(0, 1),
            source="Entman 1993; Frermann et al. 2023",
        )
        actor_feature(spec)(measured)


_register_roles()
