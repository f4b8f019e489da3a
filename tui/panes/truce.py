"""Pane 1: how long the truce has left."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tradewatch.book.trucewords import TruceWords, truce_words
from tradewatch.book.words import Line, plain
from tradewatch.tui.desk import Desk
from tradewatch.tui.guarded import Guarded
from tradewatch.tui.keymap import bindings
from tradewatch.tui.keys import Scope
from tradewatch.tui.look import cut, line_text, look_of
from tradewatch.tui.wrap import wrapped

__all__ = ["TruceLines"]


class TruceLines(Guarded, Widget, can_focus=True):
    """The countdown, what returns at the end, the next deadline; drawn anew only when a word changes."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.TRUCE)]

    class Chosen(Message):
        """The truce in full is to be opened."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="truce")
        self._desk = desk
        self.words = TruceWords("", "", "", False, (("", ""),), (), ())
        with self.guarding():
            self.words = truce_words(desk.book, desk.now(), desk.zone)

    def tick(self) -> bool:
        """Works the words out anew; gives whether they changed."""
        before = self.words
        with self.guarding():
            self.words = self._fitting()
        if self.words == before:
            return False
        self.refresh()
        return True

    def anew(self) -> None:
        self.words = self._fitting()

    def on_resize(self) -> None:
        self.tick()

    def action_choose(self) -> None:
        self.hand_up(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        if event.chain > 1:
            self.action_choose()

    def _fitting(self) -> TruceWords:
        """With the desk's own clock where the line has room for it."""
        desk = self._desk
        words = truce_words(desk.book, desk.now(), desk.zone)
        if len(plain(words.countdown)) > self.size.width:
            words = truce_words(desk.book, desk.now(), short=True)
        return words

    def paint_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        lines = self._lines(width)
        if y >= len(lines):
            return Strip.blank(width, base)
        pieces = lines[y].render(self.app.console)
        segments = [Segment(one.text, base + one.style if one.style else base) for one in pieces]
        return Strip(segments).adjust_cell_length(width, base)

    def _lines(self, width: int) -> list[Text]:
        """Broken between words where the pane is high enough, else each line cut at its end."""
        look = look_of(self.app)
        broken = [piece for line in self.words.lines for piece in wrapped(line_text(line, look), width)]
        if len(broken) <= self.size.height:
            return broken
        return [line_text(_cut(line, width), look) for line in self.words.lines]


def _cut(line: Line, width: int) -> Line:
    """Cuts a line to the width, its last words first; a remark at its end stands whole or not at all."""
    kept: list[tuple[str, str]] = []
    for words, name in line:
        used = sum(len(one) for one, _ in kept)
        if kept and name == "dim" and used + len(words) > width:
            break
        kept.append((cut(words, width - used), name))
    return tuple(kept)
