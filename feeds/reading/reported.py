"""Indirect statements: the clause that a verb of saying reports, without speaker and verb."""

from __future__ import annotations

import re

from tradewatch.feeds.reading.clauses import LONGEST, TAKEN_BACK, segments
from tradewatch.feeds.reading.document import Document, Paragraph, Sentence
from tradewatch.feeds.reading.frame import Frame
from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.feeds.reading.manner import Manner
from tradewatch.feeds.reading.said import Said
from tradewatch.feeds.reading.speakers import Speakers
from tradewatch.feeds.reading.tagged import Tagged
from tradewatch.feeds.reading.untagged import Untagged

__all__ = ["Reporter"]

_WORDY = re.compile(r"\w")


class Reporter:
    """Reads sentences and gives the clauses that somebody is reported to have said."""

    def __init__(self, document: Document, speakers: Speakers, lexicon: Lexicon, manner: Manner | None = None) -> None:
        self._frame = Frame(document, speakers, lexicon, manner)
        self._tagged, self._untagged = Tagged(self._frame), Untagged(self._frame)

    def sentence_clauses(self, paragraph: Paragraph, sentence: Sentence, previous: Said | None) -> list[Said]:
        """Gives the reported clauses of a sentence; `previous` is the last statement of the paragraph."""
        masked = self._frame.masked
        end = min(sentence.end, sentence.start + LONGEST)
        if not _WORDY.search(masked, sentence.start, end):
            return []
        if TAKEN_BACK.search(masked, sentence.start, end):
            return []
        found: list[Said] = []
        self._frame.begin(paragraph, sentence, previous)
        for start, stop in segments(masked, sentence.start, end):
            before, by_tag = self._tagged.clauses(start, stop)
            tagged = bool(before) and by_tag
            found += before
            after = max((part[1] for one in before for part in one.parts), default=start)
            after = max(after, self._frame.tag_end) if tagged else after
            found += self._untagged.clauses(start, stop, after, tagged)
        return found
