"""Whether an item matters, as stored: a person's word on it goes before one on its feed, and that before the rules."""

from __future__ import annotations

import sqlite3

from tradewatch.records import NEAR, RELEVANT, FeedWord
from tradewatch.storage.formrows import mark_items

__all__ = ["WANTED", "desk_reason", "follow", "put_feed_word", "put_word", "verdict"]

WANTED = "(case when item.relevant_by is null then feed.judged = 'yes' else item.relevant = 1 end)"
"""Of item and feed: whether a person said that it matters, so that it is read in full."""

_VERDICT = (
    "case when item.score is null then null when feed.judged = 'yes' then 1 when feed.judged = 'no' then 0"
    f" else item.score >= {RELEVANT} end"
)
"""What holds without a person's word on the item: its score is the rules' own; an item without one is pending."""


def verdict(person: bool | None, word: FeedWord, rules: bool) -> bool:
    """Gives whether an item matters by a person's word on it (None: none), one on its feed, and what the rules find."""
    if person is not None:
        return person
    return rules if word is FeedWord.RULES else word is FeedWord.YES


def desk_reason(by: str | None, word: FeedWord, relevant: bool | None) -> tuple[str, ...]:
    """Gives the person's word that decided, for the head of an item's reasons; nothing where the rules did."""
    if relevant is None:
        return ()
    if by is not None:
        return (f"{by} says that it matters" if relevant else f"{by} says that it does not matter",)
    if word is FeedWord.RULES:
        return ()
    return (f"the desk says that {'all' if word is FeedWord.YES else 'nothing'} of this feed matters",)


def put_word(connection: sqlite3.Connection, item_id: int, relevant: bool | None, by: str | None) -> None:
    """Makes a person's word on an item what it says; without `by` the feed's word or the rules decide again."""
    connection.execute("update item set relevant_by = ? where id = ?", (by, item_id))
    if by is None:
        follow(connection, "id", item_id)
    else:
        _put(connection, item_id, relevant)
    connection.execute("insert into change (kind, row) values ('item', ?)", (item_id,))


def put_feed_word(connection: sqlite3.Connection, feed_id: int, word: FeedWord) -> int:
    """Makes the word on a feed what it says, and so its items that no person judged; gives how many are otherwise."""
    connection.execute("update feed set judged = ? where id = ?", (word, feed_id))
    connection.execute("insert into change (kind, row) values ('feed', ?)", (feed_id,))
    near = f"feed_id = ? and relevant = 0 and relevant_by is null and score >= {NEAR}"  # a feed that is judged has none
    connection.execute(f"insert into change (kind, row) select 'item', id from item where {near}", (feed_id,))
    return follow(connection, "feed_id", feed_id)


def follow(connection: sqlite3.Connection, column: str, number: int) -> int:
    """Makes the items (by `id` or `feed_id`) that no person judged what their feed's word or the rules say.

    Gives how many were otherwise before.
    """
    rows = connection.execute(
        f"select item.id, {_VERDICT} as verdict from item join feed on feed.id = item.feed_id"
        f" where item.{column} = ? and item.relevant_by is null and item.relevant is not verdict",
        (number,),
    ).fetchall()
    for item_id, relevant in rows:
        _put(connection, item_id, relevant)
        connection.execute("insert into change (kind, row) values ('item', ?)", (item_id,))
    return len(rows)


def _put(connection: sqlite3.Connection, item_id: int, relevant: bool | None) -> None:
    """The rules read only in part what they find irrelevant: what a person wants is pending until they read it again.

    A console looks at the proposals again only where one of them changed.
    """
    connection.execute(
        "update item set relevant = :relevant, rules = case when :relevant = 1 and score < :enough then null else rules end"
        " where id = :item",
        {"relevant": relevant, "enough": RELEVANT, "item": item_id},
    )
    connection.execute(
        "insert into change (kind, row) select 'proposal', proposal_id from proposal_item where item_id = ?",
        (item_id,),
    )
    mark_items(connection, [item_id])
