"""Many words as one pattern: grouped by how they begin, so that a place in a text is compared with few of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["alternatives"]

_LITERAL = re.compile(r"[A-Za-z ]+")
_REPEATS = "?*+{"
_DEEP = 3
"""Letters by which words are grouped: more makes the pattern longer and no faster (measured)."""


def alternatives(terms: Iterable[str]) -> str:
    """Gives a pattern of the terms, each a regular expression, in which those that begin alike share their beginning.

    What matches is what `a|b|c` would match where the caller bounds the words on both sides.
    """
    return _grouped([(_literal(term), term) for term in dict.fromkeys(terms)], _DEEP)


def _grouped(terms: list[tuple[int, str]], deep: int) -> str:
    """Terms come with how many letters at their beginning are letters and nothing else."""
    if deep == 0 or len(terms) < 3:
        return "|".join(term for _, term in terms)
    groups: dict[str, list[tuple[int, str]]] = {}
    for length, term in terms:
        groups.setdefault(term[:1] if length else "", []).append((length, term))
    parts = []
    for letter, members in groups.items():
        if not letter or len(members) == 1:
            parts.append("|".join(term for _, term in members))
            continue
        rest = _grouped([(length - 1, term[1:]) for length, term in members], deep - 1)
        parts.append(f"{letter}(?:{rest})")
    return "|".join(parts)


def _literal(term: str) -> int:
    match = _LITERAL.match(term)
    if match is None or _has_top_level_bar(term):
        return 0
    return match.end() - (1 if term[match.end() : match.end() + 1] in tuple(_REPEATS) else 0)


def _has_top_level_bar(term: str) -> bool:
    depth = 0
    for before, letter in zip(" " + term, term, strict=False):
        if before == "\\":
            continue
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and depth == 0:
            return True
    return False
