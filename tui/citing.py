"""Words for the clipboard: as they stand, and as a citation."""

from __future__ import annotations

from tradewatch.clean import clean_line, clean_text
from tradewatch.instants import WASHINGTON
from tradewatch.quoting import quoted
from tradewatch.records import Item, Statement

__all__ = ["cite_item", "cite_statement", "words_of_item", "words_of_statement"]


def words_of_statement(one: Statement) -> str:
    """Gives the words alone; direct ones in quotation marks."""
    return clean_text(quoted(one))


def cite_statement(one: Statement, item: Item | None) -> str:
    """Gives words, speaker, channel, day, and where they were read."""
    channel = "" if one.channel == "unknown" else f", {str(one.channel).replace('_', ' ')}"
    day = f", {one.said_on.day} {one.said_on:%B %Y}" if one.said_on else ""
    source = f" ({_source(item)})" if item else ""
    return f"{words_of_statement(one)} — {clean_line(one.speaker or 'nobody named')}{channel}{day}{source}"


def words_of_item(item: Item) -> str:
    """Gives headline and link."""
    return clean_line(item.title or item.summary) + (f"\n{clean_line(item.url)}" if item.url else "")


def cite_item(item: Item) -> str:
    """Gives the headline with outlet, time and link."""
    return f"“{clean_line(item.title or item.summary)}” ({_source(item)})"


def _source(item: Item) -> str:
    local = item.published.astimezone(WASHINGTON)
    when = f"{local.day} {local:%B %Y, %H:%M} Washington"
    return ", ".join(part for part in (clean_line(item.feed), when, clean_line(item.url or "")) if part)
