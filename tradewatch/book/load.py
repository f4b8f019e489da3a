"""The book at hand: the bundled rows, or those with what the desk has made of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from tradewatch.book.build import build, built
from tradewatch.book.facts import FactRow, Facts, bundled_facts
from tradewatch.book.roster import Roster
from tradewatch.book.rows import Book
from tradewatch.errors import FactsError

__all__ = ["book_of", "load_book", "roster_with", "rows_book", "rows_roster"]


@lru_cache(maxsize=1)
def load_book() -> Book:
    """Gives the bundled record alone."""
    facts = bundled_facts()
    return book_of(facts, facts.rows)


def rows_book(rows: Iterable[FactRow], known_at: datetime | None = None) -> Book:
    """Gives the book of these rows; `known_at` notes that they are those of an earlier day.

    Mistakes in the bundled files are in its problems even where the rows at hand are whole.
    """
    book = book_of(bundled_facts(), rows, known_at)
    more = tuple(one for one in load_book().problems if one not in book.problems)
    return replace(book, problems=book.problems + more) if more else book


def book_of(facts: Facts, rows: Iterable[FactRow], known_at: datetime | None = None) -> Book:
    """Gives the book of these rows; what the files say beside rows is taken from `facts`, `known_at` is noted.

    Rows with a mistake are left out and named in `problems`.
    """
    problems, rows = list(facts.problems), list(rows)
    return Book(
        windows=built(rows, "window", problems),
        clocks=built(rows, "clock", problems),
        measures=built(rows, "measure", problems),
        events=built(rows, "deadline", problems),
        recurring=built(rows, "recurring", problems),
        wrong_claims=built(rows, "claim", problems),
        left_out=facts.left_out,
        roster=Roster(built(rows, "speaker", problems), facts.ambiguous),
        checked_to=_checked_to(facts, rows, problems),
        sequences={f"{one.kind}:{one.id}": one.sequence for one in rows if one.sequence},
        known_at=known_at,
        problems=tuple(problems),
    )


def rows_roster(rows: Iterable[FactRow]) -> Roster:
    """Gives the roster of these rows."""
    return Roster(built(rows, "speaker", []), bundled_facts().ambiguous)


def _checked_to(facts: Facts, rows: Iterable[FactRow], problems: list[str]) -> date:
    """The day of the files, or a later one to which a person has checked the record."""
    day = date.fromisoformat(facts.checked_to)
    checked: tuple[date, ...] = built(rows, "record", problems)
    return max([day, *checked])


def roster_with(book: Book, path: Path) -> Roster:
    """Gives the book's roster with the speakers of a desk's own file, `{"speakers": [...]}` as in roster.json.

    A row of the file goes before the book's row of the same id, and its names before the same names of others.
    Raises FactsError, which names file, row and field, for a file or a row that is wrong.
    """
    try:
        rows = json.loads(path.expanduser().read_text("utf-8"))["speakers"]
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise FactsError(f"{path}: {error}", "the roster is a JSON file with a list named speakers") from error
    added = [
        build(FactRow("speaker", row["id"], row, f"{path}, row {number} ({row['id']})"))
        for number, row in enumerate(_with_ids(rows, path), 1)
    ]
    ids = {one.id for one in added}
    return Roster([*added, *(one for one in book.roster.speakers if one.id not in ids)], book.roster.ambiguous)


def _with_ids(rows: object, path: Path) -> list[dict[str, str]]:
    for number, row in enumerate(rows if isinstance(rows, list) else [None], 1):
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            raise FactsError(f"{path}, row {number}: id: missing", "id, kind, name, side, roles and source are wanted")
    return list(rows) if isinstance(rows, list) else []
