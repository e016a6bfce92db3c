"""LexisNexis of old (Academic, Nexis): "1 of 10 DOCUMENTS", labels in capitals, wrapped lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from framing.corpus.blocks import is_wrapped
from framing.corpus.databases.export import Export, Record
from framing.corpus.databases.labels import find_month, find_written_day, split_label, words_for
from framing.corpus.databases.nexis import authors_of, join, outlet_name

_DATABASE = "LexisNexis"
_COUNTER = re.compile(
    r"\s*(?:\w+ - )?(?:(?:do[ck]|item)\w*\s+)?([\d.,]+)\s+(?:of|von|de|van|di|sur|sobre)"
    r"\s+([\d.,]+)"
    r"(?:\s+do[ck]\w*)?\s*",
    re.IGNORECASE,
)
_NAMED = re.compile(r"do[ck]", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"\s*(?:copyright|©|\(c\)|all rights|alle rechte|tous droits|todos los derechos)", re.IGNORECASE
)
_LONG_BLOCK = 300  # characters: a headline with its deck is shorter
_DATE_LENGTH = 90  # characters: weekday, edition and time fit; a longer line is prose
_MOST_LOST = 50  # documents after the last: more are another part of the download
_HEAD = ("headline", "byline", "dateline", "section", "length", "highlight", "url", "head")
_TAIL = ("load-date", "tail")

Block = list[str]


def read_lexis(lines: Sequence[str]) -> Export | None:
    """Articles between the counters that the export prints; `None` if it prints none."""
    counters = [(at, *found) for at, line in enumerate(lines) if (found := _counter(line))]
    if not counters:
        return None
    stops = [at for at, _, _ in counters[1:]] + [len(lines)]
    wrapped = is_wrapped(lines[counters[0][0] :])
    records = tuple(
        _record(lines[at + 1 : stop], wrapped)
        for (at, _, _), stop in zip(counters, stops, strict=True)
    )
    numbers = [number for _, number, _ in counters]
    totals = [total for _, _, total in counters]
    missing, remarks = _missing(numbers, max(set(totals), key=totals.count))
    return Export(_DATABASE, records, None, missing, remarks)


def _counter(line: str) -> tuple[int, int] | None:
    found = _COUNTER.fullmatch(line.replace("\xa0", " ")) if _NAMED.search(line) else None
    if found is None:
        return None
    number, total = (int(re.sub(r"\D", "", part) or 0) for part in found.groups())
    return number, total


def _missing(numbers: Sequence[int], total: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Documents that the file's own numbers skip, and a remark on those after its last.

    A long list is downloaded in parts: 2001 to 2146 of 2146 lacks nothing, 1 to 200 of 983 is a
    first part. 1 to 9 of 10 lacks the last.
    """
    last = max(numbers)
    rest = total - last
    is_part = numbers[0] != 1 or rest > min(_MOST_LOST, len(numbers) // 2)
    there = set(numbers)
    wanted = range(numbers[0], (last if is_part else total) + 1)
    missing = tuple(f"document {number} of {total}" for number in wanted if number not in there)
    if not is_part or rest <= 0:
        return missing, ()
    return missing, (f"documents {last + 1} to {total} are not in this file; see the next part",)


def _record(lines: Sequence[str], wrapped: bool) -> Record | None:
    """One article; `None` where neither outlet nor day stands at its head."""
    reader = _Document()
    for block in _blocks(lines):
        reader.take(block, wrapped)
    return reader.record()


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    for filled, group in groupby(lines, key=lambda line: bool(line.strip())):
        if filled:
            yield from _parted([line.replace("\xa0", " ") for line in group])


def _parted(block: Block) -> Iterator[Block]:
    """A block once more divided where a label begins a line."""
    part: Block = []
    for line in block:
        if part and _label(line):
            yield part
            part = []
        part.append(line)
    yield part


def _without_owner(block: Block) -> Block:
    """A block without the lines at its top that name who holds the rights, if others follow."""
    owners = next((k for k, line in enumerate(block) if not _COPYRIGHT.match(line)), 0)
    return block[owners:]


def _label(line: str) -> tuple[str, str, str] | None:
    found = split_label(line, "nexis")
    return found if found and found[1].isupper() else None


def _by_indents(lines: Block) -> list[Block]:
    """Paragraphs of a block; where only some lines are indented, each of those begins one."""
    indented = [line[:2].isspace() for line in lines]
    if all(indented[1:]) or not any(indented):
        return [lines]
    pieces: list[Block] = []
    for line, begins in zip(lines, indented, strict=True):
        if begins or not pieces:
            pieces.append([])
        pieces[-1].append(line)
    return pieces


class _Document:
    """Takes the blocks of one document in order: head, text, what stands below."""

    def __init__(self) -> None:
        self._fields: dict[str, object] = {}
        self._titles: list[str] = []
        self._text: list[str] = []
        self._labelled = self._below = False

    def take(self, block: Block, wrapped: bool) -> None:
        """One block of lines without an empty one between them."""
        if self._below:
            return
        if not self._labelled and not self._text:
            # Its oldest layout sets the owner above the outlet, in one block.
            block = _without_owner(block)
        if label := _label(block[0]):
            self._take_label(label[0], [label[2], *block[1:]], wrapped)
        elif self._text or (self._labelled and not _COPYRIGHT.match(block[0])):
            if not (_COPYRIGHT.match(block[0]) and len(block) < 4):
                self._add_text(block, wrapped)
        elif not _COPYRIGHT.match(block[0]):
            self._take_head(block, wrapped)

    def _take_label(self, field: str, value: Block, wrapped: bool) -> None:
        said = " ".join(line.strip() for line in value).strip()
        if field in _TAIL and (self._text or self._labelled):
            self._below = bool(self._text)
        elif field == "body":
            self._labelled = True
            if said:
                self._add_text(value, wrapped)
        elif self._text and field not in _HEAD:
            self._add_text(value, wrapped)
        else:
            self._labelled = True
            if field == "headline":
                self._titles = [said]
            elif field == "byline":
                self._fields["authors"] = authors_of(said)
            elif field == "url":
                self._fields["url"] = said

    def _take_head(self, block: Block, wrapped: bool) -> None:
        said = [line.strip() for line in block]
        if "published" not in self._fields:
            self._take_outlet_or_day(said)
        elif self._titles and sum(map(len, said)) > _LONG_BLOCK:
            self._add_text(block, wrapped)  # no label parts head and text
        elif not (block[0][:8].isspace() and not self._titles):  # a centred line is the edition
            self._titles.append(" ".join(said))

    def _take_outlet_or_day(self, said: Block) -> None:
        for k, line in enumerate(said):
            day = len(line) < _DATE_LENGTH and (find_written_day(line) or find_month(line))
            if day and "outlet" in self._fields:
                self._fields["published"] = day
                return
            if "outlet" not in self._fields and not _COPYRIGHT.match(line):
                self._fields["outlet"] = outlet_name(line)
            elif k == 0:
                self._titles.append(line)

    def _add_text(self, block: Block, wrapped: bool) -> None:
        lines = [line for line in block if line.strip()]
        pieces = _by_indents(lines) if wrapped else [[line] for line in lines]
        self._text += [" ".join(line.strip() for line in piece) for piece in pieces]

    def record(self) -> Record | None:
        """What the document said."""
        if "outlet" not in self._fields or not (self._text or self._titles):
            return None
        title = "; ".join(self._titles)
        if title.casefold() in words_for("nexis", "no headline"):
            title = ""
        return {**self._fields, "title": title or None, "text": join(title, self._text)}
