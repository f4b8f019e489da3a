"""`H`: the handover read beside the screen, gone into, copied and written to a file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tradewatch.errors import TradewatchError
from tradewatch.instants import WASHINGTON
from tradewatch.storage.ids import parse_id
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery, StatementQuery
from tradewatch.storage.visiting import last_looked
from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.unbegun import unbegun

if TYPE_CHECKING:
    from tradewatch.storage.export.handoverlines import HandoverLine
    from tradewatch.storage.handover import Handover

__all__ = ["Handing"]

_MOST = 20
"""Statements, stories and proposals that are listed; the rest is counted."""
_AGAIN_SECONDS = 0.1
_TIMES = 50
"""How often it is looked whether a long list is read to where a row stands."""


class Handing(ConsoleBase):
    """The part of the console that hands a shift over."""

    _handed: Sequence[HandoverLine] = ()
    _found: Handover | None = None
    """What the lines were made of."""

    def action_handover(self) -> None:
        from tradewatch.tui.screens.handover import HandoverScreen

        self._handed = ()
        self.push_screen(HandoverScreen(self.keymap, self), self._go_to)
        self.call_later(self.read_handover, "")

    def read_handover(self, since: str) -> None:
        """Shows what came since a time that a person wrote; "" is the end of the last visit."""
        from tradewatch.storage.queryterms import Bearings
        from tradewatch.storage.sincewhen import since_when

        at = self.desk.now()
        try:
            begun = since_when(since, Bearings(self.desk.zone, at)) if since else self._last_looked(at)
        except TradewatchError as error:
            self.say(f"{error.message} ({error.hint})", "bad")
            return
        self.run_worker(unbegun(self._read, begun, at), group="handover", exclusive=True, exit_on_error=False)

    def _last_looked(self, at: datetime) -> datetime:
        """Of the visit that is marked: the mark and the handover begin at one and the same time."""
        mark = self.desk.mark
        return mark if mark is not None and mark < at else last_looked(None, at)

    async def _read(self, since: datetime, at: datetime) -> None:
        from tradewatch.storage.export.handoverlines import handover_lines
        from tradewatch.storage.handover import read_handover

        desk, as_of = self.desk, self.desk.as_of
        mark = self._demo_mark(at)

        def read() -> tuple[Handover, list[HandoverLine]]:
            pages = Pages.open(desk.db)
            try:
                pages.as_of = as_of
                found = read_handover(pages, since, at, _MOST)
                return found, handover_lines(found, desk.zone, desk.user, mark=mark)
            finally:
                pages.close()

        try:
            self._found, self._handed = await asyncio.to_thread(read)
        except (TradewatchError, sqlite3.Error) as error:
            self.say(f"the handover cannot be read: {error}", "bad")
            return
        from tradewatch.tui.screens.handover import HandoverScreen

        for screen in self.screen_stack:  # below the help or the palette, it may be
            if isinstance(screen, HandoverScreen):
                screen.put(self._handed)

    # --- out of it ---

    def copy_handover(self) -> None:
        """Copies the whole as plain text."""
        from tradewatch.storage.export.handoverlines import handover_text

        if self._handed:
            self.copy_to_clipboard(handover_text(self._handed))
            self.say(f"copied: {len(self._handed)} lines", "good")

    def handover_name(self) -> str:
        """Gives a name for its file."""
        from tradewatch.storage.export.whole import in_folder

        name = f"handover-{self.desk.local(self.desk.now()):%Y-%m-%d-%H%M}.md"
        return in_folder(self.desk.options.settings.export.folder, name)

    def write_handover(self, name: str) -> None:
        """Writes it to a new file: plain text by the ending `.txt`, a page by `.html`, else Markdown."""
        if name and self._handed:
            self.run_worker(unbegun(self._write_file, Path(name)), group="handover-file", exit_on_error=False)

    async def _write_file(self, path: Path) -> None:
        from tradewatch.storage.export.whole import at_home, make_folder, write_whole

        folder = self.desk.options.settings.export.folder

        def write() -> Path:
            target = at_home(path)
            make_folder(target, folder)
            write_whole(target, self._document(target.suffix.casefold()).encode("utf-8"))
            return target

        try:
            target = await asyncio.to_thread(write)
        except TradewatchError as error:
            self.say(f"{error.message} ({error.hint})" if error.hint else error.message, "bad")
        except (OSError, ValueError, sqlite3.Error) as error:
            self.say(f"not written: {error}", "bad")
        else:
            self.say(f"the handover is written to {target}", "good")

    def _document(self, ending: str) -> str:
        """What was read, as the ending of its file wants it."""
        from tradewatch.storage.export.handoverlines import handover_text

        if ending == ".txt" or self._found is None:
            return handover_text(self._handed)
        from tradewatch.storage.export.handoverbrief import HandoverFor, handover_document

        desk, as_of = self.desk, self.desk.as_of
        mark, templates = self._demo_mark(self._found.until), desk.options.templates_folder
        whose = HandoverFor(desk.zone, desk.user, mark, as_of is not None, templates)
        pages = Pages.open(desk.db)
        try:
            pages.as_of = as_of
            return handover_document(pages, self._found, "html" if ending in (".html", ".htm") else "md", whose)
        finally:
            pages.close()

    def _demo_mark(self, at: datetime) -> str:
        day = at.astimezone(WASHINGTON)
        return f"{self.desk.demo} {day.day} {day:%b %Y}" if self.desk.demo else ""

    # --- back into the console ---

    def _go_to(self, target: str | None) -> None:
        """Opens a story, item or statement in its list, with everything in the list if it is narrowed to other things."""
        if target is None:
            return
        kind, number = parse_id(target)
        if kind == "item":
            item = self.desk.pages.item(number)
            number = item.story_id or -number if item is not None else -number
        pane = 2 if kind == "statement" else 4
        self.action_pane(pane)
        rows = self.statements if pane == 2 else self.wire
        if number not in rows.roll:
            at = self.desk.as_of
            items, said = self.wire_query, self.statement_query
            plain_items, plain_said = ItemQuery(until=at), StatementQuery(until=at)
            if (said != plain_said) if pane == 2 else (items != plain_items):
                self.ask(items if pane == 2 else plain_items, plain_said if pane == 2 else said)
        self._arrive_at(target, pane, number, _TIMES)

    def _arrive_at(self, target: str, pane: int, number: int, times: int) -> None:
        rows = self.statements if pane == 2 else self.wire
        if number not in rows.roll and self.waiting[rows.id or ""]:
            self.action_arrivals()
        place = rows.roll.place(number)
        if place is not None:
            rows.go(place)
            self.open_from(pane)
        elif not rows.roll.whole and times:
            self.set_timer(_AGAIN_SECONDS, lambda: self._arrive_at(target, pane, number, times - 1))
        else:
            self.say(f"{target} is not in the list: it was dismissed, does not matter or is gone", "warn")
