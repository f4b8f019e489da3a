"""Rates between the two sides: who imposes them, on whom, from what to what, and whether they are a threat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from msgspec.structs import replace

from tradewatch.feeds.reading.capitals import recased
from tradewatch.feeds.reading.directions import (
    CHINA_ON_US,
    US_ON_CHINA,
    Cue,
    Direction,
    begins_with_it,
    begins_with_they,
    charges,
    cues_in,
    first_actor,
    in_turn,
    names_both,
    of_a_third,
    of_others,
    towards,
    usual,
)
from tradewatch.feeds.reading.document import Document
from tradewatch.feeds.reading.lexicon import small_letters
from tradewatch.feeds.reading.othershares import is_no_duty, speaks_of_duties, speaks_of_markets, speaks_of_shares
from tradewatch.feeds.reading.percents import names_a_percentage, percents_in
from tradewatch.feeds.reading.ratechanges import Figure, figures_in
from tradewatch.feeds.reading.ratestatus import days_of, is_suspended, is_threat, starts_on, was_once, whole_duration
from tradewatch.feeds.reading.ratetables import Cell, table_cells
from tradewatch.records import RateFound, Side

__all__ = ["find_rates", "rate_mentions"]

_ON_GOODS = re.compile(
    r"\b(?:steel|alumini?um|copper|autos?|cars|lumber|timber|pharmaceuticals?|drugs|films?|movies|cranes?)\b"
)
"""Duties by product are for all countries, unless the sentence speaks of goods of one of the two."""
_THEIR_GOODS = re.compile(
    r"\b(?:chinese|american|u\.s\.|us)[- ](?:\w+[- ]){0,2}?(?:steel|alumini?um|copper|goods|imports|products|exports|cars|autos|cranes?)\b|\b(?:from|on|in|of) (?:china|the united states)\b|\bmade in china\b"
)
_TAKEN_BACK = re.compile(
    r"\A\W*(?:(?:editor['’]s note|note)\W+)?(?:corrections?|correcting|corrected|retractions?|clarification|refile)\s*(?:[:–—(]|- |to\b|of (?:an?|the|our) (?:\w+ )?(?:report|story|article|headline|figure))|[\[(](?:correct(?:s|ed|ing|ion)|refiles?)\b|\A\W*corrects\s|\ban earlier (?:version|report|story)|\bmisstated\b"
    r"|\b(?:story|article|report|headline|item|post|version|text|figure|number|rate|paragraph|dispatch) (?:has been |have been |had been |was |were |is |are )?(?:corrected|retracted|withdrawn)\b"
    r"|\b(?:correct(?:ed|ing|ion (?:to|of))|retract(?:s|ed|ing|ion of)) (?:an?|the|its|his|her|their|our|that) (?:[\w-]+ ){0,2}?(?:reports?|story|article|headline|figures?|numbers?|rates?|paragraph|statement|claim|post|version|dispatch|remark)\b"
    r"|\b(?:wrongly|incorrectly|mistakenly|erroneously|in error) (?:said|reported|gave|given|stated|put|stating)\b"
)
"""What takes an earlier report back; a market corrects, and a duty may be called a correction, without that."""
_KNOWN = frozenset(Decimal(one) for one in ("145", "125", "104", "84", "54", "34", "30", "20", "12.5"))
"""General rates of the two since February 2025, which reports name without a word of duties."""
_NAMED_AGAIN = re.compile(
    r"(?:\b(?:the|at|their|of|was|is|were|to|this|that|still|with|pays?|paying|about)\s+|(?:^|[.,;:“]\s*|\band\s+))\Z"
)
_TIMED = re.compile(r"\W*\d{1,2}[.:h]\d{2}\b")
_TOGETHER = re.compile(r"\b(?:two sides|both sides|two countries|each other|one another|the two|both)\b")
_LINE = 110
"""Letters that a line of a list has at most."""
_LONG = 4000
"""Letters of a sentence that nobody wrote as one."""
_MANY = 40
"""Figures of a sentence beyond which it is a list that no rule here reads."""
_LEAST = 1
_MOST = 300
"""Percent between which the rates of these two are; 0 is one that was dropped."""


@dataclass
class _Discourse:
    """What the sentences so far have told of whose duties are spoken of."""

    text: str
    low: str
    american: bool = False
    """Put out by the American government: who speaks of tariffs there, and not of whose, means its own."""
    context: Direction | None = None
    before: str = ""
    """The sentence before: who acts there is whom `it` means."""

    @cached_property
    def shares(self) -> bool:
        return speaks_of_shares(self.low)

    @cached_property
    def of_a_third(self) -> bool:
        return of_a_third(self.text[:260])

    @cached_property
    def headline(self) -> Direction | None:
        """The direction of the duties that the headline or the first sentence speaks of, for figures without a word of it.

        Where they do not tell: the American duties, which most reports mean that do not say whose.
        """
        head = self.text[:260]
        if speaks_of_duties(self.low[:260]):
            cues = cues_in(head)
            if (self.american or names_both(head)) and not charges(head):
                cues = [one for one in cues if one.strength > 1]  # "US and China at odds over tariffs"
            known, direction = towards(cues, head, 0, 40)
            if known:
                return direction
        return US_ON_CHINA if speaks_of_duties(self.low) else None


def find_rates(document: Document) -> list[RateFound]:
    """Gives the rates of an item, each once; where one is told with and without where it came from, the fuller one."""
    found = rate_mentions(document)
    return _once(found, whole_duration(small_letters(document.text))) if found else []


def rate_mentions(document: Document) -> list[RateFound]:
    """Gives each rate of an item wherever it is told, those of tables first."""
    low = small_letters(document.text)
    if not names_a_percentage(low):
        return []
    cells, in_tables = table_cells(document)
    found = [_of_cell(one, document) for one in cells]
    discourse = _Discourse(document.text, low, document.item.feed_side is Side.US)
    for paragraph in document.paragraphs:
        if paragraph.end - paragraph.start > _LINE or _TIMED.match(low, paragraph.start):
            discourse.context = None  # the lines of a list go on with what the line before was of
        if paragraph.start in in_tables:
            continue
        for sentence in paragraph.sentences:
            rates = list(_of_sentence(low[sentence.start : sentence.end], sentence.start, discourse, document))
            found += rates
            if rates:
                discourse.context = (rates[-1].imposed_by, rates[-1].target)
    return found


def _of_sentence(low: str, offset: int, discourse: _Discourse, document: Document) -> Iterator[RateFound]:
    """Gives the rates of a sentence and notes who acts in it."""
    text = recased(document.text[offset : offset + len(low)])
    before, discourse.before = discourse.before, text
    if not names_a_percentage(low) or len(low) > _LONG or _TAKEN_BACK.search(low):
        return
    figures = figures_in(low, percents_in(low))
    if not figures or len(figures) > _MANY:
        return
    known_only = False
    if not speaks_of_duties(low):
        if speaks_of_markets(low):
            return
        known_only = discourse.context is None
        if known_only and discourse.headline is None:
            return
    if (_ON_GOODS.search(low) and not _THEIR_GOODS.search(low)) or of_others(text):
        return
    if discourse.of_a_third and not names_both(text):
        return
    if begins_with_they(text) and of_others(before):
        return  # "Japan made a deal. They pay 15%."
    duties = [one for one in _duties(low, figures, discourse.shares) if not known_only or _is_known(low, one)]
    if not duties:
        return
    text = text.replace(" States of America", " States           ")
    cues = cues_in(text, first_actor(before[:_LONG]) if begins_with_it(text) else None)
    days, starts = days_of(low), starts_on(text, document.item.published.date())
    directions = _directions(text, low, duties, cues, discourse)
    for figure, direction in zip(duties, directions, strict=True):
        if direction is None or is_suspended(low, figure.start):
            continue
        rule = "level, as it was" if figure.rule == "level" and was_once(low) else figure.rule
        place = document.part(offset + figure.start, offset + figure.end)
        threat = is_threat(text, low, figure.start, figure.end)
        if "双方" in low and figure.old is None:
            yield RateFound(direction[1], direction[0], None, figure.new, days, threat, rule, place, starts)
        yield RateFound(*direction, figure.old, figure.new, days, threat, rule, place, starts)


def _duties(low: str, figures: list[Figure], shares: bool) -> Iterator[Figure]:
    since, none = 0, False
    for figure in figures:
        none = is_no_duty(low, figure.start, figure.end, since, none, shares)
        since = figure.end
        if not none and not 0 < figure.new < _LEAST and figure.new <= _MOST and (figure.old or 0) <= _MOST:
            yield figure


def _is_known(low: str, figure: Figure) -> bool:
    """`The 145% was too high`: a figure that needs no word of duties to be known."""
    if figure.old is not None:
        return figure.new in _KNOWN or figure.old in _KNOWN
    return figure.new in _KNOWN and _NAMED_AGAIN.search(low[max(0, figure.start - 30) : figure.start]) is not None


def _directions(
    text: str, low: str, figures: list[Figure], cues: list[Cue], discourse: _Discourse
) -> list[Direction | None]:
    """Gives the direction of each figure; the two ends of a range have one, two rates `respectively` one each."""
    found: list[Direction | None] = []
    for figure in figures:
        known, direction = towards(cues, text, figure.start, figure.end, usual(figure.old, figure.new))
        found.append(direction if known else discourse.context or discourse.headline)
    for number in range(len(figures) - 1):
        one, other = figures[number : number + 2]
        if one.start == other.start:
            found[number + 1] = found[number]
            continue
        if one.rule.startswith("both"):
            found[number : number + 2] = _of_both(text, low, cues, one, other)
            continue
        turns = in_turn(text, low, cues, low[one.end : other.start])
        if turns is not None and (len(figures) == 2 or usual(one.old, one.new) == turns[0] == US_ON_CHINA):
            found[number : number + 2] = turns
    return found


def _of_both(text: str, low: str, cues: list[Cue], one: Figure, other: Figure) -> tuple[Direction | None, ...]:
    """`The two cut tariffs from 145 and 125 percent`: each its own side, where the words or the record tell which."""
    turns = in_turn(text, low, cues, " and ")
    if turns is not None:
        return turns
    first, second = usual(one.old, one.new), usual(other.old, other.new)
    between = names_both(text) or _TOGETHER.search(low) is not None
    return (US_ON_CHINA, CHINA_ON_US) if between and first == US_ON_CHINA and second != first else (None, None)


def _of_cell(cell: Cell, document: Document) -> RateFound:
    place = document.part(cell.start, cell.end)
    return RateFound(*cell.direction, cell.old, cell.new, None, False, "table", place)


def _once(found: list[RateFound], duration: int | None) -> list[RateFound]:
    best: dict[tuple[str, str, Decimal], RateFound] = {}
    for one in found:
        key = (one.imposed_by, one.target, one.to_rate)
        known = best.get(key)
        if known is None or (known.from_rate is None and one.from_rate is not None):
            best[key] = one
    froms = {(one.imposed_by, one.target, one.from_rate) for one in best.values() if one.from_rate is not None}
    kept = [
        one
        for key, one in best.items()
        if one.from_rate is not None or key not in froms or one.rule in ("table", "sum")
    ]
    if duration is None:
        return kept
    return [one if one.duration_days else replace(one, duration_days=duration) for one in kept]
