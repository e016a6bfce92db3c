"""One article as a format hands it over, and its way to an `Article`."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from framing.corpus.blocks import markup_paragraphs
from framing.corpus.databases.labels import find_written_day
from framing.corpus.dates import find_day
from framing.corpus.fields import Columns
from framing.corpus.page_names import without_posts
from framing.errors import Skipped
from framing.types import Article, PageNotes

# What exports write for a missing value.
_NO_VALUE = ("", "nan", "none", "null", "n/a")
# Keys of an object that hold its words, the surest first.
_SAYS = ("name", "main", "rendered", "$date", "#text", "value", "text", "title", "original")
_LONGEST_DAY = 60  # characters: "jueves 4 de marzo de 2021"
_PARAGRAPH = re.compile(r"</p>|<br\s*/?>|<p[ >]", re.IGNORECASE)
_WWW = re.compile(r"^www\.(?=\S+\.\S+$)")
_BY = re.compile(r"^by\s+(?=\S)", re.IGNORECASE)
_IN_PLACE = re.compile(r"(?<=\w) in [A-Z][\w. -]+$")
# News APIs give a beginning: "... the ministry said [+1234 chars]".
_CUT_SHORT = re.compile(r"\[\+?\d[\d,.]* (?:more )?(?:chars?|characters)\]\s*$")


@dataclass(frozen=True, slots=True)
class Raw:
    """What stood in the input: the file as the user named it, the row, the fields by name.

    `stem` is the id of a member of an archive; other files get theirs from their name. `columns`
    are those of the table it was a row of, `day_first` says how it writes 4/5/2017.
    """

    path: str
    values: Mapping[str, object]
    row: int | None = None
    line: int | None = None
    stem: str | None = None
    columns: Columns | None = None
    day_first: bool = False

    @property
    def place(self) -> str:
        """Where it stood, as `Article.path` says it."""
        return self.path if self.row is None else f"{self.path}#{self.row}"


def to_article(raw: Raw) -> tuple[Article | None, Skipped | None]:
    """The article, or why there is none; both if it came out repaired."""
    text = _text(raw.values.get("text"))
    at = "" if raw.line is None else f"line {raw.line}: "
    if reason := _why_no_text(text, raw.values.get("text")):
        return None, Skipped(raw.place, f"{at}{reason}; left out")
    repairs: list[str] = []
    page = raw.values.get("page")
    values = {
        name: _sound(_text(value), name, repairs)
        for name, value in raw.values.items()
        if name != "page"
    }
    words, remark = _without_markup(values["text"] or "")
    published = values.get("published")
    article = Article(
        article_id=(values.get("id") or "").strip(),
        text=words,
        outlet=_WWW.sub("", _line(values.get("outlet")) or "")
        or _outlet_of_row(raw, values.get("url")),
        title=_line(values.get("title")),
        published=find_day(published, raw.day_first)
        or find_written_day((published or "")[:_LONGEST_DAY])
        or _line(published),
        url=_line(values.get("url")),
        authors=_authors(raw.values.get("authors")),
        path=raw.place,
        html=_sound(_text(raw.values.get("html")), "html", repairs),
        page=page if isinstance(page, PageNotes) else None,
    )
    if not repairs:
        return article, Skipped(raw.place, f"{at}{remark}", "noted") if remark else None
    reason = f"{at}half characters in {', '.join(repairs)} replaced by U+FFFD; offsets unchanged"
    return article, Skipped(raw.place, reason, "repaired")


def _outlet_of_row(raw: Raw, url: str | None) -> str | None:
    """Outlet of a row by its address; what a page's address says is found with its text."""
    if raw.columns is None or not url:
        return None
    from framing.corpus.saved import original_address, outlet_at

    return outlet_at(original_address(url))


def _text(value: object) -> str | None:
    """The value as text; `None` for what stands for no value. A list is a list of paragraphs."""
    if isinstance(value, str):
        return None if value.strip().casefold() in _NO_VALUE else value
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, list | tuple):
        return "\n\n".join(part for part in map(_text, value) if part)
    return str(value)


def _object(value: Mapping[str, object]) -> str | None:
    """What an object says: news APIs write the source as {"id": ..., "name": ...}."""
    if "sections" in value:  # a body as parsers give it, with its standfirst
        return _text([value.get("summary"), value["sections"]])
    if "paragraphs" in value:  # a section, with its heading
        return _text([value.get("headline"), value["paragraphs"]])
    said = (_text(value[key]) for key in _SAYS if key in value)
    return next((text for text in said if text), None)


def _without_markup(text: str) -> tuple[str, str]:
    """A text in HTML as its paragraphs, and the word that it was one; any other as it is."""
    if "<" not in text or len(_PARAGRAPH.findall(text)) < 2:
        return text, ""
    paragraphs = markup_paragraphs(text)
    if not paragraphs:
        return text, ""
    return "\n\n".join(paragraphs), "the text is HTML; read as its paragraphs"


def _why_no_text(text: str | None, value: object) -> str:
    """Why a value is no article's text; empty where it may be one."""
    if text is None:
        said = isinstance(value, str) and value.strip()
        return f"no text (found {str(value)[:20]!r})" if said else "no text"
    if found := _CUT_SHORT.search(text[-60:]):
        return (
            f"no full text: it breaks off with {found[0].strip()!r}; get the text of the page "
            "from its address"
        )
    return ""


def _sound(text: str | None, name: str, repairs: list[str]) -> str | None:
    """Text that UTF-8 can write: half of a surrogate pair cannot be, so it is marked."""
    if text is None or text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        repairs.append(name)
        return re.sub("[\ud800-\udfff]", "�", text)
    return text


def _line(value: str | None) -> str | None:
    return (" ".join(value.split()) or None) if value else None


def _authors(value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, list | tuple) else re.split(r"[;|,]", _text(value) or "")
    names = (_line(_sound(_text(part), "", [])) for part in parts)
    return without_posts(
        tuple(_IN_PLACE.sub("", _BY.sub("", name).strip("\"'[]")) for name in names if name)
    )
