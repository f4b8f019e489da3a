"""Accounts of calls and meetings: what they have the two sides say reached the public through them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tradewatch.feeds.reading.document import Document
from tradewatch.feeds.reading.occasionwords import Frame, load_occasion_words
from tradewatch.feeds.reading.said import Said
from tradewatch.records import Channel, PendingItem, Side

__all__ = ["as_readout", "fill_accounts", "is_readout"]

_LEADERS = frozenset({"Xi Jinping", "Donald Trump", "Wang Yi", "Marco Rubio", "He Lifeng", "Scott Bessent", "Li Qiang"})
_CALL = re.compile(
    r"\b(?:call|phone|telephone|speaks? with|spoke with|talks? over|meets?|meeting with|talks|consultations)\b|通电话|通话|会见|会谈",
    re.IGNORECASE,
)
_AGENCY_LINE = re.compile(r"^[A-Z]+, \w+\.? \d+ \(Xinhua\)|^新华社")
_TO_THE_PRESS = re.compile(r"press conference|remarks|记者会", re.IGNORECASE)
_HERE = re.compile(r"\bsaid here\b|\btold (?:reporters|journalists)\b")
"""Said to those who were there, not to the other side."""


def is_readout(item: PendingItem) -> bool:
    """Whether an item is one side's official account of a call or meeting."""
    voice = item.feed_side in (Side.US, Side.CHINA) or bool(_AGENCY_LINE.match(item.summary or item.text))
    return voice and bool(_CALL.search(item.title)) and not _TO_THE_PRESS.search(item.title)


def as_readout(found: Sequence[Said], document: Document, day: date | None) -> None:
    """What the account has the two say reached the public through it, and was said on the day of the call."""
    for one in found:
        here = one.sentence is not None and _HERE.search(document.masked[one.sentence.start : one.sentence.end])
        if one.channel is Channel.UNKNOWN and one.who is not None and one.who.name in _LEADERS and not here:
            one.channel = Channel.READOUT
            one.day = one.day or day


def fill_accounts(found: Sequence[Said], document: Document) -> None:
    """What a report has the two leaders say to each other, by an agency's or a side's account, was read out in it."""
    words = load_occasion_words()
    tells: dict[int, bool] = {}
    for one in found:
        if one.channel is not Channel.UNKNOWN or one.who is None or one.who.name not in _LEADERS or not one.paragraph:
            continue
        start = one.paragraph.start
        if start not in tells:
            text = Frame(document.text[start : one.paragraph.end].replace("(Xinhua)", ""))
            tells[start] = words.has("account", text) or (words.has("agency", text) and words.has("conversation", text))
        if tells[start]:
            one.channel = Channel.READOUT
