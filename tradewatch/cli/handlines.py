"""Hands in lines of plain text: what outlets changed or withdrew of what the desk has marked."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from tradewatch.clean import clean_line
from tradewatch.quoting import passages
from tradewatch.records import Hand

__all__ = ["hand_lines"]

_INDENT = " " * 4
_MOST = 300
"""Letters of one changed passage on the board; the console shows the whole."""


def hand_lines(one: Hand, zone: ZoneInfo, width: int) -> Iterator[str]:
    """Gives a line that says what happened since when, and one for each field with old and new words."""
    when = f"{_day(one.at, zone)}"
    words = f"! {one.words} since you {one.since} it: {clean_line(one.feed)}, {when} · i{one.item_id}"
    yield words
    if not any(part.field == "title" for part in one.reworded):
        yield from _wrapped(clean_line(one.title), width)
    for part in one.reworded:
        name = "headline" if part.field == "title" else str(part.field)
        for old, new in passages(part.before, part.after):
            yield from _wrapped(f"{name}: {_short(old)} → {_short(new)}", width)


def _short(words: str) -> str:
    return f"“{words}”" if len(words) <= _MOST else f"“{words[:_MOST]} …”"


def _wrapped(words: str, width: int) -> list[str]:
    return textwrap.wrap(words, width, initial_indent=_INDENT, subsequent_indent=_INDENT + "  ")


def _day(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local.day} {local:%b %H:%M}"
