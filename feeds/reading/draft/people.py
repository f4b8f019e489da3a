"""Names and titles of a draft, held against the roster of its day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from tradewatch.book.asserted import cited
from tradewatch.book.roster import Roster, Speaker
from tradewatch.feeds.reading.draft.finding import Finding, Kind, Verdict
from tradewatch.feeds.reading.draft.nearnames import NearNames
from tradewatch.feeds.reading.draft.sections import Section
from tradewatch.feeds.reading.draft.titles import Titles
from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.feeds.reading.names import OFFICE_WORDS, OTHER_LAND, Mention, Names, names_on
from tradewatch.records import Side

__all__ = ["PeopleCheck"]

_WORD = r"[A-ZÀ-ÝŁŠŽ][\w’'-]*[\wà-ÿ]"
_PAIR = re.compile(rf"(?<![\w’'-])(?P<first>{_WORD}) (?P<last>{_WORD})(?![\w-])(?:['’]s)?")
_ALONE = re.compile(rf"(?<![\w’'-])({_WORD})(?![\w-])")
_BEFORE = r"(?:(?P<when>[Ff]ormer|[Ee]x-?|[Tt]hen-?|[Oo]ne-time)\s*)?(?P<land>(?:U\.S\.|US|American|Chinese|China['’]s)\s+)?(?P<title>{titles})\s+\Z"
_BEHIND = r"\A,?\s+(?:who\s+is\s+|is\s+)?(?:the\s+|a\s+)?(?P<when>former\s+|then\s+)?(?P<land>(?:U\.S\.|US|American|Chinese|China['’]s)\s+)?(?P<title>{titles})\b(?!['’]s|\s+(?:of|for|at)\s+(?!China|the United))"
_LESSER = re.compile(
    r"(?:[Dd]eputy|[Vv]ice|[Uu]nder|[Aa]ssistant|[Aa]cting|[Aa]ssociate|[Ss]hadow|[Nn]ext|[Nn]ew)[\s-]+\Z"
)
_NAME_FOLLOWS = re.compile(r"\s+[A-ZÀ-Ý]")
_MINISTRY = re.compile(
    r"\A,?\s+(?:who\s+is\s+)?(?:a|the)\s+(?:China['’]s\s+|Chinese\s+)?(?P<field>foreign|commerce|finance|defen[cs]e|industry|agriculture)\s+ministry(?:['’]s)?\s+spokes(?:man|woman|person)\b",
    re.IGNORECASE,
)
_SPEAKS_BEFORE = re.compile(r"(?:['’]s)?\s+(?:chief\s+|deputy\s+)?spokes(?:man|woman|person)\s+")
_SPEAKS_BEHIND = re.compile(
    r",?\s+(?:who\s+is\s+)?(?:a|the)\s+spokes(?:man|woman|person)\s+(?:of|for|at)\s+(?:the\s+|China['’]s\s+)?"
)
_NEAR = 90


class _Titled(Struct, frozen=True):
    start: int
    end: int
    title: str
    when: str
    land: str


class PeopleCheck:
    """Holds names and titles against a roster as of a day."""

    def __init__(self, roster: Roster, day: date, lexicon: Lexicon) -> None:
        self._roster, self._names = roster, names_on(roster, day, lexicon)
        self._titles = Titles(roster, day, lexicon)
        titles = self._titles.pattern
        self._before = re.compile(_BEFORE.replace("{titles}", titles), re.IGNORECASE)
        self._behind = re.compile(_BEHIND.replace("{titles}", titles), re.IGNORECASE)
        self._nearly_named = NearNames(roster)

    @property
    def names(self) -> Names:
        """What finds the roster's names in a text."""
        return self._names

    def findings(self, section: Section) -> Iterator[Finding]:
        """Gives a finding for each title with a name, and for each name that is nearly one of the roster's."""
        text = section.document.masked
        mentions = [
            _whole(text, one) for one in self._names.mentions(text) if _is_name_of(text[one.start : one.end], one)
        ]
        near = list(self._nearly(text, [(one.start, one.end) for one in mentions]))
        slips = [(one.start, one.end) for one in near]
        every = [*self._titled(text, mentions), *self._speaking(text, mentions)]
        titled = [one for one in every if not _is_over((one.start, one.end), slips)]
        for one in sorted([*titled, *near], key=lambda finding: finding.start):
            yield Finding(
                section.offset + one.start,
                section.offset + one.end,
                one.kind,
                one.verdict,
                one.text,
                one.record,
                one.source,
            )

    def _titled(self, text: str, mentions: list[Mention]) -> Iterator[Finding]:
        for one in mentions:
            speaker = self._roster.by_name(one.who.name)
            if speaker is None:
                continue
            titled = self._title_before(text, one.start) or self._title_behind(text, one.end)
            if titled is None:
                inside = re.match(self._titles.pattern + r"\b", text[one.start : one.end], re.IGNORECASE)
                titled = _Titled(one.start, one.end, inside.group(), "", "") if inside else None
            if titled is not None:
                start, end = min(one.start, titled.start), max(one.end, titled.end)
                yield self._of_title(speaker, titled, start, end, text)

    def _speaking(self, text: str, mentions: list[Mention]) -> Iterator[Finding]:
        """Whose spokesperson somebody is said to be, where the roster knows whose they are."""
        bodies = [one for one in self._names.mentions(text) if not one.who.person and not one.country]
        for one in mentions:
            speaker, house = self._roster.by_name(one.who.name), self._names.house_of(one.who)
            if speaker is None:
                continue
            speaks = house is not None and self._names.speaks_for_a_house(one.who)
            ministry = _MINISTRY.match(text[one.end : one.end + _NEAR])
            if ministry is not None:
                right = speaks and house is not None and ministry["field"].lower()[:5] in house.name.lower()
                yield self._of_house(speaker, right, one.start, one.end + ministry.end(), text)
                continue
            for body in bodies:
                before = one.start - body.end
                behind = body.start - one.end
                words = (
                    text[body.end : one.start]
                    if 0 < before < _NEAR
                    else text[one.end : body.start]
                    if 0 < behind < _NEAR
                    else ""
                )
                pattern = _SPEAKS_BEFORE if 0 < before < _NEAR else _SPEAKS_BEHIND
                if words and pattern.fullmatch(words):
                    start, end = min(one.start, body.start), max(one.end, body.end)
                    yield self._of_house(
                        speaker, speaks and house is not None and body.who.name == house.name, start, end, text
                    )
                    break

    def _of_house(self, speaker: Speaker, right: bool, start: int, end: int, text: str) -> Finding:
        verdict = Verdict.AGREES if right else Verdict.DIFFERS
        record = f"{speaker.name}: {self._titles.now(speaker)}"
        return Finding(start, end, Kind.NAME, verdict, " ".join(text[start:end].split()), record, cited(speaker.source))

    def _of_title(self, speaker: Speaker, titled: _Titled, start: int, end: int, text: str) -> Finding:
        now = self._titles.roles(speaker, titled.title)
        ever = self._titles.roles(speaker, titled.title, ever=True)
        was = titled.when.strip(" -").lower() in ("former", "ex", "one-time")
        right = bool(ever) and not now if was else bool(now or (titled.when and ever))
        record = f"{speaker.name}: {self._titles.now(speaker)}"
        if not right and not was:
            others = [one.name for one in self._titles.holders(titled.title, speaker.side) if one is not speaker]
            record += f"; {titled.title}: {', '.join(others)}" if others else ""
        verdict = Verdict.AGREES if right else Verdict.DIFFERS
        return Finding(start, end, Kind.NAME, verdict, " ".join(text[start:end].split()), record, cited(speaker.source))

    def _title_before(self, text: str, place: int) -> _Titled | None:
        low = max(text.rfind("\n", 0, place) + 1, place - _NEAR)
        found = self._before.search(text[low:place])
        if found is None or not _starts_a_word(text, low + found.start()):
            return None
        before = text[low : low + found.start("land" if found["land"] else "title")]
        if not found["when"] and (_LESSER.search(before) or OTHER_LAND.search(before)):
            return None
        return _Titled(low + found.start(), place, found["title"], found["when"] or "", found["land"] or "")

    def _title_behind(self, text: str, place: int) -> _Titled | None:
        found = self._behind.search(text[place : place + _NEAR])
        if found is None or _NAME_FOLLOWS.match(text, place + found.end()):
            return None  # `Scott Bessent, Trade Representative Greer and …`: the next one's title
        return _Titled(place, place + found.end(), found["title"], found["when"] or "", found["land"] or "")

    def _nearly(self, text: str, taken: list[tuple[int, int]]) -> Iterator[Finding]:
        """Names of nobody that are nearly one of the roster's, and strangers with a title that somebody else holds."""
        spans: list[tuple[int, int]] = []
        for one in _pairs(text):
            if _is_over(one.span("first"), taken) and _is_over(one.span("last"), taken):
                continue
            first, last = one["first"], one["last"]
            speaker = self._nearly_named.near(first, last)
            if speaker is not None:
                spans.append(one.span())
                yield self._differs(
                    one.start(),
                    one.end("last"),
                    text,
                    f"the roster has {speaker.name}: {self._titles.now(speaker)}",
                    speaker,
                )
                continue
            if first in OFFICE_WORDS or last in OFFICE_WORDS or _is_over(one.span(), taken):
                continue
            titled = self._title_before(text, one.start())
            holders = self._held_by(titled) if titled is not None else []
            if titled is not None and holders and not titled.when:
                spans.append(one.span())
                who = ", ".join(f"{holder.name} ({self._titles.now(holder)})" for holder in holders)
                yield self._differs(
                    titled.start, one.end("last"), text, f"{titled.title} on that day: {who}", holders[0]
                )
        for found in _ALONE.finditer(text):
            speaker = self._nearly_named.near_surname(found[1])
            if speaker is not None and not _is_over(found.span(), [*taken, *spans]):
                record = f"the roster has {speaker.name.split()[-1]}: {speaker.name}, {self._titles.now(speaker)}"
                yield self._differs(found.start(), found.end(), text, record, speaker)

    @staticmethod
    def _differs(start: int, end: int, text: str, record: str, speaker: Speaker) -> Finding:
        return Finding(
            start, end, Kind.NAME, Verdict.DIFFERS, " ".join(text[start:end].split()), record, cited(speaker.source)
        )

    def _held_by(self, titled: _Titled) -> list[Speaker]:
        chinese = titled.land.strip().lower().startswith("chin")
        if not chinese and not titled.land:
            return [one for one in self._titles.holders(titled.title, Side.US) if _is_american(titled.title)]
        return self._titles.holders(titled.title, Side.CHINA if chinese else Side.US)


