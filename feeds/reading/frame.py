"""What the rules of reported speech share while a sentence is read: its text, who speaks, and the statement before."""

from __future__ import annotations

import re

from tradewatch.feeds.reading.document import Document, Paragraph, Sentence
from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.feeds.reading.manner import Manner
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.said import Said
from tradewatch.feeds.reading.speakers import Speakers
from tradewatch.records import Channel

__all__ = ["Frame"]


class Frame:
    """The sentence at hand; a statement takes channel and day over from the one before of the same speaker."""

    sentence: Sentence
    paragraph: Paragraph
    previous: Said | None
    """The last statement of the paragraph."""

    def __init__(self, document: Document, speakers: Speakers, manner: Manner, lexicon: Lexicon) -> None:
        self.masked = document.masked
        self.speakers = speakers
        self.verb: re.Pattern[str] = lexicon.report
        self.foreign = lexicon.foreign_verbs
        self.tag_end = 0
        """Where the last tag's verb ended: what follows is another clause only with a verb of its own."""
        self._manner = manner

    def begin(self, paragraph: Paragraph, sentence: Sentence, previous: Said | None) -> None:
        """Turns to the next sentence."""
        self.sentence, self.paragraph, self.previous = sentence, paragraph, previous

    def said(self, who: Who, parts: list[tuple[int, int]], frame: str, rule: str) -> Said:
        """Makes a statement; `frame` are the words around it that tell channel and day."""
        previous = self.previous
        channel, day = self._manner.channel(frame, who), self._manner.day(frame)
        if previous is not None and previous.who == who and previous.paragraph is self.paragraph:
            day = day or previous.day
            channel = previous.channel if channel is Channel.UNKNOWN else channel
        self.speakers.spoke(who)
        self.previous = Said(parts, False, who, channel, day, 0.75, rule, self.sentence, self.paragraph)
        return self.previous
