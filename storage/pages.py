"""The pages that lists read: one read-only connection, stdlib only, so that the console opens at once."""

from __future__ import annotations

import contextlib
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tradewatch.book.facts import FactRow, bundled_facts
from tradewatch.book.load import load_book, rows_book
from tradewatch.book.revisions import Revision
from tradewatch.book.rows import Book
from tradewatch.instants import iso_utc, parse_utc
from tradewatch.records import (
    Alert,
    Alerted,
    Change,
    ClaimFound,
    DateFound,
    FeedMore,
    FeedShare,
    FeedState,
    Flag,
    Flagged,
    Item,
    ItemVersion,
    Proposal,
    Statement,
    StatementPart,
    Story,
    Undelivered,
)
from tradewatch.settings import Watch
from tradewatch.storage import (
    actionrows,
    alertrows,
    archiverows,
    feedpages,
    feedrows,
    flagrows,
    itempages,
    networkrows,
    pendingrows,
    proposalpages,
    revisionrows,
    searchpages,
    statementpages,
    visitrows,
    watches,
)
from tradewatch.storage.connection import connect_reader
from tradewatch.storage.queries import Counts, ItemQuery, Looked, Progress, SavedSearch, StatementQuery
from tradewatch.storage.statementlisting import StatementListing
from tradewatch.storage.storylisting import StoryListing
from tradewatch.storage.visiting import Visit
from tradewatch.storage.watches import Trial

if TYPE_CHECKING:
    from tradewatch.records import Hand

__all__ = ["Pages"]


_COUNTS_THEN = (
    "select (select count(*) from item where published <= :until),"
    " (select count(*) from item where rules is null and published <= :until),"
    " (select count(distinct coalesce(story_id, -id)) from item where relevant = 1 and published <= :until),"
    " (select count(distinct coalesce(story_id, -id)) from item where relevant = 1 and read_at is null"
    "  and published <= :until),"
    " (select count(*) from statement where carried = 1 and state <> 'dismissed' and speaker is not null"
    "  and variant_of is null and published <= :until)"
)
_COUNTS_NOW = (
    "select (select count(*) from item), (select count(*) from item where rules is null),"
    " (select count(*) from story where shown is not null)"
    "  + (select count(*) from item where relevant = 1 and story_id is null),"
    " (select count(*) from story where unread > 0)"
    "  + (select count(*) from item where relevant = 1 and story_id is null and read_at is null),"
    " (select count(*) from statement where carried = 1 and state <> 'dismissed' and variant_of is null"
    "  and speaker is not null)"
)
"""Along indexes that hold nothing else (measured at 1,000,000 items: 3.1 s by the other way)."""
_COUNTS_ALWAYS = (
    "select (select count(*) from flag),"
    " (select count(*) from feed where enabled = 1 and removed = 0),"
    " (select count(*) from feed where enabled = 1 and removed = 0 and status in ('failing', 'gone')),"
    " (select max(last_ok_at) from feed)"
)


