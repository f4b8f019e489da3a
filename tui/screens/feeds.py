"""The feeds and their health: a list, one of them in full, and an address looked at before it is added."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from tradewatch.clean import clean_line
from tradewatch.errors import TradewatchError
from tradewatch.records import FeedMore, FeedShare, FeedState, FeedStatus, FeedWord, read_preview
from tradewatch.silence import silence_words
from tradewatch.tui.desk import Desk
from tradewatch.tui.edges import HintLine
from tradewatch.tui.feedcounts import FeedCounts
from tradewatch.tui.feedwords import site_of
from tradewatch.tui.keymap import Keymap, bindings
from tradewatch.tui.keys import Scope
from tradewatch.tui.linelist import LineList
from tradewatch.tui.pane import Pane
from tradewatch.tui.panes.feeddetail import FeedText, feed_texts
from tradewatch.tui.panes.feedlist import FeedList, FeedTable
from tradewatch.tui.panes.previewlines import check_texts
from tradewatch.tui.prompt import Prompt
from tradewatch.tui.screens.addresses import AddressChecks, Feeder
from tradewatch.tui.unbegun import unbegun

__all__ = ["FeedsScreen"]

_LOOK_SECONDS = 0.25
_DRAW_SECONDS = 2.0
"""How often what the rows say of the time is drawn anew where nothing was written."""
_COUNT_SECONDS = 5.0
_COUNT_TIMES = 30
"""Relevant items are counted again after five seconds, and after so many times as long as it took: for a million, a minute."""
_BESIDE = 120


class FeedsScreen(AddressChecks):
    """Every feed, failing ones first; what is changed here is written by the console, what is fetched by the poller."""

    place = Scope.FEEDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.FEEDS)]

    def __init__(self, desk: Desk, keymap: Keymap, feeder: Feeder, *, default_minutes: int) -> None:
        super().__init__(desk, feeder)
        self._keymap = keymap
        self._default_minutes = default_minutes
        self._rows = FeedList(desk)
        self._open = False
        self._counts = FeedCounts(desk.db)
        self._more: dict[int, FeedMore] = {}
        self._shares: Mapping[int, FeedShare] = {}
        self._counted = -1
        """The database's version when relevant items were counted."""
        self._count_at = self._draw_at = 0.0
        self._version = -1

    def compose(self) -> ComposeResult:
        with Horizontal(id="feeds-body"):
            yield Pane(0, "Feeds", FeedTable(self._rows), id="feeds-pane")
            yield Pane(0, "Feed", FeedText(), id="feed-pane")
        yield Prompt()
        yield HintLine(self._keymap.hints(self.place), self._keymap.first("help"))

    def begin(self) -> None:
        self.look()
        self._rows.focus()
        self.set_interval(_LOOK_SECONDS, self._look_again)

    def on_unmount(self) -> None:
        self._counts.stop()

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out()

    # --- looking ---

    def _look_again(self) -> None:
        """Reads answers, and the feeds where something was written or two seconds have passed."""
        self._take_answers()
        now, version = time.monotonic(), self._desk.pages.data_version()
        if version != self._version or now >= self._draw_at:
            self._version, self._draw_at = version, now + _DRAW_SECONDS
            self.look()
        if now >= self._count_at and version != self._counted:
            self._counted = version
            self._count_at = float("inf")
            self.run_worker(unbegun(self._count), group="feed-shares", exit_on_error=False)

    def look(self) -> None:
        """Reads the feeds anew."""
        if not self.stands:
            return
        states = self._desk.pages.feed_states()
        self._rows.put(states, self._shares)
        if self._go_to:
            wanted = [place for place, number in enumerate(self._rows.ids) if self._is_wanted(number)]
            if wanted:
                self._go_to = ""
                self._rows.go(wanted[0])
        now = self._desk.clock()
        polled = [one for one in states if one.feed.enabled]
        failing = sum(1 for one in polled if one.status in (FeedStatus.FAILING, FeedStatus.GONE))
        silent = sum(1 for one in polled if silence_words(one, now))
        words = f"{len(polled)} to poll, {failing} failing" + (f", {silent} silent" if silent else "")
        running, offline = self._progress_words()
        words = " · ".join(part for part in (words, offline or running) if part)
        self.query_one("#feeds-pane", Pane).head.say(words, f"{self._desk.place} time")
        self._show()

    def _is_wanted(self, number: int) -> bool:
        state = self._rows.record(number)
        return state is not None and state.feed.url == self._go_to

    def _progress_words(self) -> tuple[str, str]:
        """How far the round is, and why nobody is reached."""
        if self._desk.offline:
            return "", "offline by choice"
        progress = self._desk.pages.progress()
        if progress is None:
            return "", ""
        runs = progress.total and progress.finished_at is None and progress.done < progress.total
        running = f"polling {progress.done}/{progress.total}" if runs else ""
        return running, f"offline: {progress.offline.why}" if progress.offline else ""

    async def _count(self) -> None:
        """Counts relevant items beside the screen: of a million that takes a moment."""
        started = time.monotonic()
        try:
            self._shares = await asyncio.to_thread(self._counts.shares)
        except (TradewatchError, sqlite3.Error) as error:
            self._not_read(error)
        ended = time.monotonic()
        self._count_at = ended + max(_COUNT_SECONDS, _COUNT_TIMES * (ended - started))
        if not self._counts.stopped:
            self.look()

    async def _read_more(self, number: int) -> None:
        try:
            self._more[number] = await asyncio.to_thread(self._counts.more, number)
        except (TradewatchError, sqlite3.Error) as error:
            self._not_read(error)
        else:
            self._show()

    def _not_read(self, error: Exception) -> None:
        if not self._counts.stopped:
            self._feeder.say(f"cannot be read: {error}", "warn")

    def _take_answers(self) -> None:
        pages, check = self._desk.pages, self._check
        if check is not None and check.request is not None:
            answer = pages.request_answer(check.request)
            if answer is not None:
                check.take(read_preview(answer))
                self._show(top=True)
        for number in tuple(self._polls):
            answer = pages.request_answer(number)
            if answer is not None:
                self._polls.discard(number)
                self._feeder.say(clean_line(answer), "good" if " new" in answer else "")

    # --- what stands beside the list, or over it ---

    def _current(self) -> FeedState | None:
        return self._rows.record(self._rows.current)

    def _lay_out(self) -> None:
        if not self.stands:
            return
        beside = self.app.size.width >= _BESIDE
        shown = self._open or self._check is not None
        self.set_class(shown, "-shown")
        self.set_class(beside, "-beside")
        if self.query_one(Prompt).open:
            return
        over = shown and not beside
        self.set_focus(self.query_one(FeedText) if over else self._rows, scroll_visible=False)

    def _show(self, *, top: bool = False) -> None:
        """Draws the open feed, or the address that is checked."""
        if not self.stands:
            return
        text, head = self.query_one(FeedText), self.query_one("#feed-pane", Pane).head
        check, state = self._check, self._current()
        if check is not None:
            waits = "" if check.preview or check.trouble else self._feeder.waits_words() or self._progress_words()[1]
            leaves = f"{self._keymap.first('escape')} leaves"
            head.say("before it is added" if check.adds else "a check, nothing is kept", leaves)
            text.put(lambda look: check_texts(self._desk, self._keymap, check, waits, look), top=top)
        elif self._open and state is not None:
            share = self._shares.get(state.id)
            more = self._more.get(state.id)
            head.say("", "q closes")
            text.put(lambda look: feed_texts(self._desk, state, share, more, self._default_minutes, look), top=top)

    def _show_feed(self) -> None:
        state = self._current()
        if self._open and state is not None:
            self.run_worker(unbegun(self._read_more, state.id), group="feed-more", exclusive=True, exit_on_error=False)
        self._lay_out()
        self._show(top=True)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        if self._check is None:
            self._open = True
            self._show_feed()

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        event.stop()
        self._rows.sorts = True
        if self._open and self._check is None:
            self._show_feed()

    def action_accept(self) -> None:
        """Adds what was checked, whichever side has the keys and be the list empty; else opens the feed."""
        if self._check is not None:
            self._accept(self._check)
        else:
            self._rows.action_choose()

    def action_close(self) -> None:
        if self._check is not None:
            self._leave_check()
        elif self._open:
            self._open = False
            self._lay_out()
        else:
            self.dismiss(None)

    def action_escape(self) -> None:
        self.action_close()

    # --- the feed under the cursor ---

    def _with_feed(self, act: Callable[[FeedState], None]) -> None:
        state = self._current()
        if self._check is not None:
            self._feeder.say(f"{self._keymap.first('escape')} leaves the address that is being checked", "warn")
        elif state is None:
            self._feeder.say("no feed is selected", "warn")
        else:
            act(state)

    def action_enable(self) -> None:
        self._with_feed(self._feeder.enable_feed)

    def action_remove(self) -> None:
        self._with_feed(self._feeder.remove_feed)

    def action_poll(self) -> None:
        self._with_feed(lambda state: self._feeder.poll_feed(state, self._polls.add))

    def action_feeds(self) -> None:
        self.dismiss(None)

    def action_judge(self, word: str) -> None:
        self._with_feed(lambda state: self._feeder.judge_feed(state, FeedWord(word)))

    def action_browse(self) -> None:
        def browse(state: FeedState) -> None:
            site = site_of(state.feed)
            if site is None:
                self._feeder.say("there is no site to open", "warn")
                return
            self.app.open_url(site)

        self._with_feed(browse)
