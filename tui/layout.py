"""Which panes stand where, which of them has the keys, and the open detail."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.screen import Screen
from textual.widget import Widget

from tradewatch.records import Statement, Story
from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.consolescreen import ConsoleScreen
from tradewatch.tui.linelist import LineList
from tradewatch.tui.pane import PaneHead
from tradewatch.tui.panes.truce import TruceLines
from tradewatch.tui.toosmall import LEAST

__all__ = ["Layout"]


_WIDE, _MIDDLE, _ROWS = 120, 80, 24
"""Columns from which all panes, then two lists, have room; rows below which one pane stands alone."""
_WHERE = frozenset(("-tariffs", "-statements", *(f"-at{number}" for number in range(1, 6))))
_KINDS = frozenset(("-small", "-middle", "-wide"))
_MANAGED = _WHERE | _KINDS | {"-tiny"}
"""Classes of the screen that this file sets."""


class Layout(ConsoleBase):
    """Which panes stand where, which of them has the keys, and the open detail."""

    _from: int = 4
    """The pane that the detail was opened from."""

    def get_default_screen(self) -> Screen[Any]:
        """Gives the screen as the terminal wants it, so that it is styled once."""
        return ConsoleScreen(id="_default", classes=" ".join(self._wanted_classes()))

    def _wanted_classes(self) -> set[str]:
        width, height = self.size
        small = width < _MIDDLE or height < _ROWS
        kind = "-small" if small else ("-wide" if width >= _WIDE else "-middle")
        tiny = {"-tiny"} if width < LEAST[0] or height < LEAST[1] else set()
        return tiny | {kind, f"-at{self.at}", "-tariffs" if self.at == 3 else "-statements"}

    def lay_out(self) -> None:
        if self.taken_down:
            return
        wanted, screen = self._wanted_classes(), self.screen_stack[0]
        kind = next(iter(wanted & _KINDS))
        if kind == "-wide" and not screen.has_class("-zoom") and kind in screen.classes:
            # nothing there depends on which pane has the keys: a change would draw all of them anew
            wanted = (wanted - _WHERE) | (screen.classes & _WHERE)
        kept = screen.classes - _MANAGED
        if screen.classes != kept | wanted:  # all at once: each change of a class styles every widget anew
            screen.set_classes(kept | wanted)
        self.size_panes()
        self.heads()
        self.hint()

    def body(self, number: int) -> Widget:
        return {1: self.truce, 2: self.statements, 3: self.tariffs, 4: self.wire, 5: self.detail}[number]

    def action_pane(self, number: int) -> None:
        if self.screen_stack[0].has_class("-detail") and number != 5:
            self.close_detail()
        self.at = number
        self.lay_out()
        self.give_keys(self.body(number))

    def action_next_pane(self, by: int) -> None:
        numbers = [1, 2, 3, 4] if not self.detail.shown else [self._from, 5]
        here = numbers.index(self.at) if self.at in numbers else 0
        number = numbers[(here + by) % len(numbers)]
        self.at = number
        self.lay_out()
        self.give_keys(self.body(number))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if event.widget is not self.screen_stack[0].focused:
            return  # the keys have gone on meanwhile
        for number in range(1, 6):
            if event.widget is self.body(number) and number != self.at:
                self.at = number
                self.lay_out()

    def on_pane_head_clicked(self, event: PaneHead.Clicked) -> None:
        if not event.pane.number and event.pane.body is not self.detail:
            return  # of a screen over the console
        self.at = event.pane.number or 5
        self.lay_out()
        self.give_keys(event.pane.body)
        if event.action:
            self.do(event.action, self.screen)
        elif event.twice:
            self.action_zoom()

    def action_zoom(self) -> None:
        self.screen_stack[0].toggle_class("-zoom")
        self.lay_out()

    def give_keys(self, widget: Widget) -> None:
        super().give_keys(widget)
        if isinstance(widget, LineList):
            widget.have_rows()

    def list_number(self) -> int:
        return self._from if self.at == 5 else self.at

    def selected(self) -> Story | Statement | None:
        if self.at == 5 and self.detail.followed:
            return self.detail.record()
        at = self.list_number()
        if at == 2:
            return self.statements.record(self.statements.current)
        if at == 4:
            return self.wire.record(self.wire.current)
        return None

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        if self.detail.shown and event.list is self._detail_list():
            self._fill_detail(event.list)

    def _detail_list(self) -> LineList[Any] | None:
        """The list that the open detail belongs to; None for the truce, which is no list."""
        lists: dict[int, LineList[Any]] = {2: self.statements, 3: self.tariffs, 4: self.wire}
        return lists.get(self._from)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        if event.list is self.tariffs and self.tariffs.opens in ("", "proposals"):
            if self.tariffs.opens:
                self.action_proposals()
            return
        if self.detail.shown:
            self.action_next_pane(1)
            return
        self.open_from({self.statements: 2, self.tariffs: 3}.get(event.list, 4))

    def on_truce_lines_chosen(self, event: TruceLines.Chosen) -> None:
        if self.detail.shown:
            self.action_next_pane(1)
            return
        self.open_from(1)

    def open_from(self, number: int) -> None:
        """Opens what the cursor of a pane stands on, beside or over its list."""
        screen = self.screen_stack[0]
        screen.set_class(True, "-detail")
        for one in range(1, 5):
            screen.set_class(number == one, f"-from{one}")
        self._from = number
        self.size_panes()
        self._fill_detail(self._detail_list())
        key = self.keymap.first
        links = f" · {key('link.next')} next link" if number in (2, 4) else ""
        self.head("detail").say("", f"{key('close')} closes · {key('pane.next')} goes in{links}")
        if number == 1 or not screen.has_class("-wide"):
            self.at = 5
            self.lay_out()
            self.give_keys(self.detail)

    def _fill_detail(self, rows: LineList[Any] | None) -> None:
        if rows is None:
            self.detail.open_book("truce")
            return
        if rows is self.tariffs:
            if self.tariffs.opens not in ("", "proposals"):
                self.detail.open_book(self.tariffs.opens)
            return
        current = rows.current
        if current is None:
            return
        if rows is self.statements:
            self.detail.open_statement(current)
            return
        self.detail.open_story(current)
        record = self.wire.record(current)
        if record is not None and record.unread and self.desk.as_of is None:
            self.mark_read(current)

    def close_detail(self) -> None:
        screen = self.screen_stack[0]
        number = self._from
        screen.remove_class("-detail", "-from1", "-from2", "-from3", "-from4")
        self.detail.close()
        self.at = number
        self.lay_out()
        self.give_keys(self.body(number))

    def action_open(self) -> None:
        focused = self.focused
        if isinstance(focused, LineList | TruceLines):
            focused.action_choose()

    def back_to_list(self) -> None:
        self.give_keys(self.body(self.at))
