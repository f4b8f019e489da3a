"""What tells copies of one report: the word triples of their texts, hashed."""

from __future__ import annotations

import re
import zlib

__all__ = ["word_triples"]

_WORD = re.compile(r"[\w%]+")
_MOST = 2_000
"""Triples kept of one item: a copy of so long a text shares more than enough of the first ones."""


def word_triples(text: str) -> tuple[int, ...]:
    """Gives the sorted 32-bit hashes of the triples of words; Chinese letters count as words each."""
    words = [piece for word in _WORD.findall(text.casefold()) for piece in (word if word > "\u2e80" else [word])]
    triples = zip(words, words[1:], words[2:], strict=False)
    hashes = {zlib.crc32(" ".join(one).encode()) for one in triples}
    return tuple(sorted(hashes)[:_MOST])
