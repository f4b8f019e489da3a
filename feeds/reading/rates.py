"""Rates between the two sides: who imposes them, on whom, from what to what, and whether they are a threat."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tradewatch.feeds.reading.days import named_days
from tradewatch.feeds.reading.document import Document
from tradewatch.records import RateFound

__all__ = ["find_rates"]

_NUMBER = r"(?<![\d.,])(?P<{name}>\d{{1,3}}(?:\.\d+)?)\s?(?:%|per\s?cent|percent|percentage points?|-percent|-per-cent)"
_PERCENT = re.compile(_NUMBER.format(name="rate"), re.IGNORECASE)
_UNIT = r"\s?(?:%|per\s?cent|percent)?"
_FROM_TO = re.compile(
    rf"from\s+(?:about |roughly |the |a )?(?P<a>\d{{1,3}}(?:\.\d+)?){_UNIT}\s+(?:to|down to|up to)\s+(?:about |just )?{_NUMBER.format(name='b')}"
    rf"|{_NUMBER.format(name='c')}(?:\s+(?:[a-z]+\s+){{0,6}}?on [^,;.%]{{0,60}}?)?\s*,?\s*(?:\(?(?:up |down )?from)\s+(?:the |a |about )?{_NUMBER.format(name='d')}"
    rf"|{_NUMBER.format(name='e')}\s*(?:→|->|=>|–>)\s*{_NUMBER.format(name='f')}"
    rf"|{_NUMBER.format(name='g')}\s+(?:[A-Za-z’']+\s+){{0,7}}?to\s+{_NUMBER.format(name='h')}",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharge|ad valorem|rates? of duty|reciprocal rate|tariff rate|de minimis|additional rate)\b",
    re.IGNORECASE,
)
_CHARGED = re.compile(
    r"\b(?:collects?|charges?|charged|levied|levies|imposes?|imposed)\b[^.]{0,30}%|(?:%|per cent|percent) (?:charge|charged|import tax|tax)\b",
    re.IGNORECASE,
)
_ON_CHINA = re.compile(
    r"\b(?:on|against|charged to|for|to|of)\s+(?:all |most |nearly all |some |its |many )?(?:goods |imports |products |articles |shipments |exports )?(?:from |of )?(?:China|Chinese|Beijing|PRC)\b"
    r"|\bUS on China|\b(?:China|Chinese|fentanyl)[- ](?:\w+ ){0,2}?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))|\b(?:hits?|hitting|slaps?|slapped) China\b|\bChinese (?:goods|imports|products|exports)\b"
    r"|parcels from China|\bfrom China\b",
)
_ON_US = re.compile(
    r"\b(?:on|against|for|to|of)\s+(?:all |most |nearly all |some |its |many |certain )?(?:goods |imports |products |articles |shipments )?(?:from |of )?(?:the )?(?:US|U\.S\.|United States|America|American)(?!\w)"
    r"|\bChina on US|\b(?:US|U\.S\.|American) (?:goods|imports|products|exports|chicken|farm|soy\w*|wheat|corn|agricult\w+|crude|coal|LNG)\b|imports from the United States",
)
_BY_CHINA = re.compile(
    r"(?<!on )(?<!from )(?<!to )(?<!of )(?<!with )\b(?:China|Beijing|Xi|Chinese (?:authorities|officials|government|tariffs?|lev\w+|dut\w+))(?:['’]s)?(?! (?:goods|imports))\b"
)
_BY_US = re.compile(
    r"(?<!on )(?<!from )(?<!to )(?<!of )(?<!with )\b(?:Trump|Washington|US|U\.S\.|United States|America|White House|Bessent|Greer|Lutnick)(?:['’]s)?(?! (?:goods|imports|products|exports|chicken|farm))(?!\w)"
)
_NOT_A_RATE = re.compile(
    r"(?:\b(?:fell|rose|slid|dropped|jumped|tumbled|gained|lost|slipped|surged|climbed|plunged|up|down|grew|shrank|inflation|growth|GDP|shares?|stake|owned|ownership|revenue|profit|turnout|poll|chance|probability|yield|unemployment|approval)\s+(?:by\s+|of\s+|nearly\s+|about\s+|to\s+|at\s+|or\s+)?)\Z",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"\A\s*(?:of (?:its |their |the |all )?(?:\w+ )?(?:revenue|sales|exports|imports|shares|global|world|supply|output|production|GDP|profits|market|voters|respondents|goods|trade|companies|firms)|stake|or more|owned|ownership|growth|chance|discount|in (?:Chicago|New York|London|early|after)|year[- ]on[- ]year|share\b)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:Japan\w*|EU|European|India\w*|Canad\w+|Mexic\w+|Vietnam\w*|Korea\w*|Brazil\w*|Swiss|Switzerland|Britain|UK|Australia\w*|Taiwan\w*|other countries|most countries|all countries|everyone else|other nations|every country|rest of the world|dozens of|steel|aluminium|aluminum|copper|autos?|cars|lumber|pharmaceutical\w*)\b"
)
_ON_GOODS = re.compile(
    r"\b(?:steel|alumini?um|copper|autos?|cars|lumber|timber|pharmaceuticals?|drugs|films?|movies)\b", re.IGNORECASE
)
"""Duties by product are for all countries, unless the sentence speaks of goods of one of the two."""
_CHINESE_GOODS = re.compile(
    r"\b(?:Chinese|American|U\.S\.|US) (?:steel|alumini?um|copper|goods|imports|products|exports|cars|autos)\b|\b(?:from|on) (?:China|the United States)\b"
)
_THREAT = re.compile(
    r"\b(?:[Tt]hreat\w*|[Vv]ow\w*|would|could|may|might|floated|[Pp]ropos\w+|plans? to|planned|consider\w*|[Ww]arn\w*|unless|if )\b"
)  # with its case: May is a month
_ORDERED = re.compile(
    r"\b(?:said (?:on \w+ )?it would|said the additional|will|announced|imposed|raised|raising|hereby|effective|takes? effect)\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"\b(?:effective|from|starting|beginning|as of|takes? effect|taking effect|took effect|will apply|in force)\b[^.;%\d]{0,24}\Z",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"\bfor (?:an? |the )?(?:initial |another |further |first |period of )*(?:period of )?(?P<n>\d{1,3}|ninety)[- ]days?\b|\brun for (?P<m>\d{1,3}) days\b|\b(?P<k>\d{2,3})-day (?:truce|pause|suspension|period)",
    re.IGNORECASE,
)
_BREAKS = re.compile(
    r"[;\n]|,?\s+(?:while|but|whereas|hours after|days after|after|matching|with|as)\s+|\s+and\s+(?=(?:China|Beijing|Xi|Trump|Washington|the (?:US|U\.S\.|United States)|that|curbed|said)\b)|,\s+and\s+"
)
_TAKEN_BACK = re.compile(r"\b(?:correct(?:s|ed|ion)|retract\w*|an earlier version|misstated)\b", re.IGNORECASE)

_ONCE = re.compile(
    r"\b(?:peak\w*|had (?:been|reached|risen|climbed|hit|gone)|once|at (?:its|their|the) (?:height|peak)|as high as|previous(?:ly)?|earlier|last year|a year (?:ago|earlier)|"
    r"(?:in|on|of) (?:early |late |mid-)?(?:[\w ]{0,4})?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2})?,? 20\d\d|in (?:February|March|April|May)|"
    r"before the (?:truce|deal|pause|Geneva|agreement)|until (?:then|last|the)|used to|original(?:ly)?|down from|lowered from|cut from|instead of|were (?:at|as)|was (?:at|as))\b",
    re.IGNORECASE,
)
"""A rate told as one that was: it is compared with what was in force before the item's day."""


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    text: str


