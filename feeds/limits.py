"""How much of a document is taken: entries, letters of a title, of a text, of an address; and what came is kept.

A title is cut at a word and says so; its raw form stays with the item. What a text has beyond its limit is left out
and the feed says so: 200,000 letters are a book, not a report.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from msgspec.structs import replace

from tradewatch.clean import takes_letters
from tradewatch.records import Entry, ParsedFeed, Raw

__all__ = ["ENTRIES_MOST", "TEXT_MOST", "TITLE_MOST", "raw_texts", "within_limits"]

ENTRIES_MOST = 2_000
"""Nearly twice the largest of 500 real feeds (1,046 entries, measured)."""
TITLE_MOST = 500
TEXT_MOST = 200_000
_AUTHOR_MOST = 300
_ADDRESS_MOST = 4_096
_KEY_MOST = 1_000
_DATE_MOST = 200
_WORD_WITHIN = 60
"""A cut goes back to the last blank where that is no further away; Chinese and one long word have none."""
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));?")


def raw_texts(title: str, summary: str, text: str) -> tuple[Raw, ...]:
    """Gives what came in those fields where cleaning takes letters away, not only markup and blanks."""
    fields = (("title", title), ("summary", summary), ("text", text))
    return tuple(_raw(name, came) for name, came in fields if came and _loses(came))


def within_limits(feed: ParsedFeed) -> ParsedFeed:
    """Gives the document cut to the limits; its warning says where more than a title was cut."""
    kept = _newest(feed.entries)
    entries = tuple(_bounded(one) for one in kept)
    warnings = [feed.warning] if feed.warning else []
    if len(kept) < len(feed.entries):
        warnings.append(f"it has {len(feed.entries)} entries; the newest {ENTRIES_MOST} are here")
    if any(len(one.text) > TEXT_MOST or len(one.summary) > TEXT_MOST for one in kept):
        warnings.append(f"a text of more than {TEXT_MOST} letters was cut")
    return replace(feed, title=_cut(feed.title, TITLE_MOST), entries=entries, warning="; ".join(warnings))


def _newest(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The first of too many entries; where a document lists its oldest first, the last."""
    if len(entries) <= ENTRIES_MOST:
        return entries
    dated = [one.published for one in entries if one.published is not None]
    oldest_first = len(dated) > 1 and dated[0] < dated[-1]
    return entries[-ENTRIES_MOST:] if oldest_first else entries[:ENTRIES_MOST]


def _bounded(one: Entry) -> Entry:
    if (
        len(one.title) <= TITLE_MOST
        and len(one.summary) <= TEXT_MOST
        and len(one.text) <= TEXT_MOST
        and len(one.key) <= _KEY_MOST
        and len(one.url or "") <= _ADDRESS_MOST
        and len(one.url_raw or "") <= _ADDRESS_MOST
        and len(one.author or "") <= _AUTHOR_MOST
        and len(one.published_raw or "") <= _DATE_MOST
    ):
        return one
    raw = one.raw
    if len(one.title) > TITLE_MOST and not any(came.field == "title" for came in raw):
        raw = (_raw("title", one.title), *raw)
    return replace(
        one,
        key=_short_key(one.key),
        url=one.url if len(one.url or "") <= _ADDRESS_MOST else None,
        url_raw=one.url_raw[:_ADDRESS_MOST] if one.url_raw else one.url_raw,
        title=_cut(one.title, TITLE_MOST),
        summary=_cut(one.summary, TEXT_MOST),
        text=_cut(one.text, TEXT_MOST),
        author=_cut(one.author, _AUTHOR_MOST) if one.author else one.author,
        published_raw=one.published_raw[:_DATE_MOST] if one.published_raw else one.published_raw,
        raw=raw,
    )


def _cut(text: str, most: int) -> str:
    """The text in at most so many letters, cut at a word, never between a letter and its marks."""
    if len(text) <= most:
        return text
    end = most - 1
    blank = text.rfind(" ", end - _WORD_WITHIN, end + 1)
    if blank > 0:
        end = blank
    while end > 1 and (unicodedata.combining(text[end]) or text[end] in "\u200d\ufe0f" or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end].rstrip() + "…"


def _short_key(key: str) -> str:
    if len(key) <= _KEY_MOST:
        return key
    return "sha256:" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def _loses(text: str) -> bool:
    if "&#" in text:  # in HTML, a letter that nobody may see can be written so
        text = _REFERENCE.sub(_referred, text)
    return takes_letters(text)


def _referred(match: re.Match[str]) -> str:
    point = int(match[1], 16) if match[1] else int(match[2])
    return chr(point) if point < 0x110000 else ""


def _raw(name: str, came: str) -> Raw:
    """What came, as a database can keep it: half of a surrogate pair becomes its number."""
    return Raw(name, came[:TEXT_MOST].encode("utf-8", "backslashreplace").decode("utf-8"))
