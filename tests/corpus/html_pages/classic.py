"""Older and simpler templates: WordPress, wire pages, tables, breaks for paragraphs."""

from __future__ import annotations

from . import FOOTER, NAV, Page, meta, paragraphs, prose, whole


def wordpress() -> Page:
    body = prose(0, 7)
    parts = paragraphs(body)
    html = (
        f"<html lang='en'><head>{meta()}<meta name='generator' content='WordPress 4.7'></head>"
        f"<body class='single-post'>{NAV}<div id='content'><article class='post hentry'><header "
        f"class='entry-header'><h1 class='entry-title'>{Page.title}</h1><div class='entry-meta'>"
        "Posted on <time class='entry-date' datetime='2017-04-05T09:10:00+00:00'>April 5, 2017"
        "</time> by <span class='author vcard'><a class='fn' href='/author/a'>Ann Lee</a></span>"
        f"</div></header><div class='entry-content'>{''.join(parts)}<div "
        f"class='sharedaddy sd-share'>"
        "<h3>Share this:</h3><ul><li>Twitter</li><li>Facebook</li></ul></div><div id='jp-"
        "relatedposts' class='jp-relatedposts'><h3>Related</h3><p>Six lighthouses to be sold</p>"
        "</div></div><footer class='entry-footer'>Tagged <a href='/tag/x' rel='tag'>grain</a>"
        "</footer></article><div class='author-bio'><p>Ann Lee writes about ports and has kept a "
        f"boat for many years.</p></div></div>{FOOTER}</body></html>"
    )
    return Page("WordPress", html, body, furniture=("Share this", "Six lighthouses"))


def old_table() -> Page:
    body = prose(8, 8)
    html = (
        f"<HTML><HEAD><TITLE>Daily Lantern: {Page.title}</TITLE></HEAD><BODY BGCOLOR=white><TABLE "
        "WIDTH=600><TR><TD WIDTH=120 VALIGN=top><A HREF=/>Home</A><BR><A HREF=/w>World</A><BR><A "
        f"HREF=/s>Sport</A></TD><TD VALIGN=top><H1>{Page.title}</H1><P><I>By Ann "
        f"Lee</I><P>April 5, "
        f"2017{''.join('<P>' + text for text in body)}</TD></TR></TABLE><HR><FONT SIZE=1>Copyright "
        "2017 Lantern Media</FONT></BODY></HTML>"
    )
    return Page("table layout", html, body, outlet=None, furniture=("Copyright 2017",))


def breaks() -> Page:
    body = prose(10, 6)
    html = (
        f"<html><head>{meta()}</head><body>{NAV}<div class='story'><h1>{Page.title}</h1><div class="
        f"'story-text'>{'<br><br>'.join(body)}</div></div>{FOOTER}</body></html>"
    )
    return Page("line breaks", html, body)


def microdata() -> Page:
    body = prose(9, 7)
    html = (
        f"<html lang='en'><head><meta charset='utf-8'><title>{Page.title} - Daily Lantern</title>"
        "<meta property='og:site_name' content='Daily Lantern'></head><body>"
        f"{NAV}<div itemscope itemtype='http://schema.org/NewsArticle'><h1 itemprop='headline'>"
        f"{Page.title}</h1><span itemprop='author' itemscope itemtype='http://schema.org/Person'>"
        "<span itemprop='name'>Ann Lee</span></span><time itemprop='datePublished' datetime="
        "'2017-04-05T09:10'>Wednesday</time><div itemprop='articleBody'>"
        f"{''.join(paragraphs(body))}</div></div>{FOOTER}</body></html>"
    )
    return Page("microdata", html, body)


def wire() -> Page:
    body = prose(11, 8)
    parts = paragraphs(body)
    html = whole(
        f"<div class='ArticlePage'><div class="
        f"'ArticleHeader'><div class='date'>April 5, 2017 / 9:10 AM</div><h1>{Page.title}</h1><div "
        "class='byline'>Ann Lee</div><p class='ReadTime'>2 Min Read</p></div><div class="
        f"'StandardArticleBody'>{''.join(parts[:4])}<figure><img src='x.jpg' alt=''><figcaption>A "
        f"ship waits outside the harbour on "
        f"Tuesday.</figcaption></figure>{''.join(parts[4:])}</div>"
        "<div class='trustBadge'><span>Our Standards: The Lantern Trust Principles.</span></div>"
        f"</div>"
    )
    return Page("wire page", html, body, furniture=("Trust Principles", "A ship waits outside"))


def tweets() -> Page:
    body = prose(2, 7)
    parts = paragraphs(body)
    tweet = (
        "<blockquote class='twitter-tweet'><p lang='en'>Cars are arriving at the harbour now, more "
        "soon <a href='https://t.co/x'>pic.example/x</a></p>— Lantern World "
        "(@lanternworld) <a href="
        "'https://twitter.com/x/1'>April 5, 2017</a></blockquote><script async "
        "src='//p.example/w.js'>"
        "</script>"
    )
    html = whole(
        f"<article><h1>{Page.title}</h1>{''.join(parts[:3])}{tweet}{''.join(parts[3:])}</article>"
    )
    return Page("tweet embed", html, body, furniture=("@lanternworld",))


def newsletter_and_read_also() -> Page:
    body = prose(4, 8)
    parts = paragraphs(body)
    html = whole(
        f"<article><h1>{Page.title}</h1><div class="
        f"'article__content'>{''.join(parts[:2])}<p class='read-also'><strong>Read also: "
        f"<a href='/q'>"
        f"Who pays for the lighthouse?</a></strong></p>{''.join(parts[2:5])}<div class='newsletter-"
        "inline'><form><label>Get our daily briefing in your inbox</label><input></form></div>"
        f"{''.join(parts[5:])}<ul class='tags'><li><a href='/t/1'>Harbours</a></li><li><a href="
        f"'/t/2'>Grain</a></li></ul></div></article>"
    )
    return Page("newsletter", html, body, furniture=("Who pays for", "in your inbox"))


def opinion() -> Page:
    body = prose(6, 9)
    parts = paragraphs(body)
    pull = f"<aside class='pullquote'><p>{body[3][:60]}</p></aside>"
    html = whole(
        f"<article class='opinion'><p "
        f"class='kicker'>"
        f"Opinion</p><h1>{Page.title}</h1><address class='author'>Ann Lee</address>"
        f"{''.join(parts[:4])}{pull}<h2>A long wait</h2>{''.join(parts[4:])}<p class='bio'><em>Ann "
        f"Lee is a columnist at the Lantern.</em></p></article>"
    )
    return Page("opinion", html, (*body[:4], "A long wait", *body[4:]))


PAGES = (
    wordpress(),
    old_table(),
    breaks(),
    microdata(),
    wire(),
    tweets(),
    newsletter_and_read_also(),
    opinion(),
)
