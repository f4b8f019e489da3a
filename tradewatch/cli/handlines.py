"""Hands in lines of plain text: what outlets changed or withdrew of what the desk has marked."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from tradewatch.clean import clean_line
from tradewatch.records import Field, Hand, Reworded
from tradewatch.rewording import passages, side_of

__all__ = ["hand_lines"]

_INDENT = " " * 4
_MOST = 3
"""Changed passages of a summary or text on the board; the console shows all."""
_LETTERS = 300


def hand_lines(one: Hand, zone: ZoneInfo, width: int) -> Iterator[str]:
    """Gives a line that says what happened and since when, and old → new words of each field."""
    known = one.exported_at if one.exported_at is not None else one.flagged_at
    since = f" ({_day(known, zone)})" if known is not None else ""
    what = "withdrawn, no longer in the feed," if one.gone_at is not None else one.words
    yield f"! {what} since you {one.since} it{since}: {clean_line(one.feed)}, {_day(one.at, zone)} · i{one.item_id}"
    if not any(part.field is Field.TITLE for part in one.reworded):
        yield from _wrapped(clean_line(one.title), width)
    if one.sent:
        yield from _wrapped(f"notice: “{clean_line(one.sent)}”", width)
    for part in one.reworded:
        for words in _changes(part):
            yield from _wrapped(words, width)


def _changes(part: Reworded) -> Iterator[str]:
    if part.field is Field.TITLE:
        yield f"headline: “{clean_line(part.before)}” → “{clean_line(part.after)}”"
        return
    found = passages(part.before, part.after)
    for passage in found[:_MOST]:
        yield f"{part.field}: “{_short(side_of(passage, 'gone'))}” → “{_short(side_of(passage, 'new'))}”"
    if len(found) > _MOST:
        yield f"{part.field}: and {len(found) - _MOST} more"


def _short(words: str) -> str:
    return words if len(words) <= _LETTERS else f"{words[:_LETTERS]} …"


def _wrapped(words: str, width: int) -> list[str]:
    return textwrap.wrap(words, width, initial_indent=_INDENT, subsequent_indent=_INDENT + "  ")


def _day(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local.day} {local:%b %Y %H:%M}"
