"""The recovered file takes the damaged one's place: not while anybody has that open, and whole whenever it is cut off."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.desk import deliver, entry, run
from tradewatch.feeds.lock import PollerLock
from tradewatch.storage.checking import all_faults
from tradewatch.storage.remains import damaged_copies, recovered_file
from tradewatch.storage.store import Store


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A database with a damaged log: ten items in the log alone, one frame of it broken."""
    with Store.open(tmp_path / "live.sqlite") as store:
        deliver(store, *map(entry, range(40)))
        store.connection.execute("pragma wal_checkpoint(truncate)")
        for number in range(50, 60):
            deliver(store, entry(number))
        for end in ("", "-wal"):
            shutil.copy(f"{store.path}{end}", tmp_path / f"desk.sqlite{end}")
    log = tmp_path / "desk.sqlite-wal"
    raw = bytearray(log.read_bytes())
    raw[32 + (24 + 4096) * 3 + 500] ^= 0xFF
    log.write_bytes(raw)
    return tmp_path / "desk.sqlite"


def items(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        assert all_faults(connection) == []
        count: int = connection.execute("select count(*) from item").fetchone()[0]
        return count


# kills itself at the n-th step that changes a name or waits for the disk
KILLED = """
import os, signal, sys
from pathlib import Path
from tradewatch.cli.recover import recover_database
from tradewatch.settings import Options, Settings
from tradewatch.storage import replacing

left = int(sys.argv[2])
def counted(step):
    def run(*words, **more):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return step(*words, **more)
    return run
replacing.sync, replacing.os.replace = counted(replacing.sync), counted(os.replace)
replacing.os.pwrite, replacing.os.utime = counted(os.pwrite), counted(os.utime)
Path.unlink = counted(Path.unlink)
path = Path(sys.argv[1])
recover_database(Options(path, path.parent / "none.toml", Settings()), as_json=True)
"""


def test_whenever_it_is_killed_repeating_it_gives_everything(desk: Path, tmp_path: Path) -> None:
    killed = 0
    for step in range(14, 60):  # what comes before changes nothing but files of its own
        folder = tmp_path / f"at {step}"
        folder.mkdir()
        path = folder / "desk.sqlite"
        for end in ("", "-wal"):
            shutil.copy(f"{desk}{end}", f"{path}{end}")
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(path), str(step)], capture_output=True, text=True, check=False
        )
        if done.returncode != -signal.SIGKILL:
            assert done.returncode == 0, done.stderr
            break
        killed += 1
        (copy,) = damaged_copies(path)
        assert (copy.read_bytes(), Path(f"{copy}-wal").read_bytes()) == (
            desk.read_bytes(),
            Path(f"{desk}-wal").read_bytes(),
        )
        if not Path(f"{path}-wal").exists() and not recovered_file(path).exists():
            assert items(path) == 50  # it was in its place already
            continue
        again = run("--db", str(path), "doctor", "--recover")
        if again.returncode:
            assert "is whole, there is nothing to recover" in again.stderr
        assert items(path) == 50, step
        assert not recovered_file(path).exists()
    assert killed > 5


HOLDS = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('select * from item').fetchone(); print(1, flush=True); sys.stdin.read()"


def left_waiting(desk: Path) -> None:
    """Recovers it while another program has it open, so that the recovered file waits."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(desk)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as console:
        assert console.stdout is not None and console.stdout.readline() == "1\n"
        assert run("doctor", "--recover").returncode == 1
        console.kill()
    assert recovered_file(desk).exists()


def test_it_waits_while_another_program_has_the_file_open(desk: Path) -> None:
    before = desk.read_bytes()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(desk)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as console:
        assert console.stdout is not None and console.stdout.readline() == "1\n"
        done = run("doctor", "--recover")
        assert (done.returncode, "close all consoles" in done.stderr) == (1, True), done
        assert desk.read_bytes() == before
        assert recovered_file(desk).exists()
        assert "waits to take the place" in run("doctor").stdout
        console.kill()
    assert run("doctor", "--recover").returncode == 0
    assert items(desk) == 50
    assert not recovered_file(desk).exists()


def test_a_poller_at_work_makes_it_wait(desk: Path) -> None:
    with PollerLock(desk):
        done = run("doctor", "--recover")
    assert (done.returncode, "close all consoles" in done.stderr) == (1, True), done
    assert run("doctor", "--recover").returncode == 0
    assert items(desk) == 50


def healthy(path: Path, count: int) -> Path:
    with Store.open(path) as store:
        deliver(store, *map(entry, range(count)))
    os.utime(path, (time.time() - 3600,) * 2)
    return path


def test_a_whole_database_is_never_replaced_by_what_waits(desk: Path, tmp_path: Path) -> None:
    left_waiting(desk)
    good = healthy(tmp_path / "good.sqlite", 7)
    shutil.copy2(good, desk)
    os.truncate(f"{desk}-wal", 0)
    os.utime(f"{desk}-wal", (time.time() - 3600,) * 2)
    done = run("doctor", "--recover")
    assert (done.returncode, "is whole, there is nothing to recover" in done.stderr) == (1, True), done
    assert desk.read_bytes() == good.read_bytes()


def test_what_waits_takes_the_place_of_no_other_damaged_file(desk: Path, tmp_path: Path) -> None:
    left_waiting(desk)
    raw = bytearray(healthy(tmp_path / "good.sqlite", 70).read_bytes())
    raw[:100] = bytes(100)
    desk.write_bytes(raw)
    Path(f"{desk}-wal").unlink()
    os.utime(desk, (time.time() - 3600,) * 2)
    assert run("doctor", "--recover").returncode == 0
    assert items(desk) >= 70
    assert raw in [one.read_bytes() for one in damaged_copies(desk)]
    assert not list(tmp_path.glob("desk.sqlite.recovered*"))


def test_of_two_at_once_the_second_has_nothing_to_do(desk: Path) -> None:
    command = [sys.executable, "-m", "tradewatch", "doctor", "--recover"]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [one.communicate(timeout=60)[1] for one in both]
    assert sorted(one.returncode for one in both) == [0, 1], told
    assert "is whole, there is nothing to recover" in "".join(told)
    assert (items(desk), len(damaged_copies(desk)), recovered_file(desk).exists()) == (50, 1, False)


def test_a_file_of_that_name_that_is_not_ours_is_left_alone(desk: Path) -> None:
    recovered_file(desk).write_text("what the lawyer recovered")
    done = run("doctor", "--recover")
    assert (done.returncode, "is no database of ours" in done.stderr) == (1, True), done
    assert recovered_file(desk).read_text() == "what the lawyer recovered"
    assert damaged_copies(desk) == []


def test_a_folder_where_the_log_belongs_is_named(desk: Path) -> None:
    Path(f"{desk}-wal").unlink()
    Path(f"{desk}-wal").mkdir()
    done = run("doctor", "--recover")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done
    assert "where the database has its log" in done.stderr
    for words in (("items",), ("flag", "i1"), ("doctor",)):
        assert "fault of the program" not in run(*words).stderr
