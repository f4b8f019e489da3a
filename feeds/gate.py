"""The gate before the fast reader: bytes to the text that feedparser would parse, or the reason why not."""

from __future__ import annotations

import re

from tradewatch.feeds.unusual import Unusual

__all__ = ["text_of"]

_DECLARATION = re.compile(r"^<\?xml[^>]*?>")
_OURS = "<?xml version='1.0' encoding='utf-8'?>"
_ENCODING = re.compile(rb"<\?.*encoding=['\"](.*?)['\"].*\?>")
_FIRST_ELEMENT = re.compile(r"<[A-Za-z0-9_]")
_DOCTYPE = re.compile(r"^\s*<!DOCTYPE([^>\[]*?)>", re.MULTILINE | re.ASCII)
_BOM = b"\xef\xbb\xbf"
_WIDE = (b"\x00", b"\xff\xfe", b"\xfe\xff", b"\x4c\x6f\xa7\x94")
_XML_TYPES = frozenset({"application/xml", "application/xml-dtd", "application/xml-external-parsed-entity"})


def text_of(body: bytes, content_type: str) -> str:
    """Gives the document as text with a declaration of its own and without a harmless DOCTYPE.

    Raises Unusual: `charset` for what no plain charset reads or a mark contradicts, `blank` for blanks before the
    declaration, `doctype` and `entity` for whatever may define something.
    """
    marked = body.startswith(_BOM)
    text, charset = _decoded(body[3:] if marked else body, content_type, marked)
    if marked and charset.lower().replace("_", "-") not in ("utf-8", "utf8"):
        raise Unusual("charset")
    text, count = _DECLARATION.subn(_OURS, text, count=1)
    if not count:
        if text.lstrip()[:6] == "<?xml ":
            raise Unusual("blank")
        text = f"{_OURS}\n{text}"
    return _without_doctype(text)


def _decoded(body: bytes, content_type: str, marked: bool) -> tuple[str, str]:
    """RFC 3023 as feedparser reads it: the header's charset, the document's, the mark's; the first that fits."""
    if body.startswith(_WIDE) or body[1:4:2] == b"\x00\x00":
        raise Unusual("charset")
    declared = _declared(body)
    kind, given = _header(content_type)
    if kind in _XML_TYPES or (kind.startswith("application/") and kind.endswith("+xml")):
        first = given or declared or "utf-8"
    elif kind.startswith("text/"):
        first = given or "us-ascii"
    else:
        first = declared or "utf-8"
    for charset in (first, declared, "utf-8" if marked else ""):
        if not charset:
            continue
        try:
            return body.decode("gb18030" if charset.lower() == "gb2312" else charset), charset
        except (UnicodeDecodeError, LookupError):
            continue
        except ValueError:
            break
    raise Unusual("charset")


def _declared(body: bytes) -> str:
    end = body.find(b"\n")
    line = body if end < 0 else body[:end]
    match = _ENCODING.match(line[: line.rfind(b"?>") + 2])
    if match is None:
        return ""
    try:
        return match.group(1).decode("utf-8").lower()
    except UnicodeDecodeError as error:
        raise Unusual("charset") from error


def _header(content_type: str) -> tuple[str, str]:
    kind, *rest = content_type.split(";")
    charset = ""
    for part in rest:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            charset = value.strip().strip("\"'")
    return kind.strip(), charset


def _without_doctype(text: str) -> str:
    first = _FIRST_ELEMENT.search(text)
    if first is None:
        raise Unusual("root")
    head = text[: first.start() + 1]
    if "<!ENTITY" in text:  # in all of it: a comment may hold what looks like the first element
        raise Unusual("entity")
    if "<!DOCTYPE" not in head:
        return text
    head = _DOCTYPE.sub("", head)
    if "<!DOCTYPE" in head:
        raise Unusual("doctype")
    return head + text[first.start() + 1 :]
