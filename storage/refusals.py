"""What SQLite refuses, in words for people, and which kind of trouble it is."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from tradewatch.errors import BusyError, DamagedError, DatabaseError, FullError, ReadOnlyError, TradewatchError

__all__ = ["damaged", "in_words"]

_WORDS: tuple[tuple[tuple[str, ...], type[DatabaseError], str, str], ...] = (
    (("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL"), BusyError,
     "another program holds the database", "it will go on when the other is done"),
    # a quota and a limit of file size are no "full" to SQLite, and are one to whoever has to make room
    (("SQLITE_FULL",), FullError, "the disk is full", "make room; it goes on by itself"),
    (("SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"), FullError,
     "the disk is full or over a quota, or it fails", "make room, then it goes on by itself; else look at the disk"),
    (("SQLITE_READONLY", "SQLITE_PERM"), ReadOnlyError,
     "cannot be written", "check the rights of the file and its folder"),
    (("SQLITE_CORRUPT", "SQLITE_NOTADB"), DamagedError,
     "the file is damaged", ""),
)  # fmt: skip


def in_words(path: Path, error: sqlite3.Error) -> TradewatchError:
    """Gives SQLite's error as one for people, by its extended result code (https://sqlite.org/rescode.html)."""
    code = getattr(error, "sqlite_errorname", "")
    if str(error).startswith("Could not decode to UTF-8"):
        return damaged(path, "the file is damaged: a text in it is not UTF-8")
    if code.startswith("SQLITE_CANTOPEN"):
        return _unopened(path)
    for begins, kind, words, hint in _WORDS:
        if code.startswith(begins):
            return damaged(path, words) if kind is DamagedError else kind(f"{path}: {words}", hint)
    return DatabaseError(f"{path}: {error}", "`tradewatch doctor` says more")


def _unopened(path: Path) -> DatabaseError:
    """SQLite does not tell why it cannot open a file or its log: it is a question of rights only where those are missing."""
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        return ReadOnlyError(f"{path}: cannot be written", "check the rights of the file and its folder")
    return DatabaseError(
        f"{path}: cannot be opened", "are too many files open, or does something lie where its log is?"
    )


def damaged(path: Path, words: str) -> DamagedError:
    """Gives the error for a file of ours that is no whole database any more."""
    return DamagedError(f"{path}: {words}", "`tradewatch doctor --recover` saves what can be read", path)
