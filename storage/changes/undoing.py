"""Taking the last change back."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from tradewatch.clean import clean_line
from tradewatch.errors import NotFoundError, TradewatchError
from tradewatch.instants import iso_utc
from tradewatch.records import FeedWord
from tradewatch.storage.changes.book import take_back
from tradewatch.storage.changes.feeds import put_feed
from tradewatch.storage.changes.flags import put_flag, put_note
from tradewatch.storage.changes.hands import put_hand
from tradewatch.storage.changes.judgements import put_relevant, put_statement
from tradewatch.storage.changes.places import undo_loss
from tradewatch.storage.changes.proposals import put_proposal
from tradewatch.storage.changes.searches import search_name, take_back_search
from tradewatch.storage.changes.seeing import put_seen
from tradewatch.storage.changes.stories import put_stories, story_rows_now
from tradewatch.storage.deeds import TOLD, WORDS, Deed
from tradewatch.storage.ids import show_id
from tradewatch.storage.relevancerows import put_feed_word
from tradewatch.storage.store import Store

__all__ = ["undo"]

_ALIKE = (("correct", "dismiss", "restore"), ("add", "remove", "enable", "disable"), ("save", "rename", "forget"))
"""Changes of one and the same thing: a later one of them stands in the way of taking an earlier one back."""


def undo(store: Store, *, by: str, at: datetime) -> str:
    """Takes back the last change that this person made and did not take back yet; gives what it was, in words.

    Changes of one keystroke (a story and its first item) go together.
    Of what was pruned since nothing is taken back: a flag of an item that is gone would stand for nothing.
    Raises NotFoundError where there is nothing to take back.
    """
    with store.transaction() as connection:
        rows = connection.execute(
            "select id, what, kind, target, before, after from action where batch ="
            " (select batch from action where by = ? and undone_at is null order by id desc limit 1) order by id desc",
            (by,),
        ).fetchall()
        if not rows:
            raise NotFoundError("there is nothing to undo", "")
        connection.executemany(
            "update action set undone_at = ? where id = ?", [(iso_utc(at), number) for number, *_ in rows]
        )
        there = [row for row in rows if _is_there(connection, row[2], row[3])]
        if not there:
            return f"{_name(connection, *rows[-1][2:4])} was pruned since: nothing was taken back"
        seen = [(row[3], json.loads(row[4]), json.loads(row[5])) for row in there if row[1] == Deed.READ]
        put_seen(connection, seen)
        done = [row for row in there if row[1] not in (Deed.READ, Deed.STAND)]
        for number, what, kind, target, before, after in done:
            value = json.loads(before)
            if what == "proposal":
                _refuse_if_decided_again(connection, target, json.loads(after))
            if what in ("merge", "split"):
                _refuse_if_moved(connection, target, json.loads(after))
            if what != "book":  # which looks for itself whether a row was changed again
                _refuse_if_changed(connection, number, what, kind, target)
            if what == "flag":
                put_flag(connection, kind, target, value)
            elif what == "note":
                put_note(connection, kind, target, value)
            elif what == "hand":
                put_hand(connection, target, value)
            elif what == "relevant":
                put_relevant(connection, target, value)
            elif what == "judged":
                put_feed_word(connection, target, FeedWord(value))
            elif what == "book":
                take_back(connection, target, by=by, at=at)
            elif what in ("merge", "split"):
                put_stories(connection, value)
            elif what == "proposal":
                put_proposal(connection, target, value)
            elif kind == "feed":
                put_feed(connection, target, value)
            elif kind == "search":
                take_back_search(connection, target, value)
            else:
                put_statement(connection, target, value)
        for target in {row[3] for row in done if row[2] == "statement"}:
            undo_loss(connection, target)  # last: each of those above lets its statement stand alone
        return f"undone: {_undone(connection, there)}"


def _is_there(connection: sqlite3.Connection, kind: str, target: int) -> bool:
    """Whether an item, statement or story is stored still; other kinds are never pruned."""
    if kind not in ("item", "statement", "story"):
        return True
    return connection.execute(f"select 1 from {kind} where id = ?", (target,)).fetchone() is not None


def _undone(connection: sqlite3.Connection, rows: list[tuple[int, str, str, int, str, str]]) -> str:
    """What was taken back, by what was changed first; of several items how many."""
    _, what, kind, target, _, _ = rows[-1]
    count = len(rows) if what in ("relevant", "read", "add", "hand") else 1
    if what in ("flag", "note"):  # a story brings its first item along
        kinds = [row[2] for row in rows if row[1] == what]
        stories = kinds.count("story")
        count = len(kinds) - kinds.count("item") + max(kinds.count("item") - stories, 0)
    more = f" and {count - 1} more" if count > 1 else ""
    return f"{WORDS[Deed(what)].undone} of {_name(connection, kind, target)}{more}"


def _name(connection: sqlite3.Connection, kind: str, number: int) -> str:
    """An id; a feed has none that people see, but a title, and a saved search its name."""
    if kind == "search":
        return search_name(connection, number)
    if kind != "feed":
        return show_id(kind, number)
    title: str = connection.execute("select title from feed where id = ?", (number,)).fetchone()[0]
    return clean_line(title)


def _refuse_if_decided_again(connection: sqlite3.Connection, proposal: int, after: list[object]) -> None:
    state = connection.execute("select state from proposal where id = ?", (proposal,)).fetchone()[0]
    if state != after[0]:
        raise TradewatchError(
            f"{show_id('proposal', proposal)} is {state} by now", "`tradewatch book history` says why"
        )


def _refuse_if_moved(connection: sqlite3.Connection, story: int, after: list[list[object]]) -> None:
    if story_rows_now(connection, after) != after:
        raise TradewatchError(f"items of {show_id('story', story)} were moved since", "merge or split them by hand")


def _refuse_if_changed(connection: sqlite3.Connection, number: int, what: str, kind: str, target: int) -> None:
    """Raises TradewatchError where somebody has changed the same thing since: taking ours back would wipe theirs."""
    alike = next((names for names in _ALIKE if what in names), (what,))
    later = connection.execute(
        "select by from action where id > ? and kind = ? and target = ? and undone_at is null"
        f" and {TOLD} and what in ({', '.join('?' * len(alike))})"
        " and batch <> (select batch from action where id = ?) order by id desc limit 1",
        (number, kind, target, *alike, number),
    ).fetchone()
    if later is not None:
        words = "the polling" if what in _ALIKE[1] else WORDS[Deed(what)].undone
        raise TradewatchError(
            f"{later[0]} has changed {words} of {_name(connection, kind, target)} since", "change it by hand"
        )
