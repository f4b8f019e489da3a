"""One item as the rules see it: its fields in a row, cut into paragraphs and sentences, with the way back to places."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from tradewatch.feeds.reading.quotes import Quote, find_quotes
from tradewatch.records import Field, PendingItem, StatementPart

__all__ = ["Document", "Paragraph", "Sentence"]

_GAP = "\n\n"
_SHORTENED = (
    "U.S U.N U.K E.U D.C Mr Mrs Ms Dr Gen Sen Rep Gov Lt Col Sgt St No Nos vs Inc Corp Co Ltd Jan Feb Mar Apr Jun Jul"
    " Aug Sep Sept Oct Nov Dec a.m p.m i.e e.g Jr Sr Art approx est"
).split()
_END = re.compile(r"(?<![.!?…])[.!?…]++[”\"’»“』」)\]]*+(?=\s+[“\"‘«„»(\[]*[A-Z0-9ÄÖÜÉ¿])|[。！？][”』」]?")
"""A run of stops is looked at once, from its first on: a text of nothing else would be tried from each of them."""
_CLOSES = re.compile('["”“»«」』]')
_OPENS = re.compile("\\s*[\"“”„«»「『‟‘']")
_JOINED = 6
"""Lines that one quotation may join."""
_Line: TypeAlias = tuple[str, list[Quote]]
_ORDINAL = re.compile(
    r"\b\d{1,2}\.\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
"""`12. August` in German: the stop belongs to the number."""
_TAG = re.compile(
    r"\s+(?:[A-Z][\w.’'-]*\s+|the\s+|a\s+|\w+\s+){1,6}?(?:said|says|told|wrote|posted|replied|responded|added|declared|asked|warned)\b"
)
_CRIES = re.compile(r"[!?…][”\"’»“」]")
_VERBED = re.compile(r"\s+(?:[Hh]e|[Ss]he|[Tt]hey|(?:[A-Z][\w’-]*+\s+){0,3}[A-Z][\w’-]*+)\s+[a-z]{2,}ed\s?[.,]")
"""Behind a question or a cry any verb may be one of saying: `“So yes?” Warren pressed.`"""
_HAN_TAG = re.compile(r"[^。！？“”\s]{1,10}(?:说|表示|指出|强调|称|写道)[。，]")
_ENDS_SHORT = re.compile(rf"(?:\b(?:{'|'.join(re.escape(one) for one in _SHORTENED)})|\b[A-Z])\.\Z")


class Sentence(Struct, frozen=True):
    start: int
    end: int


class Paragraph(Struct, frozen=True):
    """A line of a field with what is quoted in it; offsets are those of the whole document."""

    field: Field
    start: int
    end: int
    quotes: tuple[Quote, ...]
    sentences: tuple[Sentence, ...]
    """Both in order of place."""

    def quoted_in(self, sentence: Sentence) -> tuple[Quote, ...]:
        """Gives the quotations that begin in a sentence."""
        first = bisect_left(self.quotes, sentence.start, key=_start)
        return self.quotes[first : bisect_left(self.quotes, sentence.end, key=_start)]

    def before(self, sentence: Sentence) -> Sentence | None:
        """Gives the sentence before one, None before the first."""
        at = bisect_left(self.sentences, sentence.start, key=_start)
        return self.sentences[at - 1] if at else None


class Document:
    """The fields joined, with a blank for a line break inside a quotation; `masked` is the same text with the letters of quotations blanked out, length for length."""

    def __init__(self, item: PendingItem) -> None:
        self.item = item
        self._fields: list[tuple[Field, int, str]] = []
        self._lines: list[list[_Line]] = []
        pieces: list[str] = []
        at = 0
        for field, text in _distinct(item):
            lines = _lines(text, headline=field is Field.TITLE)
            text = "\n".join(line for line, _ in lines)
            self._lines.append(lines)
            self._fields.append((field, at, text))
            pieces.append(text)
            at += len(text) + len(_GAP)
        self.text = _GAP.join(pieces)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        found = []
        for (field, at, _), lines in zip(self._fields, self._lines, strict=True):
            for line, quotes in lines:
                if line.strip():
                    moved = tuple(replace(one, start=one.start + at, end=one.end + at) for one in quotes)
                    sentences = tuple(_sentences(line, at, moved))
                    found.append(Paragraph(field, at, at + len(line), moved, sentences))
                at += len(line) + 1
        return tuple(found)

    @cached_property
    def body(self) -> tuple[Paragraph, ...]:
        """All but the headline; of an item that is a headline only, the headline."""
        return tuple(one for one in self.paragraphs if one.field is not Field.TITLE) or self.paragraphs

    @cached_property
    def masked(self) -> str:
        pieces, at = [], 0
        for paragraph in self.paragraphs:
            for quote in paragraph.quotes:
                pieces += [self.text[at : quote.start], "\x01" * (quote.end - quote.start)]
                at = quote.end
        return "".join([*pieces, self.text[at:]])

    def part(self, start: int, end: int) -> StatementPart:
        """Gives the place of a piece in its field: code points of that field."""
        for field, offset, text in reversed(self._fields):
            if start >= offset:
                return StatementPart(field, start - offset, min(end - offset, len(text)))
        raise ValueError("before the first field")


def _lines(text: str, *, headline: bool) -> list[_Line]:
    """Gives the lines with what is quoted in each; one that breaks inside a quotation goes on in the next.

    `"The tariffs on China` / `will stay," Bessent said.` are one line, with a blank where the break was. A line that
    begins with a mark of its own is another paragraph of a longer quotation.
    """
    found: list[_Line] = []
    joined = 1
    for line in text.split("\n"):
        if found and joined < _JOINED and _goes_on(*found[-1], line):
            both = f"{found[-1][0]} {line}"
            quotes = find_quotes(both, 0, headline=headline)
            number = len(found[-1][1]) - 1
            if number < len(quotes) and quotes[number].closed and quotes[number].end > len(found[-1][0]):
                found[-1] = both, quotes
                joined += 1
                continue
        found.append((line, find_quotes(line, 0, headline=headline)))
        joined = 1
    return found


def _goes_on(before: str, quotes: list[Quote], line: str) -> bool:
    """Whether a quotation that a line left open may end in the next."""
    if not quotes or quotes[-1].closed or quotes[-1].end < len(before.rstrip()):
        return False
    return _CLOSES.search(line) is not None and _OPENS.match(line) is None


def _distinct(item: PendingItem) -> list[tuple[Field, str]]:
    """The fields that say something of their own: a summary that is only the text's beginning is left out."""
    fields = [(Field.TITLE, item.title)] if item.title else []
    summary = item.summary.rstrip(" .…[]")
    if item.summary and not (item.text and _plain(summary) in _plain(item.text)):
        fields.append((Field.SUMMARY, item.summary))
    if item.text:
        fields.append((Field.TEXT, item.text))
    return fields or [(Field.TITLE, item.title)]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _sentences(line: str, at: int, quotes: tuple[Quote, ...]) -> list[Sentence]:
    """Cuts a line after its full stops; one inside a quotation ends a sentence only where the quotation ends too."""
    found = []
    start = number = 0
    for match in _END.finditer(line):
        end = match.end()
        if _CRIES.search(match.group()) and (_TAG.match(line[end : end + 90]) or _VERBED.match(line[end : end + 90])):
            continue  # “Stop!” Trump said
        if _HAN_TAG.match(line[end : end + 16]):
            continue  # “……。”发言人说
        if _ORDINAL.match(line[max(0, match.start() - 2) : end + 12].lstrip()):
            continue
        while number < len(quotes) and quotes[number].end - at < end:
            number += 1  # they are in order, and none lies in another
        inside = number < len(quotes) and quotes[number].start - at < end
        if inside or _ENDS_SHORT.search(line[max(start, match.start() - 12) : match.start() + 1]):
            continue
        found.append(Sentence(at + start, at + end))
        start = end + (len(line[end : end + 20]) - len(line[end : end + 20].lstrip()))
    if line[start:].strip():
        found.append(Sentence(at + start, at + len(line)))
    return found


def _start(one: Quote | Sentence) -> int:
    return one.start
