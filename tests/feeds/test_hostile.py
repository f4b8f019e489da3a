"""Hostile feeds of our own: every kind costs its own feed at most, and nothing dangerous gets in."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk import NOW, deliver, entry, run
from tests.feeds.hostile import BAD_DATES, CASES, Case, Hostile, hostile_server
from tests.feeds.hostility import Seen, hours, poll
from tests.feeds.test_worker import FRAGILE
from tradewatch.records import FeedStatus
from tradewatch.storage.store import Store

DANGEROUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\U000e0000-\U000e007f]"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Hostile]:
    with hostile_server() as opened:
        yield opened


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_feed_costs_only_itself(name: str, server: Hostile, store: Store) -> None:
    case = CASES[name]
    url = server.url(f"/case/{name}")
    if case.want == "refused":
        deliver(store, entry(1, "stored before"), feed=url, title="case", at=NOW - timedelta(days=1))
        with store.transaction() as connection:  # no conditions, so that a 304 is not lawful
            connection.execute("update feed set etag = null, last_modified = null")
    healthy = [server.url(f"/healthy/{n}") for n in (1, 2, 3)]
    allowed = [server.place, server.place.replace("127.0.0.1", "localhost")]
    seen = poll(store, url, healthy, allowed, hours(NOW, case.polls), force=True)
    assert [(one.status, one.items) for one in seen.healthy] == [(FeedStatus.OK, 2)] * 3
    assert server.trapped == []
    assert seen.megabytes < 100
    _as_wanted(case, seen)
    for one in seen.items:
        assert not DANGEROUS.search(one.title + one.summary + one.text)
        assert len(one.title) <= 500 and len(one.text) <= 200_000
        assert one.published <= NOW + timedelta(hours=7 * case.polls)
        assert one.url is None or one.url.startswith(("http://", "https://"))
    written = "\n".join(str(row) for row in store.connection.execute("select url, error, moved_to from feed"))
    assert "Open-Sesame" not in written


def _as_wanted(case: Case, seen: Seen) -> None:
    state = seen.state
    if case.words:
        assert re.search(case.words if "|" in case.words else re.escape(case.words), state.error), state.error
    if case.want == "refused":
        assert (state.status in (FeedStatus.FAILING, FeedStatus.GONE), seen.titles) == (True, ["stored before"])
        assert state.error
    elif case.want == "either":
        assert state.status is FeedStatus.OK or state.error
    else:
        assert state.status is FeedStatus.OK, state.error
        assert bool(state.error) == bool(case.words), state.error
    if case.titles is not None:
        assert sorted(seen.titles) == sorted(case.titles)
    if case.items is not None:
        assert len(seen.items) == case.items
    if case.no_links:
        assert all(one.url is None for one in seen.items)


def test_a_date_that_tells_nothing_stays_beside_its_item(server: Hostile, store: Store) -> None:
    url = server.url("/case/dates_in_every_bad_form")
    seen = poll(store, url, [], [server.place], [NOW])
    rows = dict(store.connection.execute("select title, published_raw from item").fetchall())
    told = {one.title: one.published_known for one in seen.items}
    for number, when in enumerate(BAD_DATES):
        if not told[f"d{number}"] and when.isprintable() and len(when) < 100:
            assert rows[f"d{number}"] == when


def test_a_document_that_breaks_its_worker_marks_its_feed_and_the_others_are_stored(
    server: Hostile, store: Store, tmp_path: Path
) -> None:
    url = server.url("/case/a_slow_document")
    healthy = [server.url(f"/healthy/{n}") for n in range(9)]
    seen = poll(
        store, url, healthy, [server.place], [NOW], worker=[sys.executable, "-c", FRAGILE, str(tmp_path / "mark")]
    )
    assert (seen.state.status, "takes too long" in seen.state.error) == (FeedStatus.FAILING, True)
    assert [(one.status, one.items) for one in seen.healthy] == [(FeedStatus.OK, 2)] * 9


def test_no_password_of_a_feed_is_shown_with_its_items(store: Store) -> None:
    deliver(
        store,
        entry(1, url="https://eve:Open-Sesame@paper.example/1"),
        feed="https://ann:Open-Sesame@feeds.example.org/f",
    )
    answers = [
        run("items", "--all", "--json"),
        run("export", "--all-items", "--all", "--format", "jsonl"),
        run("export", "--all-items", "--all", "--format", "csv"),
        run("feeds", "list", "--json"),
    ]
    assert all("feeds.example.org" in one.stdout for one in answers)
    assert not any("ann:" in one.stdout + one.stderr for one in answers)


def test_a_gone_feed_is_not_asked_again(server: Hostile, store: Store) -> None:
    url = server.url("/case/gone_after_a_redirect")
    before = len(server.requests)
    seen = poll(store, url, [], [server.place], hours(NOW, 3), force=True)
    assert (seen.state.status, len(server.requests) - before) == (FeedStatus.GONE, 2)
