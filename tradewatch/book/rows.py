"""The rows of the record as frozen records: windows, clocks, measures, deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tradewatch.book.moments import Moment
from tradewatch.book.roster import Roster

__all__ = ["AtTheEnd", "Book", "ComponentClock", "Event", "Instrument", "Measure", "PartRate", "Source", "Window"]


@dataclass(frozen=True, slots=True)
class Source:
    kind: str
    """`page` and `repository` are evidence; `ledger`, `article`, `computed`, `unverified` are not by themselves."""
    ref: str


@dataclass(frozen=True, slots=True)
class PartRate:
    rate: Decimal
    scope: str


@dataclass(frozen=True, slots=True)
class Measure:
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
    evidence: str
    note: str
    source: tuple[Source, ...]
    returns_from: Moment | None = None
    """A suspended duty comes back here …"""
    unless_window: str | None = None
    """… unless this announced window holds."""


@dataclass(frozen=True, slots=True)
class AtTheEnd:
    """What one side's total becomes when a window ends without another."""

    side: str
    target: str
    from_rate: Decimal | None
    to_rate: Decimal | None
    note: str
    void_from: datetime | None
    """From here on nothing can return: the leg is void."""


@dataclass(frozen=True, slots=True)
class Instrument:
    side: str
    number: str
    date: str
    citation: str


@dataclass(frozen=True, slots=True)
class Window:
    """One period of the truce. Ends are stored, never computed by adding days."""

    id: str
    label: str
    agreed: Moment
    agreed_at: str
    start: Moment
    end: Moment
    days: int
    announced_by: tuple[str, ...]
    inferred_end: Moment | None
    at_the_end: tuple[AtTheEnd, ...]
    instruments: tuple[Instrument, ...]
    source: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ComponentClock:
    """One of the truce's several clocks: a tariff, control, fee or exclusion leg with an end of its own."""

    id: str
    what: str
    leg: str
    side: str
    until: Moment
    announced_until: Moment | None
    window: str | None
    void_from: datetime | None
    known_from: date
    instrument: str
    note: str
    source: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event; `start` None where the day is not known."""

    id: str
    title: str
    kind: str
    start: Moment | None
    end: Moment | None
    status: str
    countdown: bool
    known_from: date
    evidence: str
    note: str
    source: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The record that the desk stands by."""

    windows: tuple[Window, ...]
    clocks: tuple[ComponentClock, ...]
    measures: tuple[Measure, ...]
    events: tuple[Event, ...]
    recurring: tuple[tuple[str, str], ...]
    """(what, when)."""
    wrong_claims: tuple[tuple[str, str], ...]
    """(claim, what the record has)."""
    left_out: str
    roster: Roster
    checked_to: date
    problems: tuple[str, ...]
    """Mistakes in the data files: file, row, field; the rest of the book is here."""
