"""The command `demo`: the console on the bundled replay, through the whole real pipeline, without a network."""

from __future__ import annotations

import asyncio
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click
from msgspec.structs import replace

from tradewatch.cli.board import print_board
from tradewatch.cli.console import open_console
from tradewatch.cli.output import pass_options
from tradewatch.cli.poll import poll_once
from tradewatch.cli.present import DEMO_OFFSET
from tradewatch.configwriting import watch_block
from tradewatch.errors import TradewatchError
from tradewatch.feeds.demo.replay import START, Replay
from tradewatch.feeds.lock import PollerLock
from tradewatch.settings import Alerts, FeedSettings, Options, Poll
from tradewatch.storage.store import Store

__all__ = ["demo", "poll_demo", "ready_demo"]

_CONFIG = """[feeds]
catalogue = false

[poll]
interval_minutes = 1
allow_private = ["{place}"]
host_connections = 20
host_spacing_seconds = 0
"""


@click.command()
@click.option("--headless", is_flag=True, help="Poll once, print the board and end.")
@pass_options
def demo(options: Options, headless: bool) -> None:
    """The console on a self-written replay of the days around 5 June 2025; works without a network.

    The clock starts at noon of 6 June 2025 in Washington and runs; --as-of makes it stand. What is flagged is
    forgotten at the end; export it before.

    \b
    Example:
      tradewatch demo --headless
    """
    os.environ[DEMO_OFFSET] = str((START - datetime.now(UTC)).total_seconds())
    with tempfile.TemporaryDirectory(prefix="tradewatch-demo-") as folder, Replay() as replay:
        ready = ready_demo(options, Path(folder), replay)
        if headless:
            poll_demo(ready)
            print_board(ready)
        else:
            open_console(ready)


def ready_demo(options: Options, folder: Path, replay: Replay) -> Options:
    """Makes database and config of the demo; gives the options for them."""
    config = folder / "config.toml"
    watches = "".join(f"\n{watch_block(one)}" for one in options.settings.watch)  # no targets: the past alerts nobody
    config.write_text(_CONFIG.format(place=replay.place) + watches, "utf-8")
    poll = Poll(interval_minutes=1, allow_private=(replay.place,), host_connections=20, host_spacing_seconds=0)
    settings = replace(options.settings, poll=poll, feeds=FeedSettings(catalogue=False), alerts=Alerts())
    with Store.open(folder / "demo.sqlite") as store:
        store.add_feeds(replay.feeds())
    return replace(options, db=folder / "demo.sqlite", config=config, settings=settings, demo=True)


def poll_demo(options: Options) -> None:
    with PollerLock(options.db), Store.open(options.db) as store:
        counts = asyncio.run(poll_once(options, store, force=True, watch=lambda outcome: None))
    if counts.failed:
        raise TradewatchError(f"{counts.failed} of {counts.feeds} demo feeds failed", "is loopback there?")
