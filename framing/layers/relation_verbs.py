"""Ties a verb to two sides: its subject, and who stands in its object or after it."""

from __future__ import annotations

from collections.abc import Sequence

from framing.layers.relation_frames import FORCE_ROOTS
from framing.layers.relation_link import Link, governor, other_of, sides_of, victimless
from framing.layers.relation_sentence import PREPOSITIONS, Place, Sentence, Trigger

_LINKERS = (*PREPOSITIONS, "RP")
_SERIES = 3  # tokens: "China and Russia" are named together
_JOINT_ROOTS = frozenset(["CONSULT", "AGREE", "COOPERATE"])


def verb_link(
    sentence: Sentence, trigger: Trigger, group: int, pair: tuple[str, str]
) -> Link | None:
    """Subject and object of a verb as source and target; passives the other way round."""
    key = ("verb", governor(sentence, group))
    subject = sentence.subjects(group)
    if sentence.passive(group):
        return _passive_link(sentence, trigger, group, pair, subject)
    acting = sides_of(subject, pair)
    after = _objects(sentence, trigger, group)
    if len(acting) == 2:
        joint = (
            trigger.mutual
            or trigger.root in _JOINT_ROOTS
            or _each(sentence, trigger, subject, after)
        )
        return Link(trigger, *pair, True, key) if joint else None
    if trigger.strength < 1:
        after = direct_places(sentence, group)
    if _third_party(sentence, group, after, pair, acting):
        return None
    reached = sides_of(after, pair)
    if acting and not _consumed(sentence, trigger, after, pair, acting[0]):
        target = other_of(acting[0], pair)
        if target not in reached:
            return victimless(sentence, trigger, pair, acting[0], key)
        mutual = trigger.mutual and _meets(sentence, trigger, after, target)
        return Link(trigger, acting[0], target, mutual, key)
    return None


def _each(
    sentence: Sentence, trigger: Trigger, subject: Sequence[Place], after: Sequence[Place]
) -> bool:
    """ "Both countries expelled diplomats": the other's, unless someone else is named."""
    chunk_of, sides = sentence.lists.chunk_of, {place.side for place in subject}
    together = len({chunk_of[place.last] for place in subject}) == 1
    return together and trigger.root not in FORCE_ROOTS and sides.issuperset(p.side for p in after)


def direct_places(sentence: Sentence, group: int) -> tuple[Place, ...]:
    """Places in the object of a verb, or in the phrase after "with", "at", "against" …"""
    if group not in sentence.reached:
        sentence.reached[group] = _direct_places(sentence, group)
    return sentence.reached[group]


def _direct_places(sentence: Sentence, group: int) -> tuple[Place, ...]:
    row = sentence.lists.group_last[group] + 1
    if row < sentence.high and sentence.tags[row - sentence.low] in _LINKERS:
        row += 1
    if row >= sentence.high:
        return ()
    return sentence.beside(row)


def _passive_link(
    sentence: Sentence,
    trigger: Trigger,
    group: int,
    pair: tuple[str, str],
    subject: Sequence[Place],
) -> Link | None:
    key = ("verb", governor(sentence, group))
    agents = sides_of(sentence.agents(group), pair)
    if len(agents) == 2:
        return Link(trigger, *pair, True, key)
    acted = sides_of(subject, pair)
    if agents:
        target = other_of(agents[0], pair)
        after = sides_of(_objects(sentence, trigger, group), pair)
        return Link(trigger, agents[0], target, False, key) if target in (*acted, *after) else None
    if len(acted) == 2 and trigger.mutual:
        return Link(trigger, *pair, True, key)
    if len(acted) == 1:
        # "Moscow has been accused of meddling in the US vote": the victim acts in the content
        reached = sides_of(_objects(sentence, trigger, group), pair)
        if other_of(acted[0], pair) in reached and trigger.strength >= 1:
            return Link(trigger, other_of(acted[0], pair), acted[0], False, key)
    return None


def _objects(sentence: Sentence, trigger: Trigger, group: int) -> tuple[Place, ...]:
    """Places after the verb up to the end of its clause; a clause that follows at once is open."""
    first = trigger.last + 1
    stop = sentence.clause_end(trigger.last)
    if stop <= first + 2 and stop < sentence.high:
        stop = sentence.clause_end(stop)  # "demanded that Russia withdraw"
    return sentence.within(first, stop)


def _third_party(
    sentence: Sentence,
    group: int,
    after: Sequence[Place],
    pair: tuple[str, str],
    acting: Sequence[str],
) -> bool:
    """Whether the thing acted on is another's or the actor's own: "bombed Syria with Russia"."""
    if not after:
        return False
    target = next((p for p in after if p.side in pair and p.side not in acting), None)
    if target and after[0].side not in pair and target.first - after[0].last > _SERIES:
        return True
    chunk = sentence.lists.direct[group]
    if chunk < 0:
        return False
    lists = sentence.lists
    direct = sentence.within(lists.chunk_first[chunk], lists.chunk_last[chunk] + 1)
    return bool(direct) and not set(sides_of(direct, pair)) - set(acting)


def _consumed(
    sentence: Sentence,
    trigger: Trigger,
    after: Sequence[Place],
    pair: tuple[str, str],
    acting: str,
) -> bool:
    """Whether the other side only owns an act: "asked the jury to see Russia's meddling".

    Who condemns, rejects or praises an act does so to its owner.
    """
    group_of = sentence.lists.group_of
    target = next((p for p in after if p.side in pair and p.side != acting), None)
    if target is None:
        return False
    judged = trigger.quad == "verbal_conflict" or trigger.root == "SUPPORT"
    if judged and target in direct_places(sentence, group_of[trigger.first]):
        return False
    _, stop = sentence.chunk_rows(target.last)
    return any(
        target.last < other.first < stop and other.first > trigger.last
        for other in sentence.triggers
        if other.quad == "material_conflict"
    )


def _meets(sentence: Sentence, trigger: Trigger, after: Sequence[Place], target: str) -> bool:
    """ "met Lavrov", "agreed with Russia": both do it; "agreed to meet Russia's wish" is one's."""
    place = next(place for place in after if place.side == target)
    return place.first - trigger.last <= 6
