"""What items tell, compared with the book as it could be known on their day."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from tradewatch.book.comparing import Comparer, Verdict
from tradewatch.book.load import load_book
from tradewatch.instants import parse_instant
from tradewatch.records import ClaimFound, DateFound, Field, RateFound, StatementPart

COMPARER = Comparer(load_book())
PART = StatementPart(Field.TITLE, 0, 1)


def rate(
    by: str, on: str, to: str, before: str | None = None, *, threat: bool = False, past: bool = False
) -> RateFound:
    rule = "level, as it was" if past else "level"
    return RateFound(by, on, Decimal(before) if before else None, Decimal(to), None, threat, rule, PART)


def day(
    text: str, clock: str = "", zone: str | None = None, subject: str = "truce_end", rule: str = "truce end"
) -> DateFound:
    return DateFound(subject, date.fromisoformat(text), time.fromisoformat(clock) if clock else None, zone, rule, PART)


@pytest.mark.parametrize(
    ("at", "found", "verdict"),
    [
        ("2025-06-06", rate("US", "China", "30"), Verdict.AGREES),
        ("2025-06-06", rate("US", "China", "30", "145"), Verdict.AGREES),
        ("2025-06-06", rate("US", "China", "20"), Verdict.AGREES),  # fentanyl, a part
        ("2025-06-06", rate("US", "China", "145"), Verdict.AGREES),  # as it was three weeks ago
        ("2026-11-24", rate("US", "China", "145", past=True), Verdict.AGREES),
        ("2026-11-24", rate("US", "China", "20"), Verdict.DIFFERS),  # told as today's; it was so a year ago
        ("2026-11-24", rate("US", "China", "20", past=True), Verdict.AGREES),
        ("2025-05-12T18:00:00Z", rate("China", "US", "10", "125"), Verdict.AGREES),  # agreed, not yet in force
        ("2025-05-05", rate("China", "US", "10", "125"), Verdict.DIFFERS),  # nobody knew
        ("2025-06-06", rate("US", "China", "55"), Verdict.DIFFERS),
        ("2025-06-06", rate("China", "US", "34"), Verdict.DIFFERS),
        ("2025-06-06", rate("China", "US", "34", past=True), Verdict.AGREES),  # April's, overtaken before it began
        (
            "2026-11-24",
            rate("China", "US", "34", "10"),
            Verdict.DIFFERS,
        ),  # told as come: the extension would have failed
        ("2026-11-24", rate("China", "US", "34", threat=True), Verdict.AGREES),  # if the extension fails
        ("2025-01-20", rate("China", "US", "40"), Verdict.NEW),
        ("2025-10-12", rate("US", "China", "100", threat=True), Verdict.AGREES),
        ("2025-10-12", rate("US", "China", "155", threat=True), Verdict.NEW),
    ],
)
def test_rates(at: str, found: RateFound, verdict: Verdict) -> None:
    compared = COMPARER.rate(found, parse_instant(at))
    assert compared is not None
    assert compared.verdict is verdict, compared.record


def test_duties_of_others_are_nobodys_proposal_here() -> None:
    assert COMPARER.rate(rate("US", "EU", "15"), parse_instant("2025-08-01")) is None


@pytest.mark.parametrize(
    ("at", "found", "verdict"),
    [
        ("2025-07-01", day("2025-08-12"), Verdict.AGREES),
        ("2025-07-01", day("2025-08-10"), Verdict.DIFFERS),
        ("2025-07-01", day("2025-08-12", "00:01", "America/New_York"), Verdict.AGREES),
        ("2025-07-01", day("2025-08-12", "12:01", "Asia/Shanghai"), Verdict.AGREES),
        ("2025-07-01", day("2025-08-12", "00:01", "Asia/Shanghai"), Verdict.DIFFERS),
        ("2025-07-01", day("2025-08-12", "00:00"), Verdict.AGREES),  # midnight
        ("2025-09-01", day("2025-11-09"), Verdict.DIFFERS),
        ("2025-09-01", day("2025-11-09", rule="truce end, last day"), Verdict.AGREES),
        ("2025-07-01", day("2025-11-10"), Verdict.NEW),  # nobody had agreed to that yet
        (
            "2026-12-01",
            day("2027-01-10", "00:01", "America/New_York"),
            Verdict.AGREES,
        ),  # no time stated, none to contradict
        ("2025-06-01", day("2025-05-14", subject="truce_start", rule="truce start"), Verdict.AGREES),
        ("2025-06-01", day("2025-05-12", subject="truce_start", rule="truce start"), Verdict.DIFFERS),
        ("2025-05-01", day("2025-08-12"), Verdict.NEW),
    ],
)
def test_dates(at: str, found: DateFound, verdict: Verdict) -> None:
    compared = COMPARER.date(found, parse_instant(at))
    assert compared.verdict is verdict, compared.record


def test_the_quiet_mark() -> None:
    at = parse_instant("2025-07-01")
    assert COMPARER.differing([day("2025-08-12")], at) == []
    words = COMPARER.differing([day("2025-08-10")], at)
    assert words == ["Geneva, 90 days ends 12 Aug 2025 00:01 Washington, 12:01 Beijing"]
    assert COMPARER.differing([ClaimFound("beijing-28-points", PART)], at)


def test_an_end_that_was_moved_differs_unless_the_item_tells_the_new_one_too() -> None:
    late = parse_instant("2026-10-20")
    assert COMPARER.differing([day("2026-11-10")], late)
    assert COMPARER.differing([day("2026-11-10"), day("2027-01-10")], late) == []
    assert COMPARER.differing([day("2026-11-10", rule="truce end, as it was")], late) == []
    assert COMPARER.differing([day("2026-11-10")], parse_instant("2026-09-24")) == [], "the day's news still tells both"
