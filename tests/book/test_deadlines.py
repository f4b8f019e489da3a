"""Deadlines, and their calendar as another library reads it."""

from datetime import date, datetime

import icalendar

from tradewatch.book.calendar import calendar_text
from tradewatch.book.deadlines import deadlines_at, on_calendar
from tradewatch.book.load import load_book
from tradewatch.instants import parse_instant

BOOK = load_book()
NOW = parse_instant("2026-11-24T14:14:00Z")


def test_the_nearest_comes_first_and_the_past_is_gone() -> None:
    found = deadlines_at(BOOK, NOW)
    assert found[0].id == "mofcom72"
    assert found[0].days_left == 3
    assert [one.start.utc for one in found] == sorted(one.start.utc for one in found)
    assert all(one.days_left >= 0 for one in found)


def test_what_nobody_knew_of_is_left_out() -> None:
    assert "truce-expiry" not in {one.id for one in deadlines_at(BOOK, parse_instant("2026-09-22"))}
    assert "truce-expiry" in {one.id for one in deadlines_at(BOOK, parse_instant("2026-09-24"))}


def test_a_date_counts_to_its_end_in_its_own_zone() -> None:
    def is_there(instant: str) -> bool:
        return "mofcom72" in {one.id for one in deadlines_at(BOOK, parse_instant(instant))}

    assert is_there("2026-11-27T23:59:59+08:00")
    assert not is_there("2026-11-28T00:00:00+08:00")


def test_the_calendar_is_read_back_by_another_library() -> None:
    found = on_calendar(BOOK, NOW)
    text = calendar_text(found, NOW)
    events = {str(one["UID"]): one for one in icalendar.Calendar.from_ical(text).walk("VEVENT")}
    assert len(events) == len(found)
    assert events["mofcom72@tradewatch"]["DTSTART"].dt == date(2026, 11, 27)
    assert isinstance(events["polysilicon@tradewatch"]["DTSTART"].dt, datetime)
    assert str(events["mofcom72@tradewatch"]["SUMMARY"]) == next(one.title for one in found if one.id == "mofcom72")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
