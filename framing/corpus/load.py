"""Any corpus in, articles out, one by one."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace

from framing.corpus.day_order import order_days
from framing.corpus.fields import MissingColumnError
from framing.corpus.formats import read_source
from framing.corpus.identity import FileIds, Ids
from framing.corpus.options import LoadOptions
from framing.corpus.pick import Picker
from framing.corpus.raw import Raw, to_article
from framing.corpus.sources import Corpus, Source, state_of, walk, writable
from framing.corpus.streams import OnBytes
from framing.corpus.survey import Survey
from framing.errors import Skipped, SkippedWarning, UsageError
from framing.types import Article

OnSkip = Callable[[Skipped], None]


def load_articles(
    corpus: Corpus,
    options: LoadOptions | None = None,
    *,
    on_skip: OnSkip | None = None,
    on_bytes: OnBytes | None = None,
    survey: Survey | None = None,
) -> Iterator[Article]:
    """Articles of files, folders and globs, in order, one in memory at a time.

    What cannot be read is never fatal and never lost from sight: `on_skip` hears of it (without
    one, Python warns). `on_bytes` hears how many bytes were taken from the disk, for a progress
    bar over `count_bytes(corpus)`; `survey` counts what came out, and from which columns. Raises
    `UsageError` at once if there is nothing to read, and at the end if no file had a column for
    the text.
    """
    loader = _Loader(corpus, options or LoadOptions(), on_skip or _warn, on_bytes)
    loader.survey = survey
    return loader.articles()


def _warn(skipped: Skipped) -> None:
    warnings.warn(str(skipped), SkippedWarning, stacklevel=4)


class _Loader:
    """One pass over a corpus."""

    def __init__(
        self, corpus: Corpus, options: LoadOptions, on_skip: OnSkip, on_bytes: OnBytes | None
    ) -> None:
        self._corpus = corpus
        self._options = options
        self._report = on_skip
        self._on_bytes = on_bytes
        self._picker = Picker(options)
        self.survey: Survey | None = None
        self._ids = Ids()
        # Also the check that the corpus is there, before anything is read.
        self._file_ids = FileIds(found for found in walk(corpus) if isinstance(found, Source))

    def articles(self) -> Iterator[Article]:
        left = self._options.limit
        if left == 0:
            return
        for article in self._all():
            yield article
            if left is not None:
                left -= 1
                if not left:
                    return

    def _all(self) -> Iterator[Article]:
        columnless: list[Skipped] = []
        readable = 0
        for source in walk(self._corpus):
            if isinstance(source, Skipped):
                self._report(source)
                continue
            try:
                yield from self._read(source)
                readable += 1
            except MissingColumnError as error:
                columnless.append(Skipped(writable(source.path), str(error)))
        if columnless and not readable:
            raise UsageError(str(columnless[0]))
        for skipped in columnless:
            self._report(skipped)

    def _read(self, source: Source) -> Iterator[Article]:
        before = state_of(source.path)
        yield from self._read_articles(source)
        if state_of(source.path) != before:
            reason = "was changed while it was read: its articles may be of two versions; run again"
            self._report(Skipped(writable(source.path), reason))

    def _read_articles(self, source: Source) -> Iterator[Article]:
        read = read_source(source, self._options, self._on_bytes)
        for found in order_days(read, writable(source.path), self._options.day_first):
            if isinstance(found, Skipped):
                self._report(found)
                continue
            article, problem = to_article(found)
            if problem:
                self._report(problem)
            if article and self._wanted(article):
                article = self._identified(article, source, found)
                if self.survey is not None:
                    self.survey.add(article, found)
                yield article

    def _wanted(self, article: Article) -> bool:
        decision = self._picker.wants(article)
        if isinstance(decision, Skipped):
            self._report(decision)
            return False
        return decision

    def _identified(self, article: Article, source: Source, raw: Raw) -> Article:
        wanted = article.article_id
        if not wanted:
            wanted = raw.stem or self._file_ids.of(source)
            wanted += "" if raw.row is None else f"#{raw.row}"
        unique = self._ids.unique(wanted)
        if unique != wanted:
            reason = f"id {wanted!r} was given before; this article is called {unique!r}"
            self._report(Skipped(article.path, reason, "repaired"))
        return replace(article, article_id=unique, outlet=self._options.outlet or article.outlet)
