"""What is recovered of a damaged database: every row whose pages are whole, into a file that is whole again."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk import NOW, deliver, entry, read_all, run
from tests.storage.wrecks import DAMAGE, ITEMS, KEPT, fill, overwrite, pages_of, readable, rows, some
from tradewatch.cli.recover import recover_database
from tradewatch.errors import TradewatchError
from tradewatch.settings import Options, Settings
from tradewatch.storage import changes
from tradewatch.storage.checking import all_faults
from tradewatch.storage.prune import prune
from tradewatch.storage.remains import damaged_copies
from tradewatch.storage.snapshot import keep_daily
from tradewatch.storage.store import Store


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "desk.sqlite"
    fill(path)
    return path


@pytest.fixture
def desk(whole: Path, tmp_path: Path) -> Path:
    return shutil.copy(whole, tmp_path / "desk.sqlite")


def recovered(path: Path) -> None:
    recover_database(Options(path, path.parent / "none.toml", Settings()), as_json=False)


def faults(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return all_faults(connection)


@pytest.mark.parametrize("kind", DAMAGE)
def test_every_row_on_a_whole_page_is_saved(kind: str, whole: Path, desk: Path) -> None:
    bad = DAMAGE[kind](desk)
    damaged = desk.read_bytes()
    recovered(desk)
    assert faults(desk) == []
    assert [one.read_bytes() for one in damaged_copies(desk)] == [damaged]
    assert sorted(one.name for one in desk.parent.iterdir() if one.name.startswith(("desk", ".desk"))) == [
        "desk.sqlite", damaged_copies(desk)[0].name, "desk.sqlite.poller"
    ]  # fmt: skip
    for table in KEPT:
        truth, found = rows(whole, table), rows(desk, table)
        expected = readable(whole, table, bad)
        if table == "statement_part":  # a place in an item that is lost, or of a statement that is, is nowhere
            items, statements = rows(desk, "item"), rows(desk, "statement")
            expected = {key for key in expected if (key[1],) in items and (key[0],) in statements}
        assert expected <= found.keys(), (table, len(expected - found.keys()))
        same = expected & found.keys()
        assert table == "statement" or [truth[key] for key in same] == [found[key] for key in same], table
        assert found.keys() <= truth.keys(), table
    with Store.open(desk) as store:
        assert deliver(store, entry(9_000)).new == 1
        (number,) = store.connection.execute("select max(id) from item").fetchone()
        assert number == ITEMS + 1, "no number comes back"
        changes.flag(store, f"i{number}", by="ann", at=NOW)


STAND_IN = """#!{python}
import sqlite3, sys
if ".recover" in sys.argv[-1]:
    found = sqlite3.connect({whole!r})
    print("create table lost_and_found (rootpgno integer, pgno integer, nfield integer, id integer, "
          + ", ".join(f"c{{n}}" for n in range(27)) + ");")
    for row in found.execute("select * from item"):
        cells = ["1", "1", "27", str(row[0]), "null", *(found.execute("select quote(?)", (one,)).fetchone()[0] for one in row[1:])]
        print(f"insert into lost_and_found values ({{', '.join(cells)}});")
    print("create table flag (kind, target, at, by, state);")
    for row in found.execute("select quote(kind), target, quote(at), quote(by), quote(state) from flag"):
        print(f"insert into flag values ({{', '.join(map(str, row))}});")
    sys.exit("it gave up at the end")
with sqlite3.connect(sys.argv[-1]) as target:
    target.executescript(sys.stdin.read())
