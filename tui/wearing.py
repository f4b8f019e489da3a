"""Wearing a theme: which are there, what reaches the terminal of their colours, and the change while running."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter, Monochrome, NoColor

from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.linelist import LineList
from tradewatch.tui.scroll import Scrolled
from tradewatch.tui.themes import THEMES, first_theme

__all__ = ["Wearing"]


class Colourless(LineFilter):
    """Takes the colours off. Textual's own for NO_COLOR makes greys in true colour of them."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(words, style and style.without_color, control) for words, style, control in segments]


_COLOURLESS = Colourless()


class Wearing(ConsoleBase):
    """The console's themes are ours alone."""

    def wear(self, wanted: str) -> None:
        """Puts on the first theme; `wanted` is the config's, "" where it names none."""
        for look in THEMES.values():
            self.register_theme(look.theme)
        self.theme = first_theme(wanted, os.environ, _terminal_colours())
        self.no_color = self.theme == "mono"
        for name in self.available_themes.keys() - THEMES:
            self.unregister_theme(name)

    def get_line_filters(self) -> Sequence[LineFilter]:
        if self.theme == "mono":
            return [_COLOURLESS]
        return [one for one in super().get_line_filters() if not isinstance(one, Monochrome | NoColor)]

    def watch_theme(self) -> None:
        self.no_color = self.theme == "mono"
        if self.news is None:
            return
        for screen in self.screen_stack:
            for rows in screen.query(LineList):
                rows.forget()
            for text in screen.query(Scrolled):
                text.rebuild()
            for widget in screen.walk_children():
                widget.refresh()
        self.tariffs.tick()


def _terminal_colours() -> int | None:
    """Gives how many colours the terminal's description has; None where there is no description."""
    try:
        import curses

        curses.setupterm(fd=sys.__stdout__.fileno() if sys.__stdout__ else 1)
        return max(curses.tigetnum("colors"), 0)
    except (ImportError, OSError, ValueError):
        return None
    except curses.error:
        return None
