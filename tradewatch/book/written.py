"""What a person writes for a field of the book: moments, rates, days, sides, sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tradewatch.book.fieldreader import a_rate
from tradewatch.book.moments import Moment, Precision, known_zone
from tradewatch.clean import clean_line
from tradewatch.errors import TradewatchError
from tradewatch.instants import FIRST_YEAR, LAST_YEAR

__all__ = [
    "SIDE_ZONES",
    "Parser",
    "as_written",
    "written_day",
    "written_moment",
    "written_rate",
    "written_source",
    "written_yes",
]

Parser = Callable[[str, str], Any]
"""(text, zone of whoever the row belongs to) → the field's value; raises ValueError in words."""

SIDE_ZONES: Mapping[str, str] = {"US": "America/New_York", "China": "Asia/Shanghai"}
_PLACES = {"washington": "America/New_York", "beijing": "Asia/Shanghai", "utc": "UTC", "z": "UTC"}
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ](?P<clock>\d{1,2}:\d{2}(?::\d{2})?)\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?)?"
    r"(?:\s+(?P<place>[A-Za-z_]+(?:/[A-Za-z_/+-]+)?))?(?P<guess>\s*\?)?\Z"
)


def written_moment(text: str, zone: str) -> dict[str, str] | None:
    """Reads `2026-12-15` (the date alone), `2026-12-15T00:01-05:00`, `2026-12-15 00:01 Washington`; `?` marks a guess.

    "" or `none` is no moment. Gives the object of a data file. Raises ValueError in words: for an unknown zone, an
    offset that is not the zone's on that day, a clock time that the zone skips or has twice that night.
    """
    if text.strip().casefold() in ("", "none", "null"):
        return None
    match = _MOMENT.match(text.strip())
    if match is None:
        raise ValueError(
            f"{text!r} is no moment: write 2026-12-15, 2026-12-15T00:01-05:00 or 2026-12-15 00:01 Washington"
        )
    name = _zone(match["place"] or zone)
    _near_day(match["day"])
    if match["clock"] is None:
        if match["guess"]:
            raise ValueError(f"{text!r}: a guess wants a clock time; a date alone is known or it is not")
        return {"on": match["day"], "zone": name, "precision": "date"}
    precision = "inferred" if match["guess"] else "minute"
    clock = match["clock"].zfill(5 if match["clock"].count(":") == 1 else 8)
    wall = datetime.fromisoformat(f"{match['day']}T{clock}")
    instant = _with_offset(wall, match["offset"], name, named=match["place"] is not None)
    return {"at": instant.isoformat(timespec="seconds"), "zone": name, "precision": precision}


def as_written(found: Moment) -> str:
    """Gives a moment as a person would write it: what `written_moment` reads back."""
    if found.precision is Precision.DATE:
        return f"{found.on.isoformat()} {found.zone}"
    local = found.utc.astimezone(ZoneInfo(found.zone))
    return (
        local.isoformat(timespec="minutes") + f" {found.zone}" + (" ?" if found.precision is Precision.INFERRED else "")
    )


def _with_offset(wall: datetime, offset: str | None, zone: str, *, named: bool) -> datetime:
    there = ZoneInfo(zone)
    if offset is None:
        return _wall_clock(wall, there)
    instant = datetime.fromisoformat(wall.isoformat() + offset)
    local = instant.astimezone(there)
    if local.utcoffset() != instant.utcoffset():
        if offset in ("Z", "+00:00", "+0000") and not named:
            return local  # UTC says the instant; the row's own zone says how it is written
        raise ValueError(f"{offset} is not the offset of {zone} then; it is {local.isoformat()[-6:]}")
    return local


def _wall_clock(wall: datetime, zone: ZoneInfo) -> datetime:
    """A clock time without an offset: there is one such instant, or a person has to say which."""
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall:
        raise ValueError(f"{wall:%H:%M} on {wall:%Y-%m-%d} is skipped in {zone.key}: clocks go forward then")
    if first.utcoffset() != second.utcoffset():
        raise ValueError(f"{wall:%H:%M} on {wall:%Y-%m-%d} comes twice in {zone.key}: write it with its offset")
    return first


def _zone(name: str) -> str:
    known = _PLACES.get(name.casefold(), name)
    known_zone(known)
    return known


def written_rate(text: str, zone: str) -> str | None:
    """Reads `12.5`, `12.5 %`, or `none`."""
    words = text.strip().removesuffix("%").strip()
    if words.casefold() in ("", "none", "null"):
        return None
    return format(a_rate(words), "f")


def written_day(text: str, zone: str) -> str | None:
    """Reads a date, or `none`."""
    if text.strip().casefold() in ("", "none", "null"):
        return None
    try:
        return _near_day(text.strip()).isoformat()
    except ValueError as error:
        raise ValueError(f"{text!r} is no date: write 2026-12-15") from error


def _near_day(text: str) -> date:
    day = date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{text} is beyond the calendar of this program, {FIRST_YEAR} to {LAST_YEAR}")
    return day


def written_yes(text: str, zone: str) -> bool:
    """Reads yes or no."""
    found = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}.get(text.strip().casefold())
    if found is None:
        raise ValueError(f"{text!r} is neither yes nor no")
    return found


def written_source(text: str) -> dict[str, str]:
    """Reads who says so: an address, the id of an item, or words. Raises TradewatchError where nobody does."""
    words = clean_line(text)
    if not words:
        raise TradewatchError("who says so is missing", "--source with an address, an item's id or words")
    if re.match(r"https?://\S+\Z", words):
        return {"kind": "page", "ref": words}
    if re.match(r"i[1-9]\d*\Z", words):
        return {"kind": "item", "ref": words}
    return {"kind": "article", "ref": words}
