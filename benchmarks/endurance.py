"""Whether memory, handles and the database stay flat: 200 rounds over 300 feeds of which one in twenty is hostile.

Run by `make endurance`; takes a quarter of an hour. The clock is given, seven hours a round, so that every feed is due;
and what is new in a healthy feed is of that time; it is read as it is in the program. The waits of the network are two
seconds instead of thirty. Every twenty rounds a line says what is held.
"""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks.feedhost import START
from benchmarks.tree import megabytes, tree
from tests.feeds.hostile import CASES
from tradewatch.book.load import load_book
from tradewatch.feeds.fetch import Fetcher, Limits
from tradewatch.feeds.guard import AddressGuard
from tradewatch.feeds.poller import Poller
from tradewatch.feeds.pool import ParsePool
from tradewatch.feeds.reading.reader import Reader
from tradewatch.records import Feed, FeedStatus
from tradewatch.settings import Poll
from tradewatch.storage.store import Store

FEEDS, HOSTILE, ENTRIES, ROUNDS, EVERY = 300, 15, 30, 200, 20
_APART = timedelta(hours=7)
_HOSTS = """
from tests.feeds.hostile import hostile_server
import sys
with hostile_server() as server:
    print(server.place, flush=True)
    sys.stdin.read()
"""


def main(rounds: int = ROUNDS) -> None:
    names = list(CASES)[:: max(1, len(CASES) // HOSTILE)][:HOSTILE]
    well = [sys.executable, "-m", "benchmarks.feedhost", str(FEEDS - HOSTILE), str(ENTRIES)]
    well.append(str(_APART // timedelta(minutes=1)))
    with _host(well) as port, _host([sys.executable, "-c", _HOSTS]) as hostile, tempfile.TemporaryDirectory() as name:
        healthy = f"127.0.0.1:{port}"
        path = Path(name) / "endurance.sqlite"
        with Store.open(path) as store:
            store.add_feeds([Feed(f"http://{healthy}/feed/{n}", f"feed {n}") for n in range(FEEDS - HOSTILE)])
            store.add_feeds([Feed(f"http://{hostile}/case/{one}", one) for one in names])
            asyncio.run(_rounds(store, path, healthy, hostile, rounds))


async def _rounds(store: Store, path: Path, healthy: str, hostile: str, rounds: int) -> None:
    settings = Poll(allow_private=(healthy, hostile), host_connections=20, host_spacing_seconds=0)
    book = load_book()
    reader = Reader(book.roster, book.wrong_claims)
    now = [START + ENTRIES * _APART]
    rose: list[tuple[float, float, int]] = []
    limits = Limits(connect_seconds=1.0, total_seconds=2.0)
    async with (
        Fetcher(AddressGuard(settings.allow_private), limits=limits) as fetcher,
        ParsePool(2, seconds=2.0) as pool,
    ):
        poller = Poller(store, fetcher, pool, lambda: reader, lambda: now[0], settings)
        for number in range(1, rounds + 1):
            await asyncio.to_thread(lambda: urllib.request.urlopen(f"http://{healthy}/new").close())
            started = time.perf_counter()
            counts = await poller.round(force=True)
            seconds = time.perf_counter() - started
            now[0] += _APART
            if number == 1 or number % EVERY == 0:
                rose.append(_look(number, counts.items_new, seconds, store, path))
    half = len(rose) // 2
    for what, place in (("the poller", 0), ("its workers", 1)):
        first, second = (max(one[place] for one in part) for part in (rose[1:half], rose[half:]))
        print(f"{what}: at most {first:.1f} MB in the first half, {second:.1f} MB in the second")
    print(f"handles: {min(one[2] for one in rose)} to {max(one[2] for one in rose)}")


def _look(number: int, new: int, seconds: float, store: Store, path: Path) -> tuple[float, float, int]:
    gc.collect()
    own, *others = tree(_own())
    mine, workers = megabytes(own), [megabytes(one) for one in others if _is_worker(one)]
    handles = len(list(Path("/proc/self/fd").iterdir()))
    wal = Path(f"{path}-wal")
    states = store.feed_states()
    failing = sum(one.status in (FeedStatus.FAILING, FeedStatus.GONE) for one in states)
    items = store.connection.execute("select count(*) from item").fetchone()[0]
    print(
        f"round {number:3}: {mine:5.1f} MB, workers {' + '.join(f'{one:.1f}' for one in workers)} MB, {handles} handles,"
        f" WAL {wal.stat().st_size / 1e6 if wal.exists() else 0:.1f} MB, {items:,} items ({new} new), {failing} failing,"
        f" {seconds:.1f} s",
        flush=True,
    )
    return mine, sum(workers), handles


def _own() -> int:
    return int(Path("/proc/self").resolve().name)


def _is_worker(process: int) -> bool:
    try:
        return b"tradewatch.feeds.worker" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


@contextmanager
def _host(command: list[str]) -> Iterator[str]:
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
