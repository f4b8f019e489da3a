"""The real poller as a process: it takes a rule up while it runs, tells without a console, and survives a kill in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests.desk import run
from tests.feeds.receivers import Receiver, receiving
from tests.feeds.servers import Answer, rss, serving
from tradewatch.storage.store import Store

_SECONDS = 40.0


def until(done: Callable[[], object]) -> None:
    deadline = time.monotonic() + _SECONDS
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@contextmanager
def polling() -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tradewatch", "poll"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


class Desk:
    """A feed that grows, a receiver, and the database between them."""

    def __init__(self, place: str, receiver: Receiver) -> None:
        self.titles: list[str] = []
        self.path = Path(os.environ["TRADEWATCH_DB"])
        Path(os.environ["TRADEWATCH_CONFIG"]).write_text(
            "[desk]\nzone = 'Europe/London'\n[feeds]\ncatalogue = false\n\n"
            f"[poll]\nallow_private = ['{place}']\nhost_spacing_seconds = 0\n\n[alerts]\ntargets = ['{receiver.target}']\n",
            "utf-8",
        )

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        now = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
        return Answer(body=rss(*self.titles).replace(b"<item>", f"<item><pubDate>{now}</pubDate>".encode()))

    def poll(self) -> None:
        """Has all feeds polled, and waits until that is answered."""
        with Store.open(self.path) as store:
            store.ask("poll", "", datetime.now(UTC))
            until(lambda: not store.open_requests())


@contextmanager
def desks() -> Iterator[tuple[Desk, Receiver]]:
    found: list[Desk] = []
    with serving(lambda path, headers: found[0].answer(path, headers)) as server, receiving() as receiver:
        found.append(Desk(server.place, receiver))
        assert run("feeds", "add", server.url("/f")).returncode == 0
        yield found[0], receiver


def test_a_rule_that_is_added_while_polling_tells_of_the_next_story(tmp_path: Path) -> None:
    with desks() as (desk, receiver), polling():
        desk.titles.append("Soybean growers wait for China and tariffs")
        desk.poll()
        assert run("watch", "add", "Docks", "--phrase", "port fees", "--action", "notify").returncode == 0
        desk.titles.append("China charges port fees on US ships as tariffs bite")
        desk.poll()
        until(lambda: "json at 127.0.0.1 sent" in run("alerts").stdout)
    assert [one["title"] for one in receiver.got] == ["Docks: China charges port fees on US ships as tariffs bite"]
    log = (tmp_path / "state" / "tradewatch" / "tradewatch.log").read_text("utf-8")
    assert "event=config_read_anew" in log
    assert 'event=alerts_sent target="json at 127.0.0.1" messages=1' in log
    assert not any(secret in log for secret in ("hunter2", "hook-7f3a", "s3cr3t"))


def test_a_poller_that_is_killed_while_it_sends_loses_nothing(tmp_path: Path) -> None:
    with desks() as (desk, receiver):
        assert run("watch", "add", "Docks", "--phrase", "port fees", "--action", "notify").returncode == 0
        assert run("poll", "--once", "--force").returncode == 0
        receiver.holds = True
        with polling() as process:
            desk.titles.append("China charges port fees on US ships as tariffs bite")
            desk.poll()
            until(lambda: receiver.paths)
            os.kill(process.pid, signal.SIGKILL)
        receiver.holds = False
        with polling():
            until(lambda: receiver.got and "sent" in run("alerts").stdout)
    assert {one["title"] for one in receiver.got} == {"Docks: China charges port fees on US ships as tariffs bite"}
    assert len(receiver.got) <= 2, "once, and once more for what was sent and not marked"
