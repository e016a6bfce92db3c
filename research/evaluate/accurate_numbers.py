"""docs/accurate.md: what the small encoders give beside the fast models, and what they cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from research.evaluate.measured import COSTS, MEASURED, read_run
from research.evaluate.page_parts import between, fill, short, table, three

_LINES = {
    "end_to_end": "content found, source right",
    "match": "content found",
    "source_given_match": "source right, given the content",
    "exact content": "exact content",
    "exact cue": "exact cue",
    "exact source": "exact source",
}


def _both(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A figure of the fast models, and with the encoders."""
    return read_run(MEASURED, name), read_run(MEASURED, f"{name}_accurate")


def statements() -> str:
    """The sixth sheet, scored once by each."""
    fast, slow = both = _both("relations_six")
    words = fill(
        f"**Statements, fresh**, {fast['date']}: {fast['sentences']} sentences "
        f"({fast['without']} without a statement) of articles that never train, of which earlier "
        "sheets showed a reader other sentences, labelled blind by a language model before either "
        "model read them, scored once (`python -m research.evaluate.relations_fresh CORPORA --six "
        "[--accurate]`); intervals over draws of sentences.",
    )
    rows = [
        (name, *(between(one[key]) for one in both))
        for key, name in (("precision", "precision"), ("recall", "recall"), ("f1", "F1"))
    ]
    rows += [(name, *(_of_class(one["classes"][name]) for one in both)) for name in fast["classes"]]
    rows += [
        (f"{what}, of the matched", *(short(one["matched"][what]) for one in both))
        for what in fast["matched"]
    ]
    alarms = (f"{one['false_alarms']} of {one['without']}" for one in (fast, slow))
    rows.append(("false alarms in sentences without any", *alarms))
    return f"{words}\n{table(('', 'fast', '--accurate'), rows)}"


def _of_class(numbers: Sequence[float]) -> str:
    right, found, share, there = numbers
    return f"P {short(right)} of {found:g}, R {short(share)} of {there:g}"


def attributions() -> str:
    """Whole articles marked before anything was found in them, scored once by each."""
    both = _both("quotes_whole_second")
    fast = both[0]
    words = fill(
        f"**Attributions in whole articles, fresh**, {fast['date']}: {fast['articles']} articles "
        f"of AllSides outlets, comment among them, {fast['there']} attributions marked by language "
        "models before anything was found in them, scored once (`python -m "
        "research.evaluate.quotes_whole CORPORA --second [--accurate]`). A content is found where "
        "half of its words are shared, and right where the source shares a word too; sure ones are "
        "said or held in words.",
    )
    rows = [
        ("precision", *(_share(one, "right", "found") for one in both)),
        ("recall", *(_share(one, "right", "there") for one in both)),
        ("recall of sure ones", *(_share(one, "right_sure", "sure") for one in both)),
        ("side of the speaker", *(_share(one, "sides_right", "sides") for one in both)),
    ]
    return f"{words}\n{table(('', 'fast', '--accurate'), rows)}"


def _share(one: Mapping[str, Any], part: str, whole: str) -> str:
    return f"{short(one[part] / one[whole])} ({one[part]} of {one[whole]})"


def polnear() -> str:
    """PolNeAR dev, which neither trained on."""
    both = _both("polnear_dev")
    words = fill(
        f"**PolNeAR dev** ({both[0]['articles']} articles, development: settings of both were "
        "chosen with it in sight; F1 with 95 % intervals over articles, `python -m "
        "research.evaluate.quotes CORPORA [--accurate]`):",
    )
    rows = [(name, *(_f1(one["f1"][key]) for one in both)) for key, name in _LINES.items()]
    return f"{words}\n{table(('', 'fast', '--accurate'), rows)}"


def _f1(numbers: Sequence[float]) -> str:
    value, low, high = map(three, numbers)
    return f"{value} ({low} to {high})"


def cost() -> str:
    """Whole commands in turns."""
    one = read_run(COSTS, "accurate")
    names = {"us_russia": "news on the US and Russia", "general": "news on anything"}
    rows = [
        (
            name,
            *(str(one[f"{key} {how}"]["milliseconds_an_article"]) for how in ("fast", "accurate")),
            *(f"{one[f'{key} {how}']['megabytes']:,}" for how in ("fast", "accurate")),
        )
        for key, name in names.items()
    ]
    heads = ("", "fast, ms an article", "--accurate", "fast, MB", "--accurate")
    words = fill(
        f"`framing features` on {one['articles']} articles of AllSides, one process, start "
        "included (`python -m research.cost.accurate_cost CORPORA`):",
    )
    return f"{words}\n{table(heads, rows)}"


BLOCKS: Mapping[str, Callable[[], str]] = {
    "statements": statements,
    "attributions": attributions,
    "polnear": polnear,
    "cost": cost,
}
