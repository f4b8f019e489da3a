"""What all words of the book share: lines with tones, days, spans of time, how far the record was checked.

A line is a tuple of spans; a span is its text and a tone (`strong`, `dim`, `warn`, `us`, `china`, or "" for plain).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tradewatch.book.moments import Moment, Precision
from tradewatch.book.rows import Book
from tradewatch.book.sources import Source
from tradewatch.book.staleness import checked_days, is_stale
from tradewatch.instants import BEIJING, WASHINGTON

__all__ = [
    "SECONDS_BELOW",
    "Line",
    "checked_words",
    "clock_words",
    "date_words",
    "moment_words",
    "plain",
    "side_tone",
    "source_words",
    "span_words",
]

Line = tuple[tuple[str, str], ...]

SECONDS_BELOW = timedelta(days=2)
"""Below this much time the countdown shows seconds."""


def plain(line: Line) -> str:
    """Gives the text of a line."""
    return "".join(text for text, _ in line)


def side_tone(side: str) -> str:
    """Gives the tone of a side as the answers spell it."""
    return {"US": "us", "China": "china"}.get(side, "")


def date_words(instant: datetime, zone: ZoneInfo) -> str:
    """Gives `Tue 12 Aug 2025`."""
    local = instant.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %Y}"


def span_words(span: timedelta) -> str:
    """Gives `66 d 12 h 01 min`, and seconds as well where less than two days are left; no sign."""
    span = abs(span)
    hours, rest = divmod(span.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    days = f"{span.days} d " if span.days else ""
    if span < SECONDS_BELOW:
        return f"{days}{hours} h {minutes:02} min {seconds:02} s"
    return f"{days}{hours} h {minutes:02} min"


def clock_words(moment: Moment, desk: ZoneInfo | None = None) -> str:
    """`00:01 Washington / 12:01 Beijing`; at the desk too where that is a third zone; a day that differs is named."""
    there = moment.utc.astimezone(WASHINGTON)
    words = f"{there:%H:%M} Washington / {moment.utc.astimezone(BEIJING):%H:%M} Beijing"
    if desk is None or desk.key in (WASHINGTON.key, BEIJING.key):
        return words
    here = moment.utc.astimezone(desk)
    day = "" if here.date() == there.date() else f"{here:%a} "
    return f"{words} / {day}{here:%H:%M} {desk.key.rpartition('/')[2].replace('_', ' ')}"


def moment_words(moment: Moment) -> str:
    """Gives `10 Nov 2025, 00:01 Washington`, `12 Apr 2025 (Beijing date)`, or with `, a guess` behind it."""
    if moment.precision is Precision.DATE:
        return f"{moment.day_words()} ({moment.place} date)"
    guess = ", a guess" if moment.precision is Precision.INFERRED else ""
    return f"{moment.day_words()}, {moment.clock()} {moment.place}{guess}"


def source_words(source: Source) -> str:
    """Gives who says so for a person; a kind that is no evidence by itself is named."""
    return source.ref if source.kind == "page" and source.ref else f"{source.ref or 'not named'} ({source.kind})"


def checked_words(book: Book, at: datetime) -> str:
    """Gives `book checked to 9 Oct 2026, 46 days ago`; with `!` before it once that is a warning.

    Says too that the book is that of an earlier day, and that rows with mistakes are missing from it.
    """
    day, ago = book.checked_to, checked_days(book, at)
    words = f"book checked to {day.day} {day:%b %Y}"
    if ago:
        words += f", {ago} day{'s' if ago != 1 else ''} ago"
    if book.known_at is not None:
        local = book.known_at.astimezone(WASHINGTON)
        words += f", as the desk had it on {local.day} {local:%b %Y, %H:%M} Washington"
    if book.problems:
        count = len(book.problems)
        words += f", {count} mistake{'s' if count != 1 else ''} in it: rows are missing, figures may be wrong"
    return f"! {words}" if is_stale(book, at) else words
