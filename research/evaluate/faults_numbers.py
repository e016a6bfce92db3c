"""docs/security.md: the sums of the rows in `research/cost/faults.md`, what the attacks found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from research.evaluate.measured import COSTS
from research.evaluate.page_parts import fill

ROWS = COSTS.with_name("faults.md")
Column = dict[str, int]


def read_rows() -> dict[str, dict[str, Column]]:
    """The counts of each part by command and column."""
    parts: dict[str, dict[str, Column]] = {}
    for part in re.split(r"^## ", ROWS.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name, *lines = part.splitlines()
        heads, _, *rows = ([c.strip() for c in x.strip("|").split("|")] for x in lines if "|" in x)
        parts[name] = {
            row[0]: {
                head: int(cell.replace(",", ""))
                for head, cell in zip(heads[1:], row[1:], strict=True)
            }
            for row in rows
        }
    return parts


class _Found:
    """The rows, and their sums as the page writes them."""

    def __init__(self) -> None:
        self.parts = read_rows()

    def number(self, part: str, *columns: str) -> int:
        """Sum of some columns over the commands of a part."""
        return sum(row[name] for row in self.parts[part].values() for name in columns)

    def __call__(self, part: str, *columns: str) -> str:
        return f"{self.number(part, *columns):,}"

    def commands(self, part: str) -> list[str]:
        """The commands that were attacked."""
        return list(self.parts[part])


def sums() -> str:
    """What was attacked, and how it ended."""
    of = _Found()
    told = (_kills(of), _disks(of), _pairs(of), _damage(of), _places(of), _sizes(of), _dask(of))
    return "".join("- " + fill(one).rstrip("\n").replace("\n", "\n  ") + "\n" for one in told)


def _kills(of: _Found) -> str:
    names = [f"`{name}`" for name in of.commands("kills")]
    return (
        f"**Kills:** {of('kills', 'kills')} kills of {of('kills', 'runs that ended')} runs of "
        f"{', '.join(names[:-1])} and {names[-1]}; {of('kills', 'same bytes')} gave the same bytes "
        f"in the end, {of('kills', 'continued')} of them continued where they were killed."
    )


def _disks(of: _Found) -> str:
    return (
        f"**Disks:** {len(of.commands('disks'))} commands on {of('disks', 'full disks')} disks, "
        "full or with room for half the output: status 3 and nothing left in "
        f"{of('disks', 'status 3, nothing left')}, the same bytes once there was room in "
        f"{of('disks', 'then the same bytes')}. On a read-only disk "
        f"{of('readonly', 'read-only disk: status 3')} ended with status 3, and so did "
        f"{of('readonly', 'full stdout: status 3')} with a full standard output."
    )


def _pairs(of: _Found) -> str:
    return (
        f"**Two runs at one output:** {of('pairs', 'pairs')} pairs of "
        f"{len(of.commands('pairs'))} commands, started in the same moment: in "
        f"{of('pairs', 'one refused')} one was refused, in {of('pairs', 'one after the other')} "
        "both came through, one after the other; the output was whole in "
        f"{of('pairs', 'output of one, whole')}."
    )


def _damage(of: _Found) -> str:
    kinds = {"bit flips": "flipped bits", "garbage": "with garbage", "cut off": "cut off"}
    kinds |= {"bytes swapped": "with bytes swapped", "files gone": "with a file gone"}
    each = ", ".join(f"{of('damage', column)} {words}" for column, words in kinds.items())
    return (
        f"**Damage:** {of('damage', *kinds)} damaged checkpoints ({each}): the same bytes "
        f"{of('damage', 'same bytes')} times, a refusal "
        f"{of('damage', 'refused, then the same bytes with --restart')} times."
    )


def _places(of: _Found) -> str:
    return (
        f"**Places:** {len(of.commands('places'))} commands under the locale C without UTF-8 mode, "
        "a Turkish and a Latin-1 locale and two time zones: the same bytes in "
        f"{of('places', 'same bytes')} of {of('places', 'places')} runs."
    )


def _sizes(of: _Found) -> str:
    return (
        f"**Size:** of a CSV of {of('rows', 'rows')} rows, one of them bad, "
        f"{of('rows', 'came out')} came out; a list of {of('terms', 'terms')} terms of the user's "
        f"ended with status {of('terms', 'status')}."
    )


def _dask(of: _Found) -> str:
    killed, same = of("dask", "workers killed"), of("dask", "same bytes")
    return f"**Dask:** {killed} workers killed under {same} run: the same bytes."


BLOCKS: Mapping[str, Callable[[], str]] = {"attacks": sums}
