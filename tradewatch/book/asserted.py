"""A rate as a text tells it, what the book answers, and the answers' words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from tradewatch.book.answers import decimal_words
from tradewatch.book.moments import Moment
from tradewatch.book.rows import Measure
from tradewatch.book.sources import Source
from tradewatch.book.tariffs import DutyChange, Stack
from tradewatch.instants import BEIJING, WASHINGTON

__all__ = ["Answer", "Told", "change_words", "cited", "is_on", "month_span", "past_words", "source_of", "total_words"]


class Answer(Struct, frozen=True):
    """`agrees` is None where the book has nothing that it could be held against."""

    agrees: bool | None
    record: str
    source: str


class Told(Struct, frozen=True):
    """How a text tells a rate."""

    was: bool = False
    """As one that was."""
    returns: bool = False
    """As what would be once the truce is over."""
    becomes: bool = False
    """As what it then becomes or stays."""
    of_a_product: bool = False
    named: str = ""
    """Which duty it is said to be: `fentanyl`, `reciprocal`, `section 122`, …"""
    a_part: bool = False
    """As one of several that are added."""
    in_table: bool = False
    """In a row of a table, whose heads tell which day each figure is of."""
    away: bool = False
    """As suspended, or in points."""
    day: date | None = None
    """The day that stands beside it."""
    months: tuple[tuple[int, int], ...] = ()
    """The months (year, month) that it is told of."""


def month_span(year: int, month: int) -> tuple[datetime, datetime]:
    """Gives the first instant of a month in Washington, and the first after it."""
    start = datetime(year, month, 1, tzinfo=WASHINGTON)
    return start, datetime(year + month // 12, month % 12 + 1, 1, tzinfo=WASHINGTON)


def cited(sources: Sequence[Source], citation: str = "") -> str:
    """Gives where a row has it from: the first page or repository, else how the instrument is cited."""
    return next((one.ref for one in sources if one.kind in ("page", "repository") and one.ref), citation) or citation


def source_of(measures: Sequence[Measure]) -> str:
    """Gives where the measure that began last is from, "" without any."""
    if not measures:
        return ""
    last = max(measures, key=lambda one: one.start.utc.timestamp() if one.start else 0)
    return cited(last.source, last.citation)


def is_on(told: date | None, moment: Moment | None) -> bool:
    """Whether a day that a text tells is that of a moment, in either capital; a text that tells none says nothing."""
    if told is None or moment is None:
        return True
    return told in {moment.on, *(moment.utc.astimezone(zone).date() for zone in (WASHINGTON, BEIJING))}


def total_words(stack: Stack) -> str:
    """Gives a total with its parts, since when and by which instrument."""
    direction = f"{stack.imposed_by} on {stack.target}"
    if not stack.parts:
        return f"{direction}: no general duty"
    since = f" since {stack.since.day_words()}" if stack.since else ""
    parts = " + ".join(f"{decimal_words(one.rate)} {one.name}" for one in stack.parts)
    last = max(stack.parts, key=lambda one: one.start.utc.timestamp() if one.start else 0)
    by = f", by {last.citation or last.authority}" if last.citation or last.authority else ""
    held = (
        f"; {decimal_words(stack.otherwise)} % if the announced extension fails" if stack.otherwise is not None else ""
    )
    return f"{direction} {decimal_words(stack.total)} %{since} ({parts}){by}{held}"


def change_words(one: DutyChange) -> str:
    """Gives what a total was and became, and when."""
    words = f"{one.imposed_by} on {one.target} {decimal_words(one.before)} → {decimal_words(one.after)} %"
    return f"{words} on {one.at.day_words()}"


def past_words(one: DutyChange, until: Moment, stack: Stack) -> str:
    """Gives an earlier total with its days, and the one of now."""
    span = f"{decimal_words(one.after)} % from {one.at.day_words()} to {until.day_words()}"
    return f"{one.imposed_by} on {one.target} {span}; now {decimal_words(stack.total)} %"
