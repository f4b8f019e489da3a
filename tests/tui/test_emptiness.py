"""Lists with nothing in them: calm, true, and with what to press."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.desk import NOW, deliver, entry, read_all
from tests.tui.terminal import terminal
from tradewatch.records import Offline
from tradewatch.storage.queries import Counts, Progress
from tradewatch.storage.store import Store
from tradewatch.tui.emptiness import Situation, statements_empty, wire_empty
from tradewatch.tui.keymap import Keymap

FRESH = Situation(
    Counts(items=0, pending=0, stories=0, unread=0, statements=0, nameless=0, near=0, flagged=0, feeds=58, failing=0, last_ok_at=None),
    Progress(0, 0, 0, None, None), False, "", "", False,
)  # fmt: skip
POLLING = replace(FRESH, progress=Progress(12, 58, 0, NOW, None))
KEYS = Keymap()


def stored(now: Situation, **counts: int) -> Situation:
    return replace(now, counts=replace(now.counts, **counts))


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (POLLING, "first poll: 12 of 58 feeds"),
        (stored(POLLING, items=34, pending=30), "first poll: 12 of 58 feeds, 34 items so far"),
        (stored(POLLING, items=34, pending=30), "30 items still to be read"),
        (stored(FRESH, items=1), "none of 1 item touches the trade war so far"),
        (FRESH, "S shows the feeds, a there adds one, ? lists the keys"),
        (stored(FRESH, feeds=0), "there are no feeds to poll"),
        (stored(FRESH, failing=58), "all 58 feeds fail: is the network there?"),
        (replace(FRESH, chosen_offline=True), "start without --offline"),
        (replace(FRESH, poller_words="not polling: it ended"), "not polling: it ended"),
        (replace(FRESH, progress=Progress(0, 0, 0, None, None, Offline(NOW, "no name is found")), offline_since="14:02"), "offline since 14:02: no name is found"),
        (replace(FRESH, past=True), "nothing was published by then"),
    ],
)  # fmt: skip
def test_an_empty_wire_says_what_goes_on_what_is_wrong_and_what_to_press(now: Situation, says: str) -> None:
    assert says in " · ".join(wire_empty(now, "", KEYS))


def test_a_list_that_is_narrowed_to_nothing_says_the_way_back_by_the_keys_of_the_config() -> None:
    mine = Keymap({"filter": ("w",), "flag": ("X",)})
    assert wire_empty(FRESH, "side:China", mine) == ("nothing on side:China", "Esc or w and Enter brings all back")
    assert wire_empty(FRESH, "flagged", mine)[0].startswith("nothing is flagged: X flags")
    assert wire_empty(FRESH, "flagged", mine)[1] == "Esc or w and Enter brings all back"
    assert statements_empty(FRESH, "“soy”", mine)[1] == "Esc or w and Enter brings all back"


def test_statements_without_a_name_are_pointed_to() -> None:
    told = statements_empty(stored(FRESH, items=9, nameless=2), "", KEYS)
    assert told == ("nobody is quoted by name in 9 items so far", "T shows 2 quotations that nobody is named for")


def test_long_sentences_are_folded_to_the_pane(store: Store) -> None:
    deliver(store, entry(1, title="Rain in Kent", summary="It rains."))
    read_all(store)
    with terminal(columns=60, rows=20, TRADEWATCH_OFFLINE="1") as seen:
        seen.until(lambda text: "none of 1 item touches" in text and "--offline to poll" in text)
        assert all(len(line) <= 60 for line in seen.lines())
        seen.keys("=is:flagged\r")
        seen.until(lambda text: "under the cursor" in text and "brings all back" in text)
