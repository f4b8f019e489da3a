"""Saved searches as a person sees them: tabs of the wire that count what has come."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.desk import deliver, entry, read_all
from tests.tui.terminal import Terminal, terminal
from tradewatch.storage import changes
from tradewatch.storage.store import Store
from tradewatch.tui.panes.tabs import Tab, shown_tabs

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}


@pytest.fixture
def filled(store: Store) -> Store:
    deliver(
        store,
        entry(1, title="Port fees on US ships in China"),
        entry(2, title="Soybean growers wait for China and tariffs", summary="Barges lie idle in the US."),
    )
    read_all(store)
    return store


def arrive(store: Store, number: int, title: str) -> None:
    now = datetime.now(UTC)
    deliver(store, entry(number, title=title, published=now), feed=f"http://127.0.0.1:9/{number}", at=now)
    read_all(store)


def tabs(seen: Terminal) -> str:
    return next((line for line in seen.lines() if line[1:].strip().startswith(("relevant ·", "[relevant] ·"))), "")


def click(seen: Terminal, words: str) -> None:
    row = seen.lines().index(tabs(seen))
    column = seen.lines()[row].index(words)
    seen.keys(f"\x1b[<0;{column + 1};{row + 1}M\x1b[<0;{column + 1};{row + 1}m")


def save(seen: Terminal, query: str, name: str) -> None:
    seen.keys(f"/{query}\r")
    seen.until(f"“{query}” · ")
    seen.keys(f"s{name}\r")
    seen.until(f"{name} is saved")


def test_a_saved_search_counts_what_comes_until_it_is_opened(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        assert not tabs(seen)
        save(seen, "soybean", "Soybeans")
        seen.until(lambda _: "[Soybeans]" in tabs(seen))
        seen.keys("<")
        seen.until(lambda text: "[relevant] · Soybeans " in tabs(seen) and "Port fees" in text)
        arrive(filled, 11, "Soybean barges wait for Trump and Xi to cut tariffs")
        seen.until("Soybeans: 1 new")
        assert "[relevant] · Soybeans 1 " in tabs(seen)
        seen.keys(">")
        seen.until(lambda text: "[Soybeans]" in tabs(seen) and "Soybean barges" in text and "Port fees" not in text)
    with terminal(**OFFLINE) as seen:
        seen.until(lambda _: "[relevant] · Soybeans " in tabs(seen))
        arrive(filled, 12, "Soybean tariffs: China and US farmers count the days")
        seen.until(lambda _: "Soybeans 1 " in tabs(seen))


def test_what_came_while_no_console_was_open_is_counted_at_once_but_not_as_of_a_day(filled: Store) -> None:
    changes.save_search(filled, "Soybeans", "soybean", by="ann", at=datetime.now(UTC))
    arrive(filled, 11, "Soybean barges wait for Trump and Xi to cut tariffs")
    with terminal(**OFFLINE) as seen:
        seen.until(lambda _: "Soybeans 1 " in tabs(seen))
        seen.keys("a2025-06-06T17:00Z\r")
        seen.until(lambda text: "AS OF" in text and "Soybeans 1" not in tabs(seen))
        seen.keys(">")
        seen.until(lambda text: "[Soybeans]" in tabs(seen) and "Soybean barges" not in text)
        seen.keys("q\x1b")
        seen.until(lambda text: "AS OF" not in text and "[relevant] · Soybeans 1 " in tabs(seen))


def test_a_removed_search_comes_back_by_undo_and_the_same_name_takes_a_new_query(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        save(seen, "soybean", "Soybeans")
        seen.keys("X")
        seen.until(lambda text: "Soybeans is removed" in text and "Port fees" in text and not tabs(seen))
        seen.keys("u")
        seen.until(lambda _: "[relevant] · Soybeans" in tabs(seen))
        click(seen, "Soybeans")
        seen.until(lambda _: "[Soybeans]" in tabs(seen))
        seen.keys("=-is:flagged \r")
        seen.until("“soybean”, -is:flagged · 1 story")
        seen.keys("s\r")
        seen.until("Soybeans asks for soybean -is:flagged now")
        seen.keys("sBeans\r")
        seen.until("Soybeans is called Beans now")
        seen.until(lambda _: "[Beans]" in tabs(seen))


def test_a_watch_of_the_config_is_a_tab_that_cannot_be_removed_here(filled: Store) -> None:
    path = Path(os.environ["TRADEWATCH_CONFIG"])
    watch = (
        '\n[[watch]]\nname = "Docks"\nwords = ["port fees", "harbour"]\n\n[[watch]]\nname = "Sides"\nsides = ["Mars"]\n'
    )
    path.write_text(path.read_text("utf-8") + watch, "utf-8")
    with terminal(**OFFLINE) as seen:
        seen.until(lambda _: "[relevant] · Docks · Sides !" in tabs(seen))
        seen.keys(">")
        seen.until(lambda text: "[Docks]" in tabs(seen) and "Port fees" in text and "Soybean growers" not in text)
        seen.keys("X")
        seen.until("Docks is a [[watch]] of the config")
        seen.keys(">")
        seen.until(lambda text: "[Sides !]" in tabs(seen) and "side: has no 'Mars'" in text and "Port fees" not in text)
        seen.keys("<<")
        seen.until(lambda _: "[relevant] · Docks · Sides !" in tabs(seen))
        arrive(filled, 11, "Harbour of Los Angeles waits for China and tariffs")
        seen.until(lambda _: "Docks 1 " in tabs(seen))


def test_the_palette_opens_a_saved_search(filled: Store) -> None:
    changes.save_search(filled, "Soybeans", "soybean", by="bob", at=datetime.now(UTC))
    with terminal(**OFFLINE) as seen:
        seen.until(lambda _: "Soybeans" in tabs(seen))
        seen.keys(":search: soy")
        seen.until("Search: Soybeans")
        seen.keys("\r")
        seen.until(lambda text: "[Soybeans]" in text and "Port fees" not in text)


def test_nothing_is_saved_of_a_wire_that_is_not_narrowed(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("s")
        seen.until("narrow the wire first")


# --- how the tabs share the line ---


def line(count: int, current: int, room: int) -> str:
    many = [Tab("", "relevant"), *(Tab(str(one), f"Search by a long name {one}", "2") for one in range(1, count))]
    return " · ".join(one.words for one in shown_tabs(many, current, room))


def test_names_stand_whole_where_there_is_room() -> None:
    assert line(3, 1, 100) == "relevant · [Search by a long name 1 2] · Search by a long name 2 2"


def test_names_are_cut_alike_before_a_tab_is_left_out() -> None:
    assert line(5, 0, 76) == "[relevant] · Search by… 2 · Search by… 2 · Search by… 2 · Search by… 2"


@pytest.mark.parametrize("current", range(-1, 30))
@pytest.mark.parametrize("room", [56, 76, 116])
def test_the_open_tab_is_always_on_the_line_and_the_rest_is_counted(current: int, room: int) -> None:
    words = line(30, current, room)
    assert cell_len(words) <= room
    assert words.count("[") == (current >= 0)
    assert words.startswith(("relevant", "[relevant]"))
    shown = words.count(" · ")  # the plain wire stands first, what is left out last
    assert f"+{30 - shown} more ({(30 - shown) * 2} new)" in words


# --- times that go with the clock ---


def test_a_span_beyond_the_calendar_of_another_time_is_no_fault(filled: Store, tmp_path: Path) -> None:
    changes.save_search(filled, "Ever", "since:300w", by="ann", at=datetime.now(UTC))
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("=since:300w\r")
        seen.until("since:300w")
        seen.keys("a1903-01-01\r")
        seen.until(lambda text: "AS OF Thu 1 Jan 1903" in text and "nothing on since:300w" in text)
        seen.keys(">")
        seen.until(lambda text: "[Ever]" in text and "fault" not in text and "!" not in tabs(seen))
        seen.keys("a\x15\r")
        seen.until(lambda text: "AS OF" not in text and "Port fees" in text)
    log = tmp_path / "state" / "tradewatch" / "tradewatch.log"
    assert not log.exists() or "went_on" not in log.read_text("utf-8")
