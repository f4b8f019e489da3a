"""The public set of hostile feeds, case by case against its own server; skipped where it is not beside the project."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk import deliver, entry, run
from tests.feeds.hostility import Seen, SharedServer, hours, look, poll, shared_server
from tradewatch.records import FeedStatus
from tradewatch.storage.changes.flags import flag
from tradewatch.storage.store import Store

FOLDER = Path(__file__).parents[2] / ".." / "shared" / "hostile"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
BRACKETS = {
    "[BREAKING] talks resume",
    "[/] end of talks",
    "[@click=app.exit]open[/]",
    "odd [bracket",
    "[link=ftp://x]doc[/link]",
}

if not (FOLDER / "manifest.json").exists():
    pytest.skip("the public set of hostile feeds is not beside the project", allow_module_level=True)

CASES: dict[str, dict[str, Any]] = json.loads((FOLDER / "manifest.json").read_text("utf-8"))["cases"]


@pytest.fixture(scope="module")
def server() -> Iterator[SharedServer]:
    with shared_server(FOLDER) as opened:
        yield opened


@pytest.mark.parametrize("name", CASES)
def test_a_case_of_the_public_set_gives_what_its_manifest_wants(name: str, server: SharedServer, store: Store) -> None:
    case = CASES[name]
    expect: dict[str, Any] = case["expect"]
    server.get("/reset")
    url = server.url(f"/case/{name}", expect.get("auth", ""))
    healthy = [server.url(f"/good/{n}") for n in (1, 2, 3)]
    if case["want"] == "rejected":
        deliver(store, entry(1, "stored before"), feed=url, title="case", at=NOW - timedelta(days=1))
    times = hours(NOW, int(case["polls"]))
    seen = poll(store, url, healthy, [server.place], times[:1])
    if "flag_survives" in expect:
        flag(store, f"i{seen.items[0].id}", by="ann", at=NOW)
    if times[1:]:
        seen = poll(store, url, healthy, [server.place], times[1:], force=True)

    assert [(one.status, one.items) for one in seen.healthy] == [(FeedStatus.OK, 2)] * 3
    log = server.get("/log")
    asked = [one for one in log["requests"] if one["target"].startswith(f"/case/{name}")]
    assert log["trap"] == []
    _wanted(case["want"], seen, len(asked))
    _limits(expect, seen, len(asked))
    _words(expect, seen)
    if case["want"] == "conditional":
        assert [one["headers"].get("if-none-match") for one in asked] == [None, '"n 7"', '"n 7"']
    if case["want"] == "waits":
        _waits(store, url, server, int(expect["no_request_within"]))
    if "never_shown" in expect:
        assert asked[0]["headers"]["authorization"].startswith("Basic ")
        shown = [
            run("feeds", "list"),
            run("feeds", "list", "--json"),
            run("feeds", "export"),
            run("items", "--all", "--json"),
        ]
        assert not any(expect["never_shown"] in one.stdout + one.stderr for one in shown)
    if "export_safe" in expect:
        cells = run("export", "--format", "csv", "--all-items", "--all", "--out", "-").stdout
        assert "=1+2" in cells and "@NOW()" in cells
        assert not re.search(r'(?:^|,|")[=@+-]', cells, re.MULTILINE)


def _wanted(want: str, seen: Seen, asked: int) -> None:
    state = seen.state
    if want == "rejected":
        assert (state.status, seen.titles) == (FeedStatus.FAILING, ["stored before"])
        assert state.error
    elif want == "rejected or clean":
        assert state.status is FeedStatus.OK or state.error
        assert all(len(one.title) <= 500 for one in seen.items)
    elif want == "partly stored":
        assert (state.status, "damaged" in state.error) == (FeedStatus.OK, True)
        assert seen.titles and "three" not in " ".join(seen.titles)
    elif want == "stops":
        assert (state.status, asked) == (FeedStatus.GONE, 1)
    elif want == "waits":
        assert (state.status, asked) == (FeedStatus.FAILING, 1)
    else:
        assert state.status is FeedStatus.OK


def _limits(expect: dict[str, Any], seen: Seen, asked: int) -> None:
    assert seen.megabytes < expect.get("added_rss_mb", 100)
    assert len(seen.items) >= expect.get("items_min", 0)
    if "items" in expect:
        assert len(seen.items) == expect["items"]
    assert asked <= expect.get("requests_max", asked)


def _words(expect: dict[str, Any], seen: Seen) -> None:
    words = [text for one in seen.items for text in (one.title, one.summary, one.text)]
    assert not any(CONTROLS.search(text) or BIDI.search(text) for text in words)
    assert not any(expect.get("text_lacks", "\x00") in text for text in words)
    assert all(len(one.title) <= min(500, expect.get("title_max", 500)) for one in seen.items)
    if "no_control_characters" in expect:
        assert "quiet" in seen.titles[0] and "hour" in seen.titles[0] and "more" in seen.titles[0]
    if "no_bidi_controls" in expect:
        assert seen.titles == ["Quota at 52 million tonnes"]
    if "title" in expect:
        assert seen.titles == [expect["title"]]
    if "verbatim" in expect:
        assert set(seen.titles) == BRACKETS
    if "flag_survives" in expect:
        assert seen.items[0].flag is not None
        assert seen.titles == ["Rate set at 7"]
    if "not_on_top_forever" in expect:
        assert all(one.published <= NOW + timedelta(minutes=5) for one in seen.items)
    if "open_refused" in expect:
        assert sum(one.url is None for one in seen.items) == expect["open_refused"]


def _waits(store: Store, url: str, server: SharedServer, seconds: int) -> None:
    """Not even by force and not after a restart is it asked inside the window."""
    for after in (1, seconds - 1):
        poll(store, url, [], [server.place], [NOW + timedelta(seconds=after)], force=True)
    assert sum(one["target"] == "/case/slow_down" for one in server.get("/log")["requests"]) == 1
    poll(store, url, [], [server.place], [NOW + timedelta(seconds=seconds + 1)], force=True)
    assert sum(one["target"] == "/case/slow_down" for one in server.get("/log")["requests"]) == 2
    assert look(store, url).state.status is FeedStatus.FAILING
