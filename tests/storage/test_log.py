"""The log of what people did: every word of it is known to people, and no key waits for all that it holds."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tests.storage.bookdesk import add
from tradewatch.storage import changes
from tradewatch.storage.actionrows import actions, note_by
from tradewatch.storage.changes.log import log
from tradewatch.storage.deeds import WORDS, Deed
from tradewatch.storage.feedpages import feed_more
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.store import Store

HOUR = timedelta(hours=1)


def test_every_word_of_the_log_has_words_for_people() -> None:
    assert set(WORDS) == set(Deed)
    assert all(words.became and words.undone for words in WORDS.values())


def test_no_change_logs_a_word_that_nobody_has_words_for(store: Store) -> None:
    with pytest.raises(ValueError, match="vanish"), store.transaction() as connection:
        log(connection, "vanish", "item", 1, None, None, by="ann", at=NOW)  # type: ignore[arg-type]


def test_nothing_looks_through_the_whole_log(store: Store) -> None:
    """One key may have written a million lines there."""
    deliver(store, *[entry(number) for number in range(5)])
    read_all(store)
    changes.ground(store, NOW - HOUR)
    with closing(Pages.open(store.path)) as pages:
        changes.set_seen(store, pages.story_ids(ItemQuery()), True, by="bob", at=NOW)
    asked: list[str] = []
    store.connection.set_trace_callback(asked.append)
    changes.flag(store, "i1", by="ann", at=NOW, note="ask customs")
    changes.undo(store, by="ann", at=NOW)
    changes.undo(store, by="bob", at=NOW)
    [revision, *_] = add(store, "deadline", {"title": "Hearing on chips", "start": "2025-06-09"}, by="bob", at=NOW)
    [undone, *_] = changes.undo_revision(store, revision, by="ann", at=NOW)
    changes.undo_revision(store, undone + 1, by="ann", at=NOW)
    actions(store.connection, NOW - HOUR, NOW)
    note_by(store.connection, "item", 1, NOW)
    feed_more(store.connection, 1)
    store.connection.set_trace_callback(None)
    through = []
    for sql in (one for one in asked if " action " in one):
        plan = store.connection.execute(f"explain query plan {sql}").fetchall()
        through += [sql for row in plan if row[3].startswith("SCAN action") and "USING" not in row[3]]
    assert len(asked) > 20
    assert not through
