"""Where an item names the two sides, trade and third countries: each list of words goes over the text once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from tradewatch.feeds.reading.lexicon import Lexicon, small_letters
from tradewatch.records import PendingItem

__all__ = ["Sightings", "sightings_of"]

_TITLE = 140
"""Letters that stand for the headline of a post, which has none."""
_LEAD = 700
"""Letters of the body that an item's subject shows in."""
_OPENING = 280
"""Letters in which an item says what it is about."""
_FAR = 3_500
_SENTENCE = re.compile(r"[.!?…]+[”\"’»)]*\s+|\n+|[。！？]")


class Sightings(Struct, frozen=True):
    """Headline and body as one text, how far its parts reach, and the places of each list of words in it."""

    text: str
    small: str
    """The same in small letters, letter for letter."""
    title: int
    opening: int
    lead: int
    """Where headline, opening and lead end."""
    sentences: Sequence[int]
    """Where sentences begin, after the first."""
    china: Sequence[re.Match[str]]
    us: Sequence[re.Match[str]]
    strong: Sequence[re.Match[str]]
    weak: Sequence[re.Match[str]]
    others: Sequence[re.Match[str]]

    @property
    def first(self) -> int:
        """Where the first sentence after the headline ends."""
        return next((start for start in self.sentences if start > self.title + 1), len(self.text))

    def sentences_with(self, matches: Sequence[re.Match[str]]) -> frozenset[int]:
        """Gives the numbers of the sentences that one of the words stands in."""
        return frozenset(bisect_right(self.sentences, one.start()) for one in matches)

    def sentence(self, number: int) -> str:
        """Gives the words of a sentence by its number."""
        edges = (0, *self.sentences, len(self.text))
        return self.text[edges[number] : edges[number + 1]]


def sightings_of(item: PendingItem, lexicon: Lexicon) -> Sightings:
    """Gives the places in the headline and in the first 3,500 letters of summary and text."""
    body = "\n".join(text for text in (item.summary, item.text) if text)[:_FAR]
    title = item.title or body[:_TITLE]  # a post has no headline: how it begins is one
    text = f"{title}\n{body}"
    small = small_letters(text)
    words = lexicon.for_text(text)
    end = len(title)
    return Sightings(
        text,
        small,
        end,
        end + 1 + _OPENING,
        end + 1 + _LEAD,
        [one.end() for one in _SENTENCE.finditer(text)],
        list(words.sides["China"].finditer(text)),
        list(words.sides["US"].finditer(text)),
        list(words.strong.finditer(small)),
        list(words.weak.finditer(small)),
        list(words.others.finditer(text, 0, end + 1 + _LEAD)),
    )
