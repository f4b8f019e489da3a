"""Making what was saved row by row one database again: rows that need others, and all that is counted or derived."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from urllib.parse import urlsplit

from tradewatch.records import Feed
from tradewatch.storage.markedrows import make_marks
from tradewatch.storage.salvage import Salvage
from tradewatch.storage.searchrows import add_to_search
from tradewatch.storage.showntables import make_triggers

__all__ = ["mend"]

_AT_ONCE = 500
_READING = frozenset({"statement", "statement_part", "heard", "proposal", "proposal_item", "answer"})
_NUMBERED = (
    "feed",
    "item",
    "story",
    "statement",
    "proposal",
    "action",
    "change",
    "request",
    "release",
    "revision",
    "unsettled",
    "search",
)
_MENTIONED = {
    "feed": ("feed_id from item", "feed_id from forgotten", "feed_id from former_address"),
    "item": ("item_id from item_version", "item_id from item_raw", "item_id from statement_part", "item_id from heard",
             "item_id from proposal_item", "item_id from exported_item", "item_id from answered_hand",
             "item_id from recall", "notice_id from recall", "item_id from flagged_item",
             "first_item from story", "target from action where kind = 'item'",
             "target from flag where kind = 'item'", "target from note where kind = 'item'", "row from change where kind = 'item'"),
    "story": ("story_id from item", "into_story from story", "target from action where kind = 'story'",
              "target from flag where kind = 'story'", "row from change where kind = 'story'"),
    "statement": ("statement_id from statement_part", "statement_id from heard", "variant_of from statement",
                  "statement_id from exported", "target from action where kind = 'statement'",
                  "target from flag where kind = 'statement'", "row from change where kind = 'statement'"),
    "proposal": ("proposal_id from proposal_item", "row from change where kind = 'proposal'"),
    "search": ("search_id from search_seen", "target from action where kind = 'search'", "row from change where kind = 'search'"),
    "revision": ("revision_id from proposal", "release_revision from proposal", "target from action where kind = 'revision'"),
}  # fmt: skip
"""Where else the numbers of a table stand: one that was given out once never comes back."""


def mend(salvage: Salvage, known_feeds: Mapping[str, Feed]) -> dict[str, int]:
    """Mends the fresh database and gives in words what was done to how many rows.

    `known_feeds` by address gives a feed whose own row is lost its name and side again.
    """
    connection = salvage.connection
    if salvage.faulty:
        _forget_again(connection)
    marks = sum(_marks_by_log(connection, table) for table in ("flag", "note") if table in salvage.faulty)
    done = Counter({"flags and notes taken from the log": marks})
    done |= Counter(
        {"feeds made anew": _make_feeds(salvage, known_feeds), "stories made anew": _make_stories(connection)}
    )
    done["rows dropped that belonged to lost ones"] = _drop_orphans(connection)
    _recount_stories(connection)
    if salvage.faulty & _READING:
        done["items to be read again"] = connection.execute(
            "update item set rules = null where rules is not null"
        ).rowcount
    else:
        done["items to be read again"] = salvage.saved.get("item", Counter())["copy"]
    if "revision" in salvage.faulty:  # what the release brings is loaded again where it is missing
        connection.execute("delete from release")
    connection.execute("update proposal set latest = published where latest = ''")
    connection.execute("insert or ignore into untold select id from item where story_id is null and rules is not null")
    if salvage.faulty:
        connection.execute("delete from unsettled")
        connection.execute("insert into unsettled (at) select distinct published from statement")
    connection.execute("insert or ignore into progress (id, done, total, pending, at) values (1, 0, 0, 0, '')")
    _recount_feeds(connection, again="item" in salvage.faulty)
    _index(connection)
    make_triggers(connection)
    make_marks(connection)
    _number_on(salvage)
    return dict(+done)


def _forget_again(connection: sqlite3.Connection) -> None:
    """What was forgotten on purpose may lie loose in the file, or in a copy."""
    connection.execute(
        "delete from item where exists (select 1 from forgotten where feed_id = item.feed_id and key = item.key)"
    )


def _marks_by_log(connection: sqlite3.Connection, table: str) -> int:
    """The log has every flag and note as it was set: those whose own row is lost are as its last line says."""
    rows = connection.execute(
        "select kind, target, iif(undone_at is null, after, before) from action where id in"
        " (select max(id) from action where what = ? group by kind, target)",
        (table,),
    ).fetchall()
    done = 0
    for kind, target, words in rows:
        value = json.loads(words)
        if not value:
            continue  # a flag that was taken off
        if table == "note":
            value = [value[0], json.dumps(value[1], ensure_ascii=False)]
        marks = ", ".join("?" * (len(value) + 2))
        sql = f"insert or ignore into {table} values ({marks})"
        done += connection.execute(sql, (kind, target, *value)).rowcount
    return done


def _make_feeds(salvage: Salvage, known: Mapping[str, Feed]) -> int:
    """A feed whose row is lost and whose items are not: by its address, or by name "recovered" and not polled."""
    connection = salvage.connection
    rows = connection.execute(
        " union ".join(f"select {place}" for place in _MENTIONED["feed"]) + " except select id from feed"
    ).fetchall()
    wanted = {row[0] for row in rows if row[0] is not None} | set(salvage.feed_urls)
    made = 0
    for number in sorted(wanted):
        if connection.execute("select 1 from feed where id = ?", (number,)).fetchone():
            continue
        url = salvage.feed_urls.get(number)
        feed = known.get(url) if url else None
        title = feed.title if feed else (urlsplit(url).hostname or "recovered") if url else "recovered"
        made += connection.execute(
            "insert or ignore into feed (id, url, title, side, category, language, official, via, enabled, reason)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, url or f"https://recovered.invalid/{number}", title, str(feed.side) if feed else "other",
                feed.category if feed else "press", feed.language if feed else "en", bool(feed and feed.official),
                feed.via if feed else None, url is not None, "" if url else "its address was lost with a damaged file",
            ),
        ).rowcount  # fmt: skip
    return made


def _make_stories(connection: sqlite3.Connection) -> int:
    """A story is worked out from its items, but for its number."""
    return connection.execute(
        "insert into story (id, latest, first_item) select story_id, '', 0 from"
        " (select story_id from item union select story_id from placed_by_hand)"
        " where story_id is not null and story_id not in (select id from story)"
    ).rowcount


def _drop_orphans(connection: sqlite3.Connection) -> int:
    """Deletes rows that cannot be without another that is lost; where they can, they only forget it."""
    done = 0
    tables = [
        row[0] for row in connection.execute("select name from pragma_table_list where schema = 'main'").fetchall()
    ]
    for table in tables:
        if table.startswith("sqlite_") or "_search" in table:
            continue
        needed = {row[1]: bool(row[3] or row[5]) for row in connection.execute(f"pragma table_info({table})")}
        for key in connection.execute(f"pragma foreign_key_list({table})").fetchall():
            parent, column = key[2], key[3]
            where = f"{column} is not null and {column} not in (select id from {parent})"
            sql = f"delete from {table}" if needed[column] else f"update {table} set {column} = null"
            count = connection.execute(f"{sql} where {where}").rowcount
            done += count if needed[column] else 0
    return done


def _recount_stories(connection: sqlite3.Connection) -> None:
    connection.execute(
        "update story set items = found.items, outlets = found.outlets, latest = found.latest, into_story = null from"
        " (select story_id, count(*) as items, count(distinct feed_id) as outlets, max(published) as latest from item"
        "  where story_id is not null group by story_id) as found where found.story_id = story.id"
    )
    connection.execute(
        "update story set first_item = (select id from item where story_id = story.id order by published, id limit 1)"
        " where exists (select 1 from item where story_id = story.id)"
    )
    connection.execute(
        "update story set items = 0, outlets = 0 where not exists (select 1 from item where story_id = story.id)"
    )


def _recount_feeds(connection: sqlite3.Connection, *, again: bool) -> None:
    connection.execute("update feed set items = (select count(*) from item where feed_id = feed.id)")
    if again:  # whole documents are asked for: what they still list of the lost items comes again
        connection.execute("update feed set etag = null, last_modified = null, next_check_at = null")


def _index(connection: sqlite3.Connection) -> None:
    for table in ("item_search", "title_search"):
        connection.execute(f"insert into {table} ({table}) values ('delete-all')")
    rows = connection.execute("select id, title, summary, text from item order by id")
    while some := rows.fetchmany(_AT_ONCE):
        add_to_search(connection, some)


def _number_on(salvage: Salvage) -> None:
    """Lets the numbers go on behind the highest that was ever given out, as far as anything tells."""
    connection = salvage.connection
    for table in _NUMBERED:
        places = [f"select max(id) from {table}", "select max(id) from expected where name = :table"]
        places += [
            f"select max({place.split(' ', 1)[0]}) {place.split(' ', 1)[1]}" for place in _MENTIONED.get(table, ())
        ]
        highest = max(
            connection.execute(f"select coalesce(({place}), 0)", {"table": table}).fetchone()[0] for place in places
        )
        highest = max(highest, salvage.sequences[table])
        connection.execute("delete from sqlite_sequence where name = ?", (table,))
        connection.execute("insert into sqlite_sequence (name, seq) values (?, ?)", (table, highest))
