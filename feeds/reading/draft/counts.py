"""Days of the truce that a draft counts: how long it is, how many are left, which day it is in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tradewatch.book.asserted import Answer
from tradewatch.book.assertingdates import Days
from tradewatch.feeds.reading.draft.finding import VERDICTS, Finding, Kind
from tradewatch.feeds.reading.draft.numberwords import NUMBER, number_of
from tradewatch.feeds.reading.draft.sections import Section
from tradewatch.feeds.reading.ends import is_of_the_truce, names_the_truce

__all__ = ["count_findings"]

_N = rf"(?P<n>\d{{1,3}}|{NUMBER})"
_ABOUT = r"(?:(?P<about>about|around|roughly|nearly|almost|some|approximately|close to|just over|just under|a little over|a little more than|little more than|a little under|more than|less than|fewer than|over|under|barely)\s+)?"
_UNIT = r"(?P<unit>day|week|month)s?"
_TRUCE = r"(?:truce|cease-?fire|pause|reprieve|suspension|extension|prolongation|window|moratorium|d[eé]tente|grace period|halt|standstill|respite|freeze)"
_OVER = r"(?:expir\w+|ends?|ended|runs? out|lapses?|is over|is up)"


def _numbered(pattern: str, number: int) -> str:
    """A pattern with number, unit and hedge under names of their own: one expression may have several."""
    return re.sub(r"\(\?P<(n|unit|about)>", rf"(?P<\g<1>{number}>", pattern)


_LEFT = re.compile(
    "|".join(
        _numbered(one, number)
        for number, one in enumerate((
            rf"\b{_ABOUT}{_N}[\s-]+(?:more\s+)?{_UNIT}\s+(?:(?:are|is|now|still|that)\s+){{0,2}}(?:left|remain(?:s|ing)?|to go|to run|away|until|till|from (?:today|now)|(?:before|from) (?:it|the|its|this|that|expir\w*))\b",
            rf"\b(?:{_OVER}|due to (?:expire|end|lapse)|will (?:expire|end|lapse|run out|be over)|expiring|ending)\s+(?:in|within)\s+{_ABOUT}{_N}\s+{_UNIT}\b",
            rf"\b[Ii]n\s+{_ABOUT}{_N}\s+{_UNIT}(?:['’] time)?,?\s+(?:when\s+)?(?:the|this|that)\s+(?:[\w-]+\s+){{0,3}}?{_TRUCE}\s+(?:will\s+)?{_OVER}",
            rf"\b(?:remaining|last|final)\s+{_N}\s+{_UNIT}\s+of\b",
            rf"\bleav(?:es|ing)\s+(?:[\w’']+\s+){{0,3}}?{_ABOUT}{_N}\s+{_UNIT}\b",
            rf"\b{_UNIT}\s+(?:left|remaining|to go|to run)(?:\s+\w+)?\s*:\s*{_ABOUT}{_N}\b",
        ))
    ),
    re.IGNORECASE,
)  # fmt: skip
_OR = re.compile(
    rf"\A,?\s*(?:\(|or|that is|i\.e\.|exactly|which is)?\s*(?:exactly\s+)?{_ABOUT}{_N}\s+{_UNIT}\b", re.IGNORECASE
)
"""A count told again in another unit: `245 days away, or 35 weeks`."""
_LENGTH = re.compile(
    "|".join(
        _numbered(one, number)
        for number, one in enumerate((
            rf"\b{_N}[\s-]{_UNIT}['’]?\s+(?:[\w-]+\s+){{0,3}}?{_TRUCE}\b",
            rf"\b(?:a further|another|an extra|an additional)\s+{_N}[\s-]{_UNIT}\b",
            rf"\b{_N}\s+(?:extra|more|further|additional)\s+{_UNIT}\b(?!\s+(?:left|to|remain))",
            rf"\b{_TRUCE}\s+(?:of|for|lasting|that lasts|runs for|lasts|is for|was for)\s+(?:another\s+|a further\s+)?{_N}\s+days\b",
            rf"\b(?:paus\w+|suspend\w*|extend\w*|prolong\w*|cut\w*|lower\w*|renew\w*|roll\w*|truce|arrangement|deal|tariffs?|rates?|dut(?:y|ies)|levies|points|down|off)\b[^.;“”\"]{{0,80}}?\bfor\s+(?:(?:another|a further|an additional|an initial|a)\s+)?{_N}(?:\s+(?:more|further))?[\s-]days\b",
            rf"\b(?:length|duration|term|period)\s*:\s*{_N}\s+days\b",
        ))
    )
    + rf"|\b(?P<long>year)-long\s+(?:[\w-]+\s+){{0,2}}?{_TRUCE}\b|\b(?P<year>one|a|1|two|2)[- ]year\s+(?:[\w-]+\s+){{0,2}}?{_TRUCE}\b"
    rf"|\b{_TRUCE}\s+(?:of|for|lasting)\s+(?P<year2>one|a|1|two|2)\s+years?\b",
    re.IGNORECASE,
)  # fmt: skip
_HISTORY = re.compile(
    r"\b(?:agreed|struck|signed|first|second|original|initial|earlier|previous|old|Geneva|Stockholm|was|were|had|ended|expired|lapsed|extended|extension|prolonged"
    r"|until|then|in (?:May|August|2025)|pauses|truces|series|followed|began|took)\b",
    re.IGNORECASE,
)
"""What tells of another truce than the one that runs."""
_DAY = re.compile(
    rf"\b(?:day\s+{_N}|(?P<n5>\d{{1,3}})(?:st|nd|rd|th)\s+day)\s+of\s+(?:the\s+|a\s+|its\s+)?(?:{_N.replace('?P<n>', '?P<n2>')}(?:[\s-]days?)?\b|(?:[\w-]+\s+){{0,2}}?{_TRUCE})",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\b(?:had|were|was|there were|at the time|back then|originally|then)\W+(?:\w+\W+){0,3}\Z", re.IGNORECASE
)
"""A count told as one of another day."""
_BOX = re.compile(r"\s*(?:days?|weeks?|length|duration|term|period)\b[^:]{0,24}:", re.IGNORECASE)
"""A line of a fact box, which goes on from the lines before."""
_IT = re.compile(r"\b(?:it|that|this|which)\b", re.IGNORECASE)
"""What goes on from a sentence of the truce."""
_DUTIES_FOR = re.compile(
    r"\b(?:each other['’]s|one another['’]s|on each other|on China|on Chinese|on American|on US|China['’]s|American|US)\b[^.;]{0,60}\b(?:duties|tariffs|levies)\b[^.;]{0,40}\bfor\b"
    r"|\b(?:duties|tariffs|levies)\b[^.;]{0,60}\b(?:each other|one another|Chinese|American)\b[^.;]{0,40}\bfor\b",
    re.IGNORECASE,
)
_LINES = 8
_LESS = ("less than", "fewer than", "under", "just under", "a little under", "barely", "nearly", "almost")
_MORE = ("more than", "over", "just over", "a little over", "little more than", "a little more than")
_FOR = re.compile(r"\bfor\s+\Z", re.IGNORECASE)
"""`For 90 days until 12 August` tells how long, not how much is left."""
_YEARS = {"one": 365, "a": 365, "1": 365, "two": 730, "2": 730}


def count_findings(section: Section, days: Days) -> Iterator[Finding]:
    """Gives a finding for each count outside quotation marks: what a speaker counts is the speaker's."""
    text, masked = section.document.text, section.document.masked
    lines: list[str] = []
    goes_on = False
    for paragraph in section.document.paragraphs:
        for sentence in paragraph.sentences:
            before = paragraph.before(sentence)
            words = masked[sentence.start : sentence.end]
            told = masked[before.start : before.end] if before else ""
            if _BOX.match(words):
                told = next((one for one in reversed(lines[-_LINES:]) if names_the_truce(one)), told)
            goes_on = is_of_the_truce(words, told) or (goes_on and _IT.search(words[:60]) is not None)
            if not goes_on and not _DUTIES_FOR.search(words):
                continue
            for start, end, answer in _once(_answers(words, days)):
                place = sentence.start + start, sentence.start + end
                yield Finding(
                    section.offset + place[0], section.offset + place[1], Kind.COUNT, VERDICTS[answer.agrees],
                    " ".join(text[place[0] : place[1]].split()), answer.record, answer.source,
                )  # fmt: skip
        lines.append(masked[paragraph.start : paragraph.end])


