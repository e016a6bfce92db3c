"""Labelled sentences as the relation layer sees them, to train its detector and to score it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from framing.layers.batch import Batch
from framing.layers.entities.find import find_mentions
from framing.layers.quotes.find import find_quotes
from framing.layers.relations.candidates import Candidate, candidates
from framing.layers.relations.detect import chosen, settled
from framing.layers.relations.direction import Memory, direction_features, readings, remember
from framing.layers.relations.features import count_features, outcome_features, rule_on
from framing.layers.relations.find import relation_of, ruled_sentences
from framing.layers.relations.model import Detector
from framing.layers.relations.sentence import Sentence
from framing.layers.relations.syntax import Ruling
from framing.lists.word_lists import word_lists
from framing.pages.zones import find_zones
from framing.reading import _tokens
from framing.types import Article, Options
from research.evaluate.relations_scoring import Statement, found, labelled
from research.gold.relations_labels import TRAIN, Row, labelled_sentences, labelled_texts

PAIR = ("USA", "RUS")


@dataclass(eq=False)
class Seen:
    """One sentence of a labelled text, as the rules see it."""

    sentence: Sentence
    ruling: Ruling
    memory: Memory

    @cached_property
    def candidates(self) -> list[Candidate]:
        """Words that the rules and the lists know."""
        return list(candidates(self.sentence, self.ruling))

    @cached_property
    def counts(self) -> list[str]:
        """Features of the number of statements."""
        return count_features(self.sentence, self.ruling)

    def found(self, model: Detector) -> list[Statement]:
        """What a model finds in it."""
        return [
            found(relation_of(self.sentence, settled(self.sentence, one, PAIR, self.memory, model)))
            for one in chosen(self.sentence, self.ruling, model)
        ]


@dataclass(frozen=True)
class Told:
    """A labelled statement at a word: the features and the answers."""

    outcome: list[str]
    ways: tuple[list[str], ...]
    row: Row

    @property
    def way(self) -> int:
        """Number of the right reading."""
        answer = (self.row["source"], self.row["target"], self.row["mutual"] == "1")
        return readings(PAIR).index(answer)


@dataclass(frozen=True)
class Example:
    """A labelled sentence: its rows, what the layer sees, which candidates state something."""

    rows: list[Row]
    seen: list[Seen]
    words: list[tuple[Candidate, bool]]
    told: list[Told]

    @property
    def gold(self) -> list[Statement]:
        """The labelled statements."""
        return [labelled(row) for row in self.rows if row["trigger_start"]]

    @property
    def counts(self) -> list[str]:
        """Features of the number of statements, of all that is seen."""
        return list(dict.fromkeys(name for one in self.seen for name in one.counts))


def read_examples(corpora: Path, path: Path = TRAIN) -> Iterator[Example]:
    """The labelled sentences in the order of the texts."""
    sheets = labelled_sentences(path)
    held: dict[tuple[str, str], list[list[Row]]] = {}
    for rows in sheets:
        held.setdefault((rows[0]["corpus"], rows[0]["article_id"]), []).append(rows)
    for key, text in labelled_texts(corpora, sheets).items():
        seen = list(_seen(text))
        for rows in held[key]:
            low, high = int(rows[0]["start"]), int(rows[0]["stop"])
            yield make_example(rows, [one for one in seen if low <= _start(one) < high])


def _start(one: Seen) -> int:
    return int(one.sentence.batch.tokens.start[one.sentence.low])


def _seen(text: str) -> Iterator[Seen]:
    article = Article("labelled", text)
    zones = [find_zones(article, word_lists())]
    batch = Batch([article], zones, _tokens([article], zones), Options(dyad=PAIR))
    batch.quotes = find_quotes(batch)
    ruled = [(s, ruling) for _, s, ruling in ruled_sentences(batch, find_mentions(batch))]
    memory = remember([one for _, ruling in ruled for one in ruling.links])
    for sentence, ruling in ruled:
        yield Seen(sentence, ruling, memory)


def make_example(rows: list[Row], seen: list[Seen]) -> Example:
    """A labelled sentence; of several candidates in a labelled phrase one is the word."""
    held = [(one, candidate) for one in seen for candidate in one.candidates]
    right: set[int] = set()
    skipped: set[int] = set()
    told = []
    for row in rows:
        hits = [k for k, one in enumerate(held) if row["trigger_start"] and _meets(*one, row)]
        if hits:
            best = max(hits, key=lambda k: (_known(held[k][1]), k))
            right.add(best)
            skipped.update(hits)
            told.append(_told(*held[best], row))
    words = [(one, k in right) for k, (_, one) in enumerate(held) if k in right or k not in skipped]
    return Example(rows, seen, words, told)


def _meets(seen: Seen, candidate: Candidate, row: Row) -> bool:
    start, stop = seen.sentence.batch.span(candidate.row, candidate.row)
    return start < int(row["trigger_stop"]) and int(row["trigger_start"]) < stop


def _known(candidate: Candidate) -> int:
    return 2 * (candidate.link is not None) + (candidate.trigger is not None)


def _told(seen: Seen, candidate: Candidate, row: Row) -> Told:
    ruled = rule_on(seen.sentence, candidate, PAIR)
    ways = direction_features(seen.sentence, candidate, ruled, PAIR, seen.memory)
    return Told(outcome_features(seen.sentence, candidate, ruled), ways, row)
