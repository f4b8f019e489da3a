"""The feeds and their health."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tradewatch.clean import clean_line
from tradewatch.records import FeedState
from tradewatch.tui.desk import Desk
from tradewatch.tui.look import cut, pad, side_tone, tone
from tradewatch.tui.pane import Pane
from tradewatch.tui.scroll import Scrolled

__all__ = ["FeedsScreen"]

_ORDER = {"failing": 0, "gone": 1, "never": 2, "ok": 3}


class FeedsText(Scrolled):
    def __init__(self, desk: Desk) -> None:
        super().__init__(id="feeds-text")
        self._desk = desk

    def build(self, width: int) -> list[Text]:
        states = self._desk.pages.feed_states()
        states.sort(key=lambda one: (not one.feed.enabled, _ORDER.get(str(one.status), 9), one.feed.title.casefold()))
        return [self._line(one, width) for one in states] or [Text("no feeds: `tradewatch feeds add URL`", end="")]

    def _line(self, state: FeedState, width: int) -> Text:
        dark = self._dark
        status = str(state.status) if state.feed.enabled else "off"
        shade = {"failing": "bad", "gone": "bad", "ok": "good"}.get(status, "dim")
        text = Text(no_wrap=True, end="")
        text.append(f"{status:<8}", tone(shade, dark))
        text.append(pad(clean_line(state.feed.title), 34), tone(side_tone(state.feed.side), dark))
        text.append(f"{state.items:>7}  ", tone("", dark))
        last = self._desk.time_words(state.last_ok_at) if state.last_ok_at else "–"
        text.append(f"{last:<8}", tone("dim", dark))
        words = state.error or (
            state.feed.reason if not state.feed.enabled else (f"via {state.feed.via}" if state.feed.via else "")
        )
        text.append(cut(clean_line(words), max(width - 60, 0)), tone("warn" if state.error else "dim", dark))
        return text


class FeedsScreen(ModalScreen[None]):
    """Every feed, failing ones first."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,escape,S", "dismiss", "close", show=False)]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        counts = self._desk.pages.counts()
        pane = Pane(0, "Feeds", FeedsText(self._desk), id="feeds-pane")
        pane.head.say(
            f"{counts.feeds} polled, {counts.failing} failing", "status · title · items · last well · q closes"
        )
        yield pane

    def on_mount(self) -> None:
        self.query_one(FeedsText).focus()
        self.set_interval(2.0, self.query_one(FeedsText).rebuild)
