"""The copies that polling makes once a day, and how many of them stay."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.desk import deliver, entry, run
from tests.unprivileged import run_bound
from tradewatch.errors import TradewatchError
from tradewatch.storage.snapshot import keep_daily
from tradewatch.storage.store import Store

DAY = date(2025, 6, 6)
MUCH = 10**9


def names(store: Store) -> list[str]:
    return sorted(one.name for one in (store.path.parent / "snapshots").iterdir())


def test_a_day_has_one_copy_and_it_is_whole_and_for_the_owner_alone(store: Store) -> None:
    deliver(store, entry(1))
    made = keep_daily(store.path, DAY, MUCH)
    assert made is not None
    deliver(store, entry(2))
    assert keep_daily(store.path, DAY, MUCH) is None
    with closing(sqlite3.connect(made)) as copy:
        assert copy.execute("select count(*) from item").fetchone()[0] == 1
        assert copy.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert (made.stat().st_mode & 0o777, made.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_older_copies_go_when_the_room_is_full_but_two_stay(store: Store) -> None:
    size = 0
    for number in range(5):
        made = keep_daily(store.path, DAY + timedelta(days=number), MUCH)
        assert made is not None
        size = made.stat().st_size
    assert len(names(store)) == 5
    keep_daily(store.path, DAY + timedelta(days=5), size * 3)
    assert [name[-13:-7] for name in names(store)] == ["-06-09", "-06-10", "-06-11"]
    keep_daily(store.path, DAY + timedelta(days=6), 1)
    assert [name[-13:-7] for name in names(store)] == ["-06-11", "-06-12"]


def test_what_else_lies_in_the_folder_is_left_alone(store: Store) -> None:
    folder = store.path.parent / "snapshots"
    folder.mkdir()
    others = ["other-2025-06-01.sqlite", f"{store.path.stem}-mine.sqlite", "notes.txt"]
    for name in others:
        (folder / name).touch()
    for number in range(4):
        keep_daily(store.path, DAY + timedelta(days=number), 1)
    assert set(others) < set(names(store))
    assert len(names(store)) == len(others) + 2


def test_a_folder_that_may_not_be_written_is_said(store: Store) -> None:
    folder = store.path.parent / "snapshots"
    folder.mkdir(mode=0o500)
    code = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from tradewatch.storage.snapshot import keep_daily; keep_daily(Path(sys.argv[1]), date(2025, 6, 6), 10**9)"
    )
    done = run_bound(str(store.path), code=code)
    assert "TradewatchError" in done.stderr and "cannot be written: Permission denied" in done.stderr
    assert list(folder.iterdir()) == []


def test_a_file_where_the_folder_should_be_is_said(store: Store) -> None:
    (store.path.parent / "snapshots").touch()
    with pytest.raises(TradewatchError):
        keep_daily(store.path, DAY, MUCH)


def test_doctor_knows_the_copies_and_the_room(store: Store) -> None:
    assert "no daily copy yet" in run("doctor").stdout
    keep_daily(store.path, DAY, MUCH)
    keep_daily(store.path, DAY + timedelta(days=1), MUCH)
    said = run("doctor").stdout
    assert "copies: 2 daily copies, the last of 2025-06-07" in said
    assert "MB free" in said


def test_polling_makes_the_copy_between_its_rounds(store: Store, tmp_path: Path) -> None:
    from tradewatch.cli.poll import _keep_daily
    from tradewatch.settings import Options, Settings, Upkeep

    off = Options(store.path, tmp_path / "none.toml", Settings(upkeep=Upkeep(0)))
    _keep_daily(off)
    assert not (store.path.parent / "snapshots").exists()
    _keep_daily(Options(store.path, tmp_path / "none.toml", Settings()))
    assert len(names(store)) == 1


def test_a_copy_of_a_day_to_come_takes_no_other_copys_place(store: Store) -> None:
    """A clock that was a year ahead made it."""
    keep_daily(store.path, DAY + timedelta(days=365), MUCH)
    for number in range(3):
        keep_daily(store.path, DAY + timedelta(days=number), 1)
    assert [name[-17:-7] for name in names(store)] == ["2025-06-07", "2025-06-08"]


def test_what_a_killed_copy_left_is_swept_away_and_one_that_is_being_made_is_not(store: Store) -> None:
    folder = store.path.parent / "snapshots"
    folder.mkdir()
    left, made = (folder / f".{store.path.stem}-2025-06-0{number}.sqlite.0a1b2c3d.part" for number in (4, 5))
    for part in (left, made):
        part.write_bytes(b"half")
    os.utime(left, (0, 0))
    keep_daily(store.path, DAY, MUCH)
    assert (left.exists(), made.exists()) == (False, True)


def test_a_copy_that_is_made_while_another_program_writes_is_exact_and_opens(store: Store, tmp_path: Path) -> None:
    """It is the database of one moment: as many items as the counter of the same transaction says."""
    writes = (
        "import sys\nfrom pathlib import Path\nfrom tests.desk import deliver, entry\nfrom tradewatch.storage.store import Store\n"
        "with Store.open(Path(sys.argv[1])) as store:\n"
        "    for number in range(100_000):\n"
        "        deliver(store, entry(2 * number), entry(2 * number + 1)); print(number, flush=True)\n"
    )
    deliver(store, entry(500_000))
    with subprocess.Popen([sys.executable, "-c", writes, str(store.path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        seen = []
        for number in range(3):
            assert writer.stdout.readline()
            target = tmp_path / f"copy-{number}.sqlite"
            assert run("snapshot", str(target)).returncode == 0
            with closing(sqlite3.connect(target)) as copy:
                assert copy.execute("pragma integrity_check").fetchone()[0] == "ok"
                items, counted = copy.execute("select count(*), (select sum(items) from feed) from item").fetchone()
                assert (items, items % 2) == (counted, 1)
                seen.append(items)
        writer.kill()
    assert seen == sorted(set(seen)), "it was written to all the while"
    assert run("--db", str(tmp_path / "copy-2.sqlite"), "items", "--all", "--limit", "1").returncode == 0
