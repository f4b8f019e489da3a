"""Breaking a styled text into lines of so many cells, between words, and anywhere between Chinese letters."""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.text import Text

__all__ = ["wrapped", "wrapped_words"]

_PIECE = re.compile(r"\s+|[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")


def wrapped_words(words: str, width: int) -> list[tuple[int, int]]:
    """Gives the offsets of the lines that a text takes at a width of so many cells; spaces at breaks are left out."""
    lines: list[tuple[int, int]] = []
    start, end, used = 0, 0, 0
    width = max(width, 1)
    for match in _PIECE.finditer(words):
        piece = match.group()
        size = cell_len(piece)
        if piece.isspace():
            used += size
            continue
        if used + size > width and end > start:
            lines.append((start, end))
            start, used = match.start(), 0
        elif end == start:
            start, used = match.start(), 0
        if size > width:
            start, used = _broken(words, match.start(), match.end(), width, lines)
            end = match.end()
            continue
        end = match.end()
        used += size
    if end > start:
        lines.append((start, end))
    return lines or [(0, 0)]


def _broken(words: str, start: int, end: int, width: int, lines: list[tuple[int, int]]) -> tuple[int, int]:
    """Breaks a word that is longer than a line (an address); gives where its last piece starts and its cells."""
    used, at = 0, start
    for place in range(start, end):
        size = cell_len(words[place])
        if used + size > width:
            lines.append((at, place))
            at, used = place, 0
        used += size
    return at, used


def wrapped(text: Text, width: int) -> list[Text]:
    """Gives the lines of a styled text; its own line breaks stay, and so do the spaces that a paragraph begins with.

    What fits stays as it is, with the spaces that columns are made of.
    """
    lines: list[Text] = []
    for paragraph in text.split("\n", allow_blank=True):
        paragraph.no_wrap, paragraph.end = True, ""
        if paragraph.cell_len <= width:
            lines.append(paragraph)
            continue
        indent = min(len(paragraph.plain) - len(paragraph.plain.lstrip(" ")), max(width // 3, 0))
        for start, end in wrapped_words(paragraph.plain, width - indent):
            line = Text(" " * indent, no_wrap=True, end="")
            line.append_text(paragraph[start:end])
            lines.append(line)
    return lines
