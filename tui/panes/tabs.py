"""The saved searches as tabs of the wire: a line under its head, cut fairly, the open one always on it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tradewatch.tui.look import cut, harmless, look_of, tone

__all__ = ["SearchLine", "Shown", "Tab", "shown_tabs"]

_BETWEEN = " · "
_NAMES = (40, 30, 24, 20, 16, 12, 10, 8)
"""Cells that a name may have at most: as many as there is room for."""


class Tab(Struct, frozen=True):
    key: str
    name: str
    mark: str = ""
    """How many stories are new, or `!`."""

    def shown(self, most: int, here: bool) -> Shown:
        return Shown(self.key, cut(harmless(self.name), most), self.mark, here)


class Shown(Struct, frozen=True):
    """A tab as it stands on the line."""

    key: str
    name: str
    mark: str
    here: bool

    @property
    def words(self) -> str:
        words = f"{self.name} {self.mark}" if self.mark else self.name
        return f"[{words}]" if self.here else words


def shown_tabs(tabs: Sequence[Tab], current: int, room: int) -> list[Shown]:
    """Gives the tabs that have room, the first and the current one always; the last says how many more there are.

    `current` is -1 where none is. Names are cut to one length, the longest that has room.
    """
    everything = range(len(tabs))
    if found := _fitting(tabs, everything, current, room):
        return found
    kept = sorted({0, max(current, 0)})
    for number in sorted(everything, key=lambda one: (abs(one - max(current, 0)), one)):
        wider = sorted({*kept, number})
        if not _fitting(tabs, wider, current, room):
            break  # hundreds are not tried for one that is short enough
        kept = wider
    return _fitting(tabs, kept, current, room) or _with_rest(tabs, kept, current, _NAMES[-1])


def _fitting(tabs: Sequence[Tab], numbers: Sequence[int], current: int, room: int) -> list[Shown]:
    """These tabs with names as long as there is room; none where there is none."""
    for most in _NAMES:
        found = _with_rest(tabs, numbers, current, most)
        if cell_len(_BETWEEN.join(one.words for one in found)) <= room:
            return found
    return []


def _with_rest(tabs: Sequence[Tab], numbers: Sequence[int], current: int, most: int) -> list[Shown]:
    found = [tabs[number].shown(most, number == current) for number in numbers]
    rest = [tab for number, tab in enumerate(tabs) if number not in set(numbers)]
    if rest:
        first = next((tab for tab in rest if tab.mark), rest[0])
        more = sum(int(tab.mark.rstrip("+")) for tab in rest if tab.mark.rstrip("+").isdigit())
        found.append(Shown(first.key, f"+{len(rest)} more", f"({more} new)" if more else "", here=False))
    return found


class SearchLine(Widget):
    """Between the head of the wire and its rows; only where there is a saved search."""

    DEFAULT_CSS = "SearchLine { height: 1; width: 1fr; display: none; }"

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__(id="searches")
        self._tabs: tuple[Tab, ...] = ()
        self._current = 0
        self._ends: list[tuple[int, str]] = []
        """Where each tab ends, and its key."""

    def say(self, tabs: tuple[Tab, ...], current: int) -> None:
        """Sets the tabs, the first of them the plain wire, and which is open; draws anew only where that changes."""
        if (tabs, current) != (self._tabs, self._current):
            self._tabs, self._current = tabs, current
            self.display = len(tabs) > 1
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width, look, base = self.size.width, look_of(self.app), self.rich_style
        focused = self.parent is not None and isinstance(self.parent, Widget) and self.parent.has_focus_within
        frame = base + tone("frame-focus" if focused else "frame", look)
        side = "┃" if focused else "│"
        segments, at = [Segment(side, frame), Segment(" ", base)], 2
        self._ends = []
        for place, one in enumerate(shown_tabs(self._tabs, self._current, width - 4)):
            if place:
                segments.append(Segment(_BETWEEN, base + tone("dim", look)))
                at += len(_BETWEEN)
            name = base + tone("strong" if one.here else "dim", look)
            before, _, behind = one.words.rpartition(one.mark) if one.mark else (one.words, "", "")
            segments += [Segment(before, name)]
            if one.mark:
                strong = tone("warn" if one.mark == "!" else "unread", look) + tone("strong", look)
                segments += [Segment(one.mark, base + strong), Segment(behind, name)]
            at += cell_len(one.words)
            self._ends.append((at, one.key))
        inside = Strip(segments).adjust_cell_length(width - 1, base)
        return Strip([*inside, Segment(side, frame)])

    def on_click(self, event: events.Click) -> None:
        key = next((key for end, key in self._ends if event.x < end), None)
        if key is not None:
            self.post_message(self.Chosen(key))
