"""The poller's answers to requests for one feed and for a preview, over real servers on loopback."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.desk import NOW, READER
from tests.feeds.servers import Answer, Server, rss, serving
from tradewatch.feeds.fetch import Fetcher
from tradewatch.feeds.guard import AddressGuard
from tradewatch.feeds.poller import Poller
from tradewatch.feeds.pool import ParsePool
from tradewatch.records import Feed, Preview, read_preview
from tradewatch.settings import Poll
from tradewatch.storage.pages import Pages
from tradewatch.storage.store import Store

DATED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Port &lt;b&gt;News</title>'
    b"<item><title>Older: China raises tariffs on US goods</title><guid>1</guid>"
    b"<pubDate>Thu, 05 Jun 2025 10:00:00 GMT</pubDate></item>"
    b"<item><title>Harbour cats of Rotterdam</title><guid>2</guid>"
    b"<pubDate>Fri, 06 Jun 2025 10:00:00 GMT</pubDate></item></channel></rss>"
)
PAGE = (
    b"<!doctype html><html><head><title>The Port</title>"
    b"<link rel='alternate' type='application/rss+xml' href='/feed.xml'></head></html>"
)


def answered(store: Store, server: Server | None, *asked: tuple[str, str]) -> list[str]:
    """Runs a poller until it has answered these requests."""
    settings = Poll(allow_private=(server.place,) if server else (), host_connections=4, host_spacing_seconds=0)
    numbers = [store.ask(kind, argument, NOW) for kind, argument in asked]

    async def go() -> None:
        async with Fetcher(AddressGuard(settings.allow_private)) as fetcher, ParsePool(1) as parser:
            poller = Poller(store, fetcher, parser, lambda: READER, lambda: NOW, settings, chance=lambda: 0.5)
            running = asyncio.create_task(poller.run())
            while store.open_requests():
                assert not running.done(), running.exception()
                await asyncio.sleep(0.02)
            running.cancel()

    asyncio.run(asyncio.wait_for(go(), 30))
    pages = Pages.open(store.path)
    try:
        return [pages.request_answer(number) or "" for number in numbers]
    finally:
        pages.close()


def checked(store: Store, answer: Callable[[str, dict[str, str]], Answer], path: str = "/f") -> Preview:
    with serving(answer) as server:
        found = read_preview(answered(store, server, ("check", server.url(path)))[0])
    assert found is not None
    return found


def test_a_preview_has_the_newest_first_and_how_many_matter_and_nothing_is_stored(store: Store) -> None:
    found = checked(store, lambda path, headers: Answer(body=DATED))
    assert (found.title, found.entries, found.error, found.known) == ("Port News", 2, "", "")
    assert [one.title for one in found.newest] == [
        "Harbour cats of Rotterdam",
        "Older: China raises tariffs on US goods",
    ]
    assert (found.read, found.relevant) == (2, 1)
    assert store.feed_states() == []
    assert store.newest_item() == 0


def test_a_preview_says_what_it_is_led_to_and_that_the_list_has_it_already(store: Store) -> None:
    def answer(path: str, headers: dict[str, str]) -> Answer:
        return Answer(301, headers={"Location": "/new"}) if path == "/f" else Answer(body=DATED)

    with serving(answer) as server:
        store.add_feeds([Feed(server.url("/new"), "Port", enabled=False, reason="noise")])
        found = read_preview(answered(store, server, ("check", server.url("/f")))[0])
        assert found is not None
        assert (found.answered, found.moved, found.known, found.known_off) == (server.url("/new"), True, "Port", True)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(404), "there is nothing at this address (404)"),
        (Answer(body=PAGE), "this is no feed: an HTML page (“The Port”) came"),
        (Answer(body=b""), "the server answered well and sent nothing"),
    ],
)
def test_what_is_no_feed_is_said_in_words(store: Store, answer: Answer, words: str) -> None:
    with serving(lambda path, headers: answer) as server:
        found = read_preview(answered(store, server, ("check", server.url("/f")))[0])
        assert found is not None
        assert found.error == words
        assert found.found == ((server.url("/feed.xml"),) if answer.body == PAGE else ())


def test_an_empty_feed_warns(store: Store) -> None:
    assert "the feed is empty" in checked(store, lambda path, headers: Answer(body=rss())).warning


def test_a_private_address_is_refused_and_no_password_stays_in_the_database(store: Store) -> None:
    found = read_preview(answered(store, None, ("check", "http://ann:secret@127.0.0.1:9/f"))[0])
    assert found is not None
    assert "is not public" in found.error
    kept = store.connection.execute("select argument, answer from request").fetchall()
    assert "secret" not in str(kept)


def test_one_feed_is_polled_by_id_or_address_and_the_answer_is_about_it(store: Store) -> None:
    with serving(lambda path, headers: Answer(body=rss("a tariff", "b")) if path == "/a" else Answer(500)) as server:
        store.add_feeds([Feed(server.url("/a"), "A"), Feed(server.url("/b"), "B"), Feed(server.url("/c"), "C")])
        later = NOW + timedelta(hours=1)
        store.connection.execute("update feed set next_check_at = ?", (f"{later:%Y-%m-%dT%H:%M:%SZ}",))
        words = answered(store, server, ("poll_feed", "1"), ("poll_feed", server.url("/b")))
        assert words == ["A: 2 new", "B: the server has a fault (500)"]
        assert sorted({path for path, _ in server.requests}) == ["/a", "/b"]


def test_a_feed_that_is_off_or_wants_to_be_left_alone_is_not_asked(store: Store) -> None:
    with serving(lambda path, headers: Answer(body=rss("a"))) as server:
        store.add_feeds([Feed(server.url("/a"), "A"), Feed(server.url("/b"), "B", enabled=False)])
        until = NOW + timedelta(hours=1)
        store.connection.execute("update feed set retry_until = ?", (f"{until:%Y-%m-%dT%H:%M:%SZ}",))
        words = answered(store, server, ("poll_feed", "1"), ("poll_feed", "2"), ("check", server.url("/new")))
        assert words[0] == "A was not asked: its server wants to be left alone for 60 min"
        assert words[1] == "B is off and was not asked: e enables it"
        assert "asked to be left alone for 60 min" in words[2]
        assert server.requests == []


def test_a_preview_does_not_wait_for_the_round_that_runs(store: Store) -> None:
    seen = threading.Event()

    def answer(path: str, headers: dict[str, str]) -> Answer:
        if path == "/slow":
            assert seen.wait(20)
        else:
            seen.set()
        return Answer(body=DATED)

    with serving(answer) as server:
        store.add_feeds([Feed(server.url("/slow"), "Slow")])
        words = answered(store, server, ("poll_feed", "1"), ("check", server.url("/new")))
    assert words[0] == "Slow: 2 new"
    assert read_preview(words[1]) is not None
