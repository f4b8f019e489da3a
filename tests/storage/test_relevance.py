"""Who decides whether an item matters: a person on it, then a person on its feed, then the rules; and near misses."""

from __future__ import annotations

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tradewatch.errors import NotFoundError, TradewatchError
from tradewatch.feeds.telling import tell
from tradewatch.records import FeedWord, Item
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery, StatementQuery
from tradewatch.storage.store import Store

HARBOUR, QUAY = "http://127.0.0.1:9/feed", "http://127.0.0.1:9/quay"
CALL = "Xi and Trump spoke by telephone about rare earths and students for ninety minutes, Xinhua said of the tariffs."
CALL_TOO = (
    "The leaders of China and the United States talked on the phone for 90 minutes, on students and rare earth magnets."
)
RAIN = "“It rains on every field in Kent,” U.S. Treasury Secretary Scott Bessent told CNBC on Thursday."


def pages_of(store: Store) -> Pages:
    return Pages.open(store.path)


def item(store: Store, number: int) -> Item:
    found = pages_of(store).item(number)
    assert found is not None
    return found


def wire(store: Store) -> set[int]:
    return set(pages_of(store).item_ids(ItemQuery()))


def near(store: Store) -> set[int]:
    return set(pages_of(store).item_ids(ItemQuery(near=True)))


def score(store: Store, number: int, value: float) -> None:
    """Makes the rules' own judgement of a stored item another one."""
    with store.transaction() as connection:
        connection.execute("update item set score = ?, relevant = ? where id = ?", (value, value >= 0.5, number))


@pytest.fixture
def mixed(store: Store) -> Store:
    """Items 1 and 2 of one feed, relevant and just not; 3 of another, far from it."""
    deliver(store, entry(1, title="Port fees on US ships in China"))
    deliver(store, entry(2, title="Shares rise on hopes for tariffs", summary="Traders in Tokyo look to Beijing."))
    deliver(store, entry(3, title="Rain in Kent", summary=RAIN), feed=QUAY, title="Quay Daily")
    read_all(store)
    for number, value in ((1, 0.9), (2, 0.4), (3, 0.1)):
        score(store, number, value)
    return store


# --- near misses ---


def test_a_near_miss_is_what_the_rules_nearly_took_and_nobody_judged(mixed: Store) -> None:
    assert near(mixed) == {2}
    score(mixed, 2, 0.25)
    assert near(mixed) == {2}
    score(mixed, 2, 0.249)
    assert near(mixed) == set()
    score(mixed, 2, 0.4)
    changes.set_relevant(mixed, ["i2"], False, by="ann", at=NOW)
    assert near(mixed) == set()


def test_what_a_feed_was_judged_for_is_no_near_miss(mixed: Store) -> None:
    changes.judge_feed(mixed, HARBOUR, FeedWord.NO, by="ann", at=NOW)
    assert near(mixed) == set()
    changes.judge_feed(mixed, HARBOUR, FeedWord.RULES, by="ann", at=NOW)
    assert near(mixed) == {2}


def test_the_trays_count_what_they_show(mixed: Store) -> None:
    score(mixed, 3, 0.3)
    deliver(mixed, entry(4, title="China and US tariffs stay", summary="“Nobody moves on tariffs,” it was said."))
    read_all(mixed)
    pages = pages_of(mixed)
    counts = pages.counts()
    assert counts.near == len(pages.story_ids(ItemQuery(near=True))) == 2
    assert counts.nameless == len(pages.statement_ids(StatementQuery(attributed=False))) == 1
    assert pages.counts(NOW.replace(year=2024)).near == 0


def test_near_misses_of_one_story_stand_once(mixed: Store) -> None:
    score(mixed, 3, 0.3)
    kept = changes.merge_stories(mixed, "i2", "i3", by="ann", at=NOW)
    assert [f"y{one}" for one in pages_of(mixed).story_ids(ItemQuery(near=True))] == [kept]


def test_a_near_miss_of_a_story_in_the_wire_stands_for_itself(mixed: Store) -> None:
    kept = changes.merge_stories(mixed, "i1", "i2", by="ann", at=NOW)
    pages = pages_of(mixed)
    tray = pages.story_ids(ItemQuery(near=True))
    assert list(tray) == [-2]
    assert [one.head.title for one in pages.stories(tray)] == ["Shares rise on hopes for tariffs"]
    assert [f"y{one}" for one in pages.story_ids(ItemQuery())] == [kept]


