"""Quoted words laid over a stored text: where they stand, and which of them differ.

Words are compared as they were spoken: capitals, quotation marks, stops, dashes and the spelling of `per cent` are the
desk's own; every word, figure and sign of money counts. `…` in a draft stands for words left out, `[…]` for words that
the desk put in.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from tradewatch.feeds.reading.variants import NO

__all__ = ["Fit", "Text", "Wanted", "laid_over", "wanted"]

_WORD = re.compile(
    r"(?P<gap>\.\s?\.\s?\.|…|\[[^\[\]\n]{0,120}\])"
    r"|(?P<han>[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af])"
    r"|(?P<initials>\b(?:[^\W\d_]\.){2,})"
    r"|(?P<percent>%|％|\b(?:per\s?cent|pct)\b)"
    r"|(?P<figure>(?<![\w.,])[-−]?(?:\d+(?:[.,/]\d+)*|\.\d+)|\d+(?:[.,/]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’ʼ‘][^\W\d_]+)*)"
    r"|(?P<money>[$€£¥₹₩₽₺฿])",
    re.IGNORECASE,
)
_DENIES = frozenset(
    "false untrue wrong deny denies denied hardly unlikely unless fails failed cease stop stops rather instead".split()
)
"""Other words without which a sentence says the contrary."""
_STOP = re.compile(r"[.!?]\s|[。！？]|\n")
_LEFT_OUT, _PUT_IN = 80, 6
"""Words that an omission and a bracket may stand for."""
_STARTS = 3
"""Places at which words that are not there letter for letter are laid over the text."""
_LONGEST = 400
"""Words of a run that are compared at once; a longer one is compared piece by piece."""
_SLACK = 12
"""Words that may lie between two of these pieces, each of which counts."""


class Spoken(Struct, frozen=True):
    """One word as it is compared, and where it stands."""

    word: str
    start: int
    end: int


class Wanted(Struct, frozen=True):
    """A quotation's words in runs; between two runs something was left out (`…`) or put in (`[…]`)."""

    runs: tuple[tuple[str, ...], ...]
    reaches: tuple[int, ...]
    """For the second run on: how many words the text may have before it."""

    @property
    def size(self) -> int:
        """How many words are to be found."""
        return sum(len(run) for run in self.runs)


class Text:
    """A stored text cut into words once, however many quotations are laid over it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spoken = _spoken(text, gaps=False)
        self.words = [one.word for one in self.spoken]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.words):
            self._places[word].append(place)

    def places(self, word: str) -> Sequence[int]:
        """Gives where a word stands, as numbers of words."""
        return self._places.get(word, ())


class Fit(Struct, frozen=True):
    """Where a text has a quotation's words: letters `start` to `end`, and how many words differ."""

    start: int
    end: int
    differing: int
    size: int
    spans: tuple[tuple[int, int], ...] = ()
    """Letters of each run that was found."""

    @property
    def exact(self) -> bool:
        """Whether each word is the same."""
        return not self.differing

    @property
    def share(self) -> float:
        """Share of the words that are the same, at least 0."""
        return max(0.0, 1 - self.differing / self.size)


def wanted(quote: str) -> Wanted:
    """Gives the words of a quotation as they are looked for."""
    runs: list[list[str]] = [[]]
    reaches: list[int] = []
    for one in _spoken(quote, gaps=True):
        if one.word not in ("…", "[]"):
            runs[-1].append(one.word)
        elif runs[-1]:
            runs.append([])
            reaches.append(_LEFT_OUT if one.word == "…" else _PUT_IN)
    if not runs[-1]:
        runs.pop()
        reaches = reaches[: max(len(runs) - 1, 0)]
    return Wanted(tuple(tuple(run) for run in runs), tuple(reaches))


