"""What the detail shows of the book: the truce in full, a direction's total over time, one measure with its history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rich.text import Text

from tradewatch.book.changewords import change_sentence
from tradewatch.book.history import history_lines, history_of
from tradewatch.book.rows import Measure
from tradewatch.book.tariffs import DutyChange, changes_since, stacks_at
from tradewatch.book.tariffwords import measure_lines, stack_words
from tradewatch.book.trucewords import truce_details
from tradewatch.book.words import Line, checked_words
from tradewatch.clean import clean_line
from tradewatch.tui.chart import step_chart
from tradewatch.tui.desk import Desk
from tradewatch.tui.look import Look, line_text, tone
from tradewatch.tui.wrap import wrapped

__all__ = ["book_texts"]

_BEGIN = datetime.fromisoformat("2025-02-01T00:00:00-05:00")
"""Where the chart begins: the first duty of this trade war came on 4 February 2025."""
_MENTIONS = 12
_LABEL = 7
"""Letters of the labels that a measure's lines begin with."""


def book_texts(desk: Desk, target: str, width: int, look: Look) -> list[Text]:
    """Gives the texts for `truce`, `stack:SIDE` or `measure:ID`."""
    kind, _, name = target.partition(":")
    at = desk.now()
    if kind == "truce":
        lines: Iterable[Line] = [((checked_words(desk.book, at), "dim"),), (), *truce_details(desk.book, at)]
    elif kind == "stack":
        lines = _stack_lines(desk, name, width)
    else:
        lines = _measure_lines(desk, name, width)
    texts = [piece for line in lines for piece in _hanging(line, width - 1, look)]
    return texts + (_history(desk, name, look) if kind == "measure" else [])


def _hanging(line: Line, width: int, look: Look) -> list[Text]:
    """A line that begins with a label goes on under what the label is of."""
    if not line or line[0][1] != "dim" or len(line[0][0]) != _LABEL:
        return [line_text(line, look)]
    pieces = wrapped(line_text(line[1:], look), max(width - _LABEL, 10))
    label, blank = line_text(line[:1], look), Text(" " * _LABEL, no_wrap=True, end="")
    return [(label if number == 0 else blank.copy()).append_text(piece) for number, piece in enumerate(pieces)]


def _stack_lines(desk: Desk, side: str, width: int) -> list[Line]:
    at = desk.now()
    stack = next(one for one in stacks_at(desk.book, at) if one.imposed_by == side)
    lines: list[Line] = [((stack_words(stack), "strong"),), (("general extra duties only", "dim"),), ()]
    lines += _chart(desk, side, width)
    lines += [(), (("What changed", "strong"),)]
    return lines + [((f"  {change_sentence(one)}", ""),) for one in _changes(desk, side)]


def _measure_lines(desk: Desk, name: str, width: int) -> list[Line]:
    at = desk.now()
    lines, rest = measure_lines(desk.book, name, at)
    measure = next((one for one in desk.book.measures if one.id == name), None)
    if measure is not None and measure.stack:
        heading = f"{measure.imposed_by} on {_target(measure)}: the total"
        lines += [(), ((heading, "strong"),), *_chart(desk, measure.imposed_by, width)]
    return [*lines, (), *rest, *_mentions(desk, name)]


def _target(measure: Measure) -> str:
    return "China" if measure.imposed_by == "US" else "US"


def _changes(desk: Desk, side: str) -> list[DutyChange]:
    """Every change of a side's total by the instant shown, newest first."""
    at = desk.now()
    found = changes_since(desk.book, datetime.min.replace(tzinfo=at.tzinfo), at)
    return [one for one in found if one.imposed_by == side]


def _chart(desk: Desk, side: str, width: int) -> list[Line]:
    at = desk.now()
    steps = [(one.at.utc, one.after) for one in reversed(_changes(desk, side))]
    stack = next(one for one in stacks_at(desk.book, at) if one.imposed_by == side)
    waiting = [one.returns_from.utc for one in stack.past if one.returns_from is not None]
    dashed = waiting[0] if stack.basis == "announced" and waiting else None
    if at <= _BEGIN:
        return [(("no general extra duty before February 2025", "dim"),)]
    return step_chart(steps, _BEGIN, at, max(width - 2, 20), dashed_from=dashed)


def _mentions(desk: Desk, name: str) -> list[Line]:
    """The items that tell of it: those whose rate or date was compared with this row."""
    lines: list[Line] = []
    for one, comparison in desk.told.get(f"measure:{name}", ()):
        for carrier in one.carriers:
            words = f"  {desk.time_words(carrier.published):<8}{clean_line(carrier.feed)}  {clean_line(carrier.title)}"
            lines.append(
                ((words, ""), (f"  {comparison.verdict}", "dim" if comparison.verdict == "agrees" else "warn"))
            )
    if not lines:
        return []
    return [(), (("Items that mention it", "strong"),), *lines[:_MENTIONS]]


def _history(desk: Desk, name: str, look: Look) -> list[Text]:
    told = history_of(desk.pages.revisions(), f"measure:{name}")
    texts = [Text(""), Text("History in this book", tone("strong", look))]
    texts += [Text(line, tone("", look)) for one in told for line in history_lines(one)]
    return texts if told else []
