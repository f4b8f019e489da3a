"""Inline XHTML: child elements of a text construct, put back into the markup they were."""

from __future__ import annotations

import re
from html import escape
from html.entities import entitydefs
from typing import TYPE_CHECKING

from tradewatch.feeds.elements import NAMESPACES
from tradewatch.feeds.unusual import Unusual

if TYPE_CHECKING:
    from tradewatch.feeds.constructs import Constructs

__all__ = ["HTML", "PLAIN", "XHTML", "Inline", "declared_type", "looks_like_html"]

PLAIN = "text/plain"
HTML = "text/html"
XHTML = "application/xhtml+xml"
_TYPES = {"text": PLAIN, "plain": PLAIN, "html": HTML, "xhtml": XHTML}
HTML_ELEMENTS = frozenset(
    "a abbr acronym address area article aside audio b big blockquote br button canvas caption center cite code col"
    " colgroup command datagrid datalist dd del details dfn dialog dir div dl dt em event-source fieldset figcaption"
    " figure font footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd keygen label legend li m map menu meter"
    " multicol nav nextid noscript ol optgroup option output p pre progress q s samp section select small sound source"
    " spacer span strike strong sub sup table tbody td textarea tfoot th thead time tr tt u ul var video".split()
)
"""The elements by which a text is taken for HTML; feedparser's own list, which a test compares."""
_INLINE = HTML_ELEMENTS - {"source", "noscript", "textarea", "keygen", "command", "event-source"}
_CLOSED = re.compile(r"</(\w+)>")
_REFERENCE = re.compile(r"&#?\w+;")
_OPENED = re.compile(r"</?(\w+)")
_NAMED = re.compile(r"&(\w+);")


def declared_type(kind: str) -> str:
    """Gives a declared type in full."""
    kind = kind.lower()
    return _TYPES.get(kind, kind)


def looks_like_html(text: str) -> bool:
    """Whether a text that is nominally plain is HTML: it closes a tag or refers to a letter, and all are HTML's."""
    if "&" not in text and "</" not in text:
        return False
    if not (_CLOSED.search(text) or _REFERENCE.search(text)):
        return False
    if any(name.lower() not in HTML_ELEMENTS for name in _OPENED.findall(text)):
        return False
    return all(name in entitydefs for name in _NAMED.findall(text))


class Inline:
    """Reads the children of one construct into `texts`, then gives the parser back to the walk it is a part of."""

    def __init__(self, walk: Constructs, unwrap: bool) -> None:
        self._walk = walk
        self._parser = walk._parser
        self._names = walk._names
        self._texts = walk._texts
        self._unwrap = unwrap
        self._depth = 0

    def begin(self) -> None:
        """Takes the parser's events."""
        self._parser.StartElementHandler = self.start
        self._parser.EndElementHandler = self.end
        self._parser.CharacterDataHandler = self.characters

    def characters(self, text: str) -> None:
        """Letters between the children."""
        self._texts.append(escape(text, quote=False))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A child begins."""
        self._texts.append(f"<{self._child(name)}{_written(attributes) if attributes else ''}>")
        self._depth += 1

    def end(self, name: str) -> None:
        """A child ends, or the construct itself."""
        if self._depth:
            self._depth -= 1
            self._texts.append(f"</{self._child(name)}>")
            return
        if self._unwrap:
            self._texts[:] = _unwrapped(self._texts)
        self._walk.resume()
        self._walk.end(name)

    def _child(self, name: str) -> str:
        prefix, local = self._names.full(name)
        if prefix not in ("", "xhtml") or local not in _INLINE:
            raise Unusual("xhtml")
        return local


def _written(attributes: dict[str, str]) -> str:
    """Attributes as markup; those of other namespaces are left to feedparser."""
    found: dict[str, str] = {}
    for key, value in attributes.items():
        address, _, local = key.rpartition(" ")
        local = local.lower()
        if address and NAMESPACES.get(address.lower()) != "xml":
            raise Unusual("xhtml")
        found[f"xml:{local}" if address else local] = value.lower() if local in ("rel", "type") else value
    return "".join(f' {name}="{_quoted(value)}"' for name, value in found.items())


def _quoted(value: str) -> str:
    """Only what must be written otherwise: an apostrophe need not."""
    return escape(value, quote=False).replace('"', "&quot;")


def _unwrapped(pieces: list[str]) -> list[str]:
    """Without the div that Atom wants around it, where all stands in that one."""
    pieces = list(pieces)
    while len(pieces) > 1 and not pieces[-1].strip():
        pieces.pop()
    while len(pieces) > 1 and not pieces[0].strip():
        pieces.pop(0)
    if not pieces or not pieces[0].startswith(("<div>", "<div ")) or pieces[-1] != "</div>":
        return pieces
    depth = 0
    for piece in pieces[:-1]:
        if piece.startswith("</"):
            depth -= 1
            if depth == 0:
                return pieces
        elif piece.startswith("<"):
            depth += 1
    return pieces[1:-1]