# --- a person's word on items ---


def test_a_word_on_a_story_is_one_on_all_its_items_and_is_undone_at_once(mixed: Store) -> None:
    story = changes.merge_stories(mixed, "i1", "i2", by="ann", at=NOW)
    assert changes.set_relevant(mixed, [story, "i3", "i1"], True, by="ann", at=NOW) == 3
    assert wire(mixed) == {1, 2, 3}
    assert item(mixed, 3).reasons[0] == "ann says that it matters"
    assert changes.undo(mixed, by="ann", at=NOW) == "undone: whether it matters of i2 and 2 more"
    assert wire(mixed) == {1}
    assert item(mixed, 3).reasons == tuple(one for one in item(mixed, 3).reasons if "says" not in one)


def test_a_word_outlives_another_reading_and_goes_before_one_on_the_feed(mixed: Store) -> None:
    changes.set_relevant(mixed, ["i1"], False, by="ann", at=NOW)
    changes.judge_feed(mixed, HARBOUR, FeedWord.YES, by="ben", at=NOW)
    mixed.connection.execute("update item set rules = null")
    read_all(mixed)
    assert 1 not in wire(mixed)
    assert item(mixed, 1).reasons[0] == "ann says that it does not matter"
    assert item(mixed, 2).reasons[0] == "the desk says that all of this feed matters"


def test_who_said_the_same_first_stays_who_said_it(mixed: Store) -> None:
    changes.set_relevant(mixed, ["i2"], True, by="ann", at=NOW)
    assert changes.set_relevant(mixed, ["i2"], True, by="ben", at=NOW) == 0
    assert item(mixed, 2).reasons[0].startswith("ann")
    with pytest.raises(NotFoundError, match="nothing to undo"):
        changes.undo(mixed, by="ben", at=NOW)


def test_a_word_that_somebody_changed_since_is_not_wiped(mixed: Store) -> None:
    changes.set_relevant(mixed, ["i2"], True, by="ann", at=NOW)
    changes.set_relevant(mixed, ["i2"], False, by="ben", at=NOW)
    with pytest.raises(TradewatchError, match="ben has changed whether it matters of i2"):
        changes.undo(mixed, by="ann", at=NOW)
    assert changes.undo(mixed, by="ben", at=NOW) == "undone: whether it matters of i2"
    assert 2 in wire(mixed)


def test_an_item_can_be_given_back_to_the_rules_or_to_the_word_on_its_feed(mixed: Store) -> None:
    changes.set_relevant(mixed, ["i1", "i2"], False, by="ann", at=NOW)
    assert changes.set_relevant(mixed, ["i1", "i2", "i3"], None, by="ann", at=NOW) == 2
    assert wire(mixed) == {1}
    changes.undo(mixed, by="ann", at=NOW)
    assert wire(mixed) == set()
    changes.judge_feed(mixed, HARBOUR, FeedWord.YES, by="ben", at=NOW)
    changes.set_relevant(mixed, ["i2"], None, by="ann", at=NOW)
    assert wire(mixed) == {2}


def test_an_item_that_no_rules_have_read_is_pending_again_when_it_is_given_back(store: Store) -> None:
    deliver(store, entry(1))
    changes.set_relevant(store, ["i1"], False, by="ann", at=NOW)
    changes.undo(store, by="ann", at=NOW)
    assert item(store, 1).relevant is None


def test_what_names_neither_item_nor_story_changes_nothing(mixed: Store) -> None:
    for target in ("s1", "i99", "http", ""):
        with pytest.raises(NotFoundError):
            changes.set_relevant(mixed, ["i2", target], True, by="ann", at=NOW)
    assert 2 not in wire(mixed)


def test_what_a_person_wants_is_read_in_full_though_the_rules_would_not(mixed: Store) -> None:
    assert not pages_of(mixed).statements_of(3)
    changes.set_relevant(mixed, ["i3"], True, by="ann", at=NOW)
    assert 3 in wire(mixed)
    assert mixed.pending_count() == 1
    read_all(mixed)
    assert [one.speaker for one in pages_of(mixed).statements_of(3)] == ["Scott Bessent"]
    found = item(mixed, 3)
    assert found.score is not None
    assert found.relevant and found.score < 0.5
    changes.undo(mixed, by="ann", at=NOW)
    assert not wire(mixed) & {3}


