"""The line a person writes on: search, filter, note, tags, file name, date."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Label

from tradewatch.tui.keymap import bindings
from tradewatch.tui.keys import Scope

__all__ = ["Prompt"]


class Prompt(Horizontal):
    """Shown over the hint line while something is asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.PROMPT)]

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self._done: Callable[[str], None] | None = None
        self._typed: Callable[[str], None] | None = None
        self._left: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        yield Label("", id="prompt-words", markup=False)
        yield Input(id="prompt-input", compact=True, select_on_focus=False)

    @property
    def open(self) -> bool:
        return self.has_class("-open")

    def ask(
        self,
        words: str,
        done: Callable[[str], None],
        *,
        value: str = "",
        typed: Callable[[str], None] | None = None,
        left: Callable[[], None] | None = None,
    ) -> None:
        """Asks; `done` gets the answer, `typed` each state of it on the way, `left` is called where it is given up."""
        self._done, self._typed, self._left = done, None, left
        self.query_one("#prompt-words", Label).update(f" {words} ")
        field = self.query_one("#prompt-input", Input)
        field.value = value
        field.cursor_position = len(value)
        self.add_class("-open")
        self.screen.add_class("-asking")
        # at once, not with the next refresh: the next key may be here already, and it belongs to this line
        self.display = True
        self.screen.set_focus(field, scroll_visible=False)
        self._typed = typed

    def close(self) -> None:
        """Puts the line away."""
        self._typed = None
        self.remove_class("-open")
        self.display = False
        self.screen.remove_class("-asking")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._typed is not None and self.open:
            self._typed(event.value)

    def submit(self) -> None:
        """Hands the answer over, at once: the next key may be here already."""
        done, self._done = self._done, None
        value = self.query_one("#prompt-input", Input).value
        self.close()
        if done is not None:
            done(value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.submit()

    def action_give_up(self) -> None:
        left, self._left = self._left, None
        self.close()
        if left is not None:
            left()
