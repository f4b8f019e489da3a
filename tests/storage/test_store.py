"""The store on real files: nothing lost, nothing doubled, nothing of a person's overwritten."""

from __future__ import annotations

import os
import sqlite3
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tradewatch.errors import DatabaseError, GoneError, NotFoundError, TradewatchError
from tradewatch.records import Feed, FeedStatus, FetchOutcome, FlagState
from tradewatch.storage import changes
from tradewatch.storage.itempages import items
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery, StatementQuery
from tradewatch.storage.store import Store


def pages_of(store: Store) -> Pages:
    return Pages.open(store.path)


def test_the_same_document_twice_stores_every_item_once(store: Store) -> None:
    first = deliver(store, *[entry(number) for number in range(30)])
    second = deliver(store, *[entry(number) for number in range(30)])
    assert (first.new, second.new, second.updated) == (30, 0, 0)


def test_an_edit_is_a_new_version_and_the_old_words_stay(store: Store) -> None:
    deliver(store, entry(1, title="Xi agrees to talks on tariffs"))
    stored = deliver(store, entry(1, title="Xi refuses talks on tariffs"))
    assert (stored.new, stored.updated) == (0, 1)
    titles = [one.title for one in pages_of(store).versions(1)]
    assert titles == ["Xi agrees to talks on tariffs", "Xi refuses talks on tariffs"]
    assert store.pending_count() == 1


def test_a_guid_that_changes_each_time_does_not_double_items(store: Store) -> None:
    deliver(store, entry(1, key="guid-a"))
    assert deliver(store, entry(1, key="guid-b")).new == 0


def test_two_entries_with_one_link_in_one_document_stay_two(store: Store) -> None:
    same = "https://example.org/live"
    first = deliver(store, entry(1, url=same, link_unique=False), entry(2, url=same, link_unique=False))
    assert first.new == 2
    assert deliver(store, entry(3, url=same, link_unique=False)).new == 1


@pytest.mark.parametrize(
    "damage",
    [
        "update sqlite_sequence set seq = 3 where name = 'item'",
        "delete from sqlite_sequence where name = 'item'",
        "insert into sqlite_sequence (name, seq) values ('item', 2)",
    ],
)
def test_numbers_go_on_behind_the_items_where_the_note_of_the_highest_lags(store: Store, damage: str) -> None:
    deliver(store, *[entry(number) for number in range(10)])
    store.connection.execute(damage)
    deliver(store, *[entry(number) for number in range(8, 14)])
    found = store.connection.execute("select id from item order by id").fetchall()
    assert found == [(number,) for number in range(1, 15)]


def test_the_number_of_an_item_that_is_gone_never_comes_back(store: Store) -> None:
    deliver(store, entry(1), entry(2))
    store.connection.execute("delete from item where id = 2")
    deliver(store, entry(3))
    assert store.connection.execute("select max(id) from item").fetchone() == (3,)


def test_a_date_far_ahead_does_not_stand_on_top_forever(store: Store) -> None:
    deliver(store, entry(1), entry(2, published=NOW + timedelta(hours=20)))
    assert all(one.published <= NOW for one in pages_of(store).items([1, 2]))


def test_validators_are_kept_only_with_the_items(store: Store) -> None:
    deliver(store, entry(1))
    number = store.feed_states()[0].id
    assert store.feed_states()[0].etag == '"1"'
    store.save_outcomes([FetchOutcome(number, NOW, NOW, FeedStatus.FAILING, "the server has a fault (500)")])
    state = store.feed_states()[0]
    assert (state.etag, state.failures, state.error) == ('"1"', 1, "the server has a fault (500)")


def test_a_servers_wish_to_be_left_alone_is_remembered(store: Store) -> None:
    deliver(store, entry(1))
    number = store.feed_states()[0].id
    until = NOW + timedelta(hours=2)
    store.save_outcomes([FetchOutcome(number, NOW, until, FeedStatus.FAILING, "slow down", retry_until=until)])
    assert store.feed_states()[0].retry_until == until


