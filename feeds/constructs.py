"""Titles, summaries and contents: texts with a type, and which of several stands."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from tradewatch.feeds.drafts import Construct
from tradewatch.feeds.inline import HTML, PLAIN, XHTML, Inline, declared_type, looks_like_html
from tradewatch.feeds.mending import mended
from tradewatch.feeds.places import Places
from tradewatch.feeds.unusual import Unusual

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

__all__ = ["Constructs"]


class Constructs(Places):
    """Elements that hold a text for people."""

    _parser: XMLParserType

    @abstractmethod
    def resume(self) -> None:
        """Takes the parser's events (back) from the reader of inline markup."""

    @abstractmethod
    def end(self, name: str) -> None:
        """An element ends."""

    def _construct(self, attributes: dict[str, str], default: str) -> None:
        self._kind = default
        self._begin("content")
        if attributes:
            self._kind = declared_type(attributes.get("type", default))
            if attributes.get("mode") == "base64":
                raise Unusual("base64")
            if self._kind == XHTML:
                Inline(self, self.version == "atom10").begin()
            elif self._kind not in (PLAIN, HTML):
                raise Unusual("base64" if not self._kind.startswith("text/") else "type")

    def _constructed(self) -> Construct:
        value = self._text()
        kind = self._kind
        if kind == PLAIN and self.version != "atom10" and looks_like_html(value):
            kind = HTML
        return mended(value), kind

    def _start_aside(self, attributes: dict[str, str]) -> None:
        self._construct(attributes, PLAIN)

    _end_aside = Places._end_leaf
    _start_title = _start_media_title = _start_aside

    def _end_title(self) -> None:
        found = self._constructed()
        if not -1 < self._title_depth <= self._depth:
            self._here.title = found
        if found[0]:
            self._title_depth = self._depth

    def _end_media_title(self) -> None:
        depth = self._title_depth
        self._end_title()
        self._title_depth = depth

    def _start_description(self, attributes: dict[str, str]) -> None:
        self._second(attributes, HTML)

    def _start_summary(self, attributes: dict[str, str]) -> None:
        self._second(attributes, PLAIN)

    def _second(self, attributes: dict[str, str], default: str) -> None:
        """A summary after a summary is the content, unless that was there."""
        if self._in_source:
            raise Unusual("nested")
        self._to_content = self._here.summary is not None and not self._has_content
        if self._to_content:
            self._start_content(attributes)
        else:
            self._construct(attributes, default)

    def _end_summary(self) -> None:
        if self._to_content:
            self._to_content = False
            self._end_content()
            return
        self._here.summary_detail = found = self._constructed()
        self._here.summary = found[0]

    def _end_description(self) -> None:
        if self._to_content or self._in_entry:
            self._end_summary()
        else:
            self._leaf = None

    def _start_content(self, attributes: dict[str, str], default: str = PLAIN) -> None:
        if self._in_source:
            raise Unusual("nested")
        self._has_content = True
        self._construct(attributes, default)

    def _start_encoded(self, attributes: dict[str, str]) -> None:
        self._start_content(attributes, HTML)

    def _end_content(self) -> None:
        found = self._constructed()
        self._here.contents.append(found)
        if self._here.summary is None:
            self._here.summary = found[0]

    _end_encoded = _end_content
