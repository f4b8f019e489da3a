"""What a key does, before the next one is looked at."""

from __future__ import annotations

import asyncio
import contextlib

from textual import events
from textual.widgets import Input

from tradewatch.tui.linelist import LineList
from tradewatch.tui.lists import Lists
from tradewatch.tui.prompt import Prompt
from tradewatch.tui.screens.over import Layer
from tradewatch.tui.visiting import PRESSES, Visiting

__all__ = ["Pressing"]

_ALT = "alt+"
_STANDS_SECONDS = 2.0
"""A screen stands after a few milliseconds; one that met a fault on the way never will."""


class Pressing(Visiting, Lists):
    """Does what a key asks at once.

    Textual hands keys to the focused widget's queue and runs actions when they have bubbled back: of "/tariff"
    typed or pasted in one go the letters would run as commands before the search line is open, and a Ctrl+U
    would delete what was typed after it.
    """

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, PRESSES) and not event.is_forwarded:
            self.pressed()
        if isinstance(event, events.Paste) and not event.is_forwarded and self._pasted(event):
            return
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._until_it_stands()
            if self._written(event) or await self._entered(event):
                return
            if await self._check_bindings(event.key, priority=True) or await self._check_bindings(event.key):
                return
            if event.key.startswith(_ALT) and event.character:
                await self._parted(event.character)
                return
            if isinstance(self.screen, Layer) and self.screen.take_other(event):
                return
        await super().on_event(event)

    async def _until_it_stands(self) -> None:
        """Waits for a screen that is being opened: a key typed behind the one that opens it belongs to it."""
        if self.screen_stack and not self.screen_stack[-1].is_mounted:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.screen_stack[-1]._mounted_event.wait(), _STANDS_SECONDS)

    async def _entered(self, event: events.Key) -> bool:
        """Whether the key was an Enter that the screen takes by itself."""
        return event.key == "enter" and isinstance(self.screen, Layer) and await self.screen.take_enter()

    def _pasted(self, event: events.Paste) -> bool:
        """Whether a paste went into the line that a person writes on: all of it, and before the next key is looked at.

        The library would hand it to the line later, behind the Enter that came with it, and would keep its first line alone.
        """
        focused = self.focused
        if not isinstance(focused, Input):
            return False
        focused.insert_text_at_cursor(" ".join(event.text.split("\n")).replace("\r", "").strip())
        return True

    def _written(self, event: events.Key) -> bool:
        """Whether the key went into the line that a person writes on."""
        focused = self.focused
        if event.key == "enter":
            for prompt in self.screen.query(Prompt):
                if prompt.open:
                    prompt.submit()
                    return True
        if isinstance(focused, Input) and event.is_printable and event.character is not None:
            if not event.key.startswith(_ALT):
                focused.replace(event.character, *sorted(focused.selection))
                return True
        elif isinstance(focused, LineList) and focused.id is not None:
            self.touched.add(focused.id)
        return False

    async def _parted(self, character: str) -> None:
        """Takes an Alt that nothing is bound to for what it is as bytes: Esc, and a key right behind it on a slow line."""
        await self.on_event(events.Key("escape", "\x1b"))
        await self.on_event(events.Key(character, character))
