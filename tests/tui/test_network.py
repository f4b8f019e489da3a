"""What the console shows of a network that is gone and of a clock that is wrong or jumps."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tests.tui.terminal import terminal
from tradewatch.book.load import load_book
from tradewatch.book.trucewords import truce_words
from tradewatch.feeds.lock import PollerLock
from tradewatch.feeds.reach import Why
from tradewatch.records import ClockOffset, Offline
from tradewatch.storage.store import Store
from tradewatch.tui.desk import Desk
from tradewatch.tui.panes.truce import TruceLines


@pytest.fixture
def filled(store: Store) -> Store:
    """Well half an hour ago, with nobody polling but this test."""
    deliver(store, entry(1, title="Rare earth licences for US carmakers"), at=datetime.now(UTC) - timedelta(minutes=32))
    read_all(store)
    store.save_progress(0, 0, 0, datetime.now(UTC))
    return store


@pytest.mark.parametrize(("columns", "rows"), [(160, 50), (120, 36), (80, 24)])
def test_one_calm_part_says_since_when_nobody_is_reached(filled: Store, columns: int, rows: int) -> None:
    filled.connection.execute("update feed set status = 'failing'")
    with PollerLock(filled.path), terminal(columns=columns, rows=rows) as seen:
        seen.until("1 failing")
        filled.save_offline(Offline(datetime.now(UTC), Why.HOSTS))
        seen.until("offline since ")
        line = seen.lines()[0]
        assert "failing" not in line
        assert re.search(r"offline since \d\d:\d\d", line)
        assert ("no host can be reached" in line) == (columns >= 140)
        assert "32 min" in line
        seen.keys("S")
        seen.until("offline: no host can be reached"[: columns // 3])
        seen.keys("q")
        filled.save_offline(None)
        seen.until(lambda text: "offline since" not in text)


def test_a_network_that_wants_a_login_says_so(filled: Store) -> None:
    filled.save_offline(Offline(datetime.now(UTC), Why.PAGE))
    with PollerLock(filled.path), terminal(columns=120, rows=36) as seen:
        seen.until(lambda text: re.search(r"offline since \d\d:\d\d: log in to the network", text) is not None)


@pytest.mark.parametrize(("columns", "words"), [(160, "this computer's clock is 1 h behind"), (80, "clock 1 h behind")])
def test_a_wrong_clock_is_said_while_the_word_is_fresh(filled: Store, columns: int, words: str) -> None:
    filled.save_clock(ClockOffset(3600, 5, datetime.now(UTC)))
    with PollerLock(filled.path), terminal(columns=columns) as seen:
        seen.until(words)
        filled.save_clock(ClockOffset(3600, 5, datetime.now(UTC) - timedelta(hours=2)))
        seen.until(lambda text: words not in text)


def test_the_countdown_is_right_at_the_second_after_a_jump() -> None:
    now = [NOW]
    nothing = cast("Any", None)
    desk = Desk(nothing, lambda: now[0], ZoneInfo("Europe/London"), load_book(), nothing, "ann")
    pane = TruceLines(desk)
    seen = set()
    for jump in (timedelta(0), timedelta(hours=-1), timedelta(days=365), timedelta(hours=9)):
        now[0] = NOW + jump
        pane.tick()
        assert pane.words.countdown == truce_words(desk.book, now[0], short=True).countdown
        seen.add(pane.words.countdown)
    assert len(seen) == 4
