"""The open text as a person uses it: its links, its names, what is copied and what is opened."""

from __future__ import annotations

import base64
import os
import sys
from pathlib import Path

import pytest

from tests.desk import deliver, entry, read_all
from tests.tui.terminal import Terminal, terminal
from tradewatch.storage.store import Store

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": "2025-06-06T18:00:00Z", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
SAID = (
    "“The door to China is open,” U.S. Treasury Secretary Scott Bessent told CNBC of tariffs. "
    "China’s Ministry of Commerce rejected the charge, saying its controls apply to every country."
)


@pytest.fixture
def filled(store: Store) -> Store:
    title = "Bessent says door to China is open on tariffs"
    deliver(store, entry(30, title=title, summary=SAID))
    later = entry(18, title=title, summary=SAID)
    deliver(store, later, feed="http://127.0.0.1:9/b", title="Potomac Ledger")
    deliver(store, entry(5, title="Port fees on US ships in China"), feed="http://127.0.0.1:9/c", title="Quay Daily")
    read_all(store)
    return store


def opened(seen: Terminal, words: str = "door open") -> None:
    """Opens the story that two outlets carry and goes into its text."""
    seen.until("Port fees")
    seen.keys(f"/{words}\r")
    seen.until(lambda text: "2 outlets" in text and "Port fees" not in text)
    seen.keys("\r")
    seen.until("carried by 2")
    seen.keys("\t")


def test_a_link_leads_to_the_statement_and_q_leads_back(filled: Store) -> None:
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        opened(seen)
        seen.keys(")")
        seen.until(lambda text: any("▌  Scott Bessent: “The door" in line for line in text.splitlines()))
        seen.keys("\r")
        seen.until(lambda text: "attribution" in text and "q goes back" in text)
        seen.keys("y")
        seen.until("copied: “The door to China is open,”")
        seen.keys("q")
        seen.until(lambda text: "said here:" in text and "+12 min" in text)
        seen.keys("(")
        seen.until(lambda text: any("▌  2 " in line and "Potomac Ledger" in line for line in text.splitlines()))
        seen.keys("\r")
        seen.until("q goes back")
        seen.keys("y")
        seen.until("copied: https://example.org/18")


def test_what_is_copied_goes_to_the_terminal_and_stands_in_full_until_a_key(filled: Store) -> None:
    with terminal(columns=80, rows=24, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("2/door\r")
        seen.until("The door")
        seen.keys("Y")
        text = seen.until(lambda text: "any key closes" in text and "in Beijing" in text)
        assert "7 June 2025" not in text.split("any key")[0]
        written = bytes(seen.raw).partition(b"\x1b]52;c;")[2].partition(b"\x07")[0]
        assert "— Scott Bessent, Treasury Secretary" in base64.b64decode(written).decode()
        seen.keys("x")
        seen.until(lambda text: "any key closes" not in text and "1 Truce" in text)


def test_a_click_on_a_name_shows_what_its_bearer_has_said_and_escape_brings_the_text_back(filled: Store) -> None:
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        opened(seen)
        row, line = next((number, line) for number, line in enumerate(seen.lines()) if "Ministry of Commerce" in line)
        column = line.index("Ministry of Commerce") + 3
        seen.keys(f"\x1b[<0;{column};{row + 1}M\x1b[<0;{column};{row + 1}m")
        seen.until(lambda text: 'speaker:"Ministry of Commerce (China)"' in text and "carried by 2" not in text)
        seen.keys("\x1b")
        seen.until(lambda text: "speaker:" not in text and "carried by 2" in text and "“door open”" in text)


def test_what_an_outlet_changed_is_shown_and_words_that_went_are_said_to_be_gone(filled: Store) -> None:
    title = "Bessent says door to China is open on tariffs"
    deliver(
        filled, entry(30, title=title, summary=SAID.replace("The door to China is open", "We will talk to China soon"))
    )
    read_all(filled)
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        opened(seen, "talk to China soon")
        text = seen.until("summary changed: [-“The door-]{+“We will talk+} to China [-is open,”-]")
        gone, kept = (next(line for line in text.splitlines() if one in line) for one in (",”  s1", ",”  s3"))
        assert "“The door to China is open,”  s1, edited away since" in gone
        assert "edited away" not in kept
        seen.keys(")\r")  # the outlet that still has these words is shown and cited
        seen.until(lambda text: "attribution" in text and "Potomac Ledger · Fri" in text)
        seen.keys("Y")
        seen.until(lambda text: "any key closes" in text and "(Potomac Ledger, " in text and "example.org/18)" in text)


def test_of_several_speakers_one_is_chosen(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        opened(seen)
        seen.keys("w")
        seen.until("What has this speaker said")
        seen.keys("\r")
        seen.until('speaker:"Scott Bessent"')


def test_without_a_browser_the_address_is_shown_and_no_text_browser_touches_the_screen(
    filled: Store, tmp_path: Path
) -> None:
    trace = tmp_path / "started"
    for name in ("w3m", "lynx", "www-browser"):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho {name} > {trace}\n", "utf-8")
        program.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{Path(sys.executable).parent}"
    with terminal(PATH=path, BROWSER="w3m", **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("o")
        seen.until(lambda text: "no browser could be started here; the address at example.org" in text)
        assert not trace.exists()


def test_a_browser_of_its_own_window_gets_the_address_and_the_host_is_said(filled: Store, tmp_path: Path) -> None:
    program = tmp_path / "window"
    program.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/got\necho noise; echo noise >&2\n', "utf-8")
    program.chmod(0o755)
    with terminal(BROWSER=str(program), **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("o")
        text = seen.until("opened example.org  https://example.org/")
        assert "noise" not in text
    assert (tmp_path / "got").read_text("utf-8").startswith("https://example.org/")
