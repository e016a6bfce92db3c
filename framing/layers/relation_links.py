"""Ties a relation word to two sides: a verb by its clause, a noun by its phrase."""

from __future__ import annotations

from framing.layers.relation_link import Link, clause_verb, codes_of, governor, sides_of
from framing.layers.relation_nouns import noun_link
from framing.layers.relation_sentence import Sentence, Trigger
from framing.layers.relation_verbs import verb_link


def link(sentence: Sentence, trigger: Trigger, pair: tuple[str, str]) -> Link | None:
    """The two sides that a relation word binds, if it binds both of the pair."""
    batch = sentence.batch
    verbal = [r for r in (trigger.last, trigger.first) if batch.tag(r).startswith("V")]
    group = batch.clauses.lists.group_of[verbal[0]] if verbal else -1
    if group >= 0 and batch.tag(trigger.first)[:1] in "VJM":
        found = verb_link(sentence, trigger, group, pair)
    else:
        found = noun_link(sentence, trigger, pair)
    if found is None and trigger.root in ("REQUEST", "THREATEN"):
        found = _duty_link(sentence, trigger, pair)
    if found is not None and found.mutual:
        return found._replace(source=pair[0], target=pair[1])
    return found


def _duty_link(sentence: Sentence, trigger: Trigger, pair: tuple[str, str]) -> Link | None:
    """ "Russia has a responsibility", said by the other side in so many words: it is urged."""
    speaker = sentence.speaker(trigger.first)
    group = clause_verb(sentence, trigger.first)
    told = trigger.root == "THREATEN" or ("guard", "duty") in codes_of(sentence, trigger)
    if speaker not in pair or group < 0 or not told:
        return None
    acting = sides_of(sentence.subjects(group), pair)
    if len(acting) != 1 or acting[0] == speaker:
        return None
    return Link(trigger, speaker, acting[0], False, ("verb", governor(sentence, group)))