def _pairs(text: str) -> Iterator[re.Match[str]]:
    """Words in capitals by two, each word also as the first of the next two."""
    at = 0
    while (found := _PAIR.search(text, at)) is not None:
        yield found
        at = found.start("last")


def _is_name_of(words: str, one: Mention) -> bool:
    """Whether a mention has a name in it, in any letters, and is no title alone (`the Treasury Secretary`)."""
    if not (one.who.person and one.who.known):
        return False
    return not words.isascii() or any(
        re.search(rf"\b{re.escape(part)}\b", words, re.IGNORECASE) for part in one.who.name.split()
    )


def _whole(text: str, one: Mention) -> Mention:
    """The mention with all of its name: an alias with a title in it (`Vice Premier He`) leaves the given name out."""
    name = re.compile(re.escape(one.who.name), re.IGNORECASE)
    full = name.search(text, one.start, one.end + len(one.who.name))
    return one if full is None or full.start() >= one.end else replace(one, start=full.start(), end=full.end())


def _is_american(title: str) -> bool:
    return (
        re.search(
            r"treasury|commerce secretary|trade representative|white house|secretary of state|agriculture secretary|energy secretary|defen[sc]e secretary|fed",
            title,
            re.IGNORECASE,
        )
        is not None
    )


def _starts_a_word(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()


def _is_over(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)
