"""Ids that are unique over a corpus, in little memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import PurePath

from framing.corpus.sources import Source, bare_stem


class SeenStrings:
    """A set of strings that keeps 8 bytes of each: among a million, chance of a mix-up 3e-8."""

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * 1024))
        self._count = 0

    def add(self, string: str) -> bool:
        """Whether the string is new."""
        data = string.encode("utf-8", "surrogatepass")
        key = int.from_bytes(blake2b(data, digest_size=8).digest(), "little") or 1
        if not self._insert(key):
            return False
        self._count += 1
        if self._count * 2 > len(self._slots):
            self._grow()
        return True

    def _insert(self, key: int) -> bool:
        slots, mask = self._slots, len(self._slots) - 1
        place = key & mask
        while slots[place]:
            if slots[place] == key:
                return False
            place = (place + 1) & mask
        slots[place] = key
        return True

    def _grow(self) -> None:
        old = self._slots
        self._slots = array("Q", bytes(16 * len(old)))
        for key in old:
            if key:
                self._insert(key)


class Ids:
    """Gives every article its id: its own, else the file's, `stem#row` in tables."""

    def __init__(self) -> None:
        self._seen = SeenStrings()
        self._next: dict[str, int] = {}

    def unique(self, wanted: str) -> str:
        """`wanted`, or `wanted#2`, `wanted#3` … if it was given before."""
        if self._seen.add(wanted):
            return wanted
        number = self._next.get(wanted, 2)
        while not self._seen.add(f"{wanted}#{number}"):
            number += 1
        self._next[wanted] = number + 1
        return f"{wanted}#{number}"


class FileIds:
    """The id a file gives: its stem; where stems collide, the path without endings, or with."""

    def __init__(self, found: Iterable[Source]) -> None:
        self._doubled: list[set[str]] = [set(), set()]
        seen = (SeenStrings(), SeenStrings())
        for source in found:
            for level, name in enumerate(_names(source)[:2]):
                if not seen[level].add(name):
                    self._doubled[level].add(name)

    def of(self, source: Source) -> str:
        """The shortest name of the file that no other file of the corpus has."""
        names = _names(source)
        for doubled, name in zip(self._doubled, names, strict=False):
            if name not in doubled:
                return name
        return names[-1]


def _names(source: Source) -> tuple[str, str, str]:
    inside = PurePath(source.inside)
    return source.stem, (inside.parent / bare_stem(inside.name)).as_posix(), inside.as_posix()
