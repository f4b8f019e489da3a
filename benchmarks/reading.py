"""Reading the demo's items; against feedparser, which parsed them, as the measure of what a round may cost."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import feedparser

from benchmarks.timing import compared
from tradewatch.book.load import load_book
from tradewatch.cli.demo import ready_demo
from tradewatch.cli.poll import poll_once
from tradewatch.cli.present import DEMO_OFFSET
from tradewatch.feeds.demo.replay import START, Replay
from tradewatch.feeds.reading.reader import Reader
from tradewatch.settings import Options, Settings
from tradewatch.storage.store import Store


def run() -> Iterator[str]:
    os.environ[DEMO_OFFSET] = str((START - datetime.now(UTC)).total_seconds())
    with tempfile.TemporaryDirectory() as folder, Replay() as replay:
        path = Path(folder)
        options = ready_demo(Options(path / "none", path / "none", Settings()), path, replay)
        with Store.open(options.db) as store:
            asyncio.run(poll_once(options, store, force=True, read=False, watch=lambda outcome: None))
            items = store.pending(1000)
        documents = [replay.document(feed.url.rpartition("/")[2], late=False)[1] for feed in replay.feeds()]
        reader = Reader(load_book().roster, load_book().wrong_claims)
        reader.read(items[0])
        yield compared(
            f"reading {len(items)} items",
            lambda: [reader.read(one) for one in items],
            f"feedparser on their {len(documents)} documents",
            lambda: [feedparser.parse(one) for one in documents],
        )
