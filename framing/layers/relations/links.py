"""Ties relation words to two sides: a verb by its clause, a noun by its phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from framing.language import TENSES
from framing.layers.relations.pairs import MarkedPair, load_pair_model, pair_features
from framing.layers.relations.sentence import PREPOSITIONS, Place, Sentence, Trigger, is_framed
from framing.layers.relations.syntax import (
    Link,
    clause_verb,
    codes_of,
    governor,
    interference_link,
    interferes,
    noun_link,
    other_of,
    sides_of,
    victimless,
)
from framing.lists.frames import FORCE_ROOTS, Frame, linkers

_MET_WITHIN = 6  # tokens from a verb of meeting to who is met; chosen, not measured

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
    if trigger.strength < 1 and not _charged(sentence, group):
        after = direct_places(sentence, group)
    if _third_party(sentence, group, after, pair, acting):
        return None
    reached = sides_of(after, pair)
    if acting and not _consumed(sentence, trigger, after, pair, acting[0]):
        target = other_of(acting[0], pair)
        if target not in reached:
            if victimless(sentence, trigger):
                return interference_link(sentence, trigger, pair, acting[0], key)
            broke = trigger.root == "REJECT" and _charged(sentence, group) and not after
            return Link(trigger, acting[0], target, False, key) if broke else None
        mutual = trigger.mutual and _meets(sentence, trigger, after, target)
        return Link(trigger, acting[0], target, mutual, key)
    return None


def _charged(sentence: Sentence, group: int) -> bool:
    """Whether a charge names it: "accused Israel of killing one of its men", "of lying"."""
    row = sentence.lists.group_first[group]
    return row > sentence.low and sentence.tags[row - sentence.low - 1 :][:2] == ["IN", "VBG"]


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
    return place.first - trigger.last <= _MET_WITHIN


_LEAST = 0.55  # below it the class of the best is wrong about every second time
_SPAN = 14  # tokens from the meddler's name to the vote


def bare_links(sentence: Sentence, links: Sequence[Link], pair: tuple[str, str]) -> Iterator[Link]:
    """Links of verbs that are no relation words, where subject and object are the two sides."""
    if sentence.names("campaigning"):
        return
    taken = {one.key for one in links} | {("row", one.trigger.first) for one in links}
    passive = sentence.lists.passive
    for group in sentence.groups:
        head, before = sentence.head(group), sentence.subjects(group)
        if (
            not before
            or ("verb", group) in taken
            or ("row", head) in taken
            or _light(sentence, group)
        ):
            continue
        if any(t.first <= head <= t.last for t in sentence.triggers):
            continue
        after, together = _reached(sentence, group), _together(sentence, group)
        if not together and not (sentence.agents(group) if passive[group] else after):
            continue  # nobody is acted on, whoever the subject is
        if together and set(pair) <= {p.side for p in before}:
            trigger = Trigger(head, head, "verbal_coop", "CONSULT", "realised", True, 1.0, "")
            yield Link(trigger, *pair, True, ("verb", group))
            continue
        if bool(passive[group]):
            before, after = sentence.agents(group), before
        source, target = _first(before, pair), _first(after, pair)
        if source and target and source.side != target.side and not _owns(sentence, target):
            judged = _judge(sentence, head, source, target)
            if judged is not None:
                yield Link(judged, source.side, target.side, False, ("verb", group))


def _together(sentence: Sentence, group: int) -> bool:
    """Whether both sides do it as one, or both are told to: "the US and Russia should …"."""
    modal = sentence.lists.modal[group]
    word = sentence.batch.tokens.vocabulary.strings[modal].lower() if modal >= 0 else ""
    return word in ("should", "must") or is_framed(sentence.batch, sentence.head(group), "jointly")


def _light(sentence: Sentence, group: int) -> bool:
    """Verbs that say nothing by themselves, and participles: "talks involving Russia"."""
    lists, head = sentence.lists, sentence.head(group)
    participle = lists.tense[group] == len(TENSES) - 1 and not lists.passive[group]
    return participle or is_framed(sentence.batch, head, "light")


def _reached(sentence: Sentence, group: int) -> tuple[Place, ...]:
    row = sentence.lists.group_last[group] + 1
    governed = row < sentence.high and sentence.batch.tag(row) in PREPOSITIONS
    if governed and sentence.batch.word(row).lower() not in linkers(
        sentence.batch.lists, "binding"
    ):
        return ()
    return direct_places(sentence, group)


def _owns(sentence: Sentence, place: Place) -> bool:
    """Whether the side only owns an act: "examines Russian interference"."""
    _, stop = sentence.chunk_rows(place.last)
    return any(place.last < trigger.first < stop for trigger in sentence.triggers)


def _first(places: Sequence[Place], pair: tuple[str, str]) -> Place | None:
    sides = {place.side for place in places if place.side in pair}
    return next((p for p in places if p.side in pair), None) if len(sides) == 1 else None


def _judge(sentence: Sentence, head: int, source: Place, target: Place) -> Trigger | None:
    scores, root = load_pair_model().best(pair_features(_marked(sentence, source, target)))
    quad = max(scores, key=lambda name: scores[name])
    if scores[quad] < _LEAST:
        return None
    text = sentence.batch.lemma(head)
    return Trigger(head, head, quad, root, "realised", False, 1.0, text)


def _marked(sentence: Sentence, source: Place, target: Place) -> MarkedPair:
    batch, low = sentence.batch, sentence.low
    rows = range(low, sentence.high)
    verbs = [
        (sentence.head(g) - low, batch.lemma(sentence.head(g)).lower()) for g in sentence.groups
    ]
    return MarkedPair(
        lemmas=tuple(batch.lemma(row).lower() for row in rows),
        tags=tuple(batch.tag(row) for row in rows),
        verbs=tuple((row, lemma, lemma) for row, lemma in verbs),
        source=range(source.first - low, source.last - low + 1),
        target=range(target.first - low, target.last - low + 1),
        word_lists=batch.lists,
    )


def interference_links(
    sentence: Sentence, links: Sequence[Link], pair: tuple[str, str]
) -> Iterator[Link]:
    """ "Moscow's effort to sway the election": a side, a word of meddling, a vote, in this order.

    Only where no relation word has said so already.
    """
    if not sentence.names("election") or any(interferes(sentence, x.trigger) for x in links):
        return
    for place in (place for place in sentence.places if place.side in pair):
        stop = min(place.last + _SPAN, sentence.high)
        frames = [f for f in sentence.frames if place.last < f.first + sentence.low < stop]
        acts = [f for f in frames if ("guard", "interference") in f.codes]
        votes = [f.first for f in frames if ("guard", "election") in f.codes]
        if acts and votes and votes[-1] > acts[0].first and _alone(sentence, place, acts[0]):
            row = sentence.low + acts[0].first
            last = sentence.low + acts[0].last
            base = (row, last, "material_conflict", "COERCE", "realised")
            trigger = Trigger(*base, False, 1.0, "interference")
            target = pair[1] if place.side == pair[0] else pair[0]
            yield Link(trigger, place.side, target, False, ("noun", row))
            return


def _alone(sentence: Sentence, place: Place, act: Frame) -> bool:
    """Whether no other side stands between the meddler and the meddling."""
    between = sentence.within(place.last + 1, sentence.low + act.first)
    return all(other.side == place.side for other in between)


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
