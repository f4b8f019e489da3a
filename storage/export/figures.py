"""The book's figures of the day that an item is of: what a reader of the row may want to check it against."""

from __future__ import annotations

from datetime import datetime

from tradewatch.book.answers import decimal_words
from tradewatch.book.rows import Book
from tradewatch.book.tariffs import stacks_at
from tradewatch.book.truce import truce_at
from tradewatch.instants import iso_utc

__all__ = ["FIGURES", "figures_at", "figures_words"]

FIGURES = ("us_on_china", "china_on_us", "truce", "truce_status", "truce_days_left", "book_checked_to")
"""Names of the figures, in the order of the columns."""


def figures_at(book: Book, at: datetime) -> dict[str, str | int | None]:
    """Gives the totals in percent (general extra duties only), the window, its status and days left at an instant."""
    totals = {stack.imposed_by: decimal_words(stack.total) for stack in stacks_at(book, at)}
    truce = truce_at(book, at)
    return {
        "at": iso_utc(at),
        "us_on_china": totals["US"],
        "china_on_us": totals["China"],
        "truce": truce.window.id if truce.window else None,
        "truce_status": str(truce.status),
        "truce_days_left": truce.dates_left,
        "book_checked_to": book.checked_to.isoformat(),
    }


def figures_words(book: Book, at: datetime) -> str:
    """Gives the figures as a line for people."""
    found = figures_at(book, at)
    truce = f"truce {str(found['truce_status']).replace('_', ' ')}"
    if found["truce_days_left"] is not None and found["truce_status"] != "expired":
        truce += f", {found['truce_days_left']} days left"
    return f"US on China {found['us_on_china']} %, China on US {found['china_on_us']} %, {truce}"
