"""Answers as rows: what items tell of each statement's stance and subject, and which answers which."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from tradewatch.instants import iso_utc, parse_utc
from tradewatch.records import Answered, Channel, Heard, Side, Spoken, StatementFound
from tradewatch.storage.formrows import SHOWN

__all__ = ["drop_heard", "save_answered", "save_heard", "spoken"]

_PLACE = "case field when 'title' then 0 when 'summary' then 1 else 2 end * 1000000"
"""A place in an item as one number, in the order of its fields."""
_MANY = 400


def save_heard(connection: sqlite3.Connection, number: int, item_id: int, found: StatementFound) -> None:
    """Keeps how an item tells of a statement; channel, day and stance are those of the first item that gives one."""
    connection.execute(
        "insert or replace into heard (statement_id, item_id, stance, back, addressed, named, subject, house, channel,"
        " said_on, confidence, rule) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number, item_id, found.stance, found.back, "\n".join(found.addressed), "\n".join(found.named),
            "\n".join(found.subject), found.house, found.channel, found.said_on.isoformat() if found.said_on else None,
            found.confidence, found.rule,
        ),
    )  # fmt: skip
    _sum_up(connection, number)


def drop_heard(connection: sqlite3.Connection, item_id: int, numbers: Sequence[int]) -> None:
    """Forgets how an item told of these statements."""
    for number in numbers:
        connection.execute("delete from heard where statement_id = ? and item_id = ?", (number, item_id))
        _sum_up(connection, number)


_CARRIED = "from heard join item on item.id = item_id where statement_id = :number"
_IN_TIME = "order by item.published, item.id"
_SUREST = (
    f"update statement set (confidence, rule) = (select heard.confidence, heard.rule {_CARRIED} and heard.confidence > 0"
    f" order by heard.confidence desc, item.published, item.id limit 1)"
    f" where id = :number and state = 'found' and exists (select 1 {_CARRIED} and heard.confidence > 0)"
)
"""How sure the rules are of a speaker. It says nothing of one that a person gave or confirmed, so there it stays as the
person saw it; channel, day and stance no person gives, and they are worked out whatever the state."""
_UNREAD = ""
"""The channel of a row that was written before rows had one: it says nothing, not that the text tells none."""


def _sum_up(connection: sqlite3.Connection, number: int) -> None:
    """Works out what several carriers tell of one statement, in order of time: whichever was read first."""
    at = {"number": number}
    rows = connection.execute(f"select heard.stance, heard.channel, heard.said_on {_CARRIED} {_IN_TIME}", at).fetchall()
    known = connection.execute("select channel, said_on from statement where id = :number", at).fetchone()
    if known is None:
        return
    channel, said_on = _occasion([(row[1], row[2]) for row in rows], *known)
    stance = next((row[0] for row in rows if row[0]), "")
    connection.execute(
        "update statement set stance = :stance, channel = :channel, said_on = :said_on where id = :number",
        {**at, "stance": stance, "channel": channel, "said_on": said_on},
    )
    connection.execute(_SUREST, at)


def _occasion(carriers: Sequence[tuple[str, str | None]], channel: str, said_on: str | None) -> tuple[str, str | None]:
    """Gives channel and day of one occasion: those of the first carrier that tells a channel.

    The day of another counts only where its channel can be the same. What stood there before stays where nobody carries
    the words any more, and where a carrier has not been read since rows have a channel.
    """
    if not carriers:
        return channel, said_on
    unread = any(one == _UNREAD for one, _ in carriers)
    silent = (_UNREAD, Channel.UNKNOWN)
    told = next((one for one, _ in carriers if one not in silent), None)
    if told is None:
        day = next((day for _, day in carriers if day), None)
        return (channel, day or said_on) if unread else (Channel.UNKNOWN, day)
    day = next(day for one, day in carriers if one == told)
    day = day or next((day for one, day in carriers if day and one in (told, *silent)), None)
    return told, day or (said_on if unread and channel in (told, *silent) else None)


def spoken(connection: sqlite3.Connection, after: datetime, limit: int) -> list[Spoken]:
    """Gives statements that stand for themselves, published after a time, in order of time.

    About `limit` of them: those published at once are never parted. One that is dismissed, or that no item of matter
    carries any more, comes without an item, so that it answers nothing.
    """
    rows = connection.execute(
        f"select id, speaker, side, published, said_on, quote, {SHOWN} from statement"
        " where variant_of is null and published > :after and published <= coalesce((select max(published) from"
        " (select published from statement where variant_of is null and published > :after order by published"
        " limit :limit)), '') order by published, id",
        {"after": iso_utc(after), "limit": limit},
    ).fetchall()
    heard = _heard(connection, [row[0] for row in rows if row[6]])
    return [
        Spoken(
            number, speaker, Side(side), parse_utc(published), date.fromisoformat(said_on) if said_on else None, quote,
            tuple(heard.get(number, ())),
        )
        for number, speaker, side, published, said_on, quote, _ in rows
    ]  # fmt: skip


def save_answered(connection: sqlite3.Connection, answered: Sequence[Answered]) -> None:
    """Makes what statements answer what is given; a dismissed one is left out on either side."""
    for one in answered:
        old = connection.execute(
            "select answers, reason from answer where statement_id = ?", (one.statement_id,)
        ).fetchall()
        new = [] if one.answers is None or not _stand(connection, one) else [(one.answers, one.reason)]
        if old == new:
            continue
        connection.execute("delete from answer where statement_id = ?", (one.statement_id,))
        connection.executemany("insert into answer values (?, ?, ?)", [(one.statement_id, *row) for row in new])
        for number in {one.statement_id, *(row[0] for row in (*old, *new))}:
            connection.execute("insert into change (kind, row) values ('statement', ?)", (number,))


def _stand(connection: sqlite3.Connection, one: Answered) -> bool:
    """Whether both are still there and stand for themselves: a person may have acted since they were read."""
    row = connection.execute(
        "select count(*) from statement where id in (?, ?) and state <> 'dismissed' and variant_of is null",
        (one.statement_id, one.answers),
    )
    return bool(row.fetchone()[0] == 2)


# --- how items tell of statements ---


class _Stretch(Struct, frozen=True):
    """Where an item has a statement, from the first letter to behind the last one."""

    head: int
    speaker: str | None
    start: int
    end: int


def _heard(connection: sqlite3.Connection, heads: Sequence[int]) -> dict[int, list[Heard]]:
    """Gives for each head the items that carry it or a form of it in their present text, the first published first."""
    found: dict[int, list[Heard]] = defaultdict(list)
    for at in range(0, len(heads), _MANY):
        part = tuple(heads[at : at + _MANY])
        marks = ", ".join("?" * len(part))
        rows = connection.execute(
            "select coalesce(statement.variant_of, statement.id), item.id, item.story_id, feed.title,"
            f" min({_PLACE} + start), heard.stance, heard.back, addressed, named, heard.subject, house, statement.speaker"
            " from statement join heard on heard.statement_id = statement.id join item on item.id = heard.item_id"
            " join feed on feed.id = item.feed_id"
            " join statement_part on statement_part.statement_id = statement.id and statement_part.item_id = item.id"
            f" where (statement.id in ({marks}) or statement.variant_of in ({marks}))"
            " and item.relevant = 1 and statement_part.version = item.version group by statement.id, item.id"
            " order by item.published, feed.title, 5",
            part + part,
        ).fetchall()
        stretches = _stretches(connection, sorted({row[1] for row in rows if row[5]}))
        for head, item, story, feed, place, stance, back, addressed, named, subject, house, speaker in rows:
            before = _before(stretches.get(item, ()), speaker, place, back) if stance else None
            found[head].append(
                Heard(
                    item, story, feed, place, stance, _lines(addressed), _lines(named), _lines(subject), house, before
                )
            )
    return found


def _stretches(connection: sqlite3.Connection, items: Sequence[int]) -> dict[int, list[_Stretch]]:
    """Gives every statement of these items in the order of their texts."""
    found: dict[int, list[_Stretch]] = defaultdict(list)
    for item in items:
        rows = connection.execute(
            f"select coalesce(variant_of, statement.id), speaker, min({_PLACE} + start), max({_PLACE} + end)"
            " from statement_part join statement on statement.id = statement_id join item on item.id = item_id"
            " where item_id = ? and state <> 'dismissed' and statement_part.version = item.version"
            " group by statement.id order by 3, 4",
            (item,),
        )
        found[item] = [_Stretch(*row) for row in rows]
    return found


def _before(stretches: Sequence[_Stretch], speaker: str | None, place: int, back: int) -> int | None:
    """Gives the last statement of somebody else before a place, no further back than so many letters."""
    others = [one for one in stretches if one.start < place and one.speaker != speaker]
    return others[-1].head if others and others[-1].end > place - back else None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
