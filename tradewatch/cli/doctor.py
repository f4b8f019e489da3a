"""The command `doctor`: what could be wrong with this installation, a line each."""

from __future__ import annotations

import glob
import importlib.metadata
import locale
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import click

from tradewatch import __version__
from tradewatch.cli.output import json_option, pass_options, print_json_lines
from tradewatch.errors import TradewatchError
from tradewatch.instants import CLOCK_OFF_SECONDS, off_words
from tradewatch.records import ClockOffset
from tradewatch.settings import Options, Settings

__all__ = ["doctor"]

Finding = tuple[str, bool, str]


@click.command()
@json_option
@pass_options
@click.pass_context
def doctor(ctx: click.Context, options: Options, as_json: bool) -> None:
    """Check database, config, versions, clock, terminal and feeds; exit 1 if one fails, 2 if something cannot be read.

    \b
    Example:
      tradewatch doctor
    """
    try:
        findings = list(_findings(options))
    except (TradewatchError, sqlite3.Error) as error:
        words = f"{error.message} ({error.hint})" if isinstance(error, TradewatchError) else str(error)
        print_json_lines([{"what": "database", "ok": False, "words": words}]) if as_json else click.echo(
            f"FAIL  {words}"
        )
        ctx.exit(2)
    if as_json:
        print_json_lines({"what": what, "ok": well, "words": words} for what, well, words in findings)
    else:
        for what, well, words in findings:
            click.echo(f"{'ok  ' if well else 'FAIL'}  {what}: {words}")
    ctx.exit(0 if all(well for _, well, _ in findings) else 1)


def _findings(options: Options) -> Iterator[Finding]:
    yield (
        "versions",
        True,
        f"tradewatch {__version__}, Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, "
        + ", ".join(
            f"{name} {importlib.metadata.version(name)}"
            for name in ("textual", "feedparser", "sqlite-utils", "rich", "aiohttp")
        ),
    )
    there = options.config.is_file()
    yield "config", True, str(options.config) if there else f"{options.config} is not there: defaults"
    unused = [name for name in ("watch", "alerts") if getattr(options.settings, name) != getattr(Settings(), name)]
    if unused:
        yield "config", False, f"{' and '.join(unused)}: read, and nothing acts on it yet"
    yield from _database(options)
    yield _clock(options)
    yield _terminal()
    yield from _book(options)


def _database(options: Options) -> Iterator[Finding]:
    from tradewatch.storage.connection import connect_reader
    from tradewatch.storage.pages import Pages

    if not options.db.exists() or options.db.stat().st_size == 0:
        yield "database", True, f"{options.db} is not there yet: it is made when first needed"
        return
    connection = connect_reader(options.db)
    try:
        found = connection.execute("pragma quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        found = str(error)
    finally:
        connection.close()
    yield "database", found == "ok", f"{options.db}: {'whole' if found == 'ok' else found}"
    mode = os.stat(options.db).st_mode & 0o077
    yield (
        "permissions",
        mode == 0,
        "for the owner alone" if mode == 0 else f"others may read it: chmod 600 {options.db}",
    )
    yield from _copies(options)
    pages = Pages.open(options.db)
    counts = pages.counts()
    pages.close()
    failing = f"{counts.feeds} feeds, {counts.failing} failing; {counts.items} items, {counts.pending} pending"
    yield "feeds", counts.feeds == 0 or counts.failing < counts.feeds, failing
    yield from _rules(options)


def _copies(options: Options) -> Iterator[Finding]:
    """How old the last daily copy is, and whether the disk has room for another."""
    folder = options.db.parent / "snapshots"
    days = sorted(one.stem[-10:] for one in folder.glob(f"{glob.escape(options.db.stem)}-????-??-??.sqlite"))
    made = f"{len(days)} daily copies, the last of {days[-1]}" if days else "no daily copy yet: polling makes them"
    yield "copies", True, made if options.settings.upkeep.snapshots_mb else f"{made}; switched off in the config"
    free, wanted = shutil.disk_usage(options.db.parent).free, options.db.stat().st_size * 2
    words = f"{free // 1_000_000} MB free"
    yield (
        "room",
        free > wanted,
        words if free > wanted else f"{words}, less than twice the database: copies and polling will stop; make room",
    )


def _rules(options: Options) -> Iterator[Finding]:
    """Whether the archive was read by the rules as they are, with the desk's own lexicon and roster."""
    from tradewatch.cli.read import make_reader
    from tradewatch.storage.pages import Pages

    try:
        rules = make_reader(options).rules
    except TradewatchError as error:
        yield "reading", False, error.message + (f" ({error.hint})" if error.hint else "")
        return
    pages = Pages.open(options.db)
    count = pages.outdated_count(rules)
    pages.close()
    yield (
        "reading",
        True,
        f"rules {rules}" + (f"; {count} items were read by others: `tradewatch read --again`" if count else ""),
    )


def _clock(options: Options) -> Finding:
    """A clock before the program's own record was never set; how far one is off the feeds' servers say together."""
    from tradewatch.book.load import load_book

    now = datetime.now(UTC)
    words = f"{now:%Y-%m-%d %H:%M} UTC"
    if now.date() < load_book().checked_to:
        return "clock", False, f"{words}, which is before the record ends"
    found = _compared(options)
    if found is None:
        return "clock", True, f"{words}; no three feeds' servers have been compared with it yet"
    well = abs(found.ahead_seconds) <= CLOCK_OFF_SECONDS
    away = off_words(found.ahead_seconds)
    said = f"{words}, {away} the feeds' servers" if away else f"{words}, as the feeds' servers have it"
    age = now - found.at
    when = "" if timedelta(0) <= age < timedelta(hours=1) else f", at {found.at:%Y-%m-%d %H:%M}"
    return "clock", well, f"{said} (median of {found.hosts}{when})"


def _compared(options: Options) -> ClockOffset | None:
    from tradewatch.storage.pages import Pages

    if not options.db.exists() or options.db.stat().st_size == 0:
        return None
    pages = Pages.open(options.db)
    progress = pages.progress()
    pages.close()
    return progress.clock if progress else None


def _terminal() -> Finding:
    encoding = locale.getpreferredencoding(False).lower().replace("-", "")
    well = encoding == "utf8"
    name = os.environ.get("TERM", "none")
    return "terminal", well, f"{name}, {encoding}" + ("" if well else ": set LANG to a UTF-8 locale")


def _book(options: Options) -> Iterator[Finding]:
    """What of the book is missing, what is summed twice, and how far it was checked."""
    from tradewatch.book.overlaps import doubles
    from tradewatch.book.tariffs import stacks_at
    from tradewatch.book.words import checked_words
    from tradewatch.cli.opening import open_book

    book = open_book(options)
    for problem in book.problems:
        yield "book", False, f"left out: {problem}"
    for one, other in doubles(book.measures):
        yield "book", False, f"{one.id} and {other.id} are summed at the same time under one name"
    for stack in stacks_at(book, datetime.now(UTC)):
        for hidden in stack.hidden:
            total = f"{stack.imposed_by} on {stack.target} {stack.total} %"
            yield (
                "book",
                False,
                f"{hidden.id} began after {stack.parts[0].id} was taken for the whole: {total} leaves it out",
            )
    if not book.problems:
        rows = len(book.measures) + len(book.windows) + len(book.clocks) + len(book.events) + len(book.roster.speakers)
        yield "book", True, f"{rows} rows, {checked_words(book, datetime.now(UTC))}"
