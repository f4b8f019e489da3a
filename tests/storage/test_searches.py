"""Saved searches: kept as text, taken back, and what has come since a person looked at one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from tests.desk import NOW, READER, deliver, entry, read_all
from tradewatch.book.load import load_book
from tradewatch.errors import NotFoundError, TradewatchError
from tradewatch.records import Entry
from tradewatch.settings import Watch
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery, Looked
from tradewatch.storage.querylanguage import Bearings, of_items, parse_query
from tradewatch.storage.searchpages import MOST_NEW, search_text, watch_text
from tradewatch.storage.store import Store

BEARINGS = Bearings(ZoneInfo("America/New_York"), NOW, load_book().roster)
LATER = NOW + timedelta(hours=1)
TAIWAN = (
    (
        "Taiwan: rare earth licences for US carmakers from China",
        "The United States and China go on with their tariff truce while magnets go to Detroit again.",
    ),
    (
        "Taiwan soybean growers wait for China and US tariffs",
        "Barges lie idle along the Mississippi because of the tariffs that China levies on US farmers.",
    ),
    (
        "Taiwan sees port fees and tariffs on US ships in China",
        "Freighters go round by Busan: the trade war of Trump and Xi has come to the docks.",
    ),
)


def told(number: int, which: int) -> Entry:
    title, summary = TAIWAN[which]
    return entry(number, title=title, summary=summary)


def query(text: str) -> ItemQuery:
    return of_items(parse_query(text, BEARINGS), ItemQuery())


@pytest.fixture
def pages(store: Store) -> Iterator[Pages]:
    with closing(Pages.open(store.path)) as opened:
        yield opened


def names(pages: Pages) -> list[str]:
    return [one.name for one in pages.searches()]


def items(pages: Pages, text: str, look: Looked) -> set[int]:
    return set(pages.new_among(query(text), pages.stored_since(look)))


def count(pages: Pages, text: str, look: Looked) -> int:
    """The stories of these items."""
    return len(set(pages.new_among(query(text), pages.stored_since(look)).values()))


# --- kept as text ---


@pytest.mark.parametrize(
    "text", ["taiwan", "taiwan ", '"rare earths"', "taiwan chips since:3d", "taiwan -is:near", "side:US is:flagged", 'any:Taiwan,"rare earths"', "-taiwan ", "is:all"]
)  # fmt: skip
def test_what_is_saved_asks_for_the_same_again(text: str) -> None:
    asked = query(text)
    assert query(search_text(asked)) == asked


def test_a_word_that_finds_longer_ones_does_so_behind_what_the_wire_was_narrowed_to(store: Store) -> None:
    searched = of_items(parse_query("tariff", BEARINGS), query("side:US"))
    assert search_text(searched) == "side:US tariff"
    assert query(search_text(searched)) == searched


def test_a_time_that_counts_back_from_now_is_saved_as_it_is_written() -> None:
    assert search_text(query("taiwan since:3d")) == "taiwan since:3d"


def test_a_watch_asks_for_any_of_its_words_and_feeds_and_sides() -> None:
    watch = Watch("Chips", words=("Taiwan", "rare earths"), feeds=("Harbour Wire",), sides=("US", "China"))
    assert watch_text(watch) == 'any:Taiwan,"rare earths" feed:"Harbour Wire" side:US,China'
    assert query(watch_text(watch))


def test_any_finds_what_has_one_of_the_words(store: Store, pages: Pages) -> None:
    deliver(store, told(1, 0), told(2, 2), entry(3, title="Trump and Xi agree on tariffs"))
    read_all(store)
    assert set(pages.item_ids(query('any:licences,"port fees"'))) == {2, 3}
    assert set(pages.item_ids(query('-any:licences,"port fees"'))) == {1}


# --- saved, replaced, renamed, removed ---


def test_the_same_name_takes_the_new_query_and_undo_brings_the_old_one_back(store: Store, pages: Pages) -> None:
    number, replaced = changes.save_search(store, "Taiwan", "taiwan", by="ann", at=NOW)
    assert not replaced
    assert changes.save_search(store, "taiwan ", "taiwan chips", by="ann", at=NOW) == (number, True)
    assert [(one.name, one.query) for one in pages.searches()] == [("taiwan", "taiwan chips")]
    assert changes.undo(store, by="ann", at=NOW) == "undone: the saving of Taiwan"
    assert [(one.name, one.query) for one in pages.searches()] == [("Taiwan", "taiwan")]
    changes.undo(store, by="ann", at=NOW)
    assert names(pages) == []


def test_removing_and_renaming_are_taken_back(store: Store, pages: Pages) -> None:
    number, _ = changes.save_search(store, "Taiwan", "taiwan", by="ann", at=NOW)
    changes.rename_search(store, number, "Chips", by="ann", at=NOW)
    assert changes.remove_search(store, number, by="ann", at=NOW) == "Chips"
    assert names(pages) == []
    with pytest.raises(NotFoundError):
        changes.remove_search(store, number, by="bob", at=NOW)
    assert changes.undo(store, by="ann", at=NOW) == "undone: the removal of Chips"
    assert names(pages) == ["Chips"]
    assert changes.undo(store, by="ann", at=NOW) == "undone: the renaming of Taiwan"
    assert names(pages) == ["Taiwan"]


def test_undo_does_not_wipe_what_a_colleague_has_saved_since(store: Store, pages: Pages) -> None:
    changes.save_search(store, "Taiwan", "taiwan", by="ann", at=NOW)
    changes.save_search(store, "Taiwan", "taiwan chips", by="bob", at=NOW)
    with pytest.raises(TradewatchError, match="bob has changed"):
        changes.undo(store, by="ann", at=NOW)
    assert pages.searches()[0].query == "taiwan chips"


@pytest.mark.parametrize("act", ["rename", "forget"])
def test_undo_gives_no_search_a_name_that_another_has_taken_since(store: Store, pages: Pages, act: str) -> None:
    number, _ = changes.save_search(store, "Taiwan", "taiwan", by="ann", at=NOW)
    if act == "rename":
        changes.rename_search(store, number, "Chips", by="ann", at=NOW)
    else:
        changes.remove_search(store, number, by="ann", at=NOW)
    other, _ = changes.save_search(store, "taiwan", "tsmc", by="bob", at=NOW)
    before = pages.searches()
    with pytest.raises(TradewatchError, match="another search is saved as Taiwan by now"):
        changes.undo(store, by="ann", at=NOW)
    assert pages.searches() == before
    changes.rename_search(store, other, "Makers", by="bob", at=NOW)
    changes.undo(store, by="ann", at=NOW)
    assert set(names(pages)) == {"Taiwan", "Makers"}


def test_no_search_takes_the_name_of_another_or_none(store: Store) -> None:
    number, _ = changes.save_search(store, "Taiwan", "taiwan", by="ann", at=NOW)
    changes.save_search(store, "Chips", "chips", by="ann", at=NOW)
    with pytest.raises(TradewatchError, match="another search"):
        changes.rename_search(store, number, "chips", by="ann", at=NOW)
    with pytest.raises(TradewatchError, match="wants a name"):
        changes.save_search(store, " \n", "taiwan", by="ann", at=NOW)


def test_watches_stand_behind_the_saved_ones_and_a_look_at_one_is_kept(store: Store, pages: Pages) -> None:
    changes.save_search(store, "Rare earths", "rare earths", by="ann", at=NOW)
    watches = (Watch("Taiwan", words=("Taiwan",)),)
    one = pages.searches(watches)[1]
    assert (one.name, one.id, one.by_config) == ("Taiwan", 0, True)
    changes.look_at_search(store, one, by="ann", at=NOW)
    changes.look_at_search(store, one, by="bob", at=LATER)
    known = pages.searches(watches)[1]
    assert (known.by_config, pages.looked("ann")[known.id].at, pages.looked("bob")[known.id].at) == (True, NOW, LATER)
    assert names(pages) == ["Rare earths"]


# --- what has come since ---


def look(store: Store, pages: Pages, by: str = "ann") -> Looked:
    """Ann saves the search now: she has looked."""
    number, _ = changes.save_search(store, "Taiwan", "taiwan", by=by, at=NOW)
    return pages.looked(by)[number]


def test_only_stories_stored_after_the_look_are_new_each_once(store: Store, pages: Pages) -> None:
    deliver(store, told(1, 0))
    read_all(store)
    seen = look(store, pages)
    assert count(pages, "taiwan", seen) == 0
    deliver(store, told(2, 1), entry(3, title="Trump and Xi agree on tariffs"), at=LATER)
    deliver(store, told(4, 1), feed="http://127.0.0.1:9/b", title="Potomac Ledger", at=LATER)
    read_all(store)
    assert items(pages, "taiwan", seen) == {3, 4}
    assert count(pages, "taiwan", seen) == 1


def test_what_is_read_again_flagged_or_seen_is_not_new(store: Store, pages: Pages) -> None:
    deliver(store, told(1, 0), told(2, 1))
    read_all(store)
    seen = look(store, pages)
    again = [replace(READER.read(one), rules="better rules") for one in store.outdated("better rules", None, 10)]
    store.save_readings(again, LATER)
    assert len(again) == 2
    changes.flag(store, "i1", by="ann", at=LATER)
    changes.mark_read(store, [2], LATER)
    assert pages.last_change() > seen.change_id
    assert count(pages, "taiwan", seen) == 0


def test_what_waited_to_be_read_at_the_look_is_new_when_it_is_read(store: Store, pages: Pages) -> None:
    """It was stored before, but no list showed it."""
    deliver(store, told(1, 0), at=NOW - timedelta(minutes=1))
    seen = look(store, pages)
    assert count(pages, "taiwan", seen) == 0
    read_all(store)
    assert count(pages, "taiwan", seen) == 1


def test_stories_that_are_merged_count_once(store: Store, pages: Pages) -> None:
    seen = look(store, pages)
    deliver(store, told(1, 0), told(2, 1), at=LATER)
    read_all(store)
    assert items(pages, "taiwan", seen) == {1, 2}
    changes.split_story(store, ("i2",), by="ann", at=LATER)
    assert count(pages, "taiwan", seen) == 2
    one, other = (f"y{one.story_id}" for one in pages.items([1, 2]))
    changes.merge_stories(store, one, other, by="ann", at=LATER)
    assert count(pages, "taiwan", seen) == 1


def test_each_person_has_a_look_of_their_own(store: Store, pages: Pages) -> None:
    ann = look(store, pages)
    deliver(store, told(1, 0), at=LATER)
    read_all(store)
    [search] = pages.searches()
    changes.look_at_search(store, search, by="bob", at=LATER)
    bob = pages.looked("bob")[search.id]
    assert (count(pages, "taiwan", ann), count(pages, "taiwan", bob)) == (1, 0)


def test_a_look_that_no_change_goes_back_to_is_counted_by_time(store: Store, pages: Pages) -> None:
    deliver(store, told(1, 0))
    read_all(store)
    seen = look(store, pages)
    deliver(store, told(2, 1), told(3, 2), at=LATER)
    read_all(store)
    store.connection.execute("delete from change where id < (select max(id) from change)")
    assert items(pages, "taiwan", seen) == {2, 3}
    assert items(pages, "taiwan", Looked(0, NOW - timedelta(hours=1))) == {1, 2, 3}


def test_no_more_is_counted_than_is_said(store: Store, pages: Pages) -> None:
    seen = look(store, pages)
    deliver(store, *[entry(number) for number in range(3_000)], at=LATER)
    store.connection.execute("update item set relevant = 1")
    assert MOST_NEW < len(pages.new_among(ItemQuery(), pages.stored_since(seen))) < 3_000
