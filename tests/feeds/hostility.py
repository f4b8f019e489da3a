"""Polls a hostile feed beside healthy ones, into a real database, with the real worker, by a given clock."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.desk import READER
from tradewatch.addresses import without_credentials
from tradewatch.feeds.fetch import Fetcher, Limits
from tradewatch.feeds.guard import AddressGuard
from tradewatch.feeds.poller import Poller
from tradewatch.feeds.pool import SECONDS, ParsePool
from tradewatch.records import Feed, FeedState, Item
from tradewatch.settings import Poll
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.store import Store

SHORT = Limits(connect_seconds=1.0, total_seconds=2.0)
"""The waits of the program (10 s and 30 s) made short: what is tested is that they end."""


@dataclass
class Seen:
    """What came of it."""

    state: FeedState
    items: list[Item]
    healthy: list[FeedState] = field(default_factory=list)
    megabytes: float = 0.0

    @property
    def titles(self) -> list[str]:
        return [one.title for one in self.items]


def poll(
    store: Store,
    url: str,
    healthy: Sequence[str],
    allowed: Sequence[str],
    times: Sequence[datetime],
    *,
    force: bool = False,
    worker: Sequence[str] = (),
) -> Seen:
    """Polls the address and its healthy neighbours once at each time."""
    store.add_feeds([Feed(url, "case"), *(Feed(one, one) for one in healthy)])
    settings = Poll(allow_private=tuple(allowed), host_connections=8, host_spacing_seconds=0)
    present = [times[0]]

    async def go() -> None:
        async with (
            Fetcher(AddressGuard(settings.allow_private), limits=SHORT) as fetcher,
            ParsePool(1, patience=0.2, command=list(worker) or None, seconds=4.0 if worker else SECONDS) as parser,
        ):
            poller = Poller(store, fetcher, parser, lambda: READER, lambda: present[0], settings, chance=lambda: 0.5)
            for present[0] in times:
                await poller.round(force=force)

    before = _start_of_peak()
    asyncio.run(go())
    peak = _peak() - before
    return look(store, url, healthy, peak)


def look(store: Store, url: str, healthy: Sequence[str] = (), megabytes: float = 0.0) -> Seen:
    """What the database has of an address."""
    states = {one.feed.url: one for one in store.feed_states()}
    pages = Pages.open(store.path)
    items = [
        one
        for one in pages.items(pages.item_ids(ItemQuery(everything=True)))
        if one.feed_url == without_credentials(url)
    ]
    pages.close()
    return Seen(states[url], items, [states[one] for one in healthy], megabytes)


def hours(start: datetime, count: int) -> list[datetime]:
    """Times so far apart that every feed is due, whatever its interval."""
    return [start + timedelta(hours=7 * n) for n in range(count)]


def _start_of_peak() -> float:
    """Sets the process's peak of memory back to what it has now; gives that in MB."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return float("inf")
    return _peak()


def _peak() -> float:
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


@dataclass
class SharedServer:
    """The public set's server, started as it says."""

    port: int

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str, signed: str = "") -> str:
        return f"http://{signed + '@' if signed else ''}{self.place}{path}"

    def get(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.bytes(path))
        return found

    def bytes(self, path: str) -> bytes:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(self.url(path), timeout=10) as answer:
            body: bytes = answer.read()
        return body


@contextmanager
def shared_server(folder: Path) -> Iterator[SharedServer]:
    """Runs the server of that folder."""
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    process = subprocess.Popen(
        [sys.executable, str(folder / "server.py"), "--max-seconds", "280"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        yield SharedServer(json.loads(process.stdout.readline())["port"])
    finally:
        process.kill()
        process.communicate()
