"""The instants at which duties and windows of the truce turn, with what turns: what a person steps through."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from tradewatch.book.changewords import change_sentence, turn_sentence
from tradewatch.book.rows import Book
from tradewatch.book.tariffs import DutyChange
from tradewatch.book.turns import changed_since
from tradewatch.book.words import moment_words

__all__ = ["TurnOfBook", "turns_of"]

_FIRST = datetime(2025, 1, 1, tzinfo=UTC)
"""Steps before it would be lists of 2018, one by one."""
_AHEAD = timedelta(days=800)


class TurnOfBook(Struct, frozen=True):
    at: datetime
    words: str
    """What changes, the totals first, without the day."""


def turns_of(book: Book) -> list[TurnOfBook]:
    """Gives the instants since 2025 at which duties or windows turn, the earliest first; deadlines have none."""
    found: dict[datetime, list[str]] = defaultdict(list)
    last = max((one.end.utc for one in book.windows), default=_FIRST) + _AHEAD
    turns = changed_since(book, _FIRST, last)
    for one in sorted(turns, key=lambda turn: not isinstance(turn, DutyChange)):
        sentence = change_sentence(one) if isinstance(one, DutyChange) else turn_sentence(one)
        found[one.at.utc].append(sentence.removeprefix(f"{moment_words(one.at)}: "))
    for window in book.windows:
        for instant, verb in (
            (window.agreed.utc, "agreed or announced"),
            (window.start.utc, "begins"),
            (window.end.over(), "is over"),
        ):
            found[instant].append(f"{window.label} {verb}.")
        if window.void is not None:
            found[window.void.utc].append(f"{window.label} is called off.")
    return [TurnOfBook(at, " ".join(words)) for at, words in sorted(found.items()) if at >= _FIRST]
