"""A draft checked in the console: pasted, of a file, edited and checked again; in a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import deliver, entry, read_all
from tests.tui.terminal import terminal
from tradewatch.storage.store import Store

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": "2025-06-06T17:00:00Z", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
SAID = "“The tariff truce was a bit stalled last week,” Treasury Secretary Scott Bessent said."
DRAFT = f"US tariffs on Chinese goods are 145%.\n\n{SAID}\n\nThe 90-day truce has 67 days left.\n"


@pytest.fixture
def filled(store: Store) -> Store:
    deliver(store, entry(1, title="China and US talk tariffs", text=SAID))
    read_all(store)
    return store


def pasted(words: str) -> str:
    """As a terminal brings a paste (bracketed paste, DECSET 2004)."""
    return f"\x1b[200~{words}\x1b[201~"


def test_a_pasted_draft_is_held_against_the_record(filled: Store) -> None:
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("4 Wire")
        seen.keys("C")
        seen.until("paste the draft here")
        seen.keys(pasted(DRAFT))
        text = seen.until("1 to look at, 4 as the record has it · pasted")
        assert "! 1:33" in text
        assert "rate differs  “145%”" in text
        assert "quotation verbatim" in text
        seen.keys("p")
        text = seen.until("· problems only")
        assert "verbatim" not in text
        seen.keys("q")
        seen.until(lambda text: "Check a draft" not in text)


def test_a_file_is_opened_edited_and_checked_again(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "d.md").write_text(DRAFT, "utf-8")
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i s/145%/30%/ "$1"\n', "utf-8")
    editor.chmod(0o700)
    with terminal(columns=160, rows=50, **OFFLINE, EDITOR=str(editor), VISUAL="") as seen:
        seen.until("4 Wire")
        seen.keys(f"Cf{tmp_path / 'd.md'}\r")
        seen.until("1 to look at, 4 as the record has it")
        seen.keys("v")
        seen.until("0 to look at, 5 as the record has it")
        seen.keys("p")
        seen.until("nothing to look at")
    assert "30%" in (tmp_path / "d.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("file", "said"), [("missing.md", "cannot be read"), (".", "cannot be read"), ("picture.png", "not text in UTF-8")]
)
def test_what_cannot_be_read_is_said_and_the_screen_stays(filled: Store, tmp_path: Path, file: str, said: str) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff")
    with terminal(columns=250, rows=50, **OFFLINE) as seen:
        seen.until("4 Wire")
        seen.keys(f"Cf{tmp_path / file}\r")
        seen.until(said)
        text = seen.still()
        assert "reading …" not in text
        seen.keys(pasted("It rained."))
        seen.until("nothing in it that the record can be asked about")


def test_the_record_of_a_line_is_copied_and_its_source_opened(filled: Store) -> None:
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("4 Wire")
        seen.keys("C")
        seen.keys(pasted(SAID))
        seen.until("quotation verbatim")
        seen.keys("o")
        seen.until("any key closes")
        seen.keys("q")
        seen.until(lambda text: "any key closes" not in text)
        seen.keys("y")
        seen.until("copied")


@pytest.mark.parametrize("size", [(160, 50), (80, 24), (60, 20), (40, 10)])
def test_it_fits_any_window_whatever_is_pasted(filled: Store, size: tuple[int, int]) -> None:
    with terminal(columns=size[0], rows=size[1], **OFFLINE) as seen:
        seen.until("4 Wire")
        seen.keys("C")
        seen.until("paste the draft here")
        seen.keys(pasted("“The \x07truce 关税 " + "w" * 300 + " is dead,” Scott Bessent said.\n" * 40))
        text = seen.until("to look at")
        assert all(len(line) <= size[0] for line in text.splitlines())
        seen.resize(100, 30)
        seen.until("Check a draft")
