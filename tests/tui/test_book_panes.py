"""The book on the screen: measures opened, proposals decided, the past stepped through, deadlines added."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.desk import deliver, entry, read_all, run
from tests.tui.terminal import Terminal, terminal
from tradewatch.storage.store import Store

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}
WINTER = datetime(2026, 10, 20, 15, tzinfo=UTC)
RAISED = "China raised its additional tariff on US goods from 10% to 34%, the ministry said."
WRONG = "The US-China tariff truce ends on 31 December 2026, brokers say."


@pytest.fixture
def told(store: Store) -> Store:
    deliver(store, entry(1, title="China and US tariffs: a rise", summary=RAISED, published=WINTER), at=WINTER)
    deliver(
        store,
        entry(2, title="China and US tariffs: a date", summary=WRONG, published=WINTER),
        feed="http://127.0.0.1:9/b",
        title="Potomac Ledger",
        at=WINTER,
    )
    read_all(store)
    return store


def pane(seen: Terminal, number: int, words: str) -> None:
    seen.until("Wire")
    seen.keys(str(number))
    seen.until(words)


def test_a_proposal_is_accepted_seen_in_force_and_taken_back(told: Store) -> None:
    with terminal(**OFFLINE) as seen:
        pane(seen, 3, "2 proposals to check")
        seen.keys("p")
        text = seen.until(lambda text: "China on US 10 → 34 %" in text and "truce ends 31 Dec 2026" in text)
        assert "China on US 10 % since 14 May 2025" in text
        assert "Harbour Wire" in text
        rate_is_first = text.index("10 → 34 %") < text.index("truce ends")
        seen.keys("\r" if rate_is_first else "j\r")
        seen.until("accepted by ann")
        seen.keys("q")
        seen.until(lambda text: "China on US    34 %" in text and "1 proposal to check" in text)
        seen.keys("u")
        seen.until(lambda text: "China on US    10 %" in text and "2 proposals to check" in text)


def test_what_is_rejected_goes_and_undo_brings_it_back(told: Store) -> None:
    with terminal(**OFFLINE) as seen:
        pane(seen, 3, "2 proposals to check")
        seen.keys("pd")
        seen.until("1 to check")
        seen.keys("u")
        seen.until("2 to check")
        seen.keys("q")
        seen.until("2 proposals to check")


def test_an_item_that_differs_from_the_book_is_marked_and_says_why_when_open(told: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("≠ book")
        seen.keys("4")
        seen.keys("j" if "a date" not in _first_story(seen) else "")
        seen.keys("\r")
        seen.until("differs from the book: Washington extension")


def _first_story(seen: Terminal) -> str:
    lines = seen.lines()
    rows = lines[next(number for number, line in enumerate(lines) if "4 Wire" in line) + 1 :]
    return next(line for line in rows if "──" not in line.split("││")[0])  # behind the line of its day


@pytest.mark.parametrize(("columns", "rows"), [(120, 36), (80, 24)])
def test_enter_opens_a_measure_with_its_instrument_and_the_total_over_time(
    store: Store, columns: int, rows: int
) -> None:
    with terminal(columns=columns, rows=rows, **OFFLINE) as seen:
        pane(seen, 3, "forced labour, s.301")
        seen.keys("j\r")
        text = seen.until(lambda text: "91 FR 47318" in text and "145 %┤" in text)
        assert "evidence: reported" in text
        seen.keys("q")
        seen.until("not added" if columns >= 120 else "34 % if")


def test_the_truce_in_full_explains_how_the_days_are_counted(store: Store) -> None:
    with terminal("--as-of", "2025-09-01T12:00-04:00", rows=60, TRADEWATCH_OFFLINE="1") as seen:
        pane(seen, 1, "day 21 of 90")
        seen.keys("\r")
        wanted = ("EO 14334", "Counting 90 days", "9 Nov 2025, 23:01 EST", "10 Nov 2025, 00:01 EST")
        seen.until(lambda text: all(words in text for words in wanted))


def test_stepping_through_the_changes_of_the_book_and_back_to_now(store: Store) -> None:
    with terminal(**OFFLINE) as seen:
        pane(seen, 3, "12.5 %")
        seen.keys("a2025-05-14T00:30-04:00\r")
        seen.until(lambda text: "AS OF Wed 14 May 2025 00:30 Washington" in text and "30 %  since 14 May 2025" in text)
        seen.keys("[")
        seen.until(lambda text: "AS OF Wed 14 May 2025 00:01 Washington" in text and "fell from 145 to 30" in text)
        seen.keys("[")
        seen.until(lambda text: "AS OF Sun 11 May 2025 18:00" in text and "145 %" in text)
        seen.keys("]")
        seen.until("AS OF Wed 14 May 2025 00:01")
        seen.keys("\x1b")
        seen.until(lambda text: "AS OF" not in text and "12.5 %" in text)


def test_a_person_adds_a_deadline_and_takes_it_back(store: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Wire")
        seen.keys("D")
        seen.until("a deadline on")
        seen.keys("2026-13-01\r")
        seen.until("month must be")
        seen.keys("D2199-12-09 10:00 Washington\r")
        seen.until("what happens then")
        seen.keys("Hearing on chips\r")
        seen.until("who says so")
        seen.keys("USTR notice\r")
        seen.until("hearing-on-chips added")
        assert "Hearing on chips" in run("deadlines").stdout
        seen.keys("u")
        seen.until("undone")
        assert "Hearing on chips" not in run("deadlines").stdout


def test_a_change_from_the_command_line_shows_without_restarting(store: Store) -> None:
    with terminal(**OFFLINE) as seen:
        pane(seen, 3, "34 % if the announced extension")
        done = run(
            "book", "edit", "washington-extension", "instrument=China: Announcement No. 12 of 2026, 2026-11-09",
            "--source", "https://example.org/notice",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        seen.until(lambda text: "34 % if" not in text and "in force, no US instrument seen" in text)


def test_copying_a_figure_takes_its_day_and_source_along(store: Store) -> None:
    with terminal("--as-of", "2025-06-06T12:00-04:00", columns=160, TRADEWATCH_OFFLINE="1") as seen:
        pane(seen, 3, "30 %")
        seen.keys("Y")
        seen.until(
            lambda text: "any key closes" in text and "US on China 30 % since 14 May 2025, 00:01 Washington" in text
        )


def test_a_measure_names_the_items_that_tell_of_it(told: Store) -> None:
    words = "China still charges 10% on US goods in additional duties, traders say."
    deliver(told, entry(3, title="China keeps its duty on US goods", summary=words, published=WINTER), at=WINTER)
    read_all(told)
    with terminal(rows=60, **OFFLINE) as seen:
        pane(seen, 3, "proposals to check")
        seen.keys("jjjjj\r")
        seen.until(lambda text: "Items that mention it" in text and "China keeps its duty on US goods" in text)


def test_proposals_of_an_earlier_day_are_those_that_were_told_by_then(told: Store) -> None:
    assert "China on US 10 → 34 %" in run("book", "proposals").stdout
    assert run("--as-of", "2026-10-19", "book", "proposals").stdout == ""
    with terminal("--as-of", "2026-10-19", TRADEWATCH_OFFLINE="1") as seen:
        pane(seen, 3, "not added")
        seen.keys("p")
        seen.until("nothing to check")
