"""Reading items and stories back as records: ordered ids of a filter, and rows by id."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from tradewatch.addresses import without_credentials
from tradewatch.instants import iso_utc, parse_utc, shifted
from tradewatch.records import FeedWord, Flag, FlagState, Item, ItemVersion, Side, Story
from tradewatch.storage.conditions import item_conditions
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.relevancerows import desk_reason
from tradewatch.storage.searchrows import matching
from tradewatch.storage.storyrows import live_story

__all__ = ["as_worded", "item_ids", "items", "late_count", "outlets", "stories", "story_ids", "story_items", "versions"]

CHUNK = 400
"""Ids asked for in one statement."""

_ITEM = (
    "select item.id, item.version, item.url, item.title, item.summary, item.text, item.author, item.feed_id, feed.title,"
    " feed.url, feed.side, feed.category, feed.official, feed.via, item.language, item.published, item.published_known,"
    " item.first_seen, item.relevant, item.score, item.reasons, item.topics, item.story_id, story.outlets, item.read_at,"
    " flag.at, flag.by, flag.state, note.note, note.tags, item.relevant_by, feed.judged"
    " from item join feed on feed.id = item.feed_id left join story on story.id = item.story_id"
    " left join flag on flag.kind = 'item' and flag.target = item.id"
    " left join note on note.kind = 'item' and note.target = item.id"
)

STORY = "coalesce(item.story_id, -item.id)"
NEAR_STORY = (
    "case when exists (select 1 from item as told where told.story_id = item.story_id and told.relevant = 1)"
    f" then -item.id else {STORY} end"
)
"""A near miss of a story that is in the wire already stands for itself: judging it leaves the others alone."""


def item_ids(connection: sqlite3.Connection, query: ItemQuery) -> array[int]:
    """Gives the ids of the items asked for, newest first."""
    where, values = _where(query)
    limit = f" limit {query.limit}" if query.limit else ""
    sql = (
        f"select item.id from item cross join feed on feed.id = item.feed_id where {where}"
        f" order by item.published desc, item.id desc{limit}"
    )
    return array("q", (row[0] for row in connection.execute(sql, values)))


def story_ids(connection: sqlite3.Connection, query: ItemQuery) -> array[int]:
    """Gives the ids of the stories of the items asked for, newest first by the latest of those items.

    An item that no rules have read has no story yet; it stands for itself as the negative of its id, and so does a near
    miss of a story that has relevant items.
    """
    if query.limit and not query.words.strip():
        return _newest_stories(connection, query)
    where, values = _where(query)
    limit = f" limit {query.limit}" if query.limit else ""
    sql = (
        f"select {NEAR_STORY if query.near else STORY} as story, max(item.published) as latest, max(item.id) as newest"
        f" from item cross join feed on feed.id = item.feed_id where {where}"
        f" group by story order by latest desc, newest desc{limit}"
    )
    return array("q", (row[0] for row in connection.execute(sql, values)))


def _newest_stories(connection: sqlite3.Connection, query: ItemQuery) -> array[int]:
    """Goes along the items, newest first, as far as it must: a million of them are not grouped for a dozen stories."""
    where, values = _where(query)
    sql = (
        f"select {NEAR_STORY if query.near else STORY} from item cross join feed on feed.id = item.feed_id"
        f" where {where} order by item.published desc, item.id desc"
    )
    found: dict[int, None] = {}
    for (story,) in connection.execute(sql, values):
        found[story] = None
        if len(found) == query.limit:
            break
    return array("q", found)


def late_count(connection: sqlite3.Connection, since: datetime, until: datetime) -> int:
    """Gives how many relevant items were first seen in that span and published in the week before it."""
    row = connection.execute(
        "select count(*) from item where relevant = 1 and published >= ? and published < ?"
        " and first_seen >= ? and first_seen <= ?",
        (iso_utc(shifted(since, -timedelta(days=7))), iso_utc(since), iso_utc(since), iso_utc(until)),
    ).fetchone()
    return int(row[0])


def outlets(connection: sqlite3.Connection, story_ids: Sequence[int]) -> dict[int, int]:
    """Gives how many outlets stories have now; an item that stands for itself is left out."""
    found: dict[int, int] = {}
    for start in range(0, len(story_ids), CHUNK):
        part = tuple(story_ids[start : start + CHUNK])
        found.update(
            connection.execute(f"select id, outlets from story where id in ({', '.join('?' * len(part))})", part)
        )
    return found


def _where(query: ItemQuery) -> tuple[str, dict[str, object]]:
    condition, values = item_conditions(query)
    if query.words.strip():
        found, more = matching(query.words)
        return f"{condition} and {found}", values | more
    return condition, values


def items(connection: sqlite3.Connection, ids: Sequence[int], until: datetime | None = None) -> list[Item]:
    """Gives the items in the order asked, with the outlets that carried their story by an instant; an id that is not
    there is left out."""
    found: dict[int, Item] = {}
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        marks = ", ".join("?" * len(part))
        for row in connection.execute(f"{_ITEM} where item.id in ({marks})", tuple(part)):
            found[row[0]] = _item(row)
    if until is not None:
        found = _outlets_by(connection, found, until)
    return [found[number] for number in ids if number in found]


def _outlets_by(connection: sqlite3.Connection, found: dict[int, Item], until: datetime) -> dict[int, Item]:
    """Gives the items with the outlets that had carried their stories by an instant."""
    numbers = sorted({one.story_id for one in found.values() if one.outlets > 1 and one.story_id is not None})
    told: dict[int, int] = {}
    for start in range(0, len(numbers), CHUNK):
        part = numbers[start : start + CHUNK]
        marks = ", ".join("?" * len(part))
        sql = f"select story_id, count(distinct feed_id) from item where story_id in ({marks}) and published <= ? group by story_id"
        told.update(connection.execute(sql, (*part, _by(until))).fetchall())
    return {
        number: one if one.outlets <= 1 else replace(one, outlets=max(1, told.get(one.story_id or 0, 0)))
        for number, one in found.items()
    }


def _by(until: datetime | None) -> str:
    """An instant as the tables have it; without one later than any."""
    return iso_utc(until) if until is not None else "9999"


def as_worded(connection: sqlite3.Connection, found: list[Item], until: datetime) -> list[Item]:
    """Gives the items in the wording that was stored by an instant; before the first, in the first."""
    edited = [one.id for one in found if one.version > 1]
    worded: dict[int, Item] = {}
    for one in found:
        if one.id in edited:
            known = versions(connection, one.id)
            wording = ([each for each in known if each.seen_at <= until] or known[:1])[-1]
            worded[one.id] = replace(
                one, version=wording.version, title=wording.title, summary=wording.summary, text=wording.text
            )
    return [worded.get(one.id, one) for one in found]


def _item(row: Sequence[Any]) -> Item:
    relevant = None if row[18] is None else bool(row[18])
    flag = Flag(parse_utc(row[25]), row[26], FlagState(row[27])) if row[25] else None
    return Item(
        id=row[0], version=row[1], url=row[2], title=row[3], summary=row[4], text=row[5], author=row[6], feed_id=row[7],
        feed=row[8], feed_url=without_credentials(row[9]), side=Side(row[10]), category=row[11], official=bool(row[12]),
        via=row[13], language=row[14], published=parse_utc(row[15]), published_known=bool(row[16]), first_seen=parse_utc(row[17]),
        relevant=relevant, score=row[19],
        reasons=(*desk_reason(row[30], FeedWord(row[31]), relevant), *json.loads(row[20])),
        topics=tuple(json.loads(row[21])), story_id=row[22], outlets=row[23] or 1, read=row[24] is not None, flag=flag,
        note=row[28] or "", tags=tuple(json.loads(row[29])) if row[29] else (),
    )  # fmt: skip


def story_items(connection: sqlite3.Connection, story_id: int, until: datetime | None = None) -> list[Item]:
    """Gives a story's items that were published by an instant, first outlet first; a negative id is an item that
    stands for itself."""
    if story_id < 0:
        return items(connection, [-story_id], until)
    number = live_story(connection, story_id)
    rows = connection.execute(
        "select id from item where story_id = ? and published <= ? order by published, id", (number, _by(until))
    )
    return items(connection, [row[0] for row in rows], until)


_STORY_NOW = "select id, first_item, outlets, items, latest from story where id in ({marks}) and items > 0"
_STORY_THEN = (
    "select story_id, (select id from item as first where first.story_id = item.story_id order by published, id limit 1),"
    " count(distinct feed_id), count(*), max(published) from item"
    " where story_id in ({marks}) and published <= ? group by story_id"
)
"""Counts of what was published by an instant: the story table counts all that came since."""


def stories(connection: sqlite3.Connection, ids: Sequence[int], until: datetime | None = None) -> list[Story]:
    """Gives the stories in the order asked, as they stood at an instant; an id that was not there is left out."""
    rows: dict[int, tuple[Any, ...]] = {}
    whole = [number for number in ids if number > 0]
    told = _STORY_NOW if until is None else _STORY_THEN
    for start in range(0, len(whole), CHUNK):
        part = whole[start : start + CHUNK]
        marks = ", ".join("?" * len(part))
        sql = (
            f"with told(id, first_item, outlets, items, latest) as ({told.format(marks=marks)})"
            " select told.*,"
            " (select count(*) from item where story_id = told.id and read_at is null and published <= ?),"
            " exists (select 1 from flag where (kind = 'story' and target = told.id)"
            "  or (kind = 'item' and target in (select id from item where story_id = told.id)))"
            " from told"
        )
        values = (*part, _by(until)) if until is None else (*part, _by(until), _by(until))
        rows |= {row[0]: row for row in connection.execute(sql, values)}
    heads = {
        one.id: one for one in items(connection, [row[1] for row in rows.values()] + [-n for n in ids if n < 0], until)
    }
    return [story for story in (_story(number, rows, heads) for number in ids) if story is not None]


def _story(number: int, rows: dict[int, tuple[Any, ...]], heads: dict[int, Item]) -> Story | None:
    if number < 0:
        head = heads.get(-number)
        if head is None:
            return None
        return Story(number, head, 1, 1, head.published, int(not head.read), head.flag is not None)
    row = rows.get(number)
    if row is None or row[1] not in heads:
        return None
    return Story(number, heads[row[1]], row[2], row[3], parse_utc(row[4]), row[5], bool(row[6]))


def versions(connection: sqlite3.Connection, item_id: int) -> list[ItemVersion]:
    """Gives every wording of an item, oldest first, the current one last."""
    rows: Iterable[tuple[Any, ...]] = connection.execute(
        "select item_id, version, title, summary, text, seen_at from item_version where item_id = :id union all"
        " select id, version, title, summary, text, updated_at from item where id = :id order by 2",
        {"id": item_id},
    )
    return [ItemVersion(row[0], row[1], row[2], row[3], row[4], parse_utc(row[5])) for row in rows]
