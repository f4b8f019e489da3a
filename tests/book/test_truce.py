"""The truce at instants on both sides of every edge of its windows."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tradewatch.book.answers import truce_answer
from tradewatch.book.counting import elapsed_end, wall, wall_end
from tradewatch.book.load import load_book
from tradewatch.book.moments import Moment, Precision
from tradewatch.book.rows import Book, Instrument
from tradewatch.book.tariffs import stacks_at
from tradewatch.book.truce import WindowStatus, truce_at, windows_at
from tradewatch.book.trucewords import truce_details, truce_words
from tradewatch.book.words import plain
from tradewatch.instants import WASHINGTON, parse_instant

BOOK = load_book()


def at(text: str) -> datetime:
    return parse_instant(text)


def test_the_book_has_no_problems() -> None:
    assert BOOK.problems == ()


def test_sixty_seven_days_are_left_on_the_morning_after_the_call() -> None:
    truce = truce_at(BOOK, at("2025-06-06T00:01:00-04:00"))
    assert (truce.days_left, truce.dates_left, truce.seconds_left) == (67, 67, 67 * 86400)
    assert (truce.day, truce.status) == (24, WindowStatus.IN_FORCE)


def test_at_noon_a_day_of_24_hours_less_is_left_but_the_dates_are_as_many() -> None:
    truce = truce_at(BOOK, at("2025-06-06T12:00:00-04:00"))
    assert (truce.days_left, truce.dates_left, truce.day) == (66, 67, 24)
    assert truce.left == timedelta(days=66, hours=12, minutes=1)


@pytest.mark.parametrize(
    ("instant", "window", "status"),
    [
        ("2025-05-11T12:00:00Z", None, "none"),
        ("2025-05-12T08:00:00Z", "geneva", "announced"),
        ("2025-05-14T04:00:59Z", "geneva", "announced"),
        ("2025-05-14T04:01:00Z", "geneva", "in_force"),
        ("2025-08-12T04:00:59Z", "geneva", "in_force"),
        ("2025-08-12T04:01:00Z", "stockholm-extension", "in_force"),
        ("2025-11-10T05:00:59Z", "stockholm-extension", "in_force"),
        ("2025-11-10T05:01:00Z", "kuala-lumpur-busan", "in_force"),
        ("2026-11-10T05:00:59Z", "kuala-lumpur-busan", "in_force"),
        ("2026-11-10T05:01:00Z", "washington-extension", "announced"),
        ("2027-01-11T04:59:59Z", "washington-extension", "announced"),
        ("2027-01-11T05:00:00Z", "washington-extension", "expired"),
    ],
)
def test_windows_meet_without_a_gap(instant: str, window: str | None, status: str) -> None:
    truce = truce_at(BOOK, at(instant))
    assert (truce.window.id if truce.window else None, str(truce.status)) == (window, status)


def test_an_end_known_by_its_date_has_no_second() -> None:
    answer = truce_answer(BOOK, at("2026-11-24T14:14:00Z"))
    assert (answer["expires_at"], answer["expires_on"], answer["seconds_left"]) == (None, "2027-01-10", None)
    assert (answer["days_left"], answer["dates_left"], answer["day"], answer["days"]) == (46, 47, 15, 61)
    assert answer["instrument"] is None
    assert {leg["side"]: leg["status"] for leg in answer["legs"] if leg["leg"] == "tariff"} == {
        "China": "announced",
        "US": "void",
    }


def test_on_the_last_day_nothing_is_below_zero() -> None:
    answer = truce_answer(BOOK, at("2027-01-10T18:00:00-05:00"))
    assert (answer["status"], answer["days_left"], answer["dates_left"]) == ("announced", 0, 0)


def test_a_prolongation_is_unknown_before_it_was_agreed() -> None:
    assert truce_answer(BOOK, at("2026-09-22"))["announced_next"] is None
    later = truce_answer(BOOK, at("2026-09-24"))["announced_next"]
    assert later is not None
    assert later["window"] == "washington-extension"


def test_the_us_leg_is_void_from_the_minute_the_court_ended_it() -> None:
    before, after = (
        truce_answer(BOOK, at(f"2026-02-24T{clock}:00-05:00"))["at_the_end"][0] for clock in ("00:00", "00:01")
    )
    earlier = truce_answer(BOOK, at("2026-02-23T23:59:59-05:00"))["at_the_end"][0]
    assert (earlier["from"], earlier["to"], earlier["void"]) == ("20", "44", False)
    assert before["void"]
    assert after["void"]
    assert after["to"] is None


def test_outside_any_window_all_but_the_status_is_null() -> None:
    answer = truce_answer(BOOK, at("2025-01-20"))
    assert answer.pop("next")
    assert answer.pop("status") == "none"
    assert set(answer.values()) == {None}


def test_the_wall_clock_counts_over_the_end_of_summer_time() -> None:
    # 1 Nov 2025 23:30 to 2 Nov 23:30 are 25 hours, and one day on the wall
    first = truce_at(BOOK, at("2025-11-02T00:00:30-04:00")).day
    second = truce_at(BOOK, at("2025-11-03T00:01:00-05:00")).day
    assert first is not None
    assert second == first + 2


def test_words_for_the_desk() -> None:
    words = truce_words(BOOK, at("2025-06-06T12:00:00-04:00"))
    assert plain(words.countdown).startswith("66 d 12 h 01 min  to Tue 12 Aug 2025 00:01 Washington / 12:01 Beijing")
    guess = truce_words(BOOK, at("2026-11-24T14:14:00Z"))
    assert guess.status == "announced by both sides, no instrument seen"
    assert plain(guess.countdown).startswith("about 46 d 14 h  to Sun 10 Jan 2027 (date announced")
    assert "Ga/Ge/Sb" in plain(guess.next)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2025-05-13", ["announced"]),
        ("2025-06-06", ["in_force"]),
        ("2025-08-11T20:00:00-04:00", ["in_force", "announced"]),
        ("2025-09-01", ["superseded", "in_force"]),
        ("2026-10-01", ["superseded", "superseded", "in_force", "announced"]),
        ("2026-11-24", ["superseded", "superseded", "expired", "announced"]),
        ("2027-02-01", ["superseded", "superseded", "expired", "expired"]),
    ],
)
def test_every_window_has_a_status(instant: str, expected: list[str]) -> None:
    assert [str(one.status) for one in windows_at(BOOK, at(instant))] == expected


def changed(**fields: object) -> Book:
    """The book with its last window otherwise."""
    return replace(BOOK, windows=(*BOOK.windows[:-1], replace(BOOK.windows[-1], **fields)))


def test_the_calendar_alone_never_puts_a_window_in_force_and_a_person_does() -> None:
    now = at("2026-12-01")
    assert truce_at(BOOK, now).status is WindowStatus.ANNOUNCED
    assert truce_at(changed(confirmed_from=date(2026, 11, 20)), now).status is WindowStatus.IN_FORCE
    assert truce_at(changed(confirmed_from=date(2026, 12, 2)), now).status is WindowStatus.ANNOUNCED
    notice = changed(instruments=(Instrument("China", "No. 12 of 2026", "2026-11-09", ""),))
    assert truce_at(notice, now).status is WindowStatus.IN_FORCE
    assert truce_words(notice, now).status == "in force, no US instrument seen"
    stacks = {one.imposed_by: one for one in stacks_at(notice, now)}
    assert (stacks["China"].basis, stacks["China"].otherwise) == ("in_force", None)


def test_a_window_that_is_called_off_counts_up_from_then_and_its_points_are_back() -> None:
    off = changed(void=Moment(at("2026-12-05T05:00:00Z"), "America/New_York", Precision.MINUTE))
    now = at("2026-12-07T05:00:00Z")
    truce = truce_at(off, now)
    assert (truce.status, truce.days_left, truce.day) == (WindowStatus.EXPIRED, -2, None)
    assert truce_words(off, now).status == "void"
    assert plain(truce_words(off, now).countdown).startswith("was called off 2 d 0 h 00 min ago")
    totals = {one.imposed_by: one.total for one in stacks_at(off, now)}
    assert totals["China"] == 34
    assert {one.imposed_by: one.total for one in stacks_at(off, at("2026-12-05T04:59:59Z"))}["China"] == 10


def test_a_new_window_takes_over_before_the_old_one_ends() -> None:
    last = BOOK.windows[-1]
    start = replace(last.start, utc=at("2026-12-01"))
    new = replace(last, id="new", start=start, agreed=start, instruments=(Instrument("US", "EO 1", "2026-12-01", ""),))
    book = replace(BOOK, windows=(*BOOK.windows, new))
    assert truce_at(book, at("2026-11-30")).window == last
    assert truce_at(book, at("2026-12-02")).window == new
    assert [str(one.status) for one in windows_at(book, at("2026-12-02"))][-2:] == ["superseded", "in_force"]


def test_a_guessed_end_has_no_ticking_seconds_and_looks_like_a_guess() -> None:
    end = replace(BOOK.windows[-1].end, precision=Precision.INFERRED)
    book = changed(end=end, inferred_end=None)
    for hours in (1, 30, 60):
        words = plain(truce_words(book, end.utc - timedelta(hours=hours)).countdown)
        assert words.startswith("about ")
        assert " s " not in words
        assert "is a guess" in words


def test_after_the_last_end_the_clock_counts_up() -> None:
    words = plain(truce_words(BOOK, at("2027-01-14T12:00:00-05:00")).countdown)
    assert words == "ran out 4 days ago  on Sun 10 Jan 2027, no time stated"


def test_a_record_not_checked_for_two_weeks_is_a_warning() -> None:
    fresh, old = (truce_words(BOOK, at(day)) for day in ("2026-10-23T12:00:00Z", "2026-10-24T12:00:00Z"))
    assert (fresh.stale, old.stale) == (False, True)
    assert fresh.checked == "book checked to 9 Oct 2026, 14 days ago"
    assert old.checked == "! book checked to 9 Oct 2026, 15 days ago"


def test_both_ways_to_count_stand_in_the_detail() -> None:
    text = "\n".join(plain(line) for line in truce_details(BOOK, at("2025-09-01")))
    assert "12 Aug 2025" in text
    assert "10 Nov 2025, 00:01 EST" in text
    assert "9 Nov 2025, 23:01 EST" in text
    assert "clocks change in between" in text
    assert "10 Aug 2025" in "\n".join(plain(line) for line in truce_details(BOOK, at("2025-06-06")))


@given(
    st.datetimes(datetime(2025, 5, 15), datetime(2027, 12, 1)),  # noqa: DTZ001 — a wall clock has no zone
    st.integers(1, 200),
    st.sampled_from(["America/New_York", "Asia/Shanghai"]),
)
def test_days_on_the_wall_are_those_of_the_calendar(naive: datetime, days: int, name: str) -> None:
    zone = ZoneInfo(name)
    start = naive.replace(tzinfo=zone, fold=0).astimezone(UTC)
    end = wall_end(start, days, zone)
    assert wall(end, zone).date() - wall(start, zone).date() == timedelta(days=days)
    drift = (end.astimezone(UTC) - elapsed_end(start, days)).total_seconds()
    assert drift in (0, 3600, -3600)
    if name == "Asia/Shanghai":
        assert drift == 0


@given(st.datetimes(datetime(2025, 5, 14, 5), datetime(2027, 1, 9)))  # noqa: DTZ001 — given its zone below
def test_the_day_of_the_truce_turns_at_the_minute_it_began(naive: datetime) -> None:
    instant = naive.replace(tzinfo=UTC)
    truce = truce_at(BOOK, instant)
    assert truce.window is not None
    assert truce.day is not None
    began = truce.window.start.utc.astimezone(WASHINGTON).replace(tzinfo=None)
    now = instant.astimezone(WASHINGTON).replace(tzinfo=None)
    assert truce.day == (now - began) // timedelta(days=1) + 1
    assert truce.dates_left is not None
    assert 0 <= truce.dates_left <= truce.window.days


def test_a_prolongation_that_is_only_announced_is_not_told_as_done() -> None:
    assert truce_words(BOOK, at("2026-10-01")).status == "in force; to 10 Jan 2027 only announced"
    assert truce_words(BOOK, at("2025-08-11T20:00:00-04:00")).status == "in force; prolonged to 10 Nov 2025"


def test_each_side_has_its_legs_end_on_its_own_clock() -> None:
    text = "\n".join(plain(line) for line in truce_details(BOOK, at("2025-06-06")))
    assert "suspended duties of China: in force, 12 Aug 2025, 12:01 Beijing" in text
    assert "suspended duties of US: in force, 12 Aug 2025, 00:01 Washington" in text
