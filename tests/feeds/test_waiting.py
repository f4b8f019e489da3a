"""A poller whose database is held, or whose disk is full: it keeps what it fetched, and asks nobody twice."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.desk import NOW
from tests.feeds.servers import Answer, Server, rss, serving
from tradewatch.cli.pollerlink import PollerLink, wait_after
from tradewatch.errors import DamagedError, FullError, PollerRunningError
from tradewatch.feeds.lock import PollerLock, is_held
from tradewatch.records import Feed
from tradewatch.settings import Options, Settings
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.refusals import in_words
from tradewatch.storage.store import Store

NO_ROOM = pytest.mark.skipif(sys.platform != "linux", reason="a running program's room is taken by prlimit")


@contextlib.contextmanager
def polling(store: Store, server: Server) -> Iterator[subprocess.Popen[bytes]]:
    """The real poller at work on feeds of that server."""
    config = Path(os.environ["TRADEWATCH_CONFIG"])
    config.write_text(
        f'[feeds]\ncatalogue = false\n[poll]\nallow_private = ["{server.place}"]\nhost_spacing_seconds = 0\nhost_connections = 9\n',
        "utf-8",
    )
    with subprocess.Popen([sys.executable, "-m", "tradewatch", "poll"], stdout=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def until(seen: object) -> None:
    """Asks again and again whether something is so; fails where it never is."""
    assert callable(seen)
    end = time.monotonic() + 30
    while not seen():
        assert time.monotonic() < end, "never so"
        os.sched_yield()


def stored(path: Path) -> int:
    with closing(Pages.open(path)) as pages:
        return len(pages.item_ids(ItemQuery(everything=True)))


def logged(tmp_path: Path, words: str) -> bool:
    log = tmp_path / "state" / "tradewatch" / "tradewatch.log"
    return log.exists() and words in log.read_text("utf-8")


def test_what_was_fetched_while_the_database_was_held_is_stored_afterwards(store: Store, tmp_path: Path) -> None:
    titles, held = ["first"], threading.Event()
    held.set()

    def answer(path: str, headers: dict[str, str]) -> Answer:
        held.wait(30)
        return Answer(body=rss(*titles))

    with serving(answer) as server:
        store.add_feeds([Feed(server.url(f"/{n}"), f"Feed {n}") for n in range(3)])
        with polling(store, server), closing(sqlite3.connect(store.path)) as other:
            until(lambda: stored(store.path) == 3)
            titles.append("second")
            until(lambda: store.connection.execute("select finished_at from progress").fetchone()[0])
            server.requests.clear()
            held.clear()
            store.ask("poll", "", NOW)
            until(lambda: len(server.requests) == 3)
            other.execute("begin immediate")
            held.set()
            until(lambda: logged(tmp_path, "event=storing_waits"))
            other.rollback()
            until(lambda: stored(store.path) == 6)
        assert sorted(path for path, _ in server.requests) == ["/0", "/1", "/2"]
    assert [one.failures for one in store.feed_states()] == [0, 0, 0]


@NO_ROOM
def test_a_full_disk_costs_no_item_and_no_second_request(store: Store, tmp_path: Path) -> None:
    titles = ["first"]
    with serving(lambda path, headers: Answer(body=rss(*titles))) as server:
        store.add_feeds([Feed(server.url(f"/{n}"), f"Feed {n}") for n in range(3)])
        with polling(store, server) as poller:
            until(lambda: stored(store.path) == 3)
            until(lambda: store.connection.execute("select finished_at from progress").fetchone()[0])
            titles += ["second", "third"]
            server.requests.clear()
            resource.prlimit(poller.pid, resource.RLIMIT_FSIZE, (16_384, resource.RLIM_INFINITY))
            store.ask("poll", "", NOW)
            until(lambda: logged(tmp_path, "disk is full"))
            assert stored(store.path) == 3
            resource.prlimit(poller.pid, resource.RLIMIT_FSIZE, (-1, resource.RLIM_INFINITY))
            until(lambda: stored(store.path) == 9)
        assert sorted(path for path, _ in server.requests) == ["/0", "/1", "/2"]
    assert [one.failures for one in store.feed_states()] == [0, 0, 0]
    assert store.connection.execute("pragma integrity_check").fetchone()[0] == "ok"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("SQLITE_FULL", FullError),
        ("SQLITE_IOERR_WRITE", FullError),
        ("SQLITE_CORRUPT_VTAB", DamagedError),
        ("SQLITE_NOTADB", DamagedError),
    ],
)
def test_sqlites_codes_are_told_apart(code: str, kind: type[Exception], tmp_path: Path) -> None:
    error = sqlite3.OperationalError("words")
    error.sqlite_errorname = code
    assert type(in_words(tmp_path, error)) is kind


def test_a_poller_that_dies_young_again_and_again_is_waited_for_ever_longer() -> None:
    assert [wait_after(deaths) for deaths in range(10)] == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60]


def test_a_poller_behind_a_console_is_replaced(store: Store) -> None:
    from tests.tui.terminal import terminal

    def holder() -> int:
        return int(store.path.with_name(store.path.name + ".poller").read_text() or 0)

    with terminal(columns=160, rows=50) as seen:
        until(lambda: is_held(store.path))
        first = holder()
        os.kill(first, signal.SIGKILL)
        until(lambda: is_held(store.path) and holder() not in (0, first))
        seen.until("polling began anew")
        seen.keys("qq")
        assert seen.ended() == 0
    until(lambda: not is_held(store.path))


def test_a_poller_that_ended_is_said_to_have_ended_and_to_be_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = PollerLink(Options(db=store.path, config=Path("none.toml"), settings=Settings()))
    monkeypatch.setattr(link, "start", lambda: None)
    assert link.words() == ""
    with PollerLock(store.path):
        assert link.words() == ""
    assert link.words() == "not polling: the poller ended, another one is started"
    with PollerLock(store.path):
        assert link.words() == "polling began anew"
    assert link.words().startswith("not polling")


def test_a_damaged_file_is_no_feeds_fault_and_ends_the_poller(store: Store) -> None:
    with serving(lambda path, headers: Answer(body=rss("first"))) as server:
        store.add_feeds([Feed(server.url(f"/{n}"), f"Feed {n}") for n in range(3)])
        root = store.connection.execute("select rootpage from sqlite_master where name = 'item_search_idx'").fetchone()[
            0
        ]
        store.connection.execute("pragma wal_checkpoint(truncate)")
        store.close()
        with open(store.path, "r+b") as file:
            file.seek((root - 1) * 4096)
            file.write(b"\xff" * 4096)
        with polling(store, server) as poller:
            assert poller.wait(timeout=30) == 1
    assert len(list(store.path.parent.glob("*.damaged-*[0-9]"))) == 1
    with closing(sqlite3.connect(store.path)) as left:
        assert left.execute("select distinct status from feed").fetchall() == [("never",)]


def test_a_poller_behind_a_console_makes_no_new_database_where_one_was_taken_away(store: Store) -> None:
    store.close()
    for one in store.path.parent.glob("desk.sqlite*"):
        one.unlink()
    done = subprocess.run(
        [sys.executable, "-m", "tradewatch", "poll", "--watch-stdin"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "was moved or removed" in done.stderr) == (1, True)
    assert not store.path.exists()


def test_whoever_comes_by_a_link_meets_the_same_lock(store: Store, tmp_path: Path) -> None:
    link = tmp_path / "link.sqlite"
    link.symlink_to(store.path)
    with PollerLock(store.path):
        assert is_held(link)
        with pytest.raises(PollerRunningError), PollerLock(link):
            pass


def test_a_feed_of_which_not_even_the_failure_can_be_stored_is_not_asked_again_at_once(
    store: Store, tmp_path: Path
) -> None:
    with serving(lambda path, headers: Answer(body=rss("first"))) as server:
        store.add_feeds([Feed(server.url(f"/{n}"), f"Feed {n}") for n in range(2)])
        with store.transaction() as connection:
            connection.execute("update feed set next_check_at = '2025-01-01T00:00:00Z'")
            connection.execute("create trigger no before update on feed begin select raise(abort, 'no'); end")
        with polling(store, server):
            until(lambda: logged(tmp_path, "not_even_the_failure_is_stored") and len(server.requests) == 2)
            moment = time.monotonic() + 4
            while time.monotonic() < moment:  # four looks at what is due
                os.sched_yield()
        assert len(server.requests) == 2
