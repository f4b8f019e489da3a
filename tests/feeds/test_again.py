"""Reading the archive again after the rules changed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from msgspec.structs import replace

from tests.desk import NOW, READER, deliver, entry, read_all
from tradewatch.feeds.archive import read_again
from tradewatch.feeds.fetch import Fetcher
from tradewatch.feeds.guard import AddressGuard
from tradewatch.feeds.poller import AGAIN, Poller
from tradewatch.feeds.pool import ParsePool
from tradewatch.records import PendingItem, Reading
from tradewatch.settings import Poll
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.store import Store


@dataclass
class NewRules:
    """Rules of another version, which remember what they were given."""

    rules: str = "new"
    seen: list[str] = field(default_factory=list)

    def read(self, item: PendingItem) -> Reading:
        self.seen.append(item.title)
        return Reading(item.id, item.version, self.rules, True, 0.9, ("new rules",), ())


def test_the_archive_is_read_again_newest_first_and_once(store: Store) -> None:
    deliver(store, *(entry(number, f"US and China tariffs, report {number}") for number in range(230)))
    read_all(store)
    rules = NewRules()
    assert asyncio.run(read_again(store, rules, lambda: NOW)) == 230
    assert rules.seen == [f"US and China tariffs, report {number}" for number in range(230)]
    assert asyncio.run(read_again(store, rules, lambda: NOW)) == 0
    assert store.outdated_count("new") == 0


def test_what_none_had_read_comes_first(store: Store) -> None:
    deliver(store, entry(1, "US and China tariffs, read"))
    read_all(store)
    deliver(store, entry(2, "US and China tariffs, pending"))
    rules = NewRules()
    assert asyncio.run(read_again(store, rules, lambda: NOW)) == 2
    assert rules.seen == ["US and China tariffs, pending", "US and China tariffs, read"]


def test_a_running_poller_reads_again_beside_its_work_and_says_how_far_it_is(store: Store) -> None:
    deliver(store, *(entry(number) for number in range(130)))
    read_all(store)
    for state in store.feed_states():
        store.set_enabled(state.feed.url, False)
    rules, said = NewRules(), []
    store.ask(AGAIN, "", NOW)

    async def go() -> None:
        async with Fetcher(AddressGuard()) as fetcher, ParsePool(1) as parser:
            poller = Poller(store, fetcher, parser, lambda: rules, lambda: NOW, Poll())
            task = asyncio.create_task(poller.run())
            while store.open_requests():
                said.append(pages.reading_again())
                await asyncio.sleep(0.001)
            task.cancel()

    pages = Pages.open(store.path)
    asyncio.run(asyncio.wait_for(go(), 30))
    assert store.outdated_count("new") == 0
    assert len(rules.seen) == 130
    assert "reading again 100/130" in said
    assert pages.reading_again() == ""
    pages.close()


def test_stories_are_the_same_whatever_was_read_first(store: Store) -> None:
    told = "China lifts tariffs on US goods to {}% from 84% after Trump’s latest duties, the finance ministry says"
    deliver(store, *(entry(number, told.format(125), f"Harbour copy, {told.format(125)}.") for number in range(3)))
    deliver(store, *(entry(number, told.format(34)) for number in range(600, 603)), feed="http://127.0.0.1:9/other")
    pages = Pages.open(store.path)

    def stories() -> list[tuple[int, ...]]:
        return [tuple(one.id for one in pages.story_items(number)) for number in pages.story_ids(ItemQuery())]

    read_all(store)
    before = stories()
    asyncio.run(read_again(store, _Renamed(), lambda: NOW))
    assert stories() == before
    pages.close()


class _Renamed:
    """The rules as they are, under another name."""

    rules = "renamed"

    def read(self, item: PendingItem) -> Reading:
        return replace(READER.read(item), rules=self.rules)
