"""What the console exports: seen, written to a new file, or handed to it for the clipboard. The console starts without it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tradewatch.errors import TradewatchError
from tradewatch.settings import Options

if TYPE_CHECKING:
    from tradewatch.cli.leaving import Leaving
    from tradewatch.tui.exporting import Export, Looked

__all__ = ["ConsoleExporter"]

_MOST = 20_000
"""Items that leave at once: some ten seconds and a hundred megabytes (measured: half a millisecond an item)."""


class ConsoleExporter:
    """Reads over a connection of its own, so that it may work beside the screen."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def look(self, wanted: Export, most: int) -> Looked:
        """Gives how the export begins, made of so many items."""
        from tradewatch.tui.exporting import Looked

        leaving, whole = self._leaving(wanted, most)
        return Looked(leaving.text, whole, leaving.what, leaving.count)

    def write(self, wanted: Export, path: Path) -> str:
        """Writes a new file and notes that this has left."""
        from tradewatch.cli.leaving import form_by_ending, note_exported
        from tradewatch.storage.export.whole import at_home, make_folder, write_whole

        path = at_home(path)
        if not wanted.form:
            wanted = replace(wanted, form=form_by_ending(str(path)))
        make_folder(path, self._options.settings.export.folder)
        leaving, _ = self._leaving(wanted)
        write_whole(path, leaving.text.encode("utf-8"))
        note_exported(self._options, leaving.items)
        return leaving.words(path)

    def copy(self, wanted: Export, most_bytes: int) -> str:
        """Gives the whole text for a clipboard and notes that it has left."""
        from tradewatch.cli.leaving import note_exported

        leaving, _ = self._leaving(wanted)
        size = len(leaving.text.encode())
        if size > most_bytes:
            raise TradewatchError(
                f"not copied: {size // 1000:,} kB are too long for a terminal's clipboard", "write it to a file"
            )
        note_exported(self._options, leaving.items)
        return leaving.text

    def _leaving(self, wanted: Export, most: int = 0) -> tuple[Leaving, int]:
        """The text, of so many items (0: all), and how many there are; as the console stands: it may show another time."""
        from tradewatch.cli.leaving import Wanted, export_text, todo_only
        from tradewatch.cli.opening import open_pages

        part, options = wanted.part, replace(self._options, as_of=wanted.as_of)
        query = todo_only(part.query)
        with open_pages(options, makes=False) as pages:
            whole = len(pages.item_ids(query))
            if whole > _MOST and not most and wanted.form != "ics":
                raise TradewatchError(
                    f"not exported: {whole:,} items are more than a console makes at once",
                    "narrow the wire first, or `tradewatch export --all-items`",
                )
            asked = Wanted(replace(query, limit=most), wanted.form, part.title, part.subject, whole)
            leaving = export_text(options, pages, asked)
        return leaving, leaving.count if wanted.form == "ics" else whole
