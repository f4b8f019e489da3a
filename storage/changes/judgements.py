"""What a person decides over the rules: that items or a whole feed matter or not, who really spoke, what is false."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime

from tradewatch.errors import NotFoundError
from tradewatch.records import FeedWord, Side, StatementState
from tradewatch.storage.changes.log import changed, find, log, next_batch
from tradewatch.storage.changes.places import come_back, log_place
from tradewatch.storage.deeds import Deed
from tradewatch.storage.feedrows import find_feed
from tradewatch.storage.placerows import Place, stand_alone
from tradewatch.storage.relevancerows import put_feed_word, put_word
from tradewatch.storage.store import Store

__all__ = [
    "correct_speaker",
    "dismiss",
    "judge_feed",
    "put_relevant",
    "put_statement",
    "restore",
    "set_relevant",
]


def set_relevant(store: Store, targets: Sequence[str], value: bool | None, *, by: str, at: datetime) -> int:
    """Says that items, and all items of stories, matter or do not; None gives them back to their feed's word or the rules.

    No later reading changes it, and they are taken back together. Gives how many items were judged otherwise before; a
    person who said the same first stays the one who said it. Raises NotFoundError.
    """
    with store.transaction() as connection:
        batch, count = next_batch(connection), 0
        for number in _items(connection, targets):
            row = connection.execute("select relevant, relevant_by from item where id = ?", (number,)).fetchone()
            if row[1] is None if value is None else (row[1] is not None and row[0] == value):
                continue
            put_relevant(connection, number, [value, by if value is not None else None])
            after = connection.execute("select relevant, relevant_by from item where id = ?", (number,)).fetchone()
            log(connection, Deed.RELEVANT, "item", number, list(row), list(after), by=by, at=at, batch=batch)
            count += 1
    return count


def put_relevant(connection: sqlite3.Connection, number: int, row: Sequence[object]) -> None:
    """Makes an item's judgement what [relevant, by] says; without `by` it is its feed's or the rules' as of now."""
    relevant, by = row
    put_word(connection, number, bool(relevant), None if by is None else str(by))


def judge_feed(store: Store, url: str, word: FeedWord, *, by: str, at: datetime) -> int:
    """Says that all that a feed brings matters, or nothing; RULES leaves it to the rules.

    A person's word on an item goes before it. Gives how many stored items are judged otherwise now. Raises NotFoundError.
    """
    with store.transaction() as connection:
        number, before = find_feed(connection, url)
        if before is word:
            return 0
        count = put_feed_word(connection, number, word)
        log(connection, Deed.JUDGED, "feed", number, str(before), str(word), by=by, at=at)
    return count


def correct_speaker(store: Store, target: str, speaker: str, side: Side | None, *, by: str, at: datetime) -> None:
    """Puts another name to a statement (`side` None: the side stays); no later reading changes it.

    Raises NotFoundError.
    """

    def corrected(row: list[object]) -> list[object]:
        return [speaker, str(side) if side else row[1], str(StatementState.CORRECTED)]

    _statement(store, target, corrected, Deed.CORRECT, by, at)


def dismiss(store: Store, target: str, *, by: str, at: datetime) -> None:
    """Puts a false statement away; it stays in the log and can be restored."""
    _statement(store, target, lambda row: [row[0], row[1], str(StatementState.DISMISSED)], Deed.DISMISS, by, at)


def restore(store: Store, target: str, *, by: str, at: datetime) -> None:
    """Takes a dismissed statement back. Raises NotFoundError where it was not dismissed."""

    def kept(row: list[object]) -> list[object]:
        if row[2] != StatementState.DISMISSED:
            raise NotFoundError(f"{target} was not dismissed", "nothing to restore")
        return [row[0], row[1], str(StatementState.KEPT)]

    _statement(store, target, kept, Deed.RESTORE, by, at)


def put_statement(connection: sqlite3.Connection, number: int, row: Sequence[object]) -> Place | None:
    """Makes [speaker, side, state] of a statement what the row says; gives the place that it lost by it."""
    connection.execute("update statement set speaker = ?, side = ?, state = ? where id = ?", (*row, number))
    changed(connection, "statement", number)
    return stand_alone(connection, number)


def _items(connection: sqlite3.Connection, targets: Sequence[str]) -> list[int]:
    """The items named, and those of the stories named, each once."""
    found: dict[int, None] = {}
    for target in targets:
        kind, number = find(connection, target, "item", "story")
        rows = [(number,)]
        if kind == "story":
            rows = connection.execute(
                "select id from item where story_id = ? order by published, id", (number,)
            ).fetchall()
        found |= dict.fromkeys(row[0] for row in rows)
    return list(found)


def _statement(
    store: Store,
    target: str,
    decide: Callable[[list[object]], list[object]],
    what: Deed,
    by: str,
    at: datetime,
) -> None:
    with store.transaction() as connection:
        kind, number = find(connection, target, "statement")
        before = list(
            connection.execute("select speaker, side, state from statement where id = ?", (number,)).fetchone()
        )
        after = decide(before)
        batch = next_batch(connection)
        lost = put_statement(connection, number, after)
        log(connection, what, kind, number, before, after, by=by, at=at, batch=batch)
        log_place(connection, number, lost, by=by, at=at, batch=batch)
        if what is Deed.RESTORE:
            come_back(connection, number, by=by, at=at, batch=batch)
