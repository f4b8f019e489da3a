"""Search, filter, hits in a text, and the instant that everything is shown for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from tradewatch.errors import QueryError
from tradewatch.storage.queries import ItemQuery, StatementQuery
from tradewatch.storage.querylanguage import (
    Asked,
    of_items,
    of_statements,
    parse_query,
    query_words,
    renewed,
    typing_hint,
)
from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.timedlist import TimedList

__all__ = ["Finding"]

_Queries = tuple[ItemQuery, StatementQuery]
_KEYS = 'words "phrases" speaker: side: topic: feed: channel: since: until: tag: any: is: -not'


class Finding(ConsoleBase):
    """Search, filter, hits in a text, and the instant that everything is shown for."""

    _before: _Queries | None = None
    """What the lists were narrowed to when the search line opened."""
    _stood: tuple[tuple[TimedList[Any], int | None], ...] = ()
    """Where the cursors stood then."""
    _ground: _Queries | None = None
    """... without the hits of a search that is kept: those of the next one come in their place."""
    _kept: tuple[tuple[str, str], _Queries] | None = None
    """What is said of the lists with the hits of the last search, and what they were narrowed to without it."""

    def action_search(self) -> None:
        if self.detail.shown and self.at == 5:
            one = self.detail.sought[0] if len(self.detail.sought) == 1 else ""
            self.prompt.ask(
                "search in the text:",
                self._keep_text,
                value=self.detail.words or one,
                typed=self._search_text,
                left=self.back_to_list,
            )
            return
        self._before = self._ground = (self.wire_query, self.statement_query)
        self._stood = ((self.wire, self.wire.current), (self.statements, self.statements.current))
        if self._kept is not None and self._kept[0] == _words_of(self._before):
            items, statements = self._kept[1]
            until = self.wire_query.until
            self._ground = (replace(items, until=until), replace(statements, until=until))
        self.prompt.ask(
            "search:",
            self._keep_search,
            typed=self._search_typed,
            left=self._leave_search,
            check=self._wrong,
            hint=f"{_KEYS}   Esc: back",
        )

    def _search_text(self, words: str) -> None:
        self.detail.words = words.strip()
        self.detail.rebuild()
        self.action_hit(0)

    def _keep_text(self, words: str) -> None:
        self.detail.words, self.detail.sought = words.strip(), ()
        self.detail.rebuild()
        self.back_to_list()

    def _search_typed(self, text: str) -> None:
        if self._before is None:
            return
        try:
            asked = parse_query(text, self.desk.bearings(), typing=True)
        except QueryError as error:
            self.prompt.note(_said(error), "bad")
            return
        if text.strip():
            self._find(asked)
        self.prompt.note(typing_hint(text))

    def _find(self, asked: Asked) -> _Queries:
        """Puts the hits in place of the lists."""
        items, statements = self._ground or (self.wire_query, self.statement_query)
        wanted = (of_items(asked, items), of_statements(asked, statements))
        if wanted != (self.wire_query, self.statement_query):
            self.ask(*wanted)
        return wanted

    def _keep_search(self, text: str) -> None:
        asked = parse_query(text, self.desk.bearings())
        self.detail.words, self.detail.sought = "", asked.plain
        if self.detail.shown:
            self.detail.rebuild()
        ground, self._before = self._ground, None
        found = self._find(asked)
        self._kept = (_words_of(found), ground) if ground is not None else None
        self.back_to_list()

    def _leave_search(self) -> None:
        before, self._before = self._before, None
        if before is not None:
            self.ask(*before)
            for rows, number in self._stood:
                rows.return_to(number)
        self.back_to_list()

    def action_narrow(self) -> None:
        narrowed = self.statement_query if self.at == 2 else self.wire_query

        def done(text: str) -> None:
            self.back_to_list()
            asked, until = parse_query(text, self.desk.bearings()), narrowed.until
            if isinstance(narrowed, StatementQuery):
                self.ask(self.wire_query, of_statements(asked, StatementQuery(until=until)))
            else:
                self.ask(of_items(asked, ItemQuery(until=until)), self.statement_query)

        words = query_words(narrowed)
        self.prompt.ask(
            "narrow to:",
            done,
            value=f"{words} " if words else "",
            typed=self._narrow_typed,
            left=self.back_to_list,
            check=self._wrong,
            hint=f"{_KEYS}   empty: all",
        )

    def _narrow_typed(self, text: str) -> None:
        try:
            parse_query(text, self.desk.bearings(), typing=True)
        except QueryError as error:
            self.prompt.note(_said(error), "bad")
        else:
            self.prompt.note(typing_hint(text))

    def _wrong(self, text: str) -> tuple[int, str] | None:
        """Where a query is wrong and why; None where it is not."""
        try:
            parse_query(text, self.desk.bearings())
        except QueryError as error:
            return error.column, _said(error)
        return None

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
        self.ask(replace(self.wire_query, until=at), replace(self.statement_query, until=at))
        self.follow_time()
        self.marks_of_now()
        self.tick()
        self.look_again()

    def follow_time(self) -> None:
        """Moves what counts back from now along with it; what comes by that waits as arrivals do."""
        for query in (self.wire_query, self.statement_query):
            terms = renewed(query.terms, self.desk.bearings())
            if terms != query.terms:
                self.read_again(replace(query, terms=terms))

    def end_queries(self, at: datetime | None) -> None:
        self.wire_query = replace(self.wire_query, until=at)
        self.statement_query = replace(self.statement_query, until=at)


def _words_of(queries: _Queries) -> tuple[str, str]:
    return query_words(queries[0]), query_words(queries[1])


def _said(error: QueryError) -> str:
    return f"{error.message} ({error.hint})"
