"""Feeds that go on publishing and editing while they are polled, on one loopback server, and know what they published."""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from tests.feeds.servers import Answer, serving
from tradewatch.records import Feed
from tradewatch.storage.store import Store

__all__ = ["Newsroom", "newsroom"]

_SUBJECTS = ("tariffs", "rare earths", "soybeans", "export controls", "port fees", "chips", "the truce", "fentanyl")
_SPEAKERS = ("Scott Bessent", "Wang Wentao", "Jamieson Greer", "He Lifeng", "Howard Lutnick", "Lin Jian", "Li Qiang")


@dataclass
class Newsroom:
    """`published` is what a feed has shown last: feed → key → title."""

    chance: random.Random
    place: str = ""
    published: dict[int, dict[str, str]] = field(default_factory=dict)
    times: list[tuple[float, int]] = field(default_factory=list)
    """When (monotonic) each feed was asked for."""
    _gate: threading.Lock = field(default_factory=threading.Lock)

    def publish(self, feeds: int, entries: int = 1) -> None:
        """Lets some feeds have something new, and edits something that a feed has shown."""
        with self._gate:
            for number in self.chance.sample(sorted(self.published), feeds):
                shown = self.published[number]
                for _ in range(entries):
                    key = f"{number}-{len(shown)}"
                    words = _words(self.chance, 6)
                    shown[key] = f"US and China on {self.chance.choice(_SUBJECTS)}: {words}, {key}"
                key = self.chance.choice(list(shown)[-20:])
                shown[key] = shown[key].partition(" (")[0] + f" ({_words(self.chance, 1)})"

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        number = int(path.strip("/"))
        with self._gate:
            self.times.append((time.monotonic(), number))
            shown = list(self.published[number].items())
        entries = "".join(
            f"<item><title>{title}</title><guid isPermaLink='false'>{key}</guid><link>https://example.org/{key}</link>"
            f"<pubDate>{format_datetime(_published(key))}</pubDate>"
            f"<description>{_words(random.Random(key), 30)} “{key} it is,” {_SPEAKERS[number % len(_SPEAKERS)]} said.</description></item>"
            for key, title in reversed(shown)
        )
        return Answer(body=f"<rss version='2.0'><channel><title>{number}</title>{entries}</channel></rss>".encode())

    def feeds(self) -> list[Feed]:
        return [Feed(f"http://{self.place}/{number}", f"Feed {number}") for number in sorted(self.published)]

    def missing(self, store: Store) -> list[str]:
        """Gives what was published and is not stored as it was published last, or is stored more than once."""
        rows = store.connection.execute("select key, title from item").fetchall()
        stored, times = dict(rows), Counter(key for key, _ in rows)
        wanted = {key: title for shown in self.published.values() for key, title in shown.items()}
        return [
            f"{key}: {stored.get(key, 'not there')} instead of {title}"
            for key, title in wanted.items()
            if stored.get(key) != title
        ] + [f"{key} {count} times" for key, count in times.items() if count > 1]


_BEGAN = datetime.now(UTC) - timedelta(hours=2)


def _published(key: str) -> datetime:
    """A day apart from every other feed's, and a minute from the feed's own: reports of one story are nearer."""
    feed, _, place = key.partition("-")
    return _BEGAN - timedelta(hours=25 * int(feed)) + timedelta(minutes=int(place))


def _words(chance: random.Random, count: int) -> str:
    """Words that no other dispatch has, so that no two tell one story."""
    return " ".join(
        "".join(chance.choices("bcdfghklmnprstvwz", k=2))
        + "".join(chance.choices("aeiou", k=2))
        + "".join(chance.choices("klmnrst", k=3))
        for _ in range(count)
    )


@contextlib.contextmanager
def newsroom(feeds: int, seed: int, config: Path, more: str = "") -> Iterator[Newsroom]:
    """Serves so many feeds, each with an item, and writes the config of a desk that polls them."""
    room = Newsroom(random.Random(seed), published={number: {} for number in range(feeds)})
    room.publish(feeds)
    with serving(room.answer) as server:
        room.place = server.place
        config.write_text(
            f"[desk]\nuser = 'ann'\nzone = 'Europe/London'\n[feeds]\ncatalogue = false\n[poll]\nallow_private ="
            f" ['{server.place}']\nhost_spacing_seconds = 0\nhost_connections = 20\n{more}",
            "utf-8",
        )
        yield room
