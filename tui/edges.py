"""The line above the panes and the line below them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tradewatch.instants import BEIJING, WASHINGTON
from tradewatch.tui.desk import Desk
from tradewatch.tui.guarded import Guarded
from tradewatch.tui.keymap import Keymap
from tradewatch.tui.look import cut, look_of, tone

__all__ = ["BannerLine", "HintLine", "Hints", "StatusLine", "TabLine", "Tapped"]

Hints = Sequence[tuple[str, str, str]]
"""Keys, words and the action that a click does ("" none)."""


class Tapped(Message):
    """Words on the screen were clicked that stand for an action."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self.what = what
        """Its id."""


_NAME = "tradewatch  "
_YEAR_FROM = 70
"""Columns from which the status line has room for the year."""
_GAP, _LEAST_GAP = 3, 2
"""Blanks of the status line between left and right and at its end: before the name goes, and before other words do."""


class StatusLine(Guarded, Widget):
    """Program, date, the three clocks, and how the feeds are."""

    DEFAULT_CSS = "StatusLine { height: 1; }"

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="status")
        self._desk = desk
        self._right: tuple[tuple[str, str], ...] = ()
        self._left: tuple[tuple[str, str], ...] = ()
        self._right_from = 0

    def say(self, right: tuple[tuple[str, str], ...]) -> None:
        """Sets the words on the right and works the clocks out; draws anew only where something changed."""
        left = self._clocks()
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def on_resize(self) -> None:
        self._left = self._clocks()
        self.refresh()

    def _clocks(self) -> tuple[tuple[str, str], ...]:
        """Fewer words where the line is short; the three clocks always stay."""
        desk, width = self._desk, self.size.width
        now = desk.now()
        local = desk.local(now)
        parts: list[tuple[str, str]] = [(" ", "")]
        if desk.demo:
            parts.append((f"{desk.demo} ", "warn"))
        if width >= 100:
            parts.append((_NAME, "strong"))
        if desk.as_of is not None:
            parts.append(("AS OF ", "warn"))
        year = f" {local:%Y}" if width >= _YEAR_FROM or desk.as_of is not None else ""
        day = f"{local.day} {local:%b}{year}"
        parts.append((f"{local:%a} {day}" if width >= 100 else day, "warn" if desk.as_of else ""))
        names = ("Washington", "Beijing") if width >= 100 else ("Wash.", "Beij.")
        for place, zone in zip(names, (WASHINGTON, BEIJING), strict=True):
            parts += [(f"  {place} ", "dim"), (f"{now.astimezone(zone):%H:%M}", "")]
        parts += [("  desk ", "dim"), (f"{local:%H:%M}" + (f" {desk.place}" if width >= 100 else ""), "")]
        return tuple(parts)

    def paint_line(self, y: int) -> Strip:
        width, look, base = self.size.width, look_of(self.app), self.rich_style
        left, right = self._left, _without_mark(list(self._right))
        used = sum(cell_len(words) for words, _ in left)
        if used + sum(cell_len(words) for words, _ in right) + _GAP > width:  # the program's name gives its room first
            left = tuple(part for part in left if part[0] != _NAME)
            used = sum(cell_len(words) for words, _ in left)
        while len(right) > 1 and used + sum(cell_len(words) for words, _ in right) + _LEAST_GAP > width:
            right = _without_mark(right[1:])  # what is least urgent stands first
        right = [(cut(words, max(0, width - used - _LEAST_GAP)), name) for words, name in right[:1]] + right[1:]
        gap = max(1, width - used - sum(cell_len(words) for words, _ in right) - 1)
        self._right_from = used + gap
        parts = [*left, (" " * gap, ""), *right]
        return Strip([Segment(words, base + tone(name, look)) for words, name in parts]).adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        if event.x >= self._right_from:
            self.post_message(Tapped("feeds"))


