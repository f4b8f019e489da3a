"""Faults of the program that no pane has met: in what a key does, or in what the console does by itself."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from textual._context import active_message_pump
from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.worker import Worker, WorkerState

from tradewatch.logs import trouble
from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.guarded import Guarded, Outlasting, Sheltered, fault_words

__all__ = ["FLOOD", "FLOOD_SECONDS", "Flood", "Surviving"]

FLOOD, FLOOD_SECONDS = 20, 10.0
"""So many faults within this time are no way to go on."""


class Flood:
    """Counts faults."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=FLOOD)

    def rises(self, at: float) -> bool:
        """Notes one more at that second of any clock; gives whether there are too many."""
        self._times.append(at)
        return len(self._times) == FLOOD and at - self._times[0] <= FLOOD_SECONDS


class Surviving(Outlasting, ConsoleBase):
    """Says a fault on the hint line and goes on: a person may have work on the screen that is not done."""

    def __init__(self) -> None:
        super().__init__()
        self._flood = Flood()
        self._met: set[str] = set()
        self.painted = False
        """Whether the first screen stands; a fault before that ends the console."""

    def _handle_exception(self, error: Exception) -> None:
        """Where the library brings what nobody caught."""
        sheltered = _sheltered()
        if sheltered is not None:
            sheltered.shelter(error)
            return
        if not self.painted or self._flood.rises(time.monotonic()):
            self.ends(error)
            return
        trouble("went_on", error)
        self._say_fault(f"that did not work, a fault of the program: {fault_words(error)}")

    def _say_fault(self, words: str) -> None:
        try:
            self.say(words, "bad")
        except (NoMatches, ScreenStackError):
            return  # the console is being closed: there is nothing left to say it on
        except Exception as other:  # noqa: BLE001 - not even a sentence can be said any more
            self.ends(other)

    def ends(self, error: Exception) -> None:
        """Ends the console by a fault of ours."""
        super()._handle_exception(error)

    def calmly(self, where: str, does: Callable[[], object]) -> None:
        """Does what the console does by itself time and again: a fault there is told once, and the rest is done."""
        try:
            does()
        except Exception as error:  # noqa: BLE001 - told, and tried again next time
            self.met(where, error)

    def met(self, where: str, error: BaseException) -> None:
        """Logs and says a fault of something that is tried again by itself, each one once."""
        words = f"{where}: {fault_words(error)}"
        if words in self._met or len(self._met) > FLOOD * FLOOD:
            return
        self._met.add(words)
        trouble("went_on", error, where=where)
        if self.painted:
            self._say_fault(f"a fault of the program in {words}")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Work beside the screen that met a fault says so too."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.met(event.worker.group, event.worker.error)

    def action_retry(self) -> None:
        """Tries everything again that met a fault."""
        panes = [one for one in self.screen.query("*") if isinstance(one, Guarded)]
        for one in panes:
            one.retry()
        self._met.clear()
        self.tick()
        left = sum(1 for one in panes if one.fault is not None)
        self.say(
            "tried again" if not left else f"tried again: the fault is still there in {left}", "warn" if left else ""
        )


def _sheltered() -> Sheltered | None:
    """What is at work just now, or what that belongs to, where its faults are its own."""
    node = active_message_pump.get(None)
    while node is not None and not isinstance(node, Sheltered):
        node = node._parent
    return node
