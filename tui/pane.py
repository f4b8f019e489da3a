"""A numbered pane: a frame whose upper edge carries number, title, what it counts, and a remark on the right."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tradewatch.tui.guarded import Guarded
from tradewatch.tui.look import cut, look_of, tone

__all__ = ["Pane", "PaneHead"]


class PaneHead(Guarded, Widget):
    """The upper edge of a pane."""

    DEFAULT_CSS = "PaneHead { height: 1; width: 1fr; }"

    class Clicked(Message):
        def __init__(self, pane: Pane, twice: bool, action: str) -> None:
            super().__init__()
            self.pane = pane
            self.twice = twice
            self.action = action
            """Id of the action that the words under the pointer stand for; "" where they stand for none."""

    class Dragged(Message):
        """The edge is drawn to another place."""

        def __init__(self, pane: Pane, x: int, y: int, done: bool) -> None:
            super().__init__()
            self.pane = pane
            self.x, self.y = x, y
            """Where the upper left corner of the pane is wanted, in cells of the screen."""
            self.done = done
            """Whether the button was let go."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self._grip: tuple[int, int] | None = None
        """From the pointer to the corner of the pane, while the button is down."""
        self._dragged = False
        self._number = number
        self._title = title
        self._words = ""
        self._right = ""
        self._more = ""
        self._tones = ("", "dim")
        self._drawn = ""
        self.zones: tuple[tuple[str, str], ...] = ()
        """Words of the edge and the id of the action that a click on them does."""

    def say(
        self, words: str = "", right: str = "", tone_name: str = "", right_tone: str = "dim", more: str = ""
    ) -> None:
        """Sets what the edge says; draws anew only where that changes. `more` is said only where all of it has room."""
        said = (words, right, more, (tone_name, right_tone))
        if said != (self._words, self._right, self._more, self._tones):
            self._words, self._right, self._more, self._tones = said
            self.refresh()

    def paint_line(self, y: int) -> Strip:
        width, look = self.size.width, look_of(self.app)
        pane = self.parent
        focused = isinstance(pane, Pane) and pane.has_focus_within
        frame = tone("frame-focus" if focused else "frame", look)
        left, line, corner = "┏━┓" if focused else "╭─╮"
        number = f"{self._number} " if self._number else ""
        title = f" {number}{self._title} "
        room = width - cell_len(title) - 4
        whole = " · ".join(words for words in (self._words, self._more) if words)
        fits = cell_len(whole) + cell_len(self._right) + 8 <= room
        words = cut(whole if fits else self._words, max(room - 2, 0))
        words = f" {words} " if words else ""
        room -= cell_len(words) + 2
        right = cut(self._right, max(room - 3, 0)) if room > 8 else ""
        right = f" {right} " if right else ""
        fill = max(
            0,
            width - 2 - cell_len(title) - (2 + cell_len(words) if words else 0) - cell_len(right) - (1 if right else 0),
        )
        segments = [
            Segment(left, frame),
            Segment(title, tone("strong", look) + frame if focused else tone("strong", look)),
            *([Segment(line * 2, frame), Segment(words, tone(self._tones[0], look))] if words else []),
            Segment(line * fill, frame),
            *([Segment(right, tone(self._tones[1], look)), Segment(line, frame)] if right else []),
            Segment(corner, frame),
        ]
        self._drawn = "".join(one.text for one in segments)
        base = self.rich_style
        return Strip(
            [Segment(one.text, base + one.style if one.style else base) for one in segments]
        ).adjust_cell_length(width)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._dragged = False
        if event.button == 1:
            self._grip = (self.region.x - int(event.screen_x), self.region.y - int(event.screen_y))
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._grip is not None and not event.button:  # let go where nobody saw it
            self._let_go()
        self._drag(event, False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self._drag(event, True)
        self._let_go()

    def _let_go(self) -> None:
        self.release_mouse()
        self._grip = None

    def _drag(self, event: events.MouseEvent, done: bool) -> None:
        if self._grip is None or not isinstance(self.parent, Pane):
            return
        x, y = int(event.screen_x) + self._grip[0], int(event.screen_y) + self._grip[1]
        if (x, y) != self.region.offset or self._dragged:
            self._dragged = True
            self.post_message(self.Dragged(self.parent, x, y, done))

    def on_click(self, event: events.Click) -> None:
        if isinstance(self.parent, Pane) and not self._dragged:
            self.post_message(self.Clicked(self.parent, event.chain > 1, self._zone(event.x)))

    def _zone(self, x: int) -> str:
        for words, action in self.zones:
            before, found, _ = self._drawn.partition(words)
            if found and cell_len(before) <= x < cell_len(before + words):
                return action
        return ""


class Pane(Vertical):
    """A frame around one widget."""

    def __init__(self, number: int, title: str, body: Widget, *, id: str, line: Widget | None = None) -> None:
        super().__init__(id=id)
        self.number = number
        self.title = title
        self.head = PaneHead(number, title)
        self.line = line
        """Between the head and the widget."""
        self.body = body
        body.add_class("pane-body")

    def compose(self):  # type: ignore[no-untyped-def]
        yield self.head
        if self.line is not None:
            yield self.line
        yield self.body

    def on_descendant_focus(self) -> None:
        self.add_class("-focus")
        self._redraw()

    def on_descendant_blur(self) -> None:
        self.remove_class("-focus")
        self._redraw()

    def _redraw(self) -> None:
        self.head.refresh()
        if self.line is not None:
            self.line.refresh()
