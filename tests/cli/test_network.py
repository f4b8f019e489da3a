"""What the command line says of a network that is gone and of a clock that is wrong."""

from __future__ import annotations

import json
import socket
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desk import run
from tests.feeds.servers import Answer, rss, serving
from tradewatch.instants import off_words
from tradewatch.records import ClockOffset, Feed, FeedStatus
from tradewatch.storage.store import Store


def closed_places(count: int) -> list[str]:
    """Places on loopback where nobody listens."""
    with ExitStack() as held:
        found = []
        for _ in range(count):
            one = held.enter_context(socket.socket())
            one.bind(("127.0.0.1", 0))
            found.append(f"127.0.0.1:{one.getsockname()[1]}")
    return found


def allow(tmp_path: Path, places: list[str]) -> None:
    (tmp_path / "config.toml").write_text(
        f"[feeds]\ncatalogue = false\n[poll]\nallow_private = {places}\nhost_spacing_seconds = 0\n", "utf-8"
    )


def test_a_round_without_network_is_said_in_one_line_and_held_against_no_feed(tmp_path: Path) -> None:
    places = closed_places(3)
    allow(tmp_path, places)
    with Store.open(tmp_path / "desk.sqlite") as store:
        store.add_feeds([Feed(f"http://{place}/f", place) for place in places])
        done = run("poll", "--once")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.count("\n") == 1
        assert "offline: no host can be reached" in done.stderr
        rows = [json.loads(line) for line in run("poll", "--once", "--json").stdout.splitlines()]
        assert [row["kind"] for row in rows] == ["feed"] * 3 + ["round"]
        assert (rows[0]["status"], rows[3]["offline"], rows[3]["items_new"]) == ("failing", "no host can be reached", 0)
        assert [(one.status, one.failures, one.error) for one in store.feed_states()] == [(FeedStatus.NEVER, 0, "")] * 3


def test_a_round_after_it_asks_all_at_once(tmp_path: Path) -> None:
    with ExitStack() as servers:
        serve = [servers.enter_context(serving(lambda path, headers: Answer(body=rss("a tariff")))) for _ in range(3)]
        places = closed_places(3)
        allow(tmp_path, places + [one.place for one in serve])
        with Store.open(tmp_path / "desk.sqlite") as store:
            store.add_feeds([Feed(f"http://{place}/f", place) for place in places])
            assert run("poll", "--once").returncode == 1
            assert store.offline() is not None
            store.add_feeds([Feed(one.url("/f"), one.place) for one in serve])
            done = run("poll", "--once")
            assert done.returncode == 0
            assert store.offline() is None
            assert sorted(one.status for one in store.feed_states()) == ["failing"] * 3 + ["ok"] * 3


@pytest.mark.parametrize(
    ("ahead", "status", "words"),
    [
        (3600, 1, "1 h 0 min behind the feeds' servers"),
        (-400, 1, "6 min ahead of the feeds' servers"),
        (90, 0, "1 min"),
    ],
)
def test_doctor_compares_the_clock_with_the_servers(ahead: int, status: int, words: str, tmp_path: Path) -> None:
    with Store.open(tmp_path / "desk.sqlite") as store:
        store.save_progress(0, 0, 0, datetime.now(UTC))
        assert "no three feeds" in run("doctor").stdout
        store.save_clock(ClockOffset(ahead, 12, datetime.now(UTC) - timedelta(minutes=5)))
    done = run("doctor")
    line = next(one for one in done.stdout.splitlines() if "  clock: " in one)
    assert words in line
    assert "(median of 12)" in line
    assert line.startswith("FAIL" if status else "ok")
    assert done.returncode == status


def test_how_far_a_clock_is_off_in_words() -> None:
    assert [off_words(one) for one in (0, 59, -59)] == ["", "", ""]
    assert off_words(-61) == "1 min ahead of"
    assert off_words(366 * 86400) == "366 d 0 h behind"
