"""Reading back what stands beside statements: their forms, what they answer, what answers them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tradewatch.instants import iso_utc

__all__ = ["Beside", "beside"]


@dataclass(slots=True)
class Beside:
    """Ids of other statements, the first published first, and the feeds that carry a form."""

    variants: list[int] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    reason: str = ""
    answered_by: list[int] = field(default_factory=list)
    feeds: set[int] = field(default_factory=set)


def beside(connection: sqlite3.Connection, numbers: Sequence[int], until: datetime | None) -> dict[int, Beside]:
    """Gives for each statement what stands beside it, of what was published by `until`."""
    found = {number: Beside() for number in numbers}
    part, marks = tuple(numbers), ", ".join("?" * len(numbers))
    latest = iso_utc(until) if until else "9999"
    for head, number in connection.execute(
        f"select variant_of, id from statement where variant_of in ({marks}) and published <= ? order by published, id",
        (*part, latest),
    ):
        found[head].variants.append(number)
    for head, feed in connection.execute(
        "select variant_of, feed_id from statement join statement_part on statement_id = statement.id"
        f" join item on item.id = item_id where variant_of in ({marks}) and statement.published <= ? group by 1, 2",
        (*part, latest),
    ):
        found[head].feeds.add(feed)
    for number, other, reason in connection.execute(
        f"select statement_id, answers, reason from answer where statement_id in ({marks})", part
    ):
        found[number].answers.append(other)
        found[number].reason = reason
    for number, other in connection.execute(
        f"select answers, statement_id from answer join statement on statement.id = statement_id where answers in ({marks})"
        " and published <= ? order by published, statement_id",
        (*part, latest),
    ):
        found[number].answered_by.append(other)
    return found
