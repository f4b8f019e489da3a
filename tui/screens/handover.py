"""The handover over the console: what came and was done since a person last looked, to read, copy and pass on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType

from tradewatch.tui.edges import HintLine
from tradewatch.tui.keymap import Keymap, bindings
from tradewatch.tui.keys import Scope
from tradewatch.tui.linelist import LineList
from tradewatch.tui.look import line_text
from tradewatch.tui.pane import Pane
from tradewatch.tui.prompt import Prompt
from tradewatch.tui.screens.over import Over
from tradewatch.tui.wrap import wrapped_words

if TYPE_CHECKING:
    from tradewatch.storage.export.handoverlines import HandoverLine

__all__ = ["Hander", "HandoverList", "HandoverScreen"]

Row = tuple[Text, str]
"""A line as wide as the pane, and the id of what it stands for."""


class Hander(Protocol):
    """What the console does for this screen."""

    def read_handover(self, since: str) -> None: ...

    def copy_handover(self) -> None: ...

    def write_handover(self, name: str) -> None: ...

    def handover_name(self) -> str: ...


class HandoverList(LineList[Row]):
    """Lines of any length, folded to the pane; the cursor stays on its line when the pane changes its width."""

    def __init__(self) -> None:
        super().__init__(id="handover-list")
        self._lines: Sequence[HandoverLine] = ()
        self._rows: list[Row] = []
        self._starts: list[int] = []
        """The first row of each line."""
        self._width = 0
        self.empty = ("reading…",)

    def put(self, lines: Sequence[HandoverLine]) -> None:
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
                (text, one.target) for text in folded(line_text(one.line, self._look), one.indent, self._width)
            ]


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
        yield Pane(0, "Handover", HandoverList(), id="handover-pane")
        yield Prompt()
        yield HintLine(self._keymap.hints(self.place), self._keymap.first("help"))

    def begin(self) -> None:
        self.query_one(HandoverList).focus()
        if self._lines is not None:
            self.put(self._lines)

    def put(self, lines: Sequence[HandoverLine]) -> None:
        """Shows these lines, as soon as there is a place for them."""
        self._lines = lines
        if not self.stands:
            return
        self.query_one(HandoverList).put(lines)
        self.query_one("#handover-pane", Pane).head.say(
            right=f"{self._keymap.first('list.open')} goes to a story or statement"
        )

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        target = self.query_one(HandoverList).target()
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
        self.set_focus(self.query_one(HandoverList), scroll_visible=False)


def folded(text: Text, indent: int, width: int) -> list[Text]:
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
