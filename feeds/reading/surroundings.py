"""The texts around a statement that tell what it is about: its sentence, the sentence before, the question."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from msgspec import Struct

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


class Surrounding(Struct, frozen=True):
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
        self._asked = [one.start for one in questions]
        self._sentences: list[tuple[Field, Sentence]] = [
            (paragraph.field, sentence) for paragraph in document.body for sentence in paragraph.sentences
        ]
        self._number = {sentence.start: number for number, (_, sentence) in enumerate(self._sentences)}
        self._every: Sequence[Said] = ()
        self._spans: list[tuple[int, int, Said]] = []
        """The parts of all statements in order."""
        self._reach: list[int] = []
        """How far the parts up to each reach: several may lie in one another."""
        self._answers: dict[str, list[tuple[int, Said]]] = {}
        """Rule → where its statements' parts begin, in order."""

    def of(self, said: Said, every: Sequence[Said]) -> Surrounding:
        """Gives the texts around a statement; `every` are all statements of the document."""
        self._know(every)
        text = self._document.text
        words = " ".join(text[start:end] for start, end in sorted(said.parts))[:_LONGEST]
        if said.sentence is None:  # a post, or an answer of a transcript
            question, begin = self._question(said)
            return Surrounding("", "", words, words, begin, begin, question)
        start, end = said.sentence.start, min(said.sentence.end, said.sentence.start + _LONGEST)
        before = self._before(said.sentence)
        there = (before[0].start, min(before[0].end, before[0].start + _LONGEST)) if before else (0, 0)
        lead_in = self._outside(*there) if before else ""
        others = [one.start for one in before if not self._speaks(said, one)] or [start]
        return Surrounding(
            self._outside(start, end), lead_in, words, f"{text[start:end]}\n{words}", others[0], others[:2][-1]
        )

    def _before(self, sentence: Sentence) -> list[Sentence]:
        """The sentences before one in its field, the nearest first."""
        number = self._number.get(sentence.start, 0)
        field = self._sentences[number][0] if self._sentences else None
        return [one for of, one in reversed(self._sentences[max(0, number - _FAR) : number]) if of is field]

    def _know(self, every: Sequence[Said]) -> None:
        """Puts the parts of all statements in order, once for all who ask about the same ones."""
        if every is self._every and every:
            return
        self._every = every
        self._spans = sorted(((*part, one) for one in every for part in one.parts), key=lambda span: span[:2])
        self._reach = list(accumulate((end for _, end, _ in self._spans), max))
        self._answers = {}
        for first, _, one in self._spans:
            self._answers.setdefault(one.rule, []).append((first, one))

    def _within(self, start: int, end: int) -> Iterator[tuple[int, int, Said]]:
        """The parts that reach into a stretch."""
        first = bisect_right(self._reach, start)
        for span in islice(self._spans, first, bisect_left(self._spans, end, key=lambda span: span[0])):
            if span[1] > start:
                yield span

    def _speaks(self, said: Said, sentence: Sentence) -> bool:
        """Whether something in a sentence is the same speaker's."""
        return any(one.who == said.who for _, _, one in self._within(sentence.start, sentence.end))

    def _outside(self, start: int, end: int) -> str:
        """A stretch without what is quoted or reported in it, length for length."""
        letters = list(self._document.masked[start:end].replace("\x01", " "))
        for first, last, _ in self._within(start, end):
            if not HOW.match(self._document.text, first):
                letters[max(first - start, 0) : last - start] = " " * (min(last, end) - max(first, start))
        return "".join(letters)

    def _question(self, said: Said) -> tuple[str, int]:
        """The paragraphs between the answer before and this one, and where they begin."""
        begin = min(start for start, _ in said.parts)
        answers = self._answers.get(said.rule, [])
        place = bisect_left(answers, begin, key=lambda answer: answer[0]) - 1
        while place >= 0 and answers[place][1] is said:
            place -= 1
        last = answers[place][0] if place >= 0 else 0
        first = bisect_right(self._asked, last)
        asked = self._questions[first : bisect_left(self._asked, begin)]
        words = "\n".join(_LABEL.sub("", self._document.text[one.start : one.end]) for one in asked)[:_LONGEST]
        return words, asked[0].start if asked else begin
