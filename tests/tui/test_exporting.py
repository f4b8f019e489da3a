"""`x`, and `x` in the handover: what cannot be written is said in words, with what helps in the console."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tests.tui.terminal import terminal
from tradewatch.storage import changes
from tradewatch.storage.store import Store

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}


@pytest.fixture
def filled(store: Store) -> Store:
    deliver(store, entry(1, title="Port fees on US ships in China"))
    read_all(store)
    changes.flag(store, "i1", by="ann", at=NOW)
    return store


@pytest.fixture
def near() -> Iterator[Path]:
    """A folder with a short name: what is said about a file in it fits into one line, however deep the suite runs."""
    with tempfile.TemporaryDirectory(prefix="tw", dir="/tmp") as folder:
        yield Path(folder)


def export_to(folder: str) -> None:
    config = Path(os.environ["TRADEWATCH_CONFIG"])
    config.write_text(f"{config.read_text('utf-8')}\n[export]\nfolder = '{folder}'\n", "utf-8")


@pytest.mark.parametrize("keys", ["x", "Hx"])
def test_a_folder_that_cannot_be_made_is_said_in_words(filled: Store, near: Path, keys: str) -> None:
    (near / "file").write_text("", "utf-8")
    export_to(str(near / "file" / "out"))
    with terminal(columns=250, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys(keys[:-1])
        seen.still()
        seen.keys(keys[-1])
        seen.until(str(near / "file" / "out"))
        seen.keys("\r")
        text = seen.until("the folder for exports cannot be made, not a directory")
        assert "Errno" not in text
        assert "name a file elsewhere" in text


@pytest.mark.parametrize("keys", ["x", "Hx"])
def test_an_existing_file_asks_for_another_name(filled: Store, near: Path, keys: str) -> None:
    (near / "here.md").write_text("mine", "utf-8")
    with terminal(columns=250, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys(keys[:-1])
        seen.still()
        seen.keys(f"{keys[-1]}\x15{near / 'here.md'}\r")
        text = seen.until("exists and was left alone")
        assert "(name another file)" in text
        assert "--overwrite" not in text
    assert (near / "here.md").read_text("utf-8") == "mine"


def test_a_folder_of_nobody_is_no_fault(filled: Store) -> None:
    export_to("~nobody-here/out")
    with terminal(columns=250, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("x")
        seen.until("~nobody-here/out")
        seen.keys("\r")
        seen.until("write the folder out")


def test_an_export_makes_no_new_database_where_it_was_moved_away(filled: Store, near: Path) -> None:
    filled.close()
    with terminal(columns=250, **OFFLINE) as seen:
        seen.until("Port fees")
        for end in ("", "-wal", "-shm"):
            filled.path.with_name(filled.path.name + end).rename(near / f"elsewhere.sqlite{end}")
        seen.keys(f"x\x15{near / 'out.md'}\r")
        seen.until("there is no database")
    assert not filled.path.exists()
    assert not (near / "out.md").exists()
