"""The register of features: each column's definition beside the function that measures it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from re import escape, fullmatch
from typing import TypedDict

from framing.errors import FramingError, UsageError
from framing.measures.core import choose_columns
from framing.types import Measurement, Options, Reading

FAMILIES = ("text", "quote", "hedge", "actor", "relation", "wording", "frame", "reuse")
_UNITS = {
    "_per_1k_words": "per 1,000 words",
    "_share": "share (0 to 1)",
    "_count": "count",
    "_index": "index",
    "_probability": "probability (0 to 1)",
}

_HEADLINE = "headline"
_NOTHING = Measurement((), None, 0.0)

Measure = Callable[[Reading], Measurement]
ActorMeasure = Callable[[Reading, str], Measurement]
Bounds = tuple[float | None, float | None]


class Kind(TypedDict, total=False):
    """What a row of a table of columns says beyond definition, meaning and measure."""

    zone: str
    voice: str
    bounds: Bounds
    source: str
    version: str


Row = tuple[str, str, Measure] | tuple[str, str, Measure, Kind]
ActorRow = tuple[str, str, ActorMeasure] | tuple[str, str, ActorMeasure, Kind]


@dataclass(frozen=True, slots=True)
class FeatureSpec:
    """What a column means. `bounds` are the least and greatest possible value, `None` for open."""

    name: str
    definition: str
    higher_means: str
    zone: str = "headline, lead, body"
    voice: str = "any"
    bounds: Bounds = (0.0, None)
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
        whole = _of_headline(measure) if spec.zone == _HEADLINE else measure
        _REGISTER.plain[spec.name] = Feature(spec, whole)
        return measure

    return register


def actor_feature(spec: FeatureSpec) -> Callable[[ActorMeasure], ActorMeasure]:
    """Like `feature`, one column an actor: `{actor}` in the texts stands for the actor's id.

    Raises `FramingError` for a name without `{actor}`.
    """
    if "{actor}" not in spec.name:
        raise FramingError(f"feature {spec.name}: a feature by actor has {{actor}} in its name")
    _check(spec)

    def register(measure: ActorMeasure) -> ActorMeasure:
        _REGISTER.by_actor[spec.name] = (spec, measure)
        return measure

    return register


def features(rows: Mapping[str, Row]) -> None:
    """Registers a table of columns: by name the definition, what higher means, and the measure.

    A share lies between 0 and 1 unless its row says otherwise.
    """
    for name, (definition, higher_means, measure, *kind) in rows.items():
        feature(_spec(name, definition, higher_means, *kind))(measure)


def features_by(
    meanings: Mapping[str, str],
    row: tuple[str, str, str],
    measure: Callable[[Reading, str], Measurement],
    kind: Kind | None = None,
) -> None:
    """Registers a column a key: `{key}` and `{meaning}` stand in name, definition and meaning."""
    for key, meaning in meanings.items():
        name, definition, higher_means = (part.format(key=key, meaning=meaning) for part in row)
        feature(_spec(name, definition, higher_means, kind))(_for_key(measure, key))


def _for_key(measure: Callable[[Reading, str], Measurement], key: str) -> Measure:
    return lambda reading: measure(reading, key)


def actor_features(rows: Mapping[str, ActorRow]) -> None:
    """Like `features`, each row one column an actor."""
    for name, (definition, higher_means, measure, *kind) in rows.items():
        actor_feature(_spec(name, definition, higher_means, *kind))(measure)


def _spec(name: str, definition: str, higher_means: str, kind: Kind | None = None) -> FeatureSpec:
    bounds: Bounds = (0, 1) if name.endswith("_share") else (0.0, None)
    told: Kind = {"bounds": bounds, **(kind or {})}
    return FeatureSpec(name, definition, higher_means, **told)


def _check(spec: FeatureSpec) -> None:
    if spec.name in _REGISTER.plain or spec.name in _REGISTER.by_actor:
        raise FramingError(f"feature {spec.name} is registered twice; choose another name")
    if spec.family not in FAMILIES:
        raise FramingError(f"feature {spec.name}: the family is one of {', '.join(FAMILIES)}")
    if not spec.name.endswith(tuple(_UNITS)):
        raise FramingError(f"feature {spec.name}: the name ends in one of {', '.join(_UNITS)}")


def list_features(options: Options) -> tuple[Feature, ...]:
    """The columns that the options choose: by family, then in the order they were registered.

    Raises `UsageError` if the measures were never imported (import `framing.measures.all`), or if
    the options name columns that are not there.
    """
    registered = len(_REGISTER.plain) + len(_REGISTER.by_actor)
    found = _listed(options.actor_columns, registered, options.columns)
    if not found:
        raise UsageError("no feature is registered; import framing.measures.all first")
    return found


@lru_cache(maxsize=8)
def _listed(actors: tuple[str, ...], registered: int, columns: str) -> tuple[Feature, ...]:
    """The register in order; it only grows, so its size tells whether the list still holds."""
    found = list(_REGISTER.plain.values())
    for spec, measure in _REGISTER.by_actor.values():
        found += [_for_actor(spec, measure, actor) for actor in actors]
    if not found:
        return ()
    found.sort(key=lambda one: FAMILIES.index(one.spec.family))
    chosen = set(choose_columns([one.spec.name for one in found], columns))
    return tuple(one for one in found if one.spec.name in chosen)


def _of_headline(measure: Measure) -> Measure:
    """The measure of a headline, empty where neither the page nor a title column has one."""

    def measured(reading: Reading) -> Measurement:
        has_headline = any(zone.kind == _HEADLINE for zone in reading.zones)
        return measure(reading) if has_headline else _NOTHING

    return measured


def _for_actor(spec: FeatureSpec, measure: ActorMeasure, actor: str) -> Feature:
    def by_actor(reading: Reading) -> Measurement:
        return measure(reading, actor)

    measured = _of_headline(by_actor) if spec.zone == _HEADLINE else by_actor
    return Feature(_named_for(spec, actor), measured)


def _named_for(spec: FeatureSpec, actor: str) -> FeatureSpec:
    return replace(
        spec,
        name=spec.name.format(actor=actor.lower()),
        definition=spec.definition.format(actor=actor),
        higher_means=spec.higher_means.format(actor=actor),
    )


def is_plain(name: str) -> bool:
    """Whether a column of ours is one that no actor is part of."""
    return name in _REGISTER.plain


def find_spec(name: str) -> FeatureSpec | None:
    """What a column of a feature table means, also of actors not asked for; `None` if not ours."""
    plain = _REGISTER.plain.get(name)
    if plain is not None:
        return plain.spec
    for template, (spec, _) in _REGISTER.by_actor.items():
        pattern = escape(template).replace(escape("{actor}"), "([a-z0-9]+)")
        found = fullmatch(pattern, name)
        if found:
            return _named_for(spec, found.group(1).upper())
    return None
