"""The line a person writes on: search, filter, note, tags, file name, date."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input, Label

from tradewatch.tui.edges import HintLine
from tradewatch.tui.guarded import Outlasting
from tradewatch.tui.keymap import bindings
from tradewatch.tui.keys import Scope

__all__ = ["Prompt"]


class WrittenLine(Input):
    """One more letter in it is no other layout of the screen."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def watch_virtual_size(self, size: Size) -> None:
        self._scroll_update(size)


class Prompt(Outlasting, Horizontal):
    """Shown over the hint line while something is asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.PROMPT)]

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self._done: Callable[[str], None] | None = None
        self._typed: Callable[[str], None] | None = None
        self._left: Callable[[], None] | None = None
        self._check: Callable[[str], tuple[int, str] | None] | None = None
        self._hint = ""

    def compose(self) -> ComposeResult:
        yield Label("", id="prompt-words", markup=False)
        yield WrittenLine(id="prompt-input", compact=True, select_on_focus=False)

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
        check: Callable[[str], tuple[int, str] | None] | None = None,
        hint: str = "",
    ) -> None:
        """Asks; `done` gets the answer, `typed` each state of it on the way, `left` is called where it is given up.

        `check` says where an answer is wrong and why: then the line stays open. With a `hint` the hint line stays
        below, and takes what `note` says.
        """
        self._done, self._typed, self._left, self._check, self._hint = done, None, left, check, hint
        self.query_one("#prompt-words", Label).update(f" {words} ")
        field = self.query_one("#prompt-input", Input)
        field.value = value
        field.cursor_position = len(value)
        self.add_class("-open")
        self.screen.add_class("-asking")
        self.screen.set_class(bool(hint), "-noting")
        self.note("")
        # at once, not with the next refresh: the next key may be here already, and it belongs to this line
        self.display = True
        self.screen.set_focus(field, scroll_visible=False)
        self._typed = typed

    def note(self, words: str, name: str = "") -> None:
        """Says what is wrong with what is being written, or what it could go on with; "" is the hint."""
        if self._hint:
            self.screen.query_one(HintLine).say(words or self._hint, name or ("" if words else "dim"))

    def close(self) -> None:
        """Puts the line away."""
        if self._hint:
            self._hint = ""
            self.screen.query_one(HintLine).say("")
        self._typed = None
        self.remove_class("-open")
        self.display = False
        self.screen.remove_class("-asking", "-noting")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._typed is not None and self.open:
            self._typed(event.value)

    def submit(self) -> None:
        """Hands the answer over, at once: the next key may be here already."""
        field = self.query_one("#prompt-input", Input)
        value = field.value
        wrong = self._check(value) if self._check is not None else None
        if wrong is not None:
            field.cursor_position = wrong[0]
            self.note(wrong[1], "bad")
            return
        done, self._done = self._done, None
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
