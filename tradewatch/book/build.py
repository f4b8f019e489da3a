"""From rows to the book: each row checked, a mistake named by place and field, the rest of the book still there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from tradewatch.book.facts import FactRow
from tradewatch.book.fieldreader import RowFields
from tradewatch.book.moments import known_zone
from tradewatch.book.roster import speaker_of
from tradewatch.book.rows import (
    AtTheEnd,
    ComponentClock,
    Event,
    Instrument,
    Measure,
    PartRate,
    Recurring,
    WeeklyRule,
    Window,
    WrongClaim,
)
from tradewatch.errors import FactsError

__all__ = ["ENDS", "EVIDENCE", "SIDES", "WEEKDAYS", "build", "built"]

SIDES = ("US", "China", "all", "both")
ENDS = ("superseded", "void", "expired", "suspended", "threatened", "proposed")
EVIDENCE = ("seen", "reported", "unverified")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LEGS = ("tariff", "control", "fee", "exclusion")


def built(rows: Iterable[FactRow], kind: str, problems: list[str]) -> tuple[Any, ...]:
    """Gives the records of one kind; a row with a mistake is left out and named in `problems`."""
    found = []
    for row in rows:
        if row.kind == kind:
            try:
                found.append(build(row))
            except FactsError as error:
                problems.append(error.message)
    return tuple(found)


def build(row: FactRow) -> Any:
    """Gives the record of a row. Raises FactsError, which names place and field."""
    fields = RowFields(row.content, row.place)
    found = _BUILDERS[row.kind](fields, row.id)
    fields.done()
    return found


def _measure(row: RowFields, name: str) -> Measure:
    start, end = row.moment("from"), row.moment("to")
    if start and end and end.utc < start.utc:
        raise row.wrong("to", "the end is before the start")
    parts = tuple(_part(one) for one in row.inner("rates"))
    rate = row.rate("rate")
    stack = row.yes("stack")
    if stack and rate is None:
        raise row.wrong("rate", "a duty that is summed has one rate")
    if row.value("imposed_by") == row.value("target"):
        raise row.wrong("target", "nobody charges duties on their own goods")
    whole = row.yes("whole", False)
    if whole and not stack:
        raise row.wrong("whole", "only a duty that is summed can be the whole total")
    if rate is not None and parts:
        raise row.wrong("rates", "a row has one rate or several, not both")
    return Measure(
        id=name,
        name=row.words("name"),
        imposed_by=row.choice("imposed_by", SIDES[:2]),
        target=row.choice("target", SIDES[:3]),
        scope=row.text("scope"),
        rate=rate,
        rates=parts,
        kind=row.text("kind"),
        stack=stack,
        whole=whole,
        start=start,
        end=end,
        ends_as=row.choice("ends_as", ENDS),
        known_from=row.day("known_from"),
        end_known_from=row.day_or_none("end_known_from"),
        authority=row.text("authority"),
        citation=row.text("citation"),
        continued_by=tuple((one.day("known_from"), one.words("citation")) for one in row.inner("continued_by", [])),
        ended_by=row.text("ended_by", ""),
        evidence=row.choice("evidence", EVIDENCE),
        note=row.text("note", ""),
        source=row.sources(),
        returns_from=row.moment("returns", None),
    )


def _part(row: RowFields) -> PartRate:
    rate = row.rate("rate")
    if rate is None:
        raise row.wrong("rate", "missing")
    return PartRate(rate, row.text("scope"))


def _window(row: RowFields, name: str) -> Window:
    starts, ends = row.sides("starts"), row.sides("ends")
    # the record has both sides at the same instant; were they not, the earlier counts
    start, end = (min((one for _, one in sides), key=lambda one: one.utc) for sides in (starts, ends))
    if end.utc <= start.utc:
        raise row.wrong("ends", "the end is before the start")
    agreed = row.wanted_moment("agreed")
    if agreed.utc > start.over():
        raise row.wrong("agreed", "it took effect before")
    days = row.number("days")
    if days < 1:
        raise row.wrong("days", f"{days} is no length")
    return Window(
        id=name,
        label=row.words("label"),
        agreed=agreed,
        agreed_at=row.text("agreed_at"),
        start=start,
        end=end,
        starts=starts,
        ends=ends,
        days=days,
        announced_by=row.texts("announced_by"),
        inferred_end=row.moment("inferred_end", None),
        at_the_end=tuple(_at_the_end(one) for one in row.inner("at_the_end")),
        instruments=tuple(_instrument(one) for one in row.inner("instruments")),
        confirmed_from=row.day_or_none("confirmed_from"),
        void=row.moment("void_from", None),
        note=row.text("note", ""),
        source=row.sources(),
    )


def _at_the_end(row: RowFields) -> AtTheEnd:
    return AtTheEnd(
        row.choice("side", SIDES[:2]),
        row.choice("target", SIDES[:2]),
        row.rate("from"),
        row.rate("to"),
        row.text("note"),
        row.instant_or_none("void_from"),
    )


def _instrument(row: RowFields) -> Instrument:
    day = row.day_or_none("date")
    return Instrument(
        row.choice("side", SIDES[:2]),
        row.words("number"),
        day.isoformat() if day else "",
        row.text_or_none("citation") or "",
    )


def _clock(row: RowFields, name: str) -> ComponentClock:
    return ComponentClock(
        id=name,
        what=row.words("what"),
        leg=row.choice("leg", _LEGS),
        side=row.choice("side", SIDES[:2]),
        until=row.wanted_moment("until"),
        announced_until=row.moment("announced_until"),
        window=row.text_or_none("window"),
        void=row.moment("void_from", None),
        known_from=row.day("known_from"),
        instrument=row.text("instrument"),
        note=row.text("note", ""),
        source=row.sources(),
    )


def _event(row: RowFields, name: str) -> Event:
    start, end = row.moment("start"), row.moment("end")
    if start and end and end.utc < start.utc:
        raise row.wrong("end", "the end is before the start")
    return Event(
        id=name,
        title=row.words("title"),
        kind=row.words("kind"),
        start=start,
        end=end,
        status=row.text("status"),
        outcome=row.text("outcome", ""),
        outcome_known_from=row.day_or_none("outcome_known_from"),
        countdown=row.yes("countdown"),
        known_from=row.day("known_from"),
        evidence=row.choice("evidence", EVIDENCE),
        note=row.text("note", ""),
        source=row.sources(),
    )


def _recurring(row: RowFields, name: str) -> Recurring:
    rule = row.value("rule")
    return Recurring(
        name, row.words("what"), row.words("when"), _weekly(row.within("rule", rule)) if rule else None, row.sources()
    )


def _weekly(row: RowFields) -> WeeklyRule:
    days = row.texts("weekdays")
    unknown = [one for one in days if one not in WEEKDAYS]
    if unknown or not days:
        raise row.wrong("weekdays", f"wanted of {', '.join(WEEKDAYS)}")
    zone = row.text("zone")
    try:
        known_zone(zone)
    except ValueError as error:
        raise row.wrong("zone", str(error)) from error
    months = row.listed("not_months")
    if any(one not in range(1, 13) for one in months):
        raise row.wrong("not_months", "months are 1 to 12")
    return WeeklyRule(tuple(WEEKDAYS.index(one) for one in days), row.clock("time"), zone, tuple(months))


def _claim(row: RowFields, name: str) -> WrongClaim:
    signs = row.texts("signs", [])
    for sign in signs:
        try:
            re.compile(sign)
        except re.error as error:
            raise row.wrong("signs", f"{sign!r} is no pattern: {error}") from error
    return WrongClaim(name, row.words("claim"), row.words("record"), signs, row.day_or_none("since"), row.sources())


def _checked(row: RowFields, name: str) -> date:
    row.sources()
    return row.day("checked_to")


_BUILDERS: dict[str, Any] = {
    "record": _checked,
    "measure": _measure,
    "window": _window,
    "clock": _clock,
    "deadline": _event,
    "recurring": _recurring,
    "claim": _claim,
    "speaker": speaker_of,
}
