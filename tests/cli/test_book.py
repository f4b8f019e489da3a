"""The book on the command line: changes that are told back, figures as files, and mistakes in one line."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.desk import run

SAID = ("--source", "https://example.org/notice")
DUTY = ("imposed_by=China", "target=US", "rate=34", "stack=yes", "name=additional duty", "from=2026-11-20")


def lines(*words: str) -> list[dict[str, Any]]:
    done = run(*words)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def total(*words: str) -> str:
    rows = {row["imposed_by"]: row for row in lines(*words, "tariffs", "--json") if row["kind"] == "stack"}
    found: str = rows["China"]["total"]
    return found


def test_a_change_is_made_told_and_taken_back() -> None:
    made = run("book", "add", "measure", *DUTY, "replaces=cn-10-truce,cn-24-suspended", "--why", "notice read", *SAID)
    assert made.returncode == 0, made.stderr
    assert total("--as-of", "2026-11-21") == "10", "nobody knew on that day"
    assert total("--as-of", "2030-01-01") == "34"
    told = lines("book", "history", "--json")
    assert [row["id"] for row in told] == ["cn-24-suspended", "cn-10-truce", "china-additional-duty-34"]
    assert {(row["by"], row["why"], row["undone"]) for row in told} == {("ann", "notice read", False)}
    words = run("book", "history", "cn-10-truce").stdout
    assert "to: none → 2026-11-20 Asia/Shanghai" in words
    assert "source: https://example.org/notice" in words
    undone = run("book", "undo", told[-1]["revision"])
    assert undone.returncode == 0, undone.stderr
    assert total("--as-of", "2030-01-01") == "34", (
        "the truce of the record has ended by then and its 24 points are back"
    )
    assert total() == "10"
    assert all(row["undone"] for row in lines("book", "history", "--json") if row["origin"] == "person")


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("add", "measure", *DUTY), 1, "who says so is missing"),
        (("add", "measure", *DUTY, *SAID), 1, "would count twice"),
        (("add", "measure", *DUTY, "rate=1450", *SAID), 2, "rate is given twice"),
        (("add", "measure", *DUTY, "replaces=us-s301-fl-12_5", *SAID), 1, "is of another direction"),
        (("add", "measure", *DUTY, "replaces=cn-125", *SAID), 1, "was over on 14 May 2025"),
        (("add", "measure", *DUTY, "id=a b", *SAID), 1, "is no id"),
        (("add", "deadline", "title=far", "start=9999-12-31", *SAID), 1, "beyond the calendar"),
        (("add", "deadline", "title=x", "start=2026-12-01", "--source", "i999"), 1, "there is no item i999"),
        (("add", "deadline", "title=x", "start=2026-12-01", "--by", " ", *SAID), 2, "a name is wanted"),
        (("add", "deadline", "title=\u200b\u200e", "start=2026-12-01", *SAID), 1, "title"),
        (("add", "speaker", "name=Scott Bessent", "side=China", *SAID), 1, "each name has one bearer"),
        (("edit", "bessent", "aliases=Bessent,Lutnick", *SAID), 1, "Lutnick is Howard Lutnick"),
        (("edit", "bessent", "aliases=the,tariff", *SAID), 1, "is a word, not a name"),
        (("edit", "washington-extension", "days=0", *SAID), 1, "is no number of days"),
        (("edit", "washington-extension", "agreed=2027-01-01", *SAID), 1, "it took effect before"),
        (("edit", "cn-10-truce", *SAID), 1, "nothing to change"),
        (("edit", "cn-10-truce", "rate=10", *SAID), 1, "is so already"),
        (("edit", "cn-10-truce", "rate", *SAID), 2, "is not FIELD=VALUE"),
        (("undo", "r99999"), 1, "there is no revision"),
        (("undo", "p1"), 1, "is no"),
        (("accept", "p1"), 1, "there is no proposal"),
        (("history", "nope"), 1, "has no row"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(words: tuple[str, ...], status: int, says: str) -> None:
    done = run("book", *words)
    assert done.returncode == status, done.stdout + done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert lines("book", "history", "--json") == []


def test_what_is_written_cannot_act_on_a_terminal() -> None:
    evil = "\x1b]0;owned\x07\x1b[31mred\u202e"
    done = run(
        "book", "add", "deadline", f"title=Hearing {evil}", "start=2026-12-09", "--why", evil, "--source", f"s {evil}"
    )
    assert done.returncode == 0, done.stderr
    shown = run("book", "history").stdout + run("deadlines", "--all").stdout + run("deadlines", "--ics").stdout
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    assert "Hearing red" in shown


def test_figures_as_files_say_their_day_and_their_sources() -> None:
    text = run("--as-of", "2026-11-24T14:14:00Z", "tariffs", "--csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    stack = rows[-1]
    assert (stack["imposed_by"], stack["total"], stack["basis"], stack["otherwise"]) == (
        "China",
        "10",
        "announced",
        "34",
    )
    assert {row["as_of"] for row in rows} == {"2026-11-24T14:14:00Z"}
    assert all(row["source"] for row in rows)
    table = run("--as-of", "2026-11-24T14:14:00Z", "tariffs", "--md").stdout
    assert (
        "| China on US | 10 % (34 % if the extension fails) | additional duty 10 | 14 May 2025, 12:01 Beijing | 125 % |"
        in table
    )
    assert (
        "as of 24 November 2026, 09:14 Washington, 22:14 Beijing (! book checked to 9 Oct 2026, 46 days ago)" in table
    )
    for words in ("tariffs", "truce"):
        first = run("--as-of", "2025-05-14", words).stdout.splitlines()[0]
        assert first == "As of Wed 14 May 2025 00:00 Washington / Wed 14 May 2025 12:00 Beijing"
    earlier = run("--as-of", "2025-06-06", "tariffs", "--md").stdout
    assert "EO 14298" in earlier
    assert "EO 14358" not in earlier, "an order of November 2025"


def test_what_the_desk_believed_on_a_day_says_so() -> None:
    assert run("book", "edit", "cn-10-truce", "rate=11", *SAID).returncode == 0
    assert total() == "11"
    rows = lines("tariffs", "--known-at", "2026-11-01", "--json")
    stack = rows[-1]
    assert (stack["total"], stack["known_at"]) == ("10", "2026-11-01T04:00:00Z")
    assert (
        "as the desk had it on 1 Nov 2026, 00:00 Washington"
        in run("tariffs", "--known-at", "2026-11-01", "--md").stdout
    )
    assert "as the desk had it" in run("truce", "--known-at", "2026-11-01").stdout


def test_changes_are_told_in_sentences() -> None:
    text = run("--as-of", "2025-11-11", "tariffs", "--changes", "--since", "2025-05-01").stdout
    assert "14 May 2025, 00:01 Washington: US on China fell from 145 to 30 %: reciprocal, IEEPA 10 % began" in text
    assert "14 May 2025, 12:01 Beijing: China on US fell from 125 to 10 %" in text
    assert "steel and aluminium, s.232 (50 %) began; beside the total" in text
    assert run("tariffs", "--since", "2025-05-01").returncode == 2


def test_the_calendar_counts_the_changes_of_an_event() -> None:
    run("book", "add", "deadline", "title=Hearing", "start=2099-12-09 10:00 Washington", *SAID)
    run("book", "edit", "hearing", "start=2099-12-10 10:00 Washington", *SAID)
    run("book", "edit", "hearing", "note=room 12", *SAID)
    text = run("--as-of", "2099-12-01", "deadlines", "--ics").stdout
    event = next(one for one in icalendar.Calendar.from_ical(text).walk("VEVENT") if one["UID"] == "hearing@tradewatch")
    assert event["SEQUENCE"] == 2
    assert f"{event['DTSTART'].dt:%Y-%m-%d %H:%M}" == "2099-12-10 15:00"


def test_a_broken_revision_is_named_and_no_fault_of_the_program(tmp_path: Path) -> None:
    import sqlite3

    run("book", "edit", "cn-10-truce", "rate=11", *SAID)
    with sqlite3.connect(os.environ["TRADEWATCH_DB"]) as connection:
        connection.execute("update revision set content = '{' where id = (select max(id) from revision)")
    for words in (("tariffs",), ("truce",), ("board",), ("book", "history"), ("doctor",)):
        done = run(*words)
        assert done.returncode in (1, 2), words
        assert "of the book is damaged" in done.stdout + done.stderr, words
