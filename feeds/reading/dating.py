"""The day on which words were said, as far as a text names it: weekdays, dates, and days told by another day."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from tradewatch.feeds.reading.occasionwords import Frame
from tradewatch.instants import BEIJING, WASHINGTON
from tradewatch.records import Side

__all__ = ["Dating", "without_asides"]

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {
    name: number
    for names in (
        " ".join(_DAYS),
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miércoles jueves viernes sábado domingo",
        "一 二 三 四 五 六 日",
    )
    for number, name in enumerate(names.split())
} | {"天": 6}
_MONTHS = {
    name: number
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(names.split(), 1)
} | {"sept": 9}
_COUNTS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "einen": 1,
    "un": 1,
    "zwei": 2,
    "dos": 2,
}
_AHEAD = 200
"""Days from which a date without a year is last year's."""
_JUST_PAST = timedelta(days=6)
_LATIN_DAYS = "|".join(sorted((one for one in _WEEKDAYS if one.isascii() or len(one) > 1), key=len, reverse=True))
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ENDS = r"(?=\s*[,.;:)\x01”\"]|\s*$)"
# written in small letters and matched on them, which is faster than without regard to case
_ANY = re.compile(
    rf"(?<!\w)(?:(?P<weekday>{_LATIN_DAYS})(?:abend|morgen|nachmittag|mittag|nacht)?"
    rf"|(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|\s?%)(?:,?\s+(?P<y>20\d\d))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:de |of )?(?P<m2>{_MONTH})\b\.?(?:,?\s+(?:de )?(?P<y2>20\d\d))?"
    r"|(?P<past>yesterday|gestern|ayer)"
    r"|(?P<today>today|tonight|(?:earlier )?this (?:morning|afternoon|evening)|heute|aujourd[’']hui|hoy)"
    rf"|(?P<count>a|one|two|three|four|five|six|einen|zwei|un|dos) (?:days?|tage?|días?) (?P<way>earlier|before{_ENDS}|later|zuvor|später|antes|después)"
    rf"|(?P<before>the (?:day before{_ENDS}|previous day)|am tag zuvor|la veille|el día anterior)"
    r"|(?P<next>(?:the )?(?:following|next) day|am (?:folgenden|nächsten) tag|le lendemain|al día siguiente)"
    r"|(?P<same>(?:earlier |later )?(?:on |in |that |the )*(?:same )day|(?:earlier|later) (?:in the|that) day|that (?:evening|night|morning|afternoon)|le même jour|el mismo día|am selben tag)"
    r")(?!\w)"
    r"|(?=[\d周星礼昨今])(?:(?:(?P<hy>20\d\d)年)?(?P<hm>\d{1,2})月(?P<hd>\d{1,2})日|(?<![\d月])(?P<hd2>\d{1,2})日"
    r"|(?:周|星期|礼拜)(?P<hw>[一二三四五六日天])|(?P<hpast>昨天|昨日)|(?P<htoday>今天|今日))",
)
_SIGNS = frozenset(
    {*_WEEKDAYS, *_MONTHS, "day", "days", "yesterday", "today", "tonight", "morning", "afternoon", "evening", "night", "gestern", "heute", "ayer",
     "hoy", "tag", "tage", "tagen", "veille", "lendemain", "jour", "día", "días", "hui"}
    | {day + part for day in _WEEKDAYS for part in ("abend", "morgen", "nachmittag", "mittag", "nacht")}
)  # fmt: skip
"""Where none of these words stands, no day is named."""
_BESIDE = re.compile(
    r"(?:\b(?:from|starting|beginning|effective|until|till|by|before|since|as of|next|coming|due|through|after|for|(?<!readout )(?<!account )(?<!version )(?<!morning )(?<!evening )(?<!afternoon )(?<!night )of|to|ahead of|ab|bis|zum|seit|desde|hasta|nach|avant|après)\s+(?:the\s+|this\s+|den\s+|de[lmn]\s+|le\s+|el\s+|(?<=of )\w+\s+)?|(?:自|从|到|至|于|自从|延长至)(?:20\d\d年)?)\Z",
    re.IGNORECASE,
)
"""What stands before a day that is not the day of the words: `until Monday`, `of Monday's order`."""
_BESIDE_THE_EVENT = re.compile(
    r"(?:\b(?:from|starting|beginning|effective|until|till|by|before|since|as of|next|last|coming|due|through|after|for|of|ab|bis|seit|desde|hasta)\s+(?:\w+\s+)?|(?:自|从|到|至|于))\Z",
    re.IGNORECASE,
)
_OWN = re.compile(r"[’']s?\s+(?P<noun>[\w’-]+(?:\s+[\w’-]+)?)", re.IGNORECASE)
_SPOKEN = re.compile(
    r"(?:briefing|interview|hearing|post|message|statement|speech|remarks|news|press|regular|session|forum|readout|show|edition|programme|program|broadcast|rally|event|conference|meeting|address|field|call|debate|floor|answer|reply|question|announcement|appearance|comment|argument|testimony|note|letter|readout)",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:at|during|in|told|readout of|account of|version of)\s+(?:the\s+)?\Z", re.IGNORECASE)
