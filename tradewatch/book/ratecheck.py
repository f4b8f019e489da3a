"""A rate that an item tells, compared with the book of its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from tradewatch.book.answers import decimal_words
from tradewatch.book.moments import day_start
from tradewatch.book.rows import Book, Measure, Window
from tradewatch.book.tariffs import DIRECTIONS, DutyChange, MeasureStatus, Stack, measures_at
from tradewatch.book.verdicts import BookDay, Comparison, Verdict
from tradewatch.records import RateFound

__all__ = ["compare_rate"]

_RUNNING = (MeasureStatus.IN_FORCE, MeasureStatus.SUSPENDED)
_THREATENED = timedelta(days=30)
"""So long a threat is told again in the same words; a later one is another."""
_RECENT = timedelta(days=60)
"""So long after a change items tell the new total as news, and the old one beside it."""


def compare_rate(day: BookDay, rate: RateFound, at: datetime) -> Comparison | None:
    """Compares a rate of an item published at `at`; None where it is not of the two's duties on each other."""
    direction = (rate.imposed_by, rate.target)
    if direction not in DIRECTIONS:
        return None
    measures = [
        one for one in day.book.measures if one.imposed_by == direction[0] and one.target in (direction[1], "all")
    ]
    stack = day.stacks[direction]
    if rate.threat:
        return (
            _at_the_end(rate, day.book.windows)
            or _suspended(rate, day.book.windows)
            or _threat(rate, measures, day.book, at)
        )
    standings = {one.measure.id: one.status for one in measures_at(day.book, at)}
    running = [one for one in measures if standings.get(one.id) in _RUNNING]
    coming = [one for one in measures if standings.get(one.id) is MeasureStatus.SCHEDULED]
    # a total of a year ago is no answer to a rate that is told as one of today
    come = [one for one in day.changes if not _comes_back(one, at)]
    told = come if rate.from_rate is not None else [one for one in come if _is_past(rate) or _is_recent(one, at)]
    found = (
        _now(rate, stack)
        or _single(rate, running, day, at)
        or _before_or_after(rate, stack, told)
        or _single(rate, measures if _is_past(rate) else coming, day, at)
        or _suspended(rate, day.book.windows)
    )
    if found is not None:
        return found
    words = f"{direction[0]} on {direction[1]} {decimal_words(stack.total)} %"
    if not stack.parts and not any(one.imposed_by == direction[0] for one in day.changes):
        return Comparison(Verdict.NEW, f"{words}: no general duty by then")
    since = f" since {stack.since.day_words()}" if stack.since else ""
    return Comparison(Verdict.DIFFERS, words + since, _last_part(stack))


def _threat(rate: RateFound, measures: list[Measure], book: Book, at: datetime) -> Comparison:
    for one in measures:
        # a threat of a year ago is no answer to a new one of the same height
        fresh = day_start(one.known_from) > at - _THREATENED
        ahead = (one.ends_as in ("threatened", "proposed") and fresh) or (one.start is not None and one.start.utc > at)
        if one.rate == rate.to_rate and ahead:
            return Comparison(Verdict.AGREES, _measure_words(one, book, at), f"measure:{one.id}")
    return Comparison(Verdict.NEW, "no such threat in the book")


def _now(rate: RateFound, stack: Stack) -> Comparison | None:
    """Agrees with the total of the day."""
    if rate.from_rate is not None:
        return None
    direction, row = f"{stack.imposed_by} on {stack.target}", _last_part(stack)
    if stack.total == rate.to_rate and stack.parts:
        since = f" since {stack.since.day_words()}" if stack.since else ""
        return Comparison(Verdict.AGREES, f"{direction} {decimal_words(stack.total)} %{since}", row)
    return None


