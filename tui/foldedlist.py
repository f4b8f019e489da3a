"""A list of lines of any length, folded to the pane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from rich.text import Text

from tradewatch.book.words import Line
from tradewatch.tui.linelist import LineList
from tradewatch.tui.look import line_text
from tradewatch.tui.wrap import wrapped_words

__all__ = ["Foldable", "FoldedList"]

Row = tuple[Text, str]
"""A line as wide as the pane, and the id of what it stands for."""


class Foldable(Protocol):
    """What a line says of itself."""

    @property
    def line(self) -> Line: ...

    @property
    def indent(self) -> int:
        """Cells from the edge at which what does not fit goes on."""

    @property
    def target(self) -> str:
        """Id of what it stands for, "" where it stands for nothing."""

    @property
    def head(self) -> bool:
        """Whether an empty line stands before it."""


class FoldedList(LineList[Row]):
    """The cursor stays on its line when the pane changes its width."""

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self._lines: Sequence[Foldable] = ()
        self._rows: list[Row] = []
        self._starts: list[int] = []
        """The first row of each line."""
        self._width = 0
        self.empty = ("reading…",)

    def put(self, lines: Sequence[Foldable]) -> None:
        """Shows these from the top."""
        self._lines = lines
        self._fold()
        self.show(range(len(self._rows)), keep=False)

    def load(self, ids: Sequence[int]) -> Mapping[int, Row]:
        return {number: self._rows[number] for number in ids if number < len(self._rows)}

    def draw(self, record: Row, width: int) -> list[Text]:
        return [record[0]]

    def on_resize(self) -> None:
        width = self.row_width
        if width != self._width and self._lines:
            line = sum(1 for start in self._starts if start <= self.cursor) - 1
            self._fold()
            self.show(range(len(self._rows)), keep=False)
            self.go(self._starts[max(line, 0)])
        super().on_resize()

    def target(self) -> str:
        """Gives the id of what the line under the cursor stands for, "" where it stands for nothing."""
        return self._rows[self.cursor][1] if self.cursor < len(self._rows) else ""

    def _fold(self) -> None:
        self._width = self.row_width
        self._rows, self._starts = [], []
        for one in self._lines:
            if one.head:
                self._rows.append((Text("", end=""), ""))
            self._starts.append(len(self._rows))
            self._rows += [
                (text, one.target) for text in _folded(line_text(one.line, self._look), one.indent, self._width)
            ]


def _folded(text: Text, indent: int, width: int) -> list[Text]:
    """Gives the lines that a text takes; all but the first begin `indent` cells from the edge, narrow panes less far."""
    if text.cell_len <= width:
        return [text]
    plain = text.plain
    lead = len(plain) - len(plain.lstrip(" "))
    room = max(width - max(indent, lead), width // 2, 1)
    lines = []
    for number, (start, end) in enumerate(wrapped_words(plain[lead:], room)):
        line = Text(" " * (min(lead, width - room) if number == 0 else width - room), no_wrap=True, end="")
        line.append_text(text[lead + start : lead + end])
        lines.append(line)
    return lines
