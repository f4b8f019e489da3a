"""Addresses on their way into a document: only web addresses become links, the rest stays words."""

from __future__ import annotations

import re
from urllib.parse import quote

from msgspec import Struct

from tradewatch.addresses import openable, without_credentials
from tradewatch.book.sources import Source
from tradewatch.book.words import source_words
from tradewatch.clean import clean_line

__all__ = ["Link", "link_to", "source_link", "web_address"]

_KEPT = "%/:=&?~#+!$,;'@()*[]"
"""Letters of an address that stay as they are (RFC 3986, 2.2 and 2.3); all others are percent-encoded."""


_PAGE = re.compile(
    r"(?P<page>(?P<scheme>https?://)?(?P<host>(?:[\w-]+\.)+[a-z]{2,})"
    r"(?(scheme)(?:[/?][^\s;,]*[^\s;,.:)])?|/[^\s;,]*[^\s;,.:)]))(?=[\s;,.:)]|$)",
    re.IGNORECASE,
)
"""How a source begins that is a page: `mofcom.gov.cn/xwfb/1.html, 28 Sep 2026`."""


class Link(Struct, frozen=True):
    """Words, and the address that they lead to."""

    words: str
    url: str
    """http or https, in ASCII, without credentials, blanks, quotation marks or angle brackets; "" where there is none."""


def web_address(url: str | None) -> str:
    """Gives an address that may stand in a link of any document; "" for what is neither http nor https or not well formed."""
    address, refused = openable((url or "").strip())
    return "" if refused else quote(address, safe=_KEPT)


def link_to(url: str | None, words: str = "") -> Link:
    """Gives a link with these words, else with its address; what cannot be a link keeps its words."""
    address = web_address(url)
    return Link(clean_line(words or address or without_credentials(url or "")), address)


def source_link(source: Source) -> Link:
    """Gives who says so: words and host of the page, the kind where that is no evidence by itself.

    The record names pages with or without their scheme; what says nothing of a page stays words.
    """
    found = _PAGE.match(source.ref)
    if found is None:
        return Link(clean_line(source_words(source)), "")
    url = web_address(source.ref if found["scheme"] else f"https://{found['page']}")
    rest = source.ref[found.end() :]
    kind = "" if source.kind == "page" else f" ({source.kind})"
    return Link(clean_line(f"{found['host'].removeprefix('www.')}{rest}{kind}"), url)
