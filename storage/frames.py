"""The write-ahead log frame by frame (https://sqlite.org/fileformat2.html#walformat), to see what SQLite passes over.

SQLite believes a log up to the first frame whose sum is wrong and drops what follows without a word. Each frame's sum
goes on from the one before, and is written in the frame: so what follows a broken frame can still be checked by itself.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

__all__ = ["Frame", "LogState", "fold_in", "frames", "judge"]

_HEAD = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
_MAGIC = {0x377F0682: "little", 0x377F0683: "big"}
_MASK = 0xFFFFFFFF
_SPILLS = 3_000
"""Frames from which one transaction may have outgrown SQLite's cache (16 MB of 4 KB pages, with room for larger rows).

Its frames are then written before it is committed and their sums once more after it: a process that is killed in between
leaves a commit behind wrong sums that nobody has damaged."""


class Frame(Struct, frozen=True):
    """One page as it was written to the log."""

    number: int
    page: int
    commits: bool
    """The last frame of a transaction."""
    pages: int
    """How many pages the database has after the transaction; 0 where the frame does not end one."""
    whole: bool
    """Its sum is that of its bytes, going on from the frame before as it stands there."""
    body: bytes


class LogState(Struct, frozen=True):
    """What a log that was left over holds."""

    head_whole: bool
    frames: int
    """Of the present generation; those of an earlier one are of no use to anybody."""
    read: int
    """Frames that SQLite makes use of: up to the last commit before the first broken one."""
    dropped: int
    """Transactions behind a broken place, which SQLite passes over."""

    @property
    def is_damaged(self) -> bool:
        """Whether transactions are lost that had been written: a torn end alone is what a crash leaves."""
        return self.dropped > 0


def judge(path: Path, page_size: int = 4096) -> LogState:
    """Reads a log and gives what it holds. `page_size` is used where the log's own head is broken. Raises OSError."""
    with path.open("rb") as file:
        head_whole = _head(file) is not None
        count = read = dropped = since_commit = last = 0
        sound = head_whole
        for one in frames(file, page_size):
            count += 1
            sound = sound and one.whole and one.number == count  # SQLite stops at one of other salts too
            since_commit += 1
            if one.commits and sound:
                read = one.number
            if one.commits and not sound and (one.whole or not head_whole):
                dropped += 1
            if one.commits:
                last, since_commit = since_commit, 0
        if dropped == 1 and last > _SPILLS:
            dropped = 0
    return LogState(head_whole, count, read, dropped)


def fold_in(log: Path, work: BinaryIO, page_size: int) -> int:
    """Writes the pages of a log into a database file, those behind a broken place too; gives how many.

    Rows are then read one by one, so a page that is missing in between costs what is on it and no more. What comes
    after the last commit is left out.
    """
    with log.open("rb") as file:
        last = max((one.number for one in frames(file, page_size) if one.commits and one.whole), default=0)
        written = 0
        for one in frames(file, page_size):
            if one.number > last:
                break
            if one.whole:
                work.seek((one.page - 1) * len(one.body))
                work.write(one.body)
                written += 1
            if one.number == last:
                work.truncate(one.pages * len(one.body))
    return written


def frames(file: BinaryIO, page_size: int = 4096) -> Iterator[Frame]:
    """Gives the frames of the present generation in order; of a log whose head is broken those of its first frame's."""
    head = _head(file)
    file.seek(_HEAD.size)
    order, salts, before = "little", None, None
    if head is not None:
        order, page_size, salts, before = head
    number = 0
    while len(raw := file.read(_FRAME.size + page_size)) == _FRAME.size + page_size:
        number += 1
        page, pages, salt, other_salt, *sums = _FRAME.unpack_from(raw)
        if salts is None and page and (salt or other_salt):
            salts = (salt, other_salt)
        body = raw[_FRAME.size :]
        if (salt, other_salt) == salts and page:
            whole = before is not None and _sum(raw[:8] + body, order, *before) == tuple(sums)
            yield Frame(number, page, pages > 0, pages, whole, body)
        before = (sums[0], sums[1])


def _head(file: BinaryIO) -> tuple[str, int, tuple[int, int], tuple[int, int]] | None:
    """Byte order of the sums, page size, salts and the sum to go on from; None where the head is broken."""
    file.seek(0)
    raw = file.read(_HEAD.size)
    if len(raw) < _HEAD.size:
        return None
    magic, _, size, _, *rest = _HEAD.unpack(raw)
    order = _MAGIC.get(magic)
    if order is None or size < 512 or size > 65536 or size & (size - 1):
        return None
    if _sum(raw[:24], order, 0, 0) != (rest[2], rest[3]):
        return None
    return order, size, (rest[0], rest[1]), (rest[2], rest[3])


def _sum(data: bytes, order: str, first: int, second: int) -> tuple[int, int]:
    words = array("I", data)
    if order != sys.byteorder:
        words.byteswap()
    pairs = iter(words)
    for one, other in zip(pairs, pairs, strict=True):
        first = (first + one + second) & _MASK
        second = (second + other + first) & _MASK
    return first, second