def _without_mark(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parts without what parts the first of them from one before it."""
    return [(parts[0][0].lstrip(" ·,"), parts[0][1]), *parts[1:]] if parts else []


class BannerLine(Guarded, Widget):
    """Over everything while an instant of the past (or to come) is shown: which one, what changed then, the way back."""

    DEFAULT_CSS = "BannerLine { height: 1; display: none; }"

    def __init__(self, desk: Desk, keymap: Keymap) -> None:
        super().__init__(id="banner")
        self._desk = desk
        self._keymap = keymap
        self._words: tuple[str, ...] = ("",)

    def say(self) -> None:
        """Works the words out; draws anew only where they changed."""
        words = self._banner()
        if words != self._words:
            self._words = words
            self.display = bool(words[-1])
            self.refresh()

    def _banner(self) -> tuple[str, ...]:
        """The words, the fullest first: where they do not fit the keys go, then what the status line says too."""
        desk, at = self._desk, self._desk.as_of
        if at is None:
            return ("",)
        local, there = at.astimezone(WASHINGTON), at.astimezone(BEIJING)
        day = f"AS OF {local:%a} {local.day} {local:%b %Y} {local:%H:%M} Washington"
        beside = "" if there.date() == local.date() else f"{there:%a} "
        both = f"{day} / {beside}{there:%H:%M} Beijing"
        back, before, after = (self._keymap.first(name) for name in ("escape", "turn.previous", "turn.next"))
        long = f"{back}: back to now · {before} and {after}: the change of the book before and after"
        short = f"{back} now · {before} {after} changes"
        if not desk.turn:
            return (f"{both} · {long}", f"{both} · {short}", both)
        turn = f" · {desk.turn}"
        return (f"{both} · {short}{turn}", both + turn, day + turn)

    def paint_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        look = look_of(self.app)
        style = base + tone("warn", look) + tone("hit", look)
        words = next((one for one in self._words if cell_len(one) <= width - 2), self._words[-1])
        return Strip([Segment(" " + cut(words, width - 2), style)]).adjust_cell_length(width, style)


class TabLine(Guarded, Widget):
    """Where one pane shows at a time: the panes by number, and the countdown."""

    DEFAULT_CSS = "TabLine { height: 1; }"

    def __init__(self) -> None:
        super().__init__(id="tabs")
        self._tabs: tuple[tuple[int, str], ...] = ()
        self._current = 0
        self._countdown = ""

    def say(self, tabs: tuple[tuple[int, str], ...], current: int, countdown: str) -> None:
        """Sets the tabs, which one is open, and the words of the countdown."""
        if (tabs, current, countdown) != (self._tabs, self._current, self._countdown):
            self._tabs, self._current, self._countdown = tabs, current, countdown
            self.refresh()

    def paint_line(self, y: int) -> Strip:
        width, look, base = self.size.width, look_of(self.app), self.rich_style
        segments = []
        used = 0
        for number, title in self._tabs:
            here = number == self._current
            words = f"[{number} {title}]" if here else f" {number} {title} "
            segments.append(Segment(words, base + tone("frame-focus" if here else "dim", look)))
            used += cell_len(words)
        words = cut(self._countdown, max(width - used - 2, 0))
        segments += [
            Segment(" " * max(1, width - used - cell_len(words) - 1), base),
            Segment(words, base + tone("strong", look)),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        at = 0
        for _, title in self._tabs:
            at += cell_len(title) + 4
            if event.x < at:
                self.post_message(Tapped(f"pane.{title.casefold()}"))
                return
        self.post_message(Tapped("pane.truce"))  # the countdown


class HintLine(Guarded, Widget):
    """The keys that matter most, or what just happened."""

    DEFAULT_CSS = "HintLine { height: 1; }"

    def __init__(self, hints: Hints = (), help_key: str = "") -> None:
        super().__init__(id="hints")
        self._hints, self._help = hints, help_key
        self._message = ("", "")
        self._places: list[tuple[int, str]] = []
        """Where each hint ends, and its action."""

    def put(self, hints: Hints, help_key: str) -> None:
        """Sets the keys; draws anew only where they changed."""
        if (hints, help_key) != (self._hints, self._help):
            self._hints, self._help = hints, help_key
            self.refresh()

    def say(self, words: str, name: str = "") -> None:
        """Shows a message until the next one; "" brings the keys back."""
        self._message = (words, name)
        self.refresh()

    @property
    def free(self) -> bool:
        """Whether no message stands on it."""
        return not self._message[0]

    def paint_line(self, y: int) -> Strip:
        width, look, base = self.size.width, look_of(self.app), self.rich_style
        words, name = self._message
        self._places = []
        if words:
            return Strip([Segment(" " + cut(words, width - 2), base + tone(name, look))]).adjust_cell_length(
                width, base
            )
        segments, at = [Segment(" ", base)], 1
        ending = cell_len(f"{self._help} help ") if self._help else 0
        for key, meaning, action in self._hints:
            size = cell_len(f"{key} {meaning}  ")
            if at + size + ending > width:
                break
            at += size
            self._places.append((at, action))
            segments += self._pair(key, f"{meaning}  ")
        if self._help:
            self._places += [(width - ending, ""), (width, "help")]
            segments += [Segment(" " * max(0, width - ending - at), base), *self._pair(self._help, "help ")]
        return Strip(segments).adjust_cell_length(width, base)

    def _pair(self, key: str, meaning: str) -> list[Segment]:
        look, base = look_of(self.app), self.rich_style
        return [Segment(key, base + tone("strong", look)), Segment(f" {meaning}", base + tone("dim", look))]

    def on_click(self, event: events.Click) -> None:
        action = next((action for end, action in self._places if event.x < end), "")
        if action:
            self.post_message(Tapped(action))
