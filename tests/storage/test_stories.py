"""Stories: one event once, whatever order it was read in; a person's merging and splitting; ids that stay."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk import NOW, READER, deliver, entry, read_all
from tradewatch.errors import TradewatchError
from tradewatch.feeds.telling import tell
from tradewatch.records import Entry
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.store import Store

PORT = "China will charge fees on ships built in America at its ports from Tuesday, the transport ministry in Beijing said."
PORT_TOO = "American-built vessels calling at Chinese ports pay extra from Tuesday under a transport ministry notice."
SOY = "Growers in Illinois wait for China to buy soybeans again while U.S. tariffs keep their bins full to the roof."
CALL = "Xi and Trump spoke by telephone about rare earths and students for ninety minutes, Xinhua said of the tariffs."
CALL_TOO = (
    "The leaders of China and the United States talked on the phone for 90 minutes, on students and rare earth magnets."
)


def told(number: int, title: str, summary: str, minutes: int) -> Entry:
    return entry(number, title=title, summary=summary, published=NOW - timedelta(days=3) + timedelta(minutes=minutes))


REPORTS: tuple[tuple[str, Entry], ...] = (
    ("Harbour Wire", told(1, "China to charge fees on American-built ships", PORT, 0)),
    ("Quay Daily", told(2, "Beijing sets port fees for vessels built in America", PORT_TOO, 95)),
    ("Prairie Post", told(3, "Bins full as China stays away", SOY, 30)),
    ("Harbour Wire", told(4, "Xi and Trump talk for 90 minutes on tariffs", CALL, 200)),
    ("Quay Daily", told(5, "90-minute phone call of Xi and Trump ends tariff silence", CALL_TOO, 260)),
    ("Coast Courier", told(6, "China to charge fees on American-built ships", PORT + " (Harbour Wire)", 40)),
)


def store_of(path: Path, reports: Sequence[tuple[str, Entry]] = REPORTS) -> Store:
    opened = Store.open(path)
    for feed, one in reports:
        deliver(opened, one, feed=f"http://127.0.0.1:9/{feed.split()[0]}", title=feed)
    return opened


def stories(store: Store) -> set[tuple[str, ...]]:
    """Each story as the keys of its items, first outlet first."""
    pages = Pages.open(store.path)
    found = {
        tuple(item.url.rsplit("/", 1)[1] for item in pages.story_items(number) if item.url)
        for number in pages.story_ids(ItemQuery(everything=True))
    }
    pages.close()
    return found


EVENTS = {("1", "6", "2"), ("3",), ("4", "5")}


def test_reports_of_one_event_are_one_story_and_the_first_outlet_heads_it(tmp_path: Path) -> None:
    with store_of(tmp_path / "a.sqlite") as store:
        read_all(store)
        assert stories(store) == EVENTS
        pages = Pages.open(store.path)
        heads = {one.head.title: one.outlets for one in pages.stories(pages.story_ids(ItemQuery()))}
        assert heads["China to charge fees on American-built ships"] == 3


@pytest.mark.parametrize("everything", [False, True])
def test_the_newest_stories_are_the_first_of_all(tmp_path: Path, everything: bool) -> None:
    with store_of(tmp_path / "a.sqlite") as store, closing(Pages.open(store.path)) as pages:
        deliver(store, *(entry(number) for number in range(10, 30)))
        read_all(store)
        every = list(pages.story_ids(ItemQuery(everything=everything)))
        for most in range(1, len(every) + 2):
            assert list(pages.story_ids(ItemQuery(everything=everything, limit=most))) == every[:most]


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_reading_and_arriving_changes_nothing(tmp_path: Path, seed: int) -> None:
    shuffled = list(REPORTS)
    random.Random(seed).shuffle(shuffled)
    with store_of(tmp_path / "a.sqlite", ()) as store:
        for feed, one in shuffled:
            deliver(store, one, feed=f"http://127.0.0.1:9/{feed.split()[0]}", title=feed)
            read_all(store)
        assert stories(store) == EVENTS


def test_a_story_keeps_its_id_when_an_earlier_report_comes_late(tmp_path: Path) -> None:
    with store_of(tmp_path / "a.sqlite", REPORTS[1:2]) as store:
        read_all(store)
        before = Pages.open(store.path).story_ids(ItemQuery())[0]
        deliver(store, REPORTS[0][1], feed="http://127.0.0.1:9/Harbour", title="Harbour Wire")
        read_all(store)
        assert list(Pages.open(store.path).story_ids(ItemQuery())) == [before]
        assert stories(store) == {("1", "2")}


def test_the_same_report_a_day_later_in_other_words_is_another_story(tmp_path: Path) -> None:
    later = told(7, "Beijing sets port fees for vessels built in America", PORT_TOO, 36 * 60)
    with store_of(tmp_path / "a.sqlite", (REPORTS[0], ("Quay Daily", later))) as store:
        read_all(store)
        assert stories(store) == {("1",), ("7",)}


def test_an_outlet_s_two_headlines_of_a_day_are_two_stories(tmp_path: Path) -> None:
    body = "China and the United States spoke of tariffs again in Vienna, a diplomat said there."
    reports = (
        ("Quay Daily", told(1, "Port fees rise", body, 0)),
        ("Quay Daily", told(2, "Soybeans fall", body + " It rained.", 60)),
    )
    with store_of(tmp_path / "a.sqlite", reports) as store:
        read_all(store)
        assert stories(store) == {("1",), ("2",)}


def number(store: Store, key: str) -> str:
    return f"i{store.connection.execute('select id from item where key = ?', (f'k{key}',)).fetchone()[0]}"


def test_merged_stories_stay_one_through_readings_and_undo_parts_them(tmp_path: Path) -> None:
    with store_of(tmp_path / "a.sqlite") as store:
        read_all(store)
        kept = changes.merge_stories(store, number(store, "3"), number(store, "4"), by="ann", at=NOW)
        assert ("3", "4", "5") in stories(store)
        store.connection.execute("update item set rules = null")
        store.connection.execute("insert or ignore into untold select id from item")
        read_all(store)
        assert ("3", "4", "5") in stories(store)
        assert changes.undo(store, by="ann", at=NOW) == f"undone: the merging of {kept}"
        read_all(store)
        assert stories(store) == EVENTS
        with pytest.raises(TradewatchError, match="one story already"):
            changes.merge_stories(store, number(store, "4"), number(store, "5"), by="ann", at=NOW)


def test_a_split_is_remembered_and_the_old_id_means_what_is_left(tmp_path: Path) -> None:
    with store_of(tmp_path / "a.sqlite") as store:
        read_all(store)
        parts = changes.split_story(store, [number(store, "2")], by="ann", at=NOW)
        assert len(parts) == 2
        store.connection.execute("insert or ignore into untold select id from item")
        tell(store)
        assert stories(store) == {("1", "6"), ("2",), ("3",), ("4", "5")}
        changes.undo(store, by="ann", at=NOW)
        tell(store)
        assert stories(store) == EVENTS
        assert len(changes.split_story(store, [parts[0]], by="ann", at=NOW)) == 3
        with pytest.raises(TradewatchError, match="stands alone"):
            changes.split_story(store, [number(store, "3")], by="ann", at=NOW)


def test_the_id_of_a_story_that_was_merged_away_still_finds_it(tmp_path: Path) -> None:
    with store_of(tmp_path / "a.sqlite") as store:
        read_all(store)
        gone = store.connection.execute("select story_id from item where key = 'k4'").fetchone()[0]
        changes.flag(store, f"y{gone}", by="bob", at=NOW, note="lead")
        kept = changes.merge_stories(store, number(store, "3"), number(store, "4"), by="ann", at=NOW)
        assert changes.unflag(store, f"y{gone}", by="bob", at=NOW)
        pages = Pages.open(store.path)
        assert not pages.stories([int(kept[1:])])[0].flagged
        assert [one.url for one in pages.story_items(gone)] == [one.url for one in pages.story_items(int(kept[1:]))]


def test_a_flagged_story_is_moved_by_no_rule(tmp_path: Path) -> None:
    with store_of(tmp_path / "a.sqlite", REPORTS[1:2]) as store:
        read_all(store)
        mine = store.connection.execute("select story_id from item").fetchone()[0]
        changes.flag(store, f"y{mine}", by="ann", at=NOW)
        deliver(store, REPORTS[0][1], feed="http://127.0.0.1:9/Harbour", title="Harbour Wire")
        read_all(store)
        assert [one.head.url for one in Pages.open(store.path).stories([mine])] == ["https://example.org/2"]


def test_undo_refuses_where_somebody_moved_the_items_since(tmp_path: Path) -> None:
    with store_of(tmp_path / "a.sqlite") as store:
        read_all(store)
        changes.merge_stories(store, number(store, "3"), number(store, "4"), by="ann", at=NOW)
        changes.merge_stories(store, number(store, "3"), number(store, "1"), by="bob", at=NOW)
        with pytest.raises(TradewatchError, match="since"):
            changes.undo(store, by="ann", at=NOW)


def test_ten_thousand_reports_are_told_in_bounded_time_and_none_is_lost(tmp_path: Path) -> None:
    """A window that slides: what is out of reach is forgotten, and each item is in one story."""
    from tradewatch.feeds.reading.stories import Stories
    from tradewatch.records import Told

    known = Stories()
    places = [
        known.place(
            Told(
                n, n % 40, NOW + timedelta(minutes=7 * n), f"report {n}", tuple(range(n * 9, n * 9 + 9)),
                (f"w:word{n % 97}", f"w:thing{n % 89}", f"n:{n}"),
            )
        )
        for n in range(10_000)
    ]  # fmt: skip
    assert {one.item_id for one in places} == set(range(10_000))
    assert all(one.head <= one.item_id for one in places)
    assert len(known._items) < 3_000


def test_reading_finds_the_event_in_other_languages() -> None:
    from tests.desk import item
    from tradewatch.feeds.reading.stories import group
    from tradewatch.records import Told

    reports = (
        item("US, China extend tariff truce to Nov. 10", "Bessent said in Stockholm the pause would hold for 90 days."),
        item(
            "USA und China verlängern Zollpause", "Bessent sagte in Stockholm, die Aussetzung gelte bis 10. November."
        ),
        item("中美关税休战延长", "贝森特在斯德哥尔摩表示，暂停将延长90天。"),
        item(
            "Chip shares fall", "Traders in Taipei sold makers of machines after a China licence was refused by the US."
        ),
    )
    rows = [
        Told(n, n, NOW + timedelta(hours=n), one.title, READER.read(one).triples, READER.read(one).traits)
        for n, one in enumerate(reports)
    ]
    assert list(group(rows).values()) == [0, 0, 0, 3]
