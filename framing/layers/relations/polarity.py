"""Settles what a sentence states: what verbs turn around, and which of several words counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from framing.layers.relations.sentence import Sentence, Trigger
from framing.layers.relations.syntax import Link
from framing.lists.frames import frame_words
from framing.types import Status

_NEAR, _BESIDE = 6, 3  # tokens within which two words tell one act; chosen, not measured

_WORDS_OF_CHARGE = frozenset(["ACCUSE"])
_UNREALISED = frozenset(["agreed", "offered", "desired", "urged", "scheduled"])
_ONE_SIDED = frozenset(["desired", "offered", "urged"])
_DENIALS = frozenset(["deny", "denial"])


def settle(sentence: Sentence, links: Sequence[Link]) -> Iterator[Link]:
    """One statement a clause and direction; an accusation keeps its content beside it."""
    kept: list[Link] = []
    for one in links:
        turned = _turned(sentence, one)
        if turned is None:
            continue
        kept = [other for other in kept if not _yields(sentence, other, turned)]
        if not any(_same(sentence, turned, other) for other in kept):
            kept.append(turned)
    yield from kept


def _turned(sentence: Sentence, one: Link) -> Link | None:
    """Lifting a sanction helps, ending a talk hurts, preventing a clash is cooperation."""
    trigger = one.trigger
    if trigger.root in ("CONSULT", "REJECT") and sentence.names("campaigning"):
        return None
    if trigger.quad.startswith("verbal") and sentence.names("collusion"):
        return None
    if trigger.status == "desired" and trigger.strength < 1 and not _wished(sentence, trigger):
        return None
    if trigger.root == "INVESTIGATE":
        return None  # a bare inquiry into Russia is no statement; what it inquires into is
    if trigger.quad == "neutral" and trigger.strength < 1:
        return _toned(sentence, one)
    kind = _turn_before(sentence, trigger)
    if kind == "avert" and trigger.quad == "material_conflict":
        return one._replace(trigger=_as(trigger, "material_coop", "COOPERATE"), mutual=True)
    if kind == "reverse" and trigger.quad == "material_conflict" and trigger.root != "MOBILIZE":
        return one._replace(trigger=_as(trigger, "material_coop", "YIELD"))
    if kind == "reverse" and trigger.quad.endswith("coop") and trigger.root != "YIELD":
        return one._replace(trigger=_as(trigger, "material_conflict", "SANCTION"))
    return one


def _toned(sentence: Sentence, one: Link) -> Link | None:
    """Bare relations are no statement; better ones are cooperation, bad ones conflict."""
    if not one.mutual or not sentence.guards & {"better", "worse"}:
        return None
    if sentence.names("worse"):
        return one._replace(trigger=_as(one.trigger, "verbal_conflict", "ACCUSE"))
    return one._replace(trigger=_as(one.trigger, "verbal_coop", "SUPPORT"))


def intended(trigger: Trigger, status: Status) -> Trigger:
    """Help that is only hoped, offered or urged is verbal cooperation, as CAMEO has it."""
    if trigger.quad != "material_coop" or status not in _UNREALISED:
        return trigger
    return _as(trigger, "verbal_coop", "REQUEST" if status == "urged" else "AGREE")


def wished_by(sentence: Sentence, one: Link, status: Status) -> Link:
    """A wish, offer or demand is of the side whose it is, though what is wished binds both."""
    if not one.mutual or status not in _ONE_SIDED:
        return one
    own = sentence.lists.group_of[one.trigger.first]
    pair = (one.source, one.target)
    for group in reversed([g for g in sentence.groups if sentence.head(g) < one.trigger.first]):
        sides = {place.side for place in sentence.subjects(group) if place.side in pair}
        if group == own or not sides:
            continue
        if len(sides) == 2:
            return one
        source = sides.pop()
        target = pair[1] if source == pair[0] else pair[0]
        return one._replace(source=source, target=target, mutual=False)
    return one


def _wished(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether what is hoped for is an act between states: another relation word follows."""
    later = (t for t in sentence.triggers if trigger.last < t.first <= trigger.last + 12)
    return any(t.quad != "neutral" or t.mutual for t in later)


def _as(trigger: Trigger, quad: str, root: str) -> Trigger:
    return trigger._replace(quad=quad, root=root)


def _turn_before(sentence: Sentence, trigger: Trigger) -> str | None:
    """Frame of the verb whose object the word is, if it turns its object."""
    words = frame_words(sentence.batch.lists)[0]
    batch = sentence.batch
    first = sentence.chunk_rows(trigger.first)[0]
    for row in range(trigger.first - 1, max(sentence.low, first - 6) - 1, -1):
        codes = words.get((batch.lemma(row).lower(),), ())
        names = {name for _, name in codes}
        if "avert" in names:
            return "avert"
        if "reverse" in names and row >= first - 1 and batch.tag(row)[0] in "V":
            return "reverse"
        if batch.tag(row) in (",", ":", "``", "''"):
            break
    return None


def _same(sentence: Sentence, new: Link, old: Link) -> bool:
    """Whether a word only repeats or completes a statement that stands."""
    if {new.source, new.target} != {old.source, old.target}:
        return False
    near = new.trigger.first - old.trigger.last
    same_way = new.source == old.source or new.mutual or old.mutual
    if _charges(old, new):
        return False
    if old.key[0] == new.key[0] == "verb" and old.key != new.key:
        return False
    if new.key == old.key and same_way:
        return True
    if new.trigger.quad == old.trigger.quad and same_way and near <= _NEAR:
        return True
    return same_way and near <= _BESIDE


def _charges(old: Link, new: Link) -> bool:
    """Whether the later word is what the earlier one charges or denies."""
    if old.trigger.root in _WORDS_OF_CHARGE:
        return new.source != old.source
    return old.trigger.text in _DENIALS and new.trigger.quad == "material_conflict"


def _yields(sentence: Sentence, old: Link, new: Link) -> bool:
    """Whether an earlier, weaker word gives way: "made a decision to expel" is the expulsion."""
    same_way = old.source == new.source and old.target == new.target
    if old.key == new.key and old.trigger.root == "AGREE" and new.trigger.quad.endswith("conflict"):
        return same_way
    near = new.trigger.first - old.trigger.last <= _NEAR
    weak = old.trigger.root != "CONSULT" and old.trigger.strength < new.trigger.strength
    return same_way and near and weak
