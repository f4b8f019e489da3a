"""How long ago the record was last checked, and from when on that is a warning."""

from __future__ import annotations

from datetime import datetime

from tradewatch.book.rows import Book
from tradewatch.instants import WASHINGTON

__all__ = ["checked_days", "is_stale"]

_STALE_DAYS = 14
"""So many days after the record was last checked its age becomes a warning."""


def checked_days(book: Book, at: datetime) -> int:
    """Gives how many days ago, seen from Washington's date, the record was last checked; 0 where it is not past."""
    return max(0, (at.astimezone(WASHINGTON).date() - book.checked_to).days)


def is_stale(book: Book, at: datetime) -> bool:
    """Whether the record was checked so long ago, or lacks rows, that a person has to be warned."""
    return checked_days(book, at) > _STALE_DAYS or bool(book.problems)
