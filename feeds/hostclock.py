"""This computer's clock beside those of the feeds' servers: what their Date headers say together, never one alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from statistics import median

from tradewatch.records import ClockOffset

__all__ = ["HostClock", "ahead_seconds"]

_KEPT = 25
_HOSTS_LEAST = 3
_FRESH = timedelta(minutes=30)
"""What was heard longer ago says nothing: this clock may have been set since, or the computer has slept."""
_ALIKE_SECONDS = 60
_WRONG_SECONDS = 10 * 60
"""From here on the servers' time is taken for what is stored; below, a date cannot mislead a desk."""
_AGE_MOST = 7 * 86400


def ahead_seconds(headers: Mapping[str, str], asked: datetime) -> float | None:
    """Gives how far a server's clock is ahead of ours; None where it does not say, or nothing that is a time.

    `asked` is ours in the middle of the round trip. A cache keeps the Date of the answer and says its Age (RFC 9111,
    5.1). A Date has whole seconds, cut off: half of one is added.
    """
    try:
        said = parsedate_to_datetime(headers.get("Date", ""))
        said = said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC)
        age = headers.get("Age", "").strip()
        kept = min(int(age), _AGE_MOST) if age.isascii() and age.isdigit() and len(age) < 9 else 0
        return (said - asked).total_seconds() + kept + 0.5
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


class HostClock:
    """The latest word of each of the last few hosts, in memory; offsets are theirs less ours, in seconds."""

    def __init__(self) -> None:
        self._heard: dict[str, tuple[float, datetime]] = {}

    def note(self, place: str, ahead: float, now: datetime) -> None:
        """Takes what a host has said at `now` of our clock."""
        self._heard.pop(place, None)
        self._heard[place] = (ahead, now)
        while len(self._heard) > _KEPT:
            self._heard.pop(next(iter(self._heard)))

    def offset(self, now: datetime) -> ClockOffset | None:
        """Gives the median of at least three hosts where two of three agree with it, so that no single one moves it."""
        said = self._fresh(now)
        if len(said) < _HOSTS_LEAST:
            return None
        middle = median(said)
        alike = sum(abs(one - middle) <= _ALIKE_SECONDS for one in said)
        if alike < _HOSTS_LEAST or alike * 3 < len(said) * 2:
            return None
        return ClockOffset(round(middle), len(said), now)

    def wrong_by(self, now: datetime) -> timedelta:
        """Gives what is to be added to our clock before an item is dated by it: 0 unless it is surely wrong."""
        found = self.offset(now)
        wrong = found is not None and abs(found.ahead_seconds) > _WRONG_SECONDS
        return timedelta(seconds=found.ahead_seconds) if found is not None and wrong else timedelta(0)

    def confirms(self, now: datetime) -> bool:
        """Whether our clock is right by the word of every host that was heard of late, be it one."""
        said = self._fresh(now)
        return bool(said) and (
            all(abs(one) <= _WRONG_SECONDS for one in said)
            or ((found := self.offset(now)) is not None and abs(found.ahead_seconds) <= _WRONG_SECONDS)
        )

    def _fresh(self, now: datetime) -> list[float]:
        return [ahead for ahead, at in self._heard.values() if timedelta(0) <= now - at <= _FRESH]
