"""`x`, and `x` in the handover: what cannot be written is said in words, with what helps in the console."""

from __future__ import annotations

import os
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


def export_to(folder: str) -> None:
    config = Path(os.environ["TRADEWATCH_CONFIG"])
    config.write_text(f"{config.read_text('utf-8')}\n[export]\nfolder = '{folder}'\n", "utf-8")


@pytest.mark.parametrize("keys", ["x", "Hx"])
def test_a_folder_that_cannot_be_made_is_said_in_words(filled: Store, tmp_path: Path, keys: str) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    export_to(str(tmp_path / "file" / "out"))
    with terminal(columns=250, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys(keys[:-1])
        seen.still()
        seen.keys(keys[-1])
        seen.until(str(tmp_path / "file" / "out"))
        seen.keys("\r")
        text = seen.until("the folder for exports cannot be made, not a directory")
        assert "Errno" not in text
        assert "name a file elsewhere" in text


@pytest.mark.parametrize("keys", ["x", "Hx"])
def test_an_existing_file_asks_for_another_name(filled: Store, tmp_path: Path, keys: str) -> None:
    (tmp_path / "here.md").write_text("mine", "utf-8")
    with terminal(columns=250, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys(keys[:-1])
        seen.still()
        seen.keys(f"{keys[-1]}\x15{tmp_path / 'here.md'}\r")
        text = seen.until("exists and was left alone")
        assert "(name another file)" in text
        assert "--overwrite" not in text
    assert (tmp_path / "here.md").read_text("utf-8") == "mine"


def test_a_folder_of_nobody_is_no_fault(filled: Store) -> None:
    export_to("~nobody-here/out")
    with terminal(columns=250, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("x")
        seen.until("~nobody-here/out")
        seen.keys("\r")
        seen.until("write the folder out")
