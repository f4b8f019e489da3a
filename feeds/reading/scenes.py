"""The scenes of one item in its order: who spoke where and when, sentence by sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tradewatch.feeds.reading.document import Document, Paragraph, Sentence
from tradewatch.feeds.reading.manner import Manner
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.said import Said
from tradewatch.feeds.reading.speakers import Speakers
from tradewatch.records import Channel, Side

__all__ = ["ANNOUNCED", "SPOKEN", "Occasion", "Scenes"]

ANNOUNCED = (Channel.PRESS_CONFERENCE, Channel.SPEECH)
"""Occasions that a report's first sentence leaves out and a later one names."""
SPOKEN = (Channel.INTERVIEW, Channel.REMARKS, *ANNOUNCED)
"""Of these the first words of a report are taken, where it quotes more of them at once; a post or a paper is its own."""
_CHINA = "China (government)"
_LEADS_IN = re.compile(
    r"(?:in|on|at|during|from|by|aboard|before|via|through|to|posted|published|issued|released|dated|sent|aired|late|early|auf|vor|bei|sur|dans|devant|en|ante)\b[^\x01“”\";:]{1,110}?(?=,? (?:was |is )?(?:that|dass|que)\b)"
)
"""What a clause begins with that is of the occasion: `at a conference on Tuesday, was that ...`."""
_THAT = re.compile(r"\bthat\b[^,;:]*")
_HE = re.compile(r"\W*(?:He|She|They|The (?:president|secretary|minister|spokes\w+|senator))\b")
_BESIDE = re.compile(r"\b(?:with|alongside|beside|joined by)\s[^,.;]{0,50}\Z")

_BESIDE_AT_MOST = 64
"""Letters that such words have at most."""


@dataclass(slots=True)
class Occasion:
    day: date | None = None
    channel: Channel = Channel.UNKNOWN
    paragraph: Paragraph | None = None


@dataclass(slots=True)
class _Place:
    """A sentence with what is said in it, and its frame."""

    sentence: Sentence
    paragraph: Paragraph
    said: list[Said]
    frame: str
    elsewhere: bool
    number: int

    @property
    def clauses(self) -> bool:
        return any(not one.direct for one in self.said)


