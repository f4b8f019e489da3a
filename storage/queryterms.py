"""The keys of the query language and what may stand behind them: sides, channels, names, calendar days, spans."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from tradewatch.book.roster import Roster
from tradewatch.clean import clean_line
from tradewatch.instants import FIRST_YEAR, LAST_YEAR, iso_utc
from tradewatch.records import Channel, Side
from tradewatch.storage.searchform import any_of

__all__ = ["ALLOWED", "KEYS", "TOPICS", "Bearings", "WrongValueError", "nearest", "stored_value"]

IS = ("flagged", "unread", "direct", "official", "near", "all", "nobody", "edited", "hand")
TOPICS = (
    "tariffs", "truce", "talks", "rare_earths", "export_controls", "visas", "agriculture", "fentanyl", "shipping",
    "legal", "de_minimis", "markets",
)  # fmt: skip
"""Of the bundled lexicon; a lexicon of one's own may have more, so any topic may be asked for."""
_TIMES = ("2026-11-01", "3d", "12h", "2w", "today", "yesterday")
KEYS = ("speaker", "side", "topic", "feed", "channel", "since", "until", "tag", "any", "is")
ALLOWED: dict[str, tuple[str, ...]] = {
    "side": tuple(str(one) for one in Side),
    "channel": tuple(str(one) for one in Channel),
    "is": IS,
    "topic": TOPICS,
    "since": _TIMES,
    "until": _TIMES,
}
"""What a person may write behind a key, for topics and times as examples; any text behind the other keys."""

_SPAN = re.compile(r"(\d{1,6})([hdw])\Z", re.ASCII)
_HOURS = {"h": 1, "d": 24, "w": 7 * 24}
_SECOND = timedelta(seconds=1)


class Bearings(Struct, frozen=True):
    """Where, when and with whom in mind a query is asked."""

    zone: ZoneInfo
    """The desk's: its calendar days are meant."""
    now: datetime
    roster: Roster | None = None
    """Names and aliases of speakers; without one a part of the name is looked for."""


class WrongValueError(ValueError):
    """A value that does not do, in words; the parser knows its place."""

    def __init__(self, message: str, hint: str, *, unfinished: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.unfinished = unfinished
        """More letters could mend it."""


def stored_value(key: str, value: str, bearings: Bearings) -> str:
    """Gives a value as it is stored: `china` as `China`, an alias as the name, a day as an instant.

    Raises WrongValueError for one that there is not.
    """
    value = clean_line(value).strip()
    if not value:
        raise WrongValueError(f"{key}: wants a value", _wanted(key), unfinished=True)
    match key:
        case "side" | "channel" | "is":
            return _one_of(key, value)
        case "topic":
            return _name(value)
        case "speaker":
            known = bearings.roster.by_name(value) if bearings.roster is not None else None
            return known.name if known is not None else value
        case "since" | "until":
            return iso_utc(_instant(key, value, bearings))
        case "any" if not any_of([value]):
            raise WrongValueError(f"any: finds no letter or digit in {value!r}", _wanted(key), unfinished=True)
        case _:
            return value


def nearest(word: str, known: Sequence[str]) -> str:
    """Gives the known word that a person may have meant, "" where none is near."""
    folded = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else ""


def _name(value: str) -> str:
    return re.sub(r"[\s-]+", "_", value.casefold())


def _one_of(key: str, value: str) -> str:
    allowed = {one.casefold(): one for one in ALLOWED[key]}
    name = _name(value)
    if name in allowed:
        return allowed[name]
    near = nearest(name, ALLOWED[key])
    message = f"{key}: has no {value!r}" + (f", did you mean {key}:{near}?" if near else "")
    raise WrongValueError(message, _wanted(key), unfinished=any(one.startswith(name) for one in allowed))


def _wanted(key: str) -> str:
    if key in ("since", "until"):
        return "a day as 2026-11-01, an instant as 2026-11-01T14:00Z, or 3d, 12h, 2w, today, yesterday"
    if key in ALLOWED:
        return ", ".join(ALLOWED[key])
    return {
        "speaker": 'a name or part of it, as speaker:"Scott Bessent"',
        "tag": "a tag that somebody set",
        "any": 'words or phrases, as any:Taiwan,"rare earths"',
    }.get(key, "part of the feed's title, or its address")


def _instant(key: str, value: str, bearings: Bearings) -> datetime:
    """A day begins for `since:` and ends for `until:`; a span goes back from now, to where the calendar begins at most;
    an instant without an offset is the desk's."""
    word = value.casefold()
    fault = WrongValueError(
        f"{key}: knows no time {value!r}", _wanted(key),
        unfinished=value[0].isdecimal() or any(one.startswith(word) for one in ("today", "yesterday")),
    )  # fmt: skip
    try:
        instant = _from_now(key, word, bearings) or _a_day(key, word, bearings) or datetime.fromisoformat(value.upper())
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=bearings.zone)
        instant = instant.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise fault from error
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise WrongValueError(
            f"{key}: {value!r} is beyond the calendar of this program", f"{FIRST_YEAR} to {LAST_YEAR}", unfinished=True
        )
    return instant


def _from_now(key: str, word: str, bearings: Bearings) -> datetime | None:
    """What a time that goes with the clock comes to; the same words may be asked at another time, and do not fail there."""
    span = _SPAN.match(word)
    if span is None and word not in ("today", "yesterday"):
        return None
    first, last = (datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC) - _SECOND)
    try:
        if span:
            instant = bearings.now - timedelta(hours=int(span[1]) * _HOURS[span[2]])
        else:
            today = bearings.now.astimezone(bearings.zone).date()
            instant = _edge(key, today - timedelta(days=word == "yesterday"), bearings)
    except OverflowError:
        return first
    return min(max(instant, first), last)


def _a_day(key: str, word: str, bearings: Bearings) -> datetime | None:
    is_day = len(word) == len("2026-11-01") and word[4] == "-" and "w" not in word
    return _edge(key, date.fromisoformat(word), bearings) if is_day else None


def _edge(key: str, day: date, bearings: Bearings) -> datetime:
    """Where a day begins or ends."""
    if key == "since":
        return datetime.combine(day, time(), bearings.zone)
    return datetime.combine(day + timedelta(days=1), time(), bearings.zone).astimezone(UTC) - _SECOND
