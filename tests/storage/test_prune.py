"""Forgetting old items: what a person marked or something rests on stays, and what went does not come back."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from tests.desk import NOW, deliver, entry, read_all, run
from tradewatch.records import Entry, Pruned
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.prune import prune
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.store import Store

LONG_AGO = NOW - timedelta(days=200)
BEFORE = NOW - timedelta(days=90)
PLAIN = {"title": "Ships wait off the port", "summary": "The queue was long."}


REPORTS = (
    "Grain rots in northern silos", "Welders leave the yard by noon", "Cotton buyers look to Brazil",
    "A magnet maker hires chemists", "Wafer plant floods after the storm", "Crane falls on empty quay",
    "Farmers plant less soy this year", "Coal barges run aground again",
)  # fmt: skip


def report(number: int, **more: Any) -> Entry:
    """One of eight reports that tell eight stories."""
    title = REPORTS[number - 1]
    return old(number, title=title, summary=f"{title.split()[-1]} {number * 'very '}late, {title.lower()}.", **more)


def old(number: int, **more: Any) -> Entry:
    return entry(number, **{**PLAIN, "published": LONG_AGO - timedelta(minutes=number), **more})


def ids(store: Store, **query: Any) -> list[int]:
    with closing(Pages.open(store.path)) as pages:
        return sorted(pages.item_ids(ItemQuery(everything=True, **query)))


@pytest.fixture
def archive(store: Store) -> Store:
    said = "“We will keep talking about tariffs with China,” Treasury Secretary Scott Bessent told reporters."
    deliver(store, *map(report, range(1, 9)))
    deliver(store, old(9, summary=said), old(10, title="Undated", published=None), entry(11, **PLAIN))
    store.connection.execute("update item set published = '2024-11-01T00:00:00Z', first_seen = published where id = 10")
    read_all(store)
    return store


def test_what_somebody_marked_or_something_rests_on_is_kept(archive: Store) -> None:
    changes.flag(archive, "i1", by="ann", at=NOW)
    changes.set_note(archive, "i2", by="ann", at=NOW, note="ask the port")
    changes.set_relevant(archive, ["i3"], True, by="ann", at=NOW)
    changes.flag(archive, archive_story(archive, 4), by="ann", at=NOW)
    deliver(archive, old(12, title="Not read yet"))
    assert prune(archive, BEFORE, dry_run=True) == Pruned(5, 6)
    assert len(ids(archive)) == 12
    assert prune(archive, BEFORE) == Pruned(5, 6)
    assert ids(archive) == [1, 2, 3, 4, 9, 11, 12]


def archive_story(store: Store, item: int) -> str:
    return f"y{store.connection.execute('select story_id from item where id = ?', (item,)).fetchone()[0]}"


def test_what_is_forgotten_leaves_nothing_behind(archive: Store) -> None:
    deliver(archive, old(5, title=f"{REPORTS[4]}, corrected", summary="No quay was flooded."))
    read_all(archive)
    prune(archive, BEFORE)
    assert ids(archive) == [9, 11]
    for table, word in (("item_search", "quay"), ("item_search", "silos"), ("title_search", "weld*")):
        query = f"select count(*) from {table} where {table} match ?"
        assert archive.connection.execute(query, (word,)).fetchone()[0] == 0
    assert ids(archive, words="quay") == [] and ids(archive, words="por") == [9, 11]
    for table in ("item_version", "item_raw", "untold"):
        assert archive.connection.execute(f"select count(*) from {table}").fetchone()[0] == 0
    for table in ("item_search", "title_search"):
        archive.connection.execute(f"insert into {table} ({table}) values ('integrity-check')")
    assert archive.connection.execute("pragma foreign_key_check").fetchall() == []
    with closing(Pages.open(archive.path)) as pages:
        assert pages.feed_states()[0].items == 2
        assert [one.items for one in pages.stories(pages.story_ids(ItemQuery(everything=True)))] == [1, 1]


def test_what_a_feed_still_lists_does_not_come_back(archive: Store) -> None:
    prune(archive, BEFORE)
    assert deliver(archive, *map(report, range(1, 9)), old(10, title="Undated", published=None)).new == 0
    assert deliver(archive, report(3, key="another guid")).new == 0
    assert deliver(archive, entry(20, published=None), entry(21)).new == 2


def test_what_is_listed_for_the_first_time_is_new_however_old_its_date(archive: Store) -> None:
    prune(archive, BEFORE)
    assert deliver(archive, old(40, title="A notice that was posted late")).new == 1
    assert deliver(archive, old(1), feed="http://127.0.0.1:9/other", title="Other").new == 1
    assert deliver(archive, entry(41, url=report(3).url, title="The same page, another day")).new == 1


def test_a_correction_of_a_kept_item_under_a_new_guid_arrives(archive: Store) -> None:
    changes.flag(archive, "i1", by="ann", at=NOW)
    prune(archive, BEFORE)
    assert deliver(archive, report(8, key="new guid", text="Correction.")).updated == 1
    assert ids(archive) == [1, 9, 11]


def test_a_feed_that_restates_a_date_brings_nothing_back(archive: Store) -> None:
    prune(archive, BEFORE)
    assert deliver(archive, report(2, published=NOW)).new == 0


def test_ids_of_what_is_forgotten_never_come_back(archive: Store) -> None:
    deliver(archive, old(30))
    read_all(archive)
    prune(archive, BEFORE)
    deliver(archive, entry(31))
    assert max(ids(archive)) == 13


def test_the_command_says_what_goes_and_what_is_kept(store: Store) -> None:
    deliver(store, old(1), old(2))
    read_all(store)
    changes.flag(store, "i1", by="ann", at=NOW)
    words = run("prune", "--older-than", "90d", "--dry-run").stdout
    assert words.startswith("1 items from before ") and "would be forgotten" in words
    answer = json.loads(run("prune", "--older-than", "13w", "--json").stdout)
    assert (answer["gone"], answer["kept"], answer["dry_run"]) == (1, 1, False)
    assert ids(store) == [1]


@pytest.mark.parametrize("age", ["90", "3d", "d", "-90d", "90 days", ""])
def test_an_age_that_is_none_or_too_short_changes_nothing(age: str, store: Store) -> None:
    deliver(store, old(1))
    assert run("prune", "--older-than", age).returncode == 2
    assert ids(store) == [1]


def test_undo_of_a_flag_on_what_was_pruned_says_so_and_goes_on_to_the_change_before(store: Store) -> None:
    deliver(store, report(1), report(2))
    read_all(store)
    changes.flag(store, "i1", by="ann", at=NOW)
    changes.flag(store, "i2", by="ann", at=NOW)
    changes.unflag(store, "i2", by="ann", at=NOW)
    prune(store, BEFORE)
    with closing(Pages.open(store.path)) as pages:
        assert (pages.item(1) is None, pages.item(2) is None) == (False, True)
    assert changes.undo(store, by="ann", at=NOW) == "i2 was pruned since: nothing was taken back"
    assert store.connection.execute("select count(*) from flag where target = 2").fetchone()[0] == 0
    changes.undo(store, by="ann", at=NOW)
    assert "i1" in changes.undo(store, by="ann", at=NOW)
