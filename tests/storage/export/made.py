"""Records for exports, made without a database, and words that no export may take for anything but words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from tradewatch.book.load import load_book
from tradewatch.records import (
    Channel,
    Field,
    Flag,
    Flagged,
    Item,
    Side,
    Statement,
    StatementPart,
    StatementState,
)
from tradewatch.storage.export.report import Exchange, Report

__all__ = ["AT", "HOSTILE", "WORDS", "item", "report", "said"]

AT = datetime(2025, 6, 6, 16, 0, tzinfo=UTC)
HOSTILE = (
    "<script>alert(1)</script> & \"marks\" 'both'",
    "]]> <![CDATA[ end of it ]]>",
    "{{ 7 * 7 }} {% for x in y %} {# gone #}",
    "=SUM(A1:A9)",
    "@cmd|' /C calc'!A0",
    "# Head *now* on [China](javascript:alert(1)) `code` | cell",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "\u0639\u0631\u0628\u064a \u202e52\u202c left \u05e2\u05d1\u05e8\u05d9\u05ea",
    "bell\x07 null\x00 escape\x1b[31m vertical\x0b",
    "👩‍👩‍👧 🇨🇳 𝟙 商务部",
    "first\nsecond\r\nthird\tfourth\u2028fifth",
    "1. first\n- second\n=== third",
    "word " * 20_000,
)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200) | st.sampled_from(HOSTILE[:-1])
"""Whatever a database may hold; half a letter (a lone surrogate) it never does."""


def item(number: int = 1, **more: Any) -> Item:
    """An item of a wire, flagged by ann."""
    values: dict[str, Any] = {
        "id": number, "version": 1, "url": f"https://example.org/{number}", "title": f"Tariffs, report {number}",
        "summary": "China and the US spoke.", "text": "", "author": None, "feed_id": 1, "feed": "Harbour Wire",
        "feed_url": "https://example.org/feed", "side": Side.OTHER, "category": "press", "official": False, "via": None,
        "language": "en", "published": AT, "published_known": True, "first_seen": AT, "relevant": True, "score": 0.75,
        "reasons": ("names both sides",), "topics": ("tariffs", "truce"), "story_id": 7, "outlets": 2, "read": False,
        "flag": Flag(AT, "ann"), "note": "ask customs", "tags": ("rates",),
    }  # fmt: skip
    return Item(**{**values, **more})


def said(number: int = 1, **more: Any) -> Statement:
    """Words of a secretary in item 1."""
    quote = more.get("quote", "We will talk")
    values: dict[str, Any] = {
        "id": number, "quote": quote, "direct": True, "speaker": "Scott Bessent", "side": Side.US,
        "channel": Channel.INTERVIEW, "said_on": date(2025, 6, 5), "published": AT, "confidence": 0.9, "rule": "said",
        "item_ids": (1,), "parts": ((1, 1, StatementPart(Field.SUMMARY, 0, len(quote))),), "language": "en",
        "translated_by": None, "state": StatementState.FOUND, "answers": (), "outlets": 1, "feed": "Harbour Wire",
    }  # fmt: skip
    return Statement(**{**values, **more})


def report(*flagged: Flagged, **more: Any) -> Report:
    """An export of these, by the book that comes with the program."""
    statements = [one for each in flagged for one in each.statements]
    others = more.pop("others", ())
    carriers = {one.id: flagged[0].item for one in (*statements, *others)} if flagged else {}
    exchange = Exchange({one.id: one for one in (*statements, *others)}, carriers)
    return Report(items=flagged, at=AT, book=load_book(), exchange=exchange, **more)
