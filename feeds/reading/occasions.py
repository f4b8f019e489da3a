"""Channel and day carried over one occasion: what a speaker says next, or said just before, was said there and then."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tradewatch.feeds.reading.document import Document
from tradewatch.feeds.reading.manner import Manner
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.readouts import fill_accounts
from tradewatch.feeds.reading.said import Said
from tradewatch.feeds.reading.scenes import ANNOUNCED, SPOKEN, Occasion, Scenes
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


@dataclass(slots=True)
class _Later:
    """What a speaker says behind a place: the channels by their days."""

    channels: dict[date | None, set[Channel]] = field(default_factory=lambda: defaultdict(set))
    day: date | None = None
    """The first that is told."""

    def add(self, day: date | None, channel: Channel) -> None:
        self.channels[day].add(channel)
        self.day = day or self.day

    def on(self, day: date | None) -> set[Channel]:
        """Gives the channels of what can be of a day."""
        return self.channels.get(None, set()) | self.channels.get(day, set())

    def has(self, channels: Sequence[Channel]) -> bool:
        return any(not known.isdisjoint(channels) for known in self.channels.values())


def _look_back(found: Sequence[Said], scenes: Scenes) -> None:
    """`X said C1. ... "Q," X told the briefing on Friday`: the first words of a paragraph were said there too.

    Goes from the last statement to the first, so that what each speaker says later is known at each without a look at
    all of them; it counts as the sentences themselves tell it, not as filled in here.
    """
    later: dict[Who, _Later] = defaultdict(_Later)
    here: dict[tuple[Who, int], _Later] = defaultdict(_Later)
    late = _late(scenes)
    follows: tuple[Who | None, date | None, Channel] = None, None, Channel.UNKNOWN
    for one in reversed(found):
        told = one.who, one.day, one.channel
        if one.who is not None:
            there = here[one.who, id(one.paragraph)]
            if one.paragraph is not None:
                _fill(one, later[one.who], there, follows, scenes, late)
            for each in (later[one.who], there):
                each.add(*told[1:])
        follows = told


def _fill(
    one: Said,
    later: _Later,
    here: _Later,
    follows: tuple[Who | None, date | None, Channel],
    scenes: Scenes,
    late: Mapping[str, Sequence[tuple[int, Occasion]]],
) -> None:
    one.day = one.day or here.day
    if one.channel is not Channel.UNKNOWN or id(one) in scenes.elsewhere or one.who is None:
        return
    number = scenes.numbers.get(id(one), _LEAD)
    if one.who.known and later.has(ANNOUNCED):
        near = later.on(one.day) & set(ANNOUNCED)
    else:
        near = here.on(one.day)
        who, day, channel = follows
        if number < _LEAD and who == one.who and channel in SPOKEN and day in (None, one.day):
            near = near | {channel}
    near = near - {Channel.UNKNOWN, Channel.STATE_MEDIA}
    if len(near) == 1:
        one.channel = near.pop()
    elif all(known <= {Channel.UNKNOWN} for known in later.channels.values()):
        one.channel = _told_alone(one, scenes, late)


def _late(scenes: Scenes) -> dict[str, list[tuple[int, Occasion]]]:
    """Gives the occasions that sentences without words of their own tell, by speaker, each with its sentence."""
    found: dict[str, list[tuple[int, Occasion]]] = defaultdict(list)
    for at, name, occasion in scenes.late:
        found[name].append((at, occasion))
    return found


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


def _told_alone(one: Said, scenes: Scenes, late: Mapping[str, Sequence[tuple[int, Occasion]]]) -> Channel:
    """`X said C. ... X spoke to reporters beside the green.`"""
    told = late.get(one.who.name, ()) if one.who is not None else ()
    first = bisect_right(told, scenes.numbers.get(id(one), 0), key=lambda row: row[0])
    behind = (told[place][1] for place in range(first, len(told)))
    return next((row.channel for row in behind if row.day in (None, one.day)), Channel.UNKNOWN)
