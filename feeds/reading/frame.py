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
    """The sentence at hand. Without a `manner` its statements have no channel and no day yet."""

    sentence: Sentence
    paragraph: Paragraph
    previous: Said | None
    """The last statement of the paragraph."""

    def __init__(self, document: Document, speakers: Speakers, lexicon: Lexicon, manner: Manner | None = None) -> None:
        self.masked, self._text = document.masked, document.text
        self.speakers = speakers
        self.verb: re.Pattern[str] = lexicon.report
        self.foreign = lexicon.foreign_verbs
        self.tag_end = 0
        """Where the last tag's verb ended: what follows is another clause only with a verb of its own."""
        self._manner = manner

    def begin(self, paragraph: Paragraph, sentence: Sentence, previous: Said | None) -> None:
        """Turns to the next sentence."""
        self.sentence, self.paragraph, self.previous = sentence, paragraph, previous

    def _whole(self, start: int, end: int) -> tuple[int, int]:
        """A clause that ends with a quotation keeps the mark that closes it."""
        words = self._text[start:end]
        opens = max(words.rfind(mark) for mark in "“«„‘")
        closes = max(words.rfind(mark) for mark in "”»’")
        if opens > closes and self._text[end : end + 1] in tuple("”»’“"):
            return start, end + 1
        return start, end

    def said(self, who: Who, parts: list[tuple[int, int]], frame: str, rule: str) -> Said:
        """Makes a statement; `frame` are the words around it that tell channel and day."""
        channel, day = Channel.UNKNOWN, None
        if self._manner is not None:
            channel, day = self._manner.channel(frame, who), self._manner.day(frame)
        self.speakers.spoke(who)
        parts = [self._whole(*part) for part in parts]
        self.previous = Said(parts, False, who, channel, day, 0.75, rule, self.sentence, self.paragraph)
        return self.previous
