"""Every instant at which the book's answer changes, with what changes: what a person steps through."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tradewatch.book.changewords import change_sentence, turn_sentence
from tradewatch.book.rows import Book
from tradewatch.book.tariffs import DutyChange
from tradewatch.book.turns import changed_since
from tradewatch.book.words import moment_words

__all__ = ["TurnOfBook", "turns_of"]

_FIRST = datetime(2025, 1, 1, tzinfo=UTC)
"""Steps before it would be lists of 2018, one by one."""
_AHEAD = timedelta(days=800)


@dataclass(frozen=True, slots=True)
class TurnOfBook:
    at: datetime
    words: str
    """What changes, the totals first, without the day."""


def turns_of(book: Book) -> list[TurnOfBook]:
    """Gives the instants of the book since 2025, the earliest first: totals, measures, windows agreed, begun, ended."""
    found: dict[datetime, list[str]] = defaultdict(list)
    last = max((one.end.utc for one in book.windows), default=_FIRST) + _AHEAD
    turns = changed_since(book, _FIRST, last)
    for one in sorted(turns, key=lambda turn: not isinstance(turn, DutyChange)):
        sentence = change_sentence(one) if isinstance(one, DutyChange) else turn_sentence(one)
        found[one.at.utc].append(sentence.removeprefix(f"{moment_words(one.at)}: "))
    for window in book.windows:
        for moment, verb in ((window.agreed, "agreed or announced"), (window.start, "begins"), (window.end, "ends")):
            found[moment.utc].append(f"{window.label} {verb}.")
    return [TurnOfBook(at, " ".join(words)) for at, words in sorted(found.items()) if at >= _FIRST]
