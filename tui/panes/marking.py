"""Names and rates in a text: where they stand. Nothing here changes a letter, so offsets of the stored text stay true."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from msgspec import Struct
from rich.text import Text

from tradewatch.book.roster import Roster, Speaker
from tradewatch.clean import clean_text
from tradewatch.tui.look import Look, tone
from tradewatch.tui.panes.pointing import NAME, point

__all__ = ["RATE", "NameFound", "Names", "Place", "marked", "marked_field"]

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_NOT_AFTER, _NOT_BEFORE = rf"(?<![^\W{_CJK}])", rf"(?![^\W{_CJK}])"
"""Scripts that write no spaces begin and end no word."""
_HAN = re.compile(f"[{_CJK}]")
_NUMBER = r"\d{1,12}+(?:[.,]\d{1,12}+){0,5}+"
RATE = re.compile(
    rf"(?<![\w.,])(?:{_NUMBER}\s?[%％]?\s?(?:[-–—~]|to)\s?)?{_NUMBER}"
    r"(?:\s?[%％]|[\s-]?(?:per\s?cent|percentage[\s-]points?|pct)\b)"
    r"|百分之[零〇一二三四五六七八九十百点两\d.]{1,12}|(?<![\d.])\d{1,12}+(?:\.\d{1,12}+)?个百分点",
    re.IGNORECASE,
)
"""`30%`, `12.5 percent`, `10 to 15 per cent`, `25-percent`, `百分之三十`."""


class NameFound(Struct, frozen=True):
    """A name of the roster in a text, from `start` to `end`."""

    start: int
    end: int
    speaker: str


class Place(Struct, frozen=True):
    """Words of a statement in a text, from `start` to `end`, and the tone that marks them."""

    start: int
    end: int
    tone: str


class Names:
    """Finds the persons and bodies of a roster by name and alias; a surname alone where its bearer is named besides.

    An alias that begins with a small letter, as `two sides`, is no name of anybody in a text.
    """

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        spelled: dict[str, Speaker] = {}
        for one in roster.speakers:
            spelled |= {name: one for name in (one.name, one.native, *one.aliases) if name and not name[0].islower()}
        self._whole = _pattern(_form(name, one) for name, one in _longest(spelled))
        surnames = {
            word: one
            for one in roster.speakers
            if one.kind == "person"
            for word in one.name.split()
            if word not in spelled and roster.by_name(word) is one
        }
        # a capital behind it makes it the beginning of another name: Hong Kong is no Hong Lei
        self._surname = _pattern(rf"{re.escape(word)}(?!\s+[A-Z])" for word, _ in _longest(surnames))

    def found(self, words: str, also: Collection[str] = ()) -> list[NameFound]:
        """Gives the names in the order of the text; the surnames of those in `also` are known without their names."""
        found = [self._found(hit) for hit in self._whole.finditer(words)]
        whole = [one for one in found if one is not None]
        known = {one.speaker for one in whole} | set(also)
        taken = {place for one in whole for place in range(one.start, one.end)}
        for hit in self._surname.finditer(words):
            one = self._found(hit)
            if one is not None and one.speaker in known and one.start not in taken:
                whole.append(one)
        return sorted(whole, key=lambda one: one.start)

    def _found(self, hit: re.Match[str]) -> NameFound | None:
        speaker = self._roster.by_name(hit.group())
        return NameFound(hit.start(), hit.end(), speaker.name) if speaker else None


def marked(text: Text, names: Names, look: Look, also: Collection[str] = ()) -> Text:
    """Gives the text with its names and rates marked; each name points to its speaker."""
    for one in names.found(text.plain, also):
        text.stylize(tone("name", look), one.start, one.end)
        point(text, NAME, one.speaker, one.start, one.end)
    text.highlight_regex(RATE, tone("rate", look))
    return text


def marked_field(
    words: str, title: bool, places: Iterable[Place], names: Names, look: Look, also: Collection[str] = ()
) -> Text:
    """Gives a stored text of an item with its names and rates marked, and the places by their offsets in it."""
    clean = clean_text(words)
    text = marked(Text(clean, tone("strong" if title else "", look)), names, look, also)
    if clean == words:  # else the offsets do not fit what may be drawn
        for place in places:
            text.stylize(tone(place.tone, look), place.start, place.end)
    return text


def _form(name: str, speaker: Speaker) -> str:
    words = r"\s+".join(re.escape(word).replace("'", "['’]") for word in name.split())
    return f"(?i:{words})" if speaker.kind == "body" and len(name.split()) > 1 else words


def _longest(names: dict[str, Speaker]) -> list[tuple[str, Speaker]]:
    return sorted(names.items(), key=lambda pair: len(pair[0]), reverse=True)


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Any of the forms, those of letters as whole words. The bounds stand once: they are what takes time to compile."""
    each = list(forms)
    written = "|".join(one for one in each if not _HAN.search(one))
    native = "|".join(one for one in each if _HAN.search(one))
    return re.compile(
        "|".join(part for part in (f"{_NOT_AFTER}(?:{written}){_NOT_BEFORE}" if written else "", native) if part)
        or r"(?!)"
    )
