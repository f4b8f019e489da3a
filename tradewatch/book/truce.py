"""The truce at an instant: which window runs, how long is left, what returns at its end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from tradewatch.book.counting import wall
from tradewatch.book.moments import Moment, Precision, day_start
from tradewatch.book.rows import AtTheEnd, Book, ComponentClock, Window
from tradewatch.instants import WASHINGTON

__all__ = ["Leg", "Truce", "WindowStanding", "WindowStatus", "truce_at", "windows_at"]

_DAY = timedelta(days=1)


class WindowStatus(StrEnum):
    """`announced`: governments said so, no instrument was seen."""

    IN_FORCE = "in_force"
    ANNOUNCED = "announced"
    SUPERSEDED = "superseded"
    """Another window took its place."""
    EXPIRED = "expired"
    VOID = "void"
    """Called off or struck down."""
    NONE = "none"


class Leg(Struct, frozen=True):
    """One part of the truce with its own clock."""

    what: str
    leg: str
    """`tariff`, `control`, `fee` or `exclusion`."""
    side: str
    status: str
    """`in_force`, `announced`, `expired` or `void`."""
    until: Moment


class Truce(Struct, frozen=True):
    """How the truce stands at `at`; outside any window `window` is None."""

    at: datetime
    status: WindowStatus
    window: Window | None
    legs: tuple[Leg, ...] = ()
    announced_next: Window | None = None

    @property
    def end(self) -> Moment | None:
        """What the clock counts to, or up from: the end of the window, or when it was called off or struck down."""
        if self.window is None:
            return None
        void = self.window.void
        if void is not None and self.window.void_at(self.at) and void.utc < self.window.end.over():
            return void
        return self.window.end

    @property
    def left(self) -> timedelta | None:
        """Time to the end, negative after it; for an end known by its date only, to the start of that date there."""
        return None if self.end is None else self.end.utc - self.at

    @property
    def seconds_left(self) -> int | None:
        """Whole seconds, None where only the date is known: nobody knows the second."""
        if self.end is None or self.left is None or self.end.precision is Precision.DATE:
            return None
        return self.left // timedelta(seconds=1)

    @property
    def days_left(self) -> int | None:
        """Periods of 24 hours, rounded down; 0 all day long on an end known by its date only."""
        if self.end is None or self.left is None:
            return None
        if self.end.precision is Precision.DATE and self.status is WindowStatus.EXPIRED:
            return self.dates_left  # nobody knows the hour that whole days would count from
        days = self.left // _DAY
        if self.end.precision is Precision.DATE and self.status is not WindowStatus.EXPIRED:
            return max(days, 0)
        return days

    @property
    def dates_left(self) -> int | None:
        """Calendar days in Washington from today's to the end's: the number that a story prints."""
        return None if self.end is None else (_day(self.end) - self.at.astimezone(WASHINGTON).date()).days

    @property
    def day(self) -> int | None:
        """Whole wall-clock days in Washington since the start, plus one; None before the start and after the end."""
        if self.window is None or self.at < self.window.start.utc or self.status is WindowStatus.EXPIRED:
            return None
        day = (wall(self.at) - wall(self.window.start.utc)).days + 1
        # the date of an end without a clock time still runs when its days are counted out
        return min(day, self.window.days) if self.window.end.precision is Precision.DATE else day

    def returning(self) -> tuple[AtTheEnd, ...]:
        """What each side's total becomes at the end; a leg that is void by now returns nothing."""
        return () if self.window is None else self.window.at_the_end


class WindowStanding(Struct, frozen=True):
    """A window as it stood at an instant."""

    window: Window
    status: WindowStatus


def windows_at(book: Book, at: datetime) -> list[WindowStanding]:
    """Gives every window that was known of at an instant with its status then, the earliest first."""
    current = truce_at(book, at).window
    known = sorted((one for one in book.windows if one.agreed.utc <= at), key=lambda one: one.start.utc)
    return [WindowStanding(one, _standing(one, known, current, at)) for one in known]