def find_rates(document: Document) -> list[RateFound]:
    """Gives the rates of an item, each once; where one is told with and without where it came from, the fuller one."""
    found: list[RateFound] = []
    for paragraph in document.paragraphs:
        direction: tuple[str, str] | None = None
        for sentence in paragraph.sentences:
            text = document.text[sentence.start : sentence.end].replace(" States of America", " States           ")
            if not _PERCENT.search(text) or _TAKEN_BACK.search(text):
                continue
            if _ON_GOODS.search(text) and not _CHINESE_GOODS.search(text):
                continue
            duty = (
                _DUTY.search(text)
                or _CHARGED.search(text)
                or re.search(r"\bUS on Chin|China on US|\bhits? China with\b", text)
            )
            if not duty and direction is None:
                continue
            for piece in _pieces(sentence.start, text):
                towards = _direction(piece.text, text) or direction
                if towards is None:
                    continue
                starts = _starts(text, document.item.published.date())
                rates = [replace(one, starts=starts) for one in _rates_of(piece, towards, text, document)]
                if rates and duty:
                    direction = towards
                found += rates
    return _once(found, _whole_duration(document.text))


def _pieces(at: int, text: str) -> list[_Piece]:
    pieces, start = [], 0
    for match in _BREAKS.finditer(text):
        pieces.append(_Piece(at + start, at + match.start(), text[start : match.start()]))
        start = match.end()
    pieces.append(_Piece(at + start, at + len(text), text[start:]))
    return [piece for piece in pieces if _PERCENT.search(piece.text) or re.search(r"\d{2,3}\s?%", piece.text)]


