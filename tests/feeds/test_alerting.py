"""Alerts going out to a real receiver: each once, again while it takes none, and never a word of its address."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncGenerator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tests.feeds.receivers import receiving
from tradewatch.feeds import sending
from tradewatch.feeds.alerting import Alerting, Plan, wait_after
from tradewatch.feeds.sending import TOO_LONG, Answer, Message, send
from tradewatch.feeds.targets import labels
from tradewatch.records import Rule, Wanted
from tradewatch.storage.alertrows import last_alerts
from tradewatch.storage.store import Store

RULES = Wanted(rules=(Rule("Docks", 'any:"port fees",harbour', flags=False, notifies=True),), zone="Europe/London")


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def wind(self, **span: float) -> None:
        self.now += timedelta(**span)


def arrive(store: Store, clock: Clock, number: int, title: str) -> None:
    clock.wind(minutes=1)
    deliver(store, entry(number, title, published=clock.now), at=clock.now)
    read_all(store)


def states(store: Store) -> list[tuple[str, str]]:
    return [(way.target, way.state) for one in reversed(last_alerts(store.connection, 0)) for way in one.deliveries]


def turn(alerting: Alerting) -> int:
    alerting.look()
    return asyncio.run(alerting.deliver())


def test_a_receiver_gets_one_message_a_story_with_what_why_source_and_link(store: Store) -> None:
    clock = Clock()
    with receiving() as receiver:
        alerting = Alerting(store, lambda: Plan(RULES, (receiver.target,)), clock)
        alerting.look()
        arrive(store, clock, 1, "China charges port fees on US ships as tariffs bite")
        assert turn(alerting) == 1
        arrive(store, clock, 2, "China charges port fees on US ships as tariffs bite")
        assert turn(alerting) == 0
    [got] = receiver.got
    assert got["title"] == "Docks: China charges port fees on US ships as tariffs bite"
    assert got["message"].splitlines() == [
        "China charges port fees on US ships as tariffs bite",
        "Harbour Wire, 2025-06-06 17:01 Europe/London",
        "Why: watch “Docks”: “port fees”",
        "https://example.org/1",
    ]
    assert receiver.paths == ["/hook-7f3a"]
    assert states(store) == [("json at 127.0.0.1", "sent")]


def test_a_target_that_takes_nothing_is_left_alone_ever_longer_and_given_up(store: Store) -> None:
    clock = Clock()
    with receiving() as receiver:
        receiver.status = 500
        alerting = Alerting(store, lambda: Plan(RULES, (receiver.target,)), clock)
        alerting.look()
        arrive(store, clock, 1, "China charges port fees on US ships as tariffs bite")
        assert turn(alerting) == 0
        tried = []
        for minute in range(1, 9):
            clock.wind(minutes=1)
            before = len(receiver.paths)
            turn(alerting)
            tried += [minute] * (len(receiver.paths) > before)
        assert tried == [1, 3, 7]
        receiver.status = 200
        clock.wind(minutes=10)
        assert turn(alerting) == 1
        receiver.status = 500
        arrive(store, clock, 2, "Harbour of Los Angeles waits for China and tariffs")
        turn(alerting)
        clock.wind(hours=25)
        turn(alerting)
    assert states(store) == [("json at 127.0.0.1", "sent"), ("json at 127.0.0.1", "given_up")]


def test_one_target_that_is_down_holds_up_no_other(store: Store) -> None:
    clock = Clock()
    with socket.socket() as nobody, receiving() as receiver:
        nobody.bind(("127.0.0.1", 0))
        dead = f"json://127.0.0.1:{nobody.getsockname()[1]}/x"
        alerting = Alerting(store, lambda: Plan(RULES, (dead, receiver.target)), clock)
        alerting.look()
        arrive(store, clock, 1, "China charges port fees on US ships as tariffs bite")
        assert turn(alerting) == 1
    assert states(store) == [("json at 127.0.0.1", "due"), ("json at 127.0.0.1 #2", "sent")]


def test_what_was_sent_and_not_marked_before_a_kill_is_sent_once_more_and_nothing_is_lost(store: Store) -> None:
    clock, sent = Clock(), []

    async def killed(url: str, messages: Sequence[Message]) -> AsyncGenerator[Answer, None]:
        sent.append(messages[0].id)
        raise KeyboardInterrupt
        yield Answer(0, True, "")

    alerting = Alerting(store, lambda: Plan(RULES, ("json://127.0.0.1/",)), clock, send=killed)
    alerting.look()
    arrive(store, clock, 1, "China charges port fees on US ships as tariffs bite")
    with pytest.raises(KeyboardInterrupt):
        turn(alerting)
    with receiving() as receiver:
        again = Alerting(store, lambda: Plan(RULES, (receiver.target,)), clock)
        assert turn(again) == 1
        assert turn(again) == 0
    assert len(receiver.got) == 1


def test_without_the_library_nothing_is_lost_and_the_log_says_how_to_install_it(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    from tradewatch.logs import LOG

    clock = Clock()
    LOG.addHandler(caplog.handler)
    try:
        alerting = Alerting(store, lambda: Plan(RULES, ("json://127.0.0.1/",), sends=False), clock)
        alerting.look()
        arrive(store, clock, 1, "China charges port fees on US ships as tariffs bite")
        assert [turn(alerting), turn(alerting)] == [0, 0]
    finally:
        LOG.removeHandler(caplog.handler)
    assert [
        one.getMessage().count("tradewatch[alerts]") for one in caplog.records if "not_sent" in one.getMessage()
    ] == [1]
    assert states(store) == [("json at 127.0.0.1", "due")]


def test_a_sender_that_hangs_is_ended_after_its_time() -> None:
    async def hang() -> list[Answer]:
        return [one async for one in send(f"json://127.0.0.1:{port}/", [Message(1, "a", "b")], seconds_each=1.5)]

    with socket.socket() as listener:  # takes the connection and never answers
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert asyncio.run(hang()) == [Answer(1, False, TOO_LONG)]


@pytest.mark.parametrize("url", ["nonsense://x", "json://", "://", "json://[::1", "slack://"])
def test_an_address_that_is_none_is_a_failure_in_fixed_words(url: str) -> None:
    async def go() -> list[Answer]:
        return [one async for one in sending.send(url, [Message(1, "a", "b")])]

    [answer] = asyncio.run(go())
    assert not answer.ok
    assert answer.why in ("apprise does not understand this address", "did not take it") or answer.why.startswith(
        "failed ("
    )


def test_waits_grow_to_an_hour() -> None:
    assert [wait_after(tries).total_seconds() / 60 for tries in (1, 2, 3, 6, 7, 40)] == [1, 2, 4, 32, 60, 60]


@pytest.mark.parametrize(
    ("target", "label"),
    [
        ("json://user:pass@127.0.0.1:8080/path?q=1", "json at 127.0.0.1"),
        ("jsons://hooks.example.org/T0K3N", "jsons at hooks.example.org"),
        ("mailto://user:pass@example.org", "mailto at example.org"),
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#general", "slack"),
        ("tgram://123456789:abcdefg_hijklmnop/12315544/", "tgram"),
        ("discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js", "discord"),
        ("ntfy://secret-topic", "ntfy"),
        ("https://hooks.slack.com/services/T/B/C", "https at hooks.slack.com"),
        ("json://us/er:pa@ss/@127.0.0.1/", "json"),
        ("json://user:p?ss@127.0.0.1/", "json"),
        ("json://user:p@ss@127.0.0.1/", "json at 127.0.0.1"),
        ("json://[::1/", "json"),
        ("  JSON://127.0.0.1/", "json at 127.0.0.1"),
        ("hunter2", "a target"),
    ],
)
def test_a_target_is_shown_as_its_kind_and_a_host_that_is_no_secret(target: str, label: str) -> None:
    assert list(labels([target])) == [label]


def test_targets_of_one_label_are_numbered() -> None:
    assert list(labels(["slack://a/b/c", "slack://d/e/f", "json://h/", "slack://g/h/i"])) == [
        "slack", "slack #2", "json at h", "slack #3",
    ]  # fmt: skip


def test_a_kept_secret_is_in_no_byte_of_the_database(store: Store, tmp_path: Path) -> None:
    clock = Clock()
    with receiving() as receiver:
        receiver.status = 500
        alerting = Alerting(store, lambda: Plan(RULES, (receiver.target,)), clock)
        alerting.look()
        arrive(store, clock, 1, "China charges port fees on US ships as tariffs bite")
        turn(alerting)
    store.close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert not any(word in path.read_bytes() for word in (b"hunter2", b"hook-7f3a", b"s3cr3t")), path
