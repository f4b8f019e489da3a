"""A story is seen when the cursor has rested on it, put there by a person; nothing moves under that person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tests.tui.played import on_console
from tests.tui.terminal import terminal
from tradewatch.storage.store import Store
from tradewatch.tui.app import ConsoleApp

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}


@pytest.fixture
def filled(store: Store) -> Store:
    titles = ["Rare earth licences for US carmakers from China", "Soybean growers wait for China and tariffs"]
    deliver(
        store, *[entry(number, title=title) for number, title in enumerate([*titles, "Port fees on US ships in China"])]
    )
    read_all(store)
    return store


def seen_titles(store: Store) -> list[str]:
    rows = store.connection.execute("select title from item where read_at is not null order by title")
    return [title.split()[0] for (title,) in rows]


@pytest.fixture
def clockless(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test alone says how late it is."""
    monkeypatch.setattr(ConsoleApp, "beat", lambda self: None)


async def settled(console: ConsoleApp, pilot: Any) -> None:
    await console.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.usefixtures("clockless")
@pytest.mark.parametrize(
    ("keys", "seconds", "seen"),
    [
        ([], (0, 10), []),  # where the cursor stands at the start nobody has put it
        (["j"], (0, 1.9), []),
        (["j"], (0, 2), ["Soybean"]),
        (["j", "2"], (0, 10), []),  # the statements have the keys
        (["j", "question_mark"], (0, 10), []),
        (["space"], (0, 10), []),  # arrivals
        (["j", "k"], (0, 2), ["Rare"]),
    ],
)
def test_a_story_is_seen_when_a_person_rests_on_it(
    filled: Store, keys: list[str], seconds: tuple[float, float], seen: list[str]
) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        await pilot.press(*keys)
        await pilot.pause()
        for second in seconds:
            console.rested(1e9 + second)
        await settled(console, pilot)

    on_console(filled, play)
    assert seen_titles(filled) == seen
    assert filled.connection.execute("select count(*) from action").fetchone()[0] == 0


@pytest.mark.usefixtures("clockless")
def test_what_a_person_calls_not_seen_afterwards_stays_so(filled: Store) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        await pilot.press("j")
        for second in (0, 2):
            console.rested(1e9 + second)
        await settled(console, pilot)
        console.wire.forget()
        await pilot.press("e")
        await settled(console, pilot)
        for second in (3, 10, 20):
            console.rested(1e9 + second)
        await settled(console, pilot)

    on_console(filled, play)
    assert seen_titles(filled) == []


@pytest.mark.usefixtures("clockless")
def test_nothing_is_seen_as_of_another_time(filled: Store) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        console.desk.as_of = NOW + timedelta(hours=1)
        await pilot.press("j")
        for second in (0, 10):
            console.rested(1e9 + second)
        await settled(console, pilot)

    on_console(filled, play)
    assert seen_titles(filled) == []


def test_of_the_unread_what_is_read_stays_until_the_list_is_asked_for_again(filled: Store) -> None:
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("=is:unread\r")
        seen.until("is:unread · 3 stories")
        seen.keys("j")
        seen.until(lambda text: "●" not in next(line for line in seen.lines() if "Soybean" in line))
        text = seen.text()
        assert [word for word in ("Rare earth", "Soybean", "Port fees") if word in text] == [
            "Rare earth",
            "Soybean",
            "Port fees",
        ]
        seen.keys("=")
        seen.until("narrow to")
        seen.keys("\r")
        seen.until(lambda text: "is:unread · 2 stories" in text and "Soybean" not in text)
