"""A clock that jumps or is wrong: the real poller by a given clock, servers whose Date headers a test sets."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.desk import NOW, READER, deliver, entry
from tests.feeds.servers import Answer, rss, serving
from tradewatch.feeds.fetch import Fetcher
from tradewatch.feeds.guard import AddressGuard
from tradewatch.feeds.hostclock import HostClock, ahead_seconds
from tradewatch.feeds.hosts import HostWaits
from tradewatch.feeds.poller import Poller
from tradewatch.feeds.pool import ParsePool
from tradewatch.feeds.redating import dated_anew
from tradewatch.feeds.schedule import is_due
from tradewatch.records import Dated, Feed, FeedState, FeedStatus, Item
from tradewatch.settings import Poll
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery, StatementQuery
from tradewatch.storage.store import Store

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
YEAR = 365 * DAY


@dataclass
class World:
    """Real time, and how wrong the desk's clock is."""

    now: datetime = NOW
    wrong: timedelta = timedelta(0)
    lies: dict[str, str] = field(default_factory=dict)
    """What a server says instead of the time; "" for nothing."""
    bodies: dict[str, bytes] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)

    def clock(self) -> datetime:
        return self.now + self.wrong


@contextmanager
def feeds(world: World, store: Store, count: int = 4) -> Iterator[tuple[str, ...]]:
    """So many feeds, each of a server of its own; gives their places."""
    with ExitStack() as servers:
        places: list[str] = []
        for number in range(count):
            name = f"f{number}"

            def answer(path: str, headers: dict[str, str], name: str = name) -> Answer:
                world.asked[name] += 1
                date = world.lies.get(name, format_datetime(world.now, usegmt=True))
                return Answer(body=world.bodies.get(name, rss(f"of {name}")), headers={"Date": date})

            server = servers.enter_context(serving(answer))
            store.add_feeds([Feed(server.url("/f"), f"at {name}")])
            places.append(server.place)
        yield tuple(places)


def polled(store: Store, world: World, places: tuple[str, ...], work: Callable[[Poller], Awaitable[object]]) -> None:
    settings = Poll(allow_private=places, host_spacing_seconds=0)

    async def go() -> None:
        async with Fetcher(AddressGuard(settings.allow_private)) as fetcher, ParsePool(1) as parser:
            await work(Poller(store, fetcher, parser, lambda: READER, world.clock, settings, chance=lambda: 0.5))

    asyncio.run(go())


def items(store: Store) -> list[Item]:
    pages = Pages.open(store.path)
    try:
        return pages.items(pages.item_ids(ItemQuery(everything=True)))
    finally:
        pages.close()


# --- jumps: no storm, no standstill ---


@pytest.mark.parametrize("jump", [-HOUR * 2 / 3, -HOUR, -YEAR, YEAR, 9 * HOUR])
def test_after_a_jump_each_feed_is_asked_once_and_then_as_ever(jump: timedelta, store: Store) -> None:
    world = World()
    with feeds(world, store) as places:

        async def work(poller: Poller) -> None:
            await poller.round()
            world.wrong += jump  # or a night of sleep: the clock went on and the poller did not
            world.asked.clear()
            for _ in range(60):  # five minutes
                world.now += timedelta(seconds=5)
                await poller.round(read=False)
            assert set(world.asked.values()) == {1}
            for _ in range(40):  # twenty minutes: each once or twice more, as it always is
                world.now += timedelta(seconds=30)
                await poller.round(read=False)
            assert len(world.asked) == 4
            assert max(world.asked.values()) <= 3
            assert min(world.asked.values()) >= 2

        polled(store, world, places, work)


def test_a_year_ahead_and_back_again_leaves_no_feed_behind(store: Store) -> None:
    world = World()
    with feeds(world, store) as places:

        async def work(poller: Poller) -> None:
            await poller.round()
            for wrong in (YEAR, timedelta(0)):
                world.wrong = wrong
                world.asked.clear()
                for _ in range(12):
                    world.now += timedelta(seconds=5)
                    await poller.round(read=False)
                assert set(world.asked.values()) == {1}

        polled(store, world, places, work)
    assert all(one.last_ok_at and one.last_ok_at < NOW + HOUR for one in store.feed_states())


