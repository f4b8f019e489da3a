"""Counts in words."""

from __future__ import annotations

__all__ = ["many"]


def many(count: int, word: str, plural: str = "") -> str:
    """Gives `1 feed`, `2 feeds`, `1,200 stories`, `2 changes of the book`; `plural` is of a word that takes another."""
    if count == 1:
        return f"1 {word}"
    noun, of, what = word.partition(" of ")
    return f"{count:,} {plural or (f'{noun[:-1]}ies' if noun.endswith(('py', 'ry')) else f'{noun}s')}{of}{what}"
