"""Watch rules as a person sees and hears them: marked rows, one bell a look, a corner that says what came, and a new rule."""

from __future__ import annotations

import os
import re
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.desk import deliver, entry, read_all
from tests.tui.terminal import Terminal, terminal
from tradewatch.configfile import load_settings
from tradewatch.records import Alert, AlertKind
from tradewatch.settings import Watch
from tradewatch.storage.alertrows import add_alert
from tradewatch.storage.store import Store

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}


def config() -> Path:
    return Path(os.environ["TRADEWATCH_CONFIG"])


def rules(text: str) -> None:
    config().write_text(f"{config().read_text('utf-8')}\n{text}", "utf-8")


def arrive(store: Store, number: int, title: str, *, feed: str = "", at: datetime | None = None) -> None:
    now = at or datetime.now(UTC)
    deliver(
        store,
        entry(number, title=title, summary=f"{title}.", published=now),
        feed=f"http://127.0.0.1:9/{feed or number}",
        at=datetime.now(UTC),
    )
    read_all(store)


@pytest.fixture
def filled(store: Store) -> Store:
    arrive(store, 1, "Port fees on US ships in China as tariffs bite")
    arrive(store, 2, "Soybean growers wait for China and tariffs")
    return store


def row(seen: Terminal, words: str) -> str:
    return next((line for line in seen.lines() if words in line and "14:" not in words), "")


def bells(seen: Terminal) -> int:
    """BEL characters outside the strings that end in one, as the library's own title does."""
    return re.sub(rb"\x1b\][^\x07\x1b]*\x07", b"", bytes(seen.raw)).count(b"\x07")


def test_a_story_that_a_rule_finds_is_marked_by_a_sign(filled: Store) -> None:
    rules("[[watch]]\nname = 'Docks'\nphrases = ['port fees', 'barges']\naction = 'highlight'\n")
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("◆ Port fees on US ships")
        assert "◆" not in row(seen, "Soybean growers")
        arrive(filled, 11, "Soybean barges wait for China and tariffs")
        seen.keys(" ")
        seen.until("◆ Soybean")
        assert bells(seen) == 0
        seen.keys("a2025-06-06T17:00Z\r")
        seen.until(lambda text: "AS OF" in text and "◆" not in text)
        seen.keys("\x1b")
        seen.until(lambda text: "AS OF" not in text and "◆ Port fees" in text)


def test_many_stories_of_one_look_ring_once_and_say_how_many_more(filled: Store) -> None:
    rules("[[watch]]\nname = 'Docks'\nwords = ['harbour']\naction = ['bell', 'toast']\n")
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("Soybean")
        seen.still()
        assert bells(seen) == 0
        now = datetime.now(UTC)
        places = ["Qingdao crane", "Oakland grain", "Rotterdam ferry", "Busan steel", "Santos coffee", "Durban coal"]
        for number, place in enumerate(places):
            one = entry(
                20 + number, f"{place} harbour: China tariffs", f"{place} {number} of Trump, China.", published=now
            )
            deliver(filled, one, feed=f"http://127.0.0.1:9/{number}", at=now)
        read_all(filled)
        stories = filled.connection.execute(
            "select count(distinct story_id) from item where title like '%harbour%' and relevant = 1"
        ).fetchone()[0]
        text = seen.until("◆ Docks")
        seen.still()
        assert bells(seen) == 1
        assert "harbour: China tariffs · Harbour Wire" in " ".join(text.split()) or "harbour: China" in text
        assert stories <= 3 or f"and {stories - 3} more" in text


def test_a_second_outlet_and_old_news_ring_for_nobody(filled: Store) -> None:
    rules("[[watch]]\nname = 'Docks'\nphrases = ['port fees']\naction = ['bell', 'toast']\n")
    with terminal(**OFFLINE) as seen:
        seen.until("Port fees")
        seen.still()
        arrive(filled, 1, "Port fees on US ships in China as tariffs bite", feed="other")
        arrive(filled, 31, "Long ago: port fees of Trump and China, tariffs too", at=datetime(2025, 6, 6, tzinfo=UTC))
        arrive(filled, 32, "Soybean barges wait for Trump and Xi to cut tariffs")
        seen.until("new")
        seen.still()
        assert bells(seen) == 0
        assert "◆ Docks" not in seen.text()


