"""From an item to a proposal, and from there into the book by a person alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tradewatch.book.comparing import Comparer, to_check
from tradewatch.book.tariffs import stacks_at
from tradewatch.errors import NotFoundError, TradewatchError
from tradewatch.instants import parse_instant
from tradewatch.records import Proposal
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.store import Store

WINTER = datetime(2026, 12, 1, 15, tzinfo=UTC)
RAISED = "China raised its additional tariff on US goods from 10% to 34%, the ministry said."


def proposals(store: Store, state: str | None = "open") -> list[Proposal]:
    return Pages.open(store.path).proposals(state)


def checking(store: Store) -> list[Proposal]:
    pages = Pages.open(store.path)
    return [one for one, _ in to_check(Comparer(pages.book()), pages.proposals())]


def china(store: Store, at: str) -> Decimal:
    return {one.imposed_by: one.total for one in stacks_at(Pages.open(store.path).book(), parse_instant(at))}["China"]


def tell(store: Store, number: int, words: str, *, outlet: str = "Harbour Wire", at: datetime = WINTER) -> None:
    deliver(
        store,
        entry(number, title=f"China and US tariffs, note {number}", summary=words, published=at),
        feed=f"http://127.0.0.1:9/{outlet.replace(' ', '')}",
        title=outlet,
        at=at,
    )
    read_all(store)


def test_a_rate_that_differs_is_accepted_seen_in_force_and_undone(store: Store) -> None:
    tell(store, 1, RAISED)
    (one,) = checking(store)
    assert one.rate is not None
    assert (one.rate.imposed_by, one.rate.to_rate) == ("China", 34)
    changes.accept(store, f"p{one.id}", {}, by="ann", at=WINTER)
    assert (china(store, "2026-11-30"), china(store, "2026-12-02")) == (10, 34)
    made = Pages.open(store.path).revisions()[-1]
    assert made.by == "ann"
    assert made.source[0].ref.startswith("i1: Harbour Wire, 2026-12-01")
    assert checking(store) == []
    changes.undo(store, by="ann", at=WINTER)
    assert china(store, "2026-12-02") == 10
    assert [found.id for found in checking(store)] == [one.id]


def test_taking_the_revision_back_opens_the_proposal_again(store: Store) -> None:
    tell(store, 1, RAISED)
    number = checking(store)[0].id
    ids = changes.accept(store, f"p{number}", {"from": "2026-12-15"}, by="ann", at=WINTER)
    assert (china(store, "2026-12-14"), china(store, "2026-12-16")) == (10, 34)
    changes.undo_revision(store, ids[0], by="ben", at=WINTER)
    assert [found.id for found in checking(store)] == [number]
    with pytest.raises(NotFoundError):
        changes.undo(store, by="ann", at=WINTER)  # it was taken back whole: nothing of ann's is left
    changes.undo_revision(store, ids[0] + 1, by="ben", at=WINTER)
    assert china(store, "2026-12-16") == 34
    assert checking(store) == [], "the acceptance stands again"


def test_what_was_rejected_stays_so_whoever_carries_it_next(store: Store) -> None:
    tell(store, 1, RAISED)
    number = checking(store)[0].id
    changes.reject(store, f"p{number}", by="ann", at=WINTER)
    tell(store, 2, RAISED, outlet="Potomac Ledger", at=WINTER + timedelta(days=2))
    assert checking(store) == []
    (one,) = proposals(store, "rejected")
    assert one.outlets == 2
    with pytest.raises(TradewatchError, match="rejected before"):
        changes.accept(store, f"p{number}", {}, by="ann", at=WINTER)
    changes.undo(store, by="ann", at=WINTER)
    assert [found.id for found in checking(store)] == [number]


def test_the_same_words_half_a_year_later_are_another_proposal(store: Store) -> None:
    tell(store, 1, RAISED)
    changes.reject(store, f"p{checking(store)[0].id}", by="ann", at=WINTER)
    tell(store, 2, RAISED, at=WINTER + timedelta(days=180))
    assert len(proposals(store)) == 1


def test_outlets_are_grouped_and_the_strongest_stands_first(store: Store) -> None:
    for number, outlet in enumerate(("Blog", "Harbour Wire", "Ministry of Commerce"), 1):
        tell(store, number, RAISED, outlet=outlet, at=WINTER + timedelta(hours=number))
    store.connection.execute("update feed set category = 'wire' where title = 'Harbour Wire'")
    store.connection.execute("update feed set category = 'official', official = 1 where title = 'Ministry of Commerce'")
    (one,) = checking(store)
    assert [carrier.feed for carrier in one.carriers] == ["Ministry of Commerce", "Harbour Wire", "Blog"]


def test_a_threat_changes_no_total(store: Store) -> None:
    tell(store, 1, "Trump threatened a 155% tariff on Chinese goods.")
    (one,) = checking(store)
    changes.accept(store, f"p{one.id}", {}, by="ann", at=WINTER)
    book = Pages.open(store.path).book()
    added = next(found for found in book.measures if found.ends_as == "threatened" and found.rate == 155)
    assert (added.stack, added.start, added.evidence) == (False, None, "reported")


def test_a_later_end_becomes_an_announced_window_and_a_wrong_one_stays_a_proposal(store: Store) -> None:
    tell(store, 1, "The US-China tariff truce has been extended to 10 April 2027.")
    (one,) = checking(store)
    changes.accept(store, f"p{one.id}", {}, by="ann", at=WINTER)
    window = Pages.open(store.path).book().windows[-1]
    assert (window.end.on.isoformat(), window.instruments, window.announced_by) == ("2027-04-10", (), ())
    assert window.start.on.isoformat() == "2027-01-10"
    tell(store, 2, "The US-China tariff truce ends on 9 January 2027.")
    assert [found.date and found.date.day.isoformat() for found in checking(store)] == ["2027-01-09"]


def test_what_agrees_adds_its_item_to_the_sources(store: Store) -> None:
    tell(store, 1, "China still charges 10% on US goods in additional duties.", at=NOW)
    (one,) = proposals(store)
    assert checking(store) == []
    changes.accept(store, f"p{one.id}", {}, by="ann", at=NOW)
    measure = next(found for found in Pages.open(store.path).book().measures if found.id == "cn-10-truce")
    assert measure.source[-1].kind == "item"


def test_an_open_proposal_goes_with_the_words_it_was_read_from(store: Store) -> None:
    tell(store, 1, RAISED)
    tell(store, 1, "China keeps its tariffs on US goods as they are, the ministry said.")
    assert proposals(store) == []


def test_a_total_of_a_past_day_lasts_to_the_next_change_of_the_book(store: Store) -> None:
    tell(store, 1, "China raised its additional tariff on US goods to 51% on Friday.", at=NOW)
    (one,) = checking(store)
    changes.accept(store, f"p{one.id}", {}, by="ann", at=NOW)
    assert [china(store, day) for day in ("2025-06-05", "2025-06-07", "2026-11-01")] == [10, 51, 51]
    tell(store, 2, "The US tariff on Chinese goods was raised to 51% by Trump on Friday.", at=NOW)
    other = next(found for found in checking(store) if found.rate and found.rate.imposed_by == "US")
    changes.accept(store, f"p{other.id}", {}, by="ann", at=NOW)
    book = Pages.open(store.path).book()
    totals = [
        {found.imposed_by: found.total for found in stacks_at(book, parse_instant(day))}["US"]
        for day in ("2025-06-05", "2025-06-07", "2025-11-11", "2026-11-24")
    ]
    assert totals == [30, 51, 20, Decimal("12.5")]


def test_the_next_report_takes_the_place_of_the_one_before(store: Store) -> None:
    tell(store, 1, RAISED)
    changes.accept(store, f"p{checking(store)[0].id}", {}, by="ann", at=WINTER)
    later = WINTER + timedelta(days=14)
    tell(store, 2, "China cut its additional tariff on US goods from 34% to 20%, the ministry said.", at=later)
    changes.accept(store, f"p{checking(store)[0].id}", {}, by="ann", at=later)
    assert [china(store, day) for day in ("2026-11-30", "2026-12-05", "2026-12-20")] == [10, 34, 20]


def test_reading_an_item_again_keeps_its_proposals_ids(store: Store) -> None:
    tell(store, 1, RAISED)
    before = [one.id for one in proposals(store)]
    store.connection.execute("update item set rules = null")
    read_all(store)
    assert [one.id for one in proposals(store)] == before


def test_a_wrong_end_is_compared_with_the_window_that_runs(store: Store) -> None:
    tell(store, 1, "The US-China tariff truce ends on 5 December 2026.")
    (one,) = checking(store)
    changes.accept(store, f"p{one.id}", {}, by="ann", at=WINTER)
    ends = {window.id: window.end.on.isoformat() for window in Pages.open(store.path).book().windows}
    assert ends["washington-extension"] == "2026-12-05"
    assert ends["kuala-lumpur-busan"] == "2026-11-10"


def test_what_agrees_or_is_known_to_be_wrong_takes_no_other_fields(store: Store) -> None:
    tell(store, 1, "China still charges 10% on US goods in additional duties.", at=NOW)
    with pytest.raises(TradewatchError, match="agrees with the book"):
        changes.accept(store, f"p{proposals(store)[0].id}", {"rate": "12"}, by="ann", at=NOW)


def test_book_and_proposal_agree_whatever_is_taken_back_and_again(store: Store) -> None:
    tell(store, 1, RAISED)
    name = f"p{checking(store)[0].id}"
    first = changes.accept(store, name, {}, by="ann", at=WINTER)[0]
    changes.undo_revision(store, first, by="ann", at=WINTER)
    changes.reject(store, name, by="ben", at=WINTER)
    changes.undo_revision(store, first + 1, by="ann", at=WINTER)
    assert (china(store, "2026-12-02"), [one.state for one in proposals(store, None)]) == (34, ["accepted"])
    with pytest.raises(NotFoundError):
        changes.undo(store, by="ben", at=WINTER)  # the rejection was overtaken
    changes.undo(store, by="ann", at=WINTER)
    assert (china(store, "2026-12-02"), [one.state for one in proposals(store, None)]) == (10, ["open"])
