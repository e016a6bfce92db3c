"""Finds statements that bind two sides: who does what to whom, done or hoped, in whose voice.

What counts as a statement, its class, status and direction follow the codebook
(`docs/relations.md`): classes follow CAMEO, roots follow PLOVER.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, groupby
from operator import itemgetter

import numpy as np

from framing.language import read_tokens
from framing.layers.batch import Batch
from framing.layers.relations.accurate import detect_accurately
from framing.layers.relations.detect import Statement, detect
from framing.layers.relations.direction import remember
from framing.layers.relations.links import bare_links, interference_links, link
from framing.layers.relations.pairs import PairClass, load_pair_model, marked_pair, pair_features
from framing.layers.relations.polarity import settle
from framing.layers.relations.sentence import Sentence, Trigger
from framing.layers.relations.sides import (
    implied_places,
    meddled_sentences,
    names_within,
    official_places,
    whole_names,
    with_own,
)
from framing.layers.relations.status import status_of, time_of
from framing.layers.relations.syntax import Ruling
from framing.lists.load import Lexicon, Term
from framing.lists.match import Matches
from framing.lists.word_lists import WordLists, per_lists
from framing.types import ZONE_KINDS, Article, Mention, Options, Relation, Span

__all__ = ["PairClass", "classify", "find_relations"]

_SPEECH = frozenset(["ACCUSE", "REQUEST"])
_HEADLINE = ZONE_KINDS.index("headline")


def classify(text: str, source_span: Span, target_span: Span) -> PairClass:
    """What the text says that the source does to the target; spans are offsets into the text."""
    tokens = read_tokens([text])
    tokens = replace(tokens, zone=np.full(len(tokens), ZONE_KINDS.index("body"), np.int8))
    batch = Batch([Article("pair", text)], [()], tokens, Options())
    pair = marked_pair(batch, 0, source_span, target_span)
    scores, root = load_pair_model().best(pair_features(pair))
    quad = max(scores, key=lambda name: scores[name])
    first = pair.source.stop if pair.source else 0
    verb = next((row for row, _, _ in pair.verbs if row >= first), min(first, len(tokens) - 1))
    between = range(min(pair.source.stop, pair.target.stop), max(pair.start, pair.target_start))
    joined = {pair.lemmas[row] for row in between if row < len(pair.lemmas)} <= {"and", "&", ","}
    return PairClass(
        quad=quad,
        root=root,
        status=status_of(batch, "realised", verb, verb) if len(tokens) else "realised",
        mutual=bool(pair.source and pair.target and len(between) > 0 and joined),
        scores=scores,
    )


def find_relations(
    batch: Batch, mentions: Sequence[tuple[Mention, ...]]
) -> list[tuple[Relation, ...]]:
    """Statements of each article in reading order, for the dyad of the options (or all pairs)."""
    found: list[list[Relation]] = [[] for _ in mentions]
    find = detect_accurately if batch.options.accurate else detect
    for number, group in groupby(ruled_sentences(batch, mentions), key=itemgetter(0)):
        ruled = [(sentence, ruling) for _, sentence, ruling in group]
        memory = remember([one for _, ruling in ruled for one in ruling.links])
        article = batch.articles[number]
        for sentence, ruling in ruled:
            stated = find(sentence, ruling, memory)
            found[number].extend(_marked(article, relation_of(sentence, one)) for one in stated)
    for relations in found:
        relations.sort(key=lambda r: (r.start, r.stop, r.source, r.target, r.quad))
    return [tuple(dict.fromkeys(relations)) for relations in found]


def _marked(article: Article, relation: Relation) -> Relation:
    """Marks what another article said first; where nobody knows who did, the lesser id has it."""
    at = (relation.trigger or (relation.start, relation.stop))[0]
    taken = any(
        one.start <= at < one.stop
        and (one.first < 0 or (one.first == 0 and one.other < article.article_id))
        for one in article.shared or ()
    )
    return replace(relation, copied=True) if taken else relation


def ruled_sentences(
    batch: Batch, mentions: Sequence[tuple[Mention, ...]]
) -> Iterator[tuple[int, Sentence, Ruling]]:
    """Number of the article, sentence, and what the rules find of each pair of sides."""
    triggers = _Triggers(batch, *batch.find("relations"))
    dyad = batch.options.dyad
    for number, article_mentions in enumerate(mentions):
        for sentence in _sentences(batch, number, article_mentions, triggers):
            whole = _enough(batch, sentence.named)
            pairs = combinations(sorted(sentence.named), 2) if dyad is None else [dyad]
            for pair in pairs:
                ruling = _ruling(sentence, pair)
                if whole or ruling.links:
                    yield number, sentence, ruling


@dataclass(frozen=True)
class _Triggers:
    """Relation words of a batch, made into triggers only for the sentences that are read."""

    batch: Batch
    lexicon: Lexicon
    matches: Matches

    @cached_property
    def _columns(self) -> tuple[list[int], list[int], list[int]]:
        return self.matches.first.tolist(), self.matches.last.tolist(), self.matches.term.tolist()

    def between(self, low: int, high: int) -> list[Trigger]:
        """Those of the rows of one sentence."""
        firsts, lasts, numbers = self._columns
        terms = self.lexicon.terms
        return [
            _trigger(firsts[k], lasts[k], terms[numbers[k]])
            for k in range(bisect_left(firsts, low), bisect_left(firsts, high))
            if _fits(self.batch, terms[numbers[k]], firsts[k], lasts[k])
        ]


def _fits(batch: Batch, term: Term, first: int, last: int) -> bool:
    """Whether the words are the part of speech meant."""
    if term.extra.get("part") == "noun":
        gerund = batch.tag(last) == "VBG" and batch.word(last).lower() == term.words[-1]
        return batch.tag(last)[:1] != "V" or gerund  # "a meeting", not "according"
    if term.extra["root"] in _SPEECH and batch.tag(first) == "VBN":
        return batch.clauses.lists.group_of[first] >= 0  # not "alleged ties"
    if batch.tag(first) == "NNP":  # "Russia, US Agree": a headline's capitals look like names
        return len(term.words) > 1 or bool(batch.tokens.zone[first] == _HEADLINE)
    return len(term.words) > 1 or batch.tag(first)[:2] not in ("NN", "JJ")


def _trigger(first: int, last: int, term: Term) -> Trigger:
    extra = term.extra
    return Trigger(
        first,
        last,
        extra["quad"],
        extra["root"],
        extra.get("status", "realised"),
        bool(extra.get("mutual", False)),
        term.strength,
        str(extra.get("base", term.text)),
    )


def _sentences(
    batch: Batch,
    number: int,
    mentions: Sequence[Mention],
    triggers: _Triggers,
) -> Iterator[Sentence]:
    """Sentences that name both sides (or any two), by name, pronoun or joint phrase.

    Also those that name one, and its meddling in a vote.
    """
    placed = _placed(batch, number, mentions)
    named = {key: {str(one[0].side) for one in held} for key, held in placed.items()}
    meddled = set(meddled_sentences(batch, number, named))
    implied = implied_places(batch, number, named)
    for key, more in implied.items():
        named.setdefault(key, set()).update([place.side for place in more])
    keys = sorted(meddled.union([key for key, sides in named.items() if _enough(batch, sides)]))
    column = batch.tokens.sentence
    # Numbers of the column's own type: others make a copy of it first.
    lows, highs = (
        column.searchsorted(np.array([key + add for key in keys], column.dtype)).tolist()
        for add in (0, 1)
    )
    for key, low, high in zip(keys, lows, highs, strict=True):
        held = placed.get(key, [])
        places = official_places(batch, [m for m, _, _ in held], [(a, z) for _, a, z in held])
        places = sorted((*places, *implied.get(key, ())), key=itemgetter(0, 1))
        found = triggers.between(low, high)
        yield with_own(Sentence(batch, low, high, tuple(places), found, frozenset(named[key])))


def _placed(
    batch: Batch, number: int, mentions: Sequence[Mention]
) -> dict[int, list[tuple[Mention, int, int]]]:
    """Mentions of sides with their rows, by sentence."""
    base, end = (int(edge) for edge in batch.tokens.bounds[number : number + 2])
    starts = batch.tokens.start[base:end]
    sided = [*whole_names(mentions), *names_within(batch, number, mentions)]
    sided.sort(key=lambda mention: mention.start)
    edges = np.array([(m.start, m.stop) for m in sided], starts.dtype).reshape(-1, 2)
    firsts, stops = base + starts.searchsorted(edges.T)
    keys = batch.tokens.sentence[firsts].tolist()
    placed: dict[int, list[tuple[Mention, int, int]]] = {}
    rows = zip(sided, firsts.tolist(), (stops - 1).tolist(), strict=True)
    for key, one in zip(keys, rows, strict=True):
        placed.setdefault(key, []).append(one)
    return placed


def _enough(batch: Batch, sides: Set[str]) -> bool:
    dyad = batch.options.dyad
    return len(sides) > 1 if dyad is None else dyad[0] in sides and dyad[1] in sides


def _ruling(sentence: Sentence, pair: tuple[str, str]) -> Ruling:
    links = [one for t in sentence.triggers if (one := link(sentence, t, pair)) is not None]
    more = (*bare_links(sentence, links, pair), *interference_links(sentence, links, pair))
    links = sorted((*links, *more), key=lambda one: one.trigger.first)
    return Ruling(pair, tuple(settle(sentence, links)))


def relation_of(sentence: Sentence, stated: Statement) -> Relation:
    """A found statement as it is reported."""
    one, trigger, status = stated.link, stated.link.trigger, stated.status
    rows = [(trigger.first, trigger.last)]
    for side in (one.source, one.target):
        near = [p for p in sentence.places if p.side == side]
        if near:
            place = min(near, key=lambda p: abs(p.first - trigger.first))
            rows.append((place.first, place.last))
    start, stop = sentence.batch.span(min(a for a, _ in rows), max(z for _, z in rows))
    return Relation(
        start=start,
        stop=stop,
        source=one.source,
        target=one.target,
        mutual=one.mutual,
        quad=trigger.quad,  # type: ignore[arg-type]
        root=trigger.root,
        status=status,  # type: ignore[arg-type]
        voice=stated.voice,  # type: ignore[arg-type]
        quote=stated.quote,
        trigger=sentence.batch.span(trigger.first, trigger.last),
        score=_weight(sentence, trigger) if trigger.quad != "neutral" else 0.0,
        time=time_of(sentence, trigger),
        confidence=round(stated.confidence, 3),
    )


def _weight(sentence: Sentence, trigger: Trigger) -> float:
    return root_weights(sentence.batch.lists).get(trigger.root, 0.0)


@per_lists
def root_weights(lists: WordLists) -> Mapping[str, float]:
    """Weight of each root, from `relation_roots.toml`; a row of the user's replaces ours."""
    rows = lists.rows("relation_roots", "root")
    return {str(row["id"]): float(row["weight"]) for row in rows}
