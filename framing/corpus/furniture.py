"""Recognises page furniture by the rules of `lexicons/furniture.toml`, one line at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from framing.errors import LexiconError
from framing.lexicons import load_rows
from framing.types import ZoneKind

_WHERE = ("line", "start", "end", "inline", "tail", "head", "foot", "cue")
_ELSEWHERE = ("head", "foot", "cue")  # seen by the edges of one-line texts, or by the counts
_LONGEST_LINE = 600  # characters; no page control is longer, and patterns stay cheap


@dataclass(frozen=True, slots=True)
class FurnitureRule:
    """One pattern: what of a line it must cover (`where`) and the zone that piece becomes.

    `says` names the evidence of provenance that its lines carry: who signs, wrote or runs the site.
    `needs` is a string without which a pattern is not tried: most lines then cost nothing.
    """

    name: str
    where: str
    zone: ZoneKind
    pattern: re.Pattern[str]
    max_words: int
    whole: bool
    says: str = ""
    needs: str = ""

    @property
    def cut(self) -> int:
        """Group of the pattern that is furniture; 0, the whole match, where none is named."""
        return self.pattern.groupindex.get("cut", 0)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line (offsets within the line) that a rule has claimed."""

    start: int
    stop: int
    zone: ZoneKind
    rule: str


@cache
def furniture_rules(folder: Path | None = None) -> tuple[FurnitureRule, ...]:
    """The rules in file order, with the user's own after ours."""
    return tuple(_rule(row) for row in load_rows("furniture", "rule", folder))


def rule_says(name: str, folder: Path | None = None) -> str:
    """What kind of provenance a rule's lines carry, "" for none."""
    return _says(folder).get(name, "")


@cache
def _says(folder: Path | None) -> Mapping[str, str]:
    return {rule.name: rule.says for rule in furniture_rules(folder)}


def match_line(line: str, *, tail: bool = False, folder: Path | None = None) -> Piece | None:
    """The rule that claims the whole line, if any; `tail` also tries rules for article ends."""
    if len(line) > _LONGEST_LINE:
        return None
    words, lowered = line.count(" ") + 1, line.lower()
    for rule in _line_rules(folder):
        if words > rule.max_words or rule.needs not in lowered:
            continue
        if rule.where == "tail" and not tail:
            continue
        if rule.where == "line":
            claimed = rule.pattern.fullmatch(line)
        elif rule.where in ("start", "tail"):
            claimed = rule.pattern.match(line)
        else:
            claimed = rule.pattern.search(line)
        if claimed:
            return Piece(0, len(line), rule.zone, rule.name)
    return None


def find_pieces(line: str, folder: Path | None = None) -> Iterator[Piece]:
    """Pieces of furniture inside a line of prose, in order and not overlapping."""
    lowered = line.lower()
    found = [
        Piece(*match.span(rule.cut), rule.zone, rule.name)
        for rule in _inline_rules(folder)
        if rule.needs in lowered
        for match in rule.pattern.finditer(line)
        if match.end() > match.start()
    ]
    free = 0
    for piece in sorted(found, key=lambda piece: (piece.start, -piece.stop)):
        if piece.start >= free:
            yield piece
            free = piece.stop


@cache
def _line_rules(folder: Path | None) -> tuple[FurnitureRule, ...]:
    rules = (rule for rule in furniture_rules(folder) if rule.where not in _ELSEWHERE)
    return tuple(r for r in rules if r.where in ("line", "start", "tail") or r.whole)


@cache
def _inline_rules(folder: Path | None) -> tuple[FurnitureRule, ...]:
    return tuple(
        rule
        for rule in furniture_rules(folder)
        if rule.where == "inline" or (rule.where == "end" and not rule.whole)
    )


def _rule(row: Mapping[str, Any]) -> FurnitureRule:
    name, where = row.get("name"), row.get("where")
    if where not in _WHERE:
        raise LexiconError(f"furniture rule {name!r}: where is one of {_WHERE}, not {where!r}")
    pattern = row["pattern"]
    if where in ("end", "foot"):
        pattern = rf"(?:{pattern})\s*\Z"
    try:
        compiled = re.compile(pattern, 0 if row.get("case") else re.IGNORECASE)
    except re.error as error:
        raise LexiconError(f"furniture rule {name!r}: pattern does not compile: {error}") from error
    return FurnitureRule(
        name=str(name),
        where=where,
        zone=row.get("zone", "furniture"),
        pattern=compiled,
        max_words=int(row.get("max_words", 60 if where == "inline" else 20)),
        whole=bool(row.get("whole", where in ("line", "start", "tail"))),
        says=str(row.get("says", "")),
        needs=str(row.get("needs", "")).lower(),
    )
