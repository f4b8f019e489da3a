"""Mistakes in the data files: file, row and field are named, and the rest of the book is there."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tradewatch.book.facts import read_facts, rows_of_files
from tradewatch.book.load import book_of, load_book
from tradewatch.book.rows import Book
from tradewatch.errors import FactsError

WHOLE = load_book()
Row = dict[str, Any]


def broken(file: str, section: str, change: Callable[[Row], object]) -> Book:
    """The book with the second row of a file changed."""

    def read(name: str) -> Row:
        content = copy.deepcopy(read_facts(name))
        if name == file:
            change(content[section][1])
        return content

    facts = rows_of_files(read)
    return book_of(facts, facts.rows)


@pytest.mark.parametrize(
    ("file", "section", "change", "words"),
    [
        ("measures.json", "measures", lambda row: row.update(rate="1450"), "rate: 1450 is no rate"),
        ("measures.json", "measures", lambda row: row.update(rate="ten"), "rate: ten is no rate"),
        ("measures.json", "measures", lambda row: row.pop("rate"), "rate: missing"),
        ("measures.json", "measures", lambda row: row.update(imposed_by="CN"), "imposed_by: 'CN' is none of US, China"),
        ("measures.json", "measures", lambda row: row.update(ratee="1"), "ratee: there is no such field"),
        ("measures.json", "measures", lambda row: row.update(known_from="soon"), "known_from: 'soon' is no date"),
        ("measures.json", "measures", lambda row: row.update(source=[]), "source: missing"),
        ("measures.json", "measures", lambda row: row.update(stack="yes"), "stack: 'yes' is neither true nor false"),
        ("measures.json", "measures", lambda row: row.update(name=" "), "name: is empty"),
        (
            "measures.json",
            "measures",
            lambda row: row["from"].update(zone="Mars/Olympus"),
            "from: 'Mars/Olympus' is no zone",
        ),
        (
            "measures.json",
            "measures",
            lambda row: row["from"].update(at="2025-03-04T00:01:00-04:00"),
            "from: the offset of 2025-03-04T00:01:00-04:00 is not that of America/New_York",
        ),
        ("measures.json", "measures", lambda row: row["from"].pop("precision"), "from: precision: missing"),
        ("windows.json", "windows", lambda row: row.update(ends=row["starts"]), "ends: the end is before the start"),
        ("windows.json", "windows", lambda row: row.update(days="90"), "days: '90' is no whole number"),
        ("windows.json", "clocks", lambda row: row.update(leg="wage"), "leg: 'wage' is none of tariff"),
        ("windows.json", "wrong_claims", lambda row: row.update(signs=["("]), "signs: '(' is no pattern"),
        ("deadlines.json", "deadlines", lambda row: row.update(title=None), "title: None is no text"),
        (
            "deadlines.json",
            "recurring",
            lambda row: row["rule"].update(weekdays=["Someday"]),
            "weekdays: wanted of Mon",
        ),
        ("roster.json", "speakers", lambda row: row.update(side="Mars"), "side: 'Mars' is none of US"),
    ],
)
def test_a_mistake_costs_its_row_and_is_named(
    file: str, section: str, change: Callable[[Row], object], words: str
) -> None:
    book = broken(file, section, change)
    (problem,) = book.problems
    assert problem.startswith(f"{file}, row 2 (")
    assert words in problem
    rows = ("windows", "clocks", "measures", "events", "recurring", "wrong_claims")
    lost = sum(len(getattr(WHOLE, name)) - len(getattr(book, name)) for name in rows)
    assert lost + len(WHOLE.roster.speakers) - len(book.roster.speakers) == 1


def test_a_row_without_an_id_or_with_another_rows_is_named() -> None:
    assert (
        "row 2 (without id): id: missing" in broken("measures.json", "measures", lambda row: row.pop("id")).problems[0]
    )
    first = WHOLE.measures[0].id
    doubled = broken("measures.json", "measures", lambda row: row.update(id=first))
    assert f"row 2 ({first}): id" in doubled.problems[0]


def test_a_file_that_is_no_json_costs_its_rows_only() -> None:
    def read(name: str) -> Row:
        if name == "windows.json":
            raise FactsError("windows.json: Expecting value: line 3")
        return read_facts(name)

    facts = rows_of_files(read)
    book = book_of(facts, facts.rows)
    assert book.problems == ("windows.json: Expecting value: line 3",)
    assert (len(book.windows), len(book.measures)) == (0, len(WHOLE.measures))
    assert book.checked_to == WHOLE.checked_to
