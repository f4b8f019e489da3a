"""A total over time as a step line: a row for each rate that it ever was, so that every step carries its number."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from tradewatch.book.answers import decimal_words
from tradewatch.book.words import Line
from tradewatch.instants import WASHINGTON

__all__ = ["step_chart"]

_MONTHS_APART = 10
"""Cells that a date under the line needs."""

Step = tuple[datetime, Decimal]


def step_chart(
    steps: Sequence[Step], begin: datetime, end: datetime, width: int, *, dashed_from: datetime | None = None
) -> list[Line]:
    """Gives the lines of the chart from `begin` to `end` in so many cells, the highest rate on top.

    `steps` are (instant, total from then on), oldest first; before the first the total is 0. From `dashed_from` on
    the line is dashed: what rests on an announcement.
    """
    levels = sorted({Decimal(0), *(total for instant, total in steps if instant <= end)}, reverse=True)
    label = max(len(str(decimal_words(one))) for one in levels) + 3
    columns = max(width - label, 8)
    instants = [begin + (end - begin) * column / columns for column in range(columns + 1)]
    totals = [_total(steps, one) for one in instants]
    rows = {total: number for number, total in enumerate(levels)}
    cells = [[" "] * columns for _ in levels]
    for column in range(columns):
        dashed = dashed_from is not None and instants[column] >= dashed_from
        _draw(cells, column, rows[totals[column]], rows[totals[column + 1]], "╌" if dashed else "─")
    lines: list[Line] = []
    for number, total in enumerate(levels):
        here = totals[-1] == total
        words = f"{decimal_words(total)} %".rjust(label - 1)
        line = "".join(cells[number])
        lines.append(((words, "strong" if here else "dim"), ("┤", "dim"), (line, "rate" if here else "")))
    return [*lines, *_axis(instants[:columns], label)]


def _total(steps: Sequence[Step], at: datetime) -> Decimal:
    place = bisect_right([instant for instant, _ in steps], at)
    return steps[place - 1][1] if place else Decimal(0)


def _draw(cells: list[list[str]], column: int, before: int, after: int, flat: str) -> None:
    """One column: the level goes on, or it leaves the row it was on and comes to another (rows count downwards)."""
    if before == after:
        cells[before][column] = flat
        return
    rises = after < before
    cells[before][column] = "╯" if rises else "╮"
    cells[after][column] = "╭" if rises else "╰"
    for row in range(min(before, after) + 1, max(before, after)):
        cells[row][column] = "│"


def _axis(instants: Sequence[datetime], label: int) -> list[Line]:
    """A tick and a month where a quarter begins, or each half or whole year, as many as there is room for."""
    quarters = _quarters(instants)
    wanted = quarters
    for stride in (1, 2, 4):
        wanted = [(column, instant) for column, instant in quarters if (instant.month - 1) // 3 % stride == 0]
        if all(b - a >= _MONTHS_APART for (a, _), (b, _) in itertools.pairwise(wanted)):
            break
    first = [(0, instants[0].astimezone(WASHINGTON))]
    if not wanted or wanted[0][0] >= _MONTHS_APART:
        wanted = first + wanted
    ticks, words = ["─"] * len(instants), [" "] * len(instants)
    for column, instant in wanted:
        name = f"{instant:%b %Y}"
        if column + len(name) <= len(instants):
            ticks[column] = "┬"
            words[column : column + len(name)] = list(name)
    pad = " " * (label - 1)
    return [((pad + "└", "dim"), ("".join(ticks), "dim")), ((pad + " ", ""), ("".join(words), "dim"))]


def _quarters(instants: Sequence[datetime]) -> list[tuple[int, datetime]]:
    """The columns in which a quarter begins, with the time in Washington there."""
    local = [one.astimezone(WASHINGTON) for one in instants]
    return [
        (column, after)
        for column, (before, after) in enumerate(itertools.pairwise(local), 1)
        if (before.year, (before.month - 1) // 3) != (after.year, (after.month - 1) // 3)
    ]
