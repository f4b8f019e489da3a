"""A desk's archive of any size, made in a minute: items, stories and statements as years of polling would leave them."""

from __future__ import annotations

import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tradewatch.instants import iso_utc
from tradewatch.storage.searchrows import add_to_search
from tradewatch.storage.showntables import drop_triggers, make_triggers
from tradewatch.storage.store import Store

__all__ = ["make_archive"]

FEEDS = 1_000
NEWEST = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
_APART_SECONDS = 40
_RELEVANT = 0.8
"""More than any desk's archive has: the lists are to be long."""
_STATEMENT_EVERY = 5
_AT_ONCE = 5_000
_SUBJECTS = (
    "Washington",
    "Beijing",
    "The White House",
    "The Commerce Ministry",
    "USTR",
    "Bessent",
    "He Lifeng",
    "Brussels",
)
_DOES = ("weighs", "rejects", "confirms", "delays", "extends", "questions", "doubles", "trims", "defends", "reviews")
_WHAT = ("tariffs", "export controls", "port fees", "the truce", "a soybean deal", "rare earth licences", "chip curbs")
_WORDS = (
    "quota shipment customs broker ledger harbour vessel grain tanker furnace alloy magnet wafer foundry copper lithium "
    "cotton timber dairy orchard retailer importer carrier terminal warehouse audit ruling docket hearing statute notice "
    "deadline clause annex schedule threshold exemption waiver licence permit inspection duty levy rebate subsidy"
).split()
_SPEAKERS = (
    ("Scott Bessent", "US"),
    ("Jamieson Greer", "US"),
    ("Lin Jian", "China"),
    ("He Yongqian", "China"),
    ("Ursula von der Leyen", "other"),
)


def make_archive(path: Path, items: int, *, seed: int = 8) -> None:
    """Makes the database with so many items, newest at `NEWEST`, all read by rules; fewer rows go in than a poll writes."""
    Store.open(path).close()
    dice = random.Random(seed)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma synchronous = off")
        connection.execute("pragma cache_size = -200000")
        connection.execute("begin")
        drop_triggers(connection)
        _feeds(connection)
        for first in range(1, items + 1, _AT_ONCE):
            _some(connection, dice, range(first, min(first + _AT_ONCE, items + 1)), items)
        connection.execute(
            "update story set items = (select count(*) from item where story_id = story.id),"
            " outlets = (select count(distinct feed_id) from item where story_id = story.id),"
            " latest = (select max(published) from item where story_id = story.id)"
        )
        make_triggers(connection)
        connection.execute("update feed set items = (select count(*) from item where feed_id = feed.id)")
        connection.execute("commit")
        connection.execute("analyze")
        connection.execute("pragma wal_checkpoint(truncate)")


def _feeds(connection: sqlite3.Connection) -> None:
    sides = ("US", "China", "other", "both")
    connection.executemany(
        "insert into feed (id, url, title, side, category, language, official, enabled, status, last_ok_at)"
        " values (?, ?, ?, ?, 'press', 'en', 0, 1, 'ok', ?)",
        [
            (n, f"http://127.0.0.1:9/{n}", f"Outlet {_WORDS[n % len(_WORDS)]} {n}", sides[n % 4], iso_utc(NEWEST))
            for n in range(1, FEEDS + 1)
        ],
    )


def _some(connection: sqlite3.Connection, dice: random.Random, numbers: range, items: int) -> None:
    rows = list(_rows(dice, numbers, items))
    heads = [row for row in rows if row[12] == row[0]]
    connection.executemany(
        "insert into story (id, latest, first_item) values (?, ?, ?)", [(row[0], row[7], row[0]) for row in heads]
    )
    connection.executemany(
        "insert into item (id, feed_id, key, url, title, summary, text, published, published_known, first_seen, updated_at,"
        " rules, relevant, story_id, read_at, score, topics, language)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, 'en')",
        rows,
    )  # fmt: skip
    add_to_search(connection, ((row[0], row[4], row[5], row[6]) for row in rows))
    said = [row for row in rows if row[0] % _STATEMENT_EVERY == 0]
    connection.executemany(
        "insert into statement (id, match, quote, direct, speaker, side, channel, published, confidence, rule, language)"
        " values (?, ?, ?, 1, ?, ?, 'press_conference', ?, 0.9, 'archive', 'en')",
        [(row[0], f"m{row[0]}", row[5], *_SPEAKERS[row[0] % len(_SPEAKERS)], row[7]) for row in said],
    )
    connection.executemany(
        "insert into statement_part values (?, ?, 0, 1, 'summary', 0, ?)",
        [(row[0], row[0], len(row[5])) for row in said],
    )


def _rows(dice: random.Random, numbers: range, items: int) -> Iterator[tuple[object, ...]]:
    head = numbers.start
    for number in numbers:
        if dice.random() < 0.6:  # else one more outlet of the story before
            head = number
        published = iso_utc(NEWEST - timedelta(seconds=_APART_SECONDS * (items - number)))
        title = (
            f"{dice.choice(_SUBJECTS)} {dice.choice(_DOES)} {dice.choice(_WHAT)}: {' '.join(dice.choices(_WORDS, k=4))}"
        )
        summary = f"{' '.join(dice.choices(_WORDS, k=24))} {number}."
        relevant = int(dice.random() < _RELEVANT)
        read_at = published if items - number > 2_000 else None
        yield (
            number, dice.randrange(1, FEEDS + 1), f"k{number}", f"https://example.org/{number}", title, summary, "",
            published, published, published, "archive", relevant, head, read_at, 0.9 * relevant, '["tariffs"]',
        )  # fmt: skip


if __name__ == "__main__":
    make_archive(Path(sys.argv[1]), int(sys.argv[2]))
