"""Words for the clipboard: as they stand, and as a citation."""

from __future__ import annotations

from datetime import datetime

from tradewatch.addresses import shown_address
from tradewatch.book.roster import Roster
from tradewatch.clean import clean_line, clean_text
from tradewatch.instants import BEIJING, WASHINGTON
from tradewatch.quoting import quoted
from tradewatch.records import Item, Statement, StatementState

__all__ = ["address_of", "both_capitals", "cite_item", "cite_statement", "role_words", "words_of_statement"]

_SURE = 0.6
"""Confidence below which an attribution is to be checked."""


def words_of_statement(one: Statement) -> str:
    """Gives the words alone; direct ones in quotation marks."""
    return clean_text(quoted(one))


def cite_statement(one: Statement, item: Item | None, roster: Roster) -> str:
    """Gives words, speaker, role of that day, channel, day, outlet, both capitals' times and link, on one line.

    What a reporter must know before printing stands there too: reported speech, a translation, a doubtful speaker,
    words that the outlet has edited away.
    """
    channel = "" if one.channel == "unknown" else str(one.channel).replace("_", " ")
    day = f"said on {one.said_on.day} {one.said_on:%B %Y} (date of the place)" if one.said_on else "day not stated"
    who = [clean_line(one.speaker or "nobody named"), role_words(roster, one), channel, day, *_cautions(one)]
    source = f" ({_source(item)})" if item else ""
    return f"{clean_line(quoted(one))} — {', '.join(part for part in who if part)}{source}"


def role_words(roster: Roster, one: Statement) -> str:
    """Gives the post that the speaker held on the day; "" where the roster knows none."""
    speaker = roster.by_name(one.speaker) if one.speaker else None
    roles = speaker.roles_on(one.said_on or one.published.date()) if speaker else ()
    return clean_line(roles[0].title) if roles else ""


def address_of(item: Item) -> str:
    """Gives the link alone; "" where the item has none."""
    return clean_line(shown_address(item.url)) if item.url else ""


def cite_item(item: Item) -> str:
    """Gives the headline with outlet, both capitals' times and link."""
    return f"“{clean_line(item.title or item.summary)}” ({_source(item)})"


def both_capitals(instant: datetime) -> str:
    """Gives `5 June 2025, 09:14 in Washington, 21:14 in Beijing`; each with its own date where they differ."""
    west, east = instant.astimezone(WASHINGTON), instant.astimezone(BEIJING)
    first = f"{west.day} {west:%B %Y, %H:%M} in Washington"
    if west.date() == east.date():
        return f"{first}, {east:%H:%M} in Beijing"
    return f"{first}, {east.day} {east:%B %Y, %H:%M} in Beijing"


def _cautions(one: Statement) -> list[str]:
    corrected = one.state is StatementState.CORRECTED
    return [
        words
        for words, holds in (
            ("reported speech, not verbatim", not one.direct),
            (f"translated by {clean_line(one.translated_by or '')}", bool(one.translated_by)),
            ("speaker as corrected by the desk", corrected),
            ("attribution to be checked", one.confidence < _SURE and not corrected),
            ("the outlet has edited these words away since", one.withdrawn),
        )
        if holds
    ]


def _source(item: Item) -> str:
    when = both_capitals(item.published)
    when = when if item.published_known else f"first seen {when}, the feed gives no date"
    return ", ".join(part for part in (clean_line(item.feed), when, address_of(item)) if part)