def test_search_finds_words_as_people_write_them(store: Store) -> None:
    deliver(store, entry(1, title="中国商务部回应关税 tariffs on U.S. steel", summary="Señor Muñoz on the truce"))
    pages = pages_of(store)
    for words in ("关税", "tariff", "munoz", "U.S.", "us steel", "Señor"):
        assert list(pages.item_ids(ItemQuery(words=words, everything=True))) == [1], words
    for words in ("", '"', "AND OR (", "*", "-x"):
        pages.item_ids(ItemQuery(words=words, everything=True))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ta", [1, 2]),  # the beginning of a word of a title; in a text only where it is a whole word
        ("tax", [3]),
        ("t", [1, 2]),
        ("tari", [1, 2, 3]),  # from the fourth letter on everywhere
        ("tari ", []),  # typed to its end: a word of its own
        ("steel ta", [2]),
        ("-steel ta", [1]),
        ("-tariffs ta", []),
        ("关", [4]),
        ("关税", [4]),
    ],
)
def test_a_word_that_is_being_typed_is_looked_for_in_titles_first(store: Store, words: str, found: list[int]) -> None:
    deliver(store, entry(1, title="Tariffs on ships", summary="none of it"))
    deliver(store, entry(2, title="Tariffs on steel", summary="all of it", key="two"))
    deliver(store, entry(3, title="Duties on boats", summary="A tax beside tariffs", key="three"))
    deliver(store, entry(4, title="商务部回应关税", summary="no more", key="four"))
    pages = pages_of(store)
    assert sorted(pages.item_ids(ItemQuery(words=words, everything=True))) == found


def test_an_edited_title_is_found_by_its_new_beginning_only(store: Store) -> None:
    deliver(store, entry(1, title="Tariffs on ships"))
    deliver(store, entry(1, title="Quotas on ships"))
    pages = pages_of(store)
    assert list(pages.item_ids(ItemQuery(words="ta", everything=True))) == []
    assert list(pages.item_ids(ItemQuery(words="qu", everything=True))) == [1]


def test_a_flag_keeps_who_set_it_and_undo_takes_back_a_whole_keystroke(store: Store) -> None:
    deliver(store, entry(1))
    read_all(store)
    changes.flag(store, "y1", by="ann", at=NOW, note="check the rate")
    changes.flag(store, "i1", by="ben", at=NOW + timedelta(hours=1))
    found = pages_of(store).item(1)
    assert found is not None
    assert found.flag is not None
    assert (found.flag.by, found.note) == ("ann", "check the rate")
    with pytest.raises(NotFoundError):
        changes.undo(store, by="ben", at=NOW)
    changes.undo(store, by="ann", at=NOW)
    pages = pages_of(store)
    assert pages.item(1) is not None
    assert not pages.stories([1])[0].flagged


def test_flags_of_used_items_keep_their_state(store: Store) -> None:
    deliver(store, entry(1), entry(2))
    changes.flag(store, "i1", by="ann", at=NOW, state=FlagState.USED)
    changes.flag(store, "i2", by="ann", at=NOW)
    pages = pages_of(store)
    assert list(pages.item_ids(ItemQuery(flagged=True, states=("todo",)))) == [2]
    assert sorted(pages.item_ids(ItemQuery(flagged=True))) == [1, 2]


def test_what_a_person_corrected_outlives_another_reading(store: Store) -> None:
    said = "“We will keep talking about tariffs with China,” Treasury Secretary Scott Bessent told reporters."
    deliver(store, entry(1, summary=said))
    read_all(store)
    pages = pages_of(store)
    number = pages.statement_ids(StatementQuery())[0]
    from tradewatch.records import Side

    changes.correct_speaker(store, f"s{number}", "Jamieson Greer", Side.US, by="ann", at=NOW)
    store.connection.execute("update item set rules = null")
    read_all(store)
    found = pages_of(store).statements([number])
    assert [one.speaker for one in found] == ["Jamieson Greer"]
    changes.dismiss(store, f"s{number}", by="ann", at=NOW)
    assert not pages_of(store).statement_ids(StatementQuery())


def test_wire_copies_are_one_story_and_other_reports_are_not(store: Store) -> None:
    body = (
        "China will cut its levies on American goods to ten percent from one hundred and twenty five for ninety days,"
        " the two governments said in a joint statement after two days of talks in Geneva on Monday morning"
    )
    deliver(store, entry(1, title="Tariffs fall", summary=body))
    deliver(
        store,
        entry(2, title="Tariffs to fall", summary=body + ", wire reports."),
        feed="http://127.0.0.1:9/b",
        title="B",
    )
    deliver(
        store, entry(3, title="Soy farmers in Iowa wait for China to buy", summary="U.S. tariffs keep their bins full.")
    )
    read_all(store)
    stories = pages_of(store).stories(pages_of(store).story_ids(ItemQuery()))
    assert sorted(one.outlets for one in stories) == [1, 2]


