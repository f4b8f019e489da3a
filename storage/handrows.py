"""Hands read back as records, with the words that changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from tradewatch.clean import clean_line
from tradewatch.instants import parse_utc
from tradewatch.records import Field, Hand, HandKind, Reworded
from tradewatch.storage.raised import FLAGS, GONE, RECALL, ROWS, until_words
from tradewatch.storage.standing import notice_of

__all__ = ["hands"]

_READ = ROWS.format(
    columns=(
        "item.id, item.story_id, feed.title, standing.known, standing.version,"
        " known_words.title, known_words.summary, known_words.text,"
        " coalesce(then_words.title, item.title), coalesce(then_words.summary, item.summary),"
        " coalesce(then_words.text, item.text), coalesce(then_words.seen_at, item.updated_at),"
        f" case when {GONE} then item.gone_at end, {RECALL.format('recall.title')}, {RECALL.format('recall.at')}"
    )
)
_TAKEN_BACK = ("kill", "withdrawal", "retraction")
_FIELDS = (Field.TITLE, Field.SUMMARY, Field.TEXT)


def hands(connection: sqlite3.Connection, until: datetime | None = None) -> list[Hand]:
    """Gives the hands that are up by an instant, the latest first."""
    values = {"until": until_words(until)}
    rows = connection.execute(_READ, values).fetchall()
    if not rows:
        return []
    numbers = {row[0] for row in rows}
    flags: dict[int, tuple[str, str]] = {}
    for number, at, by, _ in connection.execute(FLAGS, values):
        if number in numbers and at > flags.get(number, ("", ""))[0]:
            flags[number] = (at, by)
    found = [_hand(row, flags.get(row[0]), _exported(connection, row[0], values["until"])) for row in rows]
    return sorted(found, key=lambda one: (one.at, one.item_id), reverse=True)


def _exported(connection: sqlite3.Connection, number: int, until: str) -> tuple[str, int] | None:
    row: tuple[str, int] | None = connection.execute(
        "select at, version from exported_item where item_id = ? and at <= ?", (number, until)
    ).fetchone()
    return row


def _hand(row: Sequence[Any], flag: tuple[str, str] | None, left: tuple[str, int] | None) -> Hand:
    number, story, feed, known, version = row[:5]
    before, after, seen_at, gone_at, sent, sent_at = row[5:8], row[8:11], row[11], row[12], row[13] or "", row[14]
    reworded = tuple(_reworded(before, after)) if version > known and before[0] is not None else ()
    notice = notice_of(after[0]) if any(one.field is Field.TITLE for one in reworded) else ""
    if notice and notice == notice_of(before[0]):
        notice = ""
    notice = notice or notice_of(sent)
    return Hand(
        item_id=number, story_id=story, feed=feed, title=after[0] or after[1],
        kind=_kind(notice, sent, gone=gone_at is not None), notice=notice, sent=sent,
        at=parse_utc(max(sent_at or "", gone_at or "") or seen_at), known=known, version=version,
        gone_at=parse_utc(gone_at) if gone_at else None, reworded=reworded,
        flagged_at=parse_utc(flag[0]) if flag else None, flagged_by=flag[1] if flag else "",
        exported_at=parse_utc(left[0]) if left else None, exported_version=left[1] if left else None,
    )  # fmt: skip


def _kind(notice: str, sent: str, *, gone: bool) -> HandKind:
    if gone or notice in _TAKEN_BACK or notice_of(sent) in _TAKEN_BACK:
        return HandKind.WITHDRAWN
    return HandKind.CORRECTION if notice else HandKind.CHANGED


def _reworded(before: Sequence[str], after: Sequence[str]) -> Iterable[Reworded]:
    for field, old, new in zip(_FIELDS, before, after, strict=True):
        if clean_line(old) != clean_line(new):
            yield Reworded(field, old, new)
