"""Dated events around an instant: what is ahead, what has no day yet, what came of the past; and what comes each week."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from tradewatch.book.moments import Moment, Precision, day_start
from tradewatch.book.rows import Book, Event, Recurring, WeeklyRule
from tradewatch.book.sources import Source

__all__ = ["Deadline", "all_deadlines", "deadlines_at", "on_calendar", "past_at", "recurring_at", "undated_at"]

_WEEKS = 60
"""Days within which the next of something weekly is looked for: longer than any break."""


class Deadline(Struct, frozen=True):
    """An event; `days_left` counts calendar days in the zone of the event, negative once its day is past."""

    id: str
    title: str
    kind: str
    start: Moment | None
    """None where the day is not known."""
    end: Moment | None
    days_left: int | None
    countdown: bool
    evidence: str
    note: str
    source: tuple[Source, ...]
    state: str
    """`upcoming`, `undated` or `past`."""
    outcome: str
    """What came of a past one, in words; `outcome not known` where nobody wrote it down."""
    sequence: int
    """How often the row was changed."""
    rule: WeeklyRule | None = None
    """Of something that comes each week; `start` is its next time."""

    @property
    def first(self) -> Moment:
        """The start of a dated one."""
        assert self.start is not None
        return self.start


def deadlines_at(book: Book, at: datetime) -> list[Deadline]:
    """Gives the events that were known of at an instant and not over then, nearest first.

    What is known by its date only stays for the whole of that date.
    """
    return sorted((one for one in _known(book, at) if one.state == "upcoming"), key=_order)


def undated_at(book: Book, at: datetime) -> list[Deadline]:
    """Gives what is open without a day: court cases, reviews, rounds of talks that nobody has dated."""
    return [one for one in _known(book, at) if one.state == "undated"]


def past_at(book: Book, at: datetime) -> list[Deadline]:
    """Gives what is over, the latest first, with its outcome or that it is not known."""
    return sorted((one for one in _known(book, at) if one.state == "past"), key=_order, reverse=True)


def recurring_at(book: Book, at: datetime) -> list[Deadline]:
    """Gives the next of what comes each week, nearest first; the clock time is the usual one, so a guess."""
    found = [_next(one, at, book) for one in book.recurring if one.rule is not None]
    return sorted((one for one in found if one is not None), key=_order)


def all_deadlines(book: Book, at: datetime) -> list[Deadline]:
    """Gives what is ahead with what comes each week, then what is undated, then the past."""
    ahead = sorted([*deadlines_at(book, at), *recurring_at(book, at)], key=_order)
    return [*ahead, *undated_at(book, at), *past_at(book, at)]


def on_calendar(book: Book, at: datetime, days: int = 800) -> list[Deadline]:
    """Gives the events of a calendar file: those ahead, within the days given, and what comes each week."""
    limit = at + timedelta(days=days)
    return [one for one in deadlines_at(book, at) if one.first.utc < limit] + recurring_at(book, at)


def _order(one: Deadline) -> tuple[datetime, bool, str]:
    return one.first.utc, one.first.precision is Precision.DATE, one.id


def _known(book: Book, at: datetime) -> list[Deadline]:
    return [_deadline(book, one, at) for one in book.events if day_start(one.known_from) <= at]


def _deadline(book: Book, one: Event, at: datetime) -> Deadline:
    state, days = "undated", None
    if one.start is not None:
        over = (one.end or one.start).over() <= at
        state, days = "past" if over else "upcoming", _days_left(one.start, at)
    elif one.status == "past":
        state = "past"
    if state == "past" and one.start is None:
        state = "undated"  # took place, and nobody wrote down when: it cannot stand in an order of days
    return Deadline(
        id=one.id,
        title=one.title,
        kind=one.kind,
        start=one.start,
        end=one.end,
        days_left=days,
        countdown=one.countdown,
        evidence=one.evidence,
        note=one.note if at >= day_start(book.checked_to) else "",
        source=one.source,
        state=state,
        outcome=_outcome(one, at) if state == "past" or one.status == "past" else "",
        sequence=book.sequences.get(f"deadline:{one.id}", 0),
    )


def _days_left(start: Moment, at: datetime) -> int:
    return (start.on - at.astimezone(ZoneInfo(start.zone)).date()).days


def _outcome(one: Event, at: datetime) -> str:
    """What came of it, as it was known at the instant: nobody knew on the day itself what a row says later."""
    known = one.outcome_known_from is None or day_start(one.outcome_known_from) <= at
    if one.outcome and known:
        return one.outcome
    if one.outcome or one.status != "past":
        return "outcome not known"
    return "took place"


def _next(one: Recurring, at: datetime, book: Book) -> Deadline | None:
    rule = one.rule
    assert rule is not None
    zone = ZoneInfo(rule.zone)
    today = at.astimezone(zone).date()
    for ahead in range(_WEEKS):
        day = today + timedelta(days=ahead)
        instant = datetime.combine(day, rule.time, zone).astimezone(UTC)
        if _falls(rule, day) and instant >= at:
            start = Moment(instant, rule.zone, Precision.INFERRED)
            return Deadline(
                id=one.id,
                title=one.what,
                kind="briefing",
                start=start,
                end=None,
                days_left=ahead,
                countdown=False,
                evidence="unverified" if all(said.kind == "unverified" for said in one.source) else "reported",
                note=one.when,
                source=one.source,
                state="upcoming",
                outcome="",
                sequence=book.sequences.get(f"recurring:{one.id}", 0),
                rule=rule,
            )
    return None


def _falls(rule: WeeklyRule, day: date) -> bool:
    return day.weekday() in rule.weekdays and day.month not in rule.not_months
