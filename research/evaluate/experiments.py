"""Figures of what was done once: an experiment that is dear to run again, a sheet read by hand.

    python -m research.evaluate.experiments PAGE NAME --kind development --command "…" [--replace]

takes the block NAME of a page, from `<!-- measured: NAME -->` to `<!-- end of measured -->`, and
keeps its words in `experiments.json` with the day, the kind of figure (development, fresh or cost)
and the command that measured it, or what was done by hand. From then on
`python -m research.evaluate.docs_numbers` writes the block from there, and a test fails where the
page says something else. What stands there already is replaced with --replace alone.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from research.evaluate.measured import KINDS
from research.evaluate.readme_numbers import ROOT

EXPERIMENTS = Path(__file__).with_name("experiments.json")
BLOCK = re.compile(
    r"(<!-- measured: ([a-z0-9 ]+) -->\n)(.*?)(<!-- end of measured -->\n)", re.DOTALL
)


def read_experiments() -> dict[str, dict[str, dict[str, Any]]]:
    """What is kept of each page by the names of its blocks."""
    found: dict[str, dict[str, dict[str, Any]]] = json.loads(EXPERIMENTS.read_text("utf-8"))
    return found


def text_of(one: Mapping[str, Any]) -> str:
    """The words of a block as the page has them."""
    return "".join(f"{line}\n" for line in one["text"])


def keep(page: str, name: str, about: Mapping[str, str], *, replace: bool = False) -> None:
    """Keeps the words that a page has in a block; a `SystemExit` says why not."""
    found = {block[2]: block[3] for block in BLOCK.finditer((ROOT / page).read_text("utf-8"))}
    every = read_experiments()
    own = every.setdefault(page, {})
    if name not in found:
        raise SystemExit(f"{page} has no block {name!r}, only {', '.join(found) or 'none'}")
    if name in own and not replace:
        raise SystemExit(f"{name!r} of {page} is kept: a new run takes its place with --replace")
    own[name] = {**about, "text": found[name].splitlines()}
    ordered = {one: every[one] for one in sorted(every)}
    EXPERIMENTS.write_text(json.dumps(ordered, indent=2, ensure_ascii=False) + "\n", "utf-8")


def main() -> None:
    """Keep one block."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("page", help="as docs/frames.md, from the root of the repository")
    parser.add_argument("name", help="name of the block")
    parser.add_argument("--kind", choices=KINDS, required=True)
    parser.add_argument("--command", required=True, help="what measured it")
    parser.add_argument("--date", default=date.today().isoformat(), help="the day, if not today")
    parser.add_argument("--replace", action="store_true")
    args = parser.parse_args()
    about = {"kind": args.kind, "date": args.date, "command": args.command}
    keep(args.page, args.name, about, replace=args.replace)


if __name__ == "__main__":
    main()
