"""What a person may write for a field, and how each mistake is refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewatch.book.moments import moment
from tradewatch.book.written import written_moment, written_rate, written_source
from tradewatch.errors import TradewatchError

NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-12-15T00:01-05:00", "2026-12-15T00:01:00-05:00"),
        ("2026-12-15T05:01Z", "2026-12-15T00:01:00-05:00"),
        ("2026-12-15 00:01", "2026-12-15T00:01:00-05:00"),
        ("2026-12-15 00:01 Washington", "2026-12-15T00:01:00-05:00"),
        ("2026-12-15 13:01 Beijing", "2026-12-15T13:01:00+08:00"),
        ("2026-07-01 9:30 Europe/Zurich", "2026-07-01T09:30:00+02:00"),
        ("2025-11-02T01:30-04:00", "2025-11-02T01:30:00-04:00"),
        ("2025-11-02T01:30-05:00", "2025-11-02T01:30:00-05:00"),
    ],
)
def test_moments(text: str, at: str) -> None:
    found = written_moment(text, NEW_YORK)
    assert found is not None
    assert (found["at"], found["precision"]) == (at, "minute")


def test_a_date_alone_stays_one_and_a_guess_looks_like_one() -> None:
    assert written_moment("2026-12-15", NEW_YORK) == {"on": "2026-12-15", "zone": NEW_YORK, "precision": "date"}
    assert written_moment("2026-12-15 Beijing", NEW_YORK) == {
        "on": "2026-12-15",
        "zone": "Asia/Shanghai",
        "precision": "date",
    }
    guess = written_moment("2027-01-10 00:01 Washington ?", NEW_YORK)
    assert guess is not None
    assert guess["precision"] == "inferred"
    assert written_moment("none", NEW_YORK) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tomorrow", "is no moment"),
        ("2026-02-30", "day is out of range"),
        ("2026-12-15 25:00", "hour must be in"),
        ("2026-12-15 00:01 Mars/Olympus", "is no zone"),
        ("2026-12-15T00:01-04:00", "is not the offset of America/New_York"),
        ("2025-11-02 01:30 Washington", "comes twice"),
        ("2026-03-08 02:30 Washington", "is skipped"),
        ("2026-12-15 ?", "a guess wants a clock time"),
    ],
)
def test_moments_that_cannot_be(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        written_moment(text, NEW_YORK)


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001 — the clock on a wall has no zone
    st.sampled_from([NEW_YORK, "Asia/Shanghai", "Europe/London"]),
)
def test_a_clock_time_is_read_as_zoneinfo_has_it_or_refused(wall: datetime, zone: str) -> None:
    wall = wall.replace(second=0, microsecond=0)
    there = ZoneInfo(zone)
    offsets = {wall.replace(tzinfo=there, fold=fold).utcoffset() for fold in (0, 1)}
    text = f"{wall:%Y-%m-%d %H:%M} {zone}"
    if len(offsets) == 2:  # the hour that is skipped or comes twice
        with pytest.raises(ValueError, match=r"skipped|twice"):
            written_moment(text, zone)
        return
    found = moment(written_moment(text, zone), "row")
    assert found is not None
    assert found.utc.astimezone(there).replace(tzinfo=None) == wall
    assert found.utc == wall.replace(tzinfo=there) + timedelta(0)


def test_rates() -> None:
    assert [written_rate(text, "") for text in ("12.5", "12.5 %", "0", "none")] == ["12.5", "12.5", "0", None]
    for text in ("1450", "-1", "NaN", "Infinity", "ten", "1e9"):
        with pytest.raises(ValueError, match="is no rate"):
            written_rate(text, "")


def test_who_says_so_is_always_wanted() -> None:
    assert written_source("https://example.org/a")["kind"] == "page"
    assert written_source("i12") == {"kind": "item", "ref": "i12"}
    assert written_source("notice read on paper")["kind"] == "article"
    with pytest.raises(TradewatchError, match="who says so"):
        written_source("  ")
