"""A list of any length: only the rows on the screen are read and drawn."""

from __future__ import annotations

import sqlite3
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tradewatch.storage.roll import Roll
from tradewatch.tui.guarded import Guarded, fault_words
from tradewatch.tui.keymap import bindings
from tradewatch.tui.keys import Scope
from tradewatch.tui.lineview import LineView
from tradewatch.tui.look import Look, harmless, look_of, tone
from tradewatch.tui.rows import Rows
from tradewatch.tui.wrap import wrapped_words

__all__ = ["LineList"]

Record = TypeVar("Record")
_MARKS = ("▌", "▏")
"""Before the row that the cursor stands on: in the list that has the keys, and in another."""


class LineList(Guarded, LineView, Generic[Record], can_focus=True, inherit_bindings=False):
    """Rows by id, each of `row_height` lines; a subclass loads records and draws them."""

    row_height = 1

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.LISTS)]

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, sender: LineList[Record]) -> None:
            super().__init__()
            self.list = sender

    class Chosen(Message):
        """The row under the cursor is to be opened."""

        def __init__(self, sender: LineList[Record]) -> None:
            super().__init__()
            self.list = sender

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.ids: Sequence[int] = ()
        self.cursor = 0
        self._held: int | None = None
        """The id under the cursor, whatever happens to the ids."""
        self.by_hand: int | None = None
        """The id of the row on which a person has put the cursor last."""
        self.steps = 0
        """How often a person has moved it."""
        self.empty: tuple[str, ...] = ()
        """What stands there when there is nothing."""
        self.rows: Rows[Record] = Rows(self.load, self.tell)
        self._drawn: dict[tuple[int, int], list[Strip]] = {}

    # --- what a subclass says ---

    @abstractmethod
    def load(self, ids: Sequence[int]) -> Mapping[int, Record]:
        """Gives the records of ids, read from storage."""

    @abstractmethod
    def draw(self, record: Record, width: int) -> list[Text]:
        """Gives the lines of a row, at most `row_height` of them, each at most `width` cells."""

    def draw_at(self, index: int, record: Record, width: int) -> list[Text]:
        """Gives the lines of the row at a place, where that matters."""
        return self.draw(record, width)

    # --- rows ---

    def have_rows(self) -> None:
        """Sees to its rows where it gets the keys before it was ever on the screen."""

    @property
    def current(self) -> int | None:
        """The id under the cursor."""
        return self.ids[self.cursor] if 0 <= self.cursor < len(self.ids) else None

    def record(self, row_id: int | None) -> Record | None:
        """Gives a row's record."""
        return self.rows.record(row_id)

    def show(self, ids: Sequence[int], *, keep: bool = True) -> None:
        """Shows these rows; with `keep` the cursor stays on its row and the row on its line."""
        old, line = self._held, self._line_of(self.cursor) - self.scroll_offset.y
        self.ids = ids
        self._clear()
        if keep and old is not None:
            place = _place(ids, old)
            self.cursor = min(self.cursor, max(len(ids) - 1, 0)) if place is None else place
        else:
            self.cursor, line = 0, 0
        with self.guarding():
            self._measure()
        y = self._line_of(self.cursor) - line if self.cursor else 0
        self.scroll_to(y=max(0, y), animate=False, force=True)
        self.refresh()
        self._held = self.current
        if self._held != old:
            self.post_message(self.Moved(self))

    def forget(self, row_ids: Sequence[int] | None = None) -> None:
        """Reads rows anew when they are next drawn: all of them, or those given."""
        if row_ids is None:
            self._clear()
        else:
            self.rows.forget(row_ids)
            gone = set(row_ids)
            self._drawn = {key: strips for key, strips in self._drawn.items() if key[0] not in gone}
        self.refresh()

    def redraw(self) -> None:
        """Draws the rows anew from what was read of them."""
        self._drawn.clear()
        self.refresh()

    def _clear(self) -> None:
        self.fault = None
        self.rows.clear()
        self._drawn.clear()

    def anew(self) -> None:
        self._clear()
        self._measure()

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self._line_count())

    # --- rows and lines; a subclass may put lines between rows ---

    def _line_count(self) -> int:
        return len(self.ids) * self.row_height

    def _line_of(self, index: int) -> int:
        """The first line of a row."""
        return index * self.row_height

    def _row_at(self, line: int) -> tuple[int, int]:
        """The row that a line belongs to and which of its lines it is, -1 for one before it."""
        return divmod(line, self.row_height)

    def separator(self, index: int, width: int) -> Text:
        """Gives the line that stands before a row; blank where a list has none."""
        return Text(" " * width)

    def empty_words(self) -> tuple[str, ...]:
        """Gives what stands there when there is nothing."""
        return self.empty

    # --- drawing ---

    @property
    def row_width(self) -> int:
        """Cells that a row has beside the mark of the cursor."""
        return max(self.scrollable_content_region.width - 1, 0)

    def paint_line(self, y: int) -> Strip:
        width, base, look = self.row_width, self.rich_style, self._look
        place = self.scroll_offset.y + y
        index, line = self._row_at(place)
        blank = Segment(" ", base)
        if not self.ids:
            return Strip([blank, Segment(self._empty_line(y, width), base + tone("dim", look))]).adjust_cell_length(
                width + 1, base
            )
        if index >= len(self.ids):
            return Strip.blank(width + 1, base)
        if line < 0:
            rule = Strip(list(self.separator(index, width + 1).render(self.app.console)))
            return Strip(_laid(rule, base)).adjust_cell_length(width + 1, base)
        strips = self._row(index, width)
        strip = strips[line] if line < len(strips) else Strip.blank(width)
        if index != self.cursor:
            return Strip([blank, *_laid(strip, base)]).adjust_cell_length(width + 1, base)
        cursor = tone("cursor" if self.has_focus else "cursor-idle", look)
        mark = Segment(
            _MARKS[0 if self.has_focus else 1], base + tone("frame-focus" if self.has_focus else "frame", look)
        )
        row = Strip(_laid(strip, base + cursor)).adjust_cell_length(width, base + cursor)
        return Strip([mark, *(Segment.apply_style(row, post_style=cursor) if look.plain else row)])

    def say_empty(self, words: tuple[str, ...]) -> None:
        """Sets what stands there when there is nothing; drawn anew only where it changed."""
        if words != self.empty:
            self.empty = words
            if not self.ids:
                self.refresh()

    def _empty_line(self, y: int, width: int) -> str:
        """A line of it, each sentence folded to the pane."""
        lines = [words[start:end] for words in self.empty_words() for start, end in wrapped_words(words, width - 1)]
        return harmless(lines[y]) if y < len(lines) else ""

    def _row(self, index: int, width: int) -> list[Strip]:
        row_id = self.ids[index]
        drawn = self._drawn.get((row_id, width))
        if drawn is not None:
            return drawn
        record = self.rows.near(self.ids, index)
        try:
            strips = self._strips(index, record, width)
        except Exception as error:  # noqa: BLE001 - the row says so, and the others stay
            self.tell(error)
            strips = self._sorry(error)
        self._drawn[row_id, width] = strips
        return strips

    def _strips(self, index: int, record: Record | None, width: int) -> list[Strip]:
        bad = self.rows.why_not(self.ids[index])
        if bad is not None:
            return self._sorry(bad)
        texts = [] if record is None else self.draw_at(index, record, width)
        console = self.app.console
        return [Strip(list(text.render(console)), text.cell_len) for text in texts]

    def _sorry(self, error: Exception) -> list[Strip]:
        """The line of a row that cannot be shown."""
        why = str(error) if isinstance(error, sqlite3.Error) else f"a fault of the program: {fault_words(error)}"
        return [Strip([Segment(harmless(f"this row cannot be shown: {why}"), tone("bad", self._look))])]

    @property
    def _look(self) -> Look:
        return look_of(self.app)

    # --- moving ---

    def on_resize(self) -> None:
        self._drawn.clear()
        self._measure()
        self._into_view()

    def go(self, index: int) -> None:
        """Puts the cursor on a row and brings it into view."""
        index = max(0, min(index, len(self.ids) - 1))
        if index != self.cursor and self.ids:
            before, top = self.cursor, self.scroll_offset.y
            self.cursor = index
            self._held = self.current
            self._into_view()
            if self.scroll_offset.y == top:  # a step costs two rows on the wire to the terminal, not the pane
                for row in (before, index):
                    self.refresh_lines(self._line_of(row), self.row_height)
            self.post_message(self.Moved(self))

    def step(self, index: int) -> None:
        """Goes to a row because a person wants to."""
        self.go(index)
        self.by_hand, self.steps = self.current, self.steps + 1

    def _into_view(self) -> None:
        top, height = self._line_of(self.cursor), max(self.size.height, 1)
        if top and self._row_at(top - 1)[1] < 0 and self.row_height < height:
            top -= 1  # the day comes into view with its first row
        if top < self.scroll_offset.y:
            self.scroll_to(y=max(0, top - self._ahead(height)), animate=False, force=True)
        bottom = self._line_of(self.cursor) + self.row_height
        if bottom > self.scroll_offset.y + height:
            self.scroll_to(y=bottom - height + self._ahead(height), animate=False, force=True)

    def _ahead(self, height: int) -> int:
        """Lines that come into view beyond the row: a third of the pane, so that not each step moves all of it."""
        return height // 3 // self.row_height * self.row_height

    def action_move(self, by: int) -> None:
        self.step(self.cursor + by)

    def action_first(self) -> None:
        self.step(0)

    def action_last(self) -> None:
        self.step(len(self.ids) - 1)

    def action_page(self, by: int) -> None:
        self.step(self.cursor + by * max(1, self.size.height // self.row_height - 1))

    def action_choose(self) -> None:
        if self.current is not None:
            self.hand_up(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        index, line = self._row_at(self.scroll_offset.y + event.y)
        if line >= 0 and 0 <= index < len(self.ids):
            again = index == self.cursor and event.chain > 1
            self.step(index)
            if again:
                self.action_choose()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()


def _place(ids: Sequence[int], number: int) -> int | None:
    if isinstance(ids, Roll):
        return ids.place(number)
    return list(ids).index(number) if number in ids else None


def _laid(strip: Strip, base: Style) -> list[Segment]:
    """A row's pieces over a ground; blanks join what stands before them, since each change of style costs 40 bytes."""
    laid: list[Segment] = []
    for one in strip:
        style = base + one.style if one.style else base
        before = laid[-1].style if laid else None
        if before is not None and one.text.isspace() and _look_alike(before, style):
            laid[-1] = Segment(laid[-1].text + one.text, before)
        else:
            laid.append(Segment(harmless(one.text), style))
    return laid


def _look_alike(one: Style, other: Style) -> bool:
    """Whether blanks look the same in both."""
    marked = one.underline or one.reverse or one.strike or other.underline or other.reverse or other.strike
    return one.bgcolor == other.bgcolor and not marked
