"""Quotation marks: where quoted words begin and end, in the marks of the languages that feeds come in."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Quote", "find_quotes"]

_PAIRS = {"“": "”", "«": "»", "»": "«", "„": "“”", "「": "」", "『": "』", "‟": "”"}
_MARK = re.compile("[\"‘'" + "".join(_PAIRS) + "]")
_BEFORE = frozenset("([—–-:,/")
_LONGEST = 4_000
"""Letters that a quotation in single or straight marks may run to: what closes later closes something else."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Offsets of the words between the marks; `closed` is False where the paragraph ended first."""

    start: int
    end: int
    closed: bool = True
    single: bool = False


def find_quotes(line: str, at: int, *, headline: bool = False) -> list[Quote]:
    """Gives the quotations of a paragraph, outermost marks only; `at` is the paragraph's own offset.

    A quotation that is not closed runs to the end of the paragraph: it goes on in the next one.
    """
    found: list[Quote] = []
    place = 0
    while (mark := _MARK.search(line, place)) is not None:
        place = mark.start()
        letter = line[place]
        quote = None
        if letter == '"':
            quote = _straight(line, place)
        elif letter in _PAIRS and _may_open(letter, line, place):
            quote = _paired(line, place)
        elif letter in "‘'" and _opens(line, place):
            quote = _single(line, place, headline)
        if quote is None:
            place += 1
            continue
        if quote.end > quote.start:
            found.append(Quote(quote.start + at, quote.end + at, quote.closed, quote.single))
        place = quote.end + 1
        while place < len(line) and line[place - 1].isspace():  # « … »: the mark that closed stands behind a space
            place += 1
    return found


def _opens(line: str, place: int) -> bool:
    """Whether a mark stands where one may open: at the start, behind a space, a bracket or a dash."""
    return place == 0 or line[place - 1].isspace() or line[place - 1] in _BEFORE


def _may_open(letter: str, line: str, place: int) -> bool:
    """» opens in German and closes in French: it opens where a space stands before it and none after."""
    if letter != "»":
        return True
    return bool(_opens(line, place)) and not line[place + 1 : place + 2].isspace()


def _paired(line: str, place: int) -> Quote | None:
    letter = line[place]
    closers = _PAIRS[letter]
    depth = 0
    for index in range(place + 1, len(line)):
        if line[index] in closers and depth == 0:
            return _trimmed(line, place + 1, index, True)
        if line[index] in closers:
            depth -= 1
        elif line[index] == letter and letter not in "»":
            depth += 1
    # nested marks that do not balance: the last closer is the end
    last = max(line.rfind(closer, place + 1) for closer in closers)
    if last > place:
        return _trimmed(line, place + 1, last, True)
    return _trimmed(line, place + 1, len(line), False)


def _straight(line: str, place: int) -> Quote | None:
    if not _opens(line, place) and line[place - 1 : place] not in ("“", "‘", "'"):
        return None
    for index in range(place + 1, min(len(line), place + _LONGEST)):
        if line[index] == '"':
            follows = line[index + 1 : index + 2]
            if not follows or not (follows.isalnum()):
                return _trimmed(line, place + 1, index, True)
    return _trimmed(line, place + 1, len(line), False)


def _single(line: str, place: int, headline: bool) -> Quote | None:
    """Single marks quote where they close before a space or a mark; an apostrophe inside a word does not close.

    Outside headlines the quoted words must be several: ‘certain’ is a scare quote.
    """
    closer = "’" if line[place] == "‘" else "'"
    candidates = [
        index
        for index in range(place + 2, min(len(line), place + _LONGEST))
        if line[index] == closer and not line[index + 1 : index + 2].isalnum()
    ]
    if not candidates:
        return None
    ended = [index for index in candidates if line[index - 1] in ",.!?;"]
    index = ended[0] if ended and not headline else candidates[0]
    again = line.find(line[place], place + 1, index) if line[place] == "‘" else -1
    if again > 0 and _opens(line, again) and (sooner := [one for one in candidates if one < again]):
        index = sooner[-1]  # another quotation opens before it: ‘local’ has sprouted. ‘My friend,’ she said
    if not headline and line[place + 1 : index].count(" ") < 1:
        return None
    quote = _trimmed(line, place + 1, index, True)
    return Quote(quote.start, quote.end, True, True)


def _trimmed(line: str, start: int, end: int, closed: bool) -> Quote:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    return Quote(start, end, closed)