class Scenes:
    """Reads the occasions of one item in its order."""

    def __init__(self, found: Sequence[Said], document: Document, speakers: Speakers, manner: Manner) -> None:
        self._found, self._document, self._speakers, self._manner = found, document, speakers, manner
        self._occasions: dict[str, Occasion] = {}
        self._last: Who | None = None
        """Whose occasion was opened last."""
        self._anchor: date | None = None
        """The day that the text named last."""
        self._introduced = Occasion()
        self._introduces: frozenset[str] = frozenset()
        self._by_sentence: dict[Sentence, list[Said]] = defaultdict(list)
        for one in found:
            if one.sentence is not None:
                self._by_sentence[one.sentence].append(one)
        self.late: list[tuple[int, str, Occasion]] = []
        """Occasions told by a sentence without words of its own: number of the sentence, speaker, occasion."""
        self.numbers: dict[int, int] = {}
        """Number of the sentence of each statement, by its identity."""
        self.elsewhere: set[int] = set()
        """Statements of sentences that speak of another time, by identity."""

    def read(self, of_event: date | None) -> None:
        self._anchor = of_event
        number = 0
        for paragraph in self._document.body:
            self._introduced, self._introduces = Occasion(), frozenset()
            for sentence in paragraph.sentences:
                said = self._by_sentence.get(sentence, [])
                frame = self._outside(sentence, said)
                place = _Place(sentence, paragraph, said, frame, self._manner.another_time(frame), number)
                self._read(place)
                number += 1

    def _read(self, place: _Place) -> None:
        for one in place.said:
            self.numbers[id(one)] = place.number
            if place.elsewhere:
                self.elsewhere.add(id(one))
            self._own(one, place)
            self._take(one, place)
        named = self._named(place)
        for who in named:
            self._open(who, place)
        if not named and self._last is not None and _HE.match(place.frame):
            self._open(self._last, place)
        self._introduce(place, named)
        if not self._manner.of_itself(place.frame):
            self._anchor = self._manner.day(place.frame, self._anchor) or self._anchor

    def _own(self, one: Said, place: _Place) -> None:
        """Reads what the sentence itself tells, blind to the words said in it."""
        frame = self._frame_of(one, place)
        near = self._near(one, place)
        one.channel = self._manner.channel(near, one.who) if near else Channel.UNKNOWN
        if one.channel is Channel.UNKNOWN:
            one.channel = self._manner.channel(frame, one.who)
        one.day = (self._manner.day(near, self._anchor) if near else None) or self._manner.day(frame, self._anchor)
        if one.channel is Channel.UNKNOWN and one.direct and place.clauses:
            # a clause may have swallowed what tells the occasion of the quotation before it
            one.channel = self._manner.channel(self._frame_of(one, place, shown=True), one.who)

    def _frame_of(self, one: Said, place: _Place, *, shown: bool = False) -> str:
        """The sentence as far as no other speaker's words stand in it; of words in several sentences, all of them."""
        others = [part for other in place.said if other.who != one.who for part in other.parts]
        start, end = place.sentence.start, place.sentence.end
        low = max((part[1] for part in others if part[1] <= one.parts[0][0]), default=start)
        high = min((part[0] for part in others if part[0] >= one.parts[-1][1]), default=end)
        text = self._document.masked[start:end] if shown else place.frame
        frame = text if not others else text[max(low - start, 0) : high - start]
        last = one.parts[-1][0]
        if last < end:
            return frame
        for paragraph in self._document.body:
            if paragraph.start <= last < paragraph.end:
                rest = next((each for each in paragraph.sentences if each.start <= last < each.end), None)
                if rest is not None:
                    return f"{frame} {self._outside(rest, [one])}"
        return frame

    @staticmethod
    def _near(one: Said, place: _Place) -> str:
        """What stands between the words before and the words behind, where a sentence has several of one speaker's."""
        if len(place.said) < 2:
            return ""
        start, end = place.sentence.start, place.sentence.end
        parts = [part for other in place.said if other is not one for part in other.parts]
        low = max((part[1] for part in parts if part[1] <= one.parts[0][0]), default=start)
        high = min((part[0] for part in parts if part[0] >= one.parts[-1][1]), default=end)
        return place.frame[max(low - start, 0) : high - start] if (low, high) != (start, end) else ""

    def _take(self, one: Said, place: _Place) -> None:
        if one.who is None or place.elsewhere:
            return
        if self._introduced.paragraph is place.paragraph and (not self._introduces or one.who.name in self._introduces):
            one.day = one.day or self._introduced.day
            if one.channel is Channel.UNKNOWN:
                one.channel = self._introduced.channel
        known = self._occasions.get(one.who.name)
        if known is None and one.who.side is Side.CHINA and not one.who.person:
            known = self._occasions.get(_CHINA)
        if known is None or (one.day is not None and known.day is not None and one.day != known.day):
            return
        if one.who.known or known.paragraph is place.paragraph or self._last == one.who:
            one.day = one.day or known.day
            one.channel = known.channel if one.channel is Channel.UNKNOWN else one.channel

    def _open(self, who: Who, place: _Place) -> None:
        own = [one for one in place.said if one.who == who]
        if own:
            day = next((one.day for one in own if one.day), None)
            channel = next((one.channel for one in own if one.channel is not Channel.UNKNOWN), Channel.UNKNOWN)
        elif place.elsewhere or (place.said and not self._manner.asks(place.frame)):
            day, channel = None, Channel.UNKNOWN
        else:
            day, channel = self._told(place, who)
            if channel in SPOKEN:
                self.late.append((place.number, who.name, Occasion(day, channel, place.paragraph)))
        before = self._occasions.get(who.name) or Occasion()
        moved = day is not None and before.day is not None and day != before.day
        if channel is Channel.UNKNOWN and not moved:
            channel = before.channel
        kept = None if place.elsewhere and own else before.day
        self._occasions[who.name] = Occasion(day or kept, channel, place.paragraph)
        self._last = who

    def _told(self, place: _Place, who: Who | None) -> tuple[date | None, Channel]:
        """What a sentence tells of an occasion whose words come next; not what it says that somebody did."""
        if self._manner.of_itself(place.frame):
            return None, Channel.UNKNOWN
        frame = place.frame if place.said else _THAT.sub(" ", place.frame)
        return self._manner.day(frame, self._anchor), self._manner.channel(frame, who)

    def _introduce(self, place: _Place, named: Sequence[Who]) -> None:
        """`The questions on Thursday were others. A reporter asked ...`: what comes behind was said there and then."""
        if place.said:
            self._introduced.channel = Channel.UNKNOWN
            return
        if place.elsewhere:
            return
        day, channel = self._told(place, None)
        if channel is Channel.UNKNOWN and not self._manner.introduces(place.frame):
            day = None
        self._introduced = Occasion(day or self._introduced.day, channel, place.paragraph)
        self._introduces = frozenset(who.name for who in named)

    def _named(self, place: _Place) -> list[Who]:
        """Gives who speaks in a sentence, and whom it names as its subject."""
        inside = [part for one in place.said for part in one.parts]
        start, end = place.sentence.start, place.sentence.end
        named = [
            one.who
            for one in self._speakers.cast.between(start, end)
            if not one.country
            and not any(low <= one.start < high for low, high in inside)
            and (not self._speakers.governed(one, start) or self._shares(one.start, place))
        ]
        return list(dict.fromkeys([*(one.who for one in place.said if one.who is not None), *named]))

    def _shares(self, at: int, place: _Place) -> bool:
        """Whether who is named at a place stands beside the speaker: `at a news conference with Jamieson Greer`."""
        if _BESIDE.search(self._document.masked, max(place.sentence.start, at - _BESIDE_AT_MOST), at) is None:
            return False
        return self._manner.channel(place.frame, None) in ANNOUNCED

    def _outside(self, sentence: Sentence, said: Sequence[Said]) -> str:
        """The sentence without what is said in it: times within that are of what it speaks of."""
        text = self._document.masked[sentence.start : sentence.end]
        for one in said:
            for start, end in one.parts:
                if not one.direct and (lead := _LEADS_IN.match(self._document.masked, start, end)) is not None:
                    start = lead.end()
                low, high = max(start, sentence.start) - sentence.start, min(end, sentence.end) - sentence.start
                if high > low:
                    text = text[:low] + "\x01" * (high - low) + text[high:]
        return text
