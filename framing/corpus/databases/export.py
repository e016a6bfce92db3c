"""What an export of a database holds, and how it is handed over article by article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from framing.corpus.raw import Raw
from framing.errors import Skipped

Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Export:
    """The articles of an export in order, and how many it says it holds.

    A record is `None` where the export has an entry that could not be read as an article.
    `promised` is the number the file itself gives, `None` if it gives none; `missing` names the
    articles that it lists and does not hold.
    """

    database: str
    records: tuple[Record | None, ...]
    promised: int | None = None
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = field(default=())


def hand_over(export: Export, path: str) -> Iterator[Raw | Skipped]:
    """The articles of an export as raw articles, and a report on each that is not there."""
    alone = len(export.records) == 1
    for row, record in enumerate(export.records, start=1):
        if record is None or not str(record.get("text") or "").strip():
            said = str((record or {}).get("title") or "no title")[:60]
            reason = f"entry of {export.database} without full text ({said}); left out"
            yield Skipped(f"{path}#{row}", reason)
        else:
            yield Raw(path, record, None if alone else row)
    yield from _count(export, path)
    for remark in export.remarks:
        yield Skipped(path, remark, "noted")


def _count(export: Export, path: str) -> Iterator[Skipped]:
    found = len(export.records)
    for title in export.missing:
        yield Skipped(path, f"{export.database} lists {title!r}; the file does not hold it")
    if export.promised is not None and found < export.promised and not export.missing:
        yield Skipped(
            path,
            f"{export.database} says {export.promised} articles, the file holds {found}; "
            "download the rest, or look whether the file is complete",
        )
