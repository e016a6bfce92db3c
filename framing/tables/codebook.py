"""The codebook: what each column of the feature table means, and which lists stand behind it."""

from __future__ import annotations

import framing.measures.all  # noqa: F401  (registers every feature)
from framing.language import LANGUAGE_VERSION
from framing.lists.load import lexicon_folder, list_version
from framing.measures.columns import FAMILIES, FeatureSpec, list_features
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

_FAMILY_TITLES = {
    "text": "Length and build",
    "quote": "Who is quoted, and how",
    "hedge": "How sure the story is",
    "actor": "Who is in the story",
    "relation": "How the two sides of the dyad are related",
    "wording": "What things are called, how loaded the words are",
    "frame": "What the story is made to be about, and who is told in which role",
    "reuse": "What was copied",
}

_INTRODUCTION = """\
# Codebook

Made by `framing codebook` (framing {version}, language core {language}).

Every number is computed from character spans of the unchanged text:
value = scale × sum of weights ÷ denominator, with spans, weights and denominator in
`framing annotate`. Where the denominator is 0 the cell is empty: nothing to measure is not 0.
Unless a row says otherwise, words are those of headline, lead and body; page furniture, captions,
bylines and datelines are never counted. "Own voice" is everything outside attributed content.

Word lists behind the numbers: {lists}.

In CSV files a text cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return is written
with an apostrophe before it, so that no spreadsheet runs it.
"""


def codebook_rows(options: Options) -> list[dict[str, str]]:
    """One row a column, in the order of the table."""
    base = [_base_row(name, text) for name, text in _BASE.items()]
    return base + [_row(feature.spec) for feature in list_features(options)]


def _base_row(name: str, definition: str) -> dict[str, str]:
    names = ("unit", "definition", "higher_means", "bounds", "zone", "voice", "source", "version")
    values = ("", definition, "", "", "", "", "", "1")
    return {"column": name, **dict(zip(names, values, strict=True))}


def _row(spec: FeatureSpec) -> dict[str, str]:
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
        "version": spec.version,
    }


def codebook_markdown(options: Options) -> str:
    """The codebook as a page, one table a family."""
    names = sorted(path.stem for path in lexicon_folder().glob("*.toml"))
    lists = ", ".join(list_version(name, options.lexicons) for name in names)
    parts = [
        _INTRODUCTION.format(version=__version__, language=LANGUAGE_VERSION, lists=lists),
        "## Which article it is\n",
        _table(list(_BASE.items()), ("column", "meaning")),
    ]
    specs = [feature.spec for feature in list_features(options)]
    for family in FAMILIES:
        rows: list[tuple[str, ...]] = [
            (f"`{s.name}`", s.unit, s.definition, s.higher_means, s.voice, s.source)
            for s in specs
            if s.family == family
        ]
        if rows:
            head = ("column", "unit", "definition", "higher means", "voice", "source")
            parts += [f"## {_FAMILY_TITLES[family]} (`{family}_`)\n", _table(rows, head)]
    return "\n".join(parts)


def _table(rows: list[tuple[str, ...]], head: tuple[str, ...]) -> str:
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    lines += [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines) + "\n"
