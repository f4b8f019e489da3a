"""`doctor`: a line for each thing that could be wrong, and the exit status that says whether one is."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.desk import NOW, deliver, entry, run
from tradewatch.feeds.lock import PollerLock
from tradewatch.records import Feed, FeedStatus, FetchOutcome, Offline
from tradewatch.storage.store import Store


def told(*words: str) -> dict[str, tuple[bool, str]]:
    done = run("doctor", "--json", *words)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == int(not all(row["ok"] for row in rows)), done.stdout
    return {row["what"]: (row["ok"], row["words"]) for row in rows}


def test_a_desk_that_is_well_is_told_line_by_line(store: Store) -> None:
    deliver(store, entry(1))
    store.save_progress(0, 0, 0, datetime.now(UTC))
    found = told()
    wanted = {"versions", "config", "database", "schema", "search", "permissions", "copies", "room", "feeds", "reading"}
    wanted |= {"expat", "zones", "polling", "log", "clock", "terminal", "book"}
    assert wanted <= set(found)
    assert "nobody polls now; the last round ended" in found["polling"][1]
    assert "desk Europe/London" in found["zones"][1]


def test_a_poller_at_work_and_one_that_does_nothing_are_told_apart(store: Store) -> None:
    store.save_progress(0, 0, 0, datetime.now(UTC))
    with PollerLock(store.path):
        assert told()["polling"][0]
        store.save_progress(0, 0, 0, NOW)
        assert told()["polling"] == (False, told()["polling"][1])
        assert "the log may say why" in told()["polling"][1]


def test_offline_and_failing_feeds_are_named(store: Store) -> None:
    store.add_feeds([Feed("https://example.org/a", "Harbour Wire"), Feed("https://example.org/b", "Gazette")])
    store.save_outcomes([FetchOutcome(1, NOW, NOW, FeedStatus.FAILING, "there is nothing at this address (404)")])
    store.save_progress(0, 1, 0, NOW)
    store.save_offline(Offline(NOW, "no host can be reached"))
    found = told()
    assert "Harbour Wire: there is nothing at this address (404)" in found["feeds"][1]
    assert found["polling"][0] is False
    assert "no host can be reached" in found["polling"][1]


@pytest.mark.parametrize("what", ["log", "folders"])
def test_what_others_may_read_is_told_with_the_command_that_helps(what: str, store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "state" / "tradewatch"
    folder.mkdir(parents=True, mode=0o700)
    path = folder / "tradewatch.log"
    path.write_text("at=…\n", "utf-8")
    os.chmod(path, 0o644 if what == "log" else 0o600)
    os.chmod(folder, 0o755 if what == "folders" else 0o700)
    ok, words = told()[what]
    assert not ok
    assert "chmod" in words
