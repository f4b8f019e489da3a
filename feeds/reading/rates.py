"""Rates between the two sides: who imposes them, on whom, from what to what, and whether they are a threat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tradewatch.feeds.reading.days import named_days
from tradewatch.feeds.reading.directions import US_ON_CHINA, Direction, cues_in, towards, usual
from tradewatch.feeds.reading.document import Document
from tradewatch.feeds.reading.ratetables import Cell, table_cells
from tradewatch.records import RateFound

__all__ = ["find_rates"]

_N = r"\d{1,3}(?:[.,]\d{1,2})?"
_UNIT = r"\s?(?:%|-?\s?per[- ]?cent\b|-?percent\b|Prozent\b|por ciento\b|pour cent\b)"
_PERCENT = re.compile(rf"(?<![\d.,$€£¥])(?P<n>{_N}){_UNIT}(?!\s?-?\s?points?)", re.IGNORECASE)
_MAYBE = rf"(?:{_UNIT})?"
_ABOUT = r"(?:about |around |roughly |just |the |a |an |only |as little as |its |current )*"
_PAIRS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:from|von|vom|de|del|des)\s+{_ABOUT}(?P<a>{_N}){_MAYBE}(?:\s+[a-z]+){{0,4}}?\s+(?:to|up to|down to|auf|à|au|al|a)\s+{_ABOUT}(?P<b>{_N}){_UNIT}",
        rf"(?P<b>{_N}){_UNIT}(?:\s+(?:[\w’'.-]+\s+){{0,9}}?|\s*,?\s*|[^.;%\d]{{0,60}}?,?\s+)(?:\(?(?:up |down )?from|up from|down from|statt|instead of|au lieu de)\s+{_ABOUT}(?P<a>{_N}){_UNIT}",
        rf"(?P<a>{_N}){_UNIT}\s*(?:→|->|=>|–>)\s*(?P<b>{_N}){_UNIT}",
        rf"(?P<b>{_N}){_UNIT},?\s+\(?(?:was|formerly|previously|before)\s+(?P<a>{_N}){_UNIT}",
        rf"(?P<b>{_N}){_UNIT}(?:\s+(?:[\w’'.-]+\s+){{0,9}}?|\s*)replac(?:e[sd]?|ing)\s+{_ABOUT}(?P<a>{_N}){_UNIT}",
        rf"(?P<a>{_N}){_UNIT}\s+(?:(?!and\b|while\b|but\b|or\b)[A-Za-z’'-]+\s+){{0,7}}?to\s+{_ABOUT}(?P<b>{_N}){_UNIT}",
    )
)
_MOVES = re.compile(
    r"\b(?:rais\w+|lift\w*|cut\w*|lower\w*|slash\w*|reduc\w+|increas\w+|hik\w+|bring\w*|brought|mov\w+|went|goes|go|take[ns]?|taking|took|hits? China with|up|down|push\w*|the|its|tariffs?|duties)\b(?!.*\b(?:add|plus)\b)[^.;]*\Z",
    re.IGNORECASE,
)
_DOUBLED = re.compile(
    rf"\b(?:doubl(?:e[sd]?|ing)|verdoppel\w+)\b[^.;%]{{0,70}}?\bto\s+(?P<b>{_N}){_UNIT}", re.IGNORECASE
)
_HALVED = re.compile(
    rf"\bhalv(?:e[sd]?|ing)\b(?! of)[^.;%]{{0,60}}?(?:(?P<to>\bto\s+)|(?P<from>\bfrom\s+|\bthe\s+))(?P<n>{_N}){_UNIT}"
    rf"|(?P<m>{_N}){_UNIT}\s+(?:[\w-]+\s+){{0,8}}?(?:(?:was|is|were|be|been|being)\s+)*(?:cut|reduced|lowered|slashed)\s+(?:by|in)\s+half",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    rf"\b(?:makes?|totals?|total(?:l?ing)? of|adds? up to|add up to|comes? to|sums? to|for|brings? [^.;%]{{0,40}}? to|together)\s+(?P<n>{_N})(?=\s+in all|\s+all told|\s+altogether|\s+in total|[.;]|$)"
)
_TOTALS = re.compile(
    rf"\b(?:makes?|totals?|total(?:l?ing)? of|adds? up to|comes? to|brings? [^.;%]{{0,40}}? to|together to|in all)\s+(?P<n>{_N}){_UNIT}"
)
_DUTY = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|ad valorem|import tax\w*|reciprocal|de minimis|fentanyl|Section (?:122|301)|IEEPA)\b"
    r"|\b(?:tariff|duty) rates?\b|\brates? (?:on|for|charged|of duty)\b|droits (?:américains|chinois)|\bsurcharge\b"
    r"|Zoll\b|\w*zöllen?\b|Zölle|\bSätze\b|\bgravámenes\b|\bAufschl[aä]g\w*|\bAbgaben\b|droits? de douane|surtaxe|\btaxe\b|arancel\w*|关税|加征|税率",
    re.IGNORECASE,
)
_CHARGED = re.compile(
    r"\b(?:collects?|charges?|charged|levied|levies|imposes?|imposed)\b[^.]{0,30}(?:%|per ?cent)|(?:%|per ?cent) (?:charge|charged|import tax|tax)\b|\bhits? China with\b|\b(?:China|US|U\.S\.) on (?:all )?(?:US|U\.S\.|American|Chin)"
)
_HAN_RATE = re.compile(
    r"(?:加征|征收)(?P<n>\d{1,3})%(?:的)?(?:新)?(?:的)?关税|关税(?:税率)?(?:由|从)(?P<a>\d{1,3})%[^。，]{0,8}?(?:至|到)(?P<b>\d{1,3})%|保留(?:剩余)?(?P<left>\d{1,3})%"
)
_HAN_BOTH = re.compile(r"双方")
_NOT_A_RATE = re.compile(
    r"(?:\b(?:fall|falls|rise|rises|drops?|jumps?|sinks?|slumps?|slides?|climbs?|surges?|gains?|loses?|dips?|sheds?|eases?|tumbles?|plunges?|fell|rose|slid|dropped|jumped|tumbled|gained|lost|slipped|surged|climbed|plunged|added|shed|leapt|eased|closed|opened|settled|ended|soared|sank|rallied|grew|shrank|up|down|off|inflation|growth|GDP"
    r"|shares?|stakes?|owned|ownership|revenues?|sales|margin|profits?|turnout|polls?|chance|probability|yields?|unemployment|approval|holds|exports|imports|output|volume|prices?|some|index|Nasdaq|Dow|S&P 500|FTSE|oil|copper|corn|beans|soybeans)\s+(?:(?:by|of|nearly|about|to|at|or|another|as much as|were|was|is|are|fell|rose|some|yields? eased to)\s+){0,2})\Z",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"\A\s*(?:,? of (?:its |their |the |all |that |global |world )?(?:\w+ )?(?:revenues?|sales|exports|imports|shares?|global|world|supply|output|production|GDP|profits?|market|voters|respondents|trade|companies|firms|members|business|turnover|value|customers|takings|income|world's)"
    r"|stake|or more|owned|ownership|growth|chance|discount|higher|lower|cheaper|dearer|more\b|less\b|in (?:Chicago|New York|London|Hong Kong|Shanghai|Seoul|early|after)|year[- ]on[- ]year|share\b|affiliates|rule\b|holding|shareholder|margin|rise\b|fall\b|gain\b|drop\b|jump\b|revenue|cut of|sure\b|certain\b|done\b)",
    re.IGNORECASE,
)
_ON_GOODS = re.compile(
    r"\b(?:steel|alumini?um|copper|autos?|cars|lumber|timber|pharmaceuticals?|drugs|films?|movies|cranes?)\b",
    re.IGNORECASE,
)
"""Duties by product are for all countries, unless the sentence speaks of goods of one of the two."""
_THEIR_GOODS = re.compile(
    r"\b(?:Chinese|American|U\.S\.|US)[- ](?:\w+[- ]){0,2}?(?:steel|alumini?um|copper|goods|imports|products|exports|cars|autos|cranes?)\b|\b(?:from|on|in|of) (?:China|the United States)\b|\bmade in China\b"
)
_THREAT = re.compile(
    r"\b(?:[Tt]hreat\w*|[Vv]ow\w*|would|could|may|might|float\w*|[Pp]ropos\w+|plans? to|planned|consider\w*|[Ww]arn\w*|unless|if|[Ww]ithout|[Oo]therwise|had .{0,30} (?:passed|lapsed|expired)|snap\w* back|was (?:to|due)|menac\w+|droht\w*|Andernfalls|威胁)\b|威胁"
)  # with its case: May is a month
_ORDERED = re.compile(
    r"\b(?:said (?:on \w+ )?it would|said the additional|will|imposed|raised|raising|hereby|effective|takes? effect|took effect|in force|signed)\b",
    re.IGNORECASE,
)
_STAYS = re.compile(r"\bwould (?:remain|stay|continue|keep|hold|still)\b|\bwould,? not\b")
_ALREADY = re.compile(r"\A[^,.;]{0,40}?\b(?:already|now|currently|they pay|pays? now|in force|today|en vigueur)\b")
_OTHERWISE = re.compile(
    r"\b(?:[Ww]ithout (?:an? |the |that |his )?(?:extension|signature|deal|order|it)|[Oo]therwise|[Hh]ad the|snap\w* back|an increase in the|Andernfalls|if (?:the|it|they|he) (?:truce|pause|extension|deal))\b"
)
_BEGINS = re.compile(
    r"\b(?:effective|from|starting|beginning|as of|takes? effect|taking effect|took effect|will apply|in force)\b[^.;%\d]{0,24}\Z",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"\bfor (?:an? |the )?(?:initial |another |further |first |period of |more )*(?:period of )?(?P<n>\d{1,3}|ninety)(?:[- ]more)?[- ]days?\b|\brun for (?P<m>\d{1,3}) days\b|\b(?P<k>\d{2,3})-day (?:truce|pause|suspension|period)|(?P<j>\d{1,3})天",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(r"\b(?:correct(?:s|ed|ion)|retract\w*|an earlier version|misstated)\b", re.IGNORECASE)
_ONCE = re.compile(
    r"\b(?:peak\w*|had (?:been|reached|risen|climbed|hit|gone)|once|at (?:its|their|the) (?:height|peak)|as high as|previous(?:ly)?|earlier|last year|a year (?:ago|earlier)|"
    r"(?:in|on|of) (?:early |late |mid-)?(?:[\w ]{0,4})?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2})?,? 20\d\d|in (?:February|March|April|May)|"
    r"before the (?:truce|deal|pause|Geneva|agreement)|until (?:then|last|the)|used to|original(?:ly)?|down from|lowered from|cut from|instead of|were (?:at|as)|was (?:at|as))\b",
    re.IGNORECASE,
)
"""A rate told as one that was: it is compared with what was in force before the item's day."""
_KNOWN = frozenset(Decimal(one) for one in ("145", "125", "104", "84", "54", "34", "30", "20", "12.5"))
"""General rates of the two since February 2025, which reports name without a word of duties."""
_NAMED_AGAIN = re.compile(
    r"(?:\b(?:the|at|their|of|was|is|were|to|this|that|still|with|pays?|paying|about)\s+|(?:^|[.,;:]\s*|\band\s+))\Z",
    re.IGNORECASE,
)
_TIMED = re.compile(r"\W*\d{1,2}[.:h]\d{2}\b")
_MARKET = re.compile(
    r"\b(?:S&P|Nasdaq|Dow|FTSE|Hang Seng|CSI|Nikkei|DAX|[Ss]tocks?|[Ss]hares?|[Ii]ndex|futures|yields?|contracts?)\b"
)
_ANY = re.compile(r"\d\s?(?:%|-?\s?per[- ]?cent|-?percent|Prozent|por ciento|pour cent)", re.IGNORECASE)
_LINE = 110
"""Letters that a line of a list has at most."""
_MOST = 300
"""Percent beyond which a figure is no rate of these two."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A level or a change in a sentence; offsets are the sentence's."""

    start: int
    end: int
    old: Decimal | None
    new: Decimal
    rule: str


