"""What a term may look at around the place where its words stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from framing.lexicons import Term
from framing.types import IntArray, Tokens
from framing.vocabulary import folded_ids


class Window:
    """Looks at tokens as words; made once for a batch."""

    def __init__(self, tokens: Tokens, tags: tuple[str, ...]) -> None:
        self._tokens = tokens
        self._tags = tags
        self._strings = tokens.vocabulary.strings

    @cached_property
    def _folded_ids(self) -> IntArray:
        return folded_ids(self._tokens.vocabulary)[self._tokens.type_id]

    # Looked up one by one: an item of a list costs a fifth of an item of an array.
    @cached_property
    def _folded(self) -> list[int]:
        found: list[int] = self._folded_ids.tolist()
        return found

    @cached_property
    def _tag_ids(self) -> list[int]:
        found: list[int] = self._tokens.tag.tolist()
        return found

    @cached_property
    def _lemmas(self) -> list[int]:
        found: list[int] = self._tokens.lemma_id.tolist()
        return found

    @cached_property
    def _sentences(self) -> list[int]:
        found: list[int] = self._tokens.sentence.tolist()
        return found

    def holds(self, term: Term, first: int, last: int) -> bool:
        """Whether the context of a term is as it must be; its words are known to match."""
        if term.tags and not self._tags[self._tag_ids[first]].startswith(term.tags):
            return False
        if term.case and not self._same_case(term, first):
            return False
        if term.next and not self._any(last + 1, term.next, first):
            return False
        if term.not_next and self._any(last + 1, term.not_next, first):
            return False
        if term.prev and not self._any(first - 1, term.prev, first):
            return False
        if term.not_prev and self._any(first - 1, term.not_prev, first):
            return False
        if not (term.needs_any or term.not_with):
            return True
        around = self._sentence_words(first)
        if term.needs_any and around.isdisjoint(term.needs_any):
            return False
        return around.isdisjoint(term.not_with)

    def _same_case(self, term: Term, first: int) -> bool:
        types = self._tokens.type_id
        return all(
            self._strings[types[first + offset]].replace("’", "'") == word.replace("’", "'")
            for offset, word in enumerate(term.words)
        )

    def _any(self, row: int, words: tuple[str, ...], inside: int) -> bool:
        """Whether the token at a row of the same sentence is one of the words or <TAGS>."""
        if not 0 <= row < len(self._sentences) or self._sentences[row] != self._sentences[inside]:
            return False
        form = self._strings[self._folded[row]]
        lemma = self._strings[self._lemmas[row]]
        if form in words or lemma in words:
            return True
        tag = self._tags[self._tag_ids[row]]
        return any(
            word[0] == "<" and word[-1] == ">" and tag.startswith(word[1:-1]) for word in words
        )

    def _sentence_words(self, row: int) -> set[str]:
        sentence = self._sentences
        rows = slice(bisect_left(sentence, sentence[row]), bisect_right(sentence, sentence[row]))
        ids = set(self._folded[rows]) | set(self._lemmas[rows])
        return {self._strings[number] for number in ids}
