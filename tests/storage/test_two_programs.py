"""Two programs on one file: what either says it wrote is there when both are gone."""

from __future__ import annotations

import subprocess
import sys

from tests.desk import deliver, entry, read_all, run
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.store import Store

# a console: reads, watches, opens the file for writing when it first has to
CONSOLE = """
import sys
from pathlib import Path
from tests.desk import NOW
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.store import Store
from tradewatch.tui.watching import Watcher

path = Path(sys.argv[1])
pages, watcher = Pages.open(path), Watcher(path, lambda: NOW)
watcher.look()
store = None
for line in sys.stdin:
    if store is None:
        store = Store.open(path)
    if line.startswith("flag "):
        changes.flag(store, line.split()[1], by="ann", at=NOW)
        print("flagged", flush=True)
    else:
        watcher.look()
        print("rate", {one.id: one.rate for one in pages.book().measures}["cn-10-truce"], flush=True)
"""


def test_another_program_that_ends_takes_nothing_of_ours_away(store: Store) -> None:
    deliver(store, *[entry(number) for number in range(3)])
    read_all(store)
    path = store.path
    store.close()
    with subprocess.Popen(
        [sys.executable, "-c", CONSOLE, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as console:
        assert console.stdin is not None
        assert console.stdout is not None

        def ask(words: str) -> str:
            assert console.stdin is not None
            assert console.stdout is not None
            console.stdin.write(f"{words}\n")
            console.stdin.flush()
            return console.stdout.readline().strip()

        assert ask("flag i1") == "flagged"
        for number in (11, 12, 13):
            done = run("book", "edit", "cn-10-truce", f"rate={number}", "--source", f"notice {number}")
            assert done.returncode == 0, done.stderr
            assert ask("look") == f"rate {number}", "what another program wrote is seen"
            assert number == 13 or ask(f"flag i{number - 9}") == "flagged"
        console.stdin.close()
        assert console.wait(timeout=30) == 0
    flagged = Pages.open(path).item_ids(ItemQuery(flagged=True, everything=True))
    assert sorted(flagged) == [1, 2, 3]
