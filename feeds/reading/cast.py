"""Everybody whom an item names: people and bodies of the roster, strangers with what the text says of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.feeds.reading.names import OTHER_LAND, PINYIN, Names, Who
from tradewatch.records import Side

__all__ = ["Cast", "Named"]

_TOKEN = r"(?:[A-Z]\.(?=\s)|[A-ZÀ-ÝŁŠŽ][\w]*(?:[’'-][A-ZÀ-Ýa-zà-ÿ][\w]*)*|[A-Z]\.)"
_PARTICLE = r"(?:de|da|del|della|di|dos|du|van|von|van der|van den|von der|ten|bin|ibn|al|el|de la|la)"
_NAME = re.compile(rf"(?<![\w.’'-])(?:{_TOKEN})(?:(?:[ \u00a0]{_PARTICLE}){{0,2}}[ \u00a0](?:& )?{_TOKEN}){{0,7}}")
_OWNED = re.compile(r"^(.+?)['’]s?\s+(?=\S)")
_APPOSED = re.compile(
    r"\s*,\s+(?!and\b|but\b|or\b|who\b|which\b)((?:an?|the|its|his|her|their|one of)?\s?[^,.;:\x01]{3,90})(?=[,.;:]|$)"
)
_WHO = re.compile(r"\s*,\s+who\s+([^,.;:\x01]{3,60})")
_TITLED = re.compile(
    r"(?:^|\s)(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Prof|Senator|Representative|Congressman|Congresswoman|Governor|Professor|Judge|Justice|Minister|Secretary)\.?\s+\Z"
)
_NEVER_LAST = frozenset(
    "Republican Republicans Democrat Democrats Street State Senate House Monday Tuesday Wednesday Thursday Friday Saturday Sunday And The Of In On".split()
)
_SURNAMES = frozenset(
    "He Long Price Green Moon Young Rich Power Banks Law Wood Stone Brown White Black Gray Grey King Prince Bishop Page Day".split()
)
_DATELINE = re.compile(r"\)\s*[-–—]")
_AMONG_WORDS = re.compile(r"\b(?:the|an?|in|at|from|to|on|near)\s+\Z", re.IGNORECASE)
_LANDS = frozenset(
    "China American Asian European British German French Canadian Mexican Japanese Indian Korean Beijing Washington America Hong London Geneva"
    " Shanghai Shenzhen Guangzhou Chicago Iowa Ohio Illinois Indiana Minnesota Nebraska Kansas Texas California Michigan Montana Tennessee"
    " Wisconsin Louisiana Georgia Florida Virginia Maine Vermont Oregon Nevada Arizona Missouri Mississippi Alabama Kentucky Oklahoma Arkansas"
    " Pacific Atlantic National Great North South East West Northern Southern Eastern Western Central Upper Lower Farmers Importers Exporters".split()
)
"""Words that begin a body's name as often as they stand before somebody's."""
_CAPITAL = re.compile(r"(?<![\w’'&-])[A-ZÀ-ÝŁŠŽ]\w*(?:-\w+|['’](?!s\b)\w+)*")
_PRONOUNS = frozenset("He She It They We You".split())
_BESIDE_NAME = re.compile(
    r"(?<![.!?”] )\b(?!(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Prof|Senator|Representative|Professor|Judge|Justice|Minister|Secretary|But|And|When|While|As|If|For|In|On|Of|After|Before|Not)\b)[A-ZÀ-Ý][\w’'-]*\s\Z"
)
_GOES_ON = re.compile(r"\s(?!(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)[A-ZÀ-Ý][a-zà-ÿ]")
_BEGINS = re.compile(r"[.!?:;”\"\n]\s*\Z")
_LAWMAKER = re.compile(r"(?:Sen|Rep|Senator|Representative|Congressman|Congresswoman)\.?\s+\Z")
_HER = re.compile(r"(?:^|\s)(?:Mrs|Ms|Frau|Madame|Mme|Congresswoman|Sra|doña)\.?\s+\Z")
_HIM = re.compile(r"(?:^|\s)(?:Mr|Herr|Monsieur|Congressman|Sr|don)\.?\s+\Z")


@dataclass(slots=True)
class Named:
    """A place where somebody is named. `country` says that only a country or a capital stands there."""

    start: int
    end: int
    who: Who
    country: bool = False
    words: frozenset[str] = frozenset()
    """What the text says of them beside the name, in lower case: `senator`, `broker`."""
    certain: bool = True
    """Surely a person or a body: of the roster, with a title or with a description."""


@dataclass(slots=True)
class Cast:
    """Mentions of one item in order; `text` has the letters of quotations blanked out."""

    text: str
    names: Names
    lexicon: Lexicon
    mentions: list[Named] = field(default_factory=list)
    _short: dict[str, list[Named]] = field(default_factory=dict)
    """Each word of a stranger's name → where the full name stands."""
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        known = [
            Named(one.start, one.end, one.who, one.country, self._described(one.start, one.end))
            for one in self.names.mentions(self.text)
        ]
        taken = sorted((one.start, one.end) for one in known if not one.country)
        strangers = [one for match in _NAME.finditer(self.text) if (one := self._stranger(match, taken)) is not None]
        spans = [(one.start, one.end) for one in strangers]
        abroad = _posts([*strangers, *(one for one in known if one.who.side is Side.OTHER)])
        known = [one for one in known if one.country or self._holds(one, abroad)]
        in_full = self._in_full([*known, *strangers])
        known = [self._namesake(one, in_full) for one in known]
        known = [one for one in known if not one.country or not _inside(one.start, one.end, spans)]
        again = self._surnames([*known, *strangers])
        self.mentions = sorted([*known, *strangers, *again], key=lambda one: (one.start, -one.end))
        self._starts = [one.start for one in self.mentions]

    def between(self, start: int, end: int) -> list[Named]:
        """Gives the mentions that lie wholly between two places, in order."""
        first = bisect_left(self._starts, start)
        return [one for one in self.mentions[first : bisect_left(self._starts, end)] if one.end <= end]

    def ending(self, end: int) -> Named | None:
        """Gives the longest mention that ends at a place."""
        found = [one for one in self.between(max(0, end - 80), end) if one.end == end]
        return max(found, key=lambda one: (not one.country, one.end - one.start), default=None)

    def short(self, word: str, at: int) -> Who | None:
        """Gives whom one word of a name means: the nearest of that name before a place, else the next behind it."""
        known = self._short.get(word)
        if not known:
            return None
        surnames = [
            one for one in known if one.who.person and word in (one.who.name.split()[-1], one.who.name.split()[0])
        ]
        known = surnames or known
        return (_last_before(known, at + 1) or known[0]).who

    def described(self, noun: str, at: int) -> Who | None:
        """Gives the last person before a place whom the text calls `the broker`, `Senator`."""
        for one in reversed(self.mentions):
            if one.start < at and noun in one.words and one.who.person:
                return one.who
        return None

    def last(self, at: int, *, kinds: tuple[str, ...] = (), since: int = 0) -> Named | None:
        """Gives the last body named before a place, whose name or description has one of the words."""
        for one in reversed(self.between(since, at)):
            if one.who.person or one.country:
                continue
            name = one.who.name.casefold()
            if not kinds or any(kind in name or kind in one.words for kind in kinds):
                return one
        return None

    def only(self, kind: str) -> Who | None:
        """Gives the body of a kind where the text names one alone, wherever it does."""
        found = {one.who for one in self.mentions if not one.who.person and kind in one.who.name.casefold()}
        return found.pop() if len(found) == 1 else None

    def _stranger(self, match: re.Match[str], taken: list[tuple[int, int]]) -> Named | None:
        """Reads a run of words in capitals as a name, without the titles and places before it."""
        start, end = match.span()
        words = self.text[start:end]
        if " " not in words and not self.text.endswith("surnamed ", 0, start):
            return None
        while True:
            owned = _OWNED.match(words)
            first = owned.group() if owned else words.split(" ", 1)[0] + " "
            plain = first.strip(" .").removesuffix("’s").removesuffix("'s")
            if len(first) >= len(words) or not (owned or plain in self.lexicon.not_names):
                break
            if plain in _LANDS and words.rstrip().rsplit(" ", 1)[-1] in self.lexicon.body_words:
                break  # "China Post", "American Soybean Association"
            if (
                plain in _SURNAMES
                and not owned
                and (start == match.start() or plain == "He")
                and not self._begins(start)
            ):
                break  # "said He Rong", "Long Island" is no name either way
            start += len(first)
            words = words[len(first) :]
        words = words.removesuffix("’s").removesuffix("'s").rstrip("'’")
        end = start + len(words)
        tokens = words.split()
        while len(tokens) > 1 and tokens[-1] in _NEVER_LAST:
            words = words.rsplit(" ", 1)[0]
            tokens, end = tokens[:-1], start + len(words)
        if not tokens or all(token.isupper() and len(token) > 2 for token in tokens):
            return None  # a dateline, a headline
        if (tokens[0] in self.lexicon.not_names and tokens[0] != "He" and tokens[0] not in _LANDS) or _inside(
            start, end, taken, touching=True
        ):
            return None
        before = self.text[max(0, start - 24) : start]
        titled = bool(_TITLED.search(before))
        if len(tokens) < 2 and not before.endswith("surnamed "):
            return None
        body = bool(self.lexicon.body_words & set(tokens)) or "&" in words
        if before.endswith("(") and _DATELINE.match(self.text, end):
            return None  # "BEIJING, Nov 20 (Meridian Wire) -": who reports it
        described = self._described(start, end)
        side = self._side(start, end)
        who = self._full(words) or Who(words, side, not body, False, self._woman(tokens[0], before))
        if titled and _LAWMAKER.search(before):
            described |= {"republican", "democrat", "lawmaker", "legislator", "senator", "congressman", "congresswoman"}
        plainly = not _AMONG_WORDS.search(before)
        named = Named(start, end, who, False, described, titled or bool(described) or plainly)
        for token in tokens:
            if len(token) > 2:
                self._short.setdefault(token, []).append(named)
        return named

    def _holds(self, one: Named, abroad: dict[str, int]) -> bool:
        """Whether a post (`the president`) is that of the roster; where the text named another land's, nobody's for now."""
        words = self.text[one.start : one.end]
        if not one.who.person or any(part in words for part in one.who.name.split()):
            return True
        return one.start <= abroad.get(words.split()[-1].casefold(), one.start)

    def holder(self, titled: Who, head: str, at: int) -> Who | None:
        """Gives who a post means at a place: the roster's, or the stranger whom the text named with it; None if either may."""
        others = [
            one for one in self.mentions
            if one.start < at and head in one.words and one.who.person and one.who.side is Side.OTHER
        ]  # fmt: skip
        if not others:
            return titled
        named = any(one.who == titled and one.start < at and self._is_named(one) for one in self.mentions)
        return None if named else others[-1].who

    def _is_named(self, one: Named) -> bool:
        return any(part in self.text[one.start : one.end] for part in one.who.name.split())

    def _in_full(self, named: list[Named]) -> dict[str, list[Named]]:
        """Gives for each word of a name where people stand with several words of theirs, in order."""
        found: dict[str, list[Named]] = {}
        for one in sorted(named, key=_start):
            if one.who.person and " " in self.text[one.start : one.end]:
                for word in set(one.who.name.split()):
                    found.setdefault(word, []).append(one)
        return found

    def _namesake(self, one: Named, in_full: dict[str, list[Named]]) -> Named:
        """A surname of the roster is the stranger's whom the text named in full last: `Carol Hassett ... said Hassett`."""
        word = self.text[one.start : one.end]
        if one.country or not one.who.person or " " in word:
            return one
        last = _last_before(in_full.get(word, ()), one.start)
        return one if last is None or last.who == one.who else replace(one, who=last.who, words=last.words)

    def _surnames(self, named: list[Named]) -> list[Named]:
        """Gives the places where a person whom the text has named in full stands with the surname alone."""
        people: dict[str, list[Named]] = {}
        for one in sorted(named, key=_start):
            words = one.who.name.split()
            if one.who.person and len(words) > 1:
                for word in {words[-1], words[0]} if PINYIN.fullmatch(one.who.name) else {words[-1]}:
                    if len(word) > 1 and word not in _PRONOUNS:
                        people.setdefault(word, []).append(one)
        if not people:
            return []
        spans = sorted((one.start, one.end) for one in named if not one.country)
        starts = [start for start, _ in spans]
        found = []
        for match in _CAPITAL.finditer(self.text):
            if match.group() not in people or self.text[match.end() : match.end() + 1] in ("-", "&"):
                continue
            place = bisect_left(starts, match.end()) - 1
            if place >= 0 and spans[place][1] > match.start():
                continue
            before = _last_before(people[match.group()], match.start())
            if before is None or (match.group() in self.lexicon.not_names and not self._speaks(match)):
                continue
            if _BESIDE_NAME.search(self.text[max(0, match.start() - 24) : match.start()]) or _GOES_ON.match(
                self.text, match.end()
            ):
                continue
            found.append(Named(match.start(), match.end(), before.who, False, before.words))
        return found

    def _speaks(self, match: re.Match[str]) -> bool:
        """Whether a surname that is a word besides is one here: `Price later told`, `Ms. Long`."""
        behind = re.match(
            r"\s+(?:\w+ly\s+|later\s+|also\s+|himself\s+|herself\s+)?", self.text[match.end() : match.end() + 30]
        )
        return bool(
            _TITLED.search(self.text[max(0, match.start() - 24) : match.start()])
            or (behind and self.lexicon.say.match(self.text, match.end() + behind.end()))
            or (re.match(r"\s[a-z]+ed\b|, ", self.text[match.end() : match.end() + 20]) and self._begins(match.start()))
        )

    def _begins(self, at: int) -> bool:
        """Whether a sentence begins at a place."""
        before = self.text[max(0, at - 12) : at]
        return not before.strip() or _BEGINS.search(before) is not None

    def _full(self, words: str) -> Who | None:
        """`Van Aken` after `Hollis Van Aken` is the same person."""
        for one in self._short.get(words.split()[-1], ()):
            if one.who.name.endswith(" " + words) or one.who.name == words:
                return one.who
        return None

    def _described(self, start: int, end: int) -> frozenset[str]:
        """Gives the words of what stands beside a name: `the broker Lyle Pettersen`, `Agnes Pembrook, who runs the firm`."""
        window = self.text[end : end + 120]
        found: list[str] = []
        behind = _APPOSED.match(window) or _WHO.match(window)
        if behind is not None and not re.match(r"\s*(?:said|told|wrote|in|on|at|by)\b", behind.group(1)):
            found += behind.group(1).split()
        ahead = self.text[max(0, start - 80) : start]
        if ahead[-1:] == " ":
            for word in reversed(ahead.split()[-6:]):
                if not (word.strip(",").casefold() in self.lexicon.role_words or word[:1].isupper()):
                    break
                found.append(word)
        words = frozenset(word.strip(".,'’\"").casefold() for word in found) & self.lexicon.role_words
        return words | {"senator", "lawmaker"} if words & {"republican", "democrat"} else words

    def _side(self, start: int, end: int) -> Side:
        around = f"{self.text[max(0, start - 90) : start].rsplit('.', 1)[-1]} {self.text[end : end + 90].split('.')[0]}"
        if OTHER_LAND.search(self.text[max(0, start - 60) : start].rsplit(".", 1)[-1]):
            return Side.OTHER
        if self.lexicon.china_office.search(around):
            return Side.CHINA
        return Side.US if self.lexicon.us_office.search(around) else Side.OTHER

    def _woman(self, first: str, before: str) -> bool | None:
        if _HER.search(before):
            return True
        if _HIM.search(before):
            return False
        if first in self.lexicon.women:
            return True
        return False if first in self.lexicon.men else None


def _posts(named: list[Named]) -> dict[str, int]:
    """Gives for each word that describes somebody (`Premier Novak`: premier) where it stands first."""
    found: dict[str, int] = {}
    for one in named:
        for word in one.words if one.who.person else ():
            found[word] = min(one.start, found.get(word, one.start))
    return found


def _start(one: Named) -> int:
    return one.start


def _last_before(named: Sequence[Named], at: int) -> Named | None:
    """Gives the last of several in order that begins before a place."""
    place = bisect_left(named, at, key=_start)
    return named[place - 1] if place else None


def _inside(start: int, end: int, spans: list[tuple[int, int]], *, touching: bool = False) -> bool:
    """Whether a stretch lies in one of several, or touches one: they are in order, and none reaches into the next."""
    if touching:
        place = bisect_left(spans, (end,))
        return place > 0 and start < spans[place - 1][1]
    place = bisect_left(spans, (start + 1,))
    return place > 0 and end <= spans[place - 1][1]
