"""Two consoles and a command line on one database, all flagging, while pollers and a console are killed."""

from __future__ import annotations

import random
import subprocess
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.torture.console import Console
from tests.torture.newsroom import Newsroom
from tests.torture.place import desk_in, kill_holder, run
from tests.torture.whole import faults
from tradewatch.feeds.lock import is_held
from tradewatch.instants import iso_utc
from tradewatch.storage.store import Store

__all__ = ["Crowded", "crowd"]

FEEDS = 50
_LEAST_SECONDS = 53.0
"""Two requests for a feed that is asked each minute are no nearer than this: a tenth less than a minute, and a second."""
_UNSAVED_SECONDS = 1.0
"""What was asked for so shortly before its poller was killed may not have been stored: it is asked for again."""
_HELD_WORDS = ("locked", "another program holds", "busy")


@dataclass
class Crowded:
    """What the crowd came to; all in seconds."""

    flags: int = 0
    seen_after: list[float] = field(default_factory=list)
    """Until a flag that one console had acknowledged stood on the other one's screen."""
    taken_over: list[float] = field(default_factory=list)
    """From the `kill -9` of a poller until another one held the database."""
    requests: int = 0
    early: int = 0
    """Requests nearer to the one before than the interval allows, though no poller was killed over that one."""
    faults: list[str] = field(default_factory=list)


def crowd(seconds: float, folder: Path, seed: int, kill_every: float = 10.0) -> Crowded:
    """Lets them work for so long; feeds are due one after the other over a minute, each once a minute."""
    done, chance = Crowded(), random.Random(seed)
    db = folder / "desk.sqlite"
    with desk_in(folder, db, FEEDS, seed, "interval_minutes = 1\n") as room:
        _spread(db)
        room.times.clear()
        kills: list[float] = []
        desks = [Console(), Console()]
        try:
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                room.publish(2)
                _flag(done, chance, *chance.sample(desks, 2))
                if chance.random() < 0.3:
                    name = f"i{chance.randint(1, FEEDS)}"
                    answer = run("flag", name, "--note", "by command")
                    done.faults += [answer.stderr] if answer.returncode else []
                done.faults += [words for console in desks for words in _held(console)]
                if time.monotonic() > (kills[-1] if kills else end - seconds) + kill_every:
                    kills.append(time.monotonic())
                    _kill_owner(done, desks, db) if len(kills) % 3 == 2 else _kill_poller(done, db)
        finally:
            for console in desks:
                console.close()
        _requests(done, room, kills)
        done.faults += faults(db)
    return done


def _flag(done: Crowded, chance: random.Random, here: Console, there: Console) -> None:
    """Flags at one console (or takes a flag off), and waits for it on the other's screen."""
    there.seen.keys(" g")  # what arrived stands in both lists, and both show its beginning
    told = here.press(" g" + "j" * chance.randrange(8) + "f", "on", "off")
    acknowledged = time.monotonic()
    if told is None:
        done.faults.append("a flag was not acknowledged")
        return
    here.seen.keys("y")
    here.wait(lambda: "copied:" in here.hint(), 5)
    mine = _marked(here)
    if not there.wait(lambda: _marked(there) == mine, 10):
        screens = f"{here.seen.text()}\n{there.seen.text()}"
        done.faults.append(f"{told} is not on the other screen:\n{screens}")
        return
    done.seen_after.append(time.monotonic() - acknowledged)
    done.flags += 1


def _marked(console: Console) -> set[str]:
    """The dispatches that carry a flag on the screen."""
    return {
        line.partition("US and China on ")[2][:30]
        for line in console.seen.lines()
        if "⚑" in line and "US and China on" in line
    }


def _kill_owner(done: Crowded, desks: list[Console], db: Path) -> None:
    """`kill -9` of the console whose poller works, so that the other one has to see it; a new one takes its place."""
    holder = _holder(db)
    answer = subprocess.run(["ps", "-o", "ppid=", "-p", str(holder)], capture_output=True, text=True, check=False)
    for place, console in enumerate(desks):
        if str(console.seen.pid) == answer.stdout.strip():
            console.kill()
            _taken_over(done, db, holder)
            desks[place] = Console()
            return


def _kill_poller(done: Crowded, db: Path) -> None:
    killed = kill_holder(db)
    if killed is not None:
        _taken_over(done, db, killed)


def _taken_over(done: Crowded, db: Path, killed: int) -> None:
    """Notes how long it takes until another poller holds the database."""
    started = time.monotonic()
    while not (is_held(db) and _holder(db) not in (0, killed)):
        if time.monotonic() > started + 30:
            done.faults.append("nobody took polling over")
            return
        time.sleep(0.005)
    done.taken_over.append(time.monotonic() - started)


def _holder(db: Path) -> int:
    return int(db.with_name(db.name + ".poller").read_text() or 0)


def _held(console: Console) -> list[str]:
    console.seen.look(0.02)
    text = console.seen.text()
    return [f"seen on a screen: {words}" for words in _HELD_WORDS if words in text]


def _spread(db: Path) -> None:
    """Lets the feeds be due one after the other, so that polling never stands still."""
    with Store.open(db) as store, store.transaction() as connection:
        now = datetime.now(UTC)
        numbers = [row[0] for row in connection.execute("select id from feed order by id")]
        for place, number in enumerate(numbers):
            at = iso_utc(now + timedelta(seconds=60 * place / len(numbers)))
            connection.execute("update feed set next_check_at = ?, every_minutes = 1 where id = ?", (at, number))


def _requests(done: Crowded, room: Newsroom, kills: list[float]) -> None:
    last: dict[int, float] = {}
    for at, feed in room.times:
        before = last.get(feed)
        last[feed] = at
        done.requests += 1
        unsaved = before is not None and any(before <= kill <= before + _UNSAVED_SECONDS for kill in kills)
        if before is not None and at - before < _LEAST_SECONDS and not unsaved:
            done.early += 1
