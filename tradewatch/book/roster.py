"""The roster: persons and bodies with their sides, names in both languages, and roles by date."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from msgspec import Struct

from tradewatch.book.fieldreader import RowFields
from tradewatch.book.sources import Source
from tradewatch.records import Side

__all__ = ["Role", "Roster", "Speaker", "speaker_of"]


class Role(Struct, frozen=True):
    """A post from `start` to `end`, both days counted; a date known only by month or year is widened to all of it."""

    title: str
    start: date
    end: date | None


class Speaker(Struct, frozen=True):
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
    source: tuple[Source, ...] = ()

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


def speaker_of(row: RowFields, name: str) -> Speaker:
    """Reads a row of the roster; a FactsError names place and field."""
    return Speaker(
        id=name,
        kind=row.choice("kind", ("person", "body")),
        name=row.words("name"),
        native=row.value("native", None),
        aliases=row.texts("aliases", []),
        side=Side(row.choice("side", tuple(str(side) for side in Side))),
        roles=tuple(_role(one) for one in row.inner("roles", [])),
        channels=row.texts("channels", []),
        note=row.text("note", ""),
        source=row.sources(),
    )


def _role(row: RowFields) -> Role:
    start, end = row.words("from"), row.value("to", None)
    try:
        first, last = _first(start), _last(end)
    except (TypeError, ValueError) as error:
        raise row.wrong("from, to", f"{start} to {end}: a day, a month or a year is wanted") from error
    if last is not None and last < first:
        raise row.wrong("to", "the end is before the start")
    return Role(row.words("title"), first, last)


def _first(text: str) -> date:
    parts = [int(part) for part in text.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def _last(text: str | None) -> date | None:
    if text is None:
        return None
    parts = [int(part) for part in text.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1])
