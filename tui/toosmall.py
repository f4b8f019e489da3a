"""What stands there where the terminal has no room for a pane."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tradewatch.tui.look import cut

__all__ = ["LEAST", "TooSmall"]

LEAST = (40, 10)
"""Columns and rows that a pane needs."""


class TooSmall(Widget):
    """Shown alone; nothing is lost meanwhile, and all is back with the room."""

    DEFAULT_CSS = "TooSmall { display: none; height: 1fr; width: 1fr; }"

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        columns, rows = self.app.size
        lines = (f"too small: {columns}x{rows}", f"tradewatch needs {LEAST[0]}x{LEAST[1]}", "q q quits")
        words = lines[y] if y < len(lines) else ""
        return Strip([Segment(cut(words, width), base)]).adjust_cell_length(width, base)
