"""Charts by their names, from the tables that framing writes: one way to each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

import pandas as pd

from framing.charts import (
    cases,
    certainty,
    confusion,
    copying,
    forest,
    frames,
    heatmap,
    log_odds,
    matched,
    naming,
    relation,
    salience,
    scores,
    smoothing,
    speakers,
    strip,
    tables,
    timeline,
    zones,
)
from framing.charts.canvas import Chart, ChartOptions, options_for
from framing.charts.names import axis_label, in_words, possible_range
from framing.errors import UsageError
from framing.layers.frames.names import FRAMES
from framing.tables.read import read_feature_table

MOST_CASES = 30
"""Articles that are drawn one a row: what fits on a page; chosen, not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartCall:
    """What a chart by name may be asked: columns, groups, sides, and how it looks."""

    feature: str | None = None
    features: tuple[str, ...] = ()
    group: str | None = None
    pair: tuple[str, ...] = ()
    by: str = "outlet"
    sides: tuple[str, ...] = ()
    actor: str | None = None
    title: str = ""
    source: str = ""
    width: str = "full"
    least: int = 10

    @property
    def options(self) -> ChartOptions:
        """The options of the chart."""
        return ChartOptions(
            width="column" if self.width == "column" else "full",
            title=self.title,
            source=self.source,
            least=self.least,
        )


def draw_by_name(name: str, place: str, call: ChartCall) -> Chart:
    """The chart of that name from a table, a folder of tables or an article.

    Raises `UsageError` for an unknown name and for a table that the chart cannot be drawn from.
    """
    if name not in _DRAW:
        raise UsageError(f"chart {name!r}: expected one of {', '.join(sorted(_DRAW))}")
    return _DRAW[name](place, call)


def layer_table(folder: str, layer: str) -> pd.DataFrame:
    """One table of a folder that `framing tables` wrote. Raises `UsageError` if it is not there."""
    for ending in (".parquet", ".csv", ".jsonl"):
        path = Path(folder) / f"{layer}{ending}"
        if path.is_file():
            return read_feature_table(path, ["side", "actor", "speaker", "referent"], empty=True)
    raise UsageError(
        f"{folder}: has no table {layer}; make the folder with `framing tables CORPUS -o {folder}`"
    )


def _articles(place: str, call: ChartCall) -> pd.DataFrame:
    table = layer_table(place, "articles")
    if call.by not in table:
        raise UsageError(f"{place}: its articles have no column {call.by}")
    return table


def _large(place: str, call: ChartCall) -> tuple[pd.DataFrame, ChartOptions]:
    """The articles of groups that have enough of them, and options that tell of the others."""
    articles = _articles(place, call)
    sizes = articles[call.by].value_counts()
    few = sizes.index[sizes < call.least]
    if len(few) == len(sizes):
        return articles, call.options
    told = f"Left out: {len(few):,} with fewer than {call.least} articles." if len(few) else ""
    return articles[~articles[call.by].isin(few)], replace(call.options, note=told)


def _pair_of(call: ChartCall) -> tuple[str, str]:
    if call.sides and len(call.sides) != 2:
        raise UsageError(f"--sides {','.join(call.sides)}: expected two ids, as USA,RUS")
    return (call.sides[0], call.sides[1]) if call.sides else tables.default_sides()


def _forest(place: str, call: ChartCall) -> Chart:
    table = read_feature_table(place)
    features = list(dict.fromkeys(table.get("feature", pd.Series(dtype=str))))
    if call.feature not in features:
        shown = ", ".join(features[:8]) or "none"
        raise UsageError(f"--feature {call.feature}: expected a feature of {place}: {shown} …")
    return forest.draw_forest(table, str(call.feature), call.options)


def _heatmap(place: str, call: ChartCall) -> Chart:
    table = read_feature_table(place)
    if call.features and "feature" in table:
        chosen = [any(fnmatchcase(f, glob) for glob in call.features) for f in table["feature"]]
        table = table[chosen]
    if table.empty:
        raise UsageError(f"--features {' '.join(call.features)}: {place} has no such feature")
    return heatmap.draw_heatmap(table, call.options)


