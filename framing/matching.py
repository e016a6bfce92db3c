"""Finds the terms of a lexicon in tokens: gather over arrays first, Python only for candidates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from framing.lexicons import Lexicon, Term
from framing.types import BoolArray, IntArray, Tokens
from framing.vocabulary import Column, Vocabulary, fold, folded_ids

Split = Callable[[Sequence[str]], Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Matches:
    """Matches in reading order, not overlapping: rows `first` to `last` (included), term number."""

    first: IntArray
    last: IntArray
    term: IntArray

    def __len__(self) -> int:
        return len(self.first)

    def at(self, chosen: BoolArray) -> Matches:
        """The matches that a mask chooses."""
        return Matches(self.first[chosen], self.last[chosen], self.term[chosen])

    def rows(self) -> Iterator[tuple[int, int, int]]:
        """First row, last row, term number of each match."""
        return zip(self.first.tolist(), self.last.tolist(), self.term.tolist(), strict=True)


class Finder:
    """Finds one lexicon's terms; made once and used for every batch.

    `tags` names the tag numbers of the tokens; `split` cuts each term as the tokenizer would, so
    that a term always has the tokens it will meet.
    """

    def __init__(self, lexicon: Lexicon, tags: Sequence[str], split: Split) -> None:
        cut = split([term.text for term in lexicon.terms])
        terms = tuple(
            replace(term, words=tuple(words))
            for term, words in zip(lexicon.terms, cut, strict=True)
        )
        self.lexicon = lexicon = replace(lexicon, terms=terms)
        self._tags = tuple(tags)
        self._groups: dict[str, int] = {}
        self._members: list[list[int]] = []
        for number, term in enumerate(lexicon.terms):
            word = fold(term.words[0])
            group = self._groups.setdefault(word, len(self._members))
            if group == len(self._members):
                self._members.append([])
            self._members[group].append(number)
        for members in self._members:
            members.sort(key=lambda number: (-len(lexicon.terms[number].words), number))
        # A group of one bare word needs no look around: its matches are found by gathering alone.
        self._simple = np.array([self._is_simple(members) for members in self._members], bool)

    def _is_simple(self, members: Sequence[int]) -> bool:
        term = self.lexicon.terms[members[0]]
        return len(members) == 1 and len(term.words) == 1 and not term.has_context

    def _group_column(self, vocabulary: Vocabulary) -> IntArray:
        def compute(strings: Sequence[str]) -> Column:
            return np.array([self._groups.get(string, -1) for string in strings], np.int32)

        return vocabulary.column(("group", self), compute)

    def find(self, tokens: Tokens) -> Matches:
        """All matches in the tokens, longest first at each place, never across a sentence end."""
        folded = folded_ids(tokens.vocabulary)[tokens.type_id]
        column = self._group_column(tokens.vocabulary)
        by_form, by_lemma = column[folded], column[tokens.lemma_id]
        rows = np.flatnonzero((by_form >= 0) | (by_lemma >= 0))
        if not len(rows):
            empty = np.zeros(0, np.int32)
            return Matches(empty, empty, empty)
        window = _Window(tokens, folded, self._tags)
        found: list[tuple[int, int, int]] = []
        free = 0
        forms, lemmas = by_form[rows].tolist(), by_lemma[rows].tolist()
        for row, form, lemma in zip(rows.tolist(), forms, lemmas, strict=True):
            if row < free:
                continue
            best = self._best_at(row, (form, lemma) if form != lemma else (form,), window)
            if best is not None:
                number, length = best
                found.append((row, row + length - 1, number))
                free = row + length
        columns = np.array(found, np.int32).reshape(-1, 3)
        return Matches(columns[:, 0], columns[:, 1], columns[:, 2])

    def _best_at(
        self, row: int, groups: tuple[int, ...], window: _Window
    ) -> tuple[int, int] | None:
        best: tuple[int, int] | None = None
        for group in groups:
            if group < 0:
                continue
            if self._simple[group]:
                if best is None:
                    best = (self._members[group][0], 1)
                continue
            for number in self._members[group]:
                term = self.lexicon.terms[number]
                length = len(term.words)
                if best is not None and length <= best[1]:
                    break
                if window.holds(term, row):
                    best = (number, length)
                    break
        return best


class _Window:
    """What a term may look at around a row."""

    def __init__(self, tokens: Tokens, folded: IntArray, tags: Sequence[str]) -> None:
        self._tokens = tokens
        self._folded = folded
        self._tags = tags
        self._strings = tokens.vocabulary.strings

    @cached_property
    def _forms(self) -> list[int]:
        return self._folded.tolist()

    @cached_property
    def _lemmas(self) -> list[int]:
        return self._tokens.lemma_id.tolist()

    @cached_property
    def _sentences(self) -> list[int]:
        return self._tokens.sentence.tolist()

    def holds(self, term: Term, row: int) -> bool:
        """Whether the term stands at the row, context included."""
        last = row + len(term.words) - 1
        sentences = self._sentences
        if last >= len(sentences) or sentences[last] != sentences[row]:
            return False
        if term.case:
            if not self._same_case(term, row):
                return False
        else:
            # The first word is checked too: it may have come by the other of form and lemma.
            for offset, word in enumerate(term.words):
                if not self._is(row + offset, word):
                    return False
        return not term.has_context or self._context(term, row, last)

    def _same_case(self, term: Term, row: int) -> bool:
        ids = self._tokens.type_id[row : row + len(term.words)]
        return all(
            self._strings[number].replace("\u2019", "'") == word
            for number, word in zip(ids, term.words, strict=True)
        )

    def _is(self, row: int, word: str) -> bool:
        if self._strings[self._forms[row]] == word or self._strings[self._lemmas[row]] == word:
            return True
        return word[0] == "<" and word[-1] == ">" and self._tag(row).startswith(word[1:-1])

    def _tag(self, row: int) -> str:
        return self._tags[self._tokens.tag[row]]

    def _any(self, row: int, words: tuple[str, ...], sentence: int) -> bool:
        inside = 0 <= row < len(self._sentences) and self._sentences[row] == sentence
        return inside and any(self._is(row, word) for word in words)

    def _context(self, term: Term, row: int, last: int) -> bool:
        sentence = self._sentences[row]
        if term.tags and not self._tag(row).startswith(term.tags):
            return False
        if term.next and not self._any(last + 1, term.next, sentence):
            return False
        if term.not_next and self._any(last + 1, term.not_next, sentence):
            return False
        if term.prev and not self._any(row - 1, term.prev, sentence):
            return False
        if term.not_prev and self._any(row - 1, term.not_prev, sentence):
            return False
        if not (term.needs_any or term.not_with):
            return True
        around = self._sentence_words(row)
        if term.needs_any and around.isdisjoint(term.needs_any):
            return False
        return around.isdisjoint(term.not_with)

    def _sentence_words(self, row: int) -> set[str]:
        sentence = self._tokens.sentence
        rows: slice | NDArray[np.int32] = slice(
            int(np.searchsorted(sentence, sentence[row], "left")),
            int(np.searchsorted(sentence, sentence[row], "right")),
        )
        ids = set(self._folded[rows].tolist()) | set(self._tokens.lemma_id[rows].tolist())
        return {self._strings[number] for number in ids}