def find_rates(document: Document) -> list[RateFound]:
    """Gives the rates of an item, each once; where one is told with and without where it came from, the fuller one."""
    if not _ANY.search(document.text):
        return []
    found: list[RateFound] = []
    headline = _headline_direction(document)
    cells, in_tables = table_cells(document)
    found += [_of_cell(one, document) for one in cells]
    context: Direction | None = None
    for paragraph in document.paragraphs:
        line = document.text[paragraph.start : paragraph.end]
        if len(line) > _LINE or _TIMED.match(line):
            context = None  # the lines of a list go on with what the line before was of
        if paragraph.start in in_tables:
            continue
        for sentence in paragraph.sentences:
            text = document.text[sentence.start : sentence.end].replace(" States of America", " States           ")
            if _TAKEN_BACK.search(text) or not re.search(r"\d", text):
                continue
            duty = bool(_DUTY.search(text) or _CHARGED.search(text))
            if not duty and _MARKET.search(text):
                continue
            known = not duty and context is None and headline is not None
            if not duty and context is None and not known:
                continue
            if _ON_GOODS.search(text) and not _THEIR_GOODS.search(text):
                continue
            rates = list(_of_sentence(text, sentence.start, context or headline, known, document))
            found += rates
            if rates:
                context = (rates[-1].imposed_by, rates[-1].target)
    return _once(found, _whole_duration(document.text))


