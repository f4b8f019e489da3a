"""What comes back when the truce that runs is over, and what it keeps away until then."""

from __future__ import annotations

from datetime import datetime

from tradewatch.book.answers import decimal_words
from tradewatch.book.asserted import Answer, Told, cited, is_on, total_words
from tradewatch.book.rows import AtTheEnd, Book, Window
from tradewatch.book.tariffs import Stack
from tradewatch.book.truce import truce_at
from tradewatch.records import RateFound

__all__ = ["Returning"]


class Returning:
    """The end of the truce as one day knew it."""

    def __init__(self, book: Book, at: datetime) -> None:
        self._at, self._window = at, truce_at(book, at).window

    def held(self, rate: RateFound, told: Told) -> Answer | None:
        """Gives what the book has to a rate that would come with the end; None where it has another or none."""
        for window, one in self._rows(rate.imposed_by, rate.target):
            wanted = (one.from_rate if rate.from_rate is not None else None, one.to_rate)
            if (rate.from_rate, rate.to_rate) != wanted:
                continue
            if self._is_void(one):
                return Answer(False, f"nothing of {one.side} on {one.target} can return: the leg is void", "")
            end = f"{window.label}, {window.end.day_words()}"
            return Answer(is_on(told.day, window.end), f"{_words(one)} at the end of {end}", cited(window.source))
        return None

    def suspended(self, rate: RateFound) -> Answer | None:
        """Gives the points that the truce keeps away, where the rate is just those: 24 of them on both sides."""
        for window, one in self._rows(rate.imposed_by, rate.target):
            away = one.to_rate - one.from_rate if one.to_rate is not None and one.from_rate is not None else None
            if away == rate.to_rate:
                words = f"{one.side} on {one.target}: {decimal_words(away)} points are suspended, {window.label}"
                return Answer(True, words, cited(window.source))
        return None

    def words(self, stack: Stack) -> str:
        """Gives what comes back of a direction, "" where no truce runs."""
        for window, one in self._rows(stack.imposed_by, stack.target):
            if self._is_void(one):
                return f"nothing of {one.side} on {one.target} can return: the leg is void; {total_words(stack)}"
            return f"{_words(one)} at the end of {window.label}"
        return ""

    def _rows(self, imposed_by: str, target: str) -> list[tuple[Window, AtTheEnd]]:
        if self._window is None:
            return []
        rows = self._window.at_the_end
        return [(self._window, one) for one in rows if (one.side, one.target) == (imposed_by, target)]

    def _is_void(self, one: AtTheEnd) -> bool:
        return one.void_from is not None and self._at >= one.void_from


def _words(one: AtTheEnd) -> str:
    return f"{one.side} on {one.target} {decimal_words(one.from_rate)} → {decimal_words(one.to_rate)} %"
