"""The passes over a corpus: those over the whole of it first, then the one that reads articles."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from framing.errors import UsageError
from framing.lists.word_lists import word_lists
from framing.run.batches import BATCH_SIZE, Limits, batches_of
from framing.run.progress import progress_over, tell_corpus

# Functions import the rest when they run: the first process of the pool starts, and loads its
# models, before this one has loaded numpy, which is half of what the start takes.
if TYPE_CHECKING:
    from framing.corpus.options import LoadOptions
    from framing.corpus.survey import Survey
    from framing.errors import Skipped
    from framing.pages.learned_furniture import LearnedFurniture
    from framing.reuse.find import Reuse
    from framing.reuse.types import Passage
    from framing.run.batches import Done, Engine, Job
    from framing.run.fingerprint import Fingerprint
    from framing.run.pack import Output
    from framing.run.progress import Progress
    from framing.run.work import LinesJob
    from framing.tables.record import Record
    from framing.types import Article

    OnLines = Callable[[IO[str]], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run reads and where its rows go.

    `learn` finds lines that recur at an outlet in a first pass, `reuse` passages that articles
    share; `restart` begins anew where an interrupted run could continue. `lexicons` is a folder
    with the user's own additions to our lists.
    """

    corpus: Sequence[str]
    output: str
    loading: LoadOptions
    lexicons: Path | None = None
    learn: bool = True
    reuse: bool = False
    restart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """Where articles are analysed, and what one may cost.

    Without `guarded`, as in a call from Python, one job runs in this process.
    """

    jobs: int
    engine: Literal["processes", "dask"] = "processes"
    address: str | None = None
    seconds: float = 300.0
    megabytes: int = 4_000
    guarded: bool = True

    def __post_init__(self) -> None:
        if not self.seconds > 0:
            raise UsageError(f"--timeout {self.seconds:g}: expected more than 0 seconds")
        if self.megabytes < 1:
            raise UsageError(f"--memory {self.megabytes}: expected 1 MB or more")

    @property
    def limits(self) -> Limits | None:
        """What one article may cost; none where it is analysed in this process."""
        return Limits(self.seconds, self.megabytes) if self.guarded else None

    def open(self, lexicons: Path | None) -> AbstractContextManager[Engine | None]:
        """Processes for the articles, or none for a call from Python.

        Opened first of all: while the command line and the corpus are looked at, models load.
        Raises `UsageError` for an address without Dask, or one where no scheduler answers.
        """
        limits = Limits(self.seconds, self.megabytes)
        if self.engine == "dask":
            from framing.run.dask import Cluster

            return Cluster(self.address, jobs=self.jobs, limits=limits)
        if self.address:
            raise UsageError("--address: only of use with --engine dask")
        if not self.guarded:
            return nullcontext()

        from framing.run.pool import Pool, load_models

        return Pool(self.jobs, limits, preload=partial(load_models, lexicons))


def learned_furniture(plan: Plan) -> LearnedFurniture | None:
    """What recurs at the corpus's outlets, unless the user said no; tells what was found."""
    if not plan.learn:
        tell_corpus(plan.corpus, plan.loading)
        return None

    from framing.corpus.survey import Survey
    from framing.pages.learned_furniture import learn_furniture

    with progress_over(plan.corpus, "furniture ") as progress:
        survey = Survey(plan.loading)
        learned = learn_furniture(quietly(plan, progress, survey), word_lists(plan.lexicons))
    print(f"framing: {survey.line()}", file=sys.stderr)
    return learned


def run_work(
    plan: Plan,
    workers: Workers,
    engine: Engine | None,
    work: LinesJob,
    on_lines: OnLines | None = None,
) -> int:
    """Reads the articles in batches and writes what `work` makes of them.

    `on_lines` gets the lines at the end, to look at them. Returns the exit status.
    """
    from framing.corpus.sources import count_bytes
    from framing.run.fingerprint import check_unchanged, corpus_state

    with _output(plan, work) as output:
        if engine is not None:
            engine.announce_size(count_bytes(plan.corpus))
        before = corpus_state(plan.corpus)
        work = replace(work, learned=learned_furniture(plan))
        with progress_over(plan.corpus) as progress:
            _analyse(plan, workers, engine, work, output, progress)
            check_unchanged(plan.corpus, before)
            if on_lines:
                with output.lines() as lines:
                    on_lines(lines)
            output.finish()
            _record_beside(plan, work)
            return progress.finish(plan.output)


def _told(plan: Plan, work: LinesJob) -> dict[str, object]:
    """What the record says of the options of a run."""
    learning = {"learn_furniture": plan.learn, "reuse": plan.reuse}
    return {"reading": work.options, "loading": plan.loading, **learning}


def _record_beside(plan: Plan, work: LinesJob) -> None:
    """The record of the run beside an output that cannot hold one; none for stdout or a store."""
    from framing.corpus.remote import is_remote
    from framing.run.record import run_record
    from framing.tables.publish import write_record

    inside = plan.output.endswith((".parquet", "/"))
    if plan.output != "-" and not inside and not is_remote(plan.output):
        write_record(plan.output, run_record(plan.corpus, plan.lexicons, _told(plan, work)))


