"""`kill -9` of the console, its poller or a command at random moments, while feeds are polled and the desk works."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.console import Acknowledged, Console
from tests.torture.ledger import lost
from tests.torture.newsroom import Newsroom
from tests.torture.place import HELD, desk_in, kill_holder, run
from tests.torture.whole import faults
from tradewatch.storage.store import Store

__all__ = ["Killed", "kill_often"]

FEEDS = 50
_SEARCH_EVERY = 10
"""Kills between two comparisons of the whole search index; the rest is checked after each."""


@dataclass
class Killed:
    """What the kills came to."""

    kills: int = 0
    acknowledged: list[Acknowledged] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    """Seconds from the command to the first story on the screen."""
    faults: list[str] = field(default_factory=list)
    items: int = 0

    def count(self, what: str) -> int:
        return sum(1 for one in self.acknowledged if one.what == what)


def kill_often(times: int, folder: Path, seed: int) -> Killed:
    """Kills so often, and gives what was acknowledged, what is missing of it, and how the next starts went."""
    done = Killed()
    db = folder / "desk.sqlite"
    with desk_in(folder, db, FEEDS, seed) as room:
        desk = _Desk(db, room, random.Random(seed), done)
        try:
            while done.kills < times:
                desk.work()
                desk.kill()
                done.faults += faults(db, search=done.kills % _SEARCH_EVERY == 0)
        finally:
            desk.leave()
        _end(db, room, done)
    return done


class _Desk:
    def __init__(self, db: Path, room: Newsroom, chance: random.Random, done: Killed) -> None:
        self._db, self._room, self._chance, self._done = db, room, chance, done
        self._console: Console | None = None
        self._notes = 0

    def console(self) -> Console:
        if self._console is None:
            self._console = Console()
            self._done.starts.append(self._console.first_screen_seconds)
        return self._console

    def work(self) -> None:
        """Something is published and polled, and the desk flags, notes and corrects; what it is told of is noted."""
        self._room.publish(self._chance.randint(1, 10))
        console = self.console()
        console.seen.keys("r")
        for _ in range(self._chance.randint(1, 3)):
            kind = self._chance.choice(["flag", "flag", "flag", "note", "note", "command", "book"])
            if kind == "flag":
                self._note(console.press(self._chance.choice(["jf", "jjf", "kf", " jf"]), "on", "off"))
            elif kind == "note":
                self._notes += 1
                words = f"ask customs, number {self._notes}"
                told = console.press(f"jm\x15{words}\r", "note")
                self._note(told and Acknowledged(told.what, told.name, words))
            else:
                self._command(kind)

    def _command(self, kind: str) -> None:
        self._notes += 1
        if kind == "book":
            words = f"notice {self._notes}"
            done = run("book", "edit", "cn-10-truce", f"rate={self._notes}", "--source", words)
            self._note(Acknowledged("book", "cn-10-truce", words) if done.returncode == 0 else None)
            return
        words = f"by command, number {self._notes}"
        name = f"i{self._chance.randint(1, FEEDS)}"
        done = run("flag", name, "--note", words)
        self._note(Acknowledged("flagged", name) if done.returncode == 0 else None)
        self._note(Acknowledged("note", name, words) if done.returncode == 0 else None)

    def _note(self, told: Acknowledged | None) -> None:
        if told is None:
            screen = self.console().seen.text()
            self._done.faults.append(f"something was not acknowledged, and the screen was:\n{screen}")
        else:
            self._done.acknowledged.append(told)

    def kill(self) -> None:
        """Kills one of the programs while keys are on their way, at a moment that nobody chose."""
        console, chance = self.console(), self._chance
        console.seen.keys(chance.choice(["rjf", "jf", "rkf", "r"]))
        victim = chance.choice(["console", "console", "poller", "poller", "both", "command"])
        if victim == "command":
            self._kill_command()
        console.seen.look(chance.random() * 0.25)
        if victim in ("poller", "both"):
            kill_holder(self._db)
        if victim in ("console", "both"):
            console.kill()
            self._console = None
        self._done.kills += 1

    def _kill_command(self) -> None:
        with subprocess.Popen(
            [sys.executable, "-m", "tradewatch", "flag", f"i{self._chance.randint(1, FEEDS)}", "--note", "never said"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as command:
            with contextlib.suppress(subprocess.TimeoutExpired):
                command.wait(0.2 + self._chance.random() * 0.3)
            command.kill()

    def leave(self) -> None:
        if self._console is not None:
            self._console.close()


def _end(db: Path, room: Newsroom, done: Killed) -> None:
    """Polls once more in peace when the last poller has ended, and compares all that was acknowledged and published."""
    end = time.monotonic() + 30
    while (polled := run("poll", "--once", "--force")).returncode == HELD and time.monotonic() < end:
        os.sched_yield()
    if polled.returncode:
        done.faults.append(f"the last round: {polled.stderr.strip()}")
    done.faults += faults(db)
    with Store.open(db) as store:
        done.items = store.connection.execute("select count(*) from item").fetchone()[0]
        done.faults += room.missing(store)
        done.faults += lost(store, done.acknowledged)
