"""The tables of faults.md: one a part, one row a command, a row written anew when it is tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TOLD = Path(__file__).parents[1] / "faults.md"
_HEAD = """# What the attacks found

Written by `python -m research.cost.faults` ([how it is called](faults/__main__.py)); a row is
written anew whenever its part is run for it. The corpus is made by the program.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of attack: what is done, and what is counted of each thing that is attacked."""

    about: str
    columns: tuple[str, ...]


def tell(parts: Mapping[str, Part], name: str, rows: Mapping[str, Sequence[str]]) -> None:
    """Write rows of a part into its table, over the older ones of the same names."""
    known = _read(parts)
    known.setdefault(name, {}).update({first: tuple(rest) for first, rest in rows.items()})
    sections = [
        f"## {part}\n\n{parts[part].about}\n\n{table(parts[part], known[part])}"
        for part in parts
        if part in known
    ]
    TOLD.write_text("\n".join([_HEAD, *sections]), "utf-8")


def table(part: Part, rows: Mapping[str, Sequence[str]]) -> str:
    """The rows under their columns, in Markdown."""
    lines = [part.columns, ["---", *["---:"] * (len(part.columns) - 1)]]
    lines += [[first, *rest] for first, rest in rows.items()]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _read(parts: Mapping[str, Part]) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for section in TOLD.read_text("utf-8").split("\n## ")[1:] if TOLD.exists() else ():
        name, *lines = section.splitlines()
        rows = [line[2:-2].split(" | ") for line in lines if line.startswith("| ")]
        if name in parts and rows and tuple(rows[0]) == parts[name].columns:
            found[name] = {first: tuple(rest) for first, *rest in rows[2:]}
    return found
