"""Saved searches by keys: one is saved, opened, removed, and each says how many stories have come since its last look."""

from __future__ import annotations

import asyncio
import contextlib
import os
from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from tradewatch.clean import clean_line
from tradewatch.errors import QueryError
from tradewatch.records import Change
from tradewatch.settings import Watch
from tradewatch.storage import changes
from tradewatch.storage.queries import ItemQuery, SavedSearch, Term
from tradewatch.storage.querylanguage import Bearings, parse_query
from tradewatch.storage.searchpages import MOST_NEW, search_text
from tradewatch.tui.base import ConsoleBase
from tradewatch.tui.counting import Counter, query_of
from tradewatch.tui.edges import HintLine
from tradewatch.tui.narrowing import narrowing_words
from tradewatch.tui.panes.tabs import SearchLine, Tab
from tradewatch.tui.spotting import Sight

__all__ = ["Searching"]


class Searching(ConsoleBase):
    """The part of the console that shows saved searches as tabs of the wire."""

    _counter: Counter
    _searches: tuple[SavedSearch, ...] = ()
    _faults: dict[str, str]
    """Why searches are no queries any more, by their keys."""
    _counts: dict[str, int]
    """New stories by the key of a search; a search that is not counted yet is not in it."""
    _opened: str = ""
    """Key of the search that the wire shows, narrowed further or not; "" where it shows none."""
    _untold: dict[str, int]
    """What is to be said once the line below is free."""

    def open_searches(self) -> None:
        """Shows the tabs and begins to count, beside the screen."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            with contextlib.suppress(RuntimeError):  # the console has ended meanwhile
                loop.call_soon_threadsafe(self.calmly, "the saved searches", self._take_counts)

        self._counts, self._untold = {}, {}
        self._read_searches()
        self._counter = Counter(
            self.desk.db,
            self.desk.user,
            self._watches,
            lambda: replace(self._bearings_now(), now=self.desk.clock()),
            wake,
        )
        if os.access(self.desk.db, os.W_OK):
            self._counter.begin()

    def close_searches(self) -> None:
        """Ends the counting."""
        self._counter.close()

    def take_changes(self, found: Sequence[Change], *, whole: bool = False) -> None:
        """Has what was changed counted, and the tabs read anew where searches were; with `whole` all of it."""
        if whole or any(one.kind == "search" for one in found):
            self._read_searches()
            self.show_searches()
        self._counter.changed(found, whole=whole)

    def show_searches(self) -> None:
        """Brings the tabs up to date; a wire that is not narrowed is in none of them."""
        narrowed = narrowing_words(self.wire_query)
        if not narrowed or self._search(self._opened) is None:
            self._opened = ""
        tabs = [Tab("", "relevant"), *(Tab(one.key, clean_line(one.name), self._mark(one)) for one in self._searches)]
        keys = [one.key for one in tabs]
        current = keys.index(self._opened) if self._opened or not narrowed else -1
        self.screen_stack[0].query_one(SearchLine).say(tuple(tabs), current)
        wrong = self._faults.get(self._opened, "")
        if wrong and _NOTHING in {one.values for one in self.wire_query.terms}:
            self.wire.empty = (
                wrong,
                f"{self.keymap.first('filter')} edits it, {self.keymap.first('search.save')} saves it",
            )

    def tick_searches(self) -> None:
        """Says what has come, once and where nothing else is being said; what stands in the open tab is seen."""
        one = self._search(self._opened)
        if one is not None and self._counts.get(one.key) and not self.waiting["wire"]:
            self._look_at(one)
        free = not self.prompt.open and self.screen_stack[0].query_one(HintLine).free
        if self._untold and free and self.desk.as_of is None:
            names = {one.key: clean_line(one.name) for one in self._searches}
            told = [f"{names[key]}: {_count(new)} new" for key, new in self._untold.items() if key in names]
            self._untold = {}
            self.say(" · ".join(told))

    def commands_of_searches(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        """Gives for the palette what opens each saved search, and what that is."""
        for one in self._searches:
            yield f"Search: {clean_line(one.name)}", clean_line(one.query), self._opener(one.key)

    # --- keys ---

    def action_save_search(self) -> None:
        text = search_text(self.wire_query)
        if not text:
            first = self.keymap.first
            self.say(f"narrow the wire first, by {first('search')} or {first('filter')}: then it can be saved", "warn")
            return
        try:
            parse_query(text, self._bearings_now())
        except QueryError as error:
            self.say(f"{error.message} ({error.hint})", "bad")
            return
        here = self._search(self._opened)
        here = None if here is None or here.by_config else here
        usual = clean_line(here.name if here is not None else text).strip()

        def done(words: str) -> None:
            self.back_to_list()
            name = clean_line(words).strip() or usual
            if here is not None and text.strip() == here.query.strip():
                self._rename(here, name)
            else:
                self._save(name, text)

        self.prompt.ask(f"save as (empty: {usual}):", done, left=self.back_to_list)

    def _save(self, name: str, text: str) -> None:
        by, at, undo = self.desk.user, self.desk.clock(), self.keymap.first("undo")

        def words(saved: tuple[int, bool]) -> str:
            number, replaced = saved
            if search_text(self.wire_query) == text:  # else the person has gone on meanwhile
                self._opened = str(number)
            self._read_searches()
            self.show_searches()
            return f"{name} {f'asks for {clean_line(text).strip()} now' if replaced else 'is saved'} · {undo} undoes"

        self.write(lambda store: changes.save_search(store, name, text, by=by, at=at), words)

    def _rename(self, search: SavedSearch, name: str) -> None:
        if name == search.name:
            self.say(f"{name} is saved just so")
            return
        by, at, undo = self.desk.user, self.desk.clock(), self.keymap.first("undo")
        self.write(
            lambda store: changes.rename_search(store, search.id, name, by=by, at=at),
            f"{clean_line(search.name)} is called {name} now · {undo} undoes",
        )

    def action_remove_search(self) -> None:
        one = self._search(self._opened)
        if one is None:
            self.say(f"{self.keymap.first('search.remove')} removes the saved search that is open: none is", "warn")
        elif one.by_config:
            self.say(f"{clean_line(one.name)} is a [[watch]] of the config: it is taken out there", "warn")
        else:
            by, at, undo = self.desk.user, self.desk.clock(), self.keymap.first("undo")

            def words(name: str) -> str:
                if self._opened == one.key:
                    self.ask(ItemQuery(until=self.desk.as_of), self.statement_query)
                return f"{clean_line(name)} is removed · {undo} undoes"

            self.write(lambda store: changes.remove_search(store, one.id, by=by, at=at), words)

    def action_search_tab(self, by: int) -> None:
        if not self._searches:
            self.say(
                f"no search is saved: {self.keymap.first('search.save')} saves what the wire is narrowed to", "warn"
            )
            return
        keys = ["", *(one.key for one in self._searches)]
        here = keys.index(self._opened) if self._opened or not narrowing_words(self.wire_query) else int(by < 0)
        self._open_tab(keys[(here + by) % len(keys)])

    def on_search_line_chosen(self, event: SearchLine.Chosen) -> None:
        event.stop()
        self._open_tab(event.key)

    # --- what they do ---

    def _open_tab(self, key: str) -> None:
        """Narrows the wire to a search, "" to none; the statements stay as they are."""
        one, at = self._search(key), self.desk.as_of
        self.action_pane(4)
        self._opened = "" if one is None else key
        query = ItemQuery() if one is None else query_of(one, self._bearings_now())
        wrong = isinstance(query, QueryError)
        if isinstance(query, QueryError):
            query = ItemQuery(terms=(Term("tag", _NOTHING, typed=clean_line(one.query) if one else ""),))
        self.detail.words = ""
        self.detail.sought = () if one is None or wrong else parse_query(one.query, self._bearings_now()).plain
        self.ask(replace(query, until=at), self.statement_query)
        if one is None:
            return
        if wrong:
            self.say(f"{clean_line(one.name)}: {self._faults.get(key, '')}", "bad")
        else:
            self._look_at(one)

    def _look_at(self, search: SavedSearch) -> None:
        """Notes quietly that its person looks at a search: what comes from now on is new."""
        self._untold.pop(search.key, None)
        if self.desk.as_of is not None or not os.access(self.desk.db, os.W_OK):
            return
        by, at = self.desk.user, self.desk.clock()
        self._counts[search.key] = 0
        self._counter.looked(search, at)
        self.write(lambda store: changes.look_at_search(store, search, by=by, at=at), "")
        self.show_searches()

    def watches_changed(self) -> None:
        """Shows and counts the rules of the config as they are now."""
        self._read_searches()
        self._counter.rules(self._watches)
        self.show_searches()

    @abstractmethod
    def take_sight(self, sight: Sight) -> None:
        """Takes what the rules of the config have found."""

    def _take_counts(self) -> None:
        if self.taken_down:
            return
        for sight in self._counter.sights():
            self.take_sight(sight)
        if (counts := self._counter.taken()) is None:
            return
        before, self._counts = self._counts, {one.search.key: one.new for one in counts}
        for one in counts:
            key = one.search.key
            if key in before and one.new > before[key] and key != self._opened:
                self._untold[key] = one.new
        self.show_searches()

    def _read_searches(self) -> None:
        self._searches = tuple(self.desk.pages.searches(self._watches))
        asked = {one.key: query_of(one, self._bearings_now()) for one in self._searches}
        self._faults = {key: f"{one.message} ({one.hint})" for key, one in asked.items() if isinstance(one, QueryError)}

    @property
    def _watches(self) -> tuple[Watch, ...]:
        return self.desk.options.settings.watch

    def _search(self, key: str) -> SavedSearch | None:
        return next((one for one in self._searches if one.key == key), None) if key else None

    def _opener(self, key: str) -> Callable[[], None]:
        return lambda: self._open_tab(key)

    def _mark(self, search: SavedSearch) -> str:
        if search.key in self._faults:
            return "!"
        new = self._counts.get(search.key, 0) if self.desk.as_of is None else 0
        return _count(new) if new else ""

    def _bearings_now(self) -> Bearings:
        return Bearings(self.desk.zone, self.desk.now(), self.desk.book.roster)


_NOTHING = ("",)
"""The value of a term that finds nothing: nobody sets a tag without letters."""


def _count(new: int) -> str:
    return f"{new}" if new <= MOST_NEW else f"{MOST_NEW}+"
