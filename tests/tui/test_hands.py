"""Hands as a person sees them: on the wire, in the open text, on the status line, and answered by a key."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tests.tui.terminal import terminal
from tradewatch.storage import changes
from tradewatch.storage.store import Store

OFFLINE = {"TRADEWATCH_OFFLINE": "1", "TRADEWATCH_AS_OF": ""}
LONG = "Grain ships wait off the port. " * 40
TEXT = f"{LONG}The tariff on China is {{}} per cent, officials said. {LONG}"


@pytest.fixture
def filled(store: Store) -> Store:
    first = [
        entry(1, title="Tariff on China rises to 30 %", summary="Duties rise.", text=TEXT.format(30)),
        entry(2, title="China tariffs: magnets", summary="Magnets wait in Ningbo."),
        entry(3, title="Port fees on US ships in China", summary="Fees rise for tariffs."),
    ]
    deliver(store, *first)
    read_all(store)
    store.save_exported([], NOW + timedelta(minutes=1), [(1, 1), (3, 1)])
    changes.flag(store, "i3", by="ann", at=NOW + timedelta(minutes=1))
    deliver(
        store,
        entry(1, title="Tariff on China rises to 50 %", summary="Duties rise.", text=TEXT.format(50)),
        entry(3, title="KILL: Port fees on US ships in China", summary="Fees rise for tariffs."),
        at=NOW + timedelta(minutes=9),
    )
    read_all(store)
    return store


def test_marked_stories_raise_their_hands_on_the_wire_and_a_key_brings_them_up(filled: Store) -> None:
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        text = seen.until(lambda text: "2 hands up: !" in text and "! changed" in text and "! withdrawn" in text)
        assert "2 hands up" in text.splitlines()[0]
        assert "magnets" in text
        seen.keys("!")
        seen.until(lambda text: "is:hand" in text and "magnets" not in text and "50 %" in text)
        seen.keys("!")
        seen.until("magnets")


def test_the_open_text_shows_the_changed_words_and_an_answer_takes_the_hand_down(filled: Store) -> None:
    with terminal(**OFFLINE) as seen:
        seen.until("2 hands up: !")
        seen.keys("!")
        seen.until("is:hand")
        seen.keys("g\r")
        seen.until("rises to [-30-] {+50+} %")
        for words in (
            "version 1 left the desk 6 Jun 2025 17:01",
            "text: … off the port. The tariff",
            "is [-30-] {+50+}",
            "takes note",
        ):
            seen.until(words)
        seen.keys("A")
        seen.until(lambda text: "1 hand up: !" in text and "1 hand answered by ann" in text)
        seen.keys("u")
        seen.until("2 hands up: !")


def test_a_notice_of_its_own_is_shown_with_the_item_that_it_speaks_of(store: Store) -> None:
    one = entry(1, title="Port fees on US ships in China rise")
    deliver(store, one)
    changes.flag(store, "i1", by="ann", at=NOW + timedelta(minutes=1))
    deliver(
        store,
        one,
        entry(0, title="KILL: Port fees on US ships in China rise", key="kill"),
        at=NOW + timedelta(minutes=9),
    )
    read_all(store)
    with terminal(columns=160, rows=50, **OFFLINE) as seen:
        seen.until("1 hand up: !")
        seen.keys("!\r")
        seen.until("notice: KILL: Port fees on US ships in China rise")
        seen.until("! withdrawn (kill) since you flagged it: Harbour Wire, 6 Jun 2025 17:09")
