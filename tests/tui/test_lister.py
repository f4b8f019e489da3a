"""The lists beside the screen: in which order first pages, wholes and changes come, whatever is broken off on the way."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tests.tui.still import Still, screen_text, still_app
from tradewatch.records import Change
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery, StatementQuery
from tradewatch.storage.roll import Roll
from tradewatch.storage.store import Store
from tradewatch.tui import lister as module
from tradewatch.tui.app import ConsoleApp
from tradewatch.tui.arrivals import Arrivals
from tradewatch.tui.lister import Failed, Found, Listed, Lister, Replaced
from tradewatch.tui.watching import Watcher

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


def test_what_is_found_before_the_lists_stand_on_the_screen_is_kept_for_them(
    long: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = still_app(long.path, NOW, Still())
    mount = type(app).on_mount

    def woken_first(self: ConsoleApp) -> None:
        while not self._early and self.lister._found.empty():
            time.sleep(0.001)
        self.take_found()
        mount(self)

    monkeypatch.setattr(type(app), "on_mount", woken_first)

    async def rows() -> int:
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            return len(app.wire.roll)

    try:
        assert asyncio.run(rows()) == ROWS
    finally:
        app.desk.close()


def test_what_a_look_that_failed_would_have_told_is_told_by_the_next(
    long: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher = Watcher(long.path, lambda: NOW)
    watcher.begin()
    changes.flag(long, "i1", by="ann", at=NOW)
    hands = Pages.hands
    with monkeypatch.context() as patch:
        patch.setattr(Pages, "hands", lambda self, until=None: (_ for _ in ()).throw(sqlite3.OperationalError("disk")))
        with pytest.raises(sqlite3.OperationalError):
            watcher.look()
    assert Pages.hands is hands
    news = watcher.look()
    watcher.close()
    assert news is not None
    assert [(one.kind, one.row) for one in news.changes] == [("item", 1)]
    assert news.book is not None
    assert news.proposals is not None


def test_what_keeps_the_console_from_looking_is_said_though_it_never_could(
    long: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(Watcher, "look", breaks)
    app = still_app(long.path, NOW, Still())

    async def said() -> str:
        async with app.run_test(size=(160, 50)) as pilot:
            while not app.unread_words:
                await pilot.pause()
            app.heads()
            await pilot.pause()
            return screen_text(app).splitlines()[0]

    try:
        assert asyncio.run(said()).endswith(app.unread_words)
    finally:
        app.desk.close()


def test_a_list_of_which_something_could_not_be_read_is_read_anew(
    lister: Lister, heard: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = module._answer

    def fails_at_places(job: object, query: object, listing: object) -> Found:
        if job.kind == "places":  # type: ignore[attr-defined]
            raise sqlite3.OperationalError("disk I/O error")
        return answer(job, query, listing)  # type: ignore[arg-type]

    query = ItemQuery()
    came = until(lister, heard, Listed, 2, lister.ask([query]))
    assert [one.roll.whole for one in came if isinstance(one, Listed)] == [False, True]
    monkeypatch.setattr(module, "_answer", fails_at_places)
    lister.changed([Change(1, "item", 1)])
    until(lister, heard, Failed, 1, [])
    lister.changed([Change(2, "item", 2)])
    [again] = [one for one in until(lister, heard, Listed, 1, []) if isinstance(one, Listed)]
    assert (again.again, len(again.roll)) == (True, ROWS)


def test_changes_that_nobody_tells_of_any_more_have_all_read_anew(
    long: Store, lister: Lister, heard: threading.Event
) -> None:
    watcher = Watcher(long.path, lambda: NOW)
    assert watcher.look() is not None
    changes.flag(long, "i1", by="ann", at=NOW)
    changes.flag(long, "i2", by="ann", at=NOW)
    long.connection.execute("delete from change where id < (select max(id) from change)")
    news = watcher.look()
    watcher.close()
    assert news is not None
    assert news.gap
    assert news.book is not None
    assert news.proposals is not None
    came = until(lister, heard, Listed, 2, lister.ask([ItemQuery()]))
    assert len(came) == 2
    lister.changed((), whole=news.gap)
    [again] = until(lister, heard, Listed, 1, [])
    assert isinstance(again, Listed)
    assert again.again


def test_what_left_a_list_that_waits_to_be_shown_is_not_shown_with_it() -> None:
    shown, tray = Roll([3, 2, 1], [3, 2, 1]), Arrivals()
    tray.replace(Roll([5, 4, 3, 2, 1], [5, 4, 3, 2, 1]))
    tray.put({6: 6, 5: 7}, shown)
    assert tray.count(shown) == 3
    tray.drop([4])
    assert tray.count(shown) == 2
    taken: list[Roll] = []
    tray.empty_into(SimpleNamespace(show_roll=taken.append, put=None))  # type: ignore[arg-type]
    assert list(taken[0]) == [5, 6, 3, 2, 1]


def test_a_look_that_goes_on_when_the_console_ends_is_broken_off_before_its_file_is_closed(
    long: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher, begun, ended = Watcher(long.path, lambda: NOW), threading.Event(), threading.Event()
    watcher.begin()

    def counts(self: Pages, until: object = None) -> None:
        begun.set()
        endless = "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n"
        try:
            self._connection.execute(endless).fetchone()
        except sqlite3.OperationalError:
            ended.set()
            raise

    monkeypatch.setattr(Pages, "counts", counts)

    def look() -> None:
        with contextlib.suppress(sqlite3.OperationalError):
            watcher.look()

    looking = threading.Thread(target=look)
    looking.start()
    assert begun.wait(20)
    watcher.close()
    assert ended.is_set()
    looking.join(20)
    assert not looking.is_alive()
    assert watcher.look() is None
