"""The console: four panes, the lines above and below, and the keys."""

from __future__ import annotations

import gc
import sqlite3
import time
from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from tradewatch.errors import TradewatchError
from tradewatch.storage.queries import ItemQuery, StatementQuery
from tradewatch.tui.actions import DeskActions
from tradewatch.tui.alerting import Alerting
from tradewatch.tui.answering import Answering
from tradewatch.tui.arriving import Arriving
from tradewatch.tui.checking import Checking
from tradewatch.tui.copying import Copying
from tradewatch.tui.desk import Desk
from tradewatch.tui.edges import BannerLine, HintLine, StatusLine, TabLine
from tradewatch.tui.exporting import Exporter, Exporting
from tradewatch.tui.feeding import Feeding
from tradewatch.tui.finding import Finding
from tradewatch.tui.flagging import Flagging
from tradewatch.tui.frames import Frames
from tradewatch.tui.guarded import Guarded
from tradewatch.tui.handing import Handing
from tradewatch.tui.joining import Joining
from tradewatch.tui.keeping import Keeping
from tradewatch.tui.keyed import Keyed
from tradewatch.tui.keymap import Keymap, bindings
from tradewatch.tui.keys import Scope
from tradewatch.tui.layout import Layout
from tradewatch.tui.leaving import Leaving
from tradewatch.tui.narrowing import narrowing_words
from tradewatch.tui.pane import Pane
from tradewatch.tui.panes.detail import Detail
from tradewatch.tui.panes.statements import StatementList
from tradewatch.tui.panes.tabs import SearchLine
from tradewatch.tui.panes.tariffs import TariffList
from tradewatch.tui.panes.truce import TruceLines
from tradewatch.tui.panes.wire import WireList
from tradewatch.tui.pressing import Pressing
from tradewatch.tui.prompt import Prompt
from tradewatch.tui.screens.over import Over
from tradewatch.tui.seeing import Seeing
from tradewatch.tui.sizing import Sizing
from tradewatch.tui.speaking import Speaking
from tradewatch.tui.toosmall import TooSmall
from tradewatch.tui.visiting import Visiting
from tradewatch.tui.watching import Watcher
from tradewatch.tui.wearing import Wearing

__all__ = ["ConsoleApp"]

_LOOK_SECONDS = 0.5
_SAY_SECONDS = 5.0
_SETTLED_SECONDS = 0.8


def _collect() -> None:
    """Garbage is collected from now on; what the start has made is not looked through again."""
    gc.freeze()
    gc.enable()


