"""What has come for a list while a person was in it: kept aside, so that nothing moves under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tradewatch.storage.roll import Roll
from tradewatch.tui.timedlist import TimedList

__all__ = ["Arrivals"]


class Arrivals:
    """Ids with the seconds that place them, or a whole list that was read anew."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}
        self._whole: Roll | None = None

    def clear(self) -> None:
        """Forgets all: the list is another one now."""
        self._places.clear()
        self._whole = None

    def put(self, places: Mapping[int, int], shown: Roll) -> None:
        """Keeps what does not stand in the list as it should."""
        if self._whole is not None:
            self._whole.put(places)
            return
        for number, second in places.items():
            if shown.stands_at(number, second):
                self._places.pop(number, None)
            else:
                self._places[number] = second

    def drop(self, gone: Iterable[int]) -> set[int]:
        """Forgets what does not belong to the list any more; gives it back."""
        numbers = set(gone)
        if self._whole is not None:
            self._whole.drop(numbers)
        for number in numbers.intersection(self._places):
            del self._places[number]
        return numbers

    def replace(self, roll: Roll) -> None:
        """Keeps a list that was read anew."""
        self._places.clear()
        self._whole = roll

    def count(self, shown: Roll) -> int:
        """Gives how many rows are new or have something new; of a list that was read anew about."""
        return max(0, len(self._whole) - len(shown)) if self._whole is not None else len(self._places)

    def empty_into(self, rows: TimedList[Any]) -> None:
        """Shows all of it; the cursor stays on its row."""
        if self._whole is not None:
            rows.show_roll(self._whole)
        elif self._places:
            rows.put(self._places)
        self.clear()
