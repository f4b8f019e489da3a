"""The duties at an instant: what each measure's status is, and what each side charges on nearly all goods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from tradewatch.book.knowledge import known_by
from tradewatch.book.moments import Moment, Precision
from tradewatch.book.rows import Book, Measure

__all__ = [
    "DIRECTIONS",
    "DutyChange",
    "MeasureStatus",
    "Stack",
    "Standing",
    "changes_since",
    "measures_at",
    "stacks_at",
]

DIRECTIONS = (("US", "China"), ("China", "US"))
"""(imposed by, on goods of)."""


class MeasureStatus(StrEnum):
    """What a measure is at an instant; after its end it is what it ended as."""

    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    VOID = "void"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    SCHEDULED = "scheduled"
    THREATENED = "threatened"
    PROPOSED = "proposed"


class Standing(Struct, frozen=True):
    """A measure as it stood at an instant; `until` is None where nobody knew of an end by then."""

    measure: Measure
    status: MeasureStatus
    until: Moment | None


class Stack(Struct, frozen=True):
    """The general additional duties of one direction, summed."""

    imposed_by: str
    target: str
    total: Decimal
    parts: tuple[Measure, ...]
    past: tuple[Measure, ...]
    """Parts that are void or suspended by now: what a reader of older stories asks about."""
    since: Moment | None
    """Since when the total is this; None where there never was another."""
    before: Decimal | None
    basis: str
    """`in_force`, or `announced` where the total stands only if an announcement without instrument holds."""
    otherwise: Decimal | None
    """The total if the announcement does not hold."""
    hidden: tuple[Measure, ...]
    """Duties that began after a total that was reported as the whole: they are not in it, and somebody has to look."""


class DutyChange(Struct, frozen=True):
    """A change of one direction's total, with the measures that began or ended then."""

    at: Moment
    imposed_by: str
    target: str
    before: Decimal
    after: Decimal
    measures: tuple[Measure, ...]


def measures_at(book: Book, at: datetime) -> list[Standing]:
    """Gives every measure that was known of at an instant, with its status then."""
    book = known_by(book, at)
    return [Standing(one, _status(book, one, at), one.end) for one in book.measures]


def stacks_at(book: Book, at: datetime) -> list[Stack]:
    """Gives the total of each direction at an instant. A duty known by its date only counts from that date's start."""
    book = known_by(book, at)
    return [_stack(book, imposed_by, target, at) for imposed_by, target in DIRECTIONS]


def changes_since(book: Book, since: datetime, at: datetime) -> list[DutyChange]:
    """Gives the changes of either total after `since` and up to `at`, newest first."""
    book = known_by(book, at)
    found = [change for direction in DIRECTIONS for change in _changes(book, *direction, at) if change.at.utc >= since]
    return sorted(found, key=lambda one: one.at.utc, reverse=True)


def _stack(book: Book, imposed_by: str, target: str, at: datetime) -> Stack:
    of_direction = _general(book, imposed_by, target)
    parts = _in_force(book, of_direction, at)
    total = _sum(parts)
    changes = _changes(book, imposed_by, target, at)
    past = tuple(one for one in of_direction if _status(book, one, at) in (MeasureStatus.VOID, MeasureStatus.SUSPENDED))
    last = changes[-1] if changes else None
    returning = [] if any(one.whole for one in parts) else [one for one in of_direction if _may_be_back(book, one, at)]
    otherwise = total + _sum(returning) if returning else None
    basis = "announced" if returning else "in_force"
    return Stack(
        imposed_by,
        target,
        total,
        parts,
        past,
        last.at if last else None,
        last.before if last else None,
        basis,
        otherwise,
        _hidden(book, of_direction, parts, at),
    )


def _hidden(book: Book, general: Iterable[Measure], parts: Sequence[Measure], at: datetime) -> tuple[Measure, ...]:
    whole = next((one for one in parts if one.whole and one.start is not None), None)
    if whole is None or whole.start is None:
        return ()
    began = whole.start.utc
    return tuple(
        one
        for one in general
        if one is not whole and _status(book, one, at) is MeasureStatus.IN_FORCE and one.start and one.start.utc > began
    )