def test_a_feed_that_fails_after_the_clock_was_set_back_backs_off_all_the_same() -> None:
    state = FeedState(
        1, Feed("https://example.org/f", "f"), FeedStatus.OK, last_ok_at=NOW, next_check_at=NOW + HOUR / 4
    )
    assert is_due(state, NOW - HOUR, HOUR / 4)
    failed = FeedState(
        1, state.feed, FeedStatus.FAILING, last_ok_at=NOW, failures=1, next_check_at=NOW - HOUR + HOUR / 12
    )
    assert not is_due(failed, NOW - HOUR, HOUR / 4)
    late = FeedState(1, state.feed, FeedStatus.FAILING, last_ok_at=NOW, failures=1, next_check_at=NOW + HOUR / 12)
    assert is_due(late, NOW - HOUR, HOUR / 4)


def test_a_host_that_asked_for_patience_in_a_year_to_come_is_heard_again_today(store: Store) -> None:
    waits = HostWaits()
    waits.note("h", NOW + YEAR + HOUR, NOW + YEAR)
    assert not waits.asked_to_wait("h", NOW)
    waits.note("h", NOW + HOUR, NOW)
    assert waits.seconds_left("h", NOW) == 3600
    world = World(wrong=YEAR)
    with serving(lambda path, headers: Answer(429, headers={"Retry-After": "7200"})) as server:
        store.add_feeds([Feed(server.url("/f"), "f")])

        async def work(poller: Poller) -> None:
            await poller.round()
            world.wrong = timedelta(0)
            assert (await poller.round()).feeds == 1
            assert (await poller.round(force=True)).feeds == 0

        polled(store, world, (server.place,), work)
    assert store.feed_states()[0].retry_until == NOW + 2 * HOUR


def test_another_zone_of_the_computer_moves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    with feeds(world, store) as places:
        seen = []
        for zone in ("Asia/Shanghai", "America/New_York"):
            with monkeypatch.context() as changed:
                changed.setenv("TZ", zone)
                time.tzset()
                polled(store, world, places, lambda poller: poller.round(read=False))
                seen.append([(one.published, one.first_seen) for one in items(store)])
            time.tzset()
    assert seen[0] == seen[1] == [(NOW, NOW)] * 4
    assert set(world.asked.values()) == {1}


# --- what the servers say of our clock ---


def test_the_clock_is_compared_with_three_hosts_that_agree() -> None:
    clock = HostClock()
    for place, ahead in (("a", 3601.0), ("b", 3599.0)):
        clock.note(place, ahead, NOW)
    assert clock.offset(NOW) is None
    clock.note("c", 3600.0, NOW)
    found = clock.offset(NOW)
    assert found is not None
    assert (found.ahead_seconds, found.hosts) == (3600, 3)
    assert clock.wrong_by(NOW) == HOUR
    assert clock.offset(NOW + HOUR) is None  # what was said long ago says nothing
    assert clock.offset(NOW - HOUR) is None


@pytest.mark.parametrize("lie", [3600.0, -3600.0, 1e9, -1e9, 700.0])
def test_no_single_server_moves_the_clock(lie: float) -> None:
    for honest in range(1, 8):
        clock = HostClock()
        for number in range(honest):
            clock.note(f"h{number}", number * 0.3, NOW)
        clock.note("liar", lie, NOW)
        assert clock.wrong_by(NOW) == timedelta(0)
    crowd = HostClock()
    for _ in range(50):
        crowd.note("liar", lie, NOW)
    assert crowd.offset(NOW) is None


