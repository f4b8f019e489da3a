"""The feeds' screen as a person uses it, with a real poller and a real server on loopback."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.desk import NOW, deliver, entry, read_all
from tests.feeds.servers import Answer, rss, serving
from tests.tui.terminal import Terminal, terminal
from tradewatch.records import Feed, FeedState, FeedStatus, Habit
from tradewatch.storage.store import Store
from tradewatch.tui.feedwords import full_address, help_words, next_words, place_in_list, site_of, why_words

PAGE = b"<!doctype html><html><head><title>Port</title><link rel=alternate type='application/rss+xml' href='/f'></head>"
OFFLINE = {"TRADEWATCH_OFFLINE": "1"}
STATE = FeedState(1, Feed("https://ann:secret@feeds.example.org/f?x=1", "Quay"), FeedStatus.OK, last_ok_at=NOW)


def answer(path: str, headers: dict[str, str]) -> Answer:
    return (
        Answer(body=PAGE) if path == "/page" else Answer(body=rss("China raises tariffs on US goods", "Rain in Kent"))
    )


def opened(seen: Terminal) -> None:
    seen.until("4 Wire")
    seen.keys("S")
    seen.until("what is wrong")


def test_an_address_is_looked_at_then_added_then_disabled_and_all_is_taken_back(store: Store, tmp_path: Path) -> None:
    with serving(answer) as server:
        config = f"[desk]\nuser = 'ann'\n[feeds]\ncatalogue = false\n[poll]\nallow_private = ['{server.place}']\n"
        (tmp_path / "config.toml").write_text(config + "host_spacing_seconds = 0\n", "utf-8")
        with terminal(columns=160, rows=50) as seen:
            opened(seen)
            seen.keys(f"ahttp://{server.place}/page\r")
            seen.until("Enter checks the first")
            seen.keys("\r")
            seen.until("Enter adds it")
            seen.until(lambda text: "the rules find 2 of them relevant" in text and "Rain in Kent" in text)
            assert store.feed_states() == []
            seen.keys("\r")
            seen.until("D: 2 new")
            seen.until("✓ ok")
            seen.keys("e")
            seen.until("– off")
            seen.keys("r")
            seen.until("D is off: e enables it")
            seen.keys("u")
            seen.until(lambda text: "undone: the disabling of D" in text and "✓ ok" in text)
            seen.keys("d")
            seen.until("no feeds: a adds one by its address")
            seen.keys("u")
            seen.until(lambda text: "undone: the removal of D" in text and "✓ ok" in text)
            seen.keys("c\r")
            seen.until("in the list already: D")
            seen.keys("q")
            seen.keys("u")
            seen.until(lambda text: "undone: the adding of D" in text and "no feeds: a adds" in text)
    assert store.feed_states() == []


@pytest.mark.parametrize(("columns", "rows"), [(160, 50), (80, 24)])
def test_a_feed_opens_beside_the_list_or_over_it(store: Store, columns: int, rows: int) -> None:
    deliver(store, entry(1, title="Rare earth licences for US carmakers"), entry(2, title="Rain", summary="It rains."))
    store.add_feeds([Feed("http://ann:secret@127.0.0.1:9/f", "Quay Times", reason="noise", enabled=False)])
    store.connection.execute("update feed set status = 'failing', error = 'there is nothing at this address (404)'")
    read_all(store)
    with terminal(columns=columns, rows=rows, **OFFLINE) as seen:
        opened(seen)
        seen.until("50 %")
        text = seen.until(lambda text: "failing · offline by choice" in text and "– off" in text)
        assert text.index("! failing") < text.index("– off")
        seen.keys("\r")
        seen.until("1 of 2 that the rules have read")
        seen.until(lambda text: "Rare earth licences" in text and "has the feed moved?" in text)
        seen.until(lambda text: ("Quay Times" in text) == (columns >= 120))
        seen.keys("q")
        seen.until("Quay Times")
        seen.keys("j\r")
        text = seen.until("side other")
        assert "secret" not in text


def test_offline_says_so_at_once_and_nothing_is_asked(store: Store) -> None:
    with terminal(columns=120, rows=36, **OFFLINE) as seen:
        opened(seen)
        seen.keys("afeeds.example.org/rss\r")
        seen.until("https://feeds.example.org/rss")
        seen.until(lambda text: "before it is added" in text and "offline by choice: no host is contacted" in text)
        seen.keys("\x1b")
        seen.until("no feeds: a adds one")
    assert store.open_requests() == []


def test_esc_leaves_a_check_that_nobody_answers_and_withdraws_it(store: Store) -> None:
    from tradewatch.feeds.lock import PollerLock

    with PollerLock(store.path), terminal(columns=120, rows=36) as seen:
        opened(seen)
        seen.keys("afeeds.example.org/rss\r")
        seen.until("checking … (Esc leaves)")
        seen.until(lambda text: bool(store.open_requests()))
        seen.keys("\x1b")
        seen.until(lambda text: "checking" not in text)
        seen.until(lambda text: not store.open_requests())
        store.save_progress(12, 58, 0, datetime.now(UTC))
        seen.until("polling 12/58")


def test_why_a_feed_is_asked_when_it_is() -> None:
    later = NOW + timedelta(minutes=4)
    assert next_words(replace(STATE, next_check_at=later), NOW) == "in 4 min"
    assert next_words(STATE, NOW) == "now"
    assert why_words(STATE, NOW, 15) == "every 15 min, as the config says"
    assert why_words(replace(STATE, learned_seconds=540), NOW, 15) == "every 9 min, learned from how often it changes"
    assert why_words(replace(STATE, asked_seconds=3600), NOW, 15) == "the server asks for 60 min between two polls"
    assert why_words(replace(STATE, failures=3), NOW, 15) == "back-off after 3 failures in a row"
    waits = replace(STATE, retry_until=NOW + timedelta(hours=2), next_check_at=later)
    assert next_words(waits, NOW) == "waits: host asked for 2 h"
    assert "Retry-After" in why_words(waits, NOW, 15)
    assert next_words(replace(STATE, status=FeedStatus.GONE), NOW) == "never"
    assert "asked again by itself" in help_words("the server has a fault (500)")


def test_failing_feeds_stand_first_then_silent_ones_and_those_that_are_off_last() -> None:
    silent = replace(STATE, habit=Habit(NOW - timedelta(hours=9), 3600, 7200))
    off = replace(STATE, feed=replace(STATE.feed, enabled=False), status=FeedStatus.FAILING)
    failing = replace(STATE, status=FeedStatus.FAILING)
    order = sorted([off, STATE, silent, failing], key=lambda one: place_in_list(one, NOW))
    assert order == [failing, silent, STATE, off]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" example.org/f ", "https://example.org/f"),
        ("//example.org/f", "https://example.org/f"),
        ("http://example.org/f", "http://example.org/f"),
        ("", ""),
    ],
)
def test_an_address_without_a_scheme_is_https(typed: str, address: str) -> None:
    assert full_address(typed) == address


def test_the_site_of_a_feed_is_opened_without_its_password() -> None:
    assert site_of(STATE.feed) == "https://feeds.example.org/"
    assert site_of(Feed("javascript:alert(1)", "x")) is None
