"""A network that a test switches on and off, and a desk that polls through it by a given clock."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from aiohttp import TCPConnector

from tests.desk import NOW, READER
from tests.feeds.servers import Answer, Server, serving
from tradewatch.feeds.fetch import Fetcher, Limits
from tradewatch.feeds.guard import AddressGuard
from tradewatch.feeds.poller import Poller
from tradewatch.feeds.pool import ParsePool
from tradewatch.feeds.tally import Outcome
from tradewatch.records import Feed, FeedStatus, RoundCounts
from tradewatch.settings import Poll
from tradewatch.storage.store import Store

LOGIN = b"<!doctype html><html><head><title>Harbour Hotel: log in</title></head><body>Room number?</body></html>"
MINUTE = timedelta(minutes=1)


@dataclass
class Net:
    """A network that a test switches: names lead to the servers on loopback, to nothing, or elsewhere."""

    names: dict[str, str] = field(default_factory=dict)
    down: bool = False
    inward: str = ""
    asked: list[str] = field(default_factory=list)

    async def lookup(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        if self.inward:
            return [self.inward]
        if self.down or host not in self.names:
            raise OSError("no such name")
        return [self.names[host]]


@dataclass
class Desk:
    """A poller by a given clock."""

    poller: Poller
    now: list[timedelta]
    watched: list[Outcome]

    fetcher: Fetcher

    async def step(self, by: timedelta = timedelta(0), **how: bool) -> RoundCounts:
        self.now[0] += by
        session = self.fetcher._session
        assert session is not None
        assert isinstance(session.connector, TCPConnector)
        session.connector.clear_dns_cache()  # it lives ten seconds by the real clock
        return await self.poller.round(read=False, **how)


def at_desk(
    store: Store, net: Net, places: list[str], work: Callable[[Desk], Awaitable[None]], chance: float = 0.5
) -> None:
    settings = Poll(allow_private=tuple(places), host_spacing_seconds=0)
    now, watched = [timedelta(0)], list[Outcome]()
    limits = Limits(connect_seconds=2, total_seconds=4)

    async def go() -> None:
        guard = AddressGuard(settings.allow_private)
        async with Fetcher(guard, limits=limits, lookup=net.lookup) as fetcher, ParsePool(1) as parser:
            poller = Poller(
                store, fetcher, parser, lambda: READER, lambda: NOW + now[0], settings,
                watch=watched.append, chance=lambda: chance,
            )  # fmt: skip
            await work(Desk(poller, now, watched, fetcher))

    asyncio.run(go())


@contextlib.contextmanager
def hosts(
    count: int, net: Net, store: Store, answer: Callable[[str, str], Answer]
) -> Iterator[tuple[Server, list[str]]]:
    """One server under many names, a feed each; `answer` is given host and path."""

    def by_host(path: str, headers: dict[str, str]) -> Answer:
        found = answer(headers["host"].partition(":")[0], path)
        found.headers["Connection"] = "close"  # one that is kept would outlive the network here
        return found

    with serving(by_host) as server:
        port = server.place.rpartition(":")[2]
        net.names = {f"h{number:02}.test": "127.0.0.1" for number in range(count)}
        store.add_feeds([Feed(f"http://{name}:{port}/f", f"at {name}") for name in net.names])
        yield server, [f"{name}:{port}" for name in (*net.names, "portal.test")]


def offline_lines(store: Store) -> list[str]:
    return [
        row[0] for row in store.connection.execute("select offline_why from progress where offline_since is not null")
    ]


def health(store: Store) -> list[tuple[str, FeedStatus, int]]:
    return [(one.feed.title.removeprefix("at "), one.status, one.failures) for one in store.feed_states()]


class Crowd:
    """Counts how many requests a server holds at once."""

    def __init__(self) -> None:
        self.most = self.here = 0
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def one(self) -> Iterator[None]:
        with self._lock:
            self.here += 1
            self.most = max(self.most, self.here)
        yield
        with self._lock:
            self.here -= 1
