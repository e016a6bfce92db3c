"""Finds what articles of a corpus share: passages word for word, near-duplicates, stories.

>>> from framing.types import Article
>>> said = "Officials opened the old stone bridge over the river to lorries on Monday morning."
>>> one = Article("one", said, published="2017-01-02")
>>> two = Article("two", said.replace("lorries", "trucks"), published="2017-01-03")
>>> [(p.words, p.first, p.kind) for p in find_reuse([one, two]).passages]
[(14, 'a', 'copy')]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from framing.errors import Skipped
from framing.lists.word_lists import word_lists
from framing.pages.provenance import find_provenance
from framing.pages.zones import find_zones
from framing.reuse.align import align_pairs
from framing.reuse.groups import Groups, group_stories
from framing.reuse.passages import PassageMaker, pair_of, shared_spans
from framing.reuse.seeds import find_seeds, join_words
from framing.reuse.types import Group, Pair, Passage, Prepared, ReuseOptions
from framing.reuse.words import WordSplitter
from framing.types import Article, Shared

__all__ = [
    "Group",
    "Pair",
    "Passage",
    "Prepare",
    "Prepared",
    "Reuse",
    "ReuseOptions",
    "attach_reuse",
    "find_reuse",
    "match_reuse",
]

_COPY_SHARE = 0.5  # of the longer article's words, or …
_INSIDE_SHARE = 0.8  # … of the shorter's: near-duplicates
_COPY_WORDS = 30  # shorter notices are alike without being copies


@dataclass(frozen=True, slots=True)
class Reuse:
    """What the articles of a corpus share, in input order.

    `passages` hold every kind; `pairs` only pairs that share a copied or quoted passage.
    """

    passages: tuple[Passage, ...]
    pairs: tuple[Pair, ...]
    groups: tuple[Group, ...]
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    def shared_by_article(self) -> Mapping[str, tuple[Shared, ...]]:
        """For each article the copied passages in it, in order; empty where there are none."""
        found: dict[str, list[Shared]] = {group.article_id: [] for group in self.groups}
        for passage in self.passages:
            if passage.kind == "copy":
                for article_id, shared in shared_spans(passage):
                    found[article_id].append(shared)
        ordered = ((key, sorted(one, key=_place)) for key, one in found.items())
        return {key: tuple(one) for key, one in ordered}

    def words_of(self, passage: Passage) -> tuple[str, str]:
        """The passage as each side has it; needs `ReuseOptions.keep_text`."""
        a, b = self.texts[passage.article_a], self.texts[passage.article_b]
        return a[passage.start_a : passage.stop_a], b[passage.start_b : passage.stop_b]


def _place(shared: Shared) -> tuple[int, int, str]:
    return shared.start, shared.stop, shared.other


@dataclass(slots=True)
class Prepare:
    """Cuts batches of articles into story words; can be sent to other processes."""

    options: ReuseOptions
    _splitter: WordSplitter | None = field(default=None, init=False)

    def __call__(self, articles: list[Article]) -> tuple[list[Prepared], list[Skipped]]:
        """Prepared articles, and those that failed."""
        prepared, skipped = [], []
        for article in articles:
            try:
                prepared.append(self._one(article))
            except Exception as error:
                reason = f"could not be compared ({type(error).__name__}: {error}); left out"
                skipped.append(Skipped(article.path or article.article_id, reason))
        return prepared, skipped

    def _one(self, article: Article) -> Prepared:
        lists = word_lists(self.options.lexicons)
        if self._splitter is None:
            self._splitter = WordSplitter(lists)
        zones = find_zones(article, lists)
        provenance = find_provenance(article, zones, lists)
        return Prepared(
            article_id=article.article_id,
            outlet=provenance.publisher or article.outlet,
            agency=provenance.agency,
            published=article.published,
            words=self._splitter.split(article, zones),
            text=article.text if self.options.keep_text else None,
        )


def find_reuse(
    articles: Iterable[Article],
    options: ReuseOptions | None = None,
    *,
    on_skip: Callable[[Skipped], None] | None = None,
) -> Reuse:
    """What articles share with one another; their ids must differ.

    Only headline, lead and body are compared. The articles' words stay in memory, 20 bytes each.
    An article that cannot be read is left out and told to `on_skip`.
    """
    chosen = options or ReuseOptions()
    prepare = Prepare(chosen)
    prepared: list[Prepared] = []
    for article in articles:
        done, skipped = prepare([article])
        prepared += done
        for one in skipped:
            if on_skip is not None:
                on_skip(one)
    return match_reuse(prepared, chosen)


def match_reuse(articles: list[Prepared], options: ReuseOptions) -> Reuse:
    """What prepared articles share with one another."""
    table = join_words([article.words for article in articles])
    seeds = find_seeds(table)
    maker = PassageMaker(articles, table, seeds, options)
    passages: list[Passage] = []
    pairs: list[Pair] = []
    copies = Groups(len(articles))
    for one, two, aligned in align_pairs(table, seeds):
        found = maker.passages(one, two, aligned)
        passages += found
        if any(passage.kind in ("copy", "quotation") for passage in found):
            pair = pair_of(found, maker.sizes(one, two))
            pairs.append(pair)
            if _is_duplicate(pair):
                copies.join(one, two)
    stories = group_stories(table, [a.published for a in articles], copies, options.story_days)
    ids = [article.article_id for article in articles]
    groups = [Group(name, ids[stories.root(k)], ids[copies.root(k)]) for k, name in enumerate(ids)]
    texts = {article.article_id: article.text for article in articles if article.text is not None}
    return Reuse(tuple(passages), tuple(pairs), tuple(groups), texts)


def _is_duplicate(pair: Pair) -> bool:
    low, high = sorted((pair.share_a, pair.share_b))
    return pair.words >= _COPY_WORDS and (low >= _COPY_SHARE or high >= _INSIDE_SHARE)


def attach_reuse(articles: Iterable[Article], reuse: Reuse) -> Iterator[Article]:
    """The articles, each with what its corpus shares with it, for the `reuse_` features."""
    shared = reuse.shared_by_article()
    for article in articles:
        yield replace(article, shared=shared.get(article.article_id))
