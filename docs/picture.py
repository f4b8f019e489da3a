"""Draws docs/console.svg: the console itself, on the demo's database, at 120 by 36. Run by `make picture`."""

from __future__ import annotations

import asyncio
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tradewatch.cli.demo import poll_demo, ready_demo
from tradewatch.cli.present import DEMO_OFFSET, clock
from tradewatch.feeds.demo.replay import START, Replay
from tradewatch.settings import Options, Settings
from tradewatch.storage.pages import Pages
from tradewatch.tui.app import ConsoleApp
from tradewatch.tui.desk import Desk

SIZE = (120, 36)


async def draw(options: Options) -> str:
    pages = Pages.open(options.db)
    desk = Desk(options, clock(options), ZoneInfo("Europe/London"), pages.book(), pages, "desk", demo="DEMO")
    app = ConsoleApp(desk, lambda path: "", lambda: "", lambda: "")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(1.5)
        return app.export_screenshot(title="tradewatch demo")


def main() -> None:
    os.environ[DEMO_OFFSET] = str((START - datetime.now(UTC)).total_seconds())
    with tempfile.TemporaryDirectory() as folder, Replay() as replay:
        path = Path(folder)
        options = ready_demo(Options(path / "none", path / "none", Settings()), path, replay)
        poll_demo(options)
        Path(__file__).with_name("console.svg").write_text(asyncio.run(draw(options)), "utf-8")


if __name__ == "__main__":
    main()
