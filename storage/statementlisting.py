"""The statements' ids in their order: a first page at once, then all of them, then only what changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import islice

from tradewatch.storage.conditions import statement_conditions
from tradewatch.storage.queries import StatementQuery
from tradewatch.storage.roll import Roll

__all__ = ["StatementListing"]

_CHUNK = 400
_SECONDS = "cast(strftime('%s', statement.published) as integer)"


class StatementListing:
    """Reads over one connection; a long read is broken off by `sqlite3.Connection.interrupt`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def page(self, query: StatementQuery, count: int) -> Roll:
        """Gives the first rows; `whole` where that is all of them."""
        where, values = statement_conditions(query)
        sql = f"select id, {_SECONDS} from statement where {where} order by published desc, id limit {count + 1}"
        rows = self._connection.execute(sql, values).fetchall()
        return Roll(
            (row[0] for row in rows[:count]), (row[1] for row in rows[:count]), whole=len(rows) <= count, rising=True
        )

    def all(self, query: StatementQuery) -> Roll:
        """Gives every row."""
        where, values = statement_conditions(query)
        roll = Roll(rising=True)
        roll.extend(
            self._connection.execute(
                f"select id, {_SECONDS} from statement where {where} order by published desc, id", values
            )
        )
        return roll

    def places(self, query: StatementQuery, numbers: Iterable[int]) -> dict[int, int]:
        """Gives those that belong to the list, with the second that places them."""
        found: dict[int, int] = {}
        where, values = statement_conditions(query)
        wanted = iter(numbers)
        while some := list(islice(wanted, _CHUNK)):
            marks = ", ".join(map(str, some))
            sql = f"select id, {_SECONDS} from statement where id in ({marks}) and {where}"
            found |= dict(self._connection.execute(sql, values))
        return found

    def of_changes(self, changes: Iterable[tuple[str, int]]) -> set[int]:
        """Gives the ids of this list that changed rows (kind, number) may have brought, moved or taken away.

        A head stands for its forms: what changes one of them may bring it or take it away.
        """
        numbers: set[int] = set()
        # one that took the words out carries them no more, but what was flagged for it still has its hand
        carried = (
            "select statement_id from statement_part where item_id = ?1"
            " union select target from flagged_item where kind = 'statement' and item_id = ?1"
        )
        for kind, number in set(changes):
            if kind == "statement":
                numbers.add(number)
            elif kind == "item":
                numbers |= {row[0] for row in self._connection.execute(carried, (number,))}
        wanted = iter(sorted(numbers))
        while some := list(islice(wanted, _CHUNK)):
            marks = ", ".join(map(str, some))
            sql = f"select variant_of from statement where id in ({marks}) and variant_of is not null"
            numbers |= {row[0] for row in self._connection.execute(sql)}
        return numbers
