"""Files that are not ours, folders that may not be written, figures that are none: a line and a hint, nothing touched."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from tests.desk import run
from tradewatch.storage.store import Store


def refused(*words: str, status: int = 1) -> str:
    done = run(*words)
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    return done.stderr


def test_a_newer_database_is_left_alone(store: Store) -> None:
    store.connection.execute("pragma user_version = 99")
    store.close()
    before = store.path.read_bytes()
    assert "newer" in refused("items")
    assert "newer" in refused("flag", "i1")
    assert store.path.read_bytes() == before


def test_a_text_file_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes")
    refused("--db", str(path), "items")
    assert path.read_text() == "my notes"


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    refused("--db", str(tmp_path), "items")


def test_a_damaged_database_says_so(store: Store) -> None:
    store.add_feeds([])
    store.close()
    content = bytearray(store.path.read_bytes())
    content[4096:12288] = b"\xaa" * 8192
    store.path.write_bytes(content)
    done = run("items")
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_not_ours_to_write(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        missing = tmp_path / "file"
        missing.write_text("")
        refused("--db", str(missing / "under" / "a-file.sqlite"), "items")
        return
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    refused("--db", str(folder / "desk.sqlite"), "items")


@pytest.mark.parametrize(
    "content",
    [
        "[poll",
        "poll = 3",
        "[poll]\ninterval_minutes = 0",
        "[poll]\ninterval_minutes = '5'",
        "[nonsense]\na = 1",
        "[desk]\nzone = 'Mars/Base'",
        "\xff",
    ],
)
def test_wrong_configs(content: str) -> None:
    path = Path(os.environ["TRADEWATCH_CONFIG"])
    path.write_bytes(content.encode("latin-1"))
    assert str(path) in refused("items", status=2)


def test_a_dead_host_is_words(tmp_path: Path) -> None:
    Path(os.environ["TRADEWATCH_CONFIG"]).write_text(
        "[feeds]\ncatalogue = false\n[poll]\nallow_private = ['127.0.0.1:9']\n", "utf-8"
    )
    assert "cannot be reached" in refused("feeds", "check", "http://127.0.0.1:9/feed")


def test_a_database_of_another_program_with_our_name(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("create table x (y)")
    connection.commit()
    connection.close()
    refused("flag", "i1")


def test_text_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\xfe\x00tariffs")
    refused("read", str(path))


def test_lines_that_are_not_json(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1", "title": "t"}\nno json\n')
    assert "line 2" in refused("read", "--jsonl", str(path))


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    path.write_bytes(b"")
    assert run("--db", str(path), "items").returncode == 0


def test_a_speaker_without_a_name_is_none(store: Store) -> None:
    store.close()
    assert run("correct", "s1", "--speaker", " ").returncode == 2
    assert run("items", "--limit", "-1").returncode == 2


@pytest.mark.parametrize("command", ["items", "stories", "statements", "export"])
def test_a_wrong_query_is_shown_with_a_line_under_its_mistake(store: Store, command: str) -> None:
    store.close()
    done = run(command, "关税 side:Chna")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "tradewatch: side: has no 'Chna', did you mean side:China? (US, China, both, other)",
        "  关税 side:Chna",
        "            ^^^^",
    ]
