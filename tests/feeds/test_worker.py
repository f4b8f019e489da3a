"""Documents that break their worker: killed, replaced, tried once more, and the others on time."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from tests.desk import NOW
from tests.feeds.servers import rss
from tradewatch.errors import FeedError
from tradewatch.feeds.pool import ParsePool
from tradewatch.records import ParsedFeed

FRAGILE = """
import os, sys, time
from tradewatch.feeds.parse import parse_feed
from tradewatch.feeds.worker import _limit_memory, serve
def parse(body, **more):
    if b"slow" in body:
        open(sys.argv[1], "w").close()
        time.sleep(60)
    if b"deadly" in body:
        os._exit(1)
    if b"greedy" in body:
        kept = [bytearray(1 << 20) for _ in range(10_000)]
    if b"once" in body and not os.path.exists(sys.argv[1]):
        open(sys.argv[1], "w").close()
        os._exit(1)
    return parse_feed(body, **more)
_limit_memory()
serve(parse)
"""


def pool(mark: Path, size: int = 1, seconds: float = 0.5, patience: float = 0.05) -> ParsePool:
    return ParsePool(size, command=[sys.executable, "-c", FRAGILE, str(mark)], seconds=seconds, patience=patience)


async def parse(parser: ParsePool, body: bytes) -> ParsedFeed:
    return await parser.parse(body, url="https://e.org", content_type="", now=NOW)


@pytest.mark.parametrize(
    ("body", "words"), [(b"slow", "too long"), (b"deadly", "broke the reader"), (b"greedy", "too much memory")]
)
def test_a_document_that_breaks_the_worker_is_refused_and_the_next_one_is_read(
    body: bytes, words: str, tmp_path: Path
) -> None:
    async def go() -> str:
        async with pool(tmp_path / "mark", seconds=3.0) as parser:
            with pytest.raises(FeedError, match=words):
                await parse(parser, body)
            return (await parse(parser, rss("fine"))).entries[0].title

    assert asyncio.run(go()) == "fine"


def test_a_document_whose_worker_was_killed_by_accident_is_read_by_the_next(tmp_path: Path) -> None:
    async def go() -> str:
        async with pool(tmp_path / "mark", seconds=10.0) as parser:
            return (await parse(parser, rss("once"))).entries[0].title

    assert asyncio.run(go()) == "once"


def test_documents_that_never_end_do_not_hold_up_the_others(tmp_path: Path) -> None:
    """With one worker and three documents that hang until the deadline, ten others are read long before it."""

    async def go() -> tuple[int, int]:
        async with pool(tmp_path / "mark", seconds=60.0) as parser:
            slow = [asyncio.create_task(parse(parser, b"slow")) for _ in range(3)]
            await asyncio.sleep(0)
            await asyncio.gather(*(parse(parser, rss(f"fine {n}")) for n in range(10)))
            hanging = sum(not one.done() for one in slow)
            for one in slow:
                one.cancel()
            await asyncio.gather(*slow, return_exceptions=True)
            return hanging, len(parser._workers)

    assert asyncio.run(go()) == (3, 1)


def test_a_worker_that_is_cancelled_in_the_middle_answers_the_next_question_rightly(tmp_path: Path) -> None:
    async def go() -> str:
        async with pool(tmp_path / "mark", seconds=30.0) as parser:
            task = asyncio.create_task(parse(parser, b"slow"))
            while not (tmp_path / "mark").exists():
                await asyncio.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return (await parse(parser, rss("next"))).entries[0].title

    assert asyncio.run(go()) == "next"