def _direction(piece: str, sentence: str) -> tuple[str, str] | None:
    """Who charges whom: by what the duty is on, else by who acts; the piece before the sentence."""
    for text in (piece, sentence):
        on_china, on_us = _ON_CHINA.search(text), _ON_US.search(text)
        if (
            on_china
            and (not on_us or _acts(text, _BY_US, on_china.start()) or on_china.start() < on_us.start())
            and not (on_us and on_us.group().startswith("China on US"))
        ):
            if on_us and _acts(text, _BY_CHINA, on_us.start()) and not _acts(text, _BY_US, on_china.start()):
                return "China", "US"
            return "US", "China"
        if on_us:
            return "China", "US"
        by_china, by_us = _BY_CHINA.search(text), _BY_US.search(text)
        if by_china and (not by_us or by_china.start() < by_us.start()):
            return "China", "US"
        if by_us:
            return "US", "China"
    if re.search(r"\bthreat\w*\b", sentence, re.IGNORECASE):
        return "US", "China"
    return None


def _acts(text: str, pattern: re.Pattern[str], before: int) -> bool:
    match = pattern.search(text)
    return match is not None and match.start() < before


def _rates_of(piece: _Piece, towards: tuple[str, str], sentence: str, document: Document) -> list[RateFound]:
    if _OTHERS.search(piece.text) and not (_ON_CHINA.search(piece.text) or _ON_US.search(piece.text)):
        return []
    found: list[RateFound] = []
    taken: list[tuple[int, int]] = []
    days = _days(sentence)
    threat = _is_threat(piece.text, sentence)
    for match in _FROM_TO.finditer(piece.text):
        old, new = _pair(match)
        if old is None or new is None or old == new:
            continue
        taken.append(match.span())
        found.append(
            _rate(
                towards,
                old,
                new,
                days,
                threat,
                "from and to",
                piece.start + match.start(),
                piece.start + match.end(),
                document,
            )
        )
    for match in _PERCENT.finditer(piece.text):
        if any(start <= match.start() < end for start, end in taken) or not _is_rate(piece.text, match):
            continue
        rate = Decimal(match["rate"])
        if rate > 300:
            continue
        found.append(
            _rate(
                towards,
                None,
                rate,
                days,
                threat,
                "level, as it was" if _ONCE.search(sentence) else "level",
                piece.start + match.start(),
                piece.start + match.end(),
                document,
            )
        )
    return found


def _pair(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    for old, new in (("a", "b"), ("d", "c"), ("e", "f"), ("g", "h")):
        if match[old] is not None and match[new] is not None:
            return Decimal(match[old]), Decimal(match[new])
    return None, None


def _is_rate(text: str, match: re.Match[str]) -> bool:
    return not _NOT_A_RATE.search(text[: match.start()]) and not _NOT_AFTER.match(text[match.end() :])


def _is_threat(piece: str, sentence: str) -> bool:
    if re.search(r"\bthreat\w*\b", piece, re.IGNORECASE):
        return True
    return bool(_THREAT.search(piece)) and not _ORDERED.search(sentence)


def _days(text: str) -> int | None:
    match = _DAYS.search(text)
    if match is None:
        return None
    words = match["n"] or match["m"] or match["k"]
    return 90 if words == "ninety" else int(words)


def _whole_duration(text: str) -> int | None:
    match = re.search(
        r"\b(?:cuts?|reductions?|rates?|suspension|truce|pause)\s+(?:will\s+)?(?:runs?|lasts?|holds?|applies|apply) for (\d{1,3}) days\b",
        text,
        re.IGNORECASE,
    )
    return int(match.group(1)) if match else None


def _rate(
    towards: tuple[str, str], old: Decimal | None, new: Decimal, days: int | None, threat: bool, rule: str,
    start: int, end: int, document: Document,
) -> RateFound:  # fmt: skip
    return RateFound(towards[0], towards[1], old, new, days, threat, rule, document.part(start, end))


def _once(found: list[RateFound], duration: int | None) -> list[RateFound]:
    best: dict[tuple[str, str, Decimal], RateFound] = {}
    for one in found:
        key = (one.imposed_by, one.target, one.to_rate)
        known = best.get(key)
        if known is None or (known.from_rate is None and one.from_rate is not None):
            best[key] = one
    froms = {(one.imposed_by, one.target, one.from_rate) for one in best.values() if one.from_rate is not None}
    kept = [one for key, one in best.items() if one.from_rate is not None or key not in froms]
    if duration is None:
        return kept
    return [one if one.duration_days else _lasting(one, duration) for one in kept]


def _lasting(one: RateFound, days: int) -> RateFound:
    return replace(one, duration_days=days)


def _starts(sentence: str, published: date) -> date | None:
    """The day that a sentence names for the beginning: `effective December 15`, `from 1 November`."""
    for day in named_days(sentence, published):
        if day.dated and _BEGINS.search(sentence[max(0, day.start - 40) : day.start]):
            return day.day
    return None
