"""Answers and forms of a statement as a person sees them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.desk import NOW, deliver, entry, read_all, run
from tests.tui.terminal import terminal
from tradewatch.storage.store import Store

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": "2025-06-06T18:00:00Z"}
SLOW = "“Beijing is slow-walking its magnet licences and everybody knows it,” Scott Bessent told CNBC of China."
SLOW_TOO = "“Beijing is slow-walking magnet licences and everybody knows it,” Bessent said of China and tariffs."
REPLY = f"{SLOW} Beijing rejected the charge, saying its controls apply to every country."


@pytest.fixture
def filled(store: Store) -> Store:
    for number, (feed, words) in enumerate((("Harbour Wire", REPLY), ("Quay Daily", SLOW_TOO))):
        deliver(
            store,
            entry(
                number,
                title=f"US and China at odds over tariffs, {feed}",
                summary=words,
                published=NOW - timedelta(hours=5 - number),
            ),
            feed=f"http://127.0.0.1:9/{number}",
            title=feed,
        )
    read_all(store)
    return store


@pytest.mark.parametrize(("columns", "rows"), [(160, 50), (120, 40), (80, 30)])
def test_a_mark_tells_an_answer_and_a_form_is_not_listed(filled: Store, columns: int, rows: int) -> None:
    with terminal(columns=columns, rows=rows, **OFFLINE) as seen:
        text = seen.until(lambda text: "apply to every country" in text and "↔ US" in text)
        assert "2 outlets" in text
        assert text.count("slow-walking") == 1
        assert all(len(line) <= columns for line in seen.lines())


def test_the_board_as_text_tells_an_answer_too(filled: Store) -> None:
    text = run("--as-of", "2025-06-06T18:00:00Z", "board").stdout
    assert "its controls apply to every country  ↔ US" in text


def test_the_detail_says_what_is_answered_and_why(filled: Store) -> None:
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("↔ US")
        seen.keys("2/every country\r\r")
        text = seen.until("linked: rejects it in the same report")
        sides = next(line for line in text.splitlines() if "claim  s" in line)
        assert "│ answer, open here" in sides
        names = next(line for line in text.splitlines() if "Scott Bessent" in line and "│ China (government)" in line)
        assert names.index("Scott Bessent") < names.index("China (government)")


def test_the_detail_says_what_answers_it_and_marks_the_changed_word(filled: Store) -> None:
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("↔ US")
        seen.keys("2/slow-walking\r\r")
        seen.until("claim, open here")
        seen.until("│ answer  s")
        seen.until("also carried as:")
        seen.until("Quay Daily  Beijing is slow-walking [-its-] magnet")
