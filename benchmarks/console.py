"""The console beside newsboat on the same items: start, memory, keys, bytes, search, idle; `make bench-console`, quiet machine.

A line each: what, what came, what was wanted. Start and rest stand beside those of the smallest Textual program as well:
a host that takes memory away from a process that sleeps makes each waking dear, whatever it does. Archives of 1,000,
300,000 and 1,000,000 items are made first (two minutes and 1.5 GB); `make bench-console FOLDER=…` keeps them for the
next time.
"""

from __future__ import annotations

import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from benchmarks.archive import FEEDS, NEWEST, make_archive
from benchmarks.engine import loopback_host
from benchmarks.keyboard import Keyboard, Painted, keyboard
from tradewatch.records import Entry, Feed, FeedStatus, FetchOutcome, ParsedFeed
from tradewatch.storage.store import Store

SIZES = (1_000, 300_000, 1_000_000)
_STARTS, _STEPS = 7, 120
_PANES = ("1", "2", "3", "4")
_SEARCH = "shipment"
_POLL_SECONDS = 30.0
"""The feeds are through by then; the archive, which other rules have read, is read again for minutes."""
_SMALLEST = (sys.executable, "-m", "benchmarks.smallest")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1] else None
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        _all(folder)
        return
    with tempfile.TemporaryDirectory() as name:
        _all(Path(name))


def _all(folder: Path) -> None:
    paths = {size: _archive(folder, size) for size in SIZES}
    starts = {size: _start(path) for size, path in paths.items()}
    least = _median(lambda: _first_paint(_SMALLEST, r"Outlet"), _STARTS)
    for size, seconds in starts.items():
        words = f"{seconds * 1000:.0f} ms, {seconds / least:.1f} x the smallest's {least * 1000:.0f} ms"
        _say(f"start to first paint, {size:,} items", words, "450 ms")
    peer = _newsboat(folder, paths[300_000])
    if peer is None:
        print("newsboat is not installed: left out")
    else:
        words = f"{starts[300_000] / peer:.3f} x newsboat's {peer:.1f} s"
        _say("start to first paint, 300,000 items", words, "0.05 x")
    for size in (1_000, 1_000_000):
        for what, came, wanted in _keys(paths[size]):
            _say(f"{what}, {size:,} items", came, wanted)
    for what, came, wanted in [*_during_poll(paths[300_000], folder), *_endurance(paths[300_000])]:
        _say(what, came, wanted)


def _say(what: str, came: str, wanted: str) -> None:
    print(f"{what:<58} {came:<34} wanted: {wanted}", flush=True)


def _archive(folder: Path, size: int) -> Path:
    path = folder / f"archive-{size}.sqlite"
    if not path.exists():
        make_archive(path, size)
    return path


def _console(path: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "tradewatch", "--db", str(path), "--config", str(path.with_name("none.toml")), *more]


def _start(path: Path) -> float:
    """The median of several starts, after one that warms the files."""
    return _median(lambda: _first_paint(_console(path), r"Outlet"), _STARTS)


def _first_paint(command: Sequence[str], ready: str) -> float:
    with keyboard(command, TRADEWATCH_OFFLINE="1") as keys:
        return keys.until(ready).seconds


def _median(measure: Callable[[], float], times: int) -> float:
    measure()
    return statistics.median(measure() for _ in range(times))


# --- keys ---


def _keys(path: Path) -> Iterator[tuple[str, str, str]]:
    with keyboard(_console(path), TRADEWATCH_OFFLINE="1") as keys:
        keys.until("Outlet")
        keys.settle(1.5)
        yield "memory of the console", f"{keys.memory_mb():.0f} MB", "70 MB"
        yield "cursor key to painted, nothing else running", _times(_steps(keys)), "8 / 40 ms"
        steps = [keys.press("j" if number % 40 < 20 else "k").size for number in range(_STEPS)]
        yield "bytes for a cursor step", f"{statistics.median(steps):.0f}", "1,000"
        switches = [keys.press(_PANES[number % 4]).size for number in range(1, 41)]
        yield "bytes for a pane switch", f"{statistics.median(switches):.0f}", "15,000"
        idle, least = _idle(keys), _idle_of_the_smallest()
        yield "idle, clock ticking", f"{idle:.2%} of a core, {idle / least:.1f} x the smallest's {least:.2%}", "1 %"
        yield "a search letter to results", _times(list(_letters(keys))), "50 ms"


def _idle(keys: Keyboard) -> float:
    before, begun = keys.cpu_seconds(), time.perf_counter()
    keys.settle(20.0, 20.0)
    return (keys.cpu_seconds() - before) / (time.perf_counter() - begun)


def _idle_of_the_smallest() -> float:
    with keyboard(_SMALLEST) as keys:
        keys.until("Outlet")
        keys.settle(1.5)
        return _idle(keys)


def _steps(keys: Keyboard) -> list[Painted]:
    return [keys.press("j" if number % 60 < 50 else "k") for number in range(_STEPS)]


