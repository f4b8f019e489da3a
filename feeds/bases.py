"""Bases and what is joined to them, as feedparser joins: a doubled slash after the scheme is one mistake less."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from tradewatch.errors import FeedError
from tradewatch.feeds.links import PLAIN_ADDRESS
from tradewatch.feeds.unusual import Unusual

__all__ = ["base_below", "first_base", "joined"]

_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)(/*)(.*?)")
_WEB = ("http", "https")
_BASE_MOST = 8_192
"""Letters of a base; two thousand of them one in the other took 1.2 GB, here and in feedparser (measured)."""


def joined(base: str, address: str) -> str:
    """Gives the address in full, "" where it is none."""
    if PLAIN_ADDRESS.match(address):
        return address
    try:
        return urljoin(base, _SLASHES.sub(r"\1\3", address))
    except ValueError:
        return ""


def first_base(url: str) -> str:
    """Gives the base of a document at `url`. Raises Unusual("base") where that is no address of the web."""
    base = joined(url, url)
    if base.strip().split(":", 1)[0] not in _WEB or joined(base, base) != base:
        raise Unusual("base")
    return base


def base_below(base: str, address: str) -> str:
    """Gives the base that an `xml:base` makes of the one around it. Raises Unusual, and FeedError for one that is too long."""
    below = joined(base, address)
    if len(below) > _BASE_MOST:
        raise FeedError("the document nests addresses without end", "it may be built to do harm")
    if below.strip().split(":", 1)[0] not in _WEB or joined(below, below) != below:
        raise Unusual("base")
    return below
