"""The texts around a statement that tell what it is about: its sentence, the sentence before, the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tradewatch.feeds.reading.document import Document, Paragraph, Sentence
from tradewatch.feeds.reading.said import Said
from tradewatch.records import Field

__all__ = ["HOW", "Surrounding", "Surroundings"]

_LONGEST = 1_200
"""Letters of each text that are looked at."""
_FAR = 6
"""Sentences of one speaker that are gone back over."""
_LABEL = re.compile(r"\A[^:：\n]{1,40}[:：]\s*")
HOW = re.compile(r"(?:reject|deny|dismiss|refut|disput|respond|reply|react|hitt|counter|answer)\w*ing\b")
"""A clause that says how something was said, not what."""


@dataclass(frozen=True, slots=True)
class Surrounding:
    """The texts, and the places in the document from which what was said before counts."""

    around: str
    """The sentence without what is quoted or reported in it."""
    before: str
    """The sentence before, likewise."""
    words: str
    whole: str
    """The sentence and the words."""
    begins: int
    """Where the last sentence before that is not the speaker's own begins; of an answer, the question."""
    before_that: int
    question: str = ""


class Surroundings:
    """Cuts the texts out of one document."""

    def __init__(self, document: Document, questions: Sequence[Paragraph] = ()) -> None:
        self._document, self._questions = document, questions
        self._sentences: list[tuple[Field, Sentence]] = [
            (paragraph.field, sentence) for paragraph in document.body for sentence in paragraph.sentences
        ]
        self._number = {sentence.start: number for number, (_, sentence) in enumerate(self._sentences)}

    def of(self, said: Said, every: Sequence[Said]) -> Surrounding:
        """Gives the texts around a statement; `every` are all statements of the document."""
        text = self._document.text
        words = " ".join(text[start:end] for start, end in sorted(said.parts))[:_LONGEST]
        if said.sentence is None:  # a post, or an answer of a transcript
            question, begin = self._question(said, every)
            return Surrounding("", "", words, words, begin, begin, question)
        start, end = said.sentence.start, min(said.sentence.end, said.sentence.start + _LONGEST)
        before = self._before(said.sentence)
        there = (before[0].start, min(before[0].end, before[0].start + _LONGEST)) if before else (0, 0)
        lead_in = self._outside(*there, every) if before else ""
        own = [part for one in every if one.who == said.who for part in one.parts]
        others = [one.start for one in before if not any(_overlap(one, part) for part in own)] or [start]
        return Surrounding(
            self._outside(start, end, every), lead_in, words, f"{text[start:end]}\n{words}", others[0], others[:2][-1]
        )

    def _before(self, sentence: Sentence) -> list[Sentence]:
        """The sentences before one in its field, the nearest first."""
        number = self._number.get(sentence.start, 0)
        field = self._sentences[number][0] if self._sentences else None
        return [one for of, one in reversed(self._sentences[max(0, number - _FAR) : number]) if of is field]

    def _outside(self, start: int, end: int, every: Sequence[Said]) -> str:
        """A stretch without what is quoted or reported in it, length for length."""
        letters = list(self._document.masked[start:end].replace("\x01", " "))
        for said in every:
            for first, last in said.parts:
                if first < end and start < last and not HOW.match(self._document.text, first):
                    letters[max(first - start, 0) : last - start] = " " * (min(last, end) - max(first, start))
        return "".join(letters)

    def _question(self, said: Said, every: Sequence[Said]) -> tuple[str, int]:
        """The paragraphs between the answer before and this one, and where they begin."""
        begin = min(start for start, _ in said.parts)
        answers = [start for one in every if one.rule == said.rule and one is not said for start, _ in one.parts]
        last = max((start for start in answers if start < begin), default=0)
        asked = [one for one in self._questions if last < one.start < begin]
        words = "\n".join(_LABEL.sub("", self._document.text[one.start : one.end]) for one in asked)[:_LONGEST]
        return words, asked[0].start if asked else begin


def _overlap(sentence: Sentence, part: tuple[int, int]) -> bool:
    return part[0] < sentence.end and sentence.start < part[1]
