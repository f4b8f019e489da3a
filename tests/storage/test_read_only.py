"""A file or a folder that may only be read: everything is shown, nothing is written, and that is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import deliver, entry, read_all, run
from tests.unprivileged import run_bound
from tradewatch.storage.store import Store

READING = ("board", "items --all --json", "statements", "stories", "truce", "tariffs", "deadlines", "feeds list",
           "export", "book proposals", "book history cn-10-truce", "config")  # fmt: skip
WRITING = ("flag i1", "unflag i1", "undo", "poll --once", "read --again", "relevant i1 yes", "prune --older-than 90d",
           "book edit cn-10-truce rate=9 --source me", "feeds remove http://127.0.0.1:9/feed")  # fmt: skip


@pytest.fixture(params=["file", "folder"])
def locked(request: pytest.FixtureRequest, store: Store) -> Iterator[Path]:
    """A filled database of which the file, or the file and its folder, may only be read."""
    deliver(store, *map(entry, range(5)))
    read_all(store)
    store.close()
    assert run("items").returncode == 0
    store.path.chmod(0o400)
    if request.param == "folder":
        store.path.parent.chmod(0o500)
    yield store.path
    store.path.parent.chmod(0o700)


def test_every_reading_command_works_and_every_writing_one_says_why_not(locked: Path) -> None:
    before = locked.read_bytes()
    for words in READING:
        done = run_bound(*words.split())
        assert (done.returncode, done.stderr.replace("no proposals to check\n", "")) == (0, ""), words
    assert run_bound("items", "--all", "--json").stdout.count("\n") == 5
    for words in WRITING:
        done = run_bound(*words.split())
        assert done.returncode == 1, words
        assert "Traceback" not in done.stderr
        assert "may be read, not written" in done.stderr or "cannot be made: Permission denied" in done.stderr, (
            done.stderr
        )
    assert locked.read_bytes() == before
