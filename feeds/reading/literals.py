"""What a text must contain for a pattern to match in it: a look for a few letters is a hundredth of a search.

The lexicon's patterns are long alternations, most of which have nothing to find in most texts. Each is therefore asked
first whether any of the letters it cannot do without are there (measured: a search of a topic's terms costs 70 µs in
an item of 1,000 letters, the look for their letters 3).
"""

from __future__ import annotations

import re
from typing import Any

try:  # no part of the language: where a Python has them elsewhere, every pattern is searched for in every text
    import re._constants as code  # type: ignore[import-not-found]
    import re._parser as parser  # type: ignore[import-not-found]
except ImportError:
    code = parser = None

__all__ = ["Sought", "beginnings_of", "needed_letters"]

_SHORTEST = 2
"""Letters from which a piece says something."""
_MOST = 400
"""Pieces beyond which the look would cost as much as the search."""
_CLASS = 4
"""Letters of a class (`[Cc]`) that are tried one by one."""


class Sought:
    """A pattern with the letters that it needs."""

    __slots__ = ("_letters", "pattern")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        found = needed_letters(pattern.pattern)
        self._letters = tuple(sorted(found, key=len)) if found is not None else None

    def may_be_in(self, lowered: str) -> bool:
        """Whether the pattern may match anywhere in a text of which this is the lower case."""
        if self._letters is None:
            return True
        return any(piece in lowered for piece in self._letters)


def needed_letters(pattern: str) -> frozenset[str] | None:
    """Gives pieces in lower case of which each match has one at least; None where no such pieces can be told."""
    if parser is None:
        return None
    found = _of_sequence(list(parser.parse(pattern)))
    if found is None or len(found) > _MOST or any(_weight(piece) < _SHORTEST for piece in found):
        return None
    return frozenset(piece for piece in found if not any(other != piece and other in piece for other in found))


def beginnings_of(pattern: str) -> set[tuple[str, bool]]:
    """Gives how a match may begin, in lower case, each piece with whether it is the whole of what the pattern matches."""
    return _beginnings(list(parser.parse(pattern))) if parser is not None else {("", False)}


def _of_sequence(parts: list[tuple[Any, Any]]) -> set[str] | None:
    """The best of what a sequence needs: how it may go on from one of its parts, where the shortest such piece is longest."""
    best: set[str] | None = None
    for start in range(len(parts)):
        if start and _letters(*parts[start - 1]) is not None:
            continue  # a piece that begins one letter later is no better
        pieces = {piece for piece, _ in _beginnings(parts[start:])}
        if pieces and all(pieces) and len(pieces) <= _MOST and (best is None or _worth(pieces) > _worth(best)):
            best = pieces
    return best


def _worth(pieces: set[str]) -> tuple[int, int]:
    return min(min(_weight(piece) for piece in pieces), 6), -len(pieces)


def _weight(piece: str) -> int:
    """How much a piece says: a Chinese letter says as much as three others."""
    return sum(3 if letter > "\u2e80" else 1 for letter in piece)


def _beginnings(parts: list[tuple[Any, Any]]) -> set[tuple[str, bool]]:
    """How a match of a sequence may begin: pieces, each with whether it is the whole of what the parts match."""
    found: set[tuple[str, bool]] = {("", True)}
    for operator, value in parts:
        if operator is code.AT or operator in (code.ASSERT, code.ASSERT_NOT):
            continue
        inner = _of_part(operator, value)
        going = [piece for piece, whole in found if whole]
        if inner is None or not going or len(going) * len(inner) > _MOST:
            return {(piece, False) for piece, _ in found}
        ended = {(piece, False) for piece, whole in found if not whole}
        found = ended | {(begin + piece, whole) for begin in going for piece, whole in inner}
    return found


def _of_part(operator: Any, value: Any) -> set[tuple[str, bool]] | None:
    """The beginnings of what one part of a sequence matches, None where they cannot be told."""
    letters = _letters(operator, value)
    if letters is not None:
        return {(letter, True) for letter in letters}
    if operator is code.SUBPATTERN:
        return _beginnings(list(value[-1]))
    if operator is code.ATOMIC_GROUP:
        return _beginnings(list(value))
    if operator is code.BRANCH:
        return {one for branch in value[1] for one in _beginnings(list(branch))}
    if operator in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        low, high, inner = value[0], value[1], list(value[2])
        if low == 0 and high == 1:
            return _beginnings(inner) | {("", True)}
        if low > 0:
            return {(piece, False) for piece, _ in _beginnings(inner)}
    return None


def _letters(operator: Any, value: Any) -> set[str] | None:
    """The letters that one place may have, None where they are many."""
    if operator is code.LITERAL:
        return {chr(value).lower()}
    if operator is code.IN and len(value) <= _CLASS and all(kind is code.LITERAL for kind, _ in value):
        return {chr(letter).lower() for _, letter in value}
    return None
