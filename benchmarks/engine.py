"""The engine beside newsboat and reader on one host in one run: `make bench-engine`, on a quiet machine.

Each is run as a whole process on 1,000 feeds of 30 entries: first on a new database, then when nothing is new, then with
one new entry in every twentieth feed. newsboat's cache is ANALYZEd after the first round, which is kinder to it.
A peer that is not there is left out and named.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tree import Cost, cost_of

FEEDS, ENTRIES = 1000, 30
_NEW = FEEDS // 20
_READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
for line in open(sys.argv[2]):
    reader.add_feed(line.strip(), exist_ok=True, allow_invalid_url=True)
reader.update_feeds(scheduled=False, workers=int(sys.argv[3]))  # also what is not due yet, as --force
"""
_WORKERS = 8


@dataclass(frozen=True, slots=True)
class Engine:
    name: str
    refresh: Callable[[], Cost]
    stored: Callable[[], int]
    after_first: Callable[[], object] = lambda: None


def main() -> None:
    with loopback_host() as place, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        urls = [f"http://{place}/feed/{number}" for number in range(FEEDS)]
        (folder / "urls").write_text("".join(f"{url}\n" for url in urls))
        engines = [ours(folder, place, urls), *_peers(folder)]
        rounds = (
            ("first", False),
            ("nothing new", False),
            ("nothing new, again", False),
            (f"one new entry in {_NEW} feeds", True),
        )
        for what, new in rounds:
            if new:
                urllib.request.urlopen(f"http://{place}/new").close()
            _round(what, engines)


def _round(what: str, engines: list[Engine]) -> None:
    print(f"{what}:")
    mine: Cost | None = None
    for engine in engines:
        cost = engine.refresh()
        mine = mine or cost
        ratio = "" if cost is mine else f", ours {mine.wall / cost.wall:.2f} of it"
        print(f"  {engine.name:<12} {cost}, {engine.stored():,} items{ratio}", flush=True)
        if what == "first":
            engine.after_first()


def ours(folder: Path, place: str, urls: list[str]) -> Engine:
    """The program as a user runs it; what is new is stored, cleaned and searchable, not yet read."""
    config, path = folder / "config.toml", folder / "ours.sqlite"
    config.write_text(
        f'[feeds]\ncatalogue = false\n[poll]\nallow_private = ["{place}"]\nhost_connections = 20\n'
        "host_spacing_seconds = 0\n"
    )
    (folder / "feeds.opml").write_text(
        '<opml version="2.0"><body>'
        + "".join(f'<outline type="rss" text="feed {number}" xmlUrl="{url}"/>' for number, url in enumerate(urls))
        + "</body></opml>"
    )
    program = [sys.executable, "-m", "tradewatch", "--config", config, "--db", path]
    cost_of([*program, "feeds", "import", folder / "feeds.opml"])

    def refresh() -> Cost:
        cost = cost_of([*program, "poll", "--once", "--force", "--no-read", "--json"])
        last = json.loads(cost.out.splitlines()[-1])
        print(f"  ({last['unchanged']} unchanged, {last['failed']} failed, {last['items_new']} new)")
        return cost

    def fallbacks() -> None:
        listed = map(json.loads, cost_of([*program, "feeds", "list", "--json"]).out.splitlines())
        reasons = Counter(one["fallback"] for one in listed if one["fallback"])
        print(f"  (read by feedparser: {', '.join(f'{count} {why}' for why, count in reasons.most_common())})")

    return Engine("tradewatch", refresh, lambda: _count(path, "item"), fallbacks)


def _peers(folder: Path) -> Iterator[Engine]:
    if found := shutil.which("newsboat"):
        yield _newsboat(found, folder)
    else:
        print("newsboat is not installed: left out")
    python = Path("build/peers/bin/python")
    if python.exists() and subprocess.run([python, "-c", "import reader"], capture_output=True).returncode == 0:
        yield _reader(python.absolute(), folder)
    else:
        print("reader is not in build/peers: left out (make bench-engine installs it)")


def _newsboat(program: str, folder: Path) -> Engine:
    cache, config = folder / "cache.db", folder / "newsboat"
    config.write_text(f"reload-threads {_WORKERS}\n")

    def refresh() -> Cost:
        return cost_of([program, "-q", "-u", folder / "urls", "-c", cache, "-C", config, "-x", "reload"])

    def analyze() -> None:
        with closing(sqlite3.connect(cache)) as database:
            database.execute("analyze")

    return Engine("newsboat", refresh, lambda: _count(cache, "rss_item"), analyze)


def _reader(python: Path, folder: Path) -> Engine:
    path = folder / "reader.sqlite"
    command = [python, "-c", _READER, path, folder / "urls", str(_WORKERS)]
    return Engine("reader", lambda: cost_of(command), lambda: _count(path, "entries"))


def _count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute(f"select count(*) from {table}").fetchone()[0])


@contextmanager
def loopback_host() -> Iterator[str]:
    """Gives the host:port of a thousand feeds in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.feedhost", str(FEEDS), str(ENTRIES)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