def _headline_direction(document: Document) -> Direction | None:
    """The direction of the duties that the headline or the first sentence speaks of, for figures without a word of it.

    Where they do not tell: the American duties, which most reports mean that do not say whose.
    """
    head = document.text[:260]
    if _DUTY.search(head):
        known, direction = towards(cues_in(head), head, 0, 40)
        if known:
            return direction
    return US_ON_CHINA if _DUTY.search(document.text) else None


def _of_sentence(
    text: str, offset: int, context: Direction | None, known_only: bool, document: Document
) -> Iterator[RateFound]:
    cues = cues_in(text)
    days, starts = _days(text), _starts(text, document.item.published.date())
    for figure in _figures(text):
        if figure.new > _MOST or (figure.old or 0) > _MOST:
            continue
        if figure.old is None and not _is_rate(text, figure):
            continue
        if known_only and (figure.new not in _KNOWN or not _NAMED_AGAIN.search(text[: figure.start])):
            continue  # "the 145% was too high": a figure that needs no word of duties to be known
        known, direction = towards(cues, text, figure.start, figure.end, usual(figure.old, figure.new))
        direction = direction if known else context
        if direction is None:
            continue
        rule = "level, as it was" if figure.rule == "level" and _ONCE.search(text) else figure.rule
        place = document.part(offset + figure.start, offset + figure.end)
        threat = _is_threat(text, figure)
        if _HAN_BOTH.search(text) and figure.old is None:
            yield RateFound(direction[1], direction[0], None, figure.new, days, threat, rule, place, starts)
        yield RateFound(*direction, figure.old, figure.new, days, threat, rule, place, starts)


