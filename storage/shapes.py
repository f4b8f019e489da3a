"""What a row of each of our tables looks like, so that one whose table is not known can be told by its values."""

from __future__ import annotations

import sqlite3

from msgspec import Struct

from tradewatch.storage.btree import Row, Value

__all__ = ["Shape", "shapes_of", "told_apart"]

_MARKED = frozenset({"item", "statement", "story", "feed", "proposal", "revision", "book", "search", "alert"})
_LETTERS_AS_THEY_CAME = frozenset({"item_raw"})
"""May hold what cleaning takes away; anywhere else a zero byte is a piece of a page that was wiped."""


class Column(Struct, frozen=True):
    """One column as the schema declares it."""

    name: str
    kind: str
    needed: bool
    default: Value


class Shape(Struct, frozen=True):
    """A table: its columns in the order in which they are stored, which is that in which they were ever declared.

    Columns were only ever added at the end, so a row of an earlier version has the first of them.
    """

    table: str
    columns: tuple[Column, ...]
    has_rowid: bool
    """Its rows have an id of their own, which is the first column and is stored as nothing there."""
    unique: tuple[str, ...]
    """Names of the indexes that have every row."""

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(one.name for one in self.columns)

    def row(self, stored: Row) -> tuple[Value, ...] | None:
        """Gives the values for all columns, None where the stored ones are no row of this table."""
        number, values = stored
        if len(values) > len(self.columns) or (number is None) is self.has_rowid:
            return None
        full = list(values)
        if self.has_rowid:
            if not full or full[0] is not None or number is None or number < 1:
                return None
            full[0] = number
        letters_as_they_came = self.table in _LETTERS_AS_THEY_CAME
        for value, column in zip(full, self.columns, strict=False):
            if not _fits(value, column, letters_as_they_came):
                return None
        for column in self.columns[len(full) :]:
            if column.needed and column.default is None:
                return None
            full.append(column.default)
        if self.table in ("flag", "note", "change", "action") and not self._is_marked(full):
            return None
        return tuple(full)

    def _is_marked(self, full: list[Value]) -> bool:
        return full[self.names.index("kind")] in _MARKED


def _fits(value: Value, column: Column, letters_as_they_came: bool) -> bool:
    if value is None:
        return not column.needed
    if column.kind == "INTEGER":
        return isinstance(value, int)
    if column.kind == "TEXT":
        return isinstance(value, str) and (letters_as_they_came or "\0" not in value)
    if column.kind == "REAL":
        return isinstance(value, float | int)
    return isinstance(value, bytes)


def shapes_of(connection: sqlite3.Connection) -> dict[str, Shape]:
    """Gives the tables of a database that is whole and of the present version, but for those of search and migrations."""
    found = {}
    tables = connection.execute("select name, wr from pragma_table_list where schema = 'main' and type = 'table'")
    for name, without_rowid in tables.fetchall():
        if name.startswith(("sqlite_", "_sqlite_")) or "_search" in name:
            continue
        columns = tuple(
            Column(column, kind.upper(), bool(needed or key), _default(connection, default))
            for _, column, kind, needed, default, key in connection.execute(f"pragma table_info({name})")
        )
        indexes = connection.execute(
            f"select name from pragma_index_list('{name}') where partial = 0 and origin <> 'pk'"
        )
        found[name] = Shape(name, columns, not without_rowid, tuple(row[0] for row in indexes))
    return found


def told_apart(rows: list[Row], shapes: dict[str, Shape]) -> Shape | None:
    """Gives the one table that all rows of a page can be of, None where there is none or more than one."""
    found = [shape for shape in shapes.values() if all(shape.row(one) is not None for one in rows)]
    return found[0] if rows and len(found) == 1 else None


def _default(connection: sqlite3.Connection, words: str | None) -> Value:
    value: Value = None if words is None else connection.execute(f"select {words}").fetchone()[0]
    return value
