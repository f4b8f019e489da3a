"""The record's table at each of its boundaries, a minute before and after, written in both capitals' clocks."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tradewatch.book.answers import tariff_answers, truce_answer
from tradewatch.book.load import load_book
from tradewatch.book.overlaps import doubles
from tradewatch.instants import BEIJING, WASHINGTON, parse_instant

BOOK = load_book()
# (boundary, US on China before, after, China on US before, after)
TURNS = [
    ("2025-02-04T00:01-05:00", "0", "10", "0", "0"),
    ("2025-03-04T00:01-05:00", "10", "20", "0", "0"),
    ("2025-04-05T00:01-04:00", "20", "30", "0", "0"),
    ("2025-04-09T00:01-04:00", "30", "104", "0", "0"),
    ("2025-04-10T00:01-04:00", "104", "145", "0", "84"),  # 12:01 Beijing is the same minute
    (
        "2025-04-12T00:00+08:00",
        "145",
        "145",
        "84",
        "125",
    ),  # a date without a clock time counts from its start in Beijing
    ("2025-05-14T00:01-04:00", "145", "30", "125", "10"),
    ("2025-11-10T00:01-05:00", "30", "20", "10", "10"),
    ("2026-02-24T00:00-05:00", "20", "0", "10", "10"),
    ("2026-02-24T00:01-05:00", "0", "10", "10", "10"),
    ("2026-07-24T00:01-04:00", "10", "12.5", "10", "10"),
]


def totals(instant: str) -> tuple[str, str]:
    rows = {row["imposed_by"]: row for row in tariff_answers(BOOK, parse_instant(instant)) if row["kind"] == "stack"}
    return rows["US"]["total"], rows["China"]["total"]


@pytest.mark.parametrize("zone", [WASHINGTON, BEIJING], ids=["Washington", "Beijing"])
@pytest.mark.parametrize(("boundary", "us_before", "us", "china_before", "china"), TURNS)
def test_the_table(boundary: str, us_before: str, us: str, china_before: str, china: str, zone: ZoneInfo) -> None:
    turn = datetime.fromisoformat(boundary).astimezone(zone)
    minute = timedelta(minutes=1)
    # in the minute between the end of one law and the beginning of the next both turns are a minute apart
    after = {"2026-02-24T00:00-05:00": ("10", "10")}.get(boundary, (us, china))
    assert totals((turn - minute).isoformat()) == (
        {"2026-02-24T00:01-05:00": "0"}.get(boundary, us_before),
        china_before,
    )
    assert totals((turn - timedelta(seconds=1)).isoformat()) == (us_before, china_before)
    assert totals(turn.isoformat()) == (us, china)
    assert totals((turn + minute).isoformat()) == after


@pytest.mark.parametrize(
    ("instant", "window", "status", "days", "seconds", "day"),
    [
        ("2025-05-14T00:00:59-04:00", "geneva", "announced", 90, 7776001, None),
        ("2025-05-14T00:01:00-04:00", "geneva", "in_force", 90, 7776000, 1),
        ("2025-08-12T00:00:59-04:00", "geneva", "in_force", 0, 1, 90),
        ("2025-08-12T12:01:00+08:00", "stockholm-extension", "in_force", 90, 7779600, 1),
        ("2025-11-02T01:30:00-04:00", "stockholm-extension", "in_force", 7, 689460, 83),  # the hour comes first …
        ("2025-11-02T01:30:00-05:00", "stockholm-extension", "in_force", 7, 685860, 83),  # … and again
        ("2025-11-10T00:00:59-05:00", "stockholm-extension", "in_force", 0, 1, 90),
        ("2025-11-10T13:01:00+08:00", "kuala-lumpur-busan", "in_force", 365, 31536000, 1),
        ("2026-11-10T00:00:59-05:00", "kuala-lumpur-busan", "in_force", 0, 1, 365),
        ("2026-11-10T00:01:00-05:00", "washington-extension", "announced", 60, None, 1),
        ("2027-01-10T12:00:00-05:00", "washington-extension", "announced", 0, None, 61),
        ("2027-01-11T00:00:00-05:00", "washington-extension", "expired", -1, None, None),
    ],
)
def test_the_clock(instant: str, window: str, status: str, days: int, seconds: int | None, day: int | None) -> None:
    answer = truce_answer(BOOK, parse_instant(instant))
    assert (answer["window"], answer["status"], answer["days_left"]) == (window, status, days)
    assert (answer["seconds_left"], answer["day"]) == (seconds, day)


def test_the_record_sums_nothing_twice() -> None:
    assert doubles(BOOK.measures) == []
