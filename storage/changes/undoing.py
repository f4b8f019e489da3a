"""Taking the last change back."""

from __future__ import annotations

import json
from datetime import datetime

from tradewatch.errors import NotFoundError
from tradewatch.instants import iso_utc
from tradewatch.storage.changes.flags import put_flag, put_note
from tradewatch.storage.changes.judgements import put_relevant, put_statement
from tradewatch.storage.ids import show_id
from tradewatch.storage.store import Store

__all__ = ["undo"]

_WORDS = {
    "flag": "the flag",
    "note": "note and tags",
    "relevant": "whether it matters",
    "correct": "the speaker",
    "dismiss": "the dismissal",
    "restore": "the restoring",
}


def undo(store: Store, *, by: str, at: datetime) -> str:
    """Takes back the last change that this person made and did not take back yet; gives what it was, in words.

    Changes of one keystroke (a story and its first item) go together.
    Raises NotFoundError where there is nothing to take back.
    """
    with store.transaction() as connection:
        rows = connection.execute(
            "select id, what, kind, target, before from action where batch ="
            " (select batch from action where by = ? and undone_at is null order by id desc limit 1) order by id desc",
            (by,),
        ).fetchall()
        if not rows:
            raise NotFoundError("there is nothing to undo", "")
        for number, what, kind, target, before in rows:
            value = json.loads(before)
            if what == "flag":
                put_flag(connection, kind, target, value)
            elif what == "note":
                put_note(connection, kind, target, value)
            elif what == "relevant":
                put_relevant(connection, target, value)
            else:
                put_statement(connection, target, value)
            connection.execute("update action set undone_at = ? where id = ?", (iso_utc(at), number))
    _, what, kind, target, _ = rows[-1]
    return f"undone: {_WORDS[what]} of {show_id(kind, target)}"
