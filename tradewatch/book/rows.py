"""The rows of the record as frozen records: windows, clocks, measures, deadlines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from msgspec import Struct

from tradewatch.book.moments import Moment
from tradewatch.book.roster import Roster
from tradewatch.book.sources import Source
from tradewatch.instants import WASHINGTON

__all__ = [
    "AtTheEnd",
    "Book",
    "ComponentClock",
    "Event",
    "Instrument",
    "Measure",
    "PartRate",
    "Recurring",
    "WeeklyRule",
    "Window",
    "WrongClaim",
]


class PartRate(Struct, frozen=True):
    rate: Decimal
    scope: str


class Measure(Struct, frozen=True):
    """One tariff or control. `rate` is percent ad valorem; None where it is none or where the row has several."""

    id: str
    name: str
    imposed_by: str
    target: str
    scope: str
    rate: Decimal | None
    rates: tuple[PartRate, ...]
    kind: str
    stack: bool
    """Belongs to the general additional duties that are summed."""
    whole: bool
    """It is the direction's whole total while it lasts, whatever else is summed: a total that was reported as one."""
    start: Moment | None
    end: Moment | None
    ends_as: str
    """What it is once over (or from the beginning, where it never applied)."""
    known_from: date
    """Nobody knew of it before this day (Washington)."""
    end_known_from: date | None
    """None: its end was known only when it came."""
    authority: str
    citation: str
    """The instruments that it rests on."""
    continued_by: tuple[tuple[date, str], ...]
    """(known since, instrument) that prolonged it later; `known_by` adds to `citation` those known of by then."""
    ended_by: str
    """The instrument that ended it; "" where none is in the record."""
    evidence: str
    note: str
    """Today's knowledge: an answer as of an earlier day leaves it out."""
    source: tuple[Source, ...]
    returns_from: Moment | None = None
    """A suspended duty comes back here, unless a later window of the truce keeps it away."""


class AtTheEnd(Struct, frozen=True):
    """What one side's total becomes when a window ends without another."""

    side: str
    target: str
    from_rate: Decimal | None
    to_rate: Decimal | None
    note: str
    void_from: datetime | None
    """From here on nothing can return: the leg is void."""


class Instrument(Struct, frozen=True):
    side: str
    number: str
    date: str
    citation: str


class Window(Struct, frozen=True):
    """One period of the truce. Ends are stored, never computed by adding days."""

    id: str
    label: str
    agreed: Moment
    agreed_at: str
    start: Moment
    end: Moment
    starts: tuple[tuple[str, Moment], ...]
    """(side, when it took effect there); `both` where the record has one for both."""
    ends: tuple[tuple[str, Moment], ...]
    days: int
    announced_by: tuple[str, ...]
    inferred_end: Moment | None
    at_the_end: tuple[AtTheEnd, ...]
    instruments: tuple[Instrument, ...]
    confirmed_from: date | None
    """Since when a person says that it holds though no instrument is in the record."""
    void: Moment | None
    """From here on it holds nothing: called off or struck down."""
    note: str
    source: tuple[Source, ...]

    def rests_on(self, at: datetime, side: str | None = None) -> bool:
        """Whether by then an instrument (of that side, where one is named) or a person's word says that it holds.

        Without either it is announced, and no calendar makes it more.
        """
        day = at.astimezone(WASHINGTON).date()
        if self.confirmed_from is not None and self.confirmed_from <= day:
            return True
        return any(
            (side is None or one.side == side) and (not one.date or date.fromisoformat(one.date) <= day)
            for one in self.instruments
        )

    def void_at(self, at: datetime) -> bool:
        """Whether it was called off or struck down by then."""
        return self.void is not None and at >= self.void.utc

    def runs(self, at: datetime) -> bool:
        """Whether it was known of by then, has begun, is not over and not void; an end known by date ends with it."""
        return self.agreed.utc <= at and self.start.utc <= at < self.end.over() and not self.void_at(at)


class ComponentClock(Struct, frozen=True):
    """One of the truce's several clocks: a tariff, control, fee or exclusion leg with an end of its own."""

    id: str
    what: str
    leg: str
    side: str
    until: Moment
    announced_until: Moment | None
    window: str | None
    void: Moment | None
    known_from: date
    instrument: str
    note: str
    source: tuple[Source, ...]


class Event(Struct, frozen=True):
    """A dated event; `start` None where the day is not known."""

    id: str
    title: str
    kind: str
    start: Moment | None
    end: Moment | None
    status: str
    outcome: str
    """What came of it; "" where nobody wrote it down."""
    outcome_known_from: date | None
    countdown: bool
    known_from: date
    evidence: str
    note: str
    source: tuple[Source, ...]


class WeeklyRule(Struct, frozen=True):
    """Days and time of something that comes again each week; the time is about that, not to the minute."""

    weekdays: tuple[int, ...]
    """Monday is 0."""
    time: time
    zone: str
    not_months: tuple[int, ...]
    """Months of the break."""


class Recurring(Struct, frozen=True):
    """A briefing or publication that comes again; `rule` None where no rule gives its days."""

    id: str
    what: str
    when: str
    rule: WeeklyRule | None
    source: tuple[Source, ...]


class WrongClaim(Struct, frozen=True):
    """A claim that goes around and is not so."""

    id: str
    claim: str
    record: str
    """What is so."""
    signs: tuple[str, ...]
    """Patterns that all stand in one sentence of an item that makes the claim; none: dates and rates tell it."""
    since: date | None
    """It is wrong in items published from this day on; None: in all."""
    source: tuple[Source, ...]


class Book(Struct, frozen=True):
    """The record that the desk stands by."""

    windows: tuple[Window, ...]
    clocks: tuple[ComponentClock, ...]
    measures: tuple[Measure, ...]
    events: tuple[Event, ...]
    recurring: tuple[Recurring, ...]
    wrong_claims: tuple[WrongClaim, ...]
    left_out: str
    roster: Roster
    checked_to: date
    sequences: Mapping[str, int]
    """`kind:id` → how often the row was changed since it came into the book; rows never changed are left out."""
    known_at: datetime | None
    """The book is as the desk had it then; None: as it has it."""
    problems: tuple[str, ...]
    """Mistakes in the data files: file, row, field; the rest of the book is here."""