def _changes(book: Book, imposed_by: str, target: str, at: datetime) -> list[DutyChange]:
    """Every change of the total up to an instant, oldest first."""
    general = _general(book, imposed_by, target)
    turns: dict[datetime, Moment] = {}
    for one in general:
        for instant, turn in _turns(book, one, at):
            if instant <= at:
                turns.setdefault(instant, turn)
    found: list[DutyChange] = []
    before = Decimal(0)
    for instant in sorted(turns):
        after = _sum(_in_force(book, general, instant))
        if after != before:
            involved = tuple(one for one in general if instant in {turn for turn, _ in _turns(book, one, at)})
            found.append(DutyChange(turns[instant], imposed_by, target, before, after, involved))
            before = after
    return found


def _turns(book: Book, measure: Measure, at: datetime) -> list[tuple[datetime, Moment]]:
    """The instants at which a measure's status may turn, as known by `at`."""
    found = [(turn.utc, turn) for turn in (measure.start, measure.end) if turn is not None]
    back = _back(book, measure, at)
    return found if back is None else [*found, back]


def _back(book: Book, measure: Measure, at: datetime) -> tuple[datetime, Moment] | None:
    """When a suspended duty is back, as known by `at`: once no window of the truce keeps it away any more.

    Whether an announced window holds or not, nothing keeps the duty away after its end.
    """
    if measure.returns_from is None:
        return None
    instant, turn = measure.returns_from.utc, measure.returns_from
    known = [one for one in book.windows if one.agreed.utc <= at]
    for window in sorted(known, key=lambda one: one.start.utc):
        if not window.start.utc <= instant < window.end.over():
            continue
        if window.void_at(at) and window.void is not None:
            instant, turn = max((window.void.utc, window.void), (instant, turn), key=lambda pair: pair[0])
        else:
            instant, turn = window.end.over(), _after(window.end)
    return instant, turn


def _after(end: Moment) -> Moment:
    """The first moment after an end: the day after it where only the date is known."""
    return end if end.precision is not Precision.DATE else Moment(end.over(), end.zone, Precision.DATE)


def _may_be_back(book: Book, measure: Measure, at: datetime) -> bool:
    """Whether a suspended duty is away only because an announcement without instrument is taken to hold."""
    if measure.returns_from is None or at < measure.returns_from.utc:
        return False
    back = _back(book, measure, at)
    if back is None or at >= back[0]:
        return False
    return not any(one.runs(at) and one.rests_on(at, measure.imposed_by) for one in book.windows)


def _general(book: Book, imposed_by: str, target: str) -> list[Measure]:
    return [
        one for one in book.measures if one.stack and one.imposed_by == imposed_by and one.target in (target, "all")
    ]


def _in_force(book: Book, general: Iterable[Measure], at: datetime) -> tuple[Measure, ...]:
    """The parts of the total; one that is the whole of it stands alone, the one that began last."""
    parts = tuple(one for one in general if _status(book, one, at) is MeasureStatus.IN_FORCE)
    whole = [one for one in parts if one.whole and one.start is not None]
    return (max(whole, key=lambda one: one.start.utc if one.start else at),) if whole else parts


def _sum(measures: Iterable[Measure]) -> Decimal:
    return sum((one.rate for one in measures if one.rate is not None), Decimal(0))


def _status(book: Book, measure: Measure, at: datetime) -> MeasureStatus:
    ends_as = MeasureStatus(measure.ends_as)
    back = _back(book, measure, at)
    if back is not None and at >= back[0]:
        return MeasureStatus.IN_FORCE
    if measure.start is None or ends_as in (MeasureStatus.THREATENED, MeasureStatus.PROPOSED):
        return ends_as
    if at < measure.start.utc:
        return MeasureStatus.SCHEDULED
    if measure.end is None or at < measure.end.utc:
        return MeasureStatus.IN_FORCE
    return ends_as