def test_a_console_looks_at_the_proposals_again_when_their_item_is_judged(store: Store) -> None:
    said = "The United States now charges 47% in additional duties on Chinese goods, the ministry said on Friday."
    deliver(store, entry(1, title="US tariffs on China now 47%", summary=said))
    read_all(store)
    pages = pages_of(store)
    assert pages.proposals()
    last = pages.last_change()
    changes.set_relevant(store, ["i1"], False, by="ann", at=NOW)
    assert not pages.proposals()
    assert {"item", "proposal"} <= {one.kind for one in pages.changes_since(last)}


def test_a_word_moves_no_item_into_another_story(store: Store) -> None:
    deliver(store, entry(2, title="Xi and Trump talk for 90 minutes on tariffs", summary=CALL))
    deliver(
        store, entry(1, title="90-minute phone call of Xi and Trump ends tariff silence", summary=CALL_TOO), feed=QUAY
    )
    read_all(store)
    story = item(store, 1).story_id
    assert item(store, 2).story_id == story
    changes.set_relevant(store, ["i2"], False, by="ann", at=NOW)
    store.connection.execute("insert or ignore into untold select id from item")
    tell(store)
    assert [item(store, number).story_id for number in (1, 2)] == [story, story]


# --- a person's word on a feed ---


@pytest.mark.parametrize(
    ("word", "matter", "reason"),
    [
        (FeedWord.YES, {1, 2}, "the desk says that all of this feed matters"),
        (FeedWord.NO, set(), "the desk says that nothing of this feed matters"),
    ],
)
def test_a_word_on_a_feed_is_of_what_is_stored_and_of_what_comes(
    mixed: Store, word: FeedWord, matter: set[int], reason: str
) -> None:
    assert changes.judge_feed(mixed, HARBOUR, word, by="ann", at=NOW) == 1
    assert wire(mixed) == matter
    deliver(mixed, entry(5, title="Rain in Sussex", summary="It rains."), entry(6))
    read_all(mixed)
    matter = matter | ({4, 5} if matter else set())
    assert wire(mixed) == matter
    assert {item(mixed, number).reasons[0] for number in (1, 2, 4, 5)} == {reason}
    assert "says" not in item(mixed, 3).reasons[0]


def test_rules_decide_again_as_they_had(mixed: Store) -> None:
    changes.judge_feed(mixed, HARBOUR, FeedWord.NO, by="ann", at=NOW)
    assert wire(mixed) == set()
    assert changes.judge_feed(mixed, HARBOUR, FeedWord.RULES, by="ann", at=NOW) == 1
    assert wire(mixed) == {1}
    assert changes.judge_feed(mixed, HARBOUR, FeedWord.RULES, by="ann", at=NOW) == 0


def test_a_word_on_a_feed_is_undone_with_all_that_it_judged(mixed: Store) -> None:
    changes.judge_feed(mixed, HARBOUR, FeedWord.NO, by="ann", at=NOW)
    assert [one.judged for one in mixed.feed_states()] == [FeedWord.NO, FeedWord.RULES]
    assert changes.undo(mixed, by="ann", at=NOW) == "undone: the word on all items of Harbour Wire"
    assert [one.judged for one in mixed.feed_states()] == [FeedWord.RULES, FeedWord.RULES]
    assert wire(mixed) == {1}
    assert near(mixed) == {2}


def test_a_word_on_a_feed_that_somebody_changed_since_is_not_wiped(mixed: Store) -> None:
    changes.judge_feed(mixed, HARBOUR, FeedWord.NO, by="ann", at=NOW)
    changes.judge_feed(mixed, HARBOUR, FeedWord.YES, by="ben", at=NOW)
    with pytest.raises(TradewatchError, match="ben has changed the word on all items of Harbour Wire"):
        changes.undo(mixed, by="ann", at=NOW)


def test_an_unread_item_of_a_judged_feed_stays_pending_until_it_is_read(store: Store) -> None:
    deliver(store, entry(1, title="Rain in Kent", summary="It rains."))
    changes.judge_feed(store, HARBOUR, FeedWord.YES, by="ann", at=NOW)
    assert item(store, 1).relevant is None
    assert item(store, 1).reasons == ()
    read_all(store)
    assert item(store, 1).relevant


def test_a_feed_that_is_not_there_is_not_judged(mixed: Store) -> None:
    mixed.remove_feed(QUAY)
    for url in (QUAY, "http://127.0.0.1:9/none"):
        with pytest.raises(NotFoundError, match="no such feed"):
            changes.judge_feed(mixed, url, FeedWord.NO, by="ann", at=NOW)
