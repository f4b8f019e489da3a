"""The console as a person sees it: real program, real terminal, real database."""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk import NOW, deliver, entry, read_all, run
from tests.tui.terminal import terminal
from tradewatch.feeds.lock import is_held
from tradewatch.records import FeedStatus, FetchOutcome, Habit
from tradewatch.storage.store import Store

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}
SAID = "“The door to China is open,” U.S. Treasury Secretary Scott Bessent told CNBC on Thursday. Tariffs stay at 30% for now."


@pytest.fixture
def filled(store: Store) -> Store:
    headlines = [
        "Rare earth licences for US carmakers from China",
        "Soybean growers wait for China and tariffs",
        "Port fees on US ships in China",
    ]
    deliver(store, *[entry(number, title=title) for number, title in enumerate(headlines)])
    deliver(
        store,
        entry(9, title="Bessent says door to China is open on tariffs", summary=SAID),
        feed="http://127.0.0.1:9/b",
        title="Potomac Ledger",
    )
    deliver(store, entry(20, title="Rain in Kent", summary="It rains."), feed="http://127.0.0.1:9/c", title="Weather")
    read_all(store)
    return store


@pytest.mark.parametrize(("columns", "rows"), [(160, 50), (120, 36), (80, 24)])
def test_the_first_screen_answers_the_four_questions(filled: Store, columns: int, rows: int) -> None:
    with terminal(columns=columns, rows=rows, **OFFLINE) as seen:
        text = seen.until(lambda text: "Port fees" in text and "Scott Bessent" in text)
        assert "1 Truce" in text
        assert "The door to China is open" in text
        assert "to Sun 10 Jan 2027" in text
        assert "Washington" in text or "Wash." in text
        assert "Rain in Kent" not in text
        if columns >= 120:
            seen.until("12.5 %")
            seen.until("general extra duties only")
        assert all(len(line) <= columns for line in seen.lines())


def test_below_80_columns_one_pane_and_the_countdown(filled: Store) -> None:
    with terminal(columns=60, rows=20, **OFFLINE) as seen:
        text = seen.until("[4 Wire]")
        assert "d 1" in text.splitlines()[1] or "d " in text.splitlines()[1]
        seen.keys("3")
        seen.until(lambda text: "[3 Tariffs]" in text and "US on China" in text)


