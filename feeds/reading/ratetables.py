"""Rates in tables: a row names the duty, a column the direction or the time, and no verb says which is which."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from tradewatch.feeds.reading.directions import CHINA_ON_US, US_ON_CHINA, Direction, cues_in, towards
from tradewatch.feeds.reading.document import Document, Paragraph

__all__ = ["Cell", "table_cells"]

_BETWEEN = " | "
_RATE = re.compile(r"(?P<n>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|per ?cent|Prozent)")
_OLD = re.compile(
    r"\b(?:until|till|before|was|old|previous(?:ly)?|yesterday|so far|bisher|bis|avant|antes)\b", re.IGNORECASE
)
_ORIGIN = re.compile(
    r"\b(?:origin|country|countries|economy|economies|partner|target|goods of|imports from|herkunft|land|pays|país|origen)\b",
    re.IGNORECASE,
)
"""The head of a column that names whose goods pay."""
_US = r"(?:US|U\.S\.|USA|American?|United States|Washington)(?:['’]s)?"
_CHINESE = r"(?:China|Chinese|Beijing|PRC)(?:['’]s)?"
_ON = re.compile(
    rf"(?<!\w)(?:(?P<us>{_US}(?: [\w-]+){{0,3}} (?:on|against|→) (?:\w+ )?{_CHINESE})|{_CHINESE}(?: [\w-]+){{0,3}} (?:on|against|→) (?:\w+ )?{_US})(?!\w)"
)
"""`US tariffs on China`, `China on US`: the head of a column that says both."""
_CHANGED = re.compile(r"(?P<a>\d{1,3}(?:[.,]\d{1,2})?)\s?%?\s*(?:→|->|=>)\s*(?P<n>\d{1,3}(?:[.,]\d{1,2})?)\s?%")
_NEW = re.compile(r"\b(?:from|now|new|today|since|after|neu|ab|desde|depuis)\b", re.IGNORECASE)


class Cell(Struct, frozen=True):
    """A rate of a table; offsets are the document's."""

    start: int
    end: int
    direction: Direction
    old: Decimal | None
    new: Decimal


def table_cells(document: Document) -> tuple[list[Cell], frozenset[int]]:
    """Gives the rates of the tables, and where the paragraphs start that are rows: rows of a table have cells in a line."""
    found: list[Cell] = []
    rows: list[Paragraph] = []
    taken: set[int] = set()
    for paragraph in (*document.paragraphs, None):
        if paragraph is not None and _BETWEEN in document.text[paragraph.start : paragraph.end]:
            rows.append(paragraph)
            continue
        if len(rows) > 1:
            found += _of_table(rows, document)
            taken |= {one.start for one in rows}
        rows = []
    return found, frozenset(taken)


def _of_table(rows: list[Paragraph], document: Document) -> list[Cell]:
    texts = [document.text[one.start : one.end] for one in rows]
    header = texts[0].split(_BETWEEN) if not _RATE.search(texts[0]) else []
    around = _direction(document.text[max(0, rows[0].start - 200) : rows[0].start]) or _direction(document.text[:160])
    found: list[Cell] = []
    for row, text in zip(rows, texts, strict=True):
        if not _RATE.search(text):
            continue
        found += _of_row(row.start, text, header, around)
    return found


def _of_row(at: int, text: str, header: list[str], around: Direction | None) -> list[Cell]:
    """`US fentanyl duty | 20 % | 10 %` under `until`, `from`: a change; under names of directions: a level each."""
    cells, places, start = text.split(_BETWEEN), [], 0
    for cell in cells:
        places.append(start)
        start += len(cell) + len(_BETWEEN)
    label = " ".join(cell for cell in cells if not _RATE.search(cell))
    rates = [(number, match) for number, cell in enumerate(cells) if (match := _RATE.search(cell)) is not None]
    columns = {number: _direction(header[number]) for number, _ in rates if number < len(header)}
    if any(columns.values()):
        return [
            _cell(at + places[number], match, direction, None)
            for number, match in rates
            if (direction := columns.get(number)) is not None
        ]
    direction = _direction(label) or around
    if header and _ORIGIN.search(header[0]) and cells[0].strip():
        direction = US_ON_CHINA if re.fullmatch(r"\W*(?:(?:mainland )?China|PRC)\W*", cells[0]) else None
    if direction is None:
        return []
    changed = [(number, match) for number, cell in enumerate(cells) if (match := _CHANGED.search(cell)) is not None]
    if changed:
        return [
            _cell(at + places[number], match, direction, Decimal(match["a"].replace(",", ".")))
            for number, match in changed
        ]
    if len(rates) == 2 and len(header) > rates[1][0]:
        first, second = (header[number] for number, _ in rates)
        turned = bool(_OLD.search(second) and not _OLD.search(first))
        (_, old), (place, new) = reversed(rates) if turned else rates
        if _OLD.search(first + second) or _NEW.search(second):
            was = Decimal(old["n"].replace(",", "."))
            one = _cell(at + places[place], new, direction, was)
            return [one if was != one.new else _cell(at + places[place], new, direction, None)]
    return [_cell(at + places[number], match, direction, None) for number, match in rates]


def _cell(at: int, match: re.Match[str], direction: Direction, old: Decimal | None) -> Cell:
    return Cell(at + match.start(), at + match.end(), direction, old, Decimal(match["n"].replace(",", ".")))


def _direction(text: str) -> Direction | None:
    named = _ON.search(text)
    if named is not None:
        return US_ON_CHINA if named["us"] else CHINA_ON_US
    known, direction = towards(cues_in(text), text, 0, len(text))
    return direction if known else None
