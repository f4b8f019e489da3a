"""Words that were copied, in full and without a frame, so that a mouse can take them where the clipboard is not."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from tradewatch.clean import clean_text
from tradewatch.tui.edges import HintLine
from tradewatch.tui.keymap import Keymap, bindings
from tradewatch.tui.keys import Scope
from tradewatch.tui.look import tone
from tradewatch.tui.pane import PaneHead
from tradewatch.tui.screens.over import Over
from tradewatch.tui.scroll import Scrolled
from tradewatch.tui.wrap import wrapped

__all__ = ["CopiedScreen"]

_EDGES = 3
"""Lines of the screen that the words leave: the edge above, the hints, and one of what is below."""


class _Words(Scrolled):
    def __init__(self, words: str) -> None:
        super().__init__(id="copied-words")
        self._words = words

    def build(self, width: int) -> list[Text]:
        return wrapped(Text(clean_text(self._words), tone("strong", self._look)), width)


class CopiedScreen(Over):
    """Stands at the bottom until a key is pressed; keys that scroll do that."""

    place = Scope.COPIED
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.COPIED)]

    def __init__(self, title: str, words: str, keymap: Keymap) -> None:
        super().__init__()
        self._title, self._words, self._keymap = title, words, keymap

    def compose(self) -> ComposeResult:
        yield PaneHead(0, self._title)
        yield _Words(self._words)
        yield HintLine(self._keymap.hints(self.place))

    def begin(self) -> None:
        self.query_one(PaneHead).say(right="any key closes · the mouse with Shift takes words")
        self._fit()
        self.query_one(_Words).focus()

    def on_resize(self) -> None:
        if self.stands:
            self._fit()

    def _fit(self) -> None:
        words, (width, height) = self.query_one(_Words), self.app.size
        count = len(wrapped(Text(clean_text(self._words)), max(width - 1, 1)))
        words.styles.height = max(1, min(count, height - _EDGES))

    def take_other(self, event: events.Key) -> bool:
        self.dismiss(None)
        return True
