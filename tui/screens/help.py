"""Help: every key, by group."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tradewatch.tui.keys import KEYS
from tradewatch.tui.look import tone
from tradewatch.tui.pane import Pane
from tradewatch.tui.scroll import Scrolled

__all__ = ["HelpScreen"]

_LISTS = (
    ("j k ↓ ↑", "next, previous"),
    ("g G", "first, last"),
    ("ctrl+d ctrl+u", "page down, page up"),
    ("Enter", "open; in an open detail: go into it"),
)


class HelpText(Scrolled):
    def __init__(self, changed: dict[str, str]) -> None:
        super().__init__(id="help-text")
        self._changed = changed

    def build(self, width: int) -> list[Text]:
        look = self._look
        lines = [Text("In every list and text", tone("strong", look))]
        lines += [self._line(keys, words, "") for keys, words in _LISTS]
        for group in dict.fromkeys(one.group for one in KEYS):
            lines += [Text(""), Text(group, tone("strong", look))]
            for one in KEYS:
                if one.group == group:
                    lines.append(self._line(self._changed.get(one.id, one.shown or one.keys), one.words, one.id))
        lines += [
            Text(""),
            Text("● not seen yet   ⚑ flagged   … cut, the whole stands in the detail", tone("dim", look)),
            Text("A key is changed in the config: [keys] and the id on the right = the key.", tone("dim", look)),
        ]
        return lines

    def _line(self, keys: str, words: str, name: str) -> Text:
        text = Text(no_wrap=True, end="")
        text.append(f"  {keys:<14}", tone("frame-focus", self._look))
        text.append(f"{words:<62}", tone("", self._look))
        text.append(name, tone("dim", self._look))
        return text


class HelpScreen(ModalScreen[None]):
    """All keys over the console."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,escape,question_mark", "dismiss", "close", show=False)]

    def __init__(self, changed: dict[str, str]) -> None:
        super().__init__()
        self._changed = changed

    def compose(self) -> ComposeResult:
        pane = Pane(0, "Keys", HelpText(self._changed), id="help-pane")
        pane.head.say(right="q closes")
        yield pane

    def on_mount(self) -> None:
        self.query_one(HelpText).focus()
