"""How and when words were said: the channel and the day, as far as the sentence around them tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from tradewatch.feeds.reading.names import Who
from tradewatch.feeds.reading.said import Said
from tradewatch.instants import BEIJING, WASHINGTON
from tradewatch.records import Channel, PendingItem, Side

__all__ = ["LEADERS", "Manner", "names_another_time"]

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_FOREIGN = {
    name: day
    for names in (
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miércoles jueves viernes sábado domingo",
    )
    for name, day in zip(names.split(), _DAYS, strict=True)
}
_AHEAD = 200
"""Days from which a date without a year is last year's."""
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)}|{'|'.join(_FOREIGN)})(?:abend|morgen|nachmittag)?\b", re.IGNORECASE)
_DATED = re.compile(
    rf"\b(?:(?P<m>{'|'.join(_MONTHS)})[a-z]*\.?\s+(?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}})\s+(?P<m2>{'|'.join(_MONTHS)})[a-z]*\.?)(?!\d)(?:,?\s+(?P<y>20\d\d))?",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:last|earlier|previous(?:ly)?|recent(?:ly)?|ago|in (?:January|February|March|April|May|June|July|August|September|October|November|December)|(?:January|February|March|April|June|July|August|September|October|November|December) interview|since|often|frequently|repeatedly|maintains)\b"
)
_ENTRY_TIME = re.compile(r"(?m)^\W*\d{1,2}[.:h]\d{2}\b")
_ENTRIES = 3
"""Lines that begin with a time, from which a text is a live blog."""
_HAN_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日")
_ANY_DAY = re.compile(
    "|".join(
        re.sub(r"\?P<\w+>", "?:", one.pattern)
        for one in (_WEEKDAY, _DATED, _HAN_DAY, re.compile(r"\b(?:yesterday|today|this morning|tonight)\b"))
    ),
    re.IGNORECASE,
)
_BESIDE_THE_EVENT = re.compile(
    r"(?:\b(?:from|starting|beginning|effective|until|till|by|before|since|as of|next|last|coming|due|through|after|for|of|ab|bis|seit|desde|hasta)\s+(?:\w+\s+)?|(?:自|从|到|至|于))\Z",
    re.IGNORECASE,
)
_JUST_PAST = timedelta(days=6)
_STATE_MEDIA = frozenset(
    {
        "Xinhua",
        "People's Daily",
        "Global Times",
        "Yuyuan Tantian (CCTV-linked account)",
        "Zhong Sheng (People's Daily byline)",
        "CCTV",
        "China Daily",
    }
)
_RULES: tuple[tuple[Channel, re.Pattern[str]], ...] = (
    (Channel.TRUTH_SOCIAL, re.compile(r"Truth Social|(?:on|auf|sur|en) (?:his|seinem|son|su) (?:own )?(?:social network|platform|Netzwerk|réseau|red social)", re.IGNORECASE)),
    (Channel.DOCUMENT, re.compile(r"\b(?:wr(?:ote|ites|iting) (?:[\w’ .,]{0,40} )?for (?:the|a) (?:majority|(?:unanimous )?court)|in (?:a |his |her )?dissent|joint statement|fact sheet|executive order|proclamation|federal register|notice published)\b", re.IGNORECASE)),
    (Channel.READOUT, re.compile(r"\b(?:readout|read-out|official account of|according to an account)\b", re.IGNORECASE)),
    (Channel.PRESS_CONFERENCE, re.compile(r"\b(?:press conference|news conference|(?:press |daily |regular |news )?briefing(?! paper)(?! room)|press briefing|Pressekonferenz|conférence de presse|rueda de prensa)\b|记者会", re.IGNORECASE)),
    (Channel.INTERVIEW, re.compile(r"\b(?:interview(?:ed)?|podcast|told (?:the )?host|on (?:his|her|the) show|(?:morning|radio|television|TV|cable|breakfast|talk|business|news) (?:program(?:me)?|show)|edition of|(?:state|business|cable|national|public) (?:television|radio|TV|broadcaster)|on (?:the )?(?:air|radio|television)|(?:told|tells|asked by|across from|with) [A-Z][\w ]{2,30}(?:Television|TV|Radio|News|Network)|Frühstücksfernsehen|Fernsehinterview|entrevista|entretien|television interviewer|(?:radio|TV|television) host|(?:local|regional) (?:television|TV|radio)|(?:told|tells) (?:us|this (?:newspaper|paper|newsletter|title|publication|website|programme|program)|our (?:correspondent|reporter))|to our correspondent)\b")),
    (Channel.SPEECH, re.compile(r"\b(?:speech|testif(?:ied|ies|ying)|testimony|(?:at|told|during|in|before) (?:an? |the )?(?:\w+ ){0,3}hearing|keynote|(?:Senate|House) floor|from the bench|deliver(?:s|ed) remarks|told (?:the )?(?:[A-Z]\w+ ){0,3}(?:[Ff]orum|[Pp]anel|[Cc]ommittee|[Ss]ummit|guests)|told (?:lawmakers|senators|congress|the senate|the house|an? (?:senate|house|congressional) \w+)|address to|addressing)\b", re.IGNORECASE)),
    (Channel.SOCIAL_MEDIA, re.compile(r"\b(?:[Oo]n X\b|on Weibo|on social media|tweeted|in a social media post|in a post\b|post on X|posted (?:that|on (?:X|Truth|social|Weibo))|had posted|posted(?=[,.:]? ?[“\"\x01])|posts that\b|in the same post|社交平台|发文|on Twitter|on WeChat|on Facebook|’s post\b|'s post\b)")),
    (Channel.STATEMENT, re.compile(r"\b(?:in an? (?:[\w-]+ ){0,3}(?:statement|communiqué|notice|e-?mail|posting)|dans un communiqué|by e-?mail|written (?:response|statement|answer|reply|comment)|in (?:its|their|his|her|an emailed|a written|an e-mailed) (?:\w+ )?(?:statement|response|letter)|in writing|on paper|faxed|by email|emailed|(?:wrote|writes|said|says) in a (?:\w+ )?(?:note|letter|brief|filing|memo|circular|e-?mail)|written (?:remarks|reply|Q ?& ?A)|questions and answers|(?:on|posted on) (?:its|the ministry’s|the agency’s) (?:website|site)|(?:wrote|writes) to (?:the|members|clients|students|lawmakers)|(?:writes|wrote|said|says) [^.]{0,50} in a (?:\w+ )?(?:note|letter|memo)|e-?mails:|in the ministry’s statement|statement (?:on|from|said)|(?:its|their|his|her) statement|in a letter)\b|书面", re.IGNORECASE)),
    (Channel.REMARKS, re.compile(r"\b(?:(?:told|tells|tell) (?:the |an? )?(?:[\w’-]+ ){0,3}?(?:reporters|journalists|correspondents|travell?ing press|press|cameras|crowd|audience|supporters|press pack|pool)|from the pool|à la presse|vor der Presse|devant la presse|a la prensa|den Journalisten|(?:told|tells) (?:an? |the )?(?:[\w’&-]+ ){0,5}?(?:conference|fair|breakfast|dinner|lunch(?:eon)?|field day|rally|gathering|executives|crowd|convention|event|town hall|workers|students|business leaders|delegates|growers|members)|call with reporters|vor Journalisten|devant des journalistes|ante la prensa|a los periodistas|waiting cameras|gaggle|outside the West Wing|on the South Lawn|reporters (?:aboard|at|in|outside|on)|to reporters|aboard air force one|at an? (?:\w+ )?(?:event|forum|rally|dinner|ceremony|meeting|summit|conference)|in the oval office|in remarks|speaking at)\b", re.IGNORECASE)),
)  # fmt: skip


