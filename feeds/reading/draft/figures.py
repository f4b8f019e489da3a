"""Rates and days that a draft gives, held against the book of its day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from tradewatch.book.asserted import Answer, cited
from tradewatch.book.asserting import Duties
from tradewatch.book.assertingdates import Days
from tradewatch.book.rows import WrongClaim
from tradewatch.feeds.reading.days import named_days
from tradewatch.feeds.reading.draft.factbox import box_dates
from tradewatch.feeds.reading.draft.finding import VERDICTS, Finding, Kind
from tradewatch.feeds.reading.draft.looserates import Loose, loose_rates
from tradewatch.feeds.reading.draft.ratewords import is_no_duty_here, told_as
from tradewatch.feeds.reading.draft.sections import Section
from tradewatch.feeds.reading.ends import date_mentions
from tradewatch.feeds.reading.rates import rate_mentions
from tradewatch.records import DateFound, RateFound

__all__ = ["claim_findings", "date_findings", "rate_findings"]

_SINCE = re.compile(
    r"\b(?:since|effective|as of|took effect|takes effect|came into (?:force|effect)|in (?:force|effect|place) (?:since|from)|from|starting|beginning)\b[^.;%\d]{0,24}\Z",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"(?:\b(?:on|since|effective|from|as of)\s+(?:the\s+)?|\A\W*)\Z", re.IGNORECASE)
_WAS_TO_END = re.compile(
    r"\b(?:was|were) (?:to|due|set|meant|scheduled)\b|\bhad been\b|\bwould have\b|\boriginally\b", re.IGNORECASE
)
_ENDS_AHEAD = re.compile(
    r"\b(?:ends|expires|lapses|runs (?:out|until|to|through)|will (?:end|expire|lapse|run)|is (?:due|set) to)\b[^.;]{0,30}\Z",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20\d\d")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(?:\s?%|\s?per\s?cent\b)?")


def rate_findings(section: Section, duties: Duties) -> Iterator[Finding]:
    """Gives a finding for each rate between the two; duties of others are not in the book.

    One that the rules give to neither side is told only where no duty of the two ever had it. A duty by product is
    beside the totals: it is told only where the book has it.
    """
    text = section.document.text
    found = [one for one in rate_mentions(section.document) if not is_no_duty_here(text, one.part.start, one.part.end)]
    taken = [(one.part.start, one.part.end) for one in found]
    for one in found:
        rate, told = _timed(one, section, taken), told_as(section.document, one)
        answer = duties.held(rate, told)
        if answer is not None and (answer.agrees or not told.of_a_product):
            yield _finding(section, Kind.RATE, _narrowed(section, rate, duties, answer), answer)
    for loose in loose_rates(section.document, taken):
        finding = _loose(section, loose, duties)
        if finding is not None:
            yield finding


def _loose(section: Section, one: Loose, duties: Duties) -> Finding | None:
    rate, place = one.rate(), (section.offset + one.start, section.offset + one.end)
    if rate is not None:
        told = told_as(section.document, rate)
        answer = duties.held(rate, told)
        unsure = answer is None or (one.supposed and not told.returns and not answer.agrees)
        return None if answer is None or unsure else _finding(section, Kind.RATE, place, answer)
    if one.supposed or duties.knows(one.percent):
        return None
    words, source = duties.totals()
    return _finding(
        section, Kind.RATE, place, Answer(None, f"no duty of the two on each other has this rate; {words}", source)
    )


def date_findings(section: Section, days: Days) -> Iterator[Finding]:
    """Gives a finding for each day on which the truce is said to end or to have begun."""
    told = date_mentions(section.document)
    places = {one.part.start for one in told}
    for one in [*told, *(one for one in box_dates(section.document) if one.part.start not in places)]:
        sentence = section.sentence(one.part.start)
        before = section.document.text[sentence.start : one.part.start]
        was, ahead = _WAS_TO_END.search(before) is not None, _ENDS_AHEAD.search(before) is not None
        meant = _coming(one, section) if ahead else one
        yield _finding(section, Kind.DATE, section.place(one.part), days.held(meant, was=was, ahead=ahead))


def _coming(one: DateFound, section: Section) -> DateFound:
    """A day without a year that is told as one to come is of the next year where it is over in this one."""
    words = section.document.text[one.part.start : one.part.end]
    if (
        one.day >= section.document.item.published.date()
        or _YEAR.search(words)
        or (one.day.month, one.day.day) == (2, 29)
    ):
        return one
    return replace(one, day=one.day.replace(year=one.day.year + 1))


def claim_findings(section: Section, claims: Sequence[WrongClaim]) -> Iterator[Finding]:
    """Gives a finding for each claim that goes around and is not so."""
    known = {one.id: one for one in claims}
    for found in section.reading.claims:
        claim = known[found.claim]
        kind = Kind.RATE if "%" in claim.record else Kind.DATE
        yield _finding(section, kind, section.place(found.part), Answer(False, claim.record, cited(claim.source)))


def _timed(rate: RateFound, section: Section, taken: list[tuple[int, int]]) -> RateFound:
    """The rate with the day that its sentence names for it, where the sentence has one rate and one day.

    A draft tells what is or was, so a day without a year is the nearest one, not the next.
    """
    sentence = section.sentence(rate.part.start)
    alone = sum(sentence.start <= start < sentence.end for start, _ in taken) == 1
    text = section.document.text[sentence.start : sentence.end]
    days = [one for one in named_days(text, section.document.item.published.date(), past=True) if one.dated]
    begins = _CHANGED if rate.from_rate is not None else _SINCE
    told = len(days) == 1 and begins.search(text[max(0, days[0].start - 40) : days[0].start]) is not None
    return replace(rate, starts=days[0].day if told and alone and not rate.threat else None)


def _narrowed(section: Section, rate: RateFound, duties: Duties, answer: Answer) -> tuple[int, int]:
    """The place of the one figure that is not as the book has it, where a change is told of which the other is."""
    start, end = section.place(rate.part)
    if answer.agrees or rate.from_rate is None:
        return start, end
    wrong = duties.wrong_figure(rate)
    words = section.document.text[rate.part.start : rate.part.end]
    places = [found for found in _NUMBER.finditer(words) if wrong is not None and Decimal(found[1]) == wrong]
    return (start + places[0].start(), start + places[0].end()) if len(places) == 1 else (start, end)


def _finding(section: Section, kind: Kind, place: tuple[int, int], answer: Answer) -> Finding:
    start, end = place[0] - section.offset, place[1] - section.offset
    words = " ".join(section.document.text[start:end].split()).rstrip(".,;")
    quoted = any(one.start <= start and end <= one.end for row in section.document.paragraphs for one in row.quotes)
    record = f"{answer.record} (inside a quotation)" if quoted and not answer.agrees else answer.record
    return Finding(*place, kind, VERDICTS[answer.agrees], words, record, answer.source)
