"""Pages in the shapes of outlets' templates, each with what a reader should find in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page and the truth about it; `furniture` must not be in the text."""

    name: str
    html: str
    body: tuple[str, ...]
    title: str = "Harbour talks resume after a night of delays"
    date: str | None = "2017-04-05"
    authors: tuple[str, ...] = ("Ann Lee",)
    outlet: str | None = "Daily Lantern"
    furniture: tuple[str, ...] = ()


_PROSE = (
    "Negotiators from both governments returned to the harbour building on Wednesday morning, "
    "hours after a session that was to end at midnight broke up without a statement.",
    "The two delegations have met four times since January to settle who inspects the ships that "
    "carry grain through the strait, and at what cost to the owners.",
    "“Nobody in that room wants to be the one who walks out,” said an official who was not allowed "
    "to speak in public about the meeting.",
    "A draft that circulated on Tuesday would place inspectors of a third country on board, "
    "according to two people who have read it, but leaves open who pays them.",
    "Shipping firms say the dispute has already added nine days to an average voyage, and insurers "
    "have raised their premiums twice since the winter.",
    "The foreign ministry declined to confirm the draft and said that its position, published in "
    "March, had not changed in any respect.",
    "Analysts doubt that a full agreement is near, because elections in the autumn leave both "
    "sides little room to be seen giving way.",
    "Fishermen watched from the quay as the cars arrived, and several said they had stopped "
    "expecting anything from the talks.",
    "Last year a similar round ended with a joint paper of eleven points, of which three have been "
    "carried out, the port authority wrote in its annual report.",
    "The next session is planned for Friday; if it fails, the inspection rules of 2009 remain in "
    "force until the end of the year.",
    "Officials on the other side of the strait were more hopeful, and one of them spoke of the "
    "most serious offer that had been made in a decade.",
    "Local merchants have asked for compensation, but the treasury has not set any money aside "
    "for it, a spokeswoman said by telephone.",
)


def prose(start: int, count: int) -> tuple[str, ...]:
    """`count` paragraphs, so that pages do not all say the same."""
    return tuple(_PROSE[(start + i) % len(_PROSE)] for i in range(count))


def paragraphs(body: tuple[str, ...], attributes: str = "") -> list[str]:
    """Paragraphs as `<p>` elements."""
    return [f"<p{attributes}>{text}</p>" for text in body]


def meta(title: str = Page.title, site: str = "Daily Lantern") -> str:
    """Open Graph and article metadata as most outlets write them."""
    return (
        f'<meta charset="utf-8"><title>{title} | {site}</title>'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="og:site_name" content="{site}">'
        '<meta property="og:url" content="https://www.lantern.example/world/harbour-talks">'
        '<meta property="og:type" content="article"><meta name="author" content="Ann Lee">'
        '<meta property="article:published_time" content="2017-04-05T09:10:00+00:00">'
        '<link rel="canonical" href="https://www.lantern.example/world/harbour-talks">'
    )


NAV = (
    '<header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World'
    '</a></li><li><a href="/sport">Sport</a></li><li><a href="/subscribe">Subscribe</a></li></ul>'
    "</nav></header>"
)
FOOTER = (
    '<footer class="site-footer"><p>© 2017 Lantern Media. All rights reserved.</p><ul><li><a '
    'href="/terms">Terms of use</a></li><li><a href="/privacy">Privacy '
    "policy</a></li></ul></footer>"
)


def whole(inside: str) -> str:
    """A page of the site: what stands in it, between menu and foot."""
    return f"<html lang='en'><head>{meta()}</head><body>{NAV}{inside}{FOOTER}</body></html>"