"""
"""Speaks as `sqlite3 .recover` does: tables that it knows, and rows whose table it does not know. Many systems ship the
program without that (Debian 12: "SQL logic error")."""


@pytest.mark.parametrize("installed", [True, False])
def test_the_sqlite3_program_adds_what_it_finds(
    installed: bool, whole: Path, desk: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    folder = tmp_path / "bin"
    folder.mkdir()
    if installed:
        (folder / "sqlite3").write_text(STAND_IN.format(python=sys.executable, whole=str(whole)))
        (folder / "sqlite3").chmod(0o700)
    monkeypatch.setenv("PATH", str(folder))
    overwrite(desk, pages_of(desk, "flag") + some(desk, "item", 0.2, 11, "leaf"))
    recovered(desk)
    said = capsys.readouterr().out
    assert (rows(desk, "item") == rows(whole, "item")) is installed
    assert ("by the sqlite3 program" in said, "it gave up at the end" in said) == (installed, installed)
    assert ("it is not installed" in said) is not installed


@pytest.mark.parametrize("kind", ["page 1 zeroed", "leaves of item", "half of the file"])
def test_the_program_recovers_goes_on_and_has_nothing_more_to_do(kind: str, desk: Path) -> None:
    DAMAGE[kind](desk)
    assert run("items", "--all").returncode == 1
    done = run("doctor", "--recover", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    tables = {row["table"]: row for row in map(json.loads, done.stdout.splitlines()) if row["what"] == "table"}
    assert tables["item"]["saved"] > ITEMS // 4
    assert run("flag", "i1", "--note", "after").returncode == 0
    assert run("poll", "--once", "--force").returncode == 1  # the only feed answers nobody
    assert "FAIL" not in run("doctor", "--full").stdout.replace("FAIL  feeds", "")
    again = run("doctor", "--recover")
    assert (again.returncode, "is whole, there is nothing to recover" in again.stderr) == (1, True)


def test_what_an_index_still_knows_is_counted_as_lost(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = overwrite(desk, some(desk, "item", 0.1, 8, "leaf"))
    recovered(desk)
    assert bad
    lost = ITEMS - len(rows(desk, "item"))
    assert f"item: {ITEMS - lost} saved ({ITEMS - lost} read row by row), {lost} lost" in capsys.readouterr().out


def test_what_the_feeds_have_counted_tells_what_is_lost_where_no_index_does(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    indexes = ("item_by_time", "item_by_story", "item_by_link", "sqlite_autoindex_item_1")
    overwrite(desk, some(desk, "item", 0.1, 8, "leaf") + [page for name in indexes for page in pages_of(desk, name)])
    recovered(desk)
    assert f"{ITEMS - len(rows(desk, 'item'))} lost" in capsys.readouterr().out


def test_a_search_that_does_not_know_every_item_is_found_and_made_anew(desk: Path) -> None:
    with closing(sqlite3.connect(desk)) as connection:
        connection.execute("delete from item_search_docsize where id = 5")
        connection.execute("insert into title_search (title_search, rowid, title) values ('delete', 9, 'Trump')")
        connection.commit()
    done = run("doctor")
    assert (done.returncode, "FAIL  search: 1 items are not in the search" in done.stdout) == (1, True)
    recovered(desk)
    assert faults(desk) == []


def test_a_word_that_the_search_kept_is_found_by_the_full_check(desk: Path) -> None:
    with closing(sqlite3.connect(desk)) as connection:
        connection.execute("insert into title_search (rowid, title) values (9, 'leftover')")
        connection.commit()
    assert run("doctor").returncode == 0
    done = run("doctor", "--full")
    assert (done.returncode, "words of title_search" in done.stdout) == (2, True), done.stdout


def test_a_feed_of_which_only_the_address_is_left_is_polled_on(desk: Path) -> None:
    DAMAGE["all of feed"](desk)
    recovered(desk)
    with Store.open(desk) as store:
        (state,) = store.feed_states(enabled_only=True)
        assert (state.feed.url, state.items) == ("http://127.0.0.1:9/feed", ITEMS)
        assert deliver(store, *map(entry, range(5)), entry(9_001)).new == 1


def test_items_without_anything_of_their_feed_get_one_that_is_not_polled(desk: Path) -> None:
    overwrite(desk, pages_of(desk, "feed") + pages_of(desk, "sqlite_autoindex_feed_1"))
    recovered(desk)
    with Store.open(desk) as store:
        (state,) = store.feed_states()
        assert (state.feed.title, state.feed.enabled, state.items) == ("recovered", False, ITEMS)


def test_items_that_lost_statements_are_read_again(whole: Path, desk: Path) -> None:
    DAMAGE["all of statement_part"](desk)
    recovered(desk)
    with Store.open(desk) as store:
        assert store.pending_count() == ITEMS
        read_all(store)
    assert rows(desk, "statement_part").keys() == rows(whole, "statement_part").keys()


def copied(desk: Path) -> Path:
    made = keep_daily(desk, NOW.date(), 10**9)
    assert made is not None
    return made


def test_what_is_lost_comes_from_the_newest_copy_and_is_told(
    whole: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = copied(desk)
    overwrite(desk, some(desk, "item", 0.1, 9, "leaf"))
    recovered(desk)
    assert rows(desk, "item") == rows(whole, "item")
    said = capsys.readouterr().out
    assert f"copy {copy} has rows that could not be read here; they were taken from it: " in said
    assert " of item" in said


def test_a_copy_never_goes_before_what_is_newer(desk: Path) -> None:
    copied(desk)
    with Store.open(desk) as store:
        deliver(store, entry(5, title="The headline as it is by now, of China and tariffs", text="Another text."))
    overwrite(desk, some(desk, "item", 0.1, 10, "leaf")[:1])
    recovered(desk)
    with closing(sqlite3.connect(desk)) as connection:
        found = connection.execute("select version from item where key = 'k5'").fetchall()
    assert found in ([(2,)], [(1,)])
    assert faults(desk) == []


def test_a_flag_that_was_taken_off_since_the_copy_stays_off(desk: Path) -> None:
    with Store.open(desk) as store:
        changes.flag(store, "i50", by="bob", at=NOW)
    copied(desk)
    with Store.open(desk) as store:
        changes.unflag(store, "i7", by="bob", at=NOW)
        changes.unflag(store, "i50", by="bob", at=NOW)
        changes.undo(store, by="bob", at=NOW)
    overwrite(desk, pages_of(desk, "flag"))
    recovered(desk)
    assert sorted(key[1] for key in rows(desk, "flag")) == [1, 50, 300, 599]


@pytest.mark.parametrize("table", ["flag", "note"])
def test_flags_and_notes_whose_rows_are_lost_are_as_the_log_has_them(table: str, whole: Path, desk: Path) -> None:
    overwrite(desk, pages_of(desk, table))
    recovered(desk)
    assert rows(desk, table) == rows(whole, table)


def test_what_flags_had_found_is_kept_or_worked_out_anew(whole: Path, desk: Path) -> None:
    sql = "select kind, target, at, item_id, version from flagged_item join flag using (kind, target, at)"
    with closing(sqlite3.connect(whole)) as connection:
        found = connection.execute(sql).fetchall()
    for table in ("flag", "flagged_item"):
        overwrite(desk, pages_of(desk, table))
        recovered(desk)
        with closing(sqlite3.connect(desk)) as connection:
            assert connection.execute(sql).fetchall() == found
            triggers = connection.execute("select count(*) from sqlite_master where name = 'flag_marks'").fetchone()
        assert triggers == (1,)
    assert len(found) >= 4


def test_what_was_forgotten_does_not_come_back_from_a_copy(desk: Path) -> None:
    copied(desk)
    with Store.open(desk) as store:
        gone = prune(store, NOW + timedelta(days=1)).gone
    left = set(rows(desk, "item"))
    assert gone > 100
    overwrite(desk, pages_of(desk, "item", "leaf")[:1])
    recovered(desk)
    assert set(rows(desk, "item")) == left


def test_an_empty_file_is_filled_from_the_copy(whole: Path, desk: Path) -> None:
    copied(desk)
    os.truncate(desk, 0)
    recovered(desk)
    assert rows(desk, "item") == rows(whole, "item")
    assert faults(desk) == []


def test_a_log_with_a_broken_frame_gives_what_comes_after_it_too(tmp_path: Path) -> None:
    with Store.open(tmp_path / "live.sqlite") as store:
        store.connection.execute("pragma wal_checkpoint(truncate)")
        for number in range(10):
            deliver(store, entry(number))
        for end in ("", "-wal"):
            shutil.copy(f"{store.path}{end}", tmp_path / f"desk.sqlite{end}")
    log = tmp_path / "desk.sqlite-wal"
    raw = bytearray(log.read_bytes())
    raw[32 + (24 + 4096) * 30 + 500] ^= 0xFF
    log.write_bytes(raw)
    recovered(tmp_path / "desk.sqlite")
    assert len(rows(tmp_path / "desk.sqlite", "item")) >= 9
    assert faults(tmp_path / "desk.sqlite") == []


@pytest.mark.parametrize("version", [1, 2, 4, 6])
def test_versions_before_are_recovered_into_the_present_one(version: int, tmp_path: Path) -> None:
    from tests.storage.test_versions import found, older

    path = older(tmp_path / "desk.sqlite", version, 500)
    overwrite(path, [1, *pages_of(path, "item", "internal")])
    recovered(path)
    with Store.open(path) as store:
        assert (found(store), found(store, "levy77 quota")) == (500, 1)


def test_a_table_of_every_version_has_the_first_columns_of_the_present_one(tmp_path: Path) -> None:
    """What recovering rests on: columns are only added, and at the end."""
    from tests.storage.test_versions import older
    from tradewatch.storage.schema_mark import SCHEMA_VERSION
    from tradewatch.storage.shapes import shapes_of

    Store.open(tmp_path / "now.sqlite").close()
    with closing(sqlite3.connect(tmp_path / "now.sqlite")) as connection:
        now = shapes_of(connection)
    for version in range(1, SCHEMA_VERSION):
        with closing(sqlite3.connect(older(tmp_path / f"{version}.sqlite", version))) as connection:
            for name, shape in shapes_of(connection).items():
                assert name == "sketch" or now[name].names[: len(shape.names)] == shape.names, (version, name)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: None, "is whole, there is nothing to recover"),
        (lambda path: path.write_text("Dear all,\n" * 5_000), "is not a database"),
        (lambda path: path.unlink(), "is not there"),
        (lambda path: os.truncate(path, 0), "nothing beside it says"),
    ],
)
def test_where_there_is_nothing_to_do_it_is_said(make: Callable[[Path], object], says: str, desk: Path) -> None:
    make(desk)
    with pytest.raises(TradewatchError, match=says):
        recovered(desk)
    assert damaged_copies(desk) == []


def test_another_programs_database_is_refused_even_when_it_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("create table recipe (name text)")
        other.executemany("insert into recipe values (?)", [("soup " * 200,)] * 100)
        other.commit()
    overwrite(path, [1])
    before = path.read_bytes()
    with pytest.raises(TradewatchError, match="nothing of a tradewatch database"):
        recovered(path)
    assert path.read_bytes() == before
    assert not [one for one in tmp_path.iterdir() if one.name.endswith((".recovered", "-fresh", "-work"))]
