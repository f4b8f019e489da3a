"""Screens over the console that open and close under quick keys and news: nothing faults, and no key is done twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.timer import Timer

from tests.desk import NOW, deliver, entry, read_all
from tests.tui.played import on_console
from tests.tui.still import _press
from tests.tui.terminal import terminal
from tradewatch.storage import changes
from tradewatch.storage.store import Store
from tradewatch.tui.app import ConsoleApp
from tradewatch.tui.foldedlist import FoldedList
from tradewatch.tui.screens.copied import CopiedScreen
from tradewatch.tui.screens.feeds import FeedsScreen
from tradewatch.tui.screens.handover import HandoverScreen
from tradewatch.tui.screens.proposals import ProposalsScreen

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}
LONG = "Tariffs on China and " + "very " * 60 + "long words"


@pytest.fixture
def filled(store: Store) -> Store:
    deliver(store, entry(1, title=LONG), entry(2, title="Soybean growers wait for China and tariffs"))
    read_all(store)
    changes.note_visit(store, "ann", NOW - timedelta(minutes=15))
    return store


def faults(caplog: pytest.LogCaptureFixture) -> list[str]:
    told = [one.getMessage() for one in caplog.records]
    return [one for one in told if "event=went_on" in one or "_broke" in one]


def logged(folder: Path) -> str:
    path = folder / "state" / "tradewatch" / "tradewatch.log"
    return path.read_text("utf-8") if path.exists() else ""


@pytest.mark.parametrize("key", ["\r", "!", "o"])
def test_the_first_of_many_keys_closes_what_was_copied(filled: Store, tmp_path: Path, key: str) -> None:
    with terminal(BROWSER="false", **OFFLINE) as seen:
        seen.until("Soybean")
        seen.keys("jY")
        seen.until("any key closes")
        seen.keys(key * 60)
        seen.still()
        seen.keys("\x1b\x1b")
        seen.until("Soybean")
        seen.keys("\x11")
        assert seen.ended() == 0
    assert "event=went_on" not in logged(tmp_path)


def test_the_key_that_closes_only_closes_and_the_next_one_is_the_consoles(
    filled: Store, caplog: pytest.LogCaptureFixture
) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        await console.push_screen(CopiedScreen("copied", LONG, console.keymap))
        _press(console, "f2")
        await pilot.pause()
        assert console.at == 2
        assert len(console.screen_stack) == 1
        assert filled.connection.execute("select count(*) from flag").fetchone() == (0,)

    on_console(filled, play)
    assert faults(caplog) == []


@pytest.mark.parametrize(
    "keys", ["SSSS", "PPPP", "HHHH", "????", "S\x1b\x1b\x1b", "Pqqq", "H\r\r\r", "?\r\r", "3p\r\r"]
)
def test_closing_again_does_nothing(filled: Store, caplog: pytest.LogCaptureFixture, keys: str) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        for _ in range(3):
            _press(console, keys)
            await pilot.pause()
        screens = console.screen_stack[1:]
        for _ in range(2):
            for screen in screens:
                screen.dismiss(None)
        await pilot.pause()

    on_console(filled, play)
    assert faults(caplog) == []


@pytest.mark.parametrize(
    ("keys", "asked"),
    [("Sa", "add the feed at"), ("Sc", "check the feed at"), ("Hs", "since when"), ("Hx", "write the")],
)
def test_a_key_behind_the_one_that_opens_a_screen_is_that_screens(
    filled: Store, caplog: pytest.LogCaptureFixture, keys: str, asked: str
) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        _press(console, keys)
        await pilot.pause()
        assert isinstance(console.screen, FeedsScreen | HandoverScreen)
        assert asked in str(console.screen.query_one("#prompt-words").render())

    on_console(filled, play)
    assert faults(caplog) == []


@pytest.mark.parametrize("key", ["S", "P", "H"])
def test_news_may_come_before_a_screen_stands_and_after_it_is_gone(
    filled: Store, caplog: pytest.LogCaptureFixture, key: str
) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        await console.run_action({"S": "feeds", "P": "proposals", "H": "handover"}[key], console)
        screen: Any = console.screen
        assert not screen.stands
        screen.look()
        screen.take_proposals(())
        if isinstance(screen, HandoverScreen):
            screen.put(())
        await pilot.pause()
        assert screen.stands
        screen.dismiss(None)
        screen.look()
        screen.take_proposals(())
        if isinstance(screen, HandoverScreen):
            screen.put(())
        await pilot.pause()
        screen.look()
        screen.take_proposals(())

    on_console(filled, play)
    assert faults(caplog) == []


def test_a_handover_that_is_read_before_its_screen_stands_is_shown(filled: Store) -> None:
    from tradewatch.storage.export.handoverlines import handover_lines
    from tradewatch.storage.handover import read_handover

    async def play(console: ConsoleApp, pilot: Any) -> None:
        desk = console.desk
        handed = read_handover(desk.pages, NOW - timedelta(minutes=15), NOW, 20)
        screen = HandoverScreen(console.keymap, console)
        waits = console.push_screen(screen)
        screen.put(handover_lines(handed, desk.zone, desk.user))
        await waits
        assert screen.query_one(FoldedList).ids

    on_console(filled, play)


def test_proposals_that_come_before_the_screen_stands_are_shown(filled: Store) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        screen = ProposalsScreen(console.desk, console.keymap, (), lambda one: None, lambda one: None)
        waits = console.push_screen(screen)
        screen.take_proposals(())
        await waits
        assert screen.stands

    on_console(filled, play)


def test_a_screen_that_meets_a_fault_as_it_goes_is_gone(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(timers: object) -> None:
        raise KeyError("x")

    async def play(console: ConsoleApp, pilot: Any) -> None:
        _press(console, "S")
        await pilot.pause()
        with monkeypatch.context() as patch:
            patch.setattr(Timer, "_stop_all", broken)
            _press(console, "q")
            await pilot.pause()
            await pilot.pause()
        _press(console, "2")
        await pilot.pause()
        assert console.at == 2
        assert len(console.screen_stack) == 1

    on_console(filled, play)
