"""Who is meant: names of the roster, roles held on the day, bodies, and people whom only the text names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from tradewatch.book.roster import Roster
from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.feeds.reading.wordindex import WordIndex
from tradewatch.records import Side

__all__ = ["OFFICE_WORDS", "OTHER_LAND", "PINYIN", "Mention", "Names", "Who", "names_on"]


class Who(Struct, frozen=True):
    """A speaker: canonical name or the full name as in the text."""

    name: str
    side: Side
    person: bool
    known: bool = True
    """Of the roster."""
    woman: bool | None = None
    """Whether `she` can be this person; None where nothing tells."""


class Mention(Struct, frozen=True):
    """Where somebody is named. `country` says that only a country or a capital stands there."""

    start: int
    end: int
    who: Who
    country: bool = False


_PRESIDENT = re.compile(
    r"(?:(?<![\w-])(Chinese |China['’]s )|(?<![\w-])(?:US |U\.S\. |American )?)([Pp]resident|leader)(?!\w)(?! (?:of|Xi))"
)
_CHIEFS = {
    "treasury chief": "Treasury Secretary",
    "commerce chief": "Commerce Secretary",
    "trade chief": "US Trade Representative",
}
_SHORT_TITLES = frozenset(
    "secretary minister ambassador representative premier chair director senator governor commissioner counselor".split()
)
_LANDS = "Japanese|German|French|Indian|Canadian|Mexican|British|EU|European|Australian|Korean|Russian|Italian|Spanish|Swiss|Brazilian|Vietnamese|Thai|Indonesian|Malaysian|Philippine|Ukrainian|Iranian|Israeli|Saudi|Turkish|Dutch|Polish|Austrian|Singaporean|Taiwanese|Portuguese|Irish|Norwegian|Danish|Swedish|Finnish|Belgian|Greek|Argentine|Chilean"
OTHER_LAND = re.compile(rf"\b(?:{_LANDS}|South Korean|Hong Kong['’]s?)\s+(?:[A-Za-z]+\s+){{0,3}}\Z")
"""Of what land somebody is, before title and name."""
_SOMEBODY_ELSES = re.compile(
    r"(?:\w+(?:['’]s)|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|association|union|university|club|company|bank|board|council|"
    rf"{_LANDS}|former|ex-)\s+\Z"
)
"""What makes a title that of somebody else: `its president`, `former`."""


class Names:
    """Finds mentions in a text as of a day; built once a day, since roles change hands."""

    def __init__(self, roster: Roster, day: date, lexicon: Lexicon) -> None:
        self._roster, self._day, self._lexicon = roster, day, lexicon
        self._who: dict[str, Who] = {}
        names: list[str] = []
        for speaker in roster.speakers:
            person = speaker.kind == "person"
            who = Who(speaker.name, speaker.side, person, True, speaker.name in lexicon.women if person else None)
            self._who[speaker.name] = who
        for name, speaker in roster.names().items():
            if speaker.kind == "person" or speaker.name not in lexicon.bodies:
                names.append(name)
        names.sort(key=len, reverse=True)
        self._by_first: dict[str, list[re.Pattern[str]]] = {}
        """First word of a name → patterns, longest first: most words of a text begin no name."""
        for name in names:
            if name < "\u2e80":
                first = _first_word(name)
                self._by_first.setdefault(first, []).append(re.compile(_name_pattern(name), re.IGNORECASE))
        self._han = re.compile("|".join(re.escape(name) for name in names if name > "\u2e80") or r"(?!)")
        self._roles, posts = self._roles_on(day)
        self._index = WordIndex.union(posts, lexicon.body_index, lexicon.country_index)
        self.spokespeople = frozenset(
            name for name, who in self._who.items() if who.person and self.speaks_for_a_house(who)
        )
        """Names of those who speak for a house on that day."""

    def who(self, name: str) -> Who | None:
        """Gives a speaker of the roster by canonical name."""
        return self._who.get(name)

    def by_name(self, text: str) -> Who | None:
        """Gives who bears this name, alias or unambiguous surname."""
        speaker = self._roster.by_name(text)
        return self._who[speaker.name] if speaker else None

    def land(self, word: str) -> Who | None:
        """Gives the government that a capital or a country stands for."""
        for key, _, _ in self._lexicon.country_index.find(word):
            name = key.partition(":")[2]
            return self._who.get(name) or Who(name, Side.OTHER, False)
        return None

    def by_handle(self, text: str) -> tuple[Who, bool] | None:
        """Gives whose handle (`@realDonaldTrump`) a text has, and whether it is one of Truth Social."""
        for handle in _HANDLE.findall(text):
            for speaker in self._roster.speakers:
                for channel in speaker.channels:
                    if f"@{handle}".casefold() in channel.casefold().split():
                        return self._who[speaker.name], "truth" in channel.casefold()
        return None

    def surname(self, word: str, mentioned: Sequence[Who]) -> Who | None:
        """Gives the last mentioned person of the roster who bears a surname, as a text that named `Wang Yi` says `Wang`."""
        for who in reversed(mentioned):
            if who.person and who.known and word in (who.name.split()[0], who.name.split()[-1]):
                return who
        return None

    def titled(self, words: str, mentioned: Sequence[Who]) -> Who | None:
        """Gives who holds on that day what `the trade adviser` or `the secretary` says: the last mentioned of several.

        A short word alone (`the secretary`) needs somebody mentioned before.
        """
        plain = re.sub(r"^(?:the|his|her|its|their|mr|ms|a|an|der|die|le|la|el|l['’])\s*", "", words.strip())
        for short, title in self._lexicon.titles.items():
            if title and (plain == short or plain.endswith(" " + short) or plain.startswith(short + " ")):
                if plain != short and _SOMEBODY_ELSES.search(plain.split(short)[0]):
                    return None
                holders = self._holders(title)
                known = [who for who in reversed(mentioned) if who in holders]
                return known[0] if known else (holders[0] if len(holders) == 1 else None)
        head = plain.split()[-1] if plain else ""
        if (
            head in _SHORT_TITLES
            and len(plain.split()) <= 2
            and (plain == head or plain.split()[0] in ("us", "u.s", "chinese", "american", "cabinet"))
        ):
            for who in reversed(mentioned):
                if who.person and any(head in re.findall(r"\w+", title.casefold()) for title in self._titles(who)):
                    return who
        return None

    def house_of(self, person: Who) -> Who | None:
        """Gives the body that a person stands for: `his office` of the Trade Representative is the USTR."""
        for title in self._titles(person):
            body = next((name for short, name in self._lexicon.houses.items() if title.startswith(short)), None)
            if body is not None:
                return self._who.get(body) or Who(body, person.side, False)
        return None

    def speaks_for_a_house(self, who: Who) -> bool:
        """Whether somebody is a spokesperson on that day."""
        return any(re.search(r"spokes|press secretary", title, re.IGNORECASE) for title in self._titles(who))

    def _titles(self, who: Who) -> list[str]:
        speaker = self._roster.by_name(who.name) if who.known else None
        return [role.title for role in speaker.roles_on(self._day)] if speaker else []

    def _holders(self, title: str) -> list[Who]:
        return [
            self._who[speaker.name]
            for speaker in self._roster.speakers
            if any(role.title.split(",")[0].split(" (")[0] == title for role in speaker.roles_on(self._day))
        ]

    def mentions(self, text: str) -> list[Mention]:
        """Gives everybody of the roster who is named in a text, in order; of overlapping ones the longest."""
        found = [*self._named(text), *self._presidents(text), *self._listed(text)]
        found.sort(key=lambda one: (one.country, -(one.end - one.start)))
        kept: list[Mention] = []
        starts: list[int] = []
        for one in found:
            place = bisect_left(starts, one.end)
            if place and kept[place - 1].end > one.start:
                continue  # of those kept the last that begins before its end is the only one that can reach into it
            kept.insert(place, one)
            starts.insert(place, one.start)
        return kept

    def _named(self, text: str) -> list[Mention]:
        found = []
        end = 0
        for word in _CAPITALISED.finditer(text):
            if word.start() < end:
                continue
            for pattern in self._by_first.get(_first_word(word.group()), ()):
                match = pattern.match(text, word.start())
                speaker = self._roster.by_name(match.group()) if match else None
                if match is not None and speaker is not None and not _somebody_else(text, match):
                    found.append(Mention(match.start(), match.end(), self._who[speaker.name]))
                    end = match.end()
                    break
        for match in self._han.finditer(text):
            speaker = self._roster.by_name(match.group())
            if speaker is not None:
                found.append(Mention(match.start(), match.end(), self._who[speaker.name]))
        return found

    def _presidents(self, text: str) -> list[Mention]:
        found: list[Mention] = []
        if "resident" not in text and "leader" not in text:
            return found
        for match in _PRESIDENT.finditer(text):
            chinese = match.group(1) is not None
            if match.group(2) == "leader" and not chinese:
                continue
            before = text[max(0, match.start() - _NEAR) : match.start()]
            if (not chinese and _SOMEBODY_ELSES.search(before)) or before.rstrip().endswith(("Vice", "vice", "-")):
                continue
            president = self._who.get("Xi Jinping" if chinese else "Donald Trump")
            if president is not None:
                found.append(Mention(match.start(), match.end(), president))
        return found

    def _listed(self, text: str) -> list[Mention]:
        """What bodies, countries and posts of that day are named."""
        found = []
        for key, start, end in self._index.find(text):
            kind, _, name = key.partition(":")
            before = text[max(0, start - _NEAR) : start]
            if kind == "post":
                who = self._roles[name]
                if _FORMER.search(before) or (_SOMEBODY_ELSES.search(before) and not _own_land(before, who.side)):
                    continue
            else:
                who = self._who.get(name) or Who(name, Side.US if name.startswith("U.S. ") else Side.OTHER, False)
                if kind == "body" and who.side is not Side.OTHER and _ANOTHERS.search(before):
                    continue
                if kind == "body" and who.side is Side.CHINA and self._is_abroad(text, start, end):
                    continue
            found.append(Mention(start, end, who, kind == "country"))
        return found

    @staticmethod
    def _is_abroad(text: str, start: int, end: int) -> bool:
        """Whether a ministry or an embassy is another's: `the foreign ministry in Berlin`, or told of from there."""
        if _OF_ANOTHER_LAND.match(text, end):
            return True
        bare = (
            text[start : start + 5].lower() not in ("china", "chine", "beiji", "mofco", "state")
            and text[start] < "\u2e80"
        )
        return (
            bare
            and _DATED_ABROAD.search(text[:600]) is not None
            and not _CHINAS.search(text[max(0, start - 60, text.rfind("\n", 0, start)) : start])
        )

    def _roles_on(self, day: date) -> tuple[dict[str, Who], WordIndex]:
        """Gives who holds each title that one person alone holds, and the titles to be found."""
        titles: dict[str, list[str]] = {}
        for speaker in self._roster.speakers:
            for role in speaker.roles_on(day):
                for title in re.split(r"[,;(]", role.title):
                    if len(title.split()) > 1:
                        titles.setdefault(_title_key(title), []).append(speaker.name)
        for short, title in _CHIEFS.items():
            if title.casefold() in titles:
                titles[short] = titles[title.casefold()]
        held = {title: self._who[holders[0]] for title, holders in titles.items() if len(set(holders)) == 1}
        rows = [(f"post:{title}", re.escape(title).replace("us\\ ", r"(?:us|u\.s\.)\ ")) for title in held]
        return held, WordIndex(rows, flags=re.IGNORECASE)


