"""The console standing still: its own process, a fixed clock, and what stands on its screen as text."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import structs
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from tradewatch.cli.consoleexport import ConsoleExporter
from tradewatch.settings import Options, Settings
from tradewatch.tui.app import ConsoleApp
from tradewatch.tui.calm import CalmPages
from tradewatch.tui.desk import Desk
from tradewatch.tui.exporting import Export, Looked

__all__ = ["NAMED", "Step", "Still", "screen_text", "stand_still", "still_app"]

_LOOKS = 200
"""A screen that does not show what it should by then never will."""
NAMED = {"\r": "enter", "\x1b": "escape", " ": "space", "\t": "tab", "\x14": "ctrl+t", "\x15": "ctrl+u"}

Step = str | Callable[[Path], None]
"""Keys, or what another program does to the database meanwhile."""


@dataclass(frozen=True, slots=True)
class Still:
    """One screen: what is done before it is drawn, and what it must show by then."""

    steps: Sequence[Step] = ()
    shows: str = ""
    offline: bool = False
    poller: str = ""


def screen_text(app: ConsoleApp) -> str:
    """Gives what stands on the screen, a line each, without blanks at the ends."""
    return "".join(f"{strip.text.rstrip()}\n" for strip in app.screen._compositor.render_strips())


class _StillExporter(ConsoleExporter):
    """Exports as of the time at which everything stands."""

    def __init__(self, options: Options, now: datetime) -> None:
        super().__init__(options)
        self._now = now

    def look(self, wanted: Export, most: int) -> Looked:
        return super().look(structs.replace(wanted, as_of=self._now), most)


def still_app(db: Path, now: datetime, still: Still) -> ConsoleApp:
    """Gives the console on a database, by a clock that stands; its desk is to be closed."""
    options = Options(db, db.with_name("none.toml"), Settings())
    pages = CalmPages.open(db)
    desk = Desk(options, lambda: now, ZoneInfo("Europe/London"), pages.book(), pages, "ann", offline=still.offline)
    return ConsoleApp(desk, _StillExporter(options, now), lambda: "", lambda: still.poller)


def stand_still(db: Path, now: datetime, size: tuple[int, int], still: Still) -> str:
    """Opens the console on a database, does the steps, and gives its screen once nothing on it moves any more."""
    app = still_app(db, now, still)

    async def draw() -> str:
        async with app.run_test(size=size) as pilot:
            await _settled(app, pilot, "")
            for step in still.steps:
                if callable(step):
                    step(db)
                else:
                    _press(app, step)
                await _settled(app, pilot, "")
            return await _settled(app, pilot, still.shows)

    try:
        return asyncio.run(draw())
    finally:
        app.desk.close()


def _press(app: ConsoleApp, keys: str) -> None:
    """All at once, as a quick hand or a paste does; the pilot's own way waits a tenth of a second for each."""
    assert app._driver is not None
    for key in keys:
        pressed = events.Key(NAMED.get(key) or _character_to_key(key), key)
        pressed.set_sender(app)
        app._driver.send_message(pressed)


async def _settled(app: ConsoleApp, pilot: Pilot[None], shows: str) -> str:
    """The screen once it shows what it should and is the same at three looks in a row."""
    before, same = "", 0
    for _ in range(_LOOKS):
        await pilot.pause(0.01)
        if app.news is None or app._busy or app.watcher.peek():
            app.look()
            same = 0
            continue
        text = screen_text(app)
        same = same + 1 if text == before and shows in text else 0
        if same == 2:
            return text
        before = text
    raise AssertionError(f"never seen: {shows!r}\n{before}")
