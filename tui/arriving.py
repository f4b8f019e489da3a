"""What was written meanwhile, by whomever: looked for beside the screen, and shown where nothing moves under a person."""

from __future__ import annotations

import asyncio
import sqlite3

from msgspec.structs import replace
from textual import work

from tradewatch.errors import DamagedError, TradewatchError
from tradewatch.logs import event, trouble
from tradewatch.records import Change
from tradewatch.storage.refusals import in_words
from tradewatch.tui.guarded import fault_words
from tradewatch.tui.lists import Lists
from tradewatch.tui.screens.over import Over
from tradewatch.tui.watching import Compared, News

__all__ = ["Arriving"]


class Arriving(Lists):
    """The part of the console that looks for what is new."""

    def __init__(self) -> None:
        super().__init__()
        self.news = None
        self._damage = ""
        self._busy = False
        self._again = False
        self._show = False

    def look(self) -> None:
        """Looks beside the screen where something was written; one look at a time."""
        if not self._busy and (self._again or self.watcher.peek()):
            self._busy = True
            self._look()

    @work(exclusive=False, group="look", exit_on_error=False)
    async def _look(self) -> None:
        again, self._again = self._again, False
        show, self._show = self._show, False  # what is asked for while this look goes on is the next one's
        try:
            news = await asyncio.to_thread(self.watcher.look, self.wire_query.until, again=again)
        except (TradewatchError, sqlite3.Error) as error:
            self.cannot_read(error)
        except Exception as error:  # noqa: BLE001 - said on the status line for as long as it lasts
            self.cannot_read(TradewatchError(f"a fault of the program: {fault_words(error)}", ""))
            trouble("look_broke", error)
        else:
            self.cannot_read(None)
            self.take(news, show=show)
        finally:
            self._busy = False

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
        from tradewatch.storage.aside import keep_damaged

        kept = await asyncio.to_thread(keep_damaged, self.desk.db, self.desk.clock(), passing=True)
        event("damaged", kept=kept.words)
        self.say(f"the database is damaged; {kept.words}", "bad")

    def look_again(self, *, show: bool = False) -> None:
        self._again = True
        self._show = self._show or show
        self.look()

    def take(self, news: News | None, *, show: bool = False) -> None:
        if news is None:
            return
        self.news = news
        news = self._take_hands(news)
        changed = {(one.kind, one.row) for one in news.changes}
        if (
            changed or show or news.gap
        ):  # first of all: no later look tells of these again, whatever fault the rest meets
            self.lister.changed(news.changes, show=show, whole=news.gap)
        self.calmly("the saved searches", lambda: self.take_changes(news.changes, whole=news.gap))
        if news.alerts:
            self.calmly("the alerts", lambda: self.take_alerts(news.alerts))
        if news.book is not None:
            self.desk.take_book(news.book)
            self.wire.forget()
        if news.proposals is not None:
            self._take_proposals(news.proposals)
        if changed:
            self.wire.forget()
            self.statements.forget()  # an edited item takes words away from statements that nobody wrote to
        if any(kind == "feed" for kind, _ in changed) and isinstance(self.screen, Over):
            self.calmly("the screen over the console", self.screen.look)
        self.tick()
        if self.detail.shown and (changed or news.book is not None or news.proposals is not None):
            self.detail.rebuild()

    def _take_hands(self, news: News) -> News:
        """The news with the items whose hand went up or down: a second look raises it, and writes nothing to that item."""
        moved = {one.item_id for one in set(news.hands) ^ set(self.desk.hands)}
        self.desk.hands = news.hands
        if not moved:
            return news
        if self.detail.shown:
            self.call_later(self.detail.rebuild)
        return replace(news, changes=(*news.changes, *(Change(0, "item", number) for number in moved)))

    def _take_proposals(self, found: Compared) -> None:
        self.desk.to_check, self.desk.told = found.to_check, found.by_row
        for screen in self.screen_stack:
            if isinstance(screen, Over):
                screen.take_proposals(found.to_check)
