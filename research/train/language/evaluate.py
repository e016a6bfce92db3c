"""Scores of the language core against the treebanks; benchmark and pinned floors both use these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from framing.language.chunks import find_chunks
from framing.language.models import load_models
from framing.language.penn import PENN_TAGS
from framing.language.subjects import find_arguments
from framing.language.tokens import read_tokens
from framing.language.verbs import find_verb_groups
from framing.vocabulary import Vocabulary
from research.train.language.treebank import RawDocument, Sentence, read_treebank, rebuild

Span = tuple[int, int]
_CLAUSES = ("acl", "advcl", "root", "ccomp", "parataxis", "conj", "xcomp")
_STRAIGHT = str.maketrans("’ʼ`´", "''''")


@dataclass(frozen=True, slots=True)
class Score:
    """Hits, how many were proposed and how many there are."""

    hits: int
    proposed: int
    gold: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; the accuracy when every case is answered."""
        return 2 * self.hits / max(self.proposed + self.gold, 1)


def total(scores: Iterable[Score]) -> Score:
    """Sum over documents."""
    rows = np.array([(s.hits, s.proposed, s.gold) for s in scores]).sum(0)
    return Score(*rows.tolist())


def score_tags(sentences: Sequence[Sentence]) -> tuple[Score, Score]:
    """Tags, and lemmas with these tags, on the treebank's own tokens and sentences."""
    models, vocabulary = load_models(), Vocabulary()
    words = [word for s in sentences for word in s.words]
    type_id = np.array([vocabulary.id_of(word) for word in words], np.int32)
    starts = np.array([i == 0 for s in sentences for i in range(len(s.words))], np.bool_)
    bounds = np.array([0, len(words)], np.int32)
    tag = models.tagger.tag(vocabulary, type_id, starts, bounds)
    lemma = models.lemmatizer.lemma_ids(vocabulary, type_id, tag).tolist()
    gold = [t for s in sentences for t in s.tags]
    hits = sum(PENN_TAGS[a] == b for a, b in zip(tag.tolist(), gold, strict=True))
    gold_lemmas = [x.lower().translate(_STRAIGHT) for s in sentences for x in s.lemmas]
    right = sum(vocabulary.strings[a] == b for a, b in zip(lemma, gold_lemmas, strict=True))
    return Score(hits, len(gold), len(gold)), Score(right, len(gold), len(gold))


def score_tokens(documents: Iterable[RawDocument]) -> Score:
    """Spans of tokens on raw text."""
    return total(_overlap(token_spans(d.text), d.words) for d in documents)


def token_spans(text: str) -> list[Span]:
    """Where our tokens stand."""
    tokens = read_tokens([text])
    return list(zip(tokens.start.tolist(), tokens.stop.tolist(), strict=True))


def _overlap(found: Iterable[Span | int], gold: Iterable[Span | int]) -> Score:
    ours, theirs = set(found), set(gold)
    return Score(len(ours & theirs), len(ours), len(theirs))


def score_sentences(
    documents: Iterable[RawDocument], split: Callable[[str], Iterable[int]]
) -> Score:
    """Offsets at which sentences end, on raw text; `split` gives those of a text."""
    return total(_overlap(split(d.text), _sentence_ends(d)) for d in documents)


def _sentence_ends(document: RawDocument) -> list[int]:
    lasts = [first - 1 for first in document.first_words[1:]] + [len(document.words) - 1]
    return [document.words[last][1] for last in lasts]


def our_sentence_ends(text: str) -> list[int]:
    """Where our sentences end."""
    tokens = read_tokens([text])
    last = np.append(np.diff(tokens.sentence) > 0, True)[: len(tokens)]
    return [int(stop) for stop in tokens.stop[last]]


def score_passives(documents: Iterable[RawDocument], *, bare: bool = False) -> Score:
    """Main verbs of passives with an auxiliary; with `bare` also participles that are clauses."""
    return total(_score_passives(d, bare) for d in documents)


def _score_passives(document: RawDocument, bare: bool) -> Score:
    tokens = read_tokens([document.text])
    groups = find_verb_groups(tokens)
    chosen = groups.passive & (bare | (groups.head > groups.first) | (groups.auxiliary >= 0))
    found = tokens.start[groups.head[chosen]].tolist()
    return _overlap(found, [document.words[w][0] for w in _gold_passives(document, bare)])


def _gold_passives(document: RawDocument, bare: bool) -> set[int]:
    found = set()
    for first, sentence in zip(document.first_words, document.sentences, strict=True):
        for i, relation in enumerate(sentence.relation):
            if relation == "aux:pass":
                found.add(first + sentence.head[i] - 1)
            clause = bare and relation.split(":")[0] in _CLAUSES
            if clause and sentence.tags[i] == "VBN" and "Voice=Pass" in sentence.features[i]:
                found.add(first + i)
    return found


def score_roles(documents: Iterable[RawDocument]) -> tuple[Score, Score]:
    """Named subjects whose role is right; and those tied to the right verb as well."""
    scores = [_score_roles(d) for d in documents]
    return total(a for a, _ in scores), total(b for _, b in scores)


def _score_roles(document: RawDocument) -> tuple[Score, Score]:
    found = _our_roles(document.text)
    role_hits = verb_hits = gold = 0
    for word, verb, role in _gold_roles(document):
        start = document.words[word][0]
        mine = [(v, r) for a, b, v, r in found if a <= start < b]
        gold += 1
        role_hits += role in {r for _, r in mine}
        verb_hits += (document.words[verb][0], role) in mine
    return Score(role_hits, gold, gold), Score(verb_hits, gold, gold)


def _our_roles(text: str) -> list[tuple[int, int, int, str]]:
    """Bounds of each phrase with a subject's part, start of its verb, and the part."""
    tokens = read_tokens([text])
    groups, chunks = find_verb_groups(tokens), find_chunks(tokens)
    arguments = find_arguments(tokens, groups, chunks)
    found = []
    for row, chunk in enumerate(arguments.subject.tolist()):
        if chunk >= 0:
            role = "patient" if groups.passive[row] else "agent"
            start, stop = tokens.start[chunks.first[chunk]], tokens.stop[chunks.last[chunk]]
            found.append((int(start), int(stop), int(tokens.start[groups.head[row]]), role))
    return found


def _gold_roles(document: RawDocument) -> Iterable[tuple[int, int, str]]:
    for first, sentence in zip(document.first_words, document.sentences, strict=True):
        links = enumerate(zip(sentence.head, sentence.relation, strict=True))
        copula = {head: i for i, (head, relation) in links if relation == "cop"}
        for i, relation in enumerate(sentence.relation):
            if sentence.tags[i] in ("NNP", "NNPS") and relation in ("nsubj", "nsubj:pass"):
                head = sentence.head[i]
                verb = first + copula.get(head, head - 1)
                yield first + i, verb, "agent" if relation == "nsubj" else "patient"


def read_documents(data: Path, name: str) -> list[RawDocument]:
    """Documents of a treebank file such as `gum-dev`, as raw text with gold marks."""
    return list(rebuild(read_treebank(data / "treebank" / f"{name}.conllu.gz")))


def of_genre(documents: Iterable[RawDocument], *genres: str) -> list[RawDocument]:
    """GUM documents of the genres named."""
    return [d for d in documents if d.name.split("_")[1] in genres]
