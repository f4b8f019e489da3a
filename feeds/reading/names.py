"""Who is meant: names of the roster, roles held on the day, bodies, and people whom only the text names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tradewatch.book.roster import Roster
from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.records import Side

__all__ = ["OFFICE_WORDS", "Mention", "Names", "Who", "names_on"]


@dataclass(frozen=True, slots=True)
class Who:
    """A speaker: canonical name or the full name as in the text."""

    name: str
    side: Side
    person: bool
    known: bool = True
    """Of the roster."""
    woman: bool | None = None
    """Whether `she` can be this person; None where nothing tells."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where somebody is named. `country` says that only a country or a capital stands there."""

    start: int
    end: int
    who: Who
    country: bool = False


_US_GOVERNMENT = "Trump administration"
_CHINA_GOVERNMENT = "China (government)"
_BODIES: tuple[tuple[str, str], ...] = (
    (r"White House", "White House"),
    (
        r"(?:China['’]s |Chinese |Beijing['’]s )?(?:[Cc]ommerce [Mm]inistry|Ministry of Commerce|MOFCOM)",
        "Ministry of Commerce (China)",
    ),
    (
        r"(?:China['’]s |Chinese |Beijing['’]s )?(?:[Ff]oreign [Mm]inistry|Ministry of Foreign Affairs)",
        "Ministry of Foreign Affairs (China)",
    ),
    (
        r"(?:China['’]s |Chinese |Beijing['’]s )?(?:[Ff]inance [Mm]inistry|Ministry of Finance)",
        "Ministry of Finance (China)",
    ),
    (
        r"(?:China['’]s |Chinese |Beijing['’]s )?(?:[Tt]ransport(?:ation)? [Mm]inistry|Ministry of Transport)",
        "Ministry of Transport (China)",
    ),
    (
        r"(?:China['’]s |Chinese |Beijing['’]s )?(?:[Tt]ourism [Mm]inistry|Ministry of Culture and Tourism)",
        "Ministry of Culture and Tourism (China)",
    ),
    (
        r"(?:China['’]s |Chinese |Beijing['’]s )?(?:antitrust |market )regulator",
        "State Administration for Market Regulation",
    ),
    (
        r"(?:China['’]s |Chinese )?(?:State Council(?:['’]s)? )?(?:Customs )?Tariff Commission",
        "State Council Tariff Commission",
    ),
    (
        r"(?:China['’]s |Chinese )?(?:General Administration of Customs|customs (?:authority|agency|administration))",
        "General Administration of Customs",
    ),
    (
        r"(?:Chinese|China(?:['’]s)?) [Ee]mbassy(?: in (?:Washington|the United States|the US|the U\.S\.))?",
        "Chinese Embassy in Washington",
    ),
    (r"(?:US |U\.S\. )?(?:Commerce Department|Department of Commerce)", "U.S. Commerce Department"),
    (r"(?:US |U\.S\. )?(?:State Department|Department of State)", "U.S. State Department"),
    (r"(?:US |U\.S\. )?Agriculture Department|Department of Agriculture|USDA", "U.S. Agriculture Department"),
    (
        r"(?:US |U\.S\. )?(?:Treasury Department|Department of the Treasury|Treasury(?= spokes))",
        "U.S. Treasury Department",
    ),
    (
        r"(?:Office of the )?(?:US|U\.S\.) Trade Representative['’]s office|USTR|Office of the (?:US|U\.S\.) Trade Representative",
        "Office of the U.S. Trade Representative",
    ),
    (r"(?:US |U\.S\. )?Court of International Trade", "US Court of International Trade"),
    (r"(?:US |U\.S\. )?Supreme Court", "US Supreme Court"),
    (r"(?:US |U\.S\. )?(?:Court of Appeals for the )?Federal Circuit", "US Court of Appeals for the Federal Circuit"),
    (r"商务部", "Ministry of Commerce (China)"),
    (r"外交部", "Ministry of Foreign Affairs (China)"),
    (r"财政部", "Ministry of Finance (China)"),
    (r"白宫", "White House"),
    (r"新华社", "Xinhua"),
    (
        r"[Mm]inistère (?:chinois )?du Commerce(?: chinois)?|Ministerio de Comercio(?: de China| chino)?|(?:[Cc]hinesische[ns]? )?Handelsministerium(?:s)?(?: in Peking)?",
        "Ministry of Commerce (China)",
    ),
    (
        r"[Mm]inistère (?:chinois )?des Affaires étrangères(?: chinois)?|Ministerio de (?:Asuntos|Relaciones) Exteriores (?:de China|chino)|[Cc]hinesische[ns]? Außenministerium(?:s)?|Außenministerium in Peking",
        "Ministry of Foreign Affairs (China)",
    ),
    (
        r"[Mm]inistère (?:chinois )?des Transports(?: chinois)?|Ministerio de Transportes? (?:de China|chino)|[Cc]hinesische[ns]? Verkehrsministerium(?:s)?",
        "Ministry of Transport (China)",
    ),
    (
        r"[Mm]inistère (?:chinois )?des Finances(?: chinois)?|Ministerio de (?:Finanzas|Hacienda) (?:de China|chino)|[Cc]hinesische[ns]? Finanzministerium(?:s)?",
        "Ministry of Finance (China)",
    ),
    (r"Maison[- ]Blanche|Casa Blanca|Weiße Haus", "White House"),
    (r"Xinhua(?: News Agency)?|state news agency Xinhua", "Xinhua"),
    (
        r"[Tt]he two (?:governments|sides|countries)|[Bb]oth (?:governments|sides|countries)|[Tt]he (?:US and China|U\.S\. and China|United States and China)|[Jj]oint statement",
        "US and China (joint)",
    ),
    (
        r"Trump [Aa]dministration|(?:US|U\.S\.|American|United States) (?:government|administration|officials|side)|(?:[Hh]is|[Tt]he) [Aa]dministration|American officials",
        _US_GOVERNMENT,
    ),
    (
        r"Chinese (?:government|side|officials|authorities)|[Tt]he Chinese(?!\s+(?!have|had|are|were|will|would|said|say|did|do|can|could|never|also)[a-z])",
        _CHINA_GOVERNMENT,
    ),
)
_WITH_PATTERNS = frozenset(name for _, name in _BODIES)
_COUNTRIES = (
    (r"China|Beijing|中国|中方", _CHINA_GOVERNMENT),
    (r"Washington|(?:[Tt]he )?(?:United States|U\.S\.|US)|美国|美方", _US_GOVERNMENT),
)
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
_OTHER_LAND = re.compile(
    r"(?:\w+(?:['’]s)|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|association|union|university|club|company|bank|board|council|Japanese|German|French|Indian|Canadian|Mexican|British|EU|European|Australian|Korean|former|ex-)\s+\Z"
)


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
            if speaker.kind == "person" or speaker.name not in _WITH_PATTERNS:
                names.append(name)
        names.sort(key=len, reverse=True)
        self._by_first: dict[str, list[re.Pattern[str]]] = {}
        """First word of a name → patterns, longest first: most words of a text begin no name."""
        for name in names:
            if name < "\u2e80":
                first = _first_word(name)
                self._by_first.setdefault(first, []).append(re.compile(_name_pattern(name), re.IGNORECASE))
        self._han = re.compile("|".join(re.escape(name) for name in names if name > "\u2e80") or r"(?!)")
        self._bodies = [
            (re.compile(pattern if pattern > "\u2e80" else rf"(?<!\w)(?:{pattern})(?!\w)"), name)
            for pattern, name in _BODIES
        ]
        self._roles = self._roles_on(day)
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
                if plain != short and _OTHER_LAND.search(plain.split(short)[0]):
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
        found = []
        for speaker in self._roster.speakers:
            if any(role.title.split(",")[0].split(" (")[0] == title for role in speaker.roles_on(self._day)):
                found.append(self._who[speaker.name])
        return found

    def mentions(self, text: str) -> list[Mention]:
        """Gives everybody of the roster who is named in a text, in order; of overlapping ones the longest."""
        found = [*self._named(text), *self._in_roles(text), *self._as_bodies(text)]
        found.sort(key=lambda one: (one.country, -(one.end - one.start)))
        kept: list[Mention] = []
        for one in found:
            if not any(one.start < other.end and other.start < one.end for other in kept):
                kept.append(one)
        return sorted(kept, key=lambda one: one.start)

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

    def _in_roles(self, text: str) -> list[Mention]:
        found: list[Mention] = []
        if not _ROLE_WORD.search(text):
            return found
        for pattern, who in self._roles:
            for match in pattern.finditer(text):
                if _FORMER.search(text[: match.start()]):
                    continue
                if not _OTHER_LAND.search(text[: match.start()]) or _own_land(text[: match.start()], who.side):
                    found.append(Mention(match.start(), match.end(), who))
        for match in _PRESIDENT.finditer(text):
            chinese = match.group(1) is not None
            if match.group(2) == "leader" and not chinese:
                continue
            if not chinese and _OTHER_LAND.search(text[: match.start()]):
                continue
            if text[: match.start()].rstrip().endswith(("Vice", "vice", "-")):
                continue
            president = self._who.get("Xi Jinping" if chinese else "Donald Trump")
            if president is not None:
                found.append(Mention(match.start(), match.end(), president))
        return found

    def _as_bodies(self, text: str) -> list[Mention]:
        found = []
        for pattern, name in self._bodies:
            who = self._who.get(name) or Who(name, Side.US if name.startswith("U.S. ") else Side.OTHER, False)
            found += [
                Mention(match.start(), match.end(), who)
                for match in pattern.finditer(text)
                if who.side is Side.OTHER or not _ANOTHERS.search(text[: match.start()])
            ]
        for pattern, name in _COMPILED_COUNTRIES:
            who = self._who.get(name) or Who(name, Side.OTHER, False)
            found += [Mention(match.start(), match.end(), who, True) for match in pattern.finditer(text)]
        return found

    def _roles_on(self, day: date) -> list[tuple[re.Pattern[str], Who]]:
        titles: dict[str, list[str]] = {}
        for speaker in self._roster.speakers:
            for role in speaker.roles_on(day):
                for title in re.split(r"[,;(]", role.title):
                    if len(title.split()) > 1:
                        titles.setdefault(title.strip().casefold(), []).append(speaker.name)
        for short, title in _CHIEFS.items():
            if title.casefold() in titles:
                titles[short] = titles[title.casefold()]
        found = []
        for title, holders in titles.items():
            if len(holders) == 1 and holders[0] in self._who:
                words = re.escape(title).replace(r"us\ ", r"(?:us|u\.s\.)\ ")
                found.append((re.compile(rf"(?<![\w-]){words}(?!\w)", re.IGNORECASE), self._who[holders[0]]))
        return found