def _log_odds(place: str, call: ChartCall) -> Chart:
    table = read_feature_table(place, ["term", "group"])
    if call.group is None:
        groups = ", ".join(sorted(set(table.get("group", ())))[:12])
        raise UsageError(f"--group: name the outlet to draw, one of {groups}")
    return log_odds.draw_log_odds(table, call.group, call.options)


def _matched(place: str, call: ChartCall) -> Chart:
    if not call.feature:
        raise UsageError("--feature: name the column to compare, as quote_words_share")
    articles = _articles(place, call)
    if call.pair and len(call.pair) != 2:
        raise UsageError(f"--pair {','.join(call.pair)}: expected two names divided by a comma")
    left, right = call.pair or tables.most_shared_pair(articles, call.by)
    table = tables.tabulate_matched(articles, call.feature, left, right, by=call.by)
    bounds = possible_range(call.feature)
    label = axis_label(call.feature)
    return matched.draw_matched(
        table,
        options_for(call.options, call.feature),
        left=left,
        right=right,
        label=label,
        bounds=bounds,
    )


def _speakers(place: str, call: ChartCall) -> Chart:
    sides = {side: in_words(side) for side in _pair_of(call)}
    quotes, (articles, options) = layer_table(place, "quotes"), _large(place, call)
    table = tables.tabulate_speakers(quotes, articles, sides=sides, by=call.by)
    return speakers.draw_speakers(table, options)


def _zones(place: str, call: ChartCall) -> Chart:
    sides, quotes = _pair_of(call), layer_table(place, "quotes")
    articles, options = _large(place, call)
    table = tables.tabulate_voice_by_zone(quotes, articles, sides=sides, by=call.by)
    return zones.draw_voice_by_zone(table, options)


def _certainty(place: str, call: ChartCall) -> Chart:
    layers = layer_table(place, "hedges"), layer_table(place, "wordings")
    articles, options = _large(place, call)
    table = tables.tabulate_certainty(*layers, articles, by=call.by)
    return certainty.draw_certainty(table, options)


def _naming(place: str, call: ChartCall) -> Chart:
    wordings, (articles, options) = layer_table(place, "wordings"), _large(place, call)
    return naming.draw_naming(tables.tabulate_naming(wordings, articles, by=call.by), options)


def _relation(place: str, call: ChartCall) -> Chart:
    first, second = _pair_of(call)
    found, (articles, options) = layer_table(place, "relations"), _large(place, call)
    table = tables.tabulate_relation(found, articles, first=first, by=call.by)
    sides = in_words(first), in_words(second)
    return relation.draw_relation(table, options, sides=sides)


def _timeline(place: str, call: ChartCall) -> Chart:
    rows = tables.new_statements(layer_table(place, "relations"), _articles(place, call), call.by)
    done = rows[rows["status"].isin(tables.DEEDS)]
    table = smoothing.tabulate_timeline(done, "sign", series="voice")
    label = "balance of deeds (−1 all conflict, 1 all cooperation)"
    options = options_for(call.options, "relation_deeds_balance_index")
    return timeline.draw_timeline(table, options, label=label, reference=0)


def _copying(place: str, call: ChartCall) -> Chart:
    pairs = layer_table(place, "reuse")
    return copying.draw_copying(
        copying.tabulate_copying(pairs, _articles(place, call), call.by), call.options
    )


def _salience(place: str, call: ChartCall) -> Chart:
    articles, options = _large(place, call)
    columns = {
        column: in_words(column.split("_")[1].upper())
        for column in map(str, articles.columns)
        if column.startswith("actor_") and column.endswith("_salience_index")
    }
    table = tables.tabulate_means(articles, columns, by=call.by)
    return salience.draw_salience(table, options_for(options, *columns))


