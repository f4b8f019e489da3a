"""A few names of which one is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType

from tradewatch.clean import clean_line
from tradewatch.tui.edges import HintLine
from tradewatch.tui.keymap import Keymap, bindings
from tradewatch.tui.keys import Scope
from tradewatch.tui.linelist import LineList
from tradewatch.tui.look import cut, tone
from tradewatch.tui.pane import Pane
from tradewatch.tui.screens.over import Over

__all__ = ["ChoiceScreen"]

_MOST = 12
"""Lines of the list; it scrolls from there."""


class _Names(LineList[str]):
    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(id="choice-list")
        self._names = names

    def load(self, ids: Sequence[int]) -> Mapping[int, str]:
        return {number: self._names[number] for number in ids}

    def draw(self, record: str, width: int) -> list[Text]:
        return [Text(cut(clean_line(record), width), tone("", self._look), no_wrap=True, end="")]


class ChoiceScreen(Over):
    """Gives the name that was chosen; None where none was."""

    place = Scope.CHOICE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.CHOICE)]

    def __init__(self, title: str, names: Sequence[str], keymap: Keymap) -> None:
        super().__init__()
        self._title, self._names, self._keymap = title, names, keymap

    def compose(self) -> ComposeResult:
        pane = Pane(0, self._title, _Names(self._names), id="choice-pane")
        pane.styles.height = min(len(self._names), _MOST) + 2
        yield pane
        yield HintLine(self._keymap.hints(self.place))

    def begin(self) -> None:
        rows = self.query_one(_Names)
        rows.show(range(len(self._names)))
        rows.focus()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.dismiss(self._names[event.list.cursor])

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        event.stop()
