"""Every screen as it was when somebody last looked at it, letter by letter; `make screens` draws them anew."""

from __future__ import annotations

import asyncio
import difflib
from pathlib import Path

import pytest

from tests.tui.day import NOW
from tests.tui.states import FOLDER, SCREENS, drawn, grounds
from tests.tui.still import Still, still_app


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("screens")
    grounds(folder)
    return folder


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_as_it_was_looked_at(ground: Path, name: str) -> None:
    kept, now = (FOLDER / f"{name}.txt").read_text("utf-8"), drawn(name, ground)
    if now != kept:
        difference = difflib.ndiff(kept.splitlines(), now.splitlines())
        changed = "\n".join(line.rstrip() for line in difference if not line.startswith("  "))
        pytest.fail(f"{name} has changed (- kept, + now); `make screens` draws all anew\n{changed}", pytrace=False)


def test_no_screen_is_kept_that_nobody_draws() -> None:
    assert {one.stem for one in FOLDER.glob("*.txt")} == set(SCREENS)


def test_what_comes_late_while_the_console_is_taken_down_is_no_fault(ground: Path) -> None:
    app = still_app(ground / "day.sqlite", NOW, Still())

    async def end() -> None:
        async with app.run_test(size=(120, 36)):
            pass
        app.heads()
        app.lay_out()
        app.say("the poller has ended")
        app._counter._counted.put(())
        app._take_counts()

    try:
        asyncio.run(end())
    finally:
        app.desk.close()
