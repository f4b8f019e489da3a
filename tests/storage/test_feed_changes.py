"""What a person says of which feeds are polled: logged, and taken back by undo."""

from __future__ import annotations

import pytest

from tests.desk import NOW, deliver, entry
from tradewatch.errors import NotFoundError, TradewatchError
from tradewatch.records import Feed, FeedStatus, Side
from tradewatch.storage import changes
from tradewatch.storage.store import Store

URL = "http://127.0.0.1:9/feed"


def polled(store: Store) -> list[str]:
    return [one.feed.title for one in store.feed_states(enabled_only=True)]


def undo(store: Store) -> str:
    return changes.undo(store, by="ann", at=NOW)


def test_disabling_removing_and_adding_are_taken_back_one_by_one(store: Store) -> None:
    deliver(store, entry(1), title="Harbour Wire")
    assert changes.enable_feed(store, URL, False, by="ann", at=NOW)
    assert polled(store) == []
    assert undo(store) == "undone: the disabling of Harbour Wire"
    assert polled(store) == ["Harbour Wire"]

    changes.remove_feed(store, URL, by="ann", at=NOW)
    assert store.feed_states() == []
    assert undo(store) == "undone: the removal of Harbour Wire"
    assert [one.items for one in store.feed_states()] == [1]

    found = [Feed("http://127.0.0.1:9/a", "A"), Feed("http://127.0.0.1:9/b", "B"), Feed(URL, "other")]
    assert changes.add_feeds(store, found, by="ann", at=NOW) == 2
    assert undo(store) == "undone: the adding of A and 1 more"
    assert polled(store) == ["Harbour Wire"]
    with pytest.raises(NotFoundError, match="nothing to undo"):
        undo(store)


def test_a_removed_feed_that_is_added_anew_is_after_undo_removed_as_it_was(store: Store) -> None:
    store.add_feeds([Feed(URL, "Old Name", Side.US, every_minutes=5)])
    changes.remove_feed(store, URL, by="ann", at=NOW)
    assert changes.add_feeds(store, [Feed(URL, "New Name")], by="ann", at=NOW) == 1
    assert polled(store) == ["New Name"]
    undo(store)
    assert store.feed_states() == []
    undo(store)
    feed = store.feed_states()[0].feed
    assert (feed.title, feed.side, feed.every_minutes) == ("Old Name", Side.US, 5)


def test_enabling_asks_a_gone_feed_again_and_undo_leaves_it_gone(store: Store) -> None:
    store.add_feeds([Feed(URL, "Harbour Wire")])
    store.connection.execute("update feed set status = 'gone'")
    assert changes.enable_feed(store, URL, True, by="ann", at=NOW)
    assert polled(store) == ["Harbour Wire"]
    assert not changes.enable_feed(store, URL, True, by="ann", at=NOW)
    undo(store)
    assert store.feed_states()[0].status is FeedStatus.GONE


def test_nobody_takes_back_what_another_has_changed_since(store: Store) -> None:
    store.add_feeds([Feed(URL, "Harbour Wire")])
    changes.enable_feed(store, URL, False, by="ann", at=NOW)
    changes.remove_feed(store, URL, by="ben", at=NOW)
    with pytest.raises(TradewatchError, match="ben has changed the polling of Harbour Wire since"):
        undo(store)
    assert store.feed_states() == []
