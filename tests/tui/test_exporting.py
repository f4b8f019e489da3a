"""`x`, and `x` in the handover: what cannot be written is said in words, with what helps in the console."""

from __future__ import annotations

import base64
import json
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


# --- seen before it leaves ---


def test_what_would_leave_is_shown_and_the_ending_of_the_name_is_the_format(filled: Store, near: Path) -> None:
    with terminal(columns=120, rows=36, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("x")
        text = seen.until(lambda text: "[md]" in text and "In force now" in text and "1 item" in text)
        assert "# Flagged items" in text
        seen.keys("\t")
        seen.until(lambda text: "[html]" in text and "<h1>Flagged items</h1>" in text and ".html" in text)
        seen.keys("\x1b[Z\x1b[Z")
        seen.until(lambda text: "[ics]" in text and "BEGIN:VCALENDAR" in text and "deadlines of the book" in text)
        seen.keys(f"\x15{near}/desk.jsonl")
        seen.until(lambda text: "[jsonl]" in text and '{"id": "i1"' in text)
        seen.keys("\r")
        seen.until("1 item written to")
        assert "[jsonl]" not in seen.text()
    assert json.loads((near / "desk.jsonl").read_text("utf-8"))["title"] == "Port fees on US ships in China"


def test_what_the_wire_shows_leaves_too_flagged_or_not(filled: Store, near: Path) -> None:
    deliver(filled, entry(2, title="Soybean growers wait for China and tariffs"))
    read_all(filled)
    changes.unflag(filled, "i1", by="ann", at=NOW)
    with terminal(columns=120, rows=36, **OFFLINE) as seen:
        seen.until("Soybean growers")
        seen.keys("x")
        seen.until("nothing is flagged")
        seen.keys("=soybean\r")
        seen.until(lambda text: "Port fees" not in text)
        seen.keys("x")
        seen.until(lambda text: "the wire: soybean" in text and "# Items: soybean" in text)
        seen.keys("\x14")
        seen.until("there is only this")
        seen.keys("\x1b")
        seen.until(lambda text: "[md]" not in text)
        changes.flag(filled, "i1", by="ann", at=NOW)
        seen.keys("f")
        seen.until("flagged by ann")
        seen.keys("x")
        seen.until(lambda text: "2 items" in text and "# Flagged items" in text)
        seen.keys(f"\x14\x15{near}/wire.atom\r")
        seen.until("1 item written to")
    text = (near / "wire.atom").read_text("utf-8")
    assert "Soybean growers" in text
    assert "Port fees" not in text


def test_the_whole_is_copied_to_the_terminals_clipboard_and_noted(filled: Store) -> None:
    with terminal(columns=120, rows=36, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("x")
        seen.until("# Flagged items")
        seen.keys("\t\t\x19")
        seen.until("copied: 2 lines, flagged as csv")
        written = bytes(seen.raw).partition(b"\x1b]52;c;")[2].partition(b"\x07")[0]
    assert base64.b64decode(written).decode().splitlines()[1].startswith("i1,")
    assert filled.connection.execute("select item_id from exported_item").fetchall() == [(1,)]


def test_a_mistake_in_the_desks_template_stands_in_the_preview_and_writes_nothing(filled: Store, near: Path) -> None:
    (near / "brief.md.j2").write_text("{{ brief.titel }}", "utf-8")
    config = Path(os.environ["TRADEWATCH_CONFIG"])
    config.write_text(f"{config.read_text('utf-8')}\n[export]\ntemplates = '{near}'\n", "utf-8")
    with terminal(columns=200, rows=36, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("x")
        seen.until(f"{near}/brief.md.j2:1: ")
        seen.keys(f"\x15{near}/desk.md\r")
        seen.until(lambda text: "[md]" not in text and "brief.md.j2:1:" in text)
    assert not (near / "desk.md").exists()


def test_a_name_that_ends_as_nothing_known_is_refused(filled: Store, near: Path) -> None:
    with terminal(columns=250, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys(f"x\x15{near}/desk.docx\r")
        seen.until("which format?")
        seen.keys(f"x\x15{near}/desk\r")
        seen.until("1 item written to")
    assert (near / "desk").read_text("utf-8").startswith("# Flagged items")


def test_a_handover_leaves_as_a_page_by_its_ending(filled: Store, near: Path) -> None:
    with terminal(columns=250, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("H")
        seen.until("Handover for ann")
        seen.keys(f"x\x15{near}/evening.html\r")
        seen.until("the handover is written to")
    assert (near / "evening.html").read_text("utf-8").startswith("<!DOCTYPE html>")
