"""A desk of its own for each torture: feeds that publish, a config, a database that has polled once, a log."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.torture.newsroom import Newsroom, newsroom
from tradewatch.feeds.lock import is_held
from tradewatch.storage.store import Store

__all__ = ["HELD", "desk_in", "kill_holder", "run"]

HELD = 3
"""Exit status where another poller is at work."""


@contextlib.contextmanager
def desk_in(folder: Path, db: Path, feeds: int, seed: int, more: str = "") -> Iterator[Newsroom]:
    """Lets every program that is started meanwhile work on this database; `more` goes into the config's [poll]."""
    config = folder / "config.toml"
    own = {"TRADEWATCH_DB": str(db), "TRADEWATCH_CONFIG": str(config), "XDG_STATE_HOME": str(folder / "state")}
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        with newsroom(feeds, seed, config, more) as room:
            with Store.open(db) as store:
                store.add_feeds(room.feeds())
            run("poll", "--once")
            yield room
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def kill_holder(db: Path) -> int | None:
    """`kill -9` of the poller that works on a database; gives its number, None where there is none."""
    with contextlib.suppress(OSError, ValueError):
        number = int(db.with_name(db.name + ".poller").read_text())
        if is_held(db):
            os.kill(number, signal.SIGKILL)
            return number
    return None


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Runs the real program."""
    return subprocess.run(
        [sys.executable, "-m", "tradewatch", *words], capture_output=True, text=True, check=False, timeout=120
    )
