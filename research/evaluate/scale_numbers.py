"""docs/scale.md: where the time goes, what starts and growth cost, and what fifty million would."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from research.evaluate.measured import COSTS, read_run
from research.evaluate.page_parts import fill, table, three

_MANY = 50_000_000
_CORES = 64
_PRICES = (0.05, 0.02)
"""Of an hour of a core, as asked for and as what is left over (spot)."""


def layers() -> str:
    """Where the time goes."""
    one = read_run(COSTS, "layers")
    words = fill(
        f"**Measured** on {one['date']} on {one['articles']} PolNeAR articles "
        f"(`{one['command']}`), "
        'in multiples of the floor `re.findall(r"\\w+|[^\\w\\s]", text)` over the same texts, '
        f"{three(one['floor_seconds'])} s for all of them.",
    )
    floors = one["floors"]
    total = sum(floors.values())
    rows = [(name, f"{cost:.1f}", f"{cost / total:.0%}") for name, cost in floors.items()]
    rows = [(name, cost, share.replace("%", " %")) for name, cost, share in rows]
    speed = f"{one['articles_a_second']} articles a second"
    rows.append(("together, warm", f"{total:.1f}", speed))
    command = read_run(COSTS, "command")
    ran = ", ".join(
        f"{command[name]['floors']} floors for `{name}` ({command[name]['articles_a_second']} "
        "articles a second)"
        for name in ("features", "annotate")
    )
    whole = f"The whole command with its start, in processor time of all its processes: {ran}."
    return f"{words}\n{table(('part', 'floors', 'share'), rows, right=True)}\n{fill(whole)}"


def starts() -> str:
    """What it takes to start, and how cost grows with an article and with a corpus."""
    cold, growth, memory = (read_run(COSTS, name) for name in ("cold", "growth", "memory"))
    seconds = ", ".join(f"{one:.2f}" if one < 1 else f"{one:.1f}" for one in growth["seconds"])
    steps = ", ".join(f"{one:.2f}" for one in growth["steps"])
    few, many = memory["articles"]
    peaks = memory["megabytes"]
    tenths = memory["tenths"]
    days = sorted({one["date"] for one in (cold, growth, memory)})
    rows = [
        (
            "`framing features` on the bundled articles, from the command to its end",
            f"{cold['features']:.1f} s",
        ),
        ("`framing --help`", f"{cold['help']:.2f} s"),
        ("one article of 10 KB, 100 KB, 1 MB, 10 MB, processor time", f"{seconds} s"),
        (
            "exponent of that growth: over all, in floors; from step to step, in seconds",
            f"{growth['exponent']:.2f}; {steps}",
        ),
        ("memory for the article of 10 MB", f"{growth['megabytes'] / 1000:.1f} GB"),
        (
            f"{few:,} and {many:,} articles in two processes: peak of all processes",
            f"{peaks[0]:,} MB, {peaks[1]:,} MB: {peaks[1] / peaks[0]:.2f} times",
        ),
        (
            f"the {many:,}: last tenth beside the first, processor time",
            f"{tenths[-1] / tenths[0]:.2f}",
        ),
        ("the same, tenth by tenth", f"{' '.join(map(str, tenths))} s"),
    ]
    words = f"**Measured** on {' and '.join(days)} (`{cold['command']}`, `growth` and `memory`)."
    return f"{fill(words)}\n{table(('', ''), rows)}"


def row_sizes() -> str:
    """Bytes of a row."""
    one = read_run(COSTS, "rows")
    kb = one["kilobytes"]
    return fill(
        f"**Measured** sizes, on {one['articles']} AllSides articles of {one['characters']:,} "
        f"characters: a row is {kb['csv']} KB as CSV, {kb['csv packed']} KB packed, "
        f"{kb['parquet']} KB as Parquet of {one['articles']} rows (long tables pack better: nearly "
        f"half of that is names of columns); attributions {kb['quotes']} KB "
        f"({kb['quotes packed']} KB packed); annotations with every span {kb['annotations']} KB "
        f"({kb['annotations packed']} KB packed)."
    )


def fifty_million() -> str:
    """What follows from sizes and speed for fifty million articles."""
    one, speed = read_run(COSTS, "rows"), read_run(COSTS, "command")["features"]
    kb, rate = one["kilobytes"], speed["articles_a_second"]
    text = _MANY * one["characters"] / 1e9
    seconds = _MANY / rate
    hours = seconds / 3600
    clock = hours / _CORES
    costs = [f"{hours * price:.0f}" for price in _PRICES]
    rows = [
        (
            "text to read",
            f"50 M × {one['characters'] / 1000:.1f} KB = {text:.0f} GB plain, some "
            f"{text * one['packed']:.0f} GB packed",
        ),
        (
            "processor time",
            f"50 M ÷ {rate} a second = {seconds / 1e6:.2f} M s = {hours:.0f} core-hours",
        ),
        (
            f"on {_CORES} cores",
            f"{clock:.1f} hours, if the store keeps up with {text:.0f} GB ÷ {clock:.1f} h = "
            f"{text * 1000 / clock / 3600:.0f} MB a second",
        ),
        (
            "cost",
            f"{hours:.0f} core-hours at {_PRICES[0]} a core-hour = {costs[0]} in that currency; "
            f"at {_PRICES[1]} (spot), {costs[1]}",
        ),
        (
            "features",
            f"{_gb(kb['csv packed'])} as packed CSV, {_gb(kb['csv'])} plain; Parquet lies between",
        ),
        ("annotations", f"{_gb(kb['annotations packed'])} packed, {_gb(kb['annotations'])} plain"),
    ]
    return table(("", "*arithmetic* for 50 million"), rows)


def _gb(kilobytes: float) -> str:
    """Size of fifty million rows.

    >>> _gb(0.9), _gb(75)
    ('45 GB', '3.8 TB')
    """
    size = _MANY * kilobytes / 1e6
    return f"{size / 1000:.1f} TB" if size >= 1000 else f"{size:.0f} GB"


BLOCKS: Mapping[str, Callable[[], str]] = {
    "layers": layers,
    "starts": starts,
    "rows": row_sizes,
    "fifty million": fifty_million,
}
