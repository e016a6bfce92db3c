"""The register of features: each column's definition beside the function that measures it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from framing.errors import FramingError, UsageError
from framing.types import Measurement, Options, Reading

FAMILIES = ("text", "quote", "hedge", "actor", "relation", "wording", "frame", "reuse")
_UNITS = {
    "_per_1k_words": "per 1,000 words",
    "_share": "share (0 to 1)",
    "_count": "count",
    "_index": "index",
    "_probability": "probability (0 to 1)",
}

Measure = Callable[[Reading], Measurement]
ActorMeasure = Callable[[Reading, str], Measurement]


@dataclass(frozen=True, slots=True)
class FeatureSpec:
    """What a column means. `bounds` are the least and greatest possible value, `None` for open."""

    name: str
    definition: str
    higher_means: str
    zone: str = "headline, lead, body"
    voice: str = "any"
    bounds: tuple[float | None, float | None] = (0.0, None)
    source: str = "framing"
    version: str = "1"

    @property
    def family(self) -> str:
        """First part of the name."""
        return self.name.split("_", 1)[0]

    @property
    def unit(self) -> str:
        """Unit, read off the ending of the name."""
        return next(unit for ending, unit in _UNITS.items() if self.name.endswith(ending))


@dataclass(frozen=True, slots=True)
class Feature:
    """A column: its specification and the function from a Reading to its Measurement."""

    spec: FeatureSpec
    measure: Measure


@dataclass(slots=True)
class _Register:
    plain: dict[str, Feature] = field(default_factory=dict)
    by_actor: dict[str, tuple[FeatureSpec, ActorMeasure]] = field(default_factory=dict)


_REGISTER = _Register()


def feature(spec: FeatureSpec) -> Callable[[Measure], Measure]:
    """Registers the decorated function as the measure of one column.

    Raises `FramingError` for a name twice, an unknown family or an ending without unit.
    """
    _check(spec)

    def register(measure: Measure) -> Measure:
        _REGISTER.plain[spec.name] = Feature(spec, measure)
        return measure

    return register


def actor_feature(spec: FeatureSpec) -> Callable[[ActorMeasure], ActorMeasure]:
    """Like `feature`, one column an actor: `{actor}` in the texts stands for the actor's id."""
    if "{actor}" not in spec.name:
        raise FramingError(f"feature {spec.name}: a feature by actor has {{actor}} in its name")
    _check(spec)

    def register(measure: ActorMeasure) -> ActorMeasure:
        _REGISTER.by_actor[spec.name] = (spec, measure)
        return measure

    return register


def _check(spec: FeatureSpec) -> None:
    if spec.name in _REGISTER.plain or spec.name in _REGISTER.by_actor:
        raise FramingError(f"feature {spec.name} is registered twice; choose another name")
    if spec.family not in FAMILIES:
        raise FramingError(f"feature {spec.name}: the family is one of {', '.join(FAMILIES)}")
    if not spec.name.endswith(tuple(_UNITS)):
        raise FramingError(f"feature {spec.name}: the name ends in one of {', '.join(_UNITS)}")


def list_features(options: Options) -> tuple[Feature, ...]:
    """All columns for these options: by family, then in the order they were registered.

    Raises `UsageError` if the measures were never imported (import `framing.measures.all`).
    """
    found = _listed(options.actor_columns, len(_REGISTER.plain) + len(_REGISTER.by_actor))
    if not found:
        raise UsageError("no feature is registered; import framing.measures.all first")
    return found


@lru_cache(maxsize=8)
def _listed(actors: tuple[str, ...], registered: int) -> tuple[Feature, ...]:
    """The register in order; it only grows, so its size tells whether the list still holds."""
    found = list(_REGISTER.plain.values())
    for spec, measure in _REGISTER.by_actor.values():
        found += [_for_actor(spec, measure, actor) for actor in actors]
    return tuple(sorted(found, key=lambda one: FAMILIES.index(one.spec.family)))


def _for_actor(spec: FeatureSpec, measure: ActorMeasure, actor: str) -> Feature:
    def measured(reading: Reading) -> Measurement:
        return measure(reading, actor)

    named = replace(
        spec,
        name=spec.name.format(actor=actor.lower()),
        definition=spec.definition.format(actor=actor),
        higher_means=spec.higher_means.format(actor=actor),
    )
    return Feature(named, measured)
