"""A round over loopback feeds: fetch, parse, store; against a plain loop of urllib, feedparser and sqlite3."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import feedparser

from benchmarks.timing import compared
from tradewatch.feeds.fetch import Fetcher
from tradewatch.feeds.guard import AddressGuard
from tradewatch.feeds.poller import Poller
from tradewatch.feeds.pool import ParsePool
from tradewatch.records import Feed, PendingItem, Reading
from tradewatch.settings import Poll
from tradewatch.storage.store import Store

FEEDS, ENTRIES = 100, 30


class NoReader:
    """The round is measured without reading: the peer does not read either."""

    rules = "none"

    def read(self, item: PendingItem) -> Reading:
        raise AssertionError("a round without reading reads nothing")


def run() -> Iterator[str]:
    with _server() as place, tempfile.TemporaryDirectory() as folder:
        numbers = iter(range(1000))
        yield compared(
            f"first round, {FEEDS} feeds of {ENTRIES} entries, all stored and searchable",
            lambda: _ours(place, Path(folder) / f"ours{next(numbers)}.sqlite"),
            "urllib, feedparser and sqlite3 in a loop",
            lambda: _loop(place, Path(folder) / f"loop{next(numbers)}.sqlite"),
            rounds=3,
        )


def _ours(place: str, path: Path) -> None:
    settings = Poll(allow_private=(place,), host_connections=20, host_spacing_seconds=0)

    async def go(store: Store) -> int:
        async with Fetcher(AddressGuard(settings.allow_private)) as fetcher, ParsePool(1) as parser:
            poller = Poller(store, fetcher, parser, NoReader, lambda: datetime.now(UTC), settings)
            return (await poller.round(read=False)).items_new

    with Store.open(path) as store:
        store.add_feeds([Feed(f"http://{place}/{number}", f"feed {number}") for number in range(FEEDS)])
        assert asyncio.run(go(store)) == FEEDS * ENTRIES


def _loop(place: str, path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("create table item (feed, guid, link, title, summary, primary key (feed, guid))")
    for number in range(FEEDS):
        body = urllib.request.urlopen(f"http://{place}/{number}").read()
        for one in feedparser.parse(body).entries:
            row = (number, one.id, one.link, one.title, one.summary)
            connection.execute("insert into item values (?, ?, ?, ?, ?)", row)
        connection.commit()
    assert connection.execute("select count(*) from item").fetchone()[0] == FEEDS * ENTRIES
    connection.close()


@contextmanager
def _server() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = _document(self.path.strip("/"))
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _document(feed: str) -> bytes:
    items = "".join(
        f"<item><title>Tariffs of round {number} in feed {feed}</title><link>https://example.org/{feed}/{number}</link>"
        f"<guid>{feed}-{number}</guid><pubDate>Thu, 05 Jun 2025 10:{number:02}:00 GMT</pubDate><description>"
        f"{'&lt;p&gt;The two sides spoke of duties, minerals and ships. &lt;/p&gt;' * 10}</description></item>"
        for number in range(ENTRIES)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{feed}</title>{items}</channel></rss>'.encode()
