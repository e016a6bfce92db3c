"""Documents of the GUM treebank with their entities, as raw text and character spans."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from framing.types import Span

NAMED_TYPES = ("person", "organization", "place")
_NAME_TAGS = frozenset(["NNP", "NNPS"])
_INNER = frozenset(["of", "the", "for", "and", "&", "-", "–", "de", "del", "la", "al", "'s", "’s"])
_BRACKETS = re.compile(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Row:
    """A token of the treebank."""

    start: int
    stop: int
    word: str
    tag: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention: its rows, its entity, its type, and the name in it if a name heads it."""

    first: int
    last: int
    entity: str
    kind: str
    span: Span
    name: Span | None
    pronoun: bool


@dataclass(slots=True)
class GumDocument:
    """A document: text with blank lines between paragraphs; `salience` counts summaries."""

    name: str
    title: str = ""
    date: str | None = None
    text: str = ""
    rows: list[Row] = field(default_factory=list)
    mentions: list[GoldMention] = field(default_factory=list)
    salience: dict[str, int] = field(default_factory=dict)

    @property
    def genre(self) -> str:
        """The genre, as in the name of the document."""
        return self.name.split("_")[1]


def load_gum(folder: Path, part: str) -> list[GumDocument]:
    """All documents of `gum-train` or `gum-dev`."""
    path = folder / "data" / "treebank" / f"gum-{part}.conllu.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [_document(lines) for lines in _documents(file)]


def _documents(lines: Iterator[str]) -> Iterator[list[str]]:
    current: list[str] = []
    for line in lines:
        if line.startswith("# newdoc id") and current:
            yield current
            current = []
        current.append(line.rstrip("\n"))
    if current:
        yield current


class _Reader:
    """Builds one document line by line."""

    def __init__(self) -> None:
        self.document = GumDocument("")
        self.open: dict[str, list[tuple[int, list[str]]]] = {}
        self.parts: dict[str, list[tuple[int, int, list[str]]]] = {}
        self.pieces: list[str] = []
        self.length = 0
        self.base = 0
        self.skip_until = 0
        self.left = 0
        self.rest = ""

    def add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)

    def comment(self, line: str) -> None:
        key, _, value = line[2:].partition(" = ")
        if key == "newdoc id":
            self.document.name = value
        elif key == "meta::title":
            self.document.title = value
        elif key == "meta::dateCreated":
            self.document.date = value
        elif key == "newpar" and self.length:
            self.add("\n\n")
        elif key == "sent_id":
            self.base = len(self.document.rows)
            self.skip_until = 0

    def token(self, line: str) -> None:
        cells = line.split("\t")
        number, word, misc = cells[0], cells[1], cells[9]
        if "." in number:
            return
        glued = "SpaceAfter=No" in misc
        if "-" in number:
            self.add(word + ("" if glued else " "))
            self.skip_until = int(number.split("-")[1])
            self.left = self.length - (0 if glued else 1) - len(word)
            self.rest = word
            return
        start, stop = self._own_place(int(number), word, glued)
        head = self.base + int(cells[6]) - 1 if cells[6] != "0" else -1
        self.document.rows.append(Row(start, stop, word, cells[4], head, cells[7]))
        found = re.search(r"(?:^|\|)Entity=([^|]+)", misc)
        if found:
            self._entities(found.group(1))

    def _own_place(self, number: int, word: str, glued: bool) -> tuple[int, int]:
        if number <= self.skip_until:
            at = self.rest.find(word)
            at = max(at, 0)
            start = self.left + at
            stop = min(start + len(word), self.left + len(self.rest))
            self.rest, self.left = self.rest[at + len(word) :], start + len(word)
            return start, stop
        start = self.length
        self.add(word + ("" if glued else " "))
        return start, start + len(word)

    def _entities(self, value: str) -> None:
        row = len(self.document.rows) - 1
        for whole, opening, closing in _BRACKETS.findall(value):
            if whole or opening:
                fields = (whole or opening).split("-")
                self.open.setdefault(fields[0], []).append((row, fields))
            if whole or closing:
                name = whole.split("-")[0] if whole else closing
                first, fields = self.open[name].pop()
                self._mention(first, row, fields)

    def _mention(self, first: int, last: int, fields: Sequence[str]) -> None:
        if "[" in fields[0]:  # one part of a discontinuous mention
            entity, part = fields[0].rstrip("]").split("[")
            if not part.startswith("1/"):
                return
        else:
            entity = fields[0]
        rows = self.document.rows
        head = _head(rows, first, last)
        name = _name_rows(rows, first, last, head, fields[1])
        self.document.salience[entity] = fields[3].count("s")
        self.document.mentions.append(
            GoldMention(
                first=first,
                last=last,
                entity=entity,
                kind=fields[1],
                span=(rows[first].start, rows[last].stop),
                name=(rows[name[0]].start, rows[name[1]].stop) if name else None,
                pronoun=rows[head].tag in {"PRP", "PRP$"},
            )
        )


def _head(rows: Sequence[Row], first: int, last: int) -> int:
    for row in range(first, last + 1):
        if not first <= rows[row].head <= last:
            return row
    return first


def _name_rows(
    rows: Sequence[Row], first: int, last: int, head: int, kind: str
) -> tuple[int, int] | None:
    """Rows of the name that heads a mention: names in a row, joined by "of" and the like."""
    if rows[head].tag not in _NAME_TAGS:
        return None
    begin = end = head
    while begin > first and _inside(rows, begin - 1, first, head, kind):
        begin -= 1
    while end < last and _inside(rows, end + 1, last, head, kind):
        end += 1
    while rows[begin].tag not in _NAME_TAGS:
        begin += 1
    while rows[end].tag not in _NAME_TAGS:
        end -= 1
    return begin, end


def _inside(rows: Sequence[Row], row: int, edge: int, head: int, kind: str) -> bool:
    word, tag = rows[row].word.lower(), rows[row].tag
    if tag in _NAME_TAGS:
        return not (rows[row].head == head and rows[row].relation in {"conj", "appos", "list"})
    if word not in _INNER and tag != "HYPH":
        return False
    if word in {"of", "for", "and", "the", "'s", "’s"} and kind == "person":
        return False
    beyond = row + (1 if edge >= head and row > head else -1)
    low, high = min(head, edge), max(head, edge)
    while low <= beyond <= high and rows[beyond].word.lower() in _INNER:
        beyond += 1 if row > head else -1
    if not low <= beyond <= high or rows[beyond].tag not in _NAME_TAGS:
        return False
    joined = rows[beyond]
    return not (joined.head == head and joined.relation in {"conj", "appos", "list"})


def _document(lines: Sequence[str]) -> GumDocument:
    reader = _Reader()
    for line in lines:
        if line.startswith("#"):
            reader.comment(line)
        elif line:
            reader.token(line)
    document = reader.document
    document.text = "".join(reader.pieces)
    document.mentions.sort(key=lambda m: (m.first, -m.last))
    return document


def gold_names(document: GumDocument) -> list[tuple[int, int, str]]:
    """Names of persons, organisations and places; of nested ones the outer."""
    found = {
        m.name: m.kind for m in document.mentions if m.name is not None and m.kind in NAMED_TYPES
    }
    chosen: list[tuple[int, int, str]] = []
    for (start, stop), kind in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1])):
        if not chosen or start >= chosen[-1][1]:
            chosen.append((start, stop, kind))
    return chosen
