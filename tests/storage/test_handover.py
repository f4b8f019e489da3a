"""What a shift hands to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tests.storage.bookdesk import add
from tradewatch.book.words import plain
from tradewatch.errors import TradewatchError
from tradewatch.records import FeedStatus, FetchOutcome, FlagState
from tradewatch.storage import changes
from tradewatch.storage.export.handoverbrief import HandoverFor, handover_document
from tradewatch.storage.export.handoverlines import handover_lines, handover_text
from tradewatch.storage.handover import read_handover
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery
from tradewatch.storage.queryterms import Bearings
from tradewatch.storage.sincewhen import since_when
from tradewatch.storage.store import Store

SAID = "“The door to China is open,” U.S. Treasury Secretary Scott Bessent told CNBC on Thursday. Tariffs stay."
LONDON = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)
LEDGER = "http://127.0.0.1:9/c"


@pytest.fixture
def pages(store: Store, tmp_path: Path) -> Iterator[Pages]:
    """Three stories of the last hour, one of two outlets, one before; one statement."""
    rare = {
        "title": "Rare earth licences for US carmakers from China",
        "summary": "Magnets for motors may leave again.",
    }
    old = "Customs counts containers at the docks, says a US tariffs office in China."
    deliver(store, entry(1, **rare), entry(200, title="Port fees on ships from China", summary=old))
    deliver(store, entry(2, **rare), feed="http://127.0.0.1:9/b")
    deliver(store, entry(9, title="Bessent [says] door to China is open", summary=SAID), feed=LEDGER, title="Ledger")
    growers = "Farmers in Iowa hope that tariffs on US beans fall."
    deliver(store, entry(30, title="Soybean growers wait for China", summary=growers), feed=LEDGER)
    read_all(store)
    opened = Pages.open(tmp_path / "desk.sqlite")
    yield opened
    opened.close()


def test_what_came_since_is_counted_whole_and_listed_with_the_widest_story_first(pages: Pages) -> None:
    found = read_handover(pages, NOW - HOUR, NOW, most=2)
    assert (found.stories_count, found.statements_count, found.late_count) == (3, 1, 1)
    assert [one.outlets for one in found.stories] == [2, 1]
    words = [plain(one.line) for one in handover_lines(found, LONDON, "ann")]
    assert "3 stories, 1 statement, 0 flags" in words[1]
    assert "1 relevant item published before 16:00 came in since" in words
    assert "  and 1 more" in words
    assert any("“The door to China is open,”" in line for line in words)


def test_flags_and_decisions_stand_with_who_when_and_note_and_what_was_taken_back_does_not(
    store: Store, pages: Pages
) -> None:
    at, story = NOW - HOUR / 2, f"y{read_handover(pages, NOW - HOUR, NOW).stories[0].id}"
    changes.flag(store, story, by="bob", at=at, note="check with\ncustoms", tags=["rates"])
    changes.flag(store, "s1", by="bob", at=at - HOUR)
    changes.flag(store, "s1", by="cy", at=at, state=FlagState.USED)
    changes.correct_speaker(store, "s1", "Howard Lutnick", None, by="ann", at=at)
    changes.dismiss(store, "s1", by="eve", at=at)
    changes.undo(store, by="eve", at=at + timedelta(minutes=1))
    found = read_handover(pages, NOW - HOUR, NOW)
    assert [(one.action.by, one.action.became, one.action.kind, one.note) for one in found.flags] == [
        ("cy", "flag used", "statement", ""),
        ("bob", "flagged", "story", "check with\ncustoms"),
    ], "of the story's own item nothing is said twice, and bob's first flag was before"
    assert [(one.action.by, one.action.what) for one in found.decisions] == [("ann", "correct")]
    lines = handover_lines(found, LONDON, "ann")
    text = handover_text(lines)
    assert "bob: flagged · Rare earth licences" in text
    assert "note: check with customs [rates]" in text
    assert "ann: speaker corrected from Scott Bessent · Howard Lutnick: “The door" in text
    assert {one.target for one in lines} >= {"s1", story}
    document = handover_document(pages, found, "md", HandoverFor(LONDON, "ann"))
    assert "- 16:51 Bessent \\[says\\] door to China is open" in document
    assert "- 16:30 ann: speaker corrected from Scott Bessent" in document
    assert "\n  note: check with customs \\[rates\\]\n" in document


def test_the_book_the_feeds_and_the_deadlines_are_in_it(store: Store, pages: Pages) -> None:
    changes.ground(store, NOW - 9 * HOUR)
    add(store, "deadline", {"title": "Hearing on chips", "start": "2025-06-09"}, by="bob", at=NOW - HOUR / 2)
    number = store.feed_states()[0].id
    store.save_outcomes([FetchOutcome(number, NOW, NOW + HOUR, FeedStatus.FAILING, error="HTTP 500")])
    text = handover_text(handover_lines(read_handover(pages, NOW - HOUR, NOW), LONDON, "ann"))
    assert "bob: deadline hearing-on-chips new · source: https://example.org/notice" in text
    assert "Harbour Wire: HTTP 500, answered last 17:00" in text
    assert "End of the truce agreed in Geneva, 67 days" in text
    assert "new release" not in text, "the ground that the desk began on is no news"


def test_as_of_a_time_nothing_later_is_in_it(store: Store, pages: Pages) -> None:
    changes.flag(store, "y1", by="bob", at=NOW - HOUR / 2, note="early")
    changes.flag(store, "y1", by="bob", at=NOW, note="later")
    pages.as_of = then = NOW - timedelta(minutes=15)
    found = read_handover(pages, NOW - HOUR, then)
    assert (found.stories_count, found.statements_count) == (1, 0)
    assert [(one.action.became, one.note) for one in found.flags] == [("flagged", "early")]


def test_since_when_is_a_clock_time_of_the_desk_or_what_since_knows() -> None:
    bearings = Bearings(LONDON, NOW)  # 17:00 in London
    assert since_when("16:30", bearings) == NOW - HOUR / 2
    assert since_when(" 18:02 ", bearings) == NOW - 23 * HOUR + timedelta(minutes=2), "of yesterday: today's is to come"
    assert since_when("12h", bearings) == NOW - 12 * HOUR
    for wrong in ("25:00", "nope", "", "2030-01-01"):
        with pytest.raises(TradewatchError):
            since_when(wrong, bearings)


def test_what_somebody_has_seen_is_no_decision(store: Store, pages: Pages) -> None:
    changes.set_seen(store, pages.story_ids(ItemQuery()), True, by="ann", at=NOW - HOUR / 2)
    assert read_handover(pages, NOW - HOUR, NOW).decisions == ()


def test_saved_searches_and_answered_hands_stand_there_in_words_and_by_name(store: Store, pages: Pages) -> None:
    at = NOW - HOUR / 2
    number, _ = changes.save_search(store, "Magnets", "magnets", by="ann", at=at)
    changes.save_search(store, "Magnets", "rare earths", by="bob", at=at)
    changes.rename_search(store, number, "Rare earths", by="ann", at=at)
    changes.remove_search(store, number, by="cy", at=at)
    for one in (2, 3):
        changes.flag(store, f"i{one}", by="ann", at=NOW - 2 * HOUR)
    words = {"title": "Rare earth licences for US carmakers from China and Japan", "summary": "Magnets leave again."}
    deliver(store, entry(1, **words), at=at)
    deliver(store, entry(2, **words), feed="http://127.0.0.1:9/b", at=at)
    changes.answer_hands(store, pages.hands(), by="eve", at=at)
    text = handover_text(handover_lines(read_handover(pages, NOW - HOUR, NOW), LONDON, "ann"))
    for words in (
        "ann: search saved · Magnets",
        "bob: search changed · Magnets",
        "ann: search renamed from Magnets · Rare earths",
        "cy: search removed · Rare earths",
        "eve: took note of what the outlet changed (2 items) · Rare earth",
    ):
        assert words in text
