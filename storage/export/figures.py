"""The book's figures of the day that an item is of: what a reader of the row may want to check it against."""

from __future__ import annotations

from datetime import datetime

from tradewatch.book.answers import decimal_words
from tradewatch.book.rows import Book
from tradewatch.book.tariffs import stacks_at
from tradewatch.book.truce import truce_at
from tradewatch.book.words import checked_words
from tradewatch.instants import iso_utc

__all__ = ["FIGURES", "figures_at", "figures_words"]

FIGURES = (
    "us_on_china",
    "china_on_us",
    "us_on_china_otherwise",
    "china_on_us_otherwise",
    "truce",
    "truce_status",
    "truce_days_left",
    "book_checked_to",
)
"""Names of the figures, in the order of the columns."""


def figures_at(book: Book, at: datetime) -> dict[str, str | int | None]:
    """Gives the totals in percent (general extra duties only), the window, its status and days left at an instant.

    `…_otherwise` is the total if the announcement that it rests on fails, else null.
    """
    stacks = {stack.imposed_by: stack for stack in stacks_at(book, at)}
    truce = truce_at(book, at)
    return {
        "at": iso_utc(at),
        "us_on_china": decimal_words(stacks["US"].total),
        "china_on_us": decimal_words(stacks["China"].total),
        "us_on_china_otherwise": decimal_words(stacks["US"].otherwise),
        "china_on_us_otherwise": decimal_words(stacks["China"].otherwise),
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
    totals = [
        f"{words} {found[name]} %"
        + (f" ({found[name + '_otherwise']} % if the announced extension fails)" if found[name + "_otherwise"] else "")
        for words, name in (("US on China", "us_on_china"), ("China on US", "china_on_us"))
    ]
    return ", ".join([*totals, truce, checked_words(book, at)])
