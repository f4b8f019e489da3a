"""Lines of a fact box: a label, a colon, a day; what they are of stands in the lines before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tradewatch.feeds.reading.days import clock_near, named_days
from tradewatch.feeds.reading.document import Document
from tradewatch.feeds.reading.ends import is_of_the_truce, names_the_truce
from tradewatch.records import DateFound

__all__ = ["box_dates"]

_LABEL = re.compile(
    r"\s*(?:the\s+)?(?:(?P<ends>ends?|ending|expires?|expiry(?: date)?|end date|until|runs (?:until|to)|deadline|valid until|last day)"
    r"|(?P<starts>begins?|began|starts?|started|start date|in force(?: since| from)?|took effect|effective))(?: on)?\s*:\s*",
    re.IGNORECASE,
)
_LINES = 8
"""Lines before, within which the box has said what it is of."""
_LONG = 90


def box_dates(document: Document) -> Iterator[DateFound]:
    """Gives the days that a fact box names for the end or the beginning of the truce."""
    published = document.item.published.date()
    for number, paragraph in enumerate(document.paragraphs):
        line = document.text[paragraph.start : paragraph.end]
        label = _LABEL.match(line)
        if label is None or len(line) > _LONG:
            continue
        before = [document.text[one.start : one.end] for one in document.paragraphs[max(0, number - _LINES) : number]]
        told = [one for one in before if names_the_truce(one)]
        if not told or not is_of_the_truce(f"{told[-1]} {line}"):
            continue
        starts = label["starts"] is not None
        day = next(iter(named_days(line[label.end() :], published, past=starts)), None)
        if day is not None:
            start = paragraph.start + label.end() + day.start
            clock, zone = clock_near(line, label.end() + day.start, label.end() + day.end)
            place = document.part(start, start + day.end - day.start)
            subject = "truce_start" if starts else "truce_end"
            yield DateFound(subject, day.day, clock, zone, f"{subject.replace('_', ' ')}, fact box", place)