def _once(answers: Iterable[tuple[int, int, Answer]]) -> Iterator[tuple[int, int, Answer]]:
    """Of two that overlap the first."""
    taken: list[tuple[int, int]] = []
    for start, end, answer in answers:
        if not any(start < last and first < end for first, last in taken):
            taken.append((start, end))
            yield start, end, answer


def _answers(words: str, days: Days) -> Iterator[tuple[int, int, Answer]]:
    for found in _DAY.finditer(words):
        yield (
            *found.span(),
            days.day(number_of(found["n"] or found["n5"]), number_of(found["n2"]) if found["n2"] else None),
        )
    for found in _LEFT.finditer(words):
        if _THEN.search(words[: found.start()]) or _FOR.search(words[: found.start()]):
            continue
        yield *found.span(), _left(found, days)
        again = _OR.match(words[found.end() :])
        if again is not None:
            place = found.end() + again.start("n")
            yield place, found.end() + again.end(), _left(again, days)
    for found in _LENGTH.finditer(words):
        year = "one" if found["long"] else found["year"] or found["year2"]
        number = _YEARS[year.lower()] if year else number_of(_first(found, "n"))
        unit = "day" if year else (_first(found, "unit") or "day").lower()
        history = bool(_HISTORY.search(words[: found.start()]) or _HISTORY.search(words[found.end() :]))
        yield *found.span(), days.length(number, unit, running=not history)


def _left(found: re.Match[str], days: Days) -> Answer:
    hedge = " ".join(_first(found, "about").lower().split())
    bound = -1 if hedge in _LESS else 1 if hedge in _MORE else 0
    return days.left(number_of(_first(found, "n")), _first(found, "unit").lower(), about=bool(hedge), bound=bound)


def _first(found: re.Match[str], name: str) -> str:
    """The group of that name, whatever number it has."""
    groups = found.groupdict()
    return next((words for key, words in groups.items() if words and re.fullmatch(rf"{name}\d?", key)), "")
