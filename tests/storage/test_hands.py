"""Hands: marked items whose outlet changed or withdrew them, and what must never look like that."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tradewatch.records import Entry, FeedStatus, FetchOutcome, Hand, HandKind, ParsedFeed
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery, StatementQuery, Term
from tradewatch.storage.store import Store

SAID = "“We will talk with China,” U.S. Treasury Secretary Scott Bessent told CNBC on Thursday."


def later(minutes: float) -> Any:
    return NOW + timedelta(minutes=minutes)


def up(store: Store, as_of: Any = None) -> list[Hand]:
    with closing(Pages.open(store.path)) as pages:
        pages.as_of = as_of
        return pages.hands()


def number(store: Store, key: str = "k1") -> int:
    return int(store.connection.execute("select id from item where key = ?", (key,)).fetchone()[0])


def flag(store: Store, key: str = "k1", minutes: float = 1) -> None:
    changes.flag(store, f"i{number(store, key)}", by="ann", at=later(minutes))


def answer(store: Store, minutes: float) -> int:
    return changes.answer_hands(store, up(store), by="ann", at=later(minutes))


# --- notices that are items of their own ---

DOOR = "Bessent says door to China is open on tariffs"


def notice(title: str, **more: Any) -> Entry:
    return entry(50, **{"title": title, "summary": "See the notice.", "published": later(3), **more})


@pytest.mark.parametrize(
    ("title", "more", "words"),
    [
        (f"KILL: {DOOR}", {}, "withdrawn (kill)"),
        ("MANDATORY KILL - Bessent says China door open", {}, "withdrawn (kill)"),
        (f"WITHDRAWN-{DOOR}", {}, "withdrawn (withdrawal)"),
        ("Retraction: our report from this morning", {"summary": f"The report “{DOOR}” is taken back."}, "withdrawn (retraction)"),
        ("CORRECTED-Bessent says door to China is shut on tariffs", {}, "correction"),
        ("Correction: a wrong figure", {"url": "https://example.org/1"}, "correction"),
    ],
)  # fmt: skip
def test_a_notice_of_its_own_raises_the_hand_of_the_item_it_speaks_of(
    store: Store, title: str, more: dict[str, Any], words: str
) -> None:
    one = entry(1, title=DOOR)
    deliver(store, one, entry(2, title="Soybean growers wait for China"))
    flag(store)
    flag(store, "k2")
    more = {name: one.url if name == "url" else value for name, value in more.items()}
    deliver(store, notice(title, **more), one, entry(2, title="Soybean growers wait for China"), at=later(5))
    [hand] = up(store)
    assert (hand.item_id, hand.words, hand.sent, hand.at) == (number(store), words, title, later(5))
    assert hand.gone_at is None
    assert answer(store, 6) == 1
    deliver(store, notice(title, **more), one, at=later(7))
    assert up(store) == []
    changes.undo(store, by="ann", at=later(8))
    assert len(up(store)) == 1
    assert up(store, as_of=later(4)) == []


@pytest.mark.parametrize(
    ("title", "feed"),
    [
        ("KILL: Soybean growers wait for rain", "http://127.0.0.1:9/feed"),
        ("Tariffs withdrawn after Bessent says door to China is open", "http://127.0.0.1:9/feed"),
        (f"KILL: {DOOR}", "http://127.0.0.1:9/other"),
        ("KILL: China tariffs", "http://127.0.0.1:9/feed"),
    ],
    ids=["another story", "news of a withdrawal", "another outlet", "too few words"],
)
def test_a_notice_about_something_else_raises_none(store: Store, title: str, feed: str) -> None:
    deliver(store, entry(1, title=DOOR))
    flag(store)
    deliver(store, notice(title), at=later(5), feed=feed)
    assert up(store) == []


def test_of_two_in_like_words_the_likest_is_spoken_of(store: Store) -> None:
    deliver(store, entry(1, title=f"{DOOR}, says more on Friday"), entry(2, title="Bessent says door to China is shut"))
    flag(store)
    flag(store, "k2")
    deliver(store, notice("WITHDRAWN: Bessent says China door is open on tariffs"), at=later(5))
    assert [one.item_id for one in up(store)] == [number(store)]


def test_an_item_that_was_edited_into_a_notice_speaks_of_no_other(store: Store) -> None:
    deliver(store, entry(1, title="Tariffs on China, report 1"), entry(2, title="Tariffs on China, report 2"))
    flag(store)
    deliver(store, entry(2, title="RETRACTED: Tariffs on China, report 2"), at=later(5))
    assert up(store) == []


def test_a_notice_of_another_month_is_about_another_day(store: Store) -> None:
    deliver(store, entry(1, title=DOOR))
    flag(store)
    deliver(store, notice(f"KILL: {DOOR}", published=later(60 * 24 * 30)), at=later(60 * 24 * 30))
    assert up(store) == []


# --- changed words ---


def test_a_flagged_item_raises_its_hand_with_the_words_that_changed(store: Store) -> None:
    deliver(store, entry(1, title="Duties rise to 30 %", summary="old", text="one two"), entry(2))
    flag(store)
    deliver(
        store, entry(1, title="Duties rise to 50 %", summary="old", text="one three"), entry(2, title="x"), at=later(2)
    )
    [hand] = up(store)
    assert (hand.item_id, hand.kind, hand.at, hand.since, hand.flagged_by) == (
        number(store), HandKind.CHANGED, later(2), "flagged", "ann",
    )  # fmt: skip
    assert [(str(one.field), one.before, one.after) for one in hand.reworded] == [
        ("title", "Duties rise to 30 %", "Duties rise to 50 %"),
        ("text", "one two", "one three"),
    ]


def test_blanks_alone_and_words_that_came_back_raise_nothing(store: Store) -> None:
    deliver(store, entry(1, text="one two\nthree"))
    flag(store)
    deliver(store, entry(1, text="one\n\ntwo three"), at=later(2))
    assert up(store) == []
    deliver(store, entry(1, text="other"), at=later(3))
    assert len(up(store)) == 1
    deliver(store, entry(1, text="one two\nthree"), at=later(4))
    assert up(store) == []


def test_what_was_edited_before_it_was_flagged_is_known(store: Store) -> None:
    deliver(store, entry(1, text="one"))
    deliver(store, entry(1, text="two"), at=later(2))
    flag(store, minutes=3)
    assert up(store) == []


def test_words_that_come_with_the_flag_in_the_same_moment_are_news(store: Store) -> None:
    deliver(store, entry(1, text="one"))
    flag(store, minutes=2)
    deliver(store, entry(1, text="two"), at=later(2))
    assert [one.version for one in up(store)] == [2]


def test_an_exported_version_is_what_is_compared_and_a_later_flag_knows_more(store: Store) -> None:
    deliver(store, entry(1, text="one"))
    deliver(store, entry(1, text="two"), at=later(1))
    store.save_exported([], later(2), [(number(store), 1)])
    [hand] = up(store)
    assert (hand.since, hand.exported_version, hand.known, hand.version) == ("exported", 1, 1, 2)
    flag(store, minutes=3)
    assert up(store) == []


def test_a_flagged_story_and_a_flagged_statement_mark_their_items(store: Store) -> None:
    deliver(
        store, entry(1, title="Bessent speaks on China tariffs", summary=SAID), entry(2, title="Other tariffs, China")
    )
    read_all(store)
    item = number(store)
    statement = store.connection.execute(
        "select statement_id from statement_part where item_id = ?", (item,)
    ).fetchone()
    story = store.connection.execute("select story_id from item where key = 'k2'").fetchone()
    changes.flag(store, f"s{statement[0]}", by="ann", at=later(1))
    changes.flag(store, f"y{story[0]}", by="ann", at=later(1))
    deliver(store, entry(1, title="Bessent on tariffs", summary=SAID), entry(2, title="Gone, China"), at=later(2))
    assert {one.item_id for one in up(store)} == {item, number(store, "k2")}
    with closing(Pages.open(store.path)) as pages:
        by_hand = Term("is", ("hand",))
        assert len(pages.story_ids(ItemQuery(terms=(by_hand,)))) == 2
        assert list(pages.statement_ids(StatementQuery(terms=(by_hand,), attributed=None))) == [statement[0]]
        assert len(pages.story_ids(ItemQuery(terms=(by_hand,), until=later(1.5)))) == 0


def test_an_answer_takes_the_hand_down_until_the_next_change_and_undo_raises_it(store: Store) -> None:
    deliver(store, entry(1, text="one"))
    flag(store)
    deliver(store, entry(1, text="two"), at=later(2))
    assert answer(store, 3) == 1
    assert up(store) == []
    assert "the answer to the hand of i1" in changes.undo(store, by="ann", at=later(4))
    assert len(up(store)) == 1
    answer(store, 5)
    deliver(store, entry(1, text="three"), at=later(6))
    [hand] = up(store)
    assert [(one.before, one.after) for one in hand.reworded] == [("two", "three")]


def test_an_instant_before_the_change_shows_no_hand(store: Store) -> None:
    deliver(store, entry(1, text="one"))
    flag(store)
    deliver(store, entry(1, text="two"), at=later(5))
    answer(store, 9)
    assert [len(up(store, later(minutes))) for minutes in (3, 6, 10)] == [0, 1, 0]


def test_a_headline_that_calls_itself_a_correction_says_so(store: Store) -> None:
    deliver(store, entry(1, title="Duties rise"), entry(2, title="CORRECTED: Duties fall"))
    flag(store)
    flag(store, "k2")
    deliver(store, entry(1, title="KILL: Duties rise"), entry(2, title="CORRECTED: Duties fell"), at=later(2))
    assert {one.item_id: one.words for one in up(store)} == {
        number(store): "withdrawn (kill)",
        number(store, "k2"): "changed",  # it called itself so when it was flagged
    }


# --- withdrawn ---


def window(first: int, last: int, **more: Any) -> list[Entry]:
    """Entries newest first, twenty minutes apart: entry 0 is the newest."""
    return [dated(number, **more) for number in range(first, last + 1)]


def dated(number: int, **more: Any) -> Entry:
    return entry(number + 100, **{"published": NOW - timedelta(minutes=20 * number), **more})


def polls(store: Store, *documents: Sequence[Entry], minutes: float = 15) -> None:
    for place, one in enumerate(documents, 1):
        deliver(store, *one, at=later(2 + place * minutes))


def without(entries: Sequence[Entry], *numbers: int) -> list[Entry]:
    gone = {f"k{number + 100}" for number in numbers}
    return [one for one in entries if one.key not in gone]


@pytest.fixture
def listed(store: Store) -> Store:
    """Twenty entries, of which the sixth and the last are flagged."""
    deliver(store, *window(0, 19))
    flag(store, "k105")
    flag(store, "k119")
    return store


def test_an_item_that_is_taken_out_raises_its_hand_after_a_second_look(listed: Store) -> None:
    polls(listed, without(window(0, 19), 5))
    assert up(listed) == []
    deliver(listed, *without(window(0, 19), 5), at=later(20))
    assert up(listed) == []  # three minutes after the first look
    deliver(listed, *without(window(0, 19), 5), at=later(30))
    [hand] = up(listed)
    assert (hand.item_id, hand.kind, hand.at, hand.reworded) == (number(listed, "k105"), "withdrawn", later(17), ())
    deliver(listed, *window(0, 19), at=later(40))
    assert up(listed) == []


def test_a_hiccup_of_one_poll_raises_nothing(listed: Store) -> None:
    polls(listed, without(window(0, 19), 5), window(0, 19), window(-1, 19))
    assert up(listed) == []


def test_an_answer_that_nothing_changed_confirms_an_absence(listed: Store) -> None:
    polls(listed, without(window(0, 19), 5))
    state = listed.feed_states()[0]
    listed.save_outcomes([FetchOutcome(state.id, later(60), later(75), FeedStatus.OK, unchanged=True)])
    assert [one.kind for one in up(listed)] == ["withdrawn"]


def test_a_damaged_document_tells_of_no_absence(listed: Store) -> None:
    state = listed.feed_states()[0]
    parsed = ParsedFeed("Harbour Wire", tuple(without(window(0, 19), 5)), damaged=True)
    for minutes in (15, 30, 45):
        at = later(minutes)
        listed.save_outcomes([FetchOutcome(state.id, at, at, FeedStatus.OK, parsed=parsed)])
    assert up(listed) == []


def test_a_withdrawal_that_was_answered_is_raised_by_the_next_one(listed: Store) -> None:
    polls(listed, *[without(window(0, 19), 5)] * 2)
    answer(listed, 60)
    assert up(listed) == []
    deliver(listed, *window(0, 19), at=later(70))
    for minutes in (80, 95):
        deliver(listed, *without(window(0, 19), 5), at=later(minutes))
    assert [one.at for one in up(listed)] == [later(80)]


def test_two_that_are_taken_out_together_are_both_told(listed: Store) -> None:
    flag(listed, "k106")
    polls(listed, *[without(window(0, 19), 5, 6)] * 2)
    assert {one.item_id for one in up(listed)} == {number(listed, "k105"), number(listed, "k106")}


def test_what_is_not_marked_is_not_looked_for(store: Store) -> None:
    deliver(store, *window(0, 19))
    polls(store, *[without(window(0, 19), 5)] * 2)
    assert up(store) == []
    assert store.connection.execute("select count(*) from item where gone_at is not null").fetchone() == (0,)


STICKY = [dated(5_000, title="Read our rules"), dated(6_000, title="Who we are"), dated(7_000, title="Mail us")]


@pytest.mark.parametrize(
    "document",
    [
        [window(-3, 16)],  # it slid out at the end
        [window(0, 0)],
        [window(-1, 4)],  # the feed lists fewer now
        [[*STICKY, *window(-3, 16)]],
        [[*window(-3, 16), *STICKY]],
        [[*window(-9, -1), *STICKY]],
        [[]],
        [[window(0, 19)[place] for place in (0, 2, 3, 8, 9, 12, 15, 18)]],  # a selection
        [[window(0, 19)[7 * place % 20] for place in range(20) if 7 * place % 20 != 5]],
        [[*without(window(0, 19), 5), dated(300, title="Trump and Xi agree on tariffs, report 105")]],  # a new guid
        [[*without(window(0, 19), 5), dated(5, key="new", title="Trump and Xi agree on tariffs, report 105")]],
    ],
    ids=["slid", "one entry", "fewer", "sticky on top", "sticky below", "only sticky below", "empty", "selection",
         "no order", "same headline", "same link"],
)  # fmt: skip
def test_absence_that_says_nothing_raises_nothing(listed: Store, document: list[list[Entry]]) -> None:
    polls(listed, *document * 3)
    assert up(listed) == []


def test_old_posts_on_top_from_the_first_day_hide_no_false_withdrawal(store: Store) -> None:
    deliver(store, *STICKY, *window(0, 19))
    flag(store, "k119")
    polls(store, *[[*STICKY, *window(-1, 18)]] * 3)
    polls(store, *[[*window(-1, 18), *STICKY]] * 3, minutes=60)
    assert up(store) == []


def test_a_feed_that_shows_a_selection_by_chance_raises_few_hands_and_takes_them_down(store: Store) -> None:
    """A front page that editors arrange: every third entry comes and goes."""
    dice = random.Random(7)
    deliver(store, *window(0, 29))
    for place in range(2, 28):
        flag(store, f"k{100 + place}")
    seen = 0
    for place in range(1, 60):
        deliver(store, *[one for one in window(0, 29) if dice.random() < 0.66], at=later(2 + 15 * place))
        seen += len(up(store))
    assert seen <= 2  # of 26 marked items in 59 documents


def test_a_feed_of_dates_without_times_tells_nothing_within_a_day(store: Store) -> None:
    day = NOW.replace(hour=0)
    today = [entry(one, published=day) for one in range(1, 30)]
    deliver(store, *today[:20])
    flag(store, "k20")
    polls(store, *[[entry(90, published=day), *today[:19]]] * 3)
    assert up(store) == []


@pytest.mark.parametrize("marked", ["exported", "flagged"])
def test_an_export_takes_no_hand_down(store: Store, marked: str) -> None:
    deliver(store, entry(1, text="one"))
    if marked == "flagged":
        flag(store)
    else:
        store.save_exported([], later(1), [(number(store), 1)])
    deliver(store, entry(1, text="two"), at=later(2))
    store.save_exported([], later(3), [(number(store), 2)])
    [hand] = up(store)
    assert (hand.known, hand.version, hand.exported_version) == (1, 2, 2)
    answer(store, 4)
    assert up(store) == []
    deliver(store, entry(1, text="three"), at=later(5))
    [hand] = up(store)
    assert (hand.known, hand.version) == (2, 3)


def test_exported_items_are_kept_by_prune(store: Store) -> None:
    from tradewatch.storage.prune import prune

    deliver(
        store, entry(1, title="Rain in Kent", summary="It rains."), entry(2, title="Sun in Kent", summary="It shines.")
    )
    read_all(store)
    store.save_exported([], NOW, [(number(store), 1)])
    prune(store, later(60))
    assert store.connection.execute("select key from item").fetchall() == [("k1",)]
