"""The log that a crash left beside the database, looked at before SQLite takes it over and drops what it cannot use."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tradewatch.storage.aside import keep_damaged
from tradewatch.storage.frames import judge
from tradewatch.storage.holding import held_alone
from tradewatch.storage.remains import left_log

__all__ = ["check_left_log"]

_MOST_BYTES = 64_000_000
"""A longer log is not looked at: it would take seconds, and polling folds the log in every 8 MB."""
_seen: set[Path] = set()


def check_left_log(path: Path, now: datetime) -> str:
    """Keeps a copy of the database where transactions in its left-over log are lost to SQLite; gives words, mostly "".

    Looks once a process and file, before the process's first connection to it, and where nobody else has it open:
    another program's log is in use and changes while it is read.
    """
    home = path.resolve()
    if home in _seen:
        return ""
    _seen.add(home)
    log = left_log(home)
    if log is None or not home.is_file() or not 32 < log.stat().st_size <= _MOST_BYTES:
        return ""
    with held_alone(home) as alone:
        if alone is None:
            return ""
        try:
            state = judge(log)
        except OSError:
            return ""  # SQLite meets the same, and says so
        if not state.is_damaged:
            return ""
        kept = keep_damaged(home, now)
    more = "" if state.dropped == 1 else "s"
    after = f"after its frame {state.read}" if state.head_whole else "since its beginning is destroyed"
    return (
        f"{path}: the log of the last changes is damaged: {state.dropped} transaction{more} {after} cannot be taken"
        f" over; {kept.words}"
    )
