"""The log that a crash left: damage in it is told of and kept, a torn end is not damage."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desk import deliver, entry, run
from tradewatch.storage.frames import judge
from tradewatch.storage.remains import damaged_copies
from tradewatch.storage.store import Store

FRAME = 24 + 4096


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """A database whose program was killed, with ten transactions in its log."""
    store = Store.open(tmp_path / "live.sqlite")
    store.connection.execute("pragma wal_checkpoint(truncate)")
    for number in range(10):
        deliver(store, entry(number))
    for end in ("", "-wal"):
        shutil.copy(f"{store.path}{end}", tmp_path / f"desk.sqlite{end}")
    store.close()
    return tmp_path / "desk.sqlite"


def log_of(path: Path) -> Path:
    return Path(f"{path}-wal")


def flip(path: Path, place: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[place] ^= 0xFF
    path.write_bytes(raw)


def test_a_whole_log_is_read_whole(left: Path) -> None:
    state = judge(log_of(left))
    assert (state.is_damaged, state.read, state.head_whole) == (False, state.frames, True)
    done = run("items", "--all", "--json")
    assert (done.stdout.count("\n"), done.stderr, damaged_copies(left)) == (10, "", [])


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (lambda size: 32 + FRAME + 24 + 1_000, "cannot be taken over"),  # a page
        (lambda size: 32 + FRAME + 9, "cannot be taken over"),  # a frame's head
        (lambda size: 17, "its beginning is destroyed"),
        (lambda size: 1, "its beginning is destroyed"),
    ],
)
@pytest.mark.parametrize("words", [("items", "--all", "--json"), ("flag", "i1")])
def test_damage_in_it_is_said_once_and_kept(
    left: Path, place: Callable[[int], int], says: str, words: tuple[str, ...]
) -> None:
    log = log_of(left)
    flip(log, place(log.stat().st_size))
    before = left.read_bytes(), log.read_bytes()
    done = run(*words)
    assert "Traceback" not in done.stderr
    assert says in done.stderr, (done, sorted(left.parent.iterdir()))
    (copy,) = damaged_copies(left)
    assert (copy.read_bytes(), log_of(copy).read_bytes()) == before
    assert "damaged copies" in run("doctor").stdout


@pytest.mark.parametrize("cut", [1, 4_000, FRAME + 7, 5 * FRAME + 3_000])
def test_a_torn_end_is_what_a_crash_leaves(left: Path, cut: int) -> None:
    log = log_of(left)
    os.truncate(log, log.stat().st_size - cut)
    assert not judge(log).is_damaged
    assert run("items").stderr == ""
    assert damaged_copies(left) == []


def test_a_broken_last_frame_is_what_a_crash_leaves(left: Path) -> None:
    flip(log_of(left), log_of(left).stat().st_size - 50)
    assert not judge(log_of(left)).is_damaged


def test_a_log_that_is_in_use_is_left_alone(store: Store) -> None:
    for number in range(5):
        deliver(store, entry(number))
    log = log_of(store.path)
    whole = log.read_bytes()
    flip(log, 32 + FRAME + 24 + 1_000)
    done = run("items", "--all", "--json")
    assert (done.returncode, damaged_copies(store.path)) == (0, [])
    log.write_bytes(whole)


def test_one_generation_is_not_taken_for_another(store: Store) -> None:
    """A log that begins anew leaves frames of before behind its end."""
    for number in range(30):
        deliver(store, entry(number))
    store.connection.execute("pragma wal_checkpoint(restart)")
    deliver(store, entry(40))
    state = judge(log_of(store.path))
    assert (state.is_damaged, state.read) == (False, state.frames)
    assert log_of(store.path).stat().st_size > 32 + FRAME * (state.frames + 5)


_WRITES = """
import sys
from pathlib import Path
from tests.desk import deliver, entry
from tradewatch.storage.store import Store
store = Store.open(Path(sys.argv[1]))
store.connection.execute("pragma wal_autocheckpoint = 40")
store.connection.execute("pragma cache_size = 20")  # pages are written to the log before their commit, and again
number = int(sys.argv[2])
print("ready", flush=True)
while True:
    deliver(store, *[entry(number + more, text="word " * 3_000) for more in range(20)])
    number += 20
"""


def test_a_killed_writer_never_gives_a_false_alarm(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    seen = 0
    for turn in range(12):
        command = [sys.executable, "-c", _WRITES, str(path), str(turn * 100_000)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            end = time.monotonic() + random.Random(turn).random() * 0.15
            while time.monotonic() < end:
                pass
            process.kill()
        if log_of(path).exists():
            seen += judge(log_of(path)).frames > 0
            assert not judge(log_of(path)).is_damaged
    assert seen > 3
    with Store.open(path) as store:
        assert store.connection.execute("pragma integrity_check").fetchone()[0] == "ok"