_ASKED = re.compile(r"\b(?:[Aa]sked|[Pp]ressed|[Pp]ushed|[Qq]uestioned)\b")
_TOLD_SOMEBODY = re.compile(
    r"\b(?:told|tells|telling)\s+(?:the )?(?!Trump|Xi\b|President|Mr|China|Beijing|Washington|Congress|Senate|House|Parliament|State|White|Americans?|Chinese|European|Wall|On|In|At)"
    r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,3}(?=[\s,.;:]|$)|\b[Aa]sked by (?:the |this )?[\w’' ]{2,40}(?:correspondent|reporter|broadcaster|Television|Radio)"
)
"""`told the Examiner`, `told Mary Dunphy of the Roundtable`: somebody whom no list of outlets has."""


_HINTS = re.compile(
    r"Truth|social|joint|fact sheet|order|proclam|regist|notice|wrote|dissent|read-?out|account|press|news|brief|when asked|[Pp]resse|记者|interview|podcast|host|show|program|radio|tele|TV\b|broadcast|edition|air\b|Network|News|us\b"
    r"|entre|speech|testi|hear|keynote|floor|bench|remarks|[Ff]orum|[Pp]anel|[Cc]ommittee|[Ss]ummit|guests|lawmakers|senators|[Cc]ongress|[Ss]enate|house|address|on X\b|Weibo|tweet|post|Twitter|WeChat|Facebook|社交|发文|statement|communiqu|mail|writ|response|paper|faxed|书面"
    r"|letter|website|site|note|told|tells|tell|telling|reporters|journal|cameras|crowd|gaggle|West Wing|Lawn|Air Force|event|rally|dinner|ceremony|meeting|conference|Oval|speaking|call with|prensa|Netzwerk|réseau|red social|pool|ask|Ask|ress|ush|uestion|on\s+[\x01“\"‘]|with |by |to ",
)
"""Where none of these letters stand, no rule of a channel can match."""


