"""JSON Lines: one object a line, one object an article."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping

from framing.corpus.fields import Columns, MissingColumnError
from framing.corpus.lines import Lines
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.errors import Skipped

# When so many objects at the start lack a text, it is the file that has none, not the row.
_FIRST = 100
# An object with more keys than this is no article but a mapping of articles.
_MANY = 200


class ObjectReader:
    """Turns objects into `Raw`, and reports an object without text, or a file without text."""

    def __init__(self, path: str, options: LoadOptions) -> None:
        self._path = path
        self._wanted, self._folder = options.columns, options.lexicons
        self._columns: dict[tuple[str, ...], Columns] = {}
        self._missing: list[Skipped] = []
        self._last: MissingColumnError | None = None

    def take(self, found: object, row: int) -> Iterator[Raw | Skipped]:
        """The article in one object."""
        if isinstance(found, dict) and isinstance(found.get("_source"), dict):
            found = found["_source"]  # search engines wrap what they found
        if not isinstance(found, dict):
            kind = type(found).__name__
            yield Skipped(f"{self._path}#{row}", f"expected an object, found a {kind}; left out")
            return
        try:
            columns = self._find(found)
        except MissingColumnError as error:
            yield from self._miss(row, error)
            return
        yield from self._missing
        self._missing.clear()
        values = columns.pick({name: descend(found, name) for name in columns.names})
        yield Raw(self._path, values, row, columns=columns)

    def finish(self) -> None:
        """Raises `MissingColumnError` if no object at all had a text."""
        if not self._columns and self._last:
            raise self._last

    def _find(self, found: Mapping[str, object]) -> Columns:
        keys = tuple(names_in(found))
        if keys not in self._columns:
            if len(self._columns) > 1000:
                self._columns.clear()
            dotted = [n for n in self._wanted.values() if descend(found, n) is not None]
            self._columns[keys] = Columns([*keys, *dotted], self._wanted, self._folder)
        return self._columns[keys]

    def _miss(self, row: int, error: MissingColumnError) -> Iterator[Skipped]:
        self._last = error
        skipped = Skipped(f"{self._path}#{row}", f"{error}; left out")
        if self._columns:
            yield skipped
            return
        self._missing.append(skipped)
        if len(self._missing) >= _FIRST:
            raise error


def read_jsonl(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """Objects by line; the row is the line number. A malformed line costs only itself."""
    lines = Lines(stream, path, options.max_bytes)
    reader = ObjectReader(path, options)
    said = False
    for row, line in enumerate(lines, start=1):
        place = f"{path}#{row}"
        said = said or line is None or bool(line.strip())
        if line is None:
            yield Skipped(place, f"longer than {options.max_megabytes} MB; left out")
            continue
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Skipped(place, f"malformed JSON ({explain(error)}); left out")
            continue
        yield from reader.take(found, row)
    if not said and not lines.remarks:
        yield Skipped(path, "empty file; left out")
    yield from lines.remarks
    reader.finish()


def explain(error: Exception) -> str:
    """What is wrong with a piece of JSON, in a few words."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:80]


def names_in(found: Mapping[str, object], depth: int = 2) -> list[str]:
    """Keys of an object, with those of the objects in it as dotted names."""
    names = list(found)
    if depth and len(found) <= _MANY:
        for key, inner in found.items():
            if isinstance(inner, dict):
                names += [f"{key}.{name}" for name in names_in(inner, depth - 1)]
    return names


def descend(found: Mapping[str, object], name: str) -> object:
    """The value under a key, or under a dotted name in the objects below."""
    if name in found or "." not in name:
        return found.get(name)
    head, rest = name.split(".", 1)
    inner = found.get(head)
    return descend(inner, rest) if isinstance(inner, dict) else None
