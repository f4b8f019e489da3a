"""Ids that are the same in each export and differ between desks: what a reader of feeds knows an entry by."""

from __future__ import annotations

from uuid import UUID, uuid5

from tradewatch.instants import iso_utc
from tradewatch.records import Item
from tradewatch.storage.export.report import Report
from tradewatch.storage.ids import show_id

__all__ = ["feed_urn", "item_urn"]

_OURS = UUID("6d9d2c5e-4f0a-4b51-9a4e-3f1c0f3c7a52")


def item_urn(item: Item) -> str:
    """Gives an item's `urn:uuid:` (RFC 9562, version 5), made of its id and when it was first seen: neither ever changes."""
    return uuid5(_OURS, f"item {show_id('item', item.id)} {iso_utc(item.first_seen)}").urn


def feed_urn(report: Report) -> str:
    """Gives the id of the feed that a search, or what is flagged, makes at a desk."""
    return uuid5(_OURS, f"feed {report.demo and 'DEMO'} {report.desk} {report.subject}").urn
