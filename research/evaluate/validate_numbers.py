"""The measured blocks of docs/validate.md, from what the programs beside this one wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from framing.validate import Coded, read_answers, read_key, score
from research.evaluate.measured import MEASURED, read_run
from research.evaluate.page_parts import WIDTH, fill, table, three
from research.evaluate.readme_numbers import ROOT

CODES = ROOT / "seeds" / "codes"


def simulation() -> str:
    """Fictional outlets with known truth, detectors that err differently by outlet."""
    one = read_run(MEASURED, "validate_simulation")
    sizes, outlets = one["sizes"], one["outlets"]
    words = fill(
        f"`{one['command']}`, on {one['date']}: {one['runs']:,} runs of {len(outlets)} outlets, "
        f"{one['stories']} stories of {one['units']} units, detectors with recall "
        f"{_list(outlets, 'recall')} and false alarms {_list(outlets, 'false')}, true shares "
        f"{_list(outlets, 'share')}."
    )
    heads = ("codes an outlet", *map(str, sizes))
    worth = fill(f"With the best detector 200 codes do the work of {one['worth']} without one.")
    return f"{words}\n{table(heads, _simulated(one))}\n{worth}"


def _simulated(one: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Rows of the table of the simulation, a column a number of codes."""
    outlets, sizes = one["outlets"], one["sizes"]
    ends = [sorted(at) for at in zip(*one["covered_by"].values(), strict=True)]
    return [
        (
            "coverage of corrected 95 % intervals, all outlets and pairs",
            *map(three, one["covered"]),
        ),
        (
            "the lowest and the highest of outlets and pairs",
            *(f"{three(at[0])}, {three(at[-1])}" for at in ends),
        ),
        ("coverage where outlets are alike", *map(three, one["alike_covered"])),
        (
            f"coverage of raw intervals ({len(outlets)} outlets)",
            ", ".join(map(three, one["raw_covered"])),
            *("same" for _ in sizes[1:]),
        ),
        *(
            (
                f"width, recall {_short(outlet['recall'])}, false alarms "
                f"{_short(outlet['false'])}: corrected, codes alone",
                *(f"{three(own)}, {three(hand)}" for own, hand in zip(*widths, strict=True)),
            )
            for outlet, widths in zip(outlets, _widths(one), strict=True)
        ),
        ("outlets alike: p ≤ .05", *map(three, one["small"])),
        ("outlets alike: any of six differences at q ≤ .05", *map(three, one["discovered"])),
    ]


def _list(outlets: Sequence[Mapping[str, float]], name: str) -> str:
    return ", ".join(_short(outlet[name]) for outlet in outlets)


def _short(value: float) -> str:
    return f"{value:g}".removeprefix("0")


def _widths(one: Mapping[str, Any]) -> list[tuple[list[float], list[float]]]:
    return [(own, one["hand_width"][name]) for name, own in one["width"].items()]


def sentence() -> str:
    """What `score` says of the codes that are bundled."""
    sample = read_key(CODES / "polnear_quotes.key.json")
    coded = Coded(sample, read_answers(CODES / "polnear_quotes.csv", sample).answers)
    lines = fill(score(coded).sentence, WIDTH - 2).splitlines()
    return "".join(f"> {line}\n" for line in lines)


def polnear() -> str:
    """PolNeAR dev as if coded by hand."""
    one = read_run(MEASURED, "validate_polnear")
    words = fill(
        f"`{one['command']}`, on {one['date']}: PolNeAR dev (a development corpus of the layer of "
        f"quotes) as if coded by hand, {one['n']:,} codes over {one['outlets']} outlets, "
        f"{one['seeds']} seeds. The last three columns go from the least to the greatest outlet."
    )
    heads = (
        *("share of", "mean error, raw", "corrected", "intervals that cover"),
        *("raw, by the gold share", "precision", "miss rate"),
    )
    rows = [
        (
            name,
            *(three(part[key]) for key in ("raw_error", "error", "covered")),
            *(
                " to ".join(f"{end:.2f}".removeprefix("0") for end in part[key])
                for key in ("raw_of_gold", "precision", "miss_rate")
            ),
        )
        for name, part in one["parts"].items()
    ]
    return f"{words}\n{table(heads, rows)}"


BLOCKS: Mapping[str, Callable[[], str]] = {
    "sentence": sentence,
    "simulation": simulation,
    "coded from gold": polnear,
}
