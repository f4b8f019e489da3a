"""Whose words a sentence is about: `rejecting Bessent's remarks`, `the American accusation`, `such claims`."""

from __future__ import annotations

import re

from msgspec import Struct

from tradewatch.feeds.reading.names import Mention, Names, Who
from tradewatch.feeds.reading.stancewords import StanceWords
from tradewatch.records import Side

__all__ = ["BEFORE", "Addressees", "Addressing"]

BEFORE = "before"
"""Stands for what was said just before: `the charge`, `denied it`."""
_SOMEBODY = "?"
"""Somebody of whom no list knows."""
_TITLES = r"(?:(?:[Tt]he|US|U\.S\.|American|Chinese|President|Mr|Ms|former|[Tt]reasury|[Cc]ommerce|[Ss]ecretary|[Mm]inister)\.?\s+){0,4}"
_TO = re.compile(
    r"(?:(?i:respon[ds]\w*|repl\w+|react\w*|answer\w*|back|out|réponse|répond\w*|respuesta|respond\w*)\s+(?:to|at|against|à|a)|(?i:reaktion|antwort|reagier\w+)\s+auf"
    r"|(?i:contradict|refut|rebuk|rebuff|reject|dismiss|scoff|disput)\w*(?:\s+at)?|(?i:asked|commenting)\s+(?:about|on))\s+"
    + _TITLES + r"\Z"
)  # fmt: skip
_OWNED = re.compile(r"\A(?:['’]s?\s|的)")
_SOME_CLAIM = re.compile(
    r"\b(?:an?|some|several|media|press)\s+(?:[A-Za-z-]+\s+){0,2}?(?:accusations?|claims?|allegations?|complaints?|suggestions?|assertions?|reports?|criticisms?|warnings?|threats?)\b"
)
"""A claim that nobody has made yet in the text; plain letters only, since French `a rejeté` is no article."""
_SIDES = {
    Side.US: (
        r"(?:\b(?:US|U\.S\.|American|America['’]s|Washington['’]s|United States['’]s?|White House(?:['’]s)?|[Aa]dministration['’]s|amerikanische[nrs]?)\s+|\bUS-|美方的?|美国的?)",
        r"(?:the )?(?:US\b|U\.S\.|United States|Washington|American|États-Unis|EE\.? ?UU|estadounidense|américain)",
    ),
    Side.CHINA: (
        r"(?:\b(?:Chinese|China['’]s|Beijing['’]s|chinesische[nrs]?)\s+|中方的?|中国的?)",
        r"(?:the )?(?:China\b|Beijing|Chinese|Chine\b|chinois|Pékin|Pekín|Peking)",
    ),
}


class Addressees(Struct, frozen=True):
    """Names, sides (`US`), `before`, `?`; and the other side's people and bodies that are named at all."""

    addressed: frozenset[str]
    named: frozenset[str]


class Addressing:
    """Reads sentences for whose words they are about."""

    def __init__(self, names: Names, words: StanceWords) -> None:
        self._names = names
        speech = words.speech
        self._speech_of = re.compile(rf"\A(?:['’]s?\s+(?:[\w’'-]+\s+){{0,3}}?|[^。，]{{0,12}}?){speech}")
        self._of = re.compile(
            rf"{speech}\s+(?:made |issued |posted |raised )?(?:by|from|of|von|de|du|del)\s+{_TITLES}\Z"
        )
        self._says = re.compile(rf"\A(?:\s+(?:had|has|have|also|earlier|later|first|on \w+day))*\s*{words.says}")
        self._what = re.compile(rf"\bwhat\s+{_TITLES}\Z", re.IGNORECASE)
        self._sides = {
            side: re.compile(
                rf"{before}(?:[\w-]+\s+){{0,2}}?{speech}(?!\s+(?:on|for) (?:goods|ships|imports|cargo))"
                rf"|{speech}\s+(?:made |raised |levelled )?(?:(?:by|from|of|de|des|von)\s+)?{after}(?!\w*\s+[A-Z])"
            )
            for side, (before, after) in _SIDES.items()
        }
        self._just_said = re.compile(
            rf"(?<!\w)(?:[Tt]he|[Tt]hat|[Tt]his|[Tt]hose|[Tt]hese|[Ss]uch|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Dd]en|[Dd]ie|[Dd]as|[Dd]iese[nr]?|[Ll]es|[Cc]es|[Cc]ette|[Ll]as?|[Ee]s[at]as?)\s+(?:\w+\s+)?{speech}(?!\s+(?:of|by|from|that|about|on|against|de|von)\b)"
            rf"|l['’]{speech}|(?:这一|这种|该|此|有关|相关|上述|这)(?:种|些|项)?{speech}"
            r"|(?:den(?:y|ie[sd]|ying)|(?:reject|dismiss)(?:s|es|ed|ing)?|(?:refut|disput)(?:e[sd]?|ing))\s+(?:it|this|that|them)(?!\w)(?!\s+(?:had|has|have|was|were|is|would|will)\b)"
        )
        self._owner = re.compile(
            rf"(?<![\w’'-])((?:[A-ZÀ-Ý][\w.-]*\s+){{0,3}}[A-ZÀ-Ý][\w-]+)['’]s?\s+(?:[\w-]+\s+){{0,2}}?{speech}"
        )

    def read(self, text: str, speaker: Who, *, question: bool = False) -> Addressees:
        """Gives whose words a text is about; in a question whoever it says to have said something."""
        other = Side.US if speaker.side is Side.CHINA else Side.CHINA
        found: set[str] = set()
        named: set[str] = set()
        known: list[tuple[int, int]] = []
        for mention in self._names.mentions(text):
            known.append((mention.start, mention.end))
            theirs = mention.who.side is other
            if mention.country or mention.who == speaker or not (theirs or mention.who.person):
                continue
            if theirs:
                named.add(mention.who.name)
            if self._is_meant(text, mention, question and theirs):
                found.add(mention.who.name)
        if self._sides[other].search(text):
            found.add(str(other))
        if self._just_said.search(text):
            found.add(BEFORE)
        for match in self._owner.finditer(text):  # a name with an 's may be another person's: Lutnick's spokesman
            if not _within(match.start(1), known) and not self._is_side(match.group()):
                owner = self._names.by_name(match[1]) or self._names.by_name(match[1].split()[-1])
                if owner != speaker:
                    found.add(owner.name if owner else _SOMEBODY)
        if _SOME_CLAIM.search(text):
            found.add(_SOMEBODY)
        return Addressees(frozenset(found), frozenset(named))

    def _is_meant(self, text: str, mention: Mention, asked: bool) -> bool:
        before, after = text[max(0, mention.start - 70) : mention.start], text[mention.end : mention.end + 80]
        if self._speech_of.match(after) and (
            _OWNED.match(after) or mention.who.name > "\u2e80" or _is_han(text, mention)
        ):
            return True
        if self._of.search(before) or (asked and self._says.match(after)):
            return True
        if self._what.search(before):
            return True
        return bool(_TO.search(before)) and not _OWNED.match(after)

    def _is_side(self, words: str) -> bool:
        return any(pattern.search(words) for pattern in self._sides.values())


def _is_han(text: str, mention: Mention) -> bool:
    return text[mention.start] > "\u2e80"


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
