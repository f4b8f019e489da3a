"""The wire and the statements: what they are asked for, what of it has come, and what waits behind "3 new"."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Sequence
from typing import Any

from tradewatch.errors import TradewatchError
from tradewatch.storage.queries import ItemQuery, StatementQuery
from tradewatch.tui.arrivals import Arrivals
from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.lister import Failed, Found, Listed, Lister, Query
from tradewatch.tui.timedlist import TimedList

__all__ = ["Lists"]

_MOMENT_SECONDS = 0.04
_FIRST_SECONDS = 2.0
"""What the first screen waits for its lists; they come in a few milliseconds."""


class Lists(ConsoleBase):
    """The part of the console that fills its lists."""

    def __init__(self) -> None:
        super().__init__()
        self.wire_query, self.statement_query = ItemQuery(), StatementQuery()
        self.waiting = {"wire": 0, "statements": 0}
        self.trays = {"wire": Arrivals(), "statements": Arrivals()}
        self.touched: set[str] = set()
        """Lists in which a person has moved: what arrives waits there."""
        self._early: list[Found] | None = []
        """What was found before the lists stand on the screen and can take it; None from then on."""

    def open_lister(self) -> None:
        """Begins to read lists, in a thread that wakes the screen when it has found something."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            with contextlib.suppress(RuntimeError):  # the console has ended meanwhile
                loop.call_soon_threadsafe(self.calmly, "the lists", self.take_found)

        self.lister = Lister(self.desk.db, wake)

    def fill_lists(self) -> None:
        """Fills the lists before they are shown, so that the first screen is drawn once. Raises DatabaseError."""
        found = self.lister.ask((self.wire_query, self.statement_query), _FIRST_SECONDS, pages=2)
        for one in found:
            if isinstance(one, Failed):
                raise one.error
            if isinstance(one, Listed) and one.first:
                self._rows_of(one.query).fill(one.roll)
            elif self._early is not None:
                self._early.append(one)

    def take_early(self) -> None:
        """Takes what was found before the lists were shown."""
        early, self._early = self._early, None
        for one in early or ():
            self._take_found(one)

    def ask(self, items: ItemQuery, statements: StatementQuery) -> None:
        """Narrows the lists and shows what comes within a moment; what takes longer follows by itself."""
        self.hush()
        wanted: list[Query] = [items] if items is not self.wire_query else []
        wanted += [statements] if statements is not self.statement_query else []
        self.wire_query, self.statement_query = items, statements
        try:
            self.read_lists(wanted)
        except (TradewatchError, sqlite3.Error) as error:
            self.cannot_read(error)

    def read_lists(self, queries: Sequence[Query]) -> None:
        """Shows other lists: at once, or an empty one, where the keys are, so that no key meets old rows; then the other.

        Raises DatabaseError where nothing can be read, if that is known by then.
        """
        for query in queries:
            self.tray_of(query).clear()
            self._rows_of(query).asked_anew()
        keyed = StatementQuery if self.list_number() == 2 else ItemQuery
        queries = sorted(queries, key=lambda one: not isinstance(one, keyed))
        found = self.lister.ask(queries, _MOMENT_SECONDS)
        if queries and not any(isinstance(one, Listed) and one.query is queries[0] for one in found):
            self._rows_of(queries[0]).reading()
        for one in found:
            if isinstance(one, Failed):
                raise one.error
            self._take_found(one)
        self.heads()

    def read_again(self, query: Query) -> None:
        """Reads a list anew; what is new in it waits as arrivals do."""
        if isinstance(query, ItemQuery):
            self.wire_query = query
        else:
            self.statement_query = query
        self.lister.again(query)

    def take_found(self) -> None:
        """Takes what the lister has found since."""
        found = self.lister.taken()
        if self._early is not None:
            self._early += found
            return
        for one in found:
            self._take_found(one)
        if found:
            self.heads()

    def _take_found(self, one: Found) -> None:
        if isinstance(one, Failed):
            self.cannot_read(one.error)
            return
        rows, tray = self._rows_of(one.query), self.tray_of(one.query)
        if isinstance(one, Listed):
            if one.first:
                rows.show_roll(one.roll, keep=False)
            elif one.again and rows.id in self.touched and not one.show:
                tray.replace(one.roll)
            else:
                tray.clear()
                rows.show_roll(one.roll)
        else:
            rows.drop(tray.drop(one.gone))
            tray.put(one.places, rows.roll)
            if one.show or rows.id not in self.touched or not rows.roll:
                tray.empty_into(rows)
        self.waiting[_name(one.query)] = tray.count(rows.roll)

    def _rows_of(self, query: Query) -> TimedList[Any]:
        return self.wire if isinstance(query, ItemQuery) else self.statements

    def tray_of(self, query: Query) -> Arrivals:
        """Gives what has arrived for a list and is not shown yet."""
        return self.trays[_name(query)]

    def action_arrivals(self) -> None:
        for query in (self.wire_query, self.statement_query):
            rows = self._rows_of(query)
            self.tray_of(query).empty_into(rows)
            rows.go(0)
        self.waiting = dict.fromkeys(self.waiting, 0)
        self.heads()


def _name(query: Query) -> str:
    return "wire" if isinstance(query, ItemQuery) else "statements"
