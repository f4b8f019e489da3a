"""`C`: a draft, pasted or of a file, held against the record beside the screen."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tradewatch.errors import TradewatchError
from tradewatch.storage.pages import Pages
from tradewatch.tui.copying import Copying
from tradewatch.tui.editing import Editing
from tradewatch.tui.unbegun import unbegun

if TYPE_CHECKING:
    from tradewatch.feeds.reading.draft.finding import Finding
    from tradewatch.feeds.reading.draft.page import Page

__all__ = ["Checked", "Checking", "DraftText"]


class DraftText(Struct, frozen=True):
    """What is to be checked: a file, or the words that were pasted."""

    name: str
    words: str | None = None


class Checked(Struct, frozen=True):
    """A draft and what the record has to it."""

    draft: DraftText
    page: Page
    findings: tuple[Finding, ...]


class Checking(Copying, Editing):
    """The part of the console that checks drafts; nothing of a draft is stored."""

    def action_check(self) -> None:
        from tradewatch.tui.screens.check import CheckScreen

        self.push_screen(CheckScreen(self.desk, self.keymap, self))

    def check_draft(self, draft: DraftText) -> None:
        """Reads a draft and shows what the record has to it, as of the instant that the console shows."""
        self.run_worker(unbegun(self._check, draft), group="check", exclusive=True, exit_on_error=False)

    def edit_draft(self, draft: DraftText) -> None:
        """Opens a draft in the person's editor, then checks it again; pasted words are edited as a copy."""
        if draft.words is None:
            if self.edit_file(Path(draft.name).expanduser()):
                self.check_draft(draft)
            return
        words = self.edit_text(draft.words)
        if words is not None:
            self.check_draft(DraftText(draft.name, words))

    async def _check(self, draft: DraftText) -> None:
        from tradewatch.tui.screens.check import CheckScreen

        checked: Checked | None = None
        try:
            checked = await asyncio.to_thread(self._laid_beside, draft)
        except TradewatchError as error:
            self.say(f"{error.message} ({error.hint})", "bad")
        except OSError as error:
            self.say(f"{draft.name}: cannot be read: {(error.strerror or str(error)).lower()}", "bad")
        except (sqlite3.Error, RuntimeError) as error:
            self.say(f"{draft.name}: {error}", "bad")
        finally:
            for screen in self.screen_stack:
                if isinstance(screen, CheckScreen):
                    screen.put(checked)

    def _laid_beside(self, draft: DraftText) -> Checked:
        """In a thread of its own: a long draft takes seconds."""
        from tradewatch.book.load import roster_with
        from tradewatch.feeds.reading.draft.checking import check_draft
        from tradewatch.feeds.reading.draft.page import read_page
        from tradewatch.storage.archivepages import ArchivePages

        desk, at, reading = self.desk, self.desk.now(), self.desk.options.settings.reading
        content = _bytes_of(draft)
        page = read_page(draft.name, content)
        roster = roster_with(desk.book, Path(reading.roster)) if reading.roster else None
        pages = Pages.open(desk.db)
        try:
            pages.as_of = desk.as_of
            archive = ArchivePages(pages, at)
            found = check_draft(page, archive, desk.book, at, roster=roster, lexicon=reading.lexicon)
        finally:
            pages.close()
        return Checked(draft, page, tuple(found))


def _bytes_of(draft: DraftText) -> bytes:
    from tradewatch.feeds.reading.draft.page import MOST_BYTES

    if draft.words is not None:
        return draft.words.encode("utf-8", "replace")
    with Path(draft.name).expanduser().open("rb") as file:
        return file.read(MOST_BYTES + 1)
