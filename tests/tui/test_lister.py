"""The lists beside the screen: in which order first pages, wholes and changes come, whatever is broken off on the way."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator

import pytest

from tests.desk import deliver, entry, read_all
from tradewatch.records import Change
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery, StatementQuery
from tradewatch.storage.store import Store
from tradewatch.tui import lister as module
from tradewatch.tui.lister import Found, Listed, Lister, Replaced

ROWS = 300


@pytest.fixture
def long(store: Store) -> Store:
    """A wire that is longer than a first page; each item stands for itself."""
    deliver(store, *[entry(number, title=f"Tariffs on China, part {number}") for number in range(ROWS)])
    read_all(store)
    store.connection.execute("update item set story_id = null")
    return store


@pytest.fixture
def heard() -> threading.Event:
    return threading.Event()


@pytest.fixture
def lister(long: Store, heard: threading.Event) -> Iterator[Lister]:
    reading = Lister(long.path, heard.set)
    yield reading
    reading.close()


def until(reading: Lister, heard: threading.Event, kind: type[Found], count: int, came: list[Found]) -> list[Found]:
    """What came and comes until so many of a kind are there."""
    found = list(came)
    while sum(isinstance(one, kind) for one in found) < count:
        assert heard.wait(20)
        heard.clear()
        found += reading.taken()
    return found


def test_a_first_page_that_was_broken_off_takes_no_whole_lists_place(
    lister: Lister, heard: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, broken = module._answer, []

    def broken_off_once(job: object, query: object, listing: object) -> Found:
        if not broken:
            broken.append(job)
            raise sqlite3.OperationalError("interrupted")
        return answer(job, query, listing)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_answer", broken_off_once)
    query = ItemQuery()
    found = until(lister, heard, Listed, 1, lister.ask([query]))
    lister.changed([], show=True)
    found = until(lister, heard, Replaced, 1, found)
    listed = [one for one in found if isinstance(one, Listed)]
    assert broken
    assert (listed[-1].first, len(listed[-1].roll), listed[-1].roll.whole) == (False, ROWS, True)


def test_what_waits_is_shown_though_an_earlier_look_has_taken_the_change(
    lister: Lister, heard: threading.Event
) -> None:
    came = lister.ask([ItemQuery(), StatementQuery()])
    lister.changed([], show=True)
    found = until(lister, heard, Replaced, 2, came)
    assert [one.show for one in found if isinstance(one, Replaced)] == [True, True]


def test_a_list_that_fits_a_page_is_read_once(lister: Lister, heard: threading.Event) -> None:
    query = ItemQuery(words="299")
    came = lister.ask([query], 20.0)
    lister.changed([Change(1, "item", 1)])
    found = until(lister, heard, Replaced, 1, came)
    assert [(one.first, one.roll.whole) for one in found if isinstance(one, Listed)] == [(True, True)]


def test_a_first_page_of_stories_and_single_items_that_is_cut_is_not_the_whole(long: Store) -> None:
    half = ROWS // 2
    first = long.connection.execute("select max(id) from story").fetchone()[0] + 1
    for number in range(half):
        long.connection.execute(
            "insert into story (id, latest, first_item) values (?, '2025-06-06T12:00:00Z', 1)", (first + number,)
        )
        long.connection.execute("update item set story_id = ? where id = ?", (first + number, number + 1))
    pages = Pages.open(long.path)
    try:
        whole = pages.wire.all(ItemQuery())
        page = pages.wire.page(ItemQuery(), half + 50)  # each kind by itself would fit
        assert (len(whole), len(page), page.whole) == (ROWS, half + 50, False)
        assert list(page) == list(whole)[: half + 50]
        assert pages.wire.page(ItemQuery(), ROWS + 1).whole
    finally:
        pages.close()
