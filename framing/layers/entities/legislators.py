"""Members of a parliament by what stands beside their names: "(R-Ohio)", "the Ohio Republican"."""

from __future__ import annotations

import re

from framing.lists.word_lists import WordLists, per_lists

HOME = "USA"
"""Only legislators of the United States are written with party and state behind their names."""
_LABEL = re.compile(
    r"^(?P<open>\()?\s*(?P<party>r|d|i|rep|dem|ind|republican|democrat|independent)\b\s*\.?"
    r"\s*[-–—,]\s*(?P<state>[a-z][a-z.]*(?: (?:[a-z]\s?\.|dakota|carolina|hampshire|jersey|mexico"
    r"|york|virginia|island))*)"
)
_BEHIND_COMMA = re.compile(
    r"^(?:(?P<party>republican|democrat|independent) (?:of|from) (?P<state>.+)"
    r"|(?P<before>[a-z. ]+?) (?P<named>republican|democrat|independent)\b.*)$"
)
""" "Jane Roe, Republican of Ohio", "Jane Roe, Ohio Republican": with no article, so no voter."""
_PARTIES = {"r": "republican", "d": "democrat", "i": "independent"}
PARTIES = frozenset(_PARTIES.values())
_REACH = 9
"""Words behind a name that a label may take: "( D - N.Y. )"."""


def label_behind(words: list[str], row: int, lists: WordLists) -> frozenset[str]:
    """Words of the label behind a name, which ends before `row`: party and state; none if there is.

    Words are in lower case.
    """
    comma = words[row : row + 1] == [","]
    behind = " ".join(words[row + comma : row + _REACH])
    found = _LABEL.match(behind)
    if found is not None and (comma or found["open"]):
        return _label(found["party"], found["state"], lists)
    apposed = _BEHIND_COMMA.match(behind) if comma else None
    if apposed is None:
        return frozenset()
    if apposed["party"]:
        return _label(apposed["party"], apposed["state"], lists)
    return _label(apposed["named"], apposed["before"], lists, whole=True)


def _label(party: str, state: str, lists: WordLists, *, whole: bool = False) -> frozenset[str]:
    """Party and state as words, if the text begins with a state, or is one as a `whole`."""
    states, words = us_states(lists), _plain(state).split()
    sizes = (len(words),) if whole else (2, 1)
    full = next(filter(None, (states.get(" ".join(words[:size])) for size in sizes)), None)
    return frozenset({_PARTIES[party[0]], *full.split()}) if full else frozenset()


def _plain(state: str) -> str:
    return re.sub(r"[\s.]+", " ", state).strip()


@per_lists
def us_states(lists: WordLists) -> dict[str, str]:
    """Full name of each state of the US by name and abbreviations, without dots, in lower case."""
    found: dict[str, str] = {}
    for row in lists.rows("name_words", "us_state"):
        for text in (row["name"], *row["short"]):
            found[_plain(str(text).lower())] = str(row["name"]).lower()
    return found
