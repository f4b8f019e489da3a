"""Two wordings of one text: the words that went and came, and only the passages around them where the text is long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from tradewatch.clean import clean_line

__all__ = ["Piece", "passages", "pieces", "side_of"]

_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3001-\u3003\uff00-\uffef]|[^\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u3001-\u3003\uff00-\uffef]+"
)
"""Words between blanks; where a script writes none, letters."""
_AT_LEISURE, _AT_ALL = 1_000_000, 25_000_000
"""Pairs of words that are compared with care, and at all: beyond it all between the first and last difference changed."""
_Word = tuple[bool, str]


class Piece(Struct, frozen=True):
    """A run of words that stayed (`same`), went (`gone`) or came (`new`)."""

    kind: str
    words: str
    apart: bool
    """A blank stands before it."""


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Gives both wordings as one row of pieces, in order."""
    return tuple(_piece(kind, words) for kind, words in _runs(_split(before), _split(after)))


def passages(before: str, after: str, around: int = 8) -> list[tuple[Piece, ...]]:
    """Gives the changed places, each with so many unchanged words on both sides; `…` stands for what is left out."""
    runs = list(_runs(_split(before), _split(after)))
    found: list[list[Piece]] = []
    open_ = False
    for place, (kind, words) in enumerate(runs):
        if kind != "same":
            if not found:
                found.append([])
            found[-1].append(_piece(kind, words))
            open_ = True
            continue
        last = place == len(runs) - 1
        if len(words) <= 2 * around and open_ and not last:
            found[-1].append(_piece(kind, words))
            continue
        if open_:
            found[-1].append(_piece(kind, words[:around], end=len(words) > around))
        if not last:
            start = words[-around:]
            found.append([_piece(kind, start, begin=len(words) > around)])
            open_ = False
    return [tuple(one) for one in found if any(piece.kind != "same" for piece in one)]


def side_of(passage: Sequence[Piece], kind: str) -> str:
    """Gives a passage as one of the two wordings has it: `gone` the old, `new` the new one."""
    words = ""
    for one in passage:
        if one.kind in ("same", kind):
            words += (" " if words and one.apart else "") + one.words
    return words


def _piece(kind: str, words: Sequence[_Word], *, begin: bool = False, end: bool = False) -> Piece:
    text = "".join((" " if place and apart else "") + word for place, (apart, word) in enumerate(words))
    return Piece(kind, ("… " if begin else "") + text + (" …" if end else ""), words[0][0] if words else False)


def _split(text: str) -> list[_Word]:
    text = clean_line(text)
    return [(found.start() > 0 and text[found.start() - 1] == " ", found[0]) for found in _WORD.finditer(text)]


def _runs(old: list[_Word], new: list[_Word]) -> Iterator[tuple[str, list[_Word]]]:
    first = 0
    while first < min(len(old), len(new)) and old[first][1] == new[first][1]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last][1] == new[-1 - last][1]:
        last += 1
    if first:
        yield "same", new[:first]
    yield from _differing(old[first : len(old) - last], new[first : len(new) - last])
    if last:
        yield "same", new[len(new) - last :]


def _differing(old: list[_Word], new: list[_Word]) -> Iterator[tuple[str, list[_Word]]]:
    if len(old) * len(new) > _AT_ALL:
        yield from (("gone", old), ("new", new))
        return
    import difflib  # which only a text that was changed wants

    careless = len(old) * len(new) > _AT_LEISURE
    matcher = difflib.SequenceMatcher(None, [one[1] for one in old], [one[1] for one in new], autojunk=careless)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield "same", new[c:d]
            continue
        if old[a:b]:
            yield "gone", old[a:b]
        if new[c:d]:
            yield "new", new[c:d]
