"""Putting a recovered database in the place of the damaged one, so that no moment of a crash mixes the two.

A log belongs to the very file that it was written for: one that is left beside another file is folded into that and
destroys it. So the old log goes first, for good, and only then does the new file take the name. Without its log the old
file may look whole, and would be worked on: so before the log goes its beginning is destroyed. Whoever is killed in
between leaves a file that every command names as damaged, the recovered one beside it, and the copy of all there was.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from tradewatch.storage.waiting import BEGINNING

__all__ = ["put_in_place", "sync"]


def put_in_place(recovered: Path, home: Path, held: int) -> None:
    """Gives the recovered file the damaged one's name. `held` is the damaged file, open and locked against everybody."""
    sync(recovered)
    sync(home.parent)
    _destroy_beginning(held)
    for end in ("-wal", "-journal", "-shm"):
        Path(f"{home}{end}").unlink(missing_ok=True)
    sync(home.parent)
    os.replace(recovered, home)
    sync(home.parent)


def _destroy_beginning(held: int) -> None:
    """Makes the old file no database any more; its bytes are in the copy. Its times stay, by which nobody wrote to it.

    A program that opened it a moment ago waits for our lock, and would else write to a file without a name, with its
    log beside the new one. A file of several names (hard links) is left as it is.
    """
    found = os.fstat(held)
    if found.st_nlink == 1 and found.st_size:
        os.pwrite(held, bytes(min(BEGINNING, found.st_size)), 0)
        os.fsync(held)
        os.utime(held, ns=(found.st_atime_ns, found.st_mtime_ns))


def sync(path: Path) -> None:
    """Waits until a file or the names in a folder are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some file systems cannot do it with folders
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
