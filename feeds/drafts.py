"""Entries as a document says them, before anything is cleaned; both readers fill these, and one function cleans."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from tradewatch.clean import clean_line, clean_text
from tradewatch.feeds.dates import read_date, readable
from tradewatch.feeds.limits import raw_texts
from tradewatch.feeds.links import lawful_link
from tradewatch.feeds.markup import plain_text
from tradewatch.records import Entry

__all__ = ["DATES", "Construct", "Draft", "entry_of", "hash_of"]

_LONG = 100
"""A name longer than this is not remembered."""
DATES = ("published", "updated", "created")
"""Which date stands, the first that is there."""
Construct = tuple[str, str]
"""A value and its type: text/plain, text/html or application/xhtml+xml."""


@dataclass(slots=True)
class Draft:
    """One entry (or what stands beside entries: feed, source, image) with the keys that an Entry is made of."""

    id: str | None = None
    link: str | None = None
    title: Construct | None = None
    summary: str | None = None
    summary_detail: Construct | None = None
    contents: list[Construct] = field(default_factory=list)
    author: str | None = None
    author_detail: dict[str, str] | None = None
    authors: list[dict[str, str]] = field(default_factory=list)
    dates: dict[str, str] = field(default_factory=dict)
    """published, updated, created: the words that stand."""
    latest: dict[str, str] = field(default_factory=dict)
    """The words that came last, by which a second opinion is asked."""
    depths: dict[str, int] = field(default_factory=dict)


def entry_of(draft: Draft, base: str, now: datetime, opinion: Callable[[str], datetime | None]) -> Entry:
    """Gives the entry in clean words; `opinion` gives another reading of its date of that name."""
    raw_link = draft.link or ""
    url = lawful_link(raw_link, base)
    title = "" if draft.title is None else _clean(draft.title)
    came = _summary(draft)
    summary = _clean(came)
    contents = list(map(_clean, draft.contents))
    text = max(contents, key=len, default="")
    title = clean_line(title)
    text = "" if text == summary else text
    published, raw_date = _published(draft, now, opinion)
    name = (draft.author_detail or {}).get("name") or draft.author or ""
    return Entry(
        key=draft.id or url or hash_of(title, summary, text),
        url=url,
        title=title,
        summary=summary,
        text=text,
        author=_byline(name) if len(name) < _LONG else _named(name),
        published=published,
        published_raw=raw_date,
        url_raw=raw_link if raw_link == url else clean_line(raw_link) or None,
        raw=raw_texts(
            draft.title[0] if draft.title else "",
            came[0],
            draft.contents[contents.index(text)][0] if text else "",
        ),
    )


def _summary(draft: Draft) -> Construct:
    """What stands as the summary: a content alone is the text, though feedparser copies its markup into both."""
    if draft.summary_detail is not None:
        return draft.summary_detail
    return ("" if draft.contents else draft.summary or "", "text/plain")


def hash_of(*texts: str) -> str:
    """Gives a key from the content, for what has no other."""
    return "sha256:" + hashlib.sha256("\x00".join(texts).encode("utf-8", "replace")).hexdigest()


@lru_cache(maxsize=1024)
def _byline(name: str) -> str | None:
    """A feed names the same few people again and again."""
    return _named(name)


def _named(name: str) -> str | None:
    return clean_line(plain_text(name)) or None


def _clean(detail: Construct) -> str:
    """The text of a construct: only what is declared (or looks like) HTML is read as HTML."""
    value, kind = detail
    return clean_text(value) if kind == "text/plain" else plain_text(value)


def _published(
    draft: Draft, now: datetime, opinion: Callable[[str], datetime | None]
) -> tuple[datetime | None, str | None]:
    for name in DATES:
        raw = draft.dates.get(name)
        if raw:
            other = None if readable(raw) else opinion(name)
            return read_date(raw, now, other), clean_line(raw)
    return None, None
