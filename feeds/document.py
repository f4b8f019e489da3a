"""A document before it is read: in its true encoding, without what only a wrong reading would make of it."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from tradewatch.feeds.charsets import as_utf8, declares_utf8, trusted_type

__all__ = ["Document", "document_of"]

_BLANKS = re.compile(rb"(?:[ \t\r\n]|\xef\xbb\xbf)+(?=<\?xml[ \t\r\n])")
_HALF = (
    rb"&#(?:x0*[dD][89a-fA-F][0-9a-fA-F]{2}"
    rb"|0*5(?:529[6-9]|5[3-9][0-9]{2}|6[0-9]{3}|7[0-2][0-9]{2}|73[0-3][0-9]|734[0-3]));"
)
"""A reference to U+D800 to U+DFFF, 55296 to 57343."""
_HALVES = re.compile(rb"(?:%s)+" % _HALF)
_REFERENCE = re.compile(rb"&#(?:x([0-9a-fA-F]+)|([0-9]+));")
_FIRST = re.compile(rb"<[A-Za-z_]")
_HEAD_USUAL = 2_000
_LONG_BLANKS = re.compile(rb"[ \t\r\n]{20,}")


class Document(Struct, frozen=True):
    """What is handed to the readers."""

    body: bytes
    content_type: str
    """The header as it is to be trusted."""
    unusual: str = ""
    """Why it is not for the fast reader, in one word."""
    hurt: bool = False
    """Some letters were lost on the way."""


def document_of(body: bytes, content_type: str) -> Document:
    """Gives the document that a person would see in these bytes under this header."""
    told = _without_blanks(body)
    recoded, hurt = as_utf8(told, content_type)
    right = _with_short_head(_without_half_letters(recoded))
    if recoded is not told:
        kind = content_type.partition(";")[0].strip() or "application/xml"
        return Document(right, f"{kind}; charset=utf-8", "charset", hurt)
    return Document(right, trusted_type(right, content_type), "" if told is body or declares_utf8(told) else "blank")


def _without_blanks(body: bytes) -> bytes:
    """Gives a document without the blanks before its declaration, which are an error (XML 1.0, 2.8) and mean nothing.

    Because of them feedparser would read it loosely: words in GB 2312, links with an ampersand come out wrong (measured).
    """
    found = _BLANKS.match(body)
    if found is None or found[0] == codecs.BOM_UTF8:
        return body
    return (codecs.BOM_UTF8 if codecs.BOM_UTF8 in found[0] else b"") + body[found.end() :]


def _without_half_letters(body: bytes) -> bytes:
    """Gives a document in which no letter is written as two halves: `&#xD83D;&#xDE00;` is one emoji, a half alone is lost.

    Some programs of Java and .NET write them so; XML forbids it (2.2), expat refuses it and feedparser loses the feed.
    """
    return _HALVES.sub(_joined, body) if b"&#" in body else body


def _with_short_head(body: bytes) -> bytes:
    """Gives a document without long blanks before its first element: feedparser takes the square of them in time."""
    first = _FIRST.search(body)
    end = first.start() if first else 0
    return _LONG_BLANKS.sub(b"\n", body[:end]) + body[end:] if end > _HEAD_USUAL else body


def _joined(found: re.Match[bytes]) -> bytes:
    points = [int(one[1], 16) if one[1] else int(one[2]) for one in _REFERENCE.finditer(found[0])]
    letters = "".join(map(chr, points)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return b"".join(b"&#%d;" % ord(letter) for letter in letters)
