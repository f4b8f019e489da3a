"""A statement while it is being found: pieces in offsets of the whole document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tradewatch.feeds.reading.document import Paragraph, Sentence
from tradewatch.feeds.reading.names import Who
from tradewatch.records import Channel

__all__ = ["Said"]


@dataclass(slots=True)
class Said:
    """A statement being built: pieces in document offsets."""

    parts: list[tuple[int, int]]
    direct: bool
    who: Who | None
    channel: Channel
    day: date | None
    confidence: float
    rule: str
    sentence: Sentence | None = None
    paragraph: Paragraph | None = None