def laid_over(quote: Wanted, text: Text) -> Fit | None:
    """Gives where the text has the quotation, run by run in order, or most of it; None where nothing of it is there."""
    if not quote.runs:
        return None
    spots: list[tuple[int, int]] = []
    differing, low = 0, 0
    for number, run in enumerate(quote.runs):
        reach = quote.reaches[number - 1] if number else 0
        for at in range(0, len(run), _LONGEST):
            piece = run[at : at + _LONGEST]
            high = len(text.words) if not spots else low + (_SLACK if at else reach) + len(piece)
            found = _best(piece, text, low, min(high, len(text.words)))
            if found is None:
                differing += len(piece)
                continue
            differing += found[0] + (found[1] - low if at and spots else 0)
            if at and spots:
                spots[-1] = spots[-1][0], found[2]
            else:
                spots.append(found[1:])
            low = found[2]
    if not spots:
        return None
    first, last = spots[0][0], spots[-1][1]
    found_at = tuple((text.spoken[start].start, text.spoken[end - 1].end) for start, end in spots)
    turned = sum(_turns(text.text[end:start]) for (_, end), (start, _) in pairwise(found_at))
    return Fit(text.spoken[first].start, text.spoken[last - 1].end, differing + turned, quote.size, found_at)


def _turns(left_out: str) -> bool:
    """Whether words left out of one sentence say `not`: without them it says the contrary."""
    if _STOP.search(left_out):
        return False
    return any(one.word in NO | _DENIES or one.word.endswith("n't") for one in _spoken(left_out, gaps=False))


def _spoken(text: str, *, gaps: bool) -> list[Spoken]:
    found = []
    for one in _WORD.finditer(text):
        if one["gap"]:
            if gaps:
                found.append(Spoken("[]" if one["gap"].startswith("[") else "…", one.start(), one.end()))
            else:  # an outlet's own bracket or omission: what stands there is not the speaker's
                found.append(Spoken("[]" if one["gap"].startswith("[") else "…", one.start(), one.end()))
            continue
        found.append(Spoken(_compared(one), one.start(), one.end()))
    return found


def _compared(one: re.Match[str]) -> str:
    if one["percent"]:
        return "%"
    if one.group() in ("US", "U.S."):
        return "U.S."  # no pronoun
    if one["initials"]:
        return one["initials"].replace(".", "").casefold()
    if one["figure"]:
        figure = re.sub(r",(?=\d{3}\b)", "", one["figure"]).replace("−", "-")
        return re.sub(r"^(-?)\.", r"\g<1>0.", figure)
    word = unicodedata.normalize("NFKC", one.group()).casefold()
    return word.replace("’", "'").replace("ʼ", "'").replace("‘", "'")


def _best(run: Sequence[str], text: Text, low: int, high: int) -> tuple[int, int, int] | None:
    """Gives how many words differ, and the first and the last place (not counted), of the best fit between two places."""
    size = len(run)
    for place in text.places(run[0]):
        if low <= place and place + size <= high and text.words[place : place + size] == list(run):
            return 0, place, place + size
    found = [_compare(run, text.words, max(low, start - 3), min(high, start + size + size // 3 + 3))
             for start in _starts(run, text, low, high)]  # fmt: skip
    return min((one for one in found if one is not None), default=None)


def _starts(run: Sequence[str], text: Text, low: int, high: int) -> list[int]:
    """Where the run may begin, by its pairs of words that the text has; by single words where it has no pair."""
    votes: Counter[int] = Counter()
    for number, (one, other) in enumerate(pairwise(run)):
        for place in text.places(one):
            if low <= place < high - 1 and text.words[place + 1] == other:
                votes[max(low, place - number)] += 1
    if not votes:
        for number, one in enumerate(run):
            if len(places := text.places(one)) <= 20:
                votes.update(max(low, place - number) for place in places if low <= place < high)
    kept: list[int] = []
    for start, _ in votes.most_common(20):
        if all(abs(start - other) > 3 for other in kept):
            kept.append(start)
    return kept[:_STARTS]


def _compare(run: Sequence[str], words: Sequence[str], low: int, high: int) -> tuple[int, int, int] | None:
    """The cheapest way to make the run of words between two places, whose ends are free (Sellers' algorithm)."""
    width = high - low
    costs, begins = [0] * (width + 1), list(range(low, high + 1))
    for number, wanted_word in enumerate(run, 1):
        before, costs[0] = costs[0], number
        begun = begins[0]
        for column in range(1, width + 1):
            same = words[low + column - 1] == wanted_word
            way = min(
                (before + (not same), begun),
                (costs[column] + 1, begins[column]),
                (costs[column - 1] + 1, begins[column - 1]),
            )
            before, begun = costs[column], begins[column]
            costs[column], begins[column] = way
    cost, last = min((costs[column], low + column) for column in range(width + 1))
    first = begins[last - low]
    return None if cost >= len(run) or last <= first else (cost, first, last)
