"""Quotation marks: where quoted words begin and end, in the marks of the languages that feeds come in."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from msgspec import Struct

__all__ = ["Quote", "find_quotes"]

_CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "‟": "”"}
_MARK = re.compile("[\"‘'" + "".join(_CLOSERS) + "]")
_DOUBLE = re.compile('["“”„]')
_BEFORE = frozenset("([—–-:,/")
_LONGEST = 4_000
"""Letters that a quotation in single or straight marks may run to: what closes later closes something else."""
_VERB = "(?:said|says|asked|added|told|warned|replied|wrote)"
_NARRATOR = re.compile(
    rf"(?<=[,?!])\s+(?:{_VERB}\s+(?=[A-Z])|(?:[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){{0,3}})\s+{_VERB}\b(?=[.,]|\s+on\b))"
)
"""Where the narrator speaks in what no mark closes: `“We wait, said Wang.`"""


class Quote(Struct, frozen=True):
    """Offsets of the words between the marks.

    `closed` is False where the paragraph ended first, or where the mark was forgotten: then the words end before the
    narrator speaks or before the next quotation opens, as far as that can be told.
    """

    start: int
    end: int
    closed: bool = True
    single: bool = False


def find_quotes(line: str, at: int, *, headline: bool = False) -> list[Quote]:
    """Gives the quotations of a paragraph, outermost marks only; `at` is the paragraph's own offset.

    A quotation that is not closed runs to the end of the paragraph: it goes on in the next one.
    """
    found: list[Quote] = []
    marks = _Marks(line)
    place = 0
    while (mark := _MARK.search(line, place)) is not None:
        place = mark.start()
        letter = line[place]
        quote = None
        if letter in "“„" or (letter == '"' and _may_open_straight(line, place)):
            quote = _double(marks, place)
        elif letter in _CLOSERS and _may_open(letter, line, place):
            quote = _paired(marks, place)
        elif letter in "‘'" and _opens(line, place):
            quote = _single(marks, place, headline)
        if quote is None:
            place += 1
            continue
        if quote.end > quote.start:
            found.append(Quote(quote.start + at, quote.end + at, quote.closed, quote.single))
        if not quote.closed:
            place = max(quote.end, place + 1)
            continue
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


def _may_open_straight(line: str, place: int) -> bool:
    return _opens(line, place) or line[place - 1] in "“‘'"


class _Marks:
    """The marks of one line, each looked at once: what closes what."""

    def __init__(self, line: str) -> None:
        self.line = line
        self._paired: dict[str, tuple[dict[int, int], dict[int, int]]] = {}
        self._singles: dict[str, tuple[list[int], list[int]]] = {}

    @cached_property
    def double(self) -> tuple[dict[int, int], dict[int, int]]:
        """Where double marks close, and which of the same kind opens next where none does."""
        return _matched_doubles(self.line)

    def paired(self, letter: str) -> tuple[dict[int, int], dict[int, int]]:
        """The same for marks of which one opens and another closes."""
        if letter not in self._paired:
            self._paired[letter] = _matched(self.line, letter)
        return self._paired[letter]

    def singles(self, closer: str) -> tuple[list[int], list[int]]:
        """Where a single mark may close, and where it does so behind a stop or a comma."""
        if closer not in self._singles:
            line = self.line
            places = [mark.start() for mark in re.finditer(rf"{closer}(?![^\W_])", line)]
            self._singles[closer] = places, [place for place in places if place and line[place - 1] in ",.!?;"]
        return self._singles[closer]


def _matched(line: str, letter: str) -> tuple[dict[int, int], dict[int, int]]:
    closes: dict[int, int] = {}
    follows: dict[int, int] = {}
    waiting: list[int] = []
    for mark in re.finditer(f"[{letter}{_CLOSERS[letter]}]", line):
        place = mark.start()
        if mark.group() != letter:
            closes.update((opener, place) for opener in (waiting if letter == "»" else waiting[-1:]))
            waiting = [] if letter == "»" else waiting[:-1]
            continue
        if waiting:
            follows[waiting[-1]] = place
        waiting.append(place)
    return closes, follows


def _matched_doubles(line: str) -> tuple[dict[int, int], dict[int, int]]:
    """Goes over curly, low and straight marks at once, since desks mix them: `“We wait", said Wang`."""
    closes: dict[int, int] = {}
    follows: dict[int, int] = {}
    curly: list[int] = []
    """Curly and low marks that wait for theirs."""
    straight: list[int] = []
    stray: dict[int, int] = {}
    """Where a straight mark may have closed a curly one."""

    def close_stray(waiting: list[int]) -> None:
        if waiting and waiting[-1] in stray:
            opener = waiting.pop()
            closes[opener] = stray[opener]

    def open_one(waiting: list[int], place: int) -> None:
        close_stray(waiting)  # “Stay." Lutnick said: “Chips …
        if waiting:
            follows.setdefault(waiting[-1], place)
        waiting.append(place)

    def close_one(waiting: list[int], others: list[int], place: int) -> None:
        opener = waiting.pop()
        closes[opener] = place
        while others and others[-1] > opener:
            others.pop()

    for mark in _DOUBLE.finditer(line):
        place, letter = mark.start(), mark.group()
        if letter == '"':
            ends = not line[place + 1 : place + 2].isalnum()
            while straight and place - straight[-1] >= _LONGEST:
                straight.pop()
            if straight and ends:
                close_one(straight, curly, place)
            elif _may_open_straight(line, place):
                if curly and not line[stray.get(curly[-1], 0) - 1].isdigit():  # not the mark of `5" pipes`
                    close_stray(curly)  # “We wait", said Wang. "They …
                open_one(straight, place)
            elif ends and curly:
                stray.setdefault(curly[-1], place)
        elif letter == "„" or (letter == "“" and not (curly and _closes_low(line, curly[-1], place))):
            open_one(curly, place)
        elif curly:
            close_one(curly, straight, place)
        elif straight:
            close_one(straight, curly, place)
    for place in curly:
        if place in stray:
            closes[place] = stray[place]
    return closes, follows


def _closes_low(line: str, opener: int, place: int) -> bool:
    """Whether “ closes: what „ opened, and what “ did where a desk has the one mark alone (`“Wir warten“, sagte Greer`)."""
    return line[opener] == "„" or not (_opens(line, place) or line[place + 1 : place + 2].isalnum())


def _double(marks: _Marks, place: int) -> Quote:
    closes, follows = marks.double
    return _bounded(marks.line, place, closes.get(place), follows.get(place))


def _paired(marks: _Marks, place: int) -> Quote:
    closes, follows = marks.paired(marks.line[place])
    return _bounded(marks.line, place, closes.get(place), follows.get(place))


def _bounded(line: str, place: int, closer: int | None, follows: int | None) -> Quote:
    if closer is not None:
        return _trimmed(line, place + 1, closer, True)
    limit = len(line) if follows is None else follows
    narrator = _NARRATOR.search(line, place + 1, limit)
    return _trimmed(line, place + 1, narrator.start() if narrator else limit, False)


def _single(marks: _Marks, place: int, headline: bool) -> Quote | None:
    """Single marks quote where they close before a space or a mark; an apostrophe inside a word does not close.

    Outside headlines the quoted words must be several: ‘certain’ is a scare quote.
    """
    line = marks.line
    places, behind_stops = marks.singles("’" if line[place] == "‘" else "'")
    first = _next(places, place + 2)
    if first is None or first >= place + _LONGEST:
        return None
    ended = None if headline else _next(behind_stops, place + 2)
    index = ended if ended is not None and ended < place + _LONGEST else first
    again = line.find(line[place], place + 1, index) if line[place] == "‘" else -1
    if again > 0 and _opens(line, again) and first < again:
        index = places[
            bisect_left(places, again) - 1
        ]  # another opens before it: ‘local’ has sprouted. ‘My friend,’ she said
    if not headline and line.find(" ", place + 1, index) < 0:
        return None
    quote = _trimmed(line, place + 1, index, True)
    return Quote(quote.start, quote.end, True, True)


def _next(places: list[int], at: int) -> int | None:
    number = bisect_left(places, at)
    return places[number] if number < len(places) else None


def _trimmed(line: str, start: int, end: int, closed: bool) -> Quote:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    return Quote(start, end, closed)
