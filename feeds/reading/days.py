"""Calendar days named in a text: which day is meant, seen from the day of publication, and the clock time beside it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import date, time, timedelta

from msgspec import Struct

__all__ = ["NamedDay", "clock_near", "named_days", "names_a_day"]

_ENGLISH = "january february march april may june july august september october november december".split()
_GERMAN = "januar februar märz april mai juni juli august september oktober november dezember".split()
_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_MONTHS = {
    **{name: number for names in (_ENGLISH, _GERMAN, _FRENCH, _SPANISH) for number, name in enumerate(names, 1)},
    **{name[:3]: number for number, name in enumerate(_ENGLISH, 1)},
    "sept": 9,
    "setiembre": 9,
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_YEAR = r"(?:,?\s+(?:of\s+|de\s+|del\s+)?(?P<y{n}>20\d\d)|,?\s+(?P<n{n}>next year|(?:nächsten|kommenden) Jahres|l['’]an prochain|del (?:próximo año|año próximo|año que viene)))?"
_DAY = re.compile(
    rf"\b(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]\d){_YEAR.format(n=1)}"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+)?(?P<m2>{_MONTH}){_YEAR.format(n=2)}"
    r"|\b(?P<iso>20\d\d-\d{2}-\d{2})\b"
    r"|\b(?P<m3>\d{1,2})/(?P<d3>\d{1,2})(?:/(?P<y3>20\d\d|\d\d))?\b(?!\s*(?:%|per))"
    r"|(?:(?P<y4>20\d\d)年|(?P<n4>明年))?(?P<m4>\d{1,2})月(?P<d4>\d{1,2})[日号]"
    rf"|\b(?:this\s+|next\s+|coming\s+)?(?P<weekday>{'|'.join(_WEEKDAYS)})\b"
    r"|\b(?P<relative>today|tonight|tomorrow)\b",
    re.IGNORECASE,
)
_OF_A_DAY = ("day", "tonight", "tomorrow", "月", "/", "20", *sorted({name[:3] for name in _MONTHS}))
"""A text with none of these letters names no day: a look is much cheaper than a search."""
_ZONES = (
    (
        "America/New_York",
        r"E[DS]?T\b|eastern|Washington|New York|US time|U\.S\. time|heure de Washington|hora de Washington|美东|华盛顿",
    ),
    ("Asia/Shanghai", r"Beijing|Peking|Pékin|Pekín|China(?:\s+standard)? time|Shanghai|CST\b|北京|Pekinger"),
)
_ZONE = "|".join(f"(?P<z{number}>{words})" for number, (_, words) in enumerate(_ZONES))
_ZONE_NAMES = "|".join(words for _, words in _ZONES)
_CLOCK = re.compile(
    r"\b(?P<h>\d{1,2})(?:[:.h](?P<m>\d{2}))?\s?(?P<half>[ap]\.?\s?m\b\.?)|(?<![\d$€£¥.,:/])\b(?P<h2>\d{1,2}):(?P<m2>\d{2})\b(?![:.,/]?\d)"
    rf"|(?<![\d$€£¥.,:/])\b(?P<h3>\d{{1,2}})\.(?P<m3>\d{{2}})\b(?=\s+(?:Uhr|hours|horas|heures)\b|[\s,(]+(?:in\s+|local\s+)?(?:{_ZONE_NAMES}))"
    r"|(?<=\b(?:at|by|um)\s)(?P<h6>0?0|12|23)\.(?P<m6>0[01]|59)\b(?!\s*(?:%|[.,]?\d|per\b|a\s|yuan|dollars?|euros?|points?|billion|million))"
    r"|\b(?P<h5>\d{1,2})\s?h\s?(?P<m5>\d{2})\b|\b(?P<midnight>midnight|Mitternacht|minuit|medianoche)\b|\b(?P<noon>noon)\b|(?P<han>凌晨|中午|下午)?(?P<h4>\d{1,2})[时点:：](?P<m4>\d{2})分?",
    re.IGNORECASE,
)
_ZONE_BESIDE = re.compile(rf"\A[\s,(]*(?:in\s+|à\s+l['’]|a\s+la\s+|local\s+)?(?:the\s+)?(?:{_ZONE})", re.IGNORECASE)
_ZONE_BEFORE = re.compile(rf"(?:{_ZONE})(?:时间|\s+time)?[\s,]*\Z", re.IGNORECASE)


class NamedDay(Struct, frozen=True):
    """A day named at `start` to `end` of the text."""

    start: int
    end: int
    day: date
    dated: bool
    """By month and day; a weekday or `tomorrow` otherwise."""


def named_days(text: str, published: date, *, past: bool = False) -> Iterator[NamedDay]:
    """Gives the days that a text names; without a year the next one that comes, with `past` the nearest one.

    A weekday is the next one from the day of publication, with `past` the last one.
    """
    for match in _DAY.finditer(text):
        found = _day(match, published, past)
        if found is not None:
            dated = not (match["weekday"] or match["relative"])
            yield NamedDay(match.start(), match.end(), found, dated)


def names_a_day(text: str) -> bool:
    """Whether a text names any day at all."""
    lowered = text.lower()
    return any(piece in lowered for piece in _OF_A_DAY) and _DAY.search(text) is not None


def clock_near(text: str, start: int, end: int, reach: int = 48) -> tuple[time | None, str | None]:
    """Gives the clock time that stands beside a place of a text, and the zone named with it (IANA)."""
    low = max(0, start - reach)
    window = text[low : end + reach]
    best: tuple[int, time, str | None] | None = None
    for match in _CLOCK.finditer(window):
        clock = _clock(match)
        if clock is None:
            continue
        at = low + match.start()
        distance = start - (low + match.end()) if at < start else at - end
        if best is None or distance < best[0]:
            best = (distance, clock, _zone_of(text, low + match.start(), low + match.end()))
    if best is None:
        return None, None
    return best[1], best[2] or _zone_of(text, start, end)


def _zone_of(text: str, start: int, end: int) -> str | None:
    match = _ZONE_BESIDE.match(text[end : end + 40]) or _ZONE_BEFORE.search(text[max(0, start - 24) : start])
    if match is None:
        return None
    return next(name for number, (name, _) in enumerate(_ZONES) if match[f"z{number}"])


def _clock(match: re.Match[str]) -> time | None:
    if match["midnight"]:
        return time(0, 0)
    if match["noon"]:
        return time(12, 0)
    hour = int(match["h"] or match["h2"] or match["h3"] or match["h6"] or match["h5"] or match["h4"])
    minute = int(match["m"] or match["m2"] or match["m3"] or match["m6"] or match["m5"] or match["m4"] or 0)
    half = (match["half"] or "").casefold()
    if half.startswith("p") or match["han"] == "下午":
        hour = hour % 12 + 12
    elif half.startswith("a"):
        hour %= 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(match: re.Match[str], published: date, past: bool) -> date | None:
    if match["weekday"]:
        wanted = _WEEKDAYS.index(match["weekday"].casefold())
        ahead = (wanted - published.weekday()) % 7
        return published + timedelta(days=ahead if not past else ahead - 7 if ahead else 0)
    if match["relative"]:
        return published + timedelta(days=1 if match["relative"].casefold() == "tomorrow" else 0)
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        month, day, year, following = _numbers(match)
        if following:
            return date(published.year + 1, month, day)
        return date(year, month, day) if year else _nearest(month, day, published, past)
    except ValueError:
        return None


def _numbers(match: re.Match[str]) -> tuple[int, int, int, bool]:
    """Month, day, year (0: not said), whether it is next year's."""
    if match["m3"]:
        year = int(match["y3"] or 0)
        return int(match["m3"]), int(match["d3"]), year + 2000 if 0 < year < 100 else year, False
    if match["m4"]:
        return int(match["m4"]), int(match["d4"]), int(match["y4"] or 0), bool(match["n4"])
    number = "1" if match["m1"] else "2"
    month = _MONTHS[match[f"m{number}"].rstrip(".").casefold()]
    return month, int(match[f"d{number}"]), int(match[f"y{number}"] or 0), bool(match[f"n{number}"])


def _nearest(month: int, day: int, published: date, past: bool) -> date:
    """Raises ValueError for a day that no year around has."""
    years = []
    for offset in (-1, 0, 1):
        with contextlib.suppress(ValueError):  # 29 February
            years.append(date(published.year + offset, month, day))
    if not years:
        raise ValueError("no such day")
    if past:
        return min(years, key=lambda one: abs((one - published).days))
    # a date three weeks back is still this year's: news speaks of what has just run out
    return next((one for one in years if one >= published - timedelta(days=21)), years[-1])
