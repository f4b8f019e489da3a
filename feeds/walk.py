"""The walk through the elements of a plain feed: what feedparser would keep of each, or the reason to ask it.

It keeps feedparser's own order of precedence (which of several titles, links, dates and summaries stands) by the same
few marks that it keeps while it reads: how deep an element stands, whether a content came before, what is open.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tradewatch.feeds.bases import base_below, joined
from tradewatch.feeds.constructs import Constructs
from tradewatch.feeds.elements import NAMESPACES
from tradewatch.feeds.inline import HTML, XHTML, declared_type
from tradewatch.feeds.links import begins_well
from tradewatch.feeds.mending import mended, whole_link
from tradewatch.feeds.people import People
from tradewatch.feeds.places import Places
from tradewatch.feeds.unusual import Unusual

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

__all__ = ["Walk"]

_XML = "http://www.w3.org/XML/1998/namespace"
_XLINK = "http://www.w3.org/1999/xlink"
_READ = frozenset("rel type href url uri ispermalink mode lastmod version base about".split())
"""Attributes that change what is read; under a namespace of their own they are nobody's to guess."""
_IN_AUTHOR = frozenset({"name", "email", "href", ""})
_AROUND = frozenset({"rss", "feed", "channel", "entry", "image", "textinput", "", "plain"})
_IN_BOX = frozenset({"title", "link", "description", "href", "name", "leaf"})
_Start = Callable[[dict[str, str]], None]


