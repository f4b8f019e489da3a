"""What a statement does to words of the other side, as its sentence and its own words tell, and what it is about.

A stance is given only where it is the speaker's and where nothing says that it is aimed at a third: what is linked by
it stands on the screen as an answer, and a wrong one is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from tradewatch.book.roster import Roster
from tradewatch.feeds.reading.addressed import BEFORE, Addressees, Addressing
from tradewatch.feeds.reading.document import Document, Paragraph
from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.feeds.reading.names import Mention, Names
from tradewatch.feeds.reading.said import Said
from tradewatch.feeds.reading.stancewords import STANCES, StanceWords, load_stance_words
from tradewatch.feeds.reading.stems import stem_of
from tradewatch.feeds.reading.surroundings import HOW, Surrounding, Surroundings
from tradewatch.feeds.reading.traits import traits_in
from tradewatch.records import Side

__all__ = ["Bearing", "Bearings", "name_stems"]

_MOST = 60
"""Traits of a statement that are kept."""
_PASSIVE = re.compile(r"\b(?:was|were|been|be|being|is|are|got)\s+(?:\w+ly\s+)?\Z")
_BY = re.compile(r"\A[^.;]{0,30}?\bby\s+")
_ASKED = re.compile(r"(?:asked|pressed|questioned|quizzed)\b", re.IGNORECASE)
_OBJECT = re.compile(
    r"\b(?:about|on|by|of|to|at|against|with|from|over|for|as|à|de|auf|von)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_OWNED = re.compile(r"\A['’]s?\b")
_POINTS_BACK = re.compile(
    r"\b(?:this|that|it|these|those|such|they|das|dies|ces|cela|cette|esto|eso|esa)\b|这|该|有关|相关", re.IGNORECASE
)
_YEAR_OR_DAY = re.compile(r"n:(?:[12]?\d|3[01]|(?:19|20)\d\d)\Z")
_THIRD = re.compile(r"\b(?:European|African|Asian|Latin American|Danish|Dutch|Italian|Spanish|Polish|Norwegian)\b")
_PLACES = frozenset("london stockholm madrid kuala lumpur korea paris switzerland".split())


class Bearing(Struct, frozen=True):
    """Stance, whose words it is about, whom its sentences name, its subject's traits, and the speaker's house."""

    stance: str = ""
    back: int = 0
    """Letters before the words in which stands what it points back to, where it names nobody."""
    addressed: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    house: str = ""


class Bearings:
    """Reads the statements of one document, all of which must have been found."""

    def __init__(
        self,
        document: Document,
        names: Names,
        lexicon: Lexicon,
        plain: frozenset[str],
        questions: Sequence[Paragraph] = (),
    ) -> None:
        self._names, self._lexicon, self._plain = names, lexicon, plain
        self._surroundings = Surroundings(document, questions)
        self._words: StanceWords = load_stance_words()
        self._addressing = _addressing(names, self._words)
        lowered = document.text.lower()
        self._around = {name: one.pattern for name, one in self._words.around.items() if one.may_be_in(lowered)}
        self._own_words = {name: one.pattern for name, one in self._words.words.items() if one.may_be_in(lowered)}
        """By stance, of the words that tell it those which may stand in the document at all."""

    def of(self, said: Said, every: Sequence[Said]) -> Bearing:
        """Gives the bearing of a statement of either side; an empty one of anybody else's."""
        who = said.who
        if who is None or who.side not in (Side.US, Side.CHINA):
            return Bearing()
        frame = self._surroundings.of(said, every)
        body = self._names.house_of(who) if who.person else None
        house = body.name if body else ""
        subject = self._subject(f"{frame.question}\n{frame.whole}")
        stance, about, led_in = self._stance(said, frame)
        if not stance or (not said.direct and HOW.match(frame.words)):
            return Bearing(subject=subject, house=house)
        back = min(start for start, _ in said.parts) - (frame.before_that if led_in else frame.begins)
        return Bearing(stance, back, tuple(sorted(about.addressed)), tuple(sorted(about.named)), subject, house)

    # --- the stance ---

    def _stance(self, said: Said, frame: Surrounding) -> tuple[str, Addressees, bool]:
        """The surest of what sentence and words tell; the lead-in and the question count where they tell nothing.

        The last value says that the lead-in told it.
        """
        speaker = said.who
        none = Addressees(frozenset(), frozenset())
        assert speaker is not None
        around = self._told(frame.around, speaker.side)
        own = next((name for name, words in self._own_words.items() if words.search(frame.words)), "")
        stance = min((one for one in (around, own) if one), key=STANCES.index, default="")
        text = frame.whole
        led_in = self._told(frame.before, speaker.side, sure=True) if said.direct else ""
        if led_in and not stance:
            stance, text = led_in, f"{frame.before}\n{text}"
        asked = self._addressing.read(frame.question, speaker, question=True) if frame.question else none
        if not stance and asked.addressed:
            stance = "replies"
        if not stance or self._is_aimed_elsewhere(f"{text}\n{frame.question}", speaker.side):
            return "", none, False
        about = self._addressing.read(text, speaker)
        nearby = self._addressing.read(frame.before, speaker) if frame.before else none
        found = about.addressed | asked.addressed
        if nearby.addressed and led_in and not found - {BEFORE}:
            found |= nearby.addressed  # China hit back at Bessent's remarks. “That is groundless,” ...
        if asked.addressed or (own and not frame.question and _POINTS_BACK.search(frame.words)):
            found |= {BEFORE}
        if stance == "replies" and not own and not frame.question and self._only_asked(text) and not found:
            return "", none, False  # asked about tariffs, not about anybody's words
        return stance, Addressees(found, about.named | asked.named | nearby.named), bool(led_in)

    def _told(self, text: str, side: Side, *, sure: bool = False) -> str:
        """The stance that the words around tell of the speaker; with `sure` only where a mention says whose it is."""
        if not text.strip():
            return ""
        mentions: list[Mention] | None = None
        for name, words in self._around.items():
            for verb in words.finditer(text):
                if self._words.negated.search(text[max(0, verb.start() - 40) : verb.start()]):
                    continue
                mentions = self._names.mentions(text) if mentions is None else mentions
                if self._is_of(side, text, verb, mentions, sure):
                    return name
        return ""

    @staticmethod
    def _is_of(side: Side, text: str, verb: re.Match[str], mentions: Sequence[Mention], sure: bool) -> bool:
        """Whether the one who denies or replies is of the side: whom the verb follows, or `by` whom it was."""
        if _ASKED.match(verb.group()):
            return not sure
        if _PASSIVE.search(text[max(0, verb.start() - 20) : verb.start()]):
            by = _BY.match(text[verb.end() : verb.end() + 60])
            at = verb.end() + by.end() if by else -1
            return any(one.who.side is side and at <= one.start <= at + 30 for one in mentions) if by else False
        agents = [
            one for one in mentions
            if one.end <= verb.start()
            and not _OWNED.match(text[one.end : one.end + 3])
            and not _OBJECT.search(text[max(0, one.start - 14) : one.start])
        ]  # fmt: skip
        return agents[-1].who.side is side if agents else not sure

    def _only_asked(self, text: str) -> bool:
        replies = self._around.get("replies")
        verbs = [one.group() for one in replies.finditer(text)] if replies is not None else []
        return bool(verbs) and all(_ASKED.match(one) for one in verbs)

    def _is_aimed_elsewhere(self, text: str, side: Side) -> bool:
        other = Side.US if side is Side.CHINA else Side.CHINA
        third = self._lexicon.others.search(text) or _THIRD.search(text)
        return third is not None and not self._lexicon.sides[str(other)].search(text)

    # --- the subject ---

    def _subject(self, text: str) -> tuple[str, ...]:
        found = traits_in(text, self._lexicon)
        halves = {f"w:{word}" for pair, concept in _pairs(self._lexicon) if f"c:{concept}" in found for word in pair}
        return tuple(sorted(one for one in found - halves if _tells(one, self._plain, self._words.setting))[:_MOST])


@lru_cache(maxsize=20_000)
def _tells(trait: str, plain: frozenset[str], setting: frozenset[str]) -> bool:
    """Whether a trait tells of a subject, other than of whom, when and where."""
    kind, _, value = trait.partition(":")
    if kind == "n":
        return not _YEAR_OR_DAY.match(trait)
    words = {stem_of(word) for word in value.split()}
    if words <= (plain | setting) or words & _PLACES:
        return False
    return kind == "c" or len(value) > 3


@lru_cache(maxsize=8)
def _addressing(names: Names, words: StanceWords) -> Addressing:
    return Addressing(names, words)


@lru_cache(maxsize=4)
def _pairs(lexicon: Lexicon) -> tuple[tuple[list[str], str], ...]:
    """Concepts of two words: the words alone say the same thing once more."""
    return tuple((words.split(), concept) for words, concept in lexicon.concepts.items() if " " in words)


def name_stems(roster: Roster) -> frozenset[str]:
    """Gives the words that people's names are made of: that two statements name the same person tells no subject."""
    return frozenset(
        stem_of(word) for one in roster.speakers if one.kind == "person" for word in re.findall(r"[^\W\d_]+", one.name)
    )
