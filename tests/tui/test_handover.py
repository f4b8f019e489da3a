"""Since I last looked: the mark where the last visit ended, and the handover, in a real terminal."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tests.tui.terminal import terminal
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.store import Store
from tradewatch.storage.visiting import Visit

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}
SAID = "“The door to China is open,” U.S. Treasury Secretary Scott Bessent told CNBC on Thursday. Tariffs stay at 30%."
MARK = "your last visit ended Fri 6 Jun 2025 16:45"


@pytest.fixture
def desk(store: Store) -> Store:
    """Two stories after 16:45 in London, one with a statement before it; ann looked last then."""
    deliver(
        store, entry(1, title="Rare earth licences for US carmakers from China", summary="Magnets may leave again.")
    )
    deliver(store, entry(5, title="Soybean growers wait for China and tariffs", summary="Farmers in Iowa hope."))
    deliver(store, entry(40, title="Bessent says door to China is open on tariffs", summary=SAID))
    read_all(store)
    changes.flag(store, "i1", by="bob", at=NOW, note="ask customs")
    changes.note_visit(store, "ann", NOW - timedelta(minutes=15))
    return store


def last_visit(folder: Path) -> Visit:
    pages = Pages.open(folder / "desk.sqlite")
    visit = pages.visit("ann")
    pages.close()
    assert visit is not None
    return visit


def test_a_line_stands_where_the_last_visit_ended_and_a_restart_within_it_keeps_the_line(
    desk: Store, tmp_path: Path
) -> None:
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        text = seen.until(lambda text: MARK in text and "Bessent says door" in text)
        order = [text.index(words) for words in ("Soybean growers", MARK, "Bessent says door")]
        assert order == sorted(order)
        assert text.count(MARK) == 1, "all statements were there at the last visit: no line among them"
        while last_visit(tmp_path).before is None:
            seen.look(0.1)
        seen.keys("\x11")
        seen.ended()
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until(MARK)
    assert last_visit(tmp_path).before == NOW - timedelta(minutes=15)


def test_with_as_of_no_visit_is_noted(desk: Store, tmp_path: Path) -> None:
    with terminal("--as-of", "2025-06-06T16:10:00Z", columns=160, rows=50, TRADEWATCH_OFFLINE="1") as seen:
        seen.until("your last visit ended 16:45")
        changes.flag(desk, "i3", by="bob", at=NOW)
        seen.until(lambda text: text.count("⚑") == 2)  # by then the console's first half second is over
        seen.keys("j")
        seen.keys("f")
        seen.until("flagged by ann")  # written behind whatever was to be written before
    with sqlite3.connect(tmp_path / "desk.sqlite") as found:
        assert found.execute("select user, before from visit").fetchall() == [("ann", None)]


def test_the_handover_goes_to_its_story_is_narrowed_to_a_time_and_becomes_a_file(desk: Store, tmp_path: Path) -> None:
    out = tmp_path / "evening.md"
    with terminal(columns=120, rows=36, **OFFLINE) as seen:
        seen.until("Soybean")
        seen.keys("H")
        wanted = ("Handover for ann", "2 stories, 0 statements, 1 flag", "bob: flagged", "note: ask customs")
        seen.until(lambda text: all(words in text for words in wanted))
        seen.keys(f"x\x15{out}\r")
        seen.until("the handover is written to")
        seen.keys("s2025-06-06\r")
        seen.until("3 stories, 1 statement, 1 flag")
        seen.keys("ssoon\r")
        seen.until("knows no time")
        seen.keys("j" * 5 + "\r")
        seen.until(lambda text: "carried by" in text and "Treasury Secretary" in text)
        assert "Handover for ann" not in seen.text()
    words = out.read_text("utf-8")
    assert words.startswith("# Handover for ann")
    assert "## Rare earths\n\n- 6 Jun 2025 16:59 Rare earth licences" in words
    assert "[Harbour Wire](<https://example.org/1>)" in words


def test_enter_finds_a_row_that_the_list_was_narrowed_away_from(desk: Store) -> None:
    with terminal(columns=120, rows=36, **OFFLINE) as seen:
        seen.until("Soybean")
        seen.keys("=nothinglikethis\r")
        seen.until("nothing on")
        seen.keys("H")
        seen.until("bob: flagged")
        seen.keys("jjjjj\r")
        seen.until(lambda text: "Magnets may leave" in text and "Handover" not in text)
