"""Which column of a table holds what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

# Names that exports and scrapers use; the first that a table has wins.
FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("text", "content", "article_content", "body", "maintext", "article_text", "full_text"),
    "outlet": ("outlet", "source", "publisher", "sitename", "source_domain"),
    "title": ("title", "article_title", "headline"),
    "published": ("date", "published", "published_at", "publish_date", "publication_date"),
    "url": ("url", "link"),
    "id": ("id", "unit_id", "article_id"),
    "authors": ("authors", "author"),
}


class MissingColumnError(ValueError):
    """No column holds the text, or a column that was asked for is not there."""


def find_columns(names: Sequence[str], wanted: Mapping[str, str]) -> dict[str, str]:
    """Field -> the table's own name of the column; case, spaces and hyphens do not matter."""
    folded = {_fold(name): name for name in reversed(names)}
    found = {field: _asked(field, name, names, folded) for field, name in wanted.items()}
    for field, usual in FIELDS.items():
        present = [folded[name] for name in usual if name in folded]
        if present and field not in found:
            found[field] = present[0]
    if "text" not in found:
        raise MissingColumnError(
            f"no column for the text; columns found: {_listed(names)}; expected one of "
            f"{', '.join(FIELDS['text'])}; name it with --column text=NAME"
        )
    return found


def _asked(field: str, name: str, names: Sequence[str], folded: Mapping[str, str]) -> str:
    if name in names:
        return name
    if _fold(name) in folded:
        return folded[_fold(name)]
    raise MissingColumnError(
        f"no column {name!r} for the {field}; columns found: {_listed(names)}; "
        f"name one of them with --column {field}=NAME"
    )


def _fold(name: str) -> str:
    return re.sub(r"[\s\-]+", "_", name.strip().casefold())


def _listed(names: Sequence[str]) -> str:
    shown = [name[:40] or "(no name)" for name in names[:20]]
    more = f" and {len(names) - 20} more" if len(names) > 20 else ""
    return (", ".join(shown) or "none") + more
