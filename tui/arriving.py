"""What was written meanwhile, by whomever: looked for beside the screen, and shown where nothing moves under a person."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterable
from typing import Any

from textual import work

from tradewatch.errors import DamagedError, TradewatchError
from tradewatch.logs import event, trouble
from tradewatch.storage.aside import keep_damaged
from tradewatch.storage.refusals import in_words
from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.linelist import LineList
from tradewatch.tui.screens.feeds import FeedsScreen
from tradewatch.tui.screens.proposals import ProposalsScreen
from tradewatch.tui.watching import Compared, News

__all__ = ["Arriving"]


class Arriving(ConsoleBase):
    """The part of the console that brings news into the lists."""

    def __init__(self) -> None:
        super().__init__()
        self.news = None
        self.waiting = {"wire": 0, "statements": 0}
        self.touched: set[str] = set()
        """Lists in which a person has moved: what arrives waits there."""
        self._damage = ""
        self._busy = False
        self._again = False
        self._show = False

    @work(exclusive=False, group="look", exit_on_error=False)
    async def look(self) -> None:
        """Asks beside the screen whether anything was written; one look at a time."""
        if self._busy:
            return
        self._busy, again, self._again = True, self._again, False
        try:
            news = await asyncio.to_thread(self.watcher.look, again=again)
        except (TradewatchError, sqlite3.Error) as error:
            self.cannot_read(error)
        else:
            self.cannot_read(None)
            self.take(news)
        finally:
            self._busy = False

    def look_now(self, *, again: bool = True) -> News | None:
        """Gives what there is, without waiting beside the screen; None where it cannot be read, which is said."""
        try:
            return self.watcher.look(again=again, quick=True)
        except (TradewatchError, sqlite3.Error) as error:
            self.cannot_read(error)
            return None

    def cannot_read(self, error: Exception | None) -> None:
        """Says on the status line that what is shown may be old, for as long as it lasts; None: it is over.

        Of a damaged file it is said to the end: a part of it may be read well meanwhile.
        """
        told = in_words(self.desk.db, error) if isinstance(error, sqlite3.Error) else error
        if isinstance(told, DamagedError):
            if not self._damage:
                self._keep_copy()
            words = self._damage = "the database is damaged: quit, then `tradewatch doctor --recover`"
        else:
            words = self._damage or (told.message if isinstance(told, TradewatchError) else str(told or ""))
        words = words.replace(f"{self.desk.db}: ", "the database ")  # a path would take the line for itself
        if words != self.unread_words:
            self.unread_words = words
            trouble("cannot_read", error) if error is not None else event("can_read_again")
            self.call_later(self.heads)

    @work(exclusive=False, group="copy", exit_on_error=False)
    async def _keep_copy(self) -> None:
        """Copies the damaged file aside while it is as it is; a process of its own reads it, so no lock of ours is lost."""
        kept = await asyncio.to_thread(keep_damaged, self.desk.db, self.desk.clock(), passing=True)
        event("damaged", kept=kept.words)
        self.say(f"the database is damaged; {kept.words}", "bad")

    def look_again(self, *, show: bool = False) -> None:
        self._again = True
        self._show = self._show or show
        self.look()

    def take(self, news: News | None) -> None:
        if news is None:
            return
        if news.asked != (self.watcher.items, self.watcher.statements):
            self._again = True  # begun before the lists were narrowed: look once more
            return
        self.news = news
        if news.book is not None:
            self.desk.take_book(news.book)
            self.wire.forget()
        if news.proposals is not None:
            self._take_proposals(news.proposals)
        changed = {(one.kind, one.row) for one in news.changes}
        if changed:
            self.wire.forget()
            self.statements.forget([row for kind, row in changed if kind == "statement"] or None)
        if any(kind == "feed" for kind, _ in changed) and isinstance(self.screen, FeedsScreen):
            self.screen.look()
        self.waiting["wire"] = self._arrive(self.wire, news.stories)
        self.waiting["statements"] = self._arrive(self.statements, news.statements)
        self._show = False
        self.tick()
        if self.detail.shown and (news.book is not None or news.proposals is not None):
            self.detail.rebuild()

    def _take_proposals(self, found: Compared) -> None:
        self.desk.to_check, self.desk.told = found.to_check, found.by_row
        for screen in self.screen_stack:
            if isinstance(screen, ProposalsScreen):
                screen.put(found.to_check)

    def _arrive(self, rows: LineList[Any], ids: Iterable[int]) -> int:
        """Shows arrivals where nobody has moved yet; else they wait. Gives how many wait."""
        ids = list(ids)
        here = set(rows.ids)
        waiting = sum(1 for one in ids if one not in here)
        if waiting and self._show:
            rows.show(ids)
            return 0
        if not here or (rows.id not in self.touched and waiting):
            rows.show(ids, keep=bool(here) and rows.cursor > 0)
            return 0
        gone = here.difference(ids)
        if gone:
            rows.show([one for one in rows.ids if one not in gone])
        return waiting

    def action_arrivals(self) -> None:
        if self.news is not None:
            self.wire.show(list(self.news.stories), keep=False)
            self.statements.show(list(self.news.statements), keep=False)
            self.waiting = dict.fromkeys(self.waiting, 0)
            self.heads()
