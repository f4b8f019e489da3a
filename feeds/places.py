"""Where a reader of a feed stands: in which entry, how deep, in what that is no entry; and whose a value is."""

from __future__ import annotations

from tradewatch.feeds.drafts import Draft
from tradewatch.feeds.elements import Names
from tradewatch.feeds.inline import PLAIN
from tradewatch.feeds.unusual import Unusual

__all__ = ["Places"]


class Places:
    """The marks that are kept while a document is read, and the elements that stand around texts."""

    def __init__(self) -> None:
        self.entries: list[Draft] = []
        self.feed = Draft()
        self._here = self.feed
        self._names = Names()
        self._texts: list[str] = []
        self._depth = 0
        self._title_depth = -1
        self._leaf: str | None = None
        """What open element takes the letters; "author" and "unread" take some of them."""
        self._kind = PLAIN
        self._in_feed = self._in_entry = self._in_source = self._in_image = self._in_input = False
        self._in_author = self._in_contributor = self._in_owner = False
        self._has_content = self._has_image = self._to_content = False
        self._permalink = self._attributed = self._rss = False
        self._source = self._box = Draft()
        self._usual = False
        """In the feed or in an entry, and in nothing else: the place of nearly all elements."""

    @property
    def version(self) -> str:
        """The format, "" where nothing has told it."""
        return "rss" if self._rss else self._names.version

    def _settle_here(self) -> None:
        self._usual = (self._in_feed or self._in_entry) and not (self._in_image or self._in_input)
        if self._in_source:
            self._here = self._source
        elif (self._in_image and self._has_image) or self._in_input:
            self._here = self._box
        else:
            self._here = self.entries[-1] if self._in_entry else self.feed

    def _begin(self, leaf: str) -> None:
        self._leaf = leaf
        self._texts.clear()

    def _text(self) -> str:
        self._leaf = None
        return "".join(self._texts).strip()

    def _own(self, key: str) -> bool:
        """Whether this value stands: in an entry, the one that stands higher, and of equals the last."""
        if not self._in_entry or self._in_source:
            return True
        depths = self._here.depths
        if self._depth > depths.get(key, self._depth):
            return False
        depths[key] = self._depth
        return True

    def _start_leaf(self, attributes: dict[str, str]) -> None:
        self._leaf = "leaf"
        self._texts.clear()

    def _end_leaf(self) -> None:
        self._leaf = None

    def _start_rss(self, attributes: dict[str, str]) -> None:
        if self._depth > 1:
            raise Unusual("nested")
        self._rss = True

    def _start_feed(self, attributes: dict[str, str]) -> None:
        if self._depth > 1 or self._names.version != "atom10":
            raise Unusual("root")
        self._in_feed = self._usual = True

    def _end_feed(self) -> None:
        self._in_feed = self._usual = False

    def _start_channel(self, attributes: dict[str, str]) -> None:
        if self._in_entry or self._in_feed or self._in_source or "href" in attributes or "lastmod" in attributes:
            raise Unusual("nested")
        self._in_feed = self._usual = True

    def _end_channel(self) -> None:
        self._in_feed = self._usual = False

    def _start_entry(self, attributes: dict[str, str]) -> None:
        if self._in_entry or self._in_source or self._in_image or self._in_input or self._in_contributor:
            raise Unusual("nested")
        if "href" in attributes or "lastmod" in attributes:
            raise Unusual("attribute")
        self.entries.append(Draft())
        self._in_entry = self._usual = True
        self._permalink = False
        self._title_depth = -1
        self._here = self.entries[-1]
        if attributes.get("rdf:about"):
            self._here.id = attributes["rdf:about"]

    def _end_entry(self) -> None:
        self._in_entry = self._has_content = False
        self._usual = self._in_feed
        self._here = self.feed

    def _start_source(self, attributes: dict[str, str]) -> None:
        if self._in_source or self._in_image or self._in_input:
            raise Unusual("nested")
        self._in_source = True
        self._title_depth = -1
        self._here = self._source = Draft()

    def _end_source(self) -> None:
        self._in_source = False
        self._settle_here()

    def _start_image(self, attributes: dict[str, str]) -> None:
        if self._in_source or self._in_input:
            raise Unusual("nested")
        self._has_image = self._has_image or not self._in_entry
        self._in_image = True
        self._title_depth = -1
        self._box = Draft()
        self._settle_here()

    def _end_image(self) -> None:
        self._in_image = False
        self._settle_here()

    def _start_textinput(self, attributes: dict[str, str]) -> None:
        if self._in_source or self._in_entry or self._in_image:
            raise Unusual("nested")
        self._in_input = True
        self._title_depth = -1
        self._box = Draft()
        self._settle_here()

    def _end_textinput(self) -> None:
        self._in_input = False
        self._settle_here()
