"""What a long run says on its way: counts, reports, a bar over the bytes read."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from framing.errors import Skipped

if TYPE_CHECKING:
    from framing.corpus.options import LoadOptions
    from framing.corpus.survey import Survey
    from framing.types import Article

# Reports of one kind are told so often, then counted.
_MOST_TOLD = 5
# What tells two reports of one kind apart: names, numbers, what stood there.
_PARTICULARS = re.compile(r"'[^']*'|\"[^\"]*\"|\([^()]*\)|\d[\d,.]*")


class Progress:
    """Counts articles and reports, draws the bar, says at the end what came of it."""

    def __init__(self, total_bytes: int, label: str = "") -> None:
        from tqdm import tqdm

        self.articles = 0
        self.faults = 0
        self._kinds: Counter[str] = Counter()
        self._said: Counter[str] = Counter()
        self._earlier = 0
        self._read = 0
        self._marks: deque[int] | None = None
        self._bar = tqdm(
            total=total_bytes or None,
            desc=label or None,
            unit="B",
            unit_scale=True,
            file=sys.stderr,
            disable=not sys.stderr.isatty(),
            bar_format="{desc}{percentage:3.0f}% |{bar}| {n_fmt}/{total_fmt} "
            "{elapsed}<{remaining}{postfix}",
        )

    def on_bytes(self, count: int) -> None:
        """More of the input was read; the bar moves, or waits until its articles are done."""
        self._read += count
        if self._marks is None:
            self._bar.update(count)

    def read(
        self, corpus: Sequence[str], loading: LoadOptions, survey: Survey | None = None
    ) -> Iterator[Article]:
        """The articles of a corpus; what is skipped is told at once, `survey` counts the rest."""
        from framing.corpus.load import load_articles

        return load_articles(
            corpus, loading, on_skip=self.on_skip, on_bytes=self.on_bytes, survey=survey
        )

    def following(self, articles: Iterator[Article]) -> Iterator[Article]:
        """The articles; from here on the bar moves when they are done, not when they are read."""
        self._marks = deque()
        for article in articles:
            self._marks.append(self._read)
            yield article

    def on_done(self, count: int) -> None:
        """So many of the articles that are followed are done, analysed or not."""
        place = self._bar.n
        for _ in range(min(count, len(self._marks or ()))):
            place = self._marks.popleft() if self._marks else place
        self._bar.update(max(0, place - self._bar.n))

    def on_skip(self, skipped: Skipped) -> None:
        """Say it at once, above the bar; from the sixth of its kind on, count it."""
        self._kinds[skipped.kind] += 1
        self.faults += skipped.faulty
        said = f"{skipped.kind}: {_PARTICULARS.sub('…', skipped.reason)}"
        self._said[said] += 1
        if self._said[said] <= _MOST_TOLD:
            self._bar.write(f"framing: {skipped.kind}: {skipped}", file=sys.stderr)

    def on_articles(self, count: int) -> None:
        """More articles are done."""
        self.articles += count
        if not self._bar.disable:
            seconds = time.time() - self._bar.start_t
            speed = (self.articles - self._earlier) / max(seconds, 1e-3)
            said = f"{self.articles:,} articles, {speed:,.0f}/s, {self._kinds['skipped']:,} skipped"
            self._bar.set_postfix_str(said)

    def on_earlier(self, articles: int) -> None:
        """An earlier run has done so many; time and rate count from here."""
        self.articles = self._earlier = articles
        if not self._bar.disable:
            self._bar.initial, self._bar.start_t = self._bar.n, time.time()

    def finish(self, target: str) -> int:
        """Close the bar, sum up on stderr; exit status 0, or 1 if any input was faulty."""
        self._bar.update(max(0, self._read - self._bar.n))
        self._bar.close()
        for said, count in self._said.items():
            if count > _MOST_TOLD:
                more = count - _MOST_TOLD
                print(f"framing: {more:,} more like these: {said}", file=sys.stderr)
        parts = [f"{self.articles:,} article{'' if self.articles == 1 else 's'}"]
        parts += [f"{count:,} {kind}" for kind, count in sorted(self._kinds.items())]
        where = "" if target == "-" else f" -> {target}"
        print(f"framing: {', '.join(parts)}{where}", file=sys.stderr)
        return 1 if self.faults else 0

    def close(self) -> None:
        """Leave the terminal as it was."""
        self._bar.close()


@contextmanager
def progress_over(corpus: Sequence[str], label: str = "") -> Iterator[Progress]:
    """A progress bar over the bytes of a corpus."""
    from framing.corpus.sources import count_bytes

    progress = Progress(count_bytes(corpus), label)
    try:
        yield progress
    finally:
        progress.close()


def tell_corpus(corpus: Sequence[str], loading: LoadOptions) -> None:
    """One line on what a corpus holds, before it is analysed: columns, what many articles lack.

    The corpus is read once more for it, as learning what recurs does, and not analysed.
    """
    from framing.corpus.load import load_articles
    from framing.corpus.survey import Survey

    survey = Survey(loading)
    with progress_over(corpus, "survey ") as progress:
        for _ in load_articles(
            corpus, loading, on_skip=lambda _: None, on_bytes=progress.on_bytes, survey=survey
        ):
            pass
    print(f"framing: {survey.line()}", file=sys.stderr)