def _at_the_end(rate: RateFound, windows: Sequence[Window]) -> Comparison | None:
    """A rate that would come when the truce ends is in the book; one that is told as come is news."""
    for window in windows:
        for one in window.at_the_end:
            wanted = (one.from_rate, one.to_rate) if rate.from_rate is not None else (None, one.to_rate)
            if (one.side, one.target) == (rate.imposed_by, rate.target) and (rate.from_rate, rate.to_rate) == wanted:
                words = f"{one.side} on {one.target} {decimal_words(one.from_rate)} → {decimal_words(one.to_rate)} %"
                return Comparison(Verdict.AGREES, f"{words} at the end of {window.label}", f"window:{window.id}")
    return None


def _suspended(rate: RateFound, windows: Sequence[Window]) -> Comparison | None:
    """The points that the truce keeps away: 24 of them on both sides."""
    for window in windows if rate.from_rate is None else ():
        for one in window.at_the_end:
            away = one.to_rate - one.from_rate if one.to_rate is not None and one.from_rate is not None else None
            if (one.side, one.target) == (rate.imposed_by, rate.target) and away == rate.to_rate:
                words = f"{one.side} on {one.target}: {decimal_words(away)} points suspended"
                return Comparison(Verdict.AGREES, f"{words}, {window.label}", f"window:{window.id}")
    return None


def _is_past(rate: RateFound) -> bool:
    return "as it was" in rate.rule


def _is_recent(change: DutyChange, at: datetime) -> bool:
    return change.at.utc > at - _RECENT


def _comes_back(change: DutyChange, at: datetime) -> bool:
    """Whether a change to come is only what returns at the end of the truce: whoever tells it as come tells news."""
    return change.at.utc > at and any(one.returns_from is not None for one in change.measures)


def _before_or_after(rate: RateFound, stack: Stack, changes: Sequence[DutyChange]) -> Comparison | None:
    """Agrees with a total that came before or was to come: news tells where a rate was and will be."""
    direction = f"{stack.imposed_by} on {stack.target}"
    for one in (one for one in changes if one.imposed_by == stack.imposed_by):
        row = f"measure:{one.measures[-1].id}" if one.measures else _last_part(stack)
        after = decimal_words(one.after)
        if rate.from_rate is not None and (one.before, one.after) == (rate.from_rate, rate.to_rate):
            words = f"{direction} {decimal_words(one.before)} → {after} % on {one.at.day_words()}"
            return Comparison(Verdict.AGREES, words, row)
        if rate.from_rate is None and one.after == rate.to_rate:
            words = f"{direction} {after} % from {one.at.day_words()}; on the day {decimal_words(stack.total)} %"
            return Comparison(Verdict.AGREES, words, row)
    return None


def _last_part(stack: Stack) -> str:
    return f"measure:{stack.parts[-1].id}" if stack.parts else ""


def _single(rate: RateFound, measures: list[Measure], day: BookDay, at: datetime) -> Comparison | None:
    """Agrees with one measure: a part of the total, or one beside it."""
    for one in measures:
        rates: set[Decimal | None] = {one.rate, *(part.rate for part in one.rates)}
        if rate.to_rate in rates and (rate.from_rate is None or _was_before(one, rate.from_rate, day)):
            return Comparison(Verdict.AGREES, _measure_words(one, day.book, at), f"measure:{one.id}")
    return None


def _was_before(measure: Measure, rate: Decimal, day: BookDay) -> bool:
    """Whether the measure took the place of that rate: of the same duty, or (as headlines mix them) of the total."""
    own = any(one.rate == rate and one.name == measure.name and one.id != measure.id for one in day.book.measures)
    return own or any(one.before == rate and measure in one.measures for one in day.changes)


def _measure_words(one: Measure, book: Book, at: datetime) -> str:
    status = next(
        (found.status for found in measures_at(book, at) if found.measure.id == one.id), MeasureStatus.SCHEDULED
    )
    rate = f"{decimal_words(one.rate)} %" if one.rate is not None else "several rates"
    since = f" from {one.start.day_words()}" if one.start else ""
    return f"{one.name} {rate}, {str(status).replace('_', ' ')}{since}"
