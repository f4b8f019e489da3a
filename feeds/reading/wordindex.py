"""Many patterns found in one way over a text: each is tried only at the words that it can begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tradewatch.feeds.reading.literals import beginnings_of

__all__ = ["WordIndex"]

_WORD = re.compile(r"(?<![\w-])[^\W\d_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_HAN = re.compile("[\u4e00-\u9fff]")


class WordIndex:
    """Named patterns; Chinese ones may stand anywhere, the others begin where a word does."""

    def __init__(self, rows: Iterable[tuple[str, str]], *, after: str = r"(?!\w)", flags: int = 0) -> None:
        self._by_word: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        self._anywhere: list[tuple[str, re.Pattern[str]]] = []
        """Those whose first word cannot be told, and the Chinese ones."""
        for name, pattern in rows:
            han = _HAN.match(pattern)
            row = (name, re.compile(pattern if han else rf"(?:{pattern}){after}", flags))
            words = None if han else _first_words(pattern)
            if words is None:
                row = (name, row[1] if han else re.compile(rf"(?<![\w-])(?:{pattern}){after}", flags))
                self._anywhere.append(row)
            for word in words or ():
                self._by_word.setdefault(word, []).append(row)

    @classmethod
    def union(cls, *indexes: WordIndex) -> WordIndex:
        """Gives an index that finds what each of them finds, in one way over the text."""
        one = cls(())
        for index in indexes:
            one._anywhere += index._anywhere
            for word, rows in index._by_word.items():
                one._by_word[word] = [*one._by_word.get(word, ()), *rows]
        return one

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Gives name, start and end of every match; several may match at one word."""
        for word in _WORD.finditer(text):
            for name, pattern in self._by_word.get(word.group().lower(), ()):
                match = pattern.match(text, word.start())
                if match is not None:
                    yield name, match.start(), match.end()
        for name, pattern in self._anywhere:
            for match in pattern.finditer(text):
                yield name, match.start(), match.end()


def _first_words(pattern: str) -> set[str] | None:
    """The words in lower case that a match can begin with; None where they cannot be told."""
    found = set()
    for piece, whole in beginnings_of(pattern):
        word = _LETTERS.match(piece)
        if word is None or (word.end() == len(piece) and not whole):
            return None  # nothing says where the word ends
        found.add(word.group())
    return found
