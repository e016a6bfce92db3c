"""Templates of today: AMP, live blogs, paywalls, page builders."""

from __future__ import annotations

import json

from . import FOOTER, NAV, Page, meta, paragraphs, prose, whole

_LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": Page.title,
    "datePublished": "2017-04-05T09:10:00Z",
    "dateModified": "2017-04-06T10:00:00Z",
    "author": [{"@type": "Person", "name": "Ann Lee"}],
    "publisher": {"@type": "Organization", "name": "Daily Lantern"},
    "mainEntityOfPage": "https://www.lantern.example/world/harbour-talks",
}


def _ld(found: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(found)}</script>'


def amp() -> Page:
    body = prose(0, 8)
    parts = paragraphs(body)
    ad = '<amp-ad width="300" height="250" type="doubleclick"><div>Advertisement</div></amp-ad>'
    html = (
        f'<!doctype html><html amp lang="en"><head>{meta()}{_ld(_LD)}<style '
        f"amp-custom>p{{}}</style>"
        '<script async src="https://cdn.example/v0.js"></script></head><body>'
        '<amp-sidebar id="menu" layout="nodisplay"><ul><li>World</li><li>Sport</li></ul>'
        f"</amp-sidebar><article><h1>{Page.title}</h1><p class='byline'>By Ann Lee</p>"
        '<amp-img src="a.jpg" width="4" height="3"></amp-img><amp-social-share type="twitter">'
        f"</amp-social-share>{''.join(parts[:4])}{ad}{''.join(parts[4:])}</article>"
        '<section class="related"><h2>More from World</h2><ul><li><a href="/x">Ferry service cut '
        f"for a third week</a></li></ul></section>{FOOTER}</body></html>"
    )
    return Page("amp", html, body, furniture=("Advertisement", "Ferry service cut"))


def live_blog() -> Page:
    body = prose(3, 9)
    posts = "".join(
        f'<div class="live-post" id="post-{i}"><time datetime="2017-04-05T{18 - i}:20:00Z">'
        f"{18 - i}:20</time><p>{text}</p></div>"
        for i, text in enumerate(body)
    )
    html = (
        f"<html lang='en'><head>{meta()}{_ld(_LD | {'@type': 'LiveBlogPosting'})}</head><body>{NAV}"
        f"<main><article class='live-blog'><h1>{Page.title}</h1><span class='author'>Ann Lee</span>"
        f"<div class='live-updates'>{posts}</div></article><aside class='most-read'><h3>Most read"
        "</h3><ol><li><a href='/1'>Mayor opens the new library</a></li><li><a href='/2'>Rain to "
        f"last until Sunday</a></li></ol></aside></main>{FOOTER}</body></html>"
    )
    return Page("live blog", html, body, furniture=("Mayor opens", "Rain to last"))


def paywall() -> Page:
    body = prose(1, 3)
    html = (
        f"<html lang='en'><head>{meta()}{_ld(_LD | {'isAccessibleForFree': False})}</head><body>"
        f"{NAV}<article><h1>{Page.title}</h1><div class='byline'>By <a rel='author' href='/a'>Ann "
        f"Lee</a></div><div class='article-body'>{''.join(paragraphs(body))}</div>"
        "<div class='paywall-barrier' data-paywall='true'><h2>Continue reading with a subscription"
        "</h2><p>Get unlimited access to all our journalism from 1 a week. Cancel anytime.</p>"
        "<button>Subscribe now</button><p>Already a subscriber? <a href='/login'>Log in</a></p>"
        f"</div></article>{FOOTER}</body></html>"
    )
    return Page("paywall stub", html, body, furniture=("Cancel anytime", "Already a subscriber"))


