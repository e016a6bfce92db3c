"""Attributions by rule: a cue of the list, the phrase beside it, the clause it governs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from framing.layers.page import ArticleRows, Rows, make_page
from framing.layers.quotes.find import make_quotes
from framing.layers.quotes.model import QuoteSpans
from framing.lists.cues import term_at
from framing.lists.load import Term
from framing.lists.word_lists import word_lists
from framing.types import Quote, Tokens

_NOUN_PHRASE = ("DT", "PDT", "JJ", "NN", "CD", "POS", "PRP", "$", "VBN", "WP")
_HEAD = ("NN", "PRP", "WP", "CD", "DT")
_BETWEEN = ("MD", "RB", "VB")
_JOINT = frozenset({"of", "for", "in", "at", "from", "and", "on", "to", "with"})
_RELATIVE = frozenset({"who", "which", "that"})


def quotes_by_rule(articles_text: Sequence[str], tokens: Tokens) -> list[tuple[Quote, ...]]:
    """The rule baseline in the shape of `find_attributions`."""
    articles = [tokens.article(index) for index in range(len(articles_text))]
    return [
        make_quotes(article, make_page(article, word_lists()), find_by_rule(article))
        for text, article in zip(articles_text, articles, strict=True)
    ]


def find_by_rule(tokens: Tokens) -> list[QuoteSpans]:
    """Attributions of one article, in order of their cues."""
    page = make_page(tokens, word_lists())
    found: list[QuoteSpans] = []
    taken = np.zeros(len(page.words), bool)
    for cue, term in _find_cues(page):
        one = _attribute(page, cue, term)
        rows = [row for piece in one.content for row in range(*piece)] if one else []
        if one is None or not rows or taken[rows].mean() > 0.5:
            continue
        taken[rows] = True
        found.append(one)
    return found


def _find_cues(page: ArticleRows) -> Iterator[tuple[Rows, Term]]:
    row = 0
    while row < len(page.words):
        term = _candidate(page, row)
        if term is None:
            row += 1
            continue
        yield (row, row + len(term.words)), term
        row += len(term.words)


def _candidate(page: ArticleRows, row: int) -> Term | None:
    if page.quoted[row] or not page.speaks[row]:
        return None
    return term_at(page.words, page.lemmas, row, page.lists, page.tags[row])


def _attribute(page: ArticleRows, cue: Rows, term: Term) -> QuoteSpans | None:
    first, stop = page.sentence_rows(cue[0])
    if page.words[cue[0]] == "according":
        return _according_to(page, cue, term)
    if not page.tags[cue[0]].startswith("VB"):
        return None
    source = _inverted_source(page, cue, first, stop) or _source_before(page, cue[0], first)
    if source is None:
        return None
    group = (min(cue[0], source[0]), max(cue[1], source[1]))
    tries = (
        (_content_before, _content_after)
        if _closes(page, group, first)
        else (_content_after, _content_before)
    )
    content = tries[0](page, group, first, stop) or tries[1](page, group, first, stop)
    if not content:
        return None
    return QuoteSpans(tuple(content), _widen_cue(page, cue, source), source)


def _widen_cue(page: ArticleRows, cue: Rows, source: Rows) -> Rows:
    """Auxiliaries and adverbs between the source and the verb belong to the cue."""
    start = cue[0]
    while start > source[1] and page.tags[start - 1].startswith(_BETWEEN):
        start -= 1
    return (start, cue[1]) if start == source[1] else cue


def _according_to(page: ArticleRows, cue: Rows, term: Term) -> QuoteSpans | None:
    first, stop = page.sentence_rows(cue[0])
    source = _phrase_after(page, cue[1], stop)
    if source is None:
        return None
    if cue[0] == first:
        begin = source[1] + (source[1] < stop and page.words[source[1]] == ",")
        content = [(begin, _trim(page, begin, stop))]
    else:
        content = [(first, _drop_comma(page, first, cue[0]))]
    return QuoteSpans(tuple(p for p in content if p[0] < p[1]), cue, source)


def _inverted_source(page: ArticleRows, cue: Rows, first: int, stop: int) -> Rows | None:
    """Source of `“…,” said Tillerson`."""
    before = cue[0] - 1
    if before <= first or not (page.words[before] == "," or page.quoted[before]):
        return None
    if cue[1] >= stop or page.quoted[cue[1]] or page.words[cue[1]] == "that":
        return None
    return _phrase_after(page, cue[1], stop)


def _phrase_after(page: ArticleRows, row: int, stop: int) -> Rows | None:
    end = row
    while (
        end < stop
        and not page.quoted[end]
        and (
            page.tags[end].startswith(_NOUN_PHRASE)
            or (
                end > row
                and page.words[end] in _JOINT
                and end + 1 < stop
                and page.tags[end + 1].startswith(_NOUN_PHRASE)
            )
        )
    ):
        end += 1
    return (row, end) if end > row else None


def _source_before(page: ArticleRows, row: int, first: int) -> Rows | None:
    """Noun phrase left of a verb, over auxiliaries, adverbs and an apposition in commas."""
    end = row
    while end > first and page.tags[end - 1].startswith(_BETWEEN) and not page.quoted[end - 1]:
        end -= 1
    if end > first and page.words[end - 1] == ",":
        opening = end - 2
        while opening > first and page.words[opening] != "," and not page.quoted[opening]:
            opening -= 1
        if page.words[opening] != "," or opening == first:
            return None
        start = _phrase_start(page, opening, first)
        return (start, end) if start < opening else None
    start = _phrase_start(page, end, first)
    return (start, end) if start < end else None


def _phrase_start(page: ArticleRows, end: int, first: int) -> int:
    start = end
    if start == first or not page.tags[start - 1].startswith(_HEAD) or page.quoted[start - 1]:
        return end
    if page.words[start - 1] in _RELATIVE:
        return start - 1
    while (
        start > first
        and not page.quoted[start - 1]
        and page.tags[start - 1].startswith(_NOUN_PHRASE)
    ):
        start -= 1
        if (
            start - 1 > first
            and page.words[start - 1] in {"of", "for", "and"}
            and page.tags[start - 2].startswith(_HEAD)
        ):
            start -= 1
    return start


def _closes(page: ArticleRows, group: Rows, first: int) -> bool:
    """Whether source and cue follow what was said: a quotation or a clause and a comma."""
    before = group[0] - 1
    if before <= first or (
        group[1] < len(page.words) and (page.words[group[1]] == "that" or page.opens(group[1]))
    ):
        return False
    if page.quoted[before]:
        return True
    return page.words[before] == "," and any(
        tag.startswith("VB") for tag in page.tags[first:before]
    )


def _content_after(page: ArticleRows, group: Rows, first: int, stop: int) -> list[Rows]:
    row = group[1]
    for at in range(row, min(stop, row + 9)):
        if page.opens(at) or page.words[at] == "that":
            return [(at, _reach(page, at, stop))]
        if page.words[at] in {":", ";"}:
            return (
                [(at + 1, _reach(page, at + 1, stop))]
                if page.words[at] == ":" and at + 1 < stop
                else []
            )
        if page.words[at] in {",", "."}:
            break
    if (
        group[1] - 1 < stop
        and row < stop
        and page.tags[row].startswith(
            ("DT", "PRP", "NN", "EX", "TO", "WP", "WRB", "IN", "JJ", "CD")
        )
    ):
        return [(row, _reach(page, row, stop))]
    return []


def _reach(page: ArticleRows, row: int, stop: int) -> int:
    """End of a content that begins at `row`: the sentence, or the quotation if that is longer."""
    end = stop
    while (
        end < len(page.words)
        and page.quoted[end]
        and page.quoted[end - 1]
        and page.paragraph[end] == page.paragraph[row]
    ):
        end += 1
    return _trim(page, row, end)


def _content_before(page: ArticleRows, group: Rows, first: int, stop: int) -> list[Rows]:
    end = group[0]
    start = first
    if end > first and page.quoted[end - 1]:
        while (
            start
            and page.quoted[start - 1]
            and page.paragraph[start - 1] == page.paragraph[end - 1]
        ):
            start -= 1
    elif end <= first or page.words[end - 1] != ",":
        return []
    pieces = [(start, _drop_comma(page, start, end))]
    after = group[1]
    while after < stop and page.words[after] in {",", "."}:
        after += 1
    if (
        after < len(page.words)
        and page.opens(after)
        and page.paragraph[after] == page.paragraph[first]
    ):
        pieces.append((after, _reach(page, after, page.sentence_rows(after)[1])))
    return [piece for piece in pieces if piece[0] < piece[1]]


def _without(marks: set[str], page: ArticleRows, start: int, end: int) -> int:
    """Where a span ends without the marks at its end; quotation marks keep theirs."""
    while end > start and page.words[end - 1] in marks and not page.quoted[end - 1]:
        end -= 1
    return end


_drop_comma = partial(_without, {",", ";", "-", "–", "—"})
_trim = partial(_without, {".", ",", ";", "!", "?"})
