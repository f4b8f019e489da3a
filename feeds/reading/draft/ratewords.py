"""How a draft tells a rate: as one that was, that would come back, of a product, or as no duty at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tradewatch.book.asserting import Told
from tradewatch.feeds.reading.document import Document, Paragraph, Sentence
from tradewatch.records import RateFound

__all__ = ["is_no_duty_here", "loose_percents", "told_as"]

_WAS_BEFORE = re.compile(
    r"\b(?:before|previously|formerly|earlier|until then|down from|up from|against|instead of|compared (?:with|to)|rather than|peak(?:ed)?(?: at)?"
    r"|added up to|(?:had|has) (?:once |then )?(?:been|reached|risen to|hit|stood at)|was(?: once| then)?|were(?: once| then)?|stood at|used to be)\W*\Z",
    re.IGNORECASE,
)
_WAS_BEHIND = re.compile(
    r"\A[^.;,]{0,24}?\b(?:until|before (?:the|that|it)|back then|at the (?:time|peak)|previously|a year (?:ago|earlier)|last (?:year|spring|autumn))\b",
    re.IGNORECASE,
)
_RETURNS = re.compile(
    r"\b(?:com(?:e|es|ing) back|back (?:up )?to|returns?|snap\w*|revert\w*|(?:at|after) (?:its|the|that) end|(?:end|expiry|lapse) of the (?:truce|pause|year)"
    r"|(?:truce|pause|suspension|deal) (?:ends?|expires?|lapses?|runs? out|is over|fails?)|without (?:an? )?(?:other |another |new )?(?:extension|agreement|deal|prolongation)"
    r"|if (?:it|the truce|the pause|nothing) (?:is not|isn['’]t|ends|expires|lapses|runs)|if (?:nothing|no (?:deal|agreement|extension)))\b",
    re.IGNORECASE,
)
"""What would be once the truce is over."""
_PRODUCT = re.compile(
    r"\b(?:parcels?|de minimis|post(?:al)?|steel|alumini?um|copper|cars?|autos?|vehicles?|trucks?|chips?|semiconductors?|lumber|timber|drugs?|pharmaceuticals?"
    r"|cranes?|syringes?|needles?|soy\w*|wheat|corn|maize|beef|pork|poultry|cotton|sorghum|batter(?:y|ies)|graphite|solar|films?|movies|ships?|vessels?|coal|LNG|oil|gas|furniture|cabinets?|toys?)\b",
    re.IGNORECASE,
)
_SHARE_BEHIND = re.compile(
    r"\A\s*(?:of|in)\s+(?:(?:all|its|the|their|our|global|world|total|American|Chinese|US|U\.S\.|China['’]s|America['’]s)\s+){0,3}"
    r"(?:imports?|exports?|trade|shipments?|sales|output|production|GDP|votes?|respondents|companies|firms|members|voters|goods trade|revenue|supply|demand|market)\b",
    re.IGNORECASE,
)
_SHARE_BEFORE = re.compile(
    r"\b(?:inflation|growth|unemployment|GDP|prices|yields?|shares?|stocks?|index|interest|mortgage|poll|exports|imports (?:fell|rose)|sales|profits?|output|market share)\b[^.;:%]{0,45}\Z",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{1,2})?)(?:\s?%|\s?per\s?cent\b|-percent\b)")
_DUTY = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|rate|total)\b", re.IGNORECASE)
_THE_TWO = re.compile(r"\b(?:China|Chinese|Beijing|Washington|American|truce|US)\b|U\.S\.")
_SHARE = re.compile(
    r"\b(?:exports?|imports? (?:fell|rose|dropped|grew)|shipments?|growth|GDP|inflation|prices?|stocks?|shares?|yield|index|profits?|sales|"
    r"points?|interest|mortgage|unemployment|poll|respondents|market|of (?:all|its|the world|global|US|American|Chinese|China|that))\b",
    re.IGNORECASE,
)
"""What makes a percentage no duty."""
_STATES = re.compile(
    r"\b(?:is|are|was|were|has|have|had|charges?|charged|pays?|paid|faces?|stands?|stood|now|cut|imposed|raised|keeps?|kept)\b",
    re.IGNORECASE,
)
"""What makes a sentence stand by itself."""
_SHORT = 60
"""Letters of a sentence that goes on from the one before: `On American goods, 34 percent.`"""


def told_as(document: Document, rate: RateFound) -> Told:
    """Gives how a rate is told where it stands."""
    sentence, before = _around(document, rate.part.start)
    text = document.text
    start, end = rate.part.start - sentence.start, rate.part.end - sentence.start
    words = text[sentence.start : sentence.end]
    context = words
    goes_on = len(words) <= _SHORT and not _STATES.search(words)
    for one in reversed(before if goes_on else []):
        if "\n" in text[one.end : sentence.start].strip(" "):
            break  # another paragraph
        words_before = text[one.start : one.end]
        context = f"{words_before} {context}"
        if len(words_before) > _SHORT:
            break
    was = "as it was" in rate.rule or _WAS_BEFORE.search(words[max(0, start - 40) : start])
    return Told(
        was=bool(was or _WAS_BEHIND.match(words[end : end + 60])),
        returns=_RETURNS.search(context) is not None,
        of_a_product=_PRODUCT.search(words[max(0, start - 60) : end + 60]) is not None,
    )


def is_no_duty_here(text: str, start: int, end: int) -> bool:
    """Whether a percentage is a share or a measure of something else: `14 percent of American imports`, `inflation at 2.3 percent`."""
    first = _PERCENT.search(text, start, end)
    if first is not None and first.end() < end and _SHARE_BEHIND.match(text[first.end() : first.end() + 80]):
        return True
    low = max(text.rfind(mark, 0, start) for mark in (";", ".\n", ". ", "\n", ":")) + 1
    return bool(_SHARE_BEHIND.match(text[end : end + 80]) or _SHARE_BEFORE.search(text[low:start]))


def loose_percents(document: Document, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, Decimal]]:
    """Gives the percentages of duties that no rule has given to a side, outside quotation marks."""
    for found in _PERCENT.finditer(document.masked):
        sentence = _around(document, found.start())[0]
        words = document.masked[sentence.start : sentence.end]
        if any(start < found.end() and found.start() < end for start, end in taken):
            continue
        near = document.masked[max(sentence.start, found.start() - 70) : min(sentence.end, found.end() + 70)]
        if (
            _PRODUCT.search(near)
            or _SHARE.search(words)
            or is_no_duty_here(document.masked, found.start(), found.end())
        ):
            continue
        if _DUTY.search(near) and _THE_TWO.search(words):
            yield found.start(), found.end(), Decimal(found[1])


def _around(document: Document, place: int) -> tuple[Sentence, list[Sentence]]:
    """The sentence of a place and the two before it, in order, of the paragraph or of those before."""
    last: list[Sentence] = []
    for paragraph in document.paragraphs:
        for sentence in paragraph.sentences:
            if sentence.start <= place < sentence.end:
                return sentence, last
            last = [*last[-1:], sentence]
        if place < paragraph.end:
            return _whole(paragraph), last
    return Sentence(place, place), last


def _whole(paragraph: Paragraph) -> Sentence:
    return Sentence(paragraph.start, paragraph.end)
