"""Deadlines as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tradewatch.book.deadlines import Deadline
from tradewatch.book.moments import Precision
from tradewatch.book.rows import WeeklyRule

__all__ = ["calendar_text"]

_FOLD = 75
"""Octets a line (RFC 5545, section 3.1)."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar_text(deadlines: list[Deadline], now: datetime, *, note: str = "") -> str:
    """Gives the whole calendar, lines ended with CRLF; what is known by its date only is an all-day event.

    UIDs are the rows' ids and SEQUENCE counts their changes, so that a calendar that has an event replaces it.
    `note` describes the calendar: how far the record was checked.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//tradewatch//deadlines//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:tradewatch deadlines",
    ]
    if note:
        lines.append(f"X-WR-CALDESC:{_text(note)}")
    for one in deadlines:
        lines += _event(one, now)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) + "\r\n" for line in lines)


def _event(one: Deadline, now: datetime) -> list[str]:
    guess = " (time is a guess)" if one.first.precision is Precision.INFERRED else ""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{one.id}@tradewatch",
        f"SEQUENCE:{one.sequence}",
        f"DTSTAMP:{_stamp(now)}",
        *_times(one),
        *([_repeats(one.rule)] if one.rule is not None and _fixed(one.rule) else []),
        f"SUMMARY:{_text(one.title + guess)}",
        f"CATEGORIES:{_text(one.kind)}",
    ]
    said = [one.note, f"evidence: {one.evidence}", *(f"source: {it.ref or it.kind}" for it in one.source)]
    lines.append(f"DESCRIPTION:{_text(chr(10).join(part for part in said if part))}")
    page = next((it.ref for it in one.source if it.ref.startswith(("http://", "https://"))), None)
    if page is not None:
        lines.append(f"URL:{page}")
    return [*lines, "TRANSP:TRANSPARENT", *(_alarm(one) if one.countdown else []), "END:VEVENT"]


def _alarm(one: Deadline) -> list[str]:
    """A day before; of an all-day event at nine in the morning of the day before (it starts at midnight)."""
    before = "-PT15H" if one.first.precision is Precision.DATE else "-P1D"
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{before}", f"DESCRIPTION:{_text(one.title)}", "END:VALARM"]


def _times(one: Deadline) -> list[str]:
    """DTEND of an all-day event is the day after its last (RFC 5545, section 3.6.1)."""
    if one.first.precision is not Precision.DATE:
        end = [f"DTEND:{_stamp(one.end.utc)}"] if one.end and one.end.precision is not Precision.DATE else []
        return [f"DTSTART:{_stamp(one.first.utc)}", *end]
    last = (one.end or one.first).on + timedelta(days=1)
    return [f"DTSTART;VALUE=DATE:{one.first.on:%Y%m%d}", f"DTEND;VALUE=DATE:{last:%Y%m%d}"]


def _fixed(rule: WeeklyRule) -> bool:
    """Whether the zone's clocks never change: only then a time in UTC stays the same hour there."""
    zone = ZoneInfo(rule.zone)
    return datetime(2026, 1, 1, tzinfo=zone).utcoffset() == datetime(2026, 7, 1, tzinfo=zone).utcoffset()


def _repeats(rule: WeeklyRule) -> str:
    """The rule in UTC; the day of the week there is the same wherever the time is after the zone's offset."""
    zone = ZoneInfo(rule.zone)
    monday = datetime(2026, 1, 5, rule.time.hour, rule.time.minute, tzinfo=zone)
    shift = (monday.astimezone(UTC).date() - monday.date()).days
    days = ",".join(_DAYS[(day + shift) % 7] for day in rule.weekdays)
    months = ",".join(str(month) for month in range(1, 13) if month not in rule.not_months)
    return f"RRULE:FREQ=WEEKLY;BYDAY={days}" + (f";BYMONTH={months}" if rule.not_months else "")


def _stamp(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Escapes as RFC 5545, section 3.3.11 wants."""
    return words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Breaks a line at 75 octets, never inside a letter."""
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _FOLD:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    return "\r\n".join([*pieces, piece])
