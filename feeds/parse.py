"""Bytes to records: one feed document as plain, clean entries."""

from __future__ import annotations

import calendar
import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import feedparser

from tradewatch.clean import clean_line, clean_text
from tradewatch.errors import FeedError
from tradewatch.feeds.came import no_feed, refuse_page
from tradewatch.feeds.dates import read_date
from tradewatch.feeds.jsonfeed import is_json, read_json_feed
from tradewatch.feeds.limits import raw_texts, within_limits
from tradewatch.feeds.links import begins_well, lawful_link
from tradewatch.feeds.markup import plain_text
from tradewatch.records import Entry, ParsedFeed

__all__ = ["parse_feed"]

_CLOSED = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_ROOT_CLOSED = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_DEFAULTS = frozenset({"iso-8859-1", "us-ascii", "ascii", "latin1", "latin-1", "windows-1252"})
_HAN = re.compile("[\u4e00-\u9fff]")
_DATES = ("published", "updated", "created")


def parse_feed(body: bytes, *, url: str, content_type: str, now: datetime) -> ParsedFeed:
    """Gives what a document says, in its order. Raises FeedError where it is no feed.

    A document that is damaged gives the entries that are whole, and says so; of one that ended too early the entry
    that was cut is left out, since half a sentence is a false one.
    """
    refuse_page(body)
    if is_json(body):
        feed = read_json_feed(body, url, now)
    else:
        feed = _with_feedparser(body, url, content_type, now)
    said = tuple(one for one in feed.entries if one.title or one.summary or one.text or one.url)
    feed = within_limits(replace(feed, entries=said))
    return replace(feed, entries=_with_own_keys(_in_language(feed.entries)))


def _with_feedparser(body: bytes, url: str, content_type: str, now: datetime) -> ParsedFeed:
    headers = {"content-location": url, "content-type": _trusted_type(body, content_type)}
    try:
        found = feedparser.parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except (RecursionError, ValueError, LookupError, AssertionError) as error:
        raise FeedError("this document cannot be read as a feed", type(error).__name__) from error
    if not found.version and not found.entries:
        raise no_feed(body)
    entries = [_entry(_with_own_link(one, url, body), url, now) for one in found.entries]
    damaged = bool(found.bozo) and not _harmless(found.get("bozo_exception"))
    torn = damaged and not _ROOT_CLOSED.search(body[-4096:])
    if torn:
        entries = entries[: len(_CLOSED.findall(body))]
    warning = "the document is damaged; what was whole is here" if damaged else ""
    title = clean_line(plain_text(found.feed.get("title", "")))
    return ParsedFeed(title, tuple(entries), damaged, warning, torn)


def _trusted_type(body: bytes, content_type: str) -> str:
    """The header's type, without a charset that the document itself contradicts.

    RFC 7303 lets the header win; but servers send a default of Latin-1 or ASCII with whatever they have, and words
    read so are changed words. A document that names its encoding, or is lawful UTF-8, knows better.
    """
    kind = content_type.partition(";")[0].strip() or "application/xml"
    match = _CHARSET.search(content_type)
    if match is None or match.group(1).lower().replace("_", "-") not in _DEFAULTS:
        return content_type or "application/xml"
    declared = _DECLARED.search(body[:200])
    if declared is not None and declared.group(1).decode("ascii", "replace").lower() not in _DEFAULTS:
        return kind
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return content_type
    return f"{kind}; charset=utf-8"


def _harmless(error: object) -> bool:
    """A charset or type that the header has wrong does no damage: feedparser has decoded by what the document says."""
    return isinstance(error, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType)


def _entry(one: Any, base: str, now: datetime) -> Entry:
    raw_link = one.get("link") or ""
    summary = _detail(one.get("summary_detail"), one.get("summary", ""))
    contents = [_detail(detail, "") for detail in one.get("content", ())]
    text = max(contents, key=len, default="")
    title = clean_line(_detail(one.get("title_detail"), one.get("title", "")))
    url = lawful_link(raw_link, base)
    published, raw_date = _published(one, now)
    text = "" if text == summary else text
    return Entry(
        key=one.get("id") or url or _hash(title, summary, text),
        url=url,
        title=title,
        summary=summary,
        text=text,
        author=_author(one),
        published=published,
        published_raw=raw_date,
        url_raw=clean_line(raw_link) or None,
        raw=raw_texts(
            one.get("title", ""),
            one.get("summary", ""),
            max((detail.get("value") or "" for detail in one.get("content", ())), key=len, default="") if text else "",
        ),
    )


def _with_own_link(one: Any, base: str, body: bytes) -> Any:
    """Gives an entry the link that stands in the document where feedparser has made `-new-tab` an address."""
    start, slash, last = (one.get("link") or "").rpartition("/")
    if last and not begins_well(last) and base.startswith(start + slash) and f"{start}/{last}".encode() not in body:
        one["link"] = last
    return one


def _detail(detail: Any, plain: str) -> str:
    """The text of a construct: only what is declared (or looks like) HTML is read as HTML."""
    if detail is None:
        return clean_text(plain)
    value = detail.get("value") or ""
    return clean_text(value) if detail.get("type") == "text/plain" else plain_text(value)


def _author(one: Any) -> str | None:
    detail = one.get("author_detail") or {}
    name = detail.get("name") or one.get("author") or ""
    return clean_line(plain_text(name)) or None


def _published(one: Any, now: datetime) -> tuple[datetime | None, str | None]:
    for name in _DATES:
        raw = one.get(name)
        if raw:
            parsed = one.get(f"{name}_parsed")
            return read_date(raw, now, _other_reading(parsed)), clean_line(raw)
    return None, None


def _other_reading(parsed: Any) -> datetime | None:
    """What feedparser made of a date; a year beyond the calendar is none."""
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _in_language(entries: Iterable[Entry]) -> list[Entry]:
    """Chinese is told by its letters; for all else the feed's own language stands."""
    found = []
    for one in entries:
        sample = (one.title + one.summary)[:400] or one.text[:400]
        chinese = len(_HAN.findall(sample)) * 4 > len(sample)
        found.append(replace(one, language="zh") if chinese and one.language is None else one)
    return found


def _with_own_keys(entries: list[Entry]) -> tuple[Entry, ...]:
    """A guid that several different entries share tells nothing: there the link or the content joins the key."""
    keys = Counter(one.key for one in entries)
    links = Counter(one.url for one in entries if one.url)
    own = []
    for one in entries:
        key = one.key.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
        if keys[key] > 1:
            key = f"{key} {one.url if one.url and links[one.url] == 1 else _hash(one.title, one.summary, one.text)}"
        own.append(replace(one, key=key, link_unique=links[one.url or ""] == 1))
    return tuple(own)


def _hash(*texts: str) -> str:
    return "sha256:" + hashlib.sha256("\x00".join(texts).encode("utf-8", "replace")).hexdigest()
