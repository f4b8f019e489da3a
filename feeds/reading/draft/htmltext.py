"""The words of an HTML draft, each letter with its place; blocks are lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from tradewatch.feeds.reading.draft.letters import Letter, entity

__all__ = ["html_letters"]

_UNSEEN = frozenset(
    {"script", "style", "template", "noscript", "head", "svg", "textarea", "title", "del", "s", "strike"}
)
_BLOCKS = frozenset(
    "address article aside blockquote body br dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header"
    " hr html li main nav ol p section summary table tr ul".split()
)
_NONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def html_letters(source: str) -> Iterator[Letter]:
    """Gives the letters that a browser shows, runs of blanks as one; `<q>` brings its quotation marks."""
    parser = _Parser(source)
    parser.feed(source)
    parser.close()
    yield from parser.letters


class _Parser(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.letters: list[Letter] = []
        self._starts = [0, *(found.end() for found in re.finditer("\n", source))]
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body" or (
            tag in _BLOCKS and tag not in ("hr", "html") and self._unseen in (["head"], ["head", "title"])
        ):
            self._unseen.clear()  # a head that nobody closed
        hidden = any(name == "hidden" or (name == "style" and _NONE.search(value or "")) for name, value in attrs)
        if (tag in _UNSEEN or hidden) and tag not in _VOID:
            self._unseen.append(tag)
        elif tag in _BLOCKS:
            self._break()
        elif tag in ("td", "th"):
            self._cell()
        elif tag == "q":
            self._put("“")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
        elif tag in _BLOCKS:
            self._break()
        elif tag == "q":
            self._put("”")

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        at = self._at()
        for place, letter in enumerate(data):
            self._one(letter, at + place)

    def handle_entityref(self, name: str) -> None:
        self._put(entity(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._put(entity(f"&#{name};"))

    def _at(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def _put(self, words: str) -> None:
        if not self._unseen:
            for letter in words:
                self._one(letter, self._at())

    def _one(self, letter: str, spot: int) -> None:
        if letter in " \t\r\n\f":
            if self.letters and self.letters[-1][0] not in " \n":
                self.letters.append((" ", spot))
        else:
            self.letters.append((letter, spot))

    def _cell(self) -> None:
        """A row of a table is a line, as the reader of items has it."""
        if self.letters and self.letters[-1][0] != "\n" and not self._unseen:
            self.letters += [(letter, self._at()) for letter in " | "]

    def _break(self) -> None:
        if self.letters and self.letters[-1][0] != "\n":
            self.letters.append(("\n", self._at()))
