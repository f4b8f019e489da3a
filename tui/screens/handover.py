"""The handover over the console: what came and was done since a person last looked, to read, copy and pass on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import BindingType

from tradewatch.tui.edges import HintLine
from tradewatch.tui.foldedlist import FoldedList
from tradewatch.tui.keymap import Keymap, bindings
from tradewatch.tui.keys import Scope
from tradewatch.tui.linelist import LineList
from tradewatch.tui.pane import Pane
from tradewatch.tui.prompt import Prompt
from tradewatch.tui.screens.over import Over

if TYPE_CHECKING:
    from tradewatch.storage.export.handoverlines import HandoverLine

__all__ = ["Hander", "HandoverScreen"]


class Hander(Protocol):
    """What the console does for this screen."""

    def read_handover(self, since: str) -> None: ...

    def copy_handover(self) -> None: ...

    def write_handover(self, name: str) -> None: ...

    def handover_name(self) -> str: ...


class HandoverScreen(Over):
    """Gives the id of the story, item or statement that a person wants to go to."""

    place = Scope.HANDOVER
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.HANDOVER)]

    def __init__(self, keymap: Keymap, hander: Hander) -> None:
        super().__init__()
        self._keymap = keymap
        self._hander = hander
        self._lines: Sequence[HandoverLine] | None = None
        """None until they are read."""

    def compose(self) -> ComposeResult:
        yield Pane(0, "Handover", FoldedList("handover-list"), id="handover-pane")
        yield Prompt()
        yield HintLine(self._keymap.hints(self.place), self._keymap.first("help"))

    def begin(self) -> None:
        self.query_one(FoldedList).focus()
        if self._lines is not None:
            self.put(self._lines)

    def put(self, lines: Sequence[HandoverLine]) -> None:
        """Shows these lines, as soon as there is a place for them."""
        self._lines = lines
        if not self.stands:
            return
        self.query_one(FoldedList).put(lines)
        self.query_one("#handover-pane", Pane).head.say(
            right=f"{self._keymap.first('list.open')} goes to a story or statement"
        )

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        target = self.query_one(FoldedList).target()
        if target:
            self.dismiss(target)
        else:
            self.query_one(HintLine).say("this line stands for no story or statement", "warn")

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        event.stop()

    def action_handover(self) -> None:
        self.dismiss(None)

    def action_copy_all(self) -> None:
        self._hander.copy_handover()

    def action_since(self) -> None:
        words = "since when (18:02, 12h, 3d, yesterday, 2026-11-01; empty: your last visit):"
        self._ask(words, self._hander.read_handover, "")

    def action_write(self) -> None:
        self._ask("write the handover to (md, html, txt):", self._hander.write_handover, self._hander.handover_name())

    def _ask(self, words: str, then: Callable[[str], None], value: str) -> None:
        def done(answer: str) -> None:
            self._back()
            then(answer.strip())

        self.query_one(Prompt).ask(words, done, value=value, left=self._back)

    def _back(self) -> None:
        self.set_focus(self.query_one(FoldedList), scroll_visible=False)