def test_a_database_that_is_to_be_there_is_not_made_anew_where_it_was_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "gone.sqlite"
    with pytest.raises(GoneError):
        Store.open(path, makes=False)
    assert list(tmp_path.glob("gone*")) == []


def test_files_are_for_the_owner_alone(store: Store) -> None:
    assert stat.S_IMODE(os.stat(store.path).st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"just a text, not a database", b"SQLite format 3\x00" + b"\x00" * 200])
def test_strangers_stay_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    if not content:
        return Store.open(path).close()
    with pytest.raises(DatabaseError):
        Store.open(path)
    assert path.read_bytes() == content
    return None


def test_another_programs_database_stays_untouched(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("create table bookmark (url text)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(DatabaseError):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_removed_feed_keeps_its_items_and_comes_back_when_added(store: Store) -> None:
    deliver(store, entry(1))
    store.remove_feed("http://127.0.0.1:9/feed")
    assert store.feed_states() == []
    assert pages_of(store).item(1) is not None
    assert store.add_feeds([Feed("http://127.0.0.1:9/feed", "again")], revive=False) == 0
    assert store.add_feeds([Feed("http://127.0.0.1:9/feed", "again")]) == 1


def test_words_that_an_outlet_edits_away_stay_and_say_so(store: Store) -> None:
    said = "“We will keep talking about tariffs with China,” Treasury Secretary Scott Bessent told reporters."
    deliver(store, entry(1, summary=said))
    read_all(store)
    deliver(store, entry(1, summary="The United States and China spoke of tariffs."))
    read_all(store)
    pages = pages_of(store)
    found = pages.statements(pages.statement_ids(StatementQuery()))
    assert [(one.speaker, one.withdrawn) for one in found] == [("Scott Bessent", True)]
    item, version, part = found[0].parts[0]
    wording = next(one for one in pages.versions(item) if one.version == version)
    assert wording.summary[part.start : part.end] == found[0].quote


def test_an_instant_in_the_past_shows_the_wording_of_that_time(store: Store) -> None:
    deliver(store, entry(1, title="Xi agrees to talks on tariffs"))
    store.connection.execute("update item set updated_at = '2025-06-06T10:00:00Z'")
    deliver(store, entry(1, title="Xi refuses talks on tariffs"))
    pages = pages_of(store)
    pages.as_of = NOW - timedelta(hours=1)
    found = pages.item(1)
    assert found is not None
    assert found.title == "Xi agrees to talks on tariffs"
    pages.as_of = None
    now = pages.item(1)
    assert now is not None
    assert now.title == "Xi refuses talks on tariffs"


def test_a_story_as_of_an_instant_counts_and_dates_only_what_was_out_by_then(store: Store) -> None:
    body = "China will cut its levies on American goods to ten percent from one hundred and twenty five for ninety days"
    for number, feed in ((90, "a"), (60, "b"), (10, "c")):  # minutes before now
        deliver(
            store, entry(number, title="Tariffs to fall", summary=body), feed=f"http://127.0.0.1:9/{feed}", title=feed
        )
    read_all(store)
    pages = pages_of(store)
    pages.as_of = NOW - timedelta(minutes=30)
    ids = pages.story_ids(ItemQuery(until=pages.as_of))
    then = pages.stories(ids)[0]
    assert (then.outlets, then.items, then.unread, then.latest) == (2, 2, 2, NOW - timedelta(minutes=60))
    assert [one.feed for one in pages.story_items(then.id)] == ["a", "b"]
    assert then.head.outlets == 2
    pages.as_of = None
    assert pages.stories(ids)[0].outlets == 3


def test_undo_does_not_wipe_what_somebody_else_did_since(store: Store) -> None:
    deliver(store, entry(1))
    changes.flag(store, "i1", by="ann", at=NOW, note="mine")
    changes.flag(store, "i1", by="ben", at=NOW, note="his", state=FlagState.USED)
    with pytest.raises(TradewatchError, match="ben"):
        changes.undo(store, by="ann", at=NOW)
    found = pages_of(store).item(1)
    assert found is not None
    assert found.note == "his"
    changes.undo(store, by="ben", at=NOW)
    changes.undo(store, by="ann", at=NOW)


def test_unflagging_a_story_takes_the_flags_of_all_its_items_off(store: Store) -> None:
    body = "China will cut its levies on American goods to ten percent for ninety days, the two governments said after two days of talks"
    deliver(store, entry(1, title="Tariffs fall", summary=body))
    deliver(store, entry(2, title="Tariffs to fall", summary=body), feed="http://127.0.0.1:9/b", title="B")
    read_all(store)
    pages = pages_of(store)
    story = pages.stories(pages.story_ids(ItemQuery()))[0]
    later = next(one.id for one in pages.story_items(story.id) if one.id != story.head.id)
    changes.flag(store, f"i{later}", by="ann", at=NOW)
    assert changes.unflag(store, f"y{story.id}", by="ann", at=NOW)
    assert not pages_of(store).stories([story.id])[0].flagged


@pytest.mark.parametrize(
    "words", ["x " + " ".join(f"-a{n}" for n in range(300)), " ".join(f"w{n}" for n in range(500)), '"' * 99, "-" * 99]
)
def test_no_search_breaks_the_index(store: Store, words: str) -> None:
    deliver(store, entry(1))
    pages_of(store).item_ids(ItemQuery(words=words, everything=True))


def test_a_feed_that_is_added_again_has_its_new_name(store: Store) -> None:
    store.add_feeds([Feed("http://127.0.0.1:9/f", "old")])
    store.remove_feed("http://127.0.0.1:9/f")
    store.add_feeds([Feed("http://127.0.0.1:9/f", "new", every_minutes=7)])
    state = store.feed_states()[0]
    assert (state.feed.title, state.feed.every_minutes) == ("new", 7)


def test_a_live_blog_whose_entries_share_a_guid_doubles_nothing(store: Store) -> None:
    same = "https://example.org/live"
    first = entry(1, key="guid", url=same)
    deliver(store, first)
    changes.flag(store, "i1", by="ann", at=NOW)
    again = entry(1, key="guid sha256:aa", url=same, link_unique=False)
    second = entry(2, key="guid sha256:bb", url=same, link_unique=False)
    assert deliver(store, second, again).new == 1
    found = pages_of(store).items(pages_of(store).item_ids(ItemQuery(everything=True)))
    assert len(found) == 2
    assert [one.title for one in found if one.flag] == [first.title]
    assert deliver(store, second, again).new == 0


@pytest.mark.parametrize("chunk", [1, 2, 400])
def test_outlets_of_an_instant_are_counted_for_all_items_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr("tradewatch.storage.itempages.CHUNK", chunk)
    words = "Trump and Xi agree in Geneva to cut tariffs on 90 days of soybeans and rare earths"
    for place, minutes in enumerate((90, 60, 30)):
        deliver(store, entry(minutes, words, words), feed=f"http://127.0.0.1:9/{place}", title=f"Wire {place}")
    deliver(store, entry(80, "China raises tariffs on US pork", "China raised tariffs on US pork from Iowa."))
    read_all(store)
    pages = pages_of(store)
    ids = pages.item_ids(ItemQuery(everything=True))
    connection = sqlite3.connect(store.path)
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    found = items(connection, ids, NOW - timedelta(minutes=45))
    assert sorted(one.outlets for one in found) == [1, 2, 2, 2]
    assert len([sql for sql in asked if "count(distinct feed_id)" in sql]) == 1  # of the one story with several outlets
    connection.close()


def test_a_statement_as_of_a_time_knows_neither_later_outlets_nor_later_edits(store: Store) -> None:
    said = "“We will talk with China about tariffs,” U.S. Treasury Secretary Scott Bessent told CNBC on Thursday."
    deliver(store, entry(1, title="Bessent on China", summary=said))
    deliver(
        store,
        entry(2, title="Bessent on China", summary=said, published=NOW + timedelta(minutes=30)),
        feed="http://127.0.0.1:9/b",
        title="B",
        at=NOW + timedelta(minutes=31),
    )
    read_all(store)
    for feed, number, published in (("feed", 1, NOW - timedelta(minutes=1)), ("b", 2, NOW + timedelta(minutes=30))):
        edited = entry(number, title="Bessent on China", summary="China and tariffs.", published=published)
        deliver(store, edited, feed=f"http://127.0.0.1:9/{feed}", at=NOW + timedelta(minutes=60))
    read_all(store)

    def seen(minutes: int) -> tuple[int, int, bool]:
        pages = pages_of(store)
        pages.as_of = NOW + timedelta(minutes=minutes)
        [one] = pages.statements([1])
        pages.close()
        return one.outlets, len(one.item_ids), one.withdrawn

    assert seen(5) == (1, 1, False)
    assert seen(45) == (2, 2, False)
    assert seen(90) == (2, 2, True)