class ConsoleApp(
    Pressing, Keyed, Wearing, Arriving, Finding, Alerting, Speaking, Layout, Frames, Keeping, Joining, Feeding, Seeing, Answering,
    Visiting, Checking, Flagging, Handing, Sizing, DeskActions, Copying, Exporting, Leaving,
    inherit_bindings=False,
):  # fmt: skip
    """Reads pages, writes what the desk marks; a poller in a process of its own does the rest."""

    CSS_PATH = "console.tcss"
    TITLE = "tradewatch"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.CONSOLE)]
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        desk: Desk,
        exporter: Exporter,
        ask_poller: Callable[[], str],
        poller_words: Callable[[], str],
        keymap: Keymap | None = None,
    ) -> None:
        super().__init__()
        self.keymap = keymap or Keymap()
        self.wear(desk.options.settings.theme.name)
        self.desk = desk
        self.exporter = exporter
        self._ask_poller = ask_poller
        self._poller_words = poller_words
        desk.note_place()
        self.watcher = Watcher(desk.db, desk.clock)
        self.unreadable: Exception | None = None
        """Why there was nothing to show when the console opened."""
        self.at = 4
        self._quiet: Timer | None = None
        self._minute = 0
        self._wakings = 0

    # --- building ---

    def compose(self) -> ComposeResult:
        desk = self.desk
        yield TooSmall()
        yield StatusLine(desk)
        yield BannerLine(desk, self.keymap)
        yield TabLine()
        self.truce = TruceLines(desk)
        self.statements = StatementList(desk)
        self.tariffs = TariffList(desk)
        self.tariffs.proposals_key = self.keymap.first("tariffs.proposals")
        self.wire = WireList(desk)
        self.detail = Detail(desk)
        self.detail.answer_key = self.keymap.first("hand.answer")
        self._read_first()
        yield Pane(1, "Truce", self.truce, id="pane-truce")
        with Horizontal(id="body"):
            with Vertical(id="lists"):
                with Horizontal(id="middle"):
                    yield Pane(2, "Statements", self.statements, id="pane-statements")
                    yield Pane(3, "Tariffs", self.tariffs, id="pane-tariffs")
                yield Pane(4, "Wire", self.wire, id="pane-wire", line=SearchLine())
            yield Pane(0, "Detail", self.detail, id="pane-detail")
        yield Prompt()
        yield HintLine()

    def _read_first(self) -> None:
        if self.desk.as_of is not None:
            self.end_queries(self.desk.as_of)
            self.desk.pages.as_of = self.desk.as_of
        try:
            self.watcher.begin()
            self.open_lister()
            self.fill_lists()
        except (TradewatchError, sqlite3.Error) as error:  # nothing could be shown at all: the command line says why
            self.unreadable = error

    def on_mount(self) -> None:
        if self.unreadable is not None:
            self.exit(1)
            return
        self.desk.pages.broken = self.cannot_read
        self.set_keymap(self.keymap.for_textual())
        self.open_searches()
        self.calmly("the poller", self.hear_poller)
        self.take_early()
        self.look_again()
        self.lay_out()
        self.give_keys(self.wire)
        self.begin_visit()
        self.set_timer(_SETTLED_SECONDS, _collect)
        self.call_after_refresh(self._stands)
        self.set_interval(_LOOK_SECONDS, self._wake)
        self.heed_signals()

    def on_unmount(self) -> None:
        """Lets the readers beside the screen go."""
        if self.unreadable is None:
            self.close_searches()
            self.lister.close()
        self.watcher.close()

    def _stands(self) -> None:
        self.painted = True

    # --- time and news ---

    def _wake(self) -> None:
        """One timer for all: a process that sleeps pays for each waking."""
        if self.taken_down:
            return
        self.calmly("the look for what is new", self.look)
        self.calmly("the poller", self.hear_poller)
        self._wakings += 1
        if self._wakings % 2 == 0:
            self.calmly("the clock", self.beat)

    def hear_poller(self) -> None:
        """Asks how polling goes, which takes it over where nobody polls any more."""
        self.poller_said = self._poller_words()

    def beat(self) -> None:
        """Once a second: what tells seconds; all else tells minutes at most, and is worked out when one begins."""
        if self.hung_up():
            self.leave()
            return
        self.rested(time.monotonic())
        minute = int(self.desk.now().timestamp() // 60)
        if minute != self._minute:
            self._minute = minute
            self.tick()
        else:
            self.status()  # all else on the screen changes with what comes or with the minute
        self.tick_searches()

    def tick(self) -> None:
        for guarded in self.screen_stack[0].query("*"):
            if isinstance(guarded, Guarded):
                guarded.retry_if_faulty()
        for pane in (self.truce, self.statements, self.tariffs, self.wire):
            with pane.guarding():
                pane.tick()
        self.follow_time()
        self.heads()

    def on_resize(self, event: events.Resize) -> None:
        self.fit_palette(event.size)
        self.call_after_refresh(self.lay_out)

    # --- console ---

    def action_refresh_feeds(self) -> None:
        if self.desk.offline:
            self.say("offline by choice: no host is contacted", "warn")
            return
        self.write(lambda store: store.ask("poll", "", self.desk.clock()), self._ask_poller())

    def action_close(self) -> None:
        screen = self.screen_stack[0]
        if self.detail.shown:
            if not self.detail.back():
                self.close_detail()
        elif screen.has_class("-zoom"):
            self.action_zoom()
        elif self.leave_speaker():
            pass
        elif self.in_tray():
            self.action_tray()
        elif narrowing_words(self.wire_query) or narrowing_words(self.statement_query):
            at = self.desk.as_of
            self.ask(ItemQuery(until=at), StatementQuery(until=at))
        else:
            self.quit_by("close")

    def action_escape(self) -> None:
        if self.detail.shown or narrowing_words(self.wire_query) or narrowing_words(self.statement_query):
            self.action_close()
        elif self.screen_stack[0].has_class("-zoom"):
            self.action_zoom()
        elif self.desk.as_of is not None:
            self.desk.as_of, self.desk.turn = None, ""
            self.time_changed()
            self.say("now", "good")

    def say(self, words: str, name: str = "") -> None:
        if not words or self.taken_down:
            return
        lines = [self.screen_stack[0].query_one(HintLine)]
        if isinstance(self.screen, Over):
            lines += self.screen.query(HintLine)
        if self._quiet is not None:
            self._quiet.stop()

        def put(said: str, tone_name: str = "") -> None:
            for line in lines:
                line.say(said, tone_name)

        put(words, name)
        self._quiet = self.set_timer(_SAY_SECONDS, lambda: put(""))

    def hush(self) -> None:
        self.screen_stack[0].query_one(HintLine).say("")
