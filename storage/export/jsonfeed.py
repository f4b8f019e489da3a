"""JSON Feed 1.1 (jsonfeed.org/version/1.1): the same feed for programs that read JSON."""

from __future__ import annotations

import json
from typing import Any

from tradewatch.instants import iso_utc
from tradewatch.records import Flagged
from tradewatch.storage.export.entries import entry_of, language_tag
from tradewatch.storage.export.identity import feed_urn
from tradewatch.storage.export.report import Report
from tradewatch.storage.ids import show_id

__all__ = ["json_feed"]

_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(report: Report) -> str:
    """Gives the feed, newest first. Raises TradewatchError for a mistake in the desk's own template."""
    feed: dict[str, Any] = {
        "version": _VERSION,
        "title": report.head,
        "language": "en",
        "authors": [{"name": report.desk or "tradewatch"}],
        "items": [_item(one, report) for one in report.items],
        "_tradewatch": {"about": "ids and flags of a tradewatch desk", "id": feed_urn(report)},
    }
    return json.dumps(feed, ensure_ascii=False, indent=2) + "\n"


def _item(flagged: Flagged, report: Report) -> dict[str, Any]:
    entry, item = entry_of(flagged, report), flagged.item
    return {
        "id": entry.urn,
        **({"url": entry.url} if entry.url else {}),
        "title": entry.title,
        "content_html": entry.content,
        "summary": item.summary,
        "date_published": iso_utc(item.published),
        "date_modified": iso_utc(entry.updated),
        "authors": [{"name": item.author or item.feed or "unknown"}],
        "tags": list(entry.categories),
        "language": language_tag(item),
        "_tradewatch": {
            "id": show_id("item", item.id),
            "feed": item.feed,
            "state": str(item.flag.state) if item.flag else None,
            "note": item.note,
        },
    }
