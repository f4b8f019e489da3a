"""The screen with the panes."""

from __future__ import annotations

from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from tradewatch.tui.guarded import Outlasting

__all__ = ["ConsoleScreen"]


class ConsoleScreen(Outlasting, Screen[None], inherit_bindings=False):
    """The screen with the panes; Tab and all other keys are the console's own, and so is who has the keys at first."""

    AUTO_FOCUS = None
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As the library has it, but the screen is not drawn anew for it: a change of pane cost 36 kB (measured)."""
