"""What the desk changes, on its way to the disk: one change after the other, and none given up because it has to wait."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tradewatch.errors import BusyError, FullError, TradewatchError
from tradewatch.logs import event, trouble
from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.unbegun import unbegun

if TYPE_CHECKING:
    from tradewatch.storage.store import Store

__all__ = ["Writing"]

_SAY_AFTER_SECONDS = 0.25
"""A change that is not on the disk by then is said to wait; usually it takes a few milliseconds."""
_AGAIN_SECONDS = 0.5


class _Wanted(Struct, frozen=True):
    change: Callable[[Store], Any]
    words: str | Callable[[Any], str]
    show: bool
    quiet: bool


class Writing(ConsoleBase):
    """Changes wait in order while another program holds the database or the disk is full, and are said when they are made.

    Nothing is acknowledged before it is on the disk. What cannot be made for another reason is said and given up.
    """

    def __init__(self) -> None:
        super().__init__()
        self._wanted: deque[_Wanted] = deque()
        self._held = ""
        self._writes = False

    def write(
        self,
        change: Callable[[Store], Any],
        words: str | Callable[[Any], str],
        *,
        show: bool = False,
        quiet: bool = False,
    ) -> None:
        """Makes a change beside the screen, then says it and shows it; an error becomes a sentence.

        `show` brings at once what comes back into a list; else it would wait as an arrival. Of a `quiet` change nothing
        is said, not even that it cannot be made: `words` gets the error in place of a result.
        """
        self._wanted.append(_Wanted(change, words, show, quiet))
        if self._held and not quiet:
            self._say_waiting()
        if not self._writes:
            self._writes = True
            self.run_worker(unbegun(self._write_all), group="writes", exit_on_error=False)

    @property
    def held_words(self) -> str:
        """Why changes wait, and how many: "" where none does. For the status line."""
        count = self.unwritten
        if not self._held or not count:
            return self._held
        return f"{self._held}: {count} change{'' if count == 1 else 's'} wait{'s' if count == 1 else ''}"

    @property
    def unwritten(self) -> int:
        """How many changes are not on the disk yet; what nobody is told of (seen or unseen) is not counted."""
        return sum(1 for one in self._wanted if one.words and not one.quiet)

    async def _write_all(self) -> None:
        try:
            while self._wanted:
                wanted = self._wanted[0]
                done, result = await self._write_one(wanted)
                if not done:
                    await asyncio.sleep(_AGAIN_SECONDS)
                    continue
                self._wanted.popleft()
                self._hold("")
                if wanted.quiet:
                    if callable(wanted.words):
                        wanted.words(result)
                elif isinstance(result, TradewatchError):
                    event("change_refused", why=result.message)
                    self.say(f"{result.message} ({result.hint})" if result.hint else result.message, "bad")
                else:
                    self.calmly("what was changed", partial(self._say_done, wanted, result))
                    self.look_again(show=wanted.show)
        finally:
            self._writes = False

    def _say_done(self, wanted: _Wanted, result: Any) -> None:
        self.say(wanted.words(result) if callable(wanted.words) else wanted.words, "good")

    async def _write_one(self, wanted: _Wanted) -> tuple[bool, Any]:
        """Whether the change is settled, and what came of it: its result, or why it can never be made."""
        work = asyncio.ensure_future(asyncio.to_thread(lambda: wanted.change(self.desk.store())))
        ready, _ = await asyncio.wait([work], timeout=_SAY_AFTER_SECONDS)
        if not ready:
            self._hold(self._held or "waiting for the database")
        try:
            return True, await work
        except FullError:
            self._hold("read-only, the disk is full")
        except BusyError:
            self._hold("another program holds the database")
        except TradewatchError as error:
            return True, error
        except Exception as error:  # noqa: BLE001 - one change that meets a fault of ours does not stop those behind it
            trouble("change_broke", error)
            return True, TradewatchError(f"not done, a fault of the program: {type(error).__name__}: {error}", "")
        return False, None

    def _hold(self, why: str) -> None:
        if why == self._held:
            return
        event("changes_wait" if why else "changes_written", why=why or self._held, waiting=self.unwritten)
        self._held = why
        if why and self.unwritten:
            self._say_waiting()
        self.heads()

    def _say_waiting(self) -> None:
        self.say(f"{self.held_words} and will be made as soon as it can be", "warn")