_ANOTHERS = re.compile(
    r"\b(?!China|Beijing|America|Washington|Trump|its|the)(?:[A-Z]\w+)['’]s?\s+\Z"
    r"|\b(?:Japanese|German|French|Indian|Canadian|Mexican|British|Russian|South Korean|Korean|Australian|Italian|Spanish|Swiss|Brazilian|Vietnamese|Thai|Indonesian|Malaysian|Philippine|Ukrainian|Iranian|Israeli|Saudi|Turkish|EU|European|Dutch|Polish)\s+\Z"
)
_OF_ANOTHER_LAND = re.compile(
    r"\s(?:in|of|at)\s+(?!Beijing|China|Peking|Pékin|Pekín|the People|Washington|the (?:US|U\.S\.|United States)|Commerce|Foreign|Finance|Transport|A\b|An\b)(?:the\s+)?(?!January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
    r"(?:Berlin|Paris|London|Rome|Madrid|Tokyo|Seoul|Hanoi|Delhi|New Delhi|Brasília|Brasilia|Ottawa|Mexico|Canberra|Brussels|Bern|Jakarta|Bangkok|Manila|Singapore|Kuala Lumpur|Warsaw|The Hague|Vienna|Moscow|Kyiv|Ankara|Cairo|Pretoria|Taipei"
    r"|Germany|France|Britain|Italy|Spain|Japan|South Korea|Korea|Vietnam|India|Brazil|Canada|Australia|Switzerland|Indonesia|Thailand|Philippines|Malaysia|Poland|Netherlands|Austria|Russia|Ukraine|Turkey|Egypt|South Africa|Taiwan)\b"
)
_DATED_ABROAD = re.compile(
    r"(?:^|\n)\W*(?:BERLIN|TOKYO|SEOUL|HANOI|NEW DELHI|BRASILIA|BRASÍLIA|OTTAWA|MEXICO CITY|CANBERRA|BRUSSELS|ROME|JAKARTA|BANGKOK|MANILA|SINGAPORE|WARSAW|MOSCOW|TAIPEI|BERN|THE HAGUE|VIENNA)\b[^\n]{0,40}?[-–—]"
)
_CHINAS = re.compile(r"Chin|Beijing|Sino")
_FORMER = re.compile(
    r"\b(?:[Ff]ormer|[Vv]ice|[Ee]x-?|[Oo]ne-time|[Dd]eputy|[Aa]cting|[Aa]ssistant|[Uu]nder|[Aa]spiring)\s?(?:US |U\.S\. |American )?\Z"
)
_CAPITALISED = re.compile(r"(?<![\w’'-])[A-ZÀ-ÝŁŠŽ][\w.’'-]*")


