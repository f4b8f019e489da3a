"""Which direct statements are forms of one: the same words with another word, an excerpt, another punctuation.

A form is put away under its head, so what may be two statements stays two: a figure that differs, a `not` that one of
them lacks, a clause whose sentence begins with a `not` elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from msgspec import Struct

from tradewatch.records import Formed, Worded

__all__ = ["NO", "VARIANT_REACH", "Variants", "are_forms", "order_of"]

VARIANT_REACH = timedelta(days=3)
"""Time after its head in which a form is published; what is said later is said anew."""
_ALIKE = 0.8
"""Share of words in common (twice the common ones by all of both) from which two are one."""
_CLOSER = 0.6
"""Share of the different words of the shorter one from which two are looked at closer."""
_WORDS, _EXCERPT = 5, 4
"""Words of the shorter one: of two that are alike, of an excerpt. Fewer are a turn of phrase. Two Chinese letters count as a word."""
_PIECE = re.compile(
    r"[\u4e00-\u9fff]|\d+(?:[.,]\d+)*%?|[^\W\d_\u4e00-\u9fff]+(?:'[^\W\d_\u4e00-\u9fff]+)*|[.!?;。！？；]"
)
_STOPS = frozenset(".!?;。！？；")
_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b|percent\b|prozent\b|pour cent\b|por ciento\b)")
_SHORT = re.compile(r"\b((?:\w\.){2,})")
NO = frozenset(
    "not no never nor neither without cannot none nobody nothing refuse refuses refused nicht kein keine keinen nie niemals"
    " ne pas jamais aucun aucune non ni nunca jamás tampoco 不 没 無 无 未 否 非".split()
)


class _Words(Struct, frozen=True):
    """A quotation cut into words, and where its sentences begin among them."""

    words: tuple[str, ...]
    begins: tuple[int, ...]
    kinds: frozenset[str]
    size: float
    """Number of words; Chinese letters count half."""


@dataclass(slots=True)
class _Group:
    head: Worded
    words: _Words
    fullest: _Words
    """The longest form: what joins must be like it too, or two statements would meet in an excerpt of both."""


class Variants:
    """Puts direct statements under their heads one after the other, in the order of `order_of`.

    The head is the one published first; of those published at once the longest, then the first by its letters. A form
    heads nothing, and what a person touched is never a form.
    """

    def __init__(self) -> None:
        self._groups: dict[str | None, list[_Group]] = {}

    def know(self, one: Worded) -> None:
        """Takes a statement in as it was placed before."""
        groups, words = self._groups_of(one), _words(one.quote)
        group = next((known for known in groups if known.head.statement_id == one.head), None)
        if group is not None:
            _join(group, words)
        elif one.head is None and one.leads:
            groups.append(_Group(one, words, words))

    def place(self, one: Worded) -> Formed:
        """Gives what a statement is a form of: of several heads the likest, then the first."""
        groups, words = self._groups_of(one), _words(one.quote)
        alike = (
            [] if one.stays else [known for known in groups if _are(known.words, words) and _are(known.fullest, words)]
        )
        if alike:
            group = max(alike, key=lambda known: _share(known.words.words, words.words))
            _join(group, words)
            return Formed(one.statement_id, group.head.statement_id)
        if one.leads:
            groups.append(_Group(one, words, words))
        return Formed(one.statement_id, None)

    def _groups_of(self, one: Worded) -> list[_Group]:
        """The groups of its speaker that it is in time for; those that nothing can join any more are forgotten."""
        groups = [known for known in self._groups.get(one.speaker, ()) if _in_time(known.head, one)]
        self._groups[one.speaker] = groups
        return groups


def order_of(one: Worded) -> tuple[datetime, int, tuple[str, ...]]:
    """Gives what statements are put in order by: the time, of those at once the longer, then the letters."""
    words = _words(one.quote).words
    return one.published, -len(words), words


def are_forms(one: str, other: str) -> bool:
    """Whether two quotations of one speaker are forms of the same words."""
    return _are(_words(one), _words(other))


def _in_time(head: Worded, one: Worded) -> bool:
    return one.published - head.published <= VARIANT_REACH


def _join(group: _Group, words: _Words) -> None:
    if len(words.words) > len(group.fullest.words):
        group.fullest = words


def _are(one: _Words, other: _Words) -> bool:
    shorter, longer = (one, other) if len(one.words) <= len(other.words) else (other, one)
    if len(shorter.kinds & longer.kinds) < _CLOSER * len(shorter.kinds):
        return False
    if shorter.size >= _EXCERPT and (at := _run(shorter.words, longer.words)) is not None:
        return not _turned(longer, at)
    if shorter.size < _WORDS or _share(one.words, other.words) < _ALIKE:
        return False
    return _claims(one.words) == _claims(other.words)


def _share(one: Sequence[str], other: Sequence[str]) -> float:
    common = (Counter(one) & Counter(other)).total()
    return 2 * common / (len(one) + len(other)) if common else 0.0


def _run(shorter: tuple[str, ...], longer: tuple[str, ...]) -> int | None:
    """Where the shorter one stands in the longer one as it is."""
    size = len(shorter)
    for at in range(len(longer) - size + 1):
        if longer[at] == shorter[0] and longer[at : at + size] == shorter:
            return at
    return None


def _turned(longer: _Words, at: int) -> bool:
    """Whether what stands before an excerpt in its sentence turns it round: `I would not say that ...`."""
    begins = max((place for place in longer.begins if place <= at), default=0)
    return any(_is_no(word) for word in longer.words[begins:at])


def _claims(words: Sequence[str]) -> tuple[Counter[str], int]:
    """The figures, and how many times it says no."""
    return Counter(word for word in words if word[0].isdigit()), sum(_is_no(word) for word in words)


def _is_no(word: str) -> bool:
    return word in NO or word.endswith("n't")


def _words(quote: str) -> _Words:
    plain = unicodedata.normalize("NFKC", quote).casefold().replace("’", "'").replace("‘", "'")
    plain = _SHORT.sub(lambda match: match[1].replace(".", ""), _PERCENT.sub("%", plain))
    words: list[str] = []
    begins = [0]
    for piece in _PIECE.findall(plain):
        if piece not in _STOPS:
            words.append(piece)
        elif begins[-1] != len(words):
            begins.append(len(words))
    size = sum(0.5 if "\u4e00" <= word <= "\u9fff" else 1.0 for word in words)
    return _Words(tuple(words), tuple(begins), frozenset(words), size)
