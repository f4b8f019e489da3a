"""Which statement answers which: of the other side, said before, named or standing directly before it, on the same subject.

There are three ways, the surest first: in the same item, in another item of the same story, elsewhere within five days.
Of several the surest counts, then that whose speaker is named, then that with more of the subject in common, then the
nearest. A link that may be wrong is left out.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from datetime import timedelta

from msgspec import Struct

from tradewatch.feeds.reading.addressed import BEFORE
from tradewatch.feeds.reading.answerwords import SAME_ITEM, SAME_STORY, reason_words
from tradewatch.feeds.reading.background import Background, load_background
from tradewatch.records import Answered, Heard, Side, Spoken

__all__ = ["ANSWER_REACH", "Answers"]

ANSWER_REACH = timedelta(days=5)
"""Time within which an answer is given."""
_TELLS = 1.5
"""Weight from which a trait tells of a subject."""
_HINTS = 1.0
"""Weight that is enough where one stands directly before the other."""
_TRAITS, _WORDS = 2, 3
"""Traits in common from which two speak of one subject far apart; three where none is a concept or a figure."""
_ELSEWHERE, _STORY, _ITEM = range(3)
_NAMED, _SIDE, _HOUSE, _SPEAKER = range(4)


class _Grade(Struct, frozen=True, order=True):
    """How surely one answers the other; a higher one is surer."""

    where: int
    whom: int
    shared: float
    near: float
    words: str
    """Of two that are as sure, the same one each time."""
    feed: str


class Answers:
    """Takes statements in order of time and says which earlier one each answers; what is out of reach is forgotten.

    What is published at once is taken in at once, so that no numbering decides which of two came first.
    """

    def __init__(self, background: Background | None = None) -> None:
        self._background = background or load_background()
        self._recent: deque[Spoken] = deque()
        self._by_id: dict[int, Spoken] = {}
        self._by_item: dict[int, list[int]] = defaultdict(list)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        """Speaker, house or side → statements."""
        self._subjects: dict[int, frozenset[str]] = {}

    def know(self, at_once: Sequence[Spoken]) -> None:
        """Takes in statements published at one time without asking what they answer."""
        for one in at_once:
            self._forget(one)
            if one.side in (Side.US, Side.CHINA) and one.speaker is not None and one.heard:
                self._take_in(one)

    def place(self, at_once: Sequence[Spoken]) -> list[Answered]:
        """Gives what each of the statements published at one time answers."""
        self.know(at_once)
        return [self._answered(one) for one in at_once]

    def _take_in(self, one: Spoken) -> None:
        self._recent.append(one)
        self._by_id[one.statement_id] = one
        self._subjects[one.statement_id] = frozenset(trait for heard in one.heard for trait in heard.subject)
        for name in _names(one):
            self._by_name[name].append(one.statement_id)
        for item in {heard.item_id for heard in one.heard}:
            self._by_item[item].append(one.statement_id)

    def _answered(self, one: Spoken) -> Answered:
        found: list[tuple[_Grade, Heard, Spoken]] = []
        if one.side in (Side.US, Side.CHINA):
            for heard in one.heard:
                graded = ((self._grade(one, heard, other), other) for other in self._candidates(one, heard))
                found += [(grade, heard, other) for grade, other in graded if grade is not None]
        if not found:
            return Answered(one.statement_id, None)
        grade, heard, other = max(found, key=lambda row: row[0])
        shared = sorted(self._shared(heard, other, _TELLS), key=lambda trait: (-self._background.weight(trait), trait))
        named = _house(other, heard) if grade.whom == _HOUSE else (other.speaker or "") * (grade.whom == _SPEAKER)
        same = SAME_ITEM if grade.where == _ITEM else (SAME_STORY if grade.where == _STORY else "")
        return Answered(one.statement_id, other.statement_id, reason_words(one, heard, other, shared, named, same))

    def _candidates(self, one: Spoken, heard: Heard) -> list[Spoken]:
        """The other side's statements that the item has too, and those of whom the sentence speaks."""
        if not heard.stance:
            return []
        found = dict.fromkeys(self._by_item.get(heard.item_id, ()))
        for name in heard.addressed:
            found.update(dict.fromkeys(self._by_name.get(name, ())))
        rows = (self._by_id[number] for number in found if number in self._by_id)
        return [other for other in rows if _may_be_answered(other, one)]

    def _grade(self, one: Spoken, heard: Heard, other: Spoken) -> _Grade | None:
        whom = _whom(heard, other)
        here = next((place.place for place in other.heard if place.item_id == heard.item_id), None)
        if whom is None and (here is None or set(heard.addressed) - {BEFORE}):
            return None  # it is about somebody else's words
        near = -(one.published - other.published).total_seconds()
        shared = self._shared(heard, other, _TELLS)
        weight = sum(map(self._background.weight, shared))
        if here is not None:
            return self._in_item(heard, other, whom, here, weight) if here < heard.place else None
        if other.published >= one.published or whom is None:
            return None
        if heard.story_id is not None and any(place.story_id == heard.story_id for place in other.heard):
            return _Grade(_STORY, whom, weight, near, other.quote, heard.feed) if shared else None
        return _Grade(_ELSEWHERE, whom, weight, near, other.quote, heard.feed) if _is_one_subject(shared) else None

    def _in_item(self, heard: Heard, other: Spoken, whom: int | None, here: int, weight: float) -> _Grade | None:
        """Directly before it and pointed back to, or named as the one whose words it is about, or named and on its subject."""
        directly = heard.before == other.statement_id
        if directly and (BEFORE in heard.addressed or whom is not None or self._shared(heard, other, _HINTS)):
            whom = _SIDE if whom is None else whom
        elif whom is None or (whom < _HOUSE and not weight):
            whom = _NAMED if other.speaker in heard.named and weight else None
        return None if whom is None else _Grade(_ITEM, whom, weight, here, other.quote, heard.feed)

    def _shared(self, heard: Heard, other: Spoken, least: float) -> list[str]:
        subject = self._subjects[other.statement_id]
        return [trait for trait in heard.subject if trait in subject and self._background.weight(trait) >= least]

    def _forget(self, one: Spoken) -> None:
        while self._recent and one.published - self._recent[0].published > ANSWER_REACH:
            gone = self._recent.popleft()
            del self._by_id[gone.statement_id], self._subjects[gone.statement_id]
            for name in _names(gone):
                self._by_name[name].remove(gone.statement_id)
            for item in {heard.item_id for heard in gone.heard}:
                self._by_item[item].remove(gone.statement_id)


def _names(one: Spoken) -> set[str]:
    """Speaker, houses and side."""
    return {one.speaker or "", str(one.side), *(heard.house for heard in one.heard)}


def _may_be_answered(other: Spoken, one: Spoken) -> bool:
    if other.side is one.side or other.statement_id == one.statement_id:
        return False
    return other.said_on is None or one.said_on is None or other.said_on <= one.said_on


def _house(other: Spoken, heard: Heard) -> str:
    """The house of the other one where the sentence speaks of its words, "" where it does not."""
    return next((place.house for place in other.heard if place.house and place.house in heard.addressed), "")


def _whom(heard: Heard, other: Spoken) -> int | None:
    """How the sentence names whose words it is about: the speaker, the house or the side."""
    if other.speaker in heard.addressed:
        return _SPEAKER
    if _house(other, heard):
        return _HOUSE
    return _SIDE if str(other.side) in heard.addressed else None


def _is_one_subject(shared: list[str]) -> bool:
    """Two traits, one of them a concept or a figure; of mere words three, since words meet by chance."""
    sure = any(trait[0] in "cn" for trait in shared)
    return len(shared) >= (_TRAITS if sure else _WORDS)
