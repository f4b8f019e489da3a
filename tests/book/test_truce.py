"""The truce at instants on both sides of every edge of its windows."""

from datetime import datetime, timedelta

import pytest

from tradewatch.book.answers import truce_answer
from tradewatch.book.load import load_book
from tradewatch.book.truce import WindowStatus, truce_at
from tradewatch.book.words import plain, truce_words
from tradewatch.instants import parse_instant

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
