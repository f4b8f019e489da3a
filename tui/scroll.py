"""A text that scrolls: built once for a width, drawn by lines."""

from __future__ import annotations

import sqlite3
from abc import abstractmethod
from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual.binding import BindingType
from textual.geometry import Size
from textual.strip import Strip

from tradewatch.tui.guarded import Guarded
from tradewatch.tui.keymap import bindings
from tradewatch.tui.keys import Scope
from tradewatch.tui.lineview import LineView
from tradewatch.tui.look import Look, harmless, look_of

__all__ = ["Scrolled"]


class Scrolled(Guarded, LineView, can_focus=True, inherit_bindings=False):
    """A subclass builds the lines."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.TEXTS)]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.lines: list[Text] = []

    @abstractmethod
    def build(self, width: int) -> list[Text]:
        """Gives the lines for a width."""

    def rebuild(self) -> None:
        """Builds the lines anew."""
        width = self.scrollable_content_region.width
        self.fault = None
        self.lines = []
        try:
            self.lines = self.build(width) if width > 1 else []
        except sqlite3.Error as error:
            self.lines = [Text(f"cannot be read: {error}", end="")]
        except Exception as error:  # noqa: BLE001 - said in the pane
            self.broke(error)
        self.virtual_size = Size(width, len(self.lines))
        self.refresh()

    def anew(self) -> None:
        self.rebuild()

    def on_resize(self) -> None:
        self.rebuild()

    def paint_line(self, y: int) -> Strip:
        width, base = self.scrollable_content_region.width, self.rich_style
        place = self.scroll_offset.y + y
        if place >= len(self.lines):
            return Strip.blank(width, base)
        segments = [
            Segment(harmless(one.text), base + one.style if one.style else base)
            for one in self.lines[place].render(self.app.console)
        ]
        return Strip(segments).adjust_cell_length(width, base)

    @property
    def _look(self) -> Look:
        return look_of(self.app)

    def action_by(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)

    def action_top(self) -> None:
        self.scroll_to(y=0, animate=False, force=True)

    def action_bottom(self) -> None:
        self.scroll_to(y=len(self.lines), animate=False, force=True)

    def action_pages(self, by: int) -> None:
        self.action_by(by * max(1, self.size.height - 2))
