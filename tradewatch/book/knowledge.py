"""The book as it could be known at an instant: what was announced or agreed later is not in it."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from tradewatch.book.moments import day_start
from tradewatch.book.rows import Book, Measure

__all__ = ["known_by"]


def known_by(book: Book, at: datetime) -> Book:
    """Gives the book less what nobody knew of by then; ends of duties that were foreseen stay, others are open.

    In what is left, any instant may be asked for: what was scheduled then is in force at its time.
    """
    return replace(
        book,
        windows=tuple(one for one in book.windows if one.agreed.utc <= at),
        clocks=tuple(one for one in book.clocks if day_start(one.known_from) <= at),
        measures=tuple(_cut(one, at) for one in book.measures if day_start(one.known_from) <= at),
        events=tuple(one for one in book.events if day_start(one.known_from) <= at),
    )


def _cut(one: Measure, at: datetime) -> Measure:
    """An end counts from the day it was known of, even where that is later than the end itself."""
    if one.continued_by:
        cited = [one.citation, *(words for day, words in one.continued_by if day_start(day) <= at)]
        one = replace(one, citation="; ".join(cited), continued_by=())
    if one.end is None:
        return one
    known = day_start(one.end_known_from) if one.end_known_from is not None else one.end.utc
    return one if known <= at else replace(one, end=None)
