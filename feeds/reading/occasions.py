"""Channel and day carried over one occasion: what a speaker says next, or said just before, was said there and then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tradewatch.feeds.reading.document import Document
from tradewatch.feeds.reading.manner import Manner
from tradewatch.feeds.reading.readouts import fill_accounts
from tradewatch.feeds.reading.said import Said
from tradewatch.feeds.reading.scenes import ANNOUNCED, SPOKEN, Scenes
from tradewatch.feeds.reading.speakers import Speakers
from tradewatch.records import Channel, Side

__all__ = ["fill_occasions"]

_OF_THE_TWO = (Side.US, Side.CHINA, Side.BOTH)
_LEAD = 2
"""Sentences that tell what a report is about; how it was said comes behind them."""
_SEVERAL = 2


def fill_occasions(found: Sequence[Said], document: Document, speakers: Speakers, manner: Manner) -> None:
    """Fills the channels and days that a statement's own sentence does not tell.

    A sentence that names somebody with a day or a channel (`Lin Jian was asked at Thursday's briefing`) opens their
    occasion; it lasts until another is named. A stranger's ends where somebody else speaks.
    """
    of_event = _day_of_event(document, manner)
    scenes = Scenes(found, document, speakers, manner)
    scenes.read(of_event)
    _look_back(found, scenes)
    _of_one_sitting(found, document, manner, scenes)
    if "Truth Social" in document.text:
        for one in found:
            if one.channel is Channel.SOCIAL_MEDIA and one.who is not None and one.who.name == "Donald Trump":
                one.channel = Channel.TRUTH_SOCIAL
    fill_accounts(found, document)
    of_blog = manner.dating.day_of_live_blog(document.text)
    for one in found:
        one.day = one.day or of_blog
        if one.day is None and one.who is not None and one.who.side in _OF_THE_TWO and id(one) not in scenes.elsewhere:
            one.day = of_event


def _day_of_event(document: Document, manner: Manner) -> date | None:
    """Gives the day that the first sentences name: what the two sides are quoted with was said on it.

    A report quotes those who speak to its event.
    """
    sentences = [sentence for paragraph in document.body for sentence in paragraph.sentences][:_LEAD]
    for sentence in sentences:
        text = document.masked[sentence.start : sentence.end]
        day = None if manner.of_itself(text) else manner.day(text)
        if day is not None:
            return day
    return None


def _look_back(found: Sequence[Said], scenes: Scenes) -> None:
    """`X said C1. ... "Q," X told the briefing on Friday`: the first words of a paragraph were said there too."""
    for number, one in enumerate(found):
        if one.who is None or one.paragraph is None:
            continue
        later = [other for other in found[number + 1 :] if other.who == one.who]
        here = [other for other in later if other.paragraph is one.paragraph]
        if one.day is None:
            one.day = next((other.day for other in here if other.day is not None), None)
        if one.channel is Channel.UNKNOWN and id(one) not in scenes.elsewhere:
            lead = scenes.numbers.get(id(one), _LEAD) < _LEAD
            follows = found[number + 1 : number + 2] if lead else []
            near = [other for other in later if other.channel in ANNOUNCED] if one.who.known else []
            near = near or [*(other for other in follows if other in later and other.channel in SPOKEN), *here]
            one.channel = _alike(near, one.day) or _told_alone(one, later, scenes)


def _of_one_sitting(found: Sequence[Said], document: Document, manner: Manner, scenes: Scenes) -> None:
    """A report that opens with a hearing and quotes several people from it tells of that sitting."""
    opening = document.body[0] if document.body else None
    if opening is None or not opening.sentences:
        return
    frame = document.masked[opening.sentences[0].start : opening.sentences[0].end]
    channel, day = manner.channel(frame, None), manner.day(frame)
    there = {one.who for one in found if one.who is not None and one.channel is channel}
    if channel not in ANNOUNCED or len(there) < _SEVERAL:
        return
    for one in found:
        if one.channel is Channel.UNKNOWN and one.who is not None and id(one) not in scenes.elsewhere:
            one.channel = channel
        if one.channel is channel:
            one.day = one.day or day


def _alike(said: Sequence[Said], day: date | None) -> Channel | None:
    """Gives the one channel of statements that can be of a day; None where they have several or none."""
    channels = {one.channel for one in said if one.day in (None, day)} - {Channel.UNKNOWN, Channel.STATE_MEDIA}
    return channels.pop() if len(channels) == 1 else None


def _told_alone(one: Said, later: Sequence[Said], scenes: Scenes) -> Channel:
    """`X said C. ... X spoke to reporters beside the green.`"""
    if one.who is None or any(other.channel is not Channel.UNKNOWN for other in later):
        return Channel.UNKNOWN
    number = scenes.numbers.get(id(one), 0)
    told = [
        late.channel
        for at, name, late in scenes.late
        if name == one.who.name and at > number and late.day in (None, one.day)
    ]
    return told[0] if told else Channel.UNKNOWN