_ANOTHERS = re.compile(
    r"\b(?!China|Beijing|America|Washington|Trump|its|the)(?:[A-Z]\w+)['’]s?\s+\Z"
    r"|\b(?:Japanese|German|French|Indian|Canadian|Mexican|British|Russian|South Korean|Korean|Australian|Italian|Spanish|Swiss|Brazilian|Vietnamese|Thai|Indonesian|Malaysian|Philippine|Ukrainian|Iranian|Israeli|Saudi|Turkish|EU|European|Dutch|Polish)\s+\Z"
)
_FORMER = re.compile(
    r"\b(?:[Ff]ormer|[Vv]ice|[Ee]x-?|[Oo]ne-time|[Dd]eputy|[Aa]cting|[Aa]ssistant|[Uu]nder|[Aa]spiring)\s?(?:US |U\.S\. |American )?\Z"
)
_CAPITALISED = re.compile(r"(?<![\w’'-])[A-ZÀ-ÝŁŠŽ][\w.’'-]*")
_ROLE_WORD = re.compile(
    r"(?i:secretary|minister|premier|president|leader|spokes|representative|chief|chair|ambassador|director|adviser|counselor"
    r"|governor|envoy|negotiator|justice|commissioner|senator|member|speaker|staff|editor|general)"
)


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
    if " " in match.group():
        return False
    before = _BEFORE.search(text[max(0, match.start() - 40) : match.start()])
    return before is not None and before.group(1) not in OFFICE_WORDS and not before.group(1).isupper()


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


_COMPILED_COUNTRIES = [
    (re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)(?!['’]s)(?!-)"), name) for pattern, name in _COUNTRIES
]


@lru_cache(maxsize=64)
def names_on(roster: Roster, day: date, lexicon: Lexicon) -> Names:
    """Gives the names as of a day, kept for the days that are asked for."""
    return Names(roster, day, lexicon)
