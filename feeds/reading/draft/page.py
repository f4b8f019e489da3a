"""A draft as the rules read it: its plain text, and the way back from each letter to line and column of the file."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from tradewatch.errors import TradewatchError
from tradewatch.feeds.reading.draft.htmltext import html_letters
from tradewatch.feeds.reading.draft.letters import Letter
from tradewatch.feeds.reading.draft.markdowntext import markdown_letters
from tradewatch.feeds.reading.draft.wrapping import unwrapped

__all__ = ["MOST_BYTES", "Page", "read_page"]

MOST_BYTES = 1_000_000
"""A book of three hundred pages; what is longer is no draft."""
_NOTHING = frozenset(
    "\ufeff\u00ad\u200b\u200c\u200d\u2060\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\r"
)
"""Letters that nobody sees: the words are compared without them."""
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|body|article|p|div|h1)\b", re.I | re.S
)
_BLANKS = re.compile(r"[^\S\n]")


class Page(Struct, frozen=True):
    """`text` has a line for each paragraph; the letter at `text[n]` is the one at `spots[n]` of `source`."""

    name: str
    source: str
    text: str
    spots: array[int]
    lines: tuple[int, ...]
    """Where the lines of the source begin."""

    def place(self, offset: int) -> tuple[int, int]:
        """Gives line and column of a letter of the text, both from 1; columns are code points of the file's line."""
        spot = self.spots[min(offset, len(self.spots) - 1)]
        line = bisect_right(self.lines, spot)
        return line, spot - self.lines[line - 1] + 1


def read_page(name: str, content: bytes) -> Page:
    """Reads a draft: Markdown and HTML by the name's ending, HTML also by how it begins, else text.

    Raises TradewatchError for what is no text in UTF-8 (or in UTF-16 with its mark).
    """
    source = _decoded(name, content)
    letters, wrapped = _kind(name, source)
    spots = array("L")
    kept: list[str] = []
    for letter, spot in _plain(letters(source)):
        kept.append(letter)
        spots.append(spot)
    text = "".join(kept)
    lines = (0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", source)))
    return Page(name, source, unwrapped(text) if wrapped else text, spots, lines)


def _kind(name: str, source: str) -> tuple[Callable[[str], Iterable[Letter]], bool]:
    ending = name.rpartition(".")[2].lower()
    if ending in ("html", "htm", "xhtml") or (ending not in ("md", "markdown", "txt") and _HTML.match(source[:4000])):
        return html_letters, False
    if ending in ("md", "markdown"):
        return markdown_letters, True
    return _text_letters, True


def _text_letters(source: str) -> Iterator[Letter]:
    for spot, letter in enumerate(source):
        if letter != "\r":
            yield letter, spot
        elif source[spot + 1 : spot + 2] != "\n":
            yield "\n", spot  # the line ends of old Macs


def _plain(letters: Iterable[Letter]) -> Iterator[Letter]:
    """Blanks of any kind as a space, and nothing that has no width."""
    for letter, spot in letters:
        if letter in _NOTHING:
            continue
        if letter in "\v\f\x85\u2028\u2029":
            yield "\n", spot
        elif letter != "\n" and (letter < " " or _BLANKS.match(letter)):
            yield " ", spot
        else:
            yield letter, spot


def _decoded(name: str, content: bytes) -> str:
    hint = "save it as text, Markdown or HTML in UTF-8"
    if len(content) > MOST_BYTES:
        raise TradewatchError(
            f"{name}: longer than {MOST_BYTES // 1_000_000} MB, which is no draft", "check a part of it"
        )
    coding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        text = content.decode(coding)
    except UnicodeDecodeError as error:
        raise TradewatchError(f"{name}: is not text in UTF-8 (at byte {error.start + 1})", hint) from error
    if "\0" in text:
        raise TradewatchError(f"{name}: is no text", hint)
    return text.removeprefix("\ufeff")  # no editor counts it as a column
