"""Words and the words that answer them, read from a database though only one of both leaves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk import NOW, deliver, entry, read_all
from tradewatch.book.load import load_book
from tradewatch.records import Flagged
from tradewatch.storage import changes
from tradewatch.storage.export.documents import html_brief, markdown_brief
from tradewatch.storage.export.report import Report, read_exchange
from tradewatch.storage.pages import Pages
from tradewatch.storage.queries import ItemQuery, StatementQuery
from tradewatch.storage.store import Store

CLAIM = "“Beijing is slow-walking its rare earth licences,” Treasury Secretary Scott Bessent told CNBC."
REPLY = "He Yongqian, rejecting Bessent’s remarks on rare earth licences, told a briefing on Thursday: “We approve what meets the rules.”"


@pytest.fixture
def answered(store: Store) -> Store:
    """A claim in one report, its answer a day later in another."""
    title = "US and China at odds over tariffs and rare earth licences"
    claim = entry(1, title=title, summary=CLAIM, published=NOW - timedelta(days=2))
    reply = entry(2, title=f"{title}, again", summary=REPLY, published=NOW - timedelta(days=1))
    deliver(store, claim, feed="http://127.0.0.1:9/h", title="Harbour Wire")
    deliver(store, reply, feed="http://127.0.0.1:9/q", title="Quay Daily")
    read_all(store)
    return store


def one_of(path: Path, title: str, *, days_ago: float = 0) -> Report:
    """An export of what one feed has, as of some days ago."""
    pages = Pages.open(path)
    pages.as_of = NOW - timedelta(days=days_ago)
    items = [one for one in pages.items(pages.item_ids(ItemQuery())) if one.feed == title]
    flagged = [Flagged(one, tuple(pages.statements_of(one.id))) for one in items]
    exchange = read_exchange(pages, [one for each in flagged for one in each.statements], items)
    pages.close()
    return Report(items=flagged, at=NOW, book=load_book(), exchange=exchange)


def test_the_other_side_of_an_exchange_stands_beside_it_with_who_day_and_outlet(answered: Store) -> None:
    text = markdown_brief(one_of(answered.path, "Harbour Wire"))
    assert (
        "\n  - answered by **He Yongqian** (China, press conference, 2025-06-05): “We approve what meets the rules.”"
        " – [Quay Daily](<https://example.org/2>)\n"
    ) in text
    page = html_brief(one_of(answered.path, "Quay Daily"))
    assert '<span class="dim">answers</span> <strong>Scott Bessent</strong>' in page
    assert '<a href="https://example.org/1" rel="noreferrer">Harbour Wire</a>' in page
    assert "“Beijing is slow-walking its rare earth licences,”" in page


def test_what_was_not_said_yet_or_was_dismissed_is_no_answer(answered: Store) -> None:
    assert "answered by" not in markdown_brief(one_of(answered.path, "Harbour Wire", days_ago=1.5))
    pages = Pages.open(answered.path)
    [number] = [
        one.id for one in pages.statements(pages.statement_ids(StatementQuery())) if one.speaker == "He Yongqian"
    ]
    pages.close()
    changes.dismiss(answered, f"s{number}", by="ann", at=NOW)
    assert "answered by" not in markdown_brief(one_of(answered.path, "Harbour Wire"))


def test_an_edit_makes_an_entry_newer(answered: Store) -> None:
    later = NOW + timedelta(hours=3)
    edited = entry(1, title="US and China at odds over tariffs", summary=CLAIM, published=NOW - timedelta(days=2))
    deliver(answered, edited, feed="http://127.0.0.1:9/h", title="Harbour Wire", at=later)
    read_all(answered)
    found = one_of(answered.path, "Harbour Wire", days_ago=-1)
    assert found.exchange.edited == {found.items[0].item.id: later}
