"""What `doctor` looks at in the database and around it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator

from tradewatch.clean import clean_line
from tradewatch.cli.findings import Finding
from tradewatch.cli.opening import is_absent, look_at_log
from tradewatch.errors import TradewatchError
from tradewatch.numerals import many
from tradewatch.records import FeedStatus
from tradewatch.settings import Options

__all__ = ["file_checks"]

_NAMED = 5
"""Failing feeds that are named, those that have failed most often first."""


def _damaged_copies(options: Options, full: bool) -> Iterator[Finding]:
    from tradewatch.storage.remains import damaged_copies, recovered_file

    look_at_log(options)  # before the first opening: what it keeps is counted here
    found = damaged_copies(options.db)
    if found:
        size = sum(one.stat().st_size for one in found) // 1_000_000
        what = "a copy" if len(found) == 1 else f"{len(found)} copies"
        words = f"{what} of when it was damaged, {size} MB, the last is {found[0]}: remove them when nothing is missed"
        yield Finding("damaged copies", True, words)
    waiting = recovered_file(options.db)
    if waiting.exists():
        words = (
            f"{waiting} waits to take the place of the damaged one: close all consoles, `tradewatch doctor --recover`"
        )
        yield Finding("recovered", False, words)


def _whole(options: Options, full: bool) -> Iterator[Finding]:
    from tradewatch.storage.checking import all_faults, quick_faults, search_faults
    from tradewatch.storage.connection import connect_reader
    from tradewatch.storage.refusals import damaged
    from tradewatch.storage.schema_mark import SCHEMA_VERSION

    if is_absent(options.db):
        yield Finding("database", True, f"{options.db} is not there yet: it is made when first needed")
        return
    connection = connect_reader(options.db)
    try:
        version = connection.execute("pragma user_version").fetchone()[0]
        faults = all_faults(connection) if full else quick_faults(connection)
        beside = [] if full or faults else search_faults(connection)
    except sqlite3.DatabaseError as error:
        faults, beside, version = [str(error)], [], SCHEMA_VERSION
    finally:
        connection.close()
    if faults:
        raise damaged(options.db, faults[0])
    yield Finding("database", True, f"{options.db}: whole" + (", each entry and word compared" if full else ""))
    yield Finding("schema", version == SCHEMA_VERSION, f"version {version}")
    hint = "`tradewatch doctor --recover` makes the index anew"
    yield Finding("search", not beside, f"{'; '.join(beside)} ({hint})" if beside else "knows every item")


def _permissions(options: Options, full: bool) -> Iterator[Finding]:
    if is_absent(options.db):
        return
    mode = os.stat(options.db).st_mode & 0o077
    words = "for the owner alone" if mode == 0 else f"others may read it: chmod 600 {options.db}"
    yield Finding("permissions", mode == 0, words)


def _daily_copies(options: Options, full: bool) -> Iterator[Finding]:
    """How old the last daily copy is, and whether the disk has room for another."""
    from tradewatch.storage.remains import daily_copies

    if is_absent(options.db):
        return
    days = [one.stem[-10:] for one in daily_copies(options.db)]
    none = "no daily copy yet: polling makes them"
    made = f"{many(len(days), 'daily copy')}, the last of {days[0]}" if days else none
    words = made if options.settings.upkeep.snapshots_mb else f"{made}; switched off in the config"
    yield Finding("copies", True, words)
    free, wanted = shutil.disk_usage(options.db.parent).free, options.db.stat().st_size * 2
    words = f"{free // 1_000_000} MB free"
    if free <= wanted:
        words += ", less than twice the database: copies and polling will stop; make room"
    yield Finding("room", free > wanted, words)


def _feeds(options: Options, full: bool) -> Iterator[Finding]:
    from tradewatch.storage.pages import Pages

    if is_absent(options.db):
        return
    pages = Pages.open(options.db)
    counts, states = pages.counts(), pages.feed_states()
    pages.close()
    words = f"{many(counts.feeds, 'feed')}, {counts.failing} failing; {many(counts.items, 'item')}, {counts.pending} pending"
    failing = [one for one in states if one.feed.enabled and one.status in (FeedStatus.FAILING, FeedStatus.GONE)]
    for one in sorted(failing, key=lambda one: -one.failures)[:_NAMED]:
        words += f"; {clean_line(one.feed.title)}: {one.error}"
    more = len(failing) - _NAMED
    words += f"; and {more} more, `tradewatch feeds list`" if more > 0 else ""
    yield Finding("feeds", counts.feeds == 0 or counts.failing < counts.feeds, words)


def _rules(options: Options, full: bool) -> Iterator[Finding]:
    """Whether the archive was read by the rules as they are, with the desk's own lexicon and roster."""
    from tradewatch.cli.read import make_reader
    from tradewatch.storage.pages import Pages

    if is_absent(options.db):
        return
    try:
        rules = make_reader(options).rules
    except TradewatchError as error:
        yield Finding("reading", False, error.message + (f" ({error.hint})" if error.hint else ""))
        return
    pages = Pages.open(options.db)
    count = pages.outdated_count(rules)
    pages.close()
    more = f"; {count} items were read by others: `tradewatch read --again`" if count else ""
    yield Finding("reading", True, f"rules {rules}{more}")


file_checks = (_damaged_copies, _whole, _permissions, _daily_copies, _feeds, _rules)
"""In the order in which they are told."""
