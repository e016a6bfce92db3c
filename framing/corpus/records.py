"""Records of a CSV file, found again after a broken one."""

from __future__ import annotations

import csv
import sys
from collections import deque
from collections.abc import Iterator
from itertools import islice

from framing.corpus.row_shape import RowShape

# A stray opening quotation mark would swallow the file; past this many characters over several
# lines a record is taken to be broken. One line may be longer.
_MAX_RECORD = 1 << 24
_MAX_TRIAL = 1 << 20  # bytes; bounds the time of a trial
# So many sound records in a row (or to the end of the file) prove that reading is in step again;
# one is enough where a column always held numbers, addresses or dates and does so again.
_PROOF = 3
_MAX_TRIALS = 50  # bounds the time: lines tried behind the best so far
# Stands for a line too long to be read; no strict CSV reader accepts it.
_OVERLONG = '""x'

Fields = list[str]


class Window:
    """Lines not yet used up, as far ahead as someone wants to look."""

    def __init__(self, lines: Iterator[str | None]) -> None:
        self._lines = lines
        self._ahead: deque[str] = deque()
        self.number = 1

    def line(self, index: int) -> str | None:
        """The line `index` lines ahead, `None` past the end."""
        missing = index + 1 - len(self._ahead)
        if missing > 0:
            taken = islice(self._lines, missing)
            self._ahead.extend(_OVERLONG if line is None else line for line in taken)
        return self._ahead[index] if index < len(self._ahead) else None

    def drop(self, count: int) -> None:
        """Use up `count` lines."""
        for _ in range(min(count, len(self._ahead))):
            self._ahead.popleft()
        self.number += count

    def feed(self, start: int, bound: int) -> Iterator[str]:
        """Lines from `start` on, until they are longer than `bound` together."""
        total = 0
        while (line := self.line(start)) is not None and (total < bound or not total):
            if line is _OVERLONG and total:
                return
            yield line
            total += len(line)
            start += 1


class RecordReader:
    """Sound records of a window with their first line; a message in place of a broken one."""

    def __init__(self, window: Window, delimiter: str) -> None:
        self._window = window
        self._delimiter = delimiter
        self._shape = RowShape(0)
        if csv.field_size_limit() < sys.maxsize:
            csv.field_size_limit(sys.maxsize)  # a global of the module; raising it harms nobody

    def read_header(self) -> Fields:
        """Names of the columns."""
        fields, count, _ = self._parse(0, _MAX_RECORD)
        names = fields or (self._window.line(0) or "").rstrip("\r\n").split(self._delimiter)
        self._window.drop(count)
        self._shape = RowShape(len(names))
        return names

    def read_rows(self) -> Iterator[tuple[int, Fields | str]]:
        """Line number and fields of each record, or what is wrong with it. Blank lines are none."""
        while (line := self._window.line(0)) is not None:
            if not line.strip():
                self._window.drop(1)
                continue
            number = self._window.number
            fields, count, problem = self._parse(0, _MAX_RECORD)
            problem = "line too long" if line is _OVERLONG else problem
            if fields is None or (count > 1 and self._swallowed(count)):
                count = self._resynchronise()
                yield number, _broken(number, count, problem or "a quotation mark is not closed")
            elif len(fields) != self._shape.width:
                yield number, _broken(number, count, _miscounted(len(fields), self._shape.width))
            else:
                self._shape.learn(fields, line)
                yield number, fields
            self._window.drop(count)

    def _parse(self, start: int, bound: int) -> tuple[Fields | None, int, str]:
        """Fields of the record at line `start` and how many lines it takes, or the problem."""
        reader = csv.reader(self._window.feed(start, bound), delimiter=self._delimiter, strict=True)
        try:
            return next(reader), reader.line_num, ""
        except StopIteration:
            return None, 1, "nothing to read"
        except csv.Error as error:
            raw = self._plain(start)
            return (raw, 1, "") if raw else (None, max(reader.line_num, 1), str(error))

    def _plain(self, start: int) -> Fields | None:
        """A TSV line whose quotation marks are only letters, as many programs write it."""
        line = self._window.line(start) or ""
        if self._delimiter != "\t" or line is _OVERLONG:
            return None
        fields = line.rstrip("\r\n").split("\t")
        return fields if len(fields) == self._shape.width else None

    def _swallowed(self, count: int) -> bool:
        """Whether a record of several lines holds a line that is itself a record of this table."""
        if not self._shape.is_distinct:
            return False
        commas = self._shape.width - 1
        for start in range(1, count - 1):
            line = self._window.line(start) or ""
            if line.count(self._delimiter) >= commas and self._is_sound(start) == 1:
                return True
        return False

    def _is_sound(self, start: int) -> int:
        """Lines of the record at `start` if it looks like the others, else 0."""
        fields, count, _ = self._parse(start, _MAX_TRIAL)
        if fields is None:
            return 0
        return count if self._shape.fits(fields, self._window.line(start) or "") else 0

    def _resynchronise(self) -> int:
        """How many lines to leave out so that sound records follow."""
        start, best, best_run = 1, 0, 0
        proof = 1 if self._shape.is_distinct else _PROOF
        while self._window.line(start) is not None:
            run, ended = self._run(start, proof)
            if run >= proof or (run and ended):
                return start
            if run > best_run:
                best, best_run = start, run
            start += 1
            if best and start - best > _MAX_TRIALS:
                break
        return best or start

    def _run(self, start: int, proof: int) -> tuple[int, bool]:
        """How many sound records follow from line `start`, and whether the file ends there."""
        run = 0
        while run < proof:
            line = self._window.line(start)
            if line is None:
                return run, True
            count = 1 if not line.strip() else self._is_sound(start)
            if not count:
                return run, False
            run += bool(line.strip())
            start += count
        return run, False


def _broken(number: int, count: int, problem: str) -> str:
    where = f"line {number}" if count == 1 else f"lines {number} to {number + count - 1}"
    return f"{where}: {problem}"


def _miscounted(found: int, expected: int) -> str:
    return f"{found} fields where the header has {expected}"