_HANDLE = re.compile(r"@(\w+)")
_AFTER_SURNAME = re.compile(r"\s([A-Z][a-zü’']+)\b")
_SYLLABLE = r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|uang|iong|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|üe|a|e|i|o|u|ü)"
PINYIN = re.compile(rf"{_SYLLABLE}{{1,2}} {_SYLLABLE}(?:['’]?{_SYLLABLE})?", re.IGNORECASE)
"""A Chinese name in Latin letters: surname, then one or two syllables."""
_BEHIND = re.compile(r"\A(?:\s+(?:Jr|Sr|III?)\b|\s?['’]s?\s+(?!own\b)[a-z])")
_BEFORE = re.compile(r"(?<![\w’'-])([A-ZÀ-Ý][\w’'-]+)\s+\Z")
OFFICE_WORDS = frozenset(
    "President Secretary Minister Premier Senator Ambassador Representative Mr Mrs Ms Dr Vice Chairman Director Treasury Commerce State"
    " Trade Foreign Finance Chinese American US Leader General Judge Justice But And When After While As If Then Though Since Before With By"
    " The For On In At That Because Meanwhile Also However Later Yet So Said Says Asked Spokesman Spokesperson Spokeswoman Ministry Envoy"
    " Negotiator Adviser Advisor Chief Defense Agriculture Energy House White Department Both Neither Nor Either Only Even Does Did Will"
    " To From Or Nobody How Why What Where Who Former Prime First Deputy Acting Assistant Under Press Party Congressman Congresswoman"
    " Governor Mayor Professor Doctor Attorney Economist Analyst Broker Farmer Importer Port Company Union Bank Central Federal"
    " Reserve National Security Council Commerce Associate Lead Top Senior Special".split()
)
"""Words in capitals that may stand before a name without being part of it."""


