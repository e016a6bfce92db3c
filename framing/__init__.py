"""Measure how news outlets frame a story, with the evidence span behind every number."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from framing.version import __version__ as __version__

if TYPE_CHECKING:
    from framing.classify.model import OutletClassifier
    from framing.classify.transformer import FramingFeatures
    from framing.corpus.load import load_articles
    from framing.corpus.options import LoadOptions
    from framing.reading import read_article, read_articles
    from framing.render.evidence import evidence
    from framing.run.analyze import Analysis, analyze
    from framing.types import Article, Options, Reading

__all__ = [
    "Analysis",
    "Article",
    "FramingFeatures",
    "LoadOptions",
    "Options",
    "OutletClassifier",
    "Reading",
    "analyze",
    "evidence",
    "load_articles",
    "read_article",
    "read_articles",
]

_HOMES = {
    "Analysis": "framing.run.analyze",
    "Article": "framing.types",
    "FramingFeatures": "framing.classify.transformer",
    "LoadOptions": "framing.corpus.options",
    "Options": "framing.types",
    "OutletClassifier": "framing.classify.model",
    "Reading": "framing.types",
    "analyze": "framing.run.analyze",
    "evidence": "framing.render.evidence",
    "load_articles": "framing.corpus.load",
    "read_article": "framing.reading",
    "read_articles": "framing.reading",
}


def __getattr__(name: str) -> Any:
    # Names are fetched when first used: importing framing stays cheap for the command line.
    if name in _HOMES:
        import_module("framing.render.page")  # from here on a notebook shows a reading as a page
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'framing' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
