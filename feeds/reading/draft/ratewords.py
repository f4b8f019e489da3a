"""How a draft tells a rate: as one that was, that would come back, of a product, or as no duty at all."""

from __future__ import annotations

import re
from datetime import date

from tradewatch.book.asserted import Told
from tradewatch.feeds.reading.days import named_days
from tradewatch.feeds.reading.document import Document, Paragraph, Sentence
from tradewatch.records import RateFound

__all__ = ["is_no_duty_here", "is_of_a_product", "is_of_others", "is_share", "told_as"]

_WAS_BEFORE = re.compile(
    r"\b(?:before|previously|formerly|earlier|until then|down from|up from|against|instead of|compared (?:with|to)|rather than|peak(?:ed)?(?: at)?"
    r"|added up to|(?:came down|fell|dropped|was cut|were cut|was lowered|were lowered|went down) to|had (?:paid|charged|faced|been paying)|ago,? (?:it|that|they|the (?:rate|total|duty|levy)) (?:was|were|stood at)|(?:had|has) (?:once |then )?(?:been|reached|risen to|hit|stood at)|was(?: once| then)?|were(?: once| then)?|stood at|used to be)\W*\Z",
    re.IGNORECASE,
)
_WAS_BEHIND = re.compile(
    r"\A(?:\W{0,4}\bsince (?:cut|lowered|reduced|halved|gone)\b|[^.;]{0,40}?\b(?:which (?:it|they) replaced|ran out|(?:was|were) (?:voided|struck down|swept away)|no longer)\b|[^.;,]{0,24}?\b(?:until|before (?:the|that|it)|back then|at the (?:time|peak)|previously|a year (?:ago|earlier)|last (?:year|spring|autumn))\b)",
    re.IGNORECASE,
)
_RETURNS = re.compile(
    r"\b(?:com(?:e|es|ing) back|back (?:up )?to|returns?|snap\w*|revert\w*|(?:at|after) (?:its|the|that) end|(?:end|expiry|lapse) of the (?:truce|pause|year)"
    r"|(?:truce|pause|suspension|deal) (?:ends?|expires?|lapses?|runs? out|is over|fails?)|without (?:an? )?(?:other |another |new )?(?:extension|agreement|deal|prolongation)"
    r"|if (?:it|the truce|the pause|nothing) (?:is not|isn['’]t|ends|expires|lapses|runs)|if (?:nothing|nobody|no (?:deal|agreement|extension))|unless (?:it|somebody|the two|they)|wakes? up)\b",
    re.IGNORECASE,
)
"""What would be once the truce is over."""
_PRODUCT = re.compile(
    r"\b(?:parcels?|de minimis|post(?:al)?|steel|alumini?um|copper|cars?|autos?|vehicles?|trucks?|chips?|semiconductors?|lumber|timber|drugs?|pharmaceuticals?"
    r"|cranes?|syringes?|needles?|soy\w*|wheat|corn|maize|beef|pork|poultry|cotton|sorghum|batter(?:y|ies)|graphite|solar|films?|movies|ships?|vessels?|coal|LNG|oil|gas|furniture|cabinets?|toys?|farm|agricultur\w*|crops?|produce|beans?|grain|polysilicon|beer|wine|dairy)\b",
    re.IGNORECASE,
)
_SHARE_BEHIND = re.compile(
    r"\A\s*(?:of|in)\s+(?:(?:all|its|the|their|our|global|world|total|American|Chinese|US|U\.S\.|China['’]s|America['’]s)\s+){0,3}"
    r"(?:Americans|adults|people|households|imports?|exports?|trade|shipments?|sales|output|production|GDP|votes?|respondents|companies|firms|members|voters|goods trade|revenue|supply|demand|market)\b",
    re.IGNORECASE,
)
_SHARE_BEFORE = re.compile(
    r"\b(?:inflation|growth|unemployment|GDP|prices|yields?|shares?|stocks?|index|interest|mortgage|poll|exports|imports (?:fell|rose)|sales|profits?|output|market share)\b[^.;:%]{0,45}\Z",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{1,2})?)(?:\s?%|\s?per\s?cent\b|-percent\b)")
