"""Days of the truce that a draft counts: how long it is, how many are left, which day it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tradewatch.book.asserting import Answer
from tradewatch.book.assertingdates import Days
from tradewatch.feeds.reading.draft.figures import VERDICTS
from tradewatch.feeds.reading.draft.finding import Finding, Kind
from tradewatch.feeds.reading.draft.sections import Section
from tradewatch.feeds.reading.ends import is_of_the_truce

__all__ = ["count_findings"]

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBER_WORDS = (
    rf"(?:(?:{'|'.join(_ONES)}|an?) hundred(?:(?: and)? (?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[:9])}))?|{'|'.join(_ONES)}))?"
    rf"|(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[:9])}))?|{'|'.join(_ONES)})"
)
_N = rf"(?P<n>\d{{1,3}}|{_NUMBER_WORDS})"
_ABOUT = r"(?:(?P<about>about|around|roughly|nearly|almost|some|approximately|close to|just over|just under|a little over|little more than|more than|less than|fewer than|over|under|barely)\s+)?"
_UNIT = r"(?P<unit>day|week|month)s?"
_TRUCE = r"(?:truce|cease-?fire|pause|reprieve|suspension|extension|prolongation|window|moratorium|d[eé]tente|grace period|halt|standstill|respite|freeze)"
_OVER = r"(?:expir\w+|ends?|ended|runs? out|lapses?|is over|is up)"
_LEFT = re.compile(
    rf"\b{_ABOUT}{_N}[\s-]+(?:more\s+)?{_UNIT}\s+(?:(?:are|is|now|still|that)\s+){{0,2}}(?:left|remain(?:s|ing)?|to go|to run|away|until|till|(?:before|from) (?:it|the|its|this|that|expir\w*))\b"
    rf"|\b(?:{_OVER}|due to (?:expire|end|lapse)|will (?:expire|end|lapse|run out|be over)|expiring|ending)\s+(?:in|within)\s+{_ABOUT.replace('about>', 'about2>')}{_N.replace('?P<n>', '?P<n2>')}\s+{_UNIT.replace('unit>', 'unit2>')}\b"
    rf"|\b[Ii]n\s+{_ABOUT.replace('about>', 'about3>')}{_N.replace('?P<n>', '?P<n3>')}\s+{_UNIT.replace('unit>', 'unit3>')}(?:['’] time)?,?\s+(?:when\s+)?(?:the|this|that)\s+(?:[\w-]+\s+){{0,3}}?{_TRUCE}\s+(?:will\s+)?{_OVER}"
    rf"|\b(?:remaining|last|final)\s+{_N.replace('?P<n>', '?P<n4>')}\s+{_UNIT.replace('unit>', 'unit4>')}\s+of\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    rf"\b{_N}[\s-]days?['’]?\s+(?:[\w-]+\s+){{0,3}}?{_TRUCE}\b"
    rf"|\b{_TRUCE}\s+(?:of|for|lasting|that lasts|runs for|lasts)\s+(?:another\s+|a further\s+)?{_N.replace('?P<n>', '?P<n2>')}\s+days\b"
    rf"|\b(?:paus\w+|suspend\w*|extend\w*|prolong\w*|cut\w*|lower\w*|renew\w*|roll\w*|truce|tariffs|rates|duties|levies|down)\b[^.;“”\"]{{0,80}}?\bfor\s+(?:(?:another|a further|an additional|an initial|a)\s+)?{_N.replace('?P<n>', '?P<n3>')}(?:\s+(?:more|further))?[\s-]days\b"
    rf"|\b(?P<year>one|a|1|two|2)[- ]year\s+(?:[\w-]+\s+){{0,2}}?{_TRUCE}\b"
    rf"|\b{_TRUCE}\s+(?:of|for|lasting)\s+(?P<year2>one|a|1|two|2)\s+years?\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"\b(?:day\s+{_N}|(?P<n5>\d{{1,3}})(?:st|nd|rd|th)\s+day)\s+of\s+(?:the\s+|a\s+|its\s+)?(?:{_N.replace('?P<n>', '?P<n2>')}(?:[\s-]days?)?\b|(?:[\w-]+\s+){{0,2}}?{_TRUCE})",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\b(?:had|were|was|there were|at the time|back then|originally|then)\W+(?:\w+\W+){0,3}\Z", re.IGNORECASE
)
"""A count told as one of another day."""
_YEARS = {"one": 365, "a": 365, "1": 365, "two": 730, "2": 730}


def count_findings(section: Section, days: Days) -> Iterator[Finding]:
    """Gives a finding for each count outside quotation marks: what a speaker counts is the speaker's."""
    text, masked = section.document.text, section.document.masked
    for paragraph in section.document.paragraphs:
        for sentence in paragraph.sentences:
            before = paragraph.before(sentence)
            words = masked[sentence.start : sentence.end]
            if not is_of_the_truce(words, masked[before.start : before.end] if before else ""):
                continue
            taken: list[tuple[int, int]] = []
            for start, end, answer in _answers(words, days):
                if any(start < last and first < end for first, last in taken):
                    continue
                taken.append((start, end))
                place = sentence.start + start, sentence.start + end
                verdict = VERDICTS[answer.agrees]
                yield Finding(
                    section.offset + place[0], section.offset + place[1], Kind.COUNT, verdict,
                    " ".join(text[place[0] : place[1]].split()), answer.record, answer.source,
                )  # fmt: skip


def _answers(words: str, days: Days) -> Iterator[tuple[int, int, Answer]]:
    for found in _DAY.finditer(words):
        yield (
            *found.span(),
            days.day(number_of(found["n"] or found["n5"]), number_of(found["n2"]) if found["n2"] else None),
        )
    for found in _LEFT.finditer(words):
        if _THEN.search(words[: found.start()]):
            continue
        number = next(one for one in (found["n"], found["n2"], found["n3"], found["n4"]) if one)
        unit = next(one for one in (found["unit"], found["unit2"], found["unit3"], found["unit4"]) if one).lower()
        about = any(found[name] for name in ("about", "about2", "about3"))
        yield *found.span(), days.left(number_of(number), unit, about=about)
    for found in _LENGTH.finditer(words):
        year = found["year"] or found["year2"]
        number = _YEARS[year.lower()] if year else number_of(found["n"] or found["n2"] or found["n3"])
        yield *found.span(), days.length(number)


def number_of(words: str) -> int:
    """Gives the number that digits or English words up to 999 stand for."""
    if words.isdigit():
        return int(words)
    number = 0
    for one in re.findall(r"[a-z]+", words.lower()):
        if one == "hundred":
            number = max(number, 1) * 100
        elif one in _ONES:
            number += _ONES.index(one) + 1
        elif one in _TENS:
            number += (_TENS.index(one) + 2) * 10
    return number
