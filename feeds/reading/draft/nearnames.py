"""Names that are nearly one of the roster's: a slip of the pen, or family name and given name turned about."""

from __future__ import annotations

import unicodedata

from tradewatch.book.roster import Roster, Speaker

__all__ = ["NearNames"]

_LONG_NAME = 6
"""Letters from which a single surname with one other letter is taken for a slip of the pen."""


class NearNames:
    """The roster's names as they are compared: without capitals, accents and marks."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        persons = [one for one in roster.speakers if one.kind == "person"]
        self._by_plain = {_plain(one.name): one for one in persons}
        self._surnames = {one.name.split()[-1]: one for one in persons if not one.native}

    def near(self, first: str, last: str) -> Speaker | None:
        """Gives whose name two words nearly are: one word the same and the other off by a letter or two, or turned about."""
        one, other = _plain(first), _plain(last)
        if f"{one} {other}" in self._by_plain:
            return None
        if f"{other} {one}" in self._by_plain:
            return self._by_plain[f"{other} {one}"]
        for name, speaker in self._by_plain.items():
            words = name.split()
            if len(words) != 2:
                continue
            for mine, its, mine2, its2 in ((one, words[0], other, words[1]), (other, words[1], one, words[0])):
                spare = 1 if len(its2) < 6 else 2
                if mine == its and mine2[:1] == its2[:1] and len(its2) > 3 and 0 < _distance(mine2, its2) <= spare:
                    return speaker
        return None

    def near_surname(self, word: str) -> Speaker | None:
        """Gives whose surname a word nearly is, where that is a long one: `Bessant`; None for a plural or a name of somebody."""
        if len(word) < _LONG_NAME or self._roster.by_name(word) is not None:
            return None
        plain = _plain(word)
        for name, speaker in self._surnames.items():
            its = _plain(name)
            if len(its) >= _LONG_NAME and plain[0] == its[0] and plain != its and _distance(plain, its) == 1:
                return None if plain.rstrip("s") == its else speaker
        return None


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(one for one in letters if one.isalpha() or one == " ")


def _distance(one: str, other: str) -> int:
    """Letters to put in, take out, change or swap (optimal string alignment); 9 where the lengths are far apart."""
    if abs(len(one) - len(other)) > 2:
        return 9
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        last, before = before, row
        row = [place]
        for column, its in enumerate(other, 1):
            cost = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != its))
            if last and column > 1 and letter == other[column - 2] and one[place - 2] == its:
                cost = min(cost, last[column - 2] + 1)
            row.append(cost)
    return row[-1]
