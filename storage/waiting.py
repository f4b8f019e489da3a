"""The recovered database that waits for its place, bound to the very bytes that it was made of."""

from __future__ import annotations

import hashlib
import json
import os
import struct
from pathlib import Path

from tradewatch.errors import TradewatchError
from tradewatch.storage.remains import recovered_file
from tradewatch.storage.schema_mark import APPLICATION_ID

__all__ = ["BEGINNING", "bind", "forget", "origin_file", "refuse_others", "waits_for"]

BEGINNING = 100
"""Bytes that are destroyed before the recovered file takes its place."""
_BLOCK = 1 << 20


def origin_file(path: Path) -> Path:
    """Gives the note beside the waiting file that says what that was made of."""
    waiting = recovered_file(path)
    return waiting.with_name(f"{waiting.name}-of")


def bind(path: Path, fresh: Path, copy: Path) -> None:
    """Notes what a recovered file was made of, before it takes the waiting one's name: another file is not meant."""
    note = origin_file(path)
    note.unlink(missing_ok=True)
    words = json.dumps({"recovered": _digest_of(fresh), "damaged": _marks(copy), "log": _log(copy)})
    with os.fdopen(os.open(note, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(words)
        file.flush()
        os.fsync(file.fileno())


def forget(path: Path) -> None:
    """Removes the note of a file that waits no more."""
    note = origin_file(path)
    if note.exists() and not recovered_file(path).exists():
        note.unlink(missing_ok=True)


def waits_for(path: Path, held: int) -> bool:
    """Whether the waiting file was made of the damaged one as it is now: it has but to be put in place.

    `held` is the damaged file, open and locked: to open and close it once more would drop the lock. Where putting it
    in place was cut off, the beginning is destroyed already and the log may be gone.
    """
    try:
        note = json.loads(origin_file(path).read_text(encoding="utf-8"))
        if note["recovered"] != _digest_of(recovered_file(path)):
            return False
        beginning, rest = _marks_of(held)
        was_beginning, was_rest = note["damaged"]
        log = _log(path.resolve())
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False
    if rest != was_rest:
        return False
    if beginning == was_beginning and log == note["log"]:
        return True
    size = min(BEGINNING, os.fstat(held).st_size)
    begun = beginning == hashlib.sha256(bytes(size)).hexdigest()
    return begun and log in ("", note["log"])


def refuse_others(path: Path) -> None:
    """Raises TradewatchError where the name that a recovered file waits under is another file's."""
    waiting = recovered_file(path)
    if not os.path.lexists(waiting):
        return
    head = b""
    if waiting.is_file() and not waiting.is_symlink():
        with waiting.open("rb") as file:
            head = file.read(BEGINNING)
    if head[:16] != b"SQLite format 3\0" or head[68:72] != struct.pack(">I", APPLICATION_ID):
        raise TradewatchError(
            f"{waiting}: is no database of ours, and the recovered one would wait under that name",
            "give it another name; it was left as it is",
        )


def _marks(path: Path) -> tuple[str, str]:
    with path.open("rb") as file:
        return _marks_of(file.fileno())


def _marks_of(descriptor: int) -> tuple[str, str]:
    """Digests of a file's beginning and of the rest."""
    beginning = hashlib.sha256(os.pread(descriptor, BEGINNING, 0)).hexdigest()
    rest, place = hashlib.sha256(), BEGINNING
    while block := os.pread(descriptor, _BLOCK, place):
        rest.update(block)
        place += len(block)
    return beginning, rest.hexdigest()


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _log(home: Path) -> str:
    """Digest of the log; one that is empty is as good as none."""
    log = Path(f"{home}-wal")
    return _digest_of(log) if log.exists() and log.stat().st_size else ""
