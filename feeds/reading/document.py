"""One item as the rules see it: its fields in a row, cut into paragraphs and sentences, with the way back to places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from tradewatch.feeds.reading.quotes import Quote, find_quotes
from tradewatch.records import Field, PendingItem, StatementPart

__all__ = ["Document", "Paragraph", "Sentence"]

_GAP = "\n\n"
_SHORTENED = (
    "U.S U.N U.K E.U D.C Mr Mrs Ms Dr Gen Sen Rep Gov Lt Col Sgt St No Nos vs Inc Corp Co Ltd Jan Feb Mar Apr Jun Jul"
    " Aug Sep Sept Oct Nov Dec a.m p.m i.e e.g Jr Sr Art approx est"
).split()
_END = re.compile(r"[.!?…]+[”\"’»“』」)\]]*(?=\s+[“\"‘«„»(\[]*[A-Z0-9ÄÖÜÉ¿])|[。！？][”』」]?")
_ORDINAL = re.compile(
    r"\b\d{1,2}\.\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
"""`12. August` in German: the stop belongs to the number."""
_TAG = re.compile(
    r"\s+(?:[A-Z][\w.’'-]*\s+|the\s+|a\s+|\w+\s+){1,6}?(?:said|says|told|wrote|posted|replied|responded|added|declared|asked|warned)\b"
)
_HAN_TAG = re.compile(r"[^。！？“”\s]{1,10}(?:说|表示|指出|强调|称|写道)[。，]")
_ENDS_SHORT = re.compile(rf"(?:\b(?:{'|'.join(re.escape(one) for one in _SHORTENED)})|\b[A-Z])\.\Z")


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a field with what is quoted in it; offsets are those of the whole document."""

    field: Field
    start: int
    end: int
    quotes: tuple[Quote, ...]
    sentences: tuple[Sentence, ...]


class Document:
    """The fields joined; `masked` is the same text with the letters of quotations blanked out, length for length."""

    def __init__(self, item: PendingItem) -> None:
        self.item = item
        self._fields: list[tuple[Field, int, str]] = []
        pieces: list[str] = []
        at = 0
        for field, text in _distinct(item):
            self._fields.append((field, at, text))
            pieces.append(text)
            at += len(text) + len(_GAP)
        self.text = _GAP.join(pieces)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        found = []
        for field, offset, text in self._fields:
            at = offset
            for line in text.split("\n"):
                if line.strip():
                    found.append(self._paragraph(field, at, line))
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

    def _paragraph(self, field: Field, at: int, line: str) -> Paragraph:
        quotes = tuple(find_quotes(line, at, headline=field is Field.TITLE))
        return Paragraph(field, at, at + len(line), quotes, tuple(_sentences(line, at, quotes)))


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
    start = 0
    for match in _END.finditer(line):
        end = match.end()
        if _TAG.match(line[end : end + 90]) and re.search(r"[!?…][”\"’»“」]", match.group()):
            continue  # “Stop!” Trump said
        if _HAN_TAG.match(line[end : end + 16]):
            continue  # “……。”发言人说
        if _ORDINAL.match(line[max(0, match.start() - 2) : end + 12].lstrip()):
            continue
        inside = any(quote.start - at < end <= quote.end - at for quote in quotes)
        if inside or _ENDS_SHORT.search(line[max(start, match.start() - 12) : match.start() + 1]):
            continue
        found.append(Sentence(at + start, at + end))
        start = end + (len(line[end : end + 20]) - len(line[end : end + 20].lstrip()))
    if line[start:].strip():
        found.append(Sentence(at + start, at + len(line)))
    return found
