"""What is seen: said by an act it is undone at once, noted on opening it is none of undo's business."""

from __future__ import annotations

from contextlib import closing

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tradewatch.errors import NotFoundError
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.store import Store


@pytest.fixture
def filled(store: Store) -> Store:
    deliver(store, *[entry(number) for number in range(5)])
    read_all(store)
    return store


def unread(store: Store) -> int:
    with closing(Pages.open(store.path)) as pages:
        return pages.counts(None).unread


def stories(store: Store) -> list[int]:
    with closing(Pages.open(store.path)) as pages:
        return list(pages.story_ids(ItemQuery()))


def test_all_is_seen_at_once_and_taken_back_at_once(filled: Store) -> None:
    before, numbers = unread(filled), stories(filled)
    assert changes.set_seen(filled, numbers, True, by="ann", at=NOW) == 5
    assert (before > 0, unread(filled)) == (True, 0)
    assert changes.set_seen(filled, numbers, True, by="ann", at=NOW) == 0
    assert changes.undo(filled, by="ann", at=NOW).endswith("and 4 more")
    assert unread(filled) == before


def test_a_story_is_not_seen_again_and_undo_brings_the_first_mark_back(filled: Store) -> None:
    numbers = stories(filled)
    changes.set_seen(filled, numbers, True, by="ann", at=NOW)
    assert changes.set_seen(filled, numbers[:1], False, by="bob", at=NOW) > 0
    assert unread(filled) == 1
    changes.undo(filled, by="bob", at=NOW)
    assert unread(filled) == 0


def test_opening_is_not_what_undo_takes_back(filled: Store) -> None:
    changes.flag(filled, "i1", by="ann", at=NOW)
    changes.mark_read(filled, [1], NOW)
    assert "flag of i1" in changes.undo(filled, by="ann", at=NOW)
    with pytest.raises(NotFoundError):
        changes.undo(filled, by="ann", at=NOW)


def test_undo_leaves_what_was_opened_since_as_it_is(filled: Store) -> None:
    numbers = stories(filled)
    changes.set_seen(filled, numbers, True, by="ann", at=NOW)
    changes.set_seen(filled, numbers, False, by="bob", at=NOW)
    changes.mark_read(filled, [1, 2, 3, 4, 5], NOW.replace(hour=17))
    changes.undo(filled, by="ann", at=NOW)
    assert unread(filled) == 0