def _letters(keys: Keyboard) -> Iterator[Painted]:
    """Each letter of a word until the wire's edge tells of it; the hits come with it in one painting."""
    keys.press("4")
    for _ in range(5):
        keys.press("/", "search:")
        for number in range(1, len(_SEARCH) + 1):
            yield keys.press(_SEARCH[number - 1], rf"4 Wire .*{_SEARCH[:number]}\b")
        keys.press("\x1b", "relevant")


def _times(found: Sequence[Painted]) -> str:
    ordered = sorted(one.seconds * 1000 for one in found)
    late = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    return f"{statistics.median(ordered):.1f} / {late:.1f} ms (p50 / p99)"


# --- beside a poll, and for long ---


def _during_poll(path: Path, folder: Path) -> Iterator[tuple[str, str, str]]:
    """A copy of the archive, into which another process polls a thousand feeds of thirty entries meanwhile."""
    copy = folder / "polled.sqlite"
    shutil.copy(path, copy)
    with loopback_host() as place:
        config = folder / "polled.toml"
        config.write_text(
            f'[poll]\nallow_private = ["{place}"]\nhost_connections = 20\nhost_spacing_seconds = 0\n[feeds]\ncatalogue = false\n'
        )
        with Store.open(copy) as store:
            store.connection.execute("update feed set enabled = 0")
            store.add_feeds([Feed(f"http://{place}/feed/{number}", f"feed {number}") for number in range(FEEDS)])
        command = [sys.executable, "-m", "tradewatch", "--db", str(copy), "--config", str(config), "poll", "--once"]
        with keyboard(_console(copy), TRADEWATCH_OFFLINE="1") as keys:
            keys.until("Outlet")
            keys.settle(1.5)
            with subprocess.Popen([*command, "--force"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as poll:
                found = []
                end = time.perf_counter() + _POLL_SECONDS
                while poll.poll() is None and time.perf_counter() < end:
                    found += [keys.press("j" if len(found) % 60 < 50 else "k")]
                poll.terminate()
            yield f"cursor key to painted, during a poll of {FEEDS:,} feeds", _times(found), "8 / 40 ms"
    copy.unlink()


def _endurance(path: Path) -> Iterator[tuple[str, str, str]]:
    copy = path.with_name("long.sqlite")
    shutil.copy(path, copy)
    with keyboard(_console(copy), TRADEWATCH_OFFLINE="1") as keys, Store.open(copy) as store:
        keys.until("Outlet")
        keys.press("1")
        _work(keys, store, 100, 20, 5)
        before = keys.memory_mb()
        _work(keys, store, 1_000, 200, 50)
        yield (
            "memory after 1,000 pane switches, 200 polls, 50 searches",
            f"{keys.memory_mb() - before:+.1f} MB on {before:.0f} MB",
            "flat (2 MB)",
        )
    copy.unlink()


def _work(keys: Keyboard, store: Store, switches: int, polls: int, searches: int) -> None:
    for number in range(switches):
        keys.press(_PANES[(number + 1) % 4])
    for number in range(polls):
        _poll(store, number)
        keys.settle(0.1, 0.5)
    for _ in range(searches):
        keys.press("/", "search:")
        keys.press("wafer", "wafer")
        keys.press("\x1b", "relevant")


def _poll(store: Store, number: int) -> None:
    at = NEWEST + timedelta(minutes=number)
    entries = tuple(
        Entry(
            key=f"{at}-{n}",
            url=f"https://example.org/{at:%s}/{n}",
            title=f"Tariffs on China, {n}",
            summary="",
            text="",
            published=at,
        )
        for n in range(30)
    )
    parsed = ParsedFeed("Outlet", entries)
    store.save_outcomes([FetchOutcome(1, at, at + timedelta(minutes=15), FeedStatus.OK, parsed=parsed)])


# --- the peer ---


def _newsboat(folder: Path, path: Path) -> float | None:
    """Seconds from newsboat's start to its list of feeds, on the same items; its cache is ANALYZEd, which is kind to it."""
    program = shutil.which("newsboat")
    if program is None:
        return None
    cache, urls, config = folder / "newsboat.db", folder / "urls", folder / "newsboat.conf"
    urls.write_text("".join(f"http://127.0.0.1:9/{number}\n" for number in range(1, FEEDS + 1)))
    config.write_text("auto-reload no\n")
    command = [program, "-u", str(urls), "-c", str(cache), "-C", str(config)]
    cache.unlink(missing_ok=True)
    subprocess.run([*command, "-q", "-x", "print-unread"], capture_output=True, check=False)
    with closing(sqlite3.connect(cache)) as database:
        database.execute("attach ? as ours", (str(path),))
        database.execute("delete from rss_feed")
        database.execute("insert into rss_feed (rssurl, url, title) select url, url, title from ours.feed")
        database.execute(
            "insert into rss_item (guid, title, author, url, feedurl, pubDate, content, unread)"
            " select item.key, item.title, '', item.url, feed.url, cast(strftime('%s', published) as integer),"
            " item.summary, read_at is null from ours.item join ours.feed on feed.id = item.feed_id"
        )
        database.commit()
        database.execute("detach ours")
        database.execute("analyze")
    return _median(lambda: _first_paint(command, r"Outlet \w+ \d+"), 1)


if __name__ == "__main__":
    main()
