"""The export over the console: the formats, how the text begins, and the line with the file's name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from tradewatch.clean import clean_text
from tradewatch.numerals import many
from tradewatch.storage.export.formats import ENDINGS, FORMATS
from tradewatch.storage.export.whole import in_folder
from tradewatch.tui.edges import HintLine
from tradewatch.tui.guarded import Guarded
from tradewatch.tui.keymap import Keymap, bindings
from tradewatch.tui.keys import Scope
from tradewatch.tui.look import cut, look_of, tone
from tradewatch.tui.pane import Pane
from tradewatch.tui.prompt import Prompt
from tradewatch.tui.screens.over import Over
from tradewatch.tui.scroll import Scrolled
from tradewatch.tui.wrap import wrapped

if TYPE_CHECKING:
    from tradewatch.tui.exporting import Looked, Part

__all__ = ["ExportScreen"]

_LETTERS = 60_000
"""Of the text that the preview shows; nobody scrolls further, and each is wrapped at every resize."""
_NAMES = tuple(FORMATS)


class _Exports(Protocol):
    """What the console does for this screen."""

    def look_at_export(self, part: Part, form: str) -> None: ...

    def write_export(self, part: Part, form: str, name: str) -> None: ...

    def copy_export(self, part: Part, form: str) -> None: ...


class _Preview(Scrolled, can_focus=False):
    """The text that would leave."""

    def __init__(self) -> None:
        super().__init__(id="export-text")
        self._text = "reading…"

    def put(self, text: str) -> None:
        self._text = clean_text(text.replace("\t", "  ")[:_LETTERS])
        self.scroll_to(y=0, animate=False, force=True)
        self.rebuild()

    def build(self, width: int) -> list[Text]:
        return wrapped(Text(self._text, tone("", self._look)), width)


class _FormatLine(Guarded, Widget):
    """The formats in a row; the one that is chosen stands in brackets."""

    DEFAULT_CSS = "_FormatLine { height: 1; }"

    class Picked(Message):
        def __init__(self, form: str) -> None:
            super().__init__()
            self.form = form

    def __init__(self) -> None:
        super().__init__(id="export-formats")
        self._form = _NAMES[0]

    def put(self, form: str) -> None:
        self._form = form
        self.refresh()

    def paint_line(self, y: int) -> Strip:
        width, look, base = self.size.width, look_of(self.app), self.rich_style
        edge = tone("frame", look)
        segments, used = [Segment("│", base + edge)], 1
        for name in _NAMES:
            here = name == self._form
            words = f"[{name}]" if here else f" {name} "
            segments.append(Segment(words, base + tone("strong" if here else "dim", look)))
            used += cell_len(words)
        words = cut(FORMATS[self._form].words, max(width - used - 3, 0))
        gap = " " * max(width - used - cell_len(words) - 2, 0)
        segments += [Segment(gap, base), Segment(words, base + tone("dim", look)), Segment(" │", base + edge)]
        return Strip(segments).adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        at = 1
        for name in _NAMES:
            at += cell_len(name) + 2
            if event.x < at:
                self.post_message(self.Picked(name))
                return


class ExportScreen(Over):
    """The line with the name has the keys: Enter writes, and its ending is the format."""

    place = Scope.EXPORT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.EXPORT)]

    def __init__(self, keymap: Keymap, exports: _Exports, parts: Sequence[Part], folder: str, name: str) -> None:
        super().__init__()
        self._keymap = keymap
        self._exports = exports
        self._parts = parts
        self._part = 0
        self._form = _NAMES[0]
        self._stem = in_folder(folder, name)

    def compose(self) -> ComposeResult:
        yield Pane(0, "Export", _Preview(), id="export-pane", line=_FormatLine())
        yield Prompt()
        yield HintLine(self._keymap.hints(self.place))

    def begin(self) -> None:
        prompt = self.query_one(Prompt)
        value = self._stem + FORMATS[self._form].ending
        prompt.ask("to the file:", self._done, value=value, typed=self._typed, left=self.action_close, hint=" ")
        self.query_one(HintLine).say("")  # the keys stay on it while a name is written
        self._look()

    def put(self, part: Part, form: str, found: Looked) -> None:
        """Shows how the export begins; what is no longer chosen came too late."""
        if not self.stands or (part, form) != (self._parts[self._part], self._form):
            return
        self.query_one(_Preview).put(_told(found.text) if form == "html" else found.text)
        more = f", the first {found.shown} here" if found.shown < found.count else ""
        counted = f"{many(found.count, found.what)}{more}"
        self.query_one("#export-pane", Pane).head.say(self._of(), right=counted)

    # --- the keys ---

    def action_format(self, by: int) -> None:
        self._choose(_NAMES[(_NAMES.index(self._form) + by) % len(_NAMES)])

    def on__format_line_picked(self, event: _FormatLine.Picked) -> None:
        event.stop()
        self._choose(event.form)

    def action_scope(self) -> None:
        if len(self._parts) == 1:
            self.query_one(HintLine).say(f"there is only this: {self._parts[0].words}", "warn")
            return
        self._part = (self._part + 1) % len(self._parts)
        self._look()

    def action_copy_all(self) -> None:
        self._exports.copy_export(self._parts[self._part], self._form)
        self.dismiss(None)

    def action_write(self) -> None:
        self.query_one(Prompt).submit()

    def action_by(self, lines: int) -> None:
        self.query_one(_Preview).action_by(lines)

    def action_pages(self, by: int) -> None:
        self.query_one(_Preview).action_pages(by)

    # --- the name ---

    def _choose(self, form: str) -> None:
        """Another format: the name ends with it now."""
        field = self.query_one("#prompt-input", Input)
        ending = _ending(field.value)
        stem = field.value.removesuffix(ending) if ending else field.value
        self._form = form
        field.value = stem + FORMATS[form].ending
        field.cursor_position = len(field.value)
        self._look()

    def _typed(self, name: str) -> None:
        ending = _ending(name)
        if ending and ENDINGS[ending.casefold()] != self._form:
            self._form = ENDINGS[ending.casefold()]
            self._look()

    def _done(self, name: str) -> None:
        """By the name as it is now: what was typed in one go has not been looked at yet."""
        self.dismiss(None)
        name = name.strip()
        ending = _ending(name)
        # a name that ends as nothing known is refused with what is; one without an ending is as shown
        form = ENDINGS[ending.casefold()] if ending else "" if Path(name).suffix else self._form
        if name:
            self._exports.write_export(self._parts[self._part], form, name)

    def _look(self) -> None:
        self.query_one(_FormatLine).put(self._form)
        self.query_one("#export-pane", Pane).head.say(self._of(), right="reading…")
        self._exports.look_at_export(self._parts[self._part], self._form)

    def _of(self) -> str:
        return "deadlines of the book" if self._form == "ics" else self._parts[self._part].words


def _told(page: str) -> str:
    """A page without its head, which is about how it looks."""
    return page[max(page.find("<body>"), 0) :]


def _ending(name: str) -> str:
    """The longest known ending of a name, as it is written there; "" where it has none."""
    fitting = [ending for ending in ENDINGS if name.casefold().endswith(ending)]
    longest = max(fitting, key=len, default="")
    return name[-len(longest) :] if longest else ""
