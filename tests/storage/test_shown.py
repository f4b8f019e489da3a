"""Which stories and statements the lists show is kept true whoever writes: against the same worked out from scratch."""

from __future__ import annotations

import contextlib
import random
from contextlib import closing

from tests.desk import NOW, deliver, entry, read_all
from tradewatch.errors import TradewatchError
from tradewatch.storage import changes
from tradewatch.storage.prune import prune
from tradewatch.storage.store import Store

GOODS = ("soybeans", "ships", "chips", "cars", "toys", "steel", "magnets")
SAID = (
    "“We will not lift the tariffs on {} from China,” U.S. Treasury Secretary Scott Bessent told reporters on Thursday."
)


def wrong(store: Store) -> list[object]:
    """Rows whose kept columns are not what they should be."""
    with closing(store.connection.cursor()) as cursor:
        stories = cursor.execute(
            "select id, shown, unread, (select max(published) from item where story_id = story.id and relevant = 1) as newest,"
            " (select count(*) from item where story_id = story.id and relevant = 1 and read_at is null) as unseen"
            " from story where shown is not newest or unread <> unseen"
        ).fetchall()
        statements = cursor.execute(
            "select id, carried from statement where carried <> exists (select 1 from statement_part"
            " join item on item.id = item_id where statement_id = statement.id and item.relevant = 1)"
        ).fetchall()
    return [*stories, *statements]


def test_what_is_shown_is_true_after_anything_that_changes_it(store: Store) -> None:
    dice = random.Random(8)
    deliver(
        store,
        *[
            entry(n, title=f"Tariffs on {GOODS[n % 7]} from China, part {n}", summary=SAID.format(GOODS[n % 7]))
            for n in range(40)
        ],
    )
    deliver(
        store,
        *[
            entry(n, title=f"Tariffs on {GOODS[n % 7]} from China, part {n}", summary=SAID.format(GOODS[n % 7]))
            for n in range(0, 40, 2)
        ],
        feed="http://127.0.0.1:9/b",
    )
    assert wrong(store) == []
    read_all(store)
    shown = store.connection.execute("select count(*) from story where shown is not null").fetchone()[0]
    assert shown > 3
    assert store.connection.execute("select count(*) from statement where carried = 1").fetchone()[0] > 3
    ids = [row[0] for row in store.connection.execute("select id from item")]
    stories = [row[0] for row in store.connection.execute("select id from story where items > 0")]
    for _ in range(60):
        one, other = dice.sample(ids, 2)
        what = dice.randrange(6)
        with contextlib.suppress(TradewatchError):  # what cannot be merged, split or taken back now
            if what == 0:
                changes.set_relevant(store, [f"i{one}"], dice.random() < 0.5, by="desk", at=NOW)
            elif what == 1:
                changes.mark_read(store, [one, other], NOW)
            elif what == 2:
                changes.merge_stories(store, *(f"y{story}" for story in dice.sample(stories, 2)), by="desk", at=NOW)
            elif what == 3:
                changes.undo(store, by="desk", at=NOW)
            elif what == 4:
                changes.split_story(store, (f"i{one}",), by="desk", at=NOW)
            else:
                read_all(store)
        assert wrong(store) == []
    prune(store, NOW)
    assert wrong(store) == []
