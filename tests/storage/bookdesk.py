"""Changes of the book as tests make them: a duty of China's, who says so, and the total that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tests.desk import NOW
from tradewatch.book.editing import edited_row, new_row
from tradewatch.book.sources import Source
from tradewatch.book.tariffs import stacks_at
from tradewatch.instants import parse_instant
from tradewatch.storage import changes
from tradewatch.storage.pages import Pages
from tradewatch.storage.store import Store

SAID = {"kind": "page", "ref": "https://example.org/notice"}
TODAY = date(2026, 11, 25)
DUTY = {
    "imposed_by": "China",
    "target": "US",
    "rate": "34",
    "stack": "yes",
    "name": "additional duty",
    "from": "2026-12-15",
    "replaces": "cn-10-truce,cn-24-suspended",
}


def add(store: Store, kind: str, written: Mapping[str, str], by: str = "ann", at: Any = NOW) -> list[int]:
    ids, _ = changes.change_book(
        store, lambda rows: new_row(rows, kind, written, SAID, TODAY), by=by, at=at, source=[Source(**SAID)]
    )
    return ids


def edit(store: Store, target: str, written: Mapping[str, str], by: str = "ann", at: Any = NOW) -> list[int]:
    ids, _ = changes.change_book(
        store, lambda rows: edited_row(rows, target, written, SAID, TODAY), by=by, at=at, source=[Source(**SAID)]
    )
    return ids


def china(store: Store, at: str, known_at: Any = None) -> Decimal:
    book = Pages.open(store.path).book(known_at)
    assert book.problems == ()
    return {one.imposed_by: one.total for one in stacks_at(book, parse_instant(at))}["China"]
