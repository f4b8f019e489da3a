"""Working out which items tell one story, after they were read and in order of time.

What comes out is the same whatever order the items were read in: each item is placed by what was published before it.
"""

from __future__ import annotations

from datetime import datetime

from tradewatch.feeds.reading.stories import REACH, Stories
from tradewatch.protocols import PollStore
from tradewatch.records import Placed, Told

__all__ = ["tell"]

_AT_ONCE = 500
"""Items placed in one transaction: a flag set meanwhile waits no longer than for these."""


def tell(store: PollStore) -> int:
    """Works out the stories of what is new and of all that it can change; gives how many items were looked at."""
    count = 0
    while (start := store.first_untold()) is not None:
        count += _sweep(store, start)
    return count


def _sweep(store: PollStore, start: datetime) -> int:
    """Goes through the items from a time on, until for the reach of a story nothing was other than it had been."""
    stories = Stories()
    after = (start - REACH, -1)
    last, count = start, 0
    while batch := store.told(after, _AT_ONCE):
        placed: list[Placed] = []
        for one in batch:
            if one.published < start:
                stories.know(one)
                continue
            if one.published > last + REACH and not one.new:
                store.save_placed(placed)
                return count + len(placed)
            place = stories.place(one)
            if one.new or place.head != one.head:
                last = one.published
            placed.append(place)
        store.save_placed(placed)
        count += len(placed)
        after = _place_of(batch[-1])
    return count


def _place_of(told: Told) -> tuple[datetime, int]:
    return told.published, told.item_id
