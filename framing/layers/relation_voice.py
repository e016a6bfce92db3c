"""Whose words a statement is in, and the time that the text gives it."""

from __future__ import annotations

from framing.layers.relation_frames import linkers
from framing.layers.relation_link import Link
from framing.layers.relation_sentence import Sentence, Trigger
from framing.types import Voice


def voice_of(sentence: Sentence, one: Link) -> tuple[Voice, int | None]:
    """`source` in attributed speech and between marks; a noun taken for granted stays outside."""
    batch, trigger = sentence.batch, one.trigger
    quote = int(batch.quote_of[trigger.first])
    if bool(batch.tokens.in_quote[trigger.first]):
        return "source", quote if quote >= 0 else None
    if quote < 0:
        return "outlet", None
    if _granted(sentence, trigger):
        return "outlet", None
    if batch.tag(trigger.first).startswith("N") and not _told(sentence, quote):
        return "outlet", None
    return "source", quote


def _told(sentence: Sentence, quote: int) -> bool:
    """Whether the words attributed hold a verb: "announced new sanctions" tells an act."""
    rows = range(sentence.low, sentence.high)
    held = [row for row in rows if int(sentence.batch.quote_of[row]) == quote]
    return any(sentence.lists.group_of[row] >= 0 for row in held)


def _granted(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the noun is taken for granted: it has an owner, "the", or stands after "of", "on"."""
    batch = sentence.batch
    first, _ = sentence.chunk_rows(trigger.first)
    if not batch.tag(trigger.first).startswith("N"):
        return False
    chunk = batch.clauses.lists.chunk_of[trigger.first]
    governed = chunk >= 0 and batch.clauses.lists.governed[chunk]
    definite = batch.word(first).lower() == "the" or batch.tag(first) == "PRP$"
    return governed or definite or bool(sentence.within(first, trigger.first))


def time_of(sentence: Sentence, trigger: Trigger) -> str | None:
    """The year that the clause names with a preposition: "in 2013", not "the 2016 election"."""
    words, low = sentence.words, sentence.low
    begin = max(trigger.first - 12 - low, 0)
    for at, word in enumerate(words[begin : trigger.last + 13 - low], begin):
        if word[:2] in ("19", "20") and len(word) == 4 and word.isdigit():
            ends = at + 1 >= len(words) or not sentence.tags[at + 1].startswith("N")
            if ends and not linkers("time").isdisjoint(words[max(0, at - 3) : at]):
                return word
    return None
