"""What keeps a fault of the program within the pane that met it: said there, written to the log once, tried again by key."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from tradewatch.logs import place, trouble
from tradewatch.tui.keymap import Keymap
from tradewatch.tui.look import harmless, look_of, tone
from tradewatch.tui.wrap import wrapped_words

if TYPE_CHECKING:
    from textual.message_pump import MessagePump as _Pump
    from textual.widget import Widget as _Widget
else:  # in front of a widget's class, and none itself: styles are inherited along the first base that is one
    _Pump, _Widget = object, object

__all__ = ["Guarded", "Outlasting", "Sheltered", "fault_words"]

_MOST_TOLD = 100


def fault_words(error: BaseException) -> str:
    """Gives `KeyError: 'x'`."""
    return harmless(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)


class Outlasting(_Pump):
    """Goes on taking messages after one whose handling met a fault; the library would end it, and the console with it."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is said and logged, and the rest goes on
            if self._closing:  # it has been asked to end, and whoever asked waits for that
                self._message_queue.put_nowait(None)
            self.message_broke(message, error)

    def message_broke(self, message: Message, error: Exception) -> None:
        """Lets the console say what happened; it ends where that was before the first screen, or happens all the time."""
        self.app._handle_exception(error)


class Sheltered(Outlasting):
    """A part that is the library's own: a fault in it or in what it consists of is no fault of the console's."""

    @abstractmethod
    def shelter(self, error: Exception) -> None:
        """Takes a fault, and sees to it that there are no more."""

    @contextmanager
    def sheltering(self) -> Iterator[None]:
        """What is done within ends with a fault of this part at worst."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it is, the console goes on
            self.shelter(error)

    def message_broke(self, message: Message, error: Exception) -> None:
        self.shelter(error)


class Guarded(Outlasting, _Widget):
    """Paints its lines, or says which fault kept it from that. A subclass gives `paint_line` in place of `render_line`."""

    fault: Exception | None = None
    """What this pane met; None while all is well."""
    _told: frozenset[str] = frozenset()

    @abstractmethod
    def paint_line(self, y: int) -> Strip:
        """Gives a line of what stands there."""

    def anew(self) -> None:
        """Works out anew what is painted; called where the pane is tried again."""

    def render_line(self, y: int) -> Strip:
        if self.fault is None:
            try:
                return self.paint_line(y)
            except Exception as error:  # noqa: BLE001 - said in the pane
                self.broke(error)
        return self._fault_line(y)

    def hand_up(self, message: Message) -> None:
        """Gives a message to the first above that heeds it, at once: it stands for a key, and the next may be here."""
        for node in self.ancestors:
            heed = getattr(node, message.handler_name, None)
            if heed is not None:
                heed(message)
                return

    @contextmanager
    def guarding(self) -> Iterator[None]:
        """What is done within ends with a fault of this pane at worst."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - said in the pane
            self.broke(error)

    def broke(self, error: Exception) -> None:
        """Shows a fault in place of what the pane had to say."""
        self.fault = error
        self.tell(error)
        if self.is_attached:
            self.call_later(self.refresh)  # lines above may be painted already

    def tell(self, error: Exception) -> None:
        """Writes a fault to the log, each one once."""
        words = fault_words(error)
        if words not in self._told:
            self._told = (self._told if len(self._told) < _MOST_TOLD else frozenset()) | {words}
            trouble("pane_broke", error, pane=self.id or type(self).__name__)

    def retry(self) -> None:
        """Paints anew; what the pane met before may be over."""
        self.fault = None
        with self.guarding():
            self.anew()
        self.refresh()

    def retry_if_faulty(self) -> None:
        """Tries again by itself: when something came or a minute is over, so a lasting fault costs next to nothing."""
        if self.fault is not None:
            self.retry()

    def message_broke(self, message: Message, error: Exception) -> None:
        if isinstance(message, events.Resize):
            self.broke(error)
        else:
            super().message_broke(message, error)

    def _fault_line(self, y: int) -> Strip:
        width, base = self.scrollable_content_region.width, self.rich_style
        assert self.fault is not None
        keymap = getattr(self.app, "keymap", None) or Keymap()
        words = [
            f"this pane met a fault of the program: {fault_words(self.fault)}",
            f"{keymap.first('pane.retry')} tries again · the rest goes on",
            *([f"the log says more: {harmless(place())}"] if place() else []),
        ]
        lines = [one[start:end] for one in words for start, end in wrapped_words(one, max(width - 1, 1))]
        line = lines[y] if y < len(lines) else ""
        return Strip([Segment(f" {line}", base + tone("warn", look_of(self.app)))]).adjust_cell_length(width, base)
