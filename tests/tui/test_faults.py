"""A fault of the program stays where it was met: the rest of the console goes on."""

from __future__ import annotations

from typing import Any

import pytest

from tests.desk import deliver, entry, read_all
from tests.tui.played import on_console
from tests.tui.terminal import terminal
from tradewatch.records import Story
from tradewatch.storage.store import Store
from tradewatch.tui.app import ConsoleApp
from tradewatch.tui.guarded import Guarded
from tradewatch.tui.surviving import FLOOD, Flood

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}


@pytest.fixture
def filled(store: Store) -> Store:
    titles = ["Rare earth licences for US carmakers from China", "Soybean growers wait for China and tariffs"]
    deliver(store, *[entry(number, title=title) for number, title in enumerate(titles)])
    read_all(store)
    return store


def drawn(widget: Guarded) -> str:
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))


def breaks(*_: object, **__: object) -> Any:
    raise KeyError("x")


@pytest.mark.parametrize(
    ("name", "method"),
    [("truce", "_lines"), ("tariffs", "_row_at"), ("wire", "_measure"), ("statements", "_days"), ("detail", "build")],
)
def test_a_pane_that_met_a_fault_says_so_and_comes_back_by_a_key(
    filled: Store, monkeypatch: pytest.MonkeyPatch, name: str, method: str
) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        await pilot.press("enter" if name == "detail" else "escape")
        pane = getattr(console, name)
        with monkeypatch.context() as patch:
            patch.setattr(pane, method, breaks)
            pane.retry()
            await pilot.pause()
            assert "this pane met a fault of the program: KeyError: 'x'" in drawn(pane)
            assert "Ctrl+R tries again · the rest goes on" in drawn(pane)
            assert "Soybean" in drawn(console.wire) or name == "wire"
            await pilot.press("ctrl+r")
            assert "this pane met a fault" in drawn(pane)
        await pilot.press("ctrl+r")
        assert "fault" not in drawn(pane)

    assert on_console(filled, play).return_code in (0, None)


def test_a_fault_is_logged_once_and_tried_again_when_a_minute_is_over(
    filled: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(console.truce, "paint_line", breaks)
            console.truce.refresh()
            await pilot.pause()
            for _ in range(3):
                console.tick()
                await pilot.pause()
            assert "met a fault" in drawn(console.truce)
        console.tick()
        assert "met a fault" not in drawn(console.truce)

    on_console(filled, play)
    assert (
        sum("event=pane_broke" in one.getMessage() and "pane=truce" in one.getMessage() for one in caplog.records) == 1
    )


def test_one_row_that_cannot_be_drawn_leaves_the_others(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        draw = console.wire.draw_at

        def broken(index: int, record: Story, width: int) -> Any:
            return breaks() if "Rare" in record.head.title else draw(index, record, width)

        monkeypatch.setattr(console.wire, "draw_at", broken)
        console.wire.forget()
        text = drawn(console.wire)
        assert "this row cannot be shown: a fault of the program: KeyError: 'x'" in text
        assert "Soybean" in text

    on_console(filled, play)


@pytest.mark.parametrize(("key", "target"), [("f", "action_flag"), ("j", "wire.action_move"), ("H", "read_handover")])
def test_a_fault_in_what_a_key_does_is_said_and_the_next_key_works(
    filled: Store, monkeypatch: pytest.MonkeyPatch, key: str, target: str
) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        on, _, method = target.rpartition(".")
        monkeypatch.setattr(getattr(console, on) if on else console, method, breaks)
        await pilot.press(key)
        await pilot.pause()
        line = console.screen.query_one("HintLine", Guarded)
        assert "a fault of the program: KeyError: 'x'" in drawn(line)
        await pilot.press("escape", "2")
        await pilot.pause()
        assert console.focused is console.statements

    assert on_console(filled, play).return_code in (0, None)


@pytest.mark.parametrize(("key", "place"), [("S", "feeds"), ("question_mark", "help"), ("P", "proposals")])
def test_a_screen_that_breaks_can_be_left(filled: Store, monkeypatch: pytest.MonkeyPatch, key: str, place: str) -> None:
    from tradewatch.tui.panes.feedlist import FeedList
    from tradewatch.tui.screens.help import HelpList
    from tradewatch.tui.screens.proposals import ProposalList

    kind = {"feeds": FeedList, "help": HelpList, "proposals": ProposalList}[place]
    monkeypatch.setattr(kind, "paint_line", breaks)

    async def play(console: ConsoleApp, pilot: Any) -> None:
        await pilot.press(key)
        await pilot.pause()
        assert "this pane met a fault of the program" in drawn(console.screen.query_one(kind))
        await pilot.press("q")
        await pilot.pause()
        assert len(console.screen_stack) == 1
        assert "Soybean" in drawn(console.wire)

    on_console(filled, play)


def test_too_many_faults_end_the_console_in_a_sentence(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        monkeypatch.setattr(console, "action_flag", breaks)
        for _ in range(FLOOD):
            await pilot.press("f")

    with pytest.raises(Exception, match="x"):
        on_console(filled, play)


def test_faults_far_apart_are_no_flood() -> None:
    flood = Flood()
    assert not any(flood.rises(float(second)) for second in range(100))
    assert any(flood.rises(100 + second / 10) for second in range(FLOOD))


def test_a_row_of_the_database_that_no_reader_understands_leaves_the_others(filled: Store) -> None:
    filled.connection.execute("update item set topics = '{no json' where title like 'Rare%'")
    with terminal(**OFFLINE) as seen:
        seen.until(lambda text: "this row cannot be shown" in text and "Soybean" in text)
        seen.keys("\r")
        seen.until("this pane met a fault of the program")
        seen.keys("qqq")
        assert seen.ended() == 0
