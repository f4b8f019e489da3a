"""Wearing a theme: which are there, what reaches the terminal of their colours, and the change while running."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter, Monochrome, NoColor

from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.linelist import LineList
from tradewatch.tui.scroll import Scrolled
from tradewatch.tui.themes import THEMES, first_theme

__all__ = ["Wearing"]


_OWN = Style(color="default", bgcolor="default", reverse=True)
_BRIGHT = Style(dim=False)


@lru_cache(maxsize=1024)
def _on_own_ground(style: Style) -> Style:
    if style.bgcolor is not None and not style.bgcolor.is_default:
        style += _OWN
    return style + _BRIGHT if style.dim else style


class OwnGround(LineFilter):
    """Reverses what would stand on a ground other than the terminal's; without colours takes them off.

    Textual's own filter for NO_COLOR makes greys in true colour of them.
    """

    def __init__(self, *, colours: bool) -> None:
        super().__init__()
        self._colours = colours

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        styled = [(words, style and _on_own_ground(style), control) for words, style, control in segments]
        if not self._colours:
            styled = [(words, style and style.without_color, control) for words, style, control in styled]
        return [Segment(*one) for one in styled]


_FILTERS = {name: OwnGround(colours=name != "mono") for name, look in THEMES.items() if look.plain}


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

    def refresh_css(self, animate: bool = True) -> None:
        """Before the first screen nothing is styled: the sheet is parsed with that, once, in the theme's colours."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        if self.theme in _FILTERS:
            return [_FILTERS[self.theme]]
        return [one for one in super().get_line_filters() if not isinstance(one, Monochrome | NoColor)]

    def watch_theme(self) -> None:
        self.no_color = self.theme == "mono"
        if self.news is None:
            return
        for screen in self.screen_stack:
            for widget in screen.walk_children():
                if isinstance(widget, LineList):
                    widget.forget()
                elif isinstance(widget, Scrolled):
                    widget.rebuild()
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
