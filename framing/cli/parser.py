"""Arguments of a command: a wrong one gets a word on what was meant, not a page of usage."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser
from difflib import get_close_matches
from typing import NoReturn

_UNKNOWN = re.compile(r"unrecognized arguments: (.*)", re.DOTALL)


class Parser(ArgumentParser):
    """Reads arguments; a mistake ends with status 2 and one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and what may have been meant."""
        found = _UNKNOWN.fullmatch(message)
        said = self._unknown(found[1].split()) if found else message
        print(f"{self.prog}: {said}; `{self.prog} --help` is the manual", file=sys.stderr)
        sys.exit(2)

    def _unknown(self, words: list[str]) -> str:
        word = next((word for word in words if word.startswith("-")), words[0]).partition("=")[0]
        if not word.startswith("-"):
            return f"unexpected {word!r}"
        meant = suggest(word, [option for option in self._option_string_actions if option])
        return f"unknown option {word}{meant}"


def suggest(word: str, known: list[str]) -> str:
    """ "; did you mean …?" with the nearest of the known words, empty if none is near."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean {near[0]}?" if near else ""
