"""Pane 3: what is in force; Enter opens a measure or a direction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.binding import BindingType

from tradewatch.book.staleness import is_stale
from tradewatch.book.tariffwords import TariffRow, beside_rows, tariff_rows
from tradewatch.book.words import Line, checked_words
from tradewatch.numerals import many
from tradewatch.tui.desk import Desk
from tradewatch.tui.keymap import bindings
from tradewatch.tui.keys import Scope
from tradewatch.tui.linelist import LineList
from tradewatch.tui.look import cut, line_text
from tradewatch.tui.wrap import wrapped

__all__ = ["TariffList", "fitting"]


def fitting(line: Line, width: int) -> Line:
    """Gives a line whose last part but one, the name, is cut so far that the date or state behind it stands whole.

    Before that the date loses its word: four lists of one law are told apart by the ends of their names.
    """
    *front, (name, name_tone), (end, end_tone) = line
    used = sum(cell_len(words) for words, _ in front)
    if used + cell_len(name) + cell_len(end) > width:
        end = end.replace("since ", "", 1)
    return (*front, (cut(name, max(width - used - cell_len(end), 1)), name_tone), (end, end_tone))


_BESIDE = 5
"""Columns of a pane as broad as the terminal that are not for words: its frame, the scroll bar, the cursor's mark."""


class TariffList(LineList[Text]):
    """The totals with their parts, what waits to be checked, then every other measure beside them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.TARIFFS)]

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="tariffs")
        self._desk = desk
        self._key: tuple[object, ...] = ()
        self._texts: list[Text] = []
        self._opens: list[str] = []
        self.proposals_key = "p"
        """The key that opens the proposals, as people write it."""

    @property
    def opens(self) -> str:
        """What the line under the cursor opens: `measure:ID`, `stack:US`, `proposals`, or ""."""
        return self._opens[self.cursor] if 0 <= self.cursor < len(self._opens) else ""

    def tick(self) -> None:
        """Draws anew where the day's answer differs."""
        with self.guarding():
            self._lay()

    def anew(self) -> None:
        self._key = ()
        self._lay()

    def have_rows(self) -> None:
        if not self.ids:
            self._lay(self.app.size.width - _BESIDE)

    def _lay(self, width: int | None = None) -> None:
        rows = tuple(self._rows())
        width = self.row_width if width is None else width
        key = (rows, width, self.app.current_theme.name)
        if key == self._key or width < 1:
            return
        self._key = key
        self._texts, self._opens = [], []
        for row in rows:
            text = line_text(row.line if row.wraps else fitting(row.line, width), self._look)
            # a line that fits keeps its columns; one that does not is broken between words
            pieces = [text] if text.cell_len <= width else wrapped(text, width)
            self._texts += pieces
            self._opens += [row.opens] * len(pieces)
        self.show(range(len(self._texts)))

    def on_resize(self) -> None:
        super().on_resize()
        self.tick()

    async def action_proposals(self) -> None:
        await self.app.run_action("proposals", self.app)

    def load(self, ids: Sequence[int]) -> Mapping[int, Text]:
        return {number: self._texts[number] for number in ids if number < len(self._texts)}

    def draw(self, record: Text, width: int) -> list[Text]:
        return [record]

    def _rows(self) -> list[TariffRow]:
        book, at = self._desk.book, self._desk.now()
        rows = tariff_rows(book, at)
        waiting = len(self._desk.to_check)
        if waiting:
            words = f"{many(waiting, 'proposal')} to check: {self.proposals_key}"
            rows.append(TariffRow(((words, "warn"),), "proposals"))
        rows.append(TariffRow(((checked_words(book, at), "warn" if is_stale(book, at) else "dim"),)))
        return [*rows, TariffRow((("", ""),)), *beside_rows(book, at)]
