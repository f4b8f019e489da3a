"""The flagged board, several flags at once, and a note written in one's own editor: in a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tests.tui.terminal import terminal
from tradewatch.records import FlagState
from tradewatch.storage import changes
from tradewatch.storage.flagboard import BoardFlag, read_board
from tradewatch.storage.pages import Pages
from tradewatch.storage.store import Store
from tradewatch.tui.editing import editor_of

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}


@pytest.fixture
def filled(store: Store) -> Store:
    said = "“The tariff truce was a bit stalled last week,” Treasury Secretary Scott Bessent said."
    deliver(
        store,
        entry(1, title="Port fees on US ships in China"),
        entry(2, title="Soybean growers wait for a call on tariffs", text=said),
        entry(3, title="Rare earth licences come slowly from China"),
    )
    read_all(store)
    for name in ("i1", "i2", "i3"):
        changes.flag(store, name, by="bob", at=NOW)
    return store


def board(store: Store) -> list[BoardFlag]:
    pages = Pages.open(store.path)
    found = read_board(pages)
    pages.close()
    return found


def test_what_is_to_do_stands_before_what_was_used_and_dropped(filled: Store) -> None:
    changes.flag(filled, "i1", by="bob", at=NOW, state=FlagState.DROPPED)
    changes.flag(filled, "i2", by="bob", at=NOW, state=FlagState.USED)
    changes.flag(filled, "s1", by="ann", at=NOW, note="ask him", tags=["rates"])
    assert [(one.id, str(one.flag.state)) for one in board(filled)] == [
        ("i3", "todo"), ("s1", "todo"), ("i2", "used"), ("i1", "dropped"),
    ]  # fmt: skip
    said = board(filled)[1]
    assert (said.who, said.note, said.tags) == ("Scott Bessent", "ask him", ("rates",))
    assert said.words.startswith("“The tariff truce")


def test_a_flagged_story_stands_once_as_long_as_its_first_item_is_in_its_state(filled: Store) -> None:
    changes.unflag_all(filled, ["i1", "i2", "i3"], by="bob", at=NOW)
    changes.flag(filled, "y1", by="ann", at=NOW)
    assert [one.id for one in board(filled)] == ["y1"]
    (first,) = filled.connection.execute("select first_item from story where id = 1").fetchone()
    changes.flag(filled, f"i{first}", by="ann", at=NOW, state=FlagState.USED)
    assert [one.id for one in board(filled)] == ["y1", f"i{first}"]


def test_several_are_flagged_and_taken_back_as_one(filled: Store) -> None:
    changes.flag_all(filled, ["i1", "i3"], by="ann", at=NOW, state=FlagState.USED, tags=["done"])
    assert {one.id for one in board(filled) if one.flag.state is FlagState.USED} == {"i1", "i3"}
    assert changes.undo(filled, by="ann", at=NOW).endswith(" and 1 more")
    assert [str(one.flag.state) for one in board(filled)] == ["todo"] * 3
    assert all(one.tags == () for one in board(filled))


def test_several_are_flagged_all_or_none(filled: Store) -> None:
    with pytest.raises(Exception, match="i999"):
        changes.flag_all(filled, ["i1", "i999"], by="ann", at=NOW, state=FlagState.USED)
    assert [str(one.flag.state) for one in board(filled)] == ["todo"] * 3


def test_the_board_is_worked_by_keys(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("F")
        seen.until("3 to do")
        seen.keys("s")
        seen.until("2 to do · 1 used")
        seen.keys("g  s")  # the first two are marked, and what is pressed then is about both
        seen.until("3 used")
        seen.keys("u")
        seen.until("2 to do · 1 used")
        seen.keys("tsoy, ships\r")
        seen.until("#ships")
        assert len([one for one in board(filled) if one.tags == ("soy", "ships")]) == 2
        seen.keys("mask customs\r")
        seen.until("ask customs")
        seen.keys("f")
        seen.until("flags taken off")
        seen.keys("G\r")
        seen.until(lambda text: "Flagged" not in text)
    assert len(board(filled)) == 1


def test_keys_in_one_piece_go_on_from_each_other(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("F")
        seen.until("3 to do")
        seen.keys("ss")
        seen.until("2 to do · 1 dropped")


def test_what_is_pasted_with_its_enter_is_kept_all_of_it(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("F")
        seen.until("3 to do")
        seen.keys("m\x1b[200~first line\nsecond line\x1b[201~\r")
        seen.until("first line second line")
    assert sorted(one.note for one in board(filled)) == ["", "", "first line second line"]


def test_another_ones_flags_come_onto_an_open_board(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("F")
        seen.until("3 to do")
        changes.flag(filled, "s1", by="bob", at=NOW)
        seen.until("4 to do")


@pytest.mark.parametrize("size", [(160, 50), (80, 24), (60, 20), (40, 10)])
def test_the_board_fits_any_window(filled: Store, size: tuple[int, int]) -> None:
    changes.flag(filled, "i1", by="bob", at=NOW, note="w" * 400, tags=["x" * 200])
    with terminal(columns=size[0], rows=size[1], **OFFLINE) as seen:
        seen.until("4 Wire")
        seen.keys("F")
        text = seen.until("3 to do")
        assert all(len(line) <= size[0] for line in text.splitlines())


def editor(folder: Path, script: str) -> str:
    file = folder / "my editor"
    file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    file.chmod(0o700)
    return f"'{file}' -x"


def test_a_note_is_written_in_ones_own_editor(filled: Store, tmp_path: Path) -> None:
    changes.set_note(filled, "i3", by="bob", at=NOW, note="one\ntwo")
    script = 'grep -q two "$2" && printf "three\\nfour\\n" >> "$2"; printf "IN THE EDITOR"; read answer'
    with terminal(**OFFLINE, EDITOR=editor(tmp_path, script), VISUAL="") as seen:
        seen.until("Port fees")
        seen.keys("FG")
        seen.until("3 to do")
        seen.keys("v")
        seen.until("IN THE EDITOR")
        seen.keys("\x03")  # Ctrl+C is the editor's: it ends the script, not the console
        seen.until("what was written is")
        seen.raw.clear()
        seen.keys("v")
        seen.until(lambda text: b"IN THE EDITOR" in seen.raw)
        seen.keys("\n")
        seen.until("note on i3 kept")
    note = next(one.note for one in board(filled) if one.id == "i3")
    assert note.splitlines()[:2] == ["one", "two"]
    assert note.splitlines()[-1] == "four"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/nowhere/ed", "could not be started"),
        ("'", "could not be started"),
        ("false", "ended with 1"),
        ("true", "stays as it was"),
    ],
)
def test_an_editor_that_does_not_work_changes_nothing(filled: Store, command: str, said: str) -> None:
    with terminal(**OFFLINE, EDITOR=command, VISUAL="") as seen:
        seen.until("Port fees")
        seen.keys("Fv")
        seen.until(said)
        seen.keys("q")
        seen.until("Port fees")
    assert all(one.note == "" for one in board(filled))


def test_the_editor_is_visual_then_editor_then_vi() -> None:
    assert editor_of({"VISUAL": "code -w", "EDITOR": "ed"}) == ["code", "-w"]
    assert editor_of({"VISUAL": "", "EDITOR": "ed"}) == ["ed"]
    assert editor_of({}) == ["vi"]
