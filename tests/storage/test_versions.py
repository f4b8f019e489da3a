"""Databases of every version before: copied, brought up to date in one transaction, and whole whenever that was cut."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from tests.desk import NOW
from tradewatch.errors import TradewatchError
from tradewatch.storage import schema
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.schema_mark import SCHEMA_VERSION
from tradewatch.storage.store import Store

STEPS = [step for name, step in sorted(vars(schema).items()) if name.startswith("m0")]
ITEMS = 1_201


def older(path: Path, version: int, items: int = 3) -> Path:
    """A database as the program of that version left it."""
    migrations = Migrations("tradewatch")
    for step in STEPS[:version]:
        migrations()(step)
    database = Database(path)
    migrations.apply(database)
    database.execute(f"pragma user_version = {version}")
    database.execute(
        "insert into feed (url, title, side, category, language, official, enabled, etag)"
        " values ('https://example.org/f', 'f', 'US', 'press', 'en', 0, 1, '\"1\"')"
    )
    database.conn.executemany(
        "insert into item (id, feed_id, key, title, summary, text, language, published, published_known, first_seen,"
        " updated_at) values (?, 1, ?, ?, 'of the quota', '', 'en', '2025-06-06T12:00:00Z', 1,"
        " '2025-06-06T12:00:00Z', '2025-06-06T12:00:00Z')",
        [(number, f"k{number}", f"Levy{number} on ships") for number in range(1, items + 1)],
    )
    database.conn.commit()
    database.conn.close()
    return path


def found(store: Store, words: str = "") -> int:
    with closing(Pages.open(store.path)) as pages:
        return len(pages.item_ids(ItemQuery(words=words, everything=True)))


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_every_version_before_opens_and_is_copied_first(version: int, tmp_path: Path) -> None:
    path = older(tmp_path / "old.sqlite", version)
    with Store.open(path) as store:
        assert found(store) == 3
        assert (store.feed_states()[0].etag, store.feed_states()[0].learned_seconds) == ('"1"', None)
    copy = tmp_path / f"old.sqlite.version-{version}"
    assert copy.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("pragma user_version").fetchone()[0] == version
        assert kept.execute("select count(*) from item").fetchone()[0] == 3
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".part")] == []


def test_items_of_versions_before_are_found_by_the_beginnings_of_their_titles(tmp_path: Path) -> None:
    with Store.open(older(tmp_path / "old.sqlite", 5, ITEMS)) as store:
        assert found(store, "le") == ITEMS
        assert found(store, "levy1200 quota") == 1


def test_a_new_file_and_one_that_is_up_to_date_are_not_copied(tmp_path: Path) -> None:
    for _ in range(2):
        Store.open(tmp_path / "new.sqlite").close()
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("new.sqlite.")] == []


def test_where_no_copy_can_be_made_nothing_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = older(tmp_path / "old.sqlite", 5)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("tradewatch.storage.snapshot.os.link", full)
        with pytest.raises(TradewatchError, match="no copy of it can be made first"):
            Store.open(path)
    with closing(sqlite3.connect(path)) as left:
        assert left.execute("pragma user_version").fetchone()[0] == 5
    with Store.open(path) as store:
        assert found(store) == 3


def test_a_file_system_without_hard_links_has_its_copy_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = older(tmp_path / "old.sqlite", 5)

    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("tradewatch.storage.snapshot.os.link", refused)
    with Store.open(path) as store:
        assert found(store) == 3
    assert (tmp_path / "old.sqlite.version-5").exists()


def test_a_file_that_was_written_after_its_copy_is_copied_again(tmp_path: Path) -> None:
    (tmp_path / "old.sqlite.version-5").write_bytes(b"of long ago")
    os.utime(tmp_path / "old.sqlite.version-5", (0, 0))
    Store.open(older(tmp_path / "old.sqlite", 5)).close()
    copies = list(tmp_path.glob("old.sqlite.version-5-*"))
    assert len(copies) == 1
    assert copies[0].read_bytes().startswith(b"SQLite format 3")


_OPENS = """
import sys
from pathlib import Path
from tradewatch.storage import schema
from tradewatch.storage.store import Store
print("ready", flush=True)
Store.open(Path(sys.argv[1])).close()
"""


@pytest.mark.parametrize("milliseconds", [0, 4, 8, 15, 25, 40, 60, 90])
def test_an_upgrade_that_is_killed_leaves_the_version_before_or_the_new_one(milliseconds: int, tmp_path: Path) -> None:
    path = older(tmp_path / "old.sqlite", 4, ITEMS)
    with subprocess.Popen([sys.executable, "-c", _OPENS, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        end = time.monotonic() + milliseconds / 1000
        while time.monotonic() < end:
            pass
        process.kill()
    with closing(sqlite3.connect(path)) as left:
        assert left.execute("pragma user_version").fetchone()[0] in (4, SCHEMA_VERSION)
        assert left.execute("pragma integrity_check").fetchone()[0] == "ok"
    with Store.open(path) as store:
        assert (found(store), found(store, "lev")) == (ITEMS, ITEMS)


def test_a_program_that_runs_on_across_the_change_of_version_writes_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    with Store.open(path) as store:
        with closing(sqlite3.connect(path)) as newer:
            newer.execute(f"pragma user_version = {SCHEMA_VERSION + 1}")
        with pytest.raises(TradewatchError, match="newer tradewatch has brought it up to date"):
            store.ask("poll", "", NOW)
        assert store.open_requests() == []
