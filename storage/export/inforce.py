"""The book's figures for a document: each line of it with the sources that it rests on, and what is ahead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from tradewatch.book.deadlines import Deadline, deadlines_at
from tradewatch.book.deadlinewords import next_words
from tradewatch.book.rows import Book
from tradewatch.book.sources import Source
from tradewatch.book.tariffwords import tariff_rows
from tradewatch.book.truce import truce_at
from tradewatch.book.trucewords import truce_words
from tradewatch.book.words import plain
from tradewatch.storage.export.links import Link, source_link

__all__ = ["FigureLine", "ahead", "deadline_line", "in_force", "sources_of"]

_PARTS = re.compile(r"\s{2,}")
"""Where a pane sets things apart by blanks, a document puts a point."""
_AHEAD = 8
"""Deadlines that a brief names; the calendar has all."""


class FigureLine(Struct, frozen=True):
    """Words of the book, and who says so."""

    words: str
    sources: tuple[Link, ...] = ()


def in_force(book: Book, at: datetime, zone: ZoneInfo | None) -> tuple[FigureLine, ...]:
    """Gives truce and duties at an instant, as the panes have them: the day to which the book was checked comes first."""
    words, window = truce_words(book, at, zone), truce_at(book, at).window
    by_id = {one.id: one for one in book.measures}
    lines = [FigureLine(f"Truce: {words.status}; {words.checked}", _links(window.source if window else ()))]
    lines += [
        FigureLine(" · ".join(part for part in _PARTS.split(plain(line).strip()) if part)) for line in words.lines
    ]
    for row in tariff_rows(book, at):
        kind, _, name = row.opens.partition(":")
        measure = by_id.get(name) if kind == "measure" else None
        told = plain(row.line)
        part = "" if measure is None or not told.startswith(" ") else "of it: " if "in force" in told else "not in it: "
        lines.append(FigureLine(part + _line(told), _links(measure.source if measure else ())))
    return tuple(lines)


def ahead(book: Book, at: datetime) -> tuple[FigureLine, ...]:
    """Gives the next deadlines, nearest first, each with its sources."""
    return tuple(deadline_line(one, at) for one in deadlines_at(book, at)[:_AHEAD])


def deadline_line(one: Deadline, at: datetime) -> FigureLine:
    """Gives a deadline with its sources."""
    weak = "" if one.evidence == "seen" else f" ({one.evidence})"
    return FigureLine(next_words(one, at) + weak, _links(one.source))


def sources_of(*parts: Iterable[FigureLine]) -> tuple[Link, ...]:
    """Gives the pages that these lines name, each once: what a document may number and list at its end."""
    return tuple(dict.fromkeys(link for lines in parts for line in lines for link in line.sources if link.url))


def _links(sources: Sequence[Source]) -> tuple[Link, ...]:
    """Pages before what nobody can look up; a source without a name is told only where there is no other."""
    found = dict.fromkeys(source_link(one) for one in sources if one.ref) or dict.fromkeys(map(source_link, sources))
    return tuple(sorted(found, key=lambda one: not one.url))


def _line(words: str) -> str:
    return " ".join(words.split())
