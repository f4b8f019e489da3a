"""Reading a row's fields: each wrong or missing one becomes an error that names place and field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from tradewatch.book.moments import Moment, moment
from tradewatch.book.sources import Source
from tradewatch.errors import FactsError

__all__ = ["HIGHEST_RATE", "RowFields", "a_rate"]

HIGHEST_RATE = 500
"""Percent. The highest of the record is 145; 1450 is a slip of the finger."""
_RATE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,4})?")
_SOURCES = ("page", "repository", "ledger", "article", "computed", "unverified", "item", "desk")
_BESIDE = frozenset({"id", "source", "as_recorded", "terms"})
"""Fields that no record holds: what they say is for people who read the file."""


def a_rate(text: object) -> Decimal:
    """Reads a rate in percent. Raises ValueError in words."""
    if _RATE.fullmatch(str(text)) and Decimal(str(text)) <= HIGHEST_RATE:
        return Decimal(str(text))
    raise ValueError(f"{text} is no rate in percent (0 to {HIGHEST_RATE})")


class RowFields:
    """The fields of one row; every reading raises FactsError with `place: field: what is wrong`."""

    def __init__(self, row: Mapping[str, Any], place: str) -> None:
        self._row = row
        self._place = place
        self._read: set[str] = set()

    def wrong(self, field: str, words: str) -> FactsError:
        """Gives the error for a field."""
        return FactsError(f"{self._place}: {field}: {words}")

    def done(self) -> None:
        """Raises FactsError for a field that nothing has read: its name is misspelled."""
        left = sorted(set(self._row) - self._read - _BESIDE)
        if left:
            raise self.wrong(left[0], "there is no such field")

    def value(self, field: str, default: Any = ...) -> Any:
        """Gives a field as it stands; without `default` it must be there."""
        self._read.add(field)
        if field not in self._row:
            if default is ...:
                raise self.wrong(field, "missing")
            return default
        return self._row[field]

    def text(self, field: str, default: Any = ...) -> str:
        value = self.value(field, default)
        if not isinstance(value, str):
            raise self.wrong(field, f"{value!r} is no text")
        return value

    def words(self, field: str, default: Any = ...) -> str:
        """Gives a text that must not be empty."""
        value = self.text(field, default)
        if not value.strip():
            raise self.wrong(field, "is empty")
        return value

    def text_or_none(self, field: str) -> str | None:
        return None if self.value(field, None) is None else self.text(field)

    def yes(self, field: str, default: Any = ...) -> bool:
        value = self.value(field, default)
        if not isinstance(value, bool):
            raise self.wrong(field, f"{value!r} is neither true nor false")
        return value

    def number(self, field: str) -> int:
        value = self.value(field)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(field, f"{value!r} is no whole number")
        return value

    def choice(self, field: str, allowed: tuple[str, ...], default: Any = ...) -> str:
        value = self.text(field, default)
        if value not in allowed:
            raise self.wrong(field, f"{value!r} is none of {', '.join(allowed)}")
        return value

    def rate(self, field: str) -> Decimal | None:
        value = self.value(field)
        if value is None:
            return None
        try:
            return a_rate(value)
        except ValueError as error:
            raise self.wrong(field, str(error)) from error

    def day(self, field: str) -> date:
        found = self.day_or_none(field, self.value(field))
        if found is None:
            raise self.wrong(field, "missing")
        return found

    def day_or_none(self, field: str, default: Any = None) -> date | None:
        value = self.value(field, default)
        if value is None or isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise self.wrong(field, f"{value!r} is no date") from error

    def instant_or_none(self, field: str) -> datetime | None:
        value = self.value(field, None)
        if value is None:
            return None
        try:
            found = datetime.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise self.wrong(field, f"{value!r} is no instant") from error
        if found.tzinfo is None:
            raise self.wrong(field, f"{value!r} has no offset")
        return found.astimezone(UTC)

    def clock(self, field: str) -> time:
        value = self.text(field)
        try:
            return time.fromisoformat(value)
        except ValueError as error:
            raise self.wrong(field, f"{value!r} is no clock time") from error

    def moment(self, field: str, default: Any = ...) -> Moment | None:
        return moment(self.value(field, default), f"{self._place}: {field}")

    def wanted_moment(self, field: str) -> Moment:
        found = self.moment(field)
        if found is None:
            raise self.wrong(field, "missing")
        return found

    def listed(self, field: str, default: Any = ...) -> list[Any]:
        value = self.value(field, default)
        if not isinstance(value, list):
            raise self.wrong(field, "is no list")
        return value

    def texts(self, field: str, default: Any = ...) -> tuple[str, ...]:
        values = self.listed(field, default)
        if not all(isinstance(one, str) for one in values):
            raise self.wrong(field, "is no list of texts")
        return tuple(values)

    def inner(self, field: str, default: Any = ...) -> list[RowFields]:
        """Gives the objects of a list, each with a place of its own."""
        found = []
        for number, one in enumerate(self.listed(field, default), 1):
            if not isinstance(one, Mapping):
                raise self.wrong(field, f"entry {number} is no object")
            found.append(RowFields(one, f"{self._place}: {field} {number}"))
        return found

    def within(self, field: str, value: Mapping[str, Any]) -> RowFields:
        """Gives the fields of an object in a field."""
        return RowFields(value, f"{self._place}: {field}")

    def sides(self, field: str) -> tuple[tuple[str, Moment], ...]:
        """Gives (side, moment) of an object of moments by side."""
        value = self.value(field)
        if not isinstance(value, Mapping) or not value:
            raise self.wrong(field, "a moment for each side is wanted")
        inner = RowFields(value, f"{self._place}: {field}")
        return tuple((side, inner.wanted_moment(side)) for side in value)

    def sources(self) -> tuple[Source, ...]:
        """Gives who says so. Raises FactsError where nobody does."""
        found = tuple(Source(one.choice("kind", _SOURCES), one.text("ref", "")) for one in self.inner("source", []))
        if not found:
            raise self.wrong("source", "missing; every row says who says so")
        return found
