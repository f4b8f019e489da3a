"""Rates and days that a draft gives, held against the book of its day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from tradewatch.book.asserting import Answer, Duties, cited
from tradewatch.book.assertingdates import Days
from tradewatch.book.rows import WrongClaim
from tradewatch.feeds.reading.days import named_days
from tradewatch.feeds.reading.document import Sentence
from tradewatch.feeds.reading.draft.finding import Finding, Kind, Verdict
from tradewatch.feeds.reading.draft.sections import Section
from tradewatch.feeds.reading.ends import date_mentions
from tradewatch.feeds.reading.rates import rate_mentions
from tradewatch.records import RateFound

__all__ = ["VERDICTS", "claim_findings", "date_findings", "rate_findings"]

_SINCE = re.compile(
    r"\b(?:since|effective|as of|took effect|takes effect|came into (?:force|effect)|in (?:force|effect|place) (?:since|from)|from|starting|beginning)\b[^.;%\d]{0,24}\Z",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"(?:\b(?:on|since|effective|from|as of)\s+(?:the\s+)?|\A\W*)\Z", re.IGNORECASE)
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{1,2})?)(?:\s?%|\s?per\s?cent\b|-percent\b)")
_DUTY = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|rate)\b", re.IGNORECASE)
_THE_TWO = re.compile(r"\b(?:China|Chinese|Beijing|Washington|American|truce|US)\b|U\.S\.")
_SHARE = re.compile(
    r"\b(?:exports?|imports? (?:fell|rose|dropped|grew)|shipments?|growth|GDP|inflation|prices?|stocks?|shares?|yield|index|profits?|sales|"
    r"points?|interest|mortgage|unemployment|poll|respondents|market|of (?:all|its|the world|global|US|American|Chinese|China))\b",
    re.IGNORECASE,
)
"""What makes a percentage no duty."""
VERDICTS = {None: Verdict.NOT_FOUND, True: Verdict.AGREES, False: Verdict.DIFFERS}


def rate_findings(section: Section, duties: Duties) -> Iterator[Finding]:
    """Gives a finding for each rate between the two; duties of others are not in the book.

    One that the rules give to neither side is told only where no duty of the two ever had it.
    """
    found = rate_mentions(section.document)
    taken = [(one.part.start, one.part.end) for one in found]
    for one in found:
        answer = duties.held(_timed(one, section, taken))
        if answer is not None:
            yield _finding(section, Kind.RATE, section.place(one.part), answer)
    words, source = duties.totals()
    for start, end, rate in _loose(section, taken):
        if not duties.knows(rate):
            answer = Answer(None, f"no duty of the two on each other has this rate; {words}", source)
            yield _finding(section, Kind.RATE, (section.offset + start, section.offset + end), answer)


def _timed(rate: RateFound, section: Section, taken: list[tuple[int, int]]) -> RateFound:
    """The rate with the day that its sentence names for it, where the sentence has one rate and one day."""
    sentence = _sentence(section, rate.part.start)
    alone = sum(sentence.start <= start < sentence.end for start, _ in taken) == 1
    if rate.starts is not None or rate.threat or not alone:
        return rate
    text = section.document.text[sentence.start : sentence.end]
    days = [one for one in named_days(text, section.document.item.published.date(), past=True) if one.dated]
    begins = _CHANGED if rate.from_rate is not None else _SINCE
    if len(days) != 1 or not begins.search(text[max(0, days[0].start - 40) : days[0].start]):
        return rate
    return replace(rate, starts=days[0].day)


def _loose(section: Section, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, Decimal]]:
    """Percentages of duties that no rule has given to a side."""
    document = section.document
    for found in _PERCENT.finditer(document.masked):
        sentence = _sentence(section, found.start())
        words = document.masked[sentence.start : sentence.end]
        if any(start < found.end() and found.start() < end for start, end in taken):
            continue
        near = document.masked[max(sentence.start, found.start() - 70) : min(sentence.end, found.end() + 70)]
        if _DUTY.search(near) and _THE_TWO.search(words) and not _SHARE.search(words):
            yield found.start(), found.end(), Decimal(found[1])


def _sentence(section: Section, place: int) -> Sentence:
    for paragraph in section.document.paragraphs:
        if paragraph.start <= place < paragraph.end:
            return next(
                (one for one in paragraph.sentences if one.start <= place < one.end),
                Sentence(paragraph.start, paragraph.end),
            )
    return Sentence(place, place)


def date_findings(section: Section, days: Days) -> Iterator[Finding]:
    """Gives a finding for each day on which the truce is said to end or to have begun."""
    for one in date_mentions(section.document):
        yield _finding(section, Kind.DATE, section.place(one.part), days.held(one))


def claim_findings(section: Section, claims: Sequence[WrongClaim]) -> Iterator[Finding]:
    """Gives a finding for each claim that goes around and is not so."""
    known = {one.id: one for one in claims}
    for found in section.reading.claims:
        claim = known[found.claim]
        yield _finding(section, Kind.DATE, section.place(found.part), Answer(False, claim.record, cited(claim.source)))


def _finding(section: Section, kind: Kind, place: tuple[int, int], answer: Answer) -> Finding:
    start, end = place[0] - section.offset, place[1] - section.offset
    words = " ".join(section.document.text[start:end].split()).rstrip(".,;")
    quoted = any(one.start <= start and end <= one.end for row in section.document.paragraphs for one in row.quotes)
    record = f"{answer.record} (inside a quotation)" if quoted and not answer.agrees else answer.record
    return Finding(*place, kind, VERDICTS[answer.agrees], words, record, answer.source)
