"""What places of an open text point to: a name, something that can be opened, a hit. It rides on the styles of the text."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

__all__ = ["HIT", "LINK", "NAME", "point", "pointed", "pointed_at"]

NAME, LINK, HIT = "name", "link", "hit"
"""A speaker's name; an id as `s7` or `i12`; a word that is looked for."""


def point(text: Text, kind: str, what: str, start: int = 0, end: int | None = None) -> Text:
    """Gives the text whose letters from `start` to `end` point to something; they look as before."""
    text.stylize(Style(meta={kind: what}), start, end)
    return text


def pointed(line: Text, kind: str) -> str:
    """Gives the first thing of a kind that a line points to; "" where it does to none."""
    return next((words for _, _, words in _places(line, kind)), "")


def pointed_at(line: Text, kind: str, cell: int) -> str:
    """Gives what the letter in a cell points to; "" where it does to nothing."""
    ends = list(accumulate(cell_len(letter) for letter in line.plain))
    offset = bisect_right(ends, cell)
    return next((words for start, end, words in _places(line, kind) if start <= offset < end), "")


def _places(line: Text, kind: str) -> list[tuple[int, int, str]]:
    styles = [(span.start, span.end, span.style) for span in line.spans]
    return [
        (start, end, str(style.meta[kind]))
        for start, end, style in styles
        if isinstance(style, Style) and kind in style.meta
    ]
