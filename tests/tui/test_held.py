"""A console whose database is held by another program, or whose disk is full: calm, quick, and nothing given up."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.desk import deliver, entry, read_all, run
from tests.tui.terminal import terminal
from tradewatch.feeds.lock import is_held
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.store import Store

OFFLINE = {"TRADEWATCH_OFFLINE": "1"}
NO_ROOM = pytest.mark.skipif(sys.platform != "linux", reason="a running program's room is taken by prlimit")


@pytest.fixture
def filled(store: Store) -> Store:
    deliver(store, *[entry(number, title=f"Tariffs on China, part {number}") for number in range(6)])
    read_all(store)
    return store


def flagged(path: Path) -> list[int]:
    with closing(Pages.open(path)) as pages:
        return sorted(pages.item_ids(ItemQuery(flagged=True, everything=True)))


def room(pid: int, most: int) -> None:
    """Lets a running program write files up to so many bytes; -1 takes the limit off."""
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def test_changes_wait_for_a_database_that_another_program_holds_and_are_made_in_order(filled: Store) -> None:
    with terminal(columns=160, rows=50, **OFFLINE) as seen, closing(sqlite3.connect(filled.path)) as other:
        seen.until("part 5")
        other.execute("begin immediate")
        seen.keys("f")
        seen.until("another program holds the database: 1 change waits")
        assert flagged(filled.path) == []
        seen.keys("jf")
        seen.until("2 changes wait")
        seen.keys("\r")
        seen.until("tariffs in round 1")
        seen.keys("q")
        other.rollback()
        seen.until("flagged by ann")
        seen.until(lambda text: "wait" not in text and len(flagged(filled.path)) == 2)
        seen.keys("u")
        seen.until("undone")
        assert len(flagged(filled.path)) == 1


@pytest.mark.parametrize(("key", "shown"), [("q", "q"), ("\x11", "Ctrl+Q")])
def test_quitting_says_what_could_not_be_written_and_does_not_wait(filled: Store, key: str, shown: str) -> None:
    with terminal(columns=160, rows=50, **OFFLINE) as seen, closing(sqlite3.connect(filled.path)) as other:
        seen.until("part 5")
        other.execute("begin immediate")
        seen.keys("f")
        seen.until("1 change waits")
        seen.keys(key)
        seen.until(f"{shown} once more quits without 1 change that could not be written yet")
        seen.keys(key)
        assert seen.ended() == 0


def test_a_command_waits_for_the_database_and_says_so(filled: Store) -> None:
    with closing(sqlite3.connect(filled.path)) as other:
        other.execute("begin immediate")
        command = [sys.executable, "-m", "tradewatch", "flag", "i1", "--note", "ask customs"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as flag:
            assert flag.stderr is not None
            assert "waiting, another program holds the database" in flag.stderr.readline()
            other.rollback()
            assert flag.wait(timeout=30) == 0
    assert flagged(filled.path) == [1]


@NO_ROOM
def test_on_a_full_disk_the_console_reads_on_and_writes_when_there_is_room(filled: Store, tmp_path: Path) -> None:
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("part 5")
        seen.keys("f")
        seen.until("flagged by ann")
        room(seen.pid, 1)
        seen.keys("jf")
        seen.until("read-only, the disk is full: 1 change waits")
        assert len(flagged(filled.path)) == 1
        seen.keys(f"x\x15{tmp_path}/out.jsonl\r")
        seen.until("cannot be written")
        seen.keys("/part 3\r")
        seen.until(lambda text: "part 3" in text and "part 2" not in text)
        seen.keys("\x1b")
        room(seen.pid, -1)
        seen.until(lambda text: "read-only" not in text)
        assert len(flagged(filled.path)) == 2
    assert [one.name for one in tmp_path.iterdir() if "out" in one.name or one.name.endswith(".part")] == []
    assert run("doctor").returncode in (0, 1)


def test_what_went_wrong_and_right_again_is_in_the_log(filled: Store, tmp_path: Path) -> None:
    with terminal(columns=160, rows=50, **OFFLINE) as seen, closing(sqlite3.connect(filled.path)) as other:
        seen.until("part 5")
        other.execute("begin immediate")
        seen.keys("f")
        seen.until("another program holds the database: 1 change waits")
        other.rollback()
        seen.until("flagged by ann")
        seen.keys("qq")
        seen.ended()
    log = tmp_path / "state" / "tradewatch" / "tradewatch.log"
    lines = log.read_text("utf-8").splitlines()
    assert [line.split()[4] for line in lines if "change" in line][:1] == ["event=changes_wait"]
    assert any("event=changes_written" in line for line in lines)
    assert lines[-1].endswith("event=ended")
    assert log.stat().st_mode & 0o077 == 0
    assert log.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("method", ["action_help", "lay_out"])
def test_a_fault_at_the_start_or_time_and_again_ends_in_a_sentence(filled: Store, tmp_path: Path, method: str) -> None:
    breaks = (
        "import tradewatch.tui.app as app; from tradewatch.cli.main import run\n"
        f"app.ConsoleApp.{method} = lambda self: {{}}['no such word']\n"
        "run([])"
    )
    with terminal(columns=160, rows=50, command=[sys.executable, "-c", breaks], **OFFLINE) as seen:
        if method == "action_help":
            seen.until("part 5")
            seen.keys("?")
            seen.until("that did not work, a fault of the program: KeyError: 'no such word'")
            seen.keys("?" * 19)
        assert seen.ended() == 1
        assert "met a fault of the program" in seen.text()
        assert "Traceback" not in seen.text()
    log = (tmp_path / "state" / "tradewatch" / "tradewatch.log").read_text("utf-8")
    assert "event=broke" in log
    assert "no such word" in log


def test_a_file_that_is_damaged_under_a_console_is_named_and_the_rest_goes_on(store: Store) -> None:
    long = " ".join(f"tonne{number}" for number in range(2_000))
    deliver(store, *[entry(number, title=f"Tariffs on China, part {number}", text=long) for number in range(20)])
    read_all(store)
    store.close()
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("part 19")
        size = store.path.stat().st_size
        with open(store.path, "r+b") as file:  # a copy program or a failing disk: SQLite is not asked
            file.seek(size // 4)
            file.write(b"\xa5" * (size - size // 4))
        seen.keys("\r")
        seen.until("the database is damaged: quit, then `tradewatch doctor --recover`")
        seen.until(lambda _: b"a copy is" in seen.raw)  # it may be over by the next sentence
        seen.keys("q")
        seen.keys("/tariffs\r")
        seen.keys("f")
        seen.keys("?")
        seen.until("Here: the wire")
    assert len(list(store.path.parent.glob("desk.sqlite.damaged-*[0-9]"))) == 1
    done = run("items", "--limit", "0", "--all")
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    assert run("doctor", "--recover").returncode == 0
    assert run("doctor").returncode == 0


def test_a_change_that_meets_a_fault_of_ours_does_not_stop_those_behind_it(filled: Store) -> None:
    breaks = (
        "from tradewatch.storage import changes; from tradewatch.cli.main import run\n"
        "changes.undo = lambda store, **more: {}['no such word']\n"
        "run([])"
    )
    with terminal(columns=160, rows=50, command=[sys.executable, "-c", breaks], **OFFLINE) as seen:
        seen.until("part 5")
        seen.keys("u")
        seen.until("a fault of the program: KeyError")
        seen.keys("f")
        seen.until("flagged by ann")
    assert len(flagged(filled.path)) == 1


def test_a_database_that_is_moved_away_under_a_console_takes_no_change_that_nobody_would_find(filled: Store) -> None:
    filled.close()
    with terminal(columns=160, rows=50) as seen:
        seen.until("part 5")
        seen.until(lambda text: is_held(filled.path))
        elsewhere = filled.path.with_name("elsewhere.sqlite")
        for end in ("", "-wal", "-shm"):
            filled.path.with_name(filled.path.name + end).rename(elsewhere.with_name(elsewhere.name + end))
        seen.keys("f")
        seen.until("was moved or removed")
        seen.until(lambda text: "was moved or removed" in text.splitlines()[0])
        seen.keys("q")
        seen.until("once more")
    beside = {one.name: one.stat().st_size for one in filled.path.parent.iterdir()}
    assert filled.path.name not in beside, f"no new one is made in its place: {beside}"
    assert flagged(elsewhere) == []
