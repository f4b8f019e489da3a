"""How the check does on drafts that nobody tuned it on, against the archive that the demo's replay fills."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.reading.draft.judging import drafts, score
from tradewatch.book.load import load_book
from tradewatch.cli import demo
from tradewatch.feeds.demo.replay import Replay
from tradewatch.feeds.reading.draft.checking import check_draft
from tradewatch.feeds.reading.draft.page import read_page
from tradewatch.instants import parse_instant
from tradewatch.settings import Options, Settings
from tradewatch.storage.archivepages import ArchivePages
from tradewatch.storage.pages import Pages

BLIND = Path(__file__).with_name("blind")


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the demo, polled once through the whole pipeline."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch, Replay() as replay:
        patch.setenv(demo.DEMO_OFFSET, str((demo.START - datetime.now(UTC)).total_seconds()))
        ready = demo.ready_demo(Options(folder / "x", folder / "config.toml", Settings()), folder, replay)
        demo.poll_demo(ready)
    return ready.db


def test_twenty_planted_faults_are_told_line_by_line_and_five_right_lines_are_not(replayed: Path) -> None:
    pages, at = Pages.open(replayed), parse_instant("2025-06-06T12:00-04:00")
    page = read_page("planted.md", BLIND.with_name("planted.md").read_bytes())
    found = check_draft(page, ArchivePages(pages, at), load_book(), at)
    pages.close()
    faults = sorted({page.place(one.start)[0] for one in found if not one.is_right})
    right = {page.place(one.start)[0] for one in found if one.is_right}
    assert faults == list(range(13, 53, 2))
    assert right >= set(range(3, 12, 2))


def test_planted_faults_are_found_and_right_places_are_left_alone(replayed: Path) -> None:
    pages, book = Pages.open(replayed), load_book()
    counts: dict[int, Counter[tuple[str, str]]] = {0: Counter(), 1: Counter()}
    wrong: list[str] = []
    for draft in drafts(BLIND):
        found = score(draft, pages, book)
        counts[draft.number % 2] += found.counts
        wrong += found.wrong if draft.number % 2 else ()
    pages.close()
    told = "\n".join(wrong)
    for half in counts.values():
        # a quotation that is right is never called wrong, and none that is wrong goes through
        assert half["quotation", "alarm"] == 0, told
        assert half["quotation", "said"] == half["quotation", "right"], told
        assert half["quotation", "exact"] == half["quotation", "faults"], told
    both = counts[0] + counts[1]
    assert sum(both[kind, "found"] for kind in ("rate", "date", "count", "name")) >= FOUND, told
    assert sum(both[kind, "alarm"] for kind in ("rate", "date", "count", "name")) + both["", "extra"] <= ALARMS, told


FOUND, ALARMS = 55, 14
"""Of 61 faults; of 185 right places and 128 traps: as far as the rules have come, so that no change takes them back."""


def test_drafts_that_the_rules_were_mended_on_stay_as_far_as_they_came(replayed: Path) -> None:
    """Rates, days, counts and names in all the ways of the trade; two of five rates are beyond the rules."""
    pages, book = Pages.open(replayed), load_book()
    counts: Counter[tuple[str, str]] = Counter()
    for draft in drafts(BLIND.with_name("seen")):
        counts += score(draft, pages, book).counts
    pages.close()
    found = {kind: (counts[kind, "found"], counts[kind, "faults"]) for kind in ("rate", "date", "count", "name")}
    assert found["rate"] >= (21, 36), found
    assert found["date"] >= (7, 14), found
    assert found["count"] >= (10, 11), found
    assert found["name"] >= (20, 27), found
    assert sum(counts[kind, "alarm"] for kind in found) + counts["", "extra"] <= 16
