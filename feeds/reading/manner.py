"""How and when words were said: the channel and the day, as far as the sentence around them tells."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from tradewatch.feeds.reading.dating import Dating, without_asides
from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.occasionwords import Frame, OccasionWords, load_occasion_words
from tradewatch.records import Channel, Side

__all__ = ["Manner"]

_MINISTRY = "Ministry of Foreign Affairs (China)"
"""It speaks by its spokespeople, named or not."""
_LONGEST = 1_200
"""Letters of a frame that are read: what stands farther from the words is of something else."""
_BLANKS = re.compile("\x01[\x01 ]*")
_WORD = re.compile(r"[^\W\d_]+")


class Manner:
    """Reads channel and day out of the frame of a statement: its sentence without the words themselves."""

    def __init__(self, published: datetime, networks: str, spokespeople: frozenset[str] = frozenset()) -> None:
        self.dating = Dating(published)
        self._spokespeople = spokespeople
        self._words: OccasionWords = load_occasion_words()
        self._networks = _networks(networks)
        self._frames: dict[str, Frame] = {}
        self._known: dict[tuple[str, Side | None], Channel] = {}

    def channel(self, frame: str, who: Who | None) -> Channel:
        """Gives how the words reached the public; `unknown` where the frame does not say."""
        if who is not None and who.name in self._words.state_media:
            return Channel.STATE_MEDIA
        speaks = who is not None and (who.name in self._spokespeople or who.name == _MINISTRY)
        voice = who.side if who is not None and speaks else None
        key = (frame, voice)
        if key not in self._known:
            self._known[key] = self._channel(self._frame(frame), voice)
        return self._known[key]

    def day(self, frame: str, anchor: date | None = None) -> date | None:
        """Gives the day that the frame names for the words; `a day earlier` counts from `anchor`."""
        return self.dating.day(self._frame(frame), anchor)

    def another_time(self, frame: str) -> bool:
        """Whether a sentence speaks of another occasion: `in April`, `last week`, `had said since`."""
        return self._words.has("another_time", self._frame(frame))

    def of_itself(self, frame: str) -> bool:
        """Whether a report speaks of itself, as corrections do: the day it names is that of the report."""
        return self._words.has("of_itself", self._frame(frame))

    def asks(self, frame: str) -> bool:
        """Whether somebody asks somebody in a sentence."""
        return self._words.has("asked", self._frame(frame))

    def introduces(self, frame: str) -> bool:
        """Whether a sentence tells of questions, an answer, a message that comes next."""
        return self._words.has("introduces", self._frame(frame))

    def _frame(self, text: str) -> Frame:
        """The frame without its asides; blanked words take one place, however many they were."""
        if text not in self._frames:
            plain = without_asides(_BLANKS.sub("\x01", text))
            if len(plain) > _LONGEST:
                plain = f"{plain[: _LONGEST // 2]} {plain[-_LONGEST // 2 :]}"
            self._frames[text] = Frame(plain)
        return self._frames[text]

    def _channel(self, frame: Frame, voice: Side | None) -> Channel:
        frame = self._words.without("not_there", frame)  # "hours before a press conference"
        told = self._words.told(frame)
        if told in _BEFORE_OUTLETS:
            return told
        if self._on_a_network(frame):
            return Channel.INTERVIEW
        if told is Channel.REMARKS and self._answers(frame, voice):
            return Channel.PRESS_CONFERENCE
        if voice is not None and told in (None, Channel.REMARKS) and "briefing" in frame.words:
            return Channel.PRESS_CONFERENCE  # from the podium of the briefing room
        if told is not None:
            return told
        if voice is not None and self._words.has("asked", frame):
            return Channel.PRESS_CONFERENCE
        return self._words.told(frame, last=True) or Channel.UNKNOWN

    def _answers(self, frame: Frame, voice: Side | None) -> bool:
        """Whether a ministry's spokesperson speaks to the press: that is its press conference."""
        if self._words.has("answers_for_ministry", frame):
            return True
        return voice is Side.CHINA and self._words.has("press", frame)

    def _on_a_network(self, frame: Frame) -> bool:
        if frame.words & self._networks.words and self._networks.pattern.search(frame.text):
            return True
        return self._words.has("programme", frame) or self._words.has("outlet", frame)


_BEFORE_OUTLETS = (
    Channel.TRUTH_SOCIAL, Channel.DOCUMENT, Channel.READOUT, Channel.PRESS_CONFERENCE, Channel.INTERVIEW,
)  # fmt: skip
"""Channels that a network's name beside them does not change."""


class _Networks:
    """Patterns of the broadcasters and papers that somebody spoke to."""

    def __init__(self, names: str) -> None:
        self.words = frozenset(_WORD.findall(names.lower())) - {"the", "news", "magazine", "times", "new"}
        self.pattern = re.compile(
            rf"\b(?:told|tells|telling|with|on|to|by|from|sur|bei|beim|im|dem|en|à|al)\s+(?:[\w’']+\s+){{0,3}}?(?:{names})(?!\w)"
            rf"|\b(?:{names})['’]s?\s+[“\"‘\x01]"
        )


@lru_cache(maxsize=8)
def _networks(names: str) -> _Networks:
    return _Networks(names)