def _scores(place: str, call: ChartCall) -> Chart:
    table = read_feature_table(place, ["name"])
    value = next((name for name in ("estimate", "macro_f1", "value") if name in table), "estimate")
    return scores.draw_scores(
        table.rename(columns={value: "estimate"}), call.options, measure=value.replace("_", "-")
    )


def _confusion(place: str, call: ChartCall) -> Chart:
    table = read_feature_table(place)
    return confusion.draw_confusion(table.set_index(table.columns[0]), call.options)


def _reliability(place: str, call: ChartCall) -> Chart:
    return confusion.draw_reliability(read_feature_table(place), call.options)


def _frames(place: str, call: ChartCall) -> Chart:
    articles, options = _large(place, call)
    known = {f"frame_{frame}_probability": frame for frame in FRAMES}
    columns = [column for column in known if column in articles]
    if call.features:
        columns = [c for c in columns if any(fnmatchcase(c, glob) for glob in call.features)]
    if not columns:
        raise UsageError(f"{place}: has no column frame_…_probability that --features names")
    asked = [known[column] for column in columns]
    table = frames.tabulate_frames(articles, asked, by=call.by)
    if not call.features:  # those whose outlets differ most stand first
        own = table[table["n"] >= call.least].groupby("panel")["estimate"]
        spread = (own.max() - own.min()).reindex(asked).fillna(-1.0)
        places = spread.rank(method="first", ascending=False)
        table = table.sort_values("panel", key=lambda names: names.map(places), kind="stable")
    return frames.draw_frames(table, options)


def _roles(place: str, call: ChartCall) -> Chart:
    actor = call.actor or tables.default_sides()[0]
    large, options = _large(place, call)
    articles = frames.role_shares(layer_table(place, "roles"), large, actor)
    title = call.title or f"{in_words(actor)} told as hero, villain or victim"
    table = frames.tabulate_roles(articles, actor, by=call.by)
    return frames.draw_roles(table, replace(options, title=title))


def _cases(place: str, call: ChartCall) -> Chart:
    articles, sides = _articles(place, call), _pair_of(call)
    if len(articles) > MOST_CASES:
        raise UsageError(
            f"{place}: {len(articles):,} articles; cases are drawn one a row, {MOST_CASES} at "
            "most. Make the folder from fewer: `framing tables --limit` or `--match`"
        )
    names = _case_names(articles, call.by)
    table = cases.tabulate_cases(layer_table(place, "relations"), names, sides)
    return cases.draw_cases(table, call.options, sides=sides, rows=list(names.values()))


def _case_names(articles: pd.DataFrame, by: str) -> dict[str, str]:
    """Each article by its outlet; where there are several, by its day or its number as well."""
    groups = articles[by].fillna("unknown").astype(str)
    days = articles["published"].fillna("").astype(str).str[:10]
    dated = (groups + ", " + days).where(days != "", groups)
    names = groups.where(~groups.duplicated(keep=False), dated)
    number = names.groupby(names).cumcount() + 1
    names = names.where(~names.duplicated(keep=False), names + " " + number.astype(str))
    return dict(zip(articles["article_id"].astype(str), names, strict=True))


def _strip(place: str, call: ChartCall) -> Chart:
    from framing.corpus.load import load_articles
    from framing.reading import read_article

    article = next(iter(load_articles(place)), None)
    if article is None:
        raise UsageError(f"{place}: holds no article that could be read")
    return strip.draw_strip(strip.tabulate_strip(read_article(article), call.sides), call.options)


_DRAW: Mapping[str, Callable[[str, ChartCall], Chart]] = {
    "cases": _cases,
    "certainty": _certainty,
    "confusion": _confusion,
    "copying": _copying,
    "forest": _forest,
    "frames": _frames,
    "heatmap": _heatmap,
    "log_odds": _log_odds,
    "matched": _matched,
    "naming": _naming,
    "relation": _relation,
    "reliability": _reliability,
    "roles": _roles,
    "salience": _salience,
    "scores": _scores,
    "speakers": _speakers,
    "strip": _strip,
    "timeline": _timeline,
    "zones": _zones,
}
