"""A JSON file: an array of articles, an object that holds one, or one article."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator, Mapping

from framing.corpus.encoding import decode, guess_wide
from framing.corpus.fields import Columns, MissingColumnError, is_filled
from framing.corpus.jsonl import ObjectReader, descend, explain, names_in, read_jsonl
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.corpus.streams import DamagedError
from framing.errors import Skipped

_CHUNK = 1 << 16  # characters read at once
_DEEP = 3  # objects around the list of articles
_SPACE = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()
_NEXT_OBJECT = re.compile(r"\n[ \t]*\{")


def read_json(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """Articles of an array, element by element; a file of one object a line is read as such."""
    start = decode(stream.peek(1 << 16)).text.lstrip()
    if start.startswith("["):
        yield from _read_array(stream, path, options)
    elif _is_lines(start):
        yield from read_jsonl(stream, path, options)
    else:
        yield from _read_whole(stream, path, options)


def _is_lines(start: str) -> bool:
    first = start.split("\n", 1)[0]
    try:
        return isinstance(json.loads(first), dict) and bool(start[len(first) :].strip())
    except (ValueError, RecursionError):
        return False


def _read_whole(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        yield Skipped(path, f"one object longer than {options.max_megabytes} MB; left out")
        return
    try:
        found = json.loads(decode(data).text) if data.strip() else None
    except (ValueError, RecursionError) as error:
        yield Skipped(path, f"malformed JSON ({explain(error)}); left out")
        return
    if found is None:
        yield Skipped(path, "empty file; left out")
        return
    reader = ObjectReader(path, options)
    articles = _inner_list(found)
    if articles is None:
        found = _inner_article(found)
    if articles is None:
        for raw in reader.take(found, 1):
            yield Raw(path, raw.values) if isinstance(raw, Raw) else raw
    for row, article in enumerate(articles or (), start=1):
        yield from reader.take(article, row)
    reader.finish()


def _inner_list(found: object) -> list[object] | None:
    """The articles that an object holds, `None` if it is one itself.

    APIs wrap a list (`{"response": {"results": [...]}}`); tables come as columns
    (`{"text": {"0": "..."}}`) or as rows under their ids.
    """
    if not isinstance(found, dict) or _has_own_text(found):
        return None
    if (rows := _table(found)) is not None:
        return rows
    lists = list(_lists(found, _DEEP))
    with_text = [one for one in lists if _has_text(one[0])]
    chosen = with_text or lists
    return max(chosen, key=len) if chosen and (with_text or len(lists) == 1) else None


def _inner_article(found: object) -> object:
    """The one article that an answer wraps (`{"response": {"content": {...}}}`), or the object."""
    inner = found
    for _ in range(_DEEP):
        if not isinstance(inner, dict) or _has_own_text(inner) or _has_nested_text(inner):
            break
        parts = [part for part in inner.values() if isinstance(part, dict)]
        if len(parts) != 1:
            return found
        inner = parts[0]
    return inner if isinstance(inner, dict) and _has_nested_text(inner) else found


def _has_nested_text(found: dict[str, object]) -> bool:
    """Whether an object holds a filled text, itself or in its fields."""
    return any(
        isinstance(value := descend(found, name), str) and is_filled(value)
        for name in _columns_of(names_in(found, 1)).get("text", ())
    )


def _has_own_text(found: dict[str, object]) -> bool:
    texts = [n for n in _columns_of(list(found)).get("text", ()) if isinstance(found[n], str)]
    return any(is_filled(found[name]) for name in texts)


def _has_text(found: object) -> bool:
    if isinstance(found, dict) and isinstance(found.get("_source"), dict):
        found = found["_source"]
    return isinstance(found, dict) and "text" in _columns_of(names_in(found))


def _columns_of(names: list[str]) -> Mapping[str, tuple[str, ...]]:
    try:
        return Columns(names, {}).of
    except MissingColumnError:
        return {}


def _table(found: dict[str, object]) -> list[object] | None:
    """Rows of a table that was written column by column, or under a name for each row."""
    parts = list(found.values())
    if not parts or not all(isinstance(part, dict) for part in parts):
        return None
    keys = [list(part) for part in parts if isinstance(part, dict)]
    if "text" in _columns_of(list(found)) and all(some == keys[0] for some in keys):
        return [{n: c[key] for n, c in found.items() if isinstance(c, dict)} for key in keys[0]]
    return parts if len(parts) > 1 and _has_text(parts[0]) else None


def _lists(found: dict[str, object], depth: int) -> Iterator[list[object]]:
    for value in found.values():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield value
        elif isinstance(value, dict) and depth:
            yield from _lists(value, depth - 1)


def _read_array(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    reader = ObjectReader(path, options)
    row = 0
    for row, found in enumerate(_elements(stream, options.max_bytes), start=1):
        if isinstance(found, Exception):
            yield Skipped(f"{path}#{row}", f"malformed JSON ({explain(found)}); left out")
        else:
            yield from reader.take(found, row)
    if not row:
        yield Skipped(path, "an empty list; left out")
    reader.finish()


def _elements(stream: io.BufferedReader, max_bytes: int) -> Iterator[object]:
    """Elements of the array; a malformed one as its exception, then the next line with a `{`."""
    text = _Text(stream)
    buffer = text.read(_CHUNK)
    place = buffer.index("[") + 1
    while True:
        place = _SPACE.match(buffer, place).end()  # type: ignore[union-attr]
        if buffer.startswith("]", place):
            return
        found, stop = _decode_at(buffer, place)
        unsure = found is None or stop == len(buffer)
        if unsure and len(buffer) - place < max_bytes:
            more = text.read(max(_CHUNK, len(buffer) - place))
            buffer, place = buffer[place:] + more, 0
            if more:
                continue
        if found is None:
            found = json.JSONDecodeError("the array breaks off", buffer, place)
        yield found
        if isinstance(found, Exception):
            buffer, stop = _skip_to_object(text, buffer, place)
            if stop == len(buffer):
                return
        place = stop


class _Text:
    """Decoded pieces of a file, each handed over before damage further on is met."""

    def __init__(self, stream: io.BufferedReader) -> None:
        encoding = guess_wide(stream.peek(1 << 16)) or "utf-8-sig"
        self._decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
        self._stream = stream

    def read(self, least: int) -> str:
        """At least one character, about `least` where the file has them; none at the end."""
        text = ""
        while len(text) < least:
            try:
                data = self._stream.read1(least)
            except DamagedError:
                if text:
                    return text  # the next call meets the damage again
                raise
            text += self._decoder.decode(data, final=not data)
            if not data:
                break
        return text


def _skip_to_object(text: _Text, buffer: str, place: int) -> tuple[str, int]:
    """Buffer and place of the next line that opens an object; the end if none does."""
    place += 1
    while not (following := _NEXT_OBJECT.search(buffer, place)):
        more = text.read(_CHUNK)
        if not more:
            return buffer, len(buffer)
        buffer, place = buffer[-200:] + more, 0
    return buffer, following.start()


def _decode_at(buffer: str, place: int) -> tuple[object, int]:
    """The element at `place` and where it stops; an exception if malformed, `None` if cut short."""
    try:
        return _DECODER.raw_decode(buffer, place)
    except json.JSONDecodeError as error:
        cut = error.msg.startswith("Unterminated") or error.pos >= len(buffer) - 12
        return (None if cut else error), place
    except (ValueError, RecursionError) as error:
        return error, place