def _somebody_else(text: str, match: re.Match[str]) -> bool:
    """`Lara Trump`, `Donald Trump Jr.`, `Lutnick's spokesman`: a known name inside another person's, or their people's."""
    if _BEHIND.match(text[match.end() : match.end() + 40]):
        return True
    behind = _AFTER_SURNAME.match(text, match.end())
    if behind is not None and " " not in match.group() and PINYIN.fullmatch(f"{match.group()} {behind[1]}"):
        return True  # "Hu Dawei" is not Hu Xijin
    if " " in match.group():
        return False
    before = _BEFORE.search(text[max(0, match.start() - 40) : match.start()])
    return before is not None and before.group(1) not in OFFICE_WORDS and not before.group(1).isupper()


@lru_cache(maxsize=10_000)
def _first_word(name: str) -> str:
    """The letters that a name begins with, up to what is no letter: `U.S.` and `US` begin alike."""
    match = re.match(r"\w+", name.replace("U.S.", "US").replace("u.s.", "us"))
    return match.group().casefold() if match else ""


def _own_land(before: str, side: Side) -> bool:
    own = r"(?:China['’]s)\s+\Z" if side is Side.CHINA else r"(?:America['’]s|Trump['’]s)\s+\Z"
    return bool(re.search(own, before))


def _name_pattern(name: str) -> str:
    if name > "\u2e80":
        return re.escape(name)
    words = r"[\s,]+".join(re.escape(word).replace("'", "['’]") for word in name.split())
    words = words.replace("us[\\s,]+", r"(?:us|u\.s\.)\s+")
    return rf"(?<![\w’'-]){words}(?!\w)"


_NEAR = 40
"""Letters before a name in which a word can say that it is another's."""


def _title_key(title: str) -> str:
    return title.strip().casefold().replace("u.s.", "us")


@lru_cache(maxsize=32)
def _names(roster: Roster, day: date, lexicon: Lexicon) -> Names:
    return Names(roster, day, lexicon)


@lru_cache(maxsize=8)
def _turning_days(roster: Roster) -> tuple[date, ...]:
    """The days on which somebody takes or leaves a post: between two of them the names are the same."""
    days = {role.start for speaker in roster.speakers for role in speaker.roles}
    days |= {role.end + timedelta(days=1) for speaker in roster.speakers for role in speaker.roles if role.end}
    return tuple(sorted(days))


def names_on(roster: Roster, day: date, lexicon: Lexicon) -> Names:
    """Gives the names as of a day; those of the days between two changes of posts are built once."""
    turns = _turning_days(roster)
    place = bisect_right(turns, day)
    return _names(roster, turns[place - 1] if place else day, lexicon)