class Manner:
    """Reads channel and day out of the frame of a statement: its sentence without the words themselves."""

    def __init__(self, published: datetime, networks: str, spokespeople: frozenset[str] = frozenset()) -> None:
        self._published, self._spokespeople = published, spokespeople
        self._known: dict[tuple[str, str], Channel] = {}
        self._networks = re.compile(
            rf"\b(?:told|tells|telling|with|on|to|by)\s+(?:[\w’']+\s+){{0,3}}?(?:{networks})\b"
            rf"|\bon\s+(?:\x01|[“\"‘])|\btold\s+(?:an? |the )?(?:\w+ ){{0,2}}(?:broadcaster|network|newspaper|magazine|channel|tv station)\b"
        )
        self._network_quote = re.compile(rf"\b(?:{networks})['’]s?\s+[“\"‘\x01]")

    def channel(self, frame: str, who: Who | None) -> Channel:
        """Gives how the words reached the public; `unknown` where the frame does not say."""
        if who is not None and who.name in _STATE_MEDIA:
            return Channel.STATE_MEDIA
        key = (frame, who.name if who is not None else "")
        if key not in self._known:
            self._known[key] = self._channel(frame, who)
        return self._known[key]

    def _channel(self, frame: str, who: Who | None) -> Channel:
        if not _HINTS.search(frame):
            return Channel.UNKNOWN
        for channel, pattern in _RULES[:4]:
            if pattern.search(frame):
                return channel
        if self._networks.search(frame) or self._network_quote.search(frame) or _RULES[4][1].search(frame):
            return Channel.INTERVIEW
        for channel, pattern in _RULES[5:]:
            if pattern.search(frame):
                if channel is Channel.REMARKS and who is not None and _answers_for_ministry(frame):
                    return Channel.PRESS_CONFERENCE
                return channel
        if who is not None and _ASKED.search(frame) and who.name in self._spokespeople:
            return Channel.PRESS_CONFERENCE
        return Channel.INTERVIEW if _TOLD_SOMEBODY.search(frame) else Channel.UNKNOWN

    def day(self, frame: str) -> date | None:
        """Gives the day that the frame names; weekday names count back from the day of publication."""
        today = self._published.date()
        match = _WEEKDAY.search(frame)
        if match is not None:
            name = match.group(1).lower()
            wanted = _DAYS.index(_FOREIGN.get(name, name))
            back = (today.weekday() - wanted) % 7
            # east of London the day may have begun that is tomorrow in UTC
            return today - timedelta(days=back) if back != 6 or self._published.hour < 17 else today + timedelta(days=1)
        dated = _DATED.search(frame)
        if dated is not None:
            return self._dated(dated, today)
        han = _HAN_DAY.search(frame)
        if han is not None:
            return self._month_day(int(han.group(1)), int(han.group(2)), today)
        if re.search(r"\byesterday\b", frame, re.IGNORECASE):
            return today - timedelta(days=1)
        if re.search(r"\b(?:today|this morning|earlier today|tonight)\b", frame, re.IGNORECASE):
            return today
        return None

    def event_day(self, opening: str) -> date | None:
        """Gives the day that an opening tells of: the first one named that is of the days just past.

        `from Monday`, `until 10 November`, `last week` are of what is told, not of the day it came to pass.
        """
        today = self._published.date()
        for match in _ANY_DAY.finditer(opening):
            if _BESIDE_THE_EVENT.search(opening, max(0, match.start() - 24), match.start()):
                continue
            found = self.day(match.group())
            if found is not None and timedelta(days=-1) <= today - found <= _JUST_PAST:
                return found
        return None

    def day_of_head(self, head: str) -> date | None:
        """Gives the day that the head of a transcript names: a full date before a weekday."""
        dated = _DATED.search(head)
        found = self._dated(dated, self._published.date()) if dated is not None else None
        return found or self.day(head)

    def day_of_post(self, side: Side) -> date:
        """Gives the day of publication in Washington or, of China's side, in Beijing."""
        return self._published.astimezone(BEIJING if side is Side.CHINA else WASHINGTON).date()

    @staticmethod
    def _month_day(month: int, day: int, today: date) -> date | None:
        try:
            found = date(today.year, month, day)
        except ValueError:
            return None
        if found > today + timedelta(days=1):
            return None if found - today < timedelta(days=_AHEAD) else found.replace(year=today.year - 1)
        return found

    def day_of_live_blog(self, text: str) -> date | None:
        """Gives the day of a live blog, whose entries begin with times: that of its head, else that of publication."""
        if len(_ENTRY_TIME.findall(text)) < _ENTRIES:
            return None
        dated = _DATED.search(text[:400])
        found = self._dated(dated, self._published.date()) if dated is not None else None
        return found or self._published.date()

    def _dated(self, match: re.Match[str], today: date) -> date | None:
        month = _MONTHS.index((match["m"] or match["m2"])[:3].lower()) + 1
        try:
            found = date(int(match["y"] or today.year), month, int(match["d"] or match["d2"]))
        except ValueError:
            return None
        if match["y"] is None and found > today + timedelta(days=1):
            if found - today < timedelta(days=_AHEAD):
                return None  # a day to come: it is of what is spoken of
            found = found.replace(year=today.year - 1)
        return found


