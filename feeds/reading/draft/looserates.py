"""Percentages of duties that the reader of items has left alone, given to a direction by the words that stand nearest.

The reader wants to be sure, since a rate of an item becomes a proposal for the book. A draft is only to be looked at, and
its writer knows what is meant: so a nearer guess is made, and where the words tell neither direction nothing is said of
a rate that any duty of the two ever had.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from tradewatch.feeds.reading.document import Document, Sentence
from tradewatch.feeds.reading.draft.numberwords import NUMBER, number_of
from tradewatch.feeds.reading.draft.ratewords import is_no_duty_here, is_of_a_product, is_of_others, is_share
from tradewatch.records import Field, RateFound, StatementPart

__all__ = ["Loose", "loose_rates"]

_PERCENT = re.compile(
    rf"(?<![\w.,-])(?P<n>\d{{1,3}}(?:\.\d{{1,2}})?|{NUMBER})(?:\s?%|[\s-]?per[\s-]?cent\b|[\s-]pct\b)", re.IGNORECASE
)
_DUTY = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|rate|total|surcharge)\b", re.IGNORECASE)
_COLLECTED = re.compile(
    r"\b(?:charg(?:e|es|ed|ing)|collect(?:s|ed|ing)?|bills?|customs|pays?|paid|faces?|faced|importers?|imposed?|imposes|answered|retaliat\w+)\b",
    re.IGNORECASE,
)
_THE_TWO = re.compile(r"\b(?:China|Chinese|Beijing|Washington|America|American|truce|US|United States)\b|U\.S\.")
_US = r"(?:US|U\.S\.|America|American|Washington|United States)"
_CN = r"(?:China|Chinese|Beijing)"
_GOODS = r"(?:goods|products|imports|exports|ones|wares|shipments?)"


def _charging(imposer: str, target: str) -> str:
    """What tells that one charges the other."""
    return (
        rf"\bfor (?:the )?{target}['’]s\b|\b(?:on|for|of) (?:most |all |nearly all |almost all |its |their )?(?:{target}(?:['’]s)? {_GOODS}|{_GOODS} (?:from|made in) (?:the )?{target}|(?:the )?{target}\b(?!['’]s))"
        rf"|(?<![\w.]){imposer}['’]s (?:[\w-]+ ){{0,2}}?(?:tariffs?|dut(?:y|ies)|rate|levy|levies|total|own)\b|(?<![\w.]){imposer}['’]s(?= \d)"
        rf"|(?<![\w.]){imposer} (?:[\w-]+ ){{0,2}}?(?:tariffs?|dut(?:y|ies)|rate|total|levy|levies|importers?|buyers?|customs)\b"
        rf"|(?<![\w.]){target} (?:goods|products|exports?|wares)\b[^.;,]{{0,40}}?\b(?:are|were|is|was|pay|paid|face|faced)\b"
        rf"|(?<![\w.])(?:the )?{imposer} (?:\w+ ){{0,2}}?(?:charg\w+|impos\w+|collect\w+|lev(?:ies|ied)|answered|retaliated|kept|keeps)\b"
        rf"|\bwhat (?:they|it|he|she|we)? ?(?:buys?|comes?|ships?|sells?) (?:in|from) (?:the )?{target}\b|\bwhat (?:the )?{target} sells\b"
    )


_DIRECTIONS = (
    (("US", "China"), re.compile(_charging(_US, _CN))),
    (("China", "US"), re.compile(_charging(_CN, _US))),
)
_SUPPOSED = re.compile(r"\b(?:would|could|might|may)\b", re.IGNORECASE)
_LIST_ITEM = re.compile(
    r"\s*(?:[-*•–|]\s*)?(?:on )?(?P<one>US|China) on (?P<other>China|US)(?: goods)?\b", re.IGNORECASE
)


class Loose(Struct, frozen=True):
    """A percentage with the direction that the words nearest to it tell; None where they tell none."""

    start: int
    end: int
    percent: Decimal
    direction: tuple[str, str] | None
    supposed: bool = False
    """Told as what would be."""

    def rate(self) -> RateFound | None:
        """Gives it as the reader would have."""
        if self.direction is None:
            return None
        part = StatementPart(Field.TEXT, self.start, self.end)
        return RateFound(*self.direction, None, self.percent, None, False, "loose", part)


def loose_rates(document: Document, taken: Sequence[tuple[int, int]]) -> Iterator[Loose]:
    """Gives the percentages of duties outside quotation marks that no rule has taken."""
    for paragraph in document.paragraphs:
        for sentence in paragraph.sentences:
            yield from _of_sentence(document, sentence, taken)


def _of_sentence(document: Document, sentence: Sentence, taken: Sequence[tuple[int, int]]) -> Iterator[Loose]:
    words = document.masked[sentence.start : sentence.end]
    found = list(_PERCENT.finditer(words))
    if not found or not _THE_TWO.search(words) or not (_DUTY.search(words) or _COLLECTED.search(words)):
        return
    for number, one in enumerate(found):
        start, end = sentence.start + one.start(), sentence.start + one.end()
        if any(first < end and start < last for first, last in taken):
            continue
        if is_no_duty_here(document.masked, start, end) or is_share(words, one.start(), one.end()):
            continue
        if is_of_others(words, one.start(), one.end()):
            continue
        if is_of_a_product(words, one.start(), one.end()):
            continue
        low = found[number - 1].end() if number else 0
        high = found[number + 1].start() if number + 1 < len(found) else len(words)
        direction = _direction(words, low, one.start(), one.end(), high)
        near = _DUTY.search(words[max(0, one.start() - 70) : one.end() + 70]) is not None
        percent = Decimal(one["n"]) if one["n"][0].isdigit() else Decimal(number_of(one["n"]))
        if direction is not None or near:
            supposed = _SUPPOSED.search(words[: one.start()]) is not None
            yield Loose(start, end, percent, direction, supposed)


def _direction(words: str, low: int, start: int, end: int, high: int) -> tuple[str, str] | None:
    """By what stands between the percentages beside it: before it, else behind it, the nearest first."""
    for begin, stop, behind in ((low, start, False), (end, high, True)):
        best: tuple[int, tuple[str, str]] | None = None
        for direction, pattern in _DIRECTIONS:
            for cue in pattern.finditer(words, begin, stop):
                distance = cue.start() - end if behind else start - cue.end()
                if best is None or distance < best[0]:
                    best = distance, direction
        if best is not None:
            return best[1]
    item = _LIST_ITEM.match(words)
    if item is not None and item["one"].lower() != item["other"].lower():
        return ("US", "China") if item["one"].upper() == "US" else ("China", "US")
    return None
