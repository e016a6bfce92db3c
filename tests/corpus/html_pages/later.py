"""Templates written after the rules, in other words and other markup, to see what they miss."""

from __future__ import annotations

import json

from . import Page, prose


def _p(body: tuple[str, ...], kind: str = "") -> str:
    return "".join(f"<p{kind}>{text}</p>" for text in body)


def blocks() -> Page:
    """A block editor: lists, headings and quotations between the paragraphs."""
    body = prose(1, 8)
    items = ("Inspectors of a third country", "A fund for the merchants", "No fees before autumn")
    html = (
        "<!doctype html><html lang='en-GB'><head><meta charset='utf-8'><title>Harbour talks resume "
        "after a night of delays – Daily Lantern</title><meta property='og:title' content='Harbour "
        "talks resume after a night of delays'><meta property='og:site_name' "
        "content='Daily Lantern'>"
        "<meta name='parsely-author' content='Ann Lee'><meta name='parsely-pub-date' content='2017-"
        "04-05T09:10:00Z'></head><body><div class='masthead'><a href='/'>Daily "
        "Lantern</a></div><main "
        "id='maincontent'><div class='article-header'><h1>Harbour talks resume after a night of "
        "delays</h1><p class='dek'>" + body[0] + "</p><p class='contributor'><a href='/ann'>Ann Lee"
        "</a></p></div><section class='article-body'>" + _p(body[1:4]) + "<h2>What is on the table"
        "</h2><ul>"
        + "".join(f"<li>{item}</li>" for item in items)
        + "</ul>"
        + _p(body[4:])
        + "</section><section class='topics'><h2>Explore more on these "
        "topics</h2><ul><li><a href='/a'>"
        "Shipping</a></li><li><a href='/b'>Trade</a></li></ul></section><section "
        "class='onward'><h2>"
        "More on this story</h2><div><a href='/c'>Ferry line closes its oldest "
        "route</a></div></section>"
        "</main><footer>© 2017 Lantern Media</footer></body></html>"
    )
    truth = (*body[:4], "What is on the table", *items, *body[4:])
    return Page("block editor", html, truth, furniture=("Ferry line closes", "Explore more"))


def regional() -> Page:
    """A regional paper's page: numbered teaser boxes, audio player, gift link."""
    body = prose(5, 9)
    html = (
        "<html lang='en'><head><title>Harbour talks resume after a night of delays</title><script "
        "type='application/ld+json'>"
        + json.dumps(
            {
                "@context": "https://schema.org",
                "@type": ["ReportageNewsArticle"],
                "headline": "Harbour talks resume after a night of delays",
                "datePublished": "2017-04-05T06:00:00+02:00",
                "author": {"@type": "Person", "name": "Ann Lee", "url": "https://x.example/ann"},
                "publisher": {"@type": "NewsMediaOrganization", "name": "Daily Lantern"},
            }
        )
        + "</script></head><body><div class='top'><ul><li>News</li><li>Weather</li></ul></div><div "
        "class='grid'><div class='col-8'><h1 data-test='headline'>Harbour talks resume "
        "after a night "
        "of delays</h1><div class='toolbar'><span>Listen to this article</span><span>4 min</span>"
        "<span>Gift this article</span></div>"
        + _p(body[:3], " class='paragraph'")
        + "<div class='teaser-box'><span>1</span><a href='/t'>Storm warning lifted on the "
        "coast</a></div>"
        + _p(body[3:6], " class='paragraph'")
        + "<div class='promo-banner'><a href='/app'>Download our app for breaking news "
        "alerts</a></div>"
        + _p(body[6:], " class='paragraph'")
        + "</div><div class='col-4'><h3>Trending</h3><ol><li><a href='/1'>A bakery that "
        "never sleeps</a>"
        "</li><li><a href='/2'>Council votes on parking</a></li></ol></div></div></body></html>"
    )
    return Page(
        "regional paper", html, body, furniture=("Storm warning", "Download our app", "bakery")
    )


def agency_portal() -> Page:
    """A state agency's portal: date line in the page, photo credit, hashtags, a phone number."""
    body = prose(9, 6)
    html = (
        "<html><head><meta charset='utf-8'><title>Harbour talks resume after a night of "
        "delays</title>"
        "<meta property='og:site_name' content='Daily Lantern'><meta "
        "name='mediator_published_time' "
        "content='2017-04-05T12:00+0300'></head><body><div id='wrapper'><div "
        "id='leftmenu'><a href='/'>"
        "Main</a><a href='/w'>World</a><a href='/e'>Economy</a></div><div id='news'><div "
        "class='ndate'>"
        "05 April 2017, 12:00</div><h1>Harbour talks resume after a night of delays</h1><div class="
        "'photo'><img src='p.jpg'><span class='photo-credit'>© "
        "Lantern/Archive</span></div><div class="
        "'ntext'>" + _p(body) + "</div><div class='hashtags'><a href='/h'>#harbour</a> "
        "<a href='/g'>"
        "#grain</a></div></div><div id='rightcol'><h4>Latest</h4><p><a href='/l1'>11:40 "
        "New bridge opens"
        "</a></p><p><a href='/l2'>11:12 Wheat up two per cent</a></p></div><div "
        "id='bottom'>Phone: 000 "
        "00 00. Use of material requires a link.</div></div></body></html>"
    )
    return Page(
        "agency portal", html, body, authors=(), furniture=("New bridge", "requires a link")
    )


def magazine() -> Page:
    """A magazine's long read: drop cap, section breaks, footnote, correction, author box."""
    body = prose(3, 12)
    first = f"<p class='has-dropcap'><span class='dropcap'>{body[0][0]}</span>{body[0][1:]}</p>"
    html = (
        "<html lang='en'><head><meta charset='utf-8'><title>Harbour talks resume after a "
        "night of delays"
        " - Daily Lantern</title><meta name='twitter:title' content='Harbour talks "
        "resume after a night "
        "of delays'><meta property='og:site_name' content='Daily Lantern'><meta "
        "name='byl' content='By "
        "Ann Lee'><meta name='pdate' content='20170405'><meta "
        "property='article:published' content='2017"
        "-04-05T09:00:00.000Z'></head><body><div id='app'><article "
        "id='story'><header><h1>Harbour talks "
        "resume after a night of delays</h1><p>By <span itemprop='author'>Ann "
        "Lee</span></p></header>"
        "<section name='articleBody'>" + first + _p(body[1:6]) + "<div "
        "class='section-break'>• • •</div>"
        + _p(body[6:])
        + "</section><div class='correction'><p>A version of this article appears in "
        "print on Page 4.</p></div><div class='author-box'><img src='a.jpg'><p>Ann Lee "
        "covers shipping."
        "</p></div><section class='recirc'><h2>More in World</h2><a href='/r'>An island "
        "votes to leave "
        "the union</a></section></article></div></body></html>"
    )
    return Page("long read", html, body, furniture=("An island votes", "Ann Lee covers shipping"))


PAGES = (blocks(), regional(), agency_portal(), magazine())
