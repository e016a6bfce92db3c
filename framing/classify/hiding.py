"""Which words of an article tell its outlet by name and not by choice of words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from framing.classify.masking import Masker, MaskOptions, learn_masker
from framing.types import Article, Spans

_KINDS = frozenset({"outlet", "person", "address", "markup"})
"""Furniture is never counted anyhow, and marks are no words."""


@dataclass(frozen=True, slots=True)
class NameHider:
    """Spans that the classifier's mask takes out: names of outlets and reporters, addresses."""

    masker: Masker

    def __call__(self, article: Article) -> Spans:
        """The spans, in order."""
        found = self.masker.mask(article).removed
        return tuple((start, stop) for start, stop, kind in found if kind in _KINDS)


def learn_hider(articles: Iterable[Article], lexicons: Path | None = None) -> NameHider:
    """A hider that knows the outlets and the reporters of a corpus."""
    return NameHider(learn_masker(articles, MaskOptions(lexicons=lexicons)))
