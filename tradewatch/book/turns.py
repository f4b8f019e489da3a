"""Every turn of the duties: the totals that changed, and the measures beside them that began or ended."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from tradewatch.book.moments import Moment
from tradewatch.book.rows import Book, Measure
from tradewatch.book.tariffs import DutyChange, changes_since, measures_at

__all__ = ["Turn", "changed_since"]


class Turn(Struct, frozen=True):
    """A measure beside the totals that began or ended."""

    at: Moment
    measure: Measure
    what: str
    """`began`, or what it ended as: `superseded`, `void`, `expired`, `suspended`."""


def changed_since(book: Book, since: datetime, at: datetime) -> list[DutyChange | Turn]:
    """Gives what changed after `since` and up to `at`, newest first; threats and proposals change nothing."""
    found: list[DutyChange | Turn] = list(changes_since(book, since, at))
    for standing in measures_at(book, at):
        one = standing.measure
        if one.stack or one.ends_as in ("threatened", "proposed") or one.start is None or one.start == one.end:
            continue
        turns = [(one.start, "began"), *([(one.end, one.ends_as)] if one.end is not None else [])]
        found += [Turn(moment, one, what) for moment, what in turns if since <= moment.utc <= at]
    return sorted(found, key=lambda one: (one.at.utc, isinstance(one, DutyChange)), reverse=True)
