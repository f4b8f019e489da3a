"""Search, filter, hits in a text, and the instant that everything is shown for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tradewatch.errors import TradewatchError
from tradewatch.storage.queries import ItemQuery, StatementQuery
from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.narrowing import narrow_items, narrow_statements

__all__ = ["Finding"]


class Finding(ConsoleBase):
    """Search, filter, hits in a text, and the instant that everything is shown for."""

    _before: tuple[ItemQuery, StatementQuery] | None = None
    """What the lists were narrowed to before a search."""

    def action_search(self) -> None:
        if self.detail.shown and self.at == 5:
            self._before = None
            self.prompt.ask(
                "search in the text:",
                self._keep_search,
                value=self.detail.words,
                typed=self._search_text,
                left=self.back_to_list,
            )
            return
        self._before = (self.watcher.items, self.watcher.statements)
        self.prompt.ask("search:", self._keep_search, typed=self._search_typed, left=self._leave_search)

    def _search_text(self, words: str) -> None:
        self.detail.words = words.strip()
        self.detail.rebuild()
        self.action_hit(0)

    def _search_typed(self, words: str) -> None:
        if self._before is None:
            return
        items, statements = self._before
        self.ask(replace(items, words=words), replace(statements, words=words))

    def _keep_search(self, words: str) -> None:
        self.detail.words = words.strip()
        if self.detail.shown:
            self.detail.rebuild()
        if self._before is not None and words != self.watcher.items.words:
            self._search_typed(words)
        self._before = None
        self.back_to_list()

    def _leave_search(self) -> None:
        before, self._before = self._before, None
        if before is not None:
            self.ask(*before)
        self.back_to_list()

    def action_narrow(self) -> None:
        statements = self.at == 2

        def done(words: str) -> None:
            self.back_to_list()
            try:
                if statements:
                    self.ask(self.watcher.items, narrow_statements(words, self.watcher.statements))
                else:
                    self.ask(narrow_items(words, self.watcher.items), self.watcher.statements)
            except TradewatchError as error:
                self.say(f"{error.message} ({error.hint})", "bad")

        hint = "side: speaker: topic: channel: direct nobody" if statements else "side: topic: feed: flagged near all"
        self.prompt.ask(f"narrow to (words, {hint}; empty: all):", done, left=self.back_to_list)

    def action_flagged(self) -> None:
        query = self.watcher.items
        self.action_pane(4)
        self.ask(replace(query, flagged=not query.flagged), self.watcher.statements)

    def action_hit(self, by: int) -> None:
        hits = self.detail.hits
        if not hits:
            if by:
                self.say("n and N step through the hits of a search in the open text", "dim")
            return
        here = self.detail.scroll_offset.y
        later = [line for line in hits if line > here] if by >= 0 else [line for line in reversed(hits) if line < here]
        line = later[0] if later else (hits[0] if by >= 0 else hits[-1])
        self.detail.scroll_to(y=line, animate=False, force=True)

    def time_changed(self) -> None:
        self.wire.forget()
        # what waits to be checked is of that time too; the next look works it out beside the screen
        self.desk.to_check, self.desk.told = (), {}
        at = self.desk.pages.as_of = self.desk.as_of
        self.ask(replace(self.watcher.items, until=at), replace(self.watcher.statements, until=at))
        self.tick()
        self.look_again()

    def end_queries(self, at: datetime | None) -> None:
        self.watcher.items = replace(self.watcher.items, until=at)
        self.watcher.statements = replace(self.watcher.statements, until=at)
