"""The command palette under quick keys, in small terminals, and with anybody's words in it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandInput, CommandList

from tests.desk import deliver, entry, read_all
from tests.tui.played import on_console
from tests.tui.still import _press, screen_text
from tests.tui.terminal import terminal
from tests.tui.test_closing import faults, logged
from tradewatch.storage import changes
from tradewatch.storage.store import Store
from tradewatch.tui.app import ConsoleApp
from tradewatch.tui.screens.palette import Palette
from tradewatch.tui.surviving import FLOOD

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}


@pytest.fixture
def filled(store: Store) -> Store:
    deliver(store, entry(1, title="Port fees on US ships in China"), entry(2, title="Soybean growers wait for tariffs"))
    read_all(store)
    return store


async def seen(console: ConsoleApp, pilot: Any, words: str) -> str:
    """Waits until the screen shows the words; gives the screen."""
    for _ in range(200):
        if words in screen_text(console):
            return screen_text(console)
        await pilot.pause(0.02)
    raise AssertionError(f"never seen: {words}\n{screen_text(console)}")


def breaks(*_: object, **__: object) -> Any:
    raise KeyError("x")


@pytest.mark.parametrize(("keys", "at"), [(":statements\r", 2), (":tariffs\r3", 3), (":truce\r\r\r", 1)])
def test_enter_does_what_was_typed_however_quickly(filled: Store, keys: str, at: int) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        _press(console, keys)
        await pilot.pause(0.2)
        assert not isinstance(console.screen, Palette)
        assert console.at == at or console.detail.shown

    on_console(filled, play)


def test_what_is_typed_behind_enter_comes_after_what_it_does(filled: Store) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        _press(console, ":flag, or\rj")
        await seen(console, pilot, "flagged by ann")
        assert console.wire.cursor == 1

    on_console(filled, play)
    flagged = filled.connection.execute("select distinct title from flag join item on item.id = target").fetchall()
    assert flagged == [("Port fees on US ships in China",)]


def test_enter_does_nothing_where_nothing_is_found(filled: Store) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        _press(console, ":zzzzqq\r")
        await seen(console, pilot, "No matches found")
        assert isinstance(console.screen, Palette)
        _press(console, "\r\x1b")
        await pilot.pause()
        assert len(console.screen_stack) == 1

    on_console(filled, play)


@pytest.mark.parametrize("keys", ["\r\r", "\x1b\x1b\x1b", "x\x1b\r", "\t\x1b\t"])
def test_a_palette_closes_once(filled: Store, caplog: pytest.LogCaptureFixture, keys: str) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        for _ in range(3):
            _press(console, f":{keys}")
            await pilot.pause(0.1)
            _press(console, "\x1b\x1b")
            await pilot.pause()
        console.action_command_palette()
        palette = console.screen
        for _ in range(3):
            palette.dismiss(None)
        await pilot.pause()
        assert console.screen_stack[0] is console.screen

    on_console(filled, play)
    assert faults(caplog) == []


def test_two_clicks_beside_it_close_it_once(filled: Store, tmp_path: Path) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys(":")
        seen.until("Search for commands")
        seen.keys("\x1b[<0;1;1M\x1b[<0;1;1m" * 3)
        seen.until(lambda text: "Search for commands" not in text)
        seen.keys("2")
        seen.still()
    assert "_broke" not in logged(tmp_path)
    assert "went_on" not in logged(tmp_path)


def test_it_is_closed_and_does_not_open_where_the_terminal_is_too_small(filled: Store, tmp_path: Path) -> None:
    with terminal(columns=120, rows=20, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys(":")
        seen.until("Search for commands")
        for columns in range(12, 0, -1):
            seen.resize(columns, 20)
            seen.still()
            seen.keys(":")
            seen.still()
        seen.resize(120, 20)
        assert "Search for commands" not in seen.until("Port fees")
    assert "_broke" not in logged(tmp_path)
    assert "went_on" not in logged(tmp_path)


@pytest.mark.parametrize("name", ["[/b] x", "[red]x", "[@click=app.quit]x[/]", "[", "\\[b]"])
def test_names_and_queries_of_searches_are_shown_as_they_are(filled: Store, name: str) -> None:
    changes.save_search(filled, name, '"[/i] soybean"', by="bob", at=datetime.now(UTC))

    async def play(console: ConsoleApp, pilot: Any) -> None:
        _press(console, ":search: ")
        assert '"[/i] soybean"' in await seen(console, pilot, f"Search: {name}")
        _press(console, "\x15")
        await seen(console, pilot, "Add a deadline")
        titles = [str(one.prompt) for one in console.screen.query_one(CommandList).options]
        assert any(one.startswith(f"Search: {name}") for one in titles)

    on_console(filled, play)


def test_faults_of_the_palette_close_it_and_never_end_the_console(
    filled: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(CommandInput, "render_line", breaks)
    monkeypatch.setattr(CommandInput, "on_key", breaks, raising=False)
    monkeypatch.setattr(CommandList, "_on_resize", breaks, raising=False)

    async def play(console: ConsoleApp, pilot: Any) -> None:
        for _ in range(FLOOD + 1):
            console.action_command_palette()
            await pilot.pause()
            await pilot.pause()
            assert len(console.screen_stack) == 1
        monkeypatch.undo()
        console.action_command_palette()
        await pilot.pause()
        assert isinstance(console.screen, Palette)

    on_console(filled, play)
    assert faults(caplog)
    assert not [one for one in faults(caplog) if "went_on" in one]
