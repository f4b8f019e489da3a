"""The errors that a person can be told of: one sentence that says what, one hint that says what helps.

TradewatchError              could not do it (exit 1)
├── SettingsError            the config or an option is wrong (exit 2)
├── DraftError               the draft to be checked cannot be read (exit 2)
├── QueryError               a search or filter is wrong; knows the place in what was written (exit 2)
├── DatabaseError            the file cannot be opened, read or written
│   ├── BusyError            another program holds it: it passes
│   │   └── FullError        the disk is full, or takes no more: it passes too
│   ├── DamagedError         what is in the file is no whole database any more
│   ├── GoneError            the file was taken away, or is a newer program's by now
│   └── ReadOnlyError        it can be read, not written
├── NotFoundError            no such id, feed or file
├── PollerRunningError       another poller holds this database (exit 3)
├── FactsError               a data file has a mistake; names file, row and field
└── FeedError                an address could not be fetched or is not a feed
"""

from __future__ import annotations

from pathlib import Path

__all__ = [
    "BusyError",
    "DamagedError",
    "DatabaseError",
    "DraftError",
    "FactsError",
    "FeedError",
    "FullError",
    "GoneError",
    "NotFoundError",
    "PollerRunningError",
    "QueryError",
    "ReadOnlyError",
    "SettingsError",
    "TradewatchError",
]


class TradewatchError(Exception):
    """Something could not be done; `message` says what, `hint` what helps (may be empty)."""

    exit_status = 1
    """The command line ends with this status."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class SettingsError(TradewatchError):
    """The config, an option or an environment variable is wrong."""

    exit_status = 2


class DraftError(TradewatchError):
    """The draft that is to be checked is no text that can be read."""

    exit_status = 2


class QueryError(TradewatchError):
    """A search or filter is wrong at one place of what a person wrote."""

    exit_status = 2

    def __init__(self, message: str, hint: str, text: str, column: int, length: int) -> None:
        super().__init__(message, hint)
        self.text = text
        """All that was written."""
        self.column = column
        """Where the wrong term begins, in code points from 0."""
        self.length = length
        """Code points of the wrong term; it ends within the text."""


class DatabaseError(TradewatchError):
    """The database cannot be opened, read or written."""


class BusyError(DatabaseError):
    """The database takes nothing now, held by another program: it is so for every writing, and passes."""


class FullError(BusyError):
    """The disk takes no more, full or over a quota: reading goes on, and writing when there is room."""


class DamagedError(DatabaseError):
    """The file was a database and can no longer be read as one, in a part or in whole: nothing is to be written."""

    def __init__(self, message: str, hint: str = "", path: Path | None = None) -> None:
        super().__init__(message, hint)
        self.path = path
        """The damaged file, so that whoever tells of it can keep a copy; None where it is no file of its own."""


class GoneError(DatabaseError):
    """What this program has opened is no longer the database at its place, or no longer its to write: it is to end."""


class ReadOnlyError(DatabaseError):
    """The database can be read and not written."""


class NotFoundError(TradewatchError):
    """There is nothing by that id, address or name."""


class PollerRunningError(TradewatchError):
    """Another poller holds this database."""

    exit_status = 3


class FactsError(TradewatchError):
    """A data file has a mistake; the message names file, row and field."""


class FeedError(TradewatchError):
    """An address could not be fetched, or what came is not a feed."""
