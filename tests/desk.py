"""Makes items, feeds and databases for tests."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from tradewatch.book.load import load_book
from tradewatch.feeds.reading.reader import Reader
from tradewatch.feeds.telling import tell
from tradewatch.records import Entry, Feed, FeedStatus, FetchOutcome, ParsedFeed, PendingItem, Side, Stored
from tradewatch.storage.store import Store

NOW = datetime(2025, 6, 6, 16, 0, tzinfo=UTC)
READER = Reader(load_book().roster, load_book().wrong_claims)


def entry(number: int, title: str = "", summary: str = "", **more: Any) -> Entry:
    """An entry with a key of its own, a minute older for each number."""
    values: dict[str, Any] = {
        "key": f"k{number}",
        "url": f"https://example.org/{number}",
        "title": title or f"Trump and Xi agree on tariffs, report {number}",
        "summary": summary or f"China and the United States spoke of tariffs in round {number}.",
        "text": "",
        "published": NOW - timedelta(minutes=number),
    }
    return Entry(**{**values, **more})


def deliver(
    store: Store,
    *entries: Entry,
    feed: str = "http://127.0.0.1:9/feed",
    title: str = "Harbour Wire",
    at: datetime = NOW,
) -> Stored:
    """Stores entries as a poll of a feed would.

    The address is one that the guard refuses: no test that runs a poller contacts anybody by mistake.
    """
    store.add_feeds([Feed(feed, title)])
    number = next(one.id for one in store.feed_states() if one.feed.url == feed)
    parsed = ParsedFeed(title, tuple(entries))
    outcome = FetchOutcome(number, at, at + timedelta(minutes=15), FeedStatus.OK, parsed=parsed, etag='"1"')
    return store.save_outcomes([outcome])[0]


def read_all(store: Store) -> int:
    """Reads what is pending; gives how many statements are new."""
    found = 0
    while items := store.pending(100):
        found += store.save_readings([READER.read(one) for one in items], NOW)
    tell(store)
    return found


def item(title: str, summary: str = "", text: str = "", **more: Any) -> PendingItem:
    """An item as the reader gets it."""
    values: dict[str, Any] = {
        "id": 1, "version": 1, "feed_title": "Harbour Wire", "feed_side": Side.OTHER, "feed_category": "press",
        "feed_official": False, "title": title, "summary": summary, "text": text, "author": None,
        "published": NOW, "language": "en",
    }  # fmt: skip
    return PendingItem(**{**values, **more})


def run(*words: str, input: str | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the real program."""
    return subprocess.run(
        [sys.executable, "-m", "tradewatch", *words],
        capture_output=True,
        text=True,
        check=False,
        input=input,
        timeout=60,
    )
