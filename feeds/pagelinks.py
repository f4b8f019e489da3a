"""The feeds that a page of HTML names in its head (https://www.rssboard.org/rss-autodiscovery)."""

from __future__ import annotations

import html
import re

from tradewatch.feeds.links import lawful_link

__all__ = ["feeds_of_page"]

_LOOKED_AT = 256 * 1024
_MOST = 5
_LINK = re.compile(r"<link\b([^<>]{0,2000})>", re.IGNORECASE)
_FIELD = re.compile(
    r"""\b(rel|type|href)\s{0,9}=\s{0,9}(?:"([^"]{0,1500})"|'([^']{0,1500})'|([^\s"'>]{1,1500}))""", re.IGNORECASE
)
_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def feeds_of_page(body: bytes, base: str) -> tuple[str, ...]:
    """Gives at most five addresses, in the page's order, without credentials; http and https only."""
    found: dict[str, None] = {}
    for match in _LINK.finditer(body[:_LOOKED_AT].decode("utf-8", "replace")):
        fields = {one[1].lower(): html.unescape(one[2] or one[3] or one[4] or "") for one in _FIELD.finditer(match[1])}
        kind = fields.get("type", "").partition(";")[0].strip().lower()
        if "alternate" not in fields.get("rel", "").lower().split() or kind not in _TYPES:
            continue
        address = lawful_link(fields.get("href", ""), base)
        if address:
            found.setdefault(address)
        if len(found) == _MOST:
            break
    return tuple(found)