class Pages:
    """A database open for reading. It never writes and never waits for a writer (WAL)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.as_of: datetime | None = None
        """Items and stories are given as they stood at that time; None: as they are now."""

    @classmethod
    def open(cls, path: Path) -> Pages:
        """Opens the database. Raises DatabaseError where there is none of ours."""
        return cls(connect_reader(path))

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    # --- has anything changed? ---

    def data_version(self) -> int:
        """Gives a number that another process's commit changes (SQLite's data_version)."""
        return self._number("pragma data_version")

    def last_change(self) -> int:
        """Gives the id of the newest change, 0 where there is none."""
        return self._number("select coalesce(max(id), 0) from change")

    def changes_since(self, change_id: int) -> list[Change]:
        """Gives what a person could now see differently, oldest first."""
        rows = self._connection.execute("select id, kind, row from change where id > ? order by id", (change_id,))
        return [Change(*row) for row in rows]

    # --- items and stories ---

    def item_ids(self, query: ItemQuery) -> array[int]:
        """Gives the ids of the items asked for, newest first."""
        return itempages.item_ids(self._connection, query)

    def items(self, ids: Sequence[int]) -> list[Item]:
        """Gives the items in the order asked; an id that is not there is left out."""
        return self._worded(itempages.items(self._connection, ids, self.as_of))

    def item(self, item_id: int) -> Item | None:
        """Gives one item, or None."""
        return next(iter(self.items([item_id])), None)

    def versions(self, item_id: int) -> list[ItemVersion]:
        """Gives every wording of an item, oldest first, the current one last."""
        return itempages.versions(self._connection, item_id)

    def story_ids(self, query: ItemQuery) -> array[int]:
        """Gives the ids of the stories of the items asked for, newest first; a negative id is an item that stands for itself."""
        return itempages.story_ids(self._connection, query)

    def stories(self, ids: Sequence[int]) -> list[Story]:
        """Gives the stories in the order asked; an id that is not there is left out."""
        found = itempages.stories(self._connection, ids, self.as_of)
        heads = self._worded([one.head for one in found])
        return [replace(one, head=head) for one, head in zip(found, heads, strict=True)]

    def story_items(self, story_id: int) -> list[Item]:
        """Gives a story's items, first outlet first."""
        return self._worded(itempages.story_items(self._connection, story_id, self.as_of))

    def hands(self, until: datetime | None = None) -> list[Hand]:
        """Gives what outlets changed or withdrew, by an instant, of what is flagged or was exported, the latest first."""
        from tradewatch.storage.handrows import hands

        return hands(self._connection, until or self.as_of)

    @property
    def wire(self) -> StoryListing:
        """The wire's ids, by pages and by changes."""
        return StoryListing(self._connection)

    @property
    def said(self) -> StatementListing:
        """The statements' ids, by pages and by changes."""
        return StatementListing(self._connection)

    def stop(self) -> None:
        """Breaks off what another thread reads over this connection; that raises sqlite3.OperationalError there."""
        with contextlib.suppress(sqlite3.ProgrammingError):  # the other thread has closed it meanwhile
            self._connection.interrupt()

    # --- saved searches ---

    def searches(self, watches: Sequence[Watch] = ()) -> list[SavedSearch]:
        """Gives the saved searches in the order they were saved, then the watches of the config."""
        return searchpages.searches(self._connection, watches)

    def looked(self, user: str) -> dict[int, Looked]:
        """Gives by the number of a search when this person looked at it last."""
        return searchpages.looked(self._connection, user)

    def stored_since(self, look: Looked) -> list[int]:
        """Gives the items that were stored or first read after a look, newest first."""
        return searchpages.stored_since(self._connection, look)

    def changed_since(self, look: Looked, items: Collection[int]) -> set[int]:
        """Gives those of the items that were stored or first read after a look."""
        return searchpages.changed_since(self._connection, look, items)

    def items_of_changes(self, changes: Iterable[tuple[str, int]]) -> set[int]:
        """Gives the items that changed rows (kind, number) are, carry or tell."""
        return searchpages.items_of_changes(self._connection, changes)

    def new_among(self, query: ItemQuery, items: Sequence[int]) -> dict[int, int]:
        """Gives those of the items that a query finds, each with its story; not many more than are counted."""
        return searchpages.new_among(self._connection, query, items)

    # --- watches and alerts ---

    def tried(self, query: ItemQuery, now: datetime) -> Trial:
        """Gives what a rule would have found in the week before an instant."""
        return watches.tried(self._connection, query, now)

    def matches_among(self, query: ItemQuery, items: Iterable[int]) -> dict[int, int]:
        """Gives those of the items that a query finds, each with its story, however many they are."""
        return watches.matches_among(self._connection, query, items)

    def recent_among(self, items: Iterable[int], since: datetime) -> set[int]:
        """Gives those of the items that were published since."""
        return watches.recent_among(self._connection, items, since)

    def last_alert(self) -> int:
        """Gives the number of the newest message, 0 where there is none."""
        return self._number("select coalesce(max(id), 0) from alert")

    def alerts(self, numbers: Sequence[int]) -> list[Alert]:
        """Gives messages by number."""
        return alertrows.alerts(self._connection, numbers)

    def last_alerts(self, limit: int) -> list[Alerted]:
        """Gives the newest messages with what came of them; 0 is all."""
        return alertrows.last_alerts(self._connection, limit)

    def alerts_by_rule(self) -> dict[str, int]:
        """Gives how many messages each rule is named in."""
        return alertrows.counts_by_rule(self._connection)

    def undelivered(self, at: datetime) -> list[Undelivered]:
        """Gives the targets that do not take what is sent."""
        return alertrows.undelivered(self._connection, at)

    # --- statements ---

    def statement_ids(self, query: StatementQuery) -> array[int]:
        """Gives the ids of the statements asked for, newest first."""
        return statementpages.statement_ids(self._connection, query)

    def statements(self, ids: Sequence[int]) -> list[Statement]:
        """Gives the statements in the order asked; an id that is not there is left out."""
        return statementpages.statements(self._connection, ids, self.as_of)

    def statements_of(self, item_id: int) -> list[Statement]:
        """Gives the statements that an item carries, in the order of its text."""
        return statementpages.statements_of(self._connection, item_id, self.as_of)

    def places_of(self, item_id: int) -> list[tuple[int, int, StatementPart]]:
        """Gives where the statements of an item stand in it: statement, version of the item, place."""
        return statementpages.places_of(self._connection, item_id)

    def carrier(self, one: Statement) -> Item | None:
        """Gives the first item in which a statement's words still stand; where they stand in none, the first of all."""
        items = self.items(one.item_ids)
        for item in items:
            if any((number, version) == (one.id, item.version) for number, version, _ in self.places_of(item.id)):
                return item
        return items[0] if items else None

    # --- words of the archive ---

    def has_items(self) -> bool:
        """Gives whether anything is stored: counting a million items takes seconds."""
        return bool(self._number("select exists (select 1 from item)"))

    def carrying_ids(self, expression: str, until: datetime, most: int) -> list[int]:
        """Gives items that an FTS5 expression finds and that were published by then, the first stored first."""
        return archiverows.carrying_ids(self._connection, expression, iso_utc(until), most)

    def alike_ids(self, expression: str, until: datetime, most: int) -> list[int]:
        """Gives items that an FTS5 expression finds and that were published by then, the likest first."""
        return archiverows.alike_ids(self._connection, expression, iso_utc(until), most)

    def withdrawn_ids(self, words: list[str], until: datetime, most: int) -> list[int]:
        """Gives direct statements with all these words that stand in no present wording, newest first."""
        return archiverows.withdrawn_ids(self._connection, words, iso_utc(until), most)

    # --- proposals ---

    def proposals(self, state: str | None = "open") -> list[Proposal]:
        """Gives the proposals in a state (None: all) that a relevant item carries or a release makes, newest first."""
        return proposalpages.proposals(self._connection, state)

    def proposal(self, number: int) -> Proposal | None:
        """Gives one proposal, or None."""
        return proposalpages.proposal(self._connection, number)

    def claims_of(self, item_ids: Sequence[int]) -> dict[int, list[DateFound | ClaimFound]]:
        """Gives the dates and known wrong claims that these items tell, by item."""
        return proposalpages.claims_of(self._connection, item_ids)

    # --- the book ---

    def book(self, known_at: datetime | None = None) -> Book:
        """Gives the book as the desk has it; with `known_at` as it had it then."""
        rows = self.book_rows(known_at)
        if known_at is None and rows == list(bundled_facts().rows):
            return load_book()
        return rows_book(rows, known_at)

    def book_rows(self, known_at: datetime | None = None) -> list[FactRow]:
        """Gives the rows that the book is made of."""
        return revisionrows.rows_now(self._connection, known_at)

    def revisions(self) -> list[Revision]:
        """Gives every revision of the book in the order they were made."""
        return revisionrows.revisions(self._connection)

    # --- what a shift hands over ---

    def visit(self, user: str) -> Visit | None:
        """Gives the last visit of a person, None where there was none."""
        return visitrows.visit_of(self._connection, user)

    def actions(self, since: datetime, until: datetime) -> list[actionrows.Action]:
        """Gives what people did in that span and had not taken back by its end, newest first."""
        return actionrows.actions(self._connection, since, until)

    def note_by(self, kind: str, number: int, until: datetime) -> tuple[str, tuple[str, ...]]:
        """Gives note and tags of a thing as they stood at an instant."""
        return actionrows.note_by(self._connection, kind, number, until)

    def feed_title(self, feed_id: int) -> str:
        """Gives a feed's title, of a removed one too."""
        return actionrows.feed_title(self._connection, feed_id)

    def outlets(self, story_ids: Sequence[int]) -> dict[int, int]:
        """Gives how many outlets stories have now; an item that stands for itself is left out."""
        return itempages.outlets(self._connection, story_ids)

    def late_count(self, since: datetime, until: datetime) -> int:
        """Gives how many relevant items were stored in that span that were published in the week before it."""
        return itempages.late_count(self._connection, since, until)

    # --- the whole ---

    def flag_rows(self) -> list[tuple[str, int, Flag, str, tuple[str, ...]]]:
        """Gives (kind, number, flag, note, tags) of all that is flagged."""
        return flagrows.flag_rows(self._connection)

    def first_item(self, story_id: int) -> int:
        """Gives the item that a story began with, 0 where there is no such story."""
        return flagrows.first_item(self._connection, story_id)

    def flagged(self, query: ItemQuery) -> list[Flagged]:
        """Gives the items asked for with their statements, newest first: what an export writes."""
        return [Flagged(one, tuple(self.statements_of(one.id))) for one in self.items(self.item_ids(query))]

    def feed_states(self) -> list[FeedState]:
        """Gives every feed with what polling remembers of it, by id."""
        return feedrows.feed_states(self._connection)

    def feed_shares(self) -> dict[int, FeedShare]:
        """Gives by feed how many of its items are relevant; read beside the screen."""
        return feedpages.feed_shares(self._connection)

    def feed_more(self, feed_id: int) -> FeedMore:
        """Gives a feed's newest item and who switched it last."""
        return feedpages.feed_more(self._connection, feed_id)

    def counts(self, until: datetime | None = None) -> Counts:
        """Gives what the titles and the status line count, of what was published by `until`.

        Stories and statements are the relevant ones; each tray counts what it shows.
        """
        nameless = self.statement_ids(StatementQuery(attributed=False, until=until))
        near = self.story_ids(ItemQuery(near=True, until=until))
        counted = (
            self._connection.execute(_COUNTS_NOW)
            if until is None
            else self._connection.execute(_COUNTS_THEN, {"until": iso_utc(until)})
        ).fetchone()
        flagged, feeds, failing, last_ok = self._connection.execute(_COUNTS_ALWAYS).fetchone()
        names = ("items", "pending", "stories", "unread", "statements")
        return Counts(
            **dict(zip(names, counted, strict=True)), flagged=flagged, feeds=feeds, failing=failing,
            nameless=len(nameless), near=len(near), last_ok_at=parse_utc(last_ok) if last_ok else None,
        )  # fmt: skip

    def outdated_count(self, rules: str) -> int:
        """Gives how many items other rules have read."""
        return pendingrows.outdated_count(self._connection, rules)

    def reading_again(self) -> str:
        """Gives how far the poller is with reading the archive again, in words; "" where it is not asked to."""
        row = self._connection.execute(
            "select coalesce(answer, '') from request where kind = 'again' and answered_at is null order by id limit 1"
        ).fetchone()
        return str(row[0]) if row else ""

    def request_answer(self, request_id: int) -> str | None:
        """Gives what the poller answered, None while it has not."""
        row = self._connection.execute(
            "select answer from request where id = ? and answered_at is not null", (request_id,)
        ).fetchone()
        return str(row[0] or "") if row else None

    def progress(self) -> Progress | None:
        """Gives how far the poller's round is, None before the first."""
        return networkrows.progress(self._connection)

    def _worded(self, found: list[Item]) -> list[Item]:
        return found if self.as_of is None else itempages.as_worded(self._connection, found, self.as_of)

    def _number(self, sql: str) -> int:
        value: int = self._connection.execute(sql).fetchone()[0]
        return value