def _figures(text: str) -> Iterator[_Figure]:
    """Gives changes first, then the levels that no change has taken."""
    taken: list[tuple[int, int]] = []

    def free(start: int, end: int) -> bool:
        return not any(low < end and start < high for low, high in taken)

    found: list[_Figure] = []
    for pattern in _PAIRS:
        for match in pattern.finditer(text):
            old, new = _decimal(match["a"]), _decimal(match["b"])
            if match.re is _PAIRS[-1] and not _MOVES.search(text[max(0, match.start() - 70) : match.start()]):
                continue  # "rates of 7.5% to 100%" are a range, "add 20% to 125%" is a sum
            if old != new and free(*match.span()):
                taken.append(match.span())
                found.append(_Figure(*match.span(), old, new, "from and to"))
    for match in _DOUBLED.finditer(text):
        if free(match.start("b"), match.end()):
            taken.append((match.start("b"), match.end()))
            found.append(_Figure(match.start("b"), match.end(), None, _decimal(match["b"]), "doubled"))
    for match in _HALVED.finditer(text):
        if not free(*match.span()):
            continue
        taken.append(match.span())
        number = _decimal(match["n"] or match["m"])
        if match["to"]:
            found.append(_Figure(*match.span(), None, number, "halved"))
        else:
            found.append(_Figure(*match.span(), number, number / 2, "halved"))
    for match in _HAN_RATE.finditer(text):
        if not free(*match.span()):
            continue
        taken.append(match.span())
        level = match["n"] or match["b"] or match["left"]
        found.append(_Figure(*match.span(), _decimal(match["a"]) if match["a"] else None, _decimal(level), "level"))
    summed = {match.start("n") for match in _TOTALS.finditer(text)}
    for match in _PERCENT.finditer(text):
        if free(*match.span()):
            taken.append(match.span())
            found.append(
                _Figure(*match.span(), None, _decimal(match["n"]), "sum" if match.start() in summed else "level")
            )
    if found:
        found += [
            _Figure(match.start("n"), match.end("n"), None, _decimal(match["n"]), "sum")
            for match in _TOTAL.finditer(text)
            if free(match.start("n"), match.end("n"))
        ]
    yield from sorted(found, key=lambda one: one.start)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _is_rate(text: str, figure: _Figure) -> bool:
    return not _NOT_A_RATE.search(text[: figure.start]) and not _NOT_AFTER.match(text[figure.end :])


def _is_threat(text: str, figure: _Figure) -> bool:
    if _OTHERWISE.search(text):
        return not _ALREADY.match(text[figure.end :])
    if _ALREADY.match(text[figure.end :]) or _STAYS.search(text):
        return False
    near = text[max(0, figure.start - 90) : figure.end + 60]
    if re.search(r"\bthreat\w*|\bvow\w*|威胁", near, re.IGNORECASE):
        return True
    return bool(_THREAT.search(near)) and not _ORDERED.search(near)


def _days(text: str) -> int | None:
    match = _DAYS.search(text)
    if match is None:
        return None
    words = match["n"] or match["m"] or match["k"] or match["j"]
    return 90 if words == "ninety" else int(words)


def _whole_duration(text: str) -> int | None:
    match = re.search(
        r"\b(?:cuts?|reductions?|rates?|suspension|truce|pause)\s+(?:will\s+)?(?:runs?|lasts?|holds?|applies|apply) for (\d{1,3}) days\b",
        text,
        re.IGNORECASE,
    )
    return int(match.group(1)) if match else None


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


def _starts(sentence: str, published: date) -> date | None:
    """The day that a sentence names for the beginning: `effective December 15`, `from 1 November`."""
    for day in named_days(sentence, published):
        if day.dated and _BEGINS.search(sentence[max(0, day.start - 40) : day.start]):
            return day.day
    return None