def _answers_for_ministry(frame: str) -> bool:
    return bool(
        re.search(
            r"\b[Ff]oreign [Mm]inistry spokes\w+|Außenamtssprecher|Außenministeriumssprecher|porte-parole|portavoz",
            frame,
        )
    )


def names_another_time(frame: str) -> bool:
    """Whether a sentence speaks of another occasion: `in April`, `last week`, `had said earlier`."""
    return _OTHER_TIME.search(frame) is not None


_CALL = re.compile(
    r"\b(?:call|phone|telephone|speaks? with|spoke with|talks? over|meets?|meeting with)\b|通电话|通话|会见|会谈",
    re.IGNORECASE,
)
LEADERS = frozenset({"Xi Jinping", "Donald Trump", "Wang Yi", "Marco Rubio", "He Lifeng", "Scott Bessent", "Li Qiang"})


def is_readout(item: PendingItem) -> bool:
    """Whether an item is one side's official account of a call or meeting."""
    voice = item.feed_side in (Side.US, Side.CHINA) or bool(
        re.match(r"^[A-Z]+, \w+\.? \d+ \(Xinhua\)|^新华社", item.summary or item.text)
    )
    return (
        voice
        and bool(_CALL.search(item.title))
        and not re.search(r"press conference|remarks|记者会", item.title, re.IGNORECASE)
    )


def as_readout(found: Sequence[Said], day: date | None) -> None:
    """What the account has the two say reached the public through it, and was said on the day of the call."""
    for one in found:
        if one.channel is Channel.UNKNOWN and one.who is not None and one.who.name in LEADERS:
            one.channel = Channel.READOUT
            one.day = one.day or day