_LAST = re.compile(r"\blast\s+\Z", re.IGNORECASE)
_DATELINE = re.compile(
    r"^\W*[A-Z][A-Z .,/]{2,40},? [A-Z][a-z]+\.? \d{1,2} ?\([^)\n]{2,30}\)|^\W*新华社\S{1,8}\d{1,2}月\d{1,2}日电"
)
_ASIDE = re.compile(
    r",?\s(?:(?:with|of|to|from|for|in|on|at|under|by) )?(?:whom?|whose|which)\b(?! (?:had |has |was |were |also |later |then )*(?:told|said|says|posted|wrote|spoke|testified|reached|interviewed|addressed|asked)\b)[^,;:—–\x01“”\"]*|\x01[”\"]? that\b[^,;:—–\x01“”\"]*",
)
_ENTRY_TIME = re.compile(r"(?m)^\W*\d{1,2}[.:h]\d{2}(?:\b|[ap]m\b)")
_ENTRIES = 3
"""Lines that begin with a time, from which a text is a live blog."""


def _small(text: str) -> str:
    """The text in small letters, length for length."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


def without_asides(text: str) -> str:
    """Gives a sentence without its relative clauses: their times and places are of what they tell of."""
    return _ASIDE.sub(" ", text) if "wh" in text or "\x01 that" in text else text


class Dating:
    """Finds days in the words of one item, counted from the day of its publication."""

    def __init__(self, published: datetime) -> None:
        self._published = published
        self._today = published.date()
        self._named: dict[str, list[re.Match[str]]] = {}
        """The places in a frame where a day of the words stands, the surest first."""

    def day(self, frame: Frame, anchor: date | None = None) -> date | None:
        """Gives the day of the words that a frame stands around.

        Weekdays count back from publication, `a day earlier` from `anchor`. A day that belongs to something else
        (`until Monday`, `Monday's order`) is passed over, and the day of a dateline goes behind any other.
        """
        if not (frame.han or frame.words & _SIGNS):
            return None
        if frame.text not in self._named:
            self._named[frame.text] = _days_in(frame.text)
        return next((day for one in self._named[frame.text] if (day := self._found(one, frame.text, anchor))), None)

    def event_day(self, opening: str) -> date | None:
        """Gives the day that an opening tells of: the first one named that is of the days just past.

        `from Monday`, `until 10 November`, `last week` are of what is told, not of the day it came to pass.
        """
        for match in _ANY.finditer(_small(opening)):
            if match.lastgroup in ("way", "before", "next", "same", "hd2", "hw") or _BESIDE_THE_EVENT.search(
                opening, max(0, match.start() - 24), match.start()
            ):
                continue
            found = self._found(match, opening, None)
            if found is not None and timedelta(days=-1) <= self._today - found <= _JUST_PAST:
                return found
        return None

    def day_of_head(self, head: str) -> date | None:
        """Gives the day that the head of a transcript names: a full date before a weekday."""
        found = [one for one in _ANY.finditer(_small(head)) if one["m"] or one["m2"] or one["hm"]]
        days = [day for one in found if (day := self._found(one, head, None)) is not None]
        return days[0] if days else self.day(Frame(head))

    def day_of_post(self, side: Side) -> date:
        """Gives the day of publication in Washington or, of China's side, in Beijing."""
        return self._published.astimezone(BEIJING if side is Side.CHINA else WASHINGTON).date()

    def day_of_live_blog(self, text: str) -> date | None:
        """Gives the day of a live blog, whose entries begin with times: that of its head, else that of publication."""
        if len(_ENTRY_TIME.findall(text)) < _ENTRIES:
            return None
        dated = next((one for one in _ANY.finditer(_small(text[:400])) if one["m"] or one["m2"]), None)
        return (self._found(dated, text, None) if dated is not None else None) or self._today

    def _found(self, match: re.Match[str], text: str, anchor: date | None) -> date | None:
        weekday = match["weekday"] or match["hw"]
        if weekday:
            dated = _ANY.match(match.string, match.end() + 2) if text[match.end() : match.end() + 2] == ", " else None
            if dated is not None and (dated["m"] or dated["m2"]):
                return self._dated(dated)  # "on Friday, May 30"
            return self._back_to(_WEEKDAYS[weekday.lower()], _LAST.search(text, 0, match.start()) is not None)
        if match["m"] or match["m2"] or match["hm"] or match["hd2"]:
            return self._dated(match)
        if match["past"] or match["hpast"]:
            return self._today - timedelta(days=1)
        if match["today"] or match["htoday"]:
            return self._today
        return (anchor or self._today) + timedelta(days=_step(match))

    def _back_to(self, wanted: int, last: bool) -> date:
        back = (self._today.weekday() - wanted) % 7
        if last and back == 0:
            return self._today - timedelta(days=7)
        # east of London the day may have begun that is tomorrow in UTC
        if back == 6 and self._published.hour >= 17:
            return self._today + timedelta(days=1)
        return self._today - timedelta(days=back)

    def _dated(self, match: re.Match[str]) -> date | None:
        name = match["m"] or match["m2"]
        month = _MONTHS[name.lower()] if name else int(match["hm"] or self._today.month)
        year = match["y"] or match["y2"] or match["hy"]
        try:
            found = date(
                int(year or self._today.year), month, int(match["d"] or match["d2"] or match["hd"] or match["hd2"])
            )
        except ValueError:
            return None
        if found <= self._today + timedelta(days=1):
            near = year is not None or self._today - found < timedelta(days=_AHEAD)
            return found if near else None
        if year is not None or found - self._today < timedelta(days=_AHEAD):
            return None  # a day to come: it is of what is spoken of
        return found.replace(year=self._today.year - 1)


def _step(match: re.Match[str]) -> int:
    """Gives how many days a day told by another lies behind it."""
    if match["same"]:
        return 0
    if match["before"]:
        return -1
    if match["next"]:
        return 1
    count = _COUNTS[match["count"].lower()]
    return count if match["way"].lower() in ("later", "später", "después") else -count


def _days_in(text: str) -> list[re.Match[str]]:
    small = _small(text)
    line = _DATELINE.match(text)
    behind = line.end() if line is not None else 0
    found = [one for one in _ANY.finditer(small, behind) if not _of_something_else(text, one)]
    dated = _ANY.search(small, 0, behind) if behind else None
    return found if dated is None else [*found, dated]


def _of_something_else(text: str, match: re.Match[str]) -> bool:
    start = match.start()
    if _AT.search(text, max(0, start - 24), start):
        return False
    if _BESIDE.search(text, max(0, start - 24), start):
        return True
    own = _OWN.match(text, match.end())
    return own is not None and _SPOKEN.match(own["noun"].split()[-1]) is None and _SPOKEN.match(own["noun"]) is None
