"""Deadlines as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tradewatch.book.deadlines import Deadline
from tradewatch.book.moments import Precision

__all__ = ["calendar_text"]

_FOLD = 75
"""Octets a line (RFC 5545, section 3.1)."""


def calendar_text(deadlines: list[Deadline], now: datetime) -> str:
    """Gives the whole calendar, lines ended with CRLF; what is known by its date only is an all-day event."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tradewatch//deadlines//EN", "CALSCALE:GREGORIAN"]
    for one in deadlines:
        lines += _event(one, now)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) + "\r\n" for line in lines)


def _event(one: Deadline, now: datetime) -> list[str]:
    guess = " (time is a guess)" if one.start.precision is Precision.INFERRED else ""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{one.id}@tradewatch",
        f"DTSTAMP:{_stamp(now)}",
        *_times(one),
        f"SUMMARY:{_text(one.title + guess)}",
        f"CATEGORIES:{_text(one.kind)}",
    ]
    if one.note:
        lines.append(f"DESCRIPTION:{_text(one.note)}")
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _times(one: Deadline) -> list[str]:
    """DTEND of an all-day event is the day after its last (RFC 5545, section 3.6.1)."""
    if one.start.precision is not Precision.DATE:
        return [f"DTSTART:{_stamp(one.start.utc)}"]
    last = (one.end or one.start).on + timedelta(days=1)
    return [f"DTSTART;VALUE=DATE:{one.start.on:%Y%m%d}", f"DTEND;VALUE=DATE:{last:%Y%m%d}"]


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
