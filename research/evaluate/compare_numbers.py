"""The measured blocks of docs/compare.md, from what the programs beside this one wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from research.evaluate.measured import MEASURED, read_run
from research.evaluate.page_parts import fill, table, three


def outlets() -> str:
    """Fictional outlets with planted habits, measured by the real pipeline."""
    one = read_run(MEASURED, "simulate_outlets")
    words = fill(
        f"Measured on {one['date']} (`{one['command']}`): {one['runs']} runs; {one['outlets']} "
        f"outlets, {one['features']} core features, all pairs, {one['tests']:,.0f} tests a run of "
        f"which {one['nulls']:,.0f} are true nulls."
    )
    hit, low = one["coverage"], one["lowest"]
    rate, error = one["false_discoveries"]
    first = ("estimates", "rest", "pairs")
    rows = [
        ("false discovery rate at q ≤ .05", f"{three(rate)} (standard error {three(error)})"),
        ("p ≤ .05, p ≤ .01 among true nulls", _join(one["size"].values())),
        ("p ≤ .05 and an interval that leaves out 0 agree", three(one["agree"])),
        (
            "planted hedging, anonymous sources, cooperation found",
            ", ".join(f"{share:.0%}".replace("%", " %") for share in one["found"].values()),
        ),
        (
            "coverage of 95 % intervals: estimates, differences from the rest, of pairs",
            _join(hit[name] for name in first),
        ),
        ("the least covered feature of each", _join(low[name] for name in first)),
        (
            "the same estimates by percentile bootstrap, by Student's t",
            _join(hit[name] for name in ("percentile", "t")),
        ),
    ]
    heads = (f"{one['runs']} runs", "measured")
    return f"{words}\n{table(heads, rows)}"


def _join(values: Any) -> str:
    return ", ".join(map(three, values))


_COLUMNS = {
    "p ≤ .05, before": "size_before",
    "p ≤ .05": "size",
    "interval leaves out 0": "interval",
    "p and interval agree": "agree",
    "false discoveries": "fdr",
    "power, before": "power_before",
    "power": "power",
}


def sizes() -> str:
    """Tables in which nothing differs, and such in which one outlet does."""
    one = read_run(MEASURED, "compare_size")
    words = fill(
        f"{one['tables']} tables of {one['features']} features a scenario, on {one['date']} "
        f"(`{one['command']}`); p is of one outlet against the rest."
    )
    rows = [
        (name, *(three(row[key]) for key in _COLUMNS.values()))
        for name, row in one["scenarios"].items()
    ]
    return f"{words}\n{table(('scenario', *_COLUMNS), rows)}"


_WORDS = {
    "each article a story": "article",
    "stories, before": "story, before",
    "stories": "story",
}


def words() -> str:
    """How often intervals of words leave out 0."""
    one = read_run(MEASURED, "compare_size")
    rows = [
        (
            "no difference" if float(lift) == 1 else f"used {lift} times as often",
            *(three(row[key]) for key in _WORDS.values()),
        )
        for lift, row in one["words"].items()
    ]
    return table(("intervals leave out 0", *_WORDS), rows)


def events() -> str:
    """BASIL: three outlets on the same events, and loaded words beside annotators' spans."""
    one = read_run(MEASURED, "basil")
    words = fill(
        f"`{one['command']}`, on {one['date']}: {one['events']} events, each told by Fox News, "
        "HuffPost and The New York Times (BASIL, Fan et al. 2019), the core columns in three "
        f"pairs, {one['tests']} tests; {one['small']} differences have q ≤ .05."
    )
    rows = [_difference(row) for row in one["rows"]]
    heads = ("measure", "pair", "means", "difference (95 %)", "p", "q")
    spans = fill(" ".join(_spans(name, part) for name, part in one["spans"].items()))
    return f"{words}\n{table(heads, rows)}\n{spans}"


def _difference(row: Mapping[str, Any]) -> tuple[str, ...]:
    rate = row["feature"].endswith("_per_1k_words")

    def number(value: float, sign: str = "") -> str:
        written = f"{value:{sign}.1f}" if rate else f"{value:{sign}.3f}"
        return written.replace("0.", ".", 1) if abs(value) < 1 else written

    gap, low, high = (number(value, "+") for value in row["difference"])
    means = ", ".join(map(number, row["means"]))
    pair = ", ".join(row["pair"])
    p, q = (_chance(row[name]) for name in ("p", "q"))
    return f"`{row['feature']}`", pair, means, f"{gap} ({low} to {high})", p, q


def _chance(value: float) -> str:
    """A p or q as the page writes it.

    >>> _chance(0.00004), _chance(0.0012), _chance(0.2)
    ('< .0001', '.0012', '.20')
    """
    if value < 0.0001:
        return "< .0001"
    return f"{value:.{2 if value >= 0.01 else 4}f}".removeprefix("0")


def _spans(name: str, part: Mapping[str, Any]) -> str:
    (low, middle, high), drawn = part["random_spans"], part["random_words"][1]
    return (
        f"Of {part['all_spans']} spans that annotators marked as {name} outside quotations the "
        f"loaded-word layer finds {part['spans']} ({part['spans'] / part['all_spans']:.0%}), with "
        f"{part['words']} of its {part['all_words']} words; as many random words of the outlets' "
        f"own voice find {middle:.0f} (95 % of draws {low:.0f} to {high:.0f}), with {drawn:.0f}."
    ).replace("%)", " %)")


def cost() -> str:
    """What a comparison of the usual size takes."""
    one = read_run(MEASURED, "compare_cost")
    return fill(
        f"`{one['command']}`, on {one['date']}: {one['articles']:,} articles by {one['outlets']} "
        f"outlets with {one['features']} features, fifty of them missing in other articles each, "
        f"take {one['seconds']:.0f} s of processor time and {one['megabytes'] / 1000:.1f} GB on a "
        "busy machine; each set of articles that have a value permutes its own labels, so a table "
        "whose columns are missing together takes less."
    )


BLOCKS: Mapping[str, Callable[[], str]] = {
    "simulated outlets": outlets,
    "size and power": sizes,
    "words": words,
    "same events": events,
    "cost": cost,
}
