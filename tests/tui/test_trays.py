"""The trays and a person's word on what matters, as a person sees them."""

from __future__ import annotations

import re

import pytest

from tests.desk import deliver, entry, read_all
from tests.tui.terminal import Terminal, terminal
from tradewatch.storage.store import Store

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}
NAMED = "“The door to China is open,” U.S. Treasury Secretary Scott Bessent told CNBC on Thursday."
NAMELESS = "“Nobody moves on tariffs,” it was said. The United States and China go on."


@pytest.fixture
def filled(store: Store) -> Store:
    deliver(
        store,
        entry(1, title="Port fees on US ships in China", summary=NAMELESS),
        entry(2, title="Bessent says door to China is open on tariffs", summary=NAMED),
        entry(3, title="Shares rise in hope", summary="Traders look to Beijing."),
        entry(4, title="Oil waits for a word", summary="Tankers lie off Ningbo."),
    )
    deliver(store, entry(20, title="Rain in Kent", summary="It rains."), feed="http://127.0.0.1:9/c", title="Weather")
    read_all(store)
    store.connection.execute(
        "update item set score = 0.4, relevant = 0 where title like 'Shares%' or title like 'Oil%'"
    )
    return store


def head(seen: Terminal, name: str) -> str:
    """The upper edge of a pane."""
    return next((line for line in seen.lines() if f" {name} ─" in line or f" {name} ━" in line), "")


@pytest.mark.parametrize("back", ["T", "q", "\x1b"])
def test_the_wires_tray_shows_near_misses_and_goes_back(filled: Store, back: str) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("· 2 near misses")
        seen.keys("T")
        text = seen.until(lambda text: "Shares rise" in text and "Oil waits" in text and "Port fees" not in text)
        assert "near misses · 2 stories" in text
        assert "Rain in Kent" not in text
        seen.keys(back)
        seen.until(lambda text: "Port fees" in text and "Shares rise" not in text)


@pytest.mark.parametrize("back", ["T", "q", "\x1b"])
def test_the_statements_tray_shows_words_without_a_name_and_goes_back(filled: Store, back: str) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("1 · 1 without a name")
        seen.keys("2T")
        seen.until(lambda text: "Nobody moves on tariffs" in text and "The door to China" not in text)
        seen.until(lambda _: "nobody named · 1" in head(seen, "2 Statements"))
        seen.until(lambda _: "near misses" in head(seen, "4 Wire"))
        seen.keys(back)
        seen.until(lambda text: "The door to China" in text and "Nobody moves" not in text)


def test_leaving_a_tray_keeps_what_else_the_lists_are_narrowed_to(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("=feed:harbour\r")
        seen.until("feed:harbour · 2 stories")
        seen.keys("T")
        seen.until("feed:harbour, near misses · 2 stories")
        seen.keys("q")
        seen.until("feed:harbour · 2 stories")
        seen.keys("q")
        seen.until("relevant · 2 stories")


def test_a_tray_is_of_a_list(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("3T")
        seen.until("T opens the tray of the statements (2) or of the wire (4)")


def test_the_filter_knows_near_misses(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("=is:near shares\r")
        seen.until(lambda text: "“shares”, near misses · 1 story" in text and "Oil waits" not in text)


def test_plus_and_minus_take_a_story_out_of_the_tray_and_undo_brings_it_back(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("T")
        seen.until("near misses · 2 stories")
        seen.keys("+")
        seen.until("matters, says ann · u undoes")
        seen.until(lambda text: "near misses · 1 story" in text and "Shares rise" not in text)
        seen.keys("-")
        seen.until("does not matter, says ann · u undoes")
        seen.until("no near misses")
        seen.keys("u")
        seen.until(lambda text: "undone: whether it matters of" in text and "Oil waits" in text)
        seen.keys("T")
        seen.until(lambda text: "relevant · 3 stories" in text and "· 1 near miss" in text and "Shares rise" in text)


def test_minus_takes_a_story_out_of_the_wire(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("-")
        seen.until(lambda text: "does not matter" in text and "Port fees" not in text)
        seen.keys("u")
        seen.until(lambda text: "undone" in text and "Port fees" in text)
        seen.keys("2-")
        seen.until("+ and - judge a story of the wire")


def test_the_detail_says_who_judged(filled: Store) -> None:
    with terminal(columns=160, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("T")
        seen.until("near misses · 2 stories")
        seen.keys("+T")
        seen.until("relevant · 3 stories")
        seen.keys("jj\r")
        seen.until("relevant (0.40): ann says that it matters")


def test_a_narrow_frame_leaves_the_tray_out_and_nothing_else(filled: Store) -> None:
    with terminal(columns=80, rows=24, **OFFLINE) as seen:
        seen.until("relevant · 2 stories, 2 unread · 2 near misses")
        assert "London time" in head(seen, "4 Wire")
        seen.resize(58, 20)
        seen.until(lambda text: "[4 Wire]" in text)
        seen.until(lambda text: "2 unread ━" in text and "near" not in text)


def test_a_feed_is_judged_as_a_whole_and_its_row_says_so(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("S")
        seen.until("2 to poll")
        seen.keys("-")
        seen.until("Harbour Wire: nothing matters, 2 items judged anew · u undoes")
        seen.until(lambda text: any("Harbour Wire" in line and line.count("nothing matters") for line in rows(text)))
        seen.keys("j+")
        seen.until("Weather: all matters, 1 item judged anew")
        seen.keys("q")
        seen.until(lambda text: "Rain in Kent" in text and "Port fees" not in text)
        seen.keys("Su")
        seen.until(lambda text: "undone: the word on all items of Weather" in text)
        seen.keys("R")
        seen.until("Harbour Wire: the rules decide")
        seen.keys("q")
        seen.until(lambda text: "Port fees" in text and "Rain in Kent" not in text)


def rows(text: str) -> list[str]:
    """The rows of the feeds' list."""
    return [line for line in text.splitlines() if re.search("┃[ ▌](?:· new|✓ ok)", line)]
