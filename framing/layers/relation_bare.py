"""Statements whose verb no list knows: one side the subject, the other the object.

"Putin taunted Obama" binds two states whatever the verb; its class is judged by the pair model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from framing.language import TENSES
from framing.layers.relation_features import MarkedPair, pair_features
from framing.layers.relation_frames import Frame, linkers
from framing.layers.relation_guards import is_framed
from framing.layers.relation_link import Link, interferes
from framing.layers.relation_pair import load_pair_model
from framing.layers.relation_sentence import PREPOSITIONS, Place, Sentence, Trigger
from framing.layers.relation_verbs import direct_places

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
    if governed and sentence.batch.word(row).lower() not in linkers("binding"):
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
