"""Rounds over real servers on loopback, into real databases, with the real parsing process."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import cast

import pytest

from tests.desk import NOW, READER
from tests.feeds.servers import Answer, Server, rss, serving
from tradewatch.errors import BusyError, DatabaseError, FeedError
from tradewatch.feeds.fetch import Fetcher
from tradewatch.feeds.guard import AddressGuard
from tradewatch.feeds.poller import Poller
from tradewatch.feeds.pool import ParsePool
from tradewatch.feeds.saving import Saver
from tradewatch.protocols import PollStore
from tradewatch.records import Feed, FeedStatus, FetchOutcome, PendingItem, Reading, RoundCounts, Stored
from tradewatch.settings import Poll
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.store import Store


def polled(
    store: Store,
    server: Server,
    work: Callable[[Poller], Awaitable[RoundCounts]],
    now: datetime = NOW,
    settings: Poll | None = None,
) -> RoundCounts:
    settings = settings or Poll(allow_private=(server.place,), host_connections=4, host_spacing_seconds=0)

    async def go() -> RoundCounts:
        async with Fetcher(AddressGuard(settings.allow_private)) as fetcher, ParsePool(1) as parser:
            return await work(Poller(store, fetcher, parser, lambda: READER, lambda: now, settings, chance=lambda: 0.5))

    return asyncio.run(go())


def test_every_item_is_stored_and_the_second_round_is_all_unchanged(store: Store) -> None:
    def answer(path: str, headers: dict[str, str]) -> Answer:
        etag = f'"{path}"'
        if headers.get("if-none-match") == etag:
            return Answer(304, headers={"ETag": etag})
        return Answer(body=rss(*[f"{path} tariffs {n}" for n in range(10)]), headers={"ETag": etag})

    with serving(answer) as server:
        store.add_feeds([Feed(server.url(f"/{n}"), f"feed {n}") for n in range(12)])
        first = polled(store, server, lambda poller: poller.round())
        second = polled(store, server, lambda poller: poller.round(force=True))
    assert (first.ok, first.items_new, first.pending) == (12, 120, 0)
    assert (second.unchanged, second.items_new) == (12, 0)


def test_what_is_not_due_is_not_asked(store: Store) -> None:
    with serving(lambda path, headers: Answer(body=rss("a"))) as server:
        store.add_feeds([Feed(server.url("/f"), "f")])
        polled(store, server, lambda poller: poller.round())
        again = polled(store, server, lambda poller: poller.round(), NOW + timedelta(minutes=5))
        later = polled(store, server, lambda poller: poller.round(), NOW + timedelta(minutes=20))
    assert (again.feeds, later.feeds) == (0, 1)


def test_one_bad_feed_costs_only_itself(store: Store) -> None:
    bodies = {"/good": rss("fine"), "/page": b"<html>no</html>", "/empty": b"", "/torn": rss("whole", "cut")[:-120]}

    def answer(path: str, headers: dict[str, str]) -> Answer:
        return Answer(body=bodies[path]) if path in bodies else Answer(500)

    with serving(answer) as server:
        store.add_feeds([Feed(server.url(path), path) for path in (*bodies, "/broken")])
        counts = polled(store, server, lambda poller: poller.round())
    states = {one.feed.title: one for one in store.feed_states()}
    assert (counts.ok, counts.failed) == (2, 3)
    assert states["/good"].status is FeedStatus.OK
    assert states["/broken"].error == "the server has a fault (500)"
    assert "nothing" in states["/empty"].error
    assert states["/torn"].etag is None


def test_a_server_that_asks_for_patience_gets_it_even_by_force(store: Store) -> None:
    with serving(lambda path, headers: Answer(429, headers={"Retry-After": "3600"})) as server:
        store.add_feeds([Feed(server.url("/f"), "f")])
        polled(store, server, lambda poller: poller.round())
        forced = polled(store, server, lambda poller: poller.round(force=True), NOW + timedelta(minutes=30))
        after = polled(store, server, lambda poller: poller.round(force=True), NOW + timedelta(minutes=61))
    assert (forced.feeds, after.feeds) == (0, 1)


def test_gone_is_gone(store: Store) -> None:
    with serving(lambda path, headers: Answer(410)) as server:
        store.add_feeds([Feed(server.url("/f"), "f")])
        polled(store, server, lambda poller: poller.round())
        again = polled(store, server, lambda poller: poller.round(force=True))
    assert store.feed_states()[0].status is FeedStatus.GONE
    assert again.feeds == 0


def test_without_reading_the_items_wait(store: Store) -> None:
    with serving(lambda path, headers: Answer(body=rss("a", "b"))) as server:
        store.add_feeds([Feed(server.url("/f"), "f")])
        counts = polled(store, server, lambda poller: poller.round(read=False))
    assert counts.pending == 2


def test_nothing_private_is_contacted_unless_allowed(store: Store) -> None:
    asked: list[str] = []

    def answer(path: str, headers: dict[str, str]) -> Answer:
        asked.append(path)
        return Answer(body=rss("a"))

    async def go(url: str) -> None:
        async with Fetcher(AddressGuard()) as fetcher:
            await fetcher.fetch(url, now=NOW)

    with serving(answer) as server:
        port = server.place.rpartition(":")[2]
        for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "127.1"):
            with pytest.raises(FeedError):
                asyncio.run(go(f"http://{host}:{port}/"))
    assert asked == []


def test_a_redirect_cannot_lead_to_a_private_address(store: Store) -> None:
    with serving(lambda path, headers: Answer(body=rss("secret"))) as inner:
        with serving(lambda path, headers: Answer(302, headers={"Location": inner.url("/")})) as outer:
            store.add_feeds([Feed(outer.url("/f"), "f")])
            counts = polled(store, outer, lambda poller: poller.round())
        assert inner.requests == []
    assert counts.failed == 1


def test_an_item_that_breaks_the_rules_is_shown_and_holds_nothing_up(store: Store) -> None:
    class Fragile:
        rules = READER.rules

        def read(self, item: PendingItem) -> Reading:
            if "deadly" in item.title:
                raise RecursionError
            return READER.read(item)

    with serving(lambda path, headers: Answer(body=rss("deadly", "US tariffs on China"))) as server:
        store.add_feeds([Feed(server.url("/f"), "f")])
        settings = Poll(allow_private=(server.place,), host_spacing_seconds=0)

        async def go() -> RoundCounts:
            async with Fetcher(AddressGuard(settings.allow_private)) as fetcher, ParsePool(1) as parser:
                return await Poller(store, fetcher, parser, Fragile, lambda: NOW, settings).round()

        counts = asyncio.run(go())
    assert counts.pending == 0
    pages = Pages.open(store.path)
    broken = [one for one in pages.items(pages.item_ids(ItemQuery())) if one.title == "deadly"]
    assert "read it yourself" in broken[0].reasons[0]


@pytest.mark.parametrize(
    "refused",
    [UnicodeEncodeError("utf-8", "x", 0, 1, "no"), DatabaseError("malformed"), sqlite3.IntegrityError("constraint")],
)
def test_a_feed_that_cannot_be_stored_costs_only_itself(
    refused: Exception, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.save_outcomes

    def fragile(outcomes: Sequence[FetchOutcome]) -> list[Stored]:
        if any("deadly" in one.title for outcome in outcomes if outcome.parsed for one in outcome.parsed.entries):
            raise refused
        return real(outcomes)

    monkeypatch.setattr(store, "save_outcomes", fragile)
    with serving(lambda path, headers: Answer(body=rss("deadly" if path == "/bad" else "fine"))) as server:
        store.add_feeds([Feed(server.url(path), path) for path in ("/a", "/bad", "/b")])
        counts = polled(store, server, lambda poller: poller.round())
    states = {one.feed.title: one for one in store.feed_states()}
    assert counts.items_new == 2
    assert "cannot be stored" in states["/bad"].error
    assert states["/bad"].next_check_at is not None


def test_polls_that_wait_together_share_a_transaction_and_a_busy_database_is_asked_once_for_all(store: Store) -> None:
    sizes: list[int] = []
    busy = [True]

    class Slow:
        def save_outcomes(self, outcomes: Sequence[FetchOutcome]) -> list[Stored]:
            sizes.append(len(outcomes))
            if busy[0]:
                raise BusyError("held")
            return [Stored(one.feed_id) for one in outcomes]

    async def go() -> list[Stored | BaseException]:
        saver = Saver(cast(PollStore, Slow()), patience_seconds=0)
        every = [FetchOutcome(n, NOW, NOW, FeedStatus.OK) for n in range(50)]
        found = await asyncio.gather(*map(saver.save, every), return_exceptions=True)
        return list(found)

    assert all(isinstance(one, BusyError) for one in asyncio.run(go()))
    assert (sum(sizes), max(sizes) > 1) == (50, True)
    sizes.clear()
    busy[0] = False
    assert [one.new for one in asyncio.run(go()) if isinstance(one, Stored)] == list(range(50))
    assert len(sizes) < 10


@pytest.mark.parametrize(
    "call", ["feed_states", "save_progress", "pending_count", "pending", "offline", "open_requests"]
)
def test_a_slow_disk_does_not_hold_the_network_up(call: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = getattr(store, call)

    def slow(*values: object, **more: object) -> object:
        assert threading.current_thread() is not threading.main_thread()
        return real(*values, **more)

    with serving(lambda path, headers: Answer(body=rss("a"))) as server:
        store.add_feeds([Feed(server.url("/f"), "f")])
        asked = store.ask("poll", "", NOW)
        monkeypatch.setattr(store, call, slow)

        async def work(poller: Poller) -> RoundCounts:
            running = asyncio.ensure_future(poller.run())
            while not store.connection.execute(
                "select 1 from request where id = ? and answered_at is not null", (asked,)
            ).fetchone():
                assert not running.done()
                await asyncio.sleep(0.01)
            running.cancel()
            return RoundCounts(0, 0, 0, 0, 0, 0, 0, 0, 0)

        polled(store, server, work)
    assert len(server.requests) == 1
