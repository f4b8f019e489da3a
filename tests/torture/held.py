"""A database that another program holds for a long while: how quick the keys are meanwhile, and whether the writing arrives."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.console import Console
from tests.torture.place import HELD, desk_in, run
from tests.torture.whole import faults
from tradewatch.storage.store import Store

__all__ = ["Held", "hold"]

FEEDS = 20


@dataclass
class Held:
    keys: list[float] = field(default_factory=list)
    """Seconds from a key to what it shows, while the database was held."""
    arrived: float = 0.0
    """Seconds from the end of the hold until the changes were acknowledged."""
    faults: list[str] = field(default_factory=list)


def hold(seconds: float, folder: Path, seed: int) -> Held:
    """Holds the database so long with a console and its poller at work; the desk flags, moves and opens meanwhile."""
    done = Held()
    db = folder / "desk.sqlite"
    with desk_in(folder, db, FEEDS, seed) as room:
        console = Console()
        try:
            _keys(console, Held())  # what is loaded with the first search is no part of the wait
            room.publish(FEEDS)
            with closing(sqlite3.connect(db, isolation_level=None)) as other:
                other.execute("begin immediate")
                console.seen.keys("rjf")
                console.seen.until("changes wait")
                end = time.monotonic() + seconds
                while time.monotonic() < end:
                    _keys(console, done)
                other.execute("rollback")
            released = time.monotonic()
            console.seen.until(lambda text: "wait" not in text.splitlines()[0] and "flagged by" in text)
            done.arrived = time.monotonic() - released
        finally:
            console.close()
        while run("poll", "--once", "--force").returncode == HELD:
            continue
        with Store.open(db) as store:
            done.faults += room.missing(store)
            if store.connection.execute("select count(*) from flag").fetchone()[0] == 0:
                done.faults.append("the flag never arrived")
            failed = store.connection.execute("select count(*) from feed where failures > 0").fetchone()[0]
            done.faults += [f"{failed} feeds are said to fail"] if failed else []
        done.faults += faults(db)
    return done


def _keys(console: Console, done: Held) -> None:
    """Moves up and down and opens the search: from the key to the first bytes of what it shows, which is all redrawn at once.

    What an emulator takes to draw them is the terminal's, not ours.
    """
    for key in "jjkkjk/":
        console.seen.look(0.05)
        started, drawn = time.monotonic(), len(console.seen.raw)
        console.seen.keys(key)
        while len(console.seen.raw) == drawn:
            assert console.seen.look(10), "the console has gone"
        done.keys.append(time.monotonic() - started)
    console.seen.until("search:")
    console.seen.keys("\x1b")
    console.seen.until(lambda text: "search:" not in text)
