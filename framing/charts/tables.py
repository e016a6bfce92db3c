"""From the layers' tables (quotes, relations, wordings …) to what the charts draw.

Every function takes rows of one layer with `article_id` and the feature table, whose rows give each
article its outlet, story and date. All intervals are over stories: articles that share a `story_id`
count as one; without that column each article is its own story.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import pandas as pd

from framing.charts.dots import need_columns
from framing.charts.names import in_words, possible_range
from framing.charts.ratios import Estimate, clip_interval, ratio_with_interval
from framing.errors import UsageError
from framing.types import Options

COLUMNS = ["row", "panel", "series", "estimate", "low", "high", "n"]
DEEDS = ("realised",)
"""Statuses of statements that tell what was done."""
HOPES = ("desired", "offered", "urged", "scheduled", "possible")
"""Statuses of statements that tell what is wanted, feared or planned."""
_SIGN = {"verbal_coop": 1, "material_coop": 1, "verbal_conflict": -1, "material_conflict": -1}


def join_articles(layer: pd.DataFrame, features: pd.DataFrame, by: str = "outlet") -> pd.DataFrame:
    """The rows of a layer with `row` (the group), `story` and `published` of their article.

    Rows of articles whose group is unknown are left out. Raises `UsageError` if columns lack.
    """
    need_columns(layer, ("article_id",), "a table of a layer")
    need_columns(features, ("article_id", by), "the feature table")
    story = "story_id" if "story_id" in features else "article_id"
    base = features[["article_id"]].assign(row=features[by], story=features[story])
    if "published" in features:
        base["published"] = features["published"]
    kept = layer.drop(columns=["row", "story", "published"], errors="ignore")
    joined = kept.merge(base, on="article_id", how="inner", validate="many_to_one")
    return joined[joined["row"].notna()]


def default_sides() -> tuple[str, str]:
    """The two sides that are read for unless others are asked for."""
    dyad = Options().dyad
    assert dyad is not None
    return dyad


def _count(rows: pd.DataFrame) -> pd.Series:
    """How many things a row stands for: 1, unless the table was counted up before."""
    return rows["count"] if "count" in rows else pd.Series(1, rows.index)


def _row(names: tuple[str, str, str], found: Estimate, n: float) -> tuple[object, ...]:
    return (*names, *found[:3], n)


def _tidy(rows: list[tuple[object, ...]], columns: Sequence[str] = COLUMNS) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns))


def tabulate_speakers(
    quotes: pd.DataFrame,
    features: pd.DataFrame,
    *,
    sides: Mapping[str, str] | None = None,
    by: str = "outlet",
) -> pd.DataFrame:
    """Share of attributions by side: `row, part, count, estimate, low, high, n`.

    `sides` names two sides, those of the default dyad if not given. Parts are the first side, other
    known sides, speakers of no known side, and the second side.
    """
    first, second = (sides or {side: in_words(side) for side in default_sides()}).items()
    parts = {first[0]: first[1], "other": "other sides", "": "no known side", second[0]: second[1]}
    joined = join_articles(quotes, features, by)
    side = joined["side"].fillna("")
    joined["part"] = side.where(side.isin([first[0], second[0], ""]), "other")
    rows: list[tuple[object, ...]] = []
    for group, own in joined.groupby("row"):
        weight = _count(own)
        for key, name in parts.items():
            is_part = (own["part"] == key) * weight
            found = clip_interval(ratio_with_interval(is_part, weight, own["story"]), 0, 1)
            rows.append((group, name, int(is_part.sum()), *found[:3], int(weight.sum())))
    return _tidy(rows, ("row", "part", "count", "estimate", "low", "high", "n"))


def tabulate_voice_by_zone(
    quotes: pd.DataFrame,
    features: pd.DataFrame,
    *,
    sides: Sequence[str] = (),
    by: str = "outlet",
) -> pd.DataFrame:
    """Share of attributed words of each side by zone; needs `zone` and `words` in the quotes."""
    sides = sides or default_sides()
    need_columns(quotes, ("zone", "words", "side"), "attributions")
    joined = join_articles(quotes, features, by)
    rows: list[tuple[object, ...]] = []
    for (group, zone), own in joined.groupby(["row", "zone"]):
        for side in sides:
            words = own["words"] * (own["side"] == side)
            found = clip_interval(ratio_with_interval(words, own["words"], own["story"]), 0, 1)
            rows.append(_row((str(group), str(zone), side), found, _count(own).sum()))
    return _tidy(rows)


def tabulate_certainty(
    hedges: pd.DataFrame, wordings: pd.DataFrame, features: pd.DataFrame, by: str = "outlet"
) -> pd.DataFrame:
    """Hedges and boosters per 1,000 words of each voice; words by `quote_words_share`."""
    need_columns(features, ("n_words", "quote_words_share"), "the feature table")
    base = join_articles(features[["article_id"]], features, by).set_index("article_id")
    words = features.set_index("article_id")[["n_words", "quote_words_share"]].loc[base.index]
    said = words["n_words"] * words["quote_words_share"].fillna(0)
    room = {"outlet": words["n_words"] - said, "source": said}
    boosters = wordings[(wordings["kind"] == "booster") & (wordings["choice"] == "booster")]
    rows: list[tuple[object, ...]] = []
    for series, layer in (("hedges", hedges), ("boosters", boosters)):
        for voice, below in room.items():
            own = layer[layer["voice"] == voice]
            above = _count(own).groupby(own["article_id"]).sum().reindex(base.index, fill_value=0)
            for group, index in base.groupby("row").groups.items():
                found = ratio_with_interval(
                    1000 * above.loc[index], below.loc[index], base.loc[index, "story"]
                )
                found = clip_interval(found, 0, 1000)
                having = int((below.loc[index] > 0).sum())
                rows.append(_row((str(group), voice, series), found, having))
    return _tidy(rows)


def tabulate_naming(
    wordings: pd.DataFrame,
    features: pd.DataFrame,
    *,
    referents: Iterable[str] = (),
    by: str = "outlet",
) -> pd.DataFrame:
    """Balance of names for each referent in the outlet's own voice, -1 (against) to 1 (for)."""
    names = wordings[(wordings["kind"] == "naming") & (wordings["voice"] == "outlet")]
    joined = join_articles(names, features, by)
    kept = list(referents) or list(joined["referent"].value_counts().index[:4])
    rows: list[tuple[object, ...]] = []
    for group, own in joined.groupby("row"):
        for referent in kept:
            part = own[own["referent"] == referent]
            weight = _count(part)
            found = ratio_with_interval(weight * part["polarity"], weight, part["story"])
            rows.append(_row((str(group), referent, ""), clip_interval(found, -1, 1), weight.sum()))
    return _tidy(rows)


