"""Which encoding a document is in, where its header, its declaration and its bytes do not agree."""

from __future__ import annotations

import codecs
import re

__all__ = ["as_utf8", "declares_utf8", "trusted_type"]

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_DEFAULTS = frozenset({"iso-8859-1", "us-ascii", "ascii", "latin1", "latin-1", "windows-1252"})
_UTF8 = ("utf-8", "utf8")
_BEYOND = re.compile("[^\\x00-\\x7f]+")
_LARGER = {
    "big5": "big5hkscs", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "shift_jis": "cp932", "shift-jis": "cp932",
    "sjis": "cp932", "x-sjis": "cp932",
}  # fmt: skip
_WIDE = re.compile(r"(?:utf-?(?:16|32)|ucs-?[24]|iso-10646|unicode|csunicode)", re.IGNORECASE)
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


def declares_utf8(body: bytes) -> bool:
    """Whether the document says that it is UTF-8, or says nothing."""
    return _declared(body) in ("", *_UTF8)


def as_utf8(body: bytes, content_type: str) -> tuple[bytes, bool]:
    """Gives the document recoded where its own word would have it read wrongly, else itself; and whether letters are lost.

    That is: of more than a byte a letter; by its declaration alone so (programs that write to a text in memory declare
    `utf-16` and send UTF-8); UTF-8 with a letter cut in two, for which a guess would change every word; or letters of
    the larger sets that browsers read under the names of Big5, EUC-KR and Shift JIS (WHATWG Encoding, 4.2).
    """
    wide = next((name for mark, name in _MARKS if body.startswith(mark)), "")
    if wide:
        try:
            return _declared_as_utf8(body.decode(wide).removeprefix("\ufeff").encode("utf-8")), False
        except UnicodeError:
            return body, False
    declared = _declared(body)
    if _is_utf8(body):
        return (_declared_as_utf8(body) if _WIDE.match(declared) else body), False
    header = _named(content_type)
    if header in ("", *_UTF8, *_DEFAULTS) and (declared in ("", *_UTF8) or _WIDE.match(declared)):
        return _mostly_utf8(body)
    return _by_larger_set(body, declared if header in ("", *_DEFAULTS) else header), False


def _mostly_utf8(body: bytes) -> tuple[bytes, bool]:
    """Letters of more than a byte come about by chance in no other encoding: where most are whole, it is UTF-8."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd") - body.count(b"\xef\xbf\xbd")
    whole = sum(map(len, _BEYOND.findall(text))) - broken
    return (_declared_as_utf8(text.encode("utf-8")), True) if whole > broken else (body, False)


def _by_larger_set(body: bytes, name: str) -> bytes:
    larger = _LARGER.get(name)
    if larger is None:
        return body
    try:
        body.decode(name)
    except UnicodeDecodeError:
        try:
            return _declared_as_utf8(body.decode(larger).encode("utf-8"))
        except UnicodeError:
            return body
    return body


def trusted_type(body: bytes, content_type: str) -> str:
    """Gives the header's type, without a charset that the document itself contradicts.

    RFC 7303 lets the header win; but servers send a default of Latin-1 or ASCII with whatever they have, and words
    read so are changed words. A document that names its encoding, or is lawful UTF-8, knows better.
    """
    kind = content_type.partition(";")[0].strip() or "application/xml"
    named = _named(content_type)
    if named not in _DEFAULTS and not _WIDE.match(named):
        return content_type or "application/xml"
    declared = _declared(body)
    if declared and declared not in _DEFAULTS and not _WIDE.match(declared):
        return kind
    return f"{kind}; charset=utf-8" if _is_utf8(body) else content_type


def _named(content_type: str) -> str:
    match = _CHARSET.search(content_type)
    return match[1].lower().replace("_", "-") if match else ""


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
