"""How each of two sides stands to a word: its subject, its owner, behind which preposition.

The words for it are what the direction of a statement is judged by (`relation_direction`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from framing.layers.relation_link import clause_verb
from framing.layers.relation_sentence import PREPOSITIONS, Place, Sentence
from framing.layers.relation_verbs import direct_places

_LINKERS = frozenset([*PREPOSITIONS, "RP", "CC", ","])
_PHRASES = 4  # phrases after a word that are looked at


def standings(sentence: Sentence, row: int, pair: tuple[str, str]) -> tuple[list[str], list[str]]:
    """All ways in which each of two sides stands to the word at a row, each once."""
    found: dict[str, dict[str, None]] = {side: {} for side in pair}
    for how, places in (*_clause_ways(sentence, row), *_phrases_after(sentence, row)):
        for place in places:
            if place.side in found:
                found[place.side][how] = None
    speaker = sentence.speaker(row)
    if speaker in found:
        found[speaker]["speaker"] = None
    clause = sentence.clause_start(row), sentence.clause_end(row)
    for side, held in found.items():
        held.update(dict.fromkeys(_nearest(sentence, row, side, clause)))
    return list(found[pair[0]]), list(found[pair[1]])


def _clause_ways(sentence: Sentence, row: int) -> Iterator[tuple[str, Sequence[Place]]]:
    lists = sentence.lists
    group = lists.group_of[row]
    if group >= 0:
        yield from _verb_ways(sentence, group, "")
        after = lists.group_last[group] + 1
        yield "object:" + _preposition(sentence, after), direct_places(sentence, group)
    else:
        yield from _owner_ways(sentence, row)
        held = clause_verb(sentence, row)
        if held >= 0:
            yield from _verb_ways(sentence, held, "clause ")
    for _, main in sentence.starts[:1]:
        yield "main subject", sentence.subjects(main)


def _verb_ways(sentence: Sentence, group: int, of: str) -> Iterator[tuple[str, Sequence[Place]]]:
    passive = sentence.passive(group)
    yield f"{of}{'passive ' if passive else ''}subject", sentence.subjects(group)
    if passive:
        yield f"{of}agent", sentence.agents(group)
    yield f"{of}object", direct_places(sentence, group)


def _owner_ways(sentence: Sentence, row: int) -> Iterator[tuple[str, Sequence[Place]]]:
    batch = sentence.batch
    for place in sentence.within(sentence.chunk_rows(row)[0], row):
        possessive = batch.tag(place.last + 1) == "POS" or batch.tag(place.last) == "PRP$"
        yield "owner", (place,)
        yield f"owner:{'possessive' if possessive else place.form}", (place,)


def _preposition(sentence: Sentence, row: int) -> str:
    held = sentence.low <= row < sentence.high and sentence.batch.tag(row) in PREPOSITIONS
    return sentence.batch.word(row).lower() if held else ""


def _phrases_after(sentence: Sentence, row: int) -> Iterator[tuple[str, Sequence[Place]]]:
    """The phrases that follow, each behind the word that links it: "talks with Moscow on …"."""
    batch, group = sentence.batch, sentence.lists.group_of[row]
    at = max(sentence.chunk_rows(row)[1], row + 1)
    if group >= 0:
        at = max(at, sentence.lists.group_last[group] + 1)
    for step in range(_PHRASES):
        if at >= sentence.high:
            return
        word = ""
        if batch.tag(at) in _LINKERS:
            word, at = batch.word(at).lower(), at + 1
        elif step:
            return
        if at >= sentence.high:
            return
        first, stop = sentence.chunk_rows(at)
        yield f"after{min(step, 1)}:{word}", sentence.within(min(first, at), stop)
        at = max(stop, at + 1)


def _nearest(sentence: Sentence, row: int, side: str, clause: tuple[int, int]) -> list[str]:
    """Where the mention nearest to the word stands, and after which preposition."""
    places = sentence.of_side(side)
    if not places:
        return ["absent"]
    place = min(places, key=lambda one: min(abs(one.first - row), abs(one.last - row)))
    where = "before" if place.last < row else "behind"
    first = min(sentence.chunk_rows(place.first)[0], place.first)
    inside = clause[0] <= place.last < clause[1]
    found = [where, f"{where}:{_preposition(sentence, first - 1)}", f"in clause:{inside}"]
    if place.last + 1 < sentence.high and sentence.batch.tag(place.last + 1) == "POS":
        found.append("possessive " + where)
    return [*found, "form:" + place.form]