def comments() -> Page:
    body = prose(5, 6)
    said = "".join(
        f"<li class='comment'><div class='comment-author'>reader{i}</div><div class='comment-body'>"
        f"<p>I have read this kind of thing for years now, number {i}, and nothing ever comes of "
        "it, does it, whoever is in charge over there.</p></div></li>"
        for i in range(25)
    )
    html = whole(
        f"<article><h1>{Page.title}</h1>"
        f"<div class='entry-content'>{''.join(paragraphs(body))}</div></article>"
        f"<section id='comments' class='comments-area'><h2>25 comments</h2><ol "
        f"class='comment-list'>"
        f"{said}</ol><form><textarea></textarea><p>Your email will not be published.</p></form>"
        f"</section>"
    )
    return Page("comments", html, body, furniture=("nothing ever comes", "Your email"))


def related_boxes() -> Page:
    body = prose(7, 8)
    parts = paragraphs(body)
    box = (
        "<aside class='related-inline'><h4>Related</h4><ul><li><a href='/r1'>Grain prices fall for "
        "the fifth month</a></li><li><a href='/r2'>Who owns the strait?</a></li></ul></aside>"
    )
    more = (
        "<div class='related-stories'><h3>Read more</h3><div class='card'><a href='/r3'>Port chief "
        "to step down in May</a><p>The head of the port authority leaves after six years.</p></div>"
        "</div>"
    )
    html = whole(
        f"<main><article><h1>{Page.title}</h1>"
        f"<p class='standfirst'>{body[0]}</p>{''.join(parts[1:3])}{box}{''.join(parts[3:6])}{more}"
        f"{''.join(parts[6:])}</article></main>"
    )
    return Page("related boxes", html, body, furniture=("Grain prices fall", "Port chief"))


def json_ld() -> Page:
    body = prose(2, 7)
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, _LD]}
    html = (
        f"<html lang='en'><head><title>{Page.title}</title>{_ld(graph)}</head><body>{NAV}"
        f"<div class='c-article'><h1 class='c-h'>{Page.title}</h1>"
        f"<div class='c-body'>{''.join(paragraphs(body))}</div></div>{FOOTER}</body></html>"
    )
    return Page("JSON-LD graph", html, body)


def div_soup() -> Page:
    body = prose(4, 7)
    state = json.dumps({"props": {"article": {"body": list(body) * 2}}})
    divs = "".join(
        f"<div class='css-1a2b{i}'><div class='x9k'>{t}</div></div>" for i, t in enumerate(body)
    )
    html = (
        f"<html lang='en'><head>{meta()}</head><body><div id='__next'><div class='css-77'><div "
        f"class='css-12'><a href='/'>Home</a><a href='/w'>World</a></div><div class='css-90'><h1 "
        f"class='css-hl'>{Page.title}</h1><div class='css-by'>Ann Lee</div><div "
        f"class='css-bd'>{divs}"
        "</div></div></div></div><script id='__NEXT_DATA__' type='application/json'>"
        f"{state}</script></body></html>"
    )
    return Page("hashed classes", html, body)


def cookie_wall() -> Page:
    body = prose(6, 7)
    banner = (
        "<div id='onetrust-banner-sdk' class='cookie-banner' role='dialog'><p>We and our 812 "
        "partners store and access information on a device, such as cookies, and process personal "
        "data such as unique identifiers for personalised ads and content.</p><button>Accept all"
        "</button></div>"
    )
    html = (
        f"<html lang='en'><head>{meta()}</head><body>{banner}{NAV}<article><header><h1>{Page.title}"
        "</h1><div class='meta'><span class='author'>Ann Lee</span> <time datetime='2017-04-05'>5 "
        f"April 2017</time></div></header>{''.join(paragraphs(body))}</article><div "
        f"class='newsletter"
        "-signup'><h3>Sign up to Morning Briefing</h3><p>The stories you need to know, every day "
        f"before seven.</p></div>{FOOTER}</body></html>"
    )
    return Page("cookie wall", html, body, furniture=("812 partners", "every day before seven"))


PAGES = (
    amp(),
    live_blog(),
    paywall(),
    comments(),
    related_boxes(),
    json_ld(),
    div_soup(),
    cookie_wall(),
)
