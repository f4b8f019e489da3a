"""The network gone, and a network that answers itself: real servers on loopback, a given lookup, a given clock."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
from datetime import timedelta

import pytest

from tests.desk import NOW
from tests.feeds.networks import LOGIN, MINUTE, Crowd, Desk, Net, at_desk, health, hosts, offline_lines
from tests.feeds.servers import Answer, Server, rss
from tradewatch.feeds.outage import CATCH_UP, TRY_EVERY
from tradewatch.feeds.reach import Finding, Sign, Why, verdict
from tradewatch.records import Feed, FeedStatus
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.store import Store


def test_half_an_hour_without_network_is_one_line_and_few_requests_and_all_catch_up_within_minutes(
    store: Store,
) -> None:
    net, crowd = Net(), Crowd()

    def answer(host: str, path: str) -> Answer:
        with crowd.one():
            time.sleep(0.002)
            return Answer(body=rss(f"news of {host}"))

    written: list[str] = []

    def spy(statement: str) -> None:
        if "offline_since =" in statement:
            written.append(statement)

    with hosts(50, net, store, answer) as (server, places):

        async def work(desk: Desk) -> None:
            assert (await desk.step()).ok == 50
            store.connection.set_trace_callback(spy)
            net.down = True
            net.asked.clear()
            server.requests.clear()
            before = [(one.next_check_at, one.error, one.last_ok_at) for one in store.feed_states()]
            for _ in range(540):  # all are due a quarter of an hour after the network went
                await desk.step(timedelta(seconds=5))
            assert [(one.next_check_at, one.error, one.last_ok_at) for one in store.feed_states()] == before
            assert server.requests == []
            # the first round ends when twelve places have failed: the twenty that run by then go to their end
            assert len(net.asked) <= 20 + 3 * (30 * 60 / 30 + 1)
            assert offline_lines(store) == [Why.NAMES]
            assert {failures for _, _, failures in health(store)} == {0}
            net.down = False
            most = []
            for _ in range(19):
                had = len(server.requests)
                await desk.step(timedelta(seconds=5))
                most.append(len(server.requests) - had)
            assert offline_lines(store) == []
            assert max(most) <= 5
            assert len(server.requests) == 50
            assert [(one.status, one.failures) for one in store.feed_states()] == [(FeedStatus.OK, 0)] * 50

        at_desk(store, net, places, work)
    store.connection.set_trace_callback(None)
    assert len(written) == 2  # gone, and back
    assert crowd.most <= 20


def test_all_due_at_once_are_asked_with_few_requests_at_a_time_when_the_network_is_back(store: Store) -> None:
    net, crowd = Net(), Crowd()

    def answer(host: str, path: str) -> Answer:
        with crowd.one():
            time.sleep(0.01)
            return Answer(body=rss(f"news of {host}"))

    with hosts(40, net, store, answer) as (_, places):

        async def work(desk: Desk) -> None:
            net.down = True
            await desk.step()
            net.down = False
            for _ in range(int((CATCH_UP + 2 * TRY_EVERY) / timedelta(seconds=1))):
                await desk.step(timedelta(seconds=1))

        at_desk(store, net, places, work)
    assert all(status is FeedStatus.OK for _, status, _ in health(store))
    assert crowd.most <= 4


def test_unreachable_hosts_are_no_fault_of_theirs(store: Store) -> None:
    net = Net()
    with hosts(5, net, store, lambda host, path: Answer(body=rss("a"))) as (_, places):
        pass  # the server is gone: connections are refused

    async def work(desk: Desk) -> None:
        counts = await desk.step(force=True)
        assert (counts.failed, counts.offline) == (5, Why.HOSTS)
        assert all(one.offline for one in desk.watched)

    at_desk(store, net, places, work)
    assert {(status, failures) for _, status, failures in health(store)} == {(FeedStatus.NEVER, 0)}


@pytest.mark.parametrize("way", ["page", "redirect", "511"])
def test_a_network_that_answers_itself_is_offline_and_nothing_of_its_page_is_stored(way: str, store: Store) -> None:
    net, login = Net(), [False]

    def answer(host: str, path: str) -> Answer:
        if not login[0]:
            return Answer(body=rss(f"news of {host}"))
        if way == "redirect" and host != "portal.test":
            return Answer(302, headers={"Location": f"http://portal.test:{port}/login"})
        return Answer(511 if way == "511" else 200, LOGIN, {"Content-Type": "text/html"})

    with hosts(6, net, store, answer) as (server, places):
        port = server.place.rpartition(":")[2]
        net.names["portal.test"] = "127.0.0.1"

        async def work(desk: Desk) -> None:
            await desk.step()
            login[0] = True
            counts = await desk.step(20 * MINUTE)
            assert (counts.failed, counts.offline) == (counts.feeds, Why.PAGE)
            await desk.step(MINUTE)
            assert offline_lines(store) == [Why.PAGE]
            assert {(one[1], one[2]) for one in health(store)} == {(FeedStatus.OK, 0)}
            login[0] = False
            for _ in range(10):
                await desk.step(10 * timedelta(seconds=1))
            assert offline_lines(store) == []

        at_desk(store, net, places, work)
    assert {(one[1], one[2]) for one in health(store)} == {(FeedStatus.OK, 0)}
    pages = Pages.open(store.path)
    items = pages.items(pages.item_ids(ItemQuery(everything=True)))
    pages.close()
    assert len(items) == 6
    assert "Hotel" not in "".join(one.title + one.summary + one.text for one in items)
    assert "Hotel" not in "".join(one.error + one.feed.title for one in store.feed_states())


def test_names_that_all_lead_to_one_address_of_the_network_are_its_own_doing(store: Store) -> None:
    net = Net(inward="10.0.0.1")
    store.add_feeds([Feed(f"http://h{number}.test/f", f"at h{number}") for number in range(4)])

    async def work(desk: Desk) -> None:
        assert (await desk.step()).offline == Why.PAGE

    at_desk(store, net, [], work)
    assert {(one[1], one[2]) for one in health(store)} == {(FeedStatus.NEVER, 0)}


@pytest.mark.parametrize(
    ("dead", "pages"), [({"h00.test"}, set()), (set(), {"h00.test"}), ({f"h0{n}.test" for n in range(5)}, set())]
)
def test_hosts_that_fail_while_others_answer_fail_as_ever(dead: set[str], pages: set[str], store: Store) -> None:
    net = Net()

    def answer(host: str, path: str) -> Answer:
        return Answer(body=LOGIN if host in pages else rss("a"))

    with hosts(10, net, store, answer) as (_, places):
        for name in dead:
            del net.names[name]

        async def work(desk: Desk) -> None:
            await desk.step()

        at_desk(store, net, places, work)
    assert offline_lines(store) == []
    assert {
        title for title, status, failures in health(store) if (status, failures) == (FeedStatus.FAILING, 1)
    } == dead | pages
    assert all(one.error for one in store.feed_states() if one.feed.title.removeprefix("at ") in dead | pages)


def test_a_lone_feed_that_fails_has_another_asked_before_it_is_judged_and_that_is_its_poll(store: Store) -> None:
    net = Net()
    with hosts(6, net, store, lambda host, path: Answer(body=rss("a"))) as (server, places):

        async def work(desk: Desk) -> None:
            await desk.step()
            del net.names["h00.test"]
            server.requests.clear()
            lone = store.feed_states()[0]
            store.connection.execute("update feed set next_check_at = '2025-06-06T16:01:00Z' where id = ?", (lone.id,))
            await desk.step(5 * MINUTE)

        at_desk(store, net, places, work)
        asked = [headers["host"] for _, headers in server.requests]
    assert len(asked) == 1
    assert [one for one in health(store) if one[2]] == [("h00.test", FeedStatus.FAILING, 1)]
    polled = next(one for one in store.feed_states() if asked[0] in one.feed.url)
    assert polled.last_ok_at == NOW + 5 * MINUTE


def test_a_desk_of_one_host_has_a_feed_that_fails(store: Store) -> None:
    net = Net()
    with hosts(1, net, store, lambda host, path: Answer(body=rss("a"))) as (_, places):
        net.down = True

        async def work(desk: Desk) -> None:
            await desk.step()

        at_desk(store, net, places, work)
    assert (offline_lines(store), health(store)) == ([], [("h00.test", FeedStatus.FAILING, 1)])


def test_who_asks_while_the_network_is_gone_has_a_few_tried_at_once_and_is_told(store: Store) -> None:
    net = Net()
    with hosts(9, net, store, lambda host, path: Answer(body=rss("a"))) as (server, places):

        async def work(desk: Desk) -> None:
            net.down = True
            await desk.step()
            net.asked.clear()
            number = store.ask("poll", "", NOW)
            running = asyncio.ensure_future(desk.poller.run())
            while (words := answered(number)) is None:
                await asyncio.sleep(0.02)
            running.cancel()
            assert words == "offline: names cannot be looked up"
            assert len(net.asked) == 3
            net.down = False
            assert (await desk.step(force=True)).ok == 3
            assert await_all(server) == 3

        def answered(number: int) -> str | None:
            row = store.connection.execute("select answer from request where id = ?", (number,)).fetchone()
            return None if row[0] is None else str(row[0])

        at_desk(store, net, places, work)


def await_all(server: Server) -> int:
    return len(server.requests)


def test_the_next_poller_goes_on_where_the_one_before_it_ended(store: Store) -> None:
    net = Net()
    with hosts(9, net, store, lambda host, path: Answer(body=rss("a"))) as (server, places):

        async def gone(desk: Desk) -> None:
            net.down = True
            await desk.step()

        async def after(desk: Desk) -> None:
            net.asked.clear()
            assert (await desk.step(MINUTE)).offline
            assert len(net.asked) == 3
            net.down = False
            assert (await desk.step(at_once=True)).ok == 9

        at_desk(store, net, places, gone)
        at_desk(store, net, places, after)
        assert len(server.requests) == 9


def test_a_server_that_wants_to_be_left_alone_is_not_tried_either(store: Store) -> None:
    net, patience = Net(), ["h00.test"]

    def answer(host: str, path: str) -> Answer:
        return Answer(429, headers={"Retry-After": "7200"}) if host in patience else Answer(body=rss("a"))

    with hosts(4, net, store, answer) as (server, places):

        async def work(desk: Desk) -> None:
            await desk.step()
            net.down = True
            server.requests.clear()
            for _ in range(30):
                await desk.step(2 * MINUTE, force=True)
            net.down = False
            for _ in range(10):
                await desk.step(timedelta(seconds=10))

        at_desk(store, net, places, work)
        asked = {headers["host"].partition(":")[0] for _, headers in server.requests}
    assert asked == {"h01.test", "h02.test", "h03.test"}


def test_a_state_that_cannot_be_written_does_not_end_the_poller(store: Store) -> None:
    net = Net()
    with hosts(3, net, store, lambda host, path: Answer(body=rss("a"))) as (_, places):

        async def work(desk: Desk) -> None:
            net.down = True
            real, refused = store.save_offline, []

            def refuse(found: object) -> None:
                refused.append(found)
                raise sqlite3.OperationalError("disk I/O error")

            store.save_offline = refuse  # type: ignore[method-assign, assignment]
            with contextlib.suppress(sqlite3.OperationalError):
                await desk.step()
            store.save_offline = real  # type: ignore[method-assign]
            await desk.step(MINUTE)
            assert refused
            assert offline_lines(store) == [Why.NAMES]

        at_desk(store, net, places, work)
    assert {failures for _, _, failures in health(store)} == {0}


def test_a_page_counts_where_several_hosts_send_the_same() -> None:
    def said(sign: Sign, place: str, thing: str = "") -> Finding:
        return Finding(place, sign, thing)

    page, silent = Sign.ELSEWHERE, Sign.NO_ANSWER
    assert verdict([said(page, "a:80", "x"), said(page, "b:80", "y")]) is None
    assert verdict([said(page, "a:80", "x"), said(page, "b:80", "x")]) is Why.PAGE
    assert verdict([said(page, "a:80", "x"), said(page, "b:80", "x"), said(Sign.ANSWERED, "c:80")]) is None
    assert verdict([said(page, "a:80", "x"), said(silent, "b:443"), said(silent, "c:443")]) is Why.HOSTS
    assert verdict([said(silent, "a:80"), said(silent, "a:80")]) is None
    assert verdict([said(Sign.NO_CERTIFICATE, "a:443"), said(Sign.NO_CERTIFICATE, "b:443")]) is Why.CERTIFICATES
