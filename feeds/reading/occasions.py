"""Channel and day carried over one occasion: what a speaker says next, or said just before, was said there and then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tradewatch.feeds.reading.document import Document, Paragraph, Sentence
from tradewatch.feeds.reading.manner import LEADERS, Manner, names_another_time
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.said import Said
from tradewatch.feeds.reading.speakers import Speakers
from tradewatch.records import Channel, Side

__all__ = ["fill_occasions"]


_OF_THE_TWO = (Side.US, Side.CHINA, Side.BOTH)
_ACCOUNT = re.compile(r"\b(?:Xinhua|[Aa]ccount|[Rr]eadout|Chinese version|state media|Agentur|agencia|agence)\b|新华社")
_ANNOUNCED = (Channel.PRESS_CONFERENCE, Channel.SPEECH)
"""Occasions that a report's first sentence leaves out and a later one names."""


@dataclass(slots=True)
class _Occasion:
    day: date | None = None
    channel: Channel = Channel.UNKNOWN
    paragraph: Paragraph | None = None


def fill_occasions(found: Sequence[Said], document: Document, speakers: Speakers, manner: Manner) -> None:
    """Fills the channels and days that a statement's own sentence does not tell.

    A sentence that names somebody with a day or a channel (`Lin Jian was asked at Thursday's briefing`) opens their
    occasion; it lasts until another is named. A stranger's ends with the next paragraph.
    """
    occasions: dict[str, _Occasion] = {}
    of_blog = manner.day_of_live_blog(document.text)
    of_event = _day_of_event(document, manner)
    for paragraph in document.body:
        before = Channel.UNKNOWN
        for sentence in paragraph.sentences:
            said = [one for one in found if one.sentence is sentence]
            frame = _outside(document.masked, sentence, said)
            elsewhere = names_another_time(frame)
            for one in said:
                _take(one, occasions, paragraph, elsewhere)
                if one.channel is Channel.UNKNOWN and before is not Channel.UNKNOWN and not elsewhere:
                    one.channel = before  # "A spokesperson answered in writing. “Q,” the spokesperson said."
            for who in _named(sentence, said, speakers):
                _open(occasions, who, paragraph, manner, frame, elsewhere, said)
            before = manner.channel(frame, None) if not said and not elsewhere else Channel.UNKNOWN
    _look_back(found)
    if "Truth Social" in document.text:
        for one in found:
            if one.channel is Channel.SOCIAL_MEDIA and one.who is not None and one.who.name == "Donald Trump":
                one.channel = Channel.TRUTH_SOCIAL
    _from_accounts(found, document)
    for one in found:
        one.day = one.day or of_blog
        if one.day is None and one.who is not None and one.who.side in _OF_THE_TWO and not _elsewhere(one, document):
            one.day = of_event


def _day_of_event(document: Document, manner: Manner) -> date | None:
    """Gives the day that the first sentences name: what the two sides are quoted with was said on it.

    Unless the sentence tells of another time, a report quotes those who speak to its event.
    """
    sentences = [sentence for paragraph in document.body for sentence in paragraph.sentences][:2]
    for sentence in sentences:
        text = document.masked[sentence.start : sentence.end]
        day = None if names_another_time(text) else manner.day(text)
        if day is not None:
            return day
    return None


def _from_accounts(found: Sequence[Said], document: Document) -> None:
    """What a report has the two leaders say to each other, by an agency's or a side's account, was read out in it."""
    for one in found:
        if (
            one.channel is Channel.UNKNOWN
            and one.who is not None
            and one.who.name in LEADERS
            and one.paragraph is not None
        ) and _ACCOUNT.search(document.text[one.paragraph.start : one.paragraph.end]):
            one.channel = Channel.READOUT


def _elsewhere(one: Said, document: Document) -> bool:
    if one.sentence is None:
        return False
    return names_another_time(_outside(document.masked, one.sentence, [one]))


def _take(one: Said, occasions: dict[str, _Occasion], paragraph: Paragraph, elsewhere: bool) -> None:
    known = occasions.get(one.who.name) if one.who is not None else None
    if known is None or one.who is None or elsewhere:
        return
    near = known.paragraph is paragraph
    if one.who.known or near:
        one.day = one.day or known.day
        one.channel = known.channel if one.channel is Channel.UNKNOWN else one.channel


def _open(
    occasions: dict[str, _Occasion], who: Who, paragraph: Paragraph, manner: Manner, frame: str, elsewhere: bool,
    said: Sequence[Said],
) -> None:  # fmt: skip
    own = [one for one in said if one.who == who]
    day = next((one.day for one in own if one.day), None) or (None if own or elsewhere else manner.day(frame))
    channel = next((one.channel for one in own if one.channel is not Channel.UNKNOWN), Channel.UNKNOWN)
    if channel is Channel.UNKNOWN and not own and not elsewhere:
        channel = manner.channel(frame, None)
    before = occasions.get(who.name) or _Occasion()
    moved = day is not None and before.day is not None and day != before.day
    if channel is Channel.UNKNOWN and not moved:
        channel = before.channel
    occasions[who.name] = _Occasion(day or (None if elsewhere and own else before.day), channel, paragraph)


def _named(sentence: Sentence, said: Sequence[Said], speakers: Speakers) -> list[Who]:
    """Gives who speaks in a sentence, and whom it names as its subject."""
    inside = [part for one in said for part in one.parts]
    named = [
        one.who for one in speakers.cast.between(sentence.start, sentence.end)
        if not one.country and not speakers.governed(one, sentence.start)
        and not any(low <= one.start < high for low, high in inside)
    ]  # fmt: skip
    return list(dict.fromkeys([*(one.who for one in said if one.who is not None), *named]))


def _outside(masked: str, sentence: Sentence, said: Sequence[Said]) -> str:
    """The sentence without what is said in it: times within that are of what it speaks of."""
    letters = list(masked[sentence.start : sentence.end])
    for one in said:
        for start, end in one.parts:
            low, high = max(start, sentence.start) - sentence.start, min(end, sentence.end) - sentence.start
            letters[low:high] = "\x01" * max(high - low, 0)
    return "".join(letters)


def _look_back(found: Sequence[Said]) -> None:
    """`X said C1. ... "Q," X told the briefing on Friday`: the first words of a paragraph were said there too."""
    for number, one in enumerate(found):
        if one.who is None or one.paragraph is None:
            continue
        later = [other for other in found[number + 1 :] if other.who == one.who]
        here = [other for other in later if other.paragraph is one.paragraph]
        if one.day is None:
            one.day = next((other.day for other in here if other.day is not None), None)
        if one.channel is Channel.UNKNOWN:
            near = [other for other in later if other.channel in _ANNOUNCED] if one.who.known else here
            same = [
                other.channel for other in near if other.day in (None, one.day) and other.channel is not Channel.UNKNOWN
            ]
            if same and len(set(same)) == 1:
                one.channel = same[0]
