"""The place of a statement among others: whose form it is, which are its own, what it answers; left and taken again."""

from __future__ import annotations

import sqlite3

from msgspec import Struct

from tradewatch.storage.formrows import TOUCHED, free_forms, mark_statements, may_head, unlink

__all__ = ["Place", "put_back", "stand_alone"]


class Place(Struct, frozen=True):
    """What a statement lost when a person touched it."""

    head: int | None = None
    forms: tuple[int, ...] = ()
    answers: tuple[tuple[int, int, str], ...] = ()
    """Statement, what it answers, and the reason; one of the two is the statement that lost it."""


def stand_alone(connection: sqlite3.Connection, number: int) -> Place | None:
    """A person has touched a statement, or taken that back: it stands for itself until the next working out.

    What is dismissed heads nothing, answers nothing and is answered by nothing. Gives the place that it had, None where
    nothing came of that.
    """
    head, dismissed = connection.execute(
        "select variant_of, state = 'dismissed' from statement where id = ?", (number,)
    ).fetchone()
    mark_statements(connection, [number])
    if head is not None:
        connection.execute("update statement set variant_of = null where id = ?", (number,))
        _changed(connection, head)  # it stands for one form less
    found = Place(head)
    if dismissed:
        found = Place(head, tuple(free_forms(connection, number)), tuple(unlink(connection, number)))
    return None if found == Place() else found


def put_back(connection: sqlite3.Connection, number: int, place: Place) -> bool:
    """Gives a statement its place again, as far as nobody has decided otherwise meanwhile; gives whether any of it."""
    pairs = [(number, place.head), *((form, number) for form in place.forms)]
    done = [_put_under(connection, form, head) for form, head in pairs if head is not None]
    done += [_link(connection, *one) for one in place.answers]
    return any(done)


def _put_under(connection: sqlite3.Connection, form: int, head: int) -> bool:
    row = connection.execute(
        f"select variant_of is null and not {TOUCHED}"
        " and not exists (select 1 from statement as other where other.variant_of = statement.id)"
        " from statement where id = ?",
        (form,),
    ).fetchone()
    if row is None or not row[0] or not may_head(connection, head):
        return False
    connection.execute("update statement set variant_of = ? where id = ?", (head, form))
    unlink(connection, form)
    for number in (form, head):
        _changed(connection, number)
    return True


def _link(connection: sqlite3.Connection, statement: int, answered: int, reason: str) -> bool:
    if not (may_head(connection, statement) and may_head(connection, answered)):
        return False
    if connection.execute("select 1 from answer where statement_id = ?", (statement,)).fetchone():
        return False
    connection.execute("insert into answer values (?, ?, ?)", (statement, answered, reason))
    for number in (statement, answered):
        _changed(connection, number)
    return True


def _changed(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("insert into change (kind, row) values ('statement', ?)", (number,))
