"""The wire's ids in their order: a first page at once, then all of them, then only what changed."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from tradewatch.storage import itempages
from tradewatch.storage.conditions import item_conditions
from tradewatch.storage.hits import hits
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.roll import Roll
from tradewatch.storage.searchrows import matching

__all__ = ["MOST_HITS", "StoryListing"]

MOST_HITS = 10_000
"""Stories that a search goes to at most; who wants older ones adds a word or `until:`."""

_CHUNK = 400
_PAGE_SECONDS = 0.03
_SECONDS = "cast(strftime('%s', {}) as integer)"
_SHOWN = f"select id, {_SECONDS.format('shown')} from story where shown is not null"
_ALONE = f"select -id, {_SECONDS.format('published')} from item where relevant = 1 and story_id is null"
_PLAIN = ItemQuery()


class StoryListing:
    """Reads over one connection; a long read is broken off by `sqlite3.Connection.interrupt`.

    The default wire (all relevant stories) is an index of its own; every other question goes along the items, newest
    first, or along the hits of its words. A negative id is an item that stands for itself.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def page(self, query: ItemQuery, count: int) -> Roll:
        """Gives the first rows, as many as asked for or as come in some 30 ms; `whole` where that is all of them."""
        if query == _PLAIN:
            rows = list(self._connection.execute(f"{_SHOWN} order by shown desc, id desc limit ?", (count,)))
            alone = list(self._connection.execute(f"{_ALONE} order by published desc, id desc limit ?", (count,)))
            return _sorted(rows + alone, whole=len(rows) + len(alone) < count, most=count)
        found: dict[int, int] = {}
        begun = time.monotonic()
        whole = True
        for story, second in self._along(query):
            if len(found) >= count or (found and time.monotonic() - begun > _PAGE_SECONDS):
                whole = False
                break
            found[story] = max(second, found.get(story, second))
        return _sorted(found.items(), whole=whole)

    def all(self, query: ItemQuery) -> Roll:
        """Gives every row; of a search the newest `MOST_HITS`, then `whole` is false."""
        if query == _PLAIN:
            roll = Roll()
            roll.extend(self._connection.execute(f"{_SHOWN} order by shown desc, id desc"))
            roll.put(dict(self._connection.execute(_ALONE)))
            return roll
        if query.words.strip():
            found: dict[int, int] = {}
            for story, second in self._along(query):
                if len(found) >= MOST_HITS and story not in found:
                    return _sorted(found.items(), whole=False)
                found[story] = max(second, found.get(story, second))
            return _sorted(found.items())
        roll = Roll()
        for story, second in self._along(query):  # the first of a story's items is its latest
            if story not in roll:
                roll.extend([(story, second)])
        return roll

    def places(self, query: ItemQuery, story_ids: Iterable[int]) -> dict[int, int]:
        """Gives those of the stories that belong to the list, with the second that places them."""
        found: dict[int, int] = {}
        wanted = iter(story_ids)
        while some := list(islice(wanted, _CHUNK)):
            told, alone = [one for one in some if one > 0], [-one for one in some if one < 0]
            found |= self._placed(query, "item.story_id", told)
            # an item that is told in a story says nothing of where that stands: others of it may be later
            found |= {row: second for row, second in self._placed(query, "item.id", alone).items() if row < 0}
        return found

    def of_changes(self, changes: Iterable[tuple[str, int]]) -> set[int]:
        """Gives the ids of this list that changed rows (kind, number) may have brought, moved or taken away."""
        stories: set[int] = set()
        items: set[int] = set()
        for kind, number in changes:
            if kind == "story":
                stories.add(number)
            elif kind == "item":
                items.add(number)
            elif kind == "statement":
                items |= {
                    row[0]
                    for row in self._connection.execute(
                        "select distinct item_id from statement_part where statement_id = ?", (number,)
                    )
                }
        for number in items:
            stories.add(-number)
            row = self._connection.execute("select story_id from item where id = ?", (number,)).fetchone()
            if row is not None and row[0] is not None:
                stories.add(row[0])
        return stories | self._alone_before(stories)

    def _alone_before(self, stories: Iterable[int]) -> set[int]:
        """The rows of single items that are told in these stories now: an item is read before it is told."""
        found: set[int] = set()
        told = iter([one for one in stories if one > 0])
        while some := list(islice(told, _CHUNK)):
            marks = ", ".join(map(str, some))
            rows = self._connection.execute(f"select -id from item where story_id in ({marks})")
            found |= {row[0] for row in rows}
        return found

    # --- how they are found ---

    def _along(self, query: ItemQuery) -> Iterator[tuple[int, int]]:
        """Rows with their seconds, a story as often as it has items, newest stored or published first."""
        where, values, story = _conditions(query)
        sql = (
            f"select {story}, {_SECONDS.format('item.published')} from item cross join feed on feed.id = item.feed_id"
            f" where {where}"
        )
        if not query.words.strip():
            yield from self._connection.execute(f"{sql} order by item.published desc, item.id desc", values)
            return
        found = hits(self._connection, query.words)
        while some := list(islice(found, _CHUNK)):
            marks = ", ".join(map(str, some))
            yield from self._connection.execute(f"{sql} and item.id in ({marks}) order by item.id desc", values)

    def _placed(self, query: ItemQuery, column: str, numbers: Sequence[int]) -> dict[int, int]:
        if not numbers:
            return {}
        where, values, story = _conditions(query)
        if query.words.strip():
            condition, more = matching(query.words)
            where, values = f"{where} and {condition}", values | more
        marks = ", ".join(map(str, numbers))
        sql = (
            f"select {story} as story, {_SECONDS.format('max(item.published)')} from item"
            f" cross join feed on feed.id = item.feed_id where {column} in ({marks}) and {where} group by story"
        )
        return dict(self._connection.execute(sql, values))


def _conditions(query: ItemQuery) -> tuple[str, dict[str, Any], str]:
    """The conditions without the words of a search, their values, and what a row's id is."""
    where, values = item_conditions(query)
    return where, values, itempages.NEAR_STORY if query.near else itempages.STORY


def _sorted(rows: Iterable[tuple[int, int]], *, whole: bool = True, most: int | None = None) -> Roll:
    ordered = sorted(rows, key=lambda row: (-row[1], -row[0]))[:most]
    return Roll((one[0] for one in ordered), (one[1] for one in ordered), whole=whole)
