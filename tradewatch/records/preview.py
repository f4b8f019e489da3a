"""What an address holds before it is added, and its JSON form: in the middle, since it passes from poller to console."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from tradewatch.instants import iso_utc, parse_utc

__all__ = ["Preview", "PreviewEntry", "preview_text", "read_preview"]


class PreviewEntry(Struct, frozen=True):
    """One entry as the list would show it; plain and clean."""

    title: str
    published: datetime | None = None


class Preview(Struct, frozen=True):
    """What came when an address was asked once; nothing of it is stored."""

    url: str
    """Without credentials, as every address here."""
    answered: str = ""
    """Who answered after redirects; "" where nobody did."""
    moved: bool = False
    """Each redirect on the way was a permanent one."""
    title: str = ""
    entries: int = 0
    newest: tuple[PreviewEntry, ...] = ()
    """At most five, the newest first; those without a date behind."""
    read: int = 0
    """So many of the newest were tried against the rules; 0 where nobody tried."""
    relevant: int = 0
    language: str = "en"
    """Of most of its entries."""
    via: str | None = None
    """What stands between the address and the publisher."""
    fallback: str = ""
    """Why it is read by feedparser, in one word; "" where the fast reader reads it."""
    warning: str = ""
    known: str = ""
    """The title of the feed that has this address already."""
    known_id: int = 0
    known_off: bool = False
    error: str = ""
    """Why there is no feed, in words for a person; "" where there is one."""
    hint: str = ""
    found: tuple[str, ...] = ()
    """The feeds that a page names which came instead of one."""


def preview_text(preview: Preview) -> str:
    """Gives the JSON form."""
    newest = [
        {"title": one.title, "published": iso_utc(one.published) if one.published else None} for one in preview.newest
    ]
    return json.dumps(asdict(preview) | {"newest": newest}, ensure_ascii=False)


def read_preview(text: str) -> Preview | None:
    """Gives the record back; None where the text is no preview: a poller of an older version answered."""
    try:
        row: dict[str, Any] = json.loads(text)
        newest = tuple(
            PreviewEntry(str(one["title"]), parse_utc(one["published"]) if one["published"] else None)
            for one in row.pop("newest")
        )
        found = tuple(str(one) for one in row.pop("found"))
        return Preview(**row, newest=newest, found=found)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
