"""Sentences in our own words, each with several pairs of states, as examples to train on.

`research/gold/relations_taught.txt` says how they are written. They stand for kinds of sentences
that news seldom shows; they train, and no score or threshold counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from framing.types import Article, Zone
from research.gold.relations_labels import TRAIN, Row
from research.train.relations_examples import Example, Pair, Task, read_tasks

TAUGHT = TRAIN.with_name("relations_taught.txt")
EACH = 4  # pairs of states that each sentence is said of
NAMES = {
    "USA": ("the United States", "American", "Washington"),
    "RUS": ("Russia", "Russian", "Moscow"),
    "CHN": ("China", "Chinese", "Beijing"),
    "IRN": ("Iran", "Iranian", "Tehran"),
    "TUR": ("Turkey", "Turkish", "Ankara"),
    "ISR": ("Israel", "Israeli", "Jerusalem"),
    "IND": ("India", "Indian", "New Delhi"),
    "PAK": ("Pakistan", "Pakistani", "Islamabad"),
    "GBR": ("Britain", "British", "London"),
    "JPN": ("Japan", "Japanese", "Tokyo"),
    "UKR": ("Ukraine", "Ukrainian", "Kiev"),
    "SYR": ("Syria", "Syrian", "Damascus"),
}
"""Name, adjective and capital of states."""
_SHORT = ("the United States", "US")
"""What a headline calls the United States."""
_SMALL = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "over", "to"])
"""Words that stay small in a headline of capitals."""
_PAIRS: tuple[Pair, ...] = (
    *(("USA", "RUS"), ("RUS", "USA"), ("CHN", "USA"), ("IND", "PAK"), ("IRN", "ISR")),
    *(("USA", "RUS"), ("TUR", "IRN"), ("RUS", "USA"), ("USA", "CHN"), ("GBR", "RUS")),
    *(("ISR", "IRN"), ("JPN", "CHN"), ("PAK", "IND"), ("RUS", "UKR"), ("TUR", "SYR")),
    *(("USA", "IRN"), ("RUS", "USA"), ("UKR", "RUS"), ("USA", "RUS")),
)
_CLASSES = {
    "vc": "verbal_coop",
    "mc": "material_coop",
    "vx": "verbal_conflict",
    "mx": "material_conflict",
}
_DIRECTIONS = {">": (0, 1, "0"), "<": (1, 0, "0"), "=": (0, 1, "1")}


def filled(sentence: str, pair: Pair) -> str:
    """The sentence with names of two states in its slots, a capital letter first."""
    slots: dict[str, str] = {}
    for letter, state in zip("AB", pair, strict=True):
        name, adjective, capital = NAMES[state]
        slots |= {letter: name, letter + "c": capital, letter.lower(): adjective}
    text = re.sub(r"\{(\w+)\}", lambda found: slots[found[1]], sentence)
    text = re.sub(r"\b([Aa]) (?=\*?[AEIO][a-z])", r"\1n ", text)
    at = 1 if text[0] in '*"' else 0
    return text[:at] + text[at].upper() + text[at + 1 :]


def in_capitals(headline: str) -> str:
    """A headline as papers print it whose words all have capitals."""
    return re.sub(r"[A-Za-z'-]+", lambda w: w[0] if w[0] in _SMALL else _raised(w[0]), headline)


def _raised(word: str) -> str:
    return word[0].upper() + word[1:]


def rows_of(
    line: str, number: int, pair: Pair, capitals: bool = False
) -> tuple[str, bool, list[Row]]:
    """Text, whether it is a headline, and the labels of a line for a pair of states."""
    labels, _, sentence = (part.strip() for part in line.partition("|"))
    headline = labels.startswith("H ")
    text = filled(sentence, pair)
    if headline:
        text = text.replace(*_SHORT).replace(_raised(_SHORT[0]), _SHORT[1])
        text = in_capitals(text) if capitals else text
    marked = text.split("*")
    text = "".join(marked)
    base = {"sentence": f"taught {number}", "corpus": "taught", "article_id": f"taught {number}"}
    base |= {"start": "0", "stop": str(len(text)), "a": pair[0], "b": pair[1]}
    rows = []
    stated = [] if labels.removeprefix("H ") == "-" else labels.removeprefix("H ").split(", ")
    for k, label in enumerate(stated):
        way, quad, status, voice = label.split()
        first, second, mutual = _DIRECTIONS[way]
        start = len("".join(marked[: 2 * k + 1]))
        row = {"trigger_start": str(start), "trigger_stop": str(start + len(marked[2 * k + 1]))}
        row |= {"source": pair[first], "target": pair[second], "mutual": mutual}
        rows.append({**base, **row, "quad": _CLASSES[quad], "status": status, "voice": voice})
    return text, headline, rows or [{**base, "trigger_start": "", "trigger_stop": ""}]


def taught_examples(path: Path = TAUGHT) -> list[Example]:
    """Each sentence for `EACH` pairs of states; every second headline in capitals."""
    return read_tasks(list(_tasks(path)))


def _tasks(path: Path) -> Iterator[Task]:
    lines = [line for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
    for number, line in enumerate(lines):
        for k in range(EACH):
            pair = _PAIRS[(number + 3 * k) % len(_PAIRS)]
            text, headline, rows = rows_of(line, number, pair, capitals=k % 2 > 0)
            zone = Zone("headline" if headline else "lead", 0, len(text), "taught")
            yield Article("taught", text), (zone,), [rows]
