"""Moments of the record: an instant with its zone and how precisely it is known."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from tradewatch.errors import FactsError
from tradewatch.instants import BEIJING, FIRST_YEAR, LAST_YEAR, WASHINGTON, iso_utc

__all__ = ["Moment", "Precision", "day_start", "known_zone", "moment"]


class Precision(StrEnum):
    """`date`: no clock time is known, never show a midnight. `inferred`: a guess from a pattern, must look like one."""

    MINUTE = "minute"
    DATE = "date"
    INFERRED = "inferred"


class Moment(Struct, frozen=True):
    """A stored moment. Where only the date is known, `utc` is the date's start in its zone: from there it counts."""

    utc: datetime
    zone: str
    precision: Precision

    @property
    def on(self) -> date:
        """The calendar day in its own zone."""
        return self.utc.astimezone(ZoneInfo(self.zone)).date()

    @property
    def place(self) -> str:
        """`Beijing`, `Washington` or the zone's city."""
        return {"Asia/Shanghai": "Beijing", "America/New_York": "Washington"}.get(
            self.zone, self.zone.rpartition("/")[2]
        )

    def over(self) -> datetime:
        """Gives the first instant after it as an end: a date known alone is over when its day is."""
        if self.precision is not Precision.DATE:
            return self.utc
        return datetime.combine(self.on + timedelta(days=1), time.min, ZoneInfo(self.zone)).astimezone(UTC)

    def day_words(self) -> str:
        """Gives the day alone: `24 Jul 2026`."""
        return f"{self.on.day} {self.on:%b %Y}"

    def clock(self) -> str:
        """Gives the clock time in its own zone, `00:01`."""
        return f"{self.utc.astimezone(ZoneInfo(self.zone)):%H:%M}"

    def answer(self) -> str:
        """Gives how it stands in JSON: a date alone where no clock time is known, else the instant in UTC."""
        return self.on.isoformat() if self.precision is Precision.DATE else iso_utc(self.utc)

    def washington(self) -> str:
        """Gives the local ISO time in Washington, or the date."""
        return self._local(WASHINGTON)

    def beijing(self) -> str:
        """Gives the local ISO time in Beijing, or the date."""
        return self._local(BEIJING)

    def _local(self, zone: ZoneInfo) -> str:
        if self.precision is Precision.DATE:
            return self.on.isoformat()
        return self.utc.astimezone(zone).isoformat(timespec="minutes")


def moment(value: dict[str, Any] | None, place: str) -> Moment | None:
    """Reads a moment of a data file; `place` names file, row and field in the FactsError for a wrong one."""
    if value is None:
        return None
    try:
        zone, precision = known_zone(value["zone"]), Precision(value["precision"])
        if precision is Precision.DATE:
            day = date.fromisoformat(value["on"])
            _refuse_far(day.year)
            return Moment(datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC), value["zone"], precision)
        instant = datetime.fromisoformat(value["at"])
        _refuse_far(instant.year)
        if instant.utcoffset() != instant.astimezone(zone).utcoffset():
            raise ValueError(f"the offset of {value['at']} is not that of {value['zone']} on that day")
        return Moment(instant.astimezone(UTC), value["zone"], precision)
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
        words = f"{error.args[0]}: missing" if isinstance(error, KeyError) else str(error)
        raise FactsError(f"{place}: {words}", "at + zone + precision, or on + zone + precision date") from error


def _refuse_far(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the year {year} is beyond the calendar of this program, {FIRST_YEAR} to {LAST_YEAR}")


def known_zone(name: str) -> ZoneInfo:
    """Gives a zone by its IANA name. Raises ValueError in words for one that there is not."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, TypeError, OSError) as error:
        raise ValueError(f"{name!r} is no zone (as America/New_York)") from error


def day_start(day: date) -> datetime:
    """Gives the start of a calendar day in Washington, in UTC: from there on a thing known since that day is known."""
    return datetime.combine(day, time.min, WASHINGTON).astimezone(UTC)
