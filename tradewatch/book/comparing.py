"""Rates and dates that items tell, compared with the book as it could be known on the item's day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from tradewatch.book.datecheck import compare_date, edge_words, prolonged
from tradewatch.book.ratecheck import compare_rate
from tradewatch.book.rows import Book
from tradewatch.book.verdicts import BookDay, Comparison, Verdict, book_day
from tradewatch.instants import WASHINGTON
from tradewatch.records import ClaimFound, DateFound, Proposal, RateFound

__all__ = ["Comparer", "Comparison", "Verdict", "compared", "to_check"]


class Comparer:
    """Compares with one book; what a day's book is, is worked out once a day."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._turns = sorted(
            {turn.utc for one in book.measures for turn in (one.start, one.end) if turn is not None}
            | {instant for one in book.windows for instant in (one.agreed.utc, one.start.utc, one.end.over())}
        )
        self._days: dict[tuple[date, int], BookDay] = {}

    def rate(self, rate: RateFound, at: datetime) -> Comparison | None:
        """Compares a rate of an item published at `at`; None where it is not of the two's duties on each other."""
        return compare_rate(self._day(at), rate, at)

    def date(self, found: DateFound, at: datetime) -> Comparison:
        """Compares a day on which an item published at `at` says the truce ends or took effect."""
        return compare_date(self._day(at), found, at)

    def differing(self, claims: Sequence[DateFound | ClaimFound], at: datetime) -> list[str]:
        """Gives, for an item published at `at`, what the book has where a date or a known claim of it differs.

        An end that had been moved days before differs too, unless the item tells the new one as well.
        """
        words = [one.record for one in self._book.wrong_claims if any(_is_claim(found, one.id) for found in claims)]
        dates = [one for one in claims if isinstance(one, DateFound)]
        windows = sorted(self._day(at).book.windows, key=lambda one: one.start.utc)
        told = {found.row for one in dates if (found := self.date(one, at)).verdict is Verdict.AGREES}
        for one in dates:
            found = self.date(one, at)
            if found.verdict is not Verdict.AGREES:
                words.append(found.record)
                continue
            later = prolonged(windows, found.row, one, at)
            if later is not None and f"window:{later.id}" not in told:
                words.append(edge_words(later, True))
        return list(dict.fromkeys(words))

    def _day(self, at: datetime) -> BookDay:
        """The book answers alike between two turns on one day of Washington, by which knowledge is counted."""
        key = (at.astimezone(WASHINGTON).date(), bisect_right(self._turns, at))
        if key not in self._days:
            self._days[key] = book_day(self._book, at)
        return self._days[key]


def compared(comparer: Comparer, proposal: Proposal) -> Comparison | None:
    """Compares a proposal with the book as it could be known when its first item was published.

    None where the book has nothing to say: duties of others, and what a release proposes.
    """
    if proposal.rate is not None:
        return comparer.rate(proposal.rate, proposal.published)
    if proposal.date is not None:
        return comparer.date(proposal.date, proposal.published)
    return None


def to_check(comparer: Comparer, proposals: Iterable[Proposal]) -> list[tuple[Proposal, Comparison | None]]:
    """Gives the proposals that an editor has to look at, with their comparison: what differs or is new, and releases."""
    pairs = [(one, compared(comparer, one)) for one in proposals if one.kind != "claim"]
    return [
        (one, found)
        for one, found in pairs
        if one.kind == "release" or (found is not None and found.verdict is not Verdict.AGREES)
    ]


def _is_claim(found: DateFound | ClaimFound, name: str) -> bool:
    return isinstance(found, ClaimFound) and found.claim == name
