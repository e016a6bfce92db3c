"""Recognises page furniture by the rules of `lexicons/furniture.toml`, one line at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from framing.errors import LexiconError
from framing.lists.word_lists import WordLists, per_lists
from framing.types import ZoneKind

_WHERE = ("line", "start", "end", "inline", "tail", "head", "foot", "cue", "note")
# Seen by the edges of one-line texts, by the counts, or by name.
_ELSEWHERE = ("head", "foot", "cue", "note")
_OPENING = ("line", "start", "tail")
_MOST_WORDS = 200  # no rule reaches longer lines
_LONGEST_LINE = 600  # characters; no page control is longer, and patterns stay cheap


@dataclass(frozen=True)
class FurnitureRule:
    """One pattern: what of a line it must cover (`where`) and the zone that piece becomes.

    `says` names the evidence of provenance that its lines carry: who signs, wrote or runs the site.
    `needs` are strings of which one must be there for a pattern to be tried: most lines then cost
    nothing.
    """

    name: str
    where: str
    zone: ZoneKind
    written: str
    case: bool
    max_words: int
    whole: bool
    says: str = ""
    needs: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made when a line first needs it: few are, and making all of them slows the start.

        Raises `LexiconError` where it does not compile.
        """
        try:
            return re.compile(self.written, 0 if self.case else re.IGNORECASE)
        except re.error as error:
            raise LexiconError(
                f"furniture rule {self.name!r}: pattern does not compile: {error}"
            ) from error

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


@per_lists
def furniture_rules(lists: WordLists) -> tuple[FurnitureRule, ...]:
    """The rules in file order, with the user's own after ours.

    Raises `LexiconError` for a rule that cannot be used; a user's is tried at once.
    """
    rules = tuple(_rule(row) for row in lists.rows("furniture", "rule"))
    if lists.folder is not None:
        for rule in rules:
            _ = rule.pattern
    return rules


def rule_says(name: str, lists: WordLists) -> str:
    """What kind of provenance a rule's lines carry, "" for none."""
    return _says(lists).get(name, "")


def has_note(name: str, text: str, lists: WordLists) -> bool:
    """Whether a piece that another rule has claimed holds the words of a rule of notes."""
    rules = (rule for rule in furniture_rules(lists) if rule.where == "note")
    return any(rule.name == name and rule.pattern.search(text) is not None for rule in rules)


@per_lists
def _says(lists: WordLists) -> Mapping[str, str]:
    return {rule.name: rule.says for rule in furniture_rules(lists)}


def match_line(line: str, lists: WordLists, *, tail: bool = False) -> Piece | None:
    """The rule that claims the whole line, if any; `tail` also tries rules for article ends."""
    if len(line) > _LONGEST_LINE:
        return None
    rules = _rules_for(lists, min(line.count(" ") + 1, _MOST_WORDS))
    for rule in (rules.all if _opening(lists).match(line) else rules.within).tried(line):
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


def find_pieces(line: str, lists: WordLists) -> Iterator[Piece]:
    """Pieces of furniture inside a line of prose, in order and not overlapping."""
    found = [
        Piece(*match.span(rule.cut), rule.zone, rule.name)
        for rule in _inline_rules(lists).tried(line)
        for match in rule.pattern.finditer(line)
        if match.end() > match.start()
    ]
    free = 0
    for piece in sorted(found, key=lambda piece: (piece.start, -piece.stop)):
        if piece.start >= free:
            yield piece
            free = piece.stop


class _Group:
    """Rules tried together; most lines lack what most rules need."""

    def __init__(self, rules: Iterable[FurnitureRule]) -> None:
        self._rules = tuple(rules)
        self._free = [rule for rule in self._rules if not rule.needs]
        self._needs = tuple(dict.fromkeys(text for rule in self._rules for text in rule.needs))

    def tried(self, line: str) -> list[FurnitureRule]:
        """The rules, in file order, whose needed strings the line holds."""
        if not self._needs:
            return self._free
        lowered = line.lower()
        held = [needed for needed in self._needs if needed in lowered]
        if not held:
            return self._free
        return [r for r in self._rules if not r.needs or any(n in held for n in r.needs)]


@dataclass(frozen=True, slots=True)
class _LineRules:
    """Rules for lines of some length: all of them, and those that match within a line."""

    all: _Group
    within: _Group


@per_lists
def _rules_for(lists: WordLists, words: int) -> _LineRules:
    rules = [r for r in furniture_rules(lists) if r.where not in _ELSEWHERE]
    short = [r for r in rules if words <= r.max_words and (r.where in _OPENING or r.whole)]
    return _LineRules(_Group(short), _Group(r for r in short if r.where not in _OPENING))


@per_lists
def _opening(lists: WordLists) -> re.Pattern[str]:
    """One pattern for all rules that match at the start of a line, of whatever length.

    Most lines are no furniture: one call then says so for all those rules together.
    """
    rules = [_without_names(rule) for rule in furniture_rules(lists) if rule.where in _OPENING]
    return re.compile("|".join(rules) or r"(?!)")


def _without_names(rule: FurnitureRule) -> str:
    """The pattern with its own case rule; names of groups must not meet in one pattern."""
    plain = re.sub(r"\(\?P<\w+>", "(", rule.written)
    return f"(?:{plain})" if rule.case else f"(?i:{plain})"


@per_lists
def _inline_rules(lists: WordLists) -> _Group:
    return _Group(
        rule
        for rule in furniture_rules(lists)
        if rule.where == "inline" or (rule.where == "end" and not rule.whole)
    )


def _rule(row: Mapping[str, Any]) -> FurnitureRule:
    name, where = row.get("name"), row.get("where")
    if where not in _WHERE:
        raise LexiconError(f"furniture rule {name!r}: where is one of {_WHERE}, not {where!r}")
    pattern = row.get("pattern")
    if not isinstance(pattern, str):
        raise LexiconError(f"furniture rule {name!r}: needs pattern = 'a regular expression'")
    if where in ("end", "foot"):
        pattern = rf"(?:{pattern})\s*\Z"
    return FurnitureRule(
        name=str(name),
        where=where,
        zone=row.get("zone", "furniture"),
        written=pattern,
        case=bool(row.get("case")),
        max_words=int(row.get("max_words", 60 if where == "inline" else 20)),
        whole=bool(row.get("whole", where in ("line", "start", "tail"))),
        says=str(row.get("says", "")),
        needs=_needs(row.get("needs", ())),
    )


def _needs(given: str | Sequence[str]) -> tuple[str, ...]:
    return tuple(text.lower() for text in ([given] if isinstance(given, str) else given))
