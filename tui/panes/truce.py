"""Pane 1: how long the truce has left."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tradewatch.book.words import TruceWords, truce_words
from tradewatch.tui.desk import Desk
from tradewatch.tui.look import cut, line_text, tone

__all__ = ["TruceLines"]


class TruceLines(Widget, can_focus=True):
    """The countdown, what returns at the end, the next deadline; drawn anew only when a word changes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="truce")
        self._desk = desk
        self.words: TruceWords = truce_words(desk.book, desk.now(), desk.zone)

    def tick(self) -> bool:
        """Works the words out anew; gives whether they changed."""
        words = truce_words(self._desk.book, self._desk.now(), self._desk.zone)
        if words == self.words:
            return False
        self.words = words
        self.refresh()
        return True

    def render_line(self, y: int) -> Strip:
        width, dark = self.size.width, self.app.current_theme.dark
        lines = self.words.lines
        if y >= len(lines):
            return Strip.blank(width, self.rich_style)
        text = line_text(lines[y], dark)
        if text.cell_len > width:
            text = line_text(_fitted(lines[y], width), dark)
        segments = [
            Segment(one.text, self.rich_style + one.style if isinstance(one.style, type(tone(""))) else self.rich_style)
            for one in text.render(self.app.console)
        ]
        return Strip(segments).adjust_cell_length(width, self.rich_style)


def _fitted(line: tuple[tuple[str, str], ...], width: int) -> tuple[tuple[str, str], ...]:
    """Cuts a line to the width, its last words first."""
    fitted: list[tuple[str, str]] = []
    for words, name in line:
        used = sum(len(one) for one, _ in fitted)
        fitted.append((cut(words, width - used), name))
    return tuple(fitted)
