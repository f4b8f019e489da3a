"""The edges between panes are where the person put them: after a resize, a zoom, and at the next start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import astuple, replace
from textual.events import MouseMove

from tests.desk import deliver, entry, read_all
from tests.tui.played import on_console
from tests.tui.terminal import Terminal, terminal
from tradewatch.cli.sizesfile import keep_sizes, kept_sizes, sizes_path
from tradewatch.storage.store import Store
from tradewatch.tui.app import ConsoleApp
from tradewatch.tui.pane import Pane
from tradewatch.tui.sizes import DEFAULT_SIZES, LEAST_COLUMNS, LEAST_LINES, cells, moved_to, read_sizes, sizes_text

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}


@pytest.fixture
def filled(store: Store) -> Store:
    deliver(store, *[entry(number, title=f"Tariffs on China, part {number}") for number in range(3)])
    read_all(store)
    return store


def edges(seen: Terminal) -> tuple[int, int]:
    """The column of the tariffs' left edge and the line of the wire's upper edge; -1 where there is none."""
    lines = seen.lines()
    head = next((line for line in lines if " 3 Tariffs " in line and " 2 Statements " in line), "")
    return head.find("3 Tariffs") - 2, next((n for n, line in enumerate(lines) if " 4 Wire " in line[:12]), -1)


@given(some.floats(0.001, 0.999), some.integers(2 * LEAST_COLUMNS, 400))
def test_each_pane_keeps_its_least(share: float, whole: int) -> None:
    first = cells(share, whole, LEAST_COLUMNS)
    assert first >= LEAST_COLUMNS
    assert whole - first >= LEAST_COLUMNS


@given(some.sampled_from(["statements", "detail"]), some.integers(-50, 500), some.integers(40, 400))
def test_an_edge_goes_where_it_is_wanted_as_far_as_that_can_be(edge: str, wanted: int, whole: int) -> None:
    sizes = moved_to(DEFAULT_SIZES, edge, wanted, whole)  # type: ignore[arg-type]
    assert cells(getattr(sizes, edge), whole, LEAST_COLUMNS) == min(max(wanted, LEAST_COLUMNS), whole - LEAST_COLUMNS)
    assert astuple(read_sizes(sizes_text(sizes))) == pytest.approx(astuple(sizes), abs=1e-4)


def test_no_room_for_two_is_no_error() -> None:
    assert cells(0.5, LEAST_LINES, LEAST_LINES) == LEAST_LINES
    assert moved_to(DEFAULT_SIZES, "middle", 3, 0) == DEFAULT_SIZES


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "3", '{"middle": "x", "detail": 1e999, "statements": true}', '{"middle": -1}']
)
def test_a_broken_file_means_the_usual_sizes(text: str) -> None:
    sizes_path().parent.mkdir(parents=True, exist_ok=True)
    sizes_path().write_text(text)
    assert kept_sizes() == DEFAULT_SIZES


def test_a_file_of_brackets_alone_means_the_usual_sizes() -> None:
    sizes_path().parent.mkdir(parents=True)
    sizes_path().write_text("[" * 100_000, "utf-8")
    assert kept_sizes() == DEFAULT_SIZES


def test_sizes_that_cannot_be_kept_are_no_error() -> None:
    sizes_path().parent.mkdir(parents=True, exist_ok=True)
    sizes_path().mkdir()
    keep_sizes(DEFAULT_SIZES)
    assert kept_sizes() == DEFAULT_SIZES
    assert list(sizes_path().parent.glob("*.part")) == []


def test_the_file_is_the_owners_alone() -> None:
    keep_sizes(replace(DEFAULT_SIZES, middle=0.25))
    assert kept_sizes().middle == 0.25
    assert sizes_path().stat().st_mode & 0o077 == 0


def test_edges_stay_where_they_were_put(filled: Store, tmp_path: Path) -> None:
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("part 2")
        column, line = edges(seen)
        seen.keys("\x1b[1;5D" * 3 + "\x1b[1;5A" * 2)
        seen.until(lambda text: edges(seen) == (column - 12, line - 4))
        seen.resize(60, 20)
        seen.until("[4 Wire]")
        seen.resize(160, 50)
        seen.until(lambda text: edges(seen) == (column - 12, line - 4))
        seen.keys("zz")
        seen.until(lambda text: edges(seen) == (column - 12, line - 4))
        seen.keys("\r")
        seen.until(lambda text: seen.lines()[6].find("Detail") == 72 + 2)
        seen.keys("\x1b[1;5C\x1b[1;5C")
        seen.until(lambda text: seen.lines()[6].find("Detail") == 72 + 8 + 2)
        seen.keys("qqq")
        assert seen.ended() == 0
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until(lambda text: "part 2" in text and edges(seen) == (column - 12, line - 4))
        seen.keys("\x1b[1;5H")
        seen.until(lambda text: edges(seen) == (column, line))


def test_an_edge_follows_the_mouse(filled: Store) -> None:
    async def play(console: ConsoleApp, pilot: Any) -> None:
        wire, tariffs = (console.screen.query_one(f"#pane-{name}", Pane) for name in ("wire", "tariffs"))
        for pane, (x, y) in ((wire, (0, -6)), (tariffs, (-30, 0))):
            left, top = pane.region.offset
            await pilot.mouse_down(pane.head, offset=(10, 0))
            await pilot._post_mouse_events([MouseMove], console.screen, (left + 10 + x, top + y), 1)
            assert console.mouse_captured is pane.head
            assert pane.region.offset == (left + x, top + y)
            await pilot.mouse_up(console.screen, offset=(left + 10 + x, top + y))
            await pilot.pause()
            assert console.mouse_captured is None
            assert pane.region.offset == (left + x, top + y)
        await pilot.click(tariffs.head, offset=(10, 0))  # a click is no drag
        await pilot.pause()
        assert console.focused is console.tariffs

    on_console(filled, play)


def test_narrow_terminals_say_that_there_is_no_edge(filled: Store) -> None:
    with terminal(columns=100, rows=36, **OFFLINE) as seen:
        seen.until("part 2")
        seen.keys("\x1b[1;5D")
        seen.until("there is no such edge to move")
