"""How the console ends: by a key, a signal, a terminal that is gone or a fault; and how it makes way for the shell."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from abc import abstractmethod

from rich.text import Text

from tradewatch.logs import trouble
from tradewatch.numerals import many
from tradewatch.tui.surviving import Surviving

__all__ = ["Leaving"]

_LEAVE_SECONDS = 2.0
_QUIT_SECONDS = 2.0
"""`q` at the top wants a second press within this time."""


class _BrokenError(Exception):
    """What is shown instead of a traceback."""

    def __rich__(self) -> Text:
        error = self.args[0]
        return Text(
            f"tradewatch: the console met a fault of the program and ended ({type(error).__name__}: {error}). "
            "All that it said was kept is kept. The log says where; --debug shows it here."
        )


class Leaving(Surviving):
    """The part of the console that ends it."""

    def __init__(self) -> None:
        super().__init__()
        self._quit_until = 0.0
        self._started_by = os.getppid()

    @property
    @abstractmethod
    def unwritten(self) -> int:
        """How many changes are not on the disk yet."""

    def heed_signals(self) -> None:
        """Ends with those that end a program; the library would leave the terminal as it is."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
            loop.add_signal_handler(number, self.leave)

    def ends(self, error: Exception) -> None:
        """The end of the console by a fault of ours: a sentence for the person, the place for the log."""
        trouble("broke", error)
        super().ends(error if self.desk.options.debug else _BrokenError(error))

    def leave(self) -> None:
        """Ends the console where nobody is left to see it; a pipe to the poller that breaks ends that too.

        The driver waits for a terminal that is no longer there, so the process does not wait for the driver.
        """
        self.exit(0)
        deadline = threading.Timer(_LEAVE_SECONDS, os._exit, (0,))
        deadline.daemon = True
        deadline.start()

    def hung_up(self) -> bool:
        """Whether nobody is there any more, without a signal: it went to the shell or make that started us, whose input
        thread would read the end of the file for ever; or the server of a browser's page was killed."""
        if self.is_web:
            return os.getppid() != self._started_by
        return not self.is_headless and not os.isatty(0)

    def action_suspend(self) -> None:
        """Only where a shell with jobs has started us: nobody else could wake the stopped process again."""
        parent = os.getppid()
        if os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != os.getpgrp():
            self.action_suspend_process()
        else:
            self.say("no shell started this console: it could not be brought back", "warn")

    async def action_quit(self) -> None:
        """At once, but where changes would be lost that wait to be written."""
        if self.unwritten:
            self.quit_by("quit")
        else:
            self.exit(0)

    def quit_by(self, name: str) -> None:
        """Quits with the second press of a key within a moment, and says so with the first."""
        now = asyncio.get_running_loop().time()
        if now < self._quit_until:
            self.exit(0)
            return
        self._quit_until = now + _QUIT_SECONDS
        left = self.unwritten
        without = f" without {many(left, 'change')} that could not be written yet" if left else ""
        kept = "; what was flagged in the demo is not kept" if self.desk.demo else ""
        self.say(f"{self.keymap.first(name)} once more quits{without}{kept}", "warn")
