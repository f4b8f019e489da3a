"""Markup to plain text: what a person would read, with line breaks where blocks end."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from html.parser import HTMLParser

from tradewatch.clean import beyond_print, clean_known, clean_text

__all__ = ["plain_text"]

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav"
    " ol p pre section table tr ul".split()
)
_CELLS = frozenset({"td", "th"})
_BETWEEN_CELLS = " | "
"""A row of a table is one line: its label and its figures belong together."""
_SILENT = frozenset("script style template noscript head title svg math iframe object".split())
_VOID = frozenset(
    {"img", "input", "link", "meta", "hr", "br", "source", "embed", "wbr", "col", "area", "base", "track"}
)
_ATTRIBUTE = r"[ \t\r\n]+[a-zA-Z_:][a-zA-Z0-9_:.\-]*(?:=(?:\"[^\"]*+\"|'[^']*+'|[a-zA-Z0-9_.%#\-]++(?=[ ]|\Z)))?+"
_TAG = re.compile(rf"(/?[a-zA-Z][a-zA-Z0-9]*)((?:{_ATTRIBUTE})*+)([ ]?/?)")
_QUIET = "a abbr b big center cite code em font i img mark q s small span strong sub sup time tt u wbr".split()
_LINES = "article aside blockquote dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 li ol p pre section ul".split()
_MARKS = (
    {f"{slash}{name}": "\x01" for name in _QUIET for slash in ("", "/")}
    | {f"{slash}{name}": "\x02" for name in _LINES for slash in ("", "/")}
    | {"p": "\x02\x02", "br": "\x02", "hr": "\x02"}
)
"""Tag, "/" before it where it ends: what stands for it until the text is put together."""
_LONG = 300
"""A tag longer than this is not remembered."""
_CLOSED_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_WIDE_SPACES = re.compile(r"[^\S\n ]")
_MARKUP = re.compile(r"<[a-zA-Z/!?]|&[#a-zA-Z]")


def plain_text(markup: str) -> str:
    """Gives the text of HTML, cleaned; blocks end their line, scripts and styles are silent.

    A text without markup is only cleaned. Letters are never changed: what the outlet wrote is what stands.
    """
    if not _MARKUP.search(markup):
        return clean_text(_unwrapped(markup))
    quick = _quickly(markup)
    if quick is not None:
        return quick
    if _is_endless(markup):
        return clean_text(html.unescape(_CLOSED_TAG.sub(" ", markup)))
    parser = _Text()
    parser.feed(markup)
    parser.close()
    lines = "".join(parser.pieces).split("\n")
    return clean_text("\n".join(" ".join(line.split()) for line in lines))


def _is_endless(markup: str) -> bool:
    """Whether so much is opened and never closed that the library's parser looks for each end to the end (quadratic)."""
    return any(
        markup.count(opened) - markup.count(closed) > most
        for opened, closed, most in (("<", ">", 100), ("<!--", "-->", 20), ("<![", "]", 20), ("<?", "?", 20))
    )


def _unwrapped(text: str) -> str:
    """Line breaks of the source are spaces in HTML; an empty line parts paragraphs all the same."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text))


def _quickly(markup: str) -> str | None:
    """The clean text of plain, tidy markup without a parser: None where a tag is left that is not plain.

    A tag becomes one control character (no text may hold one: no reference gives it, and XML forbids it) until the
    references are read, so that none is read across a tag.
    """
    if "\x01" in markup or "\x02" in markup:
        return None
    first, *parts = markup.split("<")
    pieces = [first]
    for part in parts:
        tag, closed, words = part.partition(">")
        mark = _MARKS.get(tag) or (_mark(tag) if len(tag) < _LONG else _judged(tag))
        if not mark or not closed:
            return None
        pieces += (mark, words)
    text = "".join(pieces)
    if "&" in text:
        text = html.unescape(text)
    text = text.replace("\r", " ").replace("\n", " ").replace("\x01", "").replace("\x02", "\n")
    rest = beyond_print(text)
    if rest and _WIDE_SPACES.search(rest):
        return clean_text(_WIDE_SPACES.sub(" ", text))
    return clean_known(text, rest)


@lru_cache(maxsize=2048)
def _mark(tag: str) -> str:
    """A feed has the same tags each time it is asked."""
    return _judged(tag)


def _judged(tag: str) -> str:
    """What stands for a tag with attributes, or one that ends itself; "" where that is not plain."""
    match = _TAG.fullmatch(tag)
    if match is None:
        return ""
    name, attributes, ending = match.groups()
    name = name.lower()
    mark = _MARKS.get(name, "")
    if name[0] == "/":
        return "" if attributes or ending else mark
    if ending.endswith("/"):
        return mark if mark == "\x01" or name in ("br", "hr") else ""
    return mark


class _Text(HTMLParser):
    """Collects text; counts how deep it stands in silent elements, so that a wrong end tag cannot swallow the rest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent: str | None = None
        self._depth = 0
        self._cells = 0
        """Cells that the open row of a table has had."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent is not None:
            self._depth += tag == self._silent
        elif tag in _SILENT and tag not in _VOID:
            self._silent, self._depth = tag, 1
        elif tag in _BLOCKS:
            self.pieces.append(
                "\n\n" if tag == "p" and not self._cells else "\n" if not self._cells or tag == "tr" else " "
            )
            self._cells = 0 if tag in ("tr", "table") else self._cells
        elif tag in _CELLS:
            self.pieces.append(_BETWEEN_CELLS if self._cells else "\n")
            self._cells += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS and self._silent is None:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._silent is not None:
            if tag == self._silent:
                self._depth -= 1
                if self._depth == 0:
                    self._silent = None
        elif tag in _BLOCKS:
            self._cells = 0 if tag in ("tr", "table") else self._cells
            self.pieces.append(" " if self._cells else "\n")

    def handle_data(self, data: str) -> None:
        if self._silent is None:
            self.pieces.append(data.replace("\r", " ").replace("\n", " "))

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:  # of a kind that nobody knows (`<![ endif]-->`): a comment, as browsers take it
            return self.parse_bogus_comment(i)

    def unknown_decl(self, data: str) -> None:
        """A CDATA section inside HTML is text to every reader that shows it."""
        if data.startswith("CDATA[") and self._silent is None:
            self.pieces.append(html.unescape(data[6:]))
