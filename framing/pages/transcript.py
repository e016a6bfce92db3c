"""Transcripts: who speaks stands as a label before each turn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from framing.pages.page_lines import Line, ends_speech

SPEAKER_LABEL = "speaker label"
"""Rule of the zone that names who speaks; what follows are that person's words."""
TURN = "turn of a transcript"
"""Rule of what somebody says in a transcript."""

_CAPS = r"[A-Z][A-Z.'’-]+(?: (?:[A-Z][A-Z.'’-]*|de|van|von|al|and)){0,5}"
_NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Prof)\. )?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}"
_NOTE = r"(?: ?[(\[][^()\[\]\n]{1,60}[)\]]|, [^:\n]{2,60}(?=:))?"
_LABEL = re.compile(
    rf"(?P<who>{_CAPS}|Q|A|{_NAME}){_NOTE}\s?:(?=\s|$)"
    r"|(?P<q>[QA])(?:(?=\s{2,}|\t)|\.(?= [A-Z\"“]))"
)
_CAPITALS = re.compile(rf"(?:{_CAPS}|Q|A)")
_FAR = 160  # characters in which a label has its colon
_FEWEST_TURNS = 4  # fewer labels are an interview quoted in a story. Chosen, not measured
_FEWEST_SPEAKERS = 2  # one name before a colon is a label
_SHARE = 0.3  # of the page's lines: a list of definitions or a live page has labels too, but fewer
_SPOKEN = 0.6  # of the turns end as speech does; "TARGET: Two officers" is a table in lines
# Labels that only a transcript has: then few turns of many speakers are one too.
_ASKING = frozenset(("Q", "QUESTION", "MODERATOR", "INTERVIEWER", "REPORTER", "HOST", "ANCHOR"))
_AGAIN = 2  # a label that is no name in capitals counts where it returns


def find_labels(lines: Sequence[Line]) -> dict[int, int]:
    """Lines that begin with a speaker's label, with its length; empty where nobody takes turns."""
    found = {
        at: match
        for at, line in enumerate(lines)
        if (":" in line.text[:_FAR] or line.text[0] in "QA") and (match := _LABEL.match(line.text))
    }
    count = Counter(_who(match) for match in found.values())
    labels = {
        at: match.end()
        for at, match in found.items()
        if _CAPITALS.fullmatch(_who(match)) or count[_who(match)] >= _AGAIN
    }
    speakers = {_who(found[at]) for at in labels}
    turns = len(labels)
    if turns < _FEWEST_TURNS or len(speakers) < _FEWEST_SPEAKERS or turns < _SHARE * len(lines):
        return {}
    if turns < _AGAIN * len(speakers) and not speakers & _ASKING:
        return {}  # nobody speaks again: a list with bold beginnings
    spoken = sum(ends_speech(lines[at].text) for at in labels)
    alone = sum(stop == len(lines[at].text) for at, stop in labels.items())
    return labels if spoken + alone >= _SPOKEN * turns else {}


def _who(match: re.Match[str]) -> str:
    return match["who"] or match["q"]
