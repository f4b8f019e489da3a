"""The totals at instants that a fact checker would ask for."""

from decimal import Decimal

import pytest

from tradewatch.book.answers import decimal_words, tariff_answers
from tradewatch.book.facts import read_facts, rows_of_files
from tradewatch.book.load import book_of, load_book
from tradewatch.book.tariffs import changes_since, stacks_at
from tradewatch.instants import parse_instant

BOOK = load_book()


@pytest.mark.parametrize(
    ("instant", "us", "china"),
    [
        ("2025-01-20", "0", "0"),
        ("2025-02-04T00:01:00-05:00", "10", "0"),
        ("2025-03-04T00:01:00-05:00", "20", "0"),
        ("2025-04-05T00:01:00-04:00", "30", "0"),
        ("2025-04-09T00:01:00-04:00", "104", "0"),
        ("2025-04-10T00:00:59-04:00", "104", "0"),
        ("2025-04-10T00:01:00-04:00", "145", "84"),
        ("2025-04-20", "145", "125"),
        ("2025-05-14T00:00:59-04:00", "145", "125"),
        ("2025-05-14T00:01:00-04:00", "30", "10"),
        ("2025-06-06", "30", "10"),
        ("2025-11-10T00:01:00-05:00", "20", "10"),
        ("2026-02-24T00:00:30-05:00", "0", "10"),
        ("2026-02-24T00:01:00-05:00", "10", "10"),
        ("2026-07-24T00:01:00-04:00", "12.5", "10"),
        ("2026-11-24", "12.5", "10"),
    ],
)
def test_totals(instant: str, us: str, china: str) -> None:
    totals = {one.imposed_by: decimal_words(one.total) for one in stacks_at(BOOK, parse_instant(instant))}
    assert totals == {"US": us, "China": china}


def test_the_parts_always_add_up() -> None:
    for day in ("2025-03-01", "2025-04-20", "2025-12-24", "2026-05-01", "2026-12-01"):
        for stack in stacks_at(BOOK, parse_instant(day)):
            assert sum((one.rate or Decimal(0) for one in stack.parts), Decimal(0)) == stack.total


def test_a_total_that_rests_on_an_announcement_says_so() -> None:
    before, after = (
        {one.imposed_by: one for one in stacks_at(BOOK, parse_instant(instant))}["China"]
        for instant in ("2026-11-10T05:00:59Z", "2026-11-10T05:01:00Z")
    )
    assert (before.basis, before.otherwise) == ("in_force", None)
    assert (after.basis, after.otherwise) == ("announced", Decimal(34))


def test_after_the_announced_end_what_was_suspended_is_back() -> None:
    """Whether the announcement held or not, nothing keeps the 24 points away after its date."""
    last, after = (
        {one.imposed_by: one for one in stacks_at(BOOK, parse_instant(instant))}["China"]
        for instant in ("2027-01-11T04:59:59Z", "2027-01-11T05:00:00Z")
    )
    assert (last.total, last.basis, last.otherwise) == (Decimal(10), "announced", Decimal(34))
    assert (after.total, after.basis, after.otherwise, after.before) == (Decimal(34), "in_force", None, Decimal(10))
    assert after.since is not None
    assert after.since.answer() == "2027-01-11", "the day after the last of the truce"


def test_nothing_is_foretold() -> None:
    rows = tariff_answers(BOOK, parse_instant("2025-04-20"))
    measures = {row["id"]: row for row in rows if row["kind"] == "measure"}
    assert "us-recip-10-truce" not in measures
    assert measures["us-recip-125"]["effective_to"] is None
    assert all(row["status"] for row in measures.values())


def test_sides_and_rates_are_spelled_as_the_contract_has_them() -> None:
    for row in tariff_answers(BOOK, parse_instant("2026-11-24")):
        assert {row["imposed_by"], row["target"]} <= {"US", "China", "all"}
        assert isinstance(row.get("rate", row.get("total")), str | None)


def test_changes_are_newest_first_and_none_is_without_a_measure() -> None:
    found = changes_since(BOOK, parse_instant("2025-04-01"), parse_instant("2025-06-01"))
    assert [decimal_words(one.after) for one in found if one.imposed_by == "US"] == ["30", "145", "104", "30"]
    assert all(one.measures for one in found)


def test_a_row_with_a_mistake_is_named_and_the_rest_stands() -> None:
    def broken(name: str) -> dict[str, object]:
        content = read_facts(name)
        if name == "measures.json":
            content["measures"][1]["rate"] = "1450"
            content["measures"][2]["imposed_by"] = "CN"
        return content

    facts = rows_of_files(broken)
    book = book_of(facts, facts.rows)
    assert len(book.measures) == len(BOOK.measures) - 2
    assert any("measures.json, row 2 (us-fentanyl-20)" in one and "rate" in one for one in book.problems)
    assert any("row 3" in one and "imposed_by" in one for one in book.problems)
