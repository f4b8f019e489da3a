"""The command `poll`: rounds without the console, or the process that polls behind it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import asdict

from tradewatch.cli.alerting import calmly, make_alerting, sending
from tradewatch.cli.logfile import start_log
from tradewatch.cli.opening import open_store
from tradewatch.cli.output import json_line, json_option, pass_options
from tradewatch.cli.present import clock
from tradewatch.errors import FactsError, GoneError, TradewatchError
from tradewatch.feeds.fetch import Fetcher
from tradewatch.feeds.guard import AddressGuard, shown
from tradewatch.feeds.lock import PollerLock
from tradewatch.feeds.poller import Poller
from tradewatch.feeds.pool import ParsePool
from tradewatch.feeds.tally import Outcome
from tradewatch.logs import event, trouble
from tradewatch.numerals import many
from tradewatch.records import RoundCounts
from tradewatch.settings import Options
from tradewatch.storage.store import Store

if TYPE_CHECKING:
    from tradewatch.feeds.reading.reader import Reader

__all__ = ["poll", "poll_once"]

_PATIENCE_SECONDS = 5.0
"""One attempt to store waits so long for another program; it is then made again."""
_ROUND_PATIENCE_SECONDS = 60.0
"""What one round has fetched waits so long for the database: whoever gave the command wants to hear of it."""
_STOP_SECONDS = 1.5
_SENDING_SECONDS = 60.0
"""One round waits so long for the targets of its alerts."""
_NICE = 5
"""The poller behind a console gives way to it."""


@click.command()
@click.option("--once", is_flag=True, help="One round, then end.")
@click.option("--force", is_flag=True, help="Also what is not due yet; never against a server's Retry-After.")
@click.option("--no-read", is_flag=True, help="End after storing; what came stays pending.")
@click.option("--watch-stdin", is_flag=True, hidden=True, help="End when standard input does.")
@json_option
@pass_options
def poll(options: Options, once: bool, force: bool, no_read: bool, watch_stdin: bool, as_json: bool) -> None:
    """Poll without the console, until stopped or for one round.

    \b
    Examples:
      tradewatch poll --once
      tradewatch poll --once --force --json
    """
    if options.offline and not options.demo:
        raise TradewatchError("offline by choice: no host is contacted", "leave --offline and TRADEWATCH_OFFLINE out")
    if watch_stdin:
        os.nice(_NICE)
    say = _json_line if as_json else (_silent if watch_stdin else _plain_line)
    if watch_stdin and not options.db.exists():  # its console made it: it was taken away
        raise GoneError(f"{options.db}: was moved or removed", "put it back, or end the console and start it anew")
    start_log("poller", options.db)
    with (
        PollerLock(options.db),
        open_store(options, patience_seconds=_PATIENCE_SECONDS, makes=not watch_stdin) as store,
    ):
        if once or force or no_read:
            counts = asyncio.run(_stoppable(_once(options, store, force=force, read=not no_read, watch=say)))
            if counts is not None:
                _end(counts, as_json)
            return
        asyncio.run(_stoppable(_poll_on(options, store, say), watch_stdin=watch_stdin))


async def _once(
    options: Options, store: Store, *, force: bool, read: bool, watch: Callable[[Outcome], None]
) -> RoundCounts:
    """One round, with the rules of the config noted before it, and what is to be told sent after it."""
    alerting = make_alerting(options, store)
    await calmly(alerting.keep_rules)
    counts = await poll_once(options, store, force=force, read=read, watch=watch)
    if read:
        await calmly(alerting.look)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(sending(alerting), _SENDING_SECONDS)  # what is not sent by then is still due
    return counts


async def poll_once(
    options: Options, store: Store, *, force: bool, read: bool = True, watch: Callable[[Outcome], None]
) -> RoundCounts:
    """Runs one round and gives its counts."""
    async with _fetcher(options) as fetcher, ParsePool(_workers()) as parser:
        reader = _reader(options, store, at_once=read)
        poller = _poller(options, store, fetcher, parser, reader, watch, patience_seconds=_ROUND_PATIENCE_SECONDS)
        return await poller.round(force=force, read=read, at_once=True)


async def _poll_on(options: Options, store: Store, watch: Callable[[Outcome], None]) -> None:
    async with _fetcher(options) as fetcher, ParsePool(_workers()) as parser:
        reader = _reader(options, store, at_once=True)
        alerting = make_alerting(options, store)
        poller = _poller(
            options, store, fetcher, parser, reader, watch, between=lambda: _keep_daily(options), after=alerting.wake
        )
        telling = asyncio.create_task(alerting.run())
        try:
            await poller.run()
        finally:
            telling.cancel()


def _fetcher(options: Options) -> Fetcher:
    settings = options.settings.poll
    return Fetcher(AddressGuard(settings.allow_private), user_agent=settings.user_agent)


def _workers() -> int:
    """Two, where there are two cores: the poller itself waits for the disk and the network most of the time."""
    return min(2, os.cpu_count() or 1)


def _poller(
    options: Options,
    store: Store,
    fetcher: Fetcher,
    parser: ParsePool,
    reader: Callable[[], Reader],
    watch: Callable[[Outcome], None],
    between: Callable[[], object] = lambda: None,
    after: Callable[[], object] = lambda: None,
    patience_seconds: float = inf,
) -> Poller:
    return Poller(
        store, fetcher, parser, reader, clock(options), options.settings.poll,
        watch=watch, between=between, after=after, patience_seconds=patience_seconds,
    )  # fmt: skip


def _keep_daily(options: Options) -> None:
    """The copy of the day; where none can be made it is tried again after the next round, and `doctor` says so."""
    from tradewatch.storage.snapshot import keep_daily

    room = options.settings.upkeep.snapshots_mb
    if room and not options.demo:
        try:
            made = keep_daily(options.db, clock(options)().date(), room * 1_000_000)
        except (TradewatchError, OSError) as error:
            trouble("no_daily_copy", error)
        else:
            if made is not None:
                event("daily_copy", file=made.name)


def _reader(options: Options, store: Store, *, at_once: bool) -> Callable[[], Reader]:
    """Gives the reader by the book as it is, made anew when the desk has changed the book.

    It is made `at_once`, so that a roster or lexicon that is broken is said before anything is polled; a round that only
    stores wants none, and its rules take longer to load than a round takes in which nothing is new.
    """
    seen = -1
    reader: Reader | None = None

    def current() -> Reader:
        from tradewatch.cli.read import make_reader

        nonlocal seen, reader
        newest = store.last_revision()
        if reader is None:
            seen, reader = newest, make_reader(options)
        elif newest != seen:
            seen = newest
            # a roster of the desk's own that is broken by now costs the change, not the polling; `doctor` names it
            with contextlib.suppress(FactsError):
                reader = make_reader(options)
        return reader

    if at_once:
        current()
    return current


async def _stoppable(work: Any, *, watch_stdin: bool = False) -> RoundCounts | None:
    """Runs the work until it ends, a signal comes or, behind a console, the pipe to it breaks."""
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(work)

    def stop() -> None:
        if task.cancel():
            _end_soon()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, stop)

    def read() -> None:
        if not os.read(sys.stdin.fileno(), 1024):
            loop.remove_reader(sys.stdin.fileno())
            stop()

    if watch_stdin:
        loop.add_reader(sys.stdin.fileno(), read)
    with contextlib.suppress(asyncio.CancelledError):
        result: RoundCounts | None = await task
        return result
    return None


def _end_soon() -> None:
    """Ends the process when a thread that reads or tells goes on for long; what it had begun is undone whole by SQLite."""
    event("stopping")
    end = threading.Timer(_STOP_SECONDS, os._exit, (0,))
    end.daemon = True
    end.start()


def _json_line(one: Outcome) -> None:
    outcome = one.outcome
    row = {
        "kind": "feed",
        "url": shown(one.state.feed.url),
        "title": one.state.feed.title,
        "status": str(outcome.status),
        "error": outcome.error,
        "unchanged": outcome.unchanged,
        "items_new": one.stored.new,
        "items_updated": one.stored.updated,
    }
    click.echo(json_line(row))


def _plain_line(one: Outcome) -> None:
    outcome = one.outcome
    if one.offline:  # one line at the end says it for all of them
        return
    words = outcome.error or (
        "unchanged" if outcome.unchanged else f"{one.stored.new} new, {one.stored.updated} edited"
    )
    click.echo(f"{outcome.status}\t{one.state.feed.title}\t{words}")


def _silent(one: Outcome) -> None:
    """The console reads the database, not our output."""


def _end(counts: RoundCounts, as_json: bool) -> None:
    if as_json:
        click.echo(json_line({"kind": "round", **asdict(counts)}))
    elif not counts.offline and not counts.feeds:
        click.echo("no feed is due (`--force` polls all of them); `tradewatch feeds list` says when each is")
    elif not counts.offline:
        click.echo(
            f"{many(counts.feeds, 'feed')}: {counts.ok} well ({counts.unchanged} unchanged), {counts.failed} failed;"
            f" {counts.items_new} items new, {counts.items_updated} edited, {counts.statements_new} statements new,"
            f" {counts.pending} pending; {counts.seconds} s"
        )
    if counts.offline:
        raise TradewatchError(f"offline: {counts.offline}", "nothing is held against the feeds; poll again later")
    if counts.feeds and counts.failed == counts.feeds:
        raise TradewatchError("every feed failed", "is the network there? `tradewatch feeds list` says why")
