"""Damage as every command meets it: named, copied aside once, never overwritten; strangers are left alone."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desk import deliver, entry, run
from tradewatch.storage import aside
from tradewatch.storage.aside import has_pages, keep_damaged
from tradewatch.storage.remains import damaged_copies, sweep_parts
from tradewatch.storage.snapshot import keep_daily
from tradewatch.storage.store import Store

NOW = datetime(2025, 6, 6, 16, 0, tzinfo=UTC)


@pytest.fixture
def broken(store: Store) -> Path:
    """A closed database whose first page is destroyed."""
    deliver(store, *map(entry, range(50)))
    store.close()
    with store.path.open("r+b") as file:
        file.write(bytes(4096))
    return store.path


@pytest.mark.parametrize("words", [("items",), ("board",), ("flag", "i1"), ("snapshot", "copy.sqlite"), ("truce",)])
def test_every_command_names_the_damage_and_keeps_one_copy(
    broken: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(broken.parent)
    before = broken.read_bytes()
    for _ in range(2):
        done = run(*words)
        assert done.returncode == 1
        assert "destroyed; it was left as it is, a copy is" in done.stderr
        assert "doctor --recover" in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert broken.read_bytes() == before
    copies = damaged_copies(broken)
    assert [one.read_bytes() for one in copies] == [before]
    assert copies[0].stat().st_mode & 0o777 == 0o600
    assert not [one for one in broken.parent.iterdir() if one.name.endswith(".part")]


def test_damage_that_changes_is_copied_again(broken: Path) -> None:
    first = keep_damaged(broken, NOW)
    with broken.open("r+b") as file:
        file.write(b"x" * 10)
    second = keep_damaged(broken, NOW)
    assert len({first.copy, second.copy, None}) == 3
    os.utime(broken, (0, 0))  # another time, the same bytes
    assert keep_damaged(broken, NOW + timedelta(days=1)).copy == second.copy


def test_the_log_is_copied_with_it(store: Store) -> None:
    deliver(store, entry(1))
    kept = keep_damaged(store.path, NOW)
    assert kept.copy is not None
    log = Path(f"{store.path}-wal").read_bytes()
    assert log
    assert Path(f"{kept.copy}-wal").read_bytes() == log


def test_keeping_a_copy_drops_no_lock_of_our_own(store: Store) -> None:
    """A second program that closed the file would otherwise take the log away under us."""
    deliver(store, entry(1))
    keep_damaged(store.path, NOW)
    assert run("items", "--all", "--json").stdout.count("\n") == 1
    assert run("flag", "i1").returncode == 0
    assert Path(f"{store.path}-wal").exists(), "the other program saw that we have the file open"
    deliver(store, entry(2))
    assert store.connection.execute("pragma integrity_check").fetchone()[0] == "ok"


def test_no_room_is_said(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(broken.parent)
    monkeypatch.setattr(aside.shutil, "disk_usage", lambda _: usage._replace(free=0))
    monkeypatch.setattr(aside, "_ask", lambda what, name, *more: aside._keep(Path(name), *more))
    kept = keep_damaged(broken, NOW)
    assert (kept.copy, kept.words[:29]) == (None, "no copy of it could be made: ")
    assert damaged_copies(broken) == []


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("create table recipe (name text)")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.write_text("Dear all,\n\n" * 5_000), "is not a database"),
        (lambda path: path.write_bytes(b"\0" * 20_000), "is not a database"),
        (lambda path: path.mkdir(), "is a folder"),
        (foreign, "is another program's database"),
        (os.mkfifo, "is a device or a pipe"),
    ],
)
def test_what_is_not_ours_is_refused_and_not_copied(make: object, says: str, tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else None
    for words in (("items",), ("flag", "i1"), ("poll", "--once"), ("snapshot", str(tmp_path / "copy")), ("truce",)):
        done = run(*words)
        assert (done.returncode, says in done.stderr, len(done.stderr.splitlines())) == (1, True, 1), done.stderr
    assert before is None or path.read_bytes() == before
    assert damaged_copies(path) == []


def test_an_empty_file_is_a_new_database_unless_something_says_that_it_was_one(store: Store) -> None:
    deliver(store, entry(1))
    keep_daily(store.path, NOW.date(), 10**9)
    store.close()
    os.truncate(store.path, 0)
    for words in (("items",), ("flag", "i1"), ("truce",)):
        done = run(*words)
        assert done.returncode == 1
        assert "is empty, and was a database" in done.stderr
        assert "desk-2025-06-06.sqlite" in done.stderr
    assert store.path.stat().st_size == 0
    shutil.rmtree(store.path.parent / "snapshots")
    assert run("items").returncode == 0


@pytest.mark.parametrize("there", [True, False])
def test_the_log_beside_an_empty_or_missing_file_is_not_deleted(there: bool, tmp_path: Path) -> None:
    path, log = tmp_path / "desk.sqlite", tmp_path / "desk.sqlite-wal"
    if there:
        path.touch()
    log.write_bytes(b"what was written last" * 500)
    before = log.read_bytes()
    for words in (("items",), ("flag", "i1"), ("truce",)):
        done = run(*words)
        assert (done.returncode, "still lies in the log" in done.stderr) == (1, True), done.stderr
    assert log.read_bytes() == before


def test_a_link_leads_to_the_damage_and_the_copy_lies_there(broken: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.sqlite"
    link.parent.mkdir()
    link.symlink_to(broken)
    done = run("--db", str(link), "items")
    assert (done.returncode, len(damaged_copies(broken))) == (1, 1)
    assert link.is_symlink()


def test_pages_are_told_from_text_and_zeros(broken: Path, tmp_path: Path) -> None:
    assert has_pages(broken)
    for content in (b"\r\n\r\n" * 9_000, bytes(90_000), b"\x0d\x00\x00" + bytes(90_000)):
        (tmp_path / "other").write_bytes(content)
        assert not has_pages(tmp_path / "other")


@pytest.mark.parametrize("place", ["a text of an item", "the schema"])
def test_letters_that_are_none_are_damage_too(place: str, store: Store) -> None:
    deliver(store, *map(entry, range(5)))
    store.close()
    sought = b"spoke of tariffs in round 3" if place == "a text of an item" else b"create table feed"
    sought = sought if sought in store.path.read_bytes() else b"CREATE TABLE feed"
    raw = store.path.read_bytes()
    assert sought in raw
    store.path.write_bytes(raw.replace(sought, b"\xa1" * len(sought)))
    done = run("items", "--all")
    assert (done.returncode, "the file is damaged" in done.stderr) == (1, True), done.stderr
    assert run("doctor", "--recover").returncode == 0
    done = run("items", "--all", "--json")
    assert (done.returncode, done.stdout.count("\n")) == (0, 5)


def test_what_recovering_from_a_copy_leaves_is_no_copy_of_the_database(broken: Path) -> None:
    kept = keep_damaged(broken, NOW).copy
    assert kept is not None
    for end in (".damaged-20250607-160000", ".recovered", ".poller", ".recovered-of", "-wal"):
        Path(f"{kept}{end}").write_text("x")
    assert damaged_copies(broken) == [kept]
    assert damaged_copies(kept) == [Path(f"{kept}.damaged-20250607-160000")]


def test_parts_of_what_was_killed_are_swept_after_an_hour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    home = folder / "desk.sqlite"
    mark = ".desk.sqlite.0123abcd.part"
    parts = [mark, f"{mark}-wal", f"{mark}-shm"]
    works = [f"{mark}-work", f"{mark}-found", f"{mark}-fresh", f"{mark}-fresh-wal"]
    others = [f"{mark}ner", ".desk.sqlite.mine.part", ".desk.sqlite.version-7.0123abcd.part", "desk.sqlite.part"]
    for name in parts + works + others:
        (folder / name).touch()
    sweep_parts(home, "-work|-found|-fresh")
    sweep_parts(home)
    assert len(list(folder.iterdir())) == len(parts + works + others)
    later = time.time() + 3601
    monkeypatch.setattr(time, "time", lambda: later)
    sweep_parts(home)
    assert {one.name for one in folder.iterdir()} == {*works, *others}
    sweep_parts(home, "-work|-found|-fresh")
    assert {one.name for one in folder.iterdir()} == set(others)


def change(path: Path, number: int) -> None:
    with path.open("r+b") as file:
        file.write(bytes([number]) * 10)


def test_of_copies_made_in_passing_the_first_and_the_newest_of_a_day_stay(broken: Path) -> None:
    kept = []
    for number in range(6):
        change(broken, number)
        at = NOW + timedelta(minutes=number)
        kept.append(keep_damaged(broken, at, passing=number != 2))  # the third is one that a recovery worked on
        if number == 3:
            Path(f"{kept[3].copy}.recovered").touch()  # somebody works with it
        if number == 1:
            renamed = broken.with_name("what I want to keep")
            assert kept[1].copy is not None
            kept[1].copy.rename(renamed)
    assert {one.name for one in damaged_copies(broken)} == {kept[n].copy.name for n in (0, 2, 3, 5)}  # type: ignore[union-attr]
    assert renamed.exists()
    assert kept[5].words.endswith(f"(the first of today is kept too, {kept[0].copy})")
    change(broken, 9)
    keep_damaged(broken, NOW + timedelta(days=1), passing=True)
    assert len(damaged_copies(broken)) == 5


def test_a_copy_made_in_passing_stays_once_a_recovery_wants_it(broken: Path) -> None:
    keep_damaged(broken, NOW, passing=True)
    change(broken, 1)
    passing = keep_damaged(broken, NOW + timedelta(minutes=1), passing=True)
    assert keep_damaged(broken, NOW + timedelta(minutes=2)).copy == passing.copy
    for number in (2, 3):
        change(broken, number)
        keep_damaged(broken, NOW + timedelta(minutes=number + 1), passing=True)
    assert passing.copy in damaged_copies(broken)
    assert len(damaged_copies(broken)) == 3
