"""A filled database to be damaged, and what of it must survive."""

from __future__ import annotations

import functools
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.desk import NOW, deliver, entry, read_all
from tradewatch.storage import changes
from tradewatch.storage.btree import INDEX_KINDS, TABLE_KINDS, PageFile
from tradewatch.storage.store import Store

PAGE = 4096
ITEMS = 600
KEPT = ("feed", "item", "flag", "note", "action", "statement", "statement_part", "revision")
WIDTHS = {"flag": 2, "note": 2, "statement_part": 3}
"""Columns of a key, where it is more than one."""
SAID = "President Trump said on Friday: “We will raise tariffs on China to {} percent.” "


def fill(path: Path) -> None:
    """Items with statements, some flagged and noted, one flag taken off again, a change of the book."""
    with Store.open(path) as store:
        for start in range(0, ITEMS, 100):
            texts = {
                number: (SAID.format(number) if number % 4 == 0 else "") + f"Words of report {number}. " * 25
                for number in range(start, start + 100)
            }
            deliver(store, *[entry(number, text=text) for number, text in texts.items()])
        read_all(store)
        for number in (1, 7, 300, 599):
            changes.flag(store, f"i{number}", by="ann", at=NOW, note=f"call {number}")
        changes.flag(store, "i20", by="ann", at=NOW)
        changes.unflag(store, "i20", by="ann", at=NOW)
        changes.ground(store, NOW)
        store.connection.execute("pragma wal_checkpoint(truncate)")


def rows(path: Path, table: str) -> dict[object, tuple[object, ...]]:
    """Every row of a table by its key; what is worked out from others is left out."""
    keys = WIDTHS.get(table, 1)
    derived = {"item": ("rules",), "feed": ("items", "etag", "last_modified", "next_check_at")}.get(table, ())
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(f"select * from {table}")
        names = [one[0] for one in found.description]
        chosen = [place for place, name in enumerate(names) if name not in derived]
        return {row[:keys]: tuple(row[place] for place in chosen) for row in found}


@functools.cache
def pages_of(path: Path, name: str, kind: str = "") -> list[int]:
    """The pages of a table or index by what SQLite itself says of them; kind is leaf, internal or overflow."""
    with closing(sqlite3.connect(path)) as connection:
        sql = "select pageno from dbstat where name = ? and (? = '' or pagetype = ?) order by pageno"
        return [row[0] for row in connection.execute(sql, (name, kind, kind))]


class _Without(PageFile):
    """A whole database of which some pages may not be looked at."""

    bad: frozenset[int] = frozenset()

    def page(self, number: int) -> bytes:
        if number in self.bad:
            raise ValueError
        return super().page(number)


def readable(path: Path, table: str, bad: set[int]) -> set[object]:
    """The keys of a table's rows no part of which lies on one of the pages."""
    keys: set[object] = set()
    with path.open("rb") as file:
        pages = _Without(file, PAGE)
        pages.bad = frozenset(bad)
        for number in pages_of(path, table):
            for kinds in () if number in bad else (TABLE_KINDS, INDEX_KINDS):
                leaf = pages.leaf(number, kinds)
                rows = leaf.rows if leaf else []
                keys |= {(one[0],) if one[0] is not None else one[1][: WIDTHS.get(table, 1)] for one in rows}
    return keys


def overwrite(path: Path, numbers: list[int], seed: int = 1, *, zeros: bool = False) -> set[int]:
    """Puts random bytes, or zeros, in the place of pages; gives which."""
    chance = random.Random(seed)
    with path.open("r+b") as file:
        for number in numbers:
            file.seek((number - 1) * PAGE)
            file.write(bytes(PAGE) if zeros else chance.randbytes(PAGE))
    return set(numbers)


def write_at(path: Path, place: int, content: bytes) -> set[int]:
    """Puts bytes at a place of the first page, on which no row of ours lies."""
    with path.open("r+b") as file:
        file.seek(place)
        file.write(content)
    return {1}


def cut(path: Path, size: int) -> set[int]:
    """Cuts the file; gives the pages that are gone or cut."""
    count = path.stat().st_size // PAGE
    with path.open("r+b") as file:
        file.truncate(size)
    return set(range(size // PAGE + 1, count + 1))


def misplace(path: Path, source: int, goal: int) -> set[int]:
    """Writes one page where another belongs, as a disk may."""
    with path.open("r+b") as file:
        file.seek((source - 1) * PAGE)
        page = file.read(PAGE)
        file.seek((goal - 1) * PAGE)
        file.write(page)
    return {goal}


def scratch(path: Path, count: int, seed: int) -> set[int]:
    """Puts a few random bytes into pages anywhere."""
    chance = random.Random(seed)
    numbers = chance.sample(range(2, path.stat().st_size // PAGE), count)
    with path.open("r+b") as file:
        for number in numbers:
            file.seek((number - 1) * PAGE + chance.randrange(PAGE - 100))
            file.write(chance.randbytes(chance.randrange(1, 100)))
    return set(numbers)


def some(path: Path, name: str, share: float, seed: int, kind: str = "") -> list[int]:
    """Some of the pages of a table or index."""
    found = pages_of(path, name, kind)
    return random.Random(seed).sample(found, max(1, round(len(found) * share)))


DAMAGE: dict[str, Callable[[Path], set[int]]] = {
    "page 1 zeroed": lambda path: overwrite(path, [1], zeros=True),
    "page 1 random": lambda path: overwrite(path, [1]),
    "header zeroed": lambda path: write_at(path, 0, bytes(100)),
    "schema zeroed": lambda path: write_at(path, 100, bytes(PAGE - 100)),
    "page 1 and the schema": lambda path: overwrite(path, [1, *pages_of(path, "sqlite_schema")]),
    "the inner page of item": lambda path: overwrite(path, pages_of(path, "item", "internal")),
    "leaves of item": lambda path: overwrite(path, some(path, "item", 0.1, 2, "leaf")),
    "leaves of statement": lambda path: overwrite(path, some(path, "statement", 0.3, 3, "leaf")),
    "all of feed": lambda path: overwrite(path, pages_of(path, "feed")),
    "all of flag": lambda path: overwrite(path, pages_of(path, "flag")),
    "all of statement_part": lambda path: overwrite(path, pages_of(path, "statement_part")),
    "an index": lambda path: overwrite(path, some(path, "item_by_time", 0.5, 4)),
    "the search": lambda path: overwrite(path, some(path, "item_search_data", 0.3, 5)),
    "sixty pages anywhere": lambda path: overwrite(path, random.Random(6).sample(range(2, path.stat().st_size // PAGE), 60)),
    "twenty pages zeroed": lambda path: overwrite(
        path, random.Random(7).sample(range(2, path.stat().st_size // PAGE), 20), zeros=True
    ),
    "a leaf in the place of item's first page": lambda path: misplace(
        path, pages_of(path, "item", "leaf")[3], pages_of(path, "item", "internal")[0]
    ),
    "bytes in eighty pages": lambda path: scratch(path, 80, 8),
    "half of the file": lambda path: cut(path, path.stat().st_size // 2),
    "cut within a page": lambda path: cut(path, path.stat().st_size - 10 * PAGE - 1_000),
}  # fmt: skip
"""Kinds of damage by name; each gives the pages that it hit."""