def test_a_hostile_headline_in_the_corner_acts_on_nothing(filled: Store) -> None:
    rules("[[watch]]\nname = '[b]Docks[/b]'\nwords = ['harbour']\naction = ['toast']\n")
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("Port fees")
        arrive(filled, 11, "Harbour [bold red]of[/bold] \x1b]0;x\x07China\x1b[31m and US tariffs [/nonsense]")
        text = seen.until("◆ [b]Docks[/b]")
        assert "[bold red]of[/bold]" in text
        assert bells(seen) == 0


@pytest.mark.parametrize("theme", ["dark", "light", "terminal", "contrast", "mono"])
def test_the_corner_stands_in_every_theme_and_size(theme: str, filled: Store) -> None:
    rules(f"[theme]\nname = '{theme}'\n[[watch]]\nname = 'Docks'\nwords = ['harbour']\naction = ['toast']\n")
    with terminal(columns=80, rows=24, **OFFLINE) as seen:
        seen.until("Port fees")
        arrive(filled, 11, "Harbour of Los Angeles waits for China and tariffs")
        seen.until(lambda text: "◆ Docks" in text and "Harbour of Los Angeles" in text)
        seen.keys("?")
        seen.until("┏ Keys")
        seen.keys("q")
        seen.until("Port fees")


def test_what_the_poller_found_beside_rules_is_said_where_the_config_asks(filled: Store) -> None:
    def find(number: int, kind: AlertKind, title: str) -> None:
        with filled.transaction() as connection:
            add_alert(connection, Alert(kind, f"{kind}:{number}", (), title, "b", "", datetime.now(UTC)), ())

    rules("[alerts]\ndeadline_hours = 24\n")
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.still()
        find(1, AlertKind.RATE, "Rate differs from the book: China on US 34 %")
        find(2, AlertKind.DEADLINE, "Deadline 10 Nov 2026: the truce ends")
        seen.until("the truce ends")
        seen.still()
        assert "Rate differs" not in seen.text()
        assert bells(seen) == 1


def test_a_rule_is_made_of_what_the_wire_is_narrowed_to(filled: Store) -> None:
    os.chmod(config(), 0o640)
    before = config().read_text("utf-8")
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("W")
        seen.until("narrow the wire first")
        seen.keys("/soybean\r")
        seen.until("“soybean” · ")
        seen.keys("W")
        seen.until("would have matched 1 story in the last 7 days; name of the rule:")
        seen.keys("Beans\r")
        seen.until("Beans does:")
        seen.keys("\x15ring\r")
        seen.until("'ring' is none of flag, highlight, bell, toast, notify, tab")
        seen.keys("\x15highlight, flag\r")
        seen.until("Beans is a [[watch]] of the config now: highlight, flag")
        seen.until("◆ Soybean growers")
        seen.until("[Beans]")
    assert load_settings(config()).watch == (Watch("Beans", query="soybean", action=("highlight", "flag")),)
    assert config().read_text("utf-8").startswith(before)
    assert stat.S_IMODE(config().stat().st_mode) == 0o640
    assert filled.connection.execute("select name, query from watch").fetchall() == [("Beans", "soybean")]


def test_a_config_that_cannot_take_a_rule_is_left_alone_and_said(filled: Store) -> None:
    config().write_text(f"watch = []\n{config().read_text('utf-8')}", "utf-8")
    before = config().read_bytes()
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("Port fees")
        seen.keys("/soybean\r")
        seen.until("“soybean” · ")
        seen.keys("W")
        seen.until("would have matched 1 story")
        seen.keys("Beans\r")
        seen.until("Beans does:")
        seen.keys("\r")
        seen.until("cannot be added at its end")
    assert config().read_bytes() == before


def test_a_target_that_takes_nothing_stands_on_the_status_line(filled: Store) -> None:
    at = datetime.now(UTC)
    with filled.transaction() as connection:
        number = add_alert(
            connection, Alert(AlertKind.STORY, "item:1", ("Docks",), "t", "b", "", at), ["json at 127.0.0.1"]
        )
    assert number is not None
    filled.alert_failed(number, "json at 127.0.0.1", at, "did not take it")
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("alerts: 1 not told: json at 127.0.0.1")
