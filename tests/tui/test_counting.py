"""What has come for saved searches, counted beside the screen: whole, however it changes and whatever fails on the way."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tests.tui.still import Still, screen_text, still_app
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.querylanguage import Bearings
from tradewatch.storage.searchpages import MOST_NEW
from tradewatch.storage.store import Store
from tradewatch.tui import counting as module
from tradewatch.tui.counting import Counter

SAID = "“The door to China is open,” U.S. Treasury Secretary Scott Bessent told CNBC on Thursday. Tariffs stay."
DAY = timedelta(days=1)


class Counted:
    """A counter of ann's, and what it says of the only search."""

    def __init__(self, store: Store) -> None:
        self.heard = threading.Event()
        self.counter = Counter(store.path, "ann", (), lambda: Bearings(ZoneInfo("Europe/London"), NOW), self.heard.set)
        self._store = store

    def new(self) -> int:
        """Waits for the next counts."""
        assert self.heard.wait(20)
        self.heard.clear()
        [one] = self.counter.taken() or ()
        return one.new

    def after(self, act: Callable[[], object], *kinds: str) -> int:
        """Does something and tells the counter what it changed, or rows of these kinds alone."""
        with closing(Pages.open(self._store.path)) as pages:
            before = pages.last_change()
            act()
            self.counter.changed([one for one in pages.changes_since(before) if not kinds or one.kind in kinds])
        return self.new()


def seek(store: Store, query: str) -> None:
    """Ann saves a search; whatever is stored later is new."""
    changes.save_search(store, "Sought", query, by="ann", at=NOW - DAY)


@contextmanager
def counted(store: Store) -> Iterator[Counted]:
    found = Counted(store)
    found.counter.begin()
    try:
        yield found
    finally:
        found.counter.close()


def test_what_goes_of_more_than_are_counted_is_counted_anew(store: Store) -> None:
    seek(store, "china")
    deliver(store, *[entry(n, title=f"China tariffs part {n} {n * 7919}", summary=f"report {n}") for n in range(150)])
    read_all(store)
    store.connection.execute("update item set story_id = null, relevant = 1")
    with counted(store) as found:
        assert found.new() > MOST_NEW

        def judge(first: int, last: int) -> int:
            numbers = [f"i{number}" for number in range(first, last)]
            return found.after(lambda: changes.set_relevant(store, numbers, False, by="ann", at=NOW))

        assert judge(141, 151) > MOST_NEW
        assert judge(6, 141) == 5


def test_a_corrected_speaker_is_counted_as_the_wire_finds_it(store: Store) -> None:
    seek(store, "speaker:Lutnick")
    deliver(store, entry(60, title="Bessent on the door to China", summary=SAID))
    read_all(store)
    with counted(store) as found:
        assert found.new() == 0
        assert found.after(lambda: changes.correct_speaker(store, "s1", "Howard Lutnick", None, by="bob", at=NOW)) == 1


@pytest.mark.parametrize(("target", "kind"), [("s1", "statement"), ("y1", "story")])
def test_a_flag_on_a_statement_or_story_is_counted_as_the_wire_finds_it(store: Store, target: str, kind: str) -> None:
    seek(store, "is:flagged")
    deliver(store, entry(60, title="Bessent on the door to China", summary=SAID))
    read_all(store)
    with closing(Pages.open(store.path)) as pages, counted(store) as found:
        assert found.new() == 0
        new = found.after(lambda: changes.flag(store, target, by="bob", at=NOW), kind)
        assert new == len(pages.story_ids(ItemQuery(flagged=True)))
        assert found.after(lambda: changes.undo(store, by="bob", at=NOW), kind) == 0


def test_a_first_look_that_failed_is_made_good_by_itself(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    seek(store, "china")
    deliver(store, entry(1, title="Port fees on ships from China"))
    read_all(store)
    really, failed = Pages.open, []

    def once(path: Path) -> Pages:
        if not failed:
            failed.append(path)
            raise sqlite3.OperationalError("database is locked")
        return really(path)

    monkeypatch.setattr(Pages, "open", once)
    monkeypatch.setattr(module, "_AGAIN_SECONDS", 0.05)
    with counted(store) as found:
        assert found.new() == 1
        assert failed


def test_what_fails_is_done_again_before_what_came_after_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    seek(store, "china")
    monkeypatch.setattr(module, "_AGAIN_SECONDS", 0.05)
    really, failed = Pages.new_among, []

    def once(pages: Pages, query: ItemQuery, items: list[int]) -> dict[int, int]:
        if not failed:
            failed.append(items)
            raise ZeroDivisionError
        return really(pages, query, items)

    with counted(store) as found:
        assert found.new() == 0
        monkeypatch.setattr(Pages, "new_among", once)

        def arrive() -> None:
            deliver(store, entry(1, title="Port fees on ships from China"))
            read_all(store)

        assert found.after(arrive) == 1
        assert failed


def test_after_a_gap_in_the_changes_all_is_counted_anew(store: Store) -> None:
    seek(store, "china")
    with counted(store) as found:
        assert found.new() == 0
        deliver(store, entry(1, title="Port fees on ships from China"))
        read_all(store)
        found.counter.changed((), whole=True)
        assert found.new() == 1


def test_a_fault_in_showing_the_counts_is_said_on_the_screen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = still_app(store.path, NOW, Still())

    def broken() -> None:
        raise KeyError("tabs")

    async def go() -> str:
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            monkeypatch.setattr(app, "show_searches", broken)
            app._counter._counted.put(())
            app._counter._wake()
            until = time.monotonic() + 20
            while "saved searches" not in screen_text(app) and time.monotonic() < until:
                await pilot.pause(0.02)
            return screen_text(app)

    try:
        assert "a fault of the program in the saved searches: KeyError" in asyncio.run(go())
    finally:
        app.desk.close()