@pytest.mark.parametrize(
    ("headers", "ahead"),
    [
        ({"Date": "Fri, 06 Jun 2025 16:00:10 GMT"}, 10.5),
        ({"Date": "Fri, 06 Jun 2025 15:00:10 GMT", "Age": "3600"}, 10.5),
        ({"Date": "Fri, 06 Jun 2025 16:00:10 GMT", "Age": "٣"}, 10.5),
        ({"Date": "Fri, 06 Jun 2025 16:00:10 GMT", "Age": "9" * 5000}, 10.5),
        ({"Date": "Fri, 31 Dec 9999 23:59:59 -1200"}, None),
        ({"Date": "yesterday"}, None),
        ({"Date": ""}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_what_a_date_header_says(headers: dict[str, str], ahead: float | None) -> None:
    assert ahead_seconds(headers, NOW) == ahead


@pytest.mark.parametrize("wrong", [-HOUR, -YEAR, HOUR, YEAR])
def test_items_are_dated_by_the_servers_time_where_ours_is_wrong(wrong: timedelta, store: Store) -> None:
    dated = f"<pubDate>{format_datetime(NOW - timedelta(minutes=20), usegmt=True)}</pubDate></item>".encode()
    world = World(wrong=wrong)
    world.bodies["f0"] = world.bodies["f3"] = rss("dated").replace(b"</item>", dated)
    with feeds(world, store, 6) as places:
        polled(store, world, places, lambda poller: poller.round())
        found = items(store)
        assert len(found) == 6
        for one in found:
            meant = NOW - timedelta(minutes=20) if one.title == "dated" else NOW
            assert abs(one.published - meant) < timedelta(seconds=10), one.title
            assert abs(one.first_seen - NOW) < timedelta(seconds=10)
            assert one.published_known == (one.title == "dated")
        states = store.feed_states()
        assert all(one.last_ok_at == NOW + wrong for one in states)  # the schedule keeps our own
    pages = Pages.open(store.path)
    progress = pages.progress()
    pages.close()
    assert progress is not None
    assert progress.clock is not None
    assert abs(progress.clock.ahead_seconds + wrong.total_seconds()) < 5


def test_a_liar_dates_nothing(store: Store) -> None:
    world = World(lies={"f0": "Fri, 31 Dec 2099 23:59:59 GMT", "f1": ""})
    with feeds(world, store, 5) as places:
        polled(store, world, places, lambda poller: poller.round())
    assert {(one.published, one.first_seen) for one in items(store)} == {(NOW, NOW)}


def test_what_a_clock_a_year_ahead_has_dated_comes_down_once_the_clock_is_right(store: Store) -> None:
    """Two hosts are too few to know that the clock is wrong; one is enough to know that it is right again."""
    world = World(wrong=YEAR)
    with feeds(world, store, 2) as places:
        polled(store, world, places, lambda poller: poller.round())
        assert {one.published for one in items(store)} == {NOW + YEAR}
        world.wrong, world.now = timedelta(0), NOW + HOUR
        world.bodies["f0"] = rss("of f0", "new")
        polled(store, world, places, lambda poller: poller.round())
    found = items(store)
    assert len(found) == 3
    assert {one.published for one in found} == {NOW + HOUR}
    pages = Pages.open(store.path)
    assert all(
        one.published <= NOW + HOUR for one in pages.statements(pages.statement_ids(StatementQuery(attributed=None)))
    )
    assert len(pages.item_ids(ItemQuery(everything=True, until=NOW + HOUR))) == 3
    assert pages.counts().pending == 0
    pages.close()


def test_an_archive_is_not_dated_anew_by_a_clock_that_nobody_confirms(store: Store) -> None:
    deliver(store, *[entry(number) for number in range(5)])
    before = [one.published for one in items(store)]
    world = World(wrong=-20 * YEAR, lies={"f0": "", "f1": ""})
    with feeds(world, store, 2) as places:
        polled(store, world, places, lambda poller: poller.round())
    assert [one.published for one in items(store)][:5] == before


def test_a_feed_s_date_of_tomorrow_does_not_stand_on_top(store: Store) -> None:
    world = World()
    tomorrow = f"<pubDate>{format_datetime(NOW + DAY - HOUR, usegmt=True)}</pubDate></item>".encode()
    world.bodies["f0"] = rss("of tomorrow").replace(b"</item>", tomorrow)
    with feeds(world, store, 2) as places:
        polled(store, world, places, lambda poller: poller.round())
    assert max(one.published for one in items(store)) == NOW


def test_dating_anew_keeps_what_the_feed_says_where_it_can_be() -> None:
    raw = format_datetime(NOW - HOUR, usegmt=True)
    one = Dated(1, NOW + YEAR, NOW + YEAR, raw, True)
    assert dated_anew(one, NOW) == Dated(1, NOW - HOUR, NOW, raw, True)
    undated = Dated(1, NOW + YEAR, NOW + YEAR)
    assert dated_anew(undated, NOW) == Dated(1, NOW, NOW)
    ahead = Dated(1, NOW, NOW, format_datetime(NOW + HOUR, usegmt=True), True)
    assert dated_anew(ahead, NOW).published == NOW
