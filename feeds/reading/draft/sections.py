"""A draft read by the rules that read items: in sections that they can hold, as text of the draft's day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from tradewatch.feeds.reading.document import Document, Sentence
from tradewatch.feeds.reading.reader import Reader
from tradewatch.records import PendingItem, Reading, Side, StatementFound, StatementPart

__all__ = ["Section", "sections"]

_LONGEST = 50_000
"""Letters of a section, fewer than the reader reads of an item."""


class Section(Struct, frozen=True):
    """A run of paragraphs from `offset` of the page's text on, and what the reader finds in it."""

    offset: int
    document: Document
    reading: Reading

    def place(self, part: StatementPart) -> tuple[int, int]:
        """Gives where a part stands in the page's text: a section has no field but its text."""
        return self.offset + part.start, self.offset + part.end

    def sentence(self, place: int) -> Sentence:
        """Gives the sentence of a place of the document, or the paragraph where none has it."""
        for paragraph in self.document.paragraphs:
            if paragraph.start <= place < paragraph.end:
                whole = Sentence(paragraph.start, paragraph.end)
                return next((one for one in paragraph.sentences if one.start <= place < one.end), whole)
        return Sentence(place, place)


def sections(text: str, reader: Reader, at: datetime) -> Iterator[Section]:
    """Gives a draft's sections in order; `at` is its day, from which `Tuesday` and roles are understood."""
    start = 0
    while start < len(text):
        end = len(text)
        if end - start > _LONGEST:
            cut = text.rfind("\n", start, start + _LONGEST)
            end = cut + 1 if cut > start else start + _LONGEST
        item = PendingItem(
            0, 1, "", Side.OTHER, "press", False, "", "", text[start:end], None, at, "en", wanted=True,
        )  # fmt: skip
        document, reading = Document(item), reader.read(item)
        yield Section(start, document, _whole(document, reading, reader))
        start = end


def _whole(document: Document, reading: Reading, reader: Reader) -> Reading:
    """The reading with what is quoted again: of an item the reader keeps words once, whoever is said to have said them next."""
    told = [(part.start, part.end) for one in reading.statements if one.direct for part in one.parts]
    words = {document.text[start:end].casefold() for start, end in told}
    more: list[StatementFound] = []
    for paragraph in document.paragraphs:
        quotes = [(one.start, one.end) for one in paragraph.quotes]
        if not any(
            document.text[start:end].casefold() in words and not any(a < end and start < b for a, b in told)
            for start, end in quotes
        ):
            continue
        alone = replace(document.item, text=document.text[paragraph.start : paragraph.end])
        more += [_moved(one, paragraph.start) for one in reader.read(alone).statements if one.direct]
    return replace(reading, statements=(*reading.statements, *more)) if more else reading


def _moved(one: StatementFound, by: int) -> StatementFound:
    parts = tuple(replace(part, start=part.start + by, end=part.end + by) for part in one.parts)
    return replace(one, parts=parts)
