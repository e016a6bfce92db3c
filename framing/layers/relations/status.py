"""Decides whether a statement on two sides is a deed, a hope, an offer, a denial."""

from __future__ import annotations

from bisect import bisect_left

from framing.language.verbs import TENSES
from framing.layers.batch import Batch
from framing.layers.relations.sentence import Sentence, Trigger
from framing.layers.relations.syntax import Link
from framing.types import Status, Voice


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
    """Whether the attributed words hold a verb: "announced new sanctions" without is an act."""
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
            if ends and not sentence.linkers("time").isdisjoint(words[max(0, at - 3) : at]):
                return word
    return None


_REACH = 10  # tokens before the relation word in which a governing word may stand
_MODAL = TENSES.index("modal")
_STOPS = frozenset([",", ":", ";", "``", "''", "(", ")"])
_CLOSE = frozenset(["negated", "scheduled"])  # these govern only what follows at once
_NEAR = 4  # tokens; chosen, not measured alone


def status_of(batch: Batch, own: str, first: int, last: int) -> Status:
    """Status of the statement made by a relation word, from its clause and what governs it."""
    governed = _governing_status(batch, first, last)
    if governed is not None:
        return governed
    group = _group_of(batch, first)
    if group >= 0:
        if batch.clauses.lists.negated[group]:
            return "negated"
        modal = batch.clauses.lists.modal[group]
        if modal >= 0:
            return _modal_status(batch.tokens.vocabulary.strings[modal].lower())
    return own  # type: ignore[return-value]


def _group_of(batch: Batch, row: int) -> int:
    """Verb group at the row, else the one that a noun is the object of."""
    own = batch.clauses.lists.group_of[row]
    if own >= 0:
        return own
    chunk = batch.clauses.lists.chunk_of[row]
    first = batch.clauses.lists.chunk_first[chunk] if chunk >= 0 else row
    direct = batch.clauses.arguments.object
    held = int(batch.clauses.groups.head.searchsorted(first)) - 1
    if held >= 0 and chunk >= 0 and direct[held] == chunk:
        return held
    if chunk < 0:
        return -1
    passive = batch.clauses.groups.passive & (batch.clauses.arguments.subject == chunk)
    return int(passive.argmax()) if passive.any() else -1


def _governing_status(batch: Batch, first: int, last: int) -> Status | None:
    firsts, lasts, statuses = batch.status_words
    found: Status | None = None
    low = bisect_left(firsts, first - _REACH)
    for k in range(bisect_left(firsts, first) - 1, low - 1, -1):
        begin, end, status = firsts[k], lasts[k], statuses[k]
        if batch.tokens.sentence[begin] != batch.tokens.sentence[first] or end >= first:
            continue
        if _reaches(batch, begin, end, first, status) and _heads(batch, end, first):
            if found is None or status not in _CLOSE:
                found = status
            if found not in _CLOSE:
                break
    return found


def _reaches(batch: Batch, begin: int, end: int, first: int, status: str) -> bool:
    """Whether nothing between cuts the relation word off from the word that governs it."""
    if status in _CLOSE and first - end > _NEAR:
        return False
    tense, group_of = batch.clauses.lists.tense, batch.clauses.lists.group_of
    own, governing = group_of[first], group_of[begin]
    for row in range(end + 1, first):
        if batch.tag(row) in _STOPS or batch.tag(row) in ("WP", "WDT"):
            return False
        here = group_of[row]
        if here >= 0 and here not in (own, governing) and tense[here] <= _MODAL:
            return False
    return True


def _heads(batch: Batch, end: int, first: int) -> bool:
    """Whether a noun is directly what is hoped or alleged: "calls for US-Russian talks"."""
    if batch.clauses.lists.group_of[first] >= 0:
        return True
    chunk = batch.clauses.lists.chunk_of[first]
    start = batch.clauses.lists.chunk_first[chunk] if chunk >= 0 else first
    if end >= start:
        return True
    tags = [batch.tag(row) for row in range(end + 1, start)]
    verbal = any(tag[0] == "V" for tag in tags)
    return verbal or len(tags) <= 1


def _modal_status(modal: str) -> Status:
    if modal in ("should", "must", "ought", "shall"):
        return "urged"
    if modal in ("will", "wo", "'ll"):
        return "scheduled"
    return "possible"
