"""Percentages in a sentence, in figures and in words of five languages; points, and bare numbers that lean on one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

__all__ = ["ABOUT", "Percent", "names_a_percentage", "percents_in"]

ABOUT = r"(?:(?:about|around|more than|less than|at least|over|roughly|just|only|some|nearly|almost|the|an?|one of|its|their|current|as little as|rund|etwa|un|el|les?|an? (?:additional|extra|further)|another) )*"
"""What stands between a word that links a number and the number."""
_PER_CENT = r"per[\s-]?cent"
_UNIT = rf"(?:\s?[%％]|[\s-]?{_PER_CENT}(?!age)\b|\s?prozent\b|\s?por ciento\b|\s?pour cent\b)"
_POINTS = r"(?:[\s-]?(?:%-punkte|(?:percentage[\s-]|per[\s-]cent[\s-]|%[\s-])?points?\b|prozentpunkt\w*|个百分点))"
_DIGITS = re.compile(
    rf"(?<![\d.,$€£¥/:])(?P<n>\d{{1,3}}(?:[.,]\d{{1,2}})?)(?![\d/:])(?:(?P<points>{_POINTS})|(?P<unit>{_UNIT}(?!\s?-?\s?point)))?"
)
_LEANS = re.compile(
    rf"(?:(?:\b(?:from|to|at|of|von|vom|auf|de|del|des|du|desde|contre|al|à|by|between|zwischen|entre|was|is|makes?|totals?|for)|[–→(]) ?{ABOUT}|[–-])\Z"
)
_FOLLOWS = re.compile(
    r"\A(?:\s*(?:[,.;:)”»\"!?%–→-]|[“„«]|\Z)|\s(?:to|auf|al?|à|bis|hasta|and|und|et|y|beziehungsweise|bzw|in all|altogether|all told|in total|on (?:chinese|american|goods|imports))\b)"
)
_TO_NEXT = re.compile(r"\s?[–—-]\s?\d")
_UNITS = {
    name: number
    for number, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS = {name: 10 * n for n, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_NAME = "|".join(sorted({**_UNITS, **_TENS}, key=len, reverse=True))
_WORDS = re.compile(
    rf"\b(?P<words>(?:(?:an?|one|two|three) hundred(?:[ -]and)?[ -])?(?:(?:{_NAME})(?:[ -](?:{_NAME}))?[ -])?(?P<half>and a half[ -])?){_PER_CENT}\b(?!-?\s?points?)"
)
_TENTH = re.compile(
    r"(?:\b(?:to|at|is|was|tariffs? of|duty of) )(?P<n>a tenth)(?=\s*[,.;)]|\Z| of (?:their|its|the) value)"
)
_HAN = re.compile(r"百分之(?P<n>[一二三四五六七八九十百零两]+)")
_HAN_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_NAMES = re.compile(rf"[%％]|{_PER_CENT}|prozent|por ciento|pour cent|百分之|a tenth")


class Percent(Struct, frozen=True):
    """A number at `start` to `end` of a sentence."""

    start: int
    end: int
    value: Decimal
    bare: bool = False
    """Without a unit: it counts only together with one that has it, or as a sum."""


def names_a_percentage(low: str) -> bool:
    """Whether a text in small letters holds any percentage."""
    return _NAMES.search(low) is not None


def percents_in(low: str) -> list[Percent]:
    """Gives the percentages of a sentence in small letters, in order, without those that are points."""
    found = list(_in_figures(low))
    if "per" in low:
        found += _in_words(low)
    if "a tenth" in low:
        found += (Percent(one.start("n"), one.end("n"), Decimal(10)) for one in _TENTH.finditer(low))
    if "百分之" in low:
        found += (Percent(*one.span(), Decimal(_han(one["n"]))) for one in _HAN.finditer(low))
    return sorted(found, key=lambda one: one.start)


def _in_figures(low: str) -> Iterator[Percent]:
    for match in _DIGITS.finditer(low):
        if match["points"]:
            continue
        if not match["unit"]:
            before = low[max(0, match.start() - 30) : match.start()]
            if not _TO_NEXT.match(low[match.end() : match.end() + 5]) and not (
                _FOLLOWS.match(low[match.end() : match.end() + 16]) and _LEANS.search(before)
            ):
                continue
        value = Decimal(match["n"].replace(",", "."))
        yield Percent(match.start(), match.end(), value, bare=not match["unit"])


def _in_words(low: str) -> Iterator[Percent]:
    for match in _WORDS.finditer(low):
        words = match["words"].replace("-", " ").split()
        if not words:
            continue
        total = Decimal(0)
        for number, word in enumerate(words):
            if word == "hundred":
                total = max(total, Decimal(1)) * 100
            elif word == "half":
                total += Decimal("0.5")
            elif number + 1 < len(words) and words[number + 1] == "hundred":
                total += _UNITS.get(word, 1)
            else:
                total += _UNITS.get(word, _TENS.get(word, 0))
        yield Percent(match.start(), match.end(), total)


def _han(signs: str) -> int:
    total, digit = 0, 0
    for sign in signs:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = _HAN_DIGITS[sign]
    return total + digit