_SHARE = re.compile(
    r"\b(?:exports?|imports? (?:fell|rose|dropped|grew)|shipments?|growth|GDP|inflation|prices?|stocks?|shares?|yield|index|profits?|sales|"
    r"points?|interest|mortgage|unemployment|poll|respondents|market|of (?:all|its|the world|global|US|American|Chinese|China|that))\b",
    re.IGNORECASE,
)
"""What makes a percentage no duty."""
_TODAY = re.compile(
    r"\b(?:today|now|currently|at present|these days|at the moment|this (?:week|month)|is what|is (?:collecting|charging)|are (?:collecting|charging))\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:is|are) gone\b|\bwhat is gone\b|\bcame down to\b|\b(?:was|were) (?:voided|struck down|swept away)\b",
    re.IGNORECASE,
)
_LATELY = re.compile(
    r"\b(?:yesterday|last week|this (?:week|morning|month)|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|days ago)\b",
    re.IGNORECASE,
)
"""A day so near that its rate is compared as one of now."""
_BECOMES = re.compile(
    r"\b(?:remains?|stays?|back(?: up)? to|returns? to|rises? to|reverts? to|goes to|go to|jumps? to|falls? to)\W*(?:at\W*)?\Z",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"\b(?:before that|had once|once (?:been|come|reached|stood)|until (?:then|that)|(?:in|by|of) (?:early |late |mid-)?(?:the )?(?:spring|summer|autumn|fall|winter|start|beginning) of (?:last|this|20\d\d)"
    r"|at the start of|(?:in|of|by) (?:early |late |mid-)?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: (?:of )?(?:last year|this year|20\d\d))?\b(?! \d)"
    r"|last (?:year|spring|summer|autumn|winter|month)|for a single day)\b",
    re.IGNORECASE,
)
"""What tells a rate as one of an earlier day."""
_MONTH = re.compile(
    r"\b(?:in|of|by|late|early|mid-)\s?(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)(?:,? (?:of )?(?P<year>20\d\d|last year|this year))?\b(?! \d{1,2}\b)"
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_AWAY = re.compile(
    r"\b(?:suspend\w*|paus\w*|shelv\w*|put aside|on ice|asleep|points?|held back|kept away|set aside)\b", re.IGNORECASE
)
_CHANGED_TO = re.compile(
    r"\b(?:rose|fell|jumped|went|climbed|dropped|came down|cut|raised|lowered|increased|doubled|halved|reduced)\b[^.;]{0,60}\bto\W*\Z",
    re.IGNORECASE,
)
_ON = re.compile(
    r"\W*(?:on|from|as of|effective|starting)\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?=[A-Z\d])"
)
_LEAD = re.compile(r"\W*(?:In|By|At|Last|During|Until|Before)\b[^,;]{0,60},")
"""What a sentence begins with is of all that follows: `In April 2025, …`."""
_SINCE = re.compile(r"\bsince\b[^.;,]{0,30}\Z")
_NAMED = re.compile(
    r"\b(fentanyl|reciprocal|section 122|section 301|section 232|surcharge|first trade war|2018)\b", re.IGNORECASE
)
_IS_THE = re.compile(r"[^.;,%]{0,40}?\b(?:is|are|was) the (fentanyl|reciprocal)\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:of which|part of|on top|made up|additional|extra|further|separate|besides|consists?|comprises?|plus|component|the sum of|remaining|the rest)\b",
    re.IGNORECASE,
)
"""What tells a rate as one of several that are added."""
_OTHERS = re.compile(
    r"\b(?:EU|European|Brussels|Mexic\w+|Canad\w+|Japan\w*|India\w*|Korea\w*|Vietnam\w*|Brazil\w*|Swiss|Switzerland|Britain|British|UK|Taiwan\w*|Thai\w*|Indonesia\w*|Philippine\w*|Malaysia\w*|economies|countries|nations)\b"
)
_CHINA = re.compile(r"\b(?:Chin\w+|Beijing)\b")
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
    low, high = _clause(words, start, end)
    lead = _LEAD.match(words)
    then = words[low:high] if lead is None else f"{lead.group()} {words[low:high]}"
    changed = _CHANGED_TO.search(words[max(0, start - 80) : start])
    was = (
        (changed and _ON.match(words[end : end + 40]))
        or "as it was" in rate.rule
        or _WAS_BEFORE.search(words[max(0, start - 40) : start])
        or _ONCE.search(then)
        or _GONE.search(words)
    )
    behind = _WAS_BEHIND.match(words[end : end + 60])
    timed = was or behind if rate.from_rate is None else " to " in words[start:end]  # not `down from 145 in April`
    return Told(
        was=bool(was or behind) and not _TODAY.search(words[low:high]) and not _LATELY.search(words),
        becomes=_BECOMES.search(words[max(0, start - 30) : start]) is not None,
        returns=_RETURNS.search(context) is not None,
        of_a_product=is_of_a_product(words, start, end),
        named=_named(words, start, end, both=rate.from_rate is not None),
        a_part=_PART.search(words[max(0, start - 60) : end + 40]) is not None,
        in_table=" | " in words,
        away=_AWAY.search(words) is not None,
        day=_day(words, end, document.item.published.date()),
        months=_months(then, document.item.published.date()) if timed else (),
    )


def _clause(words: str, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence between marks that a rate stands in."""
    low = max(words.rfind(mark, 0, start) for mark in (";", ",", "(", "—", "–")) + 1
    ends = [place for place in (words.find(mark, end) for mark in (";", ",", ")", "—", "–")) if place >= 0]
    return low, min(ends, default=len(words))


def _named(words: str, start: int, end: int, *, both: bool) -> str:
    """Which duty of several a rate is said to be: `the fentanyl duty of 20 percent`; "" where that is not told."""
    cut = max(words.rfind(mark, 0, start) for mark in (";", ",", " and ", "%", "percent")) + 1
    near = [_name(found) for found in _NAMED.finditer(words, max(cut, start - 45), start)]
    behind = _IS_THE.match(words, end) or _NAMED.search(words, end, min(len(words), end + 24))
    if near:
        return near[-1]
    if behind is not None:
        return _name(behind)
    every = {_name(found) for found in _NAMED.finditer(words)}
    alone = len(every) == 1 and len(_PERCENT.findall(words)) == 1 + both
    return every.pop() if alone else ""


def _name(found: re.Match[str]) -> str:
    word = found[1].lower()
    return "section 301" if word in ("first trade war", "2018") else word


def _day(words: str, end: int, today: date) -> date | None:
    """The day that stands right behind a rate: `to 54% on 12 August`; without a year the nearest one."""
    found = _ON.match(words[end : end + 40])
    if found is None:
        return None
    days = [
        one for one in named_days(words[end + found.end() : end + 60], today, past=True) if one.dated and not one.start
    ]
    return days[0].day if days else None


def _months(words: str, today: date) -> tuple[tuple[int, int], ...]:
    """The months (year, month) that a sentence names for a rate; without a year the last one of that name."""
    found = []
    for one in _MONTH.finditer(words):
        if _SINCE.search(words[: one.start()]):
            continue
        month = _MONTHS.index(one["month"]) + 1
        year = today.year if month <= today.month else today.year - 1
        if one["year"] and one["year"].isdigit():
            year = int(one["year"])
        elif one["year"]:
            year = today.year - (one["year"] == "last year")
        found.append((year, month))
    return tuple(found)


def is_no_duty_here(text: str, start: int, end: int) -> bool:
    """Whether a percentage is a share or a measure of something else: `14 percent of American imports`, `inflation at 2.3 percent`."""
    first = _PERCENT.search(text, start, end)
    if first is not None and first.end() < end and _SHARE_BEHIND.match(text[first.end() : first.end() + 80]):
        return True
    low = max(text.rfind(mark, 0, start) for mark in (";", ".\n", ". ", "\n", ":")) + 1
    return bool(_SHARE_BEHIND.match(text[end : end + 80]) or _SHARE_BEFORE.search(text[low:start]))


def is_of_a_product(words: str, start: int, end: int) -> bool:
    """Whether a percentage is a duty on some goods alone: `steel`, `cars`, `parcels`."""
    return _PRODUCT.search(words[max(0, start - 60) : end + 60]) is not None


def is_of_others(words: str, start: int, end: int) -> bool:
    """Whether a percentage is a duty on another country: one is named nearer to it than China is."""
    others = [abs(found.start() - start) for found in _OTHERS.finditer(words)]
    china = [abs(found.start() - start) for found in _CHINA.finditer(words)]
    return bool(others) and min(others) < min(china, default=10_000)


def is_share(words: str, start: int, end: int) -> bool:
    """Whether words near a percentage make it no duty: exports that fell, a poll, a share."""
    return _SHARE.search(words[max(0, start - 60) : end + 40]) is not None


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
