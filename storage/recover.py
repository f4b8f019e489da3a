"""Saving what can be read of a damaged database: row by row into a fresh one that then takes its place."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from tradewatch.errors import DamagedError, DatabaseError, FullError, TradewatchError
from tradewatch.records import Feed
from tradewatch.storage.aside import keep_damaged
from tradewatch.storage.btree import PageFile
from tradewatch.storage.checking import all_faults
from tradewatch.storage.connection import connect_reader
from tradewatch.storage.frames import fold_in, judge
from tradewatch.storage.markedrows import drop_marks
from tradewatch.storage.mending import mend
from tradewatch.storage.program import recover_by_program
from tradewatch.storage.remains import daily_copies, left_log, recovered_file, sweep_parts, version_copies
from tradewatch.storage.replacing import sync
from tradewatch.storage.salvage import Salvage
from tradewatch.storage.schema_mark import SCHEMA_VERSION
from tradewatch.storage.shapes import shapes_of
from tradewatch.storage.showntables import drop_triggers
from tradewatch.storage.store import Store
from tradewatch.storage.waiting import bind
from tradewatch.storage.wreck import Header, Wreck, read_header

__all__ = ["Recovered", "Saved", "faults_of", "recover"]


class Saved(Struct, frozen=True):
    """What came of one table."""

    table: str
    ways: dict[str, int]
    """`tree`, `loose`, `program`, `copy`, `mangled` → rows that came that way."""
    damaged: bool
    lost: int | None
    """Rows that are missing; None where nothing tells."""
    exact: bool
    """That is all; else at least so many."""


class Recovered(Struct, frozen=True):
    """What came of the whole."""

    file: Path
    """The recovered database, whole; it waits here until it is put in place."""
    copy: Path
    """The damaged bytes."""
    tables: tuple[Saved, ...]
    mended: dict[str, int]
    copies: dict[str, dict[str, int]]
    """Earlier copy → table → rows that were taken from it."""
    notes: tuple[str, ...]


def faults_of(path: Path) -> list[str]:
    """Gives all that is wrong with a database, in words. Raises DatabaseError for what is no database of ours."""
    log = left_log(path)
    if log is not None and judge(log).is_damaged:
        return ["the log of the last changes is damaged"]
    try:
        with closing(connect_reader(path, any_version=True)) as connection:
            if connection.execute("pragma user_version").fetchone()[0] == SCHEMA_VERSION:
                return all_faults(connection)
            found = [str(row[0]) for row in connection.execute("pragma integrity_check(3)")]
            return [] if found == ["ok"] else found
    except DamagedError as error:
        return [error.message]
    except sqlite3.DatabaseError as error:
        return [str(error)]


def recover(path: Path, now: datetime, known_feeds: Mapping[str, Feed]) -> Recovered:
    """Saves what can be read into a fresh database beside the damaged one, of which a copy is kept first.

    Raises TradewatchError where no copy can be made, there is no room, or nothing of ours is found; nothing is changed
    then. The process may have no connection to the database.
    """
    home = path.resolve()
    sweep_parts(home, "-work|-found|-fresh")
    kept = keep_damaged(home, now)
    if kept.copy is None:
        raise TradewatchError(f"{path}: {kept.words}", "make room beside it, or name a copy on another disk with --db")
    _refuse_without_room(home)
    mark = home.with_name(f".{home.name}.{secrets.token_hex(4)}.part")
    work, found, fresh = (Path(f"{mark}-{name}") for name in ("work", "found", "fresh"))
    try:
        with _wreck(kept.copy, work) as (wreck, source):
            return _fill(path, kept.copy, wreck, source, found, fresh, known_feeds)
    except sqlite3.Error as error:
        raise DatabaseError(f"{path}: cannot be recovered: {error}", f"the damaged bytes are in {kept.copy}") from error
    finally:
        for one in (work, found, fresh):
            for end in ("", "-wal", "-shm", "-journal"):
                Path(f"{one}{end}").unlink(missing_ok=True)


def _refuse_without_room(home: Path) -> None:
    need = 2 * home.stat().st_size + (1 << 22)
    if shutil.disk_usage(home.parent).free < need:
        raise FullError(f"{home}: to recover it needs {need // 1_000_000} MB of room", "make room beside it")


@contextlib.contextmanager
def _wreck(copy: Path, work: Path) -> Iterator[tuple[Wreck, Path]]:
    """Gives the damaged file with its log folded in; without a log it is the copy itself, which is only read."""
    log, source, skipped = left_log(copy), copy, False
    if log is not None:
        shutil.copyfile(copy, work)
        work.chmod(0o600)
        with work.open("r+b") as file:
            size = read_header(file).page_size
            fold_in(log, file, size)
        source, skipped = work, judge(log, size).is_damaged
    with source.open("rb") as file:
        header = read_header(file)
        yield Wreck(PageFile(file, header.page_size, header.reserved), header, skipped=skipped), source


def _fill(
    path: Path, copy: Path, wreck: Wreck, source: Path, found: Path, fresh: Path, known: Mapping[str, Feed]
) -> Recovered:
    _refuse_strangers(path, wreck.header)
    Store.open(fresh).close()
    with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = delete")  # no log of its own
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        connection.execute("pragma foreign_keys = off")
        connection.execute("begin")
        connection.execute("delete from progress")
        drop_triggers(connection)
        drop_marks(connection)
        salvage = Salvage(connection, shapes_of(connection))
        wreck.find_roots()
        for roots in _other_roots(path, connection):
            wreck.guess_roots(salvage.shapes, roots)
        copies, notes = _take(path, salvage, wreck, source, found)
        if not any(counts.total() for name, counts in salvage.saved.items() if name not in ("progress", "host_wait")):
            raise TradewatchError(f"{path}: nothing of a tradewatch database is left in it", f"its bytes are in {copy}")
        tables = _tables(salvage, salvage.lost())
        mended = mend(salvage, known)
        connection.execute("drop table temp.expected")
        connection.execute("commit")
        faults = all_faults(connection)
        if faults:
            raise DatabaseError(f"{path}: what was recovered is not whole: {faults[0]}", f"the bytes are in {copy}")
    target = _leave_waiting(path, fresh, copy)
    return Recovered(target, copy, tables, mended, copies, tuple(notes))


def _leave_waiting(path: Path, fresh: Path, copy: Path) -> Path:
    """Gives the finished file the name that it waits under, bound to what it was made of."""
    target = recovered_file(path)
    fresh.chmod(0o600)
    sync(fresh)
    bind(path, fresh, copy)
    fresh.replace(target)
    sync(target.parent)
    return target


def _take(
    path: Path, salvage: Salvage, wreck: Wreck, source: Path, found: Path
) -> tuple[dict[str, dict[str, int]], list[str]]:
    """Fills the fresh database by every way, the surest first; gives what each copy had, and what is to be said."""
    notes: list[str] = []
    salvage.take_trees(wreck)
    copies: dict[str, dict[str, int]] = {}
    salvage.take_loose(wreck)
    if not salvage.faulty:
        return copies, notes
    if source.stat().st_size:
        why = recover_by_program(source, found)
        if why:
            notes.append(f"the sqlite3 program did not help: {why}")
        if found.exists():
            with contextlib.suppress(sqlite3.Error):
                salvage.take_program(found)
    for copy in _copies(path):
        try:
            taken = salvage.take_copy(copy)
        except sqlite3.Error as error:
            notes.append(f"{copy} cannot be read either: {error}")
            continue
        copies[str(copy)] = dict(taken)
        if taken["flag"]:
            notes.append(f"{taken['flag']} flags are from {copy.name}: one that was taken off since may be back")
        if copy != recovered_file(path):
            break
    salvage.take_mangled(wreck)
    return copies, notes


def _copies(path: Path) -> list[Path]:
    """What was recovered before, the newest daily copies, those of versions before."""
    waiting = recovered_file(path)
    return [one for one in (waiting,) if one.exists()] + daily_copies(path) + version_copies(path)


def _other_roots(path: Path, fresh: sqlite3.Connection) -> Iterator[dict[str, int]]:
    """The roots of each table in the copies, which have the pages of the file they were made of, and in a fresh database."""
    sql = "select name, rootpage from sqlite_master where type = 'table' and rootpage > 0"
    for one in daily_copies(path) + version_copies(path):
        with (
            contextlib.suppress(sqlite3.Error),
            closing(sqlite3.connect(f"{one.resolve().as_uri()}?immutable=1", uri=True)) as copy,
        ):
            yield dict(copy.execute(sql).fetchall())
    yield dict(fresh.execute(sql).fetchall())


def _refuse_strangers(path: Path, header: Header) -> None:
    if header.whole and not header.ours:
        raise TradewatchError(f"{path}: is another program's database", "it was left as it is")
    if header.version > SCHEMA_VERSION:
        raise TradewatchError(f"{path}: was written by a newer tradewatch", "update tradewatch")


def _tables(salvage: Salvage, lost: Mapping[str, tuple[int, bool]]) -> tuple[Saved, ...]:
    found = []
    for name in sorted(salvage.shapes):
        damaged = name in salvage.faulty
        count, exact = lost.get(name, (None, False)) if damaged else (0, True)
        found.append(Saved(name, dict(+salvage.saved.get(name, Counter())), damaged, count, exact))
    return tuple(found)
