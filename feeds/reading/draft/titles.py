"""The titles of the roster: which are known, who holds them on a day, and whether a person may be called so."""

from __future__ import annotations

import re
from datetime import date

from tradewatch.book.roster import Role, Roster, Speaker
from tradewatch.feeds.reading.lexicon import Lexicon
from tradewatch.records import Side

__all__ = ["Titles"]

_PART = re.compile(r"[,;(]")
_LEADS = re.compile(r"^(?:styled|and|the)\s+", re.IGNORECASE)
_LANDED = re.compile(r"^(?:us|u\.s\.|american|chinese|china['’]s)\s+", re.IGNORECASE)
_COMMON = frozenset(
    "president vice president premier senator governor chair director chief of staff prime minister".split()
)
"""Titles that many bear: who else bears one is not told by it."""


_SPELLED = {"world trade organization": "wto", "world trade organisation": "wto", "the united states": "the us", "spokesman": "spokesperson",
            "spokeswoman": "spokesperson"}  # fmt: skip
"""As the roster spells what drafts spell out."""


_OFFICES = tuple(
    f"{rank}{field} {post}"
    for field in "foreign commerce finance trade industry agriculture defense defence energy labor interior justice transport".split()
    for rank in ("", "vice ", "deputy ", "assistant ")
    for post in ("minister", "secretary")
    if not (post == "secretary" and field in ("foreign", "finance", "trade", "industry", "justice"))
)
"""Offices that a person of the roster may be given though nobody of it holds them."""


class Titles:
    """Titles as they stand before names: the roster's own, and the short ones that the lexicon knows for them."""

    def __init__(self, roster: Roster, day: date, lexicon: Lexicon) -> None:
        self._roster, self._day = roster, day
        self._short = {short: title.casefold() for short, title in lexicon.titles.items() if title}
        known: set[str] = set(self._short)
        for speaker in roster.speakers:
            for role in speaker.roles if speaker.kind == "person" else ():
                known |= set(_parts(role))
        known |= set(_OFFICES)
        known |= {one.replace("wto", "world trade organization") for one in known if "wto" in one}
        known |= {one.replace("wto", "world trade organisation") for one in known if "wto" in one}
        known |= {one.replace("the us", "the united states") for one in known if one.endswith("the us")}
        words = sorted((one for one in known if not one[0].isdigit()), key=len, reverse=True)
        self.pattern = "|".join(re.escape(one).replace(r"\ ", r"[\s-]+") for one in words)
        """A regular expression that finds any of them, the longest first."""

    def roles(self, speaker: Speaker, title: str, *, ever: bool = False) -> list[Role]:
        """Gives the posts of a person on the day (or ever) that a title names."""
        key = self._key(title)
        held = speaker.roles if ever else speaker.roles_on(self._day)
        return [one for one in held if key in _parts(one)]

    def holders(self, title: str, side: Side) -> list[Speaker]:
        """Gives who of a side holds on the day what a title names, where it is one that tells who is meant."""
        key = self._key(title)
        if key in _COMMON:
            return []
        return [
            one
            for one in self._roster.speakers
            if one.kind == "person"
            and one.side is side
            and any(key in _parts(role) for role in one.roles_on(self._day))
        ]

    def now(self, speaker: Speaker) -> str:
        """Gives what a person is on the day: `Treasury Secretary since 28 Jan 2025`."""
        roles = speaker.roles_on(self._day)
        if not roles:
            last = max(speaker.roles, key=lambda one: one.start, default=None)
            return (
                f"{last.title} until {last.end:%b %Y}" if last is not None and last.end else "without a post that day"
            )
        return "; ".join(f"{one.title} since {_since(one)}" for one in roles)

    def _key(self, title: str) -> str:
        words = " ".join(title.casefold().replace("-", " ").split())
        for long, short in _SPELLED.items():
            words = words.replace(long, short)
        for one in (words, _LANDED.sub("", words)):
            if one in self._short:
                return _LANDED.sub("", self._short[one])
        return _LANDED.sub("", words)


def _parts(role: Role) -> tuple[str, ...]:
    """The titles that a row of the roster joins: `President; General Secretary` are two."""
    parts = (_LEADS.sub("", one.strip(" )")).casefold() for one in _PART.split(role.title))
    return tuple(_LANDED.sub("", one) for one in parts if one and len(one) > 3)


def _since(role: Role) -> str:
    return f"{role.start.day} {role.start:%b %Y}"
