"""The ids of a list in their order, a million as lightly as ten: what a view holds instead of rows."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import overload

__all__ = ["Roll"]

_FEW = 8
"""Ids up to which looking for each costs less than one pass, at a million of them."""


class Roll(Sequence[int]):
    """Ids with when each was published, newest first, those of one second by falling id (or rising, where it is said).

    An id is there once. Sixteen bytes an id, and a bit to know that it is there.
    """

    __slots__ = ("_rising", "_there", "_times", "ids", "whole")

    def __init__(
        self, ids: Iterable[int] = (), seconds: Iterable[int] = (), *, whole: bool = True, rising: bool = False
    ) -> None:
        """Takes ids in their order with their times in seconds since 1970."""
        self.ids: array[int] = array("q", ids)
        self._times: array[int] = array("q", (-one for one in seconds))
        self._rising = rising
        self._there: tuple[bytearray, bytearray] = (bytearray(), bytearray())
        self.whole = whole
        """Whether it goes to the end of what was asked for, or is the first page of it."""
        for number in self.ids:
            self._mark(number, here=True)

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[int]:
        return iter(self.ids)

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...
    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        return self.ids[place]

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, int):
            return False
        bits, place = self._there[number < 0], abs(number)
        return place >> 3 < len(bits) and bool(bits[place >> 3] >> (place & 7) & 1)

    def seconds(self, index: int) -> int:
        """Gives when the row at a place was published."""
        return -self._times[index]

    def copied(self) -> Roll:
        """Gives another roll of the same."""
        other = Roll(whole=self.whole, rising=self._rising)
        other.ids, other._times = self.ids[:], self._times[:]
        other._there = (self._there[0][:], self._there[1][:])
        return other

    def extend(self, rows: Iterable[tuple[int, int]]) -> None:
        """Adds (id, seconds) behind the last; they are in order and not there yet."""
        for number, second in rows:
            self.ids.append(number)
            self._times.append(-second)
            self._mark(number, here=True)

    def place(self, number: int) -> int | None:
        """Gives the place of an id, None where it is not there."""
        return self.ids.index(number) if number in self else None

    def first_before(self, second: int) -> int:
        """Gives the place of the first row that was published before an instant."""
        return bisect_right(self._times, -second)

    def stands_at(self, number: int, second: int) -> bool:
        """Whether an id stands where one of that time would."""
        start, end = bisect_left(self._times, -second), bisect_right(self._times, -second)
        return number in self and number in self.ids[start:end]

    def put(self, places: Mapping[int, int]) -> None:
        """Puts ids where their times (seconds) want them; those that are there move."""
        wanted = {number: second for number, second in places.items() if not self.stands_at(number, second)}
        self.drop(wanted)
        ids, times, last = array("q"), array("q"), 0
        ordered = sorted(wanted.items(), key=lambda one: (-one[1], one[0] if self._rising else -one[0]))
        for number, second in ordered:
            place = self._place_for(number, second)
            ids += self.ids[last:place]
            times += self._times[last:place]
            ids.append(number)
            times.append(-second)
            last = place
        if ordered:
            self.ids, self._times = ids + self.ids[last:], times + self._times[last:]
        for number, _ in ordered:
            self._mark(number, here=True)

    def drop(self, numbers: Iterable[int]) -> None:
        """Takes ids away, those that are there: a few one by one, which are looked for from the top, many in one pass."""
        gone = {number for number in numbers if number in self}
        if len(gone) <= _FEW:
            for number in gone:
                place = self.ids.index(number)
                del self.ids[place], self._times[place]
        else:
            stays = [number not in gone for number in self.ids]
            self.ids, self._times = array("q", compress(self.ids, stays)), array("q", compress(self._times, stays))
        for number in gone:
            self._mark(number, here=False)

    def _place_for(self, number: int, second: int) -> int:
        """The place where an id that is not there would stand."""
        place, end = bisect_left(self._times, -second), bisect_right(self._times, -second)
        while place < end and (self.ids[place] < number if self._rising else self.ids[place] > number):
            place += 1
        return place

    def _mark(self, number: int, *, here: bool) -> None:
        bits, place = self._there[number < 0], abs(number)
        if place >> 3 >= len(bits):
            bits.extend(bytes((place >> 3) - len(bits) + 1 + (len(bits) >> 3)))
        if here:
            bits[place >> 3] |= 1 << (place & 7)
        else:
            bits[place >> 3] &= ~(1 << (place & 7))
