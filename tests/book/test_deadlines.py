"""Deadlines around an instant, and their calendar as another library reads it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewatch.book.calendar import calendar_text
from tradewatch.book.deadlines import deadlines_at, on_calendar, past_at, recurring_at, undated_at
from tradewatch.book.deadlinewords import left_words, next_words, when_words
from tradewatch.book.load import load_book
from tradewatch.instants import parse_instant

BOOK = load_book()
NOW = parse_instant("2026-11-24T14:14:00Z")


def test_the_nearest_comes_first_and_the_past_is_gone() -> None:
    found = deadlines_at(BOOK, NOW)
    assert (found[0].id, found[0].days_left) == ("mofcom72", 3)
    assert [one.first.utc for one in found] == sorted(one.first.utc for one in found)
    assert all((one.days_left or 0) >= 0 for one in found)


def test_what_nobody_knew_of_is_left_out() -> None:
    assert "truce-expiry" not in {one.id for one in deadlines_at(BOOK, parse_instant("2026-09-22"))}
    assert "truce-expiry" in {one.id for one in deadlines_at(BOOK, parse_instant("2026-09-24"))}
    assert "refund-appeal" not in {one.id for one in undated_at(BOOK, parse_instant("2026-09-22"))}
    assert "refund-appeal" in {one.id for one in undated_at(BOOK, NOW)}


def test_a_date_counts_to_its_end_in_its_own_zone() -> None:
    def is_there(instant: str) -> bool:
        return "mofcom72" in {one.id for one in deadlines_at(BOOK, parse_instant(instant))}

    assert is_there("2026-11-27T23:59:59+08:00")
    assert not is_there("2026-11-28T00:00:00+08:00")


def test_the_past_comes_latest_first_with_what_came_of_it_or_that_nobody_knows() -> None:
    past = past_at(BOOK, NOW)
    assert [one.first.utc for one in past] == sorted((one.first.utc for one in past), reverse=True)
    words = {one.id: one.outcome for one in past}
    assert words["apec"] == words["busan-expiry"] == "outcome not known"
    assert words["geneva"] == "took place"
    later = {one.id: one for one in past_at(BOOK, parse_instant("2026-12-09"))}
    assert later["ft900-dec"].outcome == "outcome not known", "a day that has passed since says nothing of itself"
    assert left_words(later["ft900-dec"], parse_instant("2026-12-09")) == "1 day ago"


@pytest.mark.parametrize(
    ("at", "name", "when"),
    [
        ("2026-11-24T14:14:00Z", "mofcom-press-conference", "Thu 26 Nov 2026 15:00 Beijing (a guess)"),
        ("2026-11-26T06:59:59Z", "mofcom-press-conference", "Thu 26 Nov 2026 15:00 Beijing (a guess)"),
        ("2026-11-26T07:00:01Z", "mofcom-press-conference", "Thu 3 Dec 2026 15:00 Beijing (a guess)"),
        ("2026-11-27T07:00:01Z", "mfa-briefing", "Mon 30 Nov 2026 15:00 Beijing (a guess)"),
        ("2026-07-31T08:00:00Z", "mfa-briefing", "Tue 1 Sep 2026 15:00 Beijing (a guess)"),  # no briefings in August
    ],
)
def test_what_comes_each_week(at: str, name: str, when: str) -> None:
    found = {one.id: one for one in recurring_at(BOOK, parse_instant(at))}
    assert when_words(found[name]) == when
    assert not found[name].countdown


@given(st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)))  # noqa: DTZ001 — given its zone below
def test_the_next_of_the_week_is_never_past_and_never_further_than_a_break(naive: datetime) -> None:
    at = naive.replace(tzinfo=UTC)
    for one in recurring_at(BOOK, at):
        assert one.rule is not None
        local = one.first.utc.astimezone(ZoneInfo(one.rule.zone))
        assert at <= one.first.utc <= at + timedelta(days=40)
        assert local.time() == one.rule.time
        assert local.weekday() in one.rule.weekdays


def test_the_calendar_is_read_back_by_another_library() -> None:
    found = on_calendar(BOOK, NOW)
    text = calendar_text(found, NOW)
    events = {str(one["UID"]): one for one in icalendar.Calendar.from_ical(text).walk("VEVENT")}
    assert len(events) == len(found)
    assert events["mofcom72@tradewatch"]["DTSTART"].dt == date(2026, 11, 27)
    assert isinstance(events["polysilicon@tradewatch"]["DTSTART"].dt, datetime)
    assert str(events["mofcom72@tradewatch"]["SUMMARY"]) == next(one.title for one in found if one.id == "mofcom72")
    assert all(one["SEQUENCE"] == 0 for one in events.values())
    assert len(events["mofcom72@tradewatch"].walk("VALARM")) == 1
    rule = events["mofcom-press-conference@tradewatch"]["RRULE"]
    assert (rule["FREQ"], rule["BYDAY"]) == (["WEEKLY"], ["TH"])
    assert 8 not in events["mfa-briefing@tradewatch"]["RRULE"]["BYMONTH"]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-11-24T06:59:00Z", "2 days"),
        ("2026-11-25T06:59:00Z", "tomorrow"),
        ("2026-11-25T07:01:00Z", "in 23 h"),
        ("2026-11-25T16:01:00Z", "in 14 h"),
        ("2026-11-26T06:48:00Z", "in 12 min"),
    ],
)
def test_what_has_a_clock_time_is_counted_in_hours_on_its_last_day_wherever_it_is_tomorrow(at: str, words: str) -> None:
    found = {one.id: one for one in recurring_at(BOOK, parse_instant(at))}
    assert left_words(found["mofcom-press-conference"], parse_instant(at)) == words


def test_a_deadline_of_another_year_says_which() -> None:
    at = parse_instant("2026-11-24")
    for one in deadlines_at(BOOK, at):
        day = next_words(one, at).partition(":")[0]
        assert (str(one.first.on.year) in day) is (one.first.on.year != at.year), day
    assert {one.first.on.year for one in deadlines_at(BOOK, at)} > {2026}
