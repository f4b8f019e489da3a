"""Lines that were wrapped by hand."""

from __future__ import annotations

import re
from itertools import pairwise

__all__ = ["unwrapped"]

_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_ENDS = re.compile(r"[.!?…:。！？：][”\"’»“』」)\]]*\s*\Z")
_LABELLED = re.compile(r"\s*(?:(?:[A-Z][\w.’'-]*+ ?){1,5}:\s|Q\s|[-*•–]\s|[\u4e00-\u9fff]{1,10}[:：])")
"""What a paragraph may begin with in a transcript or a list."""


def unwrapped(text: str) -> str:
    """Gives a text with a blank for each line end inside a paragraph, letter for letter, so that places stay.

    Where no empty line parts paragraphs, one ends where a line ends with a sentence; and a line that begins with a label
    behind one (`Lin Jian: …`) is a paragraph in any text.
    """
    parted = _EMPTY_LINE.search(text) is not None
    lines = text.split("\n")
    pieces = lines[:1]
    for before, line in pairwise(lines):
        ends = not before.strip() or not line.strip()
        if not ends and _ENDS.search(before):
            ends = not parted or _LABELLED.match(line) is not None
        pieces += ["\n" if ends else " ", line]
    return "".join(pieces)
