"""From a web address to its outlet, offline: tldextract ships a list of public suffixes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from framing.lexicons import load_rows

if TYPE_CHECKING:
    from tldextract import TLDExtract


def host_of(url: str) -> str | None:
    """Host of an address, lower case, without port, user and `www.`; `None` if there is none.

    >>> host_of("https://www.example.co.uk:443/a?b")
    'example.co.uk'
    """
    try:
        split = urlsplit(url if "//" in url else f"//{url}")
        host = (split.hostname or "").rstrip(".")
    except ValueError:
        return None
    if "." not in host or " " in host:
        return None
    return host.removeprefix("www.")


def registered_domain(url: str) -> str | None:
    """The part of the host that its owner registered: `bbc.co.uk` of `news.bbc.co.uk`.

    >>> registered_domain("http://edition.example.co.uk/story")
    'example.co.uk'
    """
    host = host_of(url)
    if host is None:
        return None
    return _extractor()(host).top_domain_under_public_suffix or None


def outlet_of_url(url: str, folder: Path | None = None) -> str | None:
    """Outlet that publishes at this address: the longest known host that ends its host.

    >>> outlet_of_url("http://edition.cnn.com/2016/05/01/x.html")
    'CNN'
    """
    host = host_of(url)
    if host is None:
        return None
    hosts = known_hosts(folder)
    registered = registered_domain(url) or host
    while True:
        if host in hosts:
            return hosts[host]
        if host == registered or "." not in host:
            return hosts.get(registered)
        host = host.split(".", 1)[1]


@cache
def known_hosts(folder: Path | None = None) -> Mapping[str, str]:
    """Host to canonical outlet name."""
    hosts: dict[str, str] = {}
    for row in load_rows("outlets", "outlet", folder):
        for host in row.get("hosts", []):
            hosts.setdefault(host.lower().removeprefix("www."), row["name"])
    return hosts


@cache
def _extractor() -> TLDExtract:
    from tldextract import TLDExtract  # loads the list, so only when an address is read

    return TLDExtract(suffix_list_urls=(), cache_dir=None, fallback_to_snapshot=True)
