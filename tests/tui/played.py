"""The console without a terminal, for what no terminal can bring about: faults of ours, a time of day, a held button."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.desk import NOW
from tradewatch.cli.consoleexport import ConsoleExporter
from tradewatch.settings import Options, Settings
from tradewatch.storage.store import Store
from tradewatch.tui.app import ConsoleApp
from tradewatch.tui.calm import CalmPages
from tradewatch.tui.desk import Desk

__all__ = ["on_console"]


def on_console(store: Store, play: Callable[[ConsoleApp, Any], Coroutine[Any, Any, None]]) -> ConsoleApp:
    """Runs the console without a terminal; gives it as it was at the end."""
    options = Options(db=store.path, config=Path("none.toml"), settings=Settings())
    pages = CalmPages.open(store.path)
    desk = Desk(options, lambda: NOW, ZoneInfo("Europe/London"), pages.book(), pages, "ann", offline=True)
    console = ConsoleApp(desk, ConsoleExporter(options), lambda: "", lambda: "")

    async def run() -> None:
        async with console.run_test(size=(140, 40)) as pilot:
            await pilot.pause()
            await play(console, pilot)

    asyncio.run(run())
    desk.close()
    return console
