"""What comparing an item with the book comes to, and the book of one day that it is compared with."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from tradewatch.book.knowledge import known_by
from tradewatch.book.rows import Book
from tradewatch.book.tariffs import DutyChange, Stack, changes_since, stacks_at

__all__ = ["BookDay", "Comparison", "Verdict", "book_day"]

_AHEAD = timedelta(days=800)
_LATE = timedelta(days=4)
"""An item may be days ahead of the instrument by which the record knows a thing: a statement of 12 May 2025, a notice
of the 13th; a fact sheet of 1 November, an order of the 4th."""


class Verdict(StrEnum):
    AGREES = "agrees"
    DIFFERS = "differs"
    NEW = "new"
    """The book has nothing that it could be compared with: a threat, a later end, a direction without duty."""


class Comparison(Struct, frozen=True):
    verdict: Verdict
    record: str
    """What the book has, in words."""
    row: str = ""
    """`kind:id` of the row that it agrees with or differs from; "" where there is none."""


class BookDay(Struct, frozen=True):
    """What the book answers for one day, worked out once."""

    book: Book
    stacks: dict[tuple[str, str], Stack]
    changes: tuple[DutyChange, ...]


def book_day(book: Book, at: datetime) -> BookDay:
    """Gives what the book answers around an instant, by what could be known then or days later."""
    known = known_by(book, at + _LATE)
    stacks = {(one.imposed_by, one.target): one for one in stacks_at(known, at)}
    changes = changes_since(known, datetime.min.replace(tzinfo=at.tzinfo), at + _AHEAD)
    return BookDay(known, stacks, tuple(changes))
