"""The roster: persons and bodies with their sides, names in both languages, and roles by date."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from tradewatch.errors import FactsError
from tradewatch.records import Side

__all__ = ["Role", "Roster", "Speaker", "speaker_row"]


@dataclass(frozen=True, slots=True)
class Role:
    """A post from `start` to `end`, both days counted; a date known only by month or year is widened to all of it."""

    title: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Speaker:
    id: str
    kind: str
    """`person` or `body`."""
    name: str
    native: str | None
    aliases: tuple[str, ...]
    side: Side
    roles: tuple[Role, ...]
    channels: tuple[str, ...]
    note: str = ""

    def roles_on(self, day: date) -> tuple[Role, ...]:
        """Gives the posts held on that day."""
        return tuple(role for role in self.roles if role.start <= day and (role.end is None or day <= role.end))


class Roster:
    """All speakers, found by name or alias. Names match without regard to case."""

    def __init__(self, speakers: Iterable[Speaker], ambiguous: Iterable[str] = ()) -> None:
        self.speakers = tuple(speakers)
        self.ambiguous = frozenset(token.casefold() for token in ambiguous)
        """Surnames that several speakers share or that are words (He, Li, Wang)."""

    @cached_property
    def _by_name(self) -> dict[str, Speaker]:
        names: dict[str, Speaker] = {}
        for speaker in self.speakers:
            for name in (speaker.name, speaker.native, *speaker.aliases):
                if name:
                    names.setdefault(_key(name), speaker)
        for speaker in self.speakers:
            surname = self._surname(speaker)
            if surname and surname.casefold() not in self.ambiguous:
                names.setdefault(_key(surname), speaker)
        for surname in self._shared_surnames():
            names.pop(_key(surname), None)
        return names

    def by_name(self, text: str) -> Speaker | None:
        """Gives who bears this name, alias or unambiguous surname; None where nobody or more than one does."""
        return self._by_name.get(_key(text))

    def names(self) -> dict[str, Speaker]:
        """Gives every name that `by_name` knows, in lower case."""
        return dict(self._by_name)

    @staticmethod
    def _surname(speaker: Speaker) -> str | None:
        if speaker.kind != "person":
            return None
        words = speaker.name.split()
        # Chinese names have the surname first; so have those of the roster's Koreans and Taiwanese
        return words[0] if speaker.native and speaker.side is Side.CHINA else words[-1]

    def _shared_surnames(self) -> set[str]:
        seen: dict[str, int] = {}
        for speaker in self.speakers:
            surname = self._surname(speaker)
            if surname:
                seen[surname] = seen.get(surname, 0) + 1
        return {surname for surname, count in seen.items() if count > 1}


def _key(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", text.replace("’", "'").replace("U.S.", "US").casefold()))


def speaker_row(row: dict[str, Any], place: str) -> Speaker:
    """Reads a row of a roster file; a FactsError names the place."""
    try:
        roles = tuple(Role(one["title"], _first(one["from"]), _last(one["to"])) for one in row.get("roles", ()))
        return Speaker(
            row["id"], row["kind"], row["name"], row.get("native"), tuple(row.get("aliases", ())), Side(row["side"]), roles,
            tuple(row.get("channels", ())), row.get("note", ""),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError) as error:
        raise FactsError(f"{place}: {error}", "id, kind, name, side and roles with from and to are wanted") from error


def _first(text: str) -> date:
    parts = [int(part) for part in text.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def _last(text: str | None) -> date | None:
    if text is None:
        return None
    parts = [int(part) for part in text.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1])
