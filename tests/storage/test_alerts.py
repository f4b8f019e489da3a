"""What rules find and what is told: each story once, nothing that was there before, all of it or nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.desk import NOW, READER, deliver, entry, read_all
from tradewatch.errors import QueryError
from tradewatch.feeds.telling import tell
from tradewatch.records import AlertKind, Feed, FeedStatus, FetchOutcome, Habit, Rule, Wanted
from tradewatch.settings import Watch
from tradewatch.storage import changes
from tradewatch.storage.alertrows import last_alerts, undelivered
from tradewatch.storage.alertwriting import MOST_SINGLY
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.store import Store
from tradewatch.storage.watches import watch_text

PORT = Rule("Docks", 'any:"port fees",harbour', flags=True, notifies=True)
RULES = Wanted(rules=(PORT,), zone="Europe/London")
TARGET = ("json at 127.0.0.1",)


def later(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def arrive(
    store: Store, number: int, title: str, minutes: float, *, age: float = 1, feed: str = "a", summary: str = ""
) -> None:
    """An item of a feed, stored and read; published some minutes before."""
    one = entry(number, title, summary, published=later(minutes - age))
    deliver(store, one, feed=f"http://127.0.0.1:9/{feed}", title=f"Wire {feed}", at=later(minutes))
    read_all(store)


def look(store: Store, minutes: float, wanted: Wanted = RULES, *, slow: bool = False) -> int:
    return store.look_for_alerts(wanted, TARGET, later(minutes), slow=slow)


def told(store: Store) -> list[str]:
    """Titles of the messages, oldest first."""
    return [one.alert.title for one in reversed(last_alerts(store.connection, 0))]


def test_a_story_is_told_once_with_what_why_source_and_link(store: Store) -> None:
    store.keep_rules(RULES, NOW)
    arrive(store, 1, "China charges port fees on US ships as tariffs bite", 5)
    assert look(store, 5) == 1
    [one] = last_alerts(store.connection, 0)
    assert one.alert.title == "Docks: China charges port fees on US ships as tariffs bite"
    assert one.alert.body.splitlines() == [
        "China charges port fees on US ships as tariffs bite",
        "Wire a, 2025-06-06 17:04 Europe/London",
        "Why: watch “Docks”: “port fees”",
    ]
    assert (one.alert.link, one.alert.rules) == ("https://example.org/1", ("Docks",))
    assert [(way.target, way.state) for way in one.deliveries] == [("json at 127.0.0.1", "due")]
    assert look(store, 6) == 0


def test_neither_another_outlet_nor_an_edit_nor_another_reading_tells_a_story_again(store: Store) -> None:
    store.keep_rules(RULES, NOW)
    title = "China charges port fees on US ships as tariffs bite in every harbour"
    arrive(store, 1, title, 5)
    assert look(store, 5) == 1
    arrive(store, 2, title, 9, feed="b")
    assert store.connection.execute("select count(distinct story_id) from item").fetchone() == (1,)
    assert look(store, 9) == 0
    arrive(store, 1, "Update: " + title, 12, age=8)
    assert look(store, 12) == 0
    again = [replace(READER.read(one), rules="other rules") for one in store.outdated("other rules", None, 10)]
    store.save_readings(again, later(13))
    tell(store)
    assert look(store, 13) == 0


def test_what_was_there_before_the_rule_and_what_is_old_is_not_told(store: Store) -> None:
    title = "China charges port fees on US ships as tariffs bite in every harbour"
    arrive(store, 1, title, 1)
    store.keep_rules(RULES, later(2))
    assert look(store, 2) == 0
    arrive(store, 2, title, 5, feed="b")  # of a story that was there
    arrive(store, 3, "US port fees on Chinese cranes, tariffs beside them", 6, age=3 * 24 * 60)  # of a new feed's past
    assert look(store, 6) == 0
    assert told(store) == []
    assert store.connection.execute("select count(*) from flag").fetchone() == (0,)


def test_a_rule_that_asks_for_something_else_or_comes_back_begins_anew(store: Store) -> None:
    store.keep_rules(RULES, NOW)
    store.keep_rules(Wanted(), later(1))
    arrive(store, 1, "China charges port fees on US ships as tariffs bite", 5)
    store.keep_rules(RULES, later(6))
    assert look(store, 6) == 0
    other = Wanted(rules=(replace(PORT, query="any:barges"),))
    store.keep_rules(other, later(7))
    arrive(store, 2, "Barges wait for US and China to cut tariffs", 8)
    assert look(store, 8, other) == 1


def test_an_edit_that_first_brings_the_words_is_told(store: Store) -> None:
    store.keep_rules(RULES, NOW)
    arrive(store, 1, "China answers US tariffs on ships", 5)
    assert look(store, 5) == 0
    arrive(store, 1, "China answers US tariffs with port fees", 9, age=5)
    assert look(store, 9) == 1


def test_two_rules_make_one_message_and_merged_stories_none(store: Store) -> None:
    both = Wanted(rules=(PORT, Rule("Ships", "any:ships", flags=False, notifies=True)))
    store.keep_rules(both, NOW)
    arrive(store, 1, "China charges port fees on US ships as tariffs bite", 5)
    assert look(store, 5, both) == 1
    assert told(store) == ["Docks, Ships: China charges port fees on US ships as tariffs bite"]
    arrive(store, 2, "Harbour of Los Angeles waits for China and tariffs", 7)
    assert look(store, 7, both) == 1
    changes.merge_stories(store, "y1", "y2", by="ann", at=later(8))
    assert look(store, 8, both) == 0
    changes.split_story(store, ["i2"], by="ann", at=later(9))
    assert look(store, 9, both) == 0


def test_a_rule_flags_a_story_once_and_never_after_somebody_took_that_off(store: Store) -> None:
    store.keep_rules(RULES, NOW)
    title = "China charges port fees on US ships as tariffs bite in every harbour"
    arrive(store, 1, title, 5)
    look(store, 5)
    rows = store.connection.execute("select kind, by from flag order by kind").fetchall()
    assert rows == [("item", "watch: Docks"), ("story", "watch: Docks")]
    assert store.connection.execute("select distinct by, what from action").fetchall() == [("watch: Docks", "flag")]
    changes.unflag(store, "y1", by="ann", at=later(6))
    arrive(store, 2, title, 9, feed="b")
    look(store, 9)
    assert store.connection.execute("select count(*) from flag").fetchone() == (0,)


def test_what_a_rule_flagged_is_undone_by_its_name(store: Store) -> None:
    store.keep_rules(RULES, NOW)
    arrive(store, 1, "China charges port fees on US ships as tariffs bite", 5)
    look(store, 5)
    assert changes.undo(store, by="watch: Docks", at=later(6)) == "undone: the flag of y1"
    assert store.connection.execute("select count(*) from flag").fetchone() == (0,)
    assert look(store, 7) == 0
    assert store.connection.execute("select count(*) from flag").fetchone() == (0,)


def test_a_burst_is_twenty_messages_and_one_that_says_how_many_more(store: Store) -> None:
    store.keep_rules(RULES, NOW)
    for number in range(1, 41):
        deliver(store, entry(number, f"China tariffs, harbour {number}", published=later(4)), at=later(5))
    read_all(store)
    for (story,) in store.connection.execute("select id from story where items > 1").fetchall():
        changes.split_story(store, [f"y{story}"], by="ann", at=later(5))  # told alike, they are one
    stories = len(Pages.open(store.path).story_ids(ItemQuery(words="harbour ")))
    assert stories > MOST_SINGLY + 5
    assert look(store, 5) == stories
    found = last_alerts(store.connection, 0)
    assert sum(bool(one.deliveries) for one in found) == MOST_SINGLY + 1
    assert found[0].alert.kind is AlertKind.MORE
    assert found[0].alert.title == f"and {stories - MOST_SINGLY} more: Docks"
    assert look(store, 6) == 0


def test_a_new_statement_by_a_named_speaker_is_told_once_by_any_of_his_names(store: Store) -> None:
    wanted = Wanted(speakers=("Secretary Bessent", "Bessent"), zone="UTC")
    store.keep_rules(wanted, NOW)
    words = "“We will talk with China about tariffs,” U.S. Treasury Secretary Scott Bessent told CNBC."
    arrive(store, 1, "Bessent speaks on China tariffs", 5, summary=words)
    assert look(store, 5, wanted) == 1
    [one] = last_alerts(store.connection, 0)
    assert one.alert.title == "Scott Bessent: “We will talk with China about tariffs,”"
    assert "Why: speaker Scott Bessent" in one.alert.body
    assert one.alert.link == "https://example.org/1"
    arrive(store, 2, "Bessent on China tariffs", 9, summary=words, feed="b")
    assert look(store, 9, wanted) == 0


def test_a_rate_that_the_book_has_otherwise_is_told_once(store: Store) -> None:
    changes.ground(store, NOW)
    wanted = Wanted(rates=True)
    store.keep_rules(wanted, NOW)
    title = "China raised its additional tariff on US goods from 10% to 34%, the ministry said"
    arrive(store, 1, title, 5)
    assert look(store, 5, wanted) == 1
    assert told(store)[0].startswith("Rate differs from the book: China on US 10 → 34 %")
    arrive(store, 2, f"{title} again", 9, feed="b")
    assert look(store, 9, wanted) == 0


def test_a_deadline_is_told_once_when_it_comes_within_the_hours(store: Store) -> None:
    changes.ground(store, NOW)
    wanted = Wanted(deadline_hours=24)
    store.keep_rules(wanted, NOW)
    found = [minutes for minutes in range(0, 60 * 24 * 90, 60 * 12) if look(store, minutes, wanted, slow=True)]
    titles = told(store)
    assert found and len(titles) == len(set(titles))
    assert all(one.startswith("Deadline ") for one in titles)


def test_a_feed_gone_silent_is_told_once_until_it_speaks_again(store: Store) -> None:
    store.add_feeds([Feed("http://127.0.0.1:9/a", "Wire a")])
    wanted = Wanted(silent_hours=6)
    store.keep_rules(wanted, NOW)

    def polled(minutes: float, newest: float) -> int:
        habit = Habit(newest_at=later(newest), usual_gap_seconds=3_600, long_gap_seconds=7_200)
        outcome = FetchOutcome(1, later(minutes), later(minutes + 15), FeedStatus.OK, habit=habit)
        store.save_outcomes([outcome])
        return look(store, minutes, wanted, slow=True)

    assert [polled(hour * 60, 0) for hour in (1, 5, 7, 8, 12)] == [0, 0, 1, 0, 0]
    assert [polled(hour * 60, 13 * 60) for hour in (13, 20, 21)] == [0, 1, 0]
    assert told(store)[0] == "Silent: Wire a, quiet for 7 h, usual gap 60 min"


def test_what_no_target_takes_waits_and_is_given_up_after_a_day(store: Store) -> None:
    store.keep_rules(RULES, NOW)
    arrive(store, 1, "China charges port fees on US ships as tariffs bite", 5)
    look(store, 5)
    [one] = store.due_alerts(TARGET[0], later(5), 10)
    store.alert_failed(one.alert.id, TARGET[0], later(6), "did not take it")
    assert store.due_alerts(TARGET[0], later(5), 10) == []
    assert [waits.tries for waits in store.due_alerts(TARGET[0], later(6), 10)] == [1]
    [failing] = undelivered(store.connection, later(6))
    assert (failing.target, failing.waiting, failing.why) == (TARGET[0], 1, "did not take it")
    assert store.give_up_alerts(TARGET, later(60 * 23)) == 0
    assert store.give_up_alerts(TARGET, later(60 * 25)) == 1
    assert store.due_alerts(TARGET[0], later(60 * 26), 10) == []


HOSTILE = [
    ".*", "(", "[a-z]+", "%", "_", "*", '"', '""', "port\x1b[2J fees", "' or 1=1 --", "NEAR(a b)", "title:port", "/etc", "-tariffs",
    "a" * 10_000, "关税", "Zölle", "Zo\u0308lle", ",", "any:x", "\\", "AND", "é" * 300,
]  # fmt: skip


@pytest.mark.parametrize("word", HOSTILE)
def test_any_word_finds_what_has_it_or_is_refused_in_words(word: str, store: Store) -> None:
    wanted = Wanted(
        rules=(Rule("Hostile", watch_text(Watch("Hostile", words=(word,))), flags=False, notifies=True), PORT)
    )
    store.keep_rules(wanted, NOW)
    arrive(store, 1, f"US tariffs on China: {word} so they said", 5)
    arrive(store, 2, "China charges port fees on US ships as tariffs bite", 5)
    look(store, 5, wanted)
    assert any("Docks" in one for one in told(store)), "one rule's fault is no other's"
    if any(letter.isalnum() for letter in word):
        assert any(one.startswith("Hostile") for one in told(store)), watch_text(Watch("x", words=(word,)))[:80]


@pytest.mark.parametrize("watch", [Watch("x"), Watch("x", words=()), Watch("x", query="  ")])
def test_a_rule_of_empty_lists_is_none(watch: Watch) -> None:
    assert watch_text(watch) == ""


def test_composed_and_taken_apart_letters_are_the_same_word(store: Store) -> None:
    wanted = Wanted(rules=(Rule("Z", watch_text(Watch("Z", words=("Zo\u0308lle",))), flags=False, notifies=True),))
    store.keep_rules(wanted, NOW)
    arrive(store, 1, "Zölle: China und USA", 5)
    assert look(store, 5, wanted) == 1
    assert "“Zölle”" in last_alerts(store.connection, 1)[0].alert.body


def test_tab_trial_and_alert_find_the_same(store: Store) -> None:
    watch = Watch(
        "All", query="tariffs -soybean", words=("harbour",), phrases=("port fees",), feeds=("Wire",), sides=("other",)
    )
    wanted = Wanted(rules=(Rule("All", watch_text(watch), flags=False, notifies=True),))
    store.keep_rules(wanted, NOW)
    arrive(store, 1, "China charges port fees on US ships as tariffs bite", 5)
    arrive(store, 2, "Soybean port fees: China and US count tariffs", 5)
    arrive(store, 3, "Harbour of Los Angeles waits for China and tariffs", 5)
    look(store, 5, wanted)
    pages = Pages.open(store.path)
    from zoneinfo import ZoneInfo

    from tradewatch.storage.querylanguage import Bearings
    from tradewatch.storage.watches import query_of_text

    query = query_of_text(watch_text(watch), Bearings(ZoneInfo("UTC"), later(5)))
    assert len(told(store)) == pages.tried(query, later(5)).count == len(pages.story_ids(query)) == 2
    with pytest.raises(QueryError):
        query_of_text("side:Mars", Bearings(ZoneInfo("UTC"), NOW))
