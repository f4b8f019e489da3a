"""Which encoding a document is in, where its header, its declaration and its bytes do not agree."""

from __future__ import annotations

import codecs
import re

__all__ = ["as_it_is", "is_plain_utf8", "trusted_type", "with_short_head", "without_blanks", "without_half_letters"]

_BLANKS = re.compile(rb"(?:[ \t\r\n]|\xef\xbb\xbf)+(?=<\?xml[ \t\r\n])")

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_DEFAULTS = frozenset({"iso-8859-1", "us-ascii", "ascii", "latin1", "latin-1", "windows-1252"})
_WIDE = re.compile(r"(?:utf-?(?:16|32)|ucs-?[24]|iso-10646|unicode|csunicode)", re.IGNORECASE)
_HALF = rb"&#(?:x0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*5(?:529[6-9]|5[3-9][0-9]{2}|6[0-9]{3}|7[0-2][0-9]{2}|73[0-3][0-9]|734[0-3]));"
_HALVES = re.compile(rb"(?:%s)+" % _HALF)
"""References to U+D800 to U+DFFF, 55296 to 57343."""
_REFERENCE = re.compile(rb"&#(?:x([0-9a-fA-F]+)|([0-9]+));")
_FIRST = re.compile(rb"<[A-Za-z_]")
_HEAD_USUAL = 2_000
_LONG_BLANKS = re.compile(rb"[ \t\r\n]{20,}")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
"""How documents in two or four bytes a letter begin (XML 1.0, appendix F); the longer ones first."""


def without_blanks(body: bytes) -> bytes:
    """Gives a document without the blanks before its declaration, which are an error (XML 1.0, 2.8) and mean nothing.

    Because of them feedparser would read it loosely: words in GB 2312, links with an ampersand come out wrong (measured).
    """
    found = _BLANKS.match(body)
    if found is None or found[0] == codecs.BOM_UTF8:
        return body
    return (codecs.BOM_UTF8 if codecs.BOM_UTF8 in found[0] else b"") + body[found.end() :]


def without_half_letters(body: bytes) -> bytes:
    """Gives a document in which no letter is written as two halves: `&#xD83D;&#xDE00;` is one emoji, a half alone is lost.

    Some programs of Java and .NET write them so; XML forbids it (2.2), expat refuses it and feedparser loses the feed.
    """
    return _HALVES.sub(_joined, body) if b"&#" in body else body


def with_short_head(body: bytes) -> bytes:
    """Gives a document without long blanks before its first element: feedparser takes the square of them in time."""
    first = _FIRST.search(body)
    end = first.start() if first else 0
    return _LONG_BLANKS.sub(b"\n", body[:end]) + body[end:] if end > _HEAD_USUAL else body


def _joined(found: re.Match[bytes]) -> bytes:
    points = [int(one[1], 16) if one[1] else int(one[2]) for one in _REFERENCE.finditer(found[0])]
    letters = "".join(map(chr, points)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return b"".join(b"&#%d;" % ord(letter) for letter in letters)


def is_plain_utf8(body: bytes) -> bool:
    """Whether the document says that it is UTF-8, or says nothing."""
    return _declared(body) in ("", "utf-8", "utf8")


def as_it_is(body: bytes) -> bytes:
    """Gives a document of more than a byte a letter as UTF-8, and one that only says it is with a true declaration.

    Programs that write to a text in memory declare `utf-16` and send UTF-8: read by its word, such a feed is nothing.
    """
    wide = next((name for mark, name in _MARKS if body.startswith(mark)), "")
    if wide:
        try:
            return _declared_as_utf8(body.decode(wide).removeprefix("\ufeff").encode("utf-8"))
        except UnicodeError:
            return body
    return _declared_as_utf8(body) if _WIDE.match(_declared(body)) and _is_utf8(body) else body


def trusted_type(body: bytes, content_type: str) -> str:
    """Gives the header's type, without a charset that the document itself contradicts.

    RFC 7303 lets the header win; but servers send a default of Latin-1 or ASCII with whatever they have, and words
    read so are changed words. A document that names its encoding, or is lawful UTF-8, knows better.
    """
    kind = content_type.partition(";")[0].strip() or "application/xml"
    match = _CHARSET.search(content_type)
    named = match[1].lower().replace("_", "-") if match else ""
    if named not in _DEFAULTS and not _WIDE.match(named):
        return content_type or "application/xml"
    declared = _declared(body)
    if declared and declared not in _DEFAULTS and not _WIDE.match(declared):
        return kind
    return f"{kind}; charset=utf-8" if _is_utf8(body) else content_type


def _declared(body: bytes) -> str:
    found = _DECLARED.search(body[:200])
    return found[1].decode("ascii", "replace").lower() if found else ""


def _declared_as_utf8(body: bytes) -> bytes:
    found = _DECLARED.search(body[:200])
    return body if found is None else body[: found.start(1)] + b"utf-8" + body[found.end(1) :]


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
