"""A copy of a damaged database, byte for byte, before anything is done about it.

Closing any descriptor of an SQLite file drops the locks that this process's own connections hold on it (POSIX), and
another program would then take the log away under them. Whoever meets damage mostly has such a connection. So the bytes
are read in a process of its own, whose locks are nobody else's; it imports nothing but the standard library.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from tradewatch.storage.remains import damaged_copies, sweep_parts
from tradewatch.storage.thinning import keep_for_good, mark_passing, thin_out

__all__ = ["Kept", "has_pages", "keep_damaged"]

_PARTS = ("-shm", "-wal", "")
"""In the order of their taking their names: where the database itself has its name, the copy is whole."""
_BLOCK = 1 << 20
_SECTOR = 4096
_PAGES_LOOKED_AT = 256
_PATIENCE_SECONDS = 600


class Kept(Struct, frozen=True):
    """What came of keeping a copy."""

    copy: Path | None
    """Where it lies; None where none could be made."""
    words: str
    """What a person is told of it."""


def keep_damaged(path: Path, now: datetime, *, passing: bool = False) -> Kept:
    """Copies a database with its log to `<name>.damaged-<UTC time>` beside it, unless a copy of the same bytes is there.

    It is for the owner alone, and whole or not at all. Never raises; where no copy can be made the words say why. Of
    copies made in passing the first and the newest of a day stay.
    """
    answer = _ask("pass" if passing else "keep", str(path.resolve()), f"{now:%Y%m%d-%H%M%S}")
    if "copy" in answer:
        unread = f" ({answer['unread']} blocks of the disk could not be read and are zeros in it)"
        lost = unread if answer["unread"] else ""
        thinned = f" (the first of today is kept too, {answer['first']})" if answer.get("removed") else ""
        return Kept(Path(answer["copy"]), f"a copy is {answer['copy']}{lost}{thinned}")
    return Kept(None, f"no copy of it could be made: {answer['why']}")


def has_pages(path: Path) -> bool:
    """Whether a file without the mark of a database has the structure of one inside: then its beginning was destroyed."""
    return bool(_ask("look", str(path.resolve())).get("pages"))


def _ask(*words: str) -> dict[str, str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-P", "-m", "tradewatch.storage.aside", *words]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            check=True,
            env=environment,
            timeout=_PATIENCE_SECONDS,
            stdin=subprocess.DEVNULL,
        )
        found: dict[str, str] = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        return {"why": str(error)}
    return found


# --- in the process of its own ---


def _pass(path: Path, stamp: str) -> dict[str, object]:
    """Keeps a copy that may go again when it is neither the first nor the newest of its day."""
    before = set(damaged_copies(path))
    answer = _keep(path, stamp)
    if "copy" not in answer or Path(str(answer["copy"])) in before:
        return answer
    copy = Path(str(answer["copy"]))
    with suppress(OSError):
        mark_passing(copy)
        first, removed = thin_out(path, copy)
        answer |= {"first": str(first), "removed": removed}
    return answer


def _keep(path: Path, stamp: str) -> dict[str, object]:
    sweep_parts(path)
    for one in damaged_copies(path):
        if _same(path, one):
            return {"copy": str(one), "unread": 0}
    target = _free_name(path, stamp)
    log = _size(path, "-wal")  # without a log the index beside it is of nothing
    there = [part for part in _PARTS if (log or not part) and Path(f"{path}{part}").exists()]
    need = sum(os.stat(f"{path}{part}").st_size for part in there)
    if shutil.disk_usage(path.parent).free < need + _BLOCK:
        return {"why": f"it needs {need // 1_000_000 + 1} MB of room"}
    mark = f"{path.parent}/.{path.name}.{secrets.token_hex(4)}.part"
    try:
        unread = sum(_copy(Path(f"{path}{part}"), Path(f"{mark}{part}")) for part in there)
        for part in there:
            os.rename(f"{mark}{part}", f"{target}{part}")
        _sync_folder(path.parent)
    finally:
        for part in there:
            Path(f"{mark}{part}").unlink(missing_ok=True)
    return {"copy": str(target), "unread": unread}


def _free_name(path: Path, stamp: str) -> Path:
    target, number = path.with_name(f"{path.name}.damaged-{stamp}"), 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    return target


def _same(path: Path, copy: Path) -> bool:
    """Whether a copy has the same bytes; where time and size are the same they are not read (the index is no content)."""
    for part in ("", "-wal"):
        one, other = Path(f"{path}{part}"), Path(f"{copy}{part}")
        if _size(path, part) != _size(copy, part):
            return False
        if not _size(path, part):
            continue
        here, there = one.stat(), other.stat()
        if here.st_mtime_ns != there.st_mtime_ns and _digest(one) != _digest(other):
            return False
    return True


def _size(path: Path, end: str) -> int:
    """Bytes of a file; one that is not there has none."""
    try:
        return os.stat(f"{path}{end}").st_size
    except FileNotFoundError:
        return 0


def _digest(path: Path) -> bytes:
    found = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        for block, _ in _blocks(file.fileno()):
            found.update(block)
    return found.digest()


def _copy(source: Path, target: Path) -> int:
    """Copies a file and its time; gives how many sectors could not be read and are zeros."""
    unread = 0
    reading = os.open(source, os.O_RDONLY)
    try:
        writing = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(writing, "wb", closefd=False) as file:
                for block, missing in _blocks(reading):
                    file.write(block)
                    unread += missing
            os.fsync(writing)
            found = os.fstat(reading)
            os.utime(writing, ns=(found.st_atime_ns, found.st_mtime_ns))
        finally:
            os.close(writing)
    finally:
        os.close(reading)
    return unread


def _blocks(descriptor: int) -> Iterator[tuple[bytes, int]]:
    """The file block by block; a sector that the disk cannot read any more is zeros, and counted."""
    place, size = 0, os.fstat(descriptor).st_size
    step = _BLOCK
    while place < size:
        missing = 0
        try:
            block = os.pread(descriptor, step, place)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            if step > _SECTOR:
                step = _SECTOR
                continue
            block, missing = bytes(min(_SECTOR, size - place)), 1
        if not block:
            return
        yield block, missing
        place += len(block)
        step = _BLOCK if place % _BLOCK == 0 else step


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # some file systems cannot
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _look(path: Path) -> bool:
    """Whether one of the first pages is a page of a b-tree (https://sqlite.org/fileformat2.html#b_tree_pages)."""
    with path.open("rb") as file:
        for number in range(1, _PAGES_LOOKED_AT):
            file.seek(number * _SECTOR)
            page = file.read(_SECTOR)
            if len(page) < _SECTOR:
                return False
            kind, _, cells, start = struct.unpack_from(">BHHH", page)
            head = 12 if kind in (2, 5) else 8
            if kind not in (2, 5, 10, 13) or not 1 <= cells <= (_SECTOR - head) // 2:
                continue
            places = struct.unpack_from(f">{cells}H", page, head)
            if start >= head + 2 * cells and all(start <= place < _SECTOR for place in places):
                return True
    return False


def _main(what: str, name: str, *more: str) -> None:
    try:
        answer: dict[str, object]
        if what == "look":
            answer = {"pages": _look(Path(name))}
        else:
            answer = _pass(Path(name), *more) if what == "pass" else _keep(Path(name), *more)
            if what == "keep" and "copy" in answer:
                keep_for_good(Path(str(answer["copy"])))
    except OSError as error:
        answer = {"why": error.strerror or str(error)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main(*sys.argv[1:])
