"""Pane 3: what is in force."""

from __future__ import annotations

from rich.text import Text

from tradewatch.book.answers import decimal_words
from tradewatch.book.tariffs import measures_at
from tradewatch.book.tariffwords import tariff_lines
from tradewatch.tui.desk import Desk
from tradewatch.tui.look import cut, line_text, tone
from tradewatch.tui.scroll import Scrolled
from tradewatch.tui.wrap import wrapped

__all__ = ["TariffLines"]


class TariffLines(Scrolled):
    """The totals with their parts, then every other measure in force below them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="tariffs")
        self._desk = desk
        self._key: tuple[object, ...] = ()
        self.proposals = 0

    def tick(self) -> None:
        """Draws anew where the day's answer differs."""
        words = tuple(tariff_lines(self._desk.book, self._desk.now()))
        key = (words, self.proposals, self.app.current_theme.name)
        if key != self._key:
            self._key = key
            self.rebuild()

    def build(self, width: int) -> list[Text]:
        dark = self._dark
        at = self._desk.now()
        lines = [piece for one in tariff_lines(self._desk.book, at) for piece in _fitted(line_text(one, dark), width)]
        if self.proposals:
            plural = "" if self.proposals == 1 else "s"
            lines.append(Text(f"{self.proposals} rate{plural} read in items, not checked", tone("warn", dark), end=""))
        others = [one for one in measures_at(self._desk.book, at) if one.status == "in_force" and not one.measure.stack]
        if others:
            lines += [Text("", end=""), Text("not in the totals, in force", tone("dim", dark), end="")]
        for standing in others:
            one = standing.measure
            rate = f"{decimal_words(one.rate)} %" if one.rate is not None else "–"
            since = f"  since {one.start.day_words()}" if one.start else ""
            if one.start and len(one.name) + len(since) + 21 > width:
                since = f"  since {one.start.on:%b %Y}"
            text = Text(end="")
            text.append(
                f"{one.imposed_by} on {one.target}".ljust(13), tone("us" if one.imposed_by == "US" else "china", dark)
            )
            text.append(f"{rate:>6}  {cut(one.name, width - 21 - len(since))}")
            text.append(since, tone("dim", dark))
            lines.append(text)
        return lines


def _fitted(line: Text, width: int) -> list[Text]:
    """A line that fits keeps its columns; one that does not is broken between words."""
    return [line] if line.cell_len <= width else wrapped(line, width)
