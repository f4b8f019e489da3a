"""Help: the keys of the place it was opened over, then every key; a line that is chosen is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType

from tradewatch.tui.edges import HintLine
from tradewatch.tui.keylines import HelpLine, help_lines
from tradewatch.tui.keymap import Keymap, bindings
from tradewatch.tui.keys import Scope
from tradewatch.tui.linelist import LineList
from tradewatch.tui.look import cut, pad, tone
from tradewatch.tui.pane import Pane
from tradewatch.tui.screens.over import Over

__all__ = ["HelpList", "HelpScreen"]

_KEYS, _ID = 16, 20
"""Cells of the keys, and of the id on the right where there is room for it."""
_ID_FROM = 76


class HelpList(LineList[HelpLine]):
    """A line an action; headings and marks between."""

    def __init__(self, lines: Sequence[HelpLine]) -> None:
        super().__init__(id="help-list")
        self._lines = lines

    def load(self, ids: Sequence[int]) -> Mapping[int, HelpLine]:
        return {number: self._lines[number] for number in ids}

    def draw(self, record: HelpLine, width: int) -> list[Text]:
        look = self._look
        if record.heading:
            return [Text(cut(record.words, width), tone("strong", look), no_wrap=True, end="")]
        room = width - _KEYS - 2 - (_ID if width >= _ID_FROM else 0)
        text = Text("  ", no_wrap=True, end="")
        text.append(pad(record.keys, _KEYS), tone("frame-focus", look))
        text.append(pad(cut(record.words, room - 1), room), tone("", look))
        text.append(record.id if width >= _ID_FROM else "", tone("dim", look))
        return [text]


class HelpScreen(Over):
    """Gives the id of the action that was chosen; None where none was."""

    place = Scope.HELP
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.HELP)]

    def __init__(self, keymap: Keymap, here: tuple[Scope, ...]) -> None:
        super().__init__()
        self._keymap = keymap
        self._lines = help_lines(keymap, here)

    def compose(self) -> ComposeResult:
        yield Pane(0, "Keys", HelpList(self._lines), id="help-pane")
        yield HintLine(self._keymap.hints(Scope.HELP))

    def begin(self) -> None:
        rows = self.query_one(HelpList)
        rows.show(range(len(self._lines)))
        rows.cursor = 1  # below the heading
        rows.focus()
        self.query_one(Pane).head.say(right='changed in the config: [keys] id = "key"')

    async def action_help(self) -> None:
        self.dismiss(None)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        line = self._lines[event.list.cursor]
        if line.id:
            self.dismiss(line.id)

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        event.stop()
