"""The fast reader: plain RSS, RDF and Atom by expat, behind a gate; whatever is unusual is not read here."""

from __future__ import annotations

from xml.parsers import expat

from tradewatch.feeds.bases import first_base
from tradewatch.feeds.drafts import Draft
from tradewatch.feeds.gate import text_of
from tradewatch.feeds.unusual import Unusual
from tradewatch.feeds.walk import Walk

__all__ = ["read_fast"]

_BUFFER = 1 << 20


def read_fast(body: bytes, url: str, content_type: str) -> tuple[str, list[Draft]]:
    """Gives the feed's title and its entries, not yet cleaned. Raises Unusual where feedparser must be asked.

    `content_type` is the header as it is to be trusted. What is given is what feedparser would give.
    """
    text = text_of(body, content_type)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = _BUFFER
    walk = Walk(first_base(url), parser)
    parser.StartNamespaceDeclHandler = walk.declare
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, UnicodeError) as error:
        raise Unusual("ill-formed") from error
    finally:
        walk.leave()
    if not walk.version:
        raise Unusual("root")
    title = walk.feed.title
    return title[0] if title else "", walk.entries


def _refuse(*declared: object) -> None:
    raise Unusual("doctype")