def tabulate_relation(
    relations: pd.DataFrame,
    features: pd.DataFrame,
    *,
    first: str = "",
    by: str = "outlet",
) -> pd.DataFrame:
    """Balance of cooperation and conflict for deeds and hopes, and the share `first` begins.

    Copied statements and neutral ones are left out; deeds and hopes are never summed.
    """
    first = first or default_sides()[0]
    joined = new_statements(relations, features, by)
    rows: list[tuple[object, ...]] = []
    for (group, voice), own in joined.groupby(["row", "voice"]):
        for panel, statuses in (("deeds", DEEDS), ("hopes", HOPES)):
            part = own[own["status"].isin(statuses)]
            found = ratio_with_interval(part["sign"], part["one"], part["story"])
            names = (str(group), panel, str(voice))
            rows.append(_row(names, clip_interval(found, -1, 1), len(part)))
        part = own[~own["mutual"].astype(bool)]
        found = ratio_with_interval(part["source"] == first, part["one"], part["story"])
        names = (str(group), "initiator", str(voice))
        rows.append(_row(names, clip_interval(found, 0, 1), len(part)))
    return _tidy(rows)


def new_statements(
    relations: pd.DataFrame, features: pd.DataFrame, by: str = "outlet"
) -> pd.DataFrame:
    """Statements of cooperation or conflict that are not copied, with `sign` 1 or -1 and `one`."""
    joined = join_articles(relations, features, by)
    joined = joined[joined["quad"].isin(_SIGN)]
    if "copied" in joined:
        joined = joined[~joined["copied"].astype(bool)]
    return joined.assign(sign=joined["quad"].map(_SIGN).astype(float), one=1.0)


def tabulate_matched(
    features: pd.DataFrame, feature: str, left: str, right: str, *, by: str = "outlet"
) -> pd.DataFrame:
    """Means of a feature at two outlets, one row a story that both told: `story, left, right`.

    Raises `UsageError` for an outlet that is not in the table.
    """
    need_columns(features, (feature, by, "story_id"), "matched stories")
    for name in (left, right):
        if name not in set(features[by]):
            raise UsageError(f"{by} {name!r}: not in the table; take one of its names")
    both = features[features[by].isin([left, right])]
    means = both.pivot_table(index="story_id", columns=by, values=feature, aggfunc="mean")
    means = means.reindex(columns=[left, right]).dropna()
    means.columns = pd.Index(["left", "right"])
    return means.rename_axis("story").reset_index()


def tabulate_means(
    features: pd.DataFrame, columns: Mapping[str, str], *, by: str = "outlet"
) -> pd.DataFrame:
    """Means of columns of the feature table by group: `row, panel, series, …, n` (articles).

    `columns` maps columns to the names that stand as `series`.
    """
    joined = join_articles(features[["article_id", *columns]], features, by)
    rows: list[tuple[object, ...]] = []
    for group, own in joined.groupby("row"):
        for column, name in columns.items():
            known = own[own[column].notna()]
            found = ratio_with_interval(known[column], [1.0] * len(known), known["story"])
            inside = clip_interval(found, *possible_range(column))
            rows.append(_row((str(group), "", name), inside, len(known)))
    return _tidy(rows)


def most_shared_pair(features: pd.DataFrame, by: str = "outlet") -> tuple[str, str]:
    """The two groups that told most stories in common; the first in the alphabet of equals.

    Raises `UsageError` if no two groups share a story.
    """
    need_columns(features, (by, "story_id"), "stories in common")
    told = features.dropna(subset=[by]).groupby(by)["story_id"].agg(set).sort_index()
    shared = {
        (str(one), str(two)): len(told[one] & told[two]) for one, two in combinations(told.index, 2)
    }
    pair = max(shared, key=lambda pair: shared[pair], default=None)
    if pair is None or not shared[pair]:
        raise UsageError(f"no story_id stands with two of {by}: find stories with framing reuse")
    return pair
