"""Pages, cells and records as they lie in the file, read without trusting any of them.

SQLite gives up a table at the first page that is not as it should be. Here each page and each row is judged by itself
(https://sqlite.org/fileformat2.html), so that what is whole is read however much around it is not.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

from msgspec import Struct

__all__ = ["INDEX_KINDS", "TABLE_KINDS", "Leaf", "PageFile", "Row", "Value", "read_record"]

Value = int | float | str | bytes | None
Row = tuple[int | None, tuple[Value, ...]]
"""A row's id (None where the table has none) and its values as they are stored."""

TABLE_KINDS = (5, 13)
"""Inner page and leaf of a table with row ids."""
INDEX_KINDS = (2, 10)
"""Inner page and leaf of an index, or of a table without row ids; the inner ones hold rows too."""
_INT_SIZES = (0, 1, 2, 3, 4, 6, 8)
_FLOAT = struct.Struct(">d")


class Leaf(Struct, frozen=True):
    """What one page of a tree holds."""

    kind: int
    rows: list[Row]
    children: list[int]
    broken: int
    """Cells that could not be read."""
    mangled: list[Row]
    """Rows of which some letters could not be read; U+FFFD stands for them."""


class PageFile:
    """A database file as numbered pages; one that is missing, or cut off, is zeros from there."""

    def __init__(self, file: BinaryIO, page_size: int, reserved: int = 0) -> None:
        self._file = file
        self.page_size = page_size
        self.usable = page_size - reserved
        size = file.seek(0, 2)
        self.count = -(-size // page_size)
        """Pages, the last of them perhaps cut off."""
        self._least = (self.usable - 12) * 32 // 255 - 23

    def page(self, number: int) -> bytes:
        """Gives a page; numbers begin with 1."""
        if not 1 <= number <= self.count:
            return bytes(self.page_size)
        self._file.seek((number - 1) * self.page_size)
        return self._file.read(self.page_size).ljust(self.page_size, b"\0")

    def leaf(self, number: int, kinds: tuple[int, int]) -> Leaf | None:
        """Gives the rows and children of a page, None where it is no page of such a tree."""
        page = self.page(number)
        base = 100 if number == 1 else 0
        kind, _, cells, _ = struct.unpack_from(">BHHH", page, base)
        inner = kind == kinds[0]
        head = base + (12 if inner else 8)
        if kind not in kinds or head + 2 * cells > self.usable:
            return None
        rows: list[Row] = []
        mangled: list[Row] = []
        children: list[int] = []
        broken = 0
        for place in struct.unpack_from(f">{cells}H", page, head):
            try:
                if not head + 2 * cells <= place < self.usable:
                    raise ValueError
                if inner:
                    children.append(int.from_bytes(page[place : place + 4], "big"))
                    place += 4
                if kind != 5:
                    number_of_row, data = self._cell(page, place, kind)
                    try:
                        rows.append((number_of_row, read_record(data)))
                    except UnicodeDecodeError:
                        mangled.append((number_of_row, read_record(data, errors="replace")))
            except (ValueError, IndexError, struct.error):
                broken += 1
        if inner:
            children.append(int.from_bytes(page[base + 8 : base + 12], "big"))
        return Leaf(kind, rows, children, broken, mangled)

    def _cell(self, page: bytes, place: int, kind: int) -> tuple[int | None, bytes]:
        """A row's id and its record, put together from all the pages that it reaches over."""
        size, place = _varint(page, place)
        number = None
        if kind == 13:
            number, place = _varint(page, place)
            if number >= 1 << 63:
                number -= 1 << 64
        most = self.usable - 35 if kind == 13 else (self.usable - 12) * 64 // 255 - 23
        if size <= most:
            if place + size > self.usable:
                raise ValueError
            return number, page[place : place + size]
        local = self._least + (size - self._least) % (self.usable - 4)
        local = local if local <= most else self._least
        if place + local + 4 > self.usable or size > self.count * self.page_size:
            raise ValueError
        following = int.from_bytes(page[place + local : place + local + 4], "big")
        return number, page[place : place + local] + self._overflow(following, size - local)

    def _overflow(self, following: int, size: int) -> bytes:
        parts: list[bytes] = []
        while size > 0:
            if not 2 <= following <= self.count:
                raise ValueError
            page = self.page(following)
            following = int.from_bytes(page[:4], "big")
            parts.append(page[4 : min(self.usable, 4 + size)])
            size -= len(parts[-1])
        return b"".join(parts)

    def free_pages(self) -> tuple[list[int], bool]:
        """Gives the pages that the header says are free, and whether their list is whole."""
        following, total = struct.unpack_from(">II", self.page(1), 32)
        found: dict[int, None] = {}
        while 2 <= following <= self.count and following not in found:
            found[following] = None
            following, count = struct.unpack_from(">II", page := self.page(following))
            if count > self.usable // 4 - 2:
                break
            found |= dict.fromkeys(struct.unpack_from(f">{count}I", page, 8))
        return [number for number in found if number <= self.count], len(found) == total


def read_record(data: bytes, errors: str = "strict") -> tuple[Value, ...]:
    """Gives the values of a record. Raises ValueError or IndexError where the bytes are none, to the last of them.

    UnicodeDecodeError, where only letters are wrong, unless `errors` says what is to stand for them.
    """
    size, place = _varint(data, 0)
    body = size
    values: list[Value] = []
    while place < size:
        kind = data[place]
        if kind < 128:
            place += 1
        else:
            kind, place = _varint(data, place)
        if kind >= 12:
            end = body + (kind - 12 >> 1)
            raw = data[body:end]
            values.append(raw.decode(errors=errors) if kind & 1 else raw)
        elif kind == 0:
            values.append(None)
            continue
        elif kind < 7:
            end = body + _INT_SIZES[kind]
            values.append(int.from_bytes(data[body:end], "big", signed=True))
        elif kind == 7:
            end = body + 8
            values.append(_FLOAT.unpack(data[body:end])[0])
        elif kind < 10:
            values.append(kind - 8)
            continue
        else:
            raise ValueError
        body = end
    if place != size or body != len(data) or not size:
        raise ValueError
    return tuple(values)


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for step in range(8):
        byte = data[place + step]
        value = value << 7 | byte & 127
        if byte < 128:
            return value, place + step + 1
    return value << 8 | data[place + 8], place + 9
