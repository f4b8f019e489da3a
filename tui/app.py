"""The console: four panes, the lines above and below, and the keys."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from textual import events, work
from textual.app import ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from tradewatch.errors import TradewatchError
from tradewatch.records import Statement, Story
from tradewatch.storage.queries import Counts, ItemQuery, Progress, StatementQuery
from tradewatch.tui.actions import DeskActions, Exporter
from tradewatch.tui.desk import Desk
from tradewatch.tui.edges import HintLine, StatusLine, TabLine
from tradewatch.tui.keys import KEYS, bindings, hint_keys
from tradewatch.tui.linelist import LineList
from tradewatch.tui.narrowing import narrow_items, narrow_statements, narrowing_words
from tradewatch.tui.pane import Pane, PaneHead
from tradewatch.tui.panes.detail import Detail
from tradewatch.tui.panes.statements import StatementList
from tradewatch.tui.panes.tariffs import TariffLines
from tradewatch.tui.panes.truce import TruceLines
from tradewatch.tui.panes.wire import WireList
from tradewatch.tui.prompt import Prompt
from tradewatch.tui.screens.feeds import FeedsScreen
from tradewatch.tui.screens.help import HelpScreen
from tradewatch.tui.watching import News, Watcher

__all__ = ["ConsoleApp"]

_LOOK_SECONDS = 0.4
_SAY_SECONDS = 5.0
_QUIT_SECONDS = 2.0
"""`q` at the top wants a second press within this time."""
_WIDE, _MIDDLE, _ROWS = 120, 80, 24


class ConsoleApp(DeskActions):
    """Reads pages, writes what the desk marks; a poller in a process of its own does the rest."""

    CSS_PATH = "console.tcss"
    TITLE = "tradewatch"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self, desk: Desk, exporter: Exporter, ask_poller: Callable[[], str], poller_words: Callable[[], str]
    ) -> None:
        super().__init__()
        self.desk = desk
        self.exporter = exporter
        self._ask_poller = ask_poller
        self._poller_words = poller_words
        self.watcher = Watcher(desk.db)
        self._news: News | None = None
        self._waiting = {"wire": 0, "statements": 0}
        self._touched: set[str] = set()
        self._at = 4
        self._before_search: dict[str, tuple[ItemQuery, StatementQuery]] = {}
        self._quiet: Timer | None = None
        self._quit_until = 0.0
        self._busy = False
        self._again = False

    # --- building ---

    def compose(self) -> ComposeResult:
        desk = self.desk
        yield StatusLine(desk)
        yield TabLine()
        self.truce = TruceLines(desk)
        self.statements = StatementList(desk)
        self.tariffs = TariffLines(desk)
        self.wire = WireList(desk)
        self.detail = Detail(desk)
        yield Pane(1, "Truce", self.truce, id="pane-truce")
        with Horizontal(id="body"):
            with Vertical(id="lists"):
                with Horizontal(id="middle"):
                    yield Pane(2, "Statements", self.statements, id="pane-statements")
                    yield Pane(3, "Tariffs", self.tariffs, id="pane-tariffs")
                yield Pane(4, "Wire", self.wire, id="pane-wire")
            yield Pane(0, "Detail", self.detail, id="pane-detail")
        yield Prompt()
        yield HintLine(hint_keys(desk.options.settings.keys))

    def on_mount(self) -> None:
        self._choose_theme()
        self.set_keymap(desk_keys(self.desk.options.settings.keys))
        if self.desk.as_of is not None:
            self._end_queries(self.desk.as_of)
        self._take(self.watcher.look())
        self._lay_out()
        self.wire.focus()
        self.set_interval(1.0, self._tick)
        self.set_interval(_LOOK_SECONDS, self._look)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.exit, 0)

    def _choose_theme(self) -> None:
        name = self.desk.options.settings.theme.name
        if name and name in self.available_themes:
            self.theme = name
        elif name:
            self.say(f"no theme {name!r}; there are {', '.join(sorted(self.available_themes))}", "warn")

    # --- time and news ---

    def _tick(self) -> None:
        self.truce.tick()
        self.tariffs.tick()
        self._heads()

    @work(exclusive=False, group="look", exit_on_error=False)
    async def _look(self) -> None:
        """Asks beside the screen whether anything was written; one look at a time."""
        if self._busy:
            return
        self._busy, again, self._again = True, self._again, False
        try:
            news = await asyncio.to_thread(self.watcher.look, again=again)
        except TradewatchError as error:
            self.say(f"{error.message} ({error.hint})", "bad")
        else:
            self._take(news)
        finally:
            self._busy = False

    def look_again(self) -> None:
        self._again = True
        self._look()

    def _take(self, news: News | None) -> None:
        if news is None:
            return
        self._news = news
        changed = {(one.kind, one.row) for one in news.changes}
        if changed:
            self.wire.forget()
            self.statements.forget([row for kind, row in changed if kind == "statement"] or None)
        self._waiting["wire"] = self._arrive(self.wire, news.stories)
        self._waiting["statements"] = self._arrive(self.statements, news.statements)
        self.tariffs.proposals = news.counts.proposals
        self._tick()

    def _arrive(self, rows: LineList[Any], ids: Iterable[int]) -> int:
        """Shows arrivals where nobody has moved yet; else they wait. Gives how many wait."""
        ids = list(ids)
        here = set(rows.ids)
        waiting = sum(1 for one in ids if one not in here)
        if not here or (rows.id not in self._touched and waiting):
            rows.show(ids, keep=bool(here) and rows.cursor > 0)
            return 0
        gone = here.difference(ids)
        if gone:
            rows.show([one for one in rows.ids if one not in gone])
        return waiting

    # --- frames ---

    def _heads(self) -> None:
        news, desk = self._news, self.desk
        words = self.truce.words
        self._head("truce").say(words.status, words.checked)
        self._head("tariffs").say("", "general extra duties only")
        if news is None:
            return
        place = f"{desk.place} time"
        narrowed = narrowing_words(self.watcher.items)
        counted = (
            f"{len(self.wire.ids)} stories"
            if narrowed
            else f"{news.counts.stories} stories, {news.counts.unread} unread"
        )
        self._list_head("wire", f"{narrowed or 'relevant'} · {counted}", place)
        self._list_head("statements", narrowing_words(self.watcher.statements) or f"{len(self.statements.ids)}", place)
        self._empty_words(news.counts)
        self.query_one(StatusLine).say(self._status(news.counts, news.progress))
        tabs = ((1, "Truce"), (2, "Statements"), (3, "Tariffs"), (4, "Wire"))
        self.query_one(TabLine).say(tabs, self._at, self.truce.words.countdown[0][0])

    def _head(self, name: str) -> PaneHead:
        return self.query_one(f"#pane-{name}", Pane).head

    def _list_head(self, name: str, words: str, place: str) -> None:
        waiting = self._waiting[name]
        right = f"{waiting} new: Space" if waiting else place
        if name == "statements" and self.screen.has_class("-middle"):
            right = f"{right} · 3 Tariffs"
        self._head(name).say(words, right)

    def _empty_words(self, counts: Counts) -> None:
        narrowed = narrowing_words(self.watcher.items)
        if narrowed:
            self.wire.empty = (f"nothing on {narrowed}", "Esc or = and Enter brings all back")
        elif counts.items == 0:
            self.wire.empty = ("nothing stored yet", self.desk.poller or "the feeds are being fetched")
        else:
            self.wire.empty = (
                f"none of {counts.items} items touches the trade war so far",
                "= all Enter shows every item",
            )
        self.statements.empty = (
            "no statements"
            + (
                f" on {narrowing_words(self.watcher.statements)}"
                if narrowing_words(self.watcher.statements)
                else " yet"
            ),
        )

    def _status(self, counts: Counts, progress: Progress | None) -> tuple[tuple[str, str], ...]:
        """Least urgent first: the narrow screen drops from the front."""
        parts: list[tuple[str, str]] = []
        if counts.pending:
            parts.append((f"{counts.pending} pending · ", "dim"))
        parts.append((f"{counts.feeds} feeds", "dim"))
        if counts.failing:
            parts.append((f", {counts.failing} failing", "warn"))
        if progress is not None and progress.total and progress.finished_at is None:
            parts.append((f" · polling {progress.done}/{progress.total}", "dim"))
        elif counts.last_ok_at is not None and self.desk.as_of is None:
            parts.append((f" · {_ago(self.desk.clock(), counts.last_ok_at)}", "dim"))
        words = "offline by choice" if self.desk.offline else self._poller_words()
        if words:
            parts.append((f" · {words}", "warn"))
        waiting = sum(self._waiting.values())
        if waiting:
            parts.append((f" · {waiting} new", "unread"))
        return tuple(parts)

    # --- layout ---

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        width, height = self.size
        small = width < _MIDDLE or height < _ROWS
        kind = "-small" if small else ("-wide" if width >= _WIDE else "-middle")
        screen = self.screen_stack[0]
        for name in ("-small", "-middle", "-wide"):
            screen.set_class(name == kind, name)
        for number in range(1, 6):
            screen.set_class(number == self._at, f"-at{number}")
        screen.set_class(self._at == 3, "-tariffs")
        screen.set_class(self._at != 3, "-statements")
        self._heads()

    def _body(self, number: int) -> Widget:
        return {1: self.truce, 2: self.statements, 3: self.tariffs, 4: self.wire, 5: self.detail}[number]

    def action_pane(self, number: int) -> None:
        if self.screen_stack[0].has_class("-detail") and number != 5:
            self._close_detail()
        self._at = number
        self._lay_out()
        self._body(number).focus()

    def action_next_pane(self, by: int) -> None:
        numbers = [1, 2, 3, 4] if not self.detail.shown else [4 if self.screen_stack[0].has_class("-from4") else 2, 5]
        here = numbers.index(self._at) if self._at in numbers else 0
        number = numbers[(here + by) % len(numbers)]
        self._at = number
        self._lay_out()
        self._body(number).focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        for number in range(1, 6):
            if event.widget is self._body(number) and number != self._at:
                self._at = number
                self._lay_out()

    def on_pane_head_clicked(self, event: PaneHead.Clicked) -> None:
        event.pane.body.focus()
        if event.twice:
            self.action_zoom()

    def action_zoom(self) -> None:
        self.screen_stack[0].toggle_class("-zoom")

    # --- lists and detail ---

    def selected(self) -> Story | Statement | None:
        if self._at == 2 or (self._at == 5 and self.screen_stack[0].has_class("-from2")):
            return self.statements.record(self.statements.current)
        if self._at == 4 or self._at == 5:
            return self.wire.record(self.wire.current)
        return None

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        if self.detail.shown:
            self._fill_detail(event.list)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        if self.detail.shown:
            self.action_next_pane(1)
            return
        number = 2 if event.list is self.statements else 4
        screen = self.screen_stack[0]
        screen.set_class(True, "-detail")
        screen.set_class(number == 2, "-from2")
        screen.set_class(number == 4, "-from4")
        self._fill_detail(event.list)
        self._head("detail").say("", "q closes · Tab goes in · f m t o y Y")
        if not screen.has_class("-wide"):
            self._at = 5
            self._lay_out()
            self.detail.focus()

    def _fill_detail(self, rows: LineList[Any]) -> None:
        current = rows.current
        if current is None:
            return
        if rows is self.statements:
            self.detail.open_statement(current)
            return
        self.detail.open_story(current)
        record = self.wire.record(current)
        if record is not None and record.unread and self.desk.as_of is None:
            numbers = [one.id for one in self.desk.pages.story_items(current)]
            at = self.desk.clock()
            from tradewatch.storage import changes

            self.write(lambda store: changes.mark_read(store, numbers, at), "")

    def _close_detail(self) -> None:
        screen = self.screen_stack[0]
        number = 2 if screen.has_class("-from2") else 4
        screen.remove_class("-detail", "-from2", "-from4")
        self.detail.close()
        self._at = number
        self._lay_out()
        self._body(number).focus()

    def action_open(self) -> None:
        focused = self.focused
        if isinstance(focused, LineList):
            focused.action_choose()

    def action_arrivals(self) -> None:
        if self._news is not None:
            self.wire.show(list(self._news.stories), keep=False)
            self.statements.show(list(self._news.statements), keep=False)
            self._waiting = dict.fromkeys(self._waiting, 0)
            self._heads()

    def on_key(self, event: events.Key) -> None:
        focused = self.focused
        if (
            isinstance(focused, LineList)
            and focused.id is not None
            and event.key in ("j", "k", "down", "up", "f", "m", "enter", "t")
        ):
            self._touched.add(focused.id)

    # --- search, filter ---

    def action_search(self) -> None:
        if self.detail.shown and self._at == 5:
            self.prompt.ask(
                "search in the text:",
                self._keep_search,
                value=self.detail.words,
                typed=self._search_text,
                left=self.back_to_list,
            )
            return
        self._before_search = {"": (self.watcher.items, self.watcher.statements)}
        self.prompt.ask("search:", self._keep_search, typed=self._search_typed, left=self._leave_search)

    def _search_text(self, words: str) -> None:
        self.detail.words = words.strip()
        self.detail.rebuild()
        self.action_hit(0)

    def _search_typed(self, words: str) -> None:
        items, statements = self._before_search[""]
        self._ask(replace(items, words=words), replace(statements, words=words))

    def _keep_search(self, words: str) -> None:
        self.detail.words = words.strip()
        self.back_to_list()

    def _leave_search(self) -> None:
        if "" in self._before_search:
            self._ask(*self._before_search.pop(""))
        self.back_to_list()

    def action_narrow(self) -> None:
        statements = self._at == 2

        def done(words: str) -> None:
            self.back_to_list()
            try:
                if statements:
                    self._ask(self.watcher.items, narrow_statements(words, self.watcher.statements))
                else:
                    self._ask(narrow_items(words, self.watcher.items), self.watcher.statements)
            except TradewatchError as error:
                self.say(f"{error.message} ({error.hint})", "bad")

        hint = "side: speaker: topic: channel: direct nobody" if statements else "side: topic: feed: flagged all"
        self.prompt.ask(f"narrow to (words, {hint}; empty: all):", done, left=self.back_to_list)

    def action_flagged(self) -> None:
        query = self.watcher.items
        self.action_pane(4)
        self._ask(replace(query, flagged=not query.flagged), self.watcher.statements)

    def _ask(self, items: ItemQuery, statements: StatementQuery) -> None:
        """Narrows the lists and shows what comes at once."""
        self.watcher.ask(items, statements)
        news = self.watcher.look(again=True)
        if news is not None:
            self._news = news
            self.wire.show(list(news.stories), keep=False)
            self.statements.show(list(news.statements), keep=False)
            self._waiting = dict.fromkeys(self._waiting, 0)
            self._heads()

    def action_hit(self, by: int) -> None:
        hits = self.detail.hits
        if not hits:
            if by:
                self.say("n and N step through the hits of a search in the open text", "dim")
            return
        here = self.detail.scroll_offset.y
        later = [line for line in hits if line > here] if by >= 0 else [line for line in reversed(hits) if line < here]
        line = later[0] if later else (hits[0] if by >= 0 else hits[-1])
        self.detail.scroll_to(y=line, animate=False, force=True)

    # --- console ---

    def time_changed(self) -> None:
        self._end_queries(self.desk.as_of)
        self._ask(self.watcher.items, self.watcher.statements)
        self._tick()

    def _end_queries(self, at: datetime | None) -> None:
        self.watcher.ask(replace(self.watcher.items, until=at), replace(self.watcher.statements, until=at))

    def action_refresh_feeds(self) -> None:
        if self.desk.offline:
            self.say("offline by choice: no host is contacted", "warn")
            return
        self.write(lambda store: store.ask("poll", "", self.desk.clock()), self._ask_poller())

    def action_feeds(self) -> None:
        self.push_screen(FeedsScreen(self.desk))

    def action_help(self) -> None:
        self.push_screen(HelpScreen(self.desk.options.settings.keys))

    def action_close(self) -> None:
        screen = self.screen_stack[0]
        if self.detail.shown:
            self._close_detail()
        elif screen.has_class("-zoom"):
            screen.remove_class("-zoom")
        elif narrowing_words(self.watcher.items) or narrowing_words(self.watcher.statements):
            at = self.desk.as_of
            self._ask(ItemQuery(until=at), StatementQuery(until=at))
        else:
            now = asyncio.get_running_loop().time()
            if now < self._quit_until:
                self.exit(0)
                return
            self._quit_until = now + _QUIT_SECONDS
            self.say("q once more quits", "warn")

    def action_escape(self) -> None:
        if self.detail.shown or narrowing_words(self.watcher.items) or narrowing_words(self.watcher.statements):
            self.action_close()
        elif self.screen_stack[0].has_class("-zoom"):
            self.action_zoom()

    def back_to_list(self) -> None:
        self._body(self._at).focus()

    def say(self, words: str, name: str = "") -> None:
        if not words:
            return
        line = self.query_one(HintLine)
        line.say(words, name)
        if self._quiet is not None:
            self._quiet.stop()
        self._quiet = self.set_timer(_SAY_SECONDS, lambda: line.say(""))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        for one in KEYS:
            if one.id not in ("palette", "escape"):
                yield SystemCommand(
                    one.words.capitalize(), f"{one.group}: {one.shown or one.keys}", self._runner(one.action)
                )
        for name in sorted(self.available_themes):
            yield SystemCommand(f"Theme {name}", "how the console looks", self._themer(name))

    def _runner(self, action: str) -> Callable[[], Any]:
        return lambda: self.run_action(action)

    def _themer(self, name: str) -> Callable[[], None]:
        return lambda: setattr(self, "theme", name)

    def watch_theme(self) -> None:
        if self._news is not None:
            for rows in (self.wire, self.statements):
                rows.forget()
            self.tariffs.tick()
            self.detail.rebuild()


def desk_keys(changed: dict[str, str]) -> dict[str, str]:
    """Gives the keymap of the config's [keys]."""
    return dict(changed)


def _ago(now: datetime, then: datetime) -> str:
    seconds = max(0, int((now - then).total_seconds()))
    if seconds < 60:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 3600 else f"{seconds // 3600} h"