def test_resizing_keeps_everything_usable(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        for columns, rows in ((60, 20), (80, 24), (200, 60), (30, 8), (120, 36)):
            seen.resize(columns, rows)
        seen.until("3 Tariffs")
        seen.keys("j")
        seen.until("Port fees")


def test_enter_opens_the_text_beside_the_list_and_q_closes_it(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Scott Bessent")
        seen.keys("2\r")
        text = seen.until(lambda text: "carried by" in text and "30% for now" in text)
        assert "Treasury Secretary" in text
        assert "interview" in text
        seen.keys("q")
        seen.until("3 Tariffs")


def test_a_flag_with_a_note_leaves_as_a_file(filled: Store, tmp_path: Path) -> None:
    out = tmp_path / "handover.jsonl"
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("f")
        seen.until("flagged by ann")
        seen.keys("m")
        seen.until("note on")
        seen.keys("check with customs\r")
        seen.until("kept")
        seen.keys("x")
        seen.until("Enter write")
        seen.keys(f"\x15{out}\r")
        seen.until("1 item written")
    row = json.loads(out.read_text("utf-8"))
    assert (row["note"], row["flagged"]["by"]) == ("check with customs", "ann")


def test_undo_takes_the_flag_off(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("f")
        seen.until("⚑")
        seen.keys("u")
        seen.until("undone")
        seen.until(lambda text: "⚑" not in text)


def test_search_narrows_while_typing_and_escape_brings_the_list_back(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("/soybean")
        seen.until(lambda text: "Soybean" in text and "Port fees" not in text)
        seen.keys("\x1b")
        seen.until("Port fees")


def test_narrowing_by_key_and_value(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("=")
        seen.until("narrow to")
        seen.keys("feed:potomac\r")
        seen.until(lambda text: "feed:potomac" in text and "Port fees" not in text)
        seen.keys("=")
        seen.until("narrow to: feed:potomac")
        seen.keys("\x15\r")
        seen.until("Port fees")


def test_arrivals_wait_and_nothing_moves_under_the_cursor(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("j")
        before = next(number for number, line in enumerate(seen.lines()) if "Soybean" in line)
        deliver(
            filled,
            entry(-3, title="China and US to meet on tariffs again", summary="Vienna is named as the place."),
            feed="http://127.0.0.1:9/n",
            title="New",
        )
        read_all(filled)
        seen.until("1 new")
        assert "to meet on tariffs again" not in seen.text()
        assert next(number for number, line in enumerate(seen.lines()) if "Soybean" in line) == before
        seen.keys(" ")
        seen.until("to meet on tariffs again")


def test_a_story_that_got_another_item_keeps_place_and_time_until_it_is_asked_for(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("j")
        title = "Bessent says door to China is open on tariffs"
        late = entry(30, title=title, summary=SAID, published=NOW + timedelta(minutes=40))
        deliver(filled, late, feed="http://127.0.0.1:9/d", title="Late Wire", at=NOW + timedelta(minutes=41))
        read_all(filled)
        text = seen.until("1 new: Space")
        line = next(line for line in text.splitlines() if "Bessent says" in line)
        assert "16:51" in line
        assert "→" not in line
        seen.keys(" ")
        seen.until(lambda text: any("→17:40" in line and "Bessent says" in line for line in text.splitlines()))


def test_an_export_of_nothing_says_what_flags(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("4 unread")
        seen.keys("x")
        seen.until("nothing is flagged: f flags what is to be exported")


def test_as_of_shows_the_day_and_knows_nothing_later(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("a")
        seen.until("show things as of")
        seen.keys("2025-05-20\r")
        text = seen.until("AS OF")
        text = seen.until(lambda text: "Port fees" not in text)
        assert "30 %" in text
        assert "12.5 %" not in text


def test_help_and_feeds_come_and_go(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("?")
        seen.until("Here: the wire")
        seen.keys("q")
        seen.until(lambda text: "Here: the wire" not in text)
        seen.keys("S")
        seen.until("3 to poll")
        seen.keys("q")
        seen.until(lambda text: "3 to poll" not in text)


def test_a_silent_feed_says_so_on_the_feeds_screen(filled: Store) -> None:
    habit = Habit(NOW - timedelta(hours=9), 7200, 7200)
    filled.save_outcomes([FetchOutcome(1, NOW, NOW + timedelta(minutes=15), FeedStatus.OK, habit=habit)])
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("S")
        text = seen.until("quiet for 9 h, usual gap 2 h")
        assert "1 silent" in text


def test_q_twice_quits_and_the_terminal_is_as_before(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("q")
        seen.until("once more")
        seen.keys("q")
        assert seen.ended() == 0
        assert b"\x1b[?1049l" in seen.raw
        assert b"\x1b[?25h" in seen.raw


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_in_order(filled: Store, number: int) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.signal(number)
        assert seen.ended() == 0
        assert b"\x1b[?1049l" in seen.raw


def test_no_escape_sequence_of_a_feed_reaches_the_terminal(store: Store) -> None:
    evil = "US tariffs on China \x1b]52;c;ZXZpbA==\x07 \x9b31m red \x1b[2J [bold]markup[/bold] \u202e52"
    deliver(store, entry(1, title=evil, summary=evil))
    read_all(store)
    with terminal(**OFFLINE) as seen:
        seen.until("US tariffs on China")
        seen.keys("\r")
        seen.until("relevant (")
        assert b"]52;c" not in seen.raw
        assert "[bold]markup[/bold]" in seen.text()


def test_offline_by_choice_starts_no_poller(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("offline by choice")
        assert not is_held(filled.path)


def test_a_console_that_is_killed_takes_its_poller_along(filled: Store) -> None:
    filled.close()
    with terminal(TRADEWATCH_AS_OF="") as seen:
        seen.until("Port fees")
        seen.until(lambda text: is_held(filled.path))
        seen.signal(signal.SIGKILL)
        seen.ended()
    for _ in range(1000):
        if not is_held(filled.path):
            break
        os.sched_yield()
        signal.sigtimedwait([], 0.02)
    assert not is_held(filled.path)


def test_keys_can_be_changed(filled: Store) -> None:
    path = Path(os.environ["TRADEWATCH_CONFIG"])
    path.write_text(path.read_text("utf-8") + "\n[keys]\nflag = 'b'\n", "utf-8")
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("b")
        seen.until("flagged by ann")


def test_the_demo_fills_by_itself_and_says_what_it_is() -> None:
    with terminal("demo", TRADEWATCH_OFFLINE="1") as seen:
        text = seen.until(lambda text: "14 feeds" in text and "unread" in text and "66 d" in text and "30 %" in text)
        assert "DEMO" in text
        seen.until(lambda text: "Growers" in text.rpartition("4 Wire")[2])
        seen.keys("y")
        seen.until("copied: DEMO: https://")
        seen.keys("qq")
        assert seen.ended() == 0


def test_the_demo_without_a_terminal_prints_its_board() -> None:
    done = run("demo", "--headless")
    assert done.returncode == 0, done.stderr
    assert "DEMO 6 Jun 2025" in done.stdout
    assert "66 d" in done.stdout
    assert "Donald Trump" in done.stdout


@pytest.mark.parametrize("lines", ["[keys]\nflagg = 'w'", "[keys]\nflag = 'x'", "[theme]\nname = 'nope'"])
def test_the_console_does_not_start_with_half_a_config(filled: Store, lines: str) -> None:
    path = Path(os.environ["TRADEWATCH_CONFIG"])
    path.write_text(path.read_text("utf-8") + "\n" + lines + "\n", "utf-8")
    with terminal(**OFFLINE) as seen:
        assert seen.ended() == 2
        assert b"config.toml" in seen.raw


def test_keys_typed_in_one_go_are_obeyed_in_order(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("/soybean\rjkf")
        seen.until("flagged by ann")
        seen.until(lambda text: any("Soybean" in line and "⚑" in line for line in text.splitlines()))


@pytest.mark.parametrize(
    ("columns", "keys", "shows"),
    [
        (80, "3j\r", "forced labour, s.301"),
        (120, "\r\t)", "closes"),
        (120, "\r\x1bjj\r", "Soybean"),
    ],
    ids=["a pane that was never shown", "into the text", "Esc and what follows it"],
)
def test_a_key_means_what_it_would_have_meant_a_second_later(
    filled: Store, columns: int, keys: str, shows: str
) -> None:
    def screen(pieces: list[str]) -> list[str]:
        with terminal(columns=columns, rows=24, **OFFLINE) as seen:
            seen.until("Port fees")
            for piece in pieces:
                seen.keys(piece)
                seen.still()
            seen.until(shows)
            seen.still()
            return seen.lines()[1:]  # without the clocks

    assert screen([keys]) == screen(list(keys))


def test_hits_of_a_search_are_stepped_through_in_the_text(filled: Store) -> None:
    words = "Barges wait at the docks. " * 150 + "At last the tariffs stay at the quay."
    deliver(filled, entry(-1, title="Trump and Xi talk of tariffs on China", summary=words))
    read_all(filled)
    with terminal(columns=120, rows=36, **OFFLINE) as seen:
        seen.until("Trump and Xi")
        seen.keys("\r")
        seen.until("Barges wait")
        seen.keys("/tariffs\r")
        assert "stay at the quay" not in seen.until("“tariffs”")
        seen.keys("n")
        seen.until("stay at the quay")
        assert "step through" not in seen.still()


def test_a_terminal_that_hangs_up_leaves_nothing_running(filled: Store, tmp_path: Path) -> None:
    """Started by make the console gets no signal when the terminal goes."""
    makefile, ended = tmp_path / "Makefile", tmp_path / "ended"
    makefile.write_text(f"run:\n\t@{sys.executable} -m tradewatch; echo yes > {ended}\n")
    with terminal(command=["make", "-s", "-f", str(makefile)], **OFFLINE) as seen:
        seen.until("Port fees")
        seen.hang_up()
        deadline = time.monotonic() + 20
        while not ended.exists() and time.monotonic() < deadline:
            select.select([], [], [], 0.05)
    assert ended.exists()


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("a9999-12-31T23:00:00Z\r", "calendar"),
        ("x\x15~nosuchuser/x.md\r", "nosuchuser"),
        ("x\x15" + "n" * 300 + ".md\r", "too long"),
        ("/x " + " ".join(f"-a{n}" for n in range(150)) + "\r\x05\x15\r", "Port fees"),
    ],
)
def test_what_a_person_types_does_not_end_the_console(filled: Store, keys: str, words: str) -> None:
    with terminal(columns=200, **OFFLINE) as seen:
        seen.until("4 unread")
        seen.keys("f")
        seen.until("flagged by ann")
        seen.keys(keys)
        seen.until(words)
        seen.keys("?")
        seen.until("Here: the wire")


def test_an_open_text_stays_while_other_things_arrive(filled: Store) -> None:
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("\r")
        seen.until("relevant (")
        said = "“Boots will cost less,” U.S. Trade Representative Jamieson Greer said of China and tariffs."
        deliver(
            filled,
            entry(-5, title="Greer speaks on China and tariffs", summary=said),
            feed="http://127.0.0.1:9/n",
            title="N",
        )
        read_all(filled)
        seen.until("1 new")
        assert "relevant (" in seen.text()
        assert "attribution" not in seen.text()


def test_a_wrong_query_keeps_what_was_typed_and_says_where(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("/soybean sied:China\r")
        text = seen.until("there is no sied: (did you mean side:?")
        assert "search: soybean sied:China" in text
        seen.keys("\x1b[3~" * 4 + "feed\r")  # the cursor stands at the wrong term
        seen.until(lambda text: "feed:China" in text and "nothing on" in text)
        seen.keys("\x1b")
        seen.until("Port fees")


def test_narrowing_begins_with_what_there_is_and_tells_what_may_follow(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("=-soybean side:")
        seen.until("side: US, China, both, other")
        seen.keys("\r")
        seen.until("side: wants a value (US, China, both, other)")
        seen.keys("\x05other\r")
        seen.until(lambda text: "“-soybean”, side:other" in text and "Port fees" in text and "Soybean" not in text)
        seen.keys("=")
        seen.until("narrow to: -soybean side:other")
        seen.keys("\x15\r")
        seen.until("Soybean")


def test_the_next_search_comes_in_place_of_the_last_within_what_is_narrowed(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("=-fees\r")
        seen.until("“-fees”")
        seen.keys("/soybean\r")
        seen.until("“-fees soybean”")
        seen.keys("/rare\r")
        seen.until(lambda text: "“-fees rare”" in text and "Rare earth licences" in text)
        seen.keys("/\x1b")
        seen.until("“-fees rare”")


def test_the_cursor_is_drawn_where_it_goes_after_the_list_has_moved(store: Store) -> None:
    deliver(store, *[entry(number, title=f"China tariffs, part {number:02}") for number in range(40)])
    read_all(store)
    store.connection.execute("update item set story_id = null")  # each stands for itself
    with terminal(**OFFLINE) as seen:
        seen.until("part 00")
        for step in range(1, 30):
            seen.keys("j" if step % 7 else "k")
            wanted = sum(1 if one % 7 else -1 for one in range(1, step + 1))
            seen.until(lambda text, wanted=wanted: _marked(text) == [f"part {wanted:02}"])


def _marked(text: str) -> list[str]:
    """The rows that the mark of the cursor stands before."""
    return [line[line.index("part ") :][:7] for line in text.splitlines() if "▌" in line and "part " in line]