def _standing(one: Window, known: list[Window], current: Window | None, at: datetime) -> WindowStatus:
    if one.void_at(at):
        return WindowStatus.VOID
    if one.start.utc > at:
        return WindowStatus.ANNOUNCED
    later = [other for other in known if other.start.utc > one.start.utc and not other.void_at(at)]
    if one.runs(at):
        if one is not current and any(other.runs(at) for other in later):
            return WindowStatus.SUPERSEDED
        return WindowStatus.IN_FORCE if one.rests_on(at) else WindowStatus.ANNOUNCED
    # prolonged without a gap by a window that held; an announcement alone takes nobody's place
    taken = any(other.start.utc <= one.end.over() and other.start.utc <= at and other.rests_on(at) for other in later)
    return WindowStatus.SUPERSEDED if taken else WindowStatus.EXPIRED


def truce_at(book: Book, at: datetime) -> Truce:
    """Gives the truce as it stood at an instant, from what was agreed or announced by then.

    A window runs from its start to its end, the end not counted; one whose end is known by its date only runs to
    the end of that date. Between an agreement and its start the truce is announced.
    """
    known = sorted((one for one in book.windows if one.agreed.utc <= at), key=lambda one: one.start.utc)
    holding = [one for one in known if not one.void_at(at)]
    if not known:
        return Truce(at, WindowStatus.NONE, None)
    # the one in force before an announced one, and the latest: a new window takes over from the one before
    running = sorted((one for one in holding if one.runs(at)), key=lambda one: (one.rests_on(at), one.start.utc))
    ahead = [one for one in holding if one.start.utc > at]
    over = [one for one in known if one not in ahead]
    if running:
        window = running[-1]
        later = next((one for one in holding if one.start.utc > window.start.utc), None)
        status = WindowStatus.IN_FORCE if window.rests_on(at) else WindowStatus.ANNOUNCED
    elif ahead:
        window, later, status = ahead[0], None, WindowStatus.ANNOUNCED
    elif over:
        window, later, status = max(over, key=_ended), None, WindowStatus.EXPIRED
    else:
        return Truce(at, WindowStatus.NONE, None)
    return Truce(at, status, window, tuple(_legs(book, window, status, at)), later)


def _ended(window: Window) -> datetime:
    end = window.end.over()
    return end if window.void is None else min(window.void.utc, end)


def _legs(book: Book, window: Window, status: WindowStatus, at: datetime) -> list[Leg]:
    """The tariff leg of each side, and every other clock of the window, or of one that this window prolongs."""
    legs = []
    ends = dict(window.ends)
    for one in window.at_the_end:
        end = ends.get(one.side, window.end)  # the same instant, on the side's own clock
        void = one.void_from is not None and at >= one.void_from
        legs.append(Leg(f"suspended duties of {one.side}", "tariff", one.side, "void" if void else str(status), end))
    tariff_sides = {one.side for one in window.at_the_end}
    for clock in book.clocks:
        if day_start(clock.known_from) > at or (clock.leg == "tariff" and clock.side in tariff_sides):
            continue
        leg = _clock_leg(clock, window, at)
        if leg is not None:
            legs.append(leg)
    return legs


def _clock_leg(clock: ComponentClock, window: Window, at: datetime) -> Leg | None:
    until, status = clock.until, "in_force"
    if clock.window != window.id:
        prolonged = clock.announced_until is not None and clock.announced_until.utc == window.end.utc
        if not prolonged or clock.announced_until is None:
            return None
        until, status = clock.announced_until, "announced"
    if clock.void is not None and at >= clock.void.utc:
        status = "void"
    elif at >= until.over():
        status = "expired"
    return Leg(clock.what, clock.leg, clock.side, status, until)


def _day(end: Moment) -> date:
    return end.on if end.precision is Precision.DATE else end.utc.astimezone(WASHINGTON).date()
