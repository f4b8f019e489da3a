"""What came instead of a feed, in words for a person who wonders why there is none."""

from __future__ import annotations

import codecs
import re

from tradewatch.clean import clean_line
from tradewatch.errors import FeedError

__all__ = ["is_page", "no_feed", "refuse_page"]

_LOOKED_AT = 16 * 1024
_BEFORE = r"(?:\s|\ufeff|<\?[^>]{0,500}\?>|<!--(?:[^-]|-(?!->)){0,4000}-->)*"
_PAGE = re.compile(_BEFORE + r"(?:<!doctype\s+html\b|<html[\s>])", re.IGNORECASE)
_TITLE = re.compile(r"<(?:title|h1)[^>]{0,200}>([^<]{1,200})<", re.IGNORECASE)
_ROOT = re.compile(_BEFORE + r"(?:<!doctype[^>\[]{0,500}>\s*)?<([a-zA-Z_][\w.:-]{0,60})", re.IGNORECASE)
_STARTS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"PK\x03\x04", "a packed file"),
    (b"\x1f\x8b", "a packed file"),
)


def refuse_page(body: bytes) -> None:
    """Raises FeedError where the document is a page of HTML, whatever its header calls it."""
    if is_page(body):
        raise no_feed(body)


def is_page(body: bytes) -> bool:
    """Whether the document is a page of HTML."""
    return _PAGE.match(_beginning(body)) is not None


def no_feed(body: bytes) -> FeedError:
    """Gives the error that says what came."""
    return FeedError(
        f"this is no feed: {_came(body)} came", "is it the address of a page? A feed's often ends in .xml or /rss"
    )


def _came(body: bytes) -> str:
    if not body:
        return "nothing"
    for start, words in _STARTS:
        if body.startswith(start):
            return words
    text = _beginning(body)
    if _PAGE.match(text):
        title = _TITLE.search(text)
        words = clean_line(title[1])[:80] if title else ""
        return f"an HTML page (“{words}”)" if words else "an HTML page"
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return "JSON of another kind"
    if root := _ROOT.match(text):
        return f"markup of another kind (<{clean_line(root[1])}>)"
    letters = text.replace("\ufffd", "")
    return "plain text" if letters.isprintable() or len(letters) > len(text) * 0.95 else "something unreadable"


def _beginning(body: bytes) -> str:
    start = body[:_LOOKED_AT]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", "replace")
    if start[1:2] == b"\x00":
        return start.decode("utf-16-le", "replace")
    if start[:1] == b"\x00":
        return start.decode("utf-16-be", "replace")
    return start.decode("utf-8", "replace")
