"""The codebook: what each column of the feature table means, and which lists stand behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import framing.measures.all  # noqa: F401  (registers every feature)
from framing.language import LANGUAGE_VERSION
from framing.lists.load import lexicon_folder, list_version
from framing.measures.columns import FAMILIES, FeatureSpec, list_features
from framing.measures.core import is_core
from framing.measures.tiers import find_tier
from framing.types import Options
from framing.version import __version__

_BASE = {
    "article_id": "Id from the input, else the file's name (with #row for tables).",
    "outlet": "Publisher, from the input or read off the page; empty where neither says.",
    "agency": "News agency whose copy it is, by dateline, byline, sign-off or opening credit; "
    "a photo credit never counts.",
    "published": "Date as the input gives it.",
    "title": "Title from the input, else the page's headline.",
    "n_words": "Words of headline, lead and body (same as text_words_count).",
}

FAMILY_TITLES = {
    "text": "Length and structure",
    "quote": "Who is quoted, and how",
    "hedge": "How sure the story is",
    "actor": "Who is in the story",
    "relation": "What the two sides do to each other",
    "wording": "What things are called, how loaded the words are",
    "frame": "What the story is made to be about, and who is told in which role",
    "reuse": "What was copied",
}

_INTRODUCTION = """\
# Codebook

Made by `framing codebook` (framing {version}, language core {language}).

## How to read it

- **A row** explains one column of the table of `framing features`. The table has one row an
  article.
- **Which columns**: the default is the core, what a paper would report. `--columns all` adds those
  of style and grammar, which the classifier needs; `--columns 'hedge_*,quote_*'` chooses by name.
- **An empty cell** means that there was nothing to measure. It is not 0: an article without
  quotations has no share of unnamed sources.
- **Which words count**: those of headline, lead and body, unless a row says otherwise. Boilerplate,
  captions, bylines and datelines are never counted.
- **Voice**: `outlet` is all that is not attributed to a source, `source` what is, `any` both.
- **Tier** says how far to trust a column. It is the lesser of precision and recall of its detector,
  on text that the detector was not made from: A is .85 or more, B .70 or more, C less. A dash means
  that there is no detector, or that nobody measured it. Other text brings other errors: `framing
  validate` measures a tier on your own corpus. `framing codebook -o codebook.csv` has the figures.
- **Where a number comes from**: each is computed from character spans of the unchanged text, as
  scale × sum of weights ÷ denominator. `framing annotate` writes spans, weights and denominator.
- **In CSV files** a text cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return has
  an apostrophe before it, so that no spreadsheet runs it as a formula.

Versions of the word lists: {lists}.
"""


Tiers = Mapping[str, Mapping[str, str]]
"""Tiers from one's own hand codes, by glob of columns (`framing.measures.tiers.read_tiers`)."""


def codebook_rows(options: Options, tiers: Tiers | None = None) -> list[dict[str, str]]:
    """One row a column, in the order of the table; all columns, `core` says which are default.

    `tiers` of one's own take the place of ours.
    """
    base = [_base_row(name, text) for name, text in _BASE.items()]
    features = list_features(replace(options, columns="all"))
    return base + [_row(feature.spec, tiers) for feature in features]


def _base_row(name: str, definition: str) -> dict[str, str]:
    names = ("unit", "definition", "higher_means", "bounds", "zone", "voice", "source")
    values = ("", definition, "", "", "", "", "")
    rest = {"core": "yes", "tier": "", "measured": "", "version": "1"}
    return {"column": name, **dict(zip(names, values, strict=True)), **rest}


def _row(spec: FeatureSpec, tiers: Tiers | None) -> dict[str, str]:
    tier, figures = find_tier(spec.name, tiers)
    low, high = (("" if bound is None else f"{bound:g}") for bound in spec.bounds)
    return {
        "column": spec.name,
        "unit": spec.unit,
        "definition": spec.definition,
        "higher_means": spec.higher_means,
        "bounds": f"{low}..{high}",
        "zone": spec.zone,
        "voice": spec.voice,
        "source": spec.source,
        "core": "yes" if is_core(spec.name) else "no",
        "tier": tier,
        "measured": figures,
        "version": spec.version,
    }


def codebook_markdown(options: Options, tiers: Tiers | None = None) -> str:
    """The codebook as a page, one table a family; `tiers` of one's own take the place of ours."""
    names = sorted(path.stem for path in lexicon_folder().glob("*.toml"))
    lists = ", ".join(list_version(name, options.lexicons) for name in names)
    parts = [
        _INTRODUCTION.format(version=__version__, language=LANGUAGE_VERSION, lists=lists),
        "## Which article it is\n",
        _table(list(_BASE.items()), ("column", "meaning")),
    ]
    specs = [feature.spec for feature in list_features(replace(options, columns="all"))]
    for family in FAMILIES:
        mine = [spec for spec in specs if spec.family == family]
        core = [spec for spec in mine if is_core(spec.name)]
        style = [spec for spec in mine if not is_core(spec.name)]
        if mine:
            parts += [f"## {FAMILY_TITLES[family]} (`{family}_`)\n", _spec_table(core, tiers)]
        if style:
            parts += [f"### Style and grammar (`--columns all` or `{family}_*`)\n"]
            parts += [_spec_table(style, tiers)]
    return "\n".join(parts)


def _spec_table(specs: Sequence[FeatureSpec], tiers: Tiers | None) -> str:
    rows = [
        (
            *(f"`{s.name}`", s.unit, s.definition, s.higher_means, s.voice, s.source),
            find_tier(s.name, tiers)[0] or "–",
        )
        for s in specs
    ]
    head = ("column", "unit", "definition", "higher means", "voice", "source", "tier")
    return _table(rows, head)


def _table(rows: Sequence[tuple[str, ...]], head: tuple[str, ...]) -> str:
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    lines += [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines) + "\n"