def _analyse(
    plan: Plan,
    workers: Workers,
    engine: Engine | None,
    work: LinesJob,
    output: Output,
    progress: Progress,
) -> None:
    """All articles that no earlier run has done, batch by batch, into the output."""
    for report in output.skipped:
        progress.on_skip(report)
    articles = _rest(_articles(plan, progress), output, progress)
    for found, skipped in _results(workers, engine, work, articles):
        output.add(found, skipped)
        for report in skipped:
            progress.on_skip(report)
        progress.on_done(len(found) + len(skipped))
        progress.on_articles(len(found))


@contextmanager
def _output(plan: Plan, work: LinesJob) -> Iterator[Output]:
    """Where lines go; what was written of an output is kept if the run stops on its way."""
    from framing.run.checkpoint import Checkpoint
    from framing.run.fingerprint import fingerprint
    from framing.run.pack import StandardOutput, pack
    from framing.run.record import run_record

    if plan.output == "-":
        output: Output = StandardOutput()
    else:
        given = (type(work).__name__, work, plan.loading, plan.learn, plan.reuse, plan.output)

        def record() -> Record:
            return run_record(plan.corpus, plan.lexicons, _told(plan, work))

        def describe() -> Fingerprint:
            return fingerprint(plan.corpus, plan.lexicons, given)

        output = Checkpoint(
            plan.output, describe, pack(plan.output, work.columns, record), restart=plan.restart
        )
    try:
        output.begin(work.header())
        yield output
    finally:
        output.close()


def _rest(articles: Iterator[Article], output: Output, progress: Progress) -> Iterator[Article]:
    """The articles that no earlier run has done."""
    if output.articles:
        for _ in islice(articles, output.articles):
            pass
        progress.on_earlier(output.found)
        print(f"framing: continues after {output.articles:,} articles", file=sys.stderr)
    yield from progress.following(articles)


def _results(
    workers: Workers, engine: Engine | None, work: LinesJob, articles: Iterator[Article]
) -> Iterator[Done]:
    from framing.run.local import map_batches

    if engine is None:
        return map_batches(articles, work, jobs=workers.jobs, size=BATCH_SIZE)
    return engine.run(work, batches_of(articles, BATCH_SIZE))


def _articles(plan: Plan, progress: Progress) -> Iterator[Article]:
    """The articles to analyse, with what they share if the user asked for it."""
    return shared_articles(plan, progress, progress.on_skip).articles


@dataclass(frozen=True, slots=True)
class SharedArticles:
    """Articles with what they share: passages as rows and each one's story, if anybody looked."""

    articles: Iterator[Article]
    passages: Iterator[dict[str, Any]] | None = None
    stories: dict[str, str] = field(default_factory=dict)


def shared_articles(
    plan: Plan,
    progress: Progress,
    on_skip: Callable[[Skipped], None],
    before: str | None = None,
) -> SharedArticles:
    """The articles to analyse, with what they share if the user asked for it.

    `before` as in `whole_articles`.
    """
    reuse = _reuse(plan) if plan.reuse else None
    articles = whole_articles(plan, progress, before, on_skip)
    if reuse is None:
        return SharedArticles(articles)

    from framing.reuse.find import attach_reuse

    stories = {group.article_id: group.story_id for group in reuse.groups}
    rows = (_passage_row(one) for one in reuse.passages)
    return SharedArticles(attach_reuse(articles, reuse), rows, stories)


def whole_articles(
    plan: Plan,
    progress: Progress,
    before: str | None = None,
    on_skip: Callable[[Skipped], None] | None = None,
) -> Iterator[Article]:
    """The articles of a corpus that is still as it was: `before` is its state (`corpus_state`).

    Raises `StoppedError` behind the last article if a file has changed since. `on_skip` hears of
    what is left out instead of `progress`.
    """
    from framing.corpus.load import load_articles
    from framing.run.fingerprint import check_unchanged

    yield from load_articles(
        plan.corpus,
        plan.loading,
        on_skip=on_skip or progress.on_skip,
        on_bytes=progress.on_bytes,
    )
    if before is not None:
        check_unchanged(plan.corpus, before)


def _passage_row(passage: Passage) -> dict[str, Any]:
    row = asdict(passage)
    ends = {f"article_id_{side}": row.pop(f"article_{side}") for side in "ab"}
    return ends | row


def _reuse(plan: Plan) -> Reuse:
    from framing.reuse.find import ReuseOptions, find_reuse

    with progress_over(plan.corpus, "reuse ") as progress:
        articles = quietly(plan, progress)
        return find_reuse(articles, ReuseOptions(lexicons=plan.lexicons))


def quietly(plan: Plan, progress: Progress, survey: Survey | None = None) -> Iterator[Article]:
    """The articles of an earlier pass: what is skipped will be reported by the last."""
    from framing.corpus.load import load_articles

    return load_articles(
        plan.corpus,
        plan.loading,
        on_skip=lambda skipped: None,
        on_bytes=progress.on_bytes,
        survey=survey,
    )


def pass_over(
    articles: Iterable[Article],
    job: Job,
    workers: Workers,
    progress: Progress,
    on_skip: Callable[[Skipped], object] | None = None,
) -> Iterator[Any]:
    """What a job makes of each article, in input order, with its progress on stderr.

    `on_skip` hears of what is left out instead of `progress`.
    """
    from framing.run.collect import one_pass

    return one_pass(
        articles,
        job,
        jobs=workers.jobs,
        limits=workers.limits,
        on_skip=on_skip or progress.on_skip,
        on_done=progress.on_articles,
    )
