"""Bytes to records: one feed document as plain, clean entries."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache, partial
from html import escape
from typing import Any

from msgspec.structs import replace

from tradewatch.clean import clean_line
from tradewatch.errors import FeedError
from tradewatch.feeds.came import no_feed, refuse_page
from tradewatch.feeds.document import Document, document_of
from tradewatch.feeds.drafts import DATES, Construct, Draft, entry_of, hash_of
from tradewatch.feeds.fastparse import read_fast
from tradewatch.feeds.jsonfeed import is_json, read_json_feed
from tradewatch.feeds.limits import within_limits
from tradewatch.feeds.links import begins_well
from tradewatch.feeds.markup import plain_text
from tradewatch.feeds.unusual import Unusual
from tradewatch.records import Entry, ParsedFeed

__all__ = ["parse_feed", "parse_thoroughly"]

_CLOSED = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_ROOT_CLOSED = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_HAN = re.compile("[\u4e00-\u9fff]")


def parse_feed(body: bytes, *, url: str, content_type: str, now: datetime) -> ParsedFeed:
    """Gives what a document says, in its order. Raises FeedError where it is no feed.

    A document that is damaged gives the entries that are whole, and says so; of one that ended too early the entry
    that was cut is left out, since half a sentence is a false one.
    """
    refuse_page(body)
    if is_json(body):
        return _whole(read_json_feed(body, url, now))
    document = document_of(body, content_type)
    try:
        if document.unusual:
            raise Unusual(document.unusual)
        title, drafts = read_fast(document.body, url, document.content_type)
    except Unusual as unusual:
        return replace(_whole(_with_feedparser(document, url, now)), fallback=unusual.reason)
    except FeedError:
        raise
    except Exception:  # noqa: BLE001 - a fault of ours costs time, not the feed; `feeds list` shows it
        return replace(_whole(_with_feedparser(document, url, now)), fallback="fault")
    entries = tuple(entry_of(one, url, now, partial(_second_opinion, one)) for one in drafts)
    return _whole(ParsedFeed(clean_line(plain_text(title)), entries))


def parse_thoroughly(body: bytes, *, url: str, content_type: str, now: datetime) -> ParsedFeed:
    """Gives what feedparser alone reads in a document: the measure of the fast reader. Raises FeedError."""
    return _whole(_with_feedparser(document_of(body, content_type), url, now))


def _whole(feed: ParsedFeed) -> ParsedFeed:
    """Without the entries that say nothing; each with its language and a key of its own."""
    said = tuple(one for one in feed.entries if one.title or one.summary or one.text or one.url)
    feed = within_limits(replace(feed, entries=said))
    return replace(feed, entries=_with_own_keys(_in_language(feed.entries)))


def _with_feedparser(document: Document, url: str, now: datetime) -> ParsedFeed:
    body = document.body
    headers = {"content-location": url, "content-type": document.content_type}
    try:
        found = _feedparser().parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except MemoryError:
        raise
    except Exception as error:  # it raises whatever comes to pass in documents that nobody meant
        raise FeedError("this document cannot be read as a feed", type(error).__name__) from error
    if not found.get("version") and not found.entries:  # of no bytes it says no version at all
        raise no_feed(body)
    entries = [
        entry_of(_draft(_with_own_link(one, url, body)), url, now, partial(_parsed, one)) for one in found.entries
    ]
    damaged = bool(found.bozo) and not _harmless(found.get("bozo_exception"))
    torn = damaged and not _ROOT_CLOSED.search(body[-4096:])
    if torn:
        entries = entries[: len(_CLOSED.findall(body))]
    warning = "the document is damaged; what was whole is here" if damaged or document.hurt else ""
    title = clean_line(plain_text(_words(found.feed.get("title"))))
    return ParsedFeed(title, tuple(entries), damaged or document.hurt, warning, torn)


def _harmless(error: object) -> bool:
    """A charset or type that the header has wrong does no damage: feedparser has decoded by what the document says."""
    feedparser = _feedparser()
    return isinstance(error, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType)


def _with_own_link(one: Any, base: str, body: bytes) -> Any:
    """Gives an entry the link that stands in the document where feedparser has made `-new-tab` an address."""
    start, slash, last = _words(one.get("link")).rpartition("/")
    if last and not begins_well(last) and base.startswith(start + slash):
        value = f"{re.escape(escape(last, quote=False))}|{re.escape(last)}"
        if re.search(rf"[>\"'\[]\s*(?:{value})\s*[<\"'\]]".encode("utf-8", "surrogatepass"), body):
            one["link"] = last
    return one


def _draft(one: Any) -> Draft:
    """An entry of feedparser's with the keys that are read."""
    return Draft(
        id=_words(one.get("id")) or None,
        link=_words(one.get("link")) or None,
        title=_construct(one.get("title_detail")) or (_words(one.get("title")), "text/plain"),
        summary=_words(one.get("summary")),
        summary_detail=_construct(one.get("summary_detail")),
        contents=[found for detail in _list(one.get("content")) if (found := _construct(detail))],
        author=_words(one.get("author")) or None,
        author_detail=_person(one.get("author_detail")),
        dates={name: _words(dict.get(one, name)) for name in DATES},
    )


def _words(value: Any) -> str:
    """A text; an element that feedparser took for one of its own kind holds a table there, and tells nothing."""
    return value if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _person(detail: Any) -> dict[str, str] | None:
    return {"name": _words(detail.get("name"))} if isinstance(detail, dict) else None


def _construct(detail: Any) -> Construct | None:
    if not isinstance(detail, dict):
        return None
    return _words(detail.get("value")), _words(detail.get("type"))


def _parsed(one: Any, name: str) -> datetime | None:
    """What feedparser made of a date; a year beyond the calendar is none."""
    parsed = one.get(f"{name}_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _second_opinion(draft: Draft, name: str) -> datetime | None:
    raw = draft.latest[name]
    return _asked(raw) if len(raw) < 100 else _asked.__wrapped__(raw)


@lru_cache(maxsize=1024)
def _asked(raw: str) -> datetime | None:
    """feedparser's reading of a date that ours cannot read, by its own front door."""
    asked = f"<rss version='2.0'><channel><item><pubDate>{escape(raw, quote=False)}</pubDate></item></channel></rss>"
    found = _feedparser().parse(asked.encode("utf-8", "replace"), response_headers={"content-type": "application/xml"})
    return _parsed(found.entries[0], "published") if found.entries else None


def _feedparser() -> Any:
    """Taken only when something is unusual: its import costs more than many feeds."""
    import feedparser

    return feedparser


def _in_language(entries: Iterable[Entry]) -> list[Entry]:
    """Chinese is told by its letters; for all else the feed's own language stands."""
    return [replace(one, language="zh") if one.language is None and _chinese(one) else one for one in entries]


def _chinese(one: Entry) -> bool:
    sample = (one.title + one.summary)[:400] or one.text[:400]
    return not sample.isascii() and len(_HAN.findall(sample)) * 4 > len(sample)


def _with_own_keys(entries: list[Entry]) -> tuple[Entry, ...]:
    """A guid that several different entries share tells nothing: there the link or the content joins the key."""
    keys = Counter(one.key for one in entries)
    links = Counter(one.url for one in entries if one.url)
    own = []
    for one in entries:
        key = one.key.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
        if keys[key] > 1:
            key = f"{key} {one.url if one.url and links[one.url] == 1 else hash_of(one.title, one.summary, one.text)}"
        unique = links[one.url or ""] == 1
        same = key == one.key and unique == one.link_unique
        own.append(one if same else replace(one, key=key, link_unique=unique))
    return tuple(own)
