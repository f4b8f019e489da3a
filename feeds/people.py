"""Authors, and who is not one: contributors, owners."""

from __future__ import annotations

from tradewatch.feeds.bylines import settle
from tradewatch.feeds.mending import mended
from tradewatch.feeds.places import Places
from tradewatch.feeds.unusual import Unusual

__all__ = ["People"]


class People(Places):
    """Elements that name somebody."""

    def _start_author(self, attributes: dict[str, str]) -> None:
        if self._in_owner or self._in_contributor:
            raise Unusual("nested")
        self._in_author = True
        self._here.authors.append({})
        self._begin("author")

    def _end_author(self) -> None:
        value = mended(self._text())
        if self._own("author"):
            self._here.author = value
        self._in_author = False
        settle(self._here)

    def _person(self, key: str, value: str) -> None:
        if not self._in_author:
            return
        here = self._here
        if here.author_detail is None:
            here.author_detail = {}
        here.author_detail[key] = value
        settle(here)
        here.authors[-1][key] = value
        self._leaf = "author"
        self._texts.clear()

    _start_name = _start_email = _start_href = Places._start_leaf

    def _end_name(self) -> None:
        self._person("name", self._text())

    def _end_email(self) -> None:
        self._person("email", self._text())

    def _end_href(self) -> None:
        self._person("href", self._text())

    def _start_contributor(self, attributes: dict[str, str]) -> None:
        self._in_contributor = True

    def _end_contributor(self) -> None:
        self._in_contributor = False

    _start_dc_contributor = Places._start_leaf
    _end_dc_contributor = Places._end_leaf

    def _start_owner(self, attributes: dict[str, str]) -> None:
        if self._in_entry:  # feedparser takes an owner in an item for its author
            raise Unusual("nested")
        self._in_owner = True

    def _end_owner(self) -> None:
        self._in_owner = False
