"""How often a feed is asked: what it teaches, what its server wants, what a person set; all by a given clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.desk import NOW, deliver, entry
from tests.feeds.servers import Answer, rss, serving
from tests.feeds.test_poller import polled
from tradewatch.feeds.asked import asked_by_document, fresh_seconds
from tradewatch.feeds.deciding import Present, well
from tradewatch.feeds.habits import age_warning, habit_after
from tradewatch.feeds.moves import move_after
from tradewatch.feeds.schedule import ASKED_MOST, INTERVAL_LEAST, INTERVAL_MOST, interval_of, learned_after, next_check
from tradewatch.records import Feed, FeedState, FeedStatus, FetchOutcome, FetchResult, Habit, Move, ParsedFeed
from tradewatch.settings import Poll
from tradewatch.silence import silence_words
from tradewatch.storage.store import Store

HOUR = timedelta(hours=1)
STATE = FeedState(1, Feed("https://example.org/f", "f"), FeedStatus.OK, last_ok_at=NOW)
BODY = rss("a")


def simulated(every: timedelta, days: int = 3, *, official: bool = False) -> timedelta:
    """The interval learned for a feed that has something new so often."""
    state, now, last = replace(STATE, feed=replace(STATE.feed, official=official)), NOW, NOW
    while now < NOW + timedelta(days=days):
        changed = (now - NOW) // every > (last - NOW) // every
        last = now
        outcome = well(state, FetchResult(200, "u", BODY), ParsedFeed("D", ()), Present(now, 15, 0.5))
        pace = outcome.if_new if changed else None
        learned = pace.learned_seconds if pace else outcome.learned_seconds
        now = pace.check_at if pace else outcome.next_check_at
        state = replace(state, learned_seconds=learned, last_ok_at=now)
    return interval_of(state, 15)


def test_a_lively_feed_is_asked_often_and_a_sleepy_one_seldom() -> None:
    assert simulated(timedelta(minutes=2)) < timedelta(minutes=2)
    assert timedelta(minutes=5) < simulated(timedelta(minutes=40)) < timedelta(minutes=25)
    assert simulated(timedelta(days=9)) == INTERVAL_MOST


def test_an_official_feed_is_never_asked_less_often_than_the_config_says() -> None:
    assert simulated(timedelta(days=9), official=True) == timedelta(minutes=15)
    assert simulated(timedelta(minutes=2), official=True) < timedelta(minutes=2)


@given(st.integers(1, 10**6), st.booleans(), st.floats(0, 1), st.integers(0, 10**9))
def test_learned_waits_stay_between_one_and_sixty_minutes(seconds: int, new: bool, chance: float, asked: int) -> None:
    learned = learned_after(timedelta(seconds=seconds), new)
    assert INTERVAL_LEAST <= timedelta(seconds=learned) <= INTERVAL_MOST
    wait = next_check(NOW, timedelta(seconds=learned), jitter=chance).check_at - NOW
    assert INTERVAL_LEAST <= wait <= INTERVAL_MOST
    wait = next_check(NOW, timedelta(seconds=learned), asked=timedelta(seconds=asked), jitter=chance).check_at - NOW
    assert min(timedelta(seconds=asked), ASKED_MOST) <= wait <= ASKED_MOST * 1.1 + timedelta(seconds=1)


def test_what_a_person_set_wins_over_what_is_learned_or_asked_for() -> None:
    state = replace(STATE, feed=replace(STATE.feed, every_minutes=2), learned_seconds=3000, asked_seconds=3600)
    assert interval_of(state, 15) == timedelta(minutes=2)
    outcome = well(state, FetchResult(200, "u", BODY, fresh_seconds=3600), None, Present(NOW, 15))
    assert outcome.next_check_at == NOW + timedelta(minutes=2)
    assert outcome.learned_seconds == 3000


def test_waits_are_spread() -> None:
    waits = {next_check(NOW, timedelta(minutes=15), jitter=n / 10).check_at for n in range(11)}
    assert len(waits) == 11
    assert max(waits) - min(waits) == timedelta(minutes=3)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache-Control": "public, max-age=600"}, 600),
        ({"Cache-Control": 'MAX-AGE="600"', "Age": "100"}, 500),
        ({"Cache-Control": "max-age=600, no-cache"}, 0),
        ({"Cache-Control": "no-store"}, 0),
        ({"Cache-Control": "s-maxage=600"}, 0),
        ({"Cache-Control": "max-age=-5"}, 0),
        ({"Cache-Control": "max-age=ten"}, 0),
        ({"Cache-Control": "max-age=0", "Expires": "Fri, 06 Jun 2025 17:00:00 GMT"}, 0),
        ({"Expires": "Fri, 06 Jun 2025 16:10:00 GMT"}, 600),
        ({"Expires": "Fri, 06 Jun 2025 20:10:00 GMT", "Date": "Fri, 06 Jun 2025 20:00:00 GMT"}, 600),
        ({"Expires": "0"}, 0),
        ({"Expires": "Fri, 06 Jun 1980 16:10:00 GMT"}, 0),
        ({}, 0),
    ],
)  # fmt: skip
def test_how_long_an_answer_stays_fresh(headers: dict[str, str], seconds: int) -> None:
    assert fresh_seconds(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("head", "seconds"),
    [
        ("<ttl>20</ttl>", 1200),
        ("<ttl> 20\n</ttl>", 1200),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 900),
        ("<sy:updatePeriod>\n daily </sy:updatePeriod>", 86400),
        ("<ttl>5</ttl><s:updatePeriod>hourly</s:updatePeriod>", 3600),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3600),
        ("<ttl>-3</ttl><sy:updatePeriod>now</sy:updatePeriod>", 0),
        ("<item><title>x</title></item><ttl>20</ttl>", 0),
        ("", 0),
    ],
)  # fmt: skip
def test_what_a_document_asks_for(head: str, seconds: int) -> None:
    assert asked_by_document(f"<rss><channel>{head}<item/></channel></rss>".encode()) == seconds


def test_the_servers_wishes_are_lower_bounds_within_limits(store: Store) -> None:
    answers = {
        "/fresh": Answer(body=rss("a"), headers={"Cache-Control": "max-age=2400"}),
        "/year": Answer(body=rss("a"), headers={"Cache-Control": "max-age=31536000"}),
        "/ttl": Answer(body=rss("a").replace(b"<item>", b"<ttl>40</ttl><item>", 1)),
        "/plain": Answer(body=rss("a"), headers={"Cache-Control": "max-age=5"}),
    }
    with serving(lambda path, headers: answers[path]) as server:
        store.add_feeds([Feed(server.url(path), path) for path in answers])
        polled(store, server, lambda poller: poller.round())
    waits = {one.feed.title: one.next_check_at - NOW for one in store.feed_states() if one.next_check_at}
    assert timedelta(minutes=40) <= waits["/fresh"] <= timedelta(minutes=44)
    assert HOUR <= waits["/year"] <= HOUR * 1.1
    assert timedelta(minutes=40) <= waits["/ttl"] <= timedelta(minutes=44)
    assert waits["/plain"] == timedelta(minutes=15)


def test_a_304_keeps_what_the_document_asked_for_and_the_interval_grows(store: Store) -> None:
    def answer(path: str, headers: dict[str, str]) -> Answer:
        if "if-none-match" in headers:
            return Answer(304)
        return Answer(body=rss("a").replace(b"<item>", b"<ttl>30</ttl><item>", 1), headers={"ETag": '"1"'})

    with serving(answer) as server:
        store.add_feeds([Feed(server.url("/f"), "f")])
        polled(store, server, lambda poller: poller.round())
        later = NOW + HOUR
        polled(store, server, lambda poller: poller.round(), later)
    state = store.feed_states()[0]
    assert state.learned_seconds == round(15 * 60 * 1.15)
    assert state.next_check_at is not None
    assert state.next_check_at >= later + timedelta(minutes=30)


def test_a_restart_polls_nothing_early_and_goes_on_with_what_was_learned(store: Store) -> None:
    titles = ["a"]
    with serving(lambda path, headers: Answer(body=rss(*titles))) as server:
        store.add_feeds([Feed(server.url("/f"), "f")])
        now = NOW
        for n in range(4):  # each `polled` is a new poller over the same database
            assert polled(store, server, lambda poller: poller.round(), now).feeds == 1
            due = store.feed_states()[0].next_check_at
            assert due is not None
            assert polled(store, server, lambda poller: poller.round(), due - timedelta(seconds=1)).feeds == 0
            now, titles = due, [*titles, f"b{n}"]
    assert store.feed_states()[0].learned_seconds == pytest.approx(15 * 60 * 0.7**3, abs=2)


# --- a host's Retry-After ---


@pytest.mark.parametrize("value", ["5400", "Fri, 06 Jun 2025 17:30:00 GMT"])
def test_a_host_that_asks_for_time_is_left_alone_with_all_its_feeds(store: Store, value: str) -> None:
    with serving(lambda path, headers: Answer(503, headers={"Retry-After": value})) as server:
        store.add_feeds([Feed(server.url(f"/{n}"), f"{n}") for n in range(5)])
        one_by_one = Poll(allow_private=(server.place,), host_connections=1, host_spacing_seconds=0)
        first = polled(store, server, lambda poller: poller.round(), settings=one_by_one)
        asked = len(server.requests)
        again = polled(store, server, lambda poller: poller.round(force=True), NOW + timedelta(minutes=80))
        after = polled(store, server, lambda poller: poller.round(), NOW + timedelta(minutes=91), settings=one_by_one)
    assert (first.feeds, asked) == (1, 1)
    assert again.feeds == 0
    assert after.feeds >= 1


def test_a_redirect_to_a_host_that_asked_for_time_is_not_followed(store: Store) -> None:
    with serving(lambda path, headers: Answer(429, headers={"Retry-After": "3600"})) as busy:
        here = f"http://localhost:{busy.place.rpartition(':')[2]}/"
        with serving(lambda path, headers: Answer(302, headers={"Location": here})) as server:
            places = (server.place, busy.place, here.removeprefix("http://").rstrip("/"))
            settings = Poll(allow_private=places, host_connections=1, host_spacing_seconds=0)
            store.add_feeds([Feed(server.url("/a"), "a"), Feed(server.url("/b"), "b")])
            polled(store, server, lambda poller: poller.round(), settings=settings)
    assert len(busy.requests) == 1
    assert all(one.retry_until == NOW + HOUR for one in store.feed_states())


def test_a_day_is_the_most_that_a_host_gets(store: Store) -> None:
    with serving(lambda path, headers: Answer(429, headers={"Retry-After": "999999999"})) as server:
        store.add_feeds([Feed(server.url("/f"), "f")])
        polled(store, server, lambda poller: poller.round())
    assert store.feed_states()[0].retry_until == NOW + timedelta(hours=24)


# --- permanent redirects ---


def moving(store: Store, *at: timedelta, to: str = "/new", status: int = 301) -> str:
    """Polls a feed that redirects at those times; gives its path afterwards."""

    def answer(path: str, headers: dict[str, str]) -> Answer:
        if path == "/old":
            return Answer(status, headers={"Location": to})
        return Answer(body=rss("a"))

    with serving(answer) as server:
        store.add_feeds([Feed(server.url("/old"), "f")])
        for when in at:
            polled(store, server, lambda poller: poller.round(force=True), NOW + when)
        return store.feed_states()[0].feed.url.removeprefix(server.url(""))


WEEK = timedelta(days=7)


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_redirect_is_kept_after_a_week(store: Store, status: int) -> None:
    assert moving(store, timedelta(0), WEEK - HOUR, status=status) == "/old"


@pytest.mark.parametrize("status", [301, 308])
def test_after_a_week_the_address_has_moved(store: Store, status: int) -> None:
    assert moving(store, timedelta(0), WEEK, status=status) == "/new"
    assert len(store.feed_states()) == 1


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_redirect_for_now_never_moves_the_address(store: Store, status: int) -> None:
    assert moving(store, timedelta(0), WEEK * 2, status=status) == "/old"


def test_a_redirect_that_changes_starts_anew() -> None:
    first = move_after(STATE, "https://example.org/b", NOW)
    assert first == Move("https://example.org/b", NOW)
    other = move_after(replace(STATE, move=first), "https://example.org/c", NOW + WEEK)
    assert other == Move("https://example.org/c", NOW + WEEK)
    assert move_after(replace(STATE, move=other), None, NOW + WEEK) is None
    held = move_after(replace(STATE, move=other), "https://example.org/c", NOW + WEEK * 2)
    assert held is not None and held.settled


def test_a_password_follows_to_the_same_place_only() -> None:
    state = replace(STATE, feed=Feed("https://ann:secret@example.org/f", "f"))
    same, other = (move_after(state, f"https://{host}/g", NOW) for host in ("example.org", "elsewhere.org"))
    assert same is not None and same.to == "https://ann:secret@example.org/g"
    assert other is not None and "secret" not in other.to


def test_a_moved_feed_is_not_added_again_by_its_old_address(store: Store) -> None:
    deliver(store, entry(1), feed="http://127.0.0.1:9/old")
    with store.transaction() as connection:
        connection.execute("update feed set url = 'http://127.0.0.1:9/new'")
        connection.execute("insert into former_address values ('http://127.0.0.1:9/old', 1, '')")
    assert store.add_feeds([Feed("http://127.0.0.1:9/old", "again")]) == 0
    store.remove_feed("http://127.0.0.1:9/old")
    assert store.feed_states() == []
    assert store.add_feeds([Feed("http://127.0.0.1:9/old", "again")]) == 1
    assert [one.feed.url for one in store.feed_states()] == ["http://127.0.0.1:9/new"]


def test_two_feeds_that_lead_to_one_address_stay_two(store: Store) -> None:
    def answer(path: str, headers: dict[str, str]) -> Answer:
        return Answer(301, headers={"Location": "/new"}) if path != "/new" else Answer(body=rss("a"))

    with serving(answer) as server:
        store.add_feeds([Feed(server.url(path), path) for path in ("/a", "/b")])
        for when in (timedelta(0), WEEK, WEEK * 2):
            polled(store, server, lambda poller: poller.round(force=True), NOW + when)
        paths = sorted(one.feed.url.removeprefix(server.url("")) for one in store.feed_states())
    assert len(paths) == 2
    assert paths.count("/new") == 1


def test_an_official_feed_that_moves_to_a_mirror_is_no_longer_official(store: Store) -> None:
    store.add_feeds([Feed("https://example.org/f", "f", official=True)])
    move = Move("https://news.google.com/rss/x", NOW, settled=True, via="google-news")
    store.save_outcomes([FetchOutcome(1, NOW, NOW, FeedStatus.OK, move=move)])
    feed = store.feed_states()[0].feed
    assert (feed.url, feed.official, feed.via) == ("https://news.google.com/rss/x", False, "google-news")


# --- validators ---


@pytest.mark.parametrize("etag", ['"n 7"', 'W/"a"', "bare", '"a\tb"', '"ünï"', "\"it''s\"", '"' + "x" * 3000 + '"'])
def test_validators_go_back_byte_for_byte_and_are_dropped_when_no_longer_sent(store: Store, etag: str) -> None:
    sent = etag.encode().decode("latin-1")
    answers = [
        Answer(body=rss("a"), headers={"ETag": sent, "Last-Modified": "yesterday,  or so"}),
        Answer(304),
        Answer(body=rss("a", "b")),
        Answer(body=rss("a", "b")),
    ]
    with serving(lambda path, headers: answers[len(server.requests) - 1]) as server:
        store.add_feeds([Feed(server.url("/f"), "f")])
        for _ in answers:
            polled(store, server, lambda poller: poller.round(force=True))
    seen = [(head.get("if-none-match"), head.get("if-modified-since")) for _, head in server.requests]
    assert seen == [(None, None), (sent, "yesterday,  or so"), (sent, "yesterday,  or so"), (None, None)]


# --- silence and age ---


def times(gap: timedelta, count: int = 20, before: timedelta = timedelta(0)) -> list[datetime | None]:
    return [NOW - before - gap * n for n in range(count)]


def silent(gap: timedelta, quiet: timedelta) -> str:
    habit = habit_after(Habit(), times(gap, before=quiet), NOW, None)
    return silence_words(replace(STATE, habit=habit), NOW)


def test_a_feed_that_goes_quiet_beyond_its_habit_is_silent() -> None:
    assert silent(HOUR * 2, HOUR * 9) == "quiet for 9 h, usual gap 2 h"
    assert silent(HOUR * 2, HOUR * 7) == ""
    assert silent(timedelta(minutes=20), HOUR * 3) == "quiet for 3 h, usual gap 20 min"
    assert silent(timedelta(minutes=1), HOUR) == ""
    assert silent(timedelta(days=1), timedelta(days=6)) == "quiet for 6 days, usual gap 24 h"


def test_a_night_is_a_habit() -> None:
    day = [NOW - timedelta(days=d, minutes=20 * n) for d in range(3) for n in range(30)]
    habit = habit_after(Habit(), day, NOW, None)
    assert silence_words(replace(STATE, habit=habit, last_ok_at=NOW + HOUR * 14), NOW + HOUR * 14) == ""
    assert silence_words(replace(STATE, habit=habit, last_ok_at=NOW + HOUR * 24), NOW + HOUR * 24)


def test_the_longest_gap_fades_when_it_does_not_come_again() -> None:
    old = Habit(NOW - HOUR, 1200, 100 * 3600)
    later = habit_after(old, times(timedelta(minutes=20)), NOW, NOW - timedelta(days=28))
    assert later.long_gap_seconds == 25 * 3600


def test_nobody_is_called_silent_by_a_poller_that_slept_or_a_feed_that_says_too_little() -> None:
    habit = habit_after(Habit(), times(HOUR), NOW, None)
    assert silence_words(replace(STATE, habit=habit), NOW + timedelta(days=3)) == ""
    assert silent(HOUR, timedelta(0)) == ""
    few = habit_after(Habit(), times(HOUR, 3, timedelta(days=3)), NOW, None)
    assert silence_words(replace(STATE, habit=few), NOW) == ""
    assert habit_after(Habit(), [None, NOW + HOUR], NOW, None) == Habit()


def test_a_feed_years_old_says_so() -> None:
    old = Habit(datetime(2019, 3, 4, tzinfo=UTC))
    assert "4 Mar 2019" in age_warning(old, NOW)
    assert age_warning(Habit(NOW - timedelta(days=300)), NOW) == ""


def test_the_warning_of_an_old_feed_stays_over_answers_that_nothing_changed(store: Store) -> None:
    old = b"<pubDate>Mon, 04 Mar 2019 10:00:00 GMT</pubDate></item>"

    def answer(path: str, headers: dict[str, str]) -> Answer:
        if "if-none-match" in headers:
            return Answer(304)
        return Answer(body=rss("a").replace(b"</item>", old), headers={"ETag": '"1"'})

    with serving(answer) as server:
        store.add_feeds([Feed(server.url("/f"), "f")])
        for _ in range(2):
            polled(store, server, lambda poller: poller.round(force=True))
            state = store.feed_states()[0]
            assert (state.status, "2019" in state.error) == (FeedStatus.OK, True)
