"""`doctor --recover`: saving what can be read of a damaged database, told in words and counts."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from tradewatch.cli.output import print_json_lines
from tradewatch.errors import DatabaseError, PollerRunningError, TradewatchError
from tradewatch.feeds.catalogue import bundled
from tradewatch.feeds.lock import PollerLock
from tradewatch.settings import Options
from tradewatch.storage.aside import keep_damaged
from tradewatch.storage.filesystems import refuse_shares
from tradewatch.storage.holding import held_alone
from tradewatch.storage.recover import Recovered, Saved, faults_of, recover
from tradewatch.storage.remains import left_log, recovered_file, was_database
from tradewatch.storage.replacing import put_in_place
from tradewatch.storage.waiting import forget, origin_file, refuse_others, waits_for

__all__ = ["recover_database"]

_WAYS = {
    "tree": "read row by row",
    "loose": "found loose in the file",
    "program": "by the sqlite3 program",
    "copy": "from a copy",
    "mangled": "with letters missing",
}


def recover_database(options: Options, as_json: bool) -> None:
    """Recovers the database of the options and puts what was saved in its place. Raises TradewatchError."""
    path = options.db
    _refuse(path)
    refuse_shares(path)
    home = path.resolve()
    if not home.exists():  # of a file that is gone the log may be left
        home.touch(0o600)
    with _turn(home):
        forget(path)
        before = _state(home)
        _refuse_whole(path)
        with _no_poller(home) as quiet, held_alone(home) as alone:
            held = alone if quiet else None
            if held is not None and _state(home) != before:  # to look once more would drop the lock
                raise TradewatchError(f"{path}: was written to meanwhile", "repeat the command")
            copy = _recover(path, home, held, as_json)
    _say_placed(path, copy, as_json)


def _recover(path: Path, home: Path, held: int | None, as_json: bool) -> Path:
    """Puts what was recovered in its place; gives where the damaged bytes are. Raises TradewatchError where it waits."""
    if held is not None and waits_for(path, held):
        copy = keep_damaged(home, datetime.now(UTC))
        if copy.copy is None:
            raise TradewatchError(f"{path}: {copy.words}", "make room beside it")
        put_in_place(recovered_file(path), home, held)
        forget(path)
        return copy.copy
    found = recover(path, datetime.now(UTC), {one.url: one for one in bundled()})
    if held is not None:
        put_in_place(found.file, home, held)
        forget(path)
    _tell(found, as_json)
    if held is None:
        raise TradewatchError(
            f"the recovered database is {found.file}: a program has the damaged one open, or polls",
            "close all consoles and pollers and repeat `tradewatch doctor --recover`",
        )
    return found.copy


def _refuse(path: Path) -> None:
    """Raises TradewatchError where there is nothing to recover, or a stranger has a name that is needed."""
    for end in ("-wal", "-shm", "-journal"):
        beside = Path(f"{path.resolve()}{end}")
        if beside.exists() and not beside.is_file():
            raise TradewatchError(f"{beside}: is a folder or no file, where the database has its log", "move it away")
    refuse_others(path)
    if not path.exists() and left_log(path) is None:
        raise TradewatchError(f"{path}: is not there", "a copy in `snapshots` beside it can be copied to its place")
    if _is_empty(path) and not was_database(path) and not origin_file(path).exists():
        raise TradewatchError(f"{path}: is empty, and nothing beside it says that it was a database", "")


def _refuse_whole(path: Path) -> None:
    """Raises TradewatchError where the database is whole: such a one is never replaced."""
    if not _is_empty(path) and not faults_of(path):
        waiting = recovered_file(path)
        more = f"; {waiting} was recovered from another and is not needed" if waiting.exists() else ""
        raise TradewatchError(f"{path}: is whole, there is nothing to recover", f"it was left as it is{more}")


def _is_empty(path: Path) -> bool:
    return path.is_file() and not path.stat().st_size


def _state(home: Path) -> list[tuple[int, int, int]]:
    """What changes when a file or its log is written or replaced, asked without opening it."""
    found = [os.stat(f"{home}{end}") for end in ("", "-wal") if end == "" or left_log(home)]
    return [(one.st_ino, one.st_size, one.st_mtime_ns) for one in found]


@contextlib.contextmanager
def _turn(home: Path) -> Iterator[None]:
    """One recovery at a time in a folder: a second one waits, and finds nothing to do. It leaves no file behind."""
    try:
        folder = os.open(home.parent, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise DatabaseError(f"{home.parent}: cannot be read: {error.strerror}", "give yourself the right") from error
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@contextlib.contextmanager
def _no_poller(home: Path) -> Iterator[bool]:
    """Keeps pollers away; gives whether none is at work, else the recovered file has to wait."""
    with contextlib.ExitStack() as stack:
        quiet = False
        with contextlib.suppress(PollerRunningError):
            stack.enter_context(PollerLock(home))
            quiet = True
        if not os.access(home.parent, os.W_OK):
            raise DatabaseError(f"{home.parent}: cannot be written", "give yourself the right to write the folder")
        yield quiet


def _tell(found: Recovered, as_json: bool) -> None:
    if as_json:
        print_json_lines(
            {"what": "table", "table": one.table, "saved": sum(one.ways.values()), "lost": one.lost, "exact": one.exact,
             "damaged": one.damaged, "ways": one.ways}
            for one in found.tables
        )  # fmt: skip
        print_json_lines({"what": "copy", "copy": name, "taken": taken} for name, taken in found.copies.items())
        print_json_lines({"what": "mended", "words": words, "rows": rows} for words, rows in found.mended.items())
        print_json_lines({"what": "note", "words": words} for words in found.notes)
        return
    for one in found.tables:
        if one.ways or one.damaged:
            click.echo(f"{one.table}: {_words(one)}")
    for name, taken in found.copies.items():
        rows = ", ".join(f"{count} of {table}" for table, count in taken.items())
        if rows:
            click.echo(f"copy {name} has rows that could not be read here; they were taken from it: {rows}")
    for words, count in found.mended.items():
        click.echo(f"{words}: {count}")
    for words in found.notes:
        click.echo(f"note: {words}")


def _words(one: Saved) -> str:
    total = f"{sum(one.ways.values())} saved"
    if not one.damaged:
        return f"{total}, whole"
    ways = "; ".join(f"{count} {_WAYS[way]}" for way, count in one.ways.items())
    lost = (
        "nothing tells how many are lost" if one.lost is None else f"{'' if one.exact else 'at least '}{one.lost} lost"
    )
    return f"{total} ({ways}), {lost}" if ways else f"{total}, {lost}"


def _say_placed(path: Path, copy: Path, as_json: bool) -> None:
    if as_json:
        print_json_lines([{"what": "recovered", "file": str(path), "copy": str(copy)}])
    else:
        click.echo(f"{path} is whole again; the damaged bytes are in {copy}")
