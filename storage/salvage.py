"""Filling a fresh database with what can be read: from the trees, the loose pages, the sqlite3 program and the copies."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tradewatch.storage.btree import Value
from tradewatch.storage.deeds import TOLD
from tradewatch.storage.schema_mark import APPLICATION_ID
from tradewatch.storage.shapes import Shape
from tradewatch.storage.wreck import Wreck

__all__ = ["PASSING", "WAYS", "Salvage"]

_AT_ONCE = 500
PASSING = frozenset({"change", "request", "progress", "untold", "unsettled", "host_wait"})
"""Tables whose rows are of the hour: of a copy they are out of date, and nothing is lost with them."""
WAYS = ("tree", "loose", "program", "copy", "mangled")


@dataclass(slots=True)
class Salvage:
    """A fresh database while it is filled, and where each row came from. Earlier ways go first: their rows stay."""

    connection: sqlite3.Connection
    shapes: dict[str, Shape]
    saved: dict[str, Counter[str]] = field(default_factory=dict)
    """Table → way → rows."""
    faulty: set[str] = field(default_factory=set)
    """Tables that were not read whole from their tree, so that rows of them may be missing."""
    complete: set[str] = field(default_factory=set)
    """Faulty tables of which an index still tells every id."""
    feed_urls: dict[int, str] = field(default_factory=dict)
    sequences: Counter[str] = field(default_factory=Counter)

    def take_trees(self, wreck: Wreck) -> None:
        """Takes what the trees lead to, and what their indexes tell of what is missing."""
        for shape in self.shapes.values():
            self._put(shape, wreck.rows(shape), "tree")
        self.sequences |= Counter(wreck.sequences())
        self.faulty = {name for name in self.shapes if wreck.faults[name] or name in wreck.guessed}
        self.connection.execute(
            "create temp table expected (name text, id integer, primary key (name, id)) without rowid"
        )
        for name, shape in self.shapes.items():
            for index in shape.unique if shape.has_rowid else ():
                self._expect(name, wreck, index)
                if name in self.complete and name not in self.faulty:
                    break  # one is enough to see whether the tree leads to all rows
            if shape.has_rowid and self._missing(name):
                self.faulty.add(name)

    def _expect(self, name: str, wreck: Wreck, index: str) -> None:
        for some in _batches(wreck.entries(index)):
            ids = [(name, row[-1]) for row in some if isinstance(row[-1], int) and row[-1] > 0]
            self.connection.executemany("insert or ignore into expected values (?, ?)", ids)
            if index == "sqlite_autoindex_feed_1":
                self.feed_urls |= {
                    row[1]: row[0] for row in some if isinstance(row[0], str) and isinstance(row[1], int)
                }
        if not wreck.faults[index]:
            self.complete.add(name)

    def take_loose(self, wreck: Wreck) -> None:
        """Takes the rows of pages that nothing leads to."""
        held: tuple[Shape, list[tuple[Value, ...]]] | None = None
        for shape, row in wreck.loose_rows(self.shapes, self.faulty):
            if held is None or held[0] is not shape or len(held[1]) >= _AT_ONCE:
                if held is not None:
                    self._put(held[0], held[1], "loose")
                held = shape, []
            held[1].append(row)
        if held is not None:
            self._put(held[0], held[1], "loose")
        self.faulty |= {name for name, ways in self.saved.items() if ways["loose"]}

    def take_mangled(self, wreck: Wreck) -> None:
        """Takes, last of all, the rows of which letters are lost: better than none of them."""
        for shape, row in wreck.mangled:
            self._put(shape, [row], "mangled")

    def take_program(self, path: Path) -> None:
        """Takes what the sqlite3 program recovered into a file of its own."""
        with closing(sqlite3.connect(path)) as found:
            tables = {row[0] for row in found.execute("select name from sqlite_master where type = 'table'")}
            for name in sorted(self.faulty & tables):
                self._put(self.shapes[name], _rows_of(found, self.shapes[name]), "program")
            for table in sorted(one for one in tables if one.startswith("lost_and_found")):
                self._put_lost(found, table)

    def _put_lost(self, found: sqlite3.Connection, table: str) -> None:
        """Rows without a table: root, page, number of fields, id, fields."""
        for row in found.execute(f'select * from "{table}"'):
            stored = (row[3], tuple(row[4 : 4 + int(row[2])]))
            fitting = [(one, one.row(stored)) for one in self.shapes.values() if one.row(stored) is not None]
            if len(fitting) == 1 and fitting[0][0].table in self.faulty and fitting[0][1] is not None:
                self._put(fitting[0][0], [fitting[0][1]], "program")

    def take_copy(self, path: Path) -> Counter[str]:
        """Takes the rows that an earlier copy of the database has and this one has lost; gives how many of each table.

        Only of tables that were damaged: what another lacks was deleted since. Raises sqlite3.Error for a copy that
        cannot be read either; what was taken by then stays.
        """
        taken: Counter[str] = Counter()
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)) as copy:
            if copy.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
                return taken
            for name in sorted(self.faulty - PASSING):
                shape = self.shapes[name]
                before = self.saved.get(name, Counter())["copy"]
                for some in _batches(_rows_of(copy, shape)):
                    self._put(shape, self._wanted(shape, some), "copy")
                taken[name] = self.saved.get(name, Counter())["copy"] - before
            self.sequences |= Counter(dict(copy.execute("select name, seq from sqlite_sequence")))
        return +taken

    def _wanted(self, shape: Shape, rows: list[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
        """Those of a copy's rows that are missing and were not deleted since, as far as anything tells."""
        here = self.connection.execute
        wanted = []
        for row in rows:
            if (
                shape.table in self.complete
                and not here("select 1 from expected where name = ? and id = ?", (shape.table, row[0])).fetchone()
            ):
                continue
            values = dict(zip(shape.names, row, strict=True))
            if shape.table == "flag" and self._was_taken_off(values["kind"], values["target"]):
                continue
            if shape.table == "item" and not here("select 1 from item where id = ?", (row[0],)).fetchone():
                values["rules"] = None  # its reading may be of later words: it is read again
            wanted.append(tuple(values.values()))
        return wanted

    def _was_taken_off(self, kind: Value, target: Value) -> bool:
        """Whether the log says that the flag is gone; where it says nothing the flag stays, and nothing is lost."""
        row = self.connection.execute(
            f"select iif(undone_at is null, after, before) from action where {TOLD} and what = 'flag' and kind = ? and target = ?"
            " order by id desc limit 1",
            (kind, target),
        ).fetchone()
        return row is not None and row[0] == "null"

    def _put(self, shape: Shape, rows: Iterable[tuple[Value, ...]], way: str) -> None:
        marks = ", ".join("?" * len(shape.columns))
        sql = f"insert or ignore into {shape.table} ({', '.join(_quoted(shape))}) values ({marks})"
        counts = self.saved.setdefault(shape.table, Counter())
        for some in _batches(rows):
            before = self.connection.total_changes
            self.connection.executemany(sql, some)
            counts[way] += self.connection.total_changes - before

    def lost(self) -> dict[str, tuple[int, bool]]:
        """Gives of each damaged table how many rows are missing as far as anything tells, and whether that is all."""
        found = {}
        for name in sorted(self.faulty):
            if not self.shapes[name].has_rowid:
                continue
            count = self._one(
                f"select count(*) from expected where name = ? and id not in (select id from {name})", name
            )
            exact = name in self.complete
            if name == "item" and not exact and "feed" not in self.faulty:  # feeds count what they brought
                here = self._one("select count(*) from item")
                count, exact = max(count, self._one("select coalesce(sum(items), 0) from feed") - here), True
            if count or exact:
                found[name] = count, exact
        return found

    def _missing(self, name: str) -> int:
        return self._one(f"select count(*) from expected where name = ? and id not in (select id from {name})", name)

    def _one(self, sql: str, *values: str) -> int:
        return int(self.connection.execute(sql, values).fetchone()[0])


def _rows_of(source: sqlite3.Connection, shape: Shape) -> Iterator[tuple[Value, ...]]:
    """The rows of a table of the present or an earlier version, by the columns that it has there."""
    known = {row[1] for row in source.execute(f"pragma table_info({shape.table})")}
    there = [name for name in shape.names if name in known]
    if not there:
        return
    sql = ", ".join(f'"{name}"' for name in there)
    defaults = {one.name: one.default for one in shape.columns}
    for row in source.execute(f"select {sql} from {shape.table}"):
        values = defaults | dict(zip(there, row, strict=True))
        full = tuple(values[name] for name in shape.names)
        checked = shape.row((full[0], (None, *full[1:]))) if shape.has_rowid and isinstance(full[0], int) else None
        checked = shape.row((None, full)) if not shape.has_rowid else checked
        if checked is not None:
            yield checked


def _quoted(shape: Shape) -> list[str]:
    return [f'"{name}"' for name in shape.names]


def _batches(rows: Iterable[tuple[Value, ...]]) -> Iterator[list[tuple[Value, ...]]]:
    source = iter(rows)
    while some := list(islice(source, _AT_ONCE)):
        yield some
