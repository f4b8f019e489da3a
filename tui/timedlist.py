"""A list in order of time: a line between days and where the last visit ended; the cursor stays on its row."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any, TypeVar

from rich.cells import cell_len
from rich.text import Text
from textual.message import Message

from tradewatch.storage.roll import Roll
from tradewatch.tui.desk import Desk
from tradewatch.tui.linelist import LineList
from tradewatch.tui.look import tone

__all__ = ["TimedList"]

Record = TypeVar("Record")


class TimedList(LineList[Record]):
    """Shows a roll. A line stands before the first row of each day but today's, and before the first that the last visit
    could see, as long as there are newer ones; days are the desk's."""

    class Scrolled(Message):
        """Other rows are on the screen."""

        def __init__(self, sender: TimedList[Any]) -> None:
            super().__init__()
            self.list = sender

    def __init__(self, desk: Desk, *, id: str) -> None:
        super().__init__(id=id)
        self._desk = desk
        self.roll = Roll()
        self.ids = self.roll
        self._breaks: list[int] = []
        """Places of rows that a line stands before."""
        self._break_lines: list[int] = []
        self._marked: int | None = None
        """The place of the first row that was published before the last visit ended."""
        self._mark_alone = False
        """Whether its line is no day's too."""
        self._reading = False
        self._to_last = False
        self._back_to: int | None = None
        self._minute = 0

    # --- what is shown ---

    def show_roll(self, roll: Roll, *, keep: bool = True) -> None:
        """Shows another roll; with `keep` the cursor stays on its row and the row on its line."""
        self._reading = False
        self.roll = roll
        self.show(roll, keep=keep)
        if roll.whole and self._to_last:
            self._to_last = False
            self.go(len(roll) - 1)
        back, self._back_to = self._back_to, None
        if back is not None and self.cursor == 0:
            self.return_to(back)

    def asked_anew(self) -> None:
        """Forgets where to go once all is read: another list is asked for."""
        self._to_last, self._back_to = False, None

    def fill(self, roll: Roll) -> None:
        """Takes a roll before the list is on the screen."""
        self.roll = self.ids = roll
        self._held = self.current
        self._place_breaks()  # the first screen is drawn before the list hears of its size

    def return_to(self, number: int | None) -> None:
        """Puts the cursor back on a row, as soon as that is read if the list is not whole yet."""
        place = None if number is None else self.roll.place(number)
        if place is not None:
            self.go(place)
        self._back_to = number if place is None and not self.roll.whole else None

    def put(self, places: Mapping[int, int]) -> None:
        """Puts rows where their times want them."""
        self.roll.put(places)
        self.show(self.roll)

    def drop(self, numbers: Iterable[int]) -> None:
        """Takes rows away."""
        there = [one for one in numbers if one in self.roll]
        if there:
            self.roll.drop(there)
            self.show(self.roll)

    def tick(self) -> None:
        """Draws the ages anew each minute, and the lines between days when one begins."""
        minute = int(self._desk.now().timestamp() // 60)
        if minute != self._minute:
            self._minute = minute
            self._drawn.clear()
            self._measure()
            self.refresh()

    def reading(self) -> None:
        """Shows nothing while what was asked for is read: no key may meet a row of the list before."""
        self.show_roll(Roll(whole=False), keep=False)
        self._reading = True

    def empty_words(self) -> tuple[str, ...]:
        return ("reading…",) if self._reading else self.empty

    def action_last(self) -> None:
        self._to_last = not self.roll.whole
        super().action_last()

    # --- lines ---

    def _measure(self) -> None:
        self._place_breaks()
        super()._measure()

    def _place_breaks(self) -> None:
        self._breaks = self._days()
        self._marked = self._mark_place()
        self._mark_alone = self._marked is not None and self._marked not in self._breaks
        if self._marked is not None and self._mark_alone:
            insort(self._breaks, self._marked)
        self._break_lines = [place * self.row_height + number for number, place in enumerate(self._breaks)]

    def _days(self) -> list[int]:
        """The places of the first rows of days; today's needs no line."""
        breaks: list[int] = []
        place, count = 0, len(self.roll)
        today = self._desk.local(self._desk.now()).date()
        while place < count:
            day = self._local(place).date()
            if day != today:
                breaks.append(place)
            begin = datetime.combine(day, time(), self._desk.zone)
            # a place of its own even where a clock was put back over midnight
            place = max(place + 1, self.roll.first_before(int(begin.timestamp())))
        return breaks

    def _mark_place(self) -> int | None:
        """None where nothing shown is newer, or nothing older."""
        if self._desk.mark is None:
            return None
        place = self.roll.first_before(int(self._desk.mark.timestamp()))
        return place if 0 < place < len(self.roll) else None

    def mark_moved(self) -> None:
        """Draws the line where the last visit ended anew; the cursor stays on its row and the row on its line."""
        self.show(self.roll)

    def _local(self, place: int) -> datetime:
        return self._desk.local(datetime.fromtimestamp(self.roll.seconds(place), UTC))

    def day_above(self) -> str:
        """Gives the day of the first row on the screen where neither its line nor today says it, else ""."""
        index, line = self._row_at(self.scroll_offset.y)
        if index >= len(self.roll) or (line < 0 and not (self._mark_alone and index == self._marked)):
            return ""
        local = self._local(index)
        return "" if local.date() == self._desk.local(self._desk.now()).date() else self._day(local)

    def _line_count(self) -> int:
        return super()._line_count() + len(self._breaks)

    def _line_of(self, index: int) -> int:
        return index * self.row_height + bisect_right(self._breaks, index)

    def _row_at(self, line: int) -> tuple[int, int]:
        before = bisect_right(self._break_lines, line)
        if before and self._break_lines[before - 1] == line:
            return self._breaks[before - 1], -1
        return divmod(line - before, self.row_height)

    def separator(self, index: int, width: int) -> Text:
        """Gives the line before the first row of a day, or of what the last visit could see, or both in one."""
        parts = [] if index == self._marked and self._mark_alone else [(self._day(self._local(index)), "dim")]
        text = Text("── ", tone("dim", self._look), no_wrap=True, end="")
        if index == self._marked:
            room = width - 6 - sum(cell_len(words) + 3 for words, _ in parts)
            parts.append((self._mark_words(room), "unread"))
        for number, (words, name) in enumerate(parts):
            text.append(" · " if number else "", tone("dim", self._look))
            text.append(words, tone(name, self._look))
        text.append(f" {'─' * width}", tone("dim", self._look))
        text.truncate(width)
        return text

    def _mark_words(self, room: int) -> str:
        """When the last visit ended, with the day where it is not today; in fewer words where there is no room."""
        assert self._desk.mark is not None
        ended = self._desk.local(self._desk.mark)
        today = self._desk.local(self._desk.now()).date()
        year = f" {ended.year}" if ended.year != today.year else ""
        when = f"{ended:%H:%M}" if ended.date() == today else f"{ended:%a} {ended.day} {ended:%b}{year} {ended:%H:%M}"
        words = f"your last visit ended {when}"
        return words if cell_len(words) <= room else f"last visit {when}"

    def _day(self, local: datetime) -> str:
        day, today = local.date(), self._desk.local(self._desk.now()).date()
        words = f"{local:%a} {day.day} {local:%b}" + (f" {day.year}" if day.year != today.year else "")
        return words + (", yesterday" if day == today - timedelta(days=1) else "")

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled(self))
