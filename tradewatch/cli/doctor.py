"""The command `doctor`: what could be wrong with this installation, a line each."""

from __future__ import annotations

import importlib.metadata
import locale
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import click

from tradewatch import __version__
from tradewatch.cli.doctoralerts import alert_checks
from tradewatch.cli.doctorfile import file_checks
from tradewatch.cli.doctorhost import host_checks
from tradewatch.cli.findings import Finding
from tradewatch.cli.opening import is_absent
from tradewatch.cli.output import json_option, pass_options, print_json_lines
from tradewatch.errors import DamagedError, TradewatchError
from tradewatch.instants import CLOCK_OFF_SECONDS, off_words
from tradewatch.records import ClockOffset
from tradewatch.settings import Options

__all__ = ["doctor"]


@click.command()
@click.option("--full", is_flag=True, help="Compare every index entry and every word of the search too.")
@click.option("--recover", is_flag=True, help="Save what can be read of a damaged database.")
@json_option
@pass_options
@click.pass_context
def doctor(ctx: click.Context, options: Options, full: bool, recover: bool, as_json: bool) -> None:
    """Check database, config, versions, clock, terminal and feeds; exit 1 if one fails, 2 if something cannot be read.

    \b
    Examples:
      tradewatch doctor
      tradewatch doctor --full
      tradewatch doctor --recover
    """
    if recover:
        from tradewatch.cli.recover import recover_database

        recover_database(options, as_json)
        return
    findings, unread = [], False
    for check in _CHECKS:
        try:
            findings += list(check(options, full))
        except (TradewatchError, sqlite3.Error) as error:
            findings.append(Finding("database", False, _words(error)))
            unread = True
            break
    _print(findings, as_json)
    ctx.exit(2 if unread else int(not all(one.ok for one in findings)))


def _print(findings: list[Finding], as_json: bool) -> None:
    if as_json:
        print_json_lines({"what": one.what, "ok": one.ok, "words": one.words} for one in findings)
        return
    for one in findings:
        click.echo(f"{'ok  ' if one.ok else 'FAIL'}  {one.what}: {one.words}")


def _words(error: TradewatchError | sqlite3.Error) -> str:
    if isinstance(error, DamagedError):
        from tradewatch.cli.damage import damage_words

        return f"{damage_words(error)} ({error.hint})"
    if isinstance(error, TradewatchError):
        return error.message + (f" ({error.hint})" if error.hint else "")
    return str(error)


def _versions(options: Options, full: bool) -> Iterator[Finding]:
    names = ("textual", "feedparser", "sqlite-utils", "rich", "aiohttp")
    libraries = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    python = sys.version.split()[0]
    words = f"tradewatch {__version__}, Python {python}, SQLite {sqlite3.sqlite_version}, {libraries}"
    yield Finding("versions", True, words)


def _config(options: Options, full: bool) -> Iterator[Finding]:
    there = options.config.is_file()
    yield Finding("config", True, str(options.config) if there else f"{options.config} is not there: defaults")


def _clock(options: Options, full: bool) -> Iterator[Finding]:
    """A clock before the program's own record was never set; how far one is off the feeds' servers say together."""
    from tradewatch.book.load import load_book

    now = datetime.now(UTC)
    words = f"{now:%Y-%m-%d %H:%M} UTC"
    if now.date() < load_book().checked_to:
        yield Finding("clock", False, f"{words}, which is before the record ends")
        return
    found = _compared(options)
    if found is None:
        yield Finding("clock", True, f"{words}; no three feeds' servers have been compared with it yet")
        return
    well = abs(found.ahead_seconds) <= CLOCK_OFF_SECONDS
    away = off_words(found.ahead_seconds)
    said = f"{words}, {away} the feeds' servers" if away else f"{words}, as the feeds' servers have it"
    age = now - found.at
    when = "" if timedelta(0) <= age < timedelta(hours=1) else f", at {found.at:%Y-%m-%d %H:%M}"
    yield Finding("clock", well, f"{said} (median of {found.hosts}{when})")


def _compared(options: Options) -> ClockOffset | None:
    from tradewatch.storage.pages import Pages

    if is_absent(options.db):
        return None
    pages = Pages.open(options.db)
    progress = pages.progress()
    pages.close()
    return progress.clock if progress else None


def _terminal(options: Options, full: bool) -> Iterator[Finding]:
    encoding = locale.getpreferredencoding(False).lower().replace("-", "")
    well = encoding == "utf8"
    name = os.environ.get("TERM", "none")
    yield Finding("terminal", well, f"{name}, {encoding}" + ("" if well else ": set LANG to a UTF-8 locale"))


def _book(options: Options, full: bool) -> Iterator[Finding]:
    """What of the book is missing, what is summed twice, and how far it was checked."""
    from tradewatch.book.overlaps import doubles
    from tradewatch.book.tariffs import stacks_at
    from tradewatch.book.words import checked_words
    from tradewatch.cli.opening import open_book

    book = open_book(options)
    for problem in book.problems:
        yield Finding("book", False, f"left out: {problem}")
    for one, other in doubles(book.measures):
        yield Finding("book", False, f"{one.id} and {other.id} are summed at the same time under one name")
    for stack in stacks_at(book, datetime.now(UTC)):
        for hidden in stack.hidden:
            total = f"{stack.imposed_by} on {stack.target} {stack.total} %"
            words = f"{hidden.id} began after {stack.parts[0].id} was taken for the whole: {total} leaves it out"
            yield Finding("book", False, words)
    if not book.problems:
        rows = len(book.measures) + len(book.windows) + len(book.clocks) + len(book.events) + len(book.roster.speakers)
        yield Finding("book", True, f"{rows} rows, {checked_words(book, datetime.now(UTC))}")


_CHECKS: tuple[Callable[[Options, bool], Iterator[Finding]], ...] = (
    _versions,
    _config,
    *alert_checks,
    *file_checks,
    *host_checks,
    _clock,
    _terminal,
    _book,
)
"""Each a function of the options and of whether all is to be compared. What raises ends the list: nothing could be read."""
