"""`x`: what leaves the console, seen before it does: as which format, of which items, to a file or the clipboard."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from tradewatch.errors import TradewatchError
from tradewatch.storage.queries import ItemQuery
from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.copying import CLIPBOARD_BYTES
from tradewatch.tui.unbegun import unbegun

__all__ = ["Export", "Exporter", "Exporting", "Looked", "Part"]

_SAMPLE = 25
"""Items of which the preview is made; the file has all."""


class Part(Struct, frozen=True):
    """Which items leave."""

    words: str
    """For a person: `flagged`, `the wire, side:China`."""
    query: ItemQuery
    title: str
    """What stands at the head of a brief."""
    subject: str
    """The same each time: part of a feed's id."""


class Export(Struct, frozen=True):
    """What is to leave, and as what."""

    part: Part
    form: str
    as_of: datetime | None


class Looked(Struct, frozen=True):
    """How an export begins."""

    text: str
    count: int
    """All things that it will have."""
    what: str
    """`item` or `deadline`."""
    shown: int
    """Things that the text has."""


class Exporter(Protocol):
    """What the program does for the console here; each may take a while and raises TradewatchError."""

    def look(self, wanted: Export, most: int) -> Looked:
        """Gives how the export begins, made of so many items."""

    def write(self, wanted: Export, path: Path) -> str:
        """Writes a new file and notes that this has left; gives what was written, for a person."""

    def copy(self, wanted: Export, most_bytes: int) -> str:
        """Gives the whole text for a clipboard and notes that it has left."""


class Exporting(ConsoleBase):
    """The part of the console that exports."""

    exporter: Exporter

    def action_export(self) -> None:
        parts = self._parts()
        if not parts:
            self.say(f"nothing is flagged: {self.keymap.first('flag')} flags what is to be exported", "warn")
            return
        from tradewatch.tui.screens.export import ExportScreen

        day = self.desk.local(self.desk.now())
        folder = self.desk.options.settings.export.folder
        self.push_screen(ExportScreen(self.keymap, self, parts, folder, f"tradewatch-{day:%Y-%m-%d-%H%M}"))

    def _parts(self) -> Sequence[Part]:
        """What is flagged, where something is; then what the wire shows, where anything is flagged or it is narrowed."""
        from tradewatch.storage.searchpages import search_text

        as_of = self.desk.as_of
        flagged = Part("flagged", ItemQuery(flagged=True, until=as_of), "Flagged items", "flagged")
        has_flags = self.news is None or bool(self.news.counts.flagged)
        if not has_flags and self.wire_query == ItemQuery(until=as_of):
            return ()
        text = search_text(self.wire_query).strip()
        words, title = (f"the wire: {text}", f"Items: {text}") if text else ("the whole wire", "Items")
        wire = Part(words, self.wire_query, title, f"all {text}".strip())
        return (flagged, wire) if has_flags else (wire,)

    # --- what the screen asks for ---

    def look_at_export(self, part: Part, form: str) -> None:
        """Reads how an export begins and shows it on the screen, if it stands by then."""
        wanted = Export(part, form, self.desk.as_of)
        self.run_worker(unbegun(self._look_at_export, wanted), group="export-look", exit_on_error=False)

    def write_export(self, part: Part, form: str, name: str) -> None:
        """Writes to a new file and says so."""
        wanted = Export(part, form, self.desk.as_of)
        self.run_worker(unbegun(self._write_export, wanted, Path(name)), group="export", exit_on_error=False)

    def copy_export(self, part: Part, form: str) -> None:
        """Copies the whole of it."""
        wanted = Export(part, form, self.desk.as_of)
        self.run_worker(unbegun(self._copy_export, wanted), group="export", exit_on_error=False)

    async def _look_at_export(self, wanted: Export) -> None:
        from tradewatch.tui.screens.export import ExportScreen

        try:
            found = await asyncio.to_thread(self.exporter.look, wanted, _SAMPLE)
        except TradewatchError as error:
            found = Looked(f"{error.message}\n{error.hint}", 0, "item", 0)
        except (OSError, ValueError, sqlite3.Error) as error:
            found = Looked(f"cannot be shown: {error}", 0, "item", 0)
        for screen in self.screen_stack:
            if isinstance(screen, ExportScreen):
                screen.put(wanted.part, wanted.form, found)

    async def _write_export(self, wanted: Export, path: Path) -> None:
        try:
            words = await asyncio.to_thread(self.exporter.write, wanted, path)
        except TradewatchError as error:
            self.say(f"{error.message} ({error.hint})" if error.hint else error.message, "bad")
        except (OSError, ValueError, sqlite3.Error) as error:
            self.say(f"not exported: {error}", "bad")
        else:
            self.say(words, "good")

    async def _copy_export(self, wanted: Export) -> None:
        try:
            words = await asyncio.to_thread(self.exporter.copy, wanted, CLIPBOARD_BYTES)
        except TradewatchError as error:
            self.say(f"{error.message} ({error.hint})", "bad")
        except (OSError, ValueError, sqlite3.Error) as error:
            self.say(f"not copied: {error}", "bad")
        else:
            self.copy_to_clipboard(words)
            self.say(f"copied: {len(words.splitlines()):,} lines, {wanted.part.words} as {wanted.form}", "good")
