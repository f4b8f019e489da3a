"""The feeds and their health, and what a person says of all that one of them brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tradewatch.clean import clean_line
from tradewatch.records import FeedState, FeedStatus, FeedWord
from tradewatch.silence import silence_words
from tradewatch.tui.desk import Desk
from tradewatch.tui.edges import HintLine
from tradewatch.tui.linelist import LineList
from tradewatch.tui.look import cut, pad, side_tone, tone
from tradewatch.tui.pane import Pane

__all__ = ["FeedList", "FeedsScreen"]

_ORDER = {"failing": 0, "gone": 1, "never": 2, "ok": 3}
_TITLE_FROM = 96
"""Width from which the title has its full room; below it what is wrong needs some of it."""


class FeedList(LineList[FeedState]):
    """A line a feed: status, title, items, when it was last well, what a person said of it, what is wrong."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="feed-list")
        self._desk = desk
        self._states: dict[int, FeedState] = {}
        self.empty = ("no feeds: `tradewatch feeds add URL`",)

    def put(self, states: Sequence[FeedState]) -> None:
        """Shows these, failing ones first; the cursor stays on its feed."""
        ordered = sorted(
            states, key=lambda one: (not one.feed.enabled, _ORDER.get(one.status, 9), one.feed.title.casefold())
        )
        if ordered != list(self._states.values()) or not ordered:
            self._states = {one.id: one for one in ordered}
            self.show(list(self._states))

    def load(self, ids: Sequence[int]) -> Mapping[int, FeedState]:
        return {number: self._states[number] for number in ids if number in self._states}

    def draw(self, record: FeedState, width: int) -> list[Text]:
        look, feed = self._look, record.feed
        status = str(record.status) if feed.enabled else "off"
        shade = {"failing": "bad", "gone": "bad", "ok": "good"}.get(status, "dim")
        last = self._desk.time_words(record.last_ok_at) if record.last_ok_at else "–"
        text = Text(no_wrap=True, end="")
        text.append(f"{status:<8}", tone(shade, look))
        text.append(pad(clean_line(feed.title), 34 if width >= _TITLE_FROM else 24), tone(side_tone(feed.side), look))
        text.append(f"{record.items:>7}  ", tone("", look))
        text.append(f"{last:<8}", tone("dim", look))
        warning = record.error or silence_words(record, self._desk.now())
        wrong = warning or (feed.reason if not feed.enabled else (f"via {feed.via}" if feed.via else ""))
        said = f"{record.judged.words}{' · ' if wrong else ''}" if record.judged.words else ""
        text.append(cut(said, max(width - text.cell_len, 0)), tone("strong", look))
        text.append(cut(clean_line(wrong), max(width - text.cell_len, 0)), tone("warn" if warning else "dim", look))
        return [text]


class FeedsScreen(ModalScreen[None]):
    """Every feed, failing ones first; what is judged here is written by the console."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,S", "dismiss", "close", show=False),
        Binding("plus", "judge('yes')", "all of it matters", show=False),
        Binding("minus", "judge('no')", "nothing of it matters", show=False),
        Binding("R", "judge('')", "the rules decide", show=False),
        Binding("u", "app.undo", "undo", show=False),
    ]

    def __init__(self, desk: Desk, judge: Callable[[FeedState, FeedWord], None]) -> None:
        super().__init__()
        self._desk = desk
        self._judge = judge

    def compose(self) -> ComposeResult:
        yield Pane(0, "Feeds", FeedList(self._desk), id="feeds-pane")
        yield HintLine(
            [
                ("+", "all matters", ""),
                ("-", "nothing matters", ""),
                ("R", "the rules decide", ""),
                ("u", "undo", ""),
                ("q", "close", ""),
            ]
        )

    def on_mount(self) -> None:
        self.look()
        self.query_one(FeedList).focus()
        self.set_interval(2.0, self.look)

    def look(self) -> None:
        """Reads the feeds anew."""
        states = self._desk.pages.feed_states()
        self.query_one(FeedList).put(states)
        polled = [one for one in states if one.feed.enabled]
        failing = sum(1 for one in polled if one.status in (FeedStatus.FAILING, FeedStatus.GONE))
        head = self.query_one("#feeds-pane", Pane).head
        silent = sum(1 for one in polled if silence_words(one, self._desk.now()))
        words = f"{len(polled)} polled, {failing} failing" + (f", {silent} silent" if silent else "")
        progress = self._desk.pages.progress()
        if progress is not None and progress.offline is not None:
            words = f"{words} · offline: {progress.offline.why}"
        head.say(words, "status · title · items · last well")

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        event.stop()

    def action_judge(self, word: str) -> None:
        rows = self.query_one(FeedList)
        state = rows.record(rows.current)
        if state is not None:
            self._judge(state, FeedWord(word))