class Walk(Constructs, People):
    """Handlers for one document; `entries` and `feed` hold what was read. Any of them may raise Unusual."""

    def __init__(self, base: str, parser: XMLParserType) -> None:
        super().__init__()
        self._known: dict[str, tuple[str, _Start | None, Callable[[], None] | None, bool, bool]] = {}
        self._base = self._first = base
        self._bases: list[tuple[int, str]] = []
        self._parser = parser
        self.resume()

    def resume(self) -> None:
        """Takes the parser's events (back) from the reader of inline markup."""
        self._parser.StartElementHandler = self.start
        self._parser.EndElementHandler = self.end
        self._parser.CharacterDataHandler = self._texts.append

    def leave(self) -> None:
        """Lets go of the parser and of its own methods, so that nothing waits for a collector of cycles."""
        parser = self._parser
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
        parser.StartNamespaceDeclHandler = None
        self._known.clear()

    def declare(self, prefix: str | None, address: str | None) -> None:
        """A namespace is bound."""
        if not address:
            return
        if address == _XLINK and self._depth:
            raise Unusual("prefix")
        self._names.declare(prefix, address, at_root=not self._depth)
        self._known.clear()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        kind, opens, _, ends_image, ends_input = self._known.get(name) or self._meet(name)
        if attributes:
            attributes = self._lowered(attributes)
        if self._leaf is not None:
            self._inside(kind, attributes)
        if self._usual:
            if opens is not None:
                opens(attributes)
            return
        if self._in_image or self._in_input:
            self._in_image = self._in_image and not ends_image
            self._in_input = self._in_input and not ends_input
            self._settle_here()
        if opens is not None:
            self._placed(kind)
            opens(attributes)
        elif self._depth == 1 and kind != "":
            raise Unusual("root")

    def end(self, name: str) -> None:
        """An element ends."""
        known = self._known.get(name) or self._meet(name)
        if known[2] is not None:
            known[2]()
        elif self._leaf == "unread":
            if self._attributed and "".join(self._texts).strip():
                raise Unusual("markup")
            self._texts.clear()
            self._leaf = "author"
        if self._bases and self._bases[-1][0] == self._depth:
            self._base = self._bases.pop()[1]
        self._depth -= 1

    def _meet(self, name: str) -> tuple[str, _Start | None, Callable[[], None] | None, bool, bool]:
        kind, ends_image, ends_input = self._names.kind(name)
        if self._depth == 1 and kind == "" and self._names.full(name) != ("rdf", "rdf"):
            raise Unusual("root")
        opens, ends = getattr(self, f"_start_{kind}", None), getattr(self, f"_end_{kind}", None)
        known = (kind, opens, ends, ends_image, ends_input)
        self._known[name] = known
        return known

    def _lowered(self, attributes: dict[str, str]) -> dict[str, str]:
        """Attributes by small names, a known namespace's word before its own; moves the base."""
        found: dict[str, str] = {}
        for key, value in attributes.items():
            address, _, local = key.rpartition(" ")
            local = local.lower()
            if not address:
                found[local] = value
                continue
            word = NAMESPACES.get(address.lower())
            if word:
                found[f"{word}:{local}"] = value
            elif local in _READ:
                raise Unusual("attribute")
            else:
                found[f"?:{local}"] = value
        if "base" in found:
            raise Unusual("base")
        if found.get("xml:base"):
            self._bases.append((self._depth, self._base))
            self._base = base_below(self._base, found["xml:base"])
        return found

    def _inside(self, kind: str, attributes: dict[str, str]) -> None:
        """An element in an element that holds text: lawful in an author only."""
        if self._leaf != "author" or kind not in _IN_AUTHOR or self._in_image or self._in_input:
            raise Unusual("markup" if self._leaf == "content" else "nested")
        if "".join(self._texts).strip():
            raise Unusual("markup")
        self._texts.clear()
        self._attributed = bool(attributes)
        self._leaf = "unread" if kind == "" else None

    def _placed(self, kind: str) -> None:
        """The few places where an element would be read in a way that nobody means."""
        if (self._depth == 1) != (kind in ("rss", "feed")):
            raise Unusual("root")
        if self._in_image and self._in_entry and kind not in ("href", "leaf", "image"):
            raise Unusual("nested")
        boxed = self._in_image or self._in_input
        if not (self._in_entry or self._in_feed) and kind not in _AROUND and not (boxed and kind in _IN_BOX):
            raise Unusual("nested")

    def _date(self, key: str) -> None:
        value = mended(self._text())
        if self._own(key):
            self._here.dates[key] = value
        self._here.latest[key] = value

    _start_license = _start_published = _start_updated = _start_created = Places._start_leaf
    _end_license = Places._end_leaf

    def _end_published(self) -> None:
        self._date("published")

    def _end_updated(self) -> None:
        self._date("updated")

    def _end_created(self) -> None:
        self._date("created")

    def _start_guid(self, attributes: dict[str, str]) -> None:
        self._permalink = attributes.get("ispermalink", "true") == "true"
        self._begin("guid")

    def _end_guid(self) -> None:
        came = value = self._text()
        if value and self._permalink:
            value = joined(self._base, value)
        value = mended(value)
        if self._own("id"):
            self._here.id = value
        if self._permalink and self._here.link is None:
            self._here.link = value
            self._must_begin_well(came, value)

    def _start_link(self, attributes: dict[str, str]) -> None:
        href = attributes.get("url", attributes.get("uri", attributes.get("href")))
        if not href and "href" in attributes:
            href = attributes["href"]
            if "url" in attributes or "uri" in attributes:
                raise Unusual("attribute")
        if href is None or ("href" not in attributes and not href):
            self._begin("link")
            return
        rel = attributes.get("rel", "alternate").lower()
        kind = attributes.get("type", "text/html" if rel != "self" else "application/atom+xml")
        if rel == "alternate" and declared_type(kind) in (HTML, XHTML):
            self._here.link = joined(self._base, href)
            self._must_begin_well(href.strip(), self._here.link)

    def _end_link(self) -> None:
        if self._leaf != "link":
            return
        came = value = self._text()
        if value:
            value = joined(self._base, value)
        self._here.link = whole_link(mended(value))
        self._must_begin_well(came, self._here.link)

    def _must_begin_well(self, came: str, link: str) -> None:
        """feedparser makes an address of `-new-tab`; what stood there is looked up in the document."""
        if came and not begins_well(came):
            raise Unusual("link")
        start, slash, last = link.rpartition("/")
        if self._in_entry and last and not begins_well(last) and self._first.startswith(start + slash):
            raise Unusual("link")
