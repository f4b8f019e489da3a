"""A damaged database as a source of rows: its trees as far as they hold, and what lies loose in the file."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from msgspec import Struct

from tradewatch.storage.btree import INDEX_KINDS, TABLE_KINDS, Leaf, PageFile, Row, Value
from tradewatch.storage.schema_mark import APPLICATION_ID
from tradewatch.storage.shapes import Shape, told_apart

__all__ = ["Header", "Wreck", "read_header"]

Values = tuple[Value, ...]
_MAGIC = b"SQLite format 3\0"
_SCHEMA_KINDS = ("table", "index", "view", "trigger")


class Header(Struct, frozen=True):
    """What the first hundred bytes say; where they are destroyed, what is usual."""

    whole: bool
    page_size: int
    reserved: int
    version: int
    ours: bool


def read_header(file: BinaryIO) -> Header:
    """Reads the header (https://sqlite.org/fileformat2.html#the_database_header)."""
    file.seek(0)
    raw = file.read(100).ljust(100, b"\0")
    size, reserved = int.from_bytes(raw[16:18], "big"), raw[20]
    size = 65536 if size == 1 else size
    fixed = raw[21:24] == b"\x40\x20\x20"
    if not raw.startswith(_MAGIC) or not fixed or size < 512 or size & (size - 1):
        return Header(False, 4096, 0, 0, False)
    version, application = struct.unpack_from(">I4xI", raw, 60)
    return Header(True, size, reserved, version, application == APPLICATION_ID)


@dataclass(slots=True)
class Wreck:
    """The file, what of it was read, and where it did not hold."""

    pages: PageFile
    header: Header
    roots: dict[str, int] = field(default_factory=dict)
    """Name of a table or index → the first page of its tree."""
    faults: Counter[str] = field(default_factory=Counter)
    """Name → places in its tree that could not be read."""
    skipped: bool = False
    """Pages of its log are missing, so that what it says of free pages may be of another time."""
    mangled: list[tuple[Shape, Values]] = field(default_factory=list)
    """Rows of which letters are lost."""
    guessed: set[str] = field(default_factory=set)
    """Tables whose root the file itself did not tell."""
    _seen: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self._seen = bytearray(self.pages.count + 2)

    def find_roots(self) -> None:
        """Reads the schema from where it is, or from wherever its pages lie in the file if the first one is destroyed."""
        found: list[Values] = []
        for number, leaf in self._walk("sqlite_schema", 1, TABLE_KINDS):
            self._seen[number] = 1
            found += [row for _, row in leaf.rows]
        if self.faults["sqlite_schema"]:
            for number in range(2, self.pages.count + 1):
                loose = None if self._seen[number] else self.pages.leaf(number, TABLE_KINDS)
                if loose and loose.rows and all(_is_schema(row) for _, row in loose.rows):
                    self._seen[number] = 1
                    found += [row for _, row in loose.rows]
        for row in found:
            if _is_schema(row) and isinstance(row[3], int) and 1 < row[3] <= self.pages.count:
                self.roots.setdefault(str(row[1]), row[3])

    def guess_roots(self, shapes: dict[str, Shape], roots: dict[str, int]) -> None:
        """Takes the roots of another database that was made the same way, where the file's own are not known."""
        for name, shape in shapes.items():
            if name in roots and name not in self.roots:
                self.try_root(shape, roots[name])
        if "sqlite_sequence" in roots:
            self.roots.setdefault("sqlite_sequence", roots["sqlite_sequence"])

    def try_root(self, shape: Shape, number: int) -> bool:
        """Takes a page for the root of a table if the rows that are first found below it look like those of the table."""
        kinds = TABLE_KINDS if shape.has_rowid else INDEX_KINDS
        below = number
        for _ in range(20):
            leaf = self.pages.leaf(below, kinds) if below <= self.pages.count else None
            if leaf is None or leaf.broken:
                return False
            if leaf.kind == kinds[1]:
                if not all(shape.row(one) for one in leaf.rows):
                    return False
                self.roots[shape.table] = number
                self.guessed.add(shape.table)
                return True
            below = leaf.children[0] if leaf.children else 0
        return False

    def rows(self, shape: Shape) -> Iterator[Values]:
        """Gives the rows that a table's tree leads to; `faults` then says where it did not."""
        if shape.table not in self.roots:
            self.faults[shape.table] += 1
            return
        kinds = TABLE_KINDS if shape.has_rowid else INDEX_KINDS
        for number, leaf in self._walk(shape.table, self.roots[shape.table], kinds):
            strange = len(leaf.mangled)
            self._keep_mangled(shape, leaf.mangled)
            for stored in leaf.rows:
                row = shape.row(stored)
                if row is None:
                    strange += 1
                    self._keep_mangled(shape, [stored])
                else:
                    yield row
            self.faults[shape.table] += strange
            if not strange:  # else it may be another table's page, to be found loose
                self._seen[number] = 1

    def _keep_mangled(self, shape: Shape, stored: list[Row]) -> None:
        for number, values in stored:
            marked = tuple(one.replace("\0", "\ufffd") if isinstance(one, str) else one for one in values)
            row = shape.row((number, marked))
            if row is not None:
                self.mangled.append((shape, row))

    def entries(self, name: str) -> Iterator[Values]:
        """Gives the entries of an index: the indexed values, and last the id of the row."""
        if name not in self.roots:
            self.faults[name] += 1
            return
        for _, leaf in self._walk(name, self.roots[name], INDEX_KINDS):
            yield from (values for _, values in leaf.rows)

    def sequences(self) -> dict[str, int]:
        """Gives the highest number that each table ever gave out, as far as it is noted."""
        root = self.roots.get("sqlite_sequence")
        leaves = self._walk("sqlite_sequence", root, TABLE_KINDS) if root else []
        rows = [values for _, leaf in leaves for _, values in leaf.rows if len(values) == 2]
        return {row[0]: row[1] for row in rows if isinstance(row[0], str) and isinstance(row[1], int)}

    def loose_rows(self, shapes: dict[str, Shape], faulty: set[str]) -> Iterator[tuple[Shape, Values]]:
        """Gives the rows of pages that no tree leads to any more, by what they look like.

        Every page is in a tree or free. Where the list of free pages is whole all others are lost ones; else a page may
        be free and hold what was deleted, and only rows of the faulty tables are given.
        """
        free, listed = self.pages.free_pages() if self.header.whole else ([], False)
        for number in free:
            self._seen[number] = 1
        if not listed or self.skipped:
            shapes = {name: one for name, one in shapes.items() if name in faulty}
        rowids = {name: one for name, one in shapes.items() if one.has_rowid}
        others = {name: one for name, one in shapes.items() if not one.has_rowid}
        for number in range(2, self.pages.count + 1):
            if self._seen[number]:
                continue
            for kinds, likely in ((TABLE_KINDS, rowids), (INDEX_KINDS, others)):
                leaf = self.pages.leaf(number, kinds)
                shape = told_apart(leaf.rows, likely) if leaf else None
                if leaf is None or shape is None:
                    continue
                self._seen[number] = 1
                for stored in leaf.rows:
                    row = shape.row(stored)
                    if row is not None:
                        yield shape, row

    def _walk(self, name: str, root: int, kinds: tuple[int, int]) -> Iterator[tuple[int, Leaf]]:
        """Goes down a tree; a page that is none of it, or was met before, is a fault and what lies below it is loose."""
        waiting, met = [root], bytearray(self.pages.count + 1)
        while waiting:
            number = waiting.pop()
            leaf = self.pages.leaf(number, kinds) if 1 <= number <= self.pages.count and not met[number] else None
            if leaf is None:
                self.faults[name] += 1
                continue
            met[number] = 1
            self.faults[name] += leaf.broken
            waiting.extend(reversed(leaf.children))
            yield number, leaf


def _is_schema(row: Values) -> bool:
    return len(row) == 5 and row[0] in _SCHEMA_KINDS and isinstance(row[1], str) and isinstance(row[2], str)
