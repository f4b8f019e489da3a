"""JSON Feed 1.0 and 1.1, which feedparser does not read (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from tradewatch.clean import clean_line, clean_text
from tradewatch.errors import FeedError
from tradewatch.feeds.dates import read_date
from tradewatch.feeds.limits import raw_texts
from tradewatch.feeds.links import lawful_link
from tradewatch.feeds.markup import plain_text
from tradewatch.feeds.mending import mended
from tradewatch.records import Entry, ParsedFeed

__all__ = ["is_json", "read_json_feed"]


def is_json(body: bytes) -> bool:
    """Whether the document begins like a JSON object."""
    return body[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def read_json_feed(body: bytes, url: str, now: datetime) -> ParsedFeed:
    """Gives the entries of a JSON Feed. Raises FeedError where it is none; items that are none are left out."""
    try:
        content = json.loads(text := body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise FeedError("this is not JSON", "the document begins like JSON and is broken") from error
    items = content.get("items")
    if "jsonfeed.org/version/" not in str(content.get("version", "")) or not isinstance(items, list):
        raise FeedError("this JSON is no JSON Feed", "its version must name jsonfeed.org")
    entries = tuple(_entry(one, url, now) for one in items if isinstance(one, dict))
    damaged = len(entries) < len(items) or text.count("\ufffd") > body.count(b"\xef\xbf\xbd")
    warning = "the document is damaged; what was whole is here" if damaged else ""
    return ParsedFeed(clean_line(_text(content, "title")), entries, damaged, warning)


def _entry(one: dict[str, Any], base: str, now: datetime) -> Entry:
    text = plain_text(_text(one, "content_html")) or clean_text(_text(one, "content_text"))
    summary, title = plain_text(_text(one, "summary")), clean_line(_text(one, "title"))
    raw_link = _text(one, "url") or _text(one, "external_url")
    link = lawful_link(raw_link, base)
    raw_date = _text(one, "date_published") or _text(one, "date_modified")
    return Entry(
        key=_text(one, "id") or link or f"{title} {summary} {text}"[:2000],
        url=link,
        title=title,
        summary=summary,
        text="" if text == summary else text,
        author=_author(one),
        published=read_date(raw_date, now) if raw_date else None,
        published_raw=clean_line(raw_date) or None,
        url_raw=clean_line(raw_link) or None,
        raw=raw_texts(
            _text(one, "title"), _text(one, "summary"), _text(one, "content_html") or _text(one, "content_text")
        ),
    )


def _text(one: dict[str, Any], key: str) -> str:
    """A text; a number counts as its digits (ids of old feeds are numbers), anything else as nothing."""
    value = one.get(key)
    if isinstance(value, str):
        return mended(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _author(one: dict[str, Any]) -> str | None:
    authors = one.get("authors")
    people = authors if isinstance(authors, list) else [one.get("author")]
    names = [clean_line(_text(person, "name")) for person in people if isinstance(person, dict)]
    return ", ".join(name for name in names if name) or None
